-- What a leaving tells further (whom it went to, whether it could have been kept), the order by score, views for other tools.

ALTER TABLE stage_move ADD COLUMN competitor TEXT;
ALTER TABLE stage_move ADD COLUMN avoidable INTEGER CHECK (avoidable IS NULL OR avoidable IN (0, 1));

-- Local: the score of every live account, for the order and the filters by it. What halves with time is kept so that no
-- day makes it stale: heat is log2(points) + day / half-life, in millionths (0: nothing counts), cool is minus heat.
-- band is what heat is on score_state.day, place the cell's in the order A1 B1 A2 C1 …, 100 more for who left.
-- A grade of '' was not worked out yet. Within a cell the dearest comes first, then the oldest record.
CREATE TABLE score (
  id TEXT PRIMARY KEY NOT NULL,
  place INTEGER NOT NULL,
  minus_value INTEGER NOT NULL,
  grade TEXT NOT NULL,
  band INTEGER NOT NULL,
  fit INTEGER,
  cool INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX score_order ON score (place, minus_value, id);
CREATE INDEX score_heat ON score (band, cool) WHERE cool < 0;
CREATE TABLE score_queue (account_id TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE score_state (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  profile TEXT NOT NULL,
  day TEXT NOT NULL,
  reached TEXT NOT NULL,
  done INTEGER NOT NULL
) STRICT;
INSERT INTO score_state VALUES (1, '', '', '', 0);
INSERT INTO score (id, place, minus_value, grade, band, cool)
  SELECT a.id, CASE WHEN a.status IN ('active', 'inbox') THEN 23 ELSE 123 END, coalesce(c.minus_value, 0), '', 4, 0
  FROM account AS a LEFT JOIN card AS c ON c.id = a.id
  WHERE a.deleted_at IS NULL AND a.merged_into IS NULL ORDER BY a.id;

-- Views, for datasette, sqlite-utils and whoever asks the file in SQL: live rows only, amounts in whole units of their
-- currency, instants in local time. Nothing here needs a function of ours. docs/schema.md says what every column is.
CREATE VIEW currency_units (currency, minor_units) AS
  VALUES ('BIF', 1), ('CLP', 1), ('DJF', 1), ('GNF', 1), ('ISK', 1), ('JPY', 1), ('KMF', 1), ('KRW', 1), ('PYG', 1),
    ('RWF', 1), ('UGX', 1), ('VND', 1), ('VUV', 1), ('XAF', 1), ('XOF', 1), ('XPF', 1), ('BHD', 1000), ('IQD', 1000),
    ('JOD', 1000), ('KWD', 1000), ('LYD', 1000), ('OMR', 1000), ('TND', 1000), ('CLF', 10000), ('UYW', 10000);
CREATE VIEW base_currency AS
  SELECT coalesce((SELECT value FROM setting WHERE key = 'currency' AND deleted_at IS NULL), 'EUR') AS currency;
CREATE VIEW accounts AS
  SELECT a.id AS account_id, a.name AS account, a.kind, a.stage, a.status, a.owner, a.source, a.industry, a.employees,
    a.city, a.country, a.website,
    a.value_minor * 1.0 / coalesce(u.minor_units, 100) AS value,
    CASE WHEN a.value_minor IS NOT NULL THEN coalesce(a.currency, b.currency) END AS currency,
    a.next_due, a.next_time, a.next_kind, a.next_what, a.review_on, a.renewal_on, a.do_not_contact, a.created_on,
    strftime('%Y-%m-%d %H:%M:%S', a.added_at, 'localtime') AS added_at
  FROM account AS a JOIN base_currency AS b
  LEFT JOIN currency_units AS u ON u.currency = coalesce(a.currency, b.currency)
  WHERE a.deleted_at IS NULL AND a.merged_into IS NULL;
CREATE VIEW people AS
  SELECT p.id AS person_id, p.account_id, a.name AS account, p.full_name AS person, p.first_name, p.last_name, p.title,
    p.role,
    (SELECT coalesce(key, typed) FROM contact_point WHERE contact_id = p.id AND kind = 'phone' AND deleted_at IS NULL
      AND dead_at IS NULL ORDER BY position, id LIMIT 1) AS phone,
    (SELECT coalesce(key, typed) FROM contact_point WHERE contact_id = p.id AND kind = 'email' AND deleted_at IS NULL
      AND dead_at IS NULL ORDER BY position, id LIMIT 1) AS email,
    p.city, p.country, p.zone, p.linkedin_url, p.source, p.do_not_contact, p.email_opt_out, p.left_at AS left_on,
    p.created_on
  FROM contact AS p JOIN account AS a ON a.id = p.account_id
  WHERE p.deleted_at IS NULL AND p.merged_into IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL;
CREATE VIEW contact_points AS
  SELECT t.account_id, a.name AS account, p.full_name AS person, t.kind, t.label, t.typed, t.key AS normal_form,
    t.extension, t.dead_at IS NULL AS works
  FROM contact_point AS t JOIN account AS a ON a.id = t.account_id LEFT JOIN contact AS p ON p.id = t.contact_id
  WHERE t.deleted_at IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL AND p.deleted_at IS NULL;
CREATE VIEW pipeline AS
  SELECT a.id AS account_id, a.name AS account, a.stage,
    a.value_minor * 1.0 / coalesce(u.minor_units, 100) AS value,
    CASE WHEN a.value_minor IS NOT NULL THEN coalesce(a.currency, b.currency) END AS currency,
    c.q_deals + c.d_deals + c.p_deals + c.c_deals AS open_deals,
    a.next_due, a.next_time, a.next_kind, a.next_what, p.full_name AS next_person,
    CAST(max(julianday('now', 'localtime', 'start of day') - julianday(a.next_due), 0) AS INTEGER) AS days_late,
    (SELECT max(on_date) FROM stage_move WHERE account_id = a.id AND deleted_at IS NULL AND to_stage = a.stage
      AND (from_stage IS NULL OR from_stage <> to_stage OR from_status <> 'active')) AS in_stage_since,
    nullif(c.two_way_on, '') AS last_two_way_on
  FROM card AS c JOIN account AS a ON a.id = c.id JOIN base_currency AS b
  LEFT JOIN currency_units AS u ON u.currency = coalesce(a.currency, b.currency)
  LEFT JOIN contact AS p ON p.id = a.next_contact_id AND p.deleted_at IS NULL;
CREATE VIEW next_steps AS
  SELECT a.id AS account_id, a.name AS account, a.stage, a.next_due AS due, a.next_time AS time, a.next_kind AS kind,
    a.next_what AS what, p.full_name AS person,
    strftime('%Y-%m-%d %H:%M:%S', a.next_set_at, 'localtime') AS set_at
  FROM account AS a LEFT JOIN contact AS p ON p.id = a.next_contact_id AND p.deleted_at IS NULL
  WHERE a.next_due IS NOT NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL;
CREATE VIEW past_steps AS
  SELECT n.account_id, a.name AS account, n.due, n.time, n.kind, n.what, p.full_name AS person, n.outcome,
    strftime('%Y-%m-%d %H:%M:%S', n.closed_at, 'localtime') AS closed_at
  FROM next_step AS n JOIN account AS a ON a.id = n.account_id
  LEFT JOIN contact AS p ON p.id = n.contact_id AND p.deleted_at IS NULL
  WHERE n.deleted_at IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL;
CREATE VIEW calls AS
  SELECT t.id AS call_id, t.account_id, a.name AS account, p.full_name AS person,
    strftime('%Y-%m-%d %H:%M:%S', t.started_at, 'localtime') AS started_at, t.on_date, t.direction,
    t.disposition AS outcome, t.two_way, t.seconds, t.attempt, t.stage, t.playbook, t.verdict, t.note
  FROM call AS t JOIN account AS a ON a.id = t.account_id
  LEFT JOIN contact AS p ON p.id = t.contact_id AND p.deleted_at IS NULL
  WHERE t.deleted_at IS NULL AND t.disposition IS NOT NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL;
CREATE VIEW call_lines AS
  SELECT t.call_id, t.account_id, a.name AS account, strftime('%Y-%m-%d %H:%M:%S', t.at, 'localtime') AS at, t.second,
    t.text, t.question_id AS question, t.criterion, t.kind
  FROM call_line AS t JOIN account AS a ON a.id = t.account_id
  WHERE t.deleted_at IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL;
CREATE VIEW qualification AS
  SELECT g.account_id, a.name AS account, g.playbook, g.criterion, g.grade, g.evidence, g.quote, p.full_name AS person,
    strftime('%Y-%m-%d %H:%M:%S', g.at, 'localtime') AS at
  FROM grade AS g JOIN account AS a ON a.id = g.account_id
  LEFT JOIN contact AS p ON p.id = g.contact_id AND p.deleted_at IS NULL
  WHERE a.deleted_at IS NULL AND a.merged_into IS NULL
    AND g.id = (SELECT id FROM grade WHERE account_id = g.account_id AND criterion = g.criterion
      AND deleted_at IS NULL ORDER BY at DESC, id DESC LIMIT 1);
CREATE VIEW objections AS
  SELECT t.id AS objection_id, t.account_id, a.name AS account, p.full_name AS person, t.on_date, t.stage, t.category,
    t.words, t.underlying, t.concern, t.blocking, t.response_kind, t.response, t.proof, t.outcome,
    strftime('%Y-%m-%d %H:%M:%S', t.resolved_at, 'localtime') AS resolved_at
  FROM objection AS t JOIN account AS a ON a.id = t.account_id
  LEFT JOIN contact AS p ON p.id = t.contact_id AND p.deleted_at IS NULL
  WHERE t.deleted_at IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL;
CREATE VIEW deals AS
  SELECT t.id AS deal_id, t.account_id, a.name AS account, t.name AS deal, t.kind, t.step, t.outcome,
    t.value_minor * 1.0 / coalesce(u.minor_units, 100) AS value,
    CASE WHEN t.value_minor IS NOT NULL THEN coalesce(t.currency, b.currency) END AS currency,
    t.opened_on, t.expected_close, t.closed_on, t.close_reason AS reason, t.why
  FROM deal AS t JOIN account AS a ON a.id = t.account_id JOIN base_currency AS b
  LEFT JOIN currency_units AS u ON u.currency = coalesce(t.currency, b.currency)
  WHERE t.deleted_at IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL;
CREATE VIEW orders AS
  SELECT t.account_id, a.name AS account, t.ordered_on, t.amount_minor * 1.0 / coalesce(u.minor_units, 100) AS amount,
    t.currency, t.what
  FROM "order" AS t JOIN account AS a ON a.id = t.account_id LEFT JOIN currency_units AS u ON u.currency = t.currency
  WHERE t.deleted_at IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL;
CREATE VIEW recurring_revenue AS
  SELECT t.account_id, a.name AS account, t.on_date, t.change_minor * 1.0 / coalesce(u.minor_units, 100) AS change,
    t.currency, t.why
  FROM recurring AS t JOIN account AS a ON a.id = t.account_id LEFT JOIN currency_units AS u ON u.currency = t.currency
  WHERE t.deleted_at IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL;
CREATE VIEW spending AS
  SELECT t.month, t.kind, t.source, t.amount_minor * 1.0 / coalesce(u.minor_units, 100) AS amount, t.currency
  FROM spend AS t LEFT JOIN currency_units AS u ON u.currency = t.currency
  WHERE t.deleted_at IS NULL;
CREATE VIEW notes AS
  SELECT t.account_id, a.name AS account, p.full_name AS person,
    strftime('%Y-%m-%d %H:%M:%S', t.at, 'localtime') AS at, t.text
  FROM note AS t JOIN account AS a ON a.id = t.account_id
  LEFT JOIN contact AS p ON p.id = t.contact_id AND p.deleted_at IS NULL
  WHERE t.deleted_at IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL;
CREATE VIEW activities AS
  SELECT t.account_id, a.name AS account, p.full_name AS person,
    strftime('%Y-%m-%d %H:%M:%S', t.at, 'localtime') AS at, t.on_date, t.kind, t.two_way, t.text
  FROM activity AS t JOIN account AS a ON a.id = t.account_id
  LEFT JOIN contact AS p ON p.id = t.contact_id AND p.deleted_at IS NULL
  WHERE t.deleted_at IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL;
CREATE VIEW moves AS
  SELECT t.account_id, a.name AS account, t.on_date, t.move, t.from_stage, t.to_stage, t.from_status, t.to_status,
    t.reason, t.why, t.override AS gate_overridden, t.competitor, t.avoidable
  FROM stage_move AS t JOIN account AS a ON a.id = t.account_id
  WHERE t.deleted_at IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL;
CREATE VIEW tags AS
  SELECT t.account_id, a.name AS account, t.tag
  FROM tag AS t JOIN account AS a ON a.id = t.account_id
  WHERE t.deleted_at IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL;
CREATE VIEW cadences AS
  SELECT t.account_id, a.name AS account, p.full_name AS person, t.cadence, t.started_on, t.at_step, t.state, t.reason,
    t.resume_on
  FROM cadence_run AS t JOIN account AS a ON a.id = t.account_id
  LEFT JOIN contact AS p ON p.id = t.contact_id AND p.deleted_at IS NULL
  WHERE t.deleted_at IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL;
CREATE VIEW acts AS
  SELECT s.seq, strftime('%Y-%m-%d %H:%M:%S', s.at, 'localtime') AS at, s.verb, s.said, s.subject AS account_id,
    s.origin, s.device
  FROM step AS s WHERE s.undone_by IS NULL AND s.undoes IS NULL;

-- What the numbers of a period read: outbound calls by day, outcome and hour, the stage history of an account,
-- those who are gone and those with a meeting ahead, each from an index alone.
CREATE INDEX call_dialled ON call (on_date, disposition, substr(started_at, 1, 13), account_id)
  WHERE direction = 'out' AND disposition IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX stage_move_story ON stage_move (account_id, on_date, at, id, move, from_stage, to_stage, to_status)
  WHERE deleted_at IS NULL;
CREATE INDEX account_gone ON account (id) WHERE deleted_at IS NOT NULL OR merged_into IS NOT NULL;
CREATE INDEX account_meeting ON account (next_due) WHERE next_kind = 'meeting';
CREATE INDEX account_came ON account (created_on);

-- The ids that other programs give to companies: deals, calls and people of later files find their account by them.
CREATE INDEX account_by_external ON account (external_id) WHERE external_id IS NOT NULL;
