"""What is asked of a programme, where the words say it more plainly than what they were taken for."""

import re
from collections.abc import Iterable

from actions.interests import is_wished
from actions.likely import find_likely
from actions.naming import asks_of_foundation
from actions.question import Question
from actions.urgency import tells_emergency
from vocabulary.aspects import Aspect
from vocabulary.expects import Move
from vocabulary.intents import IntentKind, select

_OF_PROGRAMMES = select(kind=IntentKind.PROGRAMME)
_CONDITIONS = re.compile(r"条件|资格|够不够|什么样的(?:人|家庭)|算不算困难")
_PLAIN = 0.7
_PAPERS = re.compile(r"材料|手续|证明|单子|票据|表")
HANDS_TO = re.compile(
    r"(?:材料|单子|票据?|病历|发票|手续|东西)[^。？?]{0,12}(?:交|递|送|给|拿)(?:给|到|去)?(?:谁|哪|什么地方|啥地方)"
)
_PAYS_TO = re.compile(r"(?:交|打|汇|转|给)(?:给|到|去)?(?:谁|哪)")
_CAN_WAIT = frozenset(
    {
        "ask_payout_time",
        "ask_process",
        "ask_benefit",
        "check_payment",
        "ask_contact",
        "inform",
        "out_of_scope",
    }
)
_PARTING = frozenset({"thank", "goodbye"})
_RELIEF_ASKED = frozenset({"ask_eligibility", "ask_scope", "ask_process", "ask_benefit"})
_COMES = re.compile(r"来|慰问")
RULES = re.compile(r"条款|细则|规则|规定的?(?:全文|原文|文件)|全文|原文|(?:管理)?办法(?!报|弄|办|交)")
_OF_VISITS = frozenset({"warmth_visit", "daily_mutual_help"})
_MONEY = re.compile(r"[发给有]钱|多少|发[^，。？?]{0,3}[吗不]")


def mend_intents(question: Question, intents: Iterable[str]) -> list[str]:
    """The intents as the words have it; a question of money in today's need is a call for relief."""
    known = list(intents)
    if tells_emergency(question.text) and known and set(known) <= _CAN_WAIT and not question.programmes:
        return ["apply_relief"]
    if "apply_relief" in known and _RELIEF_ASKED.intersection(known) and not is_wished(question.text):
        known.remove("apply_relief")
    if _PARTING.intersection(known) and question.move is not Move.CORRECT:
        known = [one for one in known if one not in ("deny", "cancel")]  # It is said with the goodbye.
    known = _leave_office_out(question, _leave_contact_out(question, known))
    return list(dict.fromkeys(_mend(question, one) for one in known))


def _leave_office_out(question: Question, known: list[str]) -> list[str]:
    """医保报完 names no office's matter where our own second payment is asked about; a lawyer is found by no form."""
    asks = any(one in _OF_PROGRAMMES for one in known)
    if "out_of_scope" in known and asks and find_likely(question) == ("secondary_reimbursement",):
        return [one for one in known if one != "out_of_scope"]
    if "ask_labour_rights" in known and question.named("office") and not question.programmes:
        return [one for one in known if one not in ("ask_process", "ask_contact", "ask_documents")]
    return known


def _leave_contact_out(question: Question, known: list[str]) -> list[str]:
    """差在什么地方 after what is compared asks for no place, where it names nothing and is of nothing."""
    of_contact = [part for part in question.parts if "ask_contact" in part.intents]
    is_bare = bool(of_contact) and all(one.about is None and not one.entities for one in of_contact)
    if not is_bare or "ask_difference" not in known:
        return known
    return [one for one in known if one != "ask_contact"]


def _mend(question: Question, intent: str) -> str:
    words, programmes = question.text, set(question.programmes)
    if intent == "ask_difference" and _is_of_centre(question):
        return "ask_overview"
    if asks_of_foundation(words) and intent.startswith(("ask_", "check_", "out_", "inform")):
        return "ask_overview"
    if intent == "ask_documents" and _CONDITIONS.search(words) and not _PAPERS.search(words):
        return "ask_eligibility"
    if intent == "ask_contact" and _asks_when_paid(question):
        return "ask_payout_time"
    if intent in ("ask_contribution", "ask_payout_time") and HANDS_TO.search(words):
        return "ask_contact"
    if "direct_enrolment" in programmes and intent in ("ask_payout_time", "ask_contact", "check_payment"):
        return "ask_contribution" if _PAYS_TO.search(words) else "ask_process"
    if intent.startswith("check_") and RULES.search(words) and programmes:
        return "ask_contact"
    if intent in ("submit_documents", "check_claim") and HANDS_TO.search(words) and _is_of_no_claim(question):
        return "ask_contact"
    if "hardship_registration" in programmes and intent == "ask_scope":
        return "ask_eligibility"
    if programmes & _OF_VISITS and intent == "request_human" and _COMES.search(words):
        return "ask_eligibility"
    if "daily_mutual_help" in programmes and intent == "ask_scope":
        return intent
    if programmes & _OF_VISITS and (intent.startswith("check_") or intent in _NOT_OF_VISITS):
        return "ask_benefit" if _MONEY.search(words) else "ask_eligibility"
    if "tailored_after_school" in programmes and intent == "check_coverage" and question.member is None:
        return "ask_scope"
    return intent


def _asks_when_paid(question: Question) -> bool:
    """Whether it is asked when, though whom to turn to was heard, not plainly: 今天能给吗."""
    return question.aspects[:1] == (Aspect.WHEN,) and question.chances.get("ask_contact", 1.0) < _PLAIN


def _is_of_centre(question: Question) -> bool:
    """Whether the centre itself is held against insurers, and no programme of ours against another."""
    is_named = question.programmes or question.context_programmes
    is_of_what = "ask_overview" in question.intents or question.named("office") == "commercial_insurance"
    return is_of_what and not is_named


def _is_of_no_claim(question: Question) -> bool:
    """Whether it is asked for anybody: of a known member's own claim the record says what to hand in."""
    if question.member is None:
        return True
    return (
        question.talk.topic is None
        and "check_claim" in question.intents
        and Aspect.STATE not in question.aspects
    )


_NOT_OF_VISITS = frozenset(
    {"ask_scope", "ask_payout_time", "ask_labour_rights", "ask_enrolment", "out_of_scope", "inform"}
)
