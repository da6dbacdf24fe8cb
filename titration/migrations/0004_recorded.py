"""Read what is recorded about a patient by a function, which each connection plans once.

To plan the statement anew for every chart took PostgreSQL longer than to run it.
A change of what is read replaces the function in a migration of its own.
"""

from django.db import migrations

ENTRY = """
    entry.id AS pk, entry.recorded_by_id, author.full_name AS recorded_by,
    CASE WHEN marker.id IS NULL THEN 'live' ELSE entry.status END AS status,
    CASE WHEN marker.id IS NULL THEN '' ELSE entry.marked_reason END AS marked_reason,
    coalesce(marker.full_name, '') AS marked_by,
    CASE WHEN marker.id IS NOT NULL
        THEN (entry.marked_at AT TIME ZONE the_time_zone)::date END AS marked_on
"""
PEOPLE = """
    JOIN patients_account author ON author.id = entry.recorded_by_id
    LEFT JOIN patients_account marker
        ON marker.id = entry.marked_by_id AND entry.marked_at <= the_instant
    WHERE entry.patient_id = the_patient AND entry.recorded_at <= the_instant
        AND (marker.id IS NULL OR entry.status <> 'superseded')
"""
LIVE = """
    WHERE patient_id = the_patient AND recorded_at <= the_instant
        AND (marked_at IS NULL OR marked_at > the_instant)
"""
CREATE = f"""
CREATE FUNCTION titration_recorded(
    the_patient bigint, the_time_zone text, the_instant timestamptz,
    OUT steps json, OUT effects json, OUT answers json, OUT dystonia json, OUT checks json,
    OUT ratings json, OUT treatments json, OUT reviews json, OUT edition text
)
LANGUAGE plpgsql STABLE AS $$ BEGIN
    SELECT coalesce(json_agg(step ORDER BY step.starts_on, step.pk), '[]') INTO steps FROM (
        SELECT {ENTRY}, entry.starts_on, entry.doses_mg::text[] AS doses_mg, entry.phase,
            entry.reason, entry.note, entry.already_taking
        FROM titration_dosestep entry {PEOPLE}
    ) step;
    SELECT coalesce(json_agg(effect ORDER BY effect.onset_on DESC, effect.pk DESC), '[]')
    INTO effects FROM (
        SELECT {ENTRY}, entry.term, entry.severity, entry.onset_on, entry.resolved_on,
            entry.reported_on, entry.reported_by, entry.action_taken, entry.note
        FROM titration_sideeffect entry {PEOPLE}
    ) effect;
    SELECT coalesce(json_object_agg(condition, answer ORDER BY condition), '{{}}')
    INTO answers FROM patients_precaution {LIVE};
    SELECT json_build_object('distribution', distribution, 'site', site)
    INTO dystonia FROM patients_dystonia {LIVE};
    SELECT coalesce(json_agg(json_build_object('pk', id, 'asked_on', asked_on)), '[]')
    INTO checks FROM titration_sideeffectcheck {LIVE};
    SELECT coalesce(json_agg(rating ORDER BY rating.recorded_at, rating.pk), '[]')
    INTO ratings FROM (
        SELECT {ENTRY}, entry.recorded_at, entry.measure, entry.value::text, entry.low::text,
            entry.high::text, entry.better, entry.rated_on, entry.rater
        FROM titration_rating entry {PEOPLE}
    ) rating;
    SELECT coalesce(json_agg(given ORDER BY given.from_on DESC, given.pk DESC), '[]')
    INTO treatments FROM (
        SELECT {ENTRY}, entry.kind, entry.from_on, entry.until_on, entry.mcg_per_day::text,
            entry.detail
        FROM titration_treatment entry {PEOPLE}
    ) given;
    SELECT coalesce(json_agg(review ORDER BY review.recorded_at, review.pk), '[]')
    INTO reviews FROM (
        SELECT {ENTRY}, entry.recorded_at, entry.reviewed_on, entry.next_on, entry.note
        FROM titration_review entry {PEOPLE}
    ) review;
    SELECT concat(coalesce(max(id), 0), '.', count(marked_at))
    INTO edition FROM titration_dosestep WHERE patient_id = the_patient;
END $$
"""  # nosec B608


class Migration(migrations.Migration):
    dependencies = [
        ("titration", "0003_ratings_treatments_reviews"),
        ("patients", "0006_accounts_are_kept"),
    ]

    operations = [
        migrations.RunSQL(
            CREATE,
            "DROP FUNCTION titration_recorded(bigint, text, timestamptz)",
        ),
    ]
