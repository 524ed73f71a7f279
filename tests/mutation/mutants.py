"""The mutants of a module: its source, each time with one small thing changed.

The changes are mutmut's own (`mutmut.mutation.mutators`): another operator, number, text, argument, assignment, method, or
condition within an expression. One kind is added: the condition of an `if`, a `while` or a comprehension that never holds, or always
does. What is changed is everything that runs, in decorated functions and outside functions too: constants, tables, the defaults and
bounds of models, the words of a `Literal`. What only a reader sees is left alone: docstrings, other annotations, descriptions.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

import libcst as cst
from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper
from mutmut.mutation.mutators import mutation_operators

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LEFT_ALONE = (cst.Decorator, cst.Import, cst.ImportFrom)
_CALLS_LEFT_ALONE = {"len", "isinstance"}  # as in mutmut
_FOR_READERS = {"description"}
_COMMENT = re.compile(r"  # [^\"']*$")


class Mutant(NamedTuple):
    """One change: `text` in place of the bytes from `start` to `end`.

    Attributes:
        where: the function, by its path in the module; "" outside functions and classes.
        was: the lines that change, as they stand.
        became: the same lines, changed.
        nth: of several changes that read alike, which; from 1.
        lines: the first and last line of what changes, from 1.
        imported: whether it runs when the module is imported, and not only when a function is called.
    """

    module: str
    where: str
    was: str
    became: str
    nth: int
    lines: tuple[int, int]
    imported: bool
    start: int
    end: int
    text: str

    def of(self, source: bytes) -> bytes:
        """The source, mutated."""
        return source[: self.start] + self.text.encode() + source[self.end :]


class Change(NamedTuple):
    """A node that can be changed, what it can be changed to, and where it stands, as in `Mutant`."""

    node: cst.CSTNode
    changed: cst.CSTNode
    where: str
    imported: bool


def mutants_of(module: str, source: bytes) -> list[Mutant]:
    """Every mutant of a module, in the order of its source; none twice, and none that is no Python."""
    wrapper = MetadataWrapper(cst.parse_module(source))
    spans = wrapper.resolve(ByteSpanPositionProvider)
    statements = _Statements(source)
    seen: set[tuple[int, str]] = set()
    alike: dict[tuple[str, str, str], int] = {}
    found = []
    for node, changed, where, imported in _changes(wrapper.module, (), in_function=False):
        if node not in spans:
            continue
        start, end, text = _splice(wrapper.module, source, spans[node], node, changed)
        meaning = statements.meaning(start, end, text)
        if meaning is None or meaning in seen:
            continue
        seen.add(meaning)
        was, became = _lines_changed(source.decode(), (source[:start] + text.encode() + source[end:]).decode())
        alike[where, was, became] = alike.get((where, was, became), 0) + 1
        lines = (source.count(b"\n", 0, start) + 1, source.count(b"\n", 0, end) + 1)
        found.append(Mutant(module, where, was, became, alike[where, was, became], lines, imported, start, end, text))
    return sorted(found, key=lambda mutant: (mutant.start, mutant.end))


def _changes(node: cst.CSTNode, path: tuple[str, ...], *, in_function: bool) -> Iterator[Change]:
    """All that can be changed."""
    if isinstance(node, _LEFT_ALONE) or _is_left_alone(node):
        return
    if isinstance(node, cst.Annotation):
        yield from () if in_function else _words(node, path)
        return
    if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
        path = (*path, node.name.value)
    where, imported = ".".join(path), not in_function
    for kind, operator in mutation_operators:
        if isinstance(node, kind):
            yield from (Change(node, changed, where, imported) for changed in operator(node) if not _is_for_readers(node, changed))
    for test in _conditions(node):
        yield from (Change(test, forced, where, imported) for forced in _forced(test, always=not isinstance(node, cst.While)))
    for child in node.children:
        inner = in_function or (isinstance(node, cst.FunctionDef) and child is node.body)
        yield from _changes(child, path, in_function=inner)


def _words(node: cst.CSTNode, path: tuple[str, ...]) -> Iterator[Change]:
    """The words of each `Literal` in an annotation of a class: to a model they are the values it takes."""
    if isinstance(node, cst.Subscript) and isinstance(node.value, cst.Name) and node.value.value == "Literal":
        for element in node.slice:
            yield from _changes(element, path, in_function=False)
    else:
        for child in node.children:
            yield from _words(child, path)


def _is_left_alone(node: cst.CSTNode) -> bool:
    match node:
        case cst.If(test=cst.Name("TYPE_CHECKING")):
            return True
        case cst.Call(func=cst.Name(name)):
            return name in _CALLS_LEFT_ALONE
        case cst.Arg(keyword=cst.Name(name)):
            return name in _FOR_READERS
        case cst.Param(default=default):  # evaluated while the module is imported: as in mutmut, plain values only
            return default is not None and not isinstance(default, (cst.Name, cst.BaseNumber, cst.BaseString))
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Name("__all__"))]) | cst.Assign(value=cst.Call(func=cst.Name("TypeVar"))):
            return True
    return False


def _is_for_readers(node: cst.CSTNode, changed: cst.CSTNode) -> bool:
    """Whether a call differs only in what it says to readers."""
    if not isinstance(node, cst.Call) or not isinstance(changed, cst.Call):
        return False

    def runs(call: cst.Call) -> Sequence[cst.Arg]:
        return [arg for arg in call.args if arg.keyword is None or arg.keyword.value not in _FOR_READERS]

    return len(runs(node)) < len(node.args) and runs(node) == runs(changed)


def _conditions(node: cst.CSTNode) -> list[cst.BaseExpression]:
    if isinstance(node, (cst.If, cst.While)):
        return [node.test]
    return [condition.test for condition in node.ifs] if isinstance(node, cst.CompFor) else []


def _forced(test: cst.BaseExpression, *, always: bool) -> Iterator[cst.BaseExpression]:
    """The condition that never holds, and the one that always does; it is still evaluated, as it may name a value."""
    bracketed = test.with_changes(lpar=[cst.LeftParen(), *test.lpar], rpar=[*test.rpar, cst.RightParen()])
    whole: dict[str, Any] = {"lpar": [cst.LeftParen()], "rpar": [cst.RightParen()]}
    yield cst.BooleanOperation(bracketed, cst.And(), cst.Name("False"), **whole)
    if always:
        yield cst.BooleanOperation(bracketed, cst.Or(), cst.Name("True"), **whole)


def _splice(module: cst.Module, source: bytes, span: Any, node: cst.CSTNode, changed: cst.CSTNode) -> tuple[int, int, str]:
    """Where the node stands in the source, and what comes there."""
    start, end = span.start, span.start + span.length
    old, new, there = module.code_for_node(node), module.code_for_node(changed), source[start:end].decode()
    if old == there:
        return start, end, new
    if old.strip() == there.strip():
        return start, end, new.strip()
    whole = module.deep_replace(node, changed)  # several lines, whose indentation only the whole module knows
    after = whole.code.encode() if isinstance(whole, cst.Module) else b""
    same, same_at_end = _alike(source, after)
    return same, len(source) - same_at_end, after[same : len(after) - same_at_end].decode()


class _Statements:
    """The statements of a module, to see what a change means without reading all the others again."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        lines = [0, *(place + 1 for place, byte in enumerate(source) if byte == ord("\n"))]
        firsts = (min([node.lineno, *(above.lineno for above in getattr(node, "decorator_list", ()))]) for node in ast.parse(source).body)
        self._starts = [lines[first - 1] for first in firsts]

    def meaning(self, start: int, end: int, text: str) -> tuple[int, str] | None:
        """What the changed statement says, whatever its layout; None if that is no Python or what it said before."""
        place = bisect_right(self._starts, start) - 1
        first, last = self._starts[place], (*self._starts, len(self._source))[place + 1]
        before = self._source[first:last].decode()
        after = (self._source[first:start] + text.encode() + self._source[end:last]).decode()
        try:
            said, says = (ast.dump(ast.parse(part)) for part in (before, after))
            compile(after, "mutant", "exec")
        except (SyntaxError, ValueError):
            return None
        return None if said == says else (place, says)


def _lines_changed(before: str, after: str) -> tuple[str, str]:
    """The lines that differ, each without its indentation and its comment, as one."""
    old, new = before.splitlines(), after.splitlines()
    same, same_at_end = _alike(old, new)
    was, became = (" ".join(_COMMENT.sub("", line).strip() for line in lines[same : len(lines) - same_at_end]) for lines in (old, new))
    return was, became


def _alike(a: Sequence[object], b: Sequence[object]) -> tuple[int, int]:
    """How many items two sequences begin with alike, and end with alike."""
    shorter = min(len(a), len(b))
    same = next((place for place in range(shorter) if a[place] != b[place]), shorter)
    at_end = next((place for place in range(shorter - same) if a[-1 - place] != b[-1 - place]), shorter - same)
    return same, at_end
