"""What the office wrote beside the units' words becomes the units' again, and only what was granted is an extension."""

from django.db import migrations, models
from django.db.models import Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

UNIT = ("report", "submit")
OFFICE = ("recheck_relapsed", "reopen")


def read_steps_again(apps, schema_editor):
    handlings = apps.get_model("ledger", "Handling").objects
    steps = apps.get_model("ledger", "Step").objects.filter(problem=OuterRef("problem"), undone_by=None)
    handlings.filter(is_extended=True).update(is_desks_deadline=True)
    dated = steps.filter(action__in=("grant_extension", *OFFICE), new_deadline__isnull=False)
    newest = dated.exclude(new_deadline=F("old_deadline")).order_by("-at", "-pk")
    rows = handlings.filter(is_extended=True).annotate(
        set_by=Subquery(newest.values("action")[:1]), was=Subquery(newest.values("old_deadline")[:1])
    )
    is_longer = rows.filter(set_by="grant_extension", was__isnull=False).values("pk")
    handlings.filter(is_extended=True).exclude(pk__in=is_longer).update(is_extended=False)
    said = steps.filter(action__in=UNIT).order_by("-at", "-pk").values("new_progress")[:1]
    rows = handlings.filter(Exists(steps.filter(action__in=OFFICE)))
    rows.update(progress=Coalesce(Subquery(said), Value("")))


class Migration(migrations.Migration):
    dependencies = [("ledger", "0018_who_confirmed_a_load")]

    operations = [
        migrations.AddField(model_name="handling", name="is_desks_deadline", field=models.BooleanField(default=False)),
        migrations.RunPython(read_steps_again, migrations.RunPython.noop),
    ]
