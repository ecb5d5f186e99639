"""Paragraph styles of a Word document, as far as they bear on its text: numbering, contents, the title."""

from lxml import etree

from .parts import W, number, value

_LONGEST_CHAIN = 20


class Styles:
    """Answers questions about styles by their id; a style that is not defined is like none."""

    def __init__(self, part: etree._Element | None) -> None:
        found = [] if part is None else list(part.iterchildren(W + "style"))
        self._styles = {style.get(W + "styleId"): style for style in found}
        self._default = next(
            (
                style.get(W + "styleId")
                for style in found
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")
            ),
            None,
        )

    def numbering(self, style_id: str | None) -> tuple[str | None, int | None]:
        """(list id, level) that a style gives its paragraphs; None where it leaves them open."""
        list_id = level = None
        for style in self._chain(style_id):
            properties = style.find(W + "pPr")
            level = number(properties, "numPr/ilvl") if level is None else level
            list_id = value(properties, "numPr/numId")
            if list_id is not None:
                break
        return list_id, level

    def is_contents(self, style_id: str | None) -> bool:
        """Whether a style is one of a table of contents."""
        name = self._name(style_id)
        return name.startswith("toc ") or name in ("toc heading", "table of figures")

    def is_title(self, style_id: str | None) -> bool:
        """Whether a style is the one for a document's title."""
        return self._name(style_id) == "title"

    def _name(self, style_id: str | None) -> str:
        style = self._styles.get(style_id)
        return (value(style, "name") or "").lower()

    def _chain(self, style_id: str | None) -> list[etree._Element]:
        """A style and those it is based on, the nearest first."""
        chain: list[etree._Element] = []
        style = self._styles.get(style_id or self._default)
        while style is not None and style not in chain and len(chain) < _LONGEST_CHAIN:
            chain.append(style)
            style = self._styles.get(value(style, "basedOn"))
        return chain
