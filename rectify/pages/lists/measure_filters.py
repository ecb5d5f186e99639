"""The filters of 整改措施台账."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rectify.ledger.choices import Area, ProblemKind, Status
from rectify.ledger.models import Measure
from rectify.pages.lists.filters import CodesFilter, InspectionFilters, ListFilters, WordsFilter
from rectify.pages.lists.problem_filters import EVIDENCE, TopicFilter


class NamesEvidenceFilter(CodesFilter):
    """Whether the measure's text names a document, a date or a figure; unknown until its text is loaded."""

    def condition(self, value: Any) -> Q:
        wanted = {"yes": True, "no": False, "unknown": None}
        found = Q()
        for code in value:
            found |= Q(names_evidence=wanted[code])
        return found


class MeasureFilters(InspectionFilters):
    """Measures, by the inspection and the problem that they belong to and by what their text names."""

    area = CodesFilter("problem__area", codes=dict(Area.choices), label=_("领域"))
    kind = CodesFilter("problem__kind", codes=dict(ProblemKind.choices), label=_("类别"))
    status = CodesFilter("problem__status", codes=dict(Status.choices), label=_("问题进展"))
    topic = TopicFilter(to_problem="problem", label=_("主题"))
    evidence = NamesEvidenceFilter(codes=EVIDENCE, label=_("写明依据"))
    q = WordsFilter(label=_("搜索"))

    class Meta(ListFilters.Meta):
        model = Measure
