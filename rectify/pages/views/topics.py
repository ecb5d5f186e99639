"""共性问题分析: which themes do the units of a round share."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rectify.ledger.choices import OPEN, ProblemKind
from rectify.ledger.models import Inspection, Problem, Round, Topic
from rectify.ledger.progress import Progress
from rectify.pages.links import problems_url
from rectify.pages.page import Page
from rectify.pages.rounds import newest_first, shown_of

#: Shades of the heat map; the darkest is for the largest number of items in one cell.
SHADES = 5


@dataclass
class Cell:
    """One unit's items of one topic."""

    n: int
    link: str
    shade: int


@dataclass
class TopicRow:
    """One topic in a round: how many items, in how many units, how far they are."""

    topic: Topic
    name: str
    link: str
    open_link: str
    progress: Progress = field(default_factory=Progress)
    by_inspection: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    cells: list[Cell | None] = field(default_factory=list)

    @property
    def n_units(self) -> int:
        return len(self.by_inspection)


def topics(request: HttpRequest) -> HttpResponse:
    rounds = list(newest_first())
    shown = shown_of(rounds)
    round_ = _named(rounds, request.GET["round"]) if request.GET.get("round") else shown
    rows = _rows(round_) if round_ else []
    inspections = _inspections(round_, rows) if round_ else []
    _fill_cells(rows, inspections, round_)
    page = Page(
        title=_("共性问题分析"), path=reverse("topics") + (f"?round={round_.slug}" if round_ != shown else ""),
        summary=_("一轮巡视巡察中各单位共有的问题：按主题列出涉及的单位、问题数和整改进展。"), room="topics",
    )  # fmt: skip
    n_without = _without_topic(round_) if round_ else 0
    context = {
        "page": page, "rounds": rounds, "round": round_, "rows": rows, "inspections": inspections,
        "n_without": n_without, "shades": range(1, SHADES + 1),
    }  # fmt: skip
    return render(request, "pages/topics.html", context)


def _named(rounds: list[Round], slug: str) -> Round:
    found = next((round_ for round_ in rounds if round_.slug == slug), None)
    if found is None:
        raise Http404(_("没有这个巡视轮次。"))
    return found


def _rows(round_: Round) -> list[TopicRow]:
    """The round's topics, those that most units share first. One query over the round's items."""
    by_topic: dict[int, TopicRow] = {}
    is_english = (get_language() or "").startswith("en")
    names: Mapping[int, Topic] = {topic.pk: topic for topic in Topic.objects.all()}
    counted = (
        Problem.objects.public()
        .filter(inspection__round=round_, kind=ProblemKind.PROBLEM, topics__isnull=False)
        .order_by()
        .values_list("topics", "inspection", "status")
        .annotate(n=Count("pk"))
    )
    for topic_id, inspection_id, status, n in counted:
        topic = names[topic_id]
        if topic_id not in by_topic:
            name = (is_english and topic.name_en) or topic.name
            which = {"round": round_.slug, "topic": topic.slug, "kind": ProblemKind.PROBLEM.value}
            still_open = problems_url(**which, status=[status.value for status in OPEN])
            by_topic[topic_id] = TopicRow(topic, name, problems_url(**which), still_open)
        row = by_topic[topic_id]
        row.progress.add(status, n)
        row.by_inspection[inspection_id] += n
    return sorted(by_topic.values(), key=lambda row: (-row.n_units, -row.progress.total, row.topic.position))


def _inspections(round_: Round, rows: list[TopicRow]) -> list[Inspection]:
    shown = {pk for row in rows for pk in row.by_inspection}
    found = round_.inspections.filter(pk__in=shown).select_related("unit", "round")
    return list(found.order_by("unit__sort_key"))


def _fill_cells(rows: list[TopicRow], inspections: list[Inspection], round_: Round | None) -> None:
    most = max((n for row in rows for n in row.by_inspection.values()), default=1)
    for row in rows:
        for inspection in inspections:
            n = row.by_inspection.get(inspection.pk, 0)
            link = problems_url(
                round=round_.slug, unit=inspection.unit.slug, topic=row.topic.slug, kind=ProblemKind.PROBLEM.value
            )
            row.cells.append(Cell(n, link, -(-n * SHADES // most)) if n else None)


def _without_topic(round_: Round) -> int:
    items = Problem.objects.public().filter(inspection__round=round_, kind=ProblemKind.PROBLEM, topics=None)
    return items.count()
