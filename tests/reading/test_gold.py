"""The reading of real reports against the hand-made one, by the shared scorer."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rectify.reading import read
from rectify.reading.formats import extract_path
from tests.shared import SHARED, needs_shared

WANTED = {
    "items": 0.995,
    "status": 0.99,
    "kind": 0.99,
    "declared_measures": 0.99,
    "measures": 0.98,
    "sections": 0.98,
    "marker": 0.98,
    "end_line": 0.98,
    "deadline": 0.98,
    "areas": 0.95,
    "status_unlabelled": 0.85,
}


@needs_shared
def test_outline_scores(tmp_path: Path):
    reading = read(extract_path(SHARED / "reports" / "liaoning-12-9.txt"))
    lines = [json.dumps(record, ensure_ascii=False) for record in reading.records()]
    (tmp_path / "reading.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = [
        sys.executable,
        str(SHARED / "score_reading.py"),
        "--json",
        "--gold",
        str(SHARED / "gold" / "liaoning-12-9.jsonl"),
    ]
    done = subprocess.run([*command, str(tmp_path / "reading.jsonl")], capture_output=True, text=True, check=True)
    score = json.loads(done.stdout)["score"]
    reached = {name: score[name].get("f1", score[name].get("rate")) for name in WANTED}
    assert all(reached[name] >= least for name, least in WANTED.items()), reached


@needs_shared
@pytest.mark.parametrize("name", ["liaoning-mobilisation", "changxingdao-2024-feedback", "feedback-meeting-speech"])
def test_what_is_no_report_has_no_items(name: str):
    reading = read(extract_path(SHARED / "reports" / f"{name}.txt"))
    assert not [record for record in reading.records() if record["record"] in ("item", "section", "report")]
