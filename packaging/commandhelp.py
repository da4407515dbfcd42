# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of cartage as its own --help tells them: what man page, completion and the test of docs/cli.md are made from."""
import os
import re
import subprocess
from dataclasses import dataclass, field


@dataclass
class Option:
    names: list  # "-h", "--help"
    value: str   # "DIR", "DP ...", "" for a flag
    required: bool
    text: str


@dataclass
class Command:
    words: list  # [] for the program itself
    text: str = ""
    usage: str = ""
    arguments: list = field(default_factory=list)  # Option without dashes
    options: list = field(default_factory=list)
    commands: list = field(default_factory=list)

    def all(self):
        yield self
        for command in self.commands:
            yield from command.all()


_COLUMN = 30  # where CLI11 begins what an option does


def _entries(lines):
    """(head, text) of the entries of one section; a text may begin on the next line and go on over several."""
    entries = []
    for line in lines:
        if not line.strip():
            continue
        if re.match(r"  \S", line):
            parts = re.split(r"\s{2,}", line.strip(), maxsplit=1)
            if len(parts) == 1 and len(line) > _COLUMN and line[_COLUMN - 1] == " ":
                parts = [line[:_COLUMN].strip(), line[_COLUMN:].strip()]
            entries.append([parts[0], parts[1] if len(parts) > 1 else ""])
        elif entries:
            entries[-1][1] = (entries[-1][1] + " " + line.strip()).strip()
    return entries


def _option(head, text):
    required = " REQUIRED" in head
    names, _, value = head.replace(" REQUIRED", "").partition(" ")
    value = re.sub(r"\s*(Excludes|Needs): .*$", "", value).strip()
    return Option(names.split(","), value, required, text)


def parse(words, shown):
    command, section, sections = Command(words), "", {"": []}
    for line in shown.split("\n"):
        heading = re.match(r"^([A-Z][\w ]*):\s*$", line)
        if heading:
            section = heading.group(1)
            sections[section] = []
        else:
            sections[section].append(line)
    for line in sections.pop(""):
        if line.startswith("Usage:"):
            command.usage = line[len("Usage:"):].strip()
        elif line.strip():
            command.text = (command.text + " " + line.strip()).strip()
    for section, lines in sections.items():
        for head, text in _entries(lines):
            if section == "Subcommands":
                command.commands.append(Command(words + [head], text))
            elif section == "Positionals":
                command.arguments.append(_option(head, text))
            else:
                command.options.append(_option(head, text))
    return command


def read(program, words=()):
    """The tree of commands of a built cartage."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run([program, *words, "--help"], capture_output=True, text=True, env=environment, timeout=60)
    if done.returncode != 0:
        raise SystemExit(f"{program} {' '.join(words)} --help ended with {done.returncode}: {done.stderr}")
    command = parse(list(words), done.stdout)
    command.commands = [_kept(read(program, tuple(child.words)), child) for child in command.commands]
    return command


def _kept(command, listed):
    command.text = command.text or listed.text
    return command
