"""The filters of 反馈问题台账."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from rectify.ledger.choices import Area, ProblemKind, Speaker, Status
from rectify.ledger.models import Doubt, Measure, Problem, Topic
from rectify.pages.lists import deadlines
from rectify.pages.lists.fields import CodesField, PartialDateFormField
from rectify.pages.lists.filters import (
    CodesFilter,
    InspectionFilters,
    Level,
    ListFilter,
    ListFilters,
    SlugsFilter,
    WordsFilter,
)

EVIDENCE = {"yes": _("写明文件、日期或数字"), "no": _("未写明"), "unknown": _("未载入原文")}
#: An item of the report's section of recommendations need not be one: the filter beside this says what each is.
AREAS = dict(Area.choices) | {Area.RECOMMENDATIONS.value: _("意见建议部分")}
YES_NO = {"yes": _("有"), "no": _("无")}
WORD_OF = {
    Speaker.REPORT.value: Speaker.REPORT.label,
    Speaker.OFFICE.value: Speaker.OFFICE.label,
    "none": _("未注明进展"),
}


class TopicFilter(SlugsFilter):
    """Items that carry any of these topics."""

    def __init__(self, *, to_problem: str = "pk", **kwargs: Any) -> None:
        super().__init__(model=Topic, **kwargs)
        self.to_problem = to_problem

    def condition(self, value: Any) -> Q:
        tagged = Problem.topics.through.objects.filter(problem=OuterRef(self.to_problem), topic__in=value.ids)
        return Q(Exists(tagged))


class PromisedFilter(ListFilter):
    field_class = CodesField

    def condition(self, value: list[str]) -> Q:
        return deadlines.condition(value)


class FromDayFilter(ListFilter):
    field_class = PartialDateFormField

    def condition(self, value: Any) -> Q:
        return Q(deadline__gte=value)


class ToDayFilter(ListFilter):
    field_class = PartialDateFormField

    def condition(self, value: Any) -> Q:
        return Q(deadline__lte=value)


class DoubtsFilter(CodesFilter):
    """Whether an item has doubts that nobody has settled."""

    def condition(self, value: list[str]) -> Q:
        open_doubts = Doubt.objects.filter(settled_at=None, problem__isnull=False).order_by().values("problem")
        return _either(value, yes=Q(pk__in=open_doubts))


class EvidenceFilter(CodesFilter):
    """Whether any of an item's measures names a document, a date or a figure; unknown until its text is loaded."""

    def condition(self, value: list[str]) -> Q:
        steps = Measure.objects.filter(problem=OuterRef("pk"), withdrawn_at=None)
        names_some, names_none = Exists(steps.filter(names_evidence=True)), Exists(steps.filter(names_evidence=False))
        found = Q()
        if "yes" in value:
            found |= Q(names_some)
        if "no" in value:
            found |= Q(names_none) & ~Q(names_some)
        if "unknown" in value:
            found |= ~Q(Exists(steps.filter(names_evidence__isnull=False)))
        return found


class WordOfFilter(CodesFilter):
    def condition(self, value: list[str]) -> Q:
        return Q(status_by__in=["" if code == "none" else code for code in value])


class ProblemFilters(InspectionFilters):
    """Problems and recommendations, by inspection, by what summary rows count by, and by the item itself."""

    area = CodesFilter("area", level=Level.SUMMARY, codes=AREAS, label=_("领域"))
    kind = CodesFilter("kind", level=Level.SUMMARY, codes=dict(ProblemKind.choices), label=_("类别"))
    status = CodesFilter("status", level=Level.SUMMARY, codes=dict(Status.choices), label=_("进展"))
    topic = TopicFilter(label=_("主题"))
    deadline = PromisedFilter("deadline", codes=deadlines.NAMED, is_code=deadlines.is_period, label=_("时限"))
    deadline_from = FromDayFilter("deadline", label=_("时限不早于"))
    deadline_to = ToDayFilter("deadline", end=True, label=_("时限不晚于"))
    by = WordOfFilter("status_by", codes=WORD_OF, label=_("进展来源"))
    evidence = EvidenceFilter(codes=EVIDENCE, label=_("措施写明依据"))
    doubts = DoubtsFilter(codes=YES_NO, label=_("待核事项"))
    q = WordsFilter(label=_("搜索"))

    class Meta(ListFilters.Meta):
        model = Problem


def _either(value: list[str], *, yes: Q) -> Q:
    """A yes-or-no filter: both chosen is no condition at all."""
    if set(value) == {"yes", "no"}:
        return Q()
    return yes if "yes" in value else ~yes
