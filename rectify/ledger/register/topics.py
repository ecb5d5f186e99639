"""Topics are the reader's vocabulary; the ledger keeps a row for each, so that items can point to it."""

from rectify.ledger.models import Topic
from rectify.reading.vocabulary import load

_FIELDS = ("name", "name_en", "position")


def topic_slugs() -> set[str]:
    """The topics that a table may name."""
    return {topic["slug"] for topic in _listed()} | set(Topic.objects.values_list("slug", flat=True))


def keep_topics() -> int:
    """Bring the ledger's topics in step with the reader's list; how many rows changed. Topics that the list no longer
    has stay, because items point to them."""
    kept = Topic.objects.in_bulk(field_name="slug")
    new, changed = [], []
    for position, listed in enumerate(_listed()):
        topic = kept.get(listed["slug"])
        values = {"name": listed["name"], "name_en": listed.get("name_en", ""), "position": position}
        if topic is None:
            new.append(Topic(slug=listed["slug"], **values))
        elif any(getattr(topic, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(topic, name, value)
            changed.append(topic)
    Topic.objects.bulk_create(new)
    Topic.objects.bulk_update(changed, _FIELDS)
    return len(new) + len(changed)


def _listed() -> list[dict[str, str]]:
    try:
        return load("topics")["topics"]
    except FileNotFoundError:
        return []
