import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """What a cancellation leaves to undo may end by a written word, which the owner sees."""

    dependencies = [
        ("jobs", "0025_contract_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            'openitem',
            'ended_by_word',
            models.BooleanField(
                default=False,
                editable=False,
                help_text='It unwinds, and ended by a written word instead of a fact.',
            ),
        ),
        migrations.AddField('openitem', 'word_seen_on', models.DateField(editable=False, null=True)),
        migrations.AddField(
            'openitem',
            'word_seen_by',
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name='+',
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            'openitem',
            models.Index(
                fields=['-id'],
                name='open_items_ended_by_word',
                condition=Q(ended_by_word=True, word_seen_on=None),
            ),
        ),
        migrations.AddConstraint(
            'openitem',
            models.CheckConstraint(
                condition=Q(ended_by_word=False) | (Q(ended_on__isnull=False) & ~Q(ended_note='')),
                name='item_ended_by_word_has_its_word',
            ),
        ),
    ]
