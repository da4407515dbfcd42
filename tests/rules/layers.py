#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of folders in docs/architecture.md against every #include and every link list."""
import glob
import os
import re

import rules

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.M)
GUI_HEADERS = {os.path.basename(path) for module in ("QtGui", "QtWidgets") for path in glob.glob(f"/usr/include/*/qt6/{module}/*")}
#: What may draw.
GUI = ("ui", "app/console")
SQL_HEADERS = {os.path.basename(path) for path in glob.glob("/usr/include/*/qt6/QtSql/*")}


def allowed():
    """Folder -> names of the layers it may use."""
    result = {}
    for folder, _, uses in rules.table("docs/architecture.md", "## Folders"):
        result[folder.strip("`")] = set() if uses == "-" else {u.strip() for u in uses.split(",")}
    return result


def folder_of(path, table):
    return next((folder for folder in table if path.startswith(folder + "/")), None)


def check_includes(path, source, table):
    own = folder_of(path, table)
    if own is None:
        return [f"{path}: no row of docs/architecture.md names its folder"]
    findings = []
    for match in INCLUDE.finditer(rules.code_only(source, keep_strings=True)):
        where, header = f"{path}:{rules.line_of(source, match.start())}", match.group(2)
        if match.group(1) == "<":
            module = header.split("/")[0]
            if (module in ("QtGui", "QtWidgets") or header in GUI_HEADERS) and own not in GUI:
                findings.append(f"{where}: <{header}> is Qt Gui or Widgets, which nothing below ui/ may use")
            if own != "core/store" and (module == "QtSql" or header in SQL_HEADERS):
                findings.append(f"{where}: <{header}> is Qt Sql, which only core/store may use")
            if header.startswith("tl/") and path != "core/base/result.h":
                findings.append(f"{where}: only core/base/result.h names tl::expected")
            continue
        other = folder_of(header, table)
        if header.endswith((".moc", ".cpp")):
            if header.endswith(".cpp"):
                findings.append(f'{where}: "{header}" is a source, not a header')
        elif other is None:
            findings.append(f'{where}: "{header}" is not written as a path from the root')
        elif other != own and os.path.basename(other) not in table[own]:
            findings.append(f"{where}: {own} may not use {other}")
    return findings


def check_links(path, source, table):
    findings = []
    source = re.sub(r"#[^\n]*", "", source)
    own = folder_of(path, table)
    may_use = table.get(own, set()) | {os.path.basename(own or ""), "options", "cli"}
    for match in re.finditer(r"cartage_layer\(\s*(\w+)(.*?)\n?\)", source, re.S):
        uses = re.search(r"\bUSES\b([\w\s]*?)(?:\bLIBRARIES\b|$)", match.group(2), re.S)
        for layer in (uses.group(1).split() if uses else []):
            if layer not in may_use:
                findings.append(f"{path}: {match.group(1)} links {layer}, which the table does not allow")
    for match in re.finditer(r"target_link_libraries\((.*?)\)", source, re.S):
        for layer in re.findall(r"\bcartage_(\w+)", match.group(1)):
            if layer not in may_use:
                findings.append(f"{path}: links cartage_{layer}, which the table does not allow")
    if own not in GUI and re.search(r"Qt6::(Gui|Widgets|Charts|Svg|Quick|Qml)\b", source):
        findings.append(f"{path}: links Qt Gui or Widgets")
    if own != "core/store" and "Qt6::Sql" in source:
        findings.append(f"{path}: links Qt Sql, which only core/store may use")
    return findings


def check_test_sources(path, source):
    findings = []
    if path.endswith("CMakeLists.txt"):
        for name in re.findall(r"[\w./${}]+\.cpp\b", re.sub(r"#[^\n]*", "", source)):
            if re.search(r"(^|/)(core|app|ui)/", name) and "tests/" not in name and not re.search(r"^(app|core|ui)/tst_", name):
                findings.append(f"{path}: compiles the production source {name}")
    else:
        for match in INCLUDE.finditer(source):
            if match.group(2).endswith(".cpp"):
                findings.append(f"{path}: includes the source {match.group(2)}")
    return findings


def self_test(table):
    assert check_includes("core/io/x.cpp", '#include "core/store/database.h"\n', table)
    assert check_includes("core/engine/x.cpp", "#include <QSqlQuery>\n", table)
    assert check_includes("app/cli/x.cpp", "#include <QtWidgets/QWidget>\n", table)
    assert check_includes("core/io/x.cpp", '#include "abilities.h"\n', table)
    assert not check_includes("core/content/x.cpp", '#include "core/io/fileops.h"\n#include <vector>\n// #include <QSqlQuery>\n', table)
    assert check_links("core/io/CMakeLists.txt", "cartage_layer(io\n SOURCES a.cpp\n USES base store\n LIBRARIES x)", table)
    assert check_links("core/io/CMakeLists.txt", "target_link_libraries(cartage_io PUBLIC cartage_engine)", table)
    assert check_links("core/io/CMakeLists.txt", "target_link_libraries(cartage_io PUBLIC Qt6::Sql)", table)
    assert not check_links("core/content/CMakeLists.txt", "cartage_layer(content\n SOURCES a.cpp\n USES base io\n LIBRARIES x)", table)
    assert check_test_sources("tests/unit/CMakeLists.txt", "add_executable(x ../../core/io/fileops.cpp)")
    assert GUI_HEADERS and SQL_HEADERS, "Qt's headers were not found"


def main():
    table = allowed()
    self_test(table)
    findings, checked = [], 0
    for folder, uses in table.items():
        findings += [f"docs/architecture.md: {folder} names {u}, which has no row" for u in uses
                     if not any(os.path.basename(f) == u for f in table)]
    for path in rules.files(".cpp", ".h", under=rules.PRODUCT):
        findings += check_includes(path, rules.text(path), table)
        checked += 1
    for path in rules.files("CMakeLists.txt", under=rules.PRODUCT):
        findings += check_links(path, rules.text(path), table)
        checked += 1
    for path in rules.files("CMakeLists.txt", ".cpp", ".h", under=("tests",)):
        findings += check_test_sources(path, rules.text(path))
        checked += 1
    rules.finish(findings, checked, "files")


if __name__ == "__main__":
    main()
