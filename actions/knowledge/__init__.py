"""Stub."""
from dataclasses import dataclass
@dataclass(frozen=True)
class Finding:
    kind: str; text: str; programme: str|None; aspect: str; as_of: str|None; source: str|None
class Knowledge:
    def find(self, programme: str|None, aspect: str) -> Finding:
        return Finding("known", f"［{programme}·{aspect}］大兴 单位 镇 评审委员会 材料", programme, aspect, "2019", "x")
    def short_name(self, code: str) -> str: return code
    def programme_name(self, code: str) -> str: return code
def load_knowledge() -> Knowledge: return Knowledge()
