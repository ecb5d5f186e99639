from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0021_agreed_or_not")]

    operations = [
        migrations.AlterModelOptions(
            name="proposal",
            options={"ordering": ["-id"], "verbose_name": "公开审批事项", "verbose_name_plural": "公开审批事项"},
        ),
    ]
