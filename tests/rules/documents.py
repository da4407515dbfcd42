#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the documents point to is there: links between them, and paths of the project in backticks."""
import os
import re

import rules

TOPS = ("core", "app", "tests", "docs", "resources", "packaging")
# Named as places of what is to come.
LATER = {"core/client", "core/inbox", "app/console"}


def check(path, source):
    findings = []
    for number, line in enumerate(source.split("\n"), 1):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", line):
            if not os.path.exists(os.path.join(rules.ROOT, os.path.dirname(path), target)):
                findings.append(f"{path}:{number}: the link to {target} leads nowhere")
        for target in re.findall(r"`([\w.]+/[\w./-]+)`", line):
            if target.split("/")[0] in TOPS and target.rstrip("/") not in LATER and not os.path.exists(os.path.join(rules.ROOT, target)):
                findings.append(f"{path}:{number}: there is no {target}")
    return findings


def main():
    assert check("docs/x.md", "[a](nowhere.md)") and check("docs/x.md", "`tests/nowhere`") and not check("docs/x.md", "[a](words.md), `core/io`, `a/b`")
    documents = rules.files(".md", under=("docs",)) + ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
    findings = [finding for path in documents for finding in check(path, rules.text(path))]
    rules.finish(findings, len(documents), "documents")


if __name__ == "__main__":
    main()
