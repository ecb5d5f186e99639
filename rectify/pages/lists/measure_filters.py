"""The filters of 整改措施台账."""

from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from rectify.ledger.choices import ProblemKind, Status
from rectify.ledger.models import Measure, Problem, ProblemCount
from rectify.pages.lists.filters import CodesFilter, InspectionFilters, ListFilters, WordsFilter
from rectify.pages.lists.problem_filters import AREAS, EVIDENCE, TopicFilter

FEW_PROBLEMS = 30_000
SUMS_BY = ("area", "kind", "status")


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

    #: These speak of the problem; their conditions are about Problem.
    of_problem = ("area", "kind", "status", "topic")

    area = CodesFilter("area", codes=AREAS, label=_("领域"))
    kind = CodesFilter("kind", codes=dict(ProblemKind.choices), label=_("类别"))
    status = CodesFilter("status", codes=dict(Status.choices), label=_("问题进展"))
    topic = TopicFilter(label=_("主题"))
    evidence = NamesEvidenceFilter(codes=EVIDENCE, label=_("写明依据"))
    q = WordsFilter(label=_("搜索"))

    class Meta(ListFilters.Meta):
        model = Measure

    def apply(self, queryset: QuerySet, *, without: tuple[str, ...] = (), words: Q | None = None) -> QuerySet:
        queryset = super().apply(queryset, without=(*without, *self.of_problem), words=words)
        conditions = {n: v for n, v in self.chosen.items() if n in self.of_problem and n not in without}
        if not conditions:
            return queryset
        problems = Problem.objects.order_by()
        for name, value in conditions.items():
            problems = problems.filter(self.filters[name].condition(value))
        # Few problems are best looked up; of many, each measure asks for its own. A join would let SQLite read all
        # problems before the first measure.
        if self._problems_with(conditions) <= FEW_PROBLEMS:
            return queryset.filter(problem__in=problems.values("pk"))
        return queryset.filter(Exists(problems.filter(pk=OuterRef("problem"))))

    def _problems_with(self, conditions: dict[str, Any]) -> int:
        """How many problems of the ledger these conditions leave, as far as summary rows can tell."""
        return sum(
            n
            for n, *codes in self._sums
            if all(code in conditions.get(name, [code]) for name, code in zip(SUMS_BY, codes, strict=True))
        )

    @cached_property
    def _sums(self) -> list[tuple[Any, ...]]:
        return list(
            ProblemCount.objects.order_by().values(*SUMS_BY).annotate(sum=Sum("n")).values_list("sum", *SUMS_BY)
        )
