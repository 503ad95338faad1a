-- What waits is counted, and its oldest found, from the index alone.
DROP INDEX outbox_waiting;
CREATE INDEX outbox_waiting ON outbox (lane, seq, at) WHERE state = 'waiting';
