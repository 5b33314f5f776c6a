"""The tables of the claims database, by subject."""

from claims.tables.base import BeijingMoment, ClaimsTable
from claims.tables.claims import ClaimDocumentRow, ClaimRow, ClaimTimelineRow, PaymentRow
from claims.tables.core import CoreAnswerRow, CoreMemberRow
from claims.tables.imports import INCOMING, FeedRow, ImportRunRow, IncomingFeedRow
from claims.tables.keys import KeyCanaryRow
from claims.tables.members import EnrolmentRow, GrassrootsUnionRow, MemberRow
from claims.tables.numbers import RunningNumberRow
from claims.tables.outbox import OutboxHeadRow, OutboxLaneRow, OutboxRow
from claims.tables.plans import BenefitRow, PlanRow, PlanVersionRow
from claims.tables.relief import ReliefApplicationRow, ReliefTimelineRow
from claims.tables.relief_acts import ReliefActRow
from claims.tables.tellings import ClaimTellingRow, ReliefTellingRow
from claims.tables.uploads import CardChangeRow, DraftRow, PaperRow, ProfileChangeRow
from claims.tables.visits import ActivityRow, ActivitySignUpRow, AppointmentRow
from claims.tables.windows import ServiceWindowRow

__all__ = [
    "INCOMING",
    "ActivityRow",
    "ActivitySignUpRow",
    "AppointmentRow",
    "BeijingMoment",
    "BenefitRow",
    "CardChangeRow",
    "ClaimDocumentRow",
    "ClaimRow",
    "ClaimTellingRow",
    "ClaimTimelineRow",
    "ClaimsTable",
    "CoreAnswerRow",
    "CoreMemberRow",
    "DraftRow",
    "EnrolmentRow",
    "FeedRow",
    "GrassrootsUnionRow",
    "ImportRunRow",
    "IncomingFeedRow",
    "KeyCanaryRow",
    "MemberRow",
    "OutboxHeadRow",
    "OutboxLaneRow",
    "OutboxRow",
    "PaperRow",
    "PaymentRow",
    "PlanRow",
    "PlanVersionRow",
    "ProfileChangeRow",
    "ReliefActRow",
    "ReliefApplicationRow",
    "ReliefTellingRow",
    "ReliefTimelineRow",
    "RunningNumberRow",
    "ServiceWindowRow",
]
