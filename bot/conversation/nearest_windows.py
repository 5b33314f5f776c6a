"""Finds the service window nearest to the place that a member sends."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.conversation import wording
from bot.conversation.doors import WindowBook
from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Choice, Reply
from bot.kernel.members.districts import CENTRES, find_district, sort_by_distance


@dataclass(frozen=True)
class NearestWindows:
    """The centre's windows, district by district."""

    book: WindowBook

    async def find_nearest(self, details: Mapping[str, str]) -> Turn:
        """The window of the member's own district, else of the nearest one that has any."""
        district = find_district(
            details.get("label", ""), details.get("latitude", ""), details.get("longitude", "")
        )
        windows = await self.book.find_windows()
        centres = {name: CENTRES[name] for name in windows if name in CENTRES}
        if district is None or not centres:
            return Turn((Spoken(Reply(wording.UNSUPPORTED["location"])),))
        nearest = sort_by_distance(CENTRES[district], centres)[0]
        text = wording.say_window(nearest, windows[nearest], is_own=nearest == district)
        choice = Choice("预约去这里", f"我想预约去{nearest}区的窗口")
        return Turn((Spoken(Reply(text, (choice,))),))
