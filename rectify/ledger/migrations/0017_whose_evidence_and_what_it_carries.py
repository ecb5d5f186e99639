"""Evidence knows in which role it was handed in and what its file carries; published evidence is taken back by proposal."""

from django.db import migrations, models
from django.db.models import Exists, OuterRef


def tell_whose(apps, _editor):
    """Evidence of whoever never was a contact of the unit is the office's. What files carry is found out when somebody
    opens them: to read them all may take hours, and one may be missing."""
    Evidence, Post = apps.get_model("ledger", "Evidence"), apps.get_model("ledger", "Post")
    posts = Post.objects.filter(user=OuterRef("added_by"), role="contact", unit=OuterRef("problem__inspection__unit"))
    offices = Evidence.objects.order_by().filter(~Exists(posts.order_by())).values("pk")
    Evidence.objects.filter(pk__in=offices).update(added_as="office")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0016_responsibilities_are_proposed")]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="carries",
            field=models.JSONField(blank=True, editable=False, null=True, verbose_name="文件还带有"),
        ),
        migrations.AddField(
            model_name="evidence",
            name="added_as",
            field=models.CharField(
                choices=[
                    ("office", "巡视巡察机构"),
                    ("team", "巡视巡察组"),
                    ("contact", "单位联络人"),
                    ("supervisor", "监督单位"),
                    ("approver", "公开审批人"),
                ],
                default="contact",
                max_length=20,
                verbose_name="提交时的角色",
            ),
        ),
        migrations.RunPython(tell_whose, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="proposal",
            name="kind",
            field=models.CharField(
                choices=[
                    ("statement", "进展认定"),
                    ("unit_word", "单位填报"),
                    ("evidence", "佐证材料"),
                    ("evidence_back", "撤回佐证材料"),
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
    ]
