-- What the clinic's reports count, laid out so that each is read from an index alone: sessions in the order of their days,
-- zones in the order in which they are grouped. The tables are projections; what is here already is filled in from the
-- records themselves.
ALTER TABLE session ADD COLUMN concern TEXT;
ALTER TABLE session ADD COLUMN device BLOB;
UPDATE session SET
    device = unhex(replace(body ->> '$.record.device', '-', '')),
    concern = (
        SELECT z.value ->> 'indication' FROM json_each(session.body, '$.record.zones') AS z
        WHERE z.value ->> 'state' = 'done' AND z.value ->> 'indication' IS NOT NULL
        GROUP BY 1 ORDER BY count(*) DESC, min(z.key) LIMIT 1
    );
DROP INDEX session_ended;
CREATE INDEX session_figures ON session (ended_on, concern, device, signed_by);

ALTER TABLE session_zone ADD COLUMN ended_on TEXT;
UPDATE session_zone SET ended_on = (
    SELECT s.ended_on FROM session AS s WHERE s.patient = session_zone.patient AND s.seq = session_zone.session
);
CREATE INDEX session_zone_figures ON session_zone (zone, depth_um, endpoint, ended_on);
