"""The table of providers holds everywhere: for the check, the form, the drafts, the commands, the guide."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import cli
from generator.content.records.publication import Newsletter
from generator.mail.providers import APIS, PROVIDERS, Provider
from generator.mail.signup import form
from tests import builders
from tests.builders import FILES, ROOT, publication

GUIDE = (ROOT / "content" / "README.md").read_text("utf-8")
VALUES = {"form": "https://lists.example/form?u=a&id=b", "list": "3"}
"""A value for each field that a form may need."""
every_provider = pytest.mark.parametrize("provider", PROVIDERS.values(), ids=PROVIDERS)


def messages(folder: Path, newsletter: str) -> list[str]:
    """Every problem of the small publication with this newsletter, as an editor reads it."""
    content = publication(folder, **{"publication.yml": f"{FILES['publication.yml']}newsletter: {newsletter}\n"})
    return [f"{found.code}: {found.message} {found.hint}".strip() for found in builders.check(content)[1]]


@every_provider
def test_a_provider_with_what_it_needs_is_no_problem(provider: Provider, tmp_path: Path) -> None:
    fields = "".join(f", {field}: '{VALUES[field]}'" for field in provider.needs)
    assert messages(tmp_path, f"{{provider: {provider.name}{fields}}}") == []


@every_provider
def test_a_provider_without_what_it_needs_is_told_each_field(provider: Provider, tmp_path: Path) -> None:
    expected = [
        f"missing-field: '{provider.name}' needs the field '{field}' write {what}"
        for field, what in provider.needs.items()
    ]
    assert messages(tmp_path, f"{{provider: {provider.name}}}") == sorted(expected)


@pytest.mark.parametrize(
    ("written", "meant"), [("mailgum", "mailgun"), ("Mailchimp", "mailchimp"), ("listmonck", "listmonk")]
)
def test_a_provider_that_we_do_not_know_gets_the_likely_one(written: str, meant: str, tmp_path: Path) -> None:
    (said,) = messages(tmp_path, f"{{provider: {written}}}")
    assert said.startswith(f"unknown-word: expected one of none, {', '.join(PROVIDERS)}; found '{written}'")
    assert said.endswith(f"did you mean '{meant}'?")


def test_the_address_to_which_a_token_goes_does_not_stand_in_the_content(tmp_path: Path) -> None:
    (said,) = messages(tmp_path, '{provider: none, url: "https://evil.example/v1"}')
    assert said.startswith("unknown-field: a token goes only where the editor's own environment says")
    assert "delete this line and set LISTMONK_URL beside LISTMONK_TOKEN" in said


@every_provider
def test_a_form_is_made_of_what_the_provider_needs_alone(provider: Provider) -> None:
    made = form(Newsletter.model_validate({"provider": provider.name} | {f: VALUES[f] for f in provider.needs}), "de")
    assert (made is None) == (provider.form is None)
    if made:
        assert made.host.startswith("https://") and made.email and made.provider


@every_provider
def test_a_provider_needs_only_fields_that_a_newsletter_has(provider: Provider) -> None:
    assert set(provider.needs) <= set(Newsletter.model_fields)


TEMPLATES = {
    "listmonk": "{{ .Subscriber.Email }}",
    "buttondown": "{% if subscriber %}",
    "mailchimp": "*|EMAIL|*",
    "brevo": "{# comment #}",
    "mailgun": "%recipient.email%",
    "keila": "{{ contact.email }}",
}
"""Something that each provider's own documentation shows as its template language."""


@every_provider
def test_the_marks_of_a_provider_find_its_template_language_and_its_escape_hides_it(provider: Provider) -> None:
    found = re.compile(provider.marks)
    assert found.search(provider.unsubscribe) and found.search(TEMPLATES.get(provider.name, provider.unsubscribe))
    hidden = provider.escape(f"{provider.unsubscribe} {TEMPLATES.get(provider.name, '')}")
    assert not found.search(re.sub(r'\{\{ "\{[{%#]" \}\}', "", hidden))


def test_the_name_of_a_provider_is_its_key() -> None:
    assert {name: provider.name for name, provider in PROVIDERS.items()} == {name: name for name in PROVIDERS}
    assert all(re.fullmatch("[a-z]+", name) for name in PROVIDERS)


def test_push_offers_the_providers_with_an_api_and_says_where_their_tokens_come_from() -> None:
    said = CliRunner().invoke(cli.main, ["push", "--help"]).output
    assert f"[{'|'.join(APIS)}]" in said
    for name, api in APIS.items():
        assert f"{name.upper()}_TOKEN ({api.token})" in said
        assert (f"{name.upper()}_URL" in said) == (not api.url)


def test_the_address_of_an_api_is_fixed_or_left_to_the_environment() -> None:
    assert all(api.url == "" or re.fullmatch(r"https://[a-z.]+(/[a-z0-9]+)*", api.url) for api in APIS.values())
    assert (APIS["buttondown"].url, APIS["listmonk"].url) == ("https://api.buttondown.com/v1", "")


def row(provider: Provider) -> str:
    """A provider's line in the guide."""
    needs = "; ".join(f"`{field}`: {what}" for field, what in provider.needs.items()) or "nothing"
    names = [
        f"`{provider.name.upper()}_{what}`"
        for what in ("TOKEN", *(() if provider.api and provider.api.url else ("URL",)))
    ]
    push = f"yes: {', '.join(names)}" if provider.api else "no"
    return f"| `{provider.name}` | {needs} | {'yes' if provider.form else 'no'} | {push} |"


def test_the_guide_lists_every_provider_with_what_it_needs() -> None:
    rows = re.findall(r"(?m)^\| `[a-z]+` \| .* \| (?:yes|no) \| (?:yes: .*|no) \|$", GUIDE)
    assert rows == [row(provider) for provider in PROVIDERS.values()], (
        "copy the rows of the table into content/README.md"
    )


def test_no_other_module_names_a_provider() -> None:
    """No module but a provider's own names it, apart from the draft files that every publication has."""
    named = re.compile(rf'"(?:{"|".join(PROVIDERS)})"')
    folder = ROOT / "generator"
    own = folder / "mail" / "providers"
    found = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*.py") if named.search(path.read_text("utf-8"))
    }
    assert {path for path in found if not (folder / path).is_relative_to(own)} == {"outputs/newsletter.py"}
