"""A page of 300 rows is shown, can be posted without a script, and saves every row."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contributions.models import ActivityEntry
from contributions.tests.entries import web_address
from contributions.tests.many import give_rows
from pbfreport.tests.pages import Browser, form_values

pytestmark = pytest.mark.django_db


def test_a_page_of_300_rows_with_long_texts_is_posted_and_saved(signed_in, input_of):
    unicef = input_of("UNICEF", "KGZ-PVE-1", "2021-H1")
    give_rows(unicef, 300)
    client = signed_in("unicef")
    browser = Browser(client)
    page = browser.open(web_address(unicef, "activities"))
    form = next(form for form in page.root.forms if form.get("action") == web_address(unicef, "activities"))
    data = form_values(form)
    text = "Узун текст. " * 160
    for field in data:
        if field.endswith("-progress"):
            data[field] = text
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(web_address(unicef, "activities"), data)
    assert answer.status_code == 302
    assert ActivityEntry.objects.filter(contribution=unicef, progress=text.strip()).count() == 300
    # One of the nine reads who has written on the row, for what counts as written is stored with it.
    assert len(queries) < 300 * 9 + 30
