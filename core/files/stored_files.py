"""Writing files under generated names, whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from core.decisions import WrongState


class NotStored(WrongState):
    """Raised where a file could not be written; nothing of it is left behind."""


def not_stored() -> NotStored:
    """Return the one sentence for a disk that refuses."""
    return NotStored(
        _(
            "The portal could not write the file: its disk may be full. Nothing was changed. "
            "Tell the administrator of the portal, and try again later."
        )
    )


@contextmanager
def stored_files() -> Iterator["Stored"]:
    """Write files inside this block; where it ends with an error, none of them stays on the disk.

    Raises NotStored with one sentence where the disk refuses, for example because it is full.
    """
    stored = Stored()
    try:
        yield stored
    except BaseException:
        stored.remove()
        raise


class Stored:
    """The files written in one block."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def write(self, name: str, content: bytes) -> str:
        """Write a file and return the name that it was stored under."""
        self.names.append(name)
        try:
            stored = default_storage.save(name, ContentFile(content))
        except OSError as error:
            raise not_stored() from error
        self.names[-1] = stored
        return stored

    def remove(self) -> None:
        """Take away what was written."""
        for name in self.names:
            default_storage.delete(name)
