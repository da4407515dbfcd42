#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/cli.md names every command and option of `cartage --help`, and nothing that is not there. Argument: the built cartage."""
import os
import re
import sys

import rules

sys.path.insert(0, os.path.join(rules.ROOT, "packaging"))
import commandhelp  # noqa: E402

SCOPE = {"--dp", "--group", "--state", "--code", "--all"}
# What rules 1, 6 and 7 of docs/cli.md give to every command.
GLOBAL = {"-h", "--help", "--site", "--json", "--quiet", "--yes", "--dry-run", "--plan"}


def documented(rows):
    """Words of a command -> its options."""
    commands = {}
    for row in rows:
        for form in re.findall(r"`([^`]+)`", row[0]):
            words = re.match(r"[a-z][a-z ]*[a-z]", form).group(0)
            options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", form))
            if re.search(r"\bSCOPE\b", form):
                options |= SCOPE
            commands.setdefault(words, set()).update(options)
    return commands


def shown(root):
    commands = {}
    for command in root.all():
        if command.words:
            options = {name for option in command.options for name in option.names} - GLOBAL
            commands[" ".join(command.words)] = (options, bool(command.commands))
    return commands


def compare(doc, program):
    findings = []
    for words, options in sorted(doc.items()):
        if words not in program:
            findings.append(f"docs/cli.md names `{words}`, which cartage does not have")
            continue
        findings += [f"docs/cli.md names `{words} {o}`, which cartage does not have" for o in sorted(options - GLOBAL - program[words][0])]
        findings += [f"`{words} {o}` is not in docs/cli.md" for o in sorted(program[words][0] - options)]
    findings += [f"`{words}` is not in docs/cli.md" for words, (_, groups) in sorted(program.items()) if words not in doc and not groups]
    return findings


def self_test():
    doc = documented([["`dp set DP KEY=VALUE...` - `dp list [--stale]`", ""], ["`hold SCOPE [--reason TEXT]`", ""]])
    assert doc == {"dp set": set(), "dp list": {"--stale"}, "hold": SCOPE | {"--reason"}}
    program = {"dp": (set(), True), "dp set": (set(), False), "dp list": ({"--stale"}, False), "hold": (SCOPE | {"--reason"}, False)}
    assert not compare(doc, program)
    assert compare(doc, {**program, "dp list": (set(), False)}) and compare(doc, {**program, "dp show": (set(), False)})


def main():
    self_test()
    root = commandhelp.read(sys.argv[1])
    doc = documented(rules.table("docs/cli.md", "## Commands"))
    findings = compare(doc, shown(root))
    mentioned = set(re.findall(r"--[a-z][a-z-]*", rules.text("docs/cli.md")))
    findings += [f"{name} stands on every level and is not in docs/cli.md" for option in root.options for name in option.names
                 if name.startswith("--") and name not in mentioned]
    rules.finish(findings, len(doc), "commands")


if __name__ == "__main__":
    main()
