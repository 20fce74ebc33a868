"""Words: both languages say the same keys with the same placeholders; none is missing, none unused."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from assistant import i18n
from assistant.cli.run import COMMANDS
from assistant.domain.account import Destination, ItemKind, PlanKind
from assistant.domain.accrual import Per
from assistant.domain.capacity import Band, Ratio
from assistant.domain.cash import Cover
from assistant.domain.cashflow import Direction, Repeat, Spread
from assistant.domain.choices import Way
from assistant.domain.collection import Channel, Conduct, Reached
from assistant.domain.entries import Why
from assistant.domain.estate_case import Answer, AssetKind, CommunityRest, DebtKind, TakerKind
from assistant.domain.estate_drafts import LISTS
from assistant.domain.first_steps import Advice
from assistant.domain.history import Fate
from assistant.domain.imports.figures import NAMED
from assistant.domain.imports.meaning import Field as RowField
from assistant.domain.imports.meaning import Kind as RowKind
from assistant.domain.imports.place import WAITING
from assistant.domain.learn import GROUNDS
from assistant.domain.planning.answer import Kind as RemedyKind
from assistant.domain.planning.answer import Status
from assistant.domain.planning.explain import Cause as PlanCause
from assistant.domain.planning.plan import How
from assistant.domain.planning.strategies import Strategy
from assistant.domain.planning.what_if import Change
from assistant.domain.planning.what_if_draft import ASKED
from assistant.domain.priority import Reason
from assistant.domain.reconcile import Cause
from assistant.domain.record import Mark
from assistant.domain.reserve import EntryKind
from assistant.domain.rules import RULES
from assistant.domain.settings import SCALES
from assistant.domain.snooze import SNOOZES
from assistant.domain.stages import STAGE_KINDS
from assistant.domain.standing import State
from assistant.domain.terms import SPECS, Kind
from assistant.errors import StorageTrouble
from assistant.services.catalogue import load_products
from assistant.services.compare import NAMED as COMPARED
from assistant.services.imports.mapping import PARTS as PARTS_OF_A_ROW
from assistant.services.imports.mapping import SIGNS
from assistant.services.imports.registry import FORMATS
from assistant.services.lawbook import WEIGHTS, load_rate_rules
from assistant.services.parts import versions
from assistant.services.record_rules import CONFIDENCES, KINDS, VERDICTS
from assistant.services.rulebook import collection_rules
from assistant.ui.dialogs.preferences import SWITCHES
from assistant.ui.dialogs.shortcuts import FIXED_KEYS
from assistant.ui.notice_card import CUSTOM
from assistant.ui.pages import ACCOUNTS, PAGES
from assistant.ui.plan_strategies import LEAST
from assistant.ui.tabs.reminders import FILTERS

ROOT = Path(__file__).parent.parent
SOURCE = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "assistant").rglob("*.py")))


def catalogue(language: str) -> dict[str, str]:
    """All words of a language by key; ``sources`` has texts for keys and a test of its own."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "resources" / "i18n" / language).glob("*.po")):
        if path.stem == "sources":
            continue
        with path.open("rb") as stream:
            for message in read_po(stream, abort_invalid=True):
                if message.id:
                    assert message.id not in found, f"{message.id} stands twice"
                    found[str(message.id)] = str(message.string)
    return found


CHINESE, ENGLISH = catalogue("zh_CN"), catalogue("en")


WAYS = ("desktop", "popup", "balloon", "alert_list", "none")
SWITCHED = (*SWITCHES, "autostart")
BACKUP_STATES = ("good", "locked", "newer", "damaged", "unknown")
PARTS = ("spending", "refunds", "instalments", "rolled", "interest", "fees", "adjustment")


def form_words(prefix: str, module: str) -> set[str]:
    """Labels and hints of a dialog's fields, which it builds from their names."""
    found = set()
    tree = ast.parse((ROOT / "assistant" / "ui" / "dialogs" / module).read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("field", "_field"):
            name = node.args[0]
            assert isinstance(name, ast.Constant)
            assert isinstance(name.value, str)
            found.add(f"{prefix}.{name.value}")
            if any(keyword.arg == "hint" for keyword in node.keywords):
                found.add(f"{prefix}.{name.value}_hint")
    return found


def built_keys() -> set[str]:
    """Keys that the program puts together from a prefix and a value."""
    product_keys = {row.key for product in load_products().values() for row in product.defaults}
    choices = {choice for spec in SPECS for choice in spec.choices}
    commands = set(re.findall(r'transaction\("(\w+)"\)', SOURCE))
    refusals = set(re.findall(r'UserError\(\s*"([\w.]+)"', SOURCE)) - {"row.gone"}
    refusals |= {"import.unknown_format"}  # an error of its own kind
    refusals |= {"row.gone", "bill.exists", "account.name_taken", "paying_account.name_taken"}
    refusals |= {"attachment.twice"}
    refusals |= {"row.gone", "bill.exists", "account.name_taken", "paying_account.name_taken"} | {
        "scenario.name_taken"
    }
    refusals |= {f"money.{key}" for key in re.findall(r'ValueError\("(\w+)"\)', SOURCE)}
    refusals |= {"money.too_large", "money.too_many_decimals", "number.too_large"}
    refusals |= {f"number.{kind}_too_large" for kind in (Kind.DAILY_RATE, Kind.RATIO, Kind.FACTOR)}
    questions = set(re.findall(r'Unconfirmed\(\s*"(\w+)"', SOURCE))
    kept = set(re.findall(r'Kept\("(\w+)"', SOURCE))
    return (
        {f"about.kept_{name}" for name in kept}
        | {f"update.failed_{why}" for why in ("unreachable", "unreadable")}
        | {f"about.version_{name}" for name in (*versions(), "qt")}
        | {f"state.{state}" for state in State}
        | {f"cover.{cover}" for cover in Cover}
        | {f"storage.{trouble}" for trouble in StorageTrouble}
        | {f"notice.{stage}" for stage in STAGE_KINDS}
        | {f"term.{key}" for key in product_keys}
        | {f"choice.{choice}" for choice in choices}
        | {"flag.yes", "flag.no"}
        | {f"law.cap.{rule.id}" for rule in load_rate_rules().caps}
        | {f"law.weight.{weight}" for weight in WEIGHTS}
        | {f"theme.{mode}" for mode in ("system", "light", "dark")}
        | {f"first.advice_{advice}" for advice in Advice}
        | {f"first.where_{kind}" for kind in ("bill", "own")}
        | {f"font_scale.{scale}" for scale in SCALES}
        | {f"{part}.{name}" for part in ("keys", "keys_do") for name in FIXED_KEYS}
        | {f"language.{language}" for language in i18n.LANGUAGES}
        | {f"weekday.{number}" for number in range(1, 8)}
        | {f"month.{number}" for number in range(1, 13)}
        | {f"menu.{name}" for name in ("accounts", "edit", "data", "view", "help")}
        | {f"command.{command}" for command in commands}
        | {f"error.{key}" for key in refusals}
        | {f"confirm.{key}" for key in questions}
        | {f"cli.help.{name}" for name in COMMANDS}
        | {f"way.{way}" for way in Way}
        | {f"direction.{direction}" for direction in Direction}
        | {
            f"flows.{act}_{direction}"
            for act in ("edit", "name_hint", "account")
            for direction in Direction
        }
        | {"flows.low", "flows.high"}
        | {f"repeat.{repeat}" for repeat in Repeat}
        | {f"spread.{spread}" for spread in Spread}
        | {f"entry_kind.{kind}" for kind in EntryKind}
        | {f"{prefix}.{ratio}" for prefix in ("ratio", "bounds", "source") for ratio in Ratio}
        | {f"{prefix}.{band}" for prefix in ("band", "verdict") for band in Band}
        | {f"move.{key}" for key in re.findall(r'Move\(\s*"(\w+)"', SOURCE)}
        | {f"stress.{key}" for key in re.findall(r'\("(\w+)", lambda seen', SOURCE)}
        | import_keys()
        | {f"mark.{mark.name.lower()}" for mark in Mark}
        | {f"{prefix}.{why}" for prefix in ("why", "why_long", "entry") for why in Why}
        | {f"cause.{cause}" for cause in Cause}
        | {f"destination.{went}" for went in Destination}
        | {f"item.{kind}" for kind in ItemKind}
        | {f"items.{act}_{kind}" for act in ("add", "edit") for kind in ItemKind}
        | {f"plan_kind.{kind}" for kind in PlanKind}
        | {f"part.{part}" for part in PARTS}
        | {f"answer.{key}" for key in re.findall(r'Answer\(\s*"(\w+)"', SOURCE)}
        | {f"answer.deduction_{when}" for when in ("running", "later")}
        | {f"sections.{name}" for name in ("items", "plans", "reconcile", "answers", "rates")}
        | {f"head.deduct_{mode}" for mode in ("full", "minimum", "off")}
        | {f"sheet.{part}" for part in ("amount", "minimum", "unbilled")}
        | {f"loan.{rate}{hint}" for rate in ("daily_rate", "annual_rate") for hint in ("", "_hint")}
        | {f"rate_change.{per}" for per in Per}
        | {f"page.{key}" for key in (ACCOUNTS, *(page.key for page in PAGES))}
        | {f"stage.{kind}" for kind in STAGE_KINDS}
        | {f"fate.{fate}" for fate in Fate}
        | {f"reminders.{key}" for key in FILTERS}
        | {f"snooze.{choice}" for choice in (*SNOOZES, CUSTOM)}
        | {f"delivery.{part}_{has}" for part in ("tray", "service") for has in ("yes", "no")}
        | {f"delivery.how_{way}" for way in ("desktop", "popup", "list")}
        | {f"delivery.tested_{way}" for way in WAYS}
        | {f"preferences.{name}{hint}" for name in SWITCHED for hint in ("", "_hint")}
        | {"preferences.quiet_from", "preferences.quiet_until"}
        | {f"rule.{rule.id}.{part}" for rule in RULES for part in ("name", "title", "body")}
        | {f"rule.{rule.id}.{row.name}" for rule in RULES for row in rule.thresholds}
        | {
            f"rule.{rule.id}.{variant}{part}"
            for rule in RULES
            for variant in rule.variants
            for part in ("", "_title")
        }
        | {f"rules.{value}" for value in ("yes", "no")}
        | {f"collection.rule.{rule.law.id}" for rule in collection_rules()}
        | {f"channel.{channel}" for channel in Channel}
        | {f"reached.{reached}" for reached in Reached}
        | {f"conduct.{conduct}" for conduct in Conduct}
        | {f"confidence.{ground}" for ground in GROUNDS}
        | {f"asset_kind.{kind}" for kind in AssetKind}
        | {f"debt_kind.{kind}" for kind in DebtKind}
        | {f"taker_kind.{kind}" for kind in TakerKind}
        | {f"answer_of.{answer}" for answer in Answer}
        | {f"community_rest.{rest}" for rest in CommunityRest}
        | {f"estate.{act}_{rows}" for act in ("add", "edit", "no") for rows in LISTS}
        | {f"estate.{rows}" for rows in LISTS}
        | {f"estate.order_{order}" for order in (1, 2)}
        | form_words("estate", "estate.py")
        | form_words("contact", "contact.py")
        | {f"estate.{title}" for title in ("paid", "cap", "bears", "net", "claim", "unpaid")}
        | {f"evidence.{title}" for title in ("number", "file", "bytes", "sha", "state")}
        | {f"record.reported_{reported}" for reported in ("yes", "no", "unknown")}
        | {f"record.{key}" for key in re.findall(r'"(entry_\w+)"', SOURCE)}
        | {f"links.kind_{kind}" for kind in KINDS}
        | {f"links.{verdict}" for verdict in VERDICTS}
        | {f"links.sure_{sure}" for sure in CONFIDENCES}
        | {f"priority.reason_{reason}" for reason in Reason}
        | {f"menu.{name}" for name in ("export", "backups", "second", "encryption")}
        | {f"table.{name}" for name in COMPARED}
        | {f"second.{meeting}_note" for meeting in ("take", "conflict")}
        | {"error.place.refused"}
        | {
            f"backup.reason_{reason}"
            for reason in ("daily", "migration", "manual", "second", "replaced")
        }
        | {f"backup.state_{state}" for state in BACKUP_STATES}
        | {f"encryption.{act}" for act in ("change", "renew", "off", "copies")}
        | {f"export.{kind}" for kind in ("json", "csv", "xlsx", "pdf")}
        | {f"month.chart_{name}" for name in ("owed", "coming")}
        | {f"action.{key}" for key in ("mark_paid", "partial", "open", "balance")}
        | {f"plan.proof.{status}" for status in (*Status, "least_harm", "rules_first")}
        | {f"plan.how.{how}" for how in How}
        | {f"plan.remedy.{kind}" for kind in RemedyKind}
        | {f"plan.{part}.{change}" for part in ("change", "what") for change in Change}
        | {f"plan.{name}" for asks in ASKED.values() for name in asks.fields}
        | {"plan.what_all", "plan.what_next", "plan.what.rate_down"}
        | {f"plan.cause.{moved}" for moved in PlanCause}
        | {
            f"plan.{part}.{key}"
            for part in ("strategy", "strategy_tip")
            for key in (LEAST, *Strategy)
        }
    )


def import_keys() -> set[str]:
    """Keys of what an import shows: formats, kinds, rules, reasons, places, figures, parts."""
    said = r'Meaning\(\s*Kind[^"]*(?:"\w*"\s*,\s*|[\w.()]+,\s*)"(\w+)"'
    rules = set(re.findall(said, SOURCE)) | {"method_not_told", "own_money", "own_rule"}
    reasons = set(re.findall(r'BadCell\("(\w+)"\)', SOURCE))
    reasons |= set(re.findall(r'Broken\(\w+, "(\w+)"', SOURCE))
    return (
        {f"import.format.{found.name}" for found in FORMATS}
        | {"import.format.generic"}
        | {f"import.rule.{rule}" for rule in rules - {"notice", "", "credit_card", "huabei"}}
        | {f"import.broken.{reason}" for reason in reasons}
        | {f"import.{part}.{kind}" for part in ("kind", "what") for kind in RowKind}
        | {f"import.{part}.{place}" for part in ("place", "do") for place in WAITING}
        | {f"import.figure.{name}" for name, _, _ in NAMED}
        | {f"import.figure.{name}" for name in ("rows", "ignored", "duplicates")}
        | {f"import.like.{field}" for field in RowField}
        | {f"import.field.{name}" for name in ("like", "kind", "product")}
        | {f"import.part.{part}" for part in PARTS_OF_A_ROW}
        | {f"import.sign.{sign}" for sign in SIGNS}
        | {f"import.source.{name}" for name in ("other", "debit", "card", "alipay", "wechat")}
    )


def test_both_languages_have_the_same_keys() -> None:
    assert CHINESE.keys() == ENGLISH.keys()


@pytest.mark.parametrize("key", sorted(CHINESE))
def test_a_sentence_has_the_same_placeholders_in_both_languages(key: str) -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}

    if key in (
        "date.day",
        "date.day_of_year",
    ):  # a month has a name in one language and a number in the other
        return
    assert CHINESE[key]
    assert ENGLISH[key]
    assert places(CHINESE[key]) == places(ENGLISH[key])


def test_every_key_that_the_program_says_has_words() -> None:
    said = set(re.findall(r'\bt\(\s*"([\w.]+)"', SOURCE))
    said |= set(re.findall(r'(?:Column\(\s*|name_key=)"([\w.]+)"', SOURCE))
    missing = (said | built_keys()) - CHINESE.keys()
    assert missing == set()


def test_no_words_are_left_over() -> None:
    quoted = set(re.findall(r'["\']([\w]+(?:\.[\w]+)+)["\']', SOURCE))
    kept_for_terms = {f"term.{spec.key}" for spec in SPECS}
    unused = CHINESE.keys() - quoted - built_keys() - kept_for_terms
    assert unused == set()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_compiled_words_are_the_written_ones(language: str) -> None:
    i18n.use(language)
    written = catalogue(language)
    assert i18n.t("form.save") == written["form.save"]
    assert i18n.t("error.name.too_long", longest=40) == written["error.name.too_long"].format(
        longest=40
    )


def test_amounts_read_as_people_write_them() -> None:
    assert i18n.money(123456789) == "¥1,234,567.89"
    assert i18n.money(-5) == "−¥0.05"
    assert i18n.clock_time(1440) == "24:00"


def test_the_user_is_addressed_in_one_way() -> None:
    """By 你; 您 stands only in letters to lenders and in what others wrote."""
    root = Path(__file__).parent.parent
    ours = [
        *root.glob("docs/*.md"),
        *root.glob("resources/law/*.toml"),
        *root.glob("resources/learn/*.md"),
    ]
    written = [text for text in CHINESE.values() if "您" in text]
    assert not written
    assert not [path.name for path in ours if "您" in path.read_text("utf-8")]
