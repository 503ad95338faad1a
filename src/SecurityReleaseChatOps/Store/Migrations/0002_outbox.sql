-- What Slack is to show (kind 'message': wanted again with each change) and what is to happen there once (the others).
-- wanted counts the changes asked for, done is the one that Slack has. begun is the one whose post may have reached
-- Slack without our knowing its ts. An empty body means: not to stand there any more.
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    lane TEXT NOT NULL,
    parent TEXT,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    wanted BIGINT NOT NULL,
    done BIGINT NOT NULL,
    begun BIGINT,
    channel TEXT,
    ts TEXT,
    permalink TEXT,
    error TEXT,
    at BIGINT NOT NULL,
    expires BIGINT
);
CREATE INDEX outbox_waiting ON outbox (lane, seq) WHERE state = 'waiting';
CREATE INDEX outbox_failed ON outbox (seq) WHERE state = 'failed';
