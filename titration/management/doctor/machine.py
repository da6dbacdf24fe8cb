"""Checks of this machine: settings, static files, mail, disk, and what makes PDFs."""

import filecmp
import shutil
import smtplib
import tempfile
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core import checks
from django.core.mail.backends.smtp import EmailBackend

from titration.letters import pdf
from titration.management.doctor.finding import Finding, fault, look, ok, together
from titration.server.static_files import StaticFilesStorage

COLLECT = "Run “manage.py collectstatic --no-input”, then restart the web server."
EMPTY_LETTER = '<!DOCTYPE html><html lang="en"><title>Empty</title><p>Empty</p></html>'
LITTLE, TOO_LITTLE = 2**30, 2**27  # free bytes of a disk: 1 GB and 128 MB
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")


def deployment() -> Finding:
    """Look if the settings are those of production, by Django's own checks too."""
    if settings.IS_DEMO:
        return look(
            "TITRATION_MODE is demo, for invented patients on this computer only.",
            "Unset TITRATION_MODE, or set it to production, to serve a clinic.",
        )
    found = [
        message
        for message in checks.run_checks(include_deployment_checks=True)
        if message.level >= checks.WARNING and not message.is_silenced()
    ]
    if found:
        named = ", ".join(sorted({message.id or "a check" for message in found}))
        return fault(
            f"Django finds the settings unfit to be served: {named}.",
            "“manage.py check --deploy” says why.",
        )
    return ok("The settings are those of production, and Django’s checks find nothing.")


def static_files() -> Finding:
    """Look if the files under ``static/`` were collected as they are."""
    storage = StaticFilesStorage()
    ignored = apps.get_app_config("staticfiles").ignore_patterns  # type: ignore[attr-defined]
    every = [
        (path, Path(source.path(path)))
        for finder in get_finders()
        for path, source in finder.list(ignored)
    ]
    wrong = [path for path, source in every if not is_collected(storage, path, source)]
    if wrong:
        found = f"{len(wrong)} of {len(every)} static files are not collected as they are here"
        return fault(f"{found}, the first {min(wrong)}.", COLLECT)
    return ok(f"Static files are collected as they are here: {len(every)}.")


def is_collected(storage: StaticFilesStorage, path: str, source: Path) -> bool:
    """True if a file is collected as it is, also under the name that pages use."""
    hashed = storage.hashed_files.get(path)
    if not hashed or not storage.exists(hashed) or not storage.exists(path):
        return False
    return filecmp.cmp(source, storage.path(path), shallow=False)


def mail() -> Finding:
    """Look if the mail server answers, with TLS and password where they are set; send nothing."""
    if not settings.MAIL_IS_SENT:
        return look(
            "EMAIL_URL is not set: one-time links are shown to the admin, who hands them over.",
            "Set EMAIL_URL and EMAIL_FROM, unless that is meant.",
        )
    server = EmailBackend()
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        return fault(
            f"The mail server of EMAIL_URL cannot be used ({type(error).__name__}).",
            "Check its name, port, kind of TLS, user and password.",
        )
    finally:
        server.close()
    is_encrypted = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    if not is_encrypted and settings.EMAIL_HOST not in LOCAL_HOSTS:
        return look(
            "The mail server answers, and one-time links go to it unencrypted.",
            "Begin EMAIL_URL with smtp+tls:// or smtps://.",
        )
    return ok("The mail server answers.")


def disk() -> Finding:
    """Look if the disks of the program and of temporary files have room."""
    problems = []
    for folder in (settings.BASE_DIR, Path(tempfile.gettempdir())):
        free = shutil.disk_usage(folder).free
        found = f"The disk of {folder} has {free // 2**20} MB left; 1 GB is expected."
        if free < LITTLE:
            problems.append((fault if free < TOO_LITTLE else look)(found, "Make room on it."))
    return together(problems, otherwise="The disks of this machine have room.")


def pdfs() -> Finding:
    """Look if a PDF can be made."""
    try:
        pdf.pdf_of(EMPTY_LETTER)
    except pdf.NoPdf as refusal:
        return look(f"No PDF can be made. {refusal}", "Everything else works without.")
    return ok("PDFs can be made.")
