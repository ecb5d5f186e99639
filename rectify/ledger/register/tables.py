"""The tables of the register, as data: what each is called, what its columns hold, and what its rows refer to.

Column codes are the English names that files use; Chinese headings are understood as well, and head the workbook.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.db import models

from rectify.ledger.choices import (
    Area,
    ClaimKind,
    Completeness,
    Level,
    ProblemKind,
    ReadBy,
    ReportKind,
    Status,
    UnitKind,
)
from rectify.ledger.models import Claim, Inspection, Measure, Problem, Report, Round, Section, Unit
from rectify.ledger.register.cells import (
    Address,
    CellType,
    Choice,
    Day,
    Figure,
    Number,
    PartialDay,
    Several,
    Slug,
    Text,
)

#: What a spreadsheet's cell can hold. A longer title is cut; loading leaves the document's own as it is.
LONGEST_TITLE = 32_767
_NUMBER = Number(least=1, most=1_000_000)


@dataclass(frozen=True)
class Column:
    """``refers``: the table whose row this cell, with the cells of ``by`` before it, is the key of.

    A column fills the model's field of its name, or the one that ``field`` names; none where that is empty. An ``extra``
    column may be left out, and is written only where some row needs it. ``width`` is for workbooks, in characters.
    """

    code: str
    heading: str
    type: CellType
    required: bool = False
    refers: str = ""
    by: tuple[str, ...] = ()
    field: str | None = None
    extra: bool = False
    width: int = 12

    @property
    def fills(self) -> str:
        return self.code if self.field is None else self.field


@dataclass(frozen=True)
class Table:
    code: str
    heading: str
    model: type[models.Model]
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def is_withdrawable(self) -> bool:
        return any(field.name == "withdrawn_at" for field in self.model._meta.fields)


_SLUG = Column("slug", "网址名", Slug(), required=True, width=18)
#: In tables below inspections a round and a unit together name an inspection.
_ROUND = Column("round", "轮次", Slug(), required=True, refers="rounds", field="", width=16)
_UNIT = Column("unit", "单位", Slug(), required=True, refers="inspections", by=("round",), field="inspection", width=18)
_REPORT = Column("report", "通报序号", _NUMBER, refers="reports", by=("round", "unit"), width=9)
_NUMBERED = Column("number", "编号", _NUMBER, required=True, width=7)
_MARKER = Column("marker", "原序号", Text(30), width=9)
_LABEL = Column("label", "短标题", Text(200), width=44)
_TITLE = Column("title", "原标题", Text(LONGEST_TITLE), extra=True, width=60)
_POSITION = Column("position", "次序", Number(most=1_000_000), extra=True, width=7)

TABLES = (
    Table(
        "rounds", "轮次", Round, ("slug",),
        (
            _SLUG,
            Column("name", "名称", Text(100), required=True, width=30),
            Column("committee", "派出党组织", Text(100), width=24),
            Column("level", "层级", Choice(Level), required=True),
            Column("term", "届", Number(least=1), width=6),
            Column("number", "轮", Number(least=1), width=6),
            Column("source_address", "来源网址", Address(), width=50),
        ),
    ),
    Table(
        "units", "单位", Unit, ("slug",),
        (
            _SLUG,
            Column("name", "名称", Text(100), required=True, width=26),
            Column("short_name", "简称", Text(50), width=14),
            Column("name_en", "英文名称", Text(150), width=60),
            Column("aliases", "别名", Several(200), width=28),
            Column("former_names", "曾用名", Several(200), width=20),
            Column("kind", "类别", Choice(UnitKind), required=True, width=14),
            Column("place", "所在地", Text(50)),
        ),
    ),
    Table(
        "inspections", "巡视巡察", Inspection, ("round", "unit"),
        (
            replace(_ROUND, field="round"),
            Column("unit", "单位", Slug(), required=True, refers="units", width=18),
            Column("kind", "巡视类型", Text(50)),
            Column("team", "巡视组", Text(50), width=20),
            Column("started", "进驻日期", PartialDay()),
            Column("ended", "结束日期", PartialDay()),
            Column("feedback", "反馈日期", PartialDay()),
        ),
    ),
    Table(
        "reports", "通报", Report, ("round", "unit", "number"),
        (
            _ROUND,
            _UNIT,
            Column("number", "通报序号", Number(least=1), required=True, width=9),
            Column("kind", "种类", Choice(ReportKind), required=True, width=14),
            Column("party_body", "署名党组织", Text(150), width=34),
            Column("published", "落款日期", PartialDay()),
            Column("as_of", "数据截至", PartialDay()),
            Column("completeness", "完整程度", Choice(Completeness), required=True, width=14),
            Column("read_by", "读取方式", Choice(ReadBy), required=True, width=14),
            Column("phone", "联系电话", Several(200), width=28),
            Column("email", "电子邮箱", Several(200), width=28),
            Column("post", "通信地址", Text(300), width=34),
            Column("hours", "受理时间", Text(50)),
            Column("contact_until", "受理截止", PartialDay()),
            Column("declared_findings", "自述问题数", Number(), width=11),
        ),
    ),
    Table(
        "sections", "方面", Section, ("round", "unit", "number"),
        (
            _ROUND,
            _UNIT,
            _NUMBERED,
            Column("parent", "上级编号", _NUMBER, refers="sections", by=("round", "unit"), width=9),
            Column("level", "层次", Number(least=1, most=3), required=True, width=7),
            _MARKER,
            _LABEL,
            Column("area", "领域", Choice(Area), width=20),
            _REPORT,
            _TITLE,
            _POSITION,
        ),
    ),
    Table(
        "problems", "问题", Problem, ("round", "unit", "number"),
        (
            _ROUND,
            _UNIT,
            _NUMBERED,
            Column("kind", "类别", Choice(ProblemKind), required=True),
            Column("section", "方面编号", _NUMBER, refers="sections", by=("round", "unit"), width=9),
            _MARKER,
            _LABEL,
            Column("status", "进展", Choice(Status), field="", width=18),
            Column("deadline", "时限", Day(), field=""),
            Column("deadline_text", "时限原文", Text(100), field="", width=18),
            Column("declared_measures", "自述措施数", Number(), width=11),
            Column("topics", "主题", Several(50), field="", width=34),
            _REPORT,
            _TITLE,
            _POSITION,
        ),
    ),
    Table(
        "measures", "措施", Measure, ("round", "unit", "problem", "number"),
        (
            _ROUND,
            _UNIT,
            Column("problem", "问题编号", _NUMBER, required=True, refers="problems", by=("round", "unit"), width=9),
            _NUMBERED,
            _MARKER,
            _LABEL,
            _REPORT,
            _TITLE,
        ),
    ),
    Table(
        "claims", "自报数字", Claim, ("round", "unit", "report", "what", "value"),
        (
            _ROUND,
            replace(_UNIT, field=""),
            Column("report", "通报序号", _NUMBER, required=True, refers="reports", by=("round", "unit"), width=9),
            Column("what", "口径", Choice(ClaimKind), required=True, width=24),
            Column("value", "数值", Figure(), required=True, width=10),
        ),
    ),
)  # fmt: skip

#: What a report says of a problem: kept as its statement, not in the problem's own fields.
STATEMENT_COLUMNS = ("status", "deadline", "deadline_text")

BY_CODE: dict[str, Table] = {table.code: table for table in TABLES}

#: A row's values by column code.
Values = dict[str, Any]


def key_of(table: Table, values: Values) -> tuple:
    """What the row is known by in its table."""
    return tuple(values[code] for code in table.key)


def cells_of(table: Table, values: Values) -> dict[str, str]:
    """The canonical text of each value, as files hold it; an empty cell is an empty text."""
    found = {}
    for column in table.columns:
        if column.code in values:
            value = values[column.code]
            is_empty = value is None or value == "" or value == () or value == []
            found[column.code] = "" if is_empty else column.type.write(value)
    return found


def text_key(table: Table, key: tuple) -> str:
    """A key as one text, such as ``heshan-5-2/qinghe/12``: what a row is remembered by between loads."""
    cells = cells_of(table, dict(zip(table.key, key, strict=True)))
    return "/".join(cells[code] for code in table.key)
