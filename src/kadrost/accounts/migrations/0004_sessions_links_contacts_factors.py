"""Where people have signed in, links in letters, contacts, and which roles need a second factor."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


def logins_that_are_addresses(apps, schema_editor):
    """Whoever signs in by an address of e-mail is reached under it."""
    User = apps.get_model("accounts", "User")
    User.objects.filter(login__contains="@", email="").update(email=models.F("login"))


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_one_time_password'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    # allauth brings addresses of e-mail to small letters, the people's too, as soon as its own table is there
    run_before = [('account', '0006_emailaddress_lower')]

    operations = [
        migrations.CreateModel(
            name='DeviceSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session_key', models.CharField(max_length=40, unique=True)),
                ('device', models.CharField(max_length=80, verbose_name='устройство')),
                ('network', models.CharField(blank=True, max_length=60, verbose_name='сеть')),
                ('since', models.DateTimeField(verbose_name='вход')),
                ('seen_at', models.DateTimeField(verbose_name='был на сайте')),
            ],
            options={
                'verbose_name': 'сеанс',
                'verbose_name_plural': 'сеансы',
                'ordering': ['-seen_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='FactorRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=30, unique=True, verbose_name='роль')),
                ('since', models.DateField(verbose_name='с какого дня')),
            ],
            options={
                'verbose_name': 'требование второго фактора',
                'verbose_name_plural': 'требования второго фактора',
            },
        ),
        migrations.CreateModel(
            name='MailLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('recovery', 'новый пароль'), ('email', 'новый адрес почты')], max_length=10)),
                ('email', models.EmailField(max_length=254, verbose_name='кому отправлена')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('used_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'ссылка из письма',
                'verbose_name_plural': 'ссылки из писем',
            },
        ),
        migrations.AddField(
            model_name='user',
            name='email',
            field=models.EmailField(blank=True, help_text='Сюда приходят ссылки для входа и сообщения о защите учётной записи.', max_length=254, verbose_name='адрес электронной почты'),
        ),
        migrations.AddField(
            model_name='user',
            name='phone',
            field=models.CharField(blank=True, max_length=40, verbose_name='телефон'),
        ),
        migrations.RunPython(logins_that_are_addresses, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='accounts_user_email_once'),
        ),
        migrations.AddField(
            model_name='devicesession',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='device_sessions', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='maillink',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mail_links', to=settings.AUTH_USER_MODEL),
        ),
    ]
