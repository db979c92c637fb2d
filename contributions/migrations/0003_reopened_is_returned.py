from django.db import migrations


def mark(apps, schema_editor):
    """An input that was opened again with a reason is a returned one from now on."""
    inputs = apps.get_model("contributions", "Contribution").objects
    inputs.filter(state="open").exclude(returned_note="").update(state="returned")


def unmark(apps, schema_editor):
    inputs = apps.get_model("contributions", "Contribution").objects
    inputs.filter(state="returned").update(state="open")
    inputs.filter(state="accepted").update(state="submitted")


class Migration(migrations.Migration):
    dependencies = [("contributions", "0002_review")]
    operations = [migrations.RunPython(mark, unmark)]
