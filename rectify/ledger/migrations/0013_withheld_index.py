from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0012_uploads")]

    operations = [
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(
                condition=models.Q(("withheld_at__isnull", False)), fields=["inspection"], name="problem_withheld"
            ),
        ),
    ]
