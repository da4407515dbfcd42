#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an engine costs that has many child sites and nothing to do.

    idle.py --cartage PROGRAM [--children N] [--seconds S] [--most PERCENT] [--folder DIR]

Makes a site with a package and the addresses of so many children, whose inboxes are folders, lets its engine tell them of the package, and then looks how much
processor time it takes while nothing happens. Prints one JSON line; ends with 1 when that is more than --most percent of one processor.
"""
import argparse
import base64
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time


def processor_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def code_of(number):
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return "X" + digits[number // 36] + digits[number % 36]


def make_site(options, folder):
    site = os.path.join(folder, "site")
    run = [options.cartage, "--site", site, "--quiet"]
    quiet = {"check": True, "stdout": subprocess.DEVNULL}
    subprocess.run([*run, "site", "init", "--code", "CEN", "--name", "Central"], **quiet)
    for number in range(options.children):
        inbox = os.path.join(folder, "children", code_of(number))
        for name in ("tmp", "new"):
            os.makedirs(os.path.join(inbox, name))
        key = base64.b64encode(os.urandom(32)).decode("ascii")
        subprocess.run([*run, "address", "add", code_of(number), "--relation", "child", "--inbox", inbox, "--key", key], **quiet)
    source = os.path.join(folder, "source")
    os.makedirs(source)
    with open(os.path.join(source, "setup.bin"), "wb") as file:
        file.write(os.urandom(100_000))
    subprocess.run([*run, "package", "add", "--source", source, "--name", "Office"], **quiet)
    subprocess.run([*run, "run", "--until-idle"], check=False, stdout=subprocess.DEVNULL)  # the daily backup is made, the children are told
    return site


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cartage", required=True)
    parser.add_argument("--children", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--most", type=float, default=1.0)
    parser.add_argument("--folder", default="/dev/shm" if os.path.isdir("/dev/shm") else None)
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="cartage-idle-", dir=options.folder)
    engine = None
    try:
        site = make_site(options, folder)
        database = sqlite3.connect(f"file:{os.path.join(site, 'site.db')}?mode=ro", uri=True, timeout=30)
        told = database.execute("SELECT count(*) FROM send_request WHERE state = 'sent'").fetchone()[0]
        database.close()
        engine = subprocess.Popen([options.cartage, "--site", site, "--quiet", "run"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(5)  # it has begun
        before, begun = processor_seconds(engine.pid), time.monotonic()
        time.sleep(options.seconds)
        took, seconds = processor_seconds(engine.pid) - before, time.monotonic() - begun
        if engine.poll() is not None:
            print("the engine has ended", file=sys.stderr)
            return 1
        percent = 100 * took / seconds
        print(json.dumps({"children": options.children, "told": told, "seconds": round(seconds, 1), "processor_seconds": round(took, 3), "percent": round(percent, 3)}))
        if told < options.children:
            print(f"{told} of {options.children} children were told", file=sys.stderr)
            return 1
        if percent > options.most:
            print(f"more than {options.most} % of a processor", file=sys.stderr)
            return 1
        return 0
    finally:
        if engine:
            engine.kill()
            engine.wait()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
