"""What training reads: intents are written out of the vocabulary, and Rasa finds nothing to say against it all."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from nlu.training_files import write_folder, written_files
from vocabulary.intents import INTENTS

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def written() -> Iterator[tuple[str, str]]:
    with written_files() as folders:
        yield folders


def test_every_intent_is_in_the_domain_in_the_order_of_the_vocabulary(written: tuple[str, str]) -> None:
    domain = yaml.safe_load((Path(written[0]) / "intents.yml").read_text(encoding="utf-8"))
    assert domain["intents"] == list(INTENTS)


def test_a_word_that_says_nothing_of_an_intent_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("a: !intent_names halt\n")
    with pytest.raises(ValueError, match="halt"):
        write_folder(tmp_path, tmp_path / "to")


def test_rasa_finds_domain_phrases_and_rules_valid(written: tuple[str, str]) -> None:
    """Everything that `rasa data validate --fail-on-warnings` looks at.

    In a conversation the same words may mean two things, which Rasa takes for a fault; the walls look at those.
    """
    from rasa.shared.importers.rasa import RasaFileImporter
    from rasa.validator import Validator

    domain, rules = written
    phrases = [str(one) for one in sorted((ROOT / "nlu" / "data").iterdir()) if one.name != "in_context"]
    importer = RasaFileImporter(str(ROOT / "config.yml"), domain, [*phrases, rules])
    validator = Validator.from_importer(importer)
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # Of an intent without phrases Rasa only warns.
        assert validator.verify_domain_validity()
        assert validator.verify_nlu(ignore_warnings=False)
        assert validator.verify_actions_in_stories_rules()
        assert validator.verify_forms_in_stories_rules()
        assert validator.verify_form_slots()
        assert validator.verify_slot_mappings()
        assert validator.verify_story_structure(ignore_warnings=False)
