"""Who reads, writes and resolves comments."""

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import LogEntry
from contributions.models import WriterRow
from core.decisions import WrongState
from discussion import services
from discussion.models import Comment
from discussion.selectors import Target, open_addresses, threads_at, with_stage
from discussion.tests.talking import person, say, sent
from projects.actor import actor_on
from projects.stage import stage_of

pytestmark = pytest.mark.django_db
SECRETARIAT = Comment.Visibility.SECRETARIAT


@pytest.fixture
def h1(period):
    return period("KGZ-PVE-1", "2021-H1")


def own_row():
    row = WriterRow.objects.select_related("activity").get(
        membership__user__email="writer@example.org",
        activity__isnull=False,
        pk=WriterRow.objects.earliest("pk").pk,
    )
    assert row.activity is not None
    return f"activity/{row.activity.uid}"


def texts(period, name):
    """Return every text that a member of the cast reads."""
    period = type(period).objects.get(pk=period.pk)
    threads = threads_at(period, with_stage(actor_on(person(name), period.project), stage_of(period)))
    return {
        said
        for group in threads.values()
        for thread in group
        for said in [thread.comment.text, *(str(reply.html) for reply in thread.replies)]
    }


@pytest.mark.parametrize("name", ["undp", "ohchr", "unwomen", "unicef", "coordinator", "reader"])
def test_everyone_who_works_on_the_project_comments_anywhere(h1, name):
    assert say(h1, name, "A word", "cover").author == person(name)


def test_a_writer_comments_on_the_own_rows_alone(h1):
    assert say(h1, "writer", "A word", own_row()).address == own_row()
    for elsewhere in ("report", "cover", "money"):
        with pytest.raises(PermissionDenied, match="own rows"):
            say(h1, "writer", "A word", elsewhere)


def test_the_secretariat_comments_once_the_report_was_sent(h1):
    with pytest.raises(WrongState, match="has sent the report"):
        say(h1, "secretariat", "Too early")
    sent(h1)
    assert say(h1, "secretariat", "Now").is_from_review


def test_administrators_read_and_do_not_write(h1):
    say(h1, "unicef", "Read me")
    assert texts(h1, "admin") == {"Read me"}
    with pytest.raises(PermissionDenied, match="do not comment"):
        say(h1, "admin", "A word")


def test_who_is_not_on_the_project_writes_nothing(h1):
    with pytest.raises(PermissionDenied):
        say(h1, "unodc", "A word")


def test_a_comment_is_from_review_only_while_the_report_is_there(h1):
    sent(h1, "returned", sendings=2)
    comment = say(h1, "secretariat", "After the return")
    assert (comment.is_from_review, comment.sending) == (False, 2)
    sent(h1, sendings=3)
    assert not say(h1, "unicef", "By an organisation").is_from_review
    assert say(h1, "secretariat", "Again").sending == 3


def test_what_the_secretariat_keeps_to_itself_is_read_by_nobody_else(h1):
    sent(h1)
    kept = say(h1, "secretariat", "Weak, in my view", visibility=SECRETARIAT)
    shared = say(h1, "secretariat", "Say more")
    say(h1, "secretariat", "Only we know", parent=shared, visibility=SECRETARIAT)
    assert texts(h1, "secretariat") == {"Weak, in my view", "Say more", '<p dir="auto">Only we know</p>'}
    for name in ("unicef", "coordinator", "writer", "reader", "admin"):
        assert texts(h1, name) == {"Say more"}
    with pytest.raises(PermissionDenied):
        say(h1, "coordinator", "I see you", parent=kept)
    with pytest.raises(PermissionDenied):
        services.resolve(kept, by=person("coordinator"), sending=1)


def test_only_the_secretariat_keeps_a_comment_to_itself(h1):
    with pytest.raises(PermissionDenied, match="Only the PBF Secretariat"):
        say(h1, "coordinator", "Psst", visibility=SECRETARIAT)


def test_a_reply_to_what_the_secretariat_keeps_stays_there(h1):
    sent(h1)
    kept = say(h1, "secretariat", "Weak", visibility=SECRETARIAT)
    assert say(h1, "secretariat", "I agree", parent=kept).visibility == SECRETARIAT


RESOLVES = {
    # author, office of the place: who may resolve it
    ("unicef", "UNICEF", False): {"unicef", "coordinator", "secretariat"},
    ("reader", "UNICEF", False): {"reader", "unicef", "coordinator", "secretariat"},
    ("ohchr", "", False): {"ohchr", "coordinator", "secretariat"},
    ("secretariat", "UNICEF", True): {"secretariat"},
}


@pytest.mark.parametrize(("author", "office", "is_review"), RESOLVES)
def test_who_resolves_a_comment(h1, input_of, author, office, is_review):
    sent(h1)
    part = input_of(office, "KGZ-PVE-1", "2021-H1").office if office else None
    comment = say(h1, author, "A word", Target("cover", "", part))
    may = set()
    for name in (
        "undp",
        "ohchr",
        "unwomen",
        "unicef",
        "writer",
        "reader",
        "coordinator",
        "secretariat",
        "admin",
    ):
        try:
            may |= {name} if services.resolve(comment, by=person(name), sending=1) else set()
            services.reopen(comment, by=person(name), sending=1)
        except PermissionDenied:
            continue
    assert may == RESOLVES[author, office, is_review]


def test_a_comment_is_resolved_once_and_opened_again(h1):
    comment = say(h1, "unicef", "A word")
    assert services.resolve(comment, by=person("unicef"), sending=0)
    assert not services.resolve(comment, by=person("coordinator"), sending=0)
    comment.refresh_from_db()
    assert comment.resolved_by == person("unicef")
    assert services.reopen(comment, by=person("coordinator"), sending=0)
    comment.refresh_from_db()
    assert not comment.is_resolved
    assert comment.resolved_by is None


def test_a_return_opens_the_addresses_of_open_comments_of_this_review(h1, input_of):
    office = input_of("UNICEF", "KGZ-PVE-1", "2021-H1").office
    sent(h1)
    say(h1, "secretariat", "Of the first review", "money")
    sent(h1, sendings=2)
    say(h1, "secretariat", "Say more", Target(own_row(), "progress", office))
    say(h1, "secretariat", "And this", Target(own_row(), "next_steps", office))
    say(h1, "secretariat", "The joint text", Target(own_row()))
    say(h1, "secretariat", "For us", "cover", visibility=SECRETARIAT)
    say(h1, "unicef", "Not the Secretariat's", "report")
    done = say(h1, "secretariat", "Done", "section/part1")
    services.resolve(done, by=person("secretariat"), sending=2)
    h1 = type(h1).objects.get(pk=h1.pk)
    assert open_addresses(h1) == [(own_row(), office.pk), (own_row(), None)]


def test_threads_take_the_same_queries_however_many_there_are(h1, django_assert_max_num_queries):
    sent(h1)
    for number in range(12):
        comment = say(h1, "unicef", f"Comment {number}", ("cover", "report")[number % 2])
        say(h1, "secretariat", "Reply", parent=comment)
    h1 = type(h1).objects.get(pk=h1.pk)
    actor = with_stage(actor_on(person("secretariat"), h1.project), stage_of(h1))
    with django_assert_max_num_queries(1):
        threads = threads_at(h1, actor)
    assert [len(threads[address]) for address in ("cover", "report")] == [6, 6]


def test_the_log_names_a_comment_and_who_wrote_it_but_not_its_words(h1):
    sent(h1)
    kept = say(h1, "secretariat", "Weak, in my view", visibility=SECRETARIAT)
    reply = say(h1, "secretariat", "Very weak", parent=kept)
    lines = LogEntry.objects.filter(action="comment").order_by("pk")
    assert [(line.actor_id, line.object_uid) for line in lines] == [
        (person("secretariat").pk, h1.uid),
        (person("secretariat").pk, h1.uid),
    ]
    assert [line.changes for line in lines] == [{"comment": [None, item.uid]} for item in (kept, reply)]
    assert not any("eak" in f"{line.changes}{line.reason}{line.object_label}" for line in lines)
