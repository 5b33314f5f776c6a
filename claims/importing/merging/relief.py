"""Applications for relief; those that staff here went on with after the file's moment stay as they are."""

from claims.importing.merging.statements import Absence, Check, Family, MergeStep, refuse_doubles
from claims.importing.merging.steps import RELIEF_STEP_CHANGES, RELIEF_STEP_CHECKS

_CHECKS = (
    refuse_doubles("relief_applications", "relief_number"),
    Check(
        "relief_applications",
        """
        UPDATE now_relief_applications SET refused = 'unknown_member' WHERE refused IS NULL AND NOT deleted
          AND NOT EXISTS (SELECT 1 FROM members m
            WHERE m.id_number_hash = now_relief_applications.id_number_hash)
          AND NOT EXISTS (SELECT 1 FROM staged_members s
            WHERE s.id_number_hash = now_relief_applications.id_number_hash
              AND s.refused IS NULL AND NOT s.deleted)
        """,
    ),
    Check(
        "relief_applications",
        """
        UPDATE now_relief_applications SET refused = 'other_member'
        WHERE refused IS NULL AND NOT deleted AND EXISTS (
          SELECT 1 FROM relief_applications c JOIN members m ON m.id = c.member_id
          WHERE c.number = now_relief_applications.relief_number
            AND m.id_number_hash <> now_relief_applications.id_number_hash)
        """,
    ),
    Check(
        "relief_applications",
        """
        UPDATE now_relief_applications SET refused = 'own_number' WHERE refused IS NULL AND NOT deleted
          AND relief_number LIKE :own_relief
          AND NOT EXISTS (SELECT 1 FROM relief_applications c
            WHERE c.number = now_relief_applications.relief_number)
        """,
    ),
    Check(
        "relief_applications",
        """
        UPDATE now_relief_applications SET refused = 'made_here' WHERE refused IS NULL AND deleted AND EXISTS (
          SELECT 1 FROM relief_applications c WHERE c.number = now_relief_applications.relief_number AND (
            EXISTS (SELECT 1 FROM relief_tellings t WHERE t.application_id = c.id)
            OR EXISTS (SELECT 1 FROM relief_acts a WHERE a.application_id = c.id)))
        """,
    ),
    Check(
        "relief_applications",
        """
        UPDATE now_relief_applications SET refused = 'cannot_follow'
        WHERE refused IS NULL AND NOT deleted AND EXISTS (
          SELECT 1 FROM relief_applications c
          WHERE c.number = now_relief_applications.relief_number AND c.step <> now_relief_applications.step
            AND c.updated_at <= :moment
            AND (c.source_hash IS NULL OR c.source_hash <> now_relief_applications.source_hash)
            AND NOT EXISTS (SELECT 1 FROM staged_follows f
              WHERE f.subject = 'relief' AND f.earlier = c.step AND f.later = now_relief_applications.step))
          AND NOT EXISTS (SELECT 1 FROM now_relief_steps s
            WHERE s.relief_number = now_relief_applications.relief_number AND NOT s.deleted)
        """,
    ),
)
_APPLICATIONS = (
    MergeStep(
        "relief_applications",
        "kept",
        """
        SELECT count(*) FROM now_relief_applications n JOIN relief_applications c ON c.number = n.relief_number
        WHERE n.refused IS NULL AND NOT n.deleted AND c.updated_at > :moment
          AND (c.source_hash IS NULL OR c.source_hash <> n.source_hash)
        """,
    ),
    MergeStep(
        "relief_applications",
        "changed",
        """
        UPDATE relief_applications SET kind = n.kind, cause = n.cause, district = n.district, step = n.step,
          submitted_on = n.submitted_on, step_since = n.step_since, approved_amount = n.approved_amount,
          denial_reason = n.denial_reason, source_hash = n.source_hash, updated_at = :moment
        FROM now_relief_applications n
        WHERE n.relief_number = relief_applications.number AND n.refused IS NULL AND NOT n.deleted
          AND relief_applications.updated_at <= :moment
          AND (relief_applications.source_hash IS NULL OR relief_applications.source_hash <> n.source_hash)
        """,
    ),
    MergeStep(
        "relief_applications",
        "added",
        """
        INSERT INTO relief_applications (number, member_id, kind, cause, district, step, submitted_on, step_since,
          approved_amount, denial_reason, source_hash, updated_at)
        SELECT n.relief_number, m.id, n.kind, n.cause, n.district, n.step, n.submitted_on, n.step_since,
          n.approved_amount, n.denial_reason, n.source_hash, :moment
        FROM now_relief_applications n JOIN members m ON m.id_number_hash = n.id_number_hash
        WHERE n.refused IS NULL AND NOT n.deleted
          AND NOT EXISTS (SELECT 1 FROM relief_applications c WHERE c.number = n.relief_number)
        """,
    ),
)
_REMOVED = MergeStep(
    "relief_applications",
    "removed",
    """
    DELETE FROM relief_applications WHERE number IN (
      SELECT n.relief_number FROM now_relief_applications n WHERE n.refused IS NULL AND n.deleted)
    """,
)
_ABSENT = """
    FROM relief_applications c WHERE c.source_hash IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM staged_relief_applications s WHERE s.relief_number = c.number)
      AND NOT EXISTS (SELECT 1 FROM relief_tellings t WHERE t.application_id = c.id)
      AND NOT EXISTS (SELECT 1 FROM relief_acts a WHERE a.application_id = c.id)
"""
RELIEF = Family(
    ("relief_applications", "relief_steps"),
    (*_CHECKS, *RELIEF_STEP_CHECKS),
    (*_APPLICATIONS, *RELIEF_STEP_CHANGES, _REMOVED),
    (
        Absence(
            "relief_applications",
            f"SELECT count(*) {_ABSENT}",
            "SELECT count(*) FROM relief_applications WHERE source_hash IS NOT NULL",
            f"DELETE FROM relief_applications WHERE id IN (SELECT c.id {_ABSENT} LIMIT :most)",  # noqa: S608
        ),
    ),
)
