"""A template of the account, as somebody who writes a notice needs it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TemplateOffer:
    """Its number, what it is called, its fields with what stands before each, and WeChat's example."""

    template_id: str
    title: str
    fields: tuple[tuple[str, str], ...]
    example: str
