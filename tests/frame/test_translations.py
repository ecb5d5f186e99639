"""Translations compile without gettext, and none is missing."""

import os

import polib
import pytest
from django.conf import settings

from rectify.translations import compile_translations

CATALOGUES = [source for folder in settings.LOCALE_PATHS for source in sorted(folder.glob("*/LC_MESSAGES/*.po"))]


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
