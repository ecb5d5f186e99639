"""Items that are kept from publication for an approved reason: what else goes with them, and how many they are.

Rates and counts are of the public items; the number of the others is said beside them. A report's own figures are still
compared with everything that it lists.
"""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rectify.ledger.models import Finding, Inspection, Problem, Section


def count_withheld(inspections: QuerySet[Inspection] | Q | None = None) -> int:
    """How many items readers do not see: of these inspections (or those that the condition on Inspection names), or of
    all. One query."""
    items = Problem.objects.withheld()
    if isinstance(inspections, Q):
        inspections = Inspection.objects.filter(inspections)
    if inspections is not None:
        items = items.filter(inspection__in=inspections.order_by())
    return items.count()


def withheld_of_each(path: str) -> Coalesce:
    """The same as a column of some rows: ``path`` leads from Inspection to them, such as ``round``."""
    mine = Problem.objects.withheld().order_by().filter(**{f"inspection__{path}": OuterRef("pk")})
    return Coalesce(Subquery(mine.values(f"inspection__{path}").annotate(n=Count("pk")).values("n")), 0)


def public_sections() -> QuerySet[Section]:
    """Headings that stand, but for one right above withheld items and nothing else: it would say what they are about."""
    return Section.objects.filter(withdrawn_at=None).exclude(
        _stands_for_withheld("section")
        & ~Exists(Section.objects.filter(parent=OuterRef("pk"), withdrawn_at=None).order_by())
    )


def public_findings() -> QuerySet[Finding]:
    """What the team fed back, but for what withheld items alone answer."""
    return Finding.objects.filter(withdrawn_at=None).exclude(_stands_for_withheld("finding"))


def _stands_for_withheld(name: str) -> Q:
    """Has withheld items and no public ones; ``name`` is the field of Problem that leads here."""
    mine = {name: OuterRef("pk")}
    withheld, public = Problem.objects.withheld().filter(**mine), Problem.objects.public().filter(**mine)
    return Q(Exists(withheld.order_by())) & ~Q(Exists(public.order_by()))
