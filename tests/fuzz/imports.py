"""Mutated bill files to every importer: a refusal or rows come out, soon, and nothing is stored in part."""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.domain.draft import AccountDraft
from assistant.domain.imports.notice import read_notice
from assistant.errors import Cancelled, UserError
from assistant.services.imports import container
from assistant.services.imports.mapping import guess, header_row
from assistant.services.imports.preview import Preview
from assistant.services.imports.reading import UnknownFormat, read_bytes
from assistant.services.session import Session, open_session
from tests import bill_files

COUNT, SLOWEST_S, STORED_ONE_IN = 100_000, 2.0, 50
NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
ODD = (
    *(
        b"\0",
        b'"',
        b"\r",
        b"\n",
        b",",
        b"\t",
        b"\xff\xfe",
        b"\x81",
        "，".encode(),
        b"=1+1",
        b"-----",
    ),
    *(b"1900-01-01 00:00:00", b"2100-01-01", b"-99999999999999999.99", b"1e999", b"NaN", b"-0.01"),
    *("交易关闭".encode(), "花呗".encode("gb18030"), b"9" * 400, b"\xe2\x80\xae", b"PK\x03\x04"),
    *(b"<OFX>", b"!Type:Bank\n", b"^\n", b"<STMTTRN>", b"D31/31'99\n", b"(" * 200),
)


def mutated(chance: random.Random, data: bytes) -> bytes:
    """A file with bytes dropped, doubled, exchanged, cut off, or put where they do not belong."""
    raw = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(raw) + 1)
        match chance.randrange(6):
            case 0:
                raw[at:at] = chance.choice(ODD)
            case 1:
                del raw[at : at + chance.randint(1, 60)]
            case 2:
                raw[at : at + 1] = bytes([chance.randrange(256)])
            case 3:
                end = at + chance.randint(1, 400)
                raw[at:at] = raw[at:end]
            case 4:
                del raw[at:]
            case _:
                raw[at : at + 20] = chance.choice(ODD)
    return bytes(raw)


def recoded(chance: random.Random, data: bytes) -> bytes:
    """A text in another encoding than it says."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text.encode(chance.choice(("utf-16", "utf-8", "gb18030", "utf-16-be")), "replace")
    return data


def attempt(session: Session, chance: random.Random, data: bytes) -> str:
    """One file through all that an import does; how it ended."""
    try:
        try:
            file = read_bytes("x", data, "123456")
        except UnknownFormat as unknown:
            mapping = guess(header_row(unknown.document))
            file = read_bytes("x", data, mapping=mapping)
    except UserError:
        return "refused"
    plan = session.ledger.preview_import(file)
    if chance.randrange(STORED_ONE_IN) == 0:
        before = session.store.imports.count()
        if chance.randrange(2):
            session.ledger.import_rows(plan)
            added = sum(plan.new)
        else:
            added = _ended(session, plan)
        if session.store.imports.count() != before + added:
            raise AssertionError("an import was stored in part")
    return "read"


def _ended(session: Session, plan: Preview) -> int:
    """An import that fails at its last row."""
    imports: Any = session.store.imports
    whole = imports.add_rows

    def fail(rows: object) -> None:
        whole(rows)
        raise Cancelled

    imports.add_rows = fail
    try:
        session.ledger.import_rows(plan)
    except Cancelled:
        return 0
    finally:
        imports.add_rows = whole
    return sum(plan.new)


def hostile() -> dict[str, bytes]:
    """Files made to hurt."""
    line = b"2026-10-20 12:00:00," + b"9" * (64 * 2**20)
    head = bill_files.ALIPAY_HEAD.encode()
    return {
        "bomb": bill_files.bomb(),
        "one_line": line,
        "one_cell": head + b"\n" + line + b",a,b,c,d,e,f,g,h,i,j,k\n",
        "quotes": head + b"\n" + b'"' * 2_000_000,
        "open_quotes": head + b'\n"x' * 200_000,
        "nul": b"\0" * 5_000_000 + b"x",
        "commas": b"," * 5_000_000,
        "brackets": b"<OFX>" + b"<A>" * 20_000,
        "carets": b"!Type:Bank\n" + b"^\n" * 200_000,
    }


def run(folder: Path, count: int = COUNT) -> tuple[dict[str, int], float]:
    """All inputs; how they ended and the slowest in seconds."""
    chance = random.Random(20261126)
    session = open_session(folder / "fuzz.db", user_products=None, clock=lambda: NOW, zone=UTC)
    for product in ("huabei", "jiebei", "credit_card"):
        session.ledger.open_account(AccountDraft(product, f"招商 {product}", ()))
    seeds = [make() for make in bill_files.EVERY.values()]
    seeds.append(bill_files.zipped("a.csv", bill_files.alipay_app(), "123456"))
    ended: dict[str, int] = {}
    slowest = 0.0

    def timed(work: Callable[[], str]) -> None:
        nonlocal slowest
        began = time.perf_counter()
        how = work()
        slowest = max(slowest, time.perf_counter() - began)
        ended[how] = ended.get(how, 0) + 1

    for number in range(count):
        seed = chance.choice(seeds)
        if number % 20 == 0:
            seed = recoded(chance, seed)
        data = mutated(chance, seed)
        timed(lambda data=data: attempt(session, chance, data))  # type: ignore[misc]
        if number % 50 == 0:
            read_notice(data.decode("gb18030", "replace"), NOW.date())
    container.LARGEST_BYTES = 100 * 2**20
    for data in hostile().values():
        timed(lambda data=data: attempt(session, chance, data))  # type: ignore[misc]
    session.close()
    return ended, slowest
