"""What roles may do in tables that came later."""

from django.db import migrations

from rectify.ledger import groups


class Migration(migrations.Migration):
    dependencies = [("ledger", "0013_withheld_index")]

    operations = [migrations.RunPython(groups.write, migrations.RunPython.noop)]
