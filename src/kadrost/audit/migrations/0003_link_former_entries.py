"""Entries written before links were kept apart wait for theirs: the next deed or `kadrost verify` makes them."""

from django.db import migrations

BATCH = 1000


def let_former_entries_wait(apps, schema_editor):
    entry, unlinked = apps.get_model("audit", "Entry"), apps.get_model("audit", "Unlinked")
    keys = entry.objects.order_by("pk").values_list("pk", flat=True)
    unlinked.objects.bulk_create((unlinked(entry_id=key) for key in keys.iterator(chunk_size=BATCH)), batch_size=BATCH)


class Migration(migrations.Migration):

    dependencies = [("audit", "0002_chain_of_links_and_looks")]

    operations = [migrations.RunPython(let_former_entries_wait, migrations.RunPython.noop)]
