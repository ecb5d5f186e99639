"""Short documents for tests: lines joined, segments as the reader splits them."""

from rectify.reading.document import Document
from rectify.reading.segments import Segment, split

PREFACE = (
    "根据县委统一部署，2023年4月10日至6月20日，县委第三巡察组对县水利局党组开展了常规巡察。"
    "2023年7月18日，巡察组反馈了意见。现将整改情况通报如下。"
)


def document(*lines: str, **facts) -> Document:
    """A document of these lines."""
    return Document("\n".join(lines), **facts)


def only(kind: str, *lines: str, **facts) -> tuple[Document, Segment]:
    """The document and its one segment of a kind."""
    made = document(*lines, **facts)
    found = [segment for segment in split(made) if segment.kind == kind]
    assert len(found) == 1, [segment.kind for segment in split(made)]
    return made, found[0]
