"""What everybody may read: the text, the structure, bodies, partners, raising a concern."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from sightline.foundation.errors import NotSeen
from sightline.foundation.govuk.drawing import Drawing, Edge, Node
from sightline.foundation.govuk.marked import text_as_page
from sightline.foundation.requests import PageRequest, public_page, render
from sightline.registers.partnership import queries
from sightline.registers.partnership.models import Partnership
from sightline.registers.partnership.rules import outline, wording
from sightline.registers.partnership.rules.arrangement import Arrangement
from sightline.registers.partnership.rules.picture import Branch, Structure, structure_on


def _in_force(request: PageRequest) -> tuple[Partnership, Arrangement]:
    partnership = queries.partnership_in_view(request)
    arrangement = queries.arrangement_on(partnership.pk, request.today) if partnership else None
    if partnership is None or arrangement is None:
        raise NotSeen
    return partnership, arrangement


@public_page
def arrangements(request: PageRequest) -> HttpResponse:
    """The list of contents of the published arrangements."""
    _, arrangement = _in_force(request)
    return render(
        request,
        "partnership/arrangements.html",
        {"says": arrangement, "chapters": outline.chapters(arrangement)},
    )


@public_page
def section(request: PageRequest, key: str) -> HttpResponse:
    """One section of the published text, and what comes from its heading."""
    _, arrangement = _in_force(request)
    places = [it.id for it in arrangement.sections]
    if key not in places:
        raise NotSeen
    at = places.index(key)
    found = arrangement.sections[at]
    around = arrangement.sections
    return render(
        request,
        "partnership/section.html",
        {
            "says": arrangement,
            "section": found,
            "text": text_as_page(found.text) if found.text else "",
            "under": next(
                (it.under for it in outline.chapters(arrangement) if it.section == found), ()
            ),
            "before": around[at - 1] if at else None,
            "after": around[at + 1] if at + 1 < len(around) else None,
            "holds": outline.from_heading(arrangement, found.heading),
            "owners": queries.owners(arrangement),
        },
    )


@public_page
def structure(request: PageRequest) -> HttpResponse:
    """The structure of the partnership as a picture, and in words (A1)."""
    _, arrangement = _in_force(request)
    found = structure_on(arrangement, request.today)
    return render(
        request,
        "partnership/structure.html",
        {"says": arrangement, "structure": found, "drawing": drawing_of(found)},
    )


def drawing_of(found: Structure) -> Drawing:
    """The structure as boxes: partners above, then the bodies; scrutiny is a broken line."""
    nodes = [
        Node(it.id, it.name, "Safeguarding partner", reverse("partnership:partner", args=[it.id]))
        for it in found.partners
    ]
    if found.offices:
        names = ", ".join(it.name for it in found.offices)
        nodes.append(Node("scrutiny", "Independent scrutiny", names, "#scrutiny"))
    above = len(nodes)
    edges: list[Edge] = []
    for root in found.branches:
        edges += [Edge(it.id, root.body.id) for it in found.partners]
        edges += [Edge("scrutiny", root.body.id, dashed=True)] if found.offices else []
        _add_branch(root, nodes, edges)
    return Drawing(
        title="The structure of the partnership",
        description="Lines show which body stands under which. "
        "A broken line shows independent scrutiny.",
        nodes=nodes,
        edges=edges,
        # an even number: where bodies need two rows, their line passes between two boxes of the
        # first row, and none of those seems to stand above the second
        widest=max(4, above + above % 2),
    )


def _add_branch(branch: Branch, nodes: list[Node], edges: list[Edge]) -> None:
    body = branch.body
    href = reverse("partnership:group", args=[body.id])
    short = body.short if body.short and body.short not in body.name else ""
    nodes.append(Node(body.id, body.name, short or "", href))
    for child in branch.under:
        edges.append(Edge(body.id, child.body.id))
        _add_branch(child, nodes, edges)


@public_page
def group(request: PageRequest, key: str) -> HttpResponse:
    """A body for everybody: purpose, chair, places by title, cadence, reporting (A2); no names."""
    _, arrangement = _in_force(request)
    found = next((it for it in arrangement.bodies if it.id == key), None)
    if found is None:
        raise NotSeen
    return render(request, "partnership/group.html", queries.body_in_words(arrangement, found.id))


@public_page
def partners(request: PageRequest) -> HttpResponse:
    """The safeguarding partners and every relevant agency (A3)."""
    _, arrangement = _in_force(request)
    standing = [it for it in arrangement.agencies if it.holds_on(request.today)]
    return render(
        request,
        "partnership/partners.html",
        {
            "says": arrangement,
            "lead": [it for it in standing if it.lead_partner],
            "relevant": [it for it in standing if it.relevant and not it.lead_partner],
            "others": [it for it in standing if not it.relevant and not it.lead_partner],
            "kind_of": wording.kind_in_words,
            "seats": queries.seats_by_agency(arrangement),
        },
    )


@public_page
def partner(request: PageRequest, key: str) -> HttpResponse:
    """One agency for everybody: what it is, where it sits, what the document says it supplies."""
    _, arrangement = _in_force(request)
    found = next((it for it in arrangement.agencies if it.id == key), None)
    if found is None:
        raise NotSeen
    return render(request, "partnership/partner.html", queries.agency_in_words(arrangement, key))


@public_page
def raise_a_concern(request: PageRequest) -> HttpResponse:
    """How to raise a concern about a child: emergency first, then what the file holds."""
    partnership = queries.partnership_in_view(request)
    arrangement = queries.arrangement_on(partnership.pk, request.today) if partnership else None
    return render(
        request,
        "partnership/raise_a_concern.html",
        {"concern": arrangement.concern if arrangement else None},
    )
