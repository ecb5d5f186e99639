"""The text of one Word paragraph as it is shown: insertions kept, deletions and hidden text dropped."""

from dataclasses import dataclass, field

from lxml import etree

from .parts import MC, W, children, is_on

_TEXT_BOX = W + "txbxContent"
_DROPPED = frozenset(
    W + name
    for name in (
        "pPr rPr del moveFrom delText instrText delInstrText footnoteReference endnoteReference commentReference "
        "annotationRef rt bookmarkStart bookmarkEnd proofErr softHyphen"
    ).split()
)
_CHARACTERS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Private codes of the symbol fonts that people tick boxes with.
_SYMBOLS = {
    "F0A8": "□",
    "F06F": "□",
    "F0FE": "☑",
    "F0FD": "☒",
    "F052": "☑",
    "F053": "☒",
    "F0FC": "√",
    "F0FB": "×",
    "F0D6": "√",
}
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"


@dataclass
class RunText:
    """The text of a paragraph, line breaks as `\\n`, and the text boxes anchored in it."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def run_text(paragraph: etree._Element) -> RunText:
    """Return what a paragraph shows."""
    found = RunText()
    for child in children(paragraph):
        _add(child, found)
    return found


def _add(element: etree._Element, found: RunText) -> None:
    tag = element.tag
    if tag in _DROPPED or not isinstance(tag, str):
        return
    if tag in (W + "t", _MATH_TEXT):
        found.pieces.append(element.text or "")
    elif tag == W + "sym":
        found.pieces.append(_symbol(element))
    elif tag.startswith(W) and tag[len(W) :] in _CHARACTERS:
        found.pieces.append(_CHARACTERS[tag[len(W) :]])
    elif tag in (W + "drawing", W + "pict", W + "object"):
        found.boxes += _text_boxes(element)
    elif not (tag == W + "r" and is_on(element, "rPr/vanish")):
        for child in children(element):
            _add(child, found)


def _symbol(element: etree._Element) -> str:
    code = (element.get(W + "char") or "").upper()
    return _SYMBOLS.get(code, "")


def _text_boxes(element: etree._Element) -> list[etree._Element]:
    """The outermost text boxes in a drawing, each once although it may be there in a second form for older programs."""
    boxes: list[etree._Element] = []
    walker = etree.iterwalk(element, events=("start",))
    for _, inner in walker:
        if inner.tag == _TEXT_BOX:
            boxes.append(inner)
            walker.skip_subtree()
        elif inner.tag == MC + "Fallback" and any(inner.itersiblings(MC + "Choice", preceding=True)):
            walker.skip_subtree()
    return boxes
