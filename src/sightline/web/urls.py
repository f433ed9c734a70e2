"""Every address of the site: each room under its own noun."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("sightline.web.pages")),
    path("account/", include("sightline.foundation.accounts.urls")),
    path("", include("sightline.foundation.diary.urls")),
    path("", include("sightline.foundation.drafts.urls")),
    path("", include("sightline.assurance.line_of_sight.urls")),
    path("", include("sightline.assurance.retention.urls")),
    path("", include("sightline.registers.partnership.urls")),
    path("", include("sightline.registers.records.urls")),
    path("", include("sightline.registers.evidence.urls")),
    path("", include("sightline.registers.duties.urls")),
    path("", include("sightline.registers.actions.urls")),
    path("", include("sightline.work.governance.urls")),
    path("", include("sightline.work.performance.urls")),
    path("", include("sightline.work.planning.urls")),
    path("", include("sightline.work.reviews.urls")),
    path("", include("sightline.work.training.urls")),
]

handler400 = "sightline.web.errors.bad_request"
handler403 = "sightline.web.errors.refused"
handler404 = "sightline.web.errors.absent"
handler500 = "sightline.web.errors.failed"
