"""A module broken on purpose, one small way at a time: the same source gives the same mutants."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_SWAPS: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
NEVER: Final = "(?!)"  # a pattern that nothing matches


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the how-manieth node of the module, and what is done to it."""

    line: int
    node: int  # in the order of ast.walk
    kind: str
    at: int = 0  # which operator or value of that node

    @property
    def name(self) -> str:
        return f"{self.line}:{self.node}:{self.kind}:{self.at}"


def mutants(source: str) -> Iterator[Mutant]:
    """Every change to a module's rules; docstrings, annotations and messages are none."""
    tree = ast.parse(source)
    idle = _idle(tree)
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in idle:
            continue
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Compare):
            yield from (Mutant(line, number, "comparison swapped", at) for at in range(len(node.ops)))
        elif isinstance(node, ast.BoolOp):
            yield from (Mutant(line, number, "condition dropped", at) for at in range(len(node.values)))
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield Mutant(line, number, "not dropped")
        elif isinstance(node, ast.If):
            yield Mutant(line, number, "branch never taken")
            yield Mutant(line, number, "branch always taken")
        elif isinstance(node, ast.comprehension):
            yield from (Mutant(node.ifs[at].lineno, number, "filter dropped", at) for at in range(len(node.ifs)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float):
            yield Mutant(line, number, "constant changed")
        elif isinstance(node, ast.Call) and _is_pattern(node):
            yield Mutant(line, number, "pattern never matches")


def broken(source: str, mutant: Mutant) -> ast.Module:
    """The module with one change made."""
    tree = copy.deepcopy(ast.parse(source))
    node = next(node for number, node in enumerate(ast.walk(tree)) if number == mutant.node)
    _change(node, mutant)
    return ast.fix_missing_locations(tree)


def _change(node: ast.AST, mutant: Mutant) -> None:
    match node:
        case ast.Compare():
            node.ops[mutant.at] = _SWAPS[type(node.ops[mutant.at])]()
        case ast.BoolOp():
            node.values[mutant.at] = ast.Constant(isinstance(node.op, ast.And))
        case ast.UnaryOp():
            node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
        case ast.If():
            node.test = ast.Constant(mutant.kind == "branch always taken")
        case ast.comprehension():
            del node.ifs[mutant.at]
        case ast.Constant(value=bool()):
            node.value = not node.value
        case ast.Constant(value=int() | float() as number):
            node.value = number + 1
        case ast.Call():
            node.args[0] = ast.Constant(NEVER)
        case _:
            raise TypeError(f"no change for {type(node).__name__}")


def _is_pattern(node: ast.Call) -> bool:
    """`re.compile(…)`, `re.search(…)` and their like."""
    called = node.func
    return isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "re"


def _idle(tree: ast.AST) -> set[int]:
    """Nodes that state no rule: annotations, f-strings, slices' and decorators' constants, class bodies of values."""
    found: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.FunctionDef):
            parts += [
                node.returns,
                *node.decorator_list,
                *(each.annotation for each in node.args.args + node.args.kwonlyargs),
            ]
        elif isinstance(node, ast.AnnAssign):
            parts.append(node.annotation)
        elif isinstance(node, ast.JoinedStr):
            parts.append(node)
        elif isinstance(node, ast.ClassDef):
            parts += [*node.decorator_list, *node.bases]
        found |= {id(each) for part in parts if part is not None for each in ast.walk(part)}
    return found
