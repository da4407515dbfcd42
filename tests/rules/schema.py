#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/schema.md names every table and index of the migrations, and none that is not there."""
import re

import rules


def made(sql, what):
    return set(re.findall(rf"CREATE\s+(?:UNIQUE\s+)?{what}\s+(?:IF NOT EXISTS\s+)?(\w+)", sql, re.I))


def main():
    sql = "\n".join(rules.text(path) for path in rules.files(".sql", under=("resources/migrations",)))
    code = "\n".join(rules.text(path) for path in rules.files(".cpp", under=("core/store",)))
    tables = made(sql, "TABLE") | made(code, "TABLE")
    dropped = set(re.findall(r"DROP\s+TABLE\s+(\w+)", sql, re.I))
    documented = {row[0].strip("`") for row in rules.table("docs/schema.md", "# The site database")}
    findings = [f"docs/schema.md lacks the table {name}" for name in sorted(tables - dropped - documented)]
    findings += [f"docs/schema.md names the table {name}, which no migration makes" for name in sorted(documented - tables)]
    indices = made(sql, "INDEX")
    questions = rules.text("docs/schema.md").split("## Questions", 1)[1]
    findings += [f"docs/schema.md names the index {name}, which no migration makes" for name in re.findall(r"`(\w+)`", questions) if name not in indices]
    rules.finish(findings, len(tables), "tables")


if __name__ == "__main__":
    main()
