-- Ids and keys that begin alike are found through an index whatever the server's own order is; SQLite's is by character anyway.
CREATE INDEX documents_by_prefix ON documents (kind, id COLLATE "C");
CREATE INDEX outbox_by_prefix ON outbox (key COLLATE "C");
