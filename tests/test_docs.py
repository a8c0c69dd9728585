"""The documents stay true: the paths, links, names, targets, commands and variables that they quote exist."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click
import pytest

from solver.files import read_problem, read_schedule
from solver.verify import verify
from web.cli import main

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
PACKAGES = ("solver", "matchmaker", "web", "fixtures", "tests")
FOLDERS = (*PACKAGES, "docs", ".ci")

PRESENT = [document for document in DOCUMENTS if document.name != "CHANGELOG.md"]  # it also names what was removed


def for_each(documents: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("document", documents, ids=lambda path: str(path.relative_to(ROOT)))


def code_of(text: str) -> list[str]:
    """What a document sets as code: fenced blocks and indented lines, line by line, and inline code."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return [*"\n".join(fenced).splitlines(), *re.findall(r"^ {4,}(.*)", rest, re.MULTILINE), *inline_code(text)]


def inline_code(text: str) -> list[str]:
    rest = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return [" ".join(found.split()) for found in re.findall(r"`([^`]+)`", rest)]


def pictures(text: str) -> str:
    return "\n".join(re.findall(r"^```mermaid\n(.*?)^```", text, re.MULTILINE | re.DOTALL))


def is_path(code: str) -> bool:
    """Whether the code names a file or folder of the repository."""
    within = code.startswith(tuple(f"{folder}/" for folder in FOLDERS))
    return bool(re.fullmatch(r"[\w./-]+", code)) and (within or bool(re.search(r"\w\.(?:py|md|toml)$", code)))


def anchors_of(path: Path) -> set[str]:
    """The anchors that a repository host gives to the headings."""
    headings = re.findall(r"^#+ (.*)", path.read_text(), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


@cache
def source_text() -> str:
    """Everything that could read an environment variable."""
    modules = [file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py") if file != Path(__file__)]
    return "\n".join(file.read_text() for file in (ROOT / "Makefile", *ROOT.glob(".ci/*"), *modules))


@for_each(DOCUMENTS)
def test_lines_are_short(document: Path) -> None:
    assert [line for line in document.read_text().splitlines() if len(line) > 120] == []


@for_each(PRESENT)
def test_quoted_paths_exist(document: Path) -> None:
    text = document.read_text()
    drawn = re.findall(rf"\b(?:{'|'.join(PACKAGES)})/[\w/.]*", pictures(text))
    named = [code for code in inline_code(text) if is_path(code)]
    assert [path for path in (*named, *drawn) if not (ROOT / path.rstrip(".")).exists()] == []


def test_the_picture_of_the_packages_shows_the_layers_that_are_enforced() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    level = {
        f"{storey}/{name}": depth
        for contract in contracts
        for storey in contract.get("containers", ())
        for depth, layer in enumerate(contract["layers"])
        for name in re.split(r" [|:] ", layer)
    }
    drawn: dict[str, list[list[int]]] = {}
    for box in re.findall(r'\["(.*?/.*?)"\]$', pictures((ROOT / "docs/architecture.md").read_text()), re.MULTILINE):
        paths = re.findall(r"\w+/\w+", box)
        if paths:
            drawn.setdefault(paths[0].partition("/")[0], []).append([level[path] for path in paths])
    for storey, boxes in drawn.items():
        assert [box for box in boxes if len(set(box)) > 1] == [], storey
        assert [box[0] for box in boxes] == sorted({box[0] for box in boxes}), storey
    assert set(drawn) == {"web", "matchmaker", "solver"}


@for_each(DOCUMENTS)
def test_relative_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r'(?:\]\(|src="|href=")(?!https?:)([^)#"]*)(?:#([\w-]+))?[)"]', document.read_text())
    targets = [(document.parent / path if path else document, anchor) for path, anchor in links]
    assert [str(path) for path, _ in targets if not path.exists()] == []
    assert [f"{path}#{name}" for path, name in targets if name and name not in anchors_of(path)] == []


@for_each(PRESENT)
def test_quoted_names_can_be_imported(document: Path) -> None:
    pattern = rf"(?:{'|'.join(PACKAGES)})(?:\.\w+)+"
    names = {name for code in code_of(document.read_text()) for name in re.findall(rf"(?<![\w./@-]){pattern}", code)}
    assert [name for name in names if not importable(name) and not is_path(name)] == []


def importable(name: str) -> bool:
    package, _, attribute = name.rpartition(".")
    try:
        if find_spec(name) is not None:
            return True
    except ModuleNotFoundError:
        pass
    try:
        return hasattr(import_module(package), attribute)
    except ModuleNotFoundError:
        return False


@for_each(PRESENT)
def test_make_targets_exist(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    used = {target for code in code_of(document.read_text()) for target in re.findall(r"^make ([a-z]+)", code)}
    assert used - targets == set()


@for_each(PRESENT)
def test_commands_and_their_options_exist(document: Path) -> None:
    faults = [code for code in code_of(document.read_text()) for part in calls_in(code) if not accepted(part)]
    assert faults == []


def calls_in(code: str) -> Iterator[list[str]]:
    """The words after each `matchmaker` on a line that is a command."""
    for call in re.findall(r"(?:^|bin/|… )matchmaker ([a-z-][^#|]*)", code):
        yield call.split()


def accepted(words: list[str]) -> bool:
    command: click.Command = main
    options = {"--help", "--version"}
    for word in words:
        if isinstance(command, click.Group) and not word.startswith("-"):
            found = command.get_command(click.Context(command), word)
            if found is None:
                return word.isupper()
            command = found
            options |= {option for parameter in command.params for option in parameter.opts}
        elif word.startswith("-") and word != "-" and word.split("=")[0] not in options:
            return False
    return True


@for_each(PRESENT)
def test_environment_variables_exist(document: Path) -> None:
    code = code_of(document.read_text())
    used = {name for part in code for name in re.findall(r"^[A-Z][A-Z_]+$|\b[A-Z][A-Z_]+(?==)", part)}
    known = set(re.findall(r"\b[A-Z][A-Z_]+\b", source_text()))
    assert used - known == set()


def test_the_code_names_documents_that_exist() -> None:
    named = set(re.findall(r"docs/[\w/-]+\.md", source_text()))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_example_of_the_file_formats_is_sound() -> None:
    blocks = re.findall(r"^```json\n(.*?)^```", (ROOT / "docs/problem-format.md").read_text(), re.MULTILINE | re.DOTALL)
    problem, schedule = read_problem(blocks[0]), read_schedule(blocks[1])
    assert (schedule.problem, verify(problem, schedule)) == (problem.name, [])
