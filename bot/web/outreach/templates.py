"""The account's templates for the pages that choose one; without WeChat a page still opens, and says so."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bot.errors import StaffRefusal, TransportError
from bot.kernel.outreach.templates import TemplateOffer
from bot.outreach.doors import Templates

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class OfferedTemplates:
    """What can be chosen now."""

    templates: Templates

    async def find(self) -> tuple[Sequence[TemplateOffer], str]:
        """The templates, and where there are none, the reason."""
        try:
            return await self.templates.find_templates(), ""
        except TransportError as fault:
            log.warning("templates_unavailable", code=fault.code, errcode=fault.errcode, advice=fault.detail)
            return (), "现在取不到公众号的模板，请稍后刷新。"

    async def find_fields(self, template_id: str) -> Sequence[str]:
        """The fields of one; raises StaffRefusal where nobody can say: what was written would be lost."""
        offers, fault = await self.find()
        if fault and template_id:
            words = "现在取不到公众号的模板，没有保存。您写的还在，请过一会儿再点“保存”。"
            raise StaffRefusal("templates_unavailable", words, 503)
        return [name for one in offers if one.template_id == template_id for name, _ in one.fields]
