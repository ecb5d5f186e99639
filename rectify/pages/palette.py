"""The light theme's colours for pictures that no style sheet reaches: the badge and the cards (static/css/tokens.css)."""

from rectify.ledger.choices import Status

GROUND, SURFACE, SUNKEN = "#faf9f7", "#ffffff", "#f2f0ec"
INK, MUTED, LINE = "#1d2125", "#565d65", "#dedbd5"
STATUS = {
    Status.COMPLETED: "#2f8554",
    Status.COMPLETED_ONGOING: "#3a72b8",
    Status.PHASED: "#128a8a",
    Status.IN_PROGRESS: "#b98900",
    Status.NOT_DONE: "#d4602a",
    Status.UNSTATED: "#868c93",
}
