CREATE TABLE account (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL DEFAULT 'company' CHECK (kind IN ('company', 'person')),
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  domain_key TEXT,
  website TEXT,
  industry TEXT,
  employees TEXT,
  annual_revenue TEXT,
  city TEXT,
  country TEXT,
  owner TEXT,
  stage TEXT NOT NULL DEFAULT 'lead' CHECK (stage IN ('lead', 'prospect', 'customer')),
  status TEXT NOT NULL DEFAULT 'inbox'
    CHECK (status IN ('inbox', 'active', 'dormant', 'disqualified', 'lost', 'churned')),
  source TEXT,
  signal TEXT,
  value_minor INTEGER CHECK (value_minor IS NULL OR value_minor >= 0),
  currency TEXT,
  playbook TEXT,
  next_kind TEXT,
  next_what TEXT,
  next_due TEXT CHECK (next_due IS NULL OR next_due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  next_time TEXT CHECK (next_time IS NULL OR next_time GLOB '[0-2][0-9]:[0-5][0-9]'),
  next_zone TEXT,
  next_contact_id TEXT,
  next_set_at TEXT,
  review_on TEXT,
  review_trigger TEXT,
  renewal_on TEXT,
  satisfaction INTEGER CHECK (satisfaction IS NULL OR satisfaction BETWEEN 0 AND 10),
  do_not_contact INTEGER NOT NULL DEFAULT 0 CHECK (do_not_contact IN (0, 1)),
  created_on TEXT NOT NULL,
  added_at TEXT NOT NULL,
  external_id TEXT,
  batch_id TEXT,
  merged_into TEXT,
  fields TEXT,
  updated_at TEXT NOT NULL,
  deleted_at TEXT, first_value_on TEXT,
  CHECK (status <> 'active' OR (next_kind IS NOT NULL AND next_due IS NOT NULL)),
  CHECK (status = 'active' OR (next_kind IS NULL AND next_due IS NULL))
) STRICT;

CREATE TABLE activity (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  contact_id TEXT REFERENCES contact (id),
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  on_date TEXT NOT NULL,
  two_way INTEGER NOT NULL DEFAULT 0 CHECK (two_way IN (0, 1)),
  text TEXT,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE answer (
  id TEXT PRIMARY KEY NOT NULL,
  call_id TEXT NOT NULL REFERENCES call (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  playbook TEXT NOT NULL,
  question_id TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'skipped', 'parked', 'not_applicable')),
  answer TEXT,
  at TEXT NOT NULL,
  second INTEGER NOT NULL DEFAULT 0,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE booked_day (
  day TEXT PRIMARY KEY NOT NULL,
  orders INTEGER NOT NULL, value INTEGER NOT NULL, unconverted INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE cadence_run (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  contact_id TEXT REFERENCES contact (id),
  cadence TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  started_on TEXT NOT NULL,
  at_step INTEGER NOT NULL DEFAULT 0 CHECK (at_step >= 0),
  state TEXT NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'paused', 'finished', 'stopped')),
  reason TEXT,
  resume_on TEXT,
  ended_at TEXT,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE cadence_step (
  id TEXT PRIMARY KEY NOT NULL,
  run_id TEXT NOT NULL REFERENCES cadence_run (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  contact_id TEXT REFERENCES contact (id),
  number INTEGER NOT NULL CHECK (number >= 0),
  channel TEXT NOT NULL,
  due TEXT NOT NULL,
  done_at TEXT,
  on_date TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'skipped')),
  reason TEXT,
  call_id TEXT REFERENCES call (id),
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE call (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  contact_id TEXT REFERENCES contact (id),
  contact_point_id TEXT REFERENCES contact_point (id),
  direction TEXT NOT NULL DEFAULT 'out' CHECK (direction IN ('out', 'in')),
  mode TEXT NOT NULL DEFAULT 'live' CHECK (mode IN ('live', 'after')),
  stage TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  on_date TEXT NOT NULL,
  seconds INTEGER CHECK (seconds IS NULL OR seconds >= 0),
  disposition TEXT,
  attempt INTEGER,
  two_way INTEGER NOT NULL DEFAULT 0 CHECK (two_way IN (0, 1)),
  playbook TEXT,
  playbook_version INTEGER,
  verdict TEXT,
  hard_stop TEXT,
  note TEXT,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE call_block (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  filter TEXT,
  kind TEXT NOT NULL DEFAULT 'block' CHECK (kind IN ('block', 'sheet')),
  begun_at TEXT NOT NULL,
  ended_at TEXT,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE call_block_row (
  id TEXT PRIMARY KEY NOT NULL,
  block_id TEXT NOT NULL REFERENCES call_block (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  position INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'called', 'skipped')),
  reason TEXT,
  call_id TEXT REFERENCES call (id),
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE call_line (
  id TEXT PRIMARY KEY NOT NULL,
  call_id TEXT NOT NULL REFERENCES call (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  at TEXT NOT NULL,
  second INTEGER NOT NULL DEFAULT 0,
  text TEXT NOT NULL,
  question_id TEXT,
  criterion TEXT,
  kind TEXT NOT NULL DEFAULT 'line' CHECK (kind IN ('line', 'objection', 'concern')),
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE card (
  id TEXT PRIMARY KEY NOT NULL,
  stage TEXT NOT NULL,
  due TEXT NOT NULL,
  time TEXT NOT NULL,
  minus_value INTEGER NOT NULL,
  name_key TEXT NOT NULL,
  unconverted INTEGER NOT NULL,
  two_way_on TEXT NOT NULL,
  q_deals INTEGER NOT NULL, q_value INTEGER NOT NULL,
  d_deals INTEGER NOT NULL, d_value INTEGER NOT NULL,
  p_deals INTEGER NOT NULL, p_value INTEGER NOT NULL,
  c_deals INTEGER NOT NULL, c_value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE card_day (
  stage TEXT NOT NULL,
  due TEXT NOT NULL,
  cards INTEGER NOT NULL, value INTEGER NOT NULL, unconverted INTEGER NOT NULL,
  q_deals INTEGER NOT NULL, q_value INTEGER NOT NULL,
  d_deals INTEGER NOT NULL, d_value INTEGER NOT NULL,
  p_deals INTEGER NOT NULL, p_value INTEGER NOT NULL,
  c_deals INTEGER NOT NULL, c_value INTEGER NOT NULL,
  PRIMARY KEY (stage, due)
) STRICT, WITHOUT ROWID;

CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  step_id TEXT REFERENCES step (id),
  tbl TEXT NOT NULL,
  row_id TEXT NOT NULL,
  op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')),
  before TEXT,
  after TEXT
) STRICT;

CREATE TABLE contact (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  full_name TEXT NOT NULL,
  first_name TEXT,
  last_name TEXT,
  name_key TEXT NOT NULL,
  title TEXT,
  role TEXT CHECK (role IS NULL OR role IN ('decides', 'champion', 'recommends', 'user', 'blocks', 'signs')),
  zone TEXT,
  city TEXT,
  country TEXT,
  linkedin_url TEXT,
  source TEXT,
  owner TEXT,
  referred_by TEXT,
  left_at TEXT,
  do_not_contact INTEGER NOT NULL DEFAULT 0 CHECK (do_not_contact IN (0, 1)),
  email_opt_out INTEGER NOT NULL DEFAULT 0 CHECK (email_opt_out IN (0, 1)),
  created_on TEXT NOT NULL,
  added_at TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT 0,
  external_id TEXT,
  batch_id TEXT,
  merged_into TEXT,
  source_values TEXT,
  fields TEXT,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE contact_point (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  contact_id TEXT REFERENCES contact (id),
  kind TEXT NOT NULL CHECK (kind IN ('phone', 'email')),
  label TEXT NOT NULL DEFAULT 'work' CHECK (label IN ('work', 'mobile', 'home', 'other')),
  typed TEXT NOT NULL,
  key TEXT,
  extension TEXT,
  position INTEGER NOT NULL DEFAULT 0,
  dead_at TEXT,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE current_step (one INTEGER PRIMARY KEY CHECK (one = 1), step_id TEXT) STRICT;

CREATE TABLE deal (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  name TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'new' CHECK (kind IN ('new', 'upsell', 'cross_sell', 'renewal', 'win_back')),
  step TEXT NOT NULL DEFAULT 'qualified' CHECK (step IN ('qualified', 'demo', 'proposal', 'decision')),
  outcome TEXT NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'won', 'lost', 'disqualified', 'dropped')),
  value_minor INTEGER CHECK (value_minor IS NULL OR value_minor >= 0),
  currency TEXT,
  opened_on TEXT NOT NULL,
  expected_close TEXT,
  closed_on TEXT,
  close_reason TEXT,
  why TEXT,
  updated_at TEXT NOT NULL,
  deleted_at TEXT,
  CHECK (outcome = 'open' OR closed_on IS NOT NULL)
) STRICT;

CREATE TABLE decided_step (
  step TEXT NOT NULL, won INTEGER NOT NULL, deals INTEGER NOT NULL, PRIMARY KEY (step, won)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (key TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL) STRICT;

CREATE TABLE exchange_rate (
  id TEXT PRIMARY KEY NOT NULL,
  currency TEXT NOT NULL,
  on_date TEXT NOT NULL,
  millionths INTEGER NOT NULL CHECK (millionths > 0),
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE fingerprint (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('email', 'phone')),
  hash TEXT NOT NULL,
  why TEXT NOT NULL CHECK (why IN ('do_not_contact', 'forgotten')),
  on_date TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE grade (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  call_id TEXT REFERENCES call (id),
  line_id TEXT REFERENCES call_line (id),
  contact_id TEXT REFERENCES contact (id),
  playbook TEXT NOT NULL,
  criterion TEXT NOT NULL,
  grade INTEGER NOT NULL CHECK (grade BETWEEN 0 AND 3),
  evidence TEXT NOT NULL CHECK (evidence IN ('unknown', 'assumed', 'stated', 'confirmed')),
  by_hand INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1)),
  quote TEXT,
  at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE import_batch (
  id TEXT PRIMARY KEY NOT NULL,
  step_id TEXT,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  source TEXT,
  region TEXT,
  format TEXT,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'taken_back')),
  total INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  same INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  rejects_file TEXT,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE next_step (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  contact_id TEXT REFERENCES contact (id),
  kind TEXT NOT NULL,
  what TEXT,
  due TEXT NOT NULL,
  time TEXT,
  zone TEXT,
  set_at TEXT,
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'replaced', 'snoozed', 'dropped')),
  closed_at TEXT NOT NULL,
  call_id TEXT REFERENCES call (id),
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE not_same (
  id TEXT PRIMARY KEY NOT NULL,
  tbl TEXT NOT NULL CHECK (tbl IN ('account', 'contact')),
  one_id TEXT NOT NULL,
  other_id TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE note (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  contact_id TEXT REFERENCES contact (id),
  at TEXT NOT NULL,
  text TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE objection (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  contact_id TEXT REFERENCES contact (id),
  deal_id TEXT REFERENCES deal (id),
  call_id TEXT REFERENCES call (id),
  at TEXT NOT NULL,
  on_date TEXT NOT NULL,
  second INTEGER,
  stage TEXT NOT NULL,
  category TEXT NOT NULL,
  words TEXT NOT NULL,
  underlying TEXT,
  concern TEXT,
  blocking INTEGER NOT NULL DEFAULT 0 CHECK (blocking IN (0, 1)),
  response_kind TEXT,
  response TEXT,
  proof TEXT,
  outcome TEXT NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'yes', 'partly', 'no')),
  resolved_at TEXT,
  raised_before TEXT REFERENCES objection (id),
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE "order" (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  deal_id TEXT REFERENCES deal (id),
  ordered_on TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  what TEXT,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE rate (
  currency TEXT PRIMARY KEY NOT NULL,
  millionths INTEGER NOT NULL CHECK (millionths > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE recurring (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  on_date TEXT NOT NULL,
  change_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  why TEXT,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE saved_view (
  id TEXT PRIMARY KEY NOT NULL,
  number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 99),
  name TEXT NOT NULL,
  filter TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE score (
  id TEXT PRIMARY KEY NOT NULL,
  place INTEGER NOT NULL,
  minus_value INTEGER NOT NULL,
  grade TEXT NOT NULL,
  band INTEGER NOT NULL,
  fit INTEGER,
  cool INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE score_queue (account_id TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE score_state (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  profile TEXT NOT NULL,
  day TEXT NOT NULL,
  reached TEXT NOT NULL,
  done INTEGER NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (text, tokenize='unicode61 remove_diacritics 2', prefix='2 3');

CREATE TABLE setting (
  id TEXT PRIMARY KEY NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE spend (
  id TEXT PRIMARY KEY NOT NULL,
  month TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'programme' CHECK (kind IN ('programme', 'sales')),
  source TEXT,
  amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
  currency TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE stage_move (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  at TEXT NOT NULL,
  on_date TEXT NOT NULL,
  move TEXT NOT NULL CHECK (move IN ('enter', 'forward', 'skip', 'back', 'leave', 'return')),
  from_stage TEXT,
  to_stage TEXT NOT NULL,
  from_status TEXT,
  to_status TEXT NOT NULL,
  reason TEXT,
  why TEXT,
  override INTEGER NOT NULL DEFAULT 0 CHECK (override IN (0, 1)),
  verdict TEXT,
  deal_id TEXT REFERENCES deal (id),
  device TEXT,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
, competitor TEXT, avoidable INTEGER CHECK (avoidable IS NULL OR avoidable IN (0, 1))) STRICT;

CREATE TABLE status_count (status TEXT PRIMARY KEY NOT NULL, accounts INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE step (
  id TEXT PRIMARY KEY NOT NULL,
  seq INTEGER NOT NULL,
  at TEXT NOT NULL,
  device TEXT NOT NULL,
  origin TEXT NOT NULL,
  verb TEXT NOT NULL,
  subject TEXT,
  said TEXT NOT NULL DEFAULT '',
  group_id TEXT,
  undoes TEXT REFERENCES step (id),
  undone_by TEXT REFERENCES step (id),
  schema INTEGER NOT NULL
) STRICT;

CREATE TABLE tag (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  tag TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE touch (
  id TEXT PRIMARY KEY NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  contact_id TEXT REFERENCES contact (id),
  source TEXT NOT NULL,
  signal TEXT,
  campaign TEXT,
  on_date TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE TABLE view_state (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;

CREATE INDEX account_by_batch ON account (batch_id) WHERE batch_id IS NOT NULL;

CREATE INDEX account_by_city ON account (city) WHERE city IS NOT NULL;

CREATE INDEX account_by_country ON account (country) WHERE country IS NOT NULL;

CREATE INDEX account_by_domain ON account (domain_key) WHERE domain_key IS NOT NULL;

CREATE INDEX account_by_external ON account (external_id) WHERE external_id IS NOT NULL;

CREATE INDEX account_by_industry ON account (industry) WHERE industry IS NOT NULL;

CREATE INDEX account_by_name ON account (name_key, id);

CREATE INDEX account_by_owner ON account (owner) WHERE owner IS NOT NULL;

CREATE INDEX account_by_renewal ON account (renewal_on) WHERE renewal_on IS NOT NULL;

CREATE INDEX account_by_review ON account (review_on) WHERE review_on IS NOT NULL;

CREATE INDEX account_by_source ON account (source) WHERE source IS NOT NULL;

CREATE INDEX account_by_status ON account (status, added_at DESC, name_key, id)
  WHERE deleted_at IS NULL AND merged_into IS NULL;

CREATE INDEX account_came ON account (created_on);

CREATE INDEX account_gone ON account (id) WHERE deleted_at IS NOT NULL OR merged_into IS NOT NULL;

CREATE INDEX account_meeting ON account (next_due) WHERE next_kind = 'meeting';

CREATE INDEX account_off_board ON account (name_key, id)
  WHERE status <> 'active' AND deleted_at IS NULL AND merged_into IS NULL;

CREATE INDEX activity_by_account ON activity (account_id, at);

CREATE INDEX activity_by_day ON activity (on_date, kind);

CREATE INDEX answer_by_account ON answer (account_id, question_id, at);

CREATE INDEX answer_by_call ON answer (call_id);

CREATE INDEX cadence_run_by_account ON cadence_run (account_id, state);

CREATE INDEX cadence_run_open ON cadence_run (cadence, account_id) WHERE state IN ('running', 'paused');

CREATE INDEX cadence_step_by_account ON cadence_step (account_id, on_date);

CREATE INDEX cadence_step_by_day ON cadence_step (due);

CREATE INDEX cadence_step_by_run ON cadence_step (run_id, number);

CREATE INDEX call_block_open ON call_block (begun_at) WHERE ended_at IS NULL;

CREATE INDEX call_block_row_by_account ON call_block_row (account_id);

CREATE INDEX call_block_row_by_block ON call_block_row (block_id, position);

CREATE INDEX call_by_account ON call (account_id, started_at);

CREATE INDEX call_by_day ON call (on_date, disposition);

CREATE INDEX call_dialled ON call (on_date, disposition, substr(started_at, 1, 13), account_id)
  WHERE direction = 'out' AND disposition IS NOT NULL AND deleted_at IS NULL;

CREATE INDEX call_draft ON call (started_at) WHERE disposition IS NULL;

CREATE INDEX call_line_by_call ON call_line (call_id, at, id);

CREATE INDEX card_board ON card (stage, due, minus_value, name_key, id);

CREATE INDEX card_queue ON card (due, time, minus_value, name_key, id);

CREATE INDEX card_quiet ON card (stage, two_way_on, due);

CREATE INDEX card_silence ON card (two_way_on, name_key, id);

CREATE INDEX card_value ON card (minus_value, name_key, id);

CREATE INDEX change_by_row ON change (row_id, id);

CREATE INDEX change_by_step ON change (step_id, id);

CREATE INDEX contact_by_account ON contact (account_id, position, id);

CREATE INDEX contact_by_batch ON contact (batch_id) WHERE batch_id IS NOT NULL;

CREATE INDEX contact_by_external ON contact (external_id) WHERE external_id IS NOT NULL;

CREATE INDEX contact_by_name ON contact (name_key, id);

CREATE INDEX contact_by_referrer ON contact (referred_by) WHERE referred_by IS NOT NULL;

CREATE INDEX contact_point_by_account ON contact_point (account_id, kind, position);

CREATE INDEX contact_point_by_contact ON contact_point (contact_id, kind, position);

CREATE INDEX contact_point_by_key ON contact_point (key) WHERE key IS NOT NULL;

CREATE INDEX deal_by_account ON deal (account_id, outcome);

CREATE INDEX deal_by_close ON deal (outcome, closed_on);

CREATE INDEX exchange_rate_by_day ON exchange_rate (currency, on_date);

CREATE INDEX fingerprint_by_hash ON fingerprint (hash);

CREATE INDEX grade_by_account ON grade (account_id, criterion, at, id);

CREATE INDEX import_batch_by_state ON import_batch (state);

CREATE INDEX next_step_by_account ON next_step (account_id, closed_at);

CREATE INDEX not_same_by_one ON not_same (one_id, other_id);

CREATE INDEX not_same_by_other ON not_same (other_id);

CREATE INDEX note_by_account ON note (account_id, at);

CREATE INDEX objection_by_account ON objection (account_id, outcome, at);

CREATE INDEX objection_by_category ON objection (category, on_date);

CREATE INDEX order_by_account ON "order" (account_id, ordered_on);

CREATE INDEX order_by_day ON "order" (ordered_on);

CREATE INDEX recurring_by_account ON recurring (account_id, on_date);

CREATE INDEX recurring_by_day ON recurring (on_date);

CREATE INDEX score_heat ON score (band, cool) WHERE cool < 0;

CREATE INDEX score_order ON score (place, minus_value, id);

CREATE INDEX spend_by_month ON spend (month, kind, source);

CREATE INDEX stage_move_by_account ON stage_move (account_id, at);

CREATE INDEX stage_move_by_day ON stage_move (to_stage, on_date);

CREATE INDEX stage_move_story ON stage_move (account_id, on_date, at, id, move, from_stage, to_stage, to_status)
  WHERE deleted_at IS NULL;

CREATE INDEX step_by_group ON step (group_id, seq) WHERE group_id IS NOT NULL;

CREATE UNIQUE INDEX step_by_seq ON step (seq);

CREATE INDEX step_by_subject ON step (subject, seq);

CREATE INDEX step_live ON step (seq) WHERE undone_by IS NULL AND undoes IS NULL;

CREATE INDEX tag_by_account ON tag (account_id);

CREATE INDEX tag_by_tag ON tag (tag, account_id);

CREATE INDEX touch_by_account ON touch (account_id, on_date);
