"""Checks of what people and timers do: backups, nightly work, and admins."""

from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from patients.models import Clinic, Membership, Patient
from titration.management import work_done
from titration.management.doctor.finding import Finding, fault, look, ok, together
from titration.standing.due import due_everywhere

DAY = timedelta(days=1)
BACK_UP = "Run “manage.py backup” each night, or let PostgreSQL archive its log."
ARCHIVER = """
    SELECT current_setting('archive_mode') <> 'off', last_archived_time,
        coalesce(last_failed_time > last_archived_time, last_failed_time IS NOT NULL)
    FROM pg_stat_archiver
"""
LEAST_ADMINS = 2


def backup(cursor: Any) -> Finding:
    """Look if a backup, or a piece of PostgreSQL's archived log, is younger than a day."""
    backed_up_at = work_done.last(cursor, work_done.BACKUP)
    cursor.execute(ARCHIVER)
    archives, archived_at, fails = cursor.fetchone()
    if archives and fails:
        found = f"PostgreSQL fails to archive its log: last done {ago(archived_at)}."
        return fault(found, "PostgreSQL’s own log says why.")
    if is_young(backed_up_at):
        return ok(f"The database was backed up {ago(backed_up_at)}.")
    if archives and is_young(archived_at):
        found = (
            f"PostgreSQL’s log was archived {ago(archived_at)}: enough with a copy to begin from."
        )
        return look(found, "Look with “pgbackrest info” that there is such a copy.")
    found = f"A backup younger than a day is expected: last made {ago(backed_up_at)}."
    return fault(found, BACK_UP)


def is_young(instant: datetime | None) -> bool:
    """True if an instant lies less than a day back."""
    return instant is not None and timezone.now() - instant < DAY


def ago(instant: datetime | None) -> str:
    """Return in words how long ago an instant was."""
    if instant is None:
        return "never"
    hours = (timezone.now() - instant) // timedelta(hours=1)
    if hours >= 48:
        return f"{hours // 24} days ago"
    return f"{hours} hours ago" if hours >= 2 else "in the last two hours"


def standings(_cursor: Any) -> Finding:
    """Look if the standings that a day's passing changes were derived again."""
    due = due_everywhere().count()
    if due:
        return look(
            f"Standings that are still those of an earlier day: {due}.",
            "Run “manage.py rebuild_standings --due” soon after each midnight.",
        )
    return ok("Every standing is today’s.")


def glances(cursor: Any) -> Finding:
    """Look if each clinic at a glance was derived since the month began."""
    derived_at = work_done.last(cursor, work_done.GLANCES)
    begins = [clinic.start_of(clinic.today().replace(day=1)) for clinic in Clinic.objects.all()]
    if Patient.objects.exists() and (derived_at is None or derived_at < max(begins)):
        found = "The numbers of clinics at a glance were not derived since this month began"
        return look(
            f"{found}: last {ago(derived_at)}.", "Run “manage.py derive_glances” each night."
        )
    return ok("The numbers of clinics at a glance are those of last month.")


def sessions(_cursor: Any) -> Finding:
    """Look if the rows of sessions that ended were deleted."""
    old = Session.objects.filter(expire_date__lt=timezone.now() - DAY).count()
    if old:
        return look(
            f"Sessions that ended more than a day ago, and whose rows are still there: {old}.",
            "Run “manage.py clearsessions” each night.",
        )
    return ok("No session that ended more than a day ago is left.")


def admins(_cursor: Any) -> Finding:
    """Look if every clinic has two admins, each with a second factor."""
    clinics = list(Clinic.objects.order_by("name"))
    if not clinics:
        return look("No clinic is open.", "Open one with “manage.py create_clinic”.")
    problems = [problem for clinic in clinics for problem in lacking_admins(clinic)]
    return together(
        problems,
        otherwise=f"Clinics with two admins or more, each ready to sign in: {len(clinics)}.",
    )


def lacking_admins(clinic: Clinic) -> list[Finding]:
    """Return what is wrong with the admins of one clinic."""
    holding = Membership.objects.admins().filter(clinic=clinic)
    admin_ids = set(holding.values_list("account_id", flat=True))
    if not admin_ids:
        return [fault(f"{clinic} has no admin who can sign in.", "Let its invited admin accept.")]
    problems = []
    if len(admin_ids) < LEAST_ADMINS:
        problems.append(
            look(
                f"{clinic} has one admin, whom nobody could replace; two are expected.",
                "Let that admin invite another.",
            )
        )
    factors = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    secured = set(factors.filter(user__in=admin_ids).values_list("user_id", flat=True))
    without = len(admin_ids - secured)
    if without and settings.SECOND_FACTOR_REQUIRED:
        problems.append(
            look(
                f"Admins of {clinic} without a second factor: {without} of {len(admin_ids)}.",
                "Each sets one up at the next sign-in.",
            )
        )
    return problems
