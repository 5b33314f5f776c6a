"""One of the centre's platforms is asked about: 数据分析平台是干啥的."""

from actions.answering import Answering
from actions.platforms import answer_platform
from actions.question import Answer, Question


async def take(_answering: Answering, question: Question) -> Answer | None:
    """What is written of it; None where none is named."""
    return None if question.way_back else answer_platform(question)
