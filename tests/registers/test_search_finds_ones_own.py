"""Search looks among the words of one's own partnership, whatever is typed."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from builders.world import NOW, World
from clients import Visitor
from sightline.foundation.files.models import FileText
from sightline.registers.evidence import operations as evidence
from sightline.registers.evidence.models import DocumentVersion

pytestmark = pytest.mark.django_db


def one(statement: str, *values: object) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def file(scene: World, words: str, *, title: str = "Notes", name: str = "held") -> DocumentVersion:
    """A paper with these words, read and indexed as the queue does it."""
    document = evidence.file_document(
        record=scene.record(name),
        kind="paper",
        title=title,
        upload=SimpleUploadedFile("notes.txt", words.encode(), "text/plain"),
        by=scene.actor("business_unit"),
        now=NOW,
    )
    version = document.versions.get()
    FileText.objects.update_or_create(
        stored_file=version.stored_file,
        defaults={"text": words, "is_complete": True, "read_at": NOW},
    )
    assert evidence.index_words(number=version.pk)
    return version


def found(scene: World, asked: str, version: DocumentVersion, who: str = "group_member") -> bool:
    page = Visitor(scene.people[who]).ask("get", "/search", {"q": asked})
    return f"/documents/{version.pk}" in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("heptagonal", True),
        ("staircases", True),  # another form of the word
        ('"heptagonal staircase"', True),
        ('"staircase heptagonal"', False),
        ("heptagonal escalator", False),
        ("escalator or heptagonal", True),
        ("staircase -heptagonal", False),
        ("heptagonal -escalator", True),
        ("-escalator", True),  # only what must not be in it
        ("-heptagonal", False),
        ("o'hara", True),
        ("back\\slash", True),
        ("the", False),  # nothing but a word that everything has
        ("1:heptagonal", False),  # the number before a word is not there to be asked for
        ("'heptagonal' | x & !", False),
    ],
)
def test_words_are_asked_for_as_people_type_them(scene, asked, is_found):
    version = file(scene, "The heptagonal staircase of Mr O'Hara, see back\\slash")
    assert found(scene, asked, version) is is_found


def test_one_and_the_same_word_is_found_in_ones_own_partnership_alone(scene):
    ours = file(scene, "The heptagonal staircase")
    assert found(scene, "heptagonal", ours)
    for asked in ("heptagonal", "-escalator"):
        assert not found(scene, asked, ours, "stranger")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM evidence_documentversion v JOIN records_record r"
                " ON r.id = v.record_id WHERE r.partnership_id = %s"
                " AND v.words @@ sightline_own_query(%s, %s)",
                [scene.partnership.pk, scene.other.pk, asked],
            )
            assert cursor.fetchone() == (0,)


def test_only_the_newest_version_is_found(scene):
    first = file(scene, "The heptagonal staircase")
    evidence.file_version(
        document=first.document,
        upload=SimpleUploadedFile("notes.txt", b"The straight staircase", "text/plain"),
        by=scene.actor("business_unit"),
        now=NOW,
    )
    assert not found(scene, "heptagonal", first)


def test_the_better_match_stands_first(scene):
    much = file(scene, "Heptagonal stairs, heptagonal doors and a heptagonal roof")
    little = file(scene, "A heptagonal door among " + "many other words " * 50)
    page = Visitor(scene.people["group_member"]).get("/search?q=heptagonal")
    assert page.index(f"/documents/{much.pk}") < page.index(f"/documents/{little.pk}")


@pytest.mark.parametrize("letters", ["{:x}", "é{:x}ü"])
def test_a_text_of_too_many_unlike_words_is_found_by_its_beginning(scene, letters):
    words = " ".join(letters.format(0x100000 + number) for number in range(90_000))
    version = file(scene, "Heptagonal " + words)
    assert found(scene, "heptagonal", version)


def test_a_word_nobody_can_type_leaves_the_others_to_be_found(scene):
    version = file(scene, "heptagonal " + "x" * 2040 + " staircase")
    assert found(scene, "heptagonal staircase", version)


def test_own_words_keep_weights_and_places():
    words = "'child':2A,5 'o''hara':3B 'back\\\\slash':9"
    own = one("SELECT sightline_own_words(12, %s::tsvector)::text", words)
    assert own == "'12:' '12:back\\\\slash':9 '12:child':2A,5 '12:o''hara':3B"


def test_an_own_question_is_the_question_with_the_number_before_each_word():
    asked = [
        ("children -neglect", "'12:children' & !'12:neglect'"),
        ('"safe place" or home', "'12:safe' <-> '12:place' | '12:home'"),
        ("-neglect", "'12:' & !'12:neglect'"),
        ("the", ""),
        ("", ""),
    ]
    for typed, question in asked:
        own = str(one("SELECT sightline_own_query(12, %s)::text", typed))
        assert own.replace("12:child'", "12:children'") == question


def test_what_arises_from_a_record_one_has_an_interest_in_is_not_even_counted(scene):
    """Asked of the functions, which look as the owner, before any policy has read again."""
    paper = file(scene, "The heptagonal staircase")
    record = paper.record
    words = f'"{record.reference}"'

    def counted(who: str) -> tuple[bool, bool]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sightline_request_begin(%s, true)", [scene.tokens[who]])
            cursor.execute(
                "SELECT EXISTS (SELECT FROM sightline_search_records(%s, %s, 50) WHERE id = %s),"
                " EXISTS (SELECT FROM sightline_search_documents('heptagonal', %s, 50)"
                " WHERE id = %s)",
                [words, record.partnership_id, record.pk, record.partnership_id, paper.pk],
            )
            found = cursor.fetchone()
            cursor.execute("SELECT sightline_request_begin('', true)")
        return found

    assert counted("group_chair") == (True, True)
    record.arises_from = scene.record("conflicted")  # the chair's interest is recorded there
    record.save(update_fields=["arises_from"])
    assert counted("group_chair") == (False, False)
    assert counted("group_member") == (True, True)
