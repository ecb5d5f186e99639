import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0019_whose_word_and_whose_time_limit"),
    ]

    operations = [
        migrations.AlterField(
            model_name="doubt",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="doubts",
                to="ledger.document",
                verbose_name="原文",
            ),
        ),
        migrations.AlterField(
            model_name="doubt",
            name="kind",
            field=models.CharField(
                choices=[
                    ("status_inferred", "进展由推断得出"),
                    ("status_unstated", "没有找到进展"),
                    ("no_measures", "没有找到措施"),
                    ("measures_differ", "措施条数与自述不符"),
                    ("number_skipped", "序号跳号"),
                    ("number_repeated", "序号重复"),
                    ("marker_repeated", "原序号重复"),
                    ("dates_out_of_order", "日期先后颠倒"),
                    ("deadline_before_publication", "时限早于落款日期"),
                    ("status_differs", "进展与台账不一致"),
                    ("deadline_differs", "时限与台账不一致"),
                    ("declared_measures_differ", "自述措施数与台账不一致"),
                    ("responsible_differs", "责任单位与台账不一致"),
                    ("field_differs", "内容与台账不一致"),
                    ("unjoined_section", "台账中没有的标题"),
                    ("unjoined_item", "台账中没有的事项"),
                    ("unjoined_measure", "台账中没有的措施"),
                    ("unjoined_claim", "台账中没有的自报数字"),
                    ("unread_item", "通报中没有读出的事项"),
                    ("unclear_join", "与台账事项的对应存疑"),
                    ("gone_but_followed", "通报不再列出、仍在督办的事项"),
                    ("correction_unfit", "更正与读取结果对不上"),
                ],
                db_index=True,
                max_length=40,
                verbose_name="种类",
            ),
        ),
        migrations.AlterField(
            model_name="doubt",
            name="problem",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="doubts",
                to="ledger.problem",
                verbose_name="反馈问题",
            ),
        ),
        migrations.AlterField(
            model_name="doubt",
            name="report",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="doubts",
                to="ledger.report",
                verbose_name="通报",
            ),
        ),
        migrations.AlterField(
            model_name="doubt",
            name="settlement",
            field=models.TextField(
                blank=True,
                help_text="写明核对的结果并保存，这一事项即记为已处理；清空后重新列为待核。",
                verbose_name="处理意见",
            ),
        ),
    ]
