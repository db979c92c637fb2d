"""Deputies: who names whom for which days, what they may do then, and how it ends."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import User
from audit.models import LogEntry
from contributions.models import ActivityEntry
from core.decisions import WrongState
from core.formatting import day
from core.saving import base_of
from core.zones import today
from pbfreport.tests.pages import Browser
from projects.actor import actor_on
from projects.deputies.permissions import actor_around, can_end_deputy, can_name_deputy
from projects.deputies.services import end_deputy, name_deputy
from projects.models import Membership, Portfolio, Project
from projects.selectors import people_with
from projects.services import end_membership, invite
from projects.tests.conftest import ADDRESS, later

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PEOPLE = "/projects/KGZ-PVE-1/people/"


def typed(days):
    return f"{later(days):%d.%m.%Y}"


def form_of(membership):
    return reverse("deputies:name", args=[membership.uid])


def values(first="", last="", email=ADDRESS, name="Stand In"):
    return {"email": email, "name": name, "starts_on": first, "ends_on": last}


def refused(client, membership, **given):
    """Return the sentences with which a form comes back, and see that it kept every value."""
    window = Browser(client)
    window.open(form_of(membership))
    posted = values(**given)
    for name, value in posted.items():
        window.type(name, value)
    page = window.click("Name the deputy")
    assert page.status == 422
    page.check_summary()
    assert {name: page.field(name) for name in posted} == posted
    assert not Membership.objects.filter(deputy_for=membership, user__email=posted["email"]).exists()
    return dict(page.summary)


def test_a_focal_point_names_a_new_person_who_then_works_in_the_own_name(
    signed_in, held, input_of, django_capture_on_commit_callbacks
):
    window = Browser(signed_in("unicef"))
    window.open(PEOPLE)
    window.click("Your deputies")
    window.click("Name a deputy: Focal point, UNICEF, " + str(held("unicef").project))
    for name, value in values(typed(0), typed(20), email="Stand.In@Example.org").items():
        window.type(name, value)
    with django_capture_on_commit_callbacks(execute=True):
        page = window.click("Name the deputy")
    sentence = f"Stand In was told by mail, and stands in from {day(today())} until {day(later(20))}."
    assert sentence in page.words
    deputy = Membership.objects.get(user__email=ADDRESS)
    original = held("unicef")
    assert deputy.deputy_for == original
    assert (deputy.role, deputy.project, deputy.office) == ("focal_point", original.project, original.office)
    assert (deputy.starts_on, deputy.ends_on) == (today(), later(20))
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert f"/invitation/{deputy.user.uid}/" in letter.body
    assert f"Focal point, as deputy of {original.user} from {day(today())}" in letter.body
    line = LogEntry.objects.get(object_uid=deputy.uid, action="create")
    assert line.actor_id == original.user_id
    assert line.changes["deputy_for"] == [None, original.pk]

    entry = input_of("UNICEF", "KGZ-PVE-1", "2021-H1").activity_entries.order_by("pk")[0]
    window.client.force_login(deputy.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    base = base_of(entry, ActivityEntry.FIELDS).dump()
    data = {f"a-{entry.uid}-base": base, f"a-{entry.uid}-progress": "Written by the deputy."}
    answer = window.client.post(
        reverse("contributions:edit", args=[entry.contribution.uid, "activities"]), data
    )
    assert answer.status_code == 302
    entry.refresh_from_db()
    assert (entry.progress, entry.updated_by) == ("Written by the deputy.", deputy.user)


@pytest.mark.parametrize(
    ("first", "last", "in_force"),
    [(0, 0, True), (0, 5, True), (1, 5, False)],
    ids=["today alone", "from today", "from tomorrow"],
)
@pytest.mark.parametrize("holder", ["unicef", "coordinator", "secretariat"])
def test_a_deputy_has_the_rights_of_the_role_on_the_days_named_and_not_before(
    named, held, pve_1, holder, first, last, in_force
):
    deputy = named(holder, first, last)
    actor = actor_on(deputy.user, pve_1)
    assert (actor.label == actor_on(held(holder).user, pve_1).label) is in_force
    assert Project.objects.visible_to(deputy.user).filter(pk=pve_1.pk).exists() is in_force
    assert (deputy.user in people_with(pve_1, deputy.role)) is in_force


def test_the_rights_of_a_deputy_are_over_after_the_last_day(named, pve_1):
    deputy = named("unicef")
    Membership.objects.filter(pk=deputy.pk).update(starts_on=later(-9), ends_on=later(-1))
    assert actor_on(deputy.user, pve_1).label == ""
    assert named("unicef", email="second@example.org").user.email == "second@example.org"


def test_the_letter_about_a_role_over_a_portfolio_names_the_portfolio(
    named, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        deputy = named("secretariat")
    assert (deputy.project, deputy.portfolio.code) == (None, "KGZ")
    assert f"Your place: {deputy.portfolio.name}\n" in mail.outbox[-1].body


MAY_NAME = {
    "unicef": {"unicef", "coordinator", "admin"},
    "coordinator": {"coordinator", "admin"},
    "secretariat": {"secretariat", "admin"},
    "writer": set(),
    "reader": set(),
}
CAST = ("undp", "unicef", "unodc", "coordinator", "coordinator2", "writer", "secretariat", "reader", "admin")


@pytest.mark.grid
@pytest.mark.parametrize("holder", MAY_NAME)
@pytest.mark.parametrize("name", CAST)
def test_who_names_a_deputy_for_whom(person, held, holder, name):
    membership = held(holder)
    decision = can_name_deputy(actor_around(person(name), membership), membership)
    assert bool(decision) is (name in MAY_NAME[holder])
    assert decision.allowed or (str(decision.reason).endswith(".") and not decision.wrong_state)


def test_one_coordinator_names_nobody_for_another(person, pve_1, held):
    second = User.objects.create_user("second@example.org")
    place = {"role": "coordinator", "project": pve_1, "office": held("coordinator").office}
    membership = Membership.objects.create(user=second, **place)
    assert not can_name_deputy(actor_around(person("coordinator"), membership), membership)
    assert can_name_deputy(actor_around(second, membership), membership)


def test_an_approver_has_a_deputy_too(person, pve_1):
    approver = User.objects.create_user("approver@example.org", name="Approver")
    membership = Membership.objects.create(user=approver, role="approver", portfolio=Portfolio.objects.get())
    assert can_name_deputy(actor_around(approver, membership), membership)
    name = {"email": ADDRESS, "name": "", "starts_on": today(), "ends_on": later(3), "base_url": "/"}
    deputy = name_deputy(membership, **name, by=approver)
    assert "approver" in actor_on(deputy.user, pve_1).roles


MAY_END = {
    "unicef": {"unicef", "coordinator", "admin"},
    "coordinator": {"coordinator", "admin"},
    "secretariat": {"secretariat", "admin"},
}


@pytest.mark.grid
@pytest.mark.parametrize("holder", MAY_END)
@pytest.mark.parametrize("name", CAST)
def test_who_ends_a_deputys_time_early(person, named, holder, name, pve_1):
    deputy, by = named(holder), person(name)
    assert bool(can_end_deputy(actor_around(by, deputy), deputy)) is (name in MAY_END[holder])
    if name not in MAY_END[holder]:
        with pytest.raises(PermissionDenied):
            end_deputy(deputy, by=by)
        return
    end_deputy(deputy, by=by)
    deputy.refresh_from_db()
    assert deputy.ends_on == later(-1)
    assert actor_on(deputy.user, pve_1).label == ""
    line = LogEntry.objects.get(object_uid=deputy.uid, action="end")
    assert (line.actor_id, line.changes["ends_on"][0]) == (by.pk, later(10).isoformat())
    with pytest.raises(WrongState, match="ended on"):
        end_deputy(deputy, by=by)


def test_a_right_that_was_lost_a_moment_ago_names_nobody(held, person, named):
    membership, coordinator = held("unicef"), person("coordinator")
    page_right = can_name_deputy(actor_around(coordinator, membership), membership)
    coordinator.memberships.update(ends_on=later(-1))
    assert page_right
    with pytest.raises(PermissionDenied):
        named("unicef", by="coordinator")
    assert not User.objects.filter(email=ADDRESS).exists()


def test_a_role_that_ended_a_moment_ago_gets_no_deputy(person, held, named, signed_in):
    membership, client = held("unicef"), signed_in("unicef")
    Membership.objects.filter(pk=membership.pk).update(ends_on=later(-1))
    with pytest.raises(WrongState, match="not in force today"):
        named("unicef")
    assert client.post(form_of(membership), values(typed(0), typed(3))).status_code == 409


def test_a_deputy_cannot_name_another_one(named, held, signed_in, person):
    deputy = named("unicef", email="reader@example.org")
    client = signed_in("reader")
    answer = client.post(form_of(deputy), values(typed(0), typed(2)))
    assert answer.status_code == 403
    assert "A deputy cannot name another one" in answer.content.decode()
    assert client.post(form_of(held("unicef")), values(typed(0), typed(2))).status_code == 403
    page = Browser(client).open("/deputies/")
    assert "You hold no role that can have a deputy." in page.words
    told = [element.text_content() for element in page.root.xpath("//dl/div/*")]
    assert told[0] == str(person("unicef"))
    assert told[1].startswith("Focal point, UNICEF, KGZ-PVE-1")
    assert Membership.objects.filter(deputy_for__isnull=False).get() == deputy


@pytest.mark.parametrize(
    ("first", "last", "where", "sentence"),
    [
        (-1, 5, "starts_on", "This day is over: write {0} or a later day."),
        (3, 2, "ends_on", "The last day comes before the first one: write {3} or a later day."),
        (0, 180, "ends_on", "A deputy stands in for 180 days at most: write {179} or an earlier day."),
    ],
    ids=["from yesterday", "the other way round", "181 days"],
)
def test_days_that_cannot_be_say_which_can(signed_in, held, first, last, where, sentence):
    told = refused(signed_in("unicef"), held("unicef"), first=typed(first), last=typed(last))
    days = {number: day(later(int(number))) for number in ("0", "3", "179")}
    for number, words in days.items():
        sentence = sentence.replace(f"{{{number}}}", words)
    assert told == {f"#id_{where}": sentence}


def test_everything_that_is_missing_is_asked_for_at_once(signed_in, held):
    told = refused(signed_in("unicef"), held("unicef"), email="nobody", first="", last="soon")
    assert told == {
        "#id_email": "Write an e-mail address, for example name@example.org.",
        "#id_starts_on": "Write the first day, for example 01.07.2021.",
        "#id_ends_on": "Write the date as day, month and year, for example 30.06.2021.",
    }


def test_the_longest_time_is_half_a_year(named):
    assert named("unicef", 0, 179).ends_on == later(179)


def test_a_deputy_does_not_outlast_the_role(signed_in, held):
    membership = held("unicef")
    Membership.objects.filter(pk=membership.pk).update(ends_on=later(5))
    told = refused(signed_in("unicef"), membership, first=typed(0), last=typed(6))
    sentence = f"The role itself ends on {day(later(5))}: write this day or an earlier one."
    assert told == {"#id_ends_on": sentence}


def test_who_holds_the_very_role_there_cannot_stand_in_for_it(signed_in, held, person):
    undp = held("undp")
    told = refused(signed_in("undp"), undp, email="UNDP@example.org", first=typed(0), last=typed(2))
    assert told["#id_email"] == f"{undp.user} holds this role here already: name somebody else."


def test_who_holds_another_role_or_the_same_one_elsewhere_can_stand_in(named, person):
    assert named("unicef", email="reader@example.org").user == person("reader")
    assert named("undp", email="unicef@example.org").user == person("unicef")


def test_who_stands_in_for_a_colleague_on_these_days_cannot_stand_in_twice(signed_in, held, named):
    named("unicef", 0, 10)
    second = User.objects.create_user("second@example.org")
    place = {"role": "focal_point", "project": held("unicef").project, "office": held("unicef").office}
    other = Membership.objects.create(user=second, **place)
    told = refused(signed_in("coordinator"), other, first=typed(10), last=typed(12))
    assert told["#id_email"] == "Stand In holds this role here already: name somebody else."
    answer = signed_in("coordinator").post(form_of(other), values(typed(11), typed(12)))
    assert answer.status_code == 302


def test_who_may_not_sign_in_cannot_stand_in(signed_in, held, person):
    User.objects.filter(email="reader@example.org").update(is_active=False)
    told = refused(
        signed_in("unicef"), held("unicef"), email="reader@example.org", first=typed(0), last=typed(2)
    )
    assert "may not sign in at present" in told["#id_email"]


def test_there_is_one_deputy_at_a_time_even_for_two_who_press_at_once(signed_in, held, named):
    named("unicef", 2, 10)
    answer = signed_in("coordinator").post(
        form_of(held("unicef")), values(typed(20), typed(22), email="second@example.org")
    )
    assert answer.status_code == 422
    assert f"Stand In is deputy until {day(later(10))} already" in answer.content.decode()
    with pytest.raises(WrongState, match="is deputy until"):
        named("unicef", 20, 22, email="second@example.org")
    assert not User.objects.filter(email="second@example.org").exists()


def test_a_known_person_keeps_the_name_and_gets_one_account(named, person):
    assert named("unicef", email="READER@example.org").user == person("reader")
    assert person("reader").name == "UNICEF reader"


def test_the_people_page_says_for_whom_and_until_when_and_lets_the_coordinator_end_it(
    signed_in, named, held, person
):
    named("unicef", by="coordinator")
    window = Browser(signed_in("coordinator"))
    page = window.open(PEOPLE)
    line = next(row for row in page.root.iter("tr") if ADDRESS in row.text_content())
    told = " ".join(line.text_content().split())
    assert f"Deputy of {person('unicef')} until {day(later(10))}" in told
    page = window.click(f"See the deputy: {person('unicef')}")
    assert "Name the deputy" not in page.words
    page = window.click("End this now: Stand In")
    assert "Stand In no longer stands in." in page.words
    assert window.url == PEOPLE
    assert ADDRESS not in page.source
    assert f"Name a deputy: {person('unicef')}" in page.words


def test_the_holder_ends_a_time_that_has_not_begun(signed_in, named, pve_1):
    deputy = named("unicef", 5, 10)
    window = Browser(signed_in("unicef"))
    window.open("/deputies/")
    page = window.click("End this now: Stand In")
    assert "Stand In no longer stands in." in page.words
    deputy.refresh_from_db()
    assert deputy.ends_on < today()
    assert set(LogEntry.objects.get(object_uid=deputy.uid, action="end").changes) == {"starts_on", "ends_on"}


def test_when_the_role_ends_its_deputy_ends_with_it(named, held, person, pve_1):
    deputy, coming = named("unicef"), named("undp", 5, 9, email="second@example.org")
    for name in ("unicef", "undp"):
        membership = person(name).memberships.get(project=pve_1)
        end_membership(membership, by=person("coordinator"))
    for item in (deputy, coming):
        item.refresh_from_db()
        assert item.ends_on == later(-1)
        assert actor_on(item.user, pve_1).label == ""
        line = LogEntry.objects.get(object_uid=item.uid, action="end")
        assert line.reason == "The role that this deputy stood in for ended."


def test_ending_a_deputy_leaves_the_role_in_place(named, held, person):
    end_deputy(named("unicef"), by=person("unicef"))
    assert held("unicef").ends_on is None


def test_a_deputy_who_is_invited_for_good_gets_the_role_beside(named, held, person, pve_1):
    deputy = named("unicef")
    membership = invite(
        ADDRESS,
        name="",
        role="focal_point",
        project=pve_1,
        office=deputy.office,
        by=person("coordinator"),
        base_url="/",
    )
    assert membership != deputy
    assert (membership.ends_on, membership.deputy_for) == (None, None)


@pytest.mark.parametrize(
    ("name", "of", "status"),
    [
        ("unodc", "unicef", 404),
        ("coordinator2", "unicef", 404),
        ("undp", "unicef", 403),
        ("admin", "unicef", 302),
    ],
)
def test_a_role_is_found_by_those_who_see_its_project(signed_in, held, named, name, of, status):
    membership = held(of)
    assert signed_in(name).post(form_of(membership), values(typed(0), typed(1))).status_code == status
    deputy = Membership.objects.filter(deputy_for=membership).first() or named(of)
    assert signed_in(name).post(reverse("deputies:end", args=[deputy.uid])).status_code == status


def test_a_role_that_is_no_deputys_cannot_be_ended_here(signed_in, held):
    address = reverse("deputies:end", args=[held("unicef").uid])
    assert signed_in("unicef").post(address).status_code == 404
    assert held("unicef").ends_on is None


def test_the_holder_without_any_project_reaches_the_own_deputy(person, named, signed_in):
    Project.objects.get(code="KGZ-PVE-1").portfolios.clear()
    Project.objects.get(code="KGZ-PVE-2").portfolios.clear()
    deputy = named("secretariat")
    assert signed_in("secretariat").post(reverse("deputies:end", args=[deputy.uid])).status_code == 302
