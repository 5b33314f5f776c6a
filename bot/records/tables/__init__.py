"""The tables of the bot's database."""

from bot.records.tables.api_keys import ApiKeyRow
from bot.records.tables.audit import AuditHeadRow, AuditRow
from bot.records.tables.automatic_notices import AutomaticNoticeRow, AutomaticProposalRow
from bot.records.tables.base import BotTable, UtcMoment, table_of
from bot.records.tables.conversations import ConversationRow, InboundRow, ServiceMessageRow, UtteranceRow
from bot.records.tables.corrections import CorrectionRow
from bot.records.tables.desk_settings import CannedReplyRow, WorkingHoursRow
from bot.records.tables.identity import IdentityLinkRow, MemberPageRow, ProofTryRow
from bot.records.tables.notices import NoticeChoiceRow, NoticeSaidRow, TemplateMessageRow
from bot.records.tables.outreach import (
    AudienceMemberRow,
    AudienceRow,
    CampaignRow,
    DeliveryReportRow,
    LeftOutRow,
    RecipientRow,
    SendingDayRow,
)
from bot.records.tables.pictures import SentPictureRow
from bot.records.tables.staff import (
    RecoveryCodeRow,
    SecondStepRow,
    StaffOpeningRow,
    StaffRow,
    StaffSessionRow,
    StaffTriesRow,
)
from bot.records.tables.talks import TalkRow
from bot.records.tables.tickets import StaffNoteRow, TicketChangeRow, TicketRow, TicketTellingRow

__all__ = [
    "ApiKeyRow",
    "AudienceMemberRow",
    "AudienceRow",
    "AuditHeadRow",
    "AuditRow",
    "AutomaticNoticeRow",
    "AutomaticProposalRow",
    "BotTable",
    "CampaignRow",
    "CannedReplyRow",
    "ConversationRow",
    "CorrectionRow",
    "DeliveryReportRow",
    "IdentityLinkRow",
    "InboundRow",
    "LeftOutRow",
    "MemberPageRow",
    "NoticeChoiceRow",
    "NoticeSaidRow",
    "ProofTryRow",
    "RecipientRow",
    "RecoveryCodeRow",
    "SecondStepRow",
    "SendingDayRow",
    "SentPictureRow",
    "ServiceMessageRow",
    "StaffNoteRow",
    "StaffOpeningRow",
    "StaffRow",
    "StaffSessionRow",
    "StaffTriesRow",
    "TalkRow",
    "TemplateMessageRow",
    "TicketChangeRow",
    "TicketRow",
    "TicketTellingRow",
    "UtcMoment",
    "UtteranceRow",
    "WorkingHoursRow",
    "table_of",
]
