"""Ratings, other treatments and reviews, held to the rule of all entries: marked once."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from patients.database.append_only import (guards_updates, keeps_rows)


class Migration(migrations.Migration):
    dependencies = [
        ("patients", "0002_append_only"),
        ("titration", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False
                    ),
                ),
                ("form_token", models.UUIDField(editable=False, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("live", "Live"),
                            ("superseded", "Superseded"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="live",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "marked_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "marked_reason",
                    models.CharField(blank=True, editable=False, max_length=300),
                ),
                ("measure", models.CharField(max_length=60)),
                ("value", models.DecimalField(decimal_places=2, max_digits=6)),
                (
                    "low",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=6, null=True
                    ),
                ),
                (
                    "high",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=6, null=True
                    ),
                ),
                (
                    "better",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("lower", "Lower is better"),
                            ("higher", "Higher is better"),
                        ],
                        max_length=10,
                    ),
                ),
                ("rated_on", models.DateField(verbose_name="rated")),
                (
                    "rater",
                    models.CharField(
                        choices=[
                            ("patient", "Patient"),
                            ("carer", "Carer"),
                            ("clinician", "Clinician"),
                        ],
                        default="patient",
                        max_length=10,
                    ),
                ),
                (
                    "marked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_entries",
                        to="patients.patient",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="titration.rating",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("marked_at", None),
                                ("marked_by", None),
                                ("marked_reason", ""),
                                ("status", "live"),
                            ),
                            models.Q(
                                ("marked_at__isnull", False),
                                ("marked_by__isnull", False),
                                ("marked_reason", ""),
                                ("status", "superseded"),
                            ),
                            models.Q(
                                models.Q(("marked_reason", ""), _negated=True),
                                ("marked_at__isnull", False),
                                ("marked_by__isnull", False),
                                ("status", "entered-in-error"),
                            ),
                            _connector="OR",
                        ),
                        name="rating_marking_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rater__in", ["patient", "carer", "clinician"]),
                            models.Q(("measure", ""), _negated=True),
                        ),
                        name="rating_codes_are_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("better", ""),
                                ("high", None),
                                ("low", None),
                                (
                                    "measure__in",
                                    [
                                        "spasm",
                                        "pain",
                                        "mobility",
                                        "daily function",
                                        "sleep",
                                        "mood",
                                        "CGI severity",
                                        "CGI improvement",
                                    ],
                                ),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "measure__in",
                                        [
                                            "spasm",
                                            "pain",
                                            "mobility",
                                            "daily function",
                                            "sleep",
                                            "mood",
                                            "CGI severity",
                                            "CGI improvement",
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("better__in", ["lower", "higher"]),
                                ("high__gt", models.F("low")),
                                ("high__isnull", False),
                                ("high__lt", 10000),
                                ("low__gte", 0),
                                ("low__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="rating_has_a_range_exactly_when_a_named_total",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("measure__in", ("CGI severity", "CGI improvement")),
                                ("value__in", range(1, 8)),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "measure__in",
                                        ("CGI severity", "CGI improvement"),
                                    ),
                                    _negated=True,
                                ),
                                ("low", None),
                                ("value__gte", 0),
                                ("value__lte", 10),
                            ),
                            models.Q(
                                ("low__isnull", False),
                                ("value__gte", models.F("low")),
                                ("value__lte", models.F("high")),
                            ),
                            _connector="OR",
                        ),
                        name="rating_lies_within_its_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False
                    ),
                ),
                ("form_token", models.UUIDField(editable=False, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("live", "Live"),
                            ("superseded", "Superseded"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="live",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "marked_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "marked_reason",
                    models.CharField(blank=True, editable=False, max_length=300),
                ),
                ("reviewed_on", models.DateField(verbose_name="reviewed")),
                (
                    "next_on",
                    models.DateField(blank=True, null=True, verbose_name="next review"),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "marked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_entries",
                        to="patients.patient",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="titration.review",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("marked_at", None),
                                ("marked_by", None),
                                ("marked_reason", ""),
                                ("status", "live"),
                            ),
                            models.Q(
                                ("marked_at__isnull", False),
                                ("marked_by__isnull", False),
                                ("marked_reason", ""),
                                ("status", "superseded"),
                            ),
                            models.Q(
                                models.Q(("marked_reason", ""), _negated=True),
                                ("marked_at__isnull", False),
                                ("marked_by__isnull", False),
                                ("status", "entered-in-error"),
                            ),
                            _connector="OR",
                        ),
                        name="review_marking_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_on", None),
                            ("next_on__gt", models.F("reviewed_on")),
                            _connector="OR",
                        ),
                        name="review_comes_before_the_next",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Treatment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False
                    ),
                ),
                ("form_token", models.UUIDField(editable=False, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("live", "Live"),
                            ("superseded", "Superseded"),
                            ("entered-in-error", "Entered in error"),
                        ],
                        default="live",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "marked_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "marked_reason",
                    models.CharField(blank=True, editable=False, max_length=300),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("physical therapy", "Physical therapy"),
                            ("occupational therapy", "Occupational therapy"),
                            ("botulinum toxin", "Botulinum toxin"),
                            ("other medicine", "Other medicine"),
                            ("surgery", "Surgery"),
                            ("intrathecal baclofen", "Intrathecal baclofen"),
                        ],
                        max_length=30,
                        verbose_name="treatment",
                    ),
                ),
                ("from_on", models.DateField(verbose_name="from")),
                (
                    "until_on",
                    models.DateField(blank=True, null=True, verbose_name="until"),
                ),
                (
                    "mcg_per_day",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        verbose_name="mcg per day",
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=200)),
                (
                    "marked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_entries",
                        to="patients.patient",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="titration.treatment",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("marked_at", None),
                                ("marked_by", None),
                                ("marked_reason", ""),
                                ("status", "live"),
                            ),
                            models.Q(
                                ("marked_at__isnull", False),
                                ("marked_by__isnull", False),
                                ("marked_reason", ""),
                                ("status", "superseded"),
                            ),
                            models.Q(
                                models.Q(("marked_reason", ""), _negated=True),
                                ("marked_at__isnull", False),
                                ("marked_by__isnull", False),
                                ("status", "entered-in-error"),
                            ),
                            _connector="OR",
                        ),
                        name="treatment_marking_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "physical therapy",
                                    "occupational therapy",
                                    "botulinum toxin",
                                    "other medicine",
                                    "surgery",
                                    "intrathecal baclofen",
                                ],
                            )
                        ),
                        name="treatment_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on", None),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="treatment_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mcg_per_day", None),
                            models.Q(
                                ("kind", "intrathecal baclofen"),
                                ("mcg_per_day__gt", 0),
                                ("mcg_per_day__lt", 100000),
                            ),
                            _connector="OR",
                        ),
                        name="treatment_has_mcg_only_when_intrathecal",
                    ),
                ],
            },
        ),
        *(
            operation
            for table in ("titration_rating", "titration_treatment", "titration_review")
            for operation in (
                keeps_rows(table),
                guards_updates(table, "allow_only_marking"),
            )
        ),
    ]
