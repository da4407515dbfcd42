#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that docs/words.md leaves out do not stand in what users see: strings of the program, catalogues, documents."""
import re

import rules


def check(where, line, shown, words):
    lower = shown.lower()
    return [f'{where}:{line}: "{word}"; we say: {instead}' for word, instead in words if re.search(rf"\b{re.escape(word)}s?\b", lower)]


def main():
    words = [(row[0].lower(), row[1]) for row in rules.table("docs/words.md", "## Words we do not use")]
    assert check("x", 1, '"The delivery jobs were done."', words) and not check("x", 1, '"The distribution is done."', words)
    findings, checked = [], 0
    for path in rules.files(".cpp", ".h", under=rules.PRODUCT):
        for line, shown in rules.strings(rules.text(path)):
            findings += check(path, line, shown, words)
            checked += 1
    documents = rules.files(".md", under=("docs",)) + rules.files(".json", ".txt", ".xml", under=("resources",)) + ["README.md", "CHANGELOG.md"]
    for path in documents:
        if path in ("docs/words.md", "docs/history.md"):
            continue
        for line, shown in enumerate(rules.text(path).split("\n"), 1):
            findings += check(path, line, shown, words)
            checked += 1
    rules.finish(findings, checked, "texts")


if __name__ == "__main__":
    main()
