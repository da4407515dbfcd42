#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast a site takes status messages in, beside a plain program over the same files, rows and durability, in one run and in turn.

    intake.py --cartage PROGRAM --fill PROGRAM --peer PROGRAM [--files N] [--rounds N] [--folder DIR] [--least RATIO] [--memory MB] [--cancel S] [--questions]

Prints one JSON line: seconds of both (the best of the rounds), their ratio (peer / Cartage: 1 is as fast as the peer), the most memory that the engine
took, and with --questions the 95th percentile of what a window asks meanwhile and how long a cancel took. Ends with 1 when the ratio is below --least, the
memory above --memory, or a cancel takes longer than --cancel.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time

CLIENTS = 1000


def site_in(options, folder):
    site = os.path.join(folder, "site")
    shutil.rmtree(site, ignore_errors=True)
    run = [options.cartage, "--site", site, "--quiet"]
    subprocess.run([*run, "site", "init", "--code", "CEN", "--name", "Central"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([*run, "run", "--until-idle"], check=True, stdout=subprocess.DEVNULL)  # the daily backup is made
    clients = max(1, min(CLIENTS, options.files // 20))
    subprocess.run([options.fill, os.path.join(site, "inbox"), str(clients), str(options.files // clients)], check=True)
    os.sync()
    return site


def peer(options, folder):
    site = site_in(options, folder)
    answer = json.loads(subprocess.run([options.peer, site], check=True, stdout=subprocess.PIPE).stdout)
    return answer["seconds"]


def ask(options, site, stop, took):
    """What a window asks, each by a process of its own: their start is no part of what is measured."""
    questions = (["messages", "--limit", "100"], ["problems"], ["site", "health"])
    base = []
    for _ in range(5):  # what a process alone costs
        begun = time.monotonic()
        subprocess.run([options.cartage, "--version"], stdout=subprocess.DEVNULL, check=False)
        base.append(time.monotonic() - begun)
    while not stop.is_set():
        for question in questions:
            begun = time.monotonic()
            subprocess.run([options.cartage, "--site", site, "--json", *question], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
            took.append(max(0.0, time.monotonic() - begun - min(base)))


def slow_transfer(options, folder, site):
    """A package on its way at a crawl, to be cancelled."""
    run = [options.cartage, "--site", site, "--json"]
    for name in ("source", "north"):
        shutil.rmtree(os.path.join(folder, name), ignore_errors=True)
        os.makedirs(os.path.join(folder, name))
    with open(os.path.join(folder, "source", "file"), "wb") as file:
        file.write(os.urandom(20_000_000))
    for command in (["dp", "add", "--name", "north", "--path", os.path.join(folder, "north")], ["dp", "set", "north", "rate=100K"],
                    ["package", "add", "--source", os.path.join(folder, "source"), "--name", "Package"], ["distribute", "CEN00001", "--all"]):
        subprocess.run([*run, *command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def state(options, site):
    answer = subprocess.run([options.cartage, "--site", site, "--json", "status"], stdout=subprocess.PIPE, check=True).stdout
    return json.loads(answer)[0]["state"]


def cancel(options, folder):
    """Seconds from the command until the engine has stopped the transfer, while it takes messages in."""
    site = site_in(options, folder)
    slow_transfer(options, folder, site)
    process = subprocess.Popen([options.cartage, "--site", site, "--json", "run"], stdout=subprocess.DEVNULL)
    try:
        latest = time.monotonic() + 60
        inbox = os.path.join(site, "inbox", "new")
        while (state(options, site) != "transferring" or len(os.listdir(inbox)) >= options.files) and time.monotonic() < latest:
            time.sleep(0.01)
        left = len(os.listdir(inbox))
        begun = time.monotonic()
        subprocess.run([options.cartage, "--site", site, "--json", "cancel", "--all"], check=True, stdout=subprocess.DEVNULL)
        while state(options, site) != "stopped" and time.monotonic() < latest:
            time.sleep(0.01)
        return round(time.monotonic() - begun, 3), left
    finally:
        process.terminate()
        process.wait(30)


def cartage(options, folder, questions):
    site = site_in(options, folder)
    process = subprocess.Popen([options.cartage, "--site", site, "--json", "run", "--until-idle"], stdout=subprocess.PIPE, text=True)
    stop, took = threading.Event(), []
    asker = threading.Thread(target=ask, args=(options, site, stop, took))
    if questions:
        asker.start()
    printed = process.stdout.read()  # its end: the answer is far smaller than a pipe holds
    _, status, used = os.wait4(process.pid, 0)  # what the kernel counted: a look now and then misses a short run
    process.returncode = os.waitstatus_to_exitcode(status)
    most = used.ru_maxrss  # KiB
    stop.set()
    rest = []
    if questions:
        asker.join()
        stop.clear()
        quiet = threading.Thread(target=ask, args=(options, site, stop, rest))
        quiet.start()
        time.sleep(3)
        stop.set()
        quiet.join()
    answer = json.loads(printed)
    left = len(os.listdir(os.path.join(site, "inbox", "new")))
    if process.returncode != 0 or left != 0:
        sys.exit(f"the run ended with {process.returncode}, {left} files are left")
    return answer["ran_ms"] / 1000, most, sorted(took), sorted(rest)


def beyond(result, options):
    """What is not as it must be, in words."""
    if result["ratio"] < options.least:
        yield f"below {options.least} of what a plain program does"
    if result["memory_mb"] > options.memory:
        yield f"more than {options.memory:g} MB of memory"
    if result.get("cancel_s", 0) > options.cancel:
        yield f"a cancel takes longer than {options.cancel:g} s"


def main():
    parser = argparse.ArgumentParser()
    for name in ("cartage", "fill", "peer"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", default="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    parser.add_argument("--least", type=float, default=0.0)
    parser.add_argument("--memory", type=float, default=150.0, help="MB")
    parser.add_argument("--cancel", type=float, default=1.0, help="seconds, with --questions")
    parser.add_argument("--questions", action="store_true")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(dir=options.folder, prefix="cartage-intake-")
    try:
        theirs, ours, memory = [], [], 0
        for number in range(options.rounds):
            for turn in ("peer", "cartage") if number % 2 == 0 else ("cartage", "peer"):
                if turn == "peer":
                    theirs.append(peer(options, folder))
                else:
                    seconds, most, _, _ = cartage(options, folder, False)
                    ours.append(seconds)
                    memory = max(memory, most)
        result = {"files": options.files, "peer_s": round(min(theirs), 3), "cartage_s": round(min(ours), 3), "ratio": round(min(theirs) / min(ours), 3),
                  "files_per_s": int(options.files / min(ours)), "memory_mb": round(memory / 1024, 1), "folder": folder}
        if options.questions:
            _, most, took, rest = cartage(options, folder, True)
            result["questions"] = len(took)
            result["questions_p95_ms"] = round(took[int(len(took) * 0.95)] * 1000, 1) if took else None
            result["at_rest_p95_ms"] = round(rest[int(len(rest) * 0.95)] * 1000, 1)
            result["cancel_s"], result["cancelled_with_files_waiting"] = cancel(options, folder)
            result["memory_mb"] = max(result["memory_mb"], round(most / 1024, 1))
        print(json.dumps(result), flush=True)
        wrong = ", ".join(beyond(result, options))
        if wrong:
            sys.exit(wrong)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
