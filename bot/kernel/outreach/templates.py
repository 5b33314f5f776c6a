"""A template of the account, as somebody who writes a notice needs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class TemplateOffer:
    """Its number, what it is called, its fields with what stands before each, and WeChat's example.

    `limits` says of each field what WeChat takes.
    """

    template_id: str
    title: str
    fields: tuple[tuple[str, str], ...]
    example: str
    limits: Mapping[str, str] = field(default_factory=dict)
