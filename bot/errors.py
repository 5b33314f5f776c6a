"""Every failure by name, with a stable code and what an operator should do about it."""

from typing import ClassVar

from bot.kernel.conversation.refusals import NO_ANSWER, SendRefusal


class CodedError(Exception):
    """A failure with a stable `code` and an `advice` for the operator; never holds personal data."""

    code: ClassVar[str] = "desk_error"
    advice: ClassVar[str] = "Look at the log lines around this one."
    http_status: ClassVar[int] = 500

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.code)
        self.detail = detail


class BadRequest(CodedError):
    """The sender's bytes make no sense; sending them again would not help."""

    code = "bad_request"
    advice = "Nothing to do, unless WeChat itself sends it: then compare token, AES key and app id."
    http_status = 400


class BodyTooLarge(BadRequest):
    """The body is over the cap."""

    code = "body_too_large"
    advice = "Nothing to do: WeChat never sends bodies of this size."
    http_status = 413


class BadSignature(BadRequest):
    """The signature does not fit the configured token, or its time is far off."""

    code = "bad_signature"
    advice = "If WeChat's own pushes are refused, compare WECHAT_TOKEN with the console and check this clock."
    http_status = 403


class TransportError(CodedError):
    """WeChat refused or did not answer a call of ours.

    `permanent`: trying again cannot help. `outcome_unknown`: the message may have arrived all the same.
    `refusal` says why, where WeChat said no.
    """

    code = "transport_error"
    advice = "See the errcode's advice in the log line."
    http_status = 502

    def __init__(
        self,
        detail: str = "",
        *,
        refusal: SendRefusal = NO_ANSWER,
        permanent: bool = False,
        outcome_unknown: bool = False,
    ) -> None:
        super().__init__(detail)
        self.refusal = refusal
        self.permanent = permanent
        self.outcome_unknown = outcome_unknown

    @property
    def errcode(self) -> int:
        """WeChat's own number, 0 where it gave none."""
        return self.refusal.errcode


class EngineUnavailable(CodedError):
    """Rasa is dead, too slow, or answered nothing."""

    code = "engine_unavailable"
    advice = "Look at Rasa's log; members get an apology and a ticket until it answers again."
    http_status = 503


class EngineUnreachable(EngineUnavailable):
    """One Rasa took no connection: nothing was asked of it, so another may be asked instead."""


class RecordsUnavailable(CodedError):
    """The centre's core system does not answer, and nothing of it is kept; `detail` is its own code."""

    code = "records_unavailable"
    advice = (
        "See the `core_…` line before this one; nothing that was typed is lost, and it may be tried again."
    )
    http_status = 503


class RefusedValue(CodedError):
    """What a member typed or sent on a page does not do; `reason` names why, and has words of its own."""

    code = "refused_value"
    advice = "Nothing to do; the member is told the reason."
    http_status = 422

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StaffRefusal(CodedError):
    """Staff asked for what does not go now: `words` tell them why, `more` goes into the answer beside them."""

    code = "refused"
    advice = "Nothing to do: the person was told why."
    http_status = 409

    def __init__(self, code: str, words: str, http_status: int = 409, **more: object) -> None:
        super().__init__(code)
        self.reason = code
        self.words = words
        self.status = http_status
        self.more = more


class ApiKeyUnknown(CodedError):
    """A system showed no key, or one that is wrong or revoked."""

    code = "api_key_unknown"
    advice = "If it is the centre's own system: compare its key with `python -m bot api-keys list`."
    http_status = 401


class ScopeMissing(CodedError):
    """A system's key is not good for what it asked."""

    code = "scope_missing"
    advice = "Make that system another key with the scope, and revoke the old one."
    http_status = 403


class ApiTooOften(CodedError):
    """A system calls more often than its key allows, or somebody tries keys."""

    code = "api_too_often"
    advice = (
        "Nothing to do, unless it is the centre's own system: then make it a key with more calls a minute."
    )
    http_status = 429


class PaperUnknown(CodedError):
    """There is no such paper, or it was erased."""

    code = "paper_unknown"
    advice = "Nothing to do: the system asks for what a member had erased."
    http_status = 404


class TooManyNewcomers(CodedError):
    """One address begins too much in the web chat at once; words of danger are let through all the same."""

    code = "too_many_newcomers"
    advice = "Nothing to do, unless a whole office sits behind one address: then raise WEBCHAT_…_PER_MINUTE."
    http_status = 429


class PaceUnavailable(CodedError):
    """The account's shared limit cannot be asked, so nothing may be sent."""

    code = "pace_unavailable"
    advice = "Look whether Redis runs; sending goes on by itself when it answers again."
    http_status = 503
