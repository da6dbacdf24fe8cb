"""What each address except the admin's answers each person: the table of ``test_access_table``."""

# Posts are empty forms, so 422 means: allowed, and shown what is missing. Of the
# entries, a neurologist recorded all. “former” had a role until a moment ago,
# “inactive” an account: both were signed in by then.
TABLE = """
address                        anonymous neurologist nurse admin outsider former inactive
account_login            GET   200       302         302   302   302      302    200
account_login            POST  422       302         302   302   302      302    422
account_logout           GET   302       200         200   200   200      200    302
account_logout           POST  302       302         302   302   302      302    302
mfa_authenticate         GET   302       302         302   302   302      302    302
mfa_authenticate         POST  302       302         302   302   302      302    302
mfa_login_webauthn       GET   302       302         302   302   302      302    302
mfa_login_webauthn       POST  422       302         302   302   302      302    422
begin-sign-in            GET   405         405         405   405   405      405    405
begin-sign-in            POST  503         302         302   302   302      302    503
come-back                GET   403         403         403   403   403      403    403
come-back                POST  405         405         405   405   405      405    405
session-state            GET   sign-in   200         200   200   200      200    sign-in
session-state            POST  sign-in   405         405   405   405      405    sign-in
own-account              GET   sign-in   200         200   200   200      200    sign-in
own-account              POST  sign-in   405         405   405   405      405    sign-in
change-name              GET   sign-in   200         200   200   200      200    sign-in
change-name              POST  sign-in   422         422   422   422      422    sign-in
change-password          GET   sign-in   200         200   200   200      200    sign-in
change-password          POST  sign-in   422         422   422   422      422    sign-in
choose-first-password    GET   sign-in   302         302   302   302      302    sign-in
choose-first-password    POST  sign-in   302         302   302   302      302    sign-in
tie-identity             GET   sign-in   200         200   200   200      200    sign-in
tie-identity             POST  sign-in   422         422   422   422      422    sign-in
untie-identity           GET   sign-in   200         200   200   200      200    sign-in
untie-identity           POST  sign-in   422         422   422   422      422    sign-in
begin-confirmation       GET   sign-in   405         405   405   405      405    sign-in
begin-confirmation       POST  sign-in   503         503   503   503      503    sign-in
confirm-identity         GET   sign-in   200         200   200   200      200    sign-in
confirm-identity         POST  sign-in   422         422   422   422      422    sign-in
sessions                 GET   sign-in   200         200   200   200      200    sign-in
sessions                 POST  sign-in   302         302   302   302      302    sign-in
sign-in-history          GET   sign-in   200         200   200   200      200    sign-in
sign-in-history          POST  sign-in   405         405   405   405      405    sign-in
second-factors           GET   sign-in   200         200   200   200      200    sign-in
second-factors           POST  sign-in   405         405   405   405      405    sign-in
set-up-app               GET   sign-in   200         200   200   200      200    sign-in
set-up-app               POST  sign-in   422         422   422   422      422    sign-in
add-passkey              GET   sign-in   200         200   200   200      200    sign-in
add-passkey              POST  sign-in   422         422   422   422      422    sign-in
recovery-codes           GET   sign-in   200         200   200   200      200    sign-in
recovery-codes           POST  sign-in   422         422   422   422      422    sign-in
remove-second-factor     GET   sign-in   200         404   404   404      404    sign-in
remove-second-factor     POST  sign-in   302         404   404   404      404    sign-in
break-glass              GET   sign-in   200         200   403   200      403    sign-in
break-glass              POST  sign-in   422         422   403   422      403    sign-in
health-live              GET   200       200         200   200   200      200    200
health-live              POST  405       405         405   405   405      405    405
health-ready             GET   200       200         200   200   200      200    200
health-ready             POST  405       405         405   405   405      405    405
worklist                 GET   sign-in   200         200   302   200      403    sign-in
worklist                 POST  sign-in   302         302   403   302      403    sign-in
found                    GET   sign-in   302         302   403   302      403    sign-in
found                    POST  sign-in   405         405   405   405      405    sign-in
reference                GET   sign-in   200         200   200   200      200    sign-in
reference                POST  sign-in   405         405   405   405      405    sign-in
clinic-at-a-glance       GET   sign-in   200         200   403   404      404    sign-in
clinic-at-a-glance       POST  sign-in   405         405   405   405      405    sign-in
register-patient         GET   sign-in   200         200   403   200      403    sign-in
register-patient         POST  sign-in   422         422   403   422      403    sign-in
patient-chart            GET   sign-in   200         200   403   404      404    sign-in
patient-chart            POST  sign-in   405         405   405   405      405    sign-in
patient-drawing          GET   sign-in   200         200   403   404      404    sign-in
patient-drawing          POST  sign-in   405         405   405   405      405    sign-in
computed-flag            GET   sign-in   200         200   403   404      404    sign-in
computed-flag            POST  sign-in   405         405   405   405      405    sign-in
response                 GET   sign-in   200         200   403   404      404    sign-in
response                 POST  sign-in   405         405   405   405      405    sign-in
entry-history            GET   sign-in   200         200   403   404      404    sign-in
entry-history            POST  sign-in   405         405   405   405      405    sign-in
patient-summary          GET   sign-in   200         200   403   404      404    sign-in
patient-summary          POST  sign-in   405         405   405   405      405    sign-in
patient-summary-pdf      GET   sign-in   200         200   403   404      404    sign-in
patient-summary-pdf      POST  sign-in   405         405   405   405      405    sign-in
patient-schedule         GET   sign-in   200         200   403   404      404    sign-in
patient-schedule         POST  sign-in   405         405   405   405      405    sign-in
patient-schedule-pdf     GET   sign-in   200         200   403   404      404    sign-in
patient-schedule-pdf     POST  sign-in   405         405   405   405      405    sign-in
edit-patient             GET   sign-in   200         200   403   404      404    sign-in
edit-patient             POST  sign-in   422         422   403   404      404    sign-in
record-dose-step         GET   sign-in   200         403   403   404      404    sign-in
record-dose-step         POST  sign-in   422         403   403   404      404    sign-in
draft-plan               GET   sign-in   200         403   403   404      404    sign-in
draft-plan               POST  sign-in   422         403   403   404      404    sign-in
withdraw-plan            GET   sign-in   200         403   403   404      404    sign-in
withdraw-plan            POST  sign-in   422         403   403   404      404    sign-in
confirm-planned-step     GET   sign-in   200         200   403   404      404    sign-in
confirm-planned-step     POST  sign-in   422         422   403   404      404    sign-in
answer-otherwise         GET   sign-in   200         200   403   404      404    sign-in
answer-otherwise         POST  sign-in   422         422   403   404      404    sign-in
record-side-effect       GET   sign-in   200         200   403   404      404    sign-in
record-side-effect       POST  sign-in   422         422   403   404      404    sign-in
change-side-effect       GET   sign-in   200         200   403   404      404    sign-in
change-side-effect       POST  sign-in   422         422   403   404      404    sign-in
acknowledge-effect       GET   sign-in   200         403   403   404      404    sign-in
acknowledge-effect       POST  sign-in   422         403   403   404      404    sign-in
record-no-side-effects   GET   sign-in   200         200   403   404      404    sign-in
record-no-side-effects   POST  sign-in   422         422   403   404      404    sign-in
record-ratings           GET   sign-in   200         200   403   404      404    sign-in
record-ratings           POST  sign-in   422         422   403   404      404    sign-in
record-treatment         GET   sign-in   200         200   403   404      404    sign-in
record-treatment         POST  sign-in   422         422   403   404      404    sign-in
change-treatment         GET   sign-in   200         200   403   404      404    sign-in
change-treatment         POST  sign-in   422         422   403   404      404    sign-in
record-review            GET   sign-in   200         200   403   404      404    sign-in
record-review            POST  sign-in   422         422   403   404      404    sign-in
record-intake            GET   sign-in   200         200   403   404      404    sign-in
record-intake            POST  sign-in   422         422   403   404      404    sign-in
record-contact           GET   sign-in   200         200   403   404      404    sign-in
record-contact           POST  sign-in   422         422   403   404      404    sign-in
record-note              GET   sign-in   200         200   403   404      404    sign-in
record-note              POST  sign-in   422         422   403   404      404    sign-in
end-care                 GET   sign-in   200         200   403   404      404    sign-in
end-care                 POST  sign-in   422         422   403   404      404    sign-in
reopen-care              GET   sign-in   200         200   403   404      404    sign-in
reopen-care              POST  sign-in   422         422   403   404      404    sign-in
mark-duplicate           GET   sign-in   200         200   403   404      404    sign-in
mark-duplicate           POST  sign-in   422         422   403   404      404    sign-in
mark-in-error            GET   sign-in   200         403   403   404      404    sign-in
mark-in-error            POST  sign-in   422         403   403   404      404    sign-in
"""

ARGUMENTS = {
    "patient-chart": ("patient_id",),
    "patient-drawing": ("patient_id",),
    "computed-flag": ("patient_id", "code", "since"),
    "response": ("patient_id",),
    "entry-history": ("patient_id",),
    "patient-summary": ("patient_id",),
    "patient-summary-pdf": ("patient_id",),
    "patient-schedule": ("patient_id",),
    "patient-schedule-pdf": ("patient_id",),
    "edit-patient": ("patient_id",),
    "record-dose-step": ("patient_id",),
    "draft-plan": ("patient_id",),
    "withdraw-plan": ("patient_id",),
    "confirm-planned-step": ("patient_id", "planned_step_id"),
    "answer-otherwise": ("patient_id", "planned_step_id"),
    "record-side-effect": ("patient_id",),
    "record-no-side-effects": ("patient_id",),
    "change-side-effect": ("patient_id", "side_effect_id"),
    "acknowledge-effect": ("patient_id", "side_effect_id"),
    "record-ratings": ("patient_id",),
    "record-treatment": ("patient_id",),
    "change-treatment": ("patient_id", "treatment_id"),
    "record-review": ("patient_id",),
    "record-intake": ("patient_id",),
    "record-contact": ("patient_id",),
    "record-note": ("patient_id",),
    "end-care": ("patient_id",),
    "reopen-care": ("patient_id",),
    "mark-duplicate": ("patient_id",),
    "mark-in-error": ("patient_id", "kind", "entry_id"),
}
NOT_OF_A_PATIENT = {
    "clinic-at-a-glance": ("clinic_id",),
    "found": ("token",),
    "remove-second-factor": ("factor_id",),
}
# A PDF is on record as a print too.
PRINTS = {"patient-summary-pdf": "print-summary", "patient-schedule-pdf": "print-schedule"}
