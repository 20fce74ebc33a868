"""The collection log in the store."""

from dataclasses import replace

import pytest

from assistant.domain.collection import Attachment
from assistant.errors import UserError
from assistant.store.unit import Store
from tests.store import samples
from tests.store.samples import NOW


def test_a_contact_comes_back_as_it_was_written_down(filled: Store) -> None:
    (found,) = filled.contacts.all(filled.attachments.by_contact())
    assert found.facts == samples.contact(1)
    assert found.created_at == NOW
    assert found.attachments == (
        Attachment(1, 1, "录音.m4a", samples.SOUND_SHA, len(samples.SOUND)),
    )


def test_a_contact_outlives_its_account(filled: Store) -> None:
    with filled.transaction("remove_account"):
        filled.accounts.remove(1)
    (found,) = filled.contacts.all({})
    assert found.facts == samples.contact(None)


def test_contacts_are_ordered_by_their_time(filled: Store) -> None:
    earlier = replace(samples.contact(), at=NOW.replace(year=2025))
    with filled.transaction("add_contact"):
        added = filled.contacts.add(earlier, NOW)
    assert [row.id for row in filled.contacts.all({})] == [added, 1]
    with filled.transaction("edit_contact"):
        filled.contacts.update(added, replace(earlier, said="别的"))
    assert filled.contacts.all({})[0].facts.said == "别的"


def test_the_same_evidence_twice_is_refused(filled: Store) -> None:
    with pytest.raises(UserError, match=r"attachment\.twice"), filled.transaction("x"):
        filled.attachments.add(1, "again", samples.SOUND_SHA, 7)


def test_what_is_gone_is_said_to_be(filled: Store) -> None:
    with filled.transaction("x"):
        filled.attachments.remove(1)
        filled.contacts.remove(1)
    with pytest.raises(UserError, match=r"row\.gone"), filled.transaction("x"):
        filled.contacts.update(1, samples.contact())
    with pytest.raises(UserError, match=r"row\.gone"), filled.transaction("x"):
        filled.attachments.add(1, "a", "b" * 64, 1)
