"""Open or edit a credit account: its product's terms with where to find each in the payment app."""

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import drafts
from assistant.domain.account import Account
from assistant.domain.draft import PayingAccountDraft
from assistant.domain.product import Product, TermDefault
from assistant.domain.snapshot import Snapshot
from assistant.domain.terms import BY_KEY, Kind
from assistant.ui import plain
from assistant.ui.context import Context
from assistant.ui.fields import AnyField, ChoiceField, DateField, MoneyField, TextField
from assistant.ui.form import Field, FormDialog


def free_name(product: Product, snapshot: Snapshot) -> str:
    """The product's name, numbered where an account has it already."""
    taken = {account.name for account in (*snapshot.accounts, *snapshot.archived)}
    name = product.name(i18n.language())
    number = 2
    while name in taken:
        name = f"{product.name(i18n.language())} {number}"
        number += 1
    return name


class AccountDialog(FormDialog):
    """The form of one account, generated from its product's data."""

    def __init__(
        self, context: Context, product: Product, account: Account | None, parent: QWidget
    ) -> None:
        self._context = context
        self._product = product
        self._account = account
        snapshot = context.snapshot()
        defaults = {row.key: row for row in product.defaults_on(snapshot.today)}
        self._keys = tuple(defaults)
        name = product.name(i18n.language())
        title = "account.add" if account is None else "account.edit"
        super().__init__(
            i18n.t(title, product=name),
            [
                Field("name", i18n.t("account.name"), TextField(), value=self._name(snapshot)),
                *(self._term(row) for row in defaults.values() if row.form == "main"),
                self._source(snapshot, 1),
                *(self._source(snapshot, place) for place in (2, 3)),
                Field(
                    "owner",
                    i18n.t("account.owner"),
                    TextField(),
                    i18n.t("account.owner_hint"),
                    "" if account is None else account.owner,
                    more=True,
                ),
                *(self._term(row) for row in defaults.values() if row.form == "more"),
            ],
            self._save,
            parent,
            note=i18n.t("account.note"),
        )

    def _name(self, snapshot: Snapshot) -> str:
        return free_name(self._product, snapshot) if self._account is None else self._account.name

    def _term(self, default: TermDefault) -> Field:
        own = self._own()
        parts = []
        where = self._product.where(default.key, i18n.language())
        if where:
            parts.append(i18n.t("account.where", where=where))
        return Field(
            default.key,
            i18n.t(f"term.{default.key}"),
            _widget(default),
            hint=" ".join(parts),
            value=own.get(default.key, default.value),
            more=default.form == "more",
        )

    def _own(self) -> dict[str, str]:
        """The account's own values as they are today: of a term with a history the newest."""
        if self._account is None:
            return {}
        today = self._context.snapshot().today
        dated = sorted(self._account.terms, key=lambda term: term.effective_from)
        return {term.key: term.value for term in dated if term.effective_from <= today}

    def _source(self, snapshot: Snapshot, place: int) -> Field:
        """A paying account by its place in the lender's order; a new name makes a new one."""
        choices = [("", i18n.t("account.no_source"))]
        choices += [(str(row.id), row.name) for row in snapshot.paying_accounts]
        sources = () if self._account is None else self._account.sources
        chosen = str(sources[place - 1]) if len(sources) >= place else ""
        first = place == 1
        return Field(
            "paying_account" if first else f"paying_account_{place}",
            i18n.t("account.paying_account" if first else "account.next_source", place=place),
            ChoiceField(choices, free=first),
            hint=i18n.t("account.paying_account_hint") if first else "",
            value=chosen,
            more=not first,
        )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        known = {str(row.id): row.id for row in self._context.snapshot().paying_accounts}
        typed = values["paying_account"].strip()
        new = None
        if typed and typed not in known and typed != i18n.t("account.no_source"):
            new = PayingAccountDraft(drafts.read_name({"paying_account": typed}, "paying_account"))
        places = ("paying_account", "paying_account_2", "paying_account_3")
        chosen = [known[values[place]] for place in places if values[place] in known]
        sources = tuple(dict.fromkeys(chosen))
        draft = drafts.account_draft(self._product.id, values, self._keys, sources)
        ledger = self._context.session.ledger
        if self._account is None:
            self._context.bus.run(ledger.open_account, draft, new)
        else:
            self._context.bus.run(ledger.edit_account, self._account.id, draft, new)


def _widget(default: TermDefault) -> AnyField:
    spec = BY_KEY[default.key]
    made: AnyField = TextField()
    if spec.kind is Kind.MONEY:
        made = MoneyField()
    elif spec.kind is Kind.DATE:
        made = DateField()
    elif spec.kind is Kind.CHOICE:
        made = ChoiceField([(value, i18n.t(f"choice.{value}")) for value in spec.choices])
    elif spec.kind is Kind.FLAG:
        made = ChoiceField([(value, i18n.t(f"flag.{value}")) for value in ("yes", "no")])
    plain.set_tip(made, i18n.t("account.source", source=i18n.cited(default.source)))
    return made
