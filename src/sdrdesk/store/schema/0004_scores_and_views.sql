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
