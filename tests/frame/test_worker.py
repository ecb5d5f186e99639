"""The worker for long tasks: started again when it dies, ended with the server."""

import subprocess
import sys
import threading
import time

from rectify import worker


def test_a_worker_that_dies_is_started_again(tmp_path, monkeypatch):
    monkeypatch.setattr(worker, "_FIRST_WAIT", 0.02)
    monkeypatch.setattr(worker, "_LONGEST_WAIT", 0.02)
    marks = tmp_path / "marks"
    keeper = worker.Keeper([sys.executable, "-c", f"open({str(marks)!r}, 'a').write('x')"])
    thread = threading.Thread(target=keeper.keep)
    thread.start()
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and (not marks.exists() or len(marks.read_text()) < 2):
        time.sleep(0.05)
    keeper.stop()
    thread.join(30)
    assert not thread.is_alive()
    assert len(marks.read_text()) >= 2


def test_it_ends_when_the_server_is_gone(monkeypatch):
    keeper = worker.Keeper([sys.executable, "-c", "import time; time.sleep(60)"])
    thread = threading.Thread(target=keeper.keep)
    thread.start()
    with subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE) as server:
        worker.watch(server.stdout, keeper)
    thread.join(30)
    assert not thread.is_alive()
