"""``make fuzz``: mutated text to every parser; only a refusal may come out, and soon."""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from assistant.domain.contact_draft import contact_facts
from assistant.domain.drafts import bill_draft, loan_draft, plan_draft
from assistant.domain.estate import settle
from assistant.domain.estate_drafts import LISTS, read_case
from assistant.domain.learn import read_card
from assistant.domain.money import parse_money
from assistant.domain.term_text import parse_term, read_date
from assistant.domain.terms import SPECS
from assistant.errors import UserError
from assistant.services.calc import calculate
from assistant.services.catalogue import load_products
from assistant.store.text_index import TextIndex
from tests.fuzz import imports

COUNT, SLOWEST_S = 20_000, 2.0
SEEDS = (
    *("1,234.56", "¥12元", "1.2万", "12+3-1", "2026-02-31", "24:00", "0.05%", "yes", "31"),
    *("LEVEL_ACTUAL", "", "9" * 400, "٣", "\x00", "-0", "NaN", "1e999", "０．０１", "∞"),
)
ALPHABET = "0123456789.,+-¥元万% :/年月日eENa\x00\u200b\u202e一٣％"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
INDEX = TextIndex([("a", "最低还款", "利息", "没有还的部分按日计息。")])
CONTACT = ("day", "time", "lender", "channel", "reached", "conduct", "visitors", "account_id")
ESTATE = ("name", "value", "amount", "kind", "share", "parts", "fee", "secured_by", "answer")
FIELDS = (
    *("bill_date", "due_date", "amount", "minimum", "carried", "title", "principal", "periods"),
    *("total_fee", "first_due", "daily_rate", "start", "repay_day", "terms", "method"),
)


def mutated(chance: random.Random) -> str:
    """A seed with a few characters changed, dropped or added."""
    text = list(chance.choice(SEEDS))
    for _ in range(chance.randint(0, 4)):
        at = chance.randint(0, len(text))
        text[at : at + chance.randint(0, 2)] = chance.choices(ALPHABET, k=chance.randint(0, 3))
    return "".join(text)


def targets(chance: random.Random, folder: Path) -> Callable[[], object]:
    """One parser with mutated input."""
    values = {name: mutated(chance) for name in FIELDS}
    product = folder / "x.toml"

    def product_file() -> object:
        product.write_text(
            f'schema = 1\nid = "x"\norder = 1\nfamily = "loan"\nname = {{ zh_CN = "x" }}\n'
            f'[[term]]\nkey = "daily_rate"\nvalue = "{mutated(chance)}"\nsource = "s"\n'
            f"effective_from = {mutated(chance)}\n",
            "utf-8",
        )
        return load_products(folder)["x"]

    case = {"inputs": {"op": "overdue", "overdue": mutated(chance), "due_date": mutated(chance)}}
    typed = {name: mutated(chance) for name in (*CONTACT, *ESTATE)}
    estate = {
        "death": chance.choice(("2026-03-01", mutated(chance))),
        chance.choice(tuple(LISTS)): [{key: typed[key] for key in chance.sample(ESTATE, 3)}],
    }
    return chance.choice(
        (
            lambda: contact_facts(typed, NOW),
            lambda: settle(read_case(estate)),
            lambda: read_card(f"---\nid: a\n{mutated(chance)}\n---\n{mutated(chance)}", "a.md"),
            lambda: INDEX.search(mutated(chance)),
            lambda: parse_money(mutated(chance)),
            lambda: parse_term(chance.choice(SPECS).key, mutated(chance)),
            lambda: read_date(mutated(chance), "day"),
            lambda: bill_draft(1, values),
            lambda: plan_draft(1, values),
            lambda: loan_draft(1, values),
            lambda: calculate(case),
            product_file,
        )
    )


def main() -> int:
    """Run all inputs and print the figures."""
    chance = random.Random(20261123)
    accepted = refused = 0
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(COUNT):
            target = targets(chance, Path(folder))
            began = time.perf_counter()
            try:
                target()
                accepted += 1
            except UserError:
                refused += 1
            except ValueError as error:  # parse_money's own keys
                if error.args[0] not in {
                    *("empty", "not_a_number", "negative", "too_many_decimals", "too_large"),
                }:
                    raise
                refused += 1
            slowest = max(slowest, time.perf_counter() - began)
    sys.stdout.write(
        f"parsers: inputs={COUNT} accepted={accepted} refused={refused} slowest_s={slowest:.3f}\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        ended, slow_import = imports.run(Path(folder))
    words = " ".join(f"{how}={count}" for how, count in sorted(ended.items()))
    sys.stdout.write(f"imports: {words} slowest_s={slow_import:.3f}\n")
    return 0 if max(slowest, slow_import) < SLOWEST_S else 1


if __name__ == "__main__":
    sys.exit(main())
