"""Every message is declared once, used, and never finished English where it is raised."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import matchmaker.messages.texts  # noqa: F401 - declares all sentences
from matchmaker import errors
from matchmaker.messages import Message
from matchmaker.messages.formats import FORMATS
from matchmaker.messages.sentence import SENTENCES

ROOT = Path(__file__).parent.parent
SOURCES = sorted(path for folder in ("matchmaker", "web") for path in (ROOT / folder).rglob("*.py"))
TEXTS = ROOT / "matchmaker" / "messages" / "texts"
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
CODE = re.compile(r"[a-z][a-z-]*(\.[a-z0-9_-]+)*")


def _raised(tree: ast.AST) -> Iterator[ast.expr]:
    """What errors and faults are told: the message that each is made with."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in ERRORS and node.args:
            yield node.args[0]
        elif name in {"Fault", "at"} and len(node.args) > 1:
            yield node.args[1]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_error_is_raised_with_finished_english(path: Path) -> None:
    told = _raised(ast.parse(path.read_text(encoding="utf-8")))
    english = [ast.unparse(one) for one in told if isinstance(one, ast.Constant | ast.JoinedStr | ast.IfExp)]
    assert [one for one in english if "(" not in one] == []


def test_codes_are_well_formed() -> None:
    assert [code for code in SENTENCES if not CODE.fullmatch(code)] == []


def test_every_placeholder_has_a_format_that_exists() -> None:
    used = {
        (code, format_.rstrip("0123456789"))
        for code, declared in SENTENCES.items()
        for text in (declared.text, declared.many or "")
        for _, name, format_, _ in Formatter().parse(text)
        if name is not None
    }
    assert [(code, format_) for code, format_ in sorted(used) if format_ not in FORMATS] == []


def test_every_declared_sentence_is_used() -> None:
    """By its name; or by its code, in a process that must not import this package."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in _users())
    sources += "\n".join(_without_declarations(path) for path in TEXTS.glob("*.py"))
    words, codes = set(re.findall(r"\b[A-Z][A-Z_0-9]+\b", sources)), set(re.findall(r'"([a-z.-]+)"', sources))
    assert sorted(name for name, code in _declared() if name not in words and code not in codes) == []


def _declared() -> Iterator[tuple[str, str]]:
    """The name and the code of each sentence that a module of texts declares on its own."""
    for path in TEXTS.glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)):
                continue
            target, call = node.targets[0], node.value
            if isinstance(target, ast.Name) and ast.unparse(call.func) in {"sentence", "plural"}:
                yield target.id, ast.literal_eval(call.args[0])


def _users() -> list[Path]:
    return [path for path in SOURCES if path.parent != TEXTS]


def _without_declarations(path: Path) -> str:
    """What a module of texts does with its sentences, like a function that chooses one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return "\n".join(ast.unparse(node) for node in tree.body if not isinstance(node, ast.Assign))


def test_an_error_takes_only_messages() -> None:
    with pytest.raises(TypeError):
        errors.StateError("finished English")  # type: ignore[arg-type]
    assert str(errors.StateError(Message("text", {"text": "for logs"}))) == "for logs"
