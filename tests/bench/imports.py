"""100 000 Alipay rows end to end against a bare loop of the csv module and one executemany."""

import csv
import io
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROWS, MOST, MOST_MB = 100_000, 4.0, 300
HEAD = (
    "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,"
    "收/付款方式,交易状态,交易订单号,商家订单号,备注,"
)
METHODS = ("余额宝", "花呗", "招商银行信用卡(4523)", "工商银行储蓄卡(1234)", "花呗&红包", "余额")


def bill(rows: int = ROWS, seed: int = 1) -> bytes:
    """An Alipay file as the app exports it: GB18030, newest first, tabs after the ids."""
    chance = random.Random(seed)
    at = datetime(2026, 11, 20, 12, 0, 0, tzinfo=UTC)
    lines = ["-" * 84, "导出信息：", f"共{rows}笔记录", HEAD]
    for number in range(rows):
        at -= timedelta(seconds=chance.randint(60, 2400))
        kind = chance.random()
        item, flow, status, party = "商品说明文字", "支出", "交易成功", f"商户{number % 3000}"
        method = chance.choice(METHODS)
        if kind < 0.02:
            month = f"{at:%Y年%m月}"
            item, flow, status, party = f"花呗主动还款-{month}账单", "不计收支", "还款成功", "花呗"
            method = "余额宝"
        elif kind < 0.05:
            item, flow, status = "退款-商品说明文字", "不计收支", "退款成功"
        lines.append(
            f"{at:%Y-%m-%d %H:%M:%S},日用百货,{party},abc***@example.com,{item}{number % 977},{flow},"
            f"{chance.randint(1, 99999) / 100:.2f},{method},{status},"
            f"20261120220014{number:014d}\t,T200P{number:016d}\t,,"
        )
    return ("\r\n".join(lines) + "\r\n").encode("gb18030")


def bare(path: Path, folder: Path) -> float:
    """The least that any program does: decode, csv, one executemany."""
    began = time.perf_counter()
    text = path.read_bytes().decode("gb18030")
    rows = [cells[:12] for cells in csv.reader(io.StringIO(text, newline="")) if len(cells) > 11]
    base = sqlite3.connect(folder / "bare.db")
    base.execute(f"CREATE TABLE row ({', '.join(f'c{n}' for n in range(12))})")
    with base:
        base.executemany(f"INSERT INTO row VALUES ({', '.join('?' * 12)})", rows)  # noqa: S608
    base.close()
    return time.perf_counter() - began


def whole(path: Path, folder: Path) -> float:
    """Parse, classify, compare, store."""
    from assistant.domain.draft import AccountDraft
    from assistant.services.imports.reading import read_path
    from assistant.services.session import open_session

    now = datetime(2026, 11, 26, 4, tzinfo=UTC)
    session = open_session(folder / "beifu.db", user_products=None, clock=lambda: now, zone=UTC)
    session.ledger.open_account(AccountDraft("huabei", "花呗", ()))
    began = time.perf_counter()
    plan = session.ledger.preview_import(read_path(path))
    session.ledger.import_rows(plan)
    took = time.perf_counter() - began
    stored = session.store.imports.count()
    session.close()
    if stored != ROWS:
        raise SystemExit(f"stored {stored} of {ROWS} rows")
    return took


def measure(runs: int = 3) -> dict[str, object]:
    """The ratio of the best runs, and the memory of a process that does nothing else."""
    ratios = []
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "bill.csv"
        path.write_bytes(bill())
        least = most = 1e9
        memory = 0.0
        for _ in range(runs):
            with tempfile.TemporaryDirectory() as folder:
                least = min(least, bare(path, Path(folder)))
            done = subprocess.run(
                [sys.executable, "-m", "tests.bench.imports", str(path)],
                capture_output=True,
                text=True,
                check=True,
            )
            took, used = done.stdout.split()
            most = min(most, float(took))
            memory = max(memory, float(used))
        ratios.append(most / least)
    ratio = min(ratios)
    return {
        "what": "import_100k",
        "bare_s": round(least, 3),
        "import_s": round(most, 3),
        "ratio": round(ratio, 2),
        "memory_mb": round(memory),
        "ok": ratio <= MOST and memory <= MOST_MB,
    }


def main() -> int:
    """One import in a process of its own: seconds and megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        took = whole(Path(sys.argv[1]), Path(folder))
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(took, used)
    return 0


if __name__ == "__main__":
    sys.exit(main())
