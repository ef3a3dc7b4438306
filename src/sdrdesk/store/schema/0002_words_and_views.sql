-- What was said and noted becomes searchable, views are kept, lists and filters have the indexes they walk along.

CREATE TABLE saved_view (
  id TEXT PRIMARY KEY NOT NULL,
  number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 99),
  name TEXT NOT NULL,
  filter TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE INDEX account_by_source ON account (source) WHERE source IS NOT NULL;
CREATE INDEX account_by_country ON account (country) WHERE country IS NOT NULL;
CREATE INDEX account_by_city ON account (city) WHERE city IS NOT NULL;
CREATE INDEX account_by_industry ON account (industry) WHERE industry IS NOT NULL;
CREATE INDEX account_by_owner ON account (owner) WHERE owner IS NOT NULL;
CREATE INDEX account_off_board ON account (name_key, id)
  WHERE status <> 'active' AND deleted_at IS NULL AND merged_into IS NULL;
CREATE INDEX card_value ON card (minus_value, name_key, id);
CREATE INDEX card_silence ON card (two_way_on, name_key, id);

-- Local tables, as those of the first schema: one row of search_words for each text, named by search_document.
CREATE TABLE search_waiting (
  record_id TEXT PRIMARY KEY NOT NULL, tbl TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE search_document (
  rowid INTEGER PRIMARY KEY, record_id TEXT NOT NULL UNIQUE, tbl TEXT NOT NULL, account_id TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search_words USING fts5 (
  text, columnsize=0, tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
