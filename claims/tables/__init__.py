"""The tables of the claims database, by subject."""

from claims.tables.base import Base, Moment
from claims.tables.claims import ClaimDocumentRow, ClaimRow, ClaimTimelineRow, PaymentRow
from claims.tables.members import EnrolmentRow, GrassrootsUnionRow, MemberRow
from claims.tables.plans import BenefitRow, PlanRow, PlanVersionRow
from claims.tables.relief import ReliefApplicationRow, ReliefTimelineRow
from claims.tables.visits import ActivityRow, ActivitySignUpRow, AppointmentRow

__all__ = [
    "ActivityRow",
    "ActivitySignUpRow",
    "AppointmentRow",
    "Base",
    "BenefitRow",
    "ClaimDocumentRow",
    "ClaimRow",
    "ClaimTimelineRow",
    "EnrolmentRow",
    "GrassrootsUnionRow",
    "MemberRow",
    "Moment",
    "PaymentRow",
    "PlanRow",
    "PlanVersionRow",
    "ReliefApplicationRow",
    "ReliefTimelineRow",
]
