"""How a form shows that it keeps drafts, and that somebody else was quicker."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from markupsafe import Markup

from sightline.foundation.addresses import static
from sightline.foundation.govuk.words import moment

SAVE, DISCARD = "/drafts/save", "/drafts/discard"


def parts(form: Any, *, action: str, page: str, draft: Any) -> Markup:
    """The hidden marks of a form that keeps drafts, its draft taken up, and what to say of both.
    To be drawn before the fields are."""
    said: list[Markup] = []
    if draft is not None and not form.is_bound:
        form.take_up(draft.typed)
        said.append(_of_draft(draft.saved_at))
    if form.is_late():
        said.append(_side_by_side(form.differences()))
    stood = (
        Markup('<input type="hidden" name="stood" value="{}">').format(form.stands())
        if form.tells_late
        else Markup()
    )
    return Markup(
        '<input type="hidden" name="draft_of" value="{}" data-save="{}">'
        '<input type="hidden" name="draft_page" value="{}">{}{}'
    ).format(action, SAVE, page, stood, Markup().join(said))


def buttons(*, has_draft: bool) -> Markup:
    """The ways to keep and to drop a draft without sending the form, and where the script says
    that it saved."""
    discard = (
        Markup(
            '<button type="submit" class="govuk-button govuk-button--secondary" '
            'formaction="{}" formnovalidate>Discard draft</button>'
        ).format(DISCARD)
        if has_draft
        else Markup()
    )
    return Markup(
        '<button type="submit" class="govuk-button govuk-button--secondary" formaction="{}" '
        "formnovalidate>Save draft</button>{}"
    ).format(SAVE, discard)


def said() -> Markup:
    """Where the script says that it saved, and the script."""
    return Markup(
        '<p class="govuk-hint" role="status" data-draft-said></p>'
        '<script type="module" src="{}"></script>'
    ).format(static("govuk/drafts.js"))


def _of_draft(at: datetime) -> Markup:
    return Markup(
        '<div class="govuk-inset-text">This is your draft, saved {}. '
        "Nobody else sees it until you send the form.</div>"
    ).format(moment(at))


def _side_by_side(rows: list[tuple[str, str, str]]) -> Markup:
    drawn = Markup().join(
        Markup(
            '<div class="app-compare"><h3 class="govuk-heading-s">{}</h3>'
            '<div class="app-compare__text"><p class="govuk-hint">What stands now</p>'
            '<p class="govuk-body app-compare__words">{}</p></div>'
            '<div class="app-compare__text"><p class="govuk-hint">What you wrote</p>'
            '<p class="govuk-body app-compare__words">{}</p></div></div>'
        ).format(label, theirs or "Nothing", yours or "Nothing")
        for label, theirs, yours in rows
    )
    return Markup(
        '<section class="app-late" aria-labelledby="late"><h2 class="govuk-heading-m" id="late">'
        "Somebody else saved this while you were writing</h2>"
        '<p class="govuk-body">Your words are in the form below and kept as your draft. Mend them '
        "and save, or discard your draft to leave what stands now.</p>{}</section>"
    ).format(drawn)
