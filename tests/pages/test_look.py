"""What can be said of the look without eyes: contrast in both themes, one dark theme, nothing inline."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
STATUSES = ("completed", "completed-ongoing", "phased", "in-progress", "not-done", "unstated")


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))


_light, _system_dark, _chosen_dark = (
    TOKENS[: TOKENS.index(":root:lang(en)")],
    TOKENS[TOKENS.index(":root:not(") : TOKENS.index("/* The same again")],
    TOKENS[TOKENS.index("/* The same again") :],
)
THEMES = {"light": colours(_light), "dark": colours(_system_dark)}


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_text_is_legible_on_every_ground(theme: str) -> None:
    token = THEMES[theme]
    for ground in ("bg", "surface", "sunken"):
        for text in ("ink", "muted", "warn", *(f"{status}-ink" for status in STATUSES)):
            assert contrast(token[text], token[ground]) >= 4.5, (text, ground)
    for status in STATUSES:
        assert contrast(token[f"{status}-ink"], token[f"{status}-soft"]) >= 4.5, status


@pytest.mark.parametrize("theme", THEMES)
def test_marks_and_edges_stand_out(theme: str) -> None:
    token = THEMES[theme]
    for ground in ("bg", "surface"):
        for mark in (*STATUSES, "line-strong", "focus"):
            assert contrast(token[mark], token[ground]) >= 3, (mark, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_numbers_upon_a_filled_part_are_legible(theme: str) -> None:
    sheet = (ROOT / "static" / "css" / "components.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--fill: var\(--([\w-]+)\);\s+--on-fill: var\(--([\w-]+)\);", sheet)
    assert [fill for fill, _text in pairs] == list(STATUSES)
    for fill, text in pairs:
        assert contrast(THEMES[theme][fill], THEMES[theme][text]) >= 4.5, fill


def test_the_dark_theme_is_the_same_whoever_chose_it() -> None:
    assert colours(_system_dark) == colours(_chosen_dark)


def test_no_template_styles_or_scripts_inside_the_page() -> None:
    for template in (ROOT / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son\w+=\"", text), template
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), template
