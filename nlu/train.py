"""Trains the model, unless one of the same inputs is there already; the newest is `huzhu.tar.gz`."""

import argparse
import logging
import os
import sys
import tarfile
import time
import warnings
from pathlib import Path
from typing import Any

from nlu.fingerprint import fingerprint
from nlu.models import put_in_place
from nlu.training_files import written_files

ROOT = Path(__file__).resolve().parent.parent
_DATA = ("nlu/data",)
_PACKED = 1


def main() -> int:
    """`python -m nlu.train [--models FOLDER] [--force]`: prints the model's path on its last line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, default=ROOT / "var" / "models")
    parser.add_argument("--force", action="store_true", help="train even if the inputs did not change")
    options = parser.parse_args()
    model = options.models / f"{fingerprint(ROOT)}.tar.gz"
    if options.force or not model.exists():
        train(model)
    put_in_place(model)
    print(model)
    return 0


def train(model: Path, config: str = "config.yml", data: tuple[str, ...] = _DATA) -> float:
    """Trains on the phrases of this repository, or on others, into `model`; the seconds that took."""
    os.chdir(ROOT)
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    # TensorFlow and matplotlib, which Rasa imports and we do not use, say a screenful about themselves.
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    import rasa
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    read_phrases_directly()
    pack_quickly()

    started = time.monotonic()
    print("Training the model …", flush=True)
    with written_files() as (domain, rules):
        result = rasa.train(
            domain=domain,
            config=config,
            training_files=[*data, rules],
            output=str(model.parent),
            fixed_model_name=model.name.removesuffix(".tar.gz") + ".new",
            force_training=True,
        )
    if not result.model or result.code:
        sys.exit("Training failed; the lines above say why.")
    Path(result.model).replace(model)
    seconds = time.monotonic() - started
    print(f"Trained in {seconds:.0f} s.", flush=True)
    return seconds


def read_phrases_directly() -> None:
    """Spares a minute and a half: Rasa checks every file against a schema, then copies and compares all phrases three times over."""
    from rasa.shared.importers.importer import TrainingDataImporter

    from nlu.phrase_importer import PhraseImporter

    def load(config: str, domain: str, files: list[str], args: object = None) -> PhraseImporter:
        return PhraseImporter(config, domain, files)

    TrainingDataImporter.load_from_config = staticmethod(load)


def pack_quickly() -> None:
    """Spares a minute: packed as hard as it goes, as Rasa has it, the model is hardly smaller."""
    archive: Any = tarfile.TarFile
    open_packed = archive.gzopen.__func__

    def gzopen(cls: type[tarfile.TarFile], *args: Any, **kwargs: Any) -> tarfile.TarFile:
        return open_packed(cls, *args, **{"compresslevel": _PACKED, **kwargs})

    archive.gzopen = classmethod(gzopen)


if __name__ == "__main__":
    sys.exit(main())
