"""Cuts a message into the pieces of words that the sentence encoder knows: the likeliest way through them."""

from collections.abc import Sequence

from nlu.components.expecting import Expects
from nlu.components.text import normalise
from vocabulary.expects import Asked, Subject

LONGEST = 64
"""As many pieces are read, its signs included; of a longer message both ends."""
START, PAD, END, UNKNOWN = 0, 1, 2, 3
SIGNS = ("<start>", "<pad>", "<end>", "<unknown>")
CONTEXTS = (*(f"asked:{one}" for one in Asked), *(f"subject:{one}" for one in Subject))
"""What is expected stands before a message as pieces of their own, after those of words."""
_BLANK = "\u2581"
_UNLIKELY = 10.0


class Pieces:
    """Pieces of words, and how likely each is (a logarithm); the first few are signs."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]) -> None:
        self.pieces, self.scores = tuple(pieces), tuple(scores)
        known = range(len(SIGNS), len(self.pieces))
        self._places = {self.pieces[place]: place for place in known}
        self._longest = max(map(len, self._places), default=1)
        self._worst = min((self.scores[place] for place in known), default=0.0) - _UNLIKELY

    def read(self, message: str, expects: Expects) -> list[int]:
        """A message as the encoder reads it: a sign, what was expected, its pieces, a sign."""
        asked = [f"asked:{expects.asked}"] if expects.asked else []
        subject = [f"subject:{expects.subject}"] if expects.subject else []
        contexts = [len(self.pieces) + CONTEXTS.index(one) for one in (*asked, *subject)]
        words = self.cut(normalise(message))
        room = LONGEST - 2 - len(contexts)
        if len(words) > room:
            words = [*words[: room // 2], *words[-(room - room // 2) :]]
        return [START, *contexts, *words, END]

    def cut(self, plain: str) -> list[int]:
        """The pieces of a message in its plain form, those that are not known as one sign."""
        text = _BLANK + plain.replace(" ", _BLANK)
        size = len(text)
        best = [0.0, *([float("-inf")] * size)]
        came: list[tuple[int, int]] = [(0, UNKNOWN)] * (size + 1)
        for start in range(size):
            if best[start] + self._worst > best[start + 1]:
                best[start + 1], came[start + 1] = best[start] + self._worst, (start, UNKNOWN)
            for end in range(start + 1, min(size, start + self._longest) + 1):
                place = self._places.get(text[start:end])
                if place is not None and best[start] + self.scores[place] > best[end]:
                    best[end], came[end] = best[start] + self.scores[place], (start, place)
        found: list[int] = []
        end = size
        while end:
            end, place = came[end]
            found.append(place)
        return found[::-1]
