"""Asks an address for the newest version. Nothing calls this before the user switched it on.

The answer is a small JSON object: ``{"version": "0.2.0", "page": "https://…"}``. The question
carries nothing: no version, no cookie, no name of the system.
"""

import json
import time
from datetime import datetime

from assistant.domain.update import Told, is_version
from assistant.errors import UserError
from assistant.services.places import is_private

SECONDS = 10
MOST_BYTES = 16 * 1024
_LONGEST_PAGE = 300


def checked_address(address: str) -> str:
    """The address as it is kept; empty for none.

    Raises:
        UserError: it is not https.
    """
    stripped = address.strip()
    if stripped and (not is_private(stripped) or any(mark.isspace() for mark in stripped)):
        raise UserError("update.not_https", "update_address")
    return stripped


def ask(address: str, now: datetime) -> Told:
    """Ask, and say what came of it; whatever goes wrong is an answer too."""
    try:
        text = _fetch(checked_address(address))
    except (UserError, OSError):
        return Told(now, "unreachable")
    return _read(text, now)


def _fetch(address: str) -> bytes:
    """The answer's bytes.

    Raises:
        OSError: no good answer within the time and the size.
    """
    import httpx  # late: only who switched it on needs it

    ends = time.monotonic() + SECONDS
    content = b""
    headers = {"User-Agent": "Beifu", "Accept": "application/json"}
    try:
        # No redirects: an answer that leads elsewhere is no answer of the address that was given.
        with httpx.stream("GET", address, headers=headers, timeout=SECONDS) as answer:
            answer.raise_for_status()
            for part in answer.iter_raw(MOST_BYTES):
                content += part
                if len(content) > MOST_BYTES or time.monotonic() > ends:
                    raise OSError("too long")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise OSError("no answer") from error
    return content


def _read(content: bytes, now: datetime) -> Told:
    bad = Told(now, "unreadable")
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        return bad
    version = answer.get("version") if isinstance(answer, dict) else None
    if not isinstance(version, str) or not is_version(version):
        return bad
    page = answer.get("page", "")
    safe = isinstance(page, str) and len(page) <= _LONGEST_PAGE and _is_page(page)
    return Told(now, "", version, page if safe else "")


def _is_page(page: str) -> bool:
    return (
        page.startswith("https://") and is_private(page) and page.isprintable() and " " not in page
    )
