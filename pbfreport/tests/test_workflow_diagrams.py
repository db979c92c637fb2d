"""The diagrams in docs/workflows.md are those of the tables, and every table is among them."""

from importlib import import_module

import pytest

from core.workflow import Workflow
from pbfreport.diagrams import BEGIN, END, PAGE, WORKFLOWS, diagrams, with_diagrams
from pbfreport.tests.sources import product_modules


def test_the_page_shows_the_workflows_as_their_tables_are():
    page = PAGE.read_text(encoding="utf-8")
    assert with_diagrams(page) == page, "run: manage.py workflow_diagram"


def test_every_workflow_table_has_its_diagram():
    tables = [
        value
        for name, _path in product_modules()
        if name.endswith(".workflow") and name != "core.workflow"
        for value in vars(import_module(name)).values()
        if isinstance(value, Workflow)
    ]
    assert len(tables) == len(WORKFLOWS)
    assert {id(table) for table in tables} == {id(drawn.table) for drawn in WORKFLOWS}


def test_an_act_leads_from_each_of_its_states_by_one_arrow():
    text = diagrams().split("## The joint report")[1].split("## A version")[0]
    assert "cleared\n    send_back -----> returned\n    make_final ----> final\n" in text
    assert "| `clear` | in_review | cleared | clears | is what was read |" in text
    assert "    in_review --> cleared: clear\n" in text


def test_what_stands_around_the_diagrams_stays():
    page = f"Above\n{BEGIN}\nold\n{END}\nbelow\n"
    assert with_diagrams(page).startswith(f"Above\n{BEGIN}\n\n## ")
    assert with_diagrams(page).endswith(f"\n{END}\nbelow\n")


def test_a_page_without_the_marks_is_refused():
    with pytest.raises(ValueError, match="two marks"):
        with_diagrams("Nothing is marked here.")
