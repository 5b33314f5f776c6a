"""One turn: a message and the memory before it become answers and the memory after it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions import emergencies
from actions.answering import Answering, join_answers
from actions.asking_on import ask_on
from actions.beside_forms import answer_beside, leave_wish_out
from actions.claim_picking import names_place, pick_by_words
from actions.clarifying import offer_meanings
from actions.clerks import hear_clerk, may_be_whole, speak_to_clerk
from actions.emergency import calls_for_help
from actions.faq import answer_faq, find_harm
from actions.first_words import begin_in_form, begin_kindly
from actions.fitting import fit
from actions.leaning import lean
from actions.leaning_to_cover import lean_to_cover
from actions.likely import find_likely, name_event
from actions.linking import lean_to_own, offer_to_link
from actions.naming import name_programmes
from actions.offering_visit import offer_visit
from actions.otherwise import answer_instead, answer_otherwise, answer_rather, answers_nothing
from actions.own_named import mean_own
from actions.papers import ask_of_picture
from actions.patterns import (
    PATTERNS,
    acts,
    beginning,
    choosing,
    danger,
    harm,
    identified,
    own_records,
    waiting,
)
from actions.patterns.privacy import asks_of_privacy
from actions.question import Answer, Question
from actions.records.claims_on_offer import points_back
from actions.relief import call_for_need
from actions.remembering import remember
from actions.repeating import vary
from actions.several import (
    asks_frequent_beside,
    asks_frequent_twice,
    leave_lead_out,
    may_be_split,
    split,
)
from actions.several_records import split_by_records
from actions.staying import stay_warm, worry_alone
from actions.stories.death import name_death
from actions.talk import Draft, Talk
from actions.tasks import on_page, relief, visit
from actions.tasks.engine import take
from actions.tasks.forms import PLANS, TASKS, Forms
from actions.tasks.signals import asks_something, hear_as_asked, leave_stops_out
from actions.tasks.task import TaskStep
from actions.visits import asks_about_booking
from claims.access import access_claims
from vocabulary.aspects import Aspect
from vocabulary.expects import Subject
from vocabulary.form_pages import FormShown, FormTyped
from vocabulary.intents import INTENTS
from vocabulary.programmes import find_plan

_RECORDS = (Subject.CLAIM, Subject.PAYMENT, Subject.PAPERS)
_STILL_ASKED = "刚才问您的还等着，打字回一下就行。"


@dataclass(frozen=True)
class HandledTurn:
    """What is said, part by part, and what the conversation knows from now on."""

    answers: tuple[Answer, ...]
    talk: Talk
    form: FormShown | None = None
    """The form as its page shows it, where the page spoke."""


@dataclass(frozen=True)
class TurnTaking:
    """Takes every message of every member: within a form, by a pattern, or by what it asks."""

    answering: Answering
    forms: Forms

    async def take(self, question: Question) -> HandledTurn:
        """The turn that this message makes."""
        question = name_death(question if emergencies.is_under_way(question) else name_event(question))
        if question.page:
            return await self._take_page(question, question.page)
        if question.way_back == "picture":
            asked = await ask_of_picture(self.answering.claims, question)
            return await self._end_turn(question, [replace(asked, opens=question.talk.task)])
        question = worry_alone(emergencies.recall_alarm(question))
        if question.talk.task:
            pressing = await harm.take(self.answering, question) or await danger.take(
                self.answering, question
            )
            if pressing:
                return await self._put_aside(question, question.talk.task, pressing)
            return await self._take_in_form(question, question.talk.task)
        if question.way_back == "unheard":
            return HandledTurn((Answer(_STILL_ASKED),), question.talk)
        question = hear_clerk(lean_to_own(lean(lean_to_cover(name_programmes(identified.recall(question))))))
        question = await mean_own(self.answering.claims, leave_lead_out(ask_on(fit(question))))
        is_whole = (
            emergencies.is_under_way(question)
            or calls_for_help(question)
            or not may_be_split(question)
            or (may_be_whole(question) and not asks_frequent_beside(question))
            or (asks_of_privacy(question) and not asks_frequent_twice(question))
            or find_harm(question.faq) is not None
        )
        parts = () if is_whole else await split_by_records(self.answering.claims, question) or split(question)
        if parts:
            answers = [await self._answer_part(name_programmes(part)) for part in parts]
            answer = self.answering.join(question, parts, answers)
            question = replace(question, programmes=parts[-1].programmes)  # What is spoken of from here.
        else:
            answer = await self._answer(question)
            answer = await answer_otherwise(self.answering, question, answer)
        for complete in (
            begin_kindly,
            stay_warm,
            speak_to_clerk,
            offer_to_link,
            waiting.note_beside,
            acts.ask_on,
            offer_visit,
        ):
            answer = complete(question, answer)
        return await self._end_turn(question, [answer])

    async def _answer_part(self, part: Question) -> Answer:
        """One of several questions; what is likely asked comes before what answers nothing."""
        return answer_rather(self.answering, part, await self._answer(part))

    async def _answer(self, question: Question) -> Answer:
        for pattern in PATTERNS:
            if known := await pattern(self.answering, question):
                return known
        if question.is_clear or question.way_back or asks_about_booking(question):
            return await self.answering.answer(question)
        return offer_meanings(question.likely, question.talk.unclear + 1)

    async def _take_in_form(self, question: Question, draft: Draft) -> HandledTurn:
        """What the form says to the message; then its next question, or its end."""
        if draft.task == visit.NAME and beginning.wishes(question):
            return await self._take_wish(question, draft)
        if taken_back := waiting.take_back_in_form(question):
            return await self._end_turn(question, [taken_back, Answer("", opens=draft)])
        if to_call := waiting.hear_in_form(question):
            to_call = replace(to_call, text=f"{to_call.text}\n{self.forms.put_aside(draft)}")
            return await self._put_aside(question, draft, to_call)
        if draft.task == visit.NAME and (known := await answer_beside(self.answering, question)):
            return await self._end_beside(question, known, draft)
        if beside := await self._answer_of_record(question, draft):
            return await self._end_turn(question, [beside, Answer("", opens=draft)])
        step = take(TASKS[draft.task], draft, question)
        said = begin_in_form(question, await self._say_step(question, step))
        await self.forms.kept.keep(question, step.draft)
        if step.outcome is None:
            return await self._end_turn(question, [*said, Answer("", opens=step.draft)])
        rest = replace(question, talk=replace(question.talk, task=None))
        if step.outcome == "fresh":
            return await self._begin_anew(rest, step.draft)
        ending = await self.forms.finish(step.outcome, rest, step.draft)
        if step.outcome == "left":
            rest = visit.give_up(rest, step.draft)
            return await self._end_turn(rest, [*said, await self._leave(rest, step.draft)])
        if step.outcome == "stopped" and (more := await self._answer_rest(rest, ending)):
            ending = join_answers([ending, more])
        turn = await self._end_turn(rest, [*said, ending])
        if step.outcome == "confirmed":
            return replace(turn, talk=turn.talk.send_told(draft.task))
        is_kept = draft.task != visit.NAME and bool(step.draft.values)
        return replace(turn, talk=replace(turn.talk, left=draft.task if is_kept else ""))

    async def _put_aside(self, question: Question, draft: Draft, pressing: Answer) -> HandledTurn:
        """What cannot wait, alone; the form is kept, and asks nothing until it is wanted again."""
        await self.forms.kept.keep(question, draft)
        rest = replace(question, talk=replace(question.talk, task=None))
        turn = await self._end_turn(rest, [pressing])
        is_kept = draft.task != visit.NAME and bool(draft.values)
        return replace(turn, talk=replace(turn.talk, left=draft.task if is_kept else ""))

    async def _take_wish(self, question: Question, draft: Draft) -> HandledTurn:
        """The claim of what was told, wished for while a visit is booked: the visit waits."""
        await self.forms.kept.keep(question, draft)
        rest = replace(question, talk=replace(question.talk, task=None))
        return await self._end_turn(rest, [await self._leave(rest, draft)])

    async def _end_beside(self, question: Question, known: Answer, draft: Draft) -> HandledTurn:
        """What came between; the form's own question follows unless another yes is open."""
        if known.asks is None:
            return await self._end_turn(question, [replace(known, opens=draft)])
        return HandledTurn((known,), remember(question.talk, question, replace(known, opens=draft)))

    async def _answer_rest(self, question: Question, ending: Answer) -> Answer | None:
        """What is asked beside the wish to stop: 算了不去了 有电话没."""
        asks = asks_something(question) or set(question.aspects) - {Aspect.UNDO}
        talk = question.talk
        for topic in ending.topics:
            talk = talk.turn_to(topic)
        intents = tuple(one for one in question.intents if one not in ("cancel", "deny"))
        if not asks or not intents:
            return None
        is_of_form = question.about in (None, Subject.PROGRAMME) and bool(ending.topics)
        about = ending.topics[-1].subject if is_of_form and not question.programmes else question.about
        text = leave_stops_out(question.text)
        rest = replace(question, text=text, intents=intents, move=None, about=about, talk=talk)
        known = await self._answer(rest)
        return None if known.opens or known.is_small_talk else known

    async def _take_page(self, question: Question, typed: FormTyped) -> HandledTurn:
        """What a form's page typed: the same form as in the chat, which says nothing before it is sent."""
        draft = question.talk.task or next(iter(await self.forms.kept.find(question)), None)
        if question.member is None or draft is None or typed.task not in ("", draft.task):
            return HandledTurn((), question.talk, FormShown("gone"))
        task, faults = TASKS[draft.task], dict[str, str]()
        if typed.wish != "look":
            draft, faults = on_page.fill(task, draft, typed, question)
            draft = await self.forms.settle(draft, question.today)
            faults |= await self.forms.find_obstacle(draft, question.today)
            await self.forms.kept.keep(question, draft)
        shown = on_page.show(task, draft, faults, typed)
        if shown.summary and (plans := await self.forms.name_plans(draft, question.member)):
            shown = replace(shown, summary=(*shown.summary, (PLANS, plans)))
        if typed.wish == "send" and shown.summary:
            sent = replace(question, talk=replace(question.talk, task=None, asked=None))
            turn = await self._end_turn(sent, [await self.forms.finish("confirmed", sent, draft)])
            return replace(
                turn, talk=turn.talk.send_told(draft.task), form=FormShown("sent", task.name, task.title)
            )
        is_open = question.talk.task is not None and typed.wish != "look"
        talk = replace(question.talk, task=draft, asked=None) if is_open else question.talk
        return HandledTurn((), talk, shown)

    async def _begin_anew(self, question: Question, draft: Draft) -> HandledTurn:
        """The same form with nothing filled in; nor is what was told before the yes taken into it."""
        anew = replace(question, text="", entities={}, programmes=(), talk=replace(question.talk, told=None))
        return await self._end_turn(anew, [await self.forms.begin_anew(draft.task, anew)])

    async def _leave(self, question: Question, draft: Draft) -> Answer:
        """What matters more than the form, which is put aside and offered again."""
        answer = await self._answer(question)
        if question.way_back or answer.person or draft.task == visit.NAME:
            return answer
        aside = self.forms.put_aside(draft)
        parts = (aside, answer.text) if answer.opens else (answer.text, aside)
        return replace(answer, text="\n".join(filter(None, parts)))

    async def _say_step(self, question: Question, step: TaskStep) -> Sequence[Answer]:
        if step.is_question:
            answer = await self._answer_in_form(question, step.draft)
            answer = replace(answer, text="\n".join(filter(None, (step.text, answer.text))))
        elif step.is_list:
            answer = Answer(step.text + self.forms.say_papers(step.draft))
        elif step.help:
            answer = step.help
        elif step.outcome == "left":
            answer = Answer(step.text)
        else:
            answer = call_for_need(question, Answer(step.text, opens=step.draft))
        # The form's own question follows: it alone is open.
        return [replace(answer, opens=None, asks=None)] if answer.text or answer.person else []

    async def _answer_of_record(self, question: Question, draft: Draft) -> Answer | None:
        """What is asked of one of the member's own claims, which is named, while the form is open: 大病那笔还差啥."""
        if question.member is None or draft.task == visit.NAME:
            return None
        if picked := await self._pick_shown(question, draft):
            return picked
        if not question.aspects or question.about not in _RECORDS:
            return None
        if points_back(question):
            beside = replace(question, talk=replace(question.talk, task=None))
            answer = await own_records.take(self.answering, beside)
            return replace(answer, opens=None, asks=None) if answer else None
        if draft.task == relief.NAME and relief.say_of_others(question):
            return None  # 津贴给过1120 这算不算 is told for the form.
        every = await access_claims(self.answering.claims, question.member)
        likely = {find_plan(code) for code in find_likely(question)[:1]}
        named = pick_by_words(every, question) or [one for one in every if one.plan_code in likely]
        if not named:
            return None
        plans = () if question.programmes else tuple({one.plan_code for one in named})
        beside = replace(question, talk=replace(question.talk, task=None))
        beside = replace(beside, programmes=question.programmes or (plans if len(plans) == 1 else ()))
        answer = await own_records.take(self.answering, beside)
        return replace(answer, opens=None, asks=None) if answer else None

    async def _pick_shown(self, question: Question, draft: Draft) -> Answer | None:
        """The one of a list that was shown while the form is open, where the form itself has nothing to choose: 第二笔呢."""
        field = TASKS[draft.task].find_field(draft.asked)
        is_open = field is not None and not (field.choices or field.options or field.offer(draft.values))
        if not is_open or not names_place(question):
            return None
        beside = replace(question, talk=replace(question.talk, task=None, asked=None))
        answer = await choosing.take(self.answering, beside)
        return replace(answer, opens=None, asks=None) if answer else None

    async def _answer_in_form(self, question: Question, draft: Draft) -> Answer:
        """A question in between; of a visit the visits on record answer, and of one's cover the cover."""
        if draft.task == relief.NAME and (said := relief.say_of_others(question)):
            return Answer(said)
        if known := answer_faq(question):
            return known
        question = hear_as_asked(question)
        if draft.task == visit.NAME and Aspect.TIME in question.aspects and "day" in draft.values:
            return Answer(visit.say_under_way(draft.values, question.today))
        if draft.task == visit.NAME and (several := await self._answer_beside_visit(question)):
            return several
        asks_for_papers = set(question.intents) == {"ask_documents"} and not question.programmes
        if draft.task == visit.NAME and asks_for_papers:
            question = replace(question, aspects=(Aspect.MISSING,), about=Subject.VISIT)
        is_named = bool(question.programmes or question.named("claim_number")) and question.about in _RECORDS
        if question.about is Subject.COVER or is_named or (draft.task == visit.NAME and question.about):
            beside = replace(question, talk=replace(question.talk, task=None))
            if known := await own_records.take(self.answering, beside):
                return known
        asks_nothing_else = not any(INTENTS[one].is_question for one in question.intents if one in INTENTS)
        if question.named("office") and (draft.task == visit.NAME or asks_nothing_else):
            question = replace(question, intents=("out_of_scope",))  # That office's line is the answer.
        answer = await self.answering.answer(await self.forms.in_context(question, draft))
        answer = (answer_instead(question) if answers_nothing(answer) else None) or answer
        return leave_wish_out(answer)

    async def _answer_beside_visit(self, question: Question) -> Answer | None:
        """What to bring, asked in one breath with something else: each is answered."""
        others = tuple(
            i for i in question.intents if i not in ("ask_documents", "book_appointment", "affirm")
        )
        if (
            "ask_documents" not in question.intents
            or question.programmes
            or question.intents == ("ask_documents",)
        ):
            return None
        free = replace(question, talk=replace(question.talk, task=None), intents=("ask_documents",), parts=())
        papers = replace(free, aspects=(Aspect.MISSING,), about=Subject.VISIT)
        first = await own_records.take(self.answering, papers)
        if first is None or not others:
            return first
        rest = replace(
            free, intents=others, aspects=tuple(a for a in question.aspects if a is not Aspect.MISSING)
        )
        more = await own_records.take(self.answering, rest) or await self.answering.answer(rest)
        return join_answers([first, more])

    async def _end_turn(self, question: Question, answers: Sequence[Answer]) -> HandledTurn:
        """With the next question of the form that is open from here, if one is."""
        talk, said = question.talk, []
        for answer in answers:
            said.append(vary(answer, question))
            talk = remember(talk, question, answer)
        if talk.task is None:
            return HandledTurn(tuple(said), talk)
        asked, draft = await self.forms.ask(talk.task, question.today, question.member)
        return HandledTurn((*said, asked), replace(talk, task=draft, asked=None))
