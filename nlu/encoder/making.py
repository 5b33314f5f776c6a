"""Makes an encoder in several processes that learn together."""

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from torch import distributed, multiprocessing

from nlu.components.mixing import read_courtesies
from nlu.components.sentences.pieces import CONTEXTS
from nlu.encoder.choosing import choose_pieces, mean_contexts
from nlu.encoder.network import Network
from nlu.encoder.phrases import read_phrases
from nlu.encoder.teaching import Plan, find_labels, teach
from nlu.encoder.weights import read_source
from nlu.encoder.writing import Taught, write_encoder

_LOOKUPS = Path(__file__).resolve().parents[1] / "lookups"
_PATIENCE = timedelta(hours=1)


def make(plan: Plan, data: Path, file: Path, folder: Path) -> None:
    """Teaches the phrases of `data` to the weights in `file`, and writes into `folder`."""
    with TemporaryDirectory() as meeting:
        taken = (plan, data, file, folder, f"{meeting}/point")
        multiprocessing.spawn(_work, taken, nprocs=plan.workers)


def _work(worker: int, plan: Plan, data: Path, file: Path, folder: Path, meeting: str) -> None:
    """One of the processes; the first of them writes what they learnt."""
    torch.set_num_threads(1)
    distributed.init_process_group(
        "gloo", init_method=f"file://{meeting}", rank=worker, world_size=plan.workers, timeout=_PATIENCE
    )
    torch.manual_seed(plan.seed)
    examples = read_phrases(data)
    source = read_source(file)
    pieces, kept = choose_pieces(source, (one.text for one in examples))
    labels = find_labels(examples)
    contexts = torch.from_numpy(mean_contexts(source, pieces, kept, CONTEXTS))
    network = Network(source, kept, contexts, {name: len(known) for name, known in asdict(labels).items()})
    if worker == 0:
        print(f"Teaching {len(examples)} phrases with {len(kept)} pieces …", flush=True)
    teach(network, pieces, examples, read_courtesies(_LOOKUPS), labels, plan, worker)
    if worker == 0:
        write_encoder(folder, Taught(network, pieces, labels, examples, plan, source))
    distributed.destroy_process_group()
