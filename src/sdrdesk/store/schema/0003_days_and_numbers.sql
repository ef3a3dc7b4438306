-- What a day is planned with (cadences, call blocks), what numbers are worked out from (spend, rates, recurring value),
-- and what keeps records apart (not the same) or out (fingerprints).

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
CREATE INDEX cadence_run_by_account ON cadence_run (account_id, state);
CREATE INDEX cadence_run_open ON cadence_run (cadence, account_id) WHERE state IN ('running', 'paused');

-- One row for each step that was done or left out: appended, so that keeping to the plan can be counted.
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
CREATE INDEX cadence_step_by_run ON cadence_step (run_id, number);
CREATE INDEX cadence_step_by_account ON cadence_step (account_id, on_date);
CREATE INDEX cadence_step_by_day ON cadence_step (due);

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
CREATE INDEX call_block_open ON call_block (begun_at) WHERE ended_at IS NULL;

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
CREATE INDEX call_block_row_by_block ON call_block_row (block_id, position);
CREATE INDEX call_block_row_by_account ON call_block_row (account_id);

-- Money spent in a month (YYYY-MM): programmes by source, sales cost without one.
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
CREATE INDEX spend_by_month ON spend (month, kind, source);

-- What one unit of a currency is worth in the base currency from a day on, in millionths.
CREATE TABLE exchange_rate (
  id TEXT PRIMARY KEY NOT NULL,
  currency TEXT NOT NULL,
  on_date TEXT NOT NULL,
  millionths INTEGER NOT NULL CHECK (millionths > 0),
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE INDEX exchange_rate_by_day ON exchange_rate (currency, on_date);

-- A change of an account's recurring value per month, up or down, from a day on.
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
CREATE INDEX recurring_by_account ON recurring (account_id, on_date);
CREATE INDEX recurring_by_day ON recurring (on_date);

-- Two accounts, or two people, that a person said are not the same; the smaller id stands first.
CREATE TABLE not_same (
  id TEXT PRIMARY KEY NOT NULL,
  tbl TEXT NOT NULL CHECK (tbl IN ('account', 'contact')),
  one_id TEXT NOT NULL,
  other_id TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE INDEX not_same_by_one ON not_same (one_id, other_id);
CREATE INDEX not_same_by_other ON not_same (other_id);

-- A keyed hash of an e-mail or phone whose owner is not to be contacted or was forgotten.
CREATE TABLE fingerprint (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('email', 'phone')),
  hash TEXT NOT NULL,
  why TEXT NOT NULL CHECK (why IN ('do_not_contact', 'forgotten')),
  on_date TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE INDEX fingerprint_by_hash ON fingerprint (hash);

CREATE INDEX contact_by_referrer ON contact (referred_by) WHERE referred_by IS NOT NULL;
CREATE INDEX account_by_renewal ON account (renewal_on) WHERE renewal_on IS NOT NULL;
ALTER TABLE account ADD COLUMN first_value_on TEXT;
