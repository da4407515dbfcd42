#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""manpage.py CARTAGE VERSION CLI.MD OUTPUT.gz: the manual page, from --help and the table of exit codes."""
import gzip
import re
import sys

import commandhelp


def escape(text):
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "")
    return "\\&" + text if text[:1] in ".'" else text


def signature(option):
    names = ", ".join(f"\\fB{escape(name)}\\fR" for name in option.names)
    return names + (f" \\fI{escape(option.value)}\\fR" if option.value else "")


def described(options):
    lines = []
    for option in options:
        text = option.text + (" (needed)" if option.required else "")
        lines += [".TP", signature(option), escape(text) if text.strip() else "\\&"]
    return lines


def usage_of(command):
    text = re.sub(r"^\S*/", "", command.usage)
    return escape(text)


def exit_codes(document):
    rows = re.search(r"\n## Exit codes\n(.*?)\n## ", document, re.S).group(1)
    for row in re.findall(r"^\| (\d[\d+n]*) \| (.*) \|$", rows, re.M):
        yield row


def page(root, version, document):
    own = {name for option in root.options for name in option.names}
    lines = [f'.TH CARTAGE 1 "" "cartage {version}" "Cartage"', ".SH NAME", "cartage \\- distributes software packages to distribution points",
             ".SH SYNOPSIS", ".B cartage", "[\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGUMENTS\\fR] [\\fIOPTIONS\\fR]",
             ".SH DESCRIPTION", escape(root.text), ".PP",
             "The site is \\fB\\-\\-site\\fR, else \\fB$CARTAGE_SITE\\fR, else \\fIcartage/site\\fR below \\fB$XDG_DATA_HOME\\fR. "
             "Standard output carries the result and nothing else. A command that changes something does it whole or not at all.",
             ".SH OPTIONS", "They may stand before or after the command."]
    lines += described(root.options)
    lines += [".SH COMMANDS"]
    for command in list(root.all())[1:]:
        if command.commands:
            continue
        lines += [f".SS {escape(' '.join(command.words))}", ".nf", usage_of(command), ".fi", ".PP", escape(command.text)]
        lines += described(command.arguments)
        lines += described([option for option in command.options if not own.intersection(option.names)])
    lines += [".SH EXIT STATUS"]
    for code, meaning in exit_codes(document):
        lines += [".TP", f"\\fB{escape(code)}\\fR", escape(meaning)]
    lines += [".SH ENVIRONMENT", ".TP", "\\fBCARTAGE_SITE\\fR", "The site's folder where \\fB\\-\\-site\\fR is not given.",
              ".SH FILES", ".TP", "\\fI/var/lib/cartage/SITE\\fR", "The site of the service \\fBcartage@SITE.service\\fR.",
              ".TP", "\\fI/usr/share/doc/cartage\\fR", "The documents: JSON, error codes, operating a site."]
    return "\n".join(lines) + "\n"


def main():
    program, version, document, output = sys.argv[1:]
    with open(document, encoding="utf-8") as file:
        troff = page(commandhelp.read(program), version, file.read())
    with open(output, "wb") as file:
        file.write(gzip.compress(troff.encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
