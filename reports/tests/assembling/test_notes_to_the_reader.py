"""The notes at the head of a report: the same line in a draft, on the check and as sent; none is called removed."""

from datetime import date

import pytest

from contributions import services
from documents.frozen import thaw
from pbfreport.tests.pages import Browser
from reports.assembling.contents import assemble_draft
from reports.joint_texts.services import ensure_report
from reports.loaded import load_report
from reports.models import Snapshot
from reports.review.check_page import check_page
from reports.review.services import correct_report
from reports.tests.review_states import fresh, give_back, put_into, send

pytestmark = pytest.mark.django_db

REPORT = "/projects/KGZ-PVE-1/2021-H1/report/"
ON_BEHALF = "UN Women: entered on its behalf by the coordinator, from: A call (1 June 2021)."


@pytest.fixture
def report(period):
    """UNDP and OHCHR have submitted; UN Women and UNICEF share what they write."""
    return ensure_report(period("KGZ-PVE-1", "2021-H1"))


@pytest.fixture
def women(report, input_of, person):
    contribution = input_of("UN Women", "KGZ-PVE-1", "2021-H1")
    services.enter_on_behalf(contribution, by=person("coordinator"), source="A call", dated=date(2021, 6, 1))
    return contribution


def submit(contribution, by):
    services.submit_contribution(contribution, by=by, reason="It is known.")


def reporting(report):
    return load_report(pk=report.period_id)


def notes_checked(report):
    for _heading, found in check_page(reporting(report)).sections:
        for address in found:
            if address.address == "report":
                return [str(html) for label, html in address.texts if label.startswith("Notes to the reader")]
    return []


def test_a_draft_tells_for_whom_was_entered_as_what_is_sent_will(report, women, person):
    assert ON_BEHALF in assemble_draft(reporting(report)).notes  # shared
    submit(women, person("coordinator"))
    assert ON_BEHALF in assemble_draft(reporting(report)).notes
    assert "entered on its behalf" in notes_checked(report)[0]
    send(report, person)
    assert thaw(Snapshot.objects.get().content).notes == ("Without UNICEF: They report later.", ON_BEHALF)


def test_what_nobody_else_may_read_is_not_told_as_entered_on_behalf(report, women):
    women.is_shared = False
    women.save()
    assert ON_BEHALF not in assemble_draft(reporting(report)).notes


def test_text_kept_since_before_a_return_is_not_told_as_entered_on_behalf(report, women):
    women.state, women.is_partial = "returned", True
    women.save()
    assert ON_BEHALF not in assemble_draft(reporting(report)).notes


def test_after_a_return_no_note_of_the_sending_is_called_removed(report, women, person, signed_in):
    submit(women, person("coordinator"))
    send(report, person)
    give_back(fresh(report), person, note="Again.")
    for page in ("review/", "compare/?old=c1&new=draft", "compare/?old=draft&new=c1"):
        words = Browser(signed_in("coordinator")).open(REPORT + page).words
        assert "otes to the reader" not in words, page


def test_a_correction_with_nothing_touched_has_changed_nothing(report, women, person, input_of, signed_in):
    submit(women, person("coordinator"))
    submit(input_of("UNICEF", "KGZ-PVE-1", "2021-H1"), person("unicef"))
    send(report, person)
    put_into(report, "final", sent_by=person("coordinator"), cleared_by=person("secretariat"))
    correct_report(fresh(report), by=person("secretariat"), reason="A figure.")
    words = Browser(signed_in("coordinator")).open(REPORT + "review/").words
    assert "1 place" not in words and "otes to the reader" not in words


def test_two_sendings_are_compared_with_their_notes(report, person, signed_in):
    send(report, person)
    give_back(fresh(report), person, note="Again.")
    send(fresh(report), person, missing_reason="They moved offices.")
    words = Browser(signed_in("coordinator")).open(REPORT + "compare/?old=c1&new=c2").words
    assert "otes to the reader" in words and "[added: moved offices.]" in words


def test_the_check_says_once_whose_text_is_not_sent(report, signed_in, input_of, person):
    submit(input_of("UNICEF", "KGZ-PVE-1", "2021-H1"), person("unicef"))
    words = Browser(signed_in("coordinator")).open(REPORT + "check/").words
    assert words.count("Not submitted: UN Women; its text is not sent.") == 1
    assert "Not in this draft" not in words and "Not submitted yet" not in words


def test_the_check_tells_what_is_sent_as_it_was_accepted(report, women):
    women.state, women.is_partial = "returned", True
    women.save()
    (notes,) = notes_checked(report)
    assert "Sent as accepted before rows were returned: UN Women." in notes
    assert "Not submitted: UNICEF; its text is not sent." in notes
