"""What is answered of a member's own records: one module for each kind, by what is asked of the record that is meant."""

from collections.abc import Mapping, Sequence

from actions.records import activities, claim, cover, notices, papers, payments, refused, relief, visits
from actions.records.answerer import RecordAnswerer
from vocabulary.expects import Subject

ANSWERERS: Mapping[Subject, Sequence[RecordAnswerer]] = {
    Subject.CLAIM: (
        payments.answer_another,
        papers.answer,
        refused.answer,
        claim.answer,
        relief.answer_instead_of_claim,
        claim.answer_none_filed,
    ),
    Subject.PAYMENT: (payments.answer, claim.answer, relief.answer_instead_of_claim, claim.answer_none_filed),
    Subject.PAPERS: (papers.answer, claim.answer),
    Subject.COVER: (claim.answer_objection, cover.answer),
    Subject.VISIT: (activities.answer_given_up, visits.answer),
    Subject.ACTIVITY: (activities.answer,),
    Subject.NOTICES: (claim.answer_untold, notices.answer),
    Subject.RELIEF: (claim.answer_advance, refused.answer, relief.answer),
    Subject.PROGRAMME: (
        claim.answer_advance,
        activities.answer_named,
        visits.answer_where,
        claim.answer_of_programme,
    ),
}
"""Of each kind the answerers in turn; the first that knows the record answers, and a payment and papers are a claim's."""

__all__ = ["ANSWERERS", "RecordAnswerer"]
