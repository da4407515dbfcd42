#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shares, by their stand-ins: bindfs that ignores modes, bindfs that is stopped, two stacked ones whose lower one is stopped."""
import contextlib
import os
import signal
import subprocess
import time
import unittest

import support


def waits_for_fuse(pid):
    for task in os.listdir(f"/proc/{pid}/task"):
        with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{task}/wchan", encoding="ascii") as place:
            if place.read() == "request_wait_answer":
                return True
    return False


def is_gone_or_zombie(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] in "ZX"
    except OSError:
        return True


class Shares(support.SiteTest):
    def setUp(self):
        super().setUp()
        self.site = self.make_site()

    def package(self, name, files=4, size=200_000):
        source = self.path("source-" + name)
        for number in range(files):
            support.write(f"{source}/folder/file{number}", support.noise(size, (name, number)))
        return self.site.add_package(source, name)

    def lower(self, name):
        path = self.path(name)
        os.makedirs(path)
        return path

    def slow_share(self, name):
        """A share whose transfers take so long that it can be stopped in the midst of one; returns the pid of its server."""
        point, pid = self.bindfs(self.lower(name + "-store"), name)
        self.site.add_dp(name, point)
        self.site.must("dp", "set", name, "rate=500K")
        return pid

    def transfer_begun(self, package, dp):
        self.wait("bytes on their way", lambda: self.site.row(package, dp)["bytes_done"] > 0, step=0.05)

    def answers_at_once(self):
        """Questions do not wait for what hangs. The best of three: what is measured is not the load of this machine."""
        for command in ("status", "problems"):
            took = []
            for _ in range(3):
                begun = time.monotonic()
                self.site.command(command, seconds=30)
                took.append(time.monotonic() - begun)
            self.assertLess(min(took), 1.0, command)

    def test_F80_F29_aShareThatIgnoresModesAndRefusesNoReplaceRenamesIsInstalledAllTheSame(self):
        point, _ = self.bindfs(self.lower("store"), "share", "--chmod-ignore", "--chown-ignore")
        package = self.package("office")
        source = self.site.sources[package]
        os.chmod(f"{source}/folder/file0", 0o555)
        os.chmod(f"{source}/folder/file1", 0o600)
        os.symlink("file0", f"{source}/folder/link")
        self.site.must("package", "update", package)
        abilities = self.site.add_dp("share", point)["abilities"]
        self.assertFalse(abilities["permission_bits"], abilities)
        self.assertFalse(abilities["rename_no_replace"], abilities)
        self.site.distribute(package)
        for change in (None, self.change, self.swap):
            if change:
                change(source)
                self.site.must("package", "update", package)
            answer = self.site.run()
            self.assertEqual(0, answer.code, f"{answer} {self.site.problems()}")
            self.assertEqual("installed", self.site.state(package, "share"))
            self.assertEqual(self.without_modes(source), self.without_modes(self.site.published(package, "share")))
        self.assertEqual([], self.site.must("validate", package))
        self.assert_sound(self.site, "--deep")
        self.site.must("undistribute", package, "--all", "--yes")
        self.assertEqual(0, self.site.run().code)
        self.assertEqual([".cartage"], os.listdir(point))

    @staticmethod
    def without_modes(path):
        return {name: (entry[0], *entry[2:]) if entry[0] != "link" else entry for name, entry in support.tree(path).items()}

    @staticmethod
    def change(source):
        support.write(f"{source}/folder/file2", b"second version\n")
        os.remove(f"{source}/folder/file3")
        os.chmod(f"{source}/folder/file0", 0o644)

    @staticmethod
    def swap(source):
        """A file becomes a folder, a folder a file."""
        os.remove(f"{source}/folder/file2")
        support.write(f"{source}/folder/file2/inside", b"third version\n")
        support.write(f"{source}/file", b"new\n")

    def test_F23_F83_aStuckShareDelaysNoOtherDpNoQuestionAndNoExit(self):
        package, other = self.package("large", 8), self.package("other", 2)
        pid = self.slow_share("share")
        for dp in ("north", "south"):
            self.site.add_dp(dp)
        self.site.distribute(package, "share")
        engine = self.site.start()
        self.transfer_begun(package, "share")
        os.kill(pid, signal.SIGSTOP)
        for each in (package, other):
            self.site.distribute(each, "north", "south")
        begun = time.monotonic()
        for each in (package, other):
            for dp in ("north", "south"):
                self.wait("the others", lambda: self.site.state(each, dp) == "installed", step=0.1)
        self.answers_at_once()
        self.assertLess(time.monotonic() - begun, 50, "before the deadline of the share was over")
        code, output, errors, took = engine.end()
        self.assertEqual(0, code, output + errors)
        self.assertLess(took, 2.0, "a stop does not wait for the worker at the stopped share")
        os.kill(pid, signal.SIGCONT)
        self.site.must("dp", "set", "share", "rate=0")
        answer = self.site.run()
        self.assertEqual(0, answer.code, str(answer))
        self.assert_published(self.site, package, "share")
        self.assert_sound(self.site, "--deep")

    def test_F23_theDeadlineOfAStuckShareMakesItAConditionThatEndsByItself(self):
        package = self.package("large", 8)
        pid = self.slow_share("share")
        self.site.distribute(package)
        os.kill(pid, signal.SIGSTOP)
        engine = self.site.start()
        self.wait("the deadline", lambda: self.site.state(package, "share") == "blocked", seconds=120, step=0.5)
        self.assertEqual("dp_not_responding", self.site.row(package, "share")["error"]["code"])
        self.assertEqual("not_responding", self.site.must("dp", "show", "share")["state"])
        self.answers_at_once()
        self.site.must("dp", "set", "share", "rate=0")
        os.kill(pid, signal.SIGCONT)
        self.wait("the share is worked again", lambda: self.site.state(package, "share") == "installed", seconds=120, step=0.5)
        self.assertEqual(0, engine.end()[0])
        self.assert_published(self.site, package, "share")

    def test_F23_F66_anEngineThatStaysAsAZombieIsSupersededWithinFiveSeconds(self):
        lower_point, lower_pid = self.bindfs(self.lower("store"), "lower")
        point, _ = self.bindfs(lower_point, "upper")
        package, other = self.package("large", 8), self.package("other", 2)
        self.site.add_dp("share", point)
        self.site.must("dp", "set", "share", "rate=500K")
        self.site.add_dp("north")
        self.site.distribute(package, "share")
        engine = self.site.start()
        self.transfer_begun(package, "share")
        os.kill(lower_pid, signal.SIGSTOP)
        self.wait("its worker waits in the kernel", lambda: all(waits_for_fuse(engine.pid) for _ in range(20)))
        self.site.distribute(other, "north")
        engine.kill()
        # Until the kernel has taken the killed process apart as far as it can, it is an engine at work, and a second one is rightly refused.
        self.wait("the killed engine is gone, or a zombie", lambda: is_gone_or_zombie(engine.pid), step=0.01)
        begun = time.monotonic()
        following = self.site.start()
        self.wait("the next engine works the site", lambda: self.site.state(other, "north") == "installed", step=0.05)
        self.assertLess(time.monotonic() - begun, 5.0)
        zombie = self.stays(engine.pid)
        print(f"{self.id()}: the killed engine {'stayed as a zombie' if zombie else 'was gone at once'}", file=support.sys.stderr, flush=True)
        self.answers_at_once()
        os.kill(lower_pid, signal.SIGCONT)
        self.site.must("dp", "set", "share", "rate=0")
        self.site.must("retries", "now", "--dp", "share")
        self.wait("the share is worked again", lambda: self.site.state(package, "share") == "installed", seconds=120, step=0.2)
        self.assertEqual(0, following.end()[0])
        self.assert_published(self.site, package, "share")

    @staticmethod
    def stays(pid):
        try:
            with open(f"/proc/{pid}/stat", encoding="ascii") as file:
                return file.read().rsplit(")", 1)[1].split()[0] == "Z" and len(os.listdir(f"/proc/{pid}/task")) > 1
        except OSError:
            return False

    def test_F66_aSecondEngineIsRefusedAndNamesTheFirst(self):
        engine = self.site.start()
        self.wait("the engine", lambda: self.site.must("site", "info")["engine"]["running"])
        begun = time.monotonic()
        answer = self.site.command("run", "--until-idle")
        self.assertEqual(4, answer.code, str(answer))
        self.assertEqual("site_locked", answer.error["code"])
        self.assertIn(str(engine.pid), answer.error["text"])
        self.assertLess(time.monotonic() - begun, 5.0)
        self.assertEqual(0, engine.end()[0])

    def test_F66_F68_aStoppedEngineIsRelievedAndWritesNothingWhenItWakesUp(self):
        package = self.package("large", 8)
        self.site.add_dp("north")
        self.site.must("dp", "set", "north", "rate=500K")
        self.site.distribute(package)
        engine = self.site.start()
        self.transfer_begun(package, "north")
        answers = self.site.command("run", "--take-over", "--until-idle")
        self.assertEqual((4, "site_locked"), (answers.code, answers.error["code"]), "an engine that answers is not relieved")
        engine.kill(signal.SIGSTOP)
        refused = self.site.command("run", "--until-idle")
        self.assertEqual((4, "site_locked"), (refused.code, refused.error["code"]), "a stopped engine is not taken for a dead one")
        self.site.must("dp", "set", "north", "rate=0")
        answer = self.site.run("--take-over")
        self.assertEqual(0, answer.code, str(answer))
        self.assert_published(self.site, package, "north")
        before = self.state()
        engine.kill(signal.SIGCONT)
        code, output, errors = self.ended(engine)
        self.assertNotEqual(0, code, output + errors)
        self.assertEqual(before, self.state(), "an engine that was relieved writes nothing")
        self.assert_published(self.site, package, "north")
        self.assertEqual([], os.listdir(os.path.join(self.site.dps["north"], ".cartage", "stage")))
        self.assert_sound(self.site, "--deep")

    def state(self):
        tables = self.site.tables()
        return [[tuple(row) for row in tables.execute(f"SELECT * FROM {name}")] for name in
                ("distribution", "attempt", "status_message", "engine_lease", "dp")]

    def ended(self, engine):
        """It finds out at its next look at the database, at the latest after the half minute of an engine at rest."""
        output, errors = engine.process.communicate(timeout=support.PATIENCE)
        return engine.process.returncode, output, errors


if __name__ == "__main__":
    support.main()
