"""How gunicorn serves the site; the environment changes what differs between machines (see README.md)."""

import os

from gunicorn.glogging import Logger

from rectify.logs import without_secrets

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WORKERS", "2"))
# A worker that waits for a slow reader or for the database leaves its other threads to others.
worker_class = "gthread"
threads = 4
# Loaded once and shared: the address is announced when pages really answer, and memory is used once.
preload_app = True
timeout = 60
graceful_timeout = 10
# Workers replace themselves now and then, not all at once, so that no leak ever grows large.
max_requests = 5000
max_requests_jitter = 500
loglevel = os.environ.get("LOG_LEVEL", "warning").lower()
accesslog = os.environ.get("ACCESS_LOG") or None


class SecretiveLogger(Logger):
    """Writes addresses that are secrets without what makes them secret."""

    def atoms(self, *args: object) -> dict[str, object]:
        atoms = super().atoms(*args)
        return {name: without_secrets(value) if isinstance(value, str) else value for name, value in atoms.items()}


logger_class = SecretiveLogger


def when_ready(server: object) -> None:
    """Say where the site is, as the last line that starting prints."""
    from django.conf import settings

    print(f"The ledger is open at {settings.PUBLIC_URL}/ (Ctrl+C closes it)", flush=True)
