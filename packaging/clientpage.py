#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""clientpage.py CARTAGE-CLIENT VERSION OUTPUT.gz: the client's manual page, from its --help."""
import gzip
import sys

import commandhelp
from manpage import described, escape, usage_of

EXIT = (("0", "done: nothing is left in the spool"), ("1", "messages stay in the spool; a note says why"), ("2", "wrong usage"),
        ("3", "the message is refused: past a limit"), ("6", "the spool cannot be used: nothing was queued"))


def page(root, version):
    lines = [f'.TH CARTAGE-CLIENT 1 "" "cartage {version}" "Cartage"', ".SH NAME", "cartage\\-client \\- reports status messages to a Cartage site",
             ".SH SYNOPSIS", ".B cartage\\-client", "\\fBreport\\fR|\\fBflush\\fR [\\fIOPTIONS\\fR]", ".SH DESCRIPTION", escape(root.text), ".PP",
             "A message is durable in the spool before anything else is tried, and leaves it only when it lies, synced, in the inbox. Each step is a line on "
             "standard error; standard output carries the result and nothing else.", ".SH OPTIONS"]
    lines += described(root.options)
    lines += [".SH COMMANDS"]
    for command in root.commands:
        lines += [f".SS {escape(' '.join(command.words))}", ".nf", usage_of(command), ".fi", ".PP", escape(command.text), *described(command.options)]
    lines += [".SH EXIT STATUS"]
    for code, meaning in EXIT:
        lines += [".TP", f"\\fB{code}\\fR", escape(meaning)]
    lines += [".SH FILES", ".TP", "\\fI/var/spool/cartage\\-client\\fR", "The spool that \\fBcartage\\-client.timer\\fR flushes every few minutes.",
              ".TP", "\\fI/etc/default/cartage\\-client\\fR", "\\fBCARTAGE_INBOX=DIR\\fR: where the site's inbox is mounted (else /mnt/cartage\\-inbox)."]
    return "\n".join(lines) + "\n"


def main():
    program, version, output = sys.argv[1:]
    with open(output, "wb") as file:
        file.write(gzip.compress(page(commandhelp.read(program), version).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
