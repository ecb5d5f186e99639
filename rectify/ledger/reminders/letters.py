"""督办文书: drafts that the rules make, and those that people begin from items that they chose.

A draft is never called sent by the machine: a person sends it and says so (see rectify.ledger.admin.letters).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from rectify.ledger.choices import WITH_UNIT
from rectify.ledger.dates import in_chinese
from rectify.ledger.models import Escalation, Handling, Inspection, Letter, Problem
from rectify.ledger.models.items import beginning
from rectify.ledger.reminders.rules import Rule, rule_for

#: How a letter that people write begins, by kind; rules bring their own words.
_OPENINGS = {
    Letter.Kind.REMINDER: ("关于{unit}{n}项整改事项的提示函", "现就下列{n}项整改事项提示如下："),
    Letter.Kind.SUPERVISION: ("关于{unit}{n}项整改事项的督办函", "现就下列{n}项整改事项予以督办："),
    Letter.Kind.TALK: ("{unit}{n}项整改事项约谈记录", "约谈事由：下列{n}项整改事项。"),
}
_MOST_IN_FIELD = 200


@dataclass(frozen=True)
class Due:
    """What one rule says of one inspection today: these items, each with the deadline that it is about."""

    rule: Rule
    inspection: Inspection
    items: Sequence[Handling]

    @property
    def label(self) -> str:
        return str(Letter.Kind(self.rule.kind).label)

    @property
    def key(self) -> str:
        """Once for each item, rule and deadline: the first item stands for all, for it is written about only once."""
        first = self.items[0]
        return f"{self.rule.name}/{first.problem_id}/{first.deadline.isoformat()}"


def due_letters(rules: Sequence[Rule], today: date) -> Iterator[Due]:
    """What the rules ask for today and nobody has drafted yet, by inspection."""
    if not rules:
        return
    latest = today + timedelta(days=max(rule.days_left for rule in rules))
    late = (
        Handling.objects.filter(
            stage__in=WITH_UNIT, deadline__lte=latest, problem__withdrawn_at=None, problem__inspection__followed=True
        )
        .select_related("problem__inspection__unit", "problem__inspection__round")
        .order_by("problem__inspection", "problem__number")
    )
    written = _written_about(late)
    groups: dict[tuple[int, str], list[Handling]] = defaultdict(list)
    by_name = {rule.name: rule for rule in rules}
    for handling in late:
        rule = rule_for(rules, handling.deadline, today)
        if rule and (handling.problem_id, rule.name, handling.deadline) not in written:
            groups[handling.problem.inspection_id, rule.name].append(handling)
    for (_inspection, name), items in groups.items():
        yield Due(by_name[name], items[0].problem.inspection, items)


def draft(due: Due, today: date) -> Letter | None:
    """Keep the letter as a draft with what it was about; None where another run has just done so."""
    letter = Letter(
        kind=due.rule.kind, inspection=due.inspection, addressee="、".join(due.rule.to)[:_MOST_IN_FIELD], key=due.key
    )
    letter.subject, letter.text = _filled(due.rule.subject, due.rule.text, letter.addressee, due.items, today)
    try:
        with transaction.atomic():
            letter.save()
            letter.problems.set([handling.problem_id for handling in due.items])
            Escalation.objects.bulk_create(
                Escalation(letter=letter, problem_id=item.problem_id, rule=due.rule.name, deadline=item.deadline)
                for item in due.items
            )
    except IntegrityError:
        return None
    return letter


@transaction.atomic
def begin(kind: str, problems: Iterable[Problem], addressee: str, actor: AbstractBaseUser, today: date) -> Letter:
    """A draft by hand about these items of one inspection, for its writer to go on with. Raises ValueError for items of
    several inspections, or none.

    The addressee is written as it is given, and the unit's name where none is.
    """
    problems = sorted(problems, key=lambda problem: problem.number)
    if len({problem.inspection_id for problem in problems}) != 1:
        raise ValueError("a letter is about items of one inspection")
    deadlines = dict(Handling.objects.filter(problem__in=problems).values_list("problem_id", "deadline"))
    items = [Handling(problem=problem, deadline=deadlines.get(problem.pk, problem.deadline)) for problem in problems]
    subject, opening = _OPENINGS[Letter.Kind(kind)]
    addressee = addressee.strip() or problems[0].inspection.unit.name
    text = "{to}：\n\n" + opening + "\n\n{items}\n\n\n\n{office}\n{date}"
    letter = Letter(kind=kind, inspection=problems[0].inspection, addressee=addressee, made_by=actor)
    letter.subject, letter.text = _filled(subject, text, addressee, items, today)
    letter.save()
    letter.problems.set(problems)
    return letter


def _written_about(handlings: QuerySet[Handling]) -> set[tuple[int, str, date]]:
    """(item, rule, deadline) of every letter that the rules made about these items."""
    about = Escalation.objects.filter(problem__in=handlings.order_by().values("problem"))
    return set(about.values_list("problem_id", "rule", "deadline"))


def _filled(subject: str, text: str, to: str, items: Sequence[Handling], today: date) -> tuple[str, str]:
    inspection = items[0].problem.inspection
    words = {
        "unit": inspection.unit.name,
        "round": inspection.round.name,
        "to": to,
        "n": len(items),
        "items": "\n".join(_line(n, item) for n, item in enumerate(items, 1)),
        "date": in_chinese(today),
        "office": settings.OFFICE_NAME,
    }
    return beginning(subject.format(**words), _MOST_IN_FIELD), text.format(**words).replace("\n\n\n", "\n\n")


def _line(n: int, item: Handling) -> str:
    deadline = f"办理时限{in_chinese(item.deadline)}" if item.deadline else "未定办理时限"
    return f"{n}．第{item.problem.number}项：{item.problem.name}（{deadline}）"
