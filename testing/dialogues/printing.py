"""A played conversation for those who read it: what was said beside what was expected."""

from collections.abc import Iterable, Iterator, Sequence

from testing.dialogues.played import Played, PlayedTurn
from testing.dialogues.written import Expect


def print_all(played: Sequence[Played]) -> str:
    """A document with everything, the count first."""
    turns = [turn for one in played for turn in one.turns]
    right = sum(turn.is_right for turn in turns)
    checked = sum(is_checked(turn.written.expect) for turn in turns)
    head = (
        f"{len(played)} conversations, {len(turns)} turns; {checked} with checks of a machine's; "
        f"nothing wrong by them: {right}"
    )
    return "\n\n".join([head, *map(print_dialogue, played)]) + "\n"


def print_dialogue(played: Played) -> str:
    """One conversation."""
    written = played.written
    who = written.person or "nobody"
    title = f"## {written.id} {written.title}".rstrip()
    parts = [f"{title}\n({who}{'' if written.is_linked else ', not linked'}{_say_when(written.at)})"]
    parts += [_print_turn(number, turn) for number, turn in enumerate(played.turns, 1)]
    return "\n\n".join(parts)


def is_checked(expect: Expect) -> bool:
    """Whether anything is expected that a machine can check."""
    words = expect.any or expect.all or expect.none or expect.acts or expect.longest
    return bool(words) or expect.choices is not None or expect.fresh or expect.silent


def _print_turn(number: int, turn: PlayedTurn) -> str:
    return "\n".join(_list_lines(number, turn))


def _list_lines(number: int, turn: PlayedTurn) -> Iterator[str]:
    heard, expect = turn.heard, turn.written.expect
    yield f"### {number}. 员工：{turn.written.user}"
    for reply in heard.replies:
        yield f"> {'[图片] ' if reply.picture else ''}{reply.text}".replace("\n", "\n> ")
    if heard.choices:
        yield f"- choices: {' / '.join(_say_choice(one.title, one.text) for one in heard.choices)}"
    if heard.links:
        yield f"- pages: {' / '.join(one.title for one in heard.links)}"
    if heard.acts:
        yield f"- acts: {', '.join(heard.acts)}"
    yield from _list_expected(expect)
    if turn.written.known:
        yield f"- known: {turn.written.known}"
    if is_checked(expect) or turn.faults:
        yield f"- machine: {'right' if turn.is_right else 'WRONG: ' + '; '.join(turn.faults)}"


def _list_expected(expect: Expect) -> Iterable[str]:
    if expect.must:
        yield f"- must: {expect.must}"
    if expect.must_not:
        yield f"- must not: {expect.must_not}"
    said = [
        *(f"any of {' / '.join(group)}" for group in expect.any),
        *([f"all of {' / '.join(expect.all)}"] if expect.all else []),
        *([f"none of {' / '.join(expect.none)}"] if expect.none else []),
        *(f"{'' if must else 'no '}{act}" for act, must in expect.acts.items()),
        *([f"to tap: {' / '.join(expect.choices) or 'nothing'}"] if expect.choices is not None else []),
        *([f"at most {expect.longest} characters"] if expect.longest is not None else []),
        *(["other words than before"] if expect.fresh else []),
        *(["nothing said"] if expect.silent else []),
    ]
    if said:
        yield f"- expected: {'; '.join(said)}"


def _say_choice(title: str, text: str) -> str:
    return title if title == text else f"{title}（{text}）"


def _say_when(at: str) -> str:
    return f", {at}" if at else ""
