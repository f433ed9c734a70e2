"""Who gets what at every address, written from the requirements and never from the code.

Sources: the table of roles and sight of the security design (what each role gets, what never by
role alone), R0.2, R0.3, R0.6, R2.1, R3.1, R3.2 and R12.5. The test beside it asks every address as
every persona and holds the answers against this table; an address that is not here is a fault.
"""

from __future__ import annotations

from dataclasses import dataclass

EVERYBODY = frozenset(
    [
        "business_manager",
        "business_unit",
        "lead_partner",
        "group_chair",
        "group_member",
        "other_group_member",
        "scrutineer",
        "agency_lead",
        "school_lead",
        "practitioner",
        "panel_administrator",
        "young_person",
        "system_administrator",
        "stranger",
    ]
)
"""All who hold a seat; `stranger` holds theirs in another partnership."""

OURS = EVERYBODY - {"stranger"}
FORUM = {"practitioner", "young_person"}  # no staff directory, no view of others' work
STAFF = EVERYBODY - FORUM
SEE_DUTIES = STAFF - {"system_administrator"}  # a technical role holds no content
MANAGE = frozenset({"business_manager", "stranger"})  # each in their own partnership
APPOINT = MANAGE | {"system_administrator"}  # accounts, settings, queues, health
UNIT = MANAGE | {"business_unit"}
ENTER = UNIT | {"group_chair", "scrutineer"}
GIVE = MANAGE | {"panel_administrator"}
DECIDE = MANAGE | {"lead_partner"}

# Records: the members of the body, the business unit, the scrutineer, and for a group of the
# Executive also the Executive that oversees it (R0.2). Other bodies' members see nothing.
OF_PRACTICE_GROUP = frozenset(
    [
        "business_manager",
        "business_unit",
        "lead_partner",
        "group_chair",
        "group_member",
        "scrutineer",
        "school_lead",
    ]
)
SIGHT = {
    "held": OF_PRACTICE_GROUP,
    "planned": OF_PRACTICE_GROUP - {"group_chair", "group_member"},
    "other_body": OF_PRACTICE_GROUP - {"group_chair", "group_member"} | {"other_group_member"},
    # restricted to the body: not the Executive, not the unit
    "closed": frozenset({"group_chair", "group_member"}),
    # a grant that lives; those that ended, ran out or have not begun give nothing, nor does rank
    "identified": frozenset({"lead_partner"}),
    # the chair has an interest, which beats body and grant
    "conflicted": frozenset({"business_manager", "group_member"}),
    "embargoed": frozenset({"group_chair", "group_member"}),
    "public": OURS,  # pages of members show their own partnership's records
    "theirs": frozenset({"stranger"}),
}


LEADS = frozenset({"agency_lead"})
# R0.6: people of one agency never see another's. `one` is booked by the agency that the agency lead
# leads and the member of the practice group is a delegate of; `own` is the practitioner's.
OFFICE = UNIT - {"stranger"}
SIGHT_OF_PLACES = {
    "one ours": OFFICE | {"agency_lead", "group_member"},
    "other ours": OFFICE,
    "own ours": OFFICE | {"practitioner"},
    "one theirs": frozenset({"stranger"}),
}
ASK = STAFF - {"system_administrator", "panel_administrator"}  # R3.4: chairs and partners
ANSWER = UNIT | {"lead_partner"}
WRITE = UNIT | {"group_chair", "scrutineer"}
REPORTS = WRITE | {"lead_partner", "group_member", "other_group_member", "school_lead"}
DISPUTES = MANAGE | {"lead_partner", "scrutineer"}
SET_UP = UNIT | {"lead_partner", "group_chair", "scrutineer"}
HAND_OVER = SET_UP | {"school_lead"}  # members of the Executive
SEE_FORUM = UNIT | {"lead_partner", "school_lead", "scrutineer"}
FORUM_MEETS = (SEE_FORUM - {"stranger"}) | {"young_person"}
SIGHT_OF_WORKS = {
    # who asked, who answers, the office (R3.4): until it stands on an agenda
    "request ours": frozenset({"group_chair", "lead_partner", "business_manager", "business_unit"}),
    "request theirs": frozenset({"stranger"}),
    # a narrow circle (R13.2): not the rest of the Executive, not the unit
    "dispute ours": frozenset({"lead_partner", "business_manager", "scrutineer"}),
    # as the forum's meetings: its members, the office, those who oversee it
    "forum_pack ours": FORUM_MEETS,
    "forum_meeting ours": FORUM_MEETS,
    # a draft is its chair's and the office's (R3.3)
    "report ours": frozenset({"group_chair", "business_manager", "business_unit"}),
    "dispute theirs": frozenset({"stranger"}),
    # as the body's meetings, and whoever leads it
    "task_group ours": OF_PRACTICE_GROUP | {"agency_lead"},
    "task_group theirs": frozenset({"stranger"}),
}
"""What is beside the meetings in governance, and who sees it."""


@dataclass(frozen=True)
class Row:
    """One address, or one address about one thing: who may act there, and who sees the thing.

    `may` fails with 403, `sees` with 404 (hidden and absent answer alike). `get` and `post` are
    the answers for who passes both; a post here carries no data."""

    name: str
    may: frozenset[str] = EVERYBODY
    sees: frozenset[str] | None = None
    about: str = ""
    get: int = 200
    post: int = 200
    may_post: frozenset[str] | None = None  # where fewer may change it than read it
    public: bool = False
    signed_in: bool = False  # one's own affairs: signing in is enough, without a seat too
    is_page: bool = True


def about_meetings() -> list[Row]:
    """Rows of the pages about one meeting, for each kind of meeting."""
    rows = []
    for thing, sees in SIGHT.items():
        rows += [
            Row("governance:meeting", EVERYBODY, sees, f"meeting {thing}"),
            # a public document is for everyone, of whichever partnership
            Row("evidence:download", EVERYBODY, EVERYBODY if thing == "public" else sees,
                f"paper {thing}", is_page=False),
        ]  # fmt: skip
        if thing not in ("held", "closed", "conflicted", "theirs"):
            continue  # what hides the meeting hides its forms
        for name in ("move", "cancel"):
            rows.append(Row(f"governance:{name}_meeting", UNIT, sees, f"meeting {thing}"))
        for name in ("receive_report", "file_paper", "hold_meeting", "reopen_meeting"):
            rows.append(Row(f"governance:{name}", UNIT, sees, f"meeting {thing}"))
        rows.append(Row("governance:record_attendance", UNIT, sees, f"meeting {thing}"))
    return rows


def about_requests() -> list[Row]:
    """Rows of the pages about one request."""
    rows = []
    for thing in ("request ours", "request theirs"):
        sees = SIGHT_OF_WORKS[thing]
        rows += [
            Row("governance:request", ASK, sees, thing),
            Row("governance:answer_request", ANSWER, sees, thing),
            Row("governance:finish_request", ANSWER, sees, thing),
            Row("governance:withdraw_request", ASK, sees, thing, post=302),
        ]
    return rows


def about_disputes_and_groups() -> list[Row]:
    """Rows of the pages about one dispute, and about one task and finish group."""
    rows = []
    for which in ("ours", "theirs"):
        sees, thing = SIGHT_OF_WORKS[f"dispute {which}"], f"dispute {which}"
        rows += [
            Row("governance:dispute", DISPUTES, sees, thing),
            Row("governance:refer_dispute", DECIDE, sees, f"refer {which}"),
            Row("governance:settle_stage", MANAGE | {"scrutineer"}, sees, thing),
            Row("governance:withdraw_dispute", DECIDE, sees, thing),
        ]
        sees, thing = SIGHT_OF_WORKS[f"task_group {which}"], f"task_group {which}"
        rows += [
            Row("governance:task_group", EVERYBODY, sees, thing),
            Row("governance:extend_task_group", SET_UP, sees, thing),
            Row("governance:report_back", EVERYBODY, sees, thing),
        ]
    return rows


def about_the_forum() -> list[Row]:
    """Rows of the pages about one forum; behind a link there is no account."""
    sees, thing = FORUM_MEETS, "forum_pack ours"
    says = UNIT | {"scrutineer"}
    return [
        Row("governance:open_pack", about="secret", public=True),
        Row("governance:forum_pack", SEE_FORUM, sees, thing),
        Row("governance:send_pack", UNIT, sees, thing),
        Row("governance:record_theme", says, sees, thing),
        Row("governance:answer_theme", says, sees, "theme ours"),
        Row("governance:write_pack", UNIT, sees, "forum_meeting ours"),
    ]


def about_reports() -> list[Row]:
    """Rows of the pages about one group's report, a draft."""
    sees, thing = SIGHT_OF_WORKS["report ours"], "report ours"
    return [
        Row("governance:report", REPORTS, sees, thing),
        Row("governance:write_report", WRITE, sees, thing, post=302),
        Row("governance:submit_report", WRITE, sees, thing, post=302),
        Row("governance:pass_report_on", UNIT, sees, thing),
        Row("governance:give_report_back", UNIT, sees, thing),
        Row("governance:report_file", REPORTS, sees, "report_file ours", is_page=False),
    ]


def about_ours_and_theirs(name: str, may: frozenset[str], kind: str, post: int = 200) -> list[Row]:
    """Rows of a page about a thing of one partnership: hidden from people of the other."""
    return [
        Row(name, may, OURS, f"{kind} ours", post=post),
        Row(name, may, frozenset({"stranger"}), f"{kind} theirs", post=post),
    ]


def everyone_reads(name: str) -> Row:
    """A page of the public site (R12.5): without an account."""
    return Row(name, public=True)


ROWS = [
    everyone_reads("web:public_home"),
    everyone_reads("partnership:arrangements"),
    # a member is shown the public pages of their own partnership
    Row("partnership:section", EVERYBODY, OURS, "section", public=True),
    everyone_reads("partnership:structure"),
    Row("partnership:group", EVERYBODY, OURS, "body front", public=True),
    everyone_reads("partnership:partners"),
    Row("partnership:partner", EVERYBODY, OURS, "agency front", public=True),
    everyone_reads("partnership:raise_a_concern"),
    everyone_reads("partnership:accessibility"),
    everyone_reads("partnership:cookies"),
    everyone_reads("partnership:privacy"),
    Row("web:home"),
    Row("web:search"),
    Row("web:partnership"),
    Row("web:choose_partnership", post=302, signed_in=True),
    Row("diary:my_dates"),
    Row("diary:subscribe", get=302),  # the post answers with the address, which is shown once
    Row("diary:unsubscribe", get=302, post=404),  # nothing to end
    Row("diary:feed", about="feed", public=True, is_page=False, post=404),
    Row("drafts:my_drafts"),
    Row("drafts:save_draft", get=302, post=404),  # nothing to save: no such form
    Row("drafts:discard_draft", get=302, post=404),
    Row("governance:meetings"),
    Row("governance:plan_meeting", UNIT),
    *about_meetings(),
    Row("governance:requests", ASK),
    Row("governance:make_request", ASK),
    *about_requests(),
    Row("governance:disputes", DISPUTES),
    Row("governance:raise_dispute", DECIDE),
    Row("governance:reports", REPORTS),
    Row("governance:begin_report", WRITE),
    *about_reports(),
    Row("governance:forum", SEE_FORUM),
    *about_the_forum(),
    Row("governance:task_groups"),
    Row("governance:set_up_task_group", SET_UP),
    *about_disputes_and_groups(),
    *about_ours_and_theirs("governance:handover", HAND_OVER, "body"),
    Row("line_of_sight:duties", SEE_DUTIES),
    *about_ours_and_theirs("line_of_sight:body", EVERYBODY, "body"),
    *about_ours_and_theirs("line_of_sight:agency", EVERYBODY, "agency"),
    *about_ours_and_theirs("duties:duty", SEE_DUTIES, "duty"),
    *about_ours_and_theirs("duties:enter_evidence", ENTER, "duty"),
    *about_ours_and_theirs("duties:dispense", DECIDE, "duty"),
    *about_ours_and_theirs("duties:withdraw_entry", MANAGE, "entry"),
    # clocks run for those who keep them, the panel's administration among them
    *about_ours_and_theirs("duties:start_clock", GIVE | UNIT, "duty"),
    Row("duties:stop_clock", GIVE | UNIT, OURS, "clock ours"),
    Row("duties:withdraw_dispensation", DECIDE, OURS, "dispensation ours"),
    Row("duties:shelf", SEE_DUTIES),
    Row("duties:add_to_shelf", ENTER),
    Row("duties:shelved", SEE_DUTIES, frozenset(), "meeting held"),  # a meeting is not a document
    *(
        row
        for thing in ("held", "identified", "conflicted", "closed")
        for row in (
            Row("records:sight", GIVE, SIGHT[thing], f"meeting {thing}"),
            Row("records:declare_interest", EVERYBODY, SIGHT[thing], f"meeting {thing}"),
        )
    ),
    Row("records:end_sight", GIVE, frozenset(), "grant ours"),  # sight of what the giver sees
    Row("partnership:bodies"),
    Row("partnership:agencies"),
    Row("partnership:rotate", APPOINT, OURS, "body ours"),
    Row("partnership:rotate", APPOINT, frozenset(), "body theirs"),  # its chair does not rotate
    Row("partnership:people", STAFF),
    Row("partnership:appoint", APPOINT),
    *about_ours_and_theirs("partnership:person", STAFF, "person"),
    *about_ours_and_theirs("partnership:end_seat", APPOINT, "seat"),
    *about_ours_and_theirs("partnership:name_deputy", APPOINT, "seat"),
    Row("partnership:calendar", APPOINT),
    Row("partnership:arrangements_of_members"),
    Row("partnership:versions"),
    Row("partnership:version", about="version"),
    Row("partnership:changes", about="version"),
    *about_ours_and_theirs("partnership:version_file", EVERYBODY, "version_file"),
    Row("partnership:coverage"),
    Row("partnership:contradictions", STAFF),
    Row("partnership:contradiction", STAFF, OURS, "contradiction ours", may_post=DECIDE),
    Row("partnership:contradiction", STAFF, frozenset({"stranger"}), "contradiction theirs"),
    Row("partnership:check", APPOINT),
    # the office: who did what, what failed, whose accounts; a technical role reads no trail
    Row("web:trail", MANAGE),
    Row("web:settings", APPOINT),
    Row("web:queues", APPOINT),
    Row("web:retry_job", APPOINT, None, "job", get=302, post=404),
    Row("web:retry_message", APPOINT, None, "message", get=302, post=302),
    Row("web:accounts", APPOINT),
    *about_ours_and_theirs("web:account_of", APPOINT, "person", post=302),
    # training: the catalogue is public; drafts and the programme are the office's
    everyone_reads("training:catalogue"),
    Row("training:course", EVERYBODY, OURS, "training course ours", public=True),
    Row("training:event", EVERYBODY, OURS, "training event ours", public=True),
    Row("training:programme", UNIT),
    Row("training:copy_programme", UNIT),
    Row("training:courses", UNIT),
    Row("training:make_course", UNIT),
    Row("training:trainers", UNIT),
    Row("training:audiences", UNIT),
    *(
        row
        for name, about, get, post in (
            ("change_course", "course", 200, 200),
            ("publish_course", "course", 302, 302),
            ("withdraw_course", "course", 200, 200),
            ("plan_event", "course", 200, 200),
            ("manage_event", "event", 200, 200),
            ("change_event", "event", 200, 200),
            ("open_event", "event", 302, 302),
            ("cancel_event", "event", 200, 200),
            ("add_session", "event", 200, 200),
            ("drop_session", "session", 302, 302),
            ("name_trainer", "event", 200, 200),
            ("drop_trainer", "trainer", 302, 302),
        )
        for row in (
            Row(f"training:{name}", UNIT, OURS, f"training {about} ours", get, post),
            Row(
                f"training:{name}",
                UNIT,
                frozenset({"stranger"}),
                f"training {about} theirs",
                get,
                post,
            ),
        )
    ),
    # a place: for the person, for those who book for the agency, for the office; nobody else
    *(
        Row(f"training:{name}", EVERYBODY, OURS, "training event ours", get, post)
        for name, get, post in (("book", 200, 302), ("book_group", 200, 200), ("swap", 200, 200))
    ),
    Row("training:my_bookings"),
    Row("training:team"),
    *(
        Row(f"training:{name}", EVERYBODY, sees, f"training_booking {whose}", get, post)
        for name, get, post in (
            ("booking", 200, 200),
            ("cancel_booking", 200, 302),
            ("answer_offer", 302, 302),
        )
        for whose, sees in SIGHT_OF_PLACES.items()
    ),
    Row("training:prioritise", UNIT, UNIT - {"stranger"}, "training_booking one ours"),
    Row("training:prioritise", UNIT, frozenset({"stranger"}), "training_booking one theirs"),
    # nobody holds this link: whoever asks learns nothing
    Row("training:consent", about="training_token", get=404, post=404, public=True),
    Row("training:delegates", LEADS),
    Row("training:end_delegate", LEADS, LEADS, "training_delegate ours", get=302, post=302),
    Row("training:end_delegate", LEADS, frozenset(), "training_delegate theirs"),
    Row("training:charging_rules", UNIT),
    Row("training:set_charging_rules", UNIT),
    Row("training:event_bookings", UNIT, OURS, "training event ours"),
    Row("training:event_bookings", UNIT, frozenset({"stranger"}), "training event theirs"),
]
