-- What a wish that carries words is about (JSON of a Classification); NULL in those of before: the team's own talk.
ALTER TABLE outbox ADD COLUMN about TEXT;
