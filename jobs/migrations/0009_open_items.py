import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

PARTIES = ['office', 'field', 'homeowner', 'owner', 'city', 'utility', 'hoa', 'supplier', 'manufacturer', 'other']
MILESTONES = [
    'accepted', 'surveyed', 'eligible', 'agreed', 'permit_issued', 'utility_submitted', 'utility_approved',
    'circuit_installed', 'outage_confirmed', 'adapter_set', 'inspection_passed', 'commissioned', 'closed_out',
    'warranty_over',
]
OLD_CONSTRAINTS = [
    'one_open_wait_per_slot', 'wait_is_on_a_known_party', 'wait_blocks_a_known_milestone',
    'wait_keeps_its_first_date', 'wait_stake_is_not_negative',
]
NEW_CONSTRAINTS = [
    models.CheckConstraint(condition=Q(('party__in', PARTIES)), name='open_item_is_on_a_known_party'),
    models.CheckConstraint(
        condition=Q(('blocks__in', ['', *MILESTONES])), name='open_item_blocks_a_known_milestone'
    ),
    models.CheckConstraint(
        condition=Q(('expected_on', None), ('first_expected_on__isnull', False), _connector='OR'),
        name='open_item_keeps_its_first_date',
    ),
    models.CheckConstraint(
        condition=Q(('stake_usd', None), ('stake_usd__gte', 0), _connector='OR'),
        name='open_item_stake_is_not_negative',
    ),
    models.UniqueConstraint(
        condition=Q(('ended_on', None), Q(('key', ''), _negated=True)),
        fields=('job', 'key'),
        name='one_open_item_per_key',
    ),
]
INDEXES = [
    ('wait_open_of_job', 'open_items_of_job'),
    ('wait_open_by_day', 'open_items_by_day'),
    ('wait_open_by_party', 'open_items_by_party'),
]


class Migration(migrations.Migration):
    """One word for one thing: a wait with a slot is an open item with a key, and a unit is an adapter."""

    dependencies = [
        ('jobs', '0008_jobs_on_their_way'),
    ]

    operations = [
        *(migrations.RemoveConstraint('wait', name) for name in OLD_CONSTRAINTS),
        migrations.RenameModel('Wait', 'OpenItem'),
        migrations.RenameField('openitem', 'slot', 'key'),
        migrations.AlterField(
            'openitem',
            'job',
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name='open_items', to='jobs.job'
            ),
        ),
        *(migrations.RenameIndex('openitem', old_name=old, new_name=new) for old, new in INDEXES),
        migrations.RenameField('canary', 'sung_at', 'stamped_at'),
        migrations.RenameModel('AdapterUnit', 'Adapter'),
        migrations.AlterField(
            'adapter',
            'job',
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name='adapters', to='jobs.job'
            ),
        ),
        *(migrations.AddConstraint('openitem', constraint) for constraint in NEW_CONSTRAINTS),
    ]
