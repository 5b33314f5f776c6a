"""Which occasions are told by template message now: switched on by two people in the console, or by a setting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.kernel.conversation.channels import Unasked
from bot.kernel.conversation.conversations import Conversation
from bot.kernel.outreach.automatic_notices import AutomaticNotice
from bot.kernel.outreach.links import LinkRule
from bot.kernel.outreach.occasions import OCCASIONS, Occasion
from bot.records.outreach.automatic_notices import find_automatic_notices


@dataclass(frozen=True)
class TemplateSwitches:
    """The console's switch goes before the setting, but for one whose link leads elsewhere: that one is not told."""

    links: LinkRule
    visit_setting: AutomaticNotice | None = None

    async def find_on(self, session: AsyncSession) -> Mapping[Occasion, AutomaticNotice]:
        """How each occasion is told by template; those that are not are missing."""
        by_setting = [self.visit_setting] if self.visit_setting else []
        found = await find_automatic_notices(session)
        by_console = [one for one in found if one.is_on and not self._leads_elsewhere(one)]
        return {one.occasion: one for one in (*by_setting, *by_console)}

    async def find_held_back(self, session: AsyncSession) -> Sequence[Occasion]:
        """Those that were switched on, and lead to an address that is not the centre's."""
        found = await find_automatic_notices(session)
        return [one.occasion for one in found if one.is_on and self._leads_elsewhere(one)]

    async def find_told(self, session: AsyncSession, conversation: Conversation) -> Sequence[str]:
        """What members hear of unasked in this chat, in words for them."""
        channel = conversation.channel
        if not channel.has_followers:
            says = channel.unasked is not Unasked.HELD
            return [rule.title for rule in OCCASIONS.values() if rule.in_chat and says]
        on = await self.find_on(session)
        return [rule.title for occasion, rule in OCCASIONS.items() if occasion in on]

    def _leads_elsewhere(self, notice: AutomaticNotice) -> bool:
        """Whatever was agreed to before: nobody is led to an address that is not the centre's."""
        return bool(self.links.find_foreign_in(notice.content.patterns, notice.url))
