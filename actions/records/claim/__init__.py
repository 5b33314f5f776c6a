"""What is answered of a member's claims."""

from actions.records.claim.answers import answer_about
from actions.records.claim.none_filed import answer_none_filed
from actions.records.claim.objecting import answer_objection
from actions.records.claim.overview import say_overview
from actions.records.claim.own_case import answer_of_programme, answer_untold
from actions.records.claim.spoken_of import answer_advance
from actions.records.claim.taking import answer

__all__ = [
    "answer",
    "answer_about",
    "answer_advance",
    "answer_none_filed",
    "answer_objection",
    "answer_of_programme",
    "answer_untold",
    "say_overview",
]
