"""The encoder as PyTorch learns it: twelve layers of which the upper six are taught, the mean of all, and its heads."""

from collections.abc import Mapping
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from nlu.components.sentences.heads import EACH
from nlu.components.sentences.pieces import LONGEST
from nlu.encoder.weights import Source

_DROPOUT = 0.1
_LEFT = 6
"""As many lower layers stay as they are."""
_RARELY = -4.0
"""Of many labels nearly all are not so."""


class Network(nn.Module):
    """`words` are the rows of the pieces that are kept, then those of contexts. They and the lower layers stay as
    they are: what is taught above them is as good, and takes half the time.
    """

    def __init__(
        self, source: Source, kept: list[int], contexts: torch.Tensor, heads: Mapping[str, int]
    ) -> None:
        super().__init__()
        numbers = {name: torch.from_numpy(array.copy()) for name, array in source.numbers.items()}
        self.register_buffer("words", torch.cat([numbers["emb.word"][kept], contexts]))
        self.register_buffer("positions", numbers["emb.pos"][:LONGEST] + numbers["emb.type"][: source.width])
        self.first = _norm(numbers, "emb.ln", source.epsilon)
        self.layers = nn.ModuleList(_Layer(numbers, f"l{place}.", source) for place in range(source.layers))
        for part in (self.first, *self.layers[:_LEFT]):
            part.requires_grad_(False)
        self.heads = nn.ModuleDict({name: nn.Linear(source.width, labels) for name, labels in heads.items()})
        for name in EACH:
            nn.init.constant_(self.heads[name].bias, _RARELY)

    def embed(self, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """One vector a message. Shapes: `pieces` and `mask` (messages, pieces)."""
        wide = mask[:, None, None, :]
        with torch.no_grad():
            seen = self.first(functional.embedding(pieces, self.words) + self.positions[: pieces.shape[1]])
            for layer in self.layers[:_LEFT]:
                seen = layer(seen, wide)
        for layer in self.layers[_LEFT:]:
            seen = layer(seen, wide)
        share = mask[:, :, None].to(seen.dtype)
        return (seen * share).sum(1) / share.sum(1)

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor) -> dict[str, torch.Tensor]:
        """The scores of every head."""
        vector = functional.dropout(self.embed(pieces, mask), _DROPOUT, self.training)
        return {name: head(vector).float() for name, head in self.heads.items()}


class _Layer(nn.Module):
    def __init__(self, numbers: dict[str, torch.Tensor], name: str, source: Source) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out, self.wide, self.narrow = (
            _linear(numbers, name + part) for part in ("q", "k", "v", "ao", "fi", "fo")
        )
        self.after_attention = _norm(numbers, name + "aln", source.epsilon)
        self.after = _norm(numbers, name + "oln", source.epsilon)
        self.attention_heads = source.attention_heads

    def forward(self, seen: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        query, key, value = (self._split(part(seen)) for part in (self.query, self.key, self.value))
        scores = query @ key.transpose(2, 3) / query.shape[3] ** 0.5
        mixed = scores.masked_fill(~mask, float("-inf")).softmax(3).to(value.dtype) @ value
        attended = self.out(mixed.transpose(1, 2).flatten(2))
        seen = self.after_attention(seen + attended)
        changed = self.narrow(functional.gelu(self.wide(seen)))
        return self.after(seen + changed)

    def _split(self, seen: torch.Tensor) -> torch.Tensor:
        return seen.unflatten(2, (self.attention_heads, -1)).transpose(1, 2)


def _linear(numbers: dict[str, torch.Tensor], name: str) -> nn.Linear:
    weight = numbers[f"{name}.w"]
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.load_state_dict({"weight": weight, "bias": numbers[f"{name}.b"]})
    return made


def _norm(numbers: dict[str, torch.Tensor], name: str, epsilon: float) -> nn.LayerNorm:
    made = nn.LayerNorm(len(numbers[f"{name}.w"]), eps=epsilon)
    state: dict[str, Any] = {"weight": numbers[f"{name}.w"], "bias": numbers[f"{name}.b"]}
    made.load_state_dict(state)
    return made
