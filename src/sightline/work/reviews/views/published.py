"""Reviews for everybody: a list, a page of each, and the same as a tagged PDF."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone

from sightline.foundation.errors import NotSeen
from sightline.foundation.govuk.documents import parts, pdf
from sightline.foundation.requests import PageRequest, public_page, render
from sightline.registers.partnership.models import Partnership
from sightline.registers.partnership.queries import partnership_in_view
from sightline.work.reviews.models import PublishedReview
from sightline.work.reviews.queries import publishing as queries
from sightline.work.reviews.rules.publication_text import Block, blocks


def _partnership(request: PageRequest) -> Partnership:
    found = partnership_in_view(request)
    if found is None:
        raise NotSeen
    return found


@public_page
def published_reviews(request: PageRequest) -> HttpResponse:
    """Reviews that were published, the newest first."""
    rows = queries.published_reviews(_partnership(request).pk, request.now)
    return render(request, "reviews/published_reviews.html", {"rows": rows})


@public_page
def published_review(request: PageRequest, slug: str) -> HttpResponse:
    """One review, and what changed because of it."""
    review = queries.published_review(_partnership(request).pk, slug, request.now)
    changes = sorted(review.changes.all(), key=lambda one: one.number)
    context = {"review": review, "blocks": blocks(review.body), "changes": changes}
    return render(request, "reviews/published_review.html", context)


@public_page
def published_review_pdf(request: PageRequest, slug: str) -> HttpResponse:
    """The same as a tagged PDF, built from the words and from nothing of a file."""
    whose = _partnership(request)
    review = queries.published_review(whose.pk, slug, request.now)
    answer = HttpResponse(pdf.write(_document(review, whose.name)), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{review.slug}.pdf"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _document(review: PublishedReview, partnership: str) -> parts.Document:
    found = [_part(one) for one in blocks(review.body)]
    changes = sorted(review.changes.all(), key=lambda one: one.number)
    if changes:
        found.append(parts.Heading("What changed"))
    for one in changes:
        found += [parts.Paragraph(one.recommendation, strong=True), parts.Paragraph(one.done)]
    return parts.Document(
        title=review.title,
        parts=found,
        on=timezone.localdate(review.opens_at),
        partnership=partnership,
        subtitle=review.get_kind_display(),
    )


def _part(block: Block) -> parts.Part:
    match block.kind:
        case "heading":
            return parts.Heading(block.text)
        case "subheading":
            return parts.Heading(block.text, 2)
        case "bullets" | "numbers":
            return parts.Bullets(block.items, numbered=block.kind == "numbers")
        case "table":
            return parts.TableOf("Table", block.headings, block.rows)
        case _:
            return parts.Paragraph(block.text)
