"""A list of colleagues' records is given to nobody in the chat: the official way is named."""

from actions.identity import CLERKS_WAY, REFUSAL_CHOICES, REFUSED
from actions.knowledge import Knowledge
from actions.question import Answer, Question
from actions.stories.reading import looks_up, names
from actions.talk import AskedNow
from claims.database import ClaimsDatabase
from vocabulary.expects import Asked

_MAY_MEAN = frozenset({"ask_documents", "out_of_scope", "ask_privacy", "ask_contact", "inform"})


async def take(_claims: ClaimsDatabase, _knowledge: Knowledge, question: Question) -> Answer | None:
    """The refusal with the way that clerks have; None where no such list is wanted."""
    if "colleagues" not in names(question, "circumstance"):
        return None
    if not looks_up(question) and not set(question.intents) <= _MAY_MEAN:
        return None
    return Answer(CLERKS_WAY, REFUSAL_CHOICES, needs=("refusal",), asks=AskedNow(Asked.STEP, REFUSED))
