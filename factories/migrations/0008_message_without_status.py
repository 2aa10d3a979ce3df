from django.db import migrations

# `migrate` lays policies anew at its end; those that read a column keep it from going.
FREE = """
DROP POLICY IF EXISTS "read" ON factories_message;
DROP POLICY IF EXISTS "change" ON factories_message;
"""


class Migration(migrations.Migration):
    dependencies = [("factories", "0007_deliveries")]

    operations = [
        migrations.RunSQL(FREE, migrations.RunSQL.noop),
        migrations.RemoveIndex(
            model_name="message",
            name="message_queued",
        ),
        migrations.RemoveIndex(
            model_name="message",
            name="message_again",
        ),
        migrations.RemoveIndex(
            model_name="message",
            name="message_inbox",
        ),
        migrations.RemoveField(
            model_name="message",
            name="attempts",
        ),
        migrations.RemoveField(
            model_name="message",
            name="error",
        ),
        migrations.RemoveField(
            model_name="message",
            name="not_before",
        ),
        migrations.RemoveField(
            model_name="message",
            name="read_at",
        ),
        migrations.RemoveField(
            model_name="message",
            name="sent_at",
        ),
        migrations.RemoveField(
            model_name="message",
            name="status",
        ),
    ]
