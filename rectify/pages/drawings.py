"""Where everything of a chart stands when the page itself draws it, as SVG without a script.

Along the axis a place is a share of the drawing's width, written as SVG wants it ("12.5%"), so that one drawing fits any
screen while its letters keep their size; across it, places are pixels. The templates in templates/pages/charts/ turn
these into elements; colours are classes of the style sheet, so that themes and paper hold here too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from rectify.ledger.choices import Status
from rectify.pages.figures import ByMonth, Row
from rectify.pages.pace import STEPS, Paces
from rectify.pages.templatetags.ledger_tags import month_name

#: The most steps that an axis is divided into.
MOST_TICKS = 5
#: Pixels that a drawing is wide on a phone and beside a column of names, and that a digit takes with its neighbours.
NARROW, WIDE, DIGIT, AROUND = 320, 760, 7.5, 9
#: Pixels of the drawing of months: all of it, what stands over the highest column, and what stands under the columns.
MONTHS_HEIGHT, ABOVE, BELOW = 240, 22, 40
#: Columns do not grow fatter than if there were so many; more months than this show only those that have items.
FEWEST_SLOTS, MOST_SLOTS = 8, 120
#: Up to so many slots a month has its number under it; up to the second so many, every third has.
EVERY_MONTH, EVERY_QUARTER = 20, 60
#: A form for each step, so that they are told apart without colour: as plotly names it.
FORMS = dict(zip(STEPS, ("circle-open", "square-open", "diamond-open", "circle"), strict=True))


@dataclass(frozen=True)
class Tick:
    x: str
    label: str


@dataclass(frozen=True)
class Part:
    """One part of a bar. ``room`` says where its number fits: "always", "wide" or, on no screen, ""; ``room_for_mark``
    where its status's mark does besides."""

    status: Status
    n: int
    x: str
    width: str
    middle: str
    room: str
    room_for_mark: str
    link: str
    title: str


@dataclass(frozen=True)
class Bar:
    name: str
    total: int
    end: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class Bars:
    """Stacked bars, one a row; ``statuses`` are those that occur, in the order of the scale."""

    rows: Sequence[Bar]
    statuses: Sequence[Status]
    ticks: Sequence[Tick]


@dataclass(frozen=True)
class Column:
    """``y`` and ``height`` are pixels; ``left`` and ``slot`` are all that belongs to the month, ``x`` and ``width`` what
    is filled."""

    n: int
    x: str
    width: str
    middle: str
    left: str
    slot: str
    y: float
    height: float
    link: str
    title: str


@dataclass(frozen=True)
class Columns:
    """Columns by month, with ``months`` and ``years`` written under them; ``has_numbers`` as ``Part.room``."""

    columns: Sequence[Column]
    months: Sequence[Tick]
    years: Sequence[Tick]
    room: str
    height: int = MONTHS_HEIGHT

    @property
    def base(self) -> int:
        return self.height - BELOW


@dataclass(frozen=True)
class Mark:
    """``room`` says, as ``Part.room``, where its number fits beside it."""

    form: str
    n: int
    x: str
    room: str
    link: str
    title: str


@dataclass(frozen=True)
class Strip:
    name: str
    first: str
    last: str
    marks: Sequence[Mark]


@dataclass(frozen=True)
class Strips:
    """A strip of marks a row; ``forms`` are (form, step's name)."""

    rows: Sequence[Strip]
    forms: Sequence[tuple[str, str]]
    ticks: Sequence[Tick]


def bars(rows: Sequence[Row]) -> Bars:
    end = max(1, *(row.progress.total for row in rows))
    statuses = [status for status in Status if any(row.progress[status] for row in rows)]
    return Bars([_bar(row, end) for row in rows], statuses, ticks_up_to(end))


def _bar(row: Row, end: int) -> Bar:
    parts, before = [], 0
    for status, n, link in row.cells():
        if n:
            parts.append(
                Part(
                    status,
                    n,
                    x=share(before, end),
                    width=share(n, end),
                    middle=share(before + n / 2, end),
                    room=room_for(str(n), n / end),
                    # A mark takes as much room as two digits, and so does the space after it.
                    room_for_mark=room_for(f"{n}000", n / end),
                    link=link,
                    title=_("%(name)s：%(what)s %(n)s") % {"name": row.name, "what": status.label, "n": n},
                )
            )
        before += n
    return Bar(row.name, row.progress.total, share(row.progress.total, end), parts)


def columns(months: Sequence[ByMonth]) -> Columns:
    """The dated months. Time runs evenly, also over months for which nothing was promised."""
    dated = {month.month: month for month in months if month.month}
    slots = _slots(sorted(dated))
    n_slots = max(len(slots), FEWEST_SLOTS)
    highest = max((month.n for month in dated.values()), default=0)
    drawn = []
    for place, first_day in enumerate(slots):
        if month := dated.get(first_day):
            height = round((MONTHS_HEIGHT - ABOVE - BELOW) * month.n / highest, 1)
            drawn.append(
                Column(
                    month.n,
                    x=share(place + 0.15, n_slots),
                    width=share(0.7, n_slots),
                    middle=share(place + 0.5, n_slots),
                    left=share(place, n_slots),
                    slot=share(1, n_slots),
                    y=MONTHS_HEIGHT - BELOW - height,
                    height=height,
                    link=month.link,
                    title=_("%(name)s：%(n)s") % {"name": month_name(first_day), "n": month.n},
                )
            )
    # Over a column nothing is in the way of a number but its neighbours.
    room = room_for(str(highest), 1 / n_slots, around=2)
    return Columns(drawn, _month_ticks(slots, n_slots), _year_ticks(slots, n_slots), room)


def _slots(dated: Sequence[date]) -> list[date]:
    """Every month from the first to the last; without the empty ones where that would be too many."""
    if not dated:
        return []
    first, last = (day.year * 12 + day.month - 1 for day in (dated[0], dated[-1]))
    if last - first >= MOST_SLOTS:
        return list(dated)
    return [date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1)]


def _month_ticks(slots: Sequence[date], n_slots: int) -> list[Tick]:
    every = 1 if n_slots <= EVERY_MONTH else 3 if n_slots <= EVERY_QUARTER else 12
    return [
        Tick(share(place + 0.5, n_slots), str(day.month))
        for place, day in enumerate(slots)
        if (day.month - 1) % every == 0 and every < 12
    ]


def _year_ticks(slots: Sequence[date], n_slots: int) -> list[Tick]:
    """A year stands where its first month does, unless the next year begins too soon to write both."""
    starts = [place for place, day in enumerate(slots) if place == 0 or day.year != slots[place - 1].year]
    ticks = []
    for place, following in zip(starts, [*starts[1:], n_slots], strict=True):
        fits = (following - place) / n_slots * NARROW >= DIGIT * 5
        label = _("%(year)s年") % {"year": slots[place].year} if fits else ""
        ticks.append(Tick(share(place, n_slots), label))
    return ticks


def strips(paces: Paces) -> Strips:
    names = dict(paces.steps)
    end = max(1, *(n for row in paces.rows for n in row.days.values()))
    rows = []
    for row in paces.rows:
        days = sorted((n, slug) for slug, n in row.days.items())
        marks = []
        for place, (n, slug) in enumerate(days):
            title = _("%(name)s：%(what)s %(n)s") % {"name": row.name, "what": names[slug], "n": n}
            link = row.inspection.get_absolute_url() + "#moments"
            # A mark is as wide as two digits. After the last one there is always room.
            is_last = place == len(days) - 1
            room = "always" if is_last else room_for(f"{n}00", (days[place + 1][0] - n) / end)
            marks.append(Mark(FORMS[slug], n, share(n, end), room, link, title))
        rows.append(Strip(row.name, share(days[0][0], end), share(days[-1][0], end), marks))
    return Strips(rows, [(FORMS[slug], name) for slug, name in paces.steps], ticks_up_to(end))


def ticks_up_to(most: int) -> list[Tick]:
    """Round numbers from 0 on, at most five steps, where the axis ends at ``most``."""
    step = next(step for step in _round_numbers() if step * MOST_TICKS >= most)
    return [Tick(share(n, most), f"{n:,}") for n in range(0, most + 1, step)]


def _round_numbers() -> Iterable[int]:
    """1, 2, 5, 10, 20, 50, …"""
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def room_for(digits: str, width: float, around: float = AROUND) -> str:
    """Whether digits fit into this share of a drawing: "always", on "wide" screens only, or on none."""
    wanted = len(digits) * DIGIT + around
    return "always" if width * NARROW >= wanted else "wide" if width * WIDE >= wanted else ""


def share(n: float, of: float) -> str:
    return f"{100 * n / of:.2f}%"
