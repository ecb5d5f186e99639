"""`read_report` prints what documents say and touches no database."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

REPORT = """中共某县某局党组关于巡察整改情况的通报
县委巡察组于2023年3月对我局党组开展了巡察，现将整改情况通报如下。
一、整改落实情况
1.关于账目不清的问题。
整改措施：核对账目。
整改结果：已完成。
2.关于报销拖延的问题。
整改措施：限期报销。
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def lines_of(*args: str) -> list[str]:
    out = io.StringIO()
    call_command("read_report", *args, stdout=out)
    return out.getvalue().splitlines()


def test_one_json_object_a_line(path: Path):
    records = [json.loads(line) for line in lines_of(str(path))]
    assert [record["title"] for record in records if record["record"] == "item"] == [
        "关于账目不清的问题。",
        "关于报销拖延的问题。",
    ]
    assert all("source" not in record for record in records)


def test_with_several_paths_each_record_names_its_own(path: Path):
    records = [json.loads(line) for line in lines_of(str(path), str(path))]
    assert {record["source"] for record in records} == {str(path)}


def test_doubts_alone(path: Path):
    assert lines_of(str(path), "--doubts", "--format", "text") == ["第7行：没有找到这一项的进展"]


def test_explain_gives_each_line_its_role(path: Path):
    roles = [line.split("\t")[0].split()[1] for line in lines_of(str(path), "--explain")]
    assert roles[3:6] == ["问题", "措施", "进展"]


def test_what_cannot_be_read_is_named_and_the_rest_is_read(path: Path, tmp_path: Path):
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("read_report", str(tmp_path / "none.txt"), str(path), stdout=out, stderr=err)
    assert stopped.value.code == 1
    missing = tmp_path / "none.txt"
    assert err.getvalue().strip() == f"{missing}：打不开（没有这个文件）：请检查路径是否正确、是否有读取权限"
    assert '"record": "item"' in out.getvalue()


def test_standard_input(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(REPORT.encode())))
    assert any('"record": "item"' in line for line in lines_of("-"))
