"""Encrypts and decrypts what travels inside a safe-mode envelope."""

import binascii
import secrets
import struct
from base64 import b64decode
from typing import Any

from wechatpy.crypto import PrpCrypto  # type: ignore[import-untyped]
from wechatpy.exceptions import InvalidAppIdException  # type: ignore[import-untyped]

from bot.errors import BadRequest

_KEY_LETTERS = 43


class WrongApp(BadRequest):
    """The key fits, but the message was meant for another account."""


def encrypt(aes_key: str, app_id: str, text: str) -> str:
    """WeChat's AES-256-CBC over a random prefix, the length, the text and the app id, in base64."""
    return str(_prp(aes_key).encrypt(text, app_id), "ascii")


def decrypt(aes_key: str, app_id: str, encrypted: str) -> str:
    """The text inside; raises WrongApp, and BadRequest for anything that this key does not open."""
    try:
        return str(_prp(aes_key).decrypt(encrypted, app_id))
    except InvalidAppIdException:
        pass
    except (ValueError, TypeError, IndexError, struct.error) as fault:
        raise BadRequest("the message does not open with this AES key") from fault
    raise WrongApp("the message is meant for another app id")


def check_aes_key(aes_key: str) -> None:
    """Raises ValueError unless this is a key as the console shows it: 43 letters and digits."""
    try:
        usable = len(aes_key) == _KEY_LETTERS and len(b64decode(f"{aes_key}=", validate=True)) == 32
    except (binascii.Error, ValueError):
        usable = False
    if not usable:
        raise ValueError("an EncodingAESKey has 43 letters and digits")


def _prp(aes_key: str) -> Any:
    prp = PrpCrypto(b64decode(f"{aes_key}="))
    # wechatpy's own prefix comes from a predictable generator.
    prp.get_random_string = lambda: secrets.token_hex(8)
    return prp
