"""Which finding of the feedback notice a problem answers."""

from rectify.ledger.loading.matching import contained_pairs
from rectify.ledger.models import Finding, Inspection, Problem

#: The share of a finding's pairs of characters that must stand in the problem and the headings above it.
_ENOUGH = 0.6


def link_findings(inspection: Inspection) -> int:
    """Give each problem without a parent the finding whose words it or its headings repeat most, where that is clear.

    A finding is never counted beside its problems; one that no problem repeats stays by itself. Returns the number of
    problems linked.
    """
    findings = list(Finding.objects.filter(report__inspection=inspection, withdrawn_at=None))
    if not findings:
        return 0
    linked = []
    for problem in inspection.problems.filter(finding=None).select_related("section__parent__parent"):
        text = _words_of(problem)
        ranked = sorted(findings, key=lambda finding: contained_pairs(finding.title, text), reverse=True)
        first, second = (
            contained_pairs(finding.title, text) for finding in (ranked[0], ranked[min(1, len(ranked) - 1)])
        )
        if first >= _ENOUGH and (len(ranked) == 1 or first > second):
            problem.finding = ranked[0]
            linked.append(problem)
    Problem.objects.bulk_update(linked, ["finding"], batch_size=200)
    return len(linked)


def _words_of(problem: Problem) -> str:
    parts, section = [problem.title or problem.label], problem.section
    while section:
        parts.append(section.title or section.label)
        section = section.parent
    return "\n".join(parts)
