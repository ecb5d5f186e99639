"""Files of evidence are held against their rows."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

Kept = Callable[[], list[Path]]


def test_all_is_well_also_without_any_file(db, capsys) -> None:
    call_command("check_evidence")
    assert "文件 0 个，有问题的 0 个" in capsys.readouterr().out


def test_what_is_missing_or_changed_is_named(hand_in, kept: Kept, capsys) -> None:
    hand_in(b"one", "a.txt")
    call_command("check_evidence")
    kept()[0].write_bytes(b"two")
    with pytest.raises(CommandError):
        call_command("check_evidence")
    assert "与提交时不同" in capsys.readouterr().out
    kept()[0].unlink()
    with pytest.raises(CommandError):
        call_command("check_evidence")
    assert "缺少文件" in capsys.readouterr().out


def test_strays_are_removed_when_asked_and_no_longer_young(hand_in, kept: Kept, evidence_folder: Path) -> None:
    hand_in(b"one", "a.txt")
    for name in ("old", "young"):
        (evidence_folder / "ab").mkdir(exist_ok=True)
        (evidence_folder / "ab" / name).write_bytes(b"x")
    os.utime(evidence_folder / "ab" / "old", (0, 0))
    call_command("check_evidence")
    assert len(kept()) == 3
    call_command("check_evidence", remove_strays=True)
    assert {path.name for path in kept()} >= {"young"}
    assert len(kept()) == 2
