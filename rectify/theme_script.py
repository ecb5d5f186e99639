"""The few lines of script that must run before a page is painted, written into the page itself.

As a file of its own it would keep every page from showing anything until it had come. The content security policy
allows exactly these lines, by their digest.
"""

import base64
import hashlib
from pathlib import Path

TEXT = (Path(__file__).resolve().parent.parent / "static" / "js" / "theme.js").read_text(encoding="utf-8")
#: As the policy writes it.
SOURCE = f"'sha256-{base64.b64encode(hashlib.sha256(TEXT.encode()).digest()).decode()}'"
