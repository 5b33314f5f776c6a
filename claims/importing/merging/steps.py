"""The steps of claims and applications: each must be able to follow the one before, and the record stands at the last."""

from claims.importing.columns import Kind
from claims.importing.merging.statements import (
    ANY,
    DELETED,
    KNOWN,
    REFUSED,
    Check,
    MergeStep,
    refuse_doubles,
)

# A claim whose own row is not here or was refused, and that is not known: asked of the large table only then.
_UNKNOWN = """
    UPDATE now_{steps} SET refused = 'unknown_{subject}' WHERE refused IS NULL AND CASE
      WHEN EXISTS (SELECT 1 FROM now_{rows} n
        WHERE n.{key} = now_{steps}.{key} AND n.refused IS NULL AND NOT n.deleted) THEN FALSE
      ELSE NOT EXISTS (SELECT 1 FROM {table} c WHERE c.number = now_{steps}.{key}) END
    """
_CANNOT_FOLLOW = """
    UPDATE now_{steps} SET refused = 'cannot_follow' WHERE refused IS NULL AND NOT deleted AND {key} IN (
      SELECT s.{key} FROM now_{steps} s
      LEFT JOIN now_{steps} p ON p.{key} = s.{key} AND p.position = s.position - 1
        AND p.refused IS NULL AND NOT p.deleted
      LEFT JOIN staged_follows f ON f.subject = '{subject}' AND f.is_next
        AND f.later = s.{state} AND f.earlier = p.{state}
      WHERE s.refused IS NULL AND NOT s.deleted AND f.later IS NULL AND CASE
        WHEN s.position = 0 THEN s.{state} <> '{first}'
        ELSE p.{key} IS NOT NULL OR NOT EXISTS (
          SELECT 1 FROM {table} c JOIN {timeline} t ON t.{owner} = c.id
          JOIN staged_follows g ON g.subject = '{subject}' AND g.is_next
            AND g.later = s.{state} AND g.earlier = t.{state}
          WHERE c.number = s.{key} AND t.position = s.position - 1) END)
    """
_STEPS_REFUSED = """
    UPDATE now_{rows} SET refused = 'steps_refused' WHERE refused IS NULL AND NOT deleted AND EXISTS (
      SELECT 1 FROM now_{steps} s WHERE s.{key} = now_{rows}.{key} AND s.refused IS NOT NULL)
    """
_NOT_LAST = """
    UPDATE now_{rows} SET refused = 'not_last_step' WHERE refused IS NULL AND NOT deleted AND {key} IN (
      SELECT s.{key} FROM (
        SELECT {key}, max(position) AS position FROM now_{steps} WHERE NOT deleted GROUP BY {key}) l
      JOIN now_{steps} s ON s.{key} = l.{key} AND s.position = l.position AND NOT s.deleted
      JOIN now_{rows} n ON n.{key} = s.{key} AND n.{state} <> s.{state}
      WHERE NOT EXISTS (SELECT 1 FROM {table} c JOIN {timeline} t ON t.{owner} = c.id
        WHERE c.number = s.{key} AND t.position > s.position))
    """
_OWNER_REFUSED = """
    UPDATE now_{steps} SET refused = '{subject}_refused' WHERE refused IS NULL AND EXISTS (
      SELECT 1 FROM now_{rows} n WHERE n.{key} = now_{steps}.{key} AND n.refused IS NOT NULL)
    """
_CHANGED = """
    UPDATE {timeline} SET {state} = n.{state}, entered_on = n.entered_on, note = COALESCE(n.note, ''),
      from_feed = TRUE
    FROM now_{steps} n JOIN {table} c ON c.number = n.{key}
    WHERE {timeline}.{owner} = c.id AND {timeline}.position = n.position AND n.refused IS NULL
      AND NOT n.deleted AND c.updated_at <= :moment AND (
        {timeline}.{state} <> n.{state} OR {timeline}.entered_on <> n.entered_on
        OR {timeline}.note <> COALESCE(n.note, '') OR NOT {timeline}.from_feed)
    """
# Those of a record that was added just now have none before them.
_ADDED_WITH_OWNER = """
    INSERT INTO {timeline} ({owner}, position, {state}, entered_on, note, from_feed)
    SELECT a.id, n.position, n.{state}, n.entered_on, COALESCE(n.note, ''), TRUE
    FROM now_{steps} n JOIN now_added a ON a.number = n.{key}
    WHERE n.refused IS NULL AND NOT n.deleted
    """
_ADDED = """
    INSERT INTO {timeline} ({owner}, position, {state}, entered_on, note, from_feed)
    SELECT c.id, n.position, n.{state}, n.entered_on, COALESCE(n.note, ''), TRUE
    FROM now_{steps} n JOIN {table} c ON c.number = n.{key}
    WHERE n.refused IS NULL AND NOT n.deleted AND c.updated_at <= :moment
      AND NOT EXISTS (SELECT 1 FROM {timeline} t WHERE t.{owner} = c.id AND t.position = n.position)
    """
_REMOVED = """
    DELETE FROM {timeline} WHERE id IN (
      SELECT t.id FROM now_{steps} n JOIN {table} c ON c.number = n.{key}
      JOIN {timeline} t ON t.{owner} = c.id AND t.position = n.position
      WHERE n.refused IS NULL AND n.deleted AND c.updated_at <= :moment)
    """
# What was only known here gives way once the centre says anew how far it is.
_GIVES_WAY = """
    DELETE FROM {timeline} WHERE NOT from_feed AND {owner} IN (
      SELECT c.id FROM now_{rows} n JOIN {table} c ON c.number = n.{key}
      WHERE n.refused IS NULL AND NOT n.deleted AND c.source_hash = n.source_hash AND c.{state} = n.{state}
        AND c.updated_at <= :moment
        AND EXISTS (SELECT 1 FROM now_{steps} s WHERE s.{key} = n.{key} AND s.refused IS NULL AND NOT s.deleted))
      AND position > (SELECT max(l.position) FROM {timeline} l
        WHERE l.{owner} = {timeline}.{owner} AND l.from_feed)
    """
# Steps alone move the record, too.
_MOVED_BY_STEPS = """
    UPDATE {table} SET {state} = t.{state}, {since} = t.entered_on, updated_at = :moment
    FROM {timeline} t
    WHERE t.{owner} = {table}.id AND {table}.updated_at <= :moment AND t.{state} <> {table}.{state}
      AND {table}.number IN (SELECT n.{key} FROM now_{steps} n WHERE n.refused IS NULL)
      AND {table}.number NOT IN (SELECT n.{key} FROM now_{rows} n)
      AND t.position = (SELECT max(l.position) FROM {timeline} l WHERE l.{owner} = {table}.id)
    """
# Without a file of steps, the state that a record came to is its next step; a new record's is its first.
_FIRST_STEP = """
    INSERT INTO {timeline} ({owner}, position, {state}, entered_on, note, from_feed)
    SELECT a.id, 0, n.{state}, n.{since}, '', TRUE
    FROM now_{rows} n JOIN now_added a ON a.number = n.{key}
    WHERE n.refused IS NULL AND NOT n.deleted AND NOT EXISTS (
      SELECT 1 FROM now_{steps} s WHERE s.{key} = n.{key} AND s.refused IS NULL AND NOT s.deleted)
    """
_NEXT_STEP = """
    INSERT INTO {timeline} ({owner}, position, {state}, entered_on, note, from_feed)
    SELECT c.id, COALESCE((SELECT max(l.position) FROM {timeline} l WHERE l.{owner} = c.id), -1) + 1,
      c.{state}, c.{since}, '', TRUE
    FROM now_{rows} n JOIN {table} c ON c.number = n.{key}
    WHERE n.refused IS NULL AND NOT n.deleted AND c.source_hash = n.source_hash AND c.{state} = n.{state}
      AND NOT EXISTS (SELECT 1 FROM {timeline} t WHERE t.{owner} = c.id AND t.{state} = c.{state}
        AND t.position = (SELECT max(l.position) FROM {timeline} l WHERE l.{owner} = c.id))
    """


def _make_checks(rows: Kind, steps: Kind, names: dict[str, str]) -> tuple[Check, ...]:
    return (
        refuse_doubles(steps, names["key"], "position"),
        Check(steps, _UNKNOWN.format(**names), ANY),
        Check(steps, _CANNOT_FOLLOW.format(**names)),
        Check(rows, _STEPS_REFUSED.format(**names), REFUSED),
        Check(rows, _NOT_LAST.format(**names)),
        Check(steps, _OWNER_REFUSED.format(**names), REFUSED),
    )


def _make_changes(rows: Kind, steps: Kind, names: dict[str, str]) -> tuple[MergeStep, ...]:
    return (
        MergeStep(steps, "changed", _CHANGED.format(**names), KNOWN),
        MergeStep(steps, "added", _ADDED_WITH_OWNER.format(**names)),
        MergeStep(steps, "added", _ADDED.format(**names), KNOWN),
        MergeStep(steps, "removed", _REMOVED.format(**names), DELETED),
        MergeStep(rows, "follows", _GIVES_WAY.format(**names), KNOWN),
        MergeStep(rows, "follows", _MOVED_BY_STEPS.format(**names), KNOWN),
        MergeStep(rows, "follows", _FIRST_STEP.format(**names)),
        MergeStep(rows, "follows", _NEXT_STEP.format(**names), KNOWN),
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
