"""Claims as they stand: rows that cannot be true of a claim, and how the others are brought in."""

from claims.importing.merging.papers_and_payments import PAPER_AND_PAYMENT_CHANGES, PAPER_AND_PAYMENT_CHECKS
from claims.importing.merging.statements import (
    DELETED,
    KNOWN,
    Absence,
    Check,
    Family,
    LookUp,
    MergeStep,
    refuse_doubles,
    select_known,
)
from claims.importing.merging.steps import CLAIM_STEP_CHANGES, CLAIM_STEP_CHECKS

_CHECKS = (
    refuse_doubles("claims", "claim_number"),
    Check(
        "claims",
        """
        UPDATE now_claims SET refused = 'unknown_member' WHERE refused IS NULL AND NOT deleted
          AND member_id IS NULL AND NOT EXISTS (SELECT 1 FROM staged_members s
            WHERE s.id_number_hash = now_claims.id_number_hash AND s.refused IS NULL AND NOT s.deleted)
        """,
    ),
    Check(
        "claims",
        """
        UPDATE now_claims SET refused = 'unknown_plan' WHERE refused IS NULL AND NOT deleted
          AND plan_code NOT IN (SELECT code FROM plans)
        """,
    ),
    Check(
        "claims",
        """
        UPDATE now_claims SET refused = 'other_member' WHERE refused IS NULL AND NOT deleted AND EXISTS (
          SELECT 1 FROM claims c JOIN members m ON m.id = c.member_id
          WHERE c.number = now_claims.claim_number AND m.id_number_hash <> now_claims.id_number_hash)
        """,
        KNOWN,
    ),
    Check(
        "claims",
        """
        UPDATE now_claims SET refused = 'made_here' WHERE refused IS NULL AND deleted AND EXISTS (
          SELECT 1 FROM claims c WHERE c.number = now_claims.claim_number AND (
            EXISTS (SELECT 1 FROM claim_tellings t WHERE t.claim_id = c.id)
            OR EXISTS (SELECT 1 FROM papers p WHERE p.claim_id = c.id)))
        """,
        DELETED,
    ),
    # The centre's own claim would be taken for one that somebody files here later.
    Check(
        "claims",
        """
        UPDATE now_claims SET refused = 'own_number' WHERE refused IS NULL AND NOT deleted
          AND claim_number LIKE :own_claims AND known_id IS NULL
        """,
    ),
    # Without its steps a claim may have passed several since.
    Check(
        "claims",
        """
        UPDATE now_claims SET refused = 'cannot_follow' WHERE refused IS NULL AND NOT deleted AND EXISTS (
          SELECT 1 FROM claims c WHERE c.number = now_claims.claim_number AND c.state <> now_claims.state
            AND c.updated_at <= :moment
            AND (c.source_hash IS NULL OR c.source_hash <> now_claims.source_hash)
            AND NOT EXISTS (SELECT 1 FROM staged_follows f
              WHERE f.subject = 'claim' AND f.earlier = c.state AND f.later = now_claims.state))
          AND NOT EXISTS (SELECT 1 FROM now_claim_steps s
            WHERE s.claim_number = now_claims.claim_number AND NOT s.deleted)
        """,
        KNOWN,
    ),
)
_CLAIMS = (
    MergeStep(
        "claims",
        "kept",
        """
        SELECT count(*) FROM now_claims n JOIN claims c ON c.number = n.claim_number
        WHERE n.refused IS NULL AND NOT n.deleted AND c.updated_at > :moment
          AND (c.source_hash IS NULL OR c.source_hash <> n.source_hash)
        """,
        KNOWN,
    ),
    MergeStep(
        "claims",
        "changed",
        """
        UPDATE claims SET plan_code = n.plan_code, kind = n.kind, cause = n.cause, date_of_loss = n.date_of_loss,
          filed_on = n.filed_on, state = n.state, state_since = n.state_since,
          approved_amount = n.approved_amount, denial_reason = n.denial_reason,
          source_hash = n.source_hash, updated_at = :moment
        FROM now_claims n
        WHERE n.claim_number = claims.number AND n.refused IS NULL AND NOT n.deleted
          AND claims.updated_at <= :moment
          AND (claims.source_hash IS NULL OR claims.source_hash <> n.source_hash)
        """,
        KNOWN,
    ),
    MergeStep(
        "claims",
        "added",
        """
        INSERT INTO claims (number, member_id, plan_code, kind, cause, date_of_loss, filed_on, state, state_since,
          approved_amount, denial_reason, source_hash, updated_at)
        SELECT n.claim_number, n.member_id, n.plan_code, n.kind, n.cause, n.date_of_loss, n.filed_on, n.state,
          n.state_since, n.approved_amount, n.denial_reason, n.source_hash, :moment
        FROM now_claims n
        WHERE n.refused IS NULL AND NOT n.deleted AND n.known_id IS NULL AND n.member_id IS NOT NULL
        """,
    ),
    MergeStep(
        "claims",
        "follows",
        """
        INSERT INTO now_added (number, id)
        SELECT c.number, c.id FROM now_claims n JOIN claims c ON c.number = n.claim_number
        WHERE n.refused IS NULL AND NOT n.deleted AND n.known_id IS NULL
        """,
    ),
)
_REMOVED = (
    MergeStep(
        "claims",
        "removed",
        """
        DELETE FROM claims WHERE number IN (
          SELECT n.claim_number FROM now_claims n WHERE n.refused IS NULL AND n.deleted)
        """,
        DELETED,
    ),
)
_ABSENT = """
    FROM claims c WHERE c.source_hash IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM staged_claims s WHERE s.claim_number = c.number)
      AND NOT EXISTS (SELECT 1 FROM claim_tellings t WHERE t.claim_id = c.id)
      AND NOT EXISTS (SELECT 1 FROM papers p WHERE p.claim_id = c.id)
"""
_ABSENT_PAYMENTS = """
    FROM payments p WHERE p.number IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM staged_payments s WHERE s.payment_number = p.number)
"""
_ABSENCES = (
    Absence(
        "claims",
        f"SELECT count(*) {_ABSENT}",
        "SELECT count(*) FROM claims WHERE source_hash IS NOT NULL",
        f"DELETE FROM claims WHERE id IN (SELECT c.id {_ABSENT} LIMIT :most)",  # noqa: S608
    ),
    Absence(
        "payments",
        f"SELECT count(*) {_ABSENT_PAYMENTS}",
        "SELECT count(*) FROM payments WHERE number IS NOT NULL",
        f"DELETE FROM payments WHERE id IN (SELECT p.id {_ABSENT_PAYMENTS} LIMIT :most)",  # noqa: S608
    ),
)
CLAIMS = Family(
    ("claims", "claim_steps", "claim_documents", "payments"),
    (*_CHECKS, *CLAIM_STEP_CHECKS, *PAPER_AND_PAYMENT_CHECKS),
    (*_CLAIMS, *CLAIM_STEP_CHANGES, *PAPER_AND_PAYMENT_CHANGES, *_REMOVED),
    _ABSENCES,
    (
        LookUp("claims", "known_id", "claims", "number", "claim_number"),
        LookUp("claims", "member_id", "members", "id_number_hash", "id_number_hash"),
        LookUp("payments", "known_id", "payments", "number", "payment_number"),
    ),
    select_known(
        "claims", "claim_number", ["claim_steps", "claim_documents", "payments"], ["claims", "payments"]
    ),
)
