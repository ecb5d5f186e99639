"""Which themes a problem touches: by the words in `vocabulary/topics.toml`, several to a problem."""

import re
from dataclasses import dataclass
from functools import cache

from . import vocabulary
from .text import normal


@dataclass(frozen=True)
class Topic:
    """A theme: `slug` for addresses, its Chinese and English name, and how its words are found."""

    slug: str
    name: str
    name_en: str
    words: re.Pattern[str]
    spoiling: re.Pattern[str] | None


@cache
def topics() -> tuple[Topic, ...]:
    """All topics in the order in which they are shown."""
    return tuple(
        Topic(row["slug"], row["name"], row["name_en"], _any(row["words"]), _any(row["not"]) if "not" in row else None)
        for row in vocabulary.load("topics")["topics"]
    )


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted((re.escape(normal(word)) for word in words), key=len, reverse=True)))


def topics_of(text: str) -> list[str]:
    """The slugs of the topics that a text touches, in the order of the list; empty when it touches none."""
    line = normal(text)
    return [topic.slug for topic in topics() if _touches(topic, line)]


def _touches(topic: Topic, line: str) -> bool:
    if topic.spoiling:
        line = topic.spoiling.sub("", line)
    return bool(topic.words.search(line))
