"""The papers that claims asked for, and the money sent for them."""

from claims.importing.merging.statements import ANY, DELETED, KNOWN, Check, MergeStep, refuse_doubles

PAPER_AND_PAYMENT_CHECKS = (
    refuse_doubles("claim_documents", "claim_number", "kind"),
    refuse_doubles("payments", "payment_number"),
    Check(
        "claim_documents",
        """
        UPDATE now_claim_documents SET refused = 'unknown_claim' WHERE refused IS NULL AND CASE
          WHEN EXISTS (SELECT 1 FROM now_claims n
            WHERE n.claim_number = now_claim_documents.claim_number AND n.refused IS NULL AND NOT n.deleted)
          THEN FALSE ELSE NOT EXISTS (
            SELECT 1 FROM claims c WHERE c.number = now_claim_documents.claim_number) END
        """,
        ANY,
    ),
    Check(
        "payments",
        """
        UPDATE now_payments SET refused = 'unknown_claim' WHERE refused IS NULL AND NOT deleted AND CASE
          WHEN EXISTS (SELECT 1 FROM now_claims n
            WHERE n.claim_number = now_payments.claim_number AND n.refused IS NULL AND NOT n.deleted)
          THEN FALSE ELSE NOT EXISTS (
            SELECT 1 FROM claims c WHERE c.number = now_payments.claim_number) END
        """,
        ANY,
    ),
    Check(
        "payments",
        """
        UPDATE now_payments SET refused = 'other_claim' WHERE refused IS NULL AND NOT deleted AND EXISTS (
          SELECT 1 FROM payments p JOIN claims c ON c.id = p.claim_id
          WHERE p.number = now_payments.payment_number AND c.number <> now_payments.claim_number)
        """,
        KNOWN,
    ),
)
_DOCUMENTS = (
    MergeStep(
        "claim_documents",
        "changed",
        # What a member handed in here stays received until it is asked for anew.
        """
        UPDATE claim_documents SET label = n.label, asked_on = n.asked_on, from_feed = TRUE,
          received_on = CASE WHEN n.received_on IS NULL AND claim_documents.received_on >= n.asked_on
            THEN claim_documents.received_on ELSE n.received_on END
        FROM now_claim_documents n JOIN claims c ON c.number = n.claim_number
        WHERE claim_documents.claim_id = c.id AND claim_documents.kind = n.kind AND n.refused IS NULL
          AND NOT n.deleted AND c.updated_at <= :moment
          AND (claim_documents.label <> n.label OR claim_documents.asked_on <> n.asked_on
            OR NOT claim_documents.from_feed
            OR COALESCE(claim_documents.received_on, '1900-01-01') <> COALESCE(n.received_on, '1900-01-01'))
        """,
        KNOWN,
    ),
    MergeStep(
        "claim_documents",
        "added",
        """
        INSERT INTO claim_documents (claim_id, kind, label, asked_on, received_on, from_feed)
        SELECT a.id, n.kind, n.label, n.asked_on, n.received_on, TRUE
        FROM now_claim_documents n JOIN now_added a ON a.number = n.claim_number
        WHERE n.refused IS NULL AND NOT n.deleted
        """,
    ),
    MergeStep(
        "claim_documents",
        "added",
        """
        INSERT INTO claim_documents (claim_id, kind, label, asked_on, received_on, from_feed)
        SELECT c.id, n.kind, n.label, n.asked_on, n.received_on, TRUE
        FROM now_claim_documents n JOIN claims c ON c.number = n.claim_number
        WHERE n.refused IS NULL AND NOT n.deleted AND c.updated_at <= :moment
          AND NOT EXISTS (SELECT 1 FROM claim_documents d WHERE d.claim_id = c.id AND d.kind = n.kind)
        """,
        KNOWN,
    ),
    MergeStep(
        "claim_documents",
        "removed",
        """
        DELETE FROM claim_documents WHERE id IN (
          SELECT d.id FROM now_claim_documents n JOIN claims c ON c.number = n.claim_number
          JOIN claim_documents d ON d.claim_id = c.id AND d.kind = n.kind
          WHERE n.refused IS NULL AND n.deleted AND c.updated_at <= :moment)
        """,
        DELETED,
    ),
)
_PAYMENTS = (
    MergeStep(
        "payments",
        "changed",
        """
        UPDATE payments SET amount = n.amount, card_tail = n.card_tail, paid_on = n.paid_on, state = n.state,
          return_reason = n.return_reason, updated_at = :moment
        FROM now_payments n
        WHERE payments.number = n.payment_number AND n.refused IS NULL AND NOT n.deleted
          AND (payments.amount <> n.amount OR payments.card_tail <> n.card_tail OR payments.paid_on <> n.paid_on
            OR payments.state <> n.state OR COALESCE(payments.return_reason, '') <> COALESCE(n.return_reason, ''))
        """,
        KNOWN,
    ),
    MergeStep(
        "payments",
        "added",
        """
        INSERT INTO payments (number, claim_id, amount, card_tail, paid_on, state, return_reason, updated_at)
        SELECT n.payment_number, a.id, n.amount, n.card_tail, n.paid_on, n.state, n.return_reason, :moment
        FROM now_payments n JOIN now_added a ON a.number = n.claim_number
        WHERE n.refused IS NULL AND NOT n.deleted AND n.known_id IS NULL
        """,
    ),
    MergeStep(
        "payments",
        "added",
        """
        INSERT INTO payments (number, claim_id, amount, card_tail, paid_on, state, return_reason, updated_at)
        SELECT n.payment_number, c.id, n.amount, n.card_tail, n.paid_on, n.state, n.return_reason, :moment
        FROM now_payments n JOIN claims c ON c.number = n.claim_number
        WHERE n.refused IS NULL AND NOT n.deleted
          AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.number = n.payment_number)
        """,
        KNOWN,
    ),
    MergeStep(
        "payments",
        "removed",
        """
        DELETE FROM payments WHERE number IN (
          SELECT n.payment_number FROM now_payments n WHERE n.refused IS NULL AND n.deleted)
        """,
        DELETED,
    ),
)
PAPER_AND_PAYMENT_CHANGES = (*_DOCUMENTS, *_PAYMENTS)
