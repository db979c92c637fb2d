"""A "no" has a reason: 403 where it is about the person, 409 where it is about the state."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.decisions import YES, Decision, WrongState, no, not_now, require
from core.middleware import NoStoreMiddleware, WrongStateMiddleware


def test_a_yes_passes_without_a_word():
    require(YES)
    assert YES


def test_a_no_because_of_the_person_is_403_with_the_reason():
    with pytest.raises(PermissionDenied, match="Only the coordinator"):
        require(no(gettext_lazy("Only the coordinator")))


def test_a_no_because_of_the_state_is_wrong_state_with_the_reason():
    with pytest.raises(WrongState, match="It is locked"):
        require(not_now("It is locked"))


@pytest.mark.parametrize("decision", [no("x"), not_now("x"), Decision(False)])
def test_a_refusal_is_false(decision: Decision):
    assert not decision


@pytest.mark.django_db
def test_a_wrong_state_is_answered_with_409_and_its_sentence(person: Callable[[str], User]):
    request = RequestFactory().get("/")
    request.user = person("unicef")
    middleware = WrongStateMiddleware(lambda _request: HttpResponse())
    answer = middleware.process_exception(request, WrongState("This input <was> submitted already."))
    assert answer is not None
    assert answer.status_code == 409
    assert "This input &lt;was&gt; submitted already." in answer.content.decode()


def test_any_other_error_is_left_to_others():
    middleware = WrongStateMiddleware(lambda _request: HttpResponse())
    assert middleware.process_exception(HttpRequest(), ValueError("x")) is None


class _Nobody:
    is_authenticated = False


class _Somebody:
    is_authenticated = True


@pytest.mark.parametrize(("user", "kept_out"), [(_Somebody(), True), (_Nobody(), False), (None, False)])
def test_only_pages_of_people_who_signed_in_are_kept_out_of_caches(user: object, kept_out: bool):
    request = HttpRequest()
    request.user = user  # type: ignore[assignment]
    response = NoStoreMiddleware(lambda _request: HttpResponse())(request)
    assert (response.headers.get("Cache-Control") == "no-store") is kept_out


def test_a_page_that_says_itself_how_it_may_be_kept_has_the_last_word():
    request = HttpRequest()
    request.user = _Somebody()  # type: ignore[assignment]
    own = HttpResponse(headers={"Cache-Control": "private, max-age=60"})
    assert NoStoreMiddleware(lambda _request: own)(request).headers["Cache-Control"] == "private, max-age=60"
