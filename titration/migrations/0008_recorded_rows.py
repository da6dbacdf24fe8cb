"""Read a chart's rows as arrays, in the order in which ``recorded_rows`` names their values.

Objects repeated the name of each value in every row: to put them together, send them
and take them apart took a third of the time in which a chart was read.
"""

from importlib import import_module

from django.db import migrations

FORMER = import_module("titration.migrations.0004_recorded")

ENTRY = """
    entry.id,
    CASE WHEN marker.id IS NULL THEN 'live' ELSE entry.status END,
    CASE WHEN marker.id IS NULL THEN '' ELSE entry.marked_reason END,
    entry.recorded_by_id, author.full_name, coalesce(marker.full_name, ''),
    CASE WHEN marker.id IS NOT NULL
        THEN (entry.marked_at AT TIME ZONE the_time_zone)::date END
"""
REPLACE = f"""
CREATE OR REPLACE FUNCTION titration_recorded(
    the_patient bigint, the_time_zone text, the_instant timestamptz,
    OUT steps json, OUT effects json, OUT answers json, OUT dystonia json, OUT checks json,
    OUT ratings json, OUT treatments json, OUT reviews json, OUT edition text
)
LANGUAGE plpgsql STABLE AS $$ BEGIN
    SELECT coalesce(json_agg(json_build_array({ENTRY},
        entry.starts_on, entry.doses_mg::text[], entry.phase, entry.reason, entry.note,
        entry.already_taking
    ) ORDER BY entry.starts_on, entry.id), '[]')
    INTO steps FROM titration_dosestep entry {FORMER.PEOPLE};
    SELECT coalesce(json_agg(json_build_array({ENTRY},
        entry.term, entry.severity, entry.onset_on, entry.resolved_on, entry.reported_on,
        entry.reported_by, entry.action_taken, entry.note
    ) ORDER BY entry.onset_on DESC, entry.id DESC), '[]')
    INTO effects FROM titration_sideeffect entry {FORMER.PEOPLE};
    SELECT coalesce(json_object_agg(condition, answer ORDER BY condition), '{{}}')
    INTO answers FROM patients_precaution {FORMER.LIVE};
    SELECT json_build_object('distribution', distribution, 'site', site)
    INTO dystonia FROM patients_dystonia {FORMER.LIVE};
    SELECT coalesce(json_agg(json_build_array(id, asked_on)), '[]')
    INTO checks FROM titration_sideeffectcheck {FORMER.LIVE};
    SELECT coalesce(json_agg(json_build_array({ENTRY},
        entry.measure, entry.value::text, entry.low::text, entry.high::text, entry.better,
        entry.rated_on, entry.rater
    ) ORDER BY entry.recorded_at, entry.id), '[]')
    INTO ratings FROM titration_rating entry {FORMER.PEOPLE};
    SELECT coalesce(json_agg(json_build_array({ENTRY},
        entry.kind, entry.from_on, entry.until_on, entry.mcg_per_day::text, entry.detail
    ) ORDER BY entry.from_on DESC, entry.id DESC), '[]')
    INTO treatments FROM titration_treatment entry {FORMER.PEOPLE};
    SELECT coalesce(json_agg(json_build_array({ENTRY},
        entry.reviewed_on, entry.next_on, entry.note
    ) ORDER BY entry.recorded_at, entry.id), '[]')
    INTO reviews FROM titration_review entry {FORMER.PEOPLE};
    SELECT concat(coalesce(max(id), 0), '.', count(marked_at))
    INTO edition FROM titration_dosestep WHERE patient_id = the_patient;
END $$
"""  # nosec B608


class Migration(migrations.Migration):
    dependencies = [("titration", "0007_history_of_one")]

    operations = [
        migrations.RunSQL(
            REPLACE, FORMER.CREATE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
        ),
    ]
