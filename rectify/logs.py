"""Addresses that are secrets themselves stay out of the log."""

import logging
import re

#: Paths whose next part is a secret: a person's calendar, a link to choose a password.
SECRET_PATHS = ("/calendar/", "/admin/account/password/")
_SECRET = re.compile("(" + "|".join(map(re.escape, SECRET_PATHS)) + r")[^\s?#\"']+")


def without_secrets(text: str) -> str:
    return _SECRET.sub(r"\1…", text)


class HideSecrets(logging.Filter):
    """Writes such addresses without what makes them secret."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        hidden = without_secrets(message)
        if hidden != message:
            record.msg, record.args = hidden, None
        return True
