# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sites whose engines are killed, stand still, and are relieved, at any moment of their work."""
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import unittest

from support import Running, tree, until
from test_sites import Sites as SitesBase

ROUNDS = int(os.environ.get("CARTAGE_SITE_KILLS", "500" if os.environ.get("CARTAGE_TEST_LONG") else "50"))
REQUESTS = int(os.environ.get("CARTAGE_SITE_REQUESTS", "2000"))


class Faults(SitesBase):
    def setUp(self):
        super().setUp()
        # In memory: thousands of instructions, each of them synced, are not what is looked at here.
        self.base = tempfile.mkdtemp(prefix="cartage-sites-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
        self.addCleanup(shutil.rmtree, self.base, ignore_errors=True)

    def ask(self, code, question):
        """Straight from the database: a process for each question would take most of the time."""
        database = sqlite3.connect(f"file:{os.path.join(self.sites[code].folder, 'site.db')}?mode=ro", uri=True, timeout=30)
        try:
            return database.execute(question).fetchall()
        finally:
            database.close()

    def number(self, code, question):
        return self.ask(code, question)[0][0]

    def is_at_work(self):
        """Something is on its way between two of them, or being brought to a DP."""
        return any(self.number(code, "SELECT (SELECT count(*) FROM send_request WHERE state NOT IN ('acknowledged', 'cancelled')) + "
                                     "(SELECT count(*) FROM distribution WHERE state NOT IN ('installed', 'removed'))") or
                   any(name.startswith("instruction-") for name in os.listdir(os.path.join(self.inbox(code), "new")) + os.listdir(os.path.join(self.inbox(code), "work")))
                   for code in self.sites)


class Killed(Faults):
    def test_engines_killed_in_turn_converge(self):
        parent, child, grandchild = self.site("CEN"), self.site("BER", "CEN"), self.site("POT", "BER")
        folders = {"central1": parent.dp("central1"), "berlin1": child.dp("berlin1"), "potsdam1": grandchild.dp("potsdam1")}
        chance = random.Random(7)
        source = parent.source("source", {"a.bin": chance.randbytes(2_000_000), "b.bin": chance.randbytes(500_000)})
        package = parent.ok("package", "add", "--source", source, "--name", "Office")["package"]
        self.start()
        self.knows_dp("CEN", "POT", "potsdam1")
        parent.ok("distribute", package, *(word for dp in folders for word in ("--dp", dp)))
        version, at_work = 1, 0
        for _ in range(ROUNDS):
            with open(os.path.join(source, chance.choice(["a.bin", "b.bin"])), "r+b") as file:
                file.seek(chance.randrange(400_000))
                file.write(chance.randbytes(50_000))
            version = parent.ok("package", "update", package)["version"]
            code = chance.choice(["CEN", "BER", "POT"])
            until(self.is_at_work, what="work begun")
            with self.assertRaises(subprocess.TimeoutExpired): # at some moment of it
                self.engines[code].process.wait(chance.random() * 0.05)
            at_work += self.is_at_work()
            self.kill(code)
            self.start(code)
        for dp, folder in folders.items():
            self.arrives("CEN", package, dp, version, 120)
            self.assertEqual(tree(os.path.join(folder, package)), tree(source))
        self.assertGreaterEqual(at_work, ROUNDS * 0.5, "too few kills fell into work")
        for code in self.sites:
            self.assertEqual(self.sites[code].run("site", "check").json, [])
            self.assertEqual(os.listdir(os.path.join(self.inbox(code), "quarantine")), [])


class Claims(Faults):
    def test_each_of_many_requests_takes_effect_once(self):
        parent = self.site("CEN")
        self.site("BER", "CEN")
        package = parent.package()
        self.start()
        until(lambda: self.number("CEN", "SELECT count(*) FROM send_request WHERE state = 'acknowledged'") == 1, what="the information told")
        # The same told so many times over: each is a duty and a request of its own.
        parent.sql("WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i <= ?) INSERT INTO forward (package_id, version, child, kind, generation, "
                   "state, created_at) SELECT ?, 1, 'BER', 'information', i, 'pending', 1 FROM n", REQUESTS, package)
        done = lambda: self.number("CEN", "SELECT count(*) FROM send_request WHERE kind = 'information' AND state = 'acknowledged'")
        chance, asleep, reliefs, kills = random.Random(11), [], 0, 0
        while done() < REQUESTS:
            wanted = min(REQUESTS, done() + chance.randrange(20, 160))
            until(lambda: done() >= wanted, 120, f"{wanted} of {REQUESTS}")
            what = chance.randrange(5)
            if what == 0 and reliefs < 3:
                asleep.append(self.relieve("CEN"))
                reliefs += 1
            elif what == 1 and asleep:
                self.wakes(asleep.pop(0))
            else:
                code = chance.choice(["CEN", "CEN", "BER"])
                self.kill(code)
                self.start(code)
                kills += 1
        for each in asleep:
            self.wakes(each)
        self.assertGreaterEqual(kills, 5)
        self.assertGreaterEqual(reliefs, 1)
        until(lambda: self.number("CEN", "SELECT count(*) FROM send_request WHERE state <> 'acknowledged'") == 0, what="nothing on its way")
        # Each was carried out once, none is invalid, and there is none that nobody has asked for.
        sent = {row[0] for row in self.ask("CEN", "SELECT instruction FROM send_request WHERE kind = 'information'")}
        seen = [row[0] for row in self.ask("BER", "SELECT instruction FROM inbox_instruction")]
        self.assertEqual((len(sent), len(seen)), (REQUESTS + 1, REQUESTS + 1))
        self.assertEqual(set(seen), sent)
        self.assertEqual(self.number("CEN", "SELECT count(*) FROM forward WHERE state <> 'complete'"), 0)
        for code in self.sites:
            for folder in ("new", "work", "quarantine"):
                until(lambda: not os.listdir(os.path.join(self.inbox(code), folder)), what=f"{folder}/ of {code} empty")

    def relieve(self, code):
        """Its engine stands still, and another takes over; not in the middle of a transaction, when it holds the database."""
        stopped = self.engines.pop(code)
        while True:
            stopped.send(signal.SIGSTOP)
            os.waitid(os.P_PID, stopped.pid, os.WSTOPPED | os.WNOWAIT)
            database = sqlite3.connect(os.path.join(self.sites[code].folder, "site.db"), timeout=0.05, isolation_level=None)
            try:
                database.execute("BEGIN IMMEDIATE")
                database.execute("ROLLBACK")
                break
            except sqlite3.OperationalError:
                stopped.send(signal.SIGCONT)
            finally:
                database.close()
        token = self.number(code, "SELECT token FROM engine_lease")
        fresh = Running(["--site", self.sites[code].folder, "run", "--take-over"])
        self.addCleanup(fresh.close)
        self.engines[code] = fresh
        self.addCleanup(stopped.close)
        until(lambda: self.number(code, "SELECT token FROM engine_lease") != token, 30, "it taken over")
        return stopped

    def wakes(self, stopped):
        """It finds that it was relieved, and has done nothing since."""
        stopped.send(signal.SIGCONT)
        ended = stopped.end()
        self.assertEqual(ended.code, 4, ended)


if __name__ == "__main__":
    unittest.main()
