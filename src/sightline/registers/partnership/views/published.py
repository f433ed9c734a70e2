"""The arrangements as members see them: versions, changes, coverage, contradictions, checking."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from markupsafe import Markup

from sightline.foundation.errors import NotSeen
from sightline.foundation.govuk.tables import Column, Table
from sightline.foundation.govuk.words import upper_first
from sightline.foundation.requests import PageRequest, page, render
from sightline.registers.partnership import operations, permissions, queries
from sightline.registers.partnership.forms import ArrangementFileForm, CoverageFilters, DecideForm
from sightline.registers.partnership.models import Partnership
from sightline.registers.partnership.rules import outline
from sightline.registers.partnership.rules.arrangement import Arrangement
from sightline.registers.partnership.rules.differences import differences
from sightline.registers.partnership.rules.problems import Checked
from sightline.registers.partnership.rules.reading import check_text
from sightline.registers.partnership.rules.upload import files_in
from sightline.registers.partnership.views.asking import ask, data_of

LONGEST_UPLOAD = 20 * 1024 * 1024


def _in_force(request: PageRequest) -> Arrangement:
    found = queries.arrangement_on(request.actor.partnership_id or 0, request.today)
    if found is None:
        raise NotSeen
    return found


@page(permissions.see_members)
def in_force(request: PageRequest) -> HttpResponse:
    """The arrangements in force: what they hold, and the ways into them."""
    partnership_id = request.actor.partnership_id or 0
    arrangement = _in_force(request)
    settled = queries.contradictions(partnership_id, arrangement)
    return render(
        request,
        "partnership/in_force.html",
        {
            "says": arrangement,
            "version": queries.version_on(partnership_id, request.today),
            "counts": _counts(arrangement),
            "undecided": sum(1 for it in settled if it.reading is None),
            "settled": settled,
            "covered": Counter(it.state for it in outline.coverage(arrangement)),
            "may_check": request.actor.may(permissions.load_arrangements),
            "sees_decisions": request.actor.may(permissions.see_people),
        },
    )


def _counts(arrangement: Arrangement) -> list[tuple[int, str]]:
    return [
        (len(arrangement.duties), "duties"),
        (len(arrangement.bodies), "bodies"),
        (len(arrangement.agencies), "agencies"),
        (len(arrangement.roles), "roles"),
        (len(arrangement.reporting_lines), "reporting lines"),
        (len(arrangement.documents), "documents"),
    ]


@page(permissions.see_members)
def versions(request: PageRequest) -> HttpResponse:
    """Every version of the arrangements that was loaded, with the days it governs."""
    partnership_id = request.actor.partnership_id or 0
    found = queries.versions(partnership_id)
    governing = queries.version_governing(found, request.today)
    return render(request, "partnership/versions.html", {"versions": found, "governing": governing})


@page(permissions.see_members)
def version(request: PageRequest, number: int) -> HttpResponse:
    """One version: what it holds, the files it came from, who loaded it."""
    found = queries.version_by_number(request.actor.partnership_id, number)
    arrangement = queries.arrangement_of(found)
    return render(
        request,
        "partnership/version.html",
        {
            "version": found,
            "says": arrangement,
            "counts": _counts(arrangement),
            "files": [(name, len(text.splitlines())) for name, text in found.source.items()],
        },
    )


@page(permissions.see_members)
def version_file(request: PageRequest, number: int, name: str) -> HttpResponse:
    """One file of a version, exactly as it was loaded."""
    found = queries.version_by_number(request.actor.partnership_id, number)
    if name not in found.source:
        raise NotSeen
    answer = HttpResponse(found.source[name], content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="version-{number}.toml"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@page(permissions.see_members)
def changes(request: PageRequest, number: int) -> HttpResponse:
    """What one version changed from another: by default from the one before it."""
    partnership_id = request.actor.partnership_id
    found = queries.versions(partnership_id or 0)
    new = next((it for it in found if it.number == number), None)
    if new is None:
        raise NotSeen
    asked = request.GET.get("from", "")
    earlier = [it for it in found if it.number < number]
    old = next((it for it in earlier if str(it.number) == asked), earlier[0] if earlier else None)
    if asked and (old is None or str(old.number) != asked):
        raise NotSeen
    found_changes = (
        differences(queries.arrangement_of(old), queries.arrangement_of(new)) if old else ()
    )
    return render(
        request,
        "partnership/changes.html",
        {"new": new, "old": old, "earlier": earlier, "changes": found_changes},
    )


def _held(row: outline.Covered) -> list[str]:
    return [f"{upper_first(it.noun)}: {it.name}" for it in row.held]


def _held_in_words(row: outline.Covered) -> str:
    return "; ".join(_held(row)) or row.paragraph.why or ""


def _held_drawn(row: outline.Covered) -> Markup:
    if not row.held:
        return Markup("{}").format(row.paragraph.why or "Nothing, and no reason is given")
    items = Markup("").join(Markup("<li>{}</li>").format(words) for words in _held(row))
    return Markup('<ul class="app-linked">{}</ul>').format(items)


COVERAGE = Table(
    "Paragraphs of the published document",
    (
        Column("heading", "Heading", value=lambda row: row.paragraph.heading),
        Column("words", "Paragraph", value=lambda row: row.paragraph.words),
        Column("held", "What the file holds for it", value=_held_in_words, draw=_held_drawn),
    ),
    one="paragraph",
    filters=CoverageFilters,
    nothing="This version of the arrangements has no list of paragraphs.",
)


@page(permissions.see_members)
def coverage(request: PageRequest) -> HttpResponseBase:
    """Each paragraph of the published document, and what the file holds for it."""
    rows = outline.coverage(_in_force(request))
    listing = COVERAGE.of(list(rows), request)
    counts = Counter(it.state for it in rows)
    return listing.export() or render(
        request, "partnership/coverage.html", {"list": listing, "states": counts}
    )


@page(permissions.see_people)
def contradictions(request: PageRequest) -> HttpResponse:
    """Where the published text says two things, and what was decided."""
    settled = queries.contradictions(request.actor.partnership_id or 0, _in_force(request))
    return render(request, "partnership/contradictions.html", {"settled": settled})


@page(permissions.see_people)
def contradiction(request: PageRequest, key: str) -> HttpResponse:
    """One contradiction: every reading, what rests on it, the decision, and a form to decide."""
    partnership_id = request.actor.partnership_id or 0
    arrangement = _in_force(request)
    found = next(
        (it for it in queries.contradictions(partnership_id, arrangement) if it.about.id == key),
        None,
    )
    if found is None:
        raise NotSeen
    if request.method == "POST":
        permissions.decide_contradiction.check(request.actor)
    row = found.row
    form = DecideForm(
        data_of(request),
        readings=[(it.id, it.says, it.heading) for it in found.about.readings],
        initial={"decided_on": request.today, "replaces": row.pk if row else ""},
    )

    def act(answers: dict[str, Any]) -> str:
        operations.decide_contradiction(
            partnership=Partnership.objects.get(pk=partnership_id),
            arrangement=arrangement,
            contradiction_key=key,
            reading_key=answers["reading"],
            decided_on=answers["decided_on"],
            decided_by=answers["decided_by"],
            reason=answers["reason"],
            replaces=int(answers["replaces"]) if answers["replaces"] else None,
            by=request.actor,
            now=request.now,
        )
        messages.success(request, f"The decision is recorded: {found.about.about}")
        return reverse("partnership:contradiction", args=[key])

    return ask(
        request,
        form,
        act,
        template="partnership/contradiction.html",
        title=found.about.about,
        means="The state of every duty that rests on this follows the decision from now on, "
        "and says so. A decision recorded before is kept, marked as replaced.",
        button="Record the decision",
        back=reverse("partnership:contradictions"),
        found=found,
        duties=[it for it in arrangement.duties if it.contradiction == key],
        sections={it.heading: it.id for it in arrangement.sections},
        earlier=queries.withdrawn_decisions(partnership_id, key),
        readings={it.id: it for it in found.about.readings},
        may_decide=request.actor.may(permissions.decide_contradiction),
    )


@page(permissions.load_arrangements)
def check(request: PageRequest) -> HttpResponse:
    """Check an arrangement file: every problem at once, and what loading it would change."""
    form = ArrangementFileForm(data_of(request), request.FILES if form_sent(request) else None)
    checked: Checked | None = None
    found_changes: tuple[Any, ...] = ()
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data["file"]
        files, problems = files_in(str(sent.name), sent.read(LONGEST_UPLOAD + 1))
        checked = Checked(None, problems) if problems else check_text(files)
        if checked.arrangement is not None:
            loading = operations.preview_loading(
                arrangement=checked.arrangement,
                source={name: content.decode() for name, content in files.items()},
            )
            found_changes = loading.changes if loading.partnership else ()
    return render(
        request,
        "partnership/check_file.html",
        {"form": form, "checked": checked, "changes": found_changes},
    )


def form_sent(request: PageRequest) -> bool:
    """Whether a form came with this request."""
    return request.method == "POST"
