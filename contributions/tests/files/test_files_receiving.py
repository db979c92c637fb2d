"""Files while they come: a full disk, or a file beyond every size, costs one sentence and the form stays."""

import tempfile

import pytest

from contributions.models import Attachment
from contributions.tests.files.attached import PDF, typed, upload
from pbfreport.tests.pages import Page

pytestmark = pytest.mark.django_db
ADD = "/projects/KGZ-PVE-1/attachments/add/"
BIGGER_THAN_MEMORY = 3 * 1024 * 1024  # bytes


def send(client, size: int = BIGGER_THAN_MEMORY) -> Page:
    file = upload("survey.pdf", PDF + bytes(size))
    return Page(client.post(ADD, typed(title="A survey", file=file), follow=True))


def refused(page: Page) -> str:
    """Return the sentence at the file; everything else that was typed must still be there."""
    assert page.status == 422 and page.field("title") == "A survey"
    page.check_summary()
    ((web_address, sentence),) = page.summary
    assert web_address == "#id_file" and not Attachment.objects.exists()
    return str(sentence)


@pytest.fixture
def let_go(monkeypatch) -> list[int]:
    """Return how many bytes of each upload stood on the disk when its temporary file was let go."""
    sizes: list[int] = []
    original = tempfile.NamedTemporaryFile

    def make(*args, **options):
        file = original(*args, **options)
        close = file.close

        def note_and_close():
            if not file.closed:
                sizes.append(file.seek(0, 2))
            close()

        monkeypatch.setattr(file, "close", note_and_close)
        return file

    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", make)
    return sizes


def test_a_file_that_is_larger_than_memory_holds_arrives_whole(signed_in, let_go):
    page = send(signed_in("unicef"))
    assert "“A survey” was added." in page.words
    assert Attachment.objects.get().size == len(PDF) + BIGGER_THAN_MEMORY
    assert let_go == [len(PDF) + BIGGER_THAN_MEMORY]


@pytest.mark.parametrize("buffered", [True, False])
def test_a_disk_that_fills_while_a_file_comes_is_one_sentence_at_the_file(signed_in, monkeypatch, buffered):
    """The device is always full: with a large buffer it is noticed only when the file is complete."""
    buffer = 2**23 if buffered else 0  # bytes
    full = lambda **_options: open("/dev/full", "w+b", buffer)  # noqa: E731, SIM115
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", full)
    assert "its disk may be full" in refused(send(signed_in("unicef")))


def test_a_disk_on_which_no_file_can_be_made_is_the_same_sentence(signed_in, settings):
    settings.FILE_UPLOAD_TEMP_DIR = "/no/such/folder"
    assert "its disk may be full" in refused(send(signed_in("unicef")))


def test_of_a_file_beyond_every_size_no_more_than_that_size_is_written(signed_in, settings, let_go):
    settings.ATTACHMENT_LARGEST = 2 * 1024 * 1024
    assert "This file has 3.0" in refused(send(signed_in("unicef")))
    assert [0 < size <= settings.ATTACHMENT_LARGEST for size in let_go] == [True]
