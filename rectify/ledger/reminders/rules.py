"""When an item is written about, to whom, in which words: rules as data (escalation.toml)."""

import re
import string
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from rectify.ledger.models import Letter

#: What subject and text of a rule may be filled with.
FILLED_IN = ("unit", "round", "to", "n", "items", "date", "office")
_NAME = re.compile(r"[a-z0-9-]{1,40}")
_TYPES = {"name": str, "days_left": int, "kind": str, "to": list, "subject": str, "text": str}


class RuleMistake(ValueError):
    """A file of rules that cannot be used; the message names the file, the rule and what was expected."""


@dataclass(frozen=True)
class Rule:
    """It applies from ``days_left`` days before an item's deadline on; negative numbers are days past it."""

    name: str
    days_left: int
    kind: str
    to: tuple[str, ...]
    subject: str
    text: str


def load_rules(path: Path | None = None) -> tuple[Rule, ...]:
    """The rules in the order in which they come to apply. Raises RuleMistake."""
    path = path or settings.ESCALATION_RULES
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("rules", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleMistake(_("无法读取督办规则 %(path)s：%(error)s") % {"path": path, "error": error}) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RuleMistake(_("%(path)s：每条规则应当以 [[rules]] 开头。") % {"path": path})
    rules = [_rule(row, f"{path}（{n}）") for n, row in enumerate(rows, 1)]
    if len({rule.name for rule in rules}) < len(rules):
        raise RuleMistake(_("%(path)s：规则的 name 不能重复。") % {"path": path})
    return tuple(sorted(rules, key=lambda rule: -rule.days_left))


def rule_for(rules: Iterable[Rule], deadline: date, today: date) -> Rule | None:
    """The last of the rules that applies to an item with this deadline today; None while none does."""
    left = (deadline - today).days
    return next((rule for rule in reversed(tuple(rules)) if left <= rule.days_left), None)


def _rule(row: dict[str, Any], where: str) -> Rule:
    for name, type_ in _TYPES.items():
        if type(row.get(name)) is not type_:
            raise RuleMistake(_("督办规则 %(where)s：%(name)s 没有填写，或类型不对。") % {"where": where, "name": name})
    if not _NAME.fullmatch(row["name"]):
        raise RuleMistake(_("督办规则 %(where)s：name 只能用小写字母、数字和连字符。") % {"where": where})
    if row["kind"] not in Letter.Kind.values:
        known = "、".join(Letter.Kind.values)
        raise RuleMistake(_("督办规则 %(where)s：kind 应当是 %(known)s 之一。") % {"where": where, "known": known})
    for field in ("subject", "text"):
        _check_filled_in(row[field], where, field)
    return Rule(
        row["name"], row["days_left"], row["kind"], tuple(map(str, row["to"])), row["subject"], row["text"].strip()
    )


def _check_filled_in(text: str, where: str, field: str) -> None:
    try:
        names = [name for _literal, name, _format, _conversion in string.Formatter().parse(text) if name is not None]
    except ValueError as error:
        raise RuleMistake(
            _("督办规则 %(where)s：%(field)s 里的花括号不成对。") % {"where": where, "field": field}
        ) from error
    unknown = [name for name in names if name not in FILLED_IN]
    if unknown:
        raise RuleMistake(
            _("督办规则 %(where)s：%(field)s 里不能填入 {%(name)s}，只能填入 %(known)s。")
            % {"where": where, "field": field, "name": unknown[0], "known": "、".join(FILLED_IN)}
        )
