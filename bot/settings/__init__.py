"""Every setting: what there is, how it is read, what is wrong with it, and how the keys are made."""

from bot.settings.faults import Part, find_faults
from bot.settings.keys import make_keys
from bot.settings.reading import SettingsRefused, load_settings, read_settings
from bot.settings.values import Settings

__all__ = [
    "Part",
    "Settings",
    "SettingsRefused",
    "find_faults",
    "load_settings",
    "make_keys",
    "read_settings",
]
