"""The demonstration's e-learning: four short modules on the core topics of the arrangements, each
marked as an example. Their words are our own and no substitute for a partnership's own training."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sightline.foundation.permissions import Actor
from sightline.work.training import operations
from sightline.work.training.models import Course
from sightline.work.training.rules.learning import read_options

Page = tuple[str, str]
Question = tuple[str, str, str, str]

ACT: Page = (
    "What to do",
    "You do not need to be sure. You need to pass on what you saw.\n\n"
    "1. Listen, and let the child use their own words. Do not ask leading questions.\n"
    "2. Do not promise to keep a secret.\n"
    "3. Write down what you saw and heard, with day and time, and keep it apart from what you "
    "think it means.\n"
    "4. Tell your safeguarding lead the same day. If a child is in danger now, call 999.\n\n"
    "If you do not agree with what happens next, say so: the procedure for disagreements is there "
    "to be used.",
)
PROMISE: Question = (
    "one",
    "A child asks you to promise to tell nobody. What do you say?",
    "That you promise\n* That you cannot promise it, and whom you will tell\n"
    "That they should tell somebody else",
    "A promise you cannot keep costs trust. Say early, and kindly, whom you must tell and why.",
)
SURE: Question = (
    "truth",
    "You must be certain that a child is harmed before you pass a concern on.",
    "True\n* False",
    "Others may hold another part of the picture. A concern is enough.",
)

MODULES: dict[str, tuple[tuple[Page, ...], tuple[Question, ...]]] = {
    "neglect": (
        (
            ("What neglect is",
             "Neglect is the persistent failure to meet a child's basic needs, so that their "
             "health or development is likely to be seriously harmed.\n\n"
             "It can concern\n\n- food, clothing, warmth and shelter\n- protection from danger\n"
             "- supervision, and who looks after the child\n- medical and dental care\n"
             "- schooling\n- warmth and attention\n\n"
             "It may begin **before birth**, for example where substances are used in pregnancy."),
            ("How it shows",
             "Neglect is seldom one event. It is a pattern, and the pattern is easy to miss when "
             "each agency sees one small thing.\n\n"
             "## Look at the child's day\n\n- Who wakes them, and what do they eat?\n"
             "- Are they collected, and by whom?\n- Are appointments kept? "
             "A child is *not brought*; they do not fail to attend.\n- What does home sound like, "
             "smell like, feel like for them?\n\n"
             "Poverty makes parenting harder. It is not the same as neglect, and it is no reason "
             "to accept neglect."),
            ACT,
        ),
        (
            ("several", "Which of these may be signs of neglect?",
             "* Missed health appointments, time after time\n* A child who is often hungry\n"
             "* A young child left to look after a baby\nA family with little money",
             "The first three are needs that are not met. Little money alone is not neglect."),
            ("one", "Why do we say that a child “was not brought”?",
             "It is shorter\n* A child depends on somebody to bring them\nThe law asks for it",
             "“Did not attend” hides that somebody else was responsible."),
            ("truth", "Neglect can usually be recognised in one visit.", "True\n* False",
             "It builds up. Chronologies, and other agencies, make the pattern visible."),
            PROMISE,
        ),
    ),
    "sexual abuse": (
        (
            ("What sexual abuse is",
             "Sexual abuse is forcing or enticing a child to take part in sexual activity, whether "
             "or not the child knows what is happening. It need not involve violence or "
             "touch: it includes making a child look at or take part in images, and grooming a "
             "child, also **online**.\n\n"
             "Those who abuse are mostly known to the child. They are men, women and other "
             "children."),
            ("How it shows",
             "Many children do not tell, or tell years later. They may show it instead:\n\n"
             "- a change in mood, sleep, eating or school\n- fear of a person or a place\n"
             "- knowledge or behaviour that does not fit their age\n- self-harm, or going "
             "missing\n- gifts or a phone that nobody can explain\n\n"
             "Disabled children are at greater risk, and their signs are too often put down to "
             "the disability.\n\nThe signs may have another cause. It is not for you to find out "
             "which: it is for you to pass them on."),
            ACT,
        ),
        (
            ("truth", "Sexual abuse always involves touching.", "True\n* False",
             "It includes images, looking, and grooming, in person and online."),
            ("several", "What may tell you that a child is sexually abused?",
             "* Sexual knowledge that does not fit their age\n* A sudden fear of one person\n"
             "* Presents that nobody can explain\nThat they like football",
             "One sign proves nothing. Pass it on: somebody else may hold the next."),
            ("one", "A child begins to tell you what happened. What do you do first?",
             "Ask for every detail\n* Listen, and let them use their own words\n"
             "Telephone the person they name",
             "Detailed questions belong to trained interviewers. A named person must not be "
             "warned."),
            PROMISE,
        ),
    ),
    "physical abuse": (
        (
            ("What physical abuse is",
             "Physical abuse is causing physical harm to a child: hitting, shaking, throwing, "
             "poisoning, burning, suffocating. It includes **making up or causing an illness** "
             "in a child."),
            ("How it shows",
             "Children fall and bruise themselves, mostly over bone: knees, shins, elbows, "
             "forehead.\n\n## Take particular care\n\n"
             "- **A baby who cannot move by themselves, with any bruise.** Follow the local "
             "procedure for bruises in babies: an urgent paediatric assessment\n"
             "- bruises on soft parts: cheeks, ears, neck, belly, buttocks\n"
             "- the shape of a hand, a belt, a bite or a cigarette\n"
             "- an account that changes, or does not fit the injury or the child's age\n"
             "- an injury for which help was sought late"),
            ACT,
        ),
        (
            ("one", "A baby of two months, who cannot roll, has a small bruise on the cheek. What "
             "do you do?",
             "Look again next week\nAccept that babies bruise\n* Follow the procedure for bruises "
             "in babies at once",
             "Babies who cannot move by themselves seldom bruise. It is assessed the same day."),
            ("several", "Which bruises ask for particular care?",
             "* On the ears\n* On the belly\nOn the shins of a child who runs\n"
             "* In the shape of a hand",
             "Falls bruise the skin over bone. Soft parts and shapes ask for an explanation."),
            ("truth", "An account that changes each time it is told is a reason for concern.",
             "* True\nFalse",
             "Write down each account in the words that were used, and who gave it."),
            SURE,
        ),
    ),
    "emotional abuse": (
        (
            ("What emotional abuse is",
             "Emotional abuse is persistent emotional ill-treatment that harms a child's emotional "
             "development. A child may be told that they are worthless or unloved, be silenced or "
             "mocked, be asked for what is beyond their age, be bullied, or be made to feel "
             "frightened.\n\n"
             "**Seeing or hearing domestic abuse** harms a child: in law they are a victim in "
             "their own right. Some emotional abuse is part of every kind of ill-treatment, and "
             "it may stand alone."),
            ("How it shows",
             "Watch the child, and the adult with the child:\n\n"
             "- the child is very anxious to please, or expects blame\n"
             "- they have no confidence, or great difficulty with feelings\n"
             "- the adult speaks of the child only with contempt or is cold towards them\n"
             "- one child in the family is treated worse than the others\n\n"
             "There is no injury to point at. Write down **what was said and done**, word for "
             "word: not “hostile”, but the sentence you heard."),
            ACT,
        ),
        (
            ("truth", "A child who hears domestic abuse at home is a victim of it in their own "
             "right.", "* True\nFalse",
             "So says the Domestic Abuse Act 2021, where the child is related to one of the "
             "two."),
            ("one", "Which note is of most use to others?",
             "“Mother was hostile.”\n* “Mother said: I wish I had never had you.”\n"
             "“Poor attachment.”",
             "What was said can be weighed by others. A judgement without it cannot."),
            ("several", "What may be emotional abuse?",
             "* Telling a child again and again that they are worthless\n"
             "* Treating one child of the family worse\nSaying no to a child\n"
             "* Making a child responsible for a parent's feelings",
             "It is the persistent pattern that harms. Limits, kindly set, do not."),
            SURE,
        ),
    ),
}  # fmt: skip


def teach(courses: Iterable[Course], by: Actor, now: datetime) -> int:
    """Write and publish the module of each course whose topic has one; how many there are."""
    done = 0
    for course in courses:
        topic = next((each for each in MODULES if f": {each} (" in course.title), "")
        if course.kind == Course.Kind.E_LEARNING and topic:
            _publish(course, *MODULES[topic], by, now)
            done += 1
    return done


def _publish(
    course: Course, pages: Iterable[Page], questions: Iterable[Question], by: Actor, now: datetime
) -> None:
    held = operations.begin_module(course=course, by=by, now=now)
    held = operations.set_module(
        module=held, version=held.version, minutes=15, pass_mark=75, tries_a_day=3,
        is_example=True, by=by, now=now,
    )  # fmt: skip
    for title, words in pages:
        held = operations.write_part(
            module=held, version=held.version, part="pages", place=None,
            content={"title": title, "words": words}, by=by, now=now,
        )  # fmt: skip
    for kind, words, options, feedback in questions:
        content = {"kind": kind, "words": words, "options": read_options(kind, options),
                   "feedback": feedback}  # fmt: skip
        held = operations.write_part(
            module=held, version=held.version, part="questions", place=None, content=content,
            by=by, now=now,
        )  # fmt: skip
    operations.publish_module(module=held, version=held.version, by=by, now=now)
