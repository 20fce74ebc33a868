"""Files under a passphrase in the age format: any program that knows age opens them."""

from assistant.errors import UserError

SUFFIX = ".age"
_MAGIC = b"age-encryption.org/"
_TOO_COSTLY = "Excessive work"


def is_sealed(content: bytes) -> bool:
    """Whether it is an age file."""
    return content.startswith(_MAGIC)


def seal(content: bytes, passphrase: str) -> bytes:
    """Encrypt; nothing goes over the disk.

    Raises:
        UserError: the passphrase is too short.
    """
    from pyrage import passphrase as age  # late: only sealed files need it

    from assistant.store.keyfile import check_passphrase

    check_passphrase(passphrase)
    return bytes(age.encrypt(content, passphrase))


def unseal(content: bytes, passphrase: str) -> bytes:
    """Decrypt, in memory.

    Raises:
        UserError: a wrong passphrase, or a file that is damaged; ``passphrase.too_costly`` where a
            much faster machine, or a less busy one, sealed it: age refuses what would take minutes.
    """
    from pyrage import DecryptError  # late, as above
    from pyrage import passphrase as age

    try:
        return bytes(age.decrypt(content, passphrase))
    except DecryptError as error:
        if str(error).startswith(_TOO_COSTLY):
            raise UserError("passphrase.too_costly", "passphrase") from None
        raise UserError("passphrase.wrong", "passphrase") from None
