"""One mail a person: what they have to be reminded of and have not been told before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from rectify.ledger.addresses import absolute
from rectify.ledger.dates import in_chinese
from rectify.ledger.models import Reminded
from rectify.ledger.reminders.matters import Matter, Section, sections_for

#: Matters that a mail lists of one kind; the desk shows the rest.
LISTED = 30
#: Values that one query may carry on every database.
_BATCH = 500


@dataclass(frozen=True)
class Digest:
    """What one person is told today; never empty."""

    user: AbstractBaseUser
    sections: list[Section]
    today: date

    @property
    def subject(self) -> str:
        return "整改督办提醒：" + "，".join(f"{section.short}{len(section.matters)}项" for section in self.sections)

    @property
    def keys(self) -> list[str]:
        return [matter.key for section in self.sections for matter in section.matters]

    @property
    def text(self) -> str:
        return render_to_string("mail/digest.txt", self._context())

    @property
    def html(self) -> str:
        return render_to_string("mail/digest.html", self._context())

    def send(self, connection: BaseEmailBackend) -> None:
        """Remember what the mail tells and hand it over. Raises what the mail backend raises, OSError, DatabaseError.

        In this order, because a database that is busy after the mail has gone would have it sent a second time.
        """
        mail = EmailMultiAlternatives(
            self.subject, self.text, to=[self.user.email], connection=connection,
            # Keeps answering machines from answering.
            headers={"Auto-Submitted": "auto-generated"},
        )  # fmt: skip
        mail.attach_alternative(self.html, "text/html")
        with transaction.atomic():
            told = Reminded.objects.bulk_create([Reminded(user=self.user, key=key) for key in self.keys], _BATCH)
        try:
            if not mail.send():
                raise OSError("the mail server took no message")
        except Exception:
            for start in range(0, len(told), _BATCH):
                Reminded.objects.filter(pk__in=[row.pk for row in told[start : start + _BATCH]]).delete()
            raise

    def _context(self) -> dict[str, object]:
        return {
            "name": self.user.get_full_name() or self.user.get_username(),
            "today": in_chinese(self.today),
            "parts": [
                (section, section.matters[:LISTED], max(0, len(section.matters) - LISTED)) for section in self.sections
            ],
            "desk": absolute(reverse("admin:index")),
            "office": settings.OFFICE_NAME,
        }


def people() -> Iterator[AbstractBaseUser]:
    """Who may be written to: people with an address who hold a post today, by name."""
    held = Q(posts__ended_on=None) | Q(posts__ended_on__gt=timezone.localdate())
    found = get_user_model().objects.filter(held, posts__isnull=False, is_active=True).exclude(email="")
    yield from found.distinct().order_by("pk")


def digest_for(user: AbstractBaseUser, today: date) -> Digest | None:
    """What is new to this person; None where nothing is."""
    found = sections_for(user, today)
    told = _told(user, [matter.key for section in found for matter in section.matters])
    sections = [Section(s.heading, s.short, _fresh(s.matters, told)) for s in found]
    sections = [section for section in sections if section.matters]
    return Digest(user, sections, today) if sections else None


def _fresh(matters: list[Matter], told: set[str]) -> list[Matter]:
    return [matter for matter in matters if matter.key not in told]


def _told(user: AbstractBaseUser, keys: list[str]) -> set[str]:
    told: set[str] = set()
    for start in range(0, len(keys), _BATCH):
        rows = Reminded.objects.filter(user=user, key__in=keys[start : start + _BATCH])
        told |= set(rows.values_list("key", flat=True))
    return told
