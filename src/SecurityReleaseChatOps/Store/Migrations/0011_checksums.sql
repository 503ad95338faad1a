-- What a document says, as it was saved, see Checksum; NULL in those of before, until they are saved again.
ALTER TABLE documents ADD COLUMN checksum BIGINT;
