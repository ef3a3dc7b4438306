-- What a leaving tells further (whom it went to, whether it could have been kept), the order by score, views for other tools.

ALTER TABLE stage_move ADD COLUMN competitor TEXT;
ALTER TABLE stage_move ADD COLUMN avoidable INTEGER CHECK (avoidable IS NULL OR avoidable IN (0, 1));
