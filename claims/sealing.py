"""Seals personal numbers at rest, hashes them for look-up, and masks them for show."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Self

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from claims.errors import KeyRefused, WrongKey
from vocabulary.identity_numbers import normalise_number

_SHORTEST_HASH_KEY = 16


@dataclass(frozen=True, repr=False)
class Sealer:
    """Encrypts with the first key, decrypts with any; `decoy` is a sealed card number that is nobody's."""

    cipher: MultiFernet
    hash_key: bytes
    decoy: str

    @classmethod
    def from_keys(cls, encryption_key: str, hash_key: str) -> Self:
        """Takes Fernet keys, newest first and comma-separated, and a secret of at least 16 characters.

        Raises KeyRefused for anything else.
        """
        if len(hash_key) < _SHORTEST_HASH_KEY:
            raise KeyRefused("CLAIMS_HASH_KEY must have at least 16 characters.")
        try:
            cipher = MultiFernet([Fernet(key.strip()) for key in encryption_key.split(",")])
        except ValueError as error:
            raise KeyRefused("CLAIMS_ENCRYPTION_KEY must be Fernet keys, comma-separated.") from error
        return cls(cipher, hash_key.encode(), cipher.encrypt(b"0" * 19).decode())

    def seal(self, plain: str) -> str:
        """The text encrypted and authenticated; twice the same text gives two different seals."""
        return self.cipher.encrypt(plain.encode()).decode()

    def unseal(self, sealed: str) -> str:
        """The text behind a seal; raises WrongKey if it was made with another key, or altered."""
        return self.unseal_bytes(sealed.encode()).decode()

    def seal_bytes(self, plain: bytes) -> bytes:
        """A file encrypted and authenticated, about a third longer; no two seals are alike."""
        return self.cipher.encrypt(plain)

    def unseal_bytes(self, sealed: bytes) -> bytes:
        """The file behind a seal; raises WrongKey if it was made with another key, or altered."""
        try:
            return self.cipher.decrypt(sealed)
        except InvalidToken as error:
            raise WrongKey("Sealed with another key: check CLAIMS_ENCRYPTION_KEY.") from error

    def hash_content(self, content: bytes) -> str:
        """A keyed SHA-256 of a file, 64 hexadecimal digits: finds equal files, and betrays no known one."""
        return hmac.new(self.hash_key, content, hashlib.sha256).hexdigest()

    def hash_id_number(self, id_number: str) -> str:
        """A keyed hash of the normalised number, 64 hexadecimal digits."""
        return hmac.digest(self.hash_key, normalise_number(id_number).encode(), "sha256").hex()


def mask_id_number(id_number: str) -> str:
    """`110***********0017`."""
    return id_number[:3] + "*" * (len(id_number) - 7) + id_number[-4:]


def mask_name(name: str) -> str:
    """`*芳`, `**娜`: the last sign is left."""
    return "*" * (len(name) - 1) + name[-1:]


def mask_phone(phone: str) -> str:
    """`138****0001`, or nothing if there is no phone."""
    return phone[:3] + "****" + phone[-4:] if phone else ""


def mask_card_number(card_number: str) -> str:
    """`****8001`, or nothing if there is no card."""
    return "****" + card_number[-4:] if card_number else ""
