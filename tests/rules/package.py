#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packs the Debian package, unpacks it into a folder and works a site with the program from there. Arguments: build folder, version."""
import glob
import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile

import rules

CHECKED = []


def run(*command, expect=0, **options):
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, **options)
    if done.returncode != expect:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}, not {expect}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def check(what, holds):
    CHECKED.append(what)
    if not holds:
        raise SystemExit(f"not so: {what}")


def check_control(deb, version):
    field = lambda name: run("dpkg-deb", "-f", deb, name).strip()
    check("the version is the project's", field("Version") == version)
    depends = {part.split()[0] for part in field("Depends").split(",")}
    for package in ("libqt6core6", "libqt6sql6", "libqt6sql6-sqlite", "libssl3", "tzdata", "adduser"):
        check(f"it depends on {package}", package in depends)
    check("it needs no display", not {d for d in depends if "qt6gui" in d or "qt6widgets" in d})


def check_units(root, *names):
    analyze = shutil.which("systemd-analyze")
    if not analyze:
        print("systemd-analyze is not installed: the units were not checked")
        return
    units = [f"{root}/usr/lib/systemd/system/{name}" for name in names]
    said = subprocess.run([analyze, "verify", "--man=no", *units], capture_output=True, text=True, timeout=60).stderr
    stems = {name.split(".")[0] for name in names}
    wrong = [line for line in said.split("\n") if any(stem in line for stem in stems) and "not executable" not in line]
    check(f"systemd understands {names} {wrong}", not wrong)


def check_files(root):
    with gzip.open(f"{root}/usr/share/man/man1/cartage.1.gz", "rt") as page:
        text = page.read()
    check("the manual page tells of commands and exit codes", ".SS package add" in text and ".SH EXIT STATUS" in text and "\\fB128+n" in text)
    completion = f"{root}/usr/share/bash-completion/completions/cartage"
    run("bash", "-n", completion)
    script = f'. "{completion}"; COMP_WORDS=(cartage package a); COMP_CWORD=2; _cartage; echo "${{COMPREPLY[@]}}"'
    check("bash completes package a to add", run("bash", "-c", script).split() == ["add"])
    for path in ("usr/lib/systemd/system/cartage@.service", "usr/lib/systemd/user/cartage@.service", "usr/share/doc/cartage/copyright",
                 "usr/share/doc/cartage/changelog.gz", "usr/share/doc/cartage/operating.md"):
        check(f"{path} is in it", os.path.isfile(f"{root}/{path}"))
    check_units(root, "cartage@.service")


def check_console(deb, root, version):
    run("dpkg-deb", "-x", deb, root)
    depends = {part.split()[0] for part in run("dpkg-deb", "-f", deb, "Depends").split(",")}
    for package in ("libqt6widgets6", "libqt6charts6", "libqt6svg6", "libqt6sql6-sqlite", "breeze-icon-theme"):
        check(f"the console depends on {package}", package in depends)
    environment = {"PATH": "/usr/bin:/bin", "HOME": root, "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    check("the console's --version", run(f"{root}/usr/bin/cartage-console", "--version", env=environment).strip().endswith(version))
    with gzip.open(f"{root}/usr/share/man/man1/cartage-console.1.gz", "rt", encoding="utf-8") as file:
        check("the console's manual page tells its options", "\\-\\-sample" in file.read())
    for tool, words, path in (("desktop-file-validate", (), "applications/cartage-console.desktop"),
                              ("appstreamcli", ("validate", "--no-net"), "metainfo/org.cartage.console.metainfo.xml")):
        if shutil.which(tool):
            run(tool, *words, f"{root}/usr/share/{path}")
            CHECKED.append(tool)
        else:
            print(f"{tool} is not installed: {path} was not checked")


def check_client(deb, root, work, version):
    run("dpkg-deb", "-x", deb, root)
    depends = {part.split()[0] for part in run("dpkg-deb", "-f", deb, "Depends").split(",")}
    check("the client depends on Qt Core", "libqt6core6" in depends)
    check(f"the client needs no display, database or archives {depends}", not {d for d in depends if re.search("qt6(gui|widgets|sql|svg|charts)|archive|sqlite", d)})
    program, environment = f"{root}/usr/bin/cartage-client", {"PATH": "/usr/bin:/bin", "HOME": root, "LC_ALL": "C.UTF-8"}
    check("the client's --version", run(program, "--version", env=environment) == f"cartage-client {version}\n")
    with gzip.open(f"{root}/usr/share/man/man1/cartage-client.1.gz", "rt", encoding="utf-8") as page:
        text = page.read()
    check("the client's manual page tells its commands", ".SS report" in text and "\\-\\-attribute" in text and ".SH EXIT STATUS" in text)
    for folder in ("new", "tmp"):
        os.makedirs(f"{work}/inbox/{folder}")
    run(program, "report", "--inbox", f"{work}/inbox", "--spool", f"{work}/spool", "--message", "10006", env=environment)
    check("a message of the packed client arrives", len(os.listdir(f"{work}/inbox/new")) == 1)
    check_units(root, "cartage-client.service", "cartage-client.timer")


def check_program(root, work, version):
    program = f"{root}/usr/bin/cartage"
    environment = {"PATH": "/usr/bin:/bin", "HOME": work, "LC_ALL": "C.UTF-8"}
    check("--version", run(program, "--version", env=environment) == f"cartage {version}\n")
    os.makedirs(f"{work}/source/folder")
    with open(f"{work}/source/folder/file", "w", encoding="utf-8") as file:
        file.write("content\n")
    os.mkdir(f"{work}/dp")
    cartage = lambda *words, **options: run(program, "--site", f"{work}/site", *words, env=environment, **options)
    cartage("site", "init", "--code", "PKG", "--name", "from the package")
    package = cartage("package", "add", "--source", f"{work}/source", "--name", "one").strip()
    cartage("dp", "add", "--name", "dp1", "--path", f"{work}/dp")
    cartage("distribute", package, "--dp", "dp1")
    cartage("run", "--until-idle", "--quiet")
    with open(f"{work}/dp/{package}/folder/file", encoding="utf-8") as file:
        check("a package is distributed by the packed program", file.read() == "content\n")


def main():
    build, version = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="cartage-package.") as work:
        run("cpack", "-G", "DEB", "--config", f"{build}/CPackConfig.cmake", "-B", f"{work}/pack", cwd=work)
        debs = glob.glob(f"{work}/pack/*.deb")
        check("three packages are made", len(debs) == 3)
        console = next(deb for deb in debs if os.path.basename(deb).startswith("cartage-console_"))
        client = next(deb for deb in debs if os.path.basename(deb).startswith("cartage-client_"))
        deb = next(each for each in debs if each not in (console, client))
        root = f"{work}/root"
        run("dpkg-deb", "-x", deb, root)
        check_control(deb, version)
        check_console(console, f"{work}/console", version)
        check_client(client, f"{work}/client", work, version)
        check_files(root)
        check_program(root, work, version)
    rules.finish([], len(CHECKED), "facts")


if __name__ == "__main__":
    main()
