"""Files for tests of attachments: small ones of every type, and adding one without a page."""

import io
import zipfile

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from contributions.files.checking import check_file
from contributions.files.selectors import AttachmentTarget
from contributions.files.services import add_attachment

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(50)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(50)
MAIL = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Cleared\r\n\r\nWe clear the report.\r\n"
OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "__properties_version1.0".encode("utf-16-le")
MAIN = {
    "docx": ("word/document.xml", "wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation.main+xml"),
}


def archive(parts):
    """Return a zip archive of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return target.getvalue()


def office(extension, **more):
    """Return a small office file; `more` are further parts, a double underscore for the stroke between folders."""
    name, kind = MAIN[extension]
    types = f'<Types><Override PartName="/{name}" ContentType="application/vnd.x.{kind}"/></Types>'
    parts = {"[Content_Types].xml": types, name: "<x/>"}
    return archive(parts | {key.replace("__", "/"): value for key, value in more.items()})


def open_document(extension):
    kind = {"odt": "text", "ods": "spreadsheet"}[extension]
    return archive({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>"})


GOOD = {
    "pdf": PDF,
    "docx": office("docx"),
    "xlsx": office("xlsx"),
    "pptx": office("pptx"),
    "odt": open_document("odt"),
    "ods": open_document("ods"),
    "csv": "Район;Барлыгы\nОш;12\n".encode("cp1251"),
    "txt": "Ұзақ мәтін – a text".encode(),
    "jpg": JPEG,
    "jpeg": JPEG,
    "png": PNG,
    "eml": MAIL,
    "msg": OUTLOOK,
}


def upload(name="survey.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def typed(**more):
    """Return what somebody types into the page of a new attachment."""
    return {"kind": "survey", "title": "Baseline survey", "file": upload(), **more}


def added(where, by, *, name="survey.pdf", content=PDF, url="", contribution=None, address="", **more):
    """Add an attachment to a project, or to the report of a period."""
    period = None if hasattr(where, "modality") else where
    values = {
        "kind": "other",
        "title": "A paper",
        "dated": None,
        "caption": "",
        "credit": "",
        "has_consent": False,
        "is_internal": True,
        **more,
    }
    largest = settings.ATTACHMENT_LARGEST
    file = None if url else check_file(name, content, values["kind"], largest=largest)
    target = AttachmentTarget(period.project if period else where, period, contribution, address)
    return add_attachment(target, by=by, values=values, file=file, url=url)
