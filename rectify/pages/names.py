"""What units are called in the reader's language. Their Chinese names are always right; English ones are a help."""

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from rectify.ledger.models import Inspection, Round, Topic, Unit

#: Kinds of inspection that have an English name; any other stands as the report writes it.
INSPECTION_KINDS = {
    "常规巡视": gettext_lazy("常规巡视"),
    "机动巡视": gettext_lazy("机动巡视"),
    "专项巡视": gettext_lazy("专项巡视"),
    "常规巡察": gettext_lazy("常规巡察"),
    "机动巡察": gettext_lazy("机动巡察"),
    "专项巡察": gettext_lazy("专项巡察"),
    "提级巡察": gettext_lazy("提级巡察"),
    "交叉巡察": gettext_lazy("交叉巡察"),
}

#: English has one word for all three.
ACTS = {
    "巡视": pgettext_lazy("act", "巡视"),
    "巡察": pgettext_lazy("act", "巡察"),
    "巡视巡察": pgettext_lazy("act", "巡视巡察"),
}


def act_name(inspected: Inspection | Round) -> str:
    """What was done, as texts name it: 巡视, 巡察, or 巡视巡察 where that is not known."""
    return str(ACTS[inspected.act])


def unit_name(unit: Unit, *, is_short: bool = False) -> str:
    """The full name, or where a list or a chart is narrow the short one."""
    if (get_language() or "").startswith("en") and unit.name_en:
        return unit.name_en
    return (is_short and unit.short_name) or unit.name


def topic_name(topic: Topic) -> str:
    return topic.name_en if (get_language() or "").startswith("en") and topic.name_en else topic.name


def inspection_kind(kind: str) -> str:
    return str(INSPECTION_KINDS.get(kind, kind))
