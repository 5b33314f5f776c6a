"""Encrypts and decrypts what travels inside a safe-mode envelope, with the current key or the previous one."""

import binascii
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bot.errors import BadRequest

_KEY_LETTERS = 43
_PREFIX = 16
_LENGTH = 4
# WeChat pads to the key's length, not to the sixteen bytes of an AES block.
_PADDED_TO = 32


class WrongApp(BadRequest):
    """The key fits, but the message was meant for another account."""


@dataclass(frozen=True)
class Decrypted:
    """What was inside, and the key that opened it: the reply is encrypted with the same one."""

    text: str = field(repr=False)
    aes_key: str = field(repr=False)


@dataclass(frozen=True)
class KeyRing:
    """One account's AES keys: the current one first, then the previous one while WeChat may still use it."""

    app_id: str
    aes_keys: tuple[str, ...] = field(repr=False)

    def __post_init__(self) -> None:
        for aes_key in self.aes_keys:
            check_aes_key(aes_key)

    def decrypt(self, encrypted: str) -> Decrypted:
        """Tries every key; raises WrongApp where one fits but the app id does not, else BadRequest."""
        fault = BadRequest("no AES key")
        for aes_key in self.aes_keys:
            try:
                return Decrypted(decrypt(aes_key, self.app_id, encrypted), aes_key)
            except BadRequest as refused:
                fault = fault if isinstance(fault, WrongApp) else refused
        raise fault


def encrypt(aes_key: str, app_id: str, text: str, *, prefix: bytes = b"") -> str:
    """WeChat's AES-256-CBC over a random prefix, the length, the text and the app id, in base64."""
    content = text.encode()
    plain = (
        (prefix or secrets.token_hex(_PREFIX // 2).encode())
        + len(content).to_bytes(_LENGTH)
        + content
        + app_id.encode()
    )
    padding = _PADDED_TO - len(plain) % _PADDED_TO
    encryptor = _cipher(aes_key).encryptor()
    return b64encode(encryptor.update(plain + bytes([padding]) * padding) + encryptor.finalize()).decode()


def decrypt(aes_key: str, app_id: str, encrypted: str) -> str:
    """The text inside; raises WrongApp, and BadRequest for anything that this key does not open."""
    try:
        decryptor = _cipher(aes_key).decryptor()
        plain = decryptor.update(b64decode("".join(encrypted.split()), validate=True)) + decryptor.finalize()
        text, receiver = _unpack(plain)
        if receiver != app_id.encode():
            raise WrongApp("the message is meant for another app id")
        return text.decode()
    except ValueError:
        raise BadRequest("the message does not open with this AES key") from None


def check_aes_key(aes_key: str) -> None:
    """Raises ValueError unless this is a key as the console shows it: 43 letters and digits."""
    try:
        usable = len(aes_key) == _KEY_LETTERS and len(b64decode(f"{aes_key}=", validate=True)) == 32
    except (binascii.Error, ValueError):
        usable = False
    if not usable:
        raise ValueError("an EncodingAESKey has 43 letters and digits")


def _unpack(plain: bytes) -> tuple[bytes, bytes]:
    """The text and the app id behind it; ValueError where padding or length do not hold.

    Both are checked to the byte: garbage from the wrong key must not pass for a message to another account.
    """
    padding = plain[-1] if plain else 0
    content = plain[_PREFIX : len(plain) - padding]
    end = _LENGTH + int.from_bytes(content[:_LENGTH])
    is_padded = 1 <= padding <= _PADDED_TO and plain.endswith(bytes([padding]) * padding)
    if not is_padded or len(content) < _LENGTH or end > len(content):
        raise ValueError("no message")
    return content[_LENGTH:end], content[end:]


def _cipher(aes_key: str) -> Cipher[modes.CBC]:
    key = b64decode(f"{aes_key}=")
    return Cipher(algorithms.AES(key), modes.CBC(key[:16]))
