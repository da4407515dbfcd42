#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The site's own disk and database: damaged, cut short, newer, altered, busy, full; descriptors used up; sources that change or cannot be read."""
import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import threading
import time

import support
from test_storage import fill


def digest(path):
    return hashlib.sha256(support.read(path)).hexdigest()


class Database(support.SiteTest):
    """One package, delivered to one DP, before each test."""

    def setUp(self):
        super().setUp()
        self.site = self.make_site()
        self.source = self.path("source")
        for number in range(3):
            support.write(f"{self.source}/file{number}", support.noise(100_000, number))
        self.package = self.site.add_package(self.source)
        self.site.add_dp("north")
        self.site.distribute(self.package)
        self.assertEqual(0, self.site.run().code)
        self.database = os.path.join(self.site.path, "site.db")

    def change_database(self, *statements):
        database = sqlite3.connect(self.database)
        for statement in statements:
            database.execute(statement)
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()

    def refused(self, code, *commands, seconds=support.PATIENCE):
        """Refused in words; what clients read and what the library holds stays as it is."""
        library = support.tree(os.path.join(self.site.path, "contentlib"))
        published = support.tree(self.site.dps["north"])
        before = digest(self.database)
        for command in commands or (("run", "--until-idle"), ("status",), ("package", "update", self.package)):
            answer = self.site.command(*command, seconds=seconds)
            self.assertEqual(4, answer.code, str(answer))
            self.assertEqual(code, answer.error["code"], str(answer))
            self.assertTrue(answer.error["advice"])
        self.assertEqual(before, digest(self.database), "nothing is written to it")
        self.assertEqual(library, support.tree(os.path.join(self.site.path, "contentlib")))
        self.assertEqual(published, support.tree(self.site.dps["north"]))

    def test_F71_aDatabaseOfANewerProgramIsRefusedAndNotWritten(self):
        self.change_database("INSERT INTO schema_migration SELECT * FROM (SELECT * FROM schema_migration LIMIT 0)",
                             "UPDATE schema_migration SET version = version + 1000")
        self.refused("schema_newer")

    def test_F71_anAlteredSchemaIsRefusedAndNotWritten(self):
        self.change_database("ALTER TABLE distribution ADD COLUMN mine TEXT")
        self.refused("schema_altered")

    def test_F70_aTruncatedDatabaseIsRefused(self):
        self.change_database()
        os.truncate(self.database, os.path.getsize(self.database) // 2)
        self.refused("database_damaged")

    def test_F70_aDatabaseOfNoiseIsRefused(self):
        self.change_database()
        support.write(self.database, support.noise(200_000))
        self.refused("database_damaged")

    def test_F70_anEmptyDatabaseIsRefused(self):
        self.change_database()
        support.write(self.database, b"")
        published = support.tree(self.site.dps["north"])
        answer = self.site.command("run", "--until-idle")
        self.assertEqual(4, answer.code, str(answer))
        self.assertIn(answer.error["code"], ("database_damaged", "schema_altered", "site_missing"))
        self.assertEqual(published, support.tree(self.site.dps["north"]))

    def test_F70_damagedPagesNeverHarmWhatClientsRead(self):
        """Bits flip anywhere in the file: refused, or worked with; never a crash, and never a published file touched."""
        self.change_database()
        whole = support.read(self.database)
        published = support.tree(self.site.published(self.package, "north"))
        refused = 0
        for number in range(24 if not support.LONG else 200):
            for name in ("-wal", "-shm"):
                if os.path.exists(self.database + name):
                    os.remove(self.database + name)
            damaged = bytearray(whole)
            for place in range(64):
                at = int.from_bytes(support.noise(4, (number, place)), "big") % len(damaged)
                damaged[at] ^= 1 << (number + place) % 8
            support.write(self.database, bytes(damaged))
            answer = self.site.command("run", "--until-idle")
            self.assertIn(answer.code, (0, 1, 4, 5, 6), str(answer))
            if answer.code > 1:
                refused += 1
                self.assertIsNotNone(answer.error, str(answer))
            self.assertEqual(published, support.tree(self.site.published(self.package, "north")))
        self.assertGreater(refused, 0)

    def test_F70_aDamagedSiteIsRestoredFromItsBackup(self):
        backup = self.path("backup.cartage")
        self.site.must("site", "backup", backup)
        self.change_database()
        support.write(self.database, support.noise(100_000))
        self.refused("database_damaged", ("run", "--until-idle"))
        self.site.must("site", "restore", backup, "--yes")
        self.assertEqual(0, self.site.run().code)
        self.assert_published(self.site, self.package, "north")

    def test_F69_aDatabaseThatIsBusyForAWhileIsWaitedFor(self):
        writer = sqlite3.connect(self.database, isolation_level=None, check_same_thread=False)
        writer.execute("BEGIN IMMEDIATE")
        release = threading.Timer(2.0, writer.rollback)
        release.start()
        self.assertEqual([], [row for row in self.site.must("status") if row["state"] != "installed"], "questions do not wait")
        self.site.must("hold", self.package, "--dp", "north")
        release.join()
        writer.close()

    def test_F69_aDatabaseThatStaysBusyIsSaidAndNothingIsHalfDone(self):
        writer = sqlite3.connect(self.database, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        try:
            answer = self.site.command("hold", self.package, "--dp", "north")
        finally:
            took = time.monotonic() - begun
            writer.rollback()
            writer.close()
        self.assertEqual((6, "database_busy"), (answer.code, answer.error["code"]), str(answer))
        self.assertLess(took, 45)
        self.assertEqual("installed", self.site.state(self.package, "north"))
        self.site.must("hold", self.package, "--dp", "north")

    def test_F69_theEngineOutlivesABusyDatabase(self):
        engine = self.site.start()
        support.write(f"{self.source}/file1", b"second version\n")
        self.site.must("package", "update", self.package)
        writer = sqlite3.connect(self.database, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        time.sleep(4)
        writer.rollback()
        writer.close()
        self.wait("it goes on", lambda: self.site.row(self.package, "north")["installed_version"] == 2, step=0.1)
        self.assertEqual(0, engine.end()[0])

    def test_F75_fewDescriptorsSlowItDownAndLoseNothing(self):
        self.need(shutil.which("prlimit"), "prlimit is needed")
        for number in range(12):
            self.site.add_dp(f"dp{number}")
        for number in range(200):
            support.write(f"{self.source}/folder{number % 20}/file{number}", support.noise(2000, number))
        self.site.must("package", "update", self.package)
        self.site.distribute(self.package)
        said = set()
        for limit in (16, 24, 32, 48, 64):
            answer = self.site.run(prefix=("prlimit", f"--nofile={limit}:{limit}"))
            self.assertIn(answer.code, (0, 1, 4, 6), f"{limit}: {answer}")
            if answer.code > 1:
                said.add(answer.error["errno_name"])
            self.site.must("retries", "now", "--all")
        answer = self.site.run()
        self.assertEqual(0, answer.code, f"{answer} {self.site.problems()}")
        self.assertLessEqual(said, {"EMFILE", None})
        for number in range(12):
            self.assert_published(self.site, self.package, f"dp{number}")
        self.assert_sound(self.site, "--deep")


class SiteDisk(support.SiteTest):
    """The site folder on a small disk of its own."""

    def setUp(self):
        super().setUp()
        self.disk = self.tmpfs("disk", "24m")
        self.site = support.Site(self.disk)
        self.exits.callback(self.site.close)
        self.source = self.path("source")
        for number in range(4):
            support.write(f"{self.source}/file{number}", support.noise(500_000, number))

    def test_F15_aFullLibraryIsSaidBeforeAnythingIsHalfDone(self):
        support.write(f"{self.source}/large", support.noise(30 << 20))
        answer = self.site.command("package", "add", "--source", self.source, "--name", "Package")
        self.assertEqual((6, "library_no_space"), (answer.code, answer.error["code"]), str(answer))
        self.assertRegex(answer.error["text"], r"[0-9.]+ MiB are needed, [0-9.]+ MiB are free")
        self.assertEqual([], self.site.must("package", "list"))
        self.assertEqual([], os.listdir(os.path.join(self.site.path, "contentlib", "incoming")))
        os.remove(f"{self.source}/large")
        self.site.add_package(self.source)
        self.assert_sound(self.site, "--deep")

    def test_F15_commandsOnAFullDiskAreRefusedAndNothingIsHalfDone(self):
        package = self.site.add_package(self.source)
        dp = self.path("north")
        os.makedirs(dp)
        self.site.add_dp("north", dp)
        ballast = fill(self.disk)
        answer = self.site.command("distribute", package, "--all")
        if answer.code != 0:  # a few pages may still fit into what the log of the database has taken before
            self.assertEqual((6, "database_no_space"), (answer.code, answer.error["code"]), str(answer))
        os.remove(ballast)
        if answer.code != 0:
            self.assertEqual([], [row for row in self.site.must("status") if row["state"] != "removed"])
        self.site.distribute(package)
        self.assertEqual(0, self.site.run().code)
        self.assert_published(self.site, package, "north")
        self.assert_sound(self.site, "--deep")

    def test_F15_F78_anEngineOutlivesAFullDiskAndGoesOnWhenThereIsRoom(self):
        package = self.site.add_package(self.source)
        for dp in ("north", "south"):
            path = self.path(dp)
            os.makedirs(path)
            self.site.add_dp(dp, path)
            self.site.must("dp", "set", dp, "rate=600K")
        self.site.distribute(package)
        engine = self.site.start()
        self.wait("bytes on their way", lambda: self.site.row(package, "north")["bytes_done"] > 0, step=0.05)
        ballast = fill(self.disk)
        # Longer than the transfer takes: what it has to record has no room.
        self.wait("the transfer", lambda: any("new" in os.listdir(os.path.join(self.site.dps["north"], ".cartage", "stage", stage))
                                              for stage in os.listdir(os.path.join(self.site.dps["north"], ".cartage", "stage"))), step=0.05)
        time.sleep(8)
        self.assertIsNone(engine.process.poll(), "the engine has given up")
        self.assertEqual(1, len(self.site.must("package", "list")))
        os.remove(ballast)
        for dp in ("north", "south"):
            self.wait("it goes on", lambda: self.site.state(package, dp) == "installed", seconds=90, step=0.5)
            self.assert_published(self.site, package, dp)
        self.assertEqual(0, engine.end()[0])
        self.assert_sound(self.site, "--deep")


class Sources(support.SiteTest):
    def setUp(self):
        super().setUp()
        self.source = self.path("source")
        for number in range(5):
            support.write(f"{self.source}/file{number}", support.noise(50_000, number))

    def add(self, **options):
        return self.site.command("package", "add", "--source", self.source, "--name", "Package", **options)

    def test_F46_aFileThatKeepsChangingFailsTheSnapshotByName(self):
        self.site = self.make_site()
        busy = f"{self.source}/busy"
        support.write(busy, support.noise(48 << 20)) # long enough to be read that the writer gets its turn on a busy machine
        code = "import os, sys\nf = os.open(sys.argv[1], os.O_WRONLY)\nwhile True:\n    os.pwrite(f, os.urandom(4096), 0)\n"
        quiet = os.stat(busy).st_mtime_ns
        writer = subprocess.Popen([support.sys.executable, "-c", code, busy])
        try:
            self.wait("the writer", lambda: os.stat(busy).st_mtime_ns != quiet)
            answer = self.add()
        finally:
            writer.kill()
            writer.wait()
        self.assertEqual((6, "source_changing"), (answer.code, answer.error["code"]), str(answer))
        self.assertEqual(["busy"], answer.error["names"])
        self.assertEqual([], self.site.must("package", "list"))
        self.assertEqual(0, self.add().code)

    def test_F47_filesThatComeAndGoNeverMakeAMixedVersion(self):
        self.site = self.make_site()
        for number in range(300):
            support.write(f"{self.source}/many/{number}", support.noise(1000, number))
        code = ("import os, sys\nwhile True:\n    for n in range(300):\n        p = f'{sys.argv[1]}/{n}'\n        os.rename(p, p + 'x')\n"
                "    for n in range(300):\n        p = f'{sys.argv[1]}/{n}'\n        os.rename(p + 'x', p)\n")
        mover = subprocess.Popen([support.sys.executable, "-c", code, f"{self.source}/many"])
        try:
            answer = self.add()
        finally:
            mover.kill()
            mover.wait()
        if answer.code == 0:
            self.assertEqual(305, answer.json["files"])
        else:
            self.assertEqual((6, "source_changing"), (answer.code, answer.error["code"]), str(answer))
            self.assertEqual([], self.site.must("package", "list"))
        self.assertEqual([], os.listdir(os.path.join(self.site.path, "contentlib", "incoming")))

    def test_F17_aSourceThatIsGoneIsSaid(self):
        self.site = self.make_site()
        package = self.site.add_package(self.source)
        self.site.add_dp("north")
        os.rename(self.source, self.path("moved"))
        answer = self.site.command("package", "update", package)
        self.assertEqual((6, "source_missing"), (answer.code, answer.error["code"]), str(answer))
        self.site.distribute(package)
        self.assertEqual(0, self.site.run().code, "a version already made goes on")
        os.rename(self.path("moved"), self.source)
        self.assert_published(self.site, package, "north")

    def test_F17_F22_anUnprivilegedUserIsToldWhatHeMayNot(self):
        self.need(os.geteuid() == 0 and shutil.which("setpriv"), "root and setpriv are needed to become somebody else")
        nobody = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
        reached = subprocess.run([*nobody, support.CARTAGE, "--version"], capture_output=True, timeout=30, check=False)
        self.need(reached.returncode == 0, "another user cannot run the program where it was built")
        os.chmod(self.folder, 0o777)
        made = subprocess.run([*nobody, support.CARTAGE, "site", "init", "--code", "CEN", "--name", "Central", "--site", self.path("site")],
                              capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(0, made.returncode, made.stderr)
        site = support.Site.__new__(support.Site)
        site.folder, site.path, site.dps, site.sources, site.engines = self.folder, self.path("site"), {}, {self.package_id: self.source}, []
        self.site = site
        os.chmod(f"{self.source}/file1", 0)
        os.chmod(f"{self.source}/file3", 0)
        support.write(f"{self.source}/closed/inside")
        os.chmod(f"{self.source}/closed", 0)
        answer = self.add(prefix=nobody)
        self.assertEqual((6, "source_unreadable"), (answer.code, answer.error["code"]), str(answer))
        self.assertEqual({"file1", "file3", "closed"}, set(answer.error["names"]))
        for name in ("file1", "file3"):
            os.chmod(f"{self.source}/{name}", 0o644)
        os.chmod(f"{self.source}/closed", 0o755)
        package = site.must("package", "add", "--source", self.source, "--name", "Package", prefix=nobody)["package"]
        self.assertEqual(self.package_id, package)
        for dp in ("north", "south"):
            site.dps[dp] = self.path(dp)
            os.makedirs(site.dps[dp])
            os.chown(site.dps[dp], 65534, 65534)
            site.must("dp", "add", "--name", dp, "--path", site.dps[dp], prefix=nobody)
        os.chmod(site.dps["north"], 0)
        site.must("distribute", package, "--all", prefix=nobody)
        answer = site.run(prefix=nobody)
        self.assertEqual(1, answer.code, str(answer))
        row = site.row(package, "north")
        self.assertEqual(("blocked", "dp_permission"), (row["state"], row["error"]["code"]), row)
        self.assert_published(site, package, "south")
        os.chmod(site.dps["north"], 0o755)
        site.must("retries", "now", "--dp", "north", prefix=nobody)
        self.assertEqual(0, site.run(prefix=nobody).code)
        self.assert_published(site, package, "north")

    package_id = "CEN00001"


if __name__ == "__main__":
    support.main()
