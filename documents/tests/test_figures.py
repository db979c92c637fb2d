"""The same figures stand in page, PDF, Word and Excel."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pypdf
import pytest
from docx import Document

from core import formatting
from documents.render import render
from pbfreport.bench.samples import sample_report


@pytest.fixture(scope="module")
def report():
    return sample_report()


@pytest.fixture(scope="module")
def documents(report):
    return {format: render(report, format).content for format in ("html", "pdf", "docx", "xlsx")}


@pytest.fixture(scope="module")
def texts(documents):
    """Everything that the first three formats say, white space apart."""
    pdf = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(documents["pdf"])).pages)
    word = " ".join(
        element.text or ""
        for element in Document(BytesIO(documents["docx"])).element.body.iter()
        if element.tag.endswith("}t")
    )
    return {
        "html": " ".join(documents["html"].decode().split()),
        "pdf": " ".join(pdf.split()),
        "docx": " ".join(word.split()),
    }


def figures_of_cover(report):
    cover = report.cover
    amounts = [recipient.approved for recipient in cover.recipients if recipient.approved is not None]
    amounts += [cover.total_budget, cover.gender_budget, cover.gender_spent]
    return [formatting.money(amount) for amount in amounts] + [formatting.percent(cover.implementation_rate)]


def test_every_amount_of_the_cover_stands_in_page_pdf_and_word(report, texts):
    for figure in figures_of_cover(report):
        for format, text in texts.items():
            assert figure in text, (format, figure)


def test_every_amount_of_the_cover_is_a_number_in_excel(report, documents):
    sheet = openpyxl.load_workbook(BytesIO(documents["xlsx"]))["Cover"]
    found = {
        formatting.money(Decimal(str(cell.value)))
        if cell.number_format == "#,##0.00"
        else f"{cell.value:.0%}"
        for (cell,) in sheet.iter_rows(min_col=2, max_col=2)
        if isinstance(cell.value, int | float)
    }
    assert found == set(figures_of_cover(report))


def test_value_percentage_status_and_people_of_every_indicator_stand_in_all_four(report, texts, documents):
    sheet = openpyxl.load_workbook(BytesIO(documents["xlsx"]))["Indicators"]
    heads = [cell.value for cell in sheet[1]]
    rows = {
        row[-1]: dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)
    }
    indicators = [
        indicator for group in report.section("indicators").indicator_groups for indicator in group.indicators
    ]
    assert len(indicators) == len(rows) == 40
    for indicator in indicators:
        row = rows[indicator.uid]
        assert row["Status"] == indicator.status_label
        assert [row["Women"], row["Men"], row["Under 30"]] == [
            indicator.women,
            indicator.men,
            indicator.under_30,
        ]
        assert row["Baseline, number"] == float(indicator.baseline_value)
        assert row["Target, number"] == float(indicator.target_value)
        if indicator.value is None:
            assert row["Value"] is row["Achieved"] is row["Variance"] is None
            continue
        assert Decimal(str(row["Value"])) == indicator.value
        assert Decimal(str(row["Variance"])) == indicator.variance
        percent = formatting.percent(Decimal(str(row["Achieved"])) * 100)
        assert percent == formatting.percent(indicator.percent_achieved)
        line = f"{formatting.number(indicator.value)} · {percent} · {indicator.status_label}"
        if indicator.women is not None:
            line += f" · Women {indicator.women}, Men {indicator.men}, Under 30 {indicator.under_30}"
        for format, text in texts.items():
            assert line in text, (format, line)


def test_a_figure_that_nobody_knows_is_never_printed_as_zero(report, documents):
    sheet = openpyxl.load_workbook(BytesIO(documents["xlsx"]))["Indicators"]
    heads = [cell.value for cell in sheet[1]]
    value, achieved = heads.index("Value"), heads.index("Achieved")
    unknown = [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[value] is None]
    assert unknown and all(row[achieved] is None for row in unknown)


def test_money_of_answers_is_the_same_in_all_four(texts, documents):
    for figure in ("70,000.00", "12,500.50", "1,100,000.00", "168,039.50"):
        for format, text in texts.items():
            assert figure in text, (format, figure)
    sheet = openpyxl.load_workbook(BytesIO(documents["xlsx"]))["Texts"]
    amounts = {row[4] for row in sheet.iter_rows(min_row=2, values_only=True) if row[4] is not None}
    assert amounts == {70000, 12500.5, 1100000, 168039.5}
