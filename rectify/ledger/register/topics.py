"""Topics are the reader's vocabulary; the ledger keeps a row for each, so that items can point to it."""

from rectify.ledger.models import Topic
from rectify.reading.topics import topics

_FIELDS = ("name", "name_en", "position")


def topic_slugs() -> set[str]:
    """The topics that a table may name."""
    return {topic.slug for topic in topics()} | set(Topic.objects.values_list("slug", flat=True))


def keep_topics() -> int:
    """Bring the ledger's topics in step with the reader's list; how many rows changed. Topics that the list no longer
    has stay, because items point to them."""
    kept = Topic.objects.in_bulk(field_name="slug")
    new, changed = [], []
    for position, topic in enumerate(topics(), 1):
        values = {"name": topic.name, "name_en": topic.name_en, "position": position}
        row = kept.get(topic.slug)
        if row is None:
            new.append(Topic(slug=topic.slug, **values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    Topic.objects.bulk_create(new)
    Topic.objects.bulk_update(changed, _FIELDS)
    return len(new) + len(changed)
