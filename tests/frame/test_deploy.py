"""What `deploy/` gives a server fits the settings: what may be uploaded gets through, what is kept can be written."""

import re
from pathlib import Path

import pytest
from django.conf import settings

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = ("ledger.service", "ledger-worker.service")


def text_of(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def test_the_proxy_lets_through_what_the_desk_takes_and_little_elsewhere() -> None:
    blocks = dict(re.findall(r"location (\S+) \{(.*?)\}", text_of("nginx.conf"), re.DOTALL))
    limit = re.search(r"client_max_body_size (\d+)m;", blocks["/admin/"])
    assert settings.UPLOAD_MAX_MB < int(limit[1]) <= settings.UPLOAD_MAX_MB + 16
    assert text_of("nginx.conf").count("client_max_body_size") == 1


@pytest.mark.parametrize("unit", UNITS)
def test_services_keep_their_data_where_systemd_lets_them(unit: str) -> None:
    state = re.search(r"^StateDirectory=(\S+)$", text_of(unit), re.MULTILINE)[1]
    assert f"VAR_DIR=/var/lib/{state}\n" in text_of("ledger.env.example")


@pytest.mark.parametrize("unit", UNITS)
def test_folders_that_a_service_writes_come_with_the_project(unit: str) -> None:
    for folder in re.findall(r"^ReadWritePaths=/srv/ledger/(\S+)$", text_of(unit), re.MULTILINE):
        assert any(path.is_file() and path.suffix != ".mo" for path in (DEPLOY.parent / folder).rglob("*"))
        assert folder.split("/")[0] != "var"
