"""Every string for homeowners is found, and stands in the catalogue of each language."""

from __future__ import annotations

import gettext
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Catalog
from babel.messages.extract import extract
from django.conf import settings
from django.core.management import CommandError, call_command

from kilowire.translations import catalogue, extraction

Key = tuple[Any, str | None]
HELLO: Key = ("Good morning, %(name)s", None)
VISITS: Key = (("one visit", "%(count)s visits"), None)
CHARGE: Key = ("charge", "money")
IN_SPANISH = {
    CHARGE: "cargo",
    HELLO: "Buenos días,\n«%(name)s»",
    VISITS: ("una visita", "%(count)s visitas"),
}
HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


def found_in(source: str, method: str | Callable[..., Any] = "python", **options: str) -> set[Key]:
    found = extract(method, io.BytesIO(source.encode()), extraction.KEYWORDS, options=options)
    return {(message, context) for _, message, _, context in found}


def spanish(known: dict[Key, Any], tmp_path: Path) -> Catalog:
    """These translations as they are read from a file that a translator has edited."""
    file = tmp_path / "django.po"
    file.write_text(HEAD)
    read = catalogue.read(file, "es")
    for (text, context), translated in known.items():
        read.add(text, translated, context=context)
    return catalogue.brought_to(source(*known), read)


def source(*keys: Key) -> Catalog:
    template = Catalog()
    for text, context in keys:
        template.add(text, locations=[("templates/x.html", 0)], context=context)
    return template


def test_python_is_read_with_plurals_and_contexts() -> None:
    python = """
_("Good morning, "
  "%(name)s")
ngettext("one visit", "%(count)s visits", count)
translation.pgettext("money", "charge")
gettext(variable)
LABELS = {"a": gettext_noop("marked"), "b": gettext_lazy("lazy")}
"""
    assert found_in(python) == {HELLO, VISITS, CHARGE, ("marked", None), ("lazy", None)}


def test_templates_are_read_with_plurals_and_contexts() -> None:
    template = """
{% translate "the city" as city %}<p title="{% translate 'a "quoted" word' %}">{{ _("Yes") }}</p>
    {% translate "charge" context "money" %}
  {% blocktranslate trimmed with name=person.name %}
  Good morning,
  {{ name }}
{% endblocktranslate %}
{% blocktranslate count count=visits|length %}one visit{% plural %}{{ count }} visits{% endblocktranslate %}
{# {% translate "not said" %} #}
"""
    others = {("the city", None), ('a "quoted" word', None), ("Yes", None)}
    assert found_in(template, extraction.from_template) == {HELLO, VISITS, CHARGE, *others}


def test_a_survey_is_read_by_the_labels_that_its_paper_prints() -> None:
    survey = """
[[sections]]
title = { en = "Panel", es = "Panel eléctrico" }
[[items]]
label = { en = "Split bus", es = "Barras divididas" }
question = { en = "Is the bus split?", es = "¿Las barras están divididas?" }
"""
    found = found_in(survey, extraction.from_survey, sections="title", items="label")
    assert found == {("Panel", None), ("Split bus", None)}


def test_a_catalogue_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "django.po"
    file.write_bytes(catalogue.as_text(spanish(IN_SPANISH, tmp_path)))
    read = catalogue.read(file, "es")
    assert {(message.id, message.context): message.string for message in read if message.id} == IN_SPANISH
    assert catalogue.as_text(catalogue.brought_to(source(*IN_SPANISH), read)) == file.read_bytes()


def test_what_is_written_says_nothing_of_when_and_by_what(tmp_path: Path) -> None:
    written = catalogue.as_text(spanish(IN_SPANISH, tmp_path)).decode()
    assert not [word for word in ("Date", "Babel", "Translator", ":0") if word in written]
    assert "Plural-Forms: nplurals=2; plural=(n != 1);" in written


def test_pythons_gettext_reads_what_is_compiled(tmp_path: Path) -> None:
    compiled = io.BytesIO(catalogue.compiled(spanish(IN_SPANISH, tmp_path)))
    said = gettext.GNUTranslations(compiled)
    assert said.gettext("Good morning, %(name)s") == "Buenos días,\n«%(name)s»"
    assert said.ngettext("one visit", "%(count)s visits", 1) == "una visita"
    assert said.ngettext("one visit", "%(count)s visits", 2) == "%(count)s visitas"
    assert said.pgettext("money", "charge") == "cargo"
    assert said.gettext("nobody said this") == "nobody said this"


def test_new_strings_wait_and_old_ones_go(tmp_path: Path) -> None:
    brought = catalogue.brought_to(source(HELLO, ("new", None)), spanish(IN_SPANISH, tmp_path))
    assert [(message.id, message.string or "") for message in brought if message.id] == [
        ("Good morning, %(name)s", "Buenos días,\n«%(name)s»"),
        ("new", ""),
    ]
    assert catalogue.faults(brought) == ["not translated: 'new'"]
    assert b"one visit" not in catalogue.as_text(brought)


@pytest.mark.parametrize("translated", ["Buenos días", "Buenos días, %(nombre)s", "%(name)s, %(name)s"])
def test_a_lost_place_holder_is_a_fault(translated: str, tmp_path: Path) -> None:
    faults = catalogue.faults(spanish({HELLO: translated}, tmp_path))
    assert faults == ["other place holders: 'Good morning, %(name)s'"]


def test_half_a_plural_and_a_doubtful_translation_still_wait(tmp_path: Path) -> None:
    half = spanish({VISITS: ("una visita", ""), HELLO: "%(name)s"}, tmp_path)
    half[HELLO[0]].flags.add("fuzzy")
    assert catalogue.faults(half) == [
        "not translated: 'one visit'",
        "not translated: 'Good morning, %(name)s'",
    ]


def test_every_language_is_complete_and_compiled() -> None:
    call_command("translations", check=True)


def test_a_catalogue_that_is_not_up_to_date_fails_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for app in ("templates", "jobs"):
        (tmp_path / app).mkdir()
    (tmp_path / "jobs" / "words.py").write_text('_("charge")')
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    with pytest.raises(CommandError, match=r"not translated: 'charge'\n(.|\n)*django.mo is not up to date"):
        call_command("translations", check=True)
    assert not (tmp_path / "locale").exists()


@pytest.mark.true_clock
def test_without_babel_the_command_says_what_to_install() -> None:
    asked = "import sys; sys.modules['babel'] = None; from django.core.management import "
    asked += "execute_from_command_line; execute_from_command_line(['manage.py', 'translations', '--check'])"
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert answer.stderr == (
        "CommandError: Babel is missing: install requirements-dev.lock to work on the translations.\n"
    )
