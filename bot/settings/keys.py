"""Makes the keys and tokens that a first start needs."""

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet

from bot.settings.values import Settings

_MAKERS = {
    "CLAIMS_ENCRYPTION_KEY": lambda: Fernet.generate_key().decode(),
    "CLAIMS_HASH_KEY": lambda: secrets.token_urlsafe(32),
    "RASA_TOKEN": lambda: secrets.token_urlsafe(24),
    "ACTIONS_TOKEN": lambda: secrets.token_urlsafe(24),
}


def keys_file(data_dir: Path) -> Path:
    """Where they are written."""
    return data_dir / "keys.env"


def make_keys(settings: Settings) -> list[str]:
    """Writes those that are set nowhere, for this user alone, and names them: losing them loses the data."""
    made = [name for name in _MAKERS if not getattr(settings, name.lower()).get_secret_value()]
    if made:
        path = keys_file(settings.data_dir)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(file, "a", encoding="utf-8") as lines:
            lines.write("".join(f"{name}={_MAKERS[name]()}\n" for name in made))
    return made
