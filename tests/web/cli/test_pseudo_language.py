"""Whatever a command prints passes through the catalogues: in the pseudo-language no English word is left."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest

import web.cli
from matchmaker.roster.importing import TARGETS
from solver import Progress
from solver.files import write_problem
from tests.pseudo_language import CODE, english_words, write_catalogue
from tests.solver.builders import problem, slots
from tests.web.cli.conftest import Cli
from web.cli import main
from web.cli.commands.pair import RELATIONS
from web.cli.help_texts import EXAMPLE_FILE
from web.cli.lazy_group import LazyGroup
from web.cli.progress_bar import figures
from web.cli.progress_lines import solve_progress_lines

NOT_WORDS = re.compile(
    r"(?<![\w-])--?[a-z][\w-]*|[~\w./:-]*/[\w./-]*|'[a-z]+(?: [a-z-]+)*'"
    r"|(?<![\w-])(?=.[\w-]*[A-Z\d])[\w-]{12}(?![\w-])"
)
"""Options, paths, what the person typed, and the random ids of events and attendees."""


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_catalogue(tmp_path_factory.mktemp("catalogues")).parent


@pytest.fixture
def ukrainian(catalogue: Path, cli: Cli) -> Cli:
    """The command in the pseudo-language."""
    return Cli(cli.environment | {"TRANSLATIONS_FOLDER": str(catalogue), "LANGUAGE": CODE})


def every_command(command: click.Command = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, LazyGroup):
        for name in command.list_commands(click.Context(command)):
            yield from every_command(command.load(name), (*path, name))
    elif isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from every_command(below, (*path, name))


COMMAND_NAMES = {"main"} | {name for path in every_command() for name in path}


def english(text: str, *data: str) -> list[str]:
    """The English words in what a command has printed, except names of commands and words of the given data."""
    known = COMMAND_NAMES | {word for part in data for word in (*part.split(), *re.findall("[A-Za-z]{2,}", part))}
    return [word for word in english_words(NOT_WORDS.sub(" ", text)) if word not in known]


@pytest.mark.parametrize("path", [*every_command()], ids=" ".join)
def test_the_help_of_every_command_is_translated(ukrainian: Cli, path: tuple[str, ...]) -> None:
    shown = ukrainian.done(*path, "--help")
    choices = re.findall(r"[{[]([a-z|-]+\|[a-z|-]+)[]}]", shown)
    assert english(EXAMPLE_FILE.sub("", shown), *choices, *RELATIONS) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("evnet",),
        ("event", "shwo"),
        ("event", "show"),
        ("event", "show", "--jsno"),
        ("plans", "forum", "--plan", "many"),
        ("plans", "forum", "--plan", "0"),
        ("pair", "set", "forum", "a", "b", "friends"),
        ("organizer", "add", "ada@example.org"),
        ("export", "roster", "forum", "-o"),
        ("db", "check", "now"),
    ],
)
def test_a_mistake_in_a_command_is_reported_in_the_terminals_language(
    ukrainian: Cli, arguments: tuple[str, ...]
) -> None:
    assert english(ukrainian.refused(*arguments), *RELATIONS, *arguments) == []


NAMES = (
    "Spring Forum Engines Ltd Machines Inc Ships Ltd Ada Byron Alan Hill Grace Bell Buyer Supplier Morning Table Booth "
    "Europe/Berlin P-1 people.csv frame.json utf-8 Reference Name E-mail Organisation Group Interests"
)
"""What somebody typed into the sample event."""
CODES = ("invited", "active", "withdrawn", *RELATIONS, *TARGETS, "event.name", "event.timezone", "mapping")
"""Values that options and arguments accept, shown as they are typed, and names of fields."""


def words_after(cli: Cli, *arguments: str, text: str | None = None) -> list[str]:
    """The English words that a command prints, on standard output and standard error."""
    shown = cli(*arguments, text=text)
    return english(shown.output, NAMES, *CODES, *arguments)


def test_an_event_is_set_up_in_the_terminals_language(ukrainian: Cli, event_file: Path, people: Path) -> None:
    steps = [
        ("event", "list"),
        ("event", "create", "--from", str(event_file)),
        ("event", "list"),
        ("event", "set", "spring-forum", str(event_file)),
        ("event", "close", "spring-forum"),
        ("event", "open", "spring-forum"),
        ("roster", "import", "spring-forum", str(people)),
        ("roster", "import", "spring-forum", str(people), "--yes"),
        ("roster", "import", "spring-forum", str(people), "--map", "Organisation"),
        ("roster", "list", "spring-forum"),
        ("roster", "withdraw", "spring-forum", "P-1"),
        ("roster", "reinstate", "spring-forum", "P-1"),
        ("pair", "list", "spring-forum"),
        ("pair", "set", "spring-forum", "P-1", "P-2", "agreed", "--at", "2027-05-11T09:00", "--table", "Table 1"),
        ("pair", "list", "spring-forum"),
        ("roster", "undo", "spring-forum"),
        ("roster", "undo", "spring-forum", "--yes"),
        ("db", "check"),
        ("db", "upgrade"),
        ("invite", "spring-forum", "-o", str(people.with_name("links.csv"))),
    ]
    assert [" ".join([*step, "->", *words]) for step in steps if (words := words_after(ukrainian, *step))] == []


def test_an_event_is_planned_in_the_terminals_language(ukrainian: Cli, spring_forum: str, tmp_path: Path) -> None:
    assert words_after(ukrainian, "plans", spring_forum) == []
    ukrainian.done("plan", spring_forum, "--time-limit", "2")
    steps = [
        ("score", spring_forum),
        ("plans", spring_forum),
        ("publish", spring_forum),
        ("publish", spring_forum, "--yes"),
        ("export", "calendars", spring_forum, "-o", str(tmp_path / "calendars.zip")),
        ("export", "spreadsheet", spring_forum, "-o", str(tmp_path / "plan.xlsx")),
        ("export", "frame", spring_forum, "-o", str(tmp_path / "event.json")),
        ("unpublish", spring_forum),
        ("unpublish", spring_forum, "--yes"),
    ]
    assert [" ".join([*step, "->", *words]) for step in steps if (words := words_after(ukrainian, *step))] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("event", "show", "autumn"),
        ("event", "set", "spring-forum", "-"),
        ("event", "create", "--name", ""),
        ("roster", "import", "spring-forum", "-", "--map", "Firma=company"),
        ("pair", "set", "spring-forum", "P-1", "P-1", "agreed"),
        ("roster", "reinstate", "spring-forum", "P-1"),
        ("event", "create", "--name", "Spring Forum", "--timezone", "UTC", "--organizer", "nobody@example.org"),
        ("roster", "withdraw", "spring-forum", "Nobody"),
        ("roster", "undo", "spring-forum"),
        ("pair", "set", "spring-forum", "P-1", "P-2", "agreed", "--at", "soon"),
        ("pair", "set", "spring-forum", "P-1", "P-2", "agreed", "--at", "2027-05-11T23:00"),
        ("pair", "set", "spring-forum", "P-1", "P-2", "agreed", "--table", "Bench"),
        ("plans", "spring-forum", "--plan", "9"),
        ("publish", "spring-forum"),
        ("unpublish", "spring-forum"),
        ("export", "calendars", "spring-forum", "-o", "-"),
        ("invite", "spring-forum", "--mail"),
        ("serve", "--bind", "anywhere"),
        ("organizer", "link", "nobody@example.org"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_reported_in_the_terminals_language(
    ukrainian: Cli, spring_forum: str, arguments: tuple[str, ...]
) -> None:
    assert words_after(ukrainian, *arguments, text='{"a": 1, "a": 2}') == []


def test_progress_is_shown_in_the_terminals_language(
    catalogue: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRANSLATIONS_FOLDER", str(catalogue))
    monkeypatch.setenv("LANGUAGE", CODE)
    start = Progress(stage="choosing pairs", elapsed=1.5, meetings=3)
    middle = replace(start, stage="score done", tier="score", value=900)
    reports = [start, middle, *(replace(middle, bound=bound) for bound in (900.0, 1000.0))]
    with solve_progress_lines(quiet=False) as observer:
        assert observer is not None
        for report in reports:
            observer(report)
    lines = capsys.readouterr().err
    assert len(lines.splitlines()) == len(reports)
    assert english(lines + "\n".join(map(figures, reports))) == []


PRINTING = {"echo", "CommandError", "InvalidInputError", "NotFoundError", "StateError", "ConfigurationError", "at"}
SOURCES = sorted((Path(web.cli.__file__).parent).rglob("*.py"))


def untranslated(node: ast.AST) -> Iterator[str]:
    """Texts below the node with a word in them that do not pass through the catalogues."""
    if isinstance(node, ast.Subscript) or (isinstance(node, ast.Call) and translates(name_of(node))):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and english(node.value):
        yield node.value
    for below in ast.iter_child_nodes(node):
        yield from untranslated(below)


def translates(name: str) -> bool:
    """Whether this is `_`, `_n` or a declared sentence."""
    return name in {"_", "_n"} or name.isupper()


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def printed_texts(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and name_of(node) in PRINTING:
            yield from (text for argument in node.args for text in untranslated(argument))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_command_prints_a_text_that_bypasses_the_catalogues(path: Path) -> None:
    assert list(printed_texts(path)) == []


@pytest.fixture
def problem_file(tmp_path: Path) -> Path:
    path = tmp_path / "problem.json"
    path.write_text(write_problem(problem("ann bob cleo", "ann-bob bob-cleo", slots(2))))
    return path


def test_a_problem_file_is_solved_in_the_terminals_language(ukrainian: Cli, problem_file: Path, tmp_path: Path) -> None:
    schedule = str(tmp_path / "schedule.json")
    steps = [
        ("solve", str(problem_file), "-o", schedule, "--time-limit", "5"),
        ("check", str(problem_file), schedule),
        ("why", str(problem_file), schedule, "ann", "bob"),
        ("why", str(problem_file), schedule, "ann", "cleo"),
        ("why", str(problem_file), schedule, "ann"),
        ("solve", str(problem_file), "-o", schedule, "--from", schedule, "--absent", "cleo"),
        ("solve", str(problem_file), "--absent", "cleo"),
        ("solve", str(problem_file), "-o", schedule, "--from", schedule, "--absent", "zoe"),
        ("solve", str(problem_file), "-o", str(tmp_path)),
        ("why", str(problem_file)),
        ("why", str(problem_file), schedule, "ann", "-o", schedule),
        ("why", str(problem_file), schedule, "ann", "zoe"),
    ]
    assert [" ".join([*step, "->", *words]) for step in steps if (words := words_after(ukrainian, *step))] == []


SAME_TIME = ((0, "ann", "bob"), (1, "bob", "cleo"))


def test_a_breach_is_reported_in_the_terminals_language(ukrainian: Cli, problem_file: Path, tmp_path: Path) -> None:
    schedule = tmp_path / "schedule.json"
    twice = [{"pair": pair, "a": a, "b": b, "slot": "s0", "table": "t0"} for pair, a, b in SAME_TIME]
    plan = {"format": "meeting-schedule/1", "problem": "", "status": "feasible", "meetings": twice, "tiers": []}
    schedule.write_text(json.dumps(plan))
    shown = ukrainian("check", str(problem_file), str(schedule)).output
    assert [line.partition(":")[0] for line in shown.splitlines()] == ["double-booked", "table-capacity"]
    assert english(shown, "bob double-booked table-capacity") == []
    assert words_after(ukrainian, "why", str(problem_file), str(schedule), "ann", "bob") == []


@pytest.mark.parametrize(
    "content",
    ["{", "[]", "{}", '{"format": 1}', '{"format": "x"}', '{"format": "meeting-problem/1", "name": []}'],
)
def test_a_faulty_problem_file_is_reported_in_the_terminals_language(ukrainian: Cli, content: str) -> None:
    shown = ukrainian.refused("solve", "-", text=content)
    assert english(shown, "format name meeting-problem/1") == []
