"""What units are called in the reader's language. Their Chinese names are always right; English ones are a help."""

from django.utils.translation import get_language

from rectify.ledger.models import Topic, Unit


def unit_name(unit: Unit, *, is_short: bool = False) -> str:
    """The full name, or where a list or a chart is narrow the short one."""
    if (get_language() or "").startswith("en") and unit.name_en:
        return unit.name_en
    return (is_short and unit.short_name) or unit.name


def topic_name(topic: Topic) -> str:
    return topic.name_en if (get_language() or "").startswith("en") and topic.name_en else topic.name
