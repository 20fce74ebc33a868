"""What can go wrong that a person can mend: a field that was refused, a store that cannot be used."""

from collections.abc import Sequence
from enum import StrEnum


class UserError(Exception):
    """A refusal that names the field and the mend by key; ``ui`` and ``cli`` turn it into words.

    Args:
        key: words under ``error.<key>``.
        field: name of the form field or option that was refused; None for the whole input.
        params: values for the words' placeholders, already safe to show.
    """

    def __init__(self, key: str, field: str | None = None, **params: object) -> None:
        super().__init__(key if field is None else f"{field}: {key}")
        self.key = key
        self.field = field
        self.params = params


class Unconfirmed(UserError):
    """Nothing was stored: the input is unusual; the same call with ``confirmed=True`` stores it.

    ``others`` are further questions about the same input, which one answer confirms.
    """

    others: tuple["Unconfirmed", ...] = ()


def together(questions: Sequence[Unconfirmed]) -> Unconfirmed:
    """The first of some questions, which asks the others as well."""
    questions[0].others = tuple(questions[1:])
    return questions[0]


class Cancelled(Exception):
    """The user ended the work; nothing of it was stored."""


class StorageTrouble(StrEnum):
    """Why a store file cannot be used."""

    FULL = "full"
    LOCKED = "locked"
    NEWER = "newer"
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"
    READ_ONLY = "read_only"
    ENCRYPTED = "encrypted"

    @property
    def is_broken_file(self) -> bool:
        """Whether a backup in the file's place would help."""
        return self in (StorageTrouble.DAMAGED, StorageTrouble.FOREIGN)


class StorageError(Exception):
    """The store cannot be used; the file was left as it is.

    Args:
        trouble: what is wrong; words under ``storage.<trouble>``.
        path: the file meant.
    """

    def __init__(self, trouble: StorageTrouble, path: str) -> None:
        super().__init__(f"{trouble}: {path}")
        self.trouble = trouble
        self.path = path
