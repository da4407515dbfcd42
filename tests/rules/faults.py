#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every fault of docs/faults.md that what is built can have stands in the name of a test."""
import re

import rules

PARTS = ("## Crash and power", "## Storage", "## Package content, processes, database", "## Shares and other people's files", "## Client messages", "## Other sites")


def numbers(cell):
    """The faults of "F01-F05, F14"."""
    result = set()
    for first, last in re.findall(r"F(\d\d)(?:-F(\d\d))?", cell):
        result |= {f"F{n:02}" for n in range(int(first), int(last or first) + 1)}
    return result


def named(path, source):
    """Faults in names of test functions and data rows: void F19_shortWritesLoop(), newRow("F45 two hops"), def test_F06."""
    names = re.findall(r"\bvoid\s+(?:\w+::)?(\w+)\s*\(", source) if path.endswith(".cpp") else re.findall(r"\bdef\s+(\w+)", source)
    names += re.findall(r"(?:newRow|addRow|addColumn|tag|row)\(\s*\"([^\"]*)\"", source)
    names += re.findall(r"^\s*\{\s*\"([^\"]*)\"", source, re.M)
    return {match for name in names for match in re.findall(r"(?<![0-9A-Za-z])F\d\d(?![0-9])", name.replace("_", " "))}


def self_test():
    assert numbers("F01-F03, F14") == {"F01", "F02", "F03", "F14"}
    assert named("x.cpp", 'void F19_shortWritesLoop();\nQTest::newRow("F45 two hops");\n// F50\nvoid both_F06_F07();') == {"F19", "F45", "F06", "F07"}
    assert named("x.py", "def test_F06_kill(self):\n    # F07\n") == {"F06"}


def main():
    self_test()
    built, listed = set(), []
    for part in PARTS:
        listed += [row[0] for row in rules.table("docs/faults.md", part)]
    built = set(listed)
    later = set()
    for row in rules.table("docs/faults.md", "## Of what is not there yet"):
        later |= numbers(row[0])
    findings = [f"docs/faults.md: {fault} stands twice" for fault in built if listed.count(fault) > 1 or fault in later]
    every = {f"F{n:02}" for n in range(1, max(int(f[1:]) for f in built | later) + 1)}
    findings += [f"docs/faults.md: {fault} is missing" for fault in sorted(every - built - later)]
    have = {}
    for path in rules.files(".cpp", ".py", under=("tests",)):
        if path.startswith("tests/rules/"):
            continue
        for fault in named(path, rules.text(path)):
            have.setdefault(fault, []).append(path)
    findings += [f"{fault}: no test under tests/ carries it in its name" for fault in sorted(built - set(have))]
    findings += [f"{fault}: {', '.join(paths)} names it, docs/faults.md does not" for fault, paths in sorted(have.items()) if fault not in every]
    rules.finish(findings, len(built), "faults")


if __name__ == "__main__":
    main()
