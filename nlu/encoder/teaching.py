"""Teaches the encoder: batches of phrases of like length, several heads at once, the same seed the same encoder."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import distributed, nn
from torch.nn import functional

from nlu.components.examples import Example
from nlu.components.mixing import interrupt, mix, surround
from nlu.components.sentences.heads import NONE
from nlu.components.sentences.pieces import PAD, Pieces
from nlu.encoder.network import Network
from vocabulary.expects import Move

_TOLD = 20
_OF_NONE = 0.2


@dataclass(frozen=True)
class Plan:
    """How long and how fast it learns; `mixed`, `surrounded` and `interrupting` are drawn anew for each epoch."""

    epochs: int = 3
    batch: int = 64
    rate: float = 3e-4
    head_rate: float = 2e-3
    warm_up: float = 0.06
    decay: float = 0.01
    mixed: int = 1500
    surrounded: int = 500
    interrupting: int = 2500
    seed: int = 0
    workers: int = 2
    """Processes of one thread, each with its share of a batch: on a busy machine threads wait for each other."""


@dataclass(frozen=True)
class Labels:
    """What each head tells apart, in the order of its scores."""

    intents: tuple[str, ...]
    moves: tuple[str, ...]
    aspects: tuple[str, ...]
    about: tuple[str, ...]
    questions: tuple[str, ...]
    """Those that are frequently asked, and none. Not kept: they only teach the vectors to lie apart by question."""


def find_labels(examples: Sequence[Example]) -> Labels:
    """All that the examples teach; `about` and `questions` have a label for none, for of their labels one is right."""
    return Labels(
        tuple(sorted({intent for one in examples for intent in one.intents})),
        tuple(sorted({one.move for one in examples if one.move})),
        tuple(sorted({aspect for one in examples for aspect in one.aspects or ()})),
        (NONE, *sorted({subject for one in examples for subject in one.about or ()})),
        (NONE, *sorted({one.faq for one in examples if one.faq} - {NONE})),
    )


def teach(
    network: Network,
    pieces: Pieces,
    examples: Sequence[Example],
    courtesies: dict[str, list[str]],
    labels: Labels,
    plan: Plan,
    worker: int = 0,
) -> None:
    """Teaches the network in place, as one of `plan.workers` that do the same and share what each learnt of a batch."""
    torch.manual_seed(plan.seed + worker)
    heads = list(network.heads.parameters())
    groups = [
        {"params": [*_find_learning(network.layers)], "lr": plan.rate},
        {"params": heads, "lr": plan.head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=plan.decay, fused=True)
    extra = plan.mixed + plan.surrounded + plan.interrupting
    steps = plan.epochs * (-(-(len(examples) + extra) // plan.batch))
    warm = max(1, round(plan.warm_up * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
    )
    started, step = time.monotonic(), 0
    network.train()
    for epoch in range(plan.epochs):
        for batch in _cut([*examples, *_draw(examples, courtesies, plan, epoch)], pieces, plan, epoch):
            share = batch[worker :: plan.workers]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = network(*batch_up([ids for _, ids in share]))
            loss = _judge(scores, [one for one, _ in share], labels)
            optimiser.zero_grad()
            loss.backward()
            _share_gradients(network, plan.workers)
            torch.nn.utils.clip_grad_norm_(_find_learning(network), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if worker == 0 and step % _TOLD == 0:
                seconds = time.monotonic() - started
                print(f"{step} of {steps}: loss {loss.item():.3f}, {seconds:.0f} s", flush=True)
    network.eval()


def _share_gradients(network: Network, workers: int) -> None:
    """All go on with the mean, in one go."""
    if workers == 1:
        return
    learning = _find_learning(network)
    gradients = [one.grad if one.grad is not None else torch.zeros_like(one) for one in learning]
    flat = torch.cat([one.flatten() for one in gradients])
    distributed.all_reduce(flat)
    flat /= workers
    for one, mean in zip(learning, flat.split([one.numel() for one in gradients]), strict=True):
        one.grad = mean.view_as(one)


def _find_learning(part: nn.Module) -> list[nn.Parameter]:
    return [one for one in part.parameters() if one.requires_grad]


def batch_up(several: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Messages filled up to the longest, and where each has pieces."""
    longest = max(map(len, several))
    pieces = torch.tensor([[*ids, *([PAD] * (longest - len(ids)))] for ids in several])
    mask = torch.tensor([[place < len(ids) for place in range(longest)] for ids in several])
    return pieces, mask


def _draw(
    examples: Sequence[Example], courtesies: dict[str, list[str]], plan: Plan, epoch: int
) -> list[Example]:
    seed = 1000 * (plan.seed + 1) + epoch
    plain = [one for one in examples if not one.faq]
    mixed = mix(plain, plan.mixed, seed)
    around = surround(plain, plan.surrounded, courtesies, seed)
    return [*mixed, *around, *interrupt([*plain, *mixed], plan.interrupting, seed)]


def _cut(
    examples: Sequence[Example], pieces: Pieces, plan: Plan, epoch: int
) -> list[list[tuple[Example, list[int]]]]:
    chance = random.Random(1000 * (plan.seed + 1) + epoch)
    read = [(one, pieces.read(one.text, one.expects)) for one in examples]
    read.sort(key=lambda one: len(one[1]) + chance.uniform(-1.5, 1.5))
    batches = [read[start : start + plan.batch] for start in range(0, len(read), plan.batch)]
    chance.shuffle(batches)
    return batches


def _judge(scores: dict[str, torch.Tensor], examples: Sequence[Example], labels: Labels) -> torch.Tensor:
    """Intents are told apart from each other and each for itself, for a message may have several.

    The phrases of frequently asked questions teach the questions alone, as they do in `make train`.
    """
    loss = _judge_questions(scores["questions"], examples, labels)
    plain = [place for place, one in enumerate(examples) if not one.faq]
    if not plain:
        return loss
    intents = _mark([examples[place].intents for place in plain], labels.intents)
    loss = loss + functional.cross_entropy(scores["intents"][plain], intents / intents.sum(1, keepdim=True))
    loss = loss + _judge_each(scores["intents"][plain], intents)
    moving = [
        place
        for place in plain
        if examples[place].move and (examples[place].expects or examples[place].move is not Move.ASK)
    ]
    asking = [place for place in plain if examples[place].aspects is not None]
    speaking = [place for place in plain if examples[place].about is not None]
    if moving:
        moves = torch.tensor([labels.moves.index(str(examples[place].move)) for place in moving])
        loss = loss + 0.5 * functional.cross_entropy(scores["moves"][moving], moves)
    if asking:
        aspects = _mark([examples[place].aspects or () for place in asking], labels.aspects)
        loss = loss + _judge_each(scores["aspects"][asking], aspects)
    if speaking:
        about = torch.tensor(
            [labels.about.index(next(iter(examples[place].about or ()), NONE)) for place in speaking]
        )
        loss = loss + 0.5 * functional.cross_entropy(scores["about"][speaking], about)
    return loss


def _judge_questions(scores: torch.Tensor, examples: Sequence[Example], labels: Labels) -> torch.Tensor:
    """What asks none of them counts less: nobody looked whether it does not after all."""
    alone = [place for place, one in enumerate(examples) if not one.expects]
    if not alone:
        return scores.sum() * 0.0
    asked = torch.tensor([labels.questions.index(examples[place].faq or NONE) for place in alone])
    weights = torch.tensor([1.0 if examples[place].faq else _OF_NONE for place in alone])
    each = functional.cross_entropy(scores[alone], asked, reduction="none")
    return (each * weights).sum() / len(examples)


def _judge_each(scores: torch.Tensor, marks: torch.Tensor) -> torch.Tensor:
    """Each label for itself; the sum over the labels, for of many nearly all are not so."""
    return functional.binary_cross_entropy_with_logits(scores, marks, reduction="sum") / len(marks)


def _mark(taught: Sequence[Sequence[str]], labels: Sequence[str]) -> torch.Tensor:
    return torch.tensor([[float(label in one) for label in labels] for one in taught])
