#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The site's inbox under real faults: killed engines, a database that is busy or full, a folder that is read-only, missing or a file."""
import json
import os
import random
import signal
import sqlite3
import subprocess
import threading
import time

import support
from test_storage import fill

FILL = os.environ.get("FILL_INBOX", "")
ROUNDS = int(os.environ.get("CARTAGE_KILL_ROUNDS", "1000" if support.LONG else "200"))


class Intake(support.SiteTest):
    def setUp(self):
        super().setUp()
        self.assertTrue(os.path.exists(FILL), "FILL_INBOX names no program")
        self.filled = 0

    def inbox(self, *names):
        return os.path.join(self.site.path, "inbox", *names)

    def fill(self, clients, last, first=1):
        subprocess.run([FILL, self.inbox(), str(clients), str(last), str(first)], check=True, timeout=support.PATIENCE)
        self.filled += clients * (last - first + 1)

    def waiting(self, folder="new"):
        return len(os.listdir(self.inbox(folder)))

    def counted(self, question):
        with self.site.tables() as database:
            return database.execute(question).fetchone()[0]

    def taken(self):
        return self.counted("SELECT count(*) FROM status_message WHERE sender_key IS NOT NULL")

    def assert_all_there_once(self):
        self.assertEqual(self.filled, self.taken())
        self.assertEqual(self.filled, self.counted("SELECT count(DISTINCT message_guid) FROM status_message WHERE sender_key IS NOT NULL"))
        self.assertEqual(0, self.waiting())
        self.assertEqual(0, self.counted("SELECT count(*) FROM sender_gap"))
        self.assertEqual(0, self.counted("SELECT count(*) FROM sender WHERE cloned_at IS NOT NULL"))
        self.assert_sound(self.site)

    def spoil(self, number, kind):
        """A file that is no message."""
        name = f"status-{number:032x}-{random.getrandbits(128):032x}.msg"
        path = self.inbox("new", name)
        if kind == 0:
            support.write(path, os.urandom(300))
        elif kind == 1:
            os.mkdir(path)
        elif kind == 2:
            os.symlink("/etc/hostname", path)
        elif kind == 3:
            support.write(path, b"cartage-status 9\n")
        else:
            support.write(self.inbox("new", f"stray-{number}-{random.getrandbits(64):x}"), b"stray\n")

    # ---- kills ----

    def test_F04_F05_anEngineKilledAtAnyInstantTakesEachMessageInOnce(self):
        """Each round: new files, a bad one among them, and an engine that is killed at a random instant of its work."""
        self.site = self.make_site()
        self.site.run()
        chance = random.Random(4711)
        hit, clients, each = {"before": 0, "at work": 0, "done": 0}, 10, 12
        last = takes = 0
        for number in range(ROUNDS):
            self.fill(clients, last + each, last + 1)
            last += each
            self.spoil(number, number % 5)
            before = self.waiting()
            engine = self.site.start("--until-idle")
            begun = time.monotonic()
            if number % 20 == 0:
                engine.process.wait(support.PATIENCE)
                takes = time.monotonic() - begun
            elif number % 2:
                time.sleep(chance.uniform(0.3, 1.0) * takes)
            else:  # while files go
                self.wait("the first file to go", lambda: self.waiting() < before or engine.process.poll() is not None, step=0.0005)
            engine.kill()
            engine.end()
            after = self.waiting()
            result = "done" if after == 0 else "at work" if after < before else "before"
            hit[result] += 1
            if result == "done" and number % 20 and not number % 2:
                each = min(each * 2, 200)  # a machine that is faster than a kill gets more to do
        print(f"kills by what lay in the inbox: {hit}", flush=True)
        self.assertGreater(hit["at work"], 0)
        self.assertEqual(0, self.site.run(seconds=300).code)
        self.assertEqual(ROUNDS, self.waiting("quarantine"))
        self.assertEqual(ROUNDS, self.counted("SELECT count(*) FROM quarantine"))
        self.assertEqual(self.filled, self.counted("SELECT value FROM status_count WHERE name = 'accepted'"))
        self.assert_all_there_once()

    def test_F02_F03_killedClientsAndAKilledEngineLoseAndDoubleNothing(self):
        """Clients report while the engine is killed and started; what a client took (it ended with 0 or 1) is there once at the end."""
        self.site = self.make_site()
        self.site.run()
        chance = random.Random(301352)
        spools = [self.path(f"spool{number}") for number in range(4)]
        accepted, engine = set(), self.site.start()
        for number in range(ROUNDS // 2):
            spool = spools[number % len(spools)]
            word = f"word-{number}"
            client = subprocess.Popen([support.CARTAGE, "client", "report", "--inbox", self.inbox(), "--spool", spool, "--message", "10006",
                                       "--string", word], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if number % 3:
                time.sleep(chance.uniform(0, 0.06))
                client.kill()
            if client.wait(support.PATIENCE) in (0, 1):
                accepted.add(word)
            if number % 10 == 9:
                engine.kill()
                engine.end()
                engine = self.site.start()
        engine.kill()
        engine.end()
        for spool in spools:
            flushed = subprocess.run([support.CARTAGE, "client", "flush", "--inbox", self.inbox(), "--spool", spool], capture_output=True, text=True,
                                     timeout=support.PATIENCE, check=False)
            self.assertEqual(0, flushed.returncode, flushed.stderr)
        self.assertEqual(0, self.site.run(seconds=300).code)
        with self.site.tables() as database:
            words = [json.loads(row[0])[0] for row in database.execute("SELECT strings FROM status_message WHERE sender_key IS NOT NULL")]
        self.assertEqual(len(words), len(set(words)), "none is doubled")
        self.assertEqual(set(), accepted - set(words), "none is lost")
        self.assertEqual(0, self.waiting() + self.waiting("quarantine"))
        self.assertEqual(0, self.counted("SELECT count(*) FROM sender_gap"), "a killed client makes no gap")
        print(f"{len(accepted)} accepted, {len(words)} there", flush=True)
        self.assert_sound(self.site)

    def test_F04_aRunThatIsKilledOverAndOverGetsOn(self):
        """One large inbox, and engines that live for a fraction of what it takes."""
        self.site = self.make_site()
        self.fill(200, 50)
        chance = random.Random(1147)
        for _ in range(10):
            engine = self.site.start("--until-idle")
            time.sleep(chance.uniform(0.1, 0.4))
            engine.kill()
            engine.end()
        self.assertEqual(0, self.site.run(seconds=300).code)
        self.assert_all_there_once()

    # ---- the database ----

    def test_aBusyDatabaseLosesNothingAndIsSaidOnce(self):
        self.site = self.make_site()
        engine = self.site.start()
        self.fill(5, 5)
        self.wait("an engine that takes in", lambda: self.taken() == 25) # one that starts still waits elsewhere for the database
        database = sqlite3.connect(os.path.join(self.site.path, "site.db"), isolation_level=None)
        database.execute("BEGIN IMMEDIATE")
        self.fill(5, 25, 6)
        time.sleep(2)
        self.assertEqual(100, self.waiting(), "nothing leaves the inbox before it is committed")
        for number in range(50):
            self.spoil(number, number % 5)
        time.sleep(2)
        self.assertEqual((150, 0), (self.waiting(), self.waiting("quarantine")), "nor does a bad file, as its row cannot be written")
        database.execute("ROLLBACK")
        database.close()
        self.wait("all to be taken in", lambda: self.waiting() == 0)
        self.wait("the rows of the bad ones", lambda: self.counted("SELECT count(*) FROM quarantine") == 50)
        log = support.read(os.path.join(self.site.path, "log", "cartage.log")).decode()
        self.assertEqual(1, log.count("cannot take in, files stay in the inbox"), log)
        self.assertEqual(0, engine.end()[0])
        self.assert_all_there_once()

    def test_F14_F15_aFullDiskPausesTheIntakeAndItGoesOnByItself(self):
        disk = self.tmpfs("small", "12m")
        self.folder, folder = disk, self.folder
        self.site = self.make_site()
        self.folder = folder
        engine = self.site.start()
        self.wait("an engine", lambda: self.site.must("site", "info")["engine"]["running"])
        engine.kill(signal.SIGSTOP)
        self.fill(20, 20)
        ballast = fill(disk)
        engine.kill(signal.SIGCONT)
        log = os.path.join(self.site.path, "log", "cartage.log")
        time.sleep(35)  # it tries again every 30 s
        self.assertEqual(None, engine.process.poll(), "a full disk ends no engine")
        self.assertGreater(self.waiting(), 0)
        os.unlink(ballast)
        self.wait("the intake to go on", lambda: self.waiting() == 0, seconds=90)
        said = support.read(log).decode()
        self.assertLessEqual(said.count("cannot take in, files stay in the inbox"), 1)
        self.assertLessEqual(said.count("the database cannot be written"), 1, said)
        self.assertEqual(1, len(self.messages(20315)))
        self.assertEqual(0, engine.end()[0])
        self.assert_all_there_once()

    def test_aDatabaseThatIsMovedAwayIsWaitedFor(self):
        self.site = self.make_site()
        engine = self.site.start()
        self.wait("an engine", lambda: self.site.must("site", "info")["engine"]["running"])
        database, away = os.path.join(self.site.path, "site.db"), os.path.join(self.site.path, "away.db")
        os.rename(database, away)
        self.fill(5, 20)
        time.sleep(4)
        self.assertEqual(100, self.waiting(), "nothing is written where nobody reads it again")
        self.assertEqual(None, engine.process.poll(), "it may come back")
        os.rename(away, database)
        self.wait("all to be taken in", lambda: self.waiting() == 0, seconds=90)
        self.assertEqual(0, engine.end()[0])
        self.assert_all_there_once()

    # ---- the folder ----

    def messages(self, number):
        return self.site.must("messages", "--id", str(number))

    def test_anInboxThatIsMissingOrAFileIsSaidAndComesBack(self):
        self.site = self.make_site()
        engine = self.site.start()
        self.wait("an engine", lambda: self.site.must("site", "info")["engine"]["running"])
        self.fill(2, 5)
        self.wait("the first to be taken in", lambda: self.waiting() == 0)
        os.rename(self.inbox("new"), self.inbox("away"))
        support.write(self.inbox("new"), b"a file\n")
        said = self.wait("a message", lambda: self.messages(20314), seconds=90)
        self.assertEqual("ENOTDIR", said[0]["strings"][2])
        self.assertEqual("error", said[0]["severity"])
        os.unlink(self.inbox("new"))
        os.rename(self.inbox("away"), self.inbox("new"))
        self.fill(2, 10, 6)
        self.wait("the others to be taken in", lambda: self.waiting() == 0, seconds=90)
        self.wait("a message that it goes on", lambda: self.messages(20315))
        self.assertEqual(0, engine.end()[0])
        self.assert_all_there_once()

    def test_aReadOnlyInboxLosesNothingAndDoublesNothing(self):
        disk = self.tmpfs("inbox", "16m")
        self.site = self.make_site()
        subprocess.run(["mount", "--move", disk, self.inbox()], capture_output=True, check=False)
        subprocess.run(["mount", "--bind", disk, self.inbox()], capture_output=True, check=True)
        self.exits.callback(support.unmount, self.inbox())
        for name in ("new", "tmp", "quarantine"):
            os.makedirs(self.inbox(name), exist_ok=True)
        self.fill(4, 5)
        support.write(self.inbox("new", "stray"), b"stray\n")
        subprocess.run(["mount", "-o", "remount,ro,bind", self.inbox()], check=True, timeout=30)
        self.site.run()
        self.site.run()
        self.assertEqual(21, self.waiting())
        self.assertTrue(self.messages(20314))
        subprocess.run(["mount", "-o", "remount,rw,bind", self.inbox()], check=True, timeout=30)
        self.assertEqual(0, self.site.run().code)
        self.assertEqual(1, self.waiting("quarantine"))
        self.assert_all_there_once()

    # ---- quarantine ----

    def test_unknownQuarantineNumbersDoNothing(self):
        self.site = self.make_site()
        support.write(self.inbox("new", "stray"), b"stray\n")
        self.site.run()
        number = str(self.site.must("quarantine", "list")[0]["quarantine"])
        for command in ("release", "discard"):
            answer = self.site.command("quarantine", command, number, "99", "--yes")
            self.assertEqual((3, "not_found"), (answer.code, answer.error["code"]), str(answer))
        answer = self.site.command("quarantine", "release", number)
        self.assertEqual((3, "state_forbids"), (answer.code, answer.error["code"]), str(answer))
        answer = self.site.command("quarantine", "discard", number)
        self.assertEqual((3, "confirmation_needed"), (answer.code, answer.error["code"]), str(answer))
        self.assertEqual(1, self.waiting("quarantine"))
        target = self.path("copy")
        self.site.must("quarantine", "export", number, target)
        self.assertEqual(b"stray\n", support.read(target))
        self.assertEqual("exists", self.site.command("quarantine", "export", number, target).error["code"])
        self.site.must("quarantine", "discard", number, "--yes")
        self.assertEqual(0, self.waiting("quarantine"))
        self.assert_sound(self.site)

    def test_F40_aPipeInQuarantineIsNeverOpened(self):
        """Who waits at its other end would notice: a writer's open goes through as soon as somebody reads."""
        self.site = self.make_site()
        name = f"status-{1:032x}-{2:032x}.msg"
        os.mkfifo(self.inbox("new", name))
        self.site.run()
        number = str(self.site.must("quarantine", "list")[0]["quarantine"])
        opened = threading.Event()

        def writer():
            os.close(os.open(self.inbox("quarantine", name), os.O_WRONLY))
            opened.set()

        threading.Thread(target=writer, daemon=True).start()
        answer = self.site.command("quarantine", "export", number, self.path("copy"))
        self.assertEqual((3, "state_forbids"), (answer.code, answer.error["code"]), str(answer))
        answer = self.site.command("quarantine", "release", number)
        self.assertEqual((3, "state_forbids"), (answer.code, answer.error["code"]), str(answer))
        self.assertFalse(opened.is_set())
        os.close(os.open(self.inbox("quarantine", name), os.O_RDONLY | os.O_NONBLOCK))  # lets the writer go

    def test_aCommandIsObeyedWhileManyFilesAreTakenIn(self):
        self.site = self.make_site()
        self.site.run()
        self.fill(500, 60)
        engine = self.site.start()
        self.wait("the intake to begin", lambda: self.waiting() < 30_000)
        begun = time.monotonic()
        done = threading.Event()

        def answered():
            self.site.must("messages", "--limit", "10")
            done.set()

        asker = threading.Thread(target=answered)
        asker.start()
        asker.join(support.PATIENCE)
        self.assertTrue(done.is_set())
        print(f"a question took {time.monotonic() - begun:.2f} s while {self.waiting()} files waited", flush=True)
        self.wait("all to be taken in", lambda: self.waiting() == 0, seconds=120)
        self.assertEqual(0, engine.end()[0])
        self.assert_all_there_once()


if __name__ == "__main__":
    support.main(at_once=2)
