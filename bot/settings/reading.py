"""Reads the settings from the environment, from `.env`, and from the keys that a first start made."""

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.settings.keys import keys_file
from bot.settings.values import Settings

_WORDS = {
    "bool_parsing": "must be 1 or 0",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "finite_number": "must be a number",
    "greater_than": "must be above {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be below {lt}",
    "less_than_equal": "must be at most {le}",
    "string_pattern_mismatch": "does not have the form that docs/settings.md shows",
}


class SettingsRefused(Exception):
    """Some values make no sense; `faults` names each, and shows none."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def load_settings() -> Settings:
    """The settings of this process; raises SettingsRefused with all that is wrong with their forms."""
    settings, faults = read_settings()
    if faults:
        raise SettingsRefused(faults)
    return settings


def read_settings() -> tuple[Settings, list[str]]:
    """The settings, with the default in place of each value that makes no sense, and what is wrong in words.

    The environment comes first, then `.env`, then `keys.env` in `DATA_DIR`.
    """
    first, _ = _read({})
    written = Settings.model_config.get("env_file")
    return _read({"_env_file": (keys_file(first.data_dir), written)})


def _read(sources: dict[str, Any]) -> tuple[Settings, list[str]]:
    try:
        return Settings(**sources), []
    except ValidationError as refusal:
        errors = refusal.errors(include_input=False, include_url=False)
    names = {str(error["loc"][0]) for error in errors}
    defaults = {name: Settings.model_fields[name].get_default() for name in names}
    return Settings(**sources, **defaults), [_say(error) for error in errors]


def _say(error: ErrorDetails) -> str:
    name = str(error["loc"][0]).upper()
    words = _WORDS.get(error["type"], "cannot be read; docs/settings.md shows its form")
    return f"{name} {words.format(**error.get('ctx', {}))}."
