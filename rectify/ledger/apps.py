from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "rectify.ledger"
    label = "ledger"
    verbose_name = _("整改台账")

    def ready(self) -> None:
        from rectify.ledger import people
        from rectify.ledger.accounts import sessions

        people.connect()
        sessions.connect()
