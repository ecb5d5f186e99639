"""Following an item at the desk, from the unit's first report to its being signed off.

`table` says who may do what from which stage, `state` what it comes to, `acting` does it, `undoing` puts a mistaken
batch back, `editing` notices two people at one item. Nothing else writes `Handling` or `Step`.
"""

from rectify.ledger.handling import follow
from rectify.ledger.rights import NotAllowed

from .acting import MOST_AT_ONCE, Acted, act, forecast, lacking
from .undoing import Undone, undo, what_stays

__all__ = [
    "MOST_AT_ONCE", "Acted", "NotAllowed", "Undone", "act", "follow", "forecast", "lacking", "undo", "what_stays",
]  # fmt: skip
