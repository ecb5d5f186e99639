"""The secret key: made once, readable by its owner only, the same for all who start together."""

import stat
from concurrent.futures import ThreadPoolExecutor

from rectify.secret_key import secret_key_in


def test_it_is_made_once_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "var" / "secret_key"
    assert secret_key_in(path) == secret_key_in(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["secret_key"]


def test_all_who_start_together_get_the_same(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(secret_key_in, [tmp_path / "secret_key"] * 50))
    assert len(keys) == 1
