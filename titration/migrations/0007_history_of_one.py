"""Read what the rules read of one patient by a function, which each connection plans once.

Whoever records an entry waits for it. It gives the kinds of entry, and of each the
fields, that ``titration.reading.histories`` names.
"""

from django.db import migrations

LIVE = "WHERE patient_id = the_patient AND status = 'live'"
CREATE = f"""
CREATE FUNCTION titration_history(
    the_patient bigint, OUT steps json, OUT effects json, OUT answers json, OUT checks json,
    OUT ratings json, OUT treatments json, OUT reviews json
)
LANGUAGE plpgsql STABLE AS $$ BEGIN
    SELECT coalesce(json_agg(step ORDER BY step.pk), '[]') INTO steps FROM (
        SELECT id AS pk, starts_on, to_json(doses_mg::text[])::text AS doses_mg, phase,
            already_taking
        FROM titration_dosestep {LIVE}
    ) step;
    SELECT coalesce(json_agg(effect ORDER BY effect.pk), '[]') INTO effects FROM (
        SELECT id AS pk, term, severity, onset_on, resolved_on, reported_on
        FROM titration_sideeffect {LIVE}
    ) effect;
    SELECT coalesce(json_agg(said ORDER BY said.pk), '[]') INTO answers FROM (
        SELECT id AS pk, condition, answer FROM patients_precaution {LIVE}
    ) said;
    SELECT coalesce(json_agg(asked ORDER BY asked.pk), '[]') INTO checks FROM (
        SELECT id AS pk, asked_on FROM titration_sideeffectcheck {LIVE}
    ) asked;
    SELECT coalesce(json_agg(rating ORDER BY rating.recorded_at, rating.pk), '[]')
    INTO ratings FROM (
        SELECT id AS pk, recorded_at, measure, value::text, rated_on, better
        FROM titration_rating {LIVE}
    ) rating;
    SELECT coalesce(json_agg(given ORDER BY given.pk), '[]') INTO treatments FROM (
        SELECT id AS pk, kind, from_on, until_on, mcg_per_day::text
        FROM titration_treatment {LIVE}
    ) given;
    SELECT coalesce(json_agg(review ORDER BY review.recorded_at, review.pk), '[]')
    INTO reviews FROM (
        SELECT id AS pk, recorded_at, reviewed_on, next_on FROM titration_review {LIVE}
    ) review;
END $$
"""  # nosec B608


class Migration(migrations.Migration):
    dependencies = [
        ("titration", "0006_history"),
    ]

    operations = [
        migrations.RunSQL(CREATE, "DROP FUNCTION titration_history(bigint)"),
    ]
