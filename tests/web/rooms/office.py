"""The front door and the foundation: home, search, diary, trail, queues, accounts (R0.3, R12.5)."""

from __future__ import annotations

from web.roles import ANYONE, APPOINT, EVERYBODY, IN_DIARIES, MANAGE, NOBODY
from web.room import Room, Row, about_ours_and_theirs, everyone_reads

ROOM = Room(
    rows=[
        everyone_reads("web:public_home"),
        Row("web:home"),
        Row("web:partnership"),
        Row("web:search"),
        Row("web:choose_partnership", post=302, signed_in=True),
        Row("diary:my_dates"),
        Row("diary:subscribe", get=302),  # the post answers with the address, shown once
        Row("diary:unsubscribe", get=302, post=404),  # nothing to end
        Row("diary:feed", about="feed", public=True, is_page=False, post=404),
        # who did what, what failed, whose accounts; a technical role reads no trail
        Row("web:trail", MANAGE),
        Row("web:settings", APPOINT),
        Row("web:queues", APPOINT),
        Row("web:retry_job", APPOINT, None, "job", get=302, post=404),
        Row("web:retry_message", APPOINT, None, "message", get=302, post=302),
        Row("web:accounts", APPOINT),
        *about_ours_and_theirs("web:account_of", APPOINT, "person", post=302),
    ],
    about={
        "feed": lambda world, which: [world.feed],
        "job": lambda world, which: [10**9],
        "message": lambda world, which: ["00000000-0000-0000-0000-000000000000"],
    },
    held={
        "accounts.manage": APPOINT,
        "diary.keep_own_diary": EVERYBODY,
        "jobs.retry_failed_jobs": APPOINT,
        "jobs.see_queues": APPOINT,
        "outbox.retry_failed_messages": APPOINT,
        "trail.read": MANAGE,
    },
    otherwise=(
        "accounts_person",
        "accounts_invitation",  # read before anyone is known: tests of accounts
        "outbox_message",
        "files_filetext",  # no rows for the web process
        "trail_trailevent",
        "files_storedfile",
        "diary_feed",
        "diary_invitee",
        "diary_occasion",
    ),
    lists={"/home": 12, "/diary": 8, "/settings/accounts": 8},
    exports=("/trail", "/settings/accounts"),
    writes={
        # sign-in begins before anyone is known, so the policies let everybody in; what triggers
        # leave of it: test_the_database_refuses_what_code_never_asks, and docs/known-limits.md
        "accounts_invitation": (ANYONE, ANYONE),
        "accounts_person": (ANYONE, NOBODY),  # the key of none is changed; of its columns, some
        "trail_trailevent": (ANYONE, NOBODY),  # adding is for all, changing for none
        "diary_feed": (frozenset({"colleague"}),) * 2,
        # with what stands in diaries, for those who see its record
        "diary_invitee": (IN_DIARIES - {"stranger"},) * 2,
        "diary_occasion": (IN_DIARIES, IN_DIARIES),
    },
)
