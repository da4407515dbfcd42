# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine without a display: how it ends, and what runs beside it."""
import os
import shutil
import signal
import socket
import sqlite3
import threading
import time
import unittest

from support import EFFECT_FIELDS, STATES, SiteTest, tree, until, write

MEBIBYTE = 1 << 20


class Ending(SiteTest):
    def test_idle(self):
        done = self.assertCode(self.site.until_idle(), 0)
        self.assertShape(done.json, "ended ran_ms distributions problems")
        self.assertEqual((done.json["ended"], done.json["distributions"], done.json["problems"]), ("idle", dict.fromkeys(STATES, 0), 0))
        self.assertIsInstance(done.json["ran_ms"], int)
        self.assertEqual(done.err, "")

    def test_the_time_is_over(self):
        began = time.monotonic()
        done = self.assertCode(self.site.run("run", "--for", "0.5"), 0)
        self.assertEqual(done.json["ended"], "time")
        self.assertGreaterEqual(done.json["ran_ms"], 500)
        self.assertGreaterEqual(time.monotonic() - began, 0.5)
        self.assertEqual(self.site.run("run", "--for", "60", "--until-idle").json["ended"], "idle")
        self.assertEqual(self.site.run("run", "--for", "0").json["ended"], "time")

    def test_a_dry_run_does_nothing(self):
        package = self.site.package()
        folder = self.site.dp("d1")
        self.site.ok("distribute", package, "--dp", "d1")
        before = self.site.dump()
        effect = self.site.ok("run", "--until-idle", "--dry-run")["effect"]
        self.assertShape(effect, EFFECT_FIELDS)
        self.assertEqual((effect["distributions"], effect["packages"], effect["dps"]), (1, 1, 1))
        self.assertGreater(effect["bytes_to_send"], 0)
        self.assertUnchanged(before)
        self.assertEqual(tree(folder), {})
        self.engine()
        self.assertRefused(self.site.run("run", "--dry-run"), 4, "site_locked")

    def test_a_signal(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            done = self.engine().stop(number, timeout=5)
            self.assertCode(done, 0)
            self.assertEqual(done.json["ended"], "signal")
            self.assertFalse(self.site.ok("site", "info")["engine"]["running"])

    def test_what_counts(self):
        package = self.site.package()
        for name in ("paused", "gone", "well"):
            self.site.dp(name)
        self.site.ok("distribute", package, "--all")
        self.site.ok("hold", package, "--dp", "paused")
        self.assertCode(self.site.run("run", "--for", "1.5"), 0)
        shutil.move(self.site.path("dps", "gone"), self.site.path("away"))
        write(self.site.path("source", "new"))
        self.site.ok("package", "update", package)
        done = self.assertCode(self.site.until_idle(), 1)
        self.assertGreaterEqual(done.json["problems"], 1)
        self.assertEqual(self.site.ok("dp", "show", "gone")["state"], "blocked")
        self.assertEqual(self.site.ok("dp", "show", "gone")["error"]["code"], "dp_not_there")
        self.assertEqual(os.listdir(self.site.path("dps")).count("gone"), 0)
        row = self.site.row(package, "gone")
        self.assertEqual((row["error"]["code"], row["attempt"]), ("dp_not_there", 0))
        self.assertEqual(self.site.row(package, "well")["installed_version"], 2)
        shutil.move(self.site.path("away"), self.site.path("dps", "gone"))
        self.site.ok("retries", "now", "--dp", "gone")
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(self.site.row(package, "gone")["installed_version"], 2)


class AtWork(SiteTest):
    """An engine that is sending something slowly."""

    def setUp(self):
        super().setUp()
        self.content = os.urandom(8 * MEBIBYTE)
        self.package = self.site.package("Big", "big", {"big.bin": self.content})
        self.folder = self.site.dp("slow")
        self.site.dp("fast")
        self.site.ok("dp", "set", "slow", "rate=512K")
        self.site.ok("distribute", self.package, "--dp", "slow")

    def sending(self):
        return until(lambda: [row for row in self.site.rows("--dp", "slow") if row["state"] == "transferring" and row["bytes_done"] > 0], what="bytes")[0]

    def test_who_works_the_site(self):
        engine = self.engine()
        seen = self.site.ok("site", "info")["engine"]
        self.assertEqual((seen["running"], seen["host"], seen["pid"]), (True, socket.gethostname(), engine.pid))
        self.assertTime(seen["since"])
        began = time.monotonic()
        error = self.assertRefused(self.site.run("run", "--until-idle"), 4, "site_locked")
        self.assertLess(time.monotonic() - began, 5)
        self.assertIn(str(engine.pid), error["text"])
        self.assertIn(socket.gethostname(), error["text"])
        self.assertIn(str(engine.pid), self.site.text("run").err)
        self.assertIsNone(engine.process.poll())

    def test_commands_beside_it(self):
        self.engine()
        row = self.sending()
        self.assertIsNone(row["waits_for"])
        self.assertEqual(row["attempt"], 1)
        first = row["bytes_done"]
        until(lambda: self.site.row(self.package, "slow")["bytes_done"] > first, 5, "progress")
        done = self.site.run("distribute", self.package, "--dp", "fast")
        self.assertCode(done, 0)
        self.assertEqual(done.notes, [])
        until(lambda: self.site.row(self.package, "fast")["state"] == "installed", 10, "the other DP")
        self.assertEqual(self.site.ok("validate", "--dp", "fast"), [])
        self.assertTrue(self.site.ok("dp", "test", "fast")[0]["ok"])
        self.assertEqual(self.site.ok("site", "check", "--deep"), [])
        effect = self.site.ok("cancel", self.package, "--dp", "slow", "--dry-run")["effect"]
        self.assertEqual(effect["running"], 1)

    def test_a_committed_command_is_obeyed_within_two_seconds(self):
        self.engine()
        self.sending()
        for command, state in ((["hold", self.package, "--dp", "slow"], "paused"), (["release", self.package, "--dp", "slow"], "transferring"),
                               (["cancel", self.package, "--dp", "slow"], "stopped")):
            self.site.ok(*command)
            until(lambda: self.site.row(self.package, "slow")["state"] == state, 4, " ".join(command))
        stopped = self.site.row(self.package, "slow")["bytes_done"]
        self.assertEqual(self.site.row(self.package, "slow")["bytes_done"], stopped)
        self.assertFalse(os.path.exists(os.path.join(self.folder, self.package)))

    def test_a_stop_keeps_the_stage(self):
        engine = self.engine()
        self.sending()
        began = time.monotonic()
        done = self.assertCode(engine.stop(timeout=15), 0)
        self.assertLess(time.monotonic() - began, 7)
        self.assertEqual(done.json["ended"], "signal")
        self.assertEqual(tree(self.folder), {})
        self.assertIn(self.site.row(self.package, "slow")["state"], ("waiting", "retrying"))
        self.site.ok("dp", "set", "slow", "rate=0")
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(tree(self.folder)[os.path.join(self.package, "big.bin")], self.content)
        self.assertEqual(self.site.ok("retries", "list"), [])

    def test_stopped_before_it_was_idle(self):
        engine = self.start("run", "--until-idle")
        self.sending()
        done = self.assertCode(engine.stop(timeout=15), 1)
        self.assertEqual(done.json["ended"], "signal")

    def test_a_kill_loses_nothing(self):
        engine = self.engine()
        self.sending()
        engine.send(signal.SIGKILL)
        engine.end()
        self.assertFalse(self.site.ok("site", "info")["engine"]["running"])
        self.assertEqual(tree(self.folder), {})
        self.site.ok("dp", "set", "slow", "rate=")
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(tree(self.folder)[os.path.join(self.package, "big.bin")], self.content)
        self.assertEqual(self.site.ok("site", "check", "--deep"), [])

    def test_an_engine_that_no_longer_answers_is_relieved(self):
        engine = self.engine()
        self.sending()
        engine.send(signal.SIGSTOP)
        self.site.ok("dp", "set", "slow", "rate=")
        self.assertRefused(self.site.run("run", "--until-idle"), 4, "site_locked")
        done = self.site.run("run", "--until-idle", "--take-over")
        self.assertCode(done, 0)
        self.assertEqual(self.site.row(self.package, "slow")["state"], "installed")
        engine.send(signal.SIGCONT)
        relieved = engine.end(timeout=30)
        self.assertNotEqual(relieved.code, 0, relieved)
        self.assertEqual(self.site.row(self.package, "slow")["state"], "installed")
        self.assertEqual(tree(self.folder)[os.path.join(self.package, "big.bin")], self.content)
        self.assertEqual(self.site.ok("site", "check", "--deep"), [])

    def test_removal_while_it_is_sent(self):
        self.engine()
        self.sending()
        self.site.ok("package", "remove", self.package, "--yes")
        until(lambda: self.site.ok("package", "list") == [], 10, "the removal")
        self.assertEqual(tree(self.folder), {})

    def test_a_new_version_while_the_old_one_is_sent(self):
        self.engine()
        self.sending()
        self.site.ok("dp", "set", "slow", "rate=")
        write(self.site.path("big", "small.txt"), "small")
        self.assertEqual(self.site.ok("package", "update", self.package)["version"], 2)
        until(lambda: self.site.row(self.package, "slow")["installed_version"] == 2, 20, "version 2")
        self.assertEqual(tree(os.path.join(self.folder, self.package)), {"big.bin": self.content, "small.txt": b"small"})


class Together(SiteTest):
    def test_one_snapshot_of_a_package_at_a_time(self):
        files = {f"{i}.bin": os.urandom(4 * MEBIBYTE) for i in range(16)}
        package = self.site.package("Big", "big", {"first": "1"})
        other = self.site.package("Other", "other", {"first": "1"})
        for name, content in files.items():
            write(self.site.path("big", name), content)
        before = self.site.dump()
        first = self.start("package", "update", package)
        until(lambda: self.site.dump() != before or first.process.poll() is not None, what="the intake")
        first.send(signal.SIGSTOP)
        self.assertRefused(self.site.run("package", "update", package), 3, "snapshot_running")
        write(self.site.path("other", "second"), "2")
        self.assertEqual(self.site.ok("package", "update", other)["version"], 2)
        first.send(signal.SIGCONT)
        done = self.assertCode(first.end(timeout=60), 0)
        self.assertEqual(done.json["version"], 2)
        self.assertEqual(self.site.ok("package", "update", package)["changed"], False)

    def test_a_snapshot_that_was_killed_is_in_nobodys_way(self):
        package = self.site.package("Big", "big", {f"{i}.bin": b"1" for i in range(8)})
        for i in range(8):
            write(self.site.path("big", f"{i}.bin"), os.urandom(4 * MEBIBYTE))
        before = self.site.dump()
        killed = self.start("package", "update", package)
        until(lambda: self.site.dump() != before or killed.process.poll() is not None, what="the intake")
        killed.stop(signal.SIGKILL)
        self.assertCode(self.site.run("package", "update", package), 0)
        self.assertEqual(self.site.ok("package", "show", package)["version"], 2)
        self.assertEqual(self.site.ok("site", "check", "--deep"), [])

    def test_many_commands_at_once(self):
        for i in range(6):
            os.makedirs(self.site.path("dps", f"d{i}"))
        adding = [self.start("dp", "add", "--name", f"d{i}", "--path", self.site.path("dps", f"d{i}")) for i in range(6)]
        self.assertEqual([each.end(60).code for each in adding], [0] * 6)
        self.assertEqual([dp["dp"] for dp in self.site.ok("dp", "list")], [f"d{i}" for i in range(6)])

    def test_a_command_waits_for_the_database(self):
        self.site.dp("d1")
        database = sqlite3.connect(os.path.join(self.site.folder, "site.db"), isolation_level=None, check_same_thread=False)
        database.execute("BEGIN IMMEDIATE")
        release = threading.Timer(1.5, lambda: database.execute("COMMIT"))
        release.start()
        self.assertCode(self.site.run("hold", "--dp", "d1"), 0)
        release.join()
        database.close()


if __name__ == "__main__":
    unittest.main()
