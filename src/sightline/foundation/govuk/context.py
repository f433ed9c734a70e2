"""What every page's layout may count on, whatever the view gave it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest


def of_the_page(request: HttpRequest) -> dict[str, Any]:
    """The person, the messages waiting for them, and whether this is the demonstration."""
    return {
        "actor": getattr(request, "actor", None),
        "demonstration": settings.DEMONSTRATION,
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "waiting_messages": get_messages(request),
        "path": request.path,
    }
