"""What anybody who holds a report's code may have confirmed about it (`/verify/`)."""

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from reporting.models.report import Report


class ReleasedCode(models.Model):
    """The SQL view of one released version, bound to the code of the transaction (`app.code`).

    Neither the factory nor the digest stands in it; see docs/decisions/readings.md. It is laid by
    `reporting/policies.py` and shows nothing until a code has been asked for.
    """

    class Standing(models.TextChoices):
        VALID = "valid", _("valid")
        REPLACED = "replaced", _("replaced by a newer version")
        RECALLED = "recalled", _("recalled")

    code = models.CharField(max_length=24, primary_key=True)
    kind = models.CharField(max_length=24, choices=Report.Kind)
    country = models.CharField(max_length=80)
    released_on = models.DateField()  # local date of the programme
    number = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=10, choices=Standing)

    class Meta:
        managed = False
        db_table = "released_code"

    @classmethod
    def confirmed(cls, code: str) -> "ReleasedCode | None":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.code', %s, true)", [code])
        return cls.objects.first()
