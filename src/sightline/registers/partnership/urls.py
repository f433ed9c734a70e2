"""Addresses of who we are: the published text, bodies, agencies, people and the arrangements."""

from django.urls import path

from sightline.registers.partnership.views import (
    bodies,
    calendar,
    public,
    published,
    seats,
    statements,
)

app_name = "partnership"
urlpatterns = [
    path("arrangements", public.arrangements, name="arrangements"),
    path("arrangements/in-force", published.in_force, name="arrangements_of_members"),
    path("arrangements/versions", published.versions, name="versions"),
    path("arrangements/versions/<int:number>", published.version, name="version"),
    path("arrangements/versions/<int:number>/changes", published.changes, name="changes"),
    path(
        "arrangements/versions/<int:number>/files/<path:name>",
        published.version_file,
        name="version_file",
    ),
    path("arrangements/coverage", published.coverage, name="coverage"),
    path("arrangements/contradictions", published.contradictions, name="contradictions"),
    path("arrangements/contradictions/<slug:key>", published.contradiction, name="contradiction"),
    path("arrangements/check", published.check, name="check"),
    path("arrangements/<slug:key>", public.section, name="section"),
    path("structure", public.structure, name="structure"),
    path("groups/<slug:key>", public.group, name="group"),
    path("partners", public.partners, name="partners"),
    path("partners/<slug:key>", public.partner, name="partner"),
    path("raise-a-concern", public.raise_a_concern, name="raise_a_concern"),
    path("accessibility", statements.accessibility, name="accessibility"),
    path("cookies", statements.cookies, name="cookies"),
    path("privacy", statements.privacy, name="privacy"),
    path("bodies", bodies.bodies, name="bodies"),
    path("bodies/<slug:key>", bodies.body, name="body"),
    path("bodies/<slug:key>/rotate", seats.rotate, name="rotate"),
    path("agencies", bodies.agencies, name="agencies"),
    path("agencies/<slug:key>", bodies.agency, name="agency"),
    path("people", seats.people, name="people"),
    path("people/appoint", seats.appoint, name="appoint"),
    path("people/<int:person_id>", seats.person, name="person"),
    path("people/seats/<int:seat_id>/end", seats.end, name="end_seat"),
    path("people/seats/<int:seat_id>/deputy", seats.deputy, name="name_deputy"),
    path("settings/calendar", calendar.calendar, name="calendar"),
]
