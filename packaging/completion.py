#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""completion.py CARTAGE OUTPUT: bash completion, from --help."""
import sys

import commandhelp

HEAD = """# bash completion for cartage; made from its --help

_cartage() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} path="" i word skip="" words="" options=""
    COMPREPLY=()
"""
# A value that is a folder or file is completed as one; everything after an unknown word of a command belongs to that command.
BODY = """    case $previous in
    %(folders)s)
        mapfile -t COMPREPLY < <(compgen -d -- "$current")
        return
        ;;
    %(files)s)
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        return
        ;;
    %(valued)s)
        return
        ;;
    esac
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [ -n "$skip" ]; then
            skip=""
            continue
        fi
        case $word in
        %(folders)s | %(files)s | %(valued)s) skip=1 ;;
        -*) ;;
        *)
            case "$path $word" in
            %(paths)s) path="$path $word" ;;
            esac
            ;;
        esac
    done
    case $path in
%(cases)s    esac
    if [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options %(globals)s" -- "$current")
    elif [ -n "$words" ]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
    fi
}
complete -o filenames -F _cartage cartage
"""


def names(options):
    return [name for option in options for name in option.names]


def script(root):
    valued, folders, files = set(), set(), set()
    for command in root.all():
        for option in command.options:
            if not option.value:
                continue
            kind = folders if option.value.startswith("DIR") else files if option.value.startswith("FILE") else valued
            kind.update(option.names)
    valued -= folders | files
    cases = ""
    for command in root.all():
        path = "".join(" " + word for word in command.words)
        own = [] if command is root else [n for n in names(command.options) if n not in names(root.options)]
        cases += f'    "{path}")\n        words="{" ".join(c.words[-1] for c in command.commands)}"\n        options="{" ".join(own)}"\n        ;;\n'
    paths = " | ".join(f'" {" ".join(c.words)}"' for c in root.all() if c.words)
    return HEAD + BODY % {"folders": " | ".join(sorted(folders)) or "--=", "files": " | ".join(sorted(files)) or "--=",
                          "valued": " | ".join(sorted(valued)) or "--=", "paths": paths, "cases": cases, "globals": " ".join(names(root.options))}


def main():
    program, output = sys.argv[1:]
    with open(output, "w", encoding="utf-8") as file:
        file.write(script(commandhelp.read(program)))


if __name__ == "__main__":
    main()
