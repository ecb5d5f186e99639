from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0020_what_doubts_are_called")]

    operations = [
        migrations.AlterField(
            model_name="proposal",
            name="decision",
            field=models.CharField(
                choices=[
                    ("waiting", "待审批"),
                    ("published", "已同意"),
                    ("refused", "不同意"),
                    ("taken_back", "已撤销"),
                ],
                default="waiting",
                max_length=20,
                verbose_name="审批结果",
            ),
        ),
    ]
