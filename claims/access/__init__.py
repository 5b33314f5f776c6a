"""The only doors to a member's data, each held to the one member it is asked for; to what is public, and to the day's work."""

from claims.access.activities import (
    access_activity_sign_ups,
    access_appointments,
    access_place_in_line,
    find_open_activities,
)
from claims.access.audience import ListedName, find_audience, find_listed
from claims.access.audience_facts import NoticeValues
from claims.access.audience_filter import MemberFilter
from claims.access.feeds import Feed, find_feeds
from claims.access.names import MaskedName, access_masked_names
from claims.access.own_records import (
    access_claim,
    access_claims,
    access_enrolments,
    access_payments,
    access_profile,
    access_profile_held_here,
    access_relief_application,
    access_relief_applications,
    find_source,
    reveal_detail,
)
from claims.access.papers import access_paper_content, access_papers
from claims.access.plans import find_plan_version, find_plans
from claims.access.recent_changes import CHANGES, ChangeQuery, RecentChange
from claims.access.relief import access_relief_requests
from claims.access.unions import find_districts, find_union_codes, find_union_names
from claims.access.windows import ServiceWindow, find_windows
from claims.source.door import Detail

__all__ = [
    "CHANGES",
    "ChangeQuery",
    "Detail",
    "Feed",
    "ListedName",
    "MaskedName",
    "MemberFilter",
    "NoticeValues",
    "RecentChange",
    "ServiceWindow",
    "access_activity_sign_ups",
    "access_appointments",
    "access_claim",
    "access_claims",
    "access_enrolments",
    "access_masked_names",
    "access_paper_content",
    "access_papers",
    "access_payments",
    "access_place_in_line",
    "access_profile",
    "access_profile_held_here",
    "access_relief_application",
    "access_relief_applications",
    "access_relief_requests",
    "find_audience",
    "find_districts",
    "find_feeds",
    "find_listed",
    "find_open_activities",
    "find_plan_version",
    "find_plans",
    "find_source",
    "find_union_codes",
    "find_union_names",
    "find_windows",
    "reveal_detail",
]
