from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0010_proposals_of_labels_and_withdrawals")]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="withdrawal_reason",
            field=models.TextField(blank=True, verbose_name="撤回缘由"),
        ),
    ]
