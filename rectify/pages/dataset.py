"""What the register's tables hold, in words: made from the definitions that loading and exporting use, so that it says
what is, and from the sentences below, which a test holds against those definitions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rectify.ledger.register import cells
from rectify.ledger.register.tables import BY_CODE, TABLES, Column, Table

#: What a row of each table is.
ROWS: dict[str, Promise] = {
    "rounds": gettext_lazy("一轮巡视或巡察。"),
    "units": gettext_lazy("一个被巡视党组织。更名后网址名不变。"),
    "inspections": gettext_lazy("一个单位在一个轮次中接受的巡视或巡察；以下各表都从属于它。"),
    "reports": gettext_lazy("一份公开的通报，附公开的联系方式。"),
    "sections": gettext_lazy("通报提纲中的一级标题：方面、类或更细的一层。"),
    "problems": gettext_lazy("逐条作答的最小一层：反馈问题或意见建议。编号一经公布不再改用。"),
    "measures": gettext_lazy("针对一个问题的一条整改措施。"),
    "claims": gettext_lazy("通报关于自身的一个数字，如反馈问题总数、完成率。"),
}
#: What a heading alone does not say, by table and column.
NOTES: dict[tuple[str, str], Promise] = {
    ("units", "aliases"): gettext_lazy("通报和页面中出现过的其他叫法"),
    ("inspections", "feedback"): gettext_lazy("向被巡视党组织反馈意见的日期"),
    ("reports", "published"): gettext_lazy("通报末尾署名处的日期"),
    ("reports", "as_of"): gettext_lazy("通报写明的数据截止日期；未写明的，进展以落款日期为准"),
    ("reports", "declared_findings"): gettext_lazy("通报自述的反馈问题数"),
    ("reports", "contact_until"): gettext_lazy("通报所写受理反映的期限"),
    ("sections", "parent"): gettext_lazy("上一级标题的编号；方面没有上级"),
    ("sections", "level"): gettext_lazy("1 方面，2 类，3 更细的一层"),
    ("sections", "label"): gettext_lazy("整理者拟的短标题，不是原文"),
    ("sections", "area"): gettext_lazy("按含义归入的领域，用于跨单位比较"),
    ("sections", "title"): gettext_lazy("原文语句；载入原文后才有"),
    ("problems", "marker"): gettext_lazy("原文的序号，照录"),
    ("problems", "label"): gettext_lazy("整理者拟的短标题，不是原文"),
    ("problems", "status"): gettext_lazy("通报所述的进展；空为未注明"),
    ("problems", "deadline"): gettext_lazy("通报承诺的完成日期，按原文时限取最后一天"),
    ("problems", "deadline_text"): gettext_lazy("原文关于时限的说法"),
    ("problems", "declared_measures"): gettext_lazy("通报自述的该问题措施数"),
    ("problems", "topics"): gettext_lazy("共性问题的主题"),
    ("problems", "report"): gettext_lazy("陈述进展的通报"),
    ("problems", "title"): gettext_lazy("原文语句；载入原文后才有"),
    ("measures", "label"): gettext_lazy("整理者拟的短标题，不是原文"),
    ("measures", "title"): gettext_lazy("原文语句；载入原文后才有"),
    ("claims", "what"): gettext_lazy("数字所说的是哪一层、哪一种状态"),
    ("claims", "value"): gettext_lazy("完成率为百分数，如 83.3"),
}


@dataclass(frozen=True)
class ColumnWords:
    """``codes`` is the id of the list of codes that the column's values come from."""

    code: str
    heading: str
    type: str
    note: Promise | str
    required: bool
    is_key: bool
    extra: bool
    refers: str
    codes: str


@dataclass(frozen=True)
class TableWords:
    code: str
    heading: str
    row: Promise
    columns: Sequence[ColumnWords]


@dataclass(frozen=True)
class Codes:
    """A list of codes with their words."""

    id: str
    heading: str
    codes: Sequence[tuple[str, Promise | str]]


def tables() -> list[TableWords]:
    return [
        TableWords(table.code, table.heading, ROWS[table.code], [_words(table, column) for column in table.columns])
        for table in TABLES
    ]


def code_lists() -> list[Codes]:
    """Every list of codes that some column takes its values from, once, in the order of the tables."""
    found: dict[str, Codes] = {}
    for table in TABLES:
        for column in table.columns:
            if isinstance(column.type, cells.Choice):
                choices = column.type.choices
                found.setdefault(_id_of(choices), Codes(_id_of(choices), _heading(table, column), choices.choices))
    return list(found.values())


def _words(table: Table, column: Column) -> ColumnWords:
    choices = column.type.choices if isinstance(column.type, cells.Choice) else None
    return ColumnWords(
        code=column.code,
        heading=column.heading,
        type=type_words(column.type),
        note=NOTES.get((table.code, column.code), ""),
        required=column.required,
        is_key=column.code in table.key,
        extra=column.extra,
        refers=column.refers,
        codes=_id_of(choices) if choices else "",
    )


def type_words(type_: cells.CellType) -> str:
    """What a cell of this type holds."""
    match type_:
        case cells.Slug():
            return _("网址名：小写字母、数字、连字符")
        case cells.Text(most=most):
            return _("文本，至多 %(n)s 字") % {"n": most}
        case cells.Address():
            return _("网址")
        case cells.Number():
            return _("整数")
        case cells.Figure():
            return _("数字，至多两位小数")
        case cells.PartialDay():
            return _("日期，可以只到月或年")
        case cells.Day():
            return _("日期")
        case cells.Choice():
            return _("代码")
        case cells.Several():
            return _("多个值，以 ; 分隔")
    raise TypeError(f"no words for {type_!r}")


def _heading(table: Table, column: Column) -> str:
    return f"{table.heading}·{column.heading}"


def _id_of(choices: type[TextChoices]) -> str:
    return f"codes-{choices.__name__.lower()}"


def schema_of(table: Table, columns: Sequence[Column]) -> dict[str, object]:
    """A Table Schema: the columns with types and codes, the table's key, and the tables that it refers to."""
    return {
        "fields": [_field(table, column) for column in columns],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {
                "fields": [*column.by, column.code],
                "reference": {"resource": column.refers, "fields": list(BY_CODE[column.refers].key)},
            }
            for column in columns
            if column.refers
        ],
    }


def _field(table: Table, column: Column) -> dict[str, object]:
    words = _words(table, column)
    field: dict[str, object] = {
        "name": column.code,
        "title": column.heading,
        "type": _TYPES.get(type(column.type), "string"),
        "description": _("；").join(filter(None, [words.type, str(words.note)])),
    }
    constraints: dict[str, object] = {"required": True} if column.required else {}
    if isinstance(column.type, cells.Choice):
        constraints["enum"] = list(column.type.choices.values)
    return field | ({"constraints": constraints} if constraints else {})


#: As Table Schema calls them; what is not here is a string, dates without a day among them.
_TYPES: dict[type[cells.CellType], str] = {cells.Number: "integer", cells.Figure: "number", cells.Day: "date"}
