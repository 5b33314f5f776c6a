"""Which rows of `now_…` are in the tables already: what a dry run can say without changing anything."""

from collections.abc import Mapping

from claims.importing.columns import Kind

KNOWN: Mapping[Kind, str] = {
    "unions": "EXISTS (SELECT 1 FROM grassroots_unions u WHERE u.code = n.union_code)",
    "members": "EXISTS (SELECT 1 FROM members m WHERE m.id_number_hash = n.id_number_hash)",
    "enrolments": """EXISTS (
        SELECT 1 FROM members m JOIN enrolments e ON e.member_id = m.id
        WHERE m.id_number_hash = n.id_number_hash AND e.plan_code = n.plan_code
          AND COALESCE(e.tier, '') = COALESCE(n.tier, '') AND e.effective_date = n.effective_date)""",
    "claims": "EXISTS (SELECT 1 FROM claims c WHERE c.number = n.claim_number)",
    "claim_steps": """EXISTS (
        SELECT 1 FROM claims c JOIN claim_timeline t ON t.claim_id = c.id
        WHERE c.number = n.claim_number AND t.position = n.position)""",
    "claim_documents": """EXISTS (
        SELECT 1 FROM claims c JOIN claim_documents d ON d.claim_id = c.id
        WHERE c.number = n.claim_number AND d.kind = n.kind)""",
    "payments": "EXISTS (SELECT 1 FROM payments p WHERE p.number = n.payment_number)",
    "relief_applications": "EXISTS (SELECT 1 FROM relief_applications c WHERE c.number = n.relief_number)",
    "relief_steps": """EXISTS (
        SELECT 1 FROM relief_applications c JOIN relief_timeline t ON t.application_id = c.id
        WHERE c.number = n.relief_number AND t.position = n.position)""",
}
