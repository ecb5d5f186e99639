"""One group a role, with what it may do at the desk."""

from django.conf import settings
from django.db import migrations

from rectify.ledger import groups


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0008_escalations"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(groups.write, migrations.RunPython.noop)]
