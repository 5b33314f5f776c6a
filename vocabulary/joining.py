"""What is asked about joining the plans, read once from `joining.yml`: a list's format, the account, who may join."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vocabulary.yaml_files import read_yaml

_NOUNS = ("工", "员", "手", "人", "胞", "妇", "车", "会员")
_FILE = Path(__file__).with_name("joining.yml")


@dataclass(frozen=True)
class JoiningMatter:
    """One thing asked; `asked` says it back, and `person` marks a kind of person, named again by the word used."""

    code: str
    words: Sequence[str]
    asked: str
    person: bool = False
    by_word: bool = True

    def say_back(self, text: str) -> str:
        """What was asked, by the very word for the people that the text has: `外包的能不能上`."""
        if not self.person or not self.by_word:
            return self.asked
        word = max((word for word in self.words if word in text), key=len, default="")
        return f"{word}{'' if word.endswith(_NOUNS) else '的'}能不能上" if word else self.asked

    def find_in(self, text: str) -> int:
        """Where it is first named, or -1."""
        return min((place for word in self.words if (place := text.find(word)) >= 0), default=-1)


def read_matters(file: Path = _FILE) -> Mapping[str, JoiningMatter]:
    """Matters by code, in the order of the file; raises TypeError where one says too little or too much."""
    return {code: JoiningMatter(code, **fields) for code, fields in read_yaml(file).items()}


MATTERS: Mapping[str, JoiningMatter] = read_matters()


def find_matters(text: str) -> Sequence[JoiningMatter]:
    """All that the words name, in their order."""
    return [one for _, one in sorted(_find(text), key=lambda found: found[0])]


def _find(text: str) -> Iterable[tuple[int, JoiningMatter]]:
    places = ((one.find_in(text), one) for one in MATTERS.values())
    return (found for found in places if found[0] >= 0)
