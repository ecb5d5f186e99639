"""Addresses that are secrets themselves reach no log: the site's, gunicorn's, the proxy's."""

import importlib.util
import logging
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from rectify.logs import SECRET_PATHS, HideSecrets, without_secrets

ROOT = Path(__file__).resolve().parents[2]
SECRET = "Zx81-the-secret"
ADDRESSES = [f"{path}{SECRET}.ics?day=1" for path in SECRET_PATHS]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_sites_log_hides_them(address: str) -> None:
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "Internal Server Error: %s", (address,), None)
    assert HideSecrets().filter(record)
    assert SECRET not in record.getMessage()
    assert address[:10] in record.getMessage()


def test_other_addresses_stay_as_they_are() -> None:
    assert without_secrets("GET /units/qingshi/ HTTP/1.1") == "GET /units/qingshi/ HTTP/1.1"


@pytest.mark.parametrize("address", ADDRESSES)
def test_gunicorns_log_hides_them(address: str) -> None:
    spec = importlib.util.spec_from_file_location("gunicorn_settings", ROOT / "deploy" / "gunicorn.conf.py")
    settings = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(settings)
    logger = settings.logger_class(Config())
    request = SimpleNamespace(headers=[("REFERER", f"https://ledger.example{address}")])
    response = SimpleNamespace(status="200 OK", sent=1, headers=[])
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET", "RAW_URI": address, "PATH_INFO": path, "QUERY_STRING": query, "REMOTE_ADDR": "192.0.2.1",
        "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_REFERER": f"https://ledger.example{address}",
    }  # fmt: skip
    time = SimpleNamespace(seconds=0, microseconds=1)
    atoms = logger.atoms(response, request, environ, time)
    assert SECRET not in logger.cfg.access_log_format % logger.atoms_wrapper_class(atoms)


@pytest.mark.parametrize("path", SECRET_PATHS)
def test_the_proxy_keeps_no_log_of_them(path: str) -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    pattern, block = re.search(r"location ~ (\S+) \{(.*?)\}", text, re.DOTALL).groups()
    assert re.match(pattern, path)
    assert "access_log off;" in block
    assert "error_log /dev/null" in block
    # One header of its own would undo those of the server.
    assert "proxy_set_header" not in block
    assert text.count("proxy_set_header") == 3
