"""One request: one transaction, one identity, one moment.

`RequestContext` is the outermost middleware that touches the database. It opens the transaction,
makes it read-only for GET and HEAD, tells the database whose session this is by an opaque token,
and takes session, person and keys from the same single statement. A view declares who may come in
with `page`, `signed_in_page` or `public_page`; a route with none of them stops the start.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Concatenate, ParamSpec
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render as django_render
from django.template.response import SimpleTemplateResponse
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone
from django.utils.module_loading import import_string

from sightline.foundation.errors import NotAllowed, NotSeen
from sightline.foundation.permissions import Actor, Emergency, Permission, actor_from_keys
from sightline.foundation.statements import EDITIONS
from sightline.foundation.trail.operations import keep_where_post_led, take_key
from sightline.foundation.trail.queries import where_post_led

P = ParamSpec("P")
DRAFTS = "sightline.foundation.drafts.operations"  # a room above: named, not known
EMERGENCY = "sightline.registers.records.operations.note_emergency_look"  # likewise
NO_DEVICES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"  # no page asks for one
BEGIN = """
    SELECT set_config('transaction_read_only', CASE
        WHEN s.emergency_record IS NOT NULL AND %(in_emergency)s THEN 'off'
        ELSE %(reads_only)s END, true), s.*
    FROM sightline_request_begin(%(token)s, %(looks)s, %(in_emergency)s) s
"""


class PageRequest(HttpRequest):
    """A request that has passed a door: it has an actor, a moment and a day."""

    actor: Actor
    now: datetime
    today: date
    session_row: dict[str, Any] | None


View = Callable[Concatenate[PageRequest, P], HttpResponseBase]


class RequestContext:
    """Open the transaction, resolve the session, and undo everything if the answer is an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.engine = import_string(f"{settings.SESSION_ENGINE}.SessionStore")

    def __call__(self, request: Any) -> HttpResponse:
        request.now = timezone.now()
        request.today = timezone.localdate(request.now)
        request.must_roll_back = False
        request.resolver_match = _match_of(settings.ROOT_URLCONF, request.path_info)
        view = request.resolver_match.func if request.resolver_match else None
        looks = request.method in ("GET", "HEAD")
        reads_only = looks and not getattr(view, "writes_on_get", False)
        with transaction.atomic():
            token = (request.COOKIES.get(settings.SESSION_COOKIE_NAME) or "").replace("\0", "")
            in_emergency = looks and getattr(view, "in_emergency", False)
            self._identify(request, token, looks, reads_only, in_emergency)
            by_emergency = request.actor is not None and request.actor.emergency_record != 0
            reads_only = reads_only and not by_emergency
            response = self._answer(request)
            failed = request.must_roll_back or response.status_code >= 500
            if by_emergency and not failed:
                self._note_emergency_look(request, response)
            if failed:
                transaction.set_rollback(True)
            elif not reads_only:
                self._keep_session(request, response)
        if reads_only and not failed:
            self._keep_session(request, response)
        if request.actor is not None:
            response.headers.setdefault("Cache-Control", "no-store, private")
            response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Permissions-Policy"] = NO_DEVICES
        return response

    def _answer(self, request: Any) -> HttpResponse:
        stand = EDITIONS.set(dict((request.session_row or {}).get("editions") or ()))
        try:
            response = self.get_response(request)
            if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                response = response.render()
        finally:
            EDITIONS.reset(stand)
        return response

    def process_view(self, request: Any, *_: Any) -> None:
        """A null character, which nobody types and the database does not know, is a bad request."""
        typed = [request.path_info, *(each for one in request.GET.lists() for each in one[1])]
        if any("\0" in each for each in typed):
            raise BadRequest("a null character")

    def process_exception(self, request: Any, exception: Exception) -> HttpResponse | None:
        """Answer a hidden record as an absent one; undo the transaction for anything unforeseen."""
        if isinstance(exception, NotSeen):
            return not_found(request)
        if isinstance(exception, NotAllowed):
            return render(request, "govuk/errors/403.html", {}, status=403)
        request.must_roll_back = True
        return None

    def _identify(
        self, request: Any, token: str, looks: bool, reads_only: bool, in_emergency: bool
    ) -> None:
        with connection.cursor() as cursor:
            given = {"reads_only": "on" if reads_only else "off", "token": token, "looks": looks}
            cursor.execute(BEGIN, {**given, "in_emergency": in_emergency})
            row = cursor.fetchone()
            columns = [column.name for column in cursor.description or ()]
        request.session_row = dict(zip(columns, row, strict=True)) if row else None
        request.session = self.engine(token or None, row=request.session_row)
        request.actor = _actor_of(request, in_emergency)
        request.user = _user_of(request)

    def _note_emergency_look(self, request: Any, response: HttpResponse) -> None:
        """Without its line in the trail, a page opened by emergency access is not handed out; a
        file never is."""
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            raise NotAllowed("emergency access hands out no files")
        import_string(EMERGENCY)(page=request.path, by=request.actor, now=request.now)

    def _keep_session(self, request: Any, response: HttpResponse) -> None:
        keep = import_string("sightline.foundation.accounts.sessions.keep")
        keep(request, response)


@functools.lru_cache(maxsize=5_000)
def _match_of(site: str, path: str) -> ResolverMatch | None:
    try:
        return resolve(path, site)
    except Resolver404:
        return None


def _actor_of(request: Any, in_emergency: bool) -> Actor | None:
    row = request.session_row
    if not row or row.get("person_id") is None:
        return None
    emergency = None
    if row["emergency_record"] is not None:
        emergency = Emergency(
            row["emergency_record"],
            row["emergency_reference"],
            row["emergency_until"],
            in_emergency,
        )
    return actor_from_keys(
        person_id=row["person_id"],
        name=row["name"],
        email=row["email"],
        keys=row["keys"],
        chosen_partnership=request.session.get("partnership"),
        stepped_up_at=row["stepped_up_at"],
        emergency=emergency,
    )


def _user_of(request: Any) -> Any:
    if request.actor is None:
        return AnonymousUser()
    person = import_string("sightline.foundation.accounts.models.Person")
    return person.from_session_row(request.session_row)


def page(
    permission: Permission,
    *,
    logs_reads: bool = False,
    steps_up: bool = False,
    counts_once: bool = True,
    in_emergency: bool = False,
) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Open a view to people who hold the permission, with their second factor in place. A page
    `in_emergency` shows the one record that somebody opened by emergency access, too; no other page
    does, and neither does any post."""

    def door(view: View[P]) -> Callable[..., HttpResponseBase]:
        @functools.wraps(view)
        def enter(request: PageRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            turned_away = _turned_away(request)
            if turned_away is not None:
                return turned_away
            permission.check(request.actor)
            if steps_up and not request.actor.has_stepped_up(request.now):
                return HttpResponseRedirect(f"/account/confirm/?next={quote(request.path)}")
            if counts_once and request.method == "POST" and request.POST.get("form_key"):
                return _once(request, lambda: view(request, *args, **kwargs))
            return view(request, *args, **kwargs)

        enter.permission = permission  # type: ignore[attr-defined]
        enter.writes_on_get = logs_reads  # type: ignore[attr-defined]
        enter.in_emergency = in_emergency  # type: ignore[attr-defined]
        return enter

    return door


def _once(request: PageRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Let the same post of a form change things once. The key is taken first, so that a second post
    waits for the first and is then led where it led; a refused form gives its key back."""
    key, person = request.POST["form_key"][:40], request.actor.person_id
    keeps_draft = request.POST.get("draft_of", "")
    if keeps_draft:
        import_string(f"{DRAFTS}.wait_for_others")(keeps_draft)
    with transaction.atomic():
        if not take_key(key=key, person_id=person, path=request.path, now=request.now):
            led = where_post_led(key, person)
            return HttpResponseRedirect(led or request.path)
        response = answer()
        if response.status_code != 302:
            transaction.set_rollback(True)
        else:
            keep_where_post_led(key=key, location=response.headers["Location"])
    if keeps_draft:
        import_string(f"{DRAFTS}.settle")(request, is_done=response.status_code == 302)
    return response


def _to_sign_in(request: PageRequest) -> HttpResponse:
    """Send somebody to sign in and then back. What they sent into a form that keeps drafts is
    kept for them, for the session may have run out while they wrote."""
    back = request.path
    if request.method == "POST" and request.POST.get("draft_of"):
        back = import_string(f"{DRAFTS}.rescue")(request)
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?next={quote(back)}")


def signed_in_page(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Open a view to anyone signed in: it concerns only their own account."""

    @functools.wraps(view)
    def enter(request: PageRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.actor is None:
            return _to_sign_in(request)
        return view(request, *args, **kwargs)

    enter.permission = "signed-in"  # type: ignore[attr-defined]
    return enter


def public_page(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Open a view to everyone, signed in or not."""

    @functools.wraps(view)
    def enter(request: PageRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    enter.permission = "public"  # type: ignore[attr-defined]
    return enter


def _turned_away(request: PageRequest) -> HttpResponse | None:
    if request.actor is None:
        return _to_sign_in(request)
    needs = import_string("sightline.foundation.accounts.sessions.needs_second_factor")
    if needs(request.session_row):
        return HttpResponseRedirect("/account/second-factor/")
    if request.actor.partnership_id is None:
        return render(request, "govuk/errors/no_seat.html", {}, status=403)
    return None


def render(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Answer with a page."""
    return django_render(request, template, context, status=status)


def not_found(request: HttpRequest) -> HttpResponse:
    """The one answer for what is absent and for what is hidden."""
    return render(request, "govuk/errors/404.html", {}, status=404)
