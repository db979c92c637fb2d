"""What the Secretariat says while it has the report opens its place; the page of the return lists all that opens."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from contributions import services
from contributions.models import Contribution
from contributions.tests.entries import rows_of
from core.decisions import WrongState
from discussion.models import Comment
from discussion.selectors import Target
from discussion.services import add_comment, reopen, resolve
from pbfreport.tests.pages import Browser, words_of
from projects import addresses
from projects.models import ReportingPeriod
from projects.stage import stage_of
from reports.joint_texts.services import ensure_report
from reports.models import Report
from reports.review.opening import stopped_addresses
from reports.review.services import clear_report
from reports.tests.review_states import comment_on, fresh, give_back, send, states, write_row

pytestmark = [pytest.mark.django_db, pytest.mark.database]

People = Callable[[str], User]
RETURN = "/projects/KGZ-PVE-1/2021-H1/report/return/"
STATUS = addresses.question("part1.status")


@pytest.fixture
def report(period: Callable[[str, str], ReportingPeriod], person: People) -> Report:
    """In review: UNDP and OHCHR accepted; UN Women and UNICEF never handed in, and nobody waits for them."""
    report = ensure_report(period("KGZ-PVE-1", "2021-H1"))
    send(report, person)
    Report.objects.filter(pk=report.pk).update(missing_reason="")
    return fresh(report)


@pytest.fixture
def undp(input_of: Callable[[str, str, str], Contribution]) -> Contribution:
    return input_of("UNDP", "KGZ-PVE-1", "2021-H1")


@pytest.fixture
def address(undp: Contribution) -> str:
    return addresses.activity(rows_of(undp)[1].activity.uid)


def say(
    report: Report, by: User, address: str, undp: Contribution, text: str, parent: Comment | None = None
) -> Comment:
    """Write a comment as the pages do, with how far the report is now."""
    period = fresh(report).period
    review = stage_of(period)
    added = add_comment(
        period,
        Target(address, "progress", undp.office),
        by=by,
        text=text,
        parent=parent,
        sending=review.sending,
        is_with_reviewer=review.is_with_reviewer,
    )
    assert added.comment is not None
    return added.comment


def opened(contribution: Contribution) -> list[str]:
    return sorted(contribution.opened.values_list("address", flat=True))


def listed(client: Client) -> list[str]:
    """Return what the page of the return lists under “What opens”."""
    page = Browser(client).open(RETURN)
    assert page.status == 200
    return [words_of(line) for line in page.root.xpath("//section[h2[@id='opens']]//li")]


def test_in_the_second_round_a_reply_in_the_old_thread_opens_the_row_again(
    report: Report, person: People, undp: Contribution, address: str
):
    comment = say(report, person("secretariat"), address, undp, "This figure is wrong.")
    give_back(report, person)
    services.submit_contribution(Contribution.objects.get(pk=undp.pk), by=person("undp"), reason="Known.")
    send(fresh(report), person)
    with pytest.raises(WrongState, match="Comment on what has to change"):
        give_back(fresh(report), person)
    say(report, person("secretariat"), address, undp, "Still wrong.", comment)
    give_back(fresh(report), person)
    undp.refresh_from_db()
    assert (undp.state, opened(undp)) == ("returned", [address])
    write_row(rows_of(undp)[1], person("undp"))


def test_a_reply_of_the_secretariat_to_an_organisations_own_comment_opens_its_row(
    report: Report, person: People, undp: Contribution, address: str
):
    comment = say(report, person("undp"), address, undp, "We see that this figure is wrong.")
    say(report, person("unicef"), address, undp, "So do we.", comment)
    with pytest.raises(WrongState, match="Comment on what has to change"):
        give_back(fresh(report), person)
    say(report, person("secretariat"), address, undp, "Then correct it.", comment)
    give_back(fresh(report), person)
    undp.refresh_from_db()
    assert opened(undp) == [address]


def test_what_the_secretariat_replied_opens_nothing_when_it_is_kept_to_itself_or_resolved(
    report: Report, person: People, undp: Contribution, address: str
):
    comment = say(report, person("undp"), address, undp, "Is this right?")
    reply = say(report, person("secretariat"), address, undp, "Yes.", comment)
    Comment.objects.filter(pk=reply.pk).update(visibility="secretariat")
    with pytest.raises(WrongState, match="Comment on what has to change"):
        give_back(fresh(report), person)
    Comment.objects.filter(pk=reply.pk).update(visibility="all")
    assert resolve(comment, by=person("secretariat"), sending=1)
    with pytest.raises(WrongState, match="Comment on what has to change"):
        give_back(fresh(report), person)


def test_what_the_secretariat_answered_in_review_is_resolved_by_it_alone(
    report: Report, person: People, undp: Contribution, address: str, signed_in: Callable[[str], Client]
):
    """Else an organisation could close by a click what the return would have opened."""
    comment = say(report, person("undp"), address, undp, "We see that this figure is wrong.")
    assert resolve(comment, by=person("undp"), sending=1) and reopen(comment, by=person("undp"), sending=1)
    discussion = "/projects/KGZ-PVE-1/2021-H1/talk/"
    path = f"{discussion}{comment.uid}/resolve/"
    assert path in signed_in("undp").get(discussion).content.decode()
    say(report, person("secretariat"), address, undp, "Then correct it.", comment)
    assert path not in signed_in("undp").get(discussion).content.decode()
    assert path in signed_in("secretariat").get(discussion).content.decode()
    for who, status in (("undp", 403), ("coordinator", 403), ("secretariat", 302)):
        assert signed_in(who).post(path).status_code == status, who


def test_a_comment_on_a_cleared_report_opens_its_row_on_the_return(
    report: Report, person: People, undp: Contribution, address: str
):
    clear_report(report, by=person("secretariat"))
    comment = say(report, person("secretariat"), address, undp, "This figure is wrong after all.")
    assert (comment.is_from_review, comment.sending) == (True, 1)
    assert not say(report, person("undp"), "cover", undp, "It is not.").is_from_review
    give_back(fresh(report), person)
    undp.refresh_from_db()
    assert (undp.state, opened(undp)) == ("returned", [address])


def test_a_wording_is_not_suggested_by_the_secretariat_while_the_report_is_cleared(
    report: Report, person: People
):
    clear_report(report, by=person("secretariat"))
    review = stage_of(fresh(report).period)
    assert (review.is_in_review, review.is_with_reviewer, review.is_writable) == (False, True, False)


def test_the_page_lists_the_commented_rows_the_missing_inputs_and_what_was_sent_with_a_stop(
    report: Report, person: People, undp: Contribution, address: str, signed_in: Callable[[str], Client]
):
    comment_on(report, address, person("secretariat"), undp.office)
    assert stopped_addresses(report)
    lines = listed(signed_in("secretariat"))
    assert lines[0].startswith("Row 1:") and lines[0].endswith("UNDP")
    assert lines[1] == "The whole input, because it was not handed in UN Women, UNICEF"
    stops = [line for line in lines if line.endswith(": sent with a point that stops Coordinator")]
    assert stops
    give_back(report, person)
    texts = report.opened.values_list("address", flat=True)
    joint = [one for one in texts if one.partition("/")[0] in ("question", "indicator", "cover")]
    assert len(lines) == 2 + len(joint)


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("missing", "All joint texts, because UN Women, UNICEF were missing when the report was sent"),
        ("whole", "All joint texts, because a comment is on the report as a whole"),
        ("note alone", "All joint texts, because no comment names a row or a text"),
    ],
)
def test_the_page_says_why_all_joint_texts_open_and_they_do(
    why: str, words: str, report: Report, person: People, address: str, signed_in: Callable[[str], Client]
):
    if why == "missing":
        Report.objects.filter(pk=report.pk).update(missing_reason="They report later.")
    if why != "note alone":
        comment_on(report, addresses.REPORT if why == "whole" else STATUS, person("secretariat"))
    assert f"{words} Coordinator" in listed(signed_in("secretariat"))
    give_back(fresh(report), person, note="A note.")
    assert (fresh(report).is_partial, report.opened.exists()) == (False, False)


def test_the_coordinators_letter_lists_what_opens(
    report: Report, person: People, undp: Contribution, address: str, django_capture_on_commit_callbacks
):
    comment_on(report, address, person("secretariat"), undp.office)
    with django_capture_on_commit_callbacks(execute=True):
        give_back(report, person)
    (letter,) = [letter for letter in mail.outbox if letter.to == ["coordinator@example.org"]]
    assert "- Row 1:" in letter.body and "(UNDP)" in letter.body
    assert "- The whole input, because it was not handed in (UN Women, UNICEF)" in letter.body


def test_a_missing_organisation_is_told_that_it_can_write_again_without_a_new_date_too(
    report: Report, person: People, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        give_back(report, person, note="Complete it.", due_on=None)
    letters = {letter.to[0]: letter.body for letter in mail.outbox}
    for web_address in ("unwomen@example.org", "unicef@example.org"):
        assert "It is open; please submit it." in letters[web_address]
        assert "Complete it." in letters[web_address]
    assert states(report)["UNICEF"] == "open"


@pytest.mark.parametrize(("day", "status"), [("18.06.2021", 422), ("18.06.2041", 302)])
def test_a_report_is_returned_until_a_day_to_come(
    day: str, status: int, report: Report, signed_in: Callable[[str], Client]
):
    answer = signed_in("secretariat").post(RETURN, {"note": "Say more.", "due_on": day, "sending": "1"})
    assert answer.status_code == status
    assert ("This day has passed: write a day to come" in answer.content.decode()) == (status == 422)
    back = fresh(report)
    expected = ("in_review", None) if status == 422 else ("returned", date(2041, 6, 18))
    assert (back.state, back.returned_due_on) == expected
