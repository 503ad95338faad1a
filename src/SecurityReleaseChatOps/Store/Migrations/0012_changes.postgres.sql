-- Which documents changed last, so that who keeps documents reads only those again: other instances write too. Noted by the database itself,
-- whoever writes. Writers take turns, so numbers are seen in their order. A document that is gone leaves its kind's row with the empty id.
CREATE TABLE changes (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (kind, id)
);
CREATE INDEX changes_in_order ON changes (kind, number);
CREATE SEQUENCE changes_number;

CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM changes WHERE kind = OLD.kind AND id = OLD.id;
        INSERT INTO changes (kind, id, number) VALUES (OLD.kind, '', nextval('changes_number'))
            ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number;
    ELSE
        INSERT INTO changes (kind, id, number) VALUES (NEW.kind, NEW.id, nextval('changes_number'))
            ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON documents FOR EACH ROW EXECUTE FUNCTION note_change();
