#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one layer alone may do, licences on top of files, files that have grown too long."""
import re

import rules

LINES = 600
# File -> why it is longer.
LONGER = {
}

FILE_CALLS = re.compile(
    r"(?<![\w:.>])::(open|openat|openat2|creat|read|pread|write|pwrite|rename|renameat|renameat2|unlink|unlinkat|mkdir|mkdirat|rmdir|link|linkat|symlink"
    r"|symlinkat|stat|lstat|fstat|fstatat|statx|chmod|fchmod|fchmodat|ftruncate|truncate|fsync|fdatasync|syncfs|flock|opendir|readdir|utimensat"
    r"|futimens|statvfs|fstatvfs|access|copy_file_range|sendfile)\s*\("
    r"|\b(fopen|openat2|renameat2|syncfs|opendir|fstatat|unlinkat|mkdirat)\s*\("
    r"|\b(QFile|QSaveFile|QTemporaryFile|QTemporaryDir|QDir|QDirIterator|QFileInfo|QStorageInfo|QLockFile)\b(?!\s*;)"
    r"|\b(std::filesystem|std::[io]?fstream)\b")
CLOCK_CALLS = re.compile(
    r"\b(system_clock::now|steady_clock::now|high_resolution_clock::now|currentDateTime\w*|currentMSecsSinceEpoch|currentSecsSinceEpoch|QElapsedTimer"
    r"|createUuid\w*|random_device|QRandomGenerator|getrandom|clock_gettime|gettimeofday)\b|(?<![\w:.>])(?:::|std::)(time|rand|random)\s*\(|(?<![\w:.>])(time|rand)\s*\(\s*(?:nullptr|NULL|0)?\s*\)")
# (file, call) -> why it stands outside its layer.
ELSEWHERE = {
    ("core/engine/threadexecutor.cpp", "write"): "an eventfd, not a file",
    ("core/engine/threadexecutor.cpp", "read"): "an eventfd, not a file",
    ("app/console/main.cpp", "QDir"): "absolutePath() reads the working directory and touches no file",
    ("app/common/process.cpp", "std::filesystem"): "absolute() reads the working directory and touches no file",
}


def check_calls(path, source):
    findings = []
    code = rules.code_only(source)
    for pattern, layer, what in ((FILE_CALLS, "core/io/", "file system"), (CLOCK_CALLS, "core/base/", "clock or random bytes")):
        if path.startswith(layer):
            continue
        for match in pattern.finditer(code):
            call = next(group for group in match.groups() if group)
            line = rules.line_of(code, match.start())
            written = source.split("\n")[line - 1]
            # Qt resources are not files: QFile(":/...") and its header.
            if call == "QFile" and (re.search(r'\(\s*(QStringLiteral\(|u)?"?\(?"?:/', written) or "#include" in written):
                continue
            if (path, call) not in ELSEWHERE:
                findings.append(f"{path}:{line}: {call} ({what}) belongs to {layer[:-1]}")
    return findings


# Work at DPs runs in threads with a table of open files of their own (core/engine/executor.h).
AT_DPS = ("core/transport/", "core/content/", "core/io/")
NOT_AT_DPS = re.compile(r"(core/base/logging\.h|/proc/self/fd\w*|\bfchmodat)\b")


def check_at_dps(path, source):
    if not path.startswith(AT_DPS):
        return []
    return [f"{path}:{rules.line_of(source, match.start())}: {match.group(1)} would use a descriptor of other threads"
            for match in NOT_AT_DPS.finditer(source)]


def check_licence(path, source):
    head = source[:400]
    if "SPDX-FileCopyrightText: 2026 The Cartage authors" in head and "SPDX-License-Identifier: GPL-3.0-or-later" in head:
        return []
    return [f"{path}: has no SPDX lines on top"]


def check_length(path, source):
    lines = source.count("\n")
    if lines > LINES and path not in LONGER:
        return [f"{path}: has {lines} lines; split it, or say in tests/rules/sources.py why not"]
    return []


def self_test():
    assert check_calls("core/engine/x.cpp", "int f = ::open(path, 0);")
    assert check_calls("core/engine/x.cpp", "QFile file(path);")
    assert check_calls("core/store/x.cpp", "auto now = std::chrono::system_clock::now();")
    assert check_calls("app/cli/x.cpp", "const auto id = QUuid::createUuid();")
    assert check_calls("app/cli/x.cpp", "auto t = ::time(nullptr);")
    assert not check_calls("core/io/x.cpp", "int f = ::open(path, 0);")
    assert not check_calls("core/store/x.cpp", 'QFile file(QStringLiteral(":/migrations/1.sql"));\n// ::open(path)\nfile.open(QIODevice::ReadOnly); m_fs->open(x);')
    assert check_at_dps("core/transport/x.cpp", '#include "core/base/logging.h"') and not check_at_dps("core/engine/x.cpp", '#include "core/base/logging.h"')
    assert check_at_dps("core/io/x.cpp", '"/proc/self/fdinfo/"') and check_at_dps("core/io/x.cpp", "::fchmodat(f, n, m, 0)")
    assert check_licence("x.cpp", "int main() {}") and check_length("x.cpp", "\n" * (LINES + 1))


def main():
    self_test()
    findings, checked = [], 0
    for path in rules.files(".cpp", ".h", under=rules.PRODUCT):
        findings += check_calls(path, rules.text(path))
        findings += check_at_dps(path, rules.text(path))
        checked += 1
    licensed = rules.files(".cpp", ".h", ".py", ".sh", ".sql", ".cmake", "CMakeLists.txt") + ["dev", ".ci/run", ".clang-format", ".clang-tidy"]
    for path in licensed:
        source = rules.text(path)
        findings += check_licence(path, source)
        if path.endswith((".cpp", ".h", ".py")):
            findings += check_length(path, source)
        checked += 1
    findings += [f"tests/rules/sources.py: the exception {path} is none any more" for path in LONGER
                 if path not in licensed or rules.text(path).count("\n") <= LINES]
    findings += [f"tests/rules/sources.py: {path} does not use {call} any more" for path, call in ELSEWHERE
                 if path not in licensed or call not in rules.code_only(rules.text(path))]
    rules.finish(findings, checked, "files")


if __name__ == "__main__":
    main()
