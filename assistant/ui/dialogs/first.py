"""The first steps: at most six fields, a drawing of where each number stands, then the first answer."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.first_steps import Advice, FirstAnswer, first_answer, first_draft, usual_due
from assistant.domain.product import Family, Product
from assistant.ui import cards, theme, words
from assistant.ui.app_sketch import AppSketch
from assistant.ui.context import Context
from assistant.ui.fields import AnyField, DateField, MoneyField, TextField
from assistant.ui.form import HIGHEST, Field, Form, Submission

_WIDTH = 760


class FirstDialog(QDialog):
    """Asks for one product's numbers and answers at once; ``another`` asks for one product more."""

    another = Signal()
    encryption_requested = Signal()

    def __init__(self, context: Context, product: Product, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("first")
        self.setWindowTitle(i18n.t("first.title", product=product.name(i18n.language())))
        self._context, self._product, self._name = context, product, name
        self._sketch = AppSketch()
        self.form = Form(self._fields())
        for field in self.form.fields.values():
            field.widget.installEventFilter(self)
        self.submission = Submission(self.form, self._save, i18n.t("first.answer_me"))
        self.submission.saved.connect(self._answer)
        left = QVBoxLayout()
        left.addWidget(cards.wrapped(cards.text(i18n.t("first.note"), role="muted")))
        if theme.is_large():  # higher than a small screen then
            left.addWidget(cards.page(self.form), 1)
        else:
            left.addWidget(self.form)
            left.addStretch(1)
        left.addWidget(self.submission)
        self._asking = QWidget()
        row = QHBoxLayout(self._asking)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_L)
        row.addLayout(left, 1)
        row.addWidget(self._sketch)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._asking)
        self.submission.save_button.setDefault(True)
        self.resize(_WIDTH, HIGHEST if theme.is_large() else 0)
        first = next(iter(self.form.fields.values()))
        self._point_at(first)
        first.widget.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The drawing shows the place of the field that is being filled in."""
        if event.type() is QEvent.Type.FocusIn:
            for field in self.form.fields.values():
                if field.widget is watched:
                    self._point_at(field)
        return super().eventFilter(watched, event)

    def _point_at(self, field: Field) -> None:
        self._sketch.show_place(self._where(field.name), field.label)

    def _where(self, name: str) -> str:
        found = self._product.where(name, i18n.language())
        if found:
            return found
        product = self._product.name(i18n.language())
        kind = {"paying_account": "own", "balance": "own"}.get(name, "bill")
        return i18n.t(f"first.where_{kind}", product=product, label=self.form.fields[name].label)

    def _fields(self) -> list[Field]:
        t = i18n.t
        snapshot = self._context.snapshot()
        money: Callable[[], AnyField] = MoneyField
        known = [row.name for row in snapshot.paying_accounts]
        paying = known[0] if known else t("first.usual_account")
        cash = [
            Field("paying_account", t("first.paying_account"), TextField(), value=paying),
            Field("balance", t("first.balance"), money(), t("first.balance_hint")),
        ]
        if self._product.family is Family.REVOLVING:
            usual = usual_due(self._product, snapshot.today)
            due = "" if usual is None else usual.isoformat()
            return [
                Field("amount", t("bill.amount"), money(), t("first.amount_hint")),
                Field(
                    "due_date",
                    t("bill.due_date"),
                    DateField(),
                    value=due,
                ),
                Field("minimum", t("bill.minimum"), money(), t("bill.minimum_hint")),
                Field("limit", t("term.limit"), money(), t("first.limit_hint")),
                *cash,
            ]
        terms = self._product.terms_on(snapshot.today)
        yearly = terms.annual_rate is not None
        rate = "annual_rate" if yearly else "daily_rate"
        return [
            Field("principal", t("first.principal"), money(), t("first.principal_hint")),
            Field(rate, t(f"loan.{rate}"), TextField(), t(f"loan.{rate}_hint")),
            Field("terms", t("first.terms"), TextField()),
            Field("due_date", t("first.next_due"), DateField()),
            *cash,
        ]

    def _save(self, values: dict[str, str], confirmed: bool) -> None:
        today = self._context.snapshot().today
        draft = first_draft(self._product, self._name, values, today)
        begin = partial(self._context.session.ledger.begin, confirmed=confirmed)
        self._context.bus.run(begin, draft)

    def _answer(self) -> None:
        """Put the answer in the form's place."""
        self._asking.hide()
        found = first_answer(self._context.snapshot())
        card = AnswerCard(self._context, found)
        self._column.addWidget(card)
        row = QHBoxLayout()
        more = cards.button(i18n.t("first.another"), "first_another", self._on_another)
        done = cards.button(i18n.t("first.done"), "first_done", self.accept, primary=True)
        if self._context.session.may_encrypt:
            words, tip = i18n.t("overview.encrypt"), i18n.t("overview.encrypt_tip")
            row.addWidget(cards.link(words, "first_encrypt", self._on_encrypt, tip=tip))
        row.addStretch(1)
        row.addWidget(more)
        row.addWidget(done)
        self._column.addLayout(row)
        done.setDefault(True)
        done.setFocus()

    def _on_another(self) -> None:
        self.accept()
        self.another.emit()

    def _on_encrypt(self) -> None:
        self.accept()
        self.encryption_requested.emit()


class AnswerCard(cards.Card):
    """The next payment, the reserve it needs, one recommendation."""

    def __init__(self, context: Context, answer: FirstAnswer) -> None:
        super().__init__(i18n.t("first.answer_title"), "first_answer")
        t, due, snapshot = i18n.t, answer.due, context.snapshot()
        if due is not None:
            terms = snapshot.terms_of(snapshot.account(due.account_id))
            amount = words.money(due.to_pay + due.penalty)
            self.body.addWidget(cards.text(amount, points=theme.POINTS_HERO, bold=True))
            when = words.cutoff(due.due_date, terms.cutoff)
            left = words.days_left(due.due_date, snapshot.today)
            self.body.addWidget(cards.text(f"{words.title(snapshot, due)} · {when} · {left}"))
        needed = t("first.needed", amount=words.money(answer.needed))
        self.body.addWidget(cards.wrapped(cards.text(needed, name="first_needed")))
        # Money has to be there the day before: deduction begins in the morning (products.md 2.5).
        early = timedelta(days=answer.advice is Advice.TRANSFER)
        day = "" if due is None else i18n.day(due.due_date - early)
        source = None if due is None else snapshot.paying_account(due.paying_account_id)
        name = "" if source is None else source.name
        missing = words.money(answer.missing)
        advice = t(f"first.advice_{answer.advice}", amount=missing, day=day, account=name)
        label: QLabel = cards.wrapped(cards.text(advice, bold=True, name="first_advice"))
        cards.set_tone(label, "ok" if answer.advice in ("check", "nothing") else "warning")
        self.body.addWidget(label)
        self.body.addStretch(1)
