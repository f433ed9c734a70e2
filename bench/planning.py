"""A business plan and a register of risks of each partnership, as operations would leave them."""

from __future__ import annotations

RISKS_KEPT, PRIORITIES, OBJECTIVES = 100, 8, 5
"""Risks of one partnership that still stand; priorities of its plan, and objectives of each."""

READ = """ARRAY(SELECT 'capacity:' || {partnership} || ':' || c FROM
    unnest(ARRAY['business-manager','lead-partner','scrutineer','group-chair']) c)"""
RATED = """likelihood_before, impact_before, likelihood_after, impact_after, likelihood_target,
    impact_target"""

RISKS = f"""
WITH made AS (
    INSERT INTO records_record (partnership_id, reference, kind, title, body_id, marking, audience,
                                "on", summary, created_at)
    SELECT p.id, 'RSK-2020-' || lpad(n::text, 4, '0'), 'planning:risk', 'Risk ' || n,
           (SELECT id FROM partnership_body b WHERE b.partnership_id = p.id
            ORDER BY (b.id + n) %% 7, b.id LIMIT 1),
           'internal', {READ.format(partnership="p.id")}, current_date, 'In three parts', now()
    FROM partnership_partnership p, generate_series(1, %(risks)s) n
    RETURNING id, partnership_id, body_id, title),
entered AS (
    INSERT INTO planning_risk (record_id, partnership_id, body_id, owner_id, name, cause, event,
        effect, state, score_was, assessed_on, entered_at, entered_by, raised_by, raised_reason,
        answered_by, answer, closed_by, closed_reason, review_on, {RATED})
    SELECT m.id, m.partnership_id, m.body_id,
           (SELECT s.person_id FROM partnership_seat s WHERE s.partnership_id = m.partnership_id
            ORDER BY s.id LIMIT 1),
           m.title, 'Two posts are vacant.', 'Visits are late.', 'Children wait.', 'open', 12,
           current_date - 30, now(), 'The bench', '', '', '', '', '', '',
           current_date + (m.id %% 120)::int - 20, 4, 4, 1 + (m.id %% 4)::int,
           1 + (m.id %% 4)::int, 1, 2
    FROM made m RETURNING id, record_id)
INSERT INTO planning_assessment (risk_id, record_id, words, assessed_on, assessed_by, entered_at,
    review_on, {RATED})
SELECT id, record_id, 'As the group judged it.', current_date - 30 * n, 'The bench', now(),
       current_date + 60, 4, 4, 1 + ((record_id + n) %% 4)::int, 3, 1, 2
FROM entered, generate_series(1, 4) n
"""
PLANS = f"""
WITH made AS (
    INSERT INTO records_record (partnership_id, reference, kind, title, marking, audience, "on",
                                summary, created_at)
    SELECT p.id, 'PLN-2020-001', 'planning:plan', 'Business plan', 'internal',
           {READ.format(partnership="p.id")}, current_date - 200, '', now()
    FROM partnership_partnership p RETURNING id, partnership_id),
plans AS (
    INSERT INTO planning_plan (record_id, partnership_id, name, starts_on, ends_on, words, state,
        drawn_up_at, drawn_up_by, agreed_on, agreed_by, agreed_where)
    SELECT id, partnership_id, 'Business plan', current_date - 200, current_date + 164, '',
           'agreed', now(), 'The bench', current_date - 190, 'The bench', 'The Executive'
    FROM made RETURNING id, record_id, partnership_id),
priorities AS (
    INSERT INTO planning_priority (plan_id, record_id, number, name, why, aims)
    SELECT id, record_id, n, 'Priority ' || n, 'Because it matters most.', '{{}}'
    FROM plans, generate_series(1, %(priorities)s) n RETURNING id, plan_id, number),
sheets AS (
    INSERT INTO records_record (partnership_id, reference, kind, title, marking, audience, "on",
                                summary, created_at)
    SELECT p.partnership_id, 'OBJ-2020-' || lpad((q.number * 100 + n)::text, 4, '0'),
           'planning:objective', 'Objective ' || n || ' of priority ' || q.number, 'internal',
           {READ.format(partnership="p.partnership_id")}, current_date - 200, '', now()
    FROM plans p JOIN priorities q ON q.plan_id = p.id, generate_series(1, %(objectives)s) n
    RETURNING id, partnership_id, reference, title),
objectives AS (
    INSERT INTO planning_objective (record_id, partnership_id, plan_id, priority_id, number, what,
        measure, body_id, alignment, reach_by_on, dropped_by, dropped_reason)
    SELECT s.id, s.partnership_id, p.id, q.id, right(s.reference, 2)::int, s.title, 'An audit',
           (SELECT id FROM partnership_body b WHERE b.partnership_id = s.partnership_id
            ORDER BY b.id LIMIT 1), '', current_date + 90, '', ''
    FROM sheets s JOIN plans p USING (partnership_id)
    JOIN priorities q ON q.plan_id = p.id AND q.number = substr(right(s.reference, 4), 1, 2)::int
    RETURNING id, record_id)
INSERT INTO planning_judgement (objective_id, record_id, side, value, words, judged_on, judged_by,
    entered_at)
SELECT id, record_id, side, 'some', 'As the group judged it.', current_date - 30 * n, 'The bench',
       now()
FROM objectives, generate_series(1, 4) n, unnest(ARRAY['progress', 'impact']) side
"""
