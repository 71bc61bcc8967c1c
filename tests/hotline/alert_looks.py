"""Reads what is written down about alerts, for the model."""

from sqlalchemy import Connection, text

from tests.hotline.alert_model import AlertNow, Attempt, Night

ALERTS = """
SELECT a.id, a.case_id, a.state, a.step, a.turn, a.round, a.next_step_at, a.opened_at, a.acknowledged_by,
       c.district, c.acknowledged_by, EXISTS (
           SELECT FROM contact p WHERE p.case_id = a.case_id AND p.channel = 'voice' AND p.state = 'open'
           AND p.stage NOT IN ('talking', 'talking_elsewhere', 'done')), c.state = 'closed'
FROM alert a JOIN "case" c ON c.id = a.case_id ORDER BY a.id"""
ATTEMPTS = """
SELECT id, alert_id, round, step, turn, officer, channel, purpose, state, sid,
       channel = 'call' AND line_free_at IS NULL, hang_up_after IS NOT NULL,
       line_free_at IS NOT NULL AND (state = 'failed' OR state = 'unanswered' AND error LIKE '%never told%')
FROM notification ORDER BY id"""


def look(connection: Connection) -> Night:
    alerts = [AlertNow(*row) for row in connection.execute(text(ALERTS))]
    attempts = [Attempt(*row) for row in connection.execute(text(ATTEMPTS))]
    return Night({one.id: one for one in alerts}, {one.id: one for one in attempts})
