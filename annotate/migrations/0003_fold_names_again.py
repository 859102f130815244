"""The aliases with the one key that names have now; before, a name could have two."""

from django.db import migrations

from annotate.nlp.keys import key


def fold_again(apps, schema_editor):
    """Give every name its key again; where a name had an alias for each of two keys, one is left."""
    Alias = apps.get_model("annotate", "Alias")
    entities = {}
    for kind, name, entity in Alias.objects.order_by("entity").values_list("kind", "name", "entity"):
        entities.setdefault((kind, name), entity)
    Alias.objects.all().delete()
    Alias.objects.bulk_create(
        [Alias(entity_id=pk, kind=kind, key=key(name, kind), name=name) for (kind, name), pk in entities.items()],
        batch_size=5_000,
    )


class Migration(migrations.Migration):
    dependencies = [("annotate", "0002_alias_upper")]
    operations = [migrations.RunPython(fold_again, migrations.RunPython.noop)]
