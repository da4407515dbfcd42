#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The message catalogue and the numbers in the code are the same, and each entry is whole. Argument: the built cartage."""
import json
import re
import subprocess
import sys

import rules

HEADER = "core/domain/messageid.h"


def in_code():
    """Number -> name, as MessageId has them."""
    body = re.search(r"enum class MessageId\s*\{(.*?)\};", rules.text(HEADER), re.S).group(1)
    return {int(number): name for name, number in re.findall(r"^\s*(\w+)\s*=\s*(\d+)", body, re.M)}


def insertions():
    """Number -> how many insertion strings the comment in the header names."""
    body = re.search(r"enum class MessageId\s*\{(.*?)\};", rules.text(HEADER), re.S).group(1)
    return {int(n): len(c.split(",")) for n, c in re.findall(r"=\s*(\d+),\s*///<\s*(.+)$", body, re.M)}


def main():
    done = subprocess.run([sys.argv[1], "messages", "catalogue", "--json"], capture_output=True, text=True, check=True, timeout=60)
    entries = {entry["id"]: entry for entry in json.loads(done.stdout)}
    code, known = in_code(), insertions()
    findings = [f"{number} ({name}) is not in the catalogue" for number, name in sorted(code.items()) if number not in entries]
    findings += [f"{number} is in the catalogue and not in the code" for number in sorted(entries) if number not in code]
    for number, entry in sorted(entries.items()):
        findings += [f"{number}: its {field} is empty" for field in ("component", "severity", "type", "text", "cause", "remedy") if not entry[field]]
        used = {int(n) for n in re.findall(r"%(\d+)", entry["text"])}
        if used and max(used) > known.get(number, 10):
            findings.append(f"{number}: its text uses %{max(used)}, the code gives {known[number]} strings")
    sources = "\n".join(rules.text(path) for path in rules.files(".cpp", under=("core", "app")))
    for number, name in sorted(code.items()):
        if not re.search(rf"MessageId::{name}\b", re.sub(r"case MessageId::\w+:", "", sources)):
            findings.append(f"{number} ({name}) is raised nowhere")
    rules.finish(findings, len(entries), "messages")


if __name__ == "__main__":
    main()
