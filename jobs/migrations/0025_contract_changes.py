from decimal import Decimal

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery

USER = settings.AUTH_USER_MODEL
PAPERS = [
    'survey_report', 'eligibility_report', 'agreement_summary', 'change_order', 'permit_record',
    'utility_application', 'fee_record', 'visit_record', 'installation_record', 'make_safe_record',
    'inspection_record', 'commissioning_record', 'warranty_certificate', 'close_out_package',
]  # fmt: skip
PAPER_TITLES = [
    'Site survey', 'Eligibility', 'Contract summary', 'Change order', 'Permit', 'Utility application',
    'Utility fees', 'Utility visit', 'Installation', 'Circuit made safe', 'Final inspection', 'Commissioning',
    'Warranty certificate', 'Close-out package',
]  # fmt: skip
UPLOADS = {
    'contract': 'Signed contract', 'change_order': 'Signed change order', 'bill': 'Utility bill',
    'customer_agreement': 'Customer agreement', 'authorization': 'Authorization form',
    'owner_consent': "Owner's consent", 'finding_evidence': 'Evidence for a finding', 'permit': 'Permit',
    'correction': "City's correction notice", 'inspection_card': 'Inspection card',
    'fee_receipt': 'Fee receipt', 'utility_approval': "Utility's approval",
    'utility_letter': 'Letter from the utility', 'interconnection': 'Interconnection paper',
    'adapter_invoice': 'Adapter invoice', 'warranty_registration': 'Warranty registration',
    'other': 'Other paper',
}  # fmt: skip
SIGNED = {
    'contract': 'Contract', 'change_order': 'Change order', 'customer_agreement': "Utility's customer agreement",
    'authorization': 'Authorization of the contractor', 'survey': 'Survey', 'owner_consent': "Owner's consent",
}  # fmt: skip


def carry_over(apps, schema_editor):
    """Each contract keeps its price, its window and its deposit; one that was undone is ended."""
    Agreement, Event, Payment, Person = (
        apps.get_model('jobs', name) for name in ('Agreement', 'Event', 'Payment', 'Person')
    )
    Person.objects.exclude(senior_stated_on=None).update(is_65_or_over=True)
    undone = Event.objects.filter(job=OuterRef('job'), milestone='agreed', kind='undone').order_by('-id')
    Agreement.objects.update(first_price_usd=F('price_usd'))
    Agreement.objects.filter(job__agreed_on=None).update(
        ended_on=models.functions.Coalesce(Subquery(undone.values('on')[:1]), F('signed_on'))
    )
    seniors = Person.objects.filter(is_65_or_over=True, roles__role='owner').values('job')
    Agreement.objects.filter(job__in=seniors).update(owner_is_65_or_over=True)
    _first_prices(apps)
    paid = Agreement.objects.exclude(deposit_paid_on=None).filter(deposit_usd__gt=0)
    for batch in _batches(paid.order_by('pk')):
        Payment.objects.bulk_create(
            Payment(
                job_id=row.job_id,
                kind='deposit',
                amount_usd=row.deposit_usd,
                paid_on=row.deposit_paid_on,
                recorded_by_id=row.deposit_recorded_by_id,
            )
            for row in batch
        )
    # The columns are taken away after this: PostgreSQL changes no table while a check of it waits.
    schema_editor.connection.check_constraints()


def _first_prices(apps):
    """The price before the first change order of the present contract, where that price allows the deposit."""
    Agreement, Event = (apps.get_model('jobs', name) for name in ('Agreement', 'Event'))
    for event in Event.objects.filter(sentence='Change order', before__has_key='price_usd').order_by('-id'):
        row = Agreement.objects.filter(job=event.job_id, recorded_at__lte=event.at).first()
        signed = Event.objects.filter(job=event.job_id, milestone='agreed', kind='done').order_by('-id').first()
        first = Decimal(event.before['price_usd'])
        if row and signed and signed.pk < event.pk and row.deposit_usd * 10 <= first:
            row.first_price_usd = first
            row.save(update_fields=['first_price_usd'])


def _batches(rows, size=1000):
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:size]):
        yield batch
        last = batch[-1].pk


def carry_back(apps, schema_editor):
    """The first deposit that stands goes back to its contract; of an owner of 65 the day is not known."""
    Agreement, Payment, Person = (apps.get_model('jobs', n) for n in ('Agreement', 'Payment', 'Person'))
    for payment in Payment.objects.filter(kind='deposit', withdrawn_on=None).order_by('-id'):
        Agreement.objects.filter(job=payment.job_id).update(
            deposit_paid_on=payment.paid_on, deposit_recorded_by=payment.recorded_by_id
        )
    Person.objects.filter(is_65_or_over=True).update(
        senior_stated_on=Subquery(Person.objects.filter(pk=OuterRef('pk')).values('job__opened_on')[:1])
    )
    Agreement.objects.filter(notices_given_on=None).update(notices_given_on=F('signed_on'))
    Agreement.objects.filter(cancellable_until_on=None).update(cancellable_until_on=F('signed_on'))
    schema_editor.connection.check_constraints()


def user(**more):
    return models.ForeignKey(
        editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=USER, **more
    )


class Migration(migrations.Migration):
    """Contracts: change orders as signed papers, payments with their means, who was asked whether 65 or over."""

    dependencies = [
        ("jobs", "0024_second_meter"),
        migrations.swappable_dependency(USER),
    ]

    operations = [
        migrations.AddField(
            'person',
            'is_65_or_over',
            models.BooleanField(
                blank=True, help_text='None where nobody asked.', null=True, verbose_name='65 or over'
            ),
        ),
        migrations.AddField(
            'job',
            'cancel_notice_on',
            models.DateField(
                editable=False,
                help_text="The day of the owner's notice that cancelled the contract.",
                null=True,
            ),
        ),
        migrations.AddField(
            'agreement',
            'first_price_usd',
            models.DecimalField(
                decimal_places=2, max_digits=9, null=True, verbose_name='price first signed (USD)'
            ),
        ),
        migrations.AddField(
            'agreement',
            'owner_is_65_or_over',
            models.BooleanField(blank=True, null=True, verbose_name='owner 65 or over when signing'),
        ),
        migrations.AddField(
            'agreement',
            'answers_claim',
            models.ForeignKey(
                blank=True,
                help_text='The warranty claim that the work answers; only then may the price be 0.',
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name='+',
                to='jobs.claim',
            ),
        ),
        migrations.AddField('agreement', 'ended_on', models.DateField(editable=False, null=True)),
        migrations.AlterField('agreement', 'notices_given_on', models.DateField(blank=True, null=True)),
        migrations.AlterField('agreement', 'cancellable_until_on', models.DateField(blank=True, null=True)),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                (
                    'kind',
                    models.CharField(
                        choices=[('deposit', 'Deposit'), ('refund', 'Refund'), ('credit', 'Credit')],
                        max_length=8,
                    ),
                ),
                ('amount_usd', models.DecimalField(decimal_places=2, max_digits=9)),
                ('paid_on', models.DateField()),
                (
                    'means',
                    models.CharField(
                        blank=True,
                        choices=[
                            ('check', 'Check'),
                            ('card', 'Card'),
                            ('cash', 'Cash'),
                            ('transfer', 'Bank transfer'),
                            ('other', 'Other'),
                            ('', 'Not recorded'),
                        ],
                        max_length=10,
                    ),
                ),
                ('note', models.CharField(blank=True, max_length=240)),
                (
                    'recorded_by',
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=USER
                    ),
                ),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('withdrawn_on', models.DateField(editable=False, null=True)),
                ('withdrawn_by', user()),
                ('withdrawn_because', models.CharField(blank=True, editable=False, max_length=400)),
                (
                    'job',
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='jobs.job'
                    ),
                ),
            ],
            options={
                'ordering': ['id'],
                'constraints': [
                    models.CheckConstraint(
                        condition=Q(kind__in=['deposit', 'refund', 'credit']), name='payment_kind_is_known'
                    ),
                    models.CheckConstraint(
                        condition=Q(means__in=['check', 'card', 'cash', 'transfer', 'other', '']),
                        name='payment_means_is_known',
                    ),
                    models.CheckConstraint(condition=Q(amount_usd__gt=0), name='payment_has_an_amount'),
                    models.CheckConstraint(
                        condition=Q(withdrawn_on=None) | ~Q(withdrawn_because=''),
                        name='withdrawn_payment_says_why',
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name='ChangeOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('price_before_usd', models.DecimalField(decimal_places=2, max_digits=9)),
                ('price_usd', models.DecimalField(decimal_places=2, max_digits=9)),
                ('scope_before', models.TextField()),
                ('scope', models.TextField()),
                ('because', models.CharField(max_length=400)),
                ('written_on', models.DateField()),
                (
                    'work_begins_on',
                    models.DateField(
                        blank=True,
                        help_text='The day on which the work that it covers begins, where it is known.',
                        null=True,
                    ),
                ),
                (
                    'recorded_by',
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=USER),
                ),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('signed_on', models.DateField(editable=False, null=True)),
                (
                    'signature',
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name='change_order',
                        to='jobs.signature',
                    ),
                ),
                (
                    'signed_late',
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text='Signed after the work that it covers had begun.',
                    ),
                ),
                ('ended_on', models.DateField(editable=False, null=True)),
                ('ended_by', user()),
                ('ended_because', models.CharField(blank=True, editable=False, max_length=400)),
                (
                    'job',
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name='change_orders',
                        to='jobs.job',
                    ),
                ),
            ],
            options={
                'ordering': ['number'],
                'constraints': [
                    models.UniqueConstraint(fields=['job', 'number'], name='change_order_has_its_number'),
                    models.UniqueConstraint(
                        fields=['job'],
                        condition=Q(signed_on=None, ended_on=None),
                        name='one_change_order_waits_for_its_signature',
                    ),
                    models.CheckConstraint(condition=~Q(because=''), name='change_order_says_why'),
                    models.CheckConstraint(
                        condition=Q(price_usd__gte=0), name='change_order_price_is_not_negative'
                    ),
                    models.CheckConstraint(
                        condition=Q(signed_on=None, signature=None)
                        | Q(signed_on__isnull=False, signature__isnull=False),
                        name='signed_change_order_has_its_signature',
                    ),
                    models.CheckConstraint(
                        condition=Q(ended_on=None) | ~Q(ended_because=''), name='ended_change_order_says_why'
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint('agreement', 'deposit_is_within_the_law'),
        migrations.RemoveConstraint('agreement', 'contract_has_a_price'),
        migrations.RemoveConstraint('agreement', 'right_to_cancel_ends_after_signing'),
        migrations.RunPython(carry_over, carry_back),
        migrations.RemoveField('agreement', 'deposit_paid_on'),
        migrations.RemoveField('agreement', 'deposit_recorded_by'),
        migrations.RemoveField('person', 'senior_stated_on'),
        migrations.AlterField(
            'agreement',
            'first_price_usd',
            models.DecimalField(decimal_places=2, max_digits=9, verbose_name='price first signed (USD)'),
        ),
        migrations.AddConstraint(
            'agreement',
            models.CheckConstraint(
                condition=Q(price_usd__gt=0) | Q(price_usd=0, answers_claim__isnull=False),
                name='contract_has_a_price',
            ),
        ),
        migrations.AddConstraint(
            'agreement',
            models.CheckConstraint(
                condition=Q(first_price_usd__gt=0) | Q(first_price_usd=0, answers_claim__isnull=False),
                name='contract_had_a_price_when_first_signed',
            ),
        ),
        migrations.AddConstraint(
            'agreement',
            models.CheckConstraint(
                condition=Q(deposit_usd__gte=0, deposit_usd__lte=1000)
                & Q(deposit_usd__lte=F('first_price_usd') / 10 + Decimal('0.001')),
                name='deposit_is_within_the_law',
            ),
        ),
        migrations.AddConstraint(
            'agreement',
            models.CheckConstraint(
                condition=Q(cancellable_until_on=None)
                | Q(cancellable_until_on__gte=F('signed_on'), notices_given_on__isnull=False),
                name='right_to_cancel_ends_after_signing',
            ),
        ),
        migrations.AddConstraint(
            'agreement',
            models.CheckConstraint(
                condition=Q(notices_given_on=None) | Q(cancellable_until_on__isnull=False),
                name='right_to_cancel_begins_with_the_notices',
            ),
        ),
        migrations.AlterField(
            'signature', 'paper', models.CharField(choices=list(SIGNED.items()), max_length=20)
        ),
        migrations.RemoveConstraint('signature', 'signature_is_on_a_known_paper'),
        migrations.AddConstraint(
            'signature',
            models.CheckConstraint(condition=Q(paper__in=list(SIGNED)), name='signature_is_on_a_known_paper'),
        ),
        migrations.RemoveConstraint('signature', 'one_standing_signature_per_paper'),
        migrations.AddConstraint(
            'signature',
            models.UniqueConstraint(
                fields=['job', 'paper'],
                condition=Q(withdrawn_on=None) & ~Q(paper='change_order'),
                name='one_standing_signature_per_paper',
            ),
        ),
        migrations.AlterField(
            'upload', 'kind', models.CharField(choices=list(UPLOADS.items()), max_length=24)
        ),
        migrations.RemoveConstraint('upload', 'upload_kind_is_known'),
        migrations.AddConstraint(
            'upload',
            models.CheckConstraint(condition=Q(kind__in=list(UPLOADS)), name='upload_kind_is_known'),
        ),
        migrations.AlterField(
            'document',
            'kind',
            models.CharField(choices=list(zip(PAPERS, PAPER_TITLES, strict=True)), max_length=24),
        ),
        migrations.RemoveConstraint('document', 'document_kind_is_known'),
        migrations.AddConstraint(
            'document', models.CheckConstraint(condition=Q(kind__in=PAPERS), name='document_kind_is_known')
        ),
    ]
