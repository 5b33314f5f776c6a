"""Pictures that staff sent to members."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables.base import BotTable


class SentPictureRow(BotTable):
    """One picture; whoever has its `key`, which cannot be guessed, may see it."""

    __tablename__ = "sent_pictures"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    content: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[datetime] = mapped_column(index=True)
