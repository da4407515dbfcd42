#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""consolepage.py CONSOLE VERSION OUTPUT.gz: the console's manual page, from its --help."""
import gzip
import os
import re
import subprocess
import sys

from manpage import escape


def read_help(program):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    text = subprocess.run([program, "--help"], env=environment, check=True, capture_output=True, text=True, timeout=60).stdout
    description, options = re.search(r"^Usage:.*\n(.*?)\n\nOptions:\n(.*)", text, re.S).groups()
    # An option begins in the third column, its text goes on further to the right.
    for block in re.split(r"\n(?=  \S)", options.rstrip()):
        names, words = re.match(r"  (\S.*?)  +(\S.*)", block, re.S).groups()
        yield names, re.sub(r"\s+", " ", words)
    yield None, description


def page(program, version):
    entries = list(read_help(program))
    lines = [f'.TH CARTAGE-CONSOLE 1 "" "cartage {version}" "Cartage"', ".SH NAME",
             "cartage\\-console \\- shows and works a Cartage site in a window",
             ".SH SYNOPSIS", ".B cartage\\-console", "[\\fIOPTIONS\\fR]", ".SH DESCRIPTION", escape(entries.pop()[1]),
             ".PP", "Without options it offers to try the sample site, to make a site, or to open one. F1 explains what is selected, "
             "Ctrl+K finds what there is and what can be done.", ".SH OPTIONS"]
    for names, words in entries:
        lines += [".TP", f"\\fB{escape(names)}\\fR", escape(words)]
    lines += [".SH SEE ALSO", "\\fBcartage\\fR(1): whatever the console does can be done from the command line; \\(lqCopy as command\\(rq says how."]
    return "\n".join(lines) + "\n"


def main():
    program, version, output = sys.argv[1:]
    with open(output, "wb") as file:
        file.write(gzip.compress(page(program, version).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
