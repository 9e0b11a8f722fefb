"""A mail around its content: the frame that every kind shares, folded to its budget, in both parts and as a message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.analysis.knowledge import Knowledge
from generator.mail import budget
from generator.mail.frame import Deals, Envelope, Frame, Printed, frame
from generator.mail.mail import Fold, Kind, Mail, stem
from generator.mail.message import Headers, list_id, message
from generator.mail.providers import PROVIDERS
from generator.mail.text import tidy, visible, wrap
from generator.text.templating import members, one_line
from generator.views.edition import Edition
from generator.views.writer import Writer

if TYPE_CHECKING:
    import css_inline
    from _typeshed import DataclassInstance

_MARKS = re.compile("(?=" + "|".join([r"\[\[", *(provider.marks for provider in PROVIDERS.values())]) + ").", re.DOTALL)
"""The first character of what a provider would read as its template language, and of our own references."""
_STYLE = re.compile(r"(<style.*?</style>)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A mail that is being written: all but how its deals fold."""

    edition: Edition
    """The edition whose language it has."""
    kind: Kind
    """The sort of mail."""
    frame: Frame
    """The frame around its content."""
    content: DataclassInstance
    """The names that the templates of its kind print beside the frame and the deals, a field for each."""
    deals: Deals
    """Its deals."""

    def printed(self, fold: Fold) -> Printed:
        """The deals, folded."""
        more = self.edition.locale.plural("email.more", fold.more) if fold.more else ""
        full, lines = self.deals.cards[: fold.full], self.deals.cards[fold.full : fold.full + fold.lines]
        return Printed(lead=self.deals.lead, full=full, lines=lines, more=more)

    def values(self, fold: Fold) -> dict[str, object]:
        """Every name that a template may print."""
        return {**members(self.frame), **members(self.content), **members(self.printed(fold))}


def write(edition: Edition, envelope: Envelope, content: DataclassInstance, deals: Deals | None = None) -> Mail:
    """The mail of an envelope, folded to its budget; the templates of its kind print the fields of `content`."""
    draft = _Draft(
        edition=edition,
        kind=envelope.kind,
        frame=frame(edition, envelope),
        content=content,
        deals=deals or Deals(),
    )
    fold, html = budget.fit(len(draft.deals.cards), lambda fold: _html(draft, fold))
    return _mail(draft, envelope, fold, html)


def bare(edition: Edition, knowledge: Knowledge) -> Writer:
    """A writer for a mail without numbered sources."""
    return Writer(edition=edition, knowledge=knowledge, here="", numbers={}, web=True)


def _mail(draft: _Draft, envelope: Envelope, fold: Fold, html: str) -> Mail:
    edition, shown = draft.edition, draft.frame
    headers, text = _headers(draft, envelope), _text(draft, fold, html)
    return Mail(
        about=envelope.about,
        kind=envelope.kind,
        list=envelope.list,
        version=envelope.version,
        language=edition.language,
        number=envelope.number,
        subject=shown.subject,
        preheader=shown.preheader,
        url=envelope.url,
        unsubscribe=shown.unsubscribe,
        sender=headers.sender,
        list_name=headers.list_name,
        list_id=headers.list_id,
        html=html,
        text=text,
        message=message(headers, html, text),
        deals=tuple((visible(one_line(card.title)), card.href) for card in draft.printed(fold).cards),
        duties=(("imprint", shown.imprint), ("privacy", shown.privacy), ("unsubscribe", shown.unsubscribe)),
        fold=fold,
    )


def _headers(draft: _Draft, envelope: Envelope) -> Headers:
    edition, publication = draft.edition, draft.edition.archive.publication
    name = stem(envelope.kind, envelope.list)
    marks = (envelope.about, edition.language, name if name != "issue" else "", envelope.version)
    return Headers(
        identity=".".join(filter(None, marks)),
        host=edition.host,
        language=edition.language,
        subject=draft.frame.subject,
        # An inbox shows this name before the subject: readers know the publication, not its desk.
        sender=(one_line(publication.title), one_line(publication.editor.email)),
        list_name=one_line(draft.frame.list),
        list_id=list_id(envelope.list, edition.language, edition.host),
        date=envelope.date,
        url=envelope.url,
        unsubscribe=draft.frame.unsubscribe,
    )


def _html(draft: _Draft, fold: Fold) -> str:
    """The HTML with its styles where clients look for them, and no text that a provider could take for its language."""
    rendered = draft.edition.templates.render(f"email/{draft.kind}.html.j2", draft.values(fold))
    inlined = _inliner().inline(visible(rendered))
    # Some providers read the body as Markdown, where an empty line would end the HTML.
    tight = "\n".join(line for line in (line.strip() for line in inlined.splitlines()) if line) + "\n"
    return "".join(
        part if part.startswith("<style") else _MARKS.sub(lambda found: f"&#{ord(found[0])};", part)
        for part in _STYLE.split(tight)
    )


def _text(draft: _Draft, fold: Fold, html: str) -> str:
    """The text part; what the HTML links from inside a sentence, it lists at its end."""
    values = {**draft.values(fold), "wrap": wrap}
    body = draft.edition.templates.render(f"email/{draft.kind}.txt.j2", values)

    def ended(links: tuple[tuple[str, str], ...]) -> str:
        return visible(body + draft.edition.templates.render("email/foot.txt.j2", {**values, "links": links}))

    from lxml.html import document_fromstring

    printed = set(ended(()).split())
    links = {
        a.get("href"): " ".join(a.text_content().split())
        for a in reversed(list(document_fromstring(html).iter("a")))
        if a.get("href") not in printed and not a.get("href").startswith("mailto:")
    }
    return tidy(ended(tuple((words, href) for href, words in reversed(links.items()))))


@cache
def _inliner() -> css_inline.CSSInliner:
    import css_inline

    # The dark scheme's <style data-css-inline="keep"> stays; keeping at-rules too would print it twice.
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=False, minify_css=True)
