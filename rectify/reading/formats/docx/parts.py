"""The XML parts of a Word package, found by their relationships and parsed without entities or network."""

import posixpath
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TRANSPARENT = frozenset(W + name for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent", "dir", "bdo"))
_CONTENTS_GALLERY = "Table of Contents"


class Parts:
    """The main document of a package and the parts it relates to."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = set(package.namelist())
        main = next((target for kind, target in self._relations("") if kind == "officeDocument"), "word/document.xml")
        self._main = main

    def document(self) -> etree._Element:
        """The root of the main document."""
        return self._parsed(self._main)

    def related(self, kind: str) -> etree._Element | None:
        """The root of the part with a relationship such as `numbering` to the main document, if there is one."""
        target = next((target for related, target in self._relations(self._main) if related == kind), None)
        return self._parsed(target) if target in self._names else None

    def _relations(self, part: str) -> list[tuple[str, str]]:
        """(kind, target) of a part's relationships; those of the package for the empty name."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self._names:
            return []
        found = []
        for relation in self._parsed(path):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or "")).lstrip("/")
                found.append(((relation.get("Type") or "").rsplit("/", 1)[-1], target))
        return found

    def _parsed(self, name: str) -> etree._Element:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        return etree.fromstring(self._package.read(name).replace(_STRICT, _TRANSITIONAL), parser)


def children(element: etree._Element) -> list[etree._Element]:
    """The children that are shown: what insertions, content controls and alternatives hold stands in their place."""
    found: list[etree._Element] = []
    for child in element:
        if child.tag in _TRANSPARENT:
            found += children(child)
        elif child.tag == W + "sdt":
            found += (
                []
                if _is_contents(child)
                else [one for inner in child.iterchildren(W + "sdtContent") for one in children(inner)]
            )
        elif child.tag == MC + "AlternateContent":
            chosen = next(child.iterchildren(MC + "Choice", MC + "Fallback"), None)
            found += children(chosen) if chosen is not None else []
        else:
            found.append(child)
    return found


def _is_contents(control: etree._Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(W + "val") == _CONTENTS_GALLERY


def value(element: etree._Element | None, path: str, attribute: str = "val") -> str | None:
    """An attribute of the element at `path` below, such as `pPr/numPr/numId`."""
    found = element.find("/".join(W + step for step in path.split("/"))) if element is not None else None
    return found.get(W + attribute) if found is not None else None


def number(element: etree._Element | None, path: str) -> int | None:
    """The whole number at `path` below an element."""
    text = value(element, path)
    return int(text) if text and text.lstrip("-").isdigit() and len(text) < 9 else None


def is_on(element: etree._Element | None, path: str) -> bool:
    """Whether a switch such as `rPr/vanish` is there and not turned off."""
    found = element.find("/".join(W + step for step in path.split("/"))) if element is not None else None
    return found is not None and (found.get(W + "val") or "true").lower() not in ("0", "false", "off", "none")
