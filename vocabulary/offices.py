"""Other offices and their lines, read once from `offices.yml`: whose a matter is that is not ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vocabulary.yaml_files import read_yaml

_FILE = Path(__file__).with_name("offices.yml")


@dataclass(frozen=True)
class Office:
    """`matter` is what members ask of it, `what` says what its line is, `ours` what of our own touches it."""

    matter: str
    name: str
    telephone: str
    what: str
    ours: str = ""

    @property
    def line(self) -> str:
        """Whom to ask: with the number, where there is one."""
        return f"打 {self.telephone}（{self.name}）" if self.telephone else f"打{self.name}的客服电话"


def read_offices(file: Path = _FILE) -> Mapping[str, Office]:
    """Offices by code, in the order of the file; raises TypeError where one says too little or too much."""
    return {code: Office(**fields) for code, fields in read_yaml(file).items()}


OFFICES: Mapping[str, Office] = read_offices()
