"""Starting: a taken port is said plainly, and a repeated start loads nothing twice."""

import socket

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


@pytest.mark.django_db
def test_a_register_that_is_there_is_not_loaded_again(monkeypatch):
    from rectify.ledger.models import Round

    calls = []
    monkeypatch.setattr(start, "call_command", lambda *arguments, **options: calls.append(arguments))
    start.load_first_round()
    Round.objects.create(slug=start.FIRST_ROUND, name="第九轮", level="province")
    start.load_first_round()
    assert calls == [("load_register", f"fixtures/{start.FIRST_ROUND}")]
