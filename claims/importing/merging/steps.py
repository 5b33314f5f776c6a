"""The steps of claims and applications: each must be able to follow the one before, and the record stands at the last."""

from collections.abc import Mapping

from claims.importing.columns import Kind
from claims.importing.merging.statements import Check, MergeStep, Outcome, refuse_doubles

_STEP_CHECKS = (
    # A claim whose own row is not here or was refused, and that is not known: asked of the large table only then.
    """
    UPDATE now_{steps} SET refused = 'unknown_{subject}' WHERE refused IS NULL AND CASE
      WHEN EXISTS (SELECT 1 FROM now_{rows} n
        WHERE n.{key} = now_{steps}.{key} AND n.refused IS NULL AND NOT n.deleted) THEN FALSE
      ELSE NOT EXISTS (SELECT 1 FROM {table} c WHERE c.number = now_{steps}.{key}) END
    """,
    """
    UPDATE now_{steps} SET refused = 'cannot_follow' WHERE refused IS NULL AND NOT deleted AND {key} IN (
      SELECT s.{key} FROM now_{steps} s
      LEFT JOIN now_{steps} p ON p.{key} = s.{key} AND p.position = s.position - 1
        AND p.refused IS NULL AND NOT p.deleted
      WHERE s.refused IS NULL AND NOT s.deleted AND CASE
        WHEN s.position = 0 THEN s.{state} <> '{first}'
        ELSE NOT EXISTS (SELECT 1 FROM staged_follows f WHERE f.subject = '{subject}' AND f.is_next
          AND f.later = s.{state} AND f.earlier = COALESCE(p.{state}, (
            SELECT t.{state} FROM {table} c JOIN {timeline} t ON t.{owner} = c.id
            WHERE c.number = s.{key} AND t.position = s.position - 1))) END)
    """,
)
_ROW_CHECKS = (
    """
    UPDATE now_{rows} SET refused = 'steps_refused' WHERE refused IS NULL AND NOT deleted AND EXISTS (
      SELECT 1 FROM now_{steps} s WHERE s.{key} = now_{rows}.{key} AND s.refused IS NOT NULL)
    """,
    """
    UPDATE now_{rows} SET refused = 'not_last_step' WHERE refused IS NULL AND NOT deleted AND EXISTS (
      SELECT 1 FROM now_{steps} s WHERE s.{key} = now_{rows}.{key} AND NOT s.deleted
        AND s.{state} <> now_{rows}.{state}
        AND NOT EXISTS (SELECT 1 FROM now_{steps} l
          WHERE l.{key} = s.{key} AND NOT l.deleted AND l.position > s.position)
        AND NOT EXISTS (SELECT 1 FROM {table} c JOIN {timeline} t ON t.{owner} = c.id
          WHERE c.number = s.{key} AND t.position > s.position))
    """,
)
_LAST_CHECK = """
    UPDATE now_{steps} SET refused = '{subject}_refused' WHERE refused IS NULL AND EXISTS (
      SELECT 1 FROM now_{rows} n WHERE n.{key} = now_{steps}.{key} AND n.refused IS NOT NULL)
    """
_STEP_CHANGES: Mapping[Outcome, str] = {
    "changed": """
    UPDATE {timeline} SET {state} = n.{state}, entered_on = n.entered_on, note = COALESCE(n.note, ''),
      from_feed = TRUE
    FROM now_{steps} n JOIN {table} c ON c.number = n.{key}
    WHERE {timeline}.{owner} = c.id AND {timeline}.position = n.position AND n.refused IS NULL
      AND NOT n.deleted AND c.updated_at <= :moment AND (
        {timeline}.{state} <> n.{state} OR {timeline}.entered_on <> n.entered_on
        OR {timeline}.note <> COALESCE(n.note, '') OR NOT {timeline}.from_feed)
    """,
    "added": """
    INSERT INTO {timeline} ({owner}, position, {state}, entered_on, note, from_feed)
    SELECT c.id, n.position, n.{state}, n.entered_on, COALESCE(n.note, ''), TRUE
    FROM now_{steps} n JOIN {table} c ON c.number = n.{key}
    WHERE n.refused IS NULL AND NOT n.deleted AND c.updated_at <= :moment
      AND NOT EXISTS (SELECT 1 FROM {timeline} t WHERE t.{owner} = c.id AND t.position = n.position)
    """,
    "removed": """
    DELETE FROM {timeline} WHERE id IN (
      SELECT t.id FROM now_{steps} n JOIN {table} c ON c.number = n.{key}
      JOIN {timeline} t ON t.{owner} = c.id AND t.position = n.position
      WHERE n.refused IS NULL AND n.deleted AND c.updated_at <= :moment)
    """,
}
_ROW_CHANGES = (
    # What was only known here gives way once the centre says anew how far it is.
    """
    DELETE FROM {timeline} WHERE NOT from_feed AND {owner} IN (
      SELECT c.id FROM now_{rows} n JOIN {table} c ON c.number = n.{key}
      WHERE n.refused IS NULL AND NOT n.deleted AND c.source_hash = n.source_hash AND c.{state} = n.{state}
        AND c.updated_at <= :moment
        AND EXISTS (SELECT 1 FROM now_{steps} s WHERE s.{key} = n.{key} AND s.refused IS NULL AND NOT s.deleted))
      AND position > (SELECT max(l.position) FROM {timeline} l
        WHERE l.{owner} = {timeline}.{owner} AND l.from_feed)
    """,
    # Steps alone move the record, too.
    """
    UPDATE {table} SET {state} = t.{state}, {since} = t.entered_on, updated_at = :moment
    FROM {timeline} t
    WHERE t.{owner} = {table}.id AND {table}.updated_at <= :moment AND t.{state} <> {table}.{state}
      AND {table}.number IN (SELECT n.{key} FROM now_{steps} n WHERE n.refused IS NULL)
      AND {table}.number NOT IN (SELECT n.{key} FROM now_{rows} n)
      AND t.position = (SELECT max(l.position) FROM {timeline} l WHERE l.{owner} = {table}.id)
    """,
    # Without a file of steps, the state that a record came to is its next step.
    """
    INSERT INTO {timeline} ({owner}, position, {state}, entered_on, note, from_feed)
    SELECT c.id, COALESCE((SELECT max(l.position) FROM {timeline} l WHERE l.{owner} = c.id), -1) + 1,
      c.{state}, c.{since}, '', TRUE
    FROM now_{rows} n JOIN {table} c ON c.number = n.{key}
    WHERE n.refused IS NULL AND NOT n.deleted AND c.source_hash = n.source_hash AND c.{state} = n.{state}
      AND NOT EXISTS (SELECT 1 FROM {timeline} t WHERE t.{owner} = c.id AND t.{state} = c.{state}
        AND t.position = (SELECT max(l.position) FROM {timeline} l WHERE l.{owner} = c.id))
    """,
)


def _make_checks(rows: Kind, steps: Kind, names: dict[str, str]) -> tuple[Check, ...]:
    return (
        refuse_doubles(steps, names["key"], "position"),
        *(Check(steps, one.format(**names)) for one in _STEP_CHECKS),
        *(Check(rows, one.format(**names)) for one in _ROW_CHECKS),
        Check(steps, _LAST_CHECK.format(**names)),
    )


def _make_changes(rows: Kind, steps: Kind, names: dict[str, str]) -> tuple[MergeStep, ...]:
    return (
        *(MergeStep(steps, outcome, one.format(**names)) for outcome, one in _STEP_CHANGES.items()),
        *(MergeStep(rows, "follows", one.format(**names)) for one in _ROW_CHANGES),
    )


_CLAIM = {
    "rows": "claims",
    "steps": "claim_steps",
    "table": "claims",
    "timeline": "claim_timeline",
    "owner": "claim_id",
    "key": "claim_number",
    "state": "state",
    "since": "state_since",
    "first": "registered",
    "subject": "claim",
}
_RELIEF = {
    "rows": "relief_applications",
    "steps": "relief_steps",
    "table": "relief_applications",
    "timeline": "relief_timeline",
    "owner": "application_id",
    "key": "relief_number",
    "state": "step",
    "since": "step_since",
    "first": "submitted",
    "subject": "relief",
}
CLAIM_STEP_CHECKS = _make_checks("claims", "claim_steps", _CLAIM)
CLAIM_STEP_CHANGES = _make_changes("claims", "claim_steps", _CLAIM)
RELIEF_STEP_CHECKS = _make_checks("relief_applications", "relief_steps", _RELIEF)
RELIEF_STEP_CHANGES = _make_changes("relief_applications", "relief_steps", _RELIEF)
