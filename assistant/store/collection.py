"""The collection log, its evidence, and the content of these files."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from assistant.domain.collection import (
    Attachment,
    Channel,
    Conduct,
    Contact,
    ContactFacts,
    Reached,
)
from assistant.store import codec
from assistant.store.repo import Repo

PART_BYTES = 2**20


class AttachmentRepo(Repo):
    """Table ``collection_attachment``."""

    table = "collection_attachment"
    taken = ("attachment.twice", "attachment")

    def add(self, contact_id: int, name: str, sha256: str, size: int) -> int:
        """Add a copied file to a contact; its id.

        Raises:
            UserError: the contact is gone, or has this file already.
        """
        return self._insert(
            {"contact_id": contact_id, "name": name, "sha256": sha256, "size": size}
        )

    def remove(self, row_id: int) -> None:
        """Take a file off a contact; the copy stays for undo.

        Raises:
            UserError: it is gone.
        """
        self._delete(row_id)

    def by_contact(self) -> Mapping[int, tuple[Attachment, ...]]:
        """All files by their contact, oldest first."""
        found: dict[int, tuple[Attachment, ...]] = {}
        for row in self._rows():
            attachment = Attachment(
                row["id"], row["contact_id"], row["name"], row["sha256"], row["size"]
            )
            of_contact = found.get(attachment.contact_id, ())
            found[attachment.contact_id] = (*of_contact, attachment)
        return found


class EvidenceRepo(Repo):
    """Table ``evidence_part``: what evidence holds, by its SHA-256, in parts of a megabyte."""

    table = "evidence_part"

    def keep(self, sha256: str, content: bytes, now: datetime) -> None:
        """Store a content, once; it is in no journal and stays for undo."""
        if self.size_of(sha256):
            return
        for number, start in enumerate(range(0, len(content), PART_BYTES)):
            self._execute(
                "INSERT INTO evidence_part (sha256, number, content, kept_at) VALUES (?, ?, ?, ?)",
                *(sha256, number, content[start : start + PART_BYTES], codec.instant_text(now)),
            )

    def parts(self, sha256: str) -> Iterator[bytes]:
        """The content of a file, part by part; nothing where it is not there."""
        query = "SELECT content FROM evidence_part WHERE sha256 = ? AND number = ?"
        number = 0
        while found := self._file.rows(query, [sha256, number]):
            yield found[0]["content"]
            number += 1

    def size_of(self, sha256: str) -> int:
        """How many bytes a content has; 0 where it is not there."""
        query = "SELECT coalesce(sum(length(content)), 0) FROM evidence_part WHERE sha256 = ?"
        return int(self._file.rows(query, [sha256])[0][0])

    def size(self) -> int:
        """How many bytes all contents have."""
        return int(
            self._file.rows("SELECT coalesce(sum(length(content)), 0) FROM evidence_part")[0][0]
        )

    def forget_unused(self, before: datetime) -> None:
        """Delete what was kept before an instant and what neither a contact nor undo can ask for."""
        self._execute(
            "DELETE FROM evidence_part WHERE kept_at < ?"
            " AND sha256 NOT IN (SELECT sha256 FROM collection_attachment)"
            " AND NOT EXISTS (SELECT 1 FROM journal_entry WHERE table_name = 'collection_attachment'"
            " AND instr(coalesce(before, after), evidence_part.sha256))",
            codec.instant_text(before),
        )


class ContactRepo(Repo):
    """Table ``collection_contact``."""

    table = "collection_contact"

    def add(self, facts: ContactFacts, created_at: datetime) -> int:
        """Add a contact; its id.

        Raises:
            UserError: the account is gone.
        """
        return self._insert(_columns(facts) | {"created_at": codec.instant_text(created_at)})

    def update(self, row_id: int, facts: ContactFacts) -> None:
        """Change what was written down.

        Raises:
            UserError: it is gone.
        """
        self._update(row_id, _columns(facts))

    def remove(self, row_id: int) -> None:
        """Delete a contact with its files' entries.

        Raises:
            UserError: it is gone.
        """
        self._delete(row_id)

    def all(self, attachments: Mapping[int, tuple[Attachment, ...]]) -> tuple[Contact, ...]:
        """All contacts by their time, oldest first."""
        return tuple(
            _contact(row, attachments.get(row["id"], ())) for row in self._rows(order="at, id")
        )


def _columns(facts: ContactFacts) -> dict[str, Any]:
    return {
        "account_id": facts.account_id,
        "lender": facts.lender,
        "at": codec.instant_text(facts.at),
        "channel": facts.channel.value,
        "answered": int(facts.answered),
        "number": facts.number,
        "called": facts.called,
        "who": facts.who,
        "reached": facts.reached.value,
        "said": facts.said,
        "visitors": facts.visitors,
        "consent": int(facts.consent),
        "conduct": " ".join(sorted(facts.conduct)),
    }


def _contact(row: codec.Row, attachments: tuple[Attachment, ...]) -> Contact:
    facts = ContactFacts(
        at=codec.instant(row["at"]),
        lender=row["lender"],
        channel=Channel(row["channel"]),
        answered=bool(row["answered"]),
        number=row["number"],
        called=row["called"],
        who=row["who"],
        reached=Reached(row["reached"]),
        said=row["said"],
        visitors=row["visitors"],
        consent=bool(row["consent"]),
        conduct=frozenset(Conduct(word) for word in row["conduct"].split()),
        account_id=row["account_id"],
    )
    return Contact(row["id"], facts, codec.instant(row["created_at"]), attachments)
