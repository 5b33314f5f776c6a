"""Fills what no file brings: visits, activities, who signed up for them, and the keepers of the relief desk's words."""

from sqlalchemy import text

from claims.database import ClaimsDatabase

_STATEMENTS = (
    "INSERT INTO service_windows (place, district, seats)"
    " SELECT '样例窗口' || n, '大兴', 2000 FROM generate_series(1, 20) n",
    # Eight years of visits, one for each second member, and some that are to come.
    "INSERT INTO appointments (number, member_id, service, place, starts_at, state, updated_at)"
    " SELECT 'YY' || to_char(day, 'YYYY') || '-' || lpad(n::text, 7, '0'), m.id, '理赔咨询',"
    "  '样例窗口' || (1 + n % 20), day + interval '9 hours',"
    "  CASE WHEN day > now() THEN 'booked' ELSE 'kept' END, now()"
    " FROM (SELECT id, row_number() OVER () AS n FROM members) m,"
    "  LATERAL (SELECT date_trunc('day', now()) + (14 - n % 2900) * interval '1 day' AS day) d WHERE n % 2 = 0",
    "INSERT INTO activities (code, title, place, starts_at, sign_up_until, seats, updated_at)"
    " SELECT 'SAMPLE-A' || n, '样例活动' || n, '某处', now() + (60 - n) * interval '1 day',"
    "  current_date + (50 - n)::int, 200, now() FROM generate_series(1, 400) n",
    "INSERT INTO activity_sign_ups (activity_id, member_id, signed_up_on, state, updated_at)"
    " SELECT a.id, m.id, current_date - 30, CASE WHEN m.n / 400 < 200 THEN 'signed_up' ELSE 'waiting' END,"
    "  now() - interval '30 days'"
    " FROM (SELECT id, row_number() OVER () AS n FROM members) m"
    " JOIN (SELECT id, row_number() OVER () AS n FROM activities) a ON a.n = 1 + m.n % 400 WHERE m.n % 10 = 0",
)


async def fill_beside_files(claims: ClaimsDatabase) -> None:
    """Half as many visits as members, a tenth as many sign-ups; then statistics, as PostgreSQL keeps them by itself."""
    async with claims.begin() as session:
        for statement in _STATEMENTS:
            await session.execute(text(statement))
    connection = await claims.engine.connect()
    vacuuming = await connection.execution_options(isolation_level="AUTOCOMMIT")
    await vacuuming.execute(text("VACUUM ANALYZE"))
    await connection.close()
