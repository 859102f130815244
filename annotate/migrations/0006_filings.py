"""Where evidence is filed, in a table of its own: linking writes in evidence, and need not write this again."""

from itertools import islice

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from annotate.nlp.likeness import When, unpacked
from annotate.nlp.windows import filed, numbers

BATCH = 5_000


def file_all(apps, schema_editor):
    """File the evidence that stands already."""
    Evidence, Filing = (apps.get_model("annotate", name) for name in ("Evidence", "Filing"))
    columns = ("pk", "telling", "first_day", "last_day", "stated")
    rows = Evidence.objects.exclude(telling={}).values_list(*columns).iterator()
    while batch := list(islice(rows, BATCH)):
        tellings = {pk: unpacked(telling, When(*when)) for pk, telling, *when in batch}
        Filing.objects.bulk_create(
            Filing(evidence_id=pk, keys=filed(told), stems=numbers(told.keys)) for pk, told in tellings.items()
        )


class Migration(migrations.Migration):
    dependencies = [("annotate", "0005_judgements")]
    operations = [
        migrations.RemoveIndex(model_name="evidence", name="evidence_keys"),
        migrations.RemoveField(model_name="evidence", name="keys"),
        migrations.CreateModel(
            name="Filing",
            fields=[
                (
                    "evidence",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="annotate.evidence",
                    ),
                ),
                ("keys", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("stems", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
            ],
        ),
        migrations.AddIndex(
            model_name="filing",
            index=django.contrib.postgres.indexes.GinIndex(fields=["keys"], name="filing_keys", fastupdate=False),
        ),
        migrations.RunPython(file_all, migrations.RunPython.noop),
    ]
