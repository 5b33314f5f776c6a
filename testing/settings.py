"""The settings of a bot that tests join in a folder: no file is read, no server is asked."""

from functools import cache
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from bot.settings import Settings
from testing.wechat_account import ACCOUNT_SETTINGS

_NOBODY = "http://127.0.0.1:9"


def make_settings(folder: Path, **values: Any) -> Settings:
    """As they are without `values`: at any hour somebody is there, and one address begins as much as it likes.

    `values` go unchecked: tests may wait longer than WeChat would.
    """
    unknown = values.keys() - Settings.model_fields.keys()
    assert not unknown, f"no such settings: {unknown}"
    places = {"data_dir": folder, "database_url": f"sqlite+aiosqlite:///{folder / 'bot.db'}"}
    return _read_usual().model_copy(update={**places, **values})


@cache
def _read_usual() -> Settings:
    account: dict[str, Any] = {name.lower(): value for name, value in ACCOUNT_SETTINGS.items()}
    usual: dict[str, Any] = {
        "public_url": "http://test",
        "centre_name": "某市职工互助保障服务中心",
        "claims_encryption_key": Fernet.generate_key().decode(),
        "claims_hash_key": "a key of the tests, 32 bytes long",
        "rasa_url": _NOBODY,
        "actions_url": _NOBODY,
        "webchat": True,
        "webchat_newcomers_per_minute": 10_000,
        "webchat_tickets_per_minute": 10_000,
        "working_hours": "",
        "holiday_calendar": "none",
        "outreach_link_hosts": "",
    }
    return Settings(_env_file=None, **usual, **account)
