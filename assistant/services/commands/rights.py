"""Commands on the collection log and on estates."""

from collections.abc import Sequence

from assistant.domain.collection import ContactFacts
from assistant.domain.estate_case import EstateCase
from assistant.domain.estate_drafts import check_case
from assistant.domain.snapshot import Changes
from assistant.services.attachments import KeptFile
from assistant.services.commands.base import Commands


class RightsCommands(Commands):
    """Write down contacts with their evidence; keep estates."""

    def add_contact(self, facts: ContactFacts, files: Sequence[KeptFile] = ()) -> Changes:
        """Write down a contact with files that were copied already.

        Raises:
            UserError: the account is gone.
        """
        with self._store.transaction("add_contact"):
            contact_id = self._store.contacts.add(facts, self._now())
            self._attach(contact_id, files)
        return Changes.COLLECTION

    def edit_contact(
        self, contact_id: int, facts: ContactFacts, files: Sequence[KeptFile] = ()
    ) -> Changes:
        """Change what was written down, and add files.

        Raises:
            UserError: the contact is gone, or has one of the files already.
        """
        with self._store.transaction("edit_contact"):
            self._store.contacts.update(contact_id, facts)
            self._attach(contact_id, files)
        return Changes.COLLECTION

    def remove_contact(self, contact_id: int) -> Changes:
        """Delete a contact; undo brings it back with its files.

        Raises:
            UserError: it is gone.
        """
        with self._store.transaction("remove_contact"):
            self._store.contacts.remove(contact_id)
        return Changes.COLLECTION

    def remove_attachment(self, attachment_id: int) -> Changes:
        """Take a file off its contact.

        Raises:
            UserError: it is gone.
        """
        with self._store.transaction("remove_attachment"):
            self._store.attachments.remove(attachment_id)
        return Changes.COLLECTION

    def save_estate(self, case: EstateCase, estate_id: int | None = None) -> Changes:
        """Keep a new estate, or the present state of one.

        Raises:
            UserError: its parts do not fit together, or it is gone.
        """
        check_case(case)
        with self._store.transaction("save_estate"):
            if estate_id is None:
                self._store.estates.add(case, self._now())
            else:
                self._store.estates.update(estate_id, case)
        return Changes.ESTATES

    def remove_estate(self, estate_id: int) -> Changes:
        """Delete an estate.

        Raises:
            UserError: it is gone.
        """
        with self._store.transaction("remove_estate"):
            self._store.estates.remove(estate_id)
        return Changes.ESTATES

    def _attach(self, contact_id: int, files: Sequence[KeptFile]) -> None:
        for file in files:
            self._store.attachments.add(contact_id, file.name, file.sha256, file.size)
