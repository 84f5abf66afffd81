"""The pieces of the ring road's statement: what counts as a case at each station.

Each answers rows of (station, share, count, late, mine). A case is what waits for somebody; what
is over is not counted. ``late`` is a promise or a limit that is broken.
"""

from __future__ import annotations

_LEADS = """
SELECT 'prospect', status, count(*),
       count(*) FILTER (WHERE first_contact_at IS NULL
                        AND received_at < %(at)s - make_interval(mins => %(first_call)s)),
       count(*) FILTER (WHERE assignee_id = %(staff)s)
FROM leads_lead
WHERE tenant_id = %(tenant)s AND store_id = %(store)s
  AND status IN ('new', 'assigned', 'contacted')
GROUP BY status
"""

_VISITS = """
SELECT 'prospect', 'visiting', count(*),
       count(*) FILTER (WHERE contact_started_at IS NULL
                        AND arrived_at < %(at)s - make_interval(mins => %(first_word)s)),
       count(*) FILTER (WHERE consultant_id = %(staff)s)
FROM leads_visit
WHERE tenant_id = %(tenant)s AND store_id = %(store)s AND left_at IS NULL
"""

_OPPORTUNITIES = """
SELECT 'follow_up', 'level_' || lower(intent_level), count(*),
       count(*) FILTER (WHERE next_on < %(today)s OR (next_on IS NULL
           AND last_contact_at < %(at)s - make_interval(days => CASE intent_level
               WHEN 'H' THEN %(level_h)s WHEN 'A' THEN %(level_a)s
               WHEN 'B' THEN %(level_b)s ELSE %(level_c)s END))),
       count(*) FILTER (WHERE consultant_id = %(staff)s)
FROM leads_opportunity
WHERE tenant_id = %(tenant)s AND store_id = %(store)s
  AND stage IN ('filed', 'contacted', 'test_driven', 'quoted')
GROUP BY intent_level
"""

_TEST_DRIVES = """
SELECT 'test_drive', state, count(*),
       count(*) FILTER (WHERE CASE state WHEN 'booked' THEN starts_at ELSE ends_at END < %(at)s),
       count(*) FILTER (WHERE consultant_id = %(staff)s)
FROM leads_testdrive
WHERE tenant_id = %(tenant)s AND store_id = %(store)s
  AND starts_at >= %(morning)s AND state IN ('booked', 'driving')
GROUP BY state
"""

_QUOTATIONS = """
SELECT 'quote', v.state, count(*),
       count(*) FILTER (WHERE v.state = 'sent' AND v.valid_until <= %(today)s),
       count(*) FILTER (WHERE q.consultant_id = %(staff)s)
FROM sales_quotationversion v
JOIN sales_quotation q ON q.tenant_id = v.tenant_id AND q.id = v.quotation_id
WHERE v.tenant_id = %(tenant)s AND v.store_id = %(store)s
  AND v.state IN ('draft', 'approval_wanted', 'sent')
GROUP BY v.state
"""

_ORDERS = """
SELECT 'order', state, count(*), count(*) FILTER (WHERE promised_on < %(today)s),
       count(*) FILTER (WHERE consultant_id = %(staff)s)
FROM sales_salesorder
WHERE tenant_id = %(tenant)s AND store_id = %(store)s
  AND state IN ('draft', 'approved', 'deposit_paid', 'allocated', 'paid', 'invoiced', 'registered')
GROUP BY state
"""

_DELIVERIES = """
SELECT 'delivery', coalesce(d.state, 'to_plan'), count(*),
       count(*) FILTER (WHERE d.state IN ('planned', 'prepared') AND d.starts_at < %(at)s
                        OR d.state IS NULL AND o.promised_on < %(today)s),
       count(*) FILTER (WHERE o.consultant_id = %(staff)s OR d.specialist_id = %(staff)s)
FROM sales_salesorder o
LEFT JOIN sales_delivery d ON d.tenant_id = o.tenant_id AND d.order_id = o.id
     AND d.state IN ('planned', 'prepared', 'in_progress', 'signed')
WHERE o.tenant_id = %(tenant)s AND o.store_id = %(store)s AND o.state = 'ready_for_delivery'
GROUP BY d.state
"""

_APPOINTMENTS = """
SELECT CASE state WHEN 'arrived' THEN 'reception' ELSE 'booking' END,
       CASE WHEN state = 'arrived' THEN 'arrived'
            WHEN prepared_at IS NOT NULL THEN 'prepared' ELSE state END,
       count(*), count(*) FILTER (WHERE arrives_at < %(at)s AND state <> 'arrived'),
       count(*) FILTER (WHERE adviser_id = %(staff)s)
FROM service_appointment
WHERE tenant_id = %(tenant)s AND store_id = %(store)s AND arrives_at >= %(morning)s
  AND state IN ('booked', 'confirmed', 'arrived')
GROUP BY 1, 2
"""

_REPAIR_ORDERS = """
SELECT CASE WHEN floor_stage IN ('opened', 'inspected', 'estimated') THEN 'reception'
            WHEN floor_stage IN ('authorised', 'dispatched', 'working', 'stopped') THEN 'repair'
            WHEN floor_stage IN ('work_done', 'in_quality_check') THEN 'quality'
            ELSE 'settlement' END,
       CASE WHEN floor_stage = 'stopped' AND stop_reason = 'part' THEN 'wants_part'
            ELSE floor_stage END,
       count(*), count(*) FILTER (WHERE promise_at < %(at)s),
       count(*) FILTER (WHERE adviser_id = %(staff)s)
FROM service_repairorder
WHERE tenant_id = %(tenant)s AND store_id = %(store)s
  AND floor_stage NOT IN ('gate_out', 'closed', 'void')
GROUP BY 1, 2
"""

_TASKS = """
SELECT CASE WHEN t.is_coming THEN 'gate'
            WHEN r.code IN ('F10', 'F11', 'F12') THEN 'sale_thanks'
            WHEN r.code IN ('F13', 'F18') THEN 'service_thanks'
            WHEN r.family = 'trade_up' THEN 'trade_up'
            WHEN r.family = 'maintenance' THEN 'invite' ELSE 'other' END,
       t.channel, sum(t.count)::bigint, sum(t.late)::bigint, sum(t.mine)::bigint
FROM (
  SELECT rule_id, channel, planned_on > %(today)s AS is_coming, count(*) AS count,
         count(*) FILTER (WHERE due_at < %(at)s) AS late,
         count(*) FILTER (WHERE assignee_id = %(staff)s) AS mine
  FROM followups_task -- thousands of them, read off followups_task_open alone
  WHERE tenant_id = %(tenant)s AND store_id = %(store)s
    AND state IN ('planned', 'due', 'late', 'blocked') AND planned_on <= %(today)s + 7
  GROUP BY 1, 2, 3
) t
JOIN followups_rule r ON r.tenant_id = %(tenant)s AND r.id = t.rule_id
WHERE NOT t.is_coming OR r.family = 'maintenance'
GROUP BY 1, 2
"""

PIECES = (
    _LEADS,
    _VISITS,
    _OPPORTUNITIES,
    _TEST_DRIVES,
    _QUOTATIONS,
    _ORDERS,
    _DELIVERIES,
    _APPOINTMENTS,
    _REPAIR_ORDERS,
    _TASKS,
)
