"""The knowledge table: what may be said of each programme and aspect, with source, grade and date."""

from actions.knowledge.finding import Finding, Knowledge
from actions.knowledge.gaps import Gap
from actions.knowledge.loading import KnowledgeFault, load_knowledge

__all__ = ["Finding", "Gap", "Knowledge", "KnowledgeFault", "load_knowledge"]
