"""Translations compile without gettext; none is missing or says less than its msgid; English pages are in English."""

import os
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils.translation import trans_real

from rectify.ledger.models import Document
from rectify.translations import compile_translations

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = [source for folder in settings.LOCALE_PATHS for source in sorted(folder.glob("*/LC_MESSAGES/*.po"))]
#: The interface's own language needs words only for what Django lacks.
TRANSLATED = [source for source in CATALOGUES if source.parts[-3] != "zh_Hans"]
REPORT = ROOT / "tests" / "reading" / "documents" / "hemei-township.txt"
PAGES = (
    "/", "/units/", "/units/faku/", "/units/health/", "/units/faku/problems/12/", "/problems/",
    "/problems/?status=in_progress&sort=deadline", "/problems/?q=学习", "/problems/?status=nonsense&deadline_from=x",
    "/problems/?q=没有&unit=faku&status=phased", "/measures/", "/topics/", "/compare/?unit=faku&unit=baita", "/about/",
    "/dataset/", "/corrections/", "/units/faku/problems/12/report-error/", "/api/docs/", "/nowhere/",
)  # fmt: skip
NEEDS_XGETTEXT = pytest.mark.skipif(
    shutil.which("xgettext") is None, reason="no xgettext on this machine (Debian: apt install gettext)"
)
#: Han characters and the full-width punctuation that goes with them.
CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|</?(?!span)\w+")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@pytest.fixture
def folder(tmp_path):
    messages = tmp_path / "en" / "LC_MESSAGES"
    messages.mkdir(parents=True)
    (messages / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "整改"\nmsgstr "Rectification"\n'
    )
    return tmp_path


def test_a_catalogue_is_compiled_when_it_is_newer(folder):
    source = folder / "en" / "LC_MESSAGES" / "django.po"
    assert compile_translations([folder]) == [source]
    assert polib.mofile(str(source.with_suffix(".mo"))).find("整改").msgstr == "Rectification"
    assert compile_translations([folder]) == []
    later = source.with_suffix(".mo").stat().st_mtime + 10
    os.utime(source, (later, later))
    assert compile_translations([folder]) == [source]


@pytest.mark.parametrize("source", CATALOGUES, ids=lambda path: path.parts[-3])
def test_no_translation_is_missing_or_doubtful(source):
    catalogue = polib.pofile(str(source))
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


@NEEDS_XGETTEXT
@pytest.mark.parametrize("source", TRANSLATED, ids=lambda path: path.parts[-3])
def test_every_string_of_code_and_templates_is_in_the_catalogue(source, tmp_path, monkeypatch, settings):
    """Extracted from a copy: makemessages writes where it reads."""
    for name in ("rectify", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("locale", "__pycache__"))
    (tmp_path / "messages").mkdir()
    settings.LOCALE_PATHS = [tmp_path / "messages"]
    monkeypatch.chdir(tmp_path)
    call_command("makemessages", locale=["en"], verbosity=0)
    used = polib.pofile(str(tmp_path / "messages" / "en" / "LC_MESSAGES" / "django.po"))
    known = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(source))}
    missing = [entry.msgid for entry in used if (entry.msgctxt, entry.msgid) not in known]
    assert missing == [], "run manage.py makemessages and translate these"


@pytest.mark.parametrize("source", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_translation_keeps_what_is_filled_in(source):
    lost = {
        entry.msgid: text
        for entry in polib.pofile(str(source))
        for text in (entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])
        if sorted(set(PLACEHOLDER.findall(text))) != sorted(set(PLACEHOLDER.findall(entry.msgid)))
    }
    assert lost == {}


class Unmarked(HTMLParser):
    """Collects Chinese text that stands in no element marked as Chinese."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang") or (self.open[-1][1] if self.open else "")))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, language = self.open[-1] if self.open else ("", "")
        # A title, an option and a script cannot hold marked parts.
        if CHINESE.search(data) and not language.startswith("zh") and tag not in ("title", "option", "script"):
            self.found.append(data.strip())


@pytest.fixture
def english(client: Client, db: None) -> Client:
    """A reader of English, in front of the real register and a report."""
    compile_translations(settings.LOCALE_PATHS)
    trans_real._translations.clear()
    call_command("load_register", str(ROOT / "fixtures" / "liaoning-12-9"), verbosity=0)
    call_command("load_report", str(REPORT), verbosity=0)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def test_english_pages_mark_whatever_is_chinese(english, settings):
    settings.DEBUG = False
    unmarked = {}
    for path in (*PAGES, Document.objects.get().get_absolute_url()):
        reader = Unmarked()
        page = english.get(path, follow=True).content.decode()
        assert '<html lang="en">' in page, path
        reader.feed(page)
        if reader.found:
            unmarked[path] = reader.found
    assert unmarked == {}


def test_english_numbers_one_and_several(english):
    page = english.get("/units/faku/").content.decode()
    assert "1 measure<" in page
    assert "2 measures<" in page
