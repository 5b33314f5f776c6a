"""How a message is met by what it does in its conversation: one small module for each pattern."""

from collections.abc import Sequence

from actions.patterns import (
    about_us,
    acts,
    agreeing,
    beginning,
    choosing,
    clerks,
    complaining,
    correcting,
    emergency,
    feelings,
    identified,
    kept_forms,
    lost,
    naming,
    naming_picture,
    own_records,
    own_things,
    proving,
    putting_off,
    refused,
    relatives,
    reviewing,
    telling,
    telling_card,
    unwilling,
    waiting,
    wishing,
)
from actions.patterns.pattern import Pattern

PATTERNS: Sequence[Pattern] = (
    identified.take,
    emergency.take,
    proving.take,
    refused.take,
    beginning.take,
    reviewing.take,
    acts.take,
    naming_picture.take,
    waiting.take,
    agreeing.take,
    putting_off.take,
    clerks.take,
    telling.take,
    about_us.take,
    lost.take,
    unwilling.take,
    complaining.take,
    telling_card.take,
    naming.take,
    telling.take_story,
    feelings.take,
    wishing.take,
    kept_forms.take,
    correcting.take,
    choosing.take,
    relatives.take,
    own_records.take,
    own_things.take,
    waiting.note,
)
"""In this order; the first that knows the message answers it, and where none does, it is answered by what it asks."""

__all__ = ["PATTERNS", "Pattern"]
