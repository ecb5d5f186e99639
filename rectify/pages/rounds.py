"""Which round is newer than which, and which one a page shows when none is asked for.

A round is as new as its latest feedback, whenever it was loaded: an office loads old rounds after new ones too.
"""

from collections.abc import Sequence

from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rectify.ledger.models import Inspection, ProblemCount, Round


def newest_first() -> QuerySet[Round]:
    """All rounds by their latest feedback (or end, or start), undated ones last and as they were loaded; each says
    whether anything of it is loaded (``has_items``)."""
    mine = Inspection.objects.filter(round=OuterRef("pk")).order_by().values("round")
    return Round.objects.annotate(
        dated=Subquery(mine.annotate(latest=Max(Coalesce("feedback", "ended", "started"))).values("latest")),
        has_items=Exists(ProblemCount.objects.filter(inspection__round=OuterRef("pk"))),
    ).order_by(F("dated").desc(nulls_last=True), "-pk")


def shown_of(rounds: Sequence[Round]) -> Round | None:
    """The round that a page shows when none is asked for: the newest of which anything is loaded, else the newest.
    Takes them as `newest_first` gives them."""
    return next((round_ for round_ in rounds if round_.has_items), rounds[0] if rounds else None)


def shown() -> Round | None:
    """The same, for a page that needs no other round: one query."""
    return newest_first().order_by("-has_items", F("dated").desc(nulls_last=True), "-pk").first()
