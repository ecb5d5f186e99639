"""Noticing two people at one item: a form carries where the item stood when it was opened."""

from collections.abc import Iterator

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from rectify.ledger.models import Change, Problem, Proposal, Step
from rectify.ledger.proposal_words import proposed


def token_of(problem: Problem) -> str:
    """Where an item stands: its newest change, step and proposal."""
    newest = (
        model.objects.filter(problem=problem).aggregate(newest=Max("pk"))["newest"] or 0
        for model in (Change, Step, Proposal)
    )
    return "-".join(map(str, newest))


def since(problem: Problem, token: str, *, tells_words: bool) -> list[str]:
    """Who did what to an item after a form with this token was opened, oldest first; nothing for a token that is none.
    ``tells_words``: also what they proposed to publish, to those who may read that."""
    parts = token.split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return []
    change, step, proposal = (min(int(part), 2**62) for part in parts)
    return [line for _at, line in sorted(_news(problem, change, step, proposal, tells_words))]


def _news(problem: Problem, change: int, step: int, proposal: int, tells_words: bool) -> Iterator[tuple[str, str]]:
    for row in Step.objects.filter(problem=problem, pk__gt=step).select_related("actor"):
        yield _line(row.at, row.actor, row.get_action_display())
    proposals = Proposal.objects.filter(problem=problem, pk__gt=proposal).select_related("proposed_by")
    for row in proposals:
        words = _("，").join(filter(None, [proposed(row), row.note])) if tells_words else ""
        yield _line(row.proposed_at, row.proposed_by, f"{row}{_('：')}{words}" if words else str(row))
    # What a person changed was a proposal before; a load is neither.
    loaded = Change.objects.filter(problem=problem, pk__gt=change, actor=None)
    for row in loaded:
        yield _line(row.at, row.reason or _("载入"), f"{row.field}：{row.old} → {row.new}")


def _line(at: object, who: object, what: str) -> tuple[str, str]:
    when = timezone.localtime(at)
    return when.isoformat(), f"{when:%Y-%m-%d %H:%M} {who}：{what}"
