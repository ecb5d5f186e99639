"""Who answers for an item is proposed like every word of the office; no table of the desk takes it directly."""

from django.db import migrations, models

from rectify.ledger import groups


class Migration(migrations.Migration):
    dependencies = [("ledger", "0015_name_lines")]

    operations = [
        migrations.AlterField(
            model_name="proposal",
            name="kind",
            field=models.CharField(
                choices=[
                    ("statement", "进展认定"),
                    ("unit_word", "单位填报"),
                    ("evidence", "佐证材料"),
                    ("withhold", "暂不公开"),
                    ("release", "恢复公开"),
                    ("evaluation", "整改成效评估"),
                    ("label", "短标题"),
                    ("withdraw", "撤回事项"),
                    ("restore", "恢复事项"),
                    ("responsibilities", "责任分工"),
                ],
                max_length=20,
                verbose_name="种类",
            ),
        ),
        migrations.RunPython(groups.write, migrations.RunPython.noop),
    ]
