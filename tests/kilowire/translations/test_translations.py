"""Every string for homeowners is found, and stands in the catalogue of each language."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

import pytest
from django.core.management import call_command

from kilowire.translations import catalogue
from kilowire.translations.catalogue import Catalogue
from kilowire.translations.translatable import Message, in_python, in_template

HELLO = Message("Good morning, %(name)s")
VISITS = Message("one visit", "%(count)s visits")
CHARGE = Message("charge", context="money")
SPANISH = Catalogue(
    "es",
    {CHARGE: ["cargo"], HELLO: ["Buenos días,\n«%(name)s»"], VISITS: ["una visita", "%(count)s visitas"]},
)


def test_python_is_read_with_plurals_and_contexts() -> None:
    source = """
_("Good morning, "
  "%(name)s")
ngettext("one visit", "%(count)s visits", count)
translation.pgettext("money", "charge")
gettext(variable)
"""
    assert set(in_python(source)) == {HELLO, VISITS, CHARGE}


def test_templates_are_read_with_plurals_and_contexts() -> None:
    source = """
{% translate "the city" as city %}<p title="{% translate 'a "quoted" word' %}">{{ _("Yes") }}</p>
{% translate "charge" context "money" %}
{% blocktranslate trimmed with name=person.name %}
  Good morning,
  {{ name }}
{% endblocktranslate %}
{% blocktranslate count count=visits|length %}one visit{% plural %}{{ count }} visits{% endblocktranslate %}
{# {% translate "not said" %} #}
"""
    expected = {HELLO, VISITS, CHARGE, Message("the city"), Message('a "quoted" word'), Message("Yes")}
    assert set(in_template(source)) == expected


def test_a_catalogue_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "django.po"
    file.write_text(catalogue.as_text(SPANISH, {HELLO: {"templates/x.html"}}), encoding="utf-8")
    assert catalogue.read(file, "es") == SPANISH


def test_pythons_gettext_reads_what_is_compiled() -> None:
    spanish = gettext.GNUTranslations(io.BytesIO(catalogue.compiled(SPANISH)))
    assert spanish.gettext(HELLO.text) == "Buenos días,\n«%(name)s»"
    assert spanish.ngettext("one visit", "%(count)s visits", 1) == "una visita"
    assert spanish.ngettext("one visit", "%(count)s visits", 2) == "%(count)s visitas"
    assert spanish.pgettext("money", "charge") == "cargo"
    assert spanish.gettext("nobody said this") == "nobody said this"


def test_new_strings_wait_and_old_ones_go() -> None:
    brought = SPANISH.brought_to({HELLO: set(), Message("new"): set()})
    assert brought.translations == {HELLO: ["Buenos días,\n«%(name)s»"], Message("new"): [""]}
    assert brought.faults() == ["not translated: 'new'"]


@pytest.mark.parametrize("translated", ["Buenos días", "Buenos días, %(nombre)s", "%(name)s, %(name)s"])
def test_a_lost_place_holder_is_a_fault(translated: str) -> None:
    assert Catalogue("es", {HELLO: [translated]}).faults() == [
        "other place holders: 'Good morning, %(name)s'"
    ]


def test_every_language_is_complete_and_compiled() -> None:
    call_command("translations", check=True)
