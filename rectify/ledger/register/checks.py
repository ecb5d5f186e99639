"""What is wrong between rows: keys given twice, references to nothing, rows that cannot be what they say.

Nothing here changes anything. What is true of the source though odd (dates out of order, numbers that repeat) is not a
mistake of the table; it becomes a doubt when the rows are loaded.
"""

from collections.abc import Collection
from difflib import get_close_matches

from django.utils.translation import gettext as _

from rectify.ledger.loading.matching import plain_marker
from rectify.ledger.models import RegisterRow, Unit
from rectify.ledger.register.kept import Kept, Key
from rectify.ledger.register.reading import Register, Row
from rectify.ledger.register.tables import (
    BY_CODE,
    STATEMENT_COLUMNS,
    TABLES,
    Column,
    Table,
    key_of,
    text_key,
)

KnownKeys = dict[str, set[Key]]


def check(register: Register, kept: Kept, known_topics: Collection[str], *, withdraw_missing: bool = False) -> None:
    """Add to the register's mistakes what is wrong between its rows, and between them and the ledger."""
    known = _known_keys(register, kept, withdraw_missing)
    for table in TABLES:
        _check_keys(register, table)
        _check_references(register, table, known)
    _check_unit_names(register)
    _check_outline(register, kept)
    _check_words(register, known_topics)
    _check_same_items(register, kept)


def _check_keys(register: Register, table: Table) -> None:
    first: dict[Key, Row] = {}
    for row in register.of(table):
        key = key_of(table, row.values)
        if any(part in (None, "") for part in key):
            continue  # noted when the row was read
        if key in first:
            words = {"row": first[key].number, "columns": " + ".join(table.key)}
            register.mistakes.add(row.mistake(table.key[-1], _("不重复的 %(columns)s，第 %(row)d 行已经用过") % words))
        first.setdefault(key, row)


def _check_references(register: Register, table: Table, known: KnownKeys) -> None:
    columns = [column for column in table.columns if column.refers]
    for row in register.of(table):
        unresolved: set[str] = set()
        for column in columns:
            value = row.values[column.code]
            if value in (None, ""):
                continue
            if not unresolved.isdisjoint(column.by):
                continue  # it follows from what is noted already
            key = (*(row.values[code] for code in column.by), value)
            if key not in known[column.refers]:
                unresolved.add(column.code)
                register.mistakes.add(row.mistake(column.code, _expected_reference(register, column, key, known)))


def _known_keys(register: Register, kept: Kept, withdraw_missing: bool) -> KnownKeys:
    """The keys that rows may refer to, by table: those given, and those kept unless they are to be withdrawn."""
    found: KnownKeys = {}
    for code in {column.refers for table in TABLES for column in table.columns if column.refers}:
        table = BY_CODE[code]
        found[code] = {key_of(table, row.values) for row in register.of(table)}
        if not (withdraw_missing and table.is_withdrawable and code in register.rows):
            found[code] |= kept.of(code).keys()
    return found


def _expected_reference(register: Register, column: Column, key: Key, known: KnownKeys) -> str:
    target = BY_CODE[column.refers]
    names = {"table": target.code, "heading": target.heading}
    expected = _("%(table)s 表（%(heading)s）或台账中已有的一行") % names
    if isinstance(key[-1], str) and register.mistakes.has_room:
        beside = [other[-1] for other in known[column.refers] if other[:-1] == key[:-1]]
        near = get_close_matches(key[-1], beside, n=3, cutoff=0.5)
        expected += _("，如 %s") % "、".join(near) if near else ""
    return expected


def _check_unit_names(register: Register) -> None:
    rows = register.of(BY_CODE["units"])
    given = {row.values["slug"] for row in rows}
    owners = dict(Unit.objects.exclude(slug__in=given).values_list("name", "slug")) if rows else {}
    for row in rows:
        name, slug = row.values["name"], row.values["slug"]
        if name and owners.setdefault(name, slug) != slug:
            expected = _("其他单位没有用过的名称；它属于 %s，网址名一经使用不再更改") % owners[name]
            register.mistakes.add(row.mistake("name", expected))


def _check_outline(register: Register, kept: Kept) -> None:
    """A heading's parent stands above it, so that no heading is above itself."""
    table = BY_CODE["sections"]
    rows = register.of(table)
    if not rows:
        return
    levels = {key: section.level for key, section in kept.of("sections").items()}
    levels |= {key_of(table, row.values): row.values["level"] for row in rows}
    for row in rows:
        parent, level = row.values["parent"], row.values["level"]
        above = levels.get((row.values["round"], row.values["unit"], parent)) if parent else None
        if above and level and above >= level:
            words = {"level": level, "above": above}
            expected = _("层次高于本行的方面编号：本行是第 %(level)d 层，它是第 %(above)d 层") % words
            register.mistakes.add(row.mistake("parent", expected))


def _check_words(register: Register, known_topics: Collection[str]) -> None:
    for code in ("sections", "problems", "measures"):
        for row in register.of(BY_CODE[code]):
            if not (row.values["label"] or row.values.get("title")):
                register.mistakes.add(row.mistake("label", _("短标题；没有短标题时在 title 列写原标题")))
    for row in register.of(BY_CODE["problems"]):
        if row.values["report"] is None and any(row.values[code] for code in STATEMENT_COLUMNS):
            register.mistakes.add(row.mistake("report", _("通报序号：进展和时限出自哪一份通报")))
        for topic in row.values["topics"]:
            if topic not in known_topics:
                near = get_close_matches(topic, known_topics, n=3, cutoff=0.5)
                listed = "、".join(near or sorted(known_topics))
                register.mistakes.add(row.mistake("topics", _("已有主题的网址名，如 %s") % listed, topic))


def _check_same_items(register: Register, kept: Kept) -> None:
    """A number is one item's for ever: a table that has not been loaded yet may not give it to another.

    The ledger may have these items from reports; where an item's own marker is another than the row's, the table counts
    otherwise than the ledger, and its labels would go to the wrong items.
    """
    table = BY_CODE["problems"]
    rows = register.of(table)
    if not rows or not kept.of("problems"):
        return
    seen = set(RegisterRow.objects.filter(table="problems", round__in=kept.rounds).values_list("key", flat=True))
    for row in rows:
        key = key_of(table, row.values)
        item = kept.of("problems").get(key)
        if item is None or text_key(table, key) in seen:
            continue
        marker = row.values["marker"]
        if marker and item.marker and plain_marker(marker) != plain_marker(item.marker):
            words = {"number": item.number, "name": item.name[:30], "marker": item.marker}
            expected = _("与台账相同的编号：台账第 %(number)d 项是“%(marker)s%(name)s”，请先导出核对") % words
            register.mistakes.add(row.mistake("marker", expected))
