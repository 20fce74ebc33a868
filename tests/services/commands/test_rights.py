"""Commands on the collection log and on estates."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.domain.estate_case import Debt, DebtKind
from assistant.domain.money import Money
from assistant.domain.snapshot import Changes
from assistant.errors import UserError
from assistant.services.session import Session
from tests.store import samples


def test_a_contact_is_written_down_with_its_evidence_in_one_step(
    session: Session, tmp_path: Path
) -> None:
    file = tmp_path / "截图.png"
    file.write_bytes(b"png")
    kept = session.rights.evidence.keep(file)
    facts = samples.contact()
    assert session.ledger.add_contact(facts, [kept]) is Changes.COLLECTION
    (contact,) = session.queries.contacts()
    assert contact.facts == facts
    assert contact.attachments[0].sha256 == kept.sha256
    session.ledger.undo()
    assert session.queries.contacts() == ()
    session.ledger.redo()
    assert session.queries.contacts() == (contact,)
    assert session.rights.evidence.is_intact(kept.sha256)


def test_a_contact_is_corrected_and_deleted(session: Session) -> None:
    session.ledger.add_contact(samples.contact())
    (contact,) = session.queries.contacts()
    session.ledger.edit_contact(contact.id, replace(contact.facts, who="王某"))
    assert session.queries.contacts()[0].facts.who == "王某"
    session.ledger.remove_contact(contact.id)
    assert session.queries.contacts() == ()


def test_a_file_is_taken_off(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"a")
    session.ledger.add_contact(samples.contact(), [session.rights.evidence.keep(file)])
    (contact,) = session.queries.contacts()
    session.ledger.remove_attachment(contact.attachments[0].id)
    assert session.queries.contacts()[0].attachments == ()


def test_an_estate_is_kept_changed_and_removed(session: Session) -> None:
    assert session.ledger.save_estate(samples.estate()) is Changes.ESTATES
    (saved,) = session.queries.estates()
    session.ledger.save_estate(replace(saved.case, spouse=True), saved.id)
    assert session.queries.estates()[0].case.spouse
    session.ledger.remove_estate(saved.id)
    assert session.queries.estates() == ()


def test_parts_that_do_not_fit_together_are_refused_and_nothing_is_kept(session: Session) -> None:
    common = Debt("房贷", Money.of(5), DebtKind.COMMUNITY)
    with pytest.raises(UserError, match=r"estate\.no_spouse"):
        session.ledger.save_estate(replace(samples.estate(), debts=(common,)))
    assert session.queries.estates() == ()
