"""What the record of changes calls a field and its values, in the language of whoever reads it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rectify.ledger.choices import Area, ProblemKind, Status

#: Every field whose changes are kept on record.
FIELDS: dict[str, Any] = {
    "status": gettext_lazy("进展"),
    "deadline": gettext_lazy("时限"),
    "note": gettext_lazy("说明"),
    "office_label": gettext_lazy("短标题"),
    "responsibilities": gettext_lazy("责任分工"),
    "withheld": gettext_lazy("暂不公开"),
    "withdrawn": gettext_lazy("撤回"),
    "kind": gettext_lazy("类别"),
    "section": gettext_lazy("方面/类"),
    "area": gettext_lazy("领域"),
    "marker": gettext_lazy("原序号"),
    "label": gettext_lazy("台账短标题"),
    "declared_measures": gettext_lazy("自述措施数"),
}
_CODED = {"status": Status, "kind": ProblemKind, "area": Area}
#: The name of what an item then is, or nothing.
_MARKS = ("withheld", "withdrawn")


def field_name(field: str) -> str:
    """The words for a field's code; a code that is not known as it is."""
    return str(FIELDS.get(field, field))


def field_value(field: str, value: str) -> str:
    """A value as the record keeps it, in words; never empty."""
    if field in _MARKS:
        return _("是") if value else _("否")
    if not value:
        return _("（无）")
    names = dict(_CODED[field].choices) if field in _CODED else {}
    return str(names.get(value, value))
