"""Material that lies beside the repository and not in it: real reports and what they say, for tests only."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"

needs_shared = pytest.mark.skipif(
    not (SHARED / "gold").is_dir(), reason=f"no shared material at {SHARED}: real reports are not part of the project"
)
