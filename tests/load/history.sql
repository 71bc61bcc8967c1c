-- Two years of a hotline; :cases, :days and :now are filled in by history.py. Statements end with a line ";".
SET LOCAL session_replication_role = replica
;
CREATE TEMP TABLE where_to ON COMMIT DROP AS SELECT row_number() OVER (ORDER BY position) - 1 AS n, code FROM district
;
CREATE TEMP TABLE whom ON COMMIT DROP AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id, phone FROM officer WHERE role = 'officer'
;
INSERT INTO "case" (id, number, state, urgency, district, channel, drill, opened_at, acknowledged_at, acknowledged_by,
        first_action_at, closed_at, closed_by, disposition, version)
    SELECT i, 'CT-' || lpad(CAST(i AS text), greatest(4, length(CAST(i AS text))), '0'),
        CASE WHEN i > :cases - 40 THEN 'open' WHEN i > :cases - 400 THEN 'acknowledged' ELSE 'closed' END, 'urgent',
        CASE WHEN i % 31 > 0 THEN d.code END,
        CASE WHEN i % 20 = 0 THEN 'sms' ELSE 'voice' END, i % 97 = 0, t.opened,
        CASE WHEN i <= :cases - 40 THEN t.opened + make_interval(secs => 8 + i * 7919 % 90) END,
        CASE WHEN i <= :cases - 40 THEN o.id END,
        CASE WHEN i <= :cases - 400 AND i % 9 > 0 THEN t.opened + make_interval(secs => 120 + i * 1047 % 3000) END,
        CASE WHEN i <= :cases - 400 THEN t.opened + interval '1 day' END,
        CASE WHEN i <= :cases - 400 THEN o.id END,
        CASE WHEN i <= :cases - 400 THEN (ARRAY['helped','referred','advice','prank','silent'])[1 + i % 5] END, 1
    FROM generate_series(1, :cases) i
    CROSS JOIN LATERAL (SELECT :now - make_interval(secs => (:cases - i) * :days * 86400.0 / :cases) AS opened) t
    JOIN where_to d ON d.n = i % (SELECT count(*) FROM where_to)
    JOIN whom o ON o.n = i % (SELECT count(*) FROM whom)
;
INSERT INTO contact (id, channel, sid, caller, called, case_id, district, asked_place, offered, state, stage, outcome,
        started_at, waiting_since, answered_at, answered_by, ended_at, drill)
    SELECT c.id * 2 - k, CASE WHEN c.id % 20 = 0 THEN 'sms' ELSE 'voice' END, 'CA' || lpad(CAST((c.id * 2 - k) AS text), 32, '0'),
        '+8490' || lpad(CAST((c.id % 60000) AS text), 7, '0'), '+842923000111', c.id, c.district, true, '[]', 'ended', 'done',
        CASE WHEN c.id % 20 = 0 THEN 'received' WHEN c.id % 7 < 2 THEN 'abandoned' ELSE 'answered' END,
        s.at, CASE WHEN c.id % 7 > 0 THEN s.at + interval '6 seconds' END,
        CASE WHEN c.id % 20 > 0 AND c.id % 7 > 1 THEN s.at + make_interval(secs => 8 + c.id * 7919 % 90) END,
        CASE WHEN c.id % 20 > 0 AND c.id % 7 > 1 AND c.id % 11 > 0 THEN c.acknowledged_by END,
        s.at + interval '5 minutes', c.drill
    FROM "case" c CROSS JOIN generate_series(0, 1) k
    CROSS JOIN LATERAL (SELECT c.opened_at + make_interval(mins => 10 * (1 - k)) AS at) s
    WHERE k = 1 OR c.id % 3 = 0
;
INSERT INTO alert (id, case_id, state, step, turn, round, next_step_at, opened_at, acknowledged_at, acknowledged_by)
    SELECT id, id, CASE WHEN acknowledged_at IS NULL THEN 'ringing' ELSE 'acknowledged' END, 1 + id % 3, 1,
        CASE WHEN id % 40 = 0 THEN 2 ELSE 1 END,
        CASE WHEN acknowledged_at IS NULL THEN :now + interval '1 hour' END, opened_at, acknowledged_at, acknowledged_by
    FROM "case" 
;
INSERT INTO notification (alert_id, round, step, turn, officer, channel, purpose, phone, state, attempts, refused,
        created_at, ring_seconds, sent_at, ended_at, line_free_at)
    SELECT a.id, 1, s.nr, 1, o.id, channel, 'alert', o.phone,
        CASE WHEN s.nr = a.step AND channel = 'call' THEN 'accepted' WHEN channel = 'call' THEN 'unanswered'
        ELSE 'sent' END, 1, false, a.opened_at, 30, a.opened_at, a.opened_at + interval '1 minute', a.opened_at
    FROM alert a CROSS JOIN LATERAL generate_series(1, a.step) AS s(nr)
    CROSS JOIN (VALUES ('call'), ('sms')) AS v(channel)
    JOIN whom o ON o.n = (a.id + s.nr) % (SELECT count(*) FROM whom)
;
INSERT INTO case_event (case_id, at, what, subject, before, after, who)
    SELECT c.id, c.opened_at + make_interval(secs => k), (ARRAY['case.state','contact.state','alert.state','alert.step',
        'contact.stage','notification.state','notification.state','alert.state','case.state','contact.state'])[k],
        c.id, CASE WHEN k = 4 AND c.id % 80 = 0 THEN '2.1' WHEN k = 4 THEN '1.1' END,
        CASE WHEN k = 8 AND c.id % 50 = 0 THEN 'exhausted' WHEN k = 4 AND c.id % 40 = 0 THEN '0.0' ELSE '1.1' END, NULL
    FROM "case" c CROSS JOIN generate_series(1, 10) k
;
SELECT setval(pg_get_serial_sequence('"case"', 'id'), :cases), setval(pg_get_serial_sequence('contact', 'id'), 2 * :cases),
        setval(pg_get_serial_sequence('alert', 'id'), :cases)
;
