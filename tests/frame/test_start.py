"""Starting: a taken port is said plainly, and a repeated start loads nothing twice."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from rectify import start


def test_a_taken_port_is_said_with_what_to_do():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=rf"127\.0\.0\.1:{port}.*make run PORT="):
            start.refuse_taken_port(port)


def test_a_free_port_is_accepted():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    start.refuse_taken_port(port)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "eighty", "A setting in the environment cannot be used"),
        ("PUBLIC_URL", "ledger.example", "PUBLIC_URL is 'ledger.example', not an address"),
        ("DATABASE_URL", "mysql://nobody@127.0.0.1/none", "DATABASE_URL begins neither with sqlite:/// nor"),
        ("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none", "The database that DATABASE_URL names cannot be used"),
    ],
)
def test_a_setting_that_cannot_be_used_is_said_without_a_traceback(tmp_path, name, value, said):
    environment = os.environ | {"VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "rectify.settings", name: value}
    result = subprocess.run(
        [sys.executable, "-m", "rectify.start", "--prepare-only"],
        cwd=Path(start.__file__).parents[1],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.django_db
def test_a_register_that_is_there_is_not_loaded_again(monkeypatch):
    from rectify.ledger.models import Round

    calls = []
    monkeypatch.setattr(start, "call_command", lambda *arguments, **options: calls.append(arguments))
    start.load_first_round()
    Round.objects.create(slug=start.FIRST_ROUND, name="第九轮", level="province")
    start.load_first_round()
    assert calls == [("load_register", f"fixtures/{start.FIRST_ROUND}")]
