"""What is asked of an application where the classifier does not say: by what the message was taken for."""

import re
from collections.abc import Mapping, Sequence

from actions.question import Question
from vocabulary.aspects import Aspect

_BY_INTENT: Mapping[str, Aspect] = {
    "check_relief": Aspect.STATE,
    "check_claim": Aspect.STATE,
    "check_payment": Aspect.WHEN,
    "ask_payout_time": Aspect.WHEN,
    "ask_benefit": Aspect.AMOUNT,
    "ask_process": Aspect.NEXT,
    "ask_documents": Aspect.MISSING,
    "submit_documents": Aspect.MISSING,
    "dispute_claim": Aspect.WHY,
    "ask_contact": Aspect.WHO,
    "ask_scope": Aspect.COVERED,
    "ask_eligibility": Aspect.WHO_MAY,
    "ask_difference": Aspect.EFFECT,
}
_OF_PAPERS = frozenset({"ask_documents", "submit_documents"})
_READERS = (
    (Aspect.HURRY, re.compile(r"催|加急|快[点些]")),
    (Aspect.AMOUNT, re.compile(r"[给批能]我?多少|多少钱")),
    (Aspect.WHO, re.compile(r"找谁|谁问|哪个部门")),
    (Aspect.NEXT, re.compile(r"下一?步|接下来|谁[管审]|归谁")),
    (Aspect.WHY, re.compile(r"为啥|为什么|凭啥|凭什么|原因|理由")),
    (
        Aspect.WHEN,
        re.compile(r"[还得要](?:等|多久|几天)|多久|几天|啥时候|什么时候|哪天|几号"),
    ),
    (Aspect.STATE, re.compile(r"批了?(?:没|吗)|[没还]批|到哪|咋样|怎么样|有信|有?结果")),
)


def read_aspects(question: Question, aspects: Sequence[Aspect]) -> tuple[Aspect, ...]:
    """The classifier's, else by the words that used to say so, else by the intents."""
    if Aspect.NEXT in aspects and _OF_PAPERS.intersection(question.intents):
        return (Aspect.MISSING,)  # 发票还用留不 asks of the paper, and not what comes next.
    if aspects:
        return tuple(aspects)
    if found := tuple(aspect for aspect, words in _READERS if words.search(question.text)):
        return found[:1]
    return tuple(dict.fromkeys(_BY_INTENT[one] for one in question.intents if one in _BY_INTENT))
