"""Kinds of notices: news of activities and the like, and service notices about a member's own matters."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """What a member may stop and take up again, each by itself."""

    NEWS = "news"
    SERVICE = "service"
