"""How comparisons are counted, timed and written into docs/compare.md."""

import ast
import pathlib
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "compare.md"


def lines(*files):
    """Lines of code in files beside this one: no blanks, no comments, no documentation."""
    count = 0
    for name in files:
        tree = ast.parse((pathlib.Path(__file__).parent / name).read_text(encoding="utf-8"))
        documents = {id(body[0]) for node in ast.walk(tree) if (body := getattr(node, "body", None)) and is_text(body)}
        inside = [node for node in ast.walk(tree) if hasattr(node, "lineno") and not skipped(node, documents)]
        count += len({line for node in inside for line in spanned(node)})
    return count


def is_text(body):
    first = isinstance(body, list) and body[0]
    return isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)


def skipped(node, documents):
    return id(node) in documents or (isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" in node.value)


def spanned(node):
    """The lines of a statement's own head, or of a whole expression."""
    compound = hasattr(node, "body") and isinstance(node.body, list)
    return range(node.lineno, node.lineno + 1 if compound else node.end_lineno + 1)


def timed(work):
    """What the work gives, its processor seconds (all threads of this process), and seconds by the clock."""
    began, clock = time.process_time(), time.perf_counter()
    found = work()
    return found, time.process_time() - began, time.perf_counter() - clock


def table(heads, rows):
    bar = "| " + " | ".join("---" for _ in heads) + " |"
    return "\n".join(["| " + " | ".join(heads) + " |", bar, *("| " + " | ".join(map(str, row)) + " |" for row in rows)])


def write(name, text):
    """Puts a text between the marks of its name in the page, and prints it."""
    print(text)
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->"
    page = PAGE.read_text(encoding="utf-8")
    head, rest = page.split(begin)
    _, tail = rest.split(end)
    PAGE.write_text(head + begin + text + "\n" + end + tail, encoding="utf-8")
