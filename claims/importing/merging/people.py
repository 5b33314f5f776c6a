"""Unions; members with what they are enrolled in."""

from claims.importing.merging.statements import (
    ANY,
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

UNIONS = Family(
    ("unions",),
    (
        refuse_doubles("unions", "union_code"),
        Check(
            "unions",
            """
            UPDATE now_unions SET refused = 'has_members' WHERE refused IS NULL AND deleted AND EXISTS (
              SELECT 1 FROM grassroots_unions u JOIN members m ON m.union_id = u.id
              WHERE u.code = now_unions.union_code)
            """,
        ),
    ),
    (
        MergeStep(
            "unions",
            "changed",
            """
            UPDATE grassroots_unions SET name = n.name, district = n.district,
              township = COALESCE(n.township, ''), updated_at = :moment
            FROM now_unions n
            WHERE n.union_code = grassroots_unions.code AND n.refused IS NULL AND NOT n.deleted AND (
              grassroots_unions.name <> n.name OR grassroots_unions.district <> n.district
              OR grassroots_unions.township <> COALESCE(n.township, ''))
            """,
        ),
        MergeStep(
            "unions",
            "added",
            """
            INSERT INTO grassroots_unions (code, name, district, township, updated_at)
            SELECT n.union_code, n.name, n.district, COALESCE(n.township, ''), :moment
            FROM now_unions n
            WHERE n.refused IS NULL AND NOT n.deleted
              AND NOT EXISTS (SELECT 1 FROM grassroots_unions u WHERE u.code = n.union_code)
            """,
        ),
        MergeStep(
            "unions",
            "removed",
            """
            DELETE FROM grassroots_unions WHERE code IN (
              SELECT n.union_code FROM now_unions n WHERE n.refused IS NULL AND n.deleted)
            """,
        ),
    ),
    (),
)

_CHECKS = (
    refuse_doubles("members", "id_number_hash"),
    refuse_doubles("enrolments", "id_number_hash", "plan_code", "COALESCE(tier, '')", "effective_date"),
    Check(
        "members",
        """
        UPDATE now_members SET refused = 'unknown_union' WHERE refused IS NULL AND NOT deleted
          AND union_id IS NULL AND NOT EXISTS (SELECT 1 FROM staged_unions s
            WHERE s.union_code = now_members.union_code AND s.refused IS NULL AND NOT s.deleted)
        """,
    ),
    Check(
        "enrolments",
        """
        UPDATE now_enrolments SET refused = 'unknown_member' WHERE refused IS NULL AND NOT deleted
          AND NOT EXISTS (SELECT 1 FROM members m WHERE m.id_number_hash = now_enrolments.id_number_hash)
          AND NOT EXISTS (SELECT 1 FROM now_members n
            WHERE n.id_number_hash = now_enrolments.id_number_hash AND n.refused IS NULL AND NOT n.deleted)
        """,
        ANY,
    ),
    Check(
        "enrolments",
        """
        UPDATE now_enrolments SET refused = 'unknown_plan' WHERE refused IS NULL AND NOT deleted
          AND plan_code NOT IN (SELECT code FROM plans)
        """,
    ),
)
_MEMBERS = (
    MergeStep(
        "members",
        "kept",
        """
        SELECT count(*) FROM now_members n JOIN members m ON m.id_number_hash = n.id_number_hash
        WHERE n.refused IS NULL AND NOT n.deleted AND m.source_hash <> n.source_hash AND EXISTS (
          SELECT 1 FROM profile_changes p WHERE p.member_id = m.id AND p.changed_on >= :day AND (
            (p.field = 'phone' AND m.source_phone_hash <> n.phone_hash)
            OR (p.field = 'payout_card' AND m.source_card_hash <> n.card_number_hash)))
        """,
        KNOWN,
    ),
    MergeStep(
        "members",
        "changed",
        """
        UPDATE members SET name = n.name, union_id = u.id,
          phone_sealed = CASE WHEN (members.source_phone_hash IS NULL OR members.source_phone_hash <> n.phone_hash)
            AND NOT EXISTS (SELECT 1 FROM profile_changes p
              WHERE p.member_id = members.id AND p.field = 'phone' AND p.changed_on >= :day)
            THEN n.phone_sealed ELSE members.phone_sealed END,
          card_number_sealed = CASE
            WHEN (members.source_card_hash IS NULL OR members.source_card_hash <> n.card_number_hash)
            AND NOT EXISTS (SELECT 1 FROM profile_changes p
              WHERE p.member_id = members.id AND p.field = 'payout_card' AND p.changed_on >= :day)
            THEN n.card_number_sealed ELSE members.card_number_sealed END,
          source_hash = n.source_hash, source_phone_hash = n.phone_hash, source_card_hash = n.card_number_hash,
          left_on = NULL,
          updated_at = CASE WHEN members.updated_at > :moment THEN members.updated_at ELSE :moment END
        FROM now_members n JOIN grassroots_unions u ON u.code = n.union_code
        WHERE n.id_number_hash = members.id_number_hash AND n.refused IS NULL AND NOT n.deleted
          AND (members.source_hash IS NULL OR members.source_hash <> n.source_hash OR members.left_on IS NOT NULL)
        """,
        KNOWN,
    ),
    MergeStep(
        "members",
        "added",
        """
        INSERT INTO members (name, id_number_hash, id_number_sealed, card_number_sealed, phone_sealed, union_id,
          updated_at, source_hash, source_phone_hash, source_card_hash)
        SELECT n.name, n.id_number_hash, n.id_number_sealed, n.card_number_sealed, n.phone_sealed, n.union_id,
          :moment, n.source_hash, n.phone_hash, n.card_number_hash
        FROM now_members n
        WHERE n.refused IS NULL AND NOT n.deleted AND n.known_id IS NULL AND n.union_id IS NOT NULL
        """,
    ),
    MergeStep(
        "members",
        "follows",
        """
        INSERT INTO now_added (number, id)
        SELECT m.id_number_hash, m.id FROM now_members n JOIN members m ON m.id_number_hash = n.id_number_hash
        WHERE n.refused IS NULL AND NOT n.deleted AND n.known_id IS NULL
        """,
    ),
    MergeStep(
        "members",
        "removed",
        """
        UPDATE members SET left_on = :day WHERE left_on IS NULL AND id_number_hash IN (
          SELECT n.id_number_hash FROM now_members n WHERE n.refused IS NULL AND n.deleted)
        """,
        DELETED,
    ),
)
_ENROLMENTS = (
    MergeStep(
        "enrolments",
        "changed",
        """
        UPDATE enrolments SET units = n.units, expiry_date = n.expiry_date, updated_at = :moment
        FROM now_enrolments n JOIN members m ON m.id_number_hash = n.id_number_hash
        WHERE enrolments.member_id = m.id AND enrolments.plan_code = n.plan_code
          AND COALESCE(enrolments.tier, '') = COALESCE(n.tier, '')
          AND enrolments.effective_date = n.effective_date AND n.refused IS NULL AND NOT n.deleted
          AND (enrolments.units <> n.units OR enrolments.expiry_date <> n.expiry_date)
        """,
        KNOWN,
    ),
    # Whoever is new has none yet.
    MergeStep(
        "enrolments",
        "added",
        """
        INSERT INTO enrolments (member_id, plan_code, tier, units, effective_date, expiry_date, updated_at)
        SELECT a.id, n.plan_code, n.tier, n.units, n.effective_date, n.expiry_date, :moment
        FROM now_enrolments n JOIN now_added a ON a.number = n.id_number_hash
        WHERE n.refused IS NULL AND NOT n.deleted
        """,
    ),
    MergeStep(
        "enrolments",
        "added",
        """
        INSERT INTO enrolments (member_id, plan_code, tier, units, effective_date, expiry_date, updated_at)
        SELECT m.id, n.plan_code, n.tier, n.units, n.effective_date, n.expiry_date, :moment
        FROM now_enrolments n JOIN members m ON m.id_number_hash = n.id_number_hash
        WHERE n.refused IS NULL AND NOT n.deleted AND NOT EXISTS (
          SELECT 1 FROM enrolments e WHERE e.member_id = m.id AND e.plan_code = n.plan_code
            AND COALESCE(e.tier, '') = COALESCE(n.tier, '') AND e.effective_date = n.effective_date)
        """,
        KNOWN,
    ),
    MergeStep(
        "enrolments",
        "removed",
        """
        DELETE FROM enrolments WHERE id IN (
          SELECT e.id FROM now_enrolments n JOIN members m ON m.id_number_hash = n.id_number_hash
          JOIN enrolments e ON e.member_id = m.id AND e.plan_code = n.plan_code
            AND COALESCE(e.tier, '') = COALESCE(n.tier, '') AND e.effective_date = n.effective_date
          WHERE n.refused IS NULL AND n.deleted)
        """,
        DELETED,
    ),
)
_ABSENCES = (
    Absence(
        "members",
        """
        SELECT count(*) FROM members m WHERE m.source_hash IS NOT NULL AND m.left_on IS NULL
          AND NOT EXISTS (SELECT 1 FROM staged_members s WHERE s.id_number_hash = m.id_number_hash)
        """,
        "SELECT count(*) FROM members WHERE source_hash IS NOT NULL AND left_on IS NULL",
        """
        UPDATE members SET left_on = :day WHERE id IN (
          SELECT m.id FROM members m WHERE m.source_hash IS NOT NULL AND m.left_on IS NULL
            AND NOT EXISTS (SELECT 1 FROM staged_members s WHERE s.id_number_hash = m.id_number_hash)
          LIMIT :most)
        """,
    ),
    Absence(
        "enrolments",
        """
        SELECT count(*) FROM enrolments e JOIN members m ON m.id = e.member_id
        WHERE m.source_hash IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM staged_enrolments s WHERE s.id_number_hash = m.id_number_hash
            AND s.plan_code = e.plan_code AND COALESCE(s.tier, '') = COALESCE(e.tier, '')
            AND s.effective_date = e.effective_date)
        """,
        """
        SELECT count(*) FROM enrolments e JOIN members m ON m.id = e.member_id WHERE m.source_hash IS NOT NULL
        """,
        """
        DELETE FROM enrolments WHERE id IN (
          SELECT e.id FROM enrolments e JOIN members m ON m.id = e.member_id
          WHERE m.source_hash IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM staged_enrolments s WHERE s.id_number_hash = m.id_number_hash
              AND s.plan_code = e.plan_code AND COALESCE(s.tier, '') = COALESCE(e.tier, '')
              AND s.effective_date = e.effective_date)
          LIMIT :most)
        """,
    ),
)
PEOPLE = Family(
    ("members", "enrolments"),
    _CHECKS,
    (*_MEMBERS, *_ENROLMENTS),
    _ABSENCES,
    (
        LookUp("members", "known_id", "members", "id_number_hash", "id_number_hash"),
        LookUp("members", "union_id", "grassroots_unions", "code", "union_code"),
    ),
    select_known("members", "id_number_hash", ["enrolments"], ["members"]),
)
