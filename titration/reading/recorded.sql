-- Return everything recorded of one patient by an instant, 'infinity' for now: each kind of entry
-- as an array of its rows. Entries that a later one had superseded by then are left out; entries
-- marked as entered in error are not. A row may hold a marking made after the instant:
-- titration/reading/from_json.py takes it off.
--
-- The plan is fixed: PostgreSQL would need longer to plan these statements for each call than to
-- run them. The columns are text, so that Python reads the numbers as Decimal.
DROP FUNCTION IF EXISTS titration_recorded(bigint, timestamptz);

CREATE FUNCTION titration_recorded(
    the_patient bigint, the_instant timestamptz,
    OUT steps text, OUT planned_steps text, OUT effects text, OUT effect_changes text,
    OUT acknowledgements text, OUT checks text, OUT ratings text, OUT treatments text,
    OUT treatment_changes text, OUT reviews text, OUT precautions text, OUT dystonias text,
    OUT care text, OUT intakes text, OUT contacts text, OUT notes text
)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    SELECT coalesce(json_agg(entry ORDER BY entry.starts_on, entry.id), '[]') INTO steps
    FROM titration_dosestep entry
    WHERE entry.patient_id = the_patient AND entry.recorded_at <= the_instant
        AND (entry.status <> 'superseded' OR entry.marked_at > the_instant);

    SELECT coalesce(json_agg(entry ORDER BY entry.onset_on DESC, entry.id DESC), '[]') INTO effects
    FROM titration_sideeffect entry
    WHERE entry.patient_id = the_patient AND entry.recorded_at <= the_instant
        AND (entry.status <> 'superseded' OR entry.marked_at > the_instant);

    SELECT coalesce(json_agg(entry ORDER BY entry.changed_on, entry.id), '[]')
    INTO effect_changes
    FROM titration_sideeffectchange entry
    WHERE entry.patient_id = the_patient AND entry.recorded_at <= the_instant
        AND (entry.status <> 'superseded' OR entry.marked_at > the_instant);

    SELECT coalesce(json_agg(entry ORDER BY entry.id), '[]') INTO acknowledgements
    FROM titration_acknowledgement entry
    WHERE entry.patient_id = the_patient AND entry.recorded_at <= the_instant
        AND (entry.status <> 'superseded' OR entry.marked_at > the_instant);

    SELECT coalesce(json_agg(entry ORDER BY entry.id), '[]') INTO checks
    FROM titration_sideeffectcheck entry
    WHERE entry.patient_id = the_patient AND entry.recorded_at <= the_instant
        AND (entry.status <> 'superseded' OR entry.marked_at > the_instant);

    SELECT coalesce(json_agg(entry ORDER BY entry.recorded_at, entry.id), '[]') INTO ratings
    FROM titration_rating entry
    WHERE entry.patient_id = the_patient AND entry.recorded_at <= the_instant
        AND (entry.status <> 'superseded' OR entry.marked_at > the_instant);

    SELECT coalesce(json_agg(entry ORDER BY entry.from_on DESC, entry.id DESC), '[]') INTO treatments
    FROM titration_treatment entry
    WHERE entry.patient_id = the_patient AND entry.recorded_at <= the_instant
        AND (entry.status <> 'superseded' OR entry.marked_at > the_instant);

    SELECT coalesce(json_agg(entry ORDER BY entry.changed_on, entry.id), '[]')
    INTO treatment_changes
    FROM titration_treatmentchange entry
    WHERE entry.patient_id = the_patient AND entry.recorded_at <= the_instant
        AND (entry.status <> 'superseded' OR entry.marked_at > the_instant);

    SELECT coalesce(json_agg(entry ORDER BY entry.recorded_at, entry.id), '[]') INTO reviews
    FROM titration_review entry
    WHERE entry.patient_id = the_patient AND entry.recorded_at <= the_instant
        AND (entry.status <> 'superseded' OR entry.marked_at > the_instant);

    SELECT coalesce(json_agg(entry ORDER BY entry.condition), '[]') INTO precautions
    FROM patients_precaution entry
    WHERE entry.patient_id = the_patient AND entry.recorded_at <= the_instant
        AND (entry.status <> 'superseded' OR entry.marked_at > the_instant);

    SELECT coalesce(json_agg(entry ORDER BY entry.id), '[]') INTO dystonias
    FROM patients_dystonia entry
    WHERE entry.patient_id = the_patient AND entry.recorded_at <= the_instant
        AND (entry.status <> 'superseded' OR entry.marked_at > the_instant);

    SELECT coalesce(json_agg(entry ORDER BY entry.from_on, entry.id), '[]') INTO care
    FROM (
        SELECT care.*, other.record_number AS doubles_number
        FROM patients_care care LEFT JOIN patients_patient other ON other.id = care.doubles_id
    ) entry
    WHERE entry.patient_id = the_patient AND entry.recorded_at <= the_instant
        AND (entry.status <> 'superseded' OR entry.marked_at > the_instant);

    SELECT coalesce(json_agg(entry ORDER BY entry.from_on DESC, entry.id DESC), '[]') INTO intakes
    FROM titration_intake entry
    WHERE entry.patient_id = the_patient AND entry.recorded_at <= the_instant
        AND (entry.status <> 'superseded' OR entry.marked_at > the_instant);

    SELECT coalesce(json_agg(entry ORDER BY entry.starts_on, entry.id), '[]') INTO planned_steps
    FROM titration_plannedstep entry
    WHERE entry.patient_id = the_patient AND entry.recorded_at <= the_instant
        AND (entry.status <> 'superseded' OR entry.marked_at > the_instant);

    SELECT coalesce(json_agg(entry ORDER BY entry.recorded_at, entry.id), '[]') INTO contacts
    FROM titration_contact entry
    WHERE entry.patient_id = the_patient AND entry.recorded_at <= the_instant
        AND (entry.status <> 'superseded' OR entry.marked_at > the_instant);

    SELECT coalesce(json_agg(entry ORDER BY entry.recorded_at, entry.id), '[]') INTO notes
    FROM titration_note entry
    WHERE entry.patient_id = the_patient AND entry.recorded_at <= the_instant
        AND (entry.status <> 'superseded' OR entry.marked_at > the_instant);
END $$;
