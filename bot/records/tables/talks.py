"""What conversations know between two messages."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.tables.base import BotTable


class TalkRow(BotTable):
    """The handlers' memory of one conversation, as they wrote it; of it the bot reads what is expected alone."""

    __tablename__ = "talks"

    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    content: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]
