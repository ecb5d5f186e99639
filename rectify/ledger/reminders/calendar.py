"""A person's calendar: time limits, re-checks and report dates of what they have to do with, for any calendar program.

Its address is a secret of 256 bits; only the secret's digest is kept, and by that it is looked up.
"""

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from rectify.ledger.addresses import absolute
from rectify.ledger.choices import WITH_UNIT, Stage
from rectify.ledger.milestones import due_after
from rectify.ledger.models import CalendarAddress, Handling, Inspection, Milestone
from rectify.ledger.models.items import beginning
from rectify.ledger.rights import User, inspections_of, items_of
from rectify.reading import requirements

REFRESH = timedelta(hours=12)
#: Days past that a calendar still shows, and days to come: 9999-12-31, which people write for "open", has no next day.
DAYS_BACK, DAYS_AHEAD = 60, 3660
#: Events of one calendar, the nearest first; and items that one event lists.
MOST_EVENTS, LISTED = 1000, 20


def make_address(user: AbstractBaseUser) -> str:
    """A new secret address, in place of the one before; it is told this once. Returns it, absolute."""
    secret = secrets.token_urlsafe(32)
    CalendarAddress.objects.update_or_create(
        user=user, defaults={"digest": digest_of(secret), "made_at": timezone.now()}
    )
    return absolute(reverse("calendar", args=[secret]))


def switch_off(user: AbstractBaseUser) -> bool:
    """The address answers no more. Returns whether there was one."""
    return bool(CalendarAddress.objects.filter(user=user).delete()[0])


def owner_of(secret: str) -> AbstractBaseUser | None:
    """Whose secret this is. The database compares digests, so that how long it takes says nothing about the secret."""
    address = CalendarAddress.objects.filter(digest=digest_of(secret)).select_related("user").first()
    return address.user if address else None


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def calendar_of(user: User, today: date) -> bytes:
    """The person's calendar as it stands; without events once they hold no post, so that what a telephone has kept
    goes away."""
    calendar = Calendar.new(
        name="整改督办",
        description="办理时限、复查日期和整改报告日期。内部资料，请勿转发日历地址。",
        prodid="-//rectify//ledger//ZH",
        uid=f"calendar-{user.pk}@{_host()}",
        language="zh-CN",
    )
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-WR-TIMEZONE", settings.TIME_ZONE)
    calendar.add("X-PUBLISHED-TTL", "PT12H")
    for event in events_of(user, today):
        calendar.add_component(event)
    return calendar.to_ical()


def events_of(user: User, today: date) -> list[Event]:
    """All-day events, the nearest `MOST_EVENTS` of them, in order of time."""
    found = [*_of_items(user, today), *_of_inspections(user, today)]
    nearest = sorted(found, key=lambda event: abs((event.start - today).days))[:MOST_EVENTS]
    return sorted(nearest, key=lambda event: (event.start, str(event.uid)))


def _of_items(user: User, today: date) -> Iterator[Event]:
    """One event for what one inspection has on one day, so that forty items are not forty lines."""
    shown = (today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD))
    rows = Handling.objects.filter(
        problem__in=items_of(user), problem__withdrawn_at=None, problem__inspection__followed=True
    ).select_related("problem__inspection__unit", "problem__inspection__round")
    kinds = (
        ("deadline", "到期", rows.filter(stage__in=WITH_UNIT, deadline__range=shown), "deadline"),
        ("recheck", "复查", rows.filter(stage=Stage.WATCHED, look_again_on__range=shown), "look_again_on"),
    )
    for kind, word, handlings, field in kinds:
        days: dict[tuple[date, int], list[Handling]] = defaultdict(list)
        for handling in handlings.order_by("problem__inspection", "problem__number"):
            days[getattr(handling, field), handling.problem.inspection_id].append(handling)
        for (day, _inspection), items in days.items():
            yield _event_of(kind, word, day, items)


def _event_of(kind: str, word: str, day: date, items: list[Handling]) -> Event:
    inspection = items[0].problem.inspection
    lines = [f"第{item.problem.number}项 {beginning(item.problem.name, 60)}" for item in items[:LISTED]]
    if len(items) > LISTED:
        lines.append(f"另有{len(items) - LISTED}项")
    link = (
        absolute(reverse("admin:ledger_problem_change", args=[items[0].problem_id]))
        if len(items) == 1
        else absolute(reverse("admin:index"))
    )
    name = lines[0] if len(items) == 1 else f"{len(items)}项整改事项"
    changed = max((item.changed_at for item in items if item.changed_at), default=None)
    return _event(
        f"{kind}-{inspection.pk}-{day.isoformat()}", day, f"{inspection.unit.name}：{name}{word}", lines, link, changed
    )


def _of_inspections(user: User, today: date) -> Iterator[Event]:
    """When units have to report, by the rules that were in force when they were given the findings."""
    first = today - timedelta(days=DAYS_BACK)
    inspections = inspections_of(user).filter(followed=True).exclude(feedback=None).select_related("unit", "round")
    known = Milestone.objects.filter(inspection__in=inspections.order_by(), withdrawn_at=None)
    done: dict[int, set[str]] = defaultdict(set)
    for owner, event in known.values_list("inspection", "event"):
        done[owner].add(event)
    for inspection in inspections:
        yield from _report_dates(inspection, first, done[inspection.pk])


def _report_dates(inspection: Inspection, first: date, done: set[str]) -> Iterator[Event]:
    names = {event.slug: event.name for event in requirements.events()}
    for slug, due in due_after(inspection).items():
        if due.day >= first and slug not in done:
            key = f"{slug}-{inspection.pk}"
            lines = [f"依据：{due.rule.basis}", *([due.note] if due.note else [])]
            summary = f"{inspection.unit.name}：{names.get(slug, slug)}截止"
            yield _event(key, due.day, summary, lines, absolute(inspection.get_absolute_url()), None)


def _event(key: str, day: date, summary: str, lines: list[str], link: str, changed: datetime | None) -> Event:
    # The same calendar is the same to the byte until something changes; a stamp of now would make each one new.
    stamp = changed or datetime.combine(day, time(), UTC)
    return Event.new(
        uid=f"{key}@{_host()}",
        summary=summary,
        description="\n".join([*lines, link]),
        start=day,
        end=day + timedelta(days=1),
        stamp=stamp.astimezone(UTC),
        url=link,
        transparency="TRANSPARENT",
    )


def _host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "ledger"
