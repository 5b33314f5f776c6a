"""Corrections: whoever sees the bot mistake a member says what was meant, and a second person lets it into training."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery import Records
from bot.errors import StaffRefusal
from bot.kernel.desk.corrections import Correction, CorrectionState, Lesson, find_fault, mask_example
from bot.kernel.desk.staff import StaffMember
from bot.records.audit import record_audit
from bot.records.conversation.inbox import find_question_of
from bot.records.desk import corrections

_LONGEST_NOTE = 300


@dataclass(frozen=True)
class Corrections:
    """Every refusal is a `StaffRefusal`."""

    records: Records
    clock: Callable[[], datetime]

    async def propose(
        self,
        utterance_id: int,
        staff: StaffMember,
        intents: Sequence[str],
        programmes: Sequence[str],
        note: str,
    ) -> int:
        """Marks what the bot said there as mistaken; the correction's id."""
        async with self.records.begin() as session:
            received = await find_question_of(session, utterance_id)
            if received is None or not received.text.strip():
                raise StaffRefusal("unknown_message", "这一句不是对会员某句话的回答，没法纠错。", 404)
            lesson = Lesson(mask_example(received.text), tuple(intents), tuple(programmes))
            _refuse_faulty(lesson)
            made = await corrections.record_correction(
                session, received, lesson, note.strip()[:_LONGEST_NOTE], staff, self.clock()
            )
            if made is None:
                raise StaffRefusal("already_marked", "这一句您已经标过了，等同事看。", 409)
            await self._audit(session, staff, "propose_correction", made)
            return made

    async def find(
        self, state: CorrectionState
    ) -> tuple[Sequence[Correction], Mapping[CorrectionState, int]]:
        """The corrections in one state, and how many are in each."""
        async with self.records.begin() as session:
            return (
                await corrections.find_corrections(session, state),
                await corrections.count_corrections(session),
            )

    async def decide(
        self, correction_id: int, staff: StaffMember, lesson: Lesson, *, is_accepted: bool
    ) -> None:
        """Lets an example into training as it now reads, or not: never by whoever proposed it."""
        state = CorrectionState.ACCEPTED if is_accepted else CorrectionState.REJECTED
        async with self.records.begin() as session:
            correction = await corrections.find_correction(session, correction_id)
            if correction is None:
                raise StaffRefusal("unknown_correction", "没有这一条。", 404)
            if correction.proposed_by == staff.id:
                raise StaffRefusal("same_person", "这是您自己标的，要由另一位同事来看。", 409)
            kept = Lesson(mask_example(lesson.text), lesson.intents, lesson.programmes)
            if is_accepted:
                _refuse_faulty(kept)
            else:
                kept = correction.lesson
            if not await corrections.decide_correction(
                session, correction_id, state, kept, staff, self.clock()
            ):
                raise StaffRefusal("decided", "这一条已经有人看过了。", 409)
            await self._audit(session, staff, f"correction_{state}", correction_id)

    async def _audit(self, session: AsyncSession, staff: StaffMember, act: str, correction_id: int) -> None:
        await record_audit(
            session,
            f"staff:{staff.login}",
            act,
            self.clock(),
            details={"correction": correction_id},
        )


def _refuse_faulty(lesson: Lesson) -> None:
    if words := find_fault(lesson):
        raise StaffRefusal("faulty_lesson", words, 422)
