"""The status scale as pages show it: a mark and a word for each, so that colour never stands alone."""

from rectify.ledger.choices import Status

#: U+FE0E asks for the plain sign where a system would draw a picture.
MARKS = {
    Status.COMPLETED: "✓",
    Status.COMPLETED_ONGOING: "✓∞",
    Status.PHASED: "◐",
    Status.IN_PROGRESS: "▶\ufe0e",
    Status.NOT_DONE: "○",
    Status.UNSTATED: "–",
}
