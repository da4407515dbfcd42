#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program needs no display: nothing that it loads, directly or not, is Qt Gui or Widgets. A client needs no database and no archives either.
Argument: the built cartage or cartage-client."""
import os
import re
import subprocess
import sys

import rules


def main():
    program = sys.argv[1]
    listed = subprocess.run(["ldd", program], check=True, capture_output=True, text=True).stdout
    libraries = re.findall(r"^\s*(lib\S+)", listed, re.M)
    assert any(name.startswith("libQt6Core") for name in libraries), f"ldd shows no Qt at all:\n{listed}"
    refused = r"lib(Qt6(Gui|Widgets|Quick|Qml)|X11|xcb|wayland|GL)\b"
    if os.path.basename(program) == "cartage-client":
        refused += r"|lib(Qt6Sql|sqlite3|archive|systemd)\b"
    findings = [f"{program} loads {name}" for name in libraries if re.match(refused, name)]
    rules.finish(findings, len(libraries), "libraries")


if __name__ == "__main__":
    main()
