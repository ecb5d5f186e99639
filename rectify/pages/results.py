"""整改成果: what a report claims for the unit as a whole, in words and in sums that people read."""

from decimal import Decimal

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from rectify.ledger.models import Result
from rectify.ledger.reconciliation.verdicts import plain

KINDS = {
    "systems_new": gettext_lazy("新建制度"),
    "systems_revised": gettext_lazy("修订制度"),
    "systems_new_or_revised": gettext_lazy("新建、修订制度"),
    "systems_abolished": gettext_lazy("废止制度"),
    "money_recovered": gettext_lazy("追缴收回资金"),
    "money_refunded": gettext_lazy("清退资金"),
    "money_treasury": gettext_lazy("上缴资金"),
    "money_losses_made_good": gettext_lazy("挽回损失"),
    "people_criminal": gettext_lazy("移送司法"),
    "people_filed": gettext_lazy("立案审查调查"),
    "people_discipline": gettext_lazy("党纪政务处分"),
    "people_organisational": gettext_lazy("组织处理"),
    "people_admonished": gettext_lazy("诫勉"),
    "people_notified": pgettext_lazy("result", "通报"),
    "people_criticised": gettext_lazy("批评教育"),
    "people_written": gettext_lazy("书面检查"),
    "people_talked_to": gettext_lazy("谈话提醒"),
    "people_held_to_account": gettext_lazy("问责"),
}
#: Other words stand as the report writes them.
MEASURE_WORDS = {
    "项": pgettext_lazy("measure word", "项"),
    "个": pgettext_lazy("measure word", "个"),
    "件": pgettext_lazy("measure word", "件"),
    "人": pgettext_lazy("measure word", "人"),
    "人次": pgettext_lazy("measure word", "人次"),
    "元": pgettext_lazy("measure word", "元"),
}
TEN_THOUSAND = 10_000


def kind_name(result: Result) -> str:
    return str(KINDS.get(result.kind, result.kind))


def value_in_words(result: Result) -> tuple[str, str]:
    """(number, measure word); in Chinese, sums from ten thousand yuan on are given in 万元."""
    word = str(MEASURE_WORDS.get(result.measure_word, result.measure_word))
    if (get_language() or "").startswith("en"):
        return f"{Decimal(plain(Decimal(result.value))):,}", word
    if result.measure_word == "元" and Decimal(result.value) >= TEN_THOUSAND:
        return plain(round(Decimal(result.value) / TEN_THOUSAND, 2)), "万元"
    return plain(Decimal(result.value)), word
