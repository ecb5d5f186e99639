"""What readers may be told of changes and corrections."""

from django.db.models import Q, QuerySet

from rectify.ledger.choices import Speaker
from rectify.ledger.models import Change, Evaluation, Inspection, Problem, ReaderNote

#: Fields whose changes are told. That an item was kept back for a time, or withdrawn for one, is the office's affair.
_TOLD = ("status", "deadline", "note", "office_label")


def public_changes() -> QuerySet[Change]:
    """Changes to items that readers see; never who made them, nor why."""
    shown = Change.objects.filter(problem__withdrawn_at=None, problem__withheld_at=None)
    return shown.filter(field__in=_TOLD).exclude(by=Speaker.UNIT).defer("reason")


def public_evaluations() -> QuerySet[Evaluation]:
    """Judgements that were published and not withdrawn; never the office's remarks, nor who made them."""
    return Evaluation.objects.filter(published_at__isnull=False, withdrawn_at=None).defer("note", "made_by")


def public_evaluation(inspection: Inspection) -> Evaluation | None:
    """The judgement of an inspection's rectification that holds for readers: the newest published one."""
    return public_evaluations().filter(inspection=inspection).order_by("-evaluated_on", "-pk").first()


def public_notes() -> QuerySet[ReaderNote]:
    """What the office answered readers in public, but for what is about a withheld item."""
    return ReaderNote.objects.filter(is_public=True).exclude(
        Q(problem__isnull=False) & Q(problem__in=Problem.objects.withheld().order_by())
    )
