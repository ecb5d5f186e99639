"""责任分工 of an item as a whole: what stands, the same in words that people read and approve, and putting it in force."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import translation

from rectify.ledger.choices import ResponsibilityRole, Speaker
from rectify.ledger.models import Problem, Responsibility

#: What the record of changes calls it.
FIELD = "responsibilities"
#: (role, body): a body that answers for an item, and as what.
Share = tuple[str, str]


def standing(problem: Problem) -> list[Share]:
    """Who answers for an item now, its measures aside."""
    rows = problem.responsibilities.filter(withdrawn_at=None, measure=None)
    return in_order(rows.values_list("role", "body"))


def in_order(shares: Iterable[Share]) -> list[Share]:
    """Each once, those who lead first."""
    roles = ResponsibilityRole.values
    return sorted(dict.fromkeys(shares), key=lambda share: roles.index(share[0]))


def in_words(shares: Iterable[Share]) -> str:
    """A line each, such as ``牵头单位：县委组织部``; in Chinese whatever language somebody reads in, for it is kept."""
    names = _names()
    return "\n".join(f"{names[role]}：{body}" for role, body in in_order(shares))


def from_words(text: str) -> list[Share]:
    """What `in_words` made a text of."""
    roles = {name: role for role, name in _names().items()}
    parts = (line.partition("：") for line in text.split("\n") if line)
    return [(roles[name], body) for name, _colon, body in parts]


def put(problem: Problem, shares: Iterable[Share], now: datetime) -> None:
    """Have these stand and no others. Nothing is deleted, so that a text that is read again brings back none of what
    was withdrawn."""
    missing = in_order(shares)
    for row in problem.responsibilities.filter(measure=None).order_by("pk"):
        is_wanted = (row.role, row.body) in missing
        if is_wanted:
            missing.remove((row.role, row.body))
        if is_wanted == bool(row.withdrawn_at):
            row.withdrawn_at = None if is_wanted else now
            row.save(update_fields=["withdrawn_at"])
    Responsibility.objects.bulk_create(Responsibility(problem=problem, role=role, body=body) for role, body in missing)


def set_by_people(problem: Problem) -> bool:
    """Whether a person has said who answers for an item: then no load adds anybody."""
    return problem.changes.filter(field=FIELD, by=Speaker.OFFICE).exclude(actor=None).exists()


def _names() -> dict[str, str]:
    with translation.override("zh-hans"):
        return {role.value: str(role.label) for role in ResponsibilityRole}
