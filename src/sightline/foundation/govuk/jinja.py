"""The Jinja2 environment of every page, and the template backend that finds our templates.

Ours are strict: a name a view forgot stops the page instead of leaving a gap. The GOV.UK macros of
`govuk-frontend-jinja` count on lenient names, so they live in an environment of their own and are
reached through `component`.
"""

from __future__ import annotations

import functools
import secrets
from typing import Any

import jinja2
from django.middleware.csrf import get_token
from django.template.backends.jinja2 import Jinja2 as DjangoJinja2
from django.utils.functional import cached_property
from django.utils.html import json_script
from django.utils.module_loading import import_string
from markupsafe import Markup

from sightline.foundation.addresses import address, static
from sightline.foundation.govuk import keeping, words

# Django's own template language keeps these folders: allauth's pages and our overrides of them.
NOT_OURS = ("allauth/", "account/", "mfa/", "openid/", "socialaccount/", "usersessions/")


class OurTemplates(jinja2.FileSystemLoader):
    """Looks in each room's `templates` folder, and never at a page written for Django's engine."""

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Any]:
        if template.startswith(NOT_OURS):
            raise jinja2.TemplateNotFound(template)
        return super().get_source(environment, template)


class Jinja2Templates(DjangoJinja2):
    """Jinja2 for the pages of Sightline's own rooms; set in TEMPLATES."""

    app_dirname = "templates"

    def __init__(self, params: dict[str, Any]) -> None:
        params = {**params, "OPTIONS": {**params["OPTIONS"]}}
        self.only_below = params["OPTIONS"].pop("only_below", "")
        super().__init__(params)
        self.env.loader = OurTemplates([str(folder) for folder in self.template_dirs])

    @cached_property
    def template_dirs(self) -> tuple[Any, ...]:
        from django.apps import apps

        folders = [
            f"{config.path}/{self.app_dirname}"
            for config in apps.get_app_configs()
            if config.name.startswith(self.only_below)
        ]
        return (*self.dirs, *folders)


def environment(**options: Any) -> jinja2.Environment:
    """The environment named in TEMPLATES: strict names, escaping on, GOV.UK words as filters."""
    options.update(undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    ours = jinja2.Environment(**options)
    ours.filters.update(words.FILTERS)
    ours.globals.update(
        static=static,
        url=address,
        govuk=component,
        json_script=json_script,
        form_to=form_to,
        once_only=once_only,
        draft_buttons=draft_buttons,
        draft_said=draft_said,
        post_button=post_button,
        drawn_once=drawn_once,
        state_tag=words.state_tag,
    )
    return ours


@functools.cache
def _library() -> jinja2.Environment:
    library = jinja2.Environment(
        loader=jinja2.PrefixLoader(
            {"govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja")}
        ),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # the package does not change while we run; asking costs forty looks
    )
    # Indenting would add spaces inside a text area's own lines, and weight everywhere.
    library.filters["indent"] = lambda text, *_: text
    return library


@functools.cache
def _macro(name: str) -> Any:
    module = _library().get_template(f"govuk_frontend_jinja/components/{name}/macro.html").module
    return getattr(module, "govuk" + name.title().replace("-", ""))


def component(name: str, /, **params: Any) -> Markup:
    """Draw one component of the GOV.UK Design System, by its own name and parameters."""
    lines = str(_macro(name)(params)).split("\n")
    if name in ("textarea", "character-count") or "<textarea" in "".join(lines):
        return Markup("\n".join(lines).strip())
    return Markup("\n".join(line.strip() for line in lines if line.strip()))


_drawn: dict[tuple[object, ...], Markup] = {}
MOST_DRAWN = 500


def drawn_once(key: tuple[object, ...], draw: Any, *values: Any) -> Markup:
    """What a macro draws, kept by this process under a key. The key names what is drawn and its
    edition, and what is drawn is the same for everybody who may see it."""
    kept = _drawn.get(key)
    if kept is None:
        if len(_drawn) >= MOST_DRAWN:
            _drawn.clear()
        kept = _drawn[key] = Markup(draw(*values))
    return kept


_untouched: dict[str, Markup] = {}


def untouched(name: str, /, **params: Any) -> Markup:
    """Draw a component, and keep it: the same question stands above a list, and in a form, each
    time it is opened. Only for what nobody has typed in: of a select, which choice is marked."""
    asked = f"{name}{params}"
    drawn = _untouched.get(asked)
    if drawn is None:
        if len(_untouched) >= MOST_DRAWN:
            _untouched.clear()
        drawn = _untouched[asked] = component(name, **params)
    return drawn


def _once_only(request: Any) -> Markup:
    """What every form that changes something carries: the request's token, and a key that makes
    the same post count once."""
    return Markup(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="form_key" value="{}">'
    ).format(get_token(request), secrets.token_urlsafe(18))


@jinja2.pass_context
def once_only(context: jinja2.runtime.Context, form: Any = None, *, action: str = "") -> Markup:
    """The hidden parts of a form that a template draws by hand. For a form that keeps drafts, give
    the form and where it is sent, before its fields, and end with `draft_buttons(form)`."""
    kept = _kept(context["request"], form, action) if form is not None else Markup()
    return _once_only(context["request"]) + kept


def _kept(request: Any, form: Any, action: str) -> Markup:
    if not getattr(form, "keeps_draft", False) or getattr(request, "actor", None) is None:
        return Markup()
    draft = import_string("sightline.foundation.drafts.queries.draft_at")(request, action)
    form.has_draft = draft is not None or form.is_bound  # what is refused is kept as a draft
    return keeping.parts(form, action=action, page=request.path, draft=draft)


def draft_buttons(form: Any) -> Markup:
    """The buttons beside the main one of a form that keeps drafts; nothing for any other form."""
    if not hasattr(form, "has_draft"):
        return Markup()
    return keeping.buttons(has_draft=form.has_draft)


def draft_said(form: Any) -> Markup:
    """Below the buttons of a form that keeps drafts: when it was saved."""
    return keeping.said() if hasattr(form, "has_draft") else Markup()


@jinja2.pass_context
def form_to(
    context: jinja2.runtime.Context,
    form: Any,
    *,
    action: str,
    button: str = "Continue",
    method: str = "post",
    kind: str = "",
    cancel: str = "",
) -> Markup:
    """Draw a whole form: once-only token, fields, button and, where given, a way out."""
    token = Markup()
    if method == "post":
        token = _once_only(context["request"]) + _kept(context["request"], form, action)
    files = Markup(' enctype="multipart/form-data"') if form.is_multipart() else Markup()
    way_out = Markup('<a class="govuk-link" href="{}">Cancel</a>').format(cancel) if cancel else ""
    return Markup(
        '<form action="{}" method="{}" novalidate{}>{}{}'
        '<div class="govuk-button-group">{}{}{}</div>{}</form>'
    ).format(
        action,
        method,
        files,
        token,
        form.draw(),
        _button(button, kind),
        draft_buttons(form),
        way_out,
        draft_said(form),
    )


@jinja2.pass_context
def post_button(
    context: jinja2.runtime.Context,
    text: str,
    *,
    action: str,
    kind: str = "secondary",
    about: str = "",
    **values: str,
) -> Markup:
    """A button that changes something: always a POST with the request's token.

    `about` is read out after the text, so that ten buttons "Remove" differ for those who listen.
    """
    hidden = Markup().join(
        Markup('<input type="hidden" name="{}" value="{}">').format(name, value)
        for name, value in values.items()
    )
    return Markup('<form class="app-post" action="{}" method="post">{}{}{}</form>').format(
        action, _once_only(context["request"]), hidden, _button(text, kind, about)
    )


def _button(text: str, kind: str, about: str = "") -> Markup:
    unseen = Markup(' <span class="govuk-visually-hidden">{}</span>').format(about) if about else ""
    return Markup(
        '<button type="submit" class="govuk-button{}" data-module="govuk-button" '
        'data-prevent-double-click="true">{}{}</button>'
    ).format(f" govuk-button--{kind}" if kind else "", text, unseen)
