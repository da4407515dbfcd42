# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the rules share: the project's files, the tables of its documents, C++ without comments."""
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PRODUCT = ("core", "app", "ui")


def files(*endings, under=("",)):
    """Paths relative to the root of the project's own files whose names end so, sorted."""
    found = []
    for top in under:
        for folder, folders, names in os.walk(os.path.join(ROOT, top)):
            folders[:] = [f for f in folders if f not in (".git", "build", "__pycache__") and not f.startswith("build")]
            found += [os.path.relpath(os.path.join(folder, n), ROOT) for n in names if n.endswith(endings)]
    return sorted(found)


def text(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def table(document, heading):
    """Rows (lists of cells) of the first table after the heading."""
    lines = text(document).split("\n")
    if heading not in lines:
        raise SystemExit(f"{document} has no heading {heading!r}")
    rows = []
    for line in lines[lines.index(heading) + 1:]:
        if line.startswith("|"):
            rows.append([c.strip() for c in re.split(r"(?<!\\)\|", line)[1:-1]])
        elif rows or line.startswith("## "):
            break
    return rows[2:]


_PARTS = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])\'', re.S)


def code_only(source, keep_strings=False):
    """The source with comments blanked, and strings too unless they are kept; line numbers stay."""
    def blank(match):
        part = match.group(0)
        if keep_strings and not part.startswith(("//", "/*")):
            return part
        return re.sub(r"[^\n]", " ", part)
    return _PARTS.sub(blank, source)


def strings(source):
    """(line, text) of each string literal."""
    for match in _PARTS.finditer(source):
        part = match.group(0)
        if part.startswith(('"', 'R"')):
            yield source.count("\n", 0, match.start()) + 1, part


def line_of(source, offset):
    return source.count("\n", 0, offset) + 1


def finish(findings, checked, what):
    """Ends the test; one that looked at nothing has failed."""
    for finding in findings:
        print(finding)
    print(f"{checked} {what} checked, {len(findings)} findings")
    sys.exit(1 if findings or not checked else 0)
