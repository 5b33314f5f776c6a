"""Whose membership a conversation is, and the pages that open for one member."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables.base import BotTable


class IdentityLinkRow(BotTable):
    """Which membership a conversation belongs to."""

    __tablename__ = "identity_links"
    __table_args__ = (Index("ix_identity_links_member", "member_id"),)

    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    member_id: Mapped[int]
    linked_at: Mapped[datetime]


class MemberPageRow(BotTable):
    """A link to a page that opens for one member for a short while; only the token's hash is kept."""

    __tablename__ = "member_pages"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(10), default="bind", server_default="bind")
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    inbound_id: Mapped[int | None]
    target_id: Mapped[int | None]
    """The conversation that the page is about, where that is another one."""
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class ProofTryRow(BotTable):
    """One try to prove who somebody is, by keyed hashes of the chat's address and of the identity number.

    Not by the conversation: whoever leaves and comes back has no more tries than whoever stays.
    """

    __tablename__ = "proof_tries"
    __table_args__ = (
        Index("ix_proof_tries_who", "who_hash", "tried_at"),
        Index("ix_proof_tries_number", "number_hash", "tried_at"),
        Index("ix_proof_tries_tried_at", "tried_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    who_hash: Mapped[str] = mapped_column(String(64))
    number_hash: Mapped[str] = mapped_column(String(64))
    tried_at: Mapped[datetime]
