"""Who of an audience gets nothing, and why: one rule, for the count, for the approval, for the moment of sending."""

from bot.kernel.outreach.campaigns import CampaignContent, SendingWay, SkipReason
from bot.kernel.outreach.sending_limits import FrequencyCap

_ORDER = (
    SkipReason.NOT_LINKED,
    SkipReason.BLOCKED,
    SkipReason.OPTED_OUT,
    SkipReason.GOT_IT_BEFORE,
    SkipReason.OVER_CAP,
    SkipReason.WINDOW_CLOSED,
    SkipReason.VALUE_REFUSED,
)
"""All but `STOPPED`, which is the campaign's matter and no member's."""


def find_decisive(content: CampaignContent, cap: FrequencyCap) -> tuple[SkipReason, ...]:
    """What is looked at before a member is sent anything: the first that holds is the reason."""
    matters = {
        SkipReason.OVER_CAP: cap.notices > 0,
        SkipReason.WINDOW_CLOSED: content.way is SendingWay.SERVICE_TEXT,
    }
    return tuple(reason for reason in _ORDER if matters.get(reason, True))
