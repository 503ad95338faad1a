-- What binds each line to the one before, see AuditChain.
ALTER TABLE audit ADD COLUMN people TEXT;
ALTER TABLE audit ADD COLUMN content TEXT;
ALTER TABLE audit ADD COLUMN hash TEXT;
