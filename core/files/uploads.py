"""Receiving files: one that the disk refuses, or that is too large to keep, costs a sentence and not the whole form."""

from contextlib import suppress
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from core.decisions import WrongState
from core.files.stored_files import not_stored


class NotReceived(UploadedFile):
    """A file that was sent and is not at hand: its name and real size are known, reading it raises `why`."""

    def __init__(self, name: str, content_type: str, size: int, why: WrongState) -> None:
        super().__init__(BytesIO(), name, content_type, size)
        self.why = why

    def read(self, *_args: Any) -> bytes:
        raise self.why

    def chunks(self, *_args: Any) -> Any:
        raise self.why


class CarefulUploadHandler(TemporaryFileUploadHandler):
    """Write larger files to the disk while they come, at most `settings.ATTACHMENT_LARGEST` bytes of each.

    The rest of a file that is not received is read and dropped, so that the other fields of its form arrive.
    """

    file: TemporaryUploadedFile | None = None  # type: ignore[assignment]
    why: WrongState | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.file = self.why = None
        try:
            super().new_file(*args, **kwargs)
        except OSError:
            FileUploadHandler.new_file(self, *args, **kwargs)
            self._give_up(not_stored())

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.file is None:
            return
        if start + len(raw_data) > settings.ATTACHMENT_LARGEST:
            self._give_up(_too_large())
            return
        try:
            self.file.write(raw_data)
        except OSError:
            self._give_up(not_stored())

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self.file is not None:
            try:
                return super().file_complete(file_size)
            except OSError:  # the last bytes are written when the file is turned back
                self._give_up(not_stored())
        assert self.why is not None
        return NotReceived(self.file_name or "", self.content_type or "", file_size, self.why)

    def upload_interrupted(self) -> None:
        if self.file is not None:
            super().upload_interrupted()

    def _give_up(self, why: WrongState) -> None:
        self.why = why
        if self.file is not None:
            with suppress(OSError):  # what is still to be written cannot be written either
                self.file.close()
        self.file = None


def _too_large() -> WrongState:
    return WrongState(
        _(
            "This file is larger than %(largest)s, which is the most that the portal takes. Nothing was changed."
        )
        % {"largest": filesizeformat(settings.ATTACHMENT_LARGEST)}
    )
