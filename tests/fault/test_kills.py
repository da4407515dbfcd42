#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 of the real engine, and of `package update`, again and again: F06-F09, and of each hundred kills how many fell into which phase.

CARTAGE_ROUNDS sets the number of kills (100; in a long run 1000), CARTAGE_SEED the order of things, CARTAGE_SECONDS the time it may take.
An aim can be missed, so kills go on beyond that number until each phase has had its twentieth."""
import collections
import json
import os
import platform
import random
import signal
import subprocess
import sys
import time

import support

PHASES = ("snapshot", "stage", "prove", "sync", "publish", "record", "commit", "removal")
ROUNDS = int(os.environ.get("CARTAGE_ROUNDS", "1000" if support.LONG else "100"))
SECONDS = float(os.environ.get("CARTAGE_SECONDS", "1500" if support.LONG else "90"))
#: syncfs; fsync and fdatasync
SYNC, COMMIT = {"x86_64": ("306", ("74", "75")), "aarch64": ("267", ("82", "83"))}.get(platform.machine(), ("", ()))
#: An aim that is not met within this time is given up: the kill falls where it falls.
AIM = 3.0


def syscall(task):
    """Number and first argument of the call that a thread is in."""
    try:
        with open(f"{task}/syscall", encoding="ascii") as file:
            words = file.read().split()
        return words[0], int(words[1], 16) if len(words) > 1 else -1
    except (OSError, ValueError):
        return "", -1


def commits(pid):
    """The thread that decides is bringing a transaction to the disk."""
    number, descriptor = syscall(f"/proc/{pid}")
    if number not in COMMIT:
        return False
    try:
        return os.readlink(f"/proc/{pid}/fd/{descriptor}").endswith(("/site.db", "/site.db-wal"))
    except OSError:
        return False


def syncs(pid):
    try:
        return any(syscall(f"/proc/{pid}/task/{task}")[0] == SYNC for task in os.listdir(f"/proc/{pid}/task"))
    except OSError:
        return False


def handles(pid):
    """stage, prove: a file of a stage is open for writing, for reading. Threads at DPs have descriptors of their own."""
    found = set()
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            folder = f"/proc/{pid}/task/{task}/fd"
            for name in os.listdir(folder):
                link = f"{folder}/{name}"
                try:
                    path = os.readlink(link)
                    if "/.cartage/stage/" in path and "/new/" in path:
                        found.add("stage" if os.lstat(link).st_mode & 0o200 else "prove")
                except OSError:
                    continue
    except OSError:
        pass
    return found


def records(site):
    """(DP, package) -> package record there, as it lies there."""
    found = {}
    for dp, path in site.dps.items():
        folder = os.path.join(path, ".cartage", "packages")
        for name in os.listdir(folder):
            if name.endswith(".json"):
                try:
                    found[dp, name[:-5]] = json.loads(support.read(os.path.join(folder, name)))
                except (OSError, ValueError):
                    continue
    return found


def stages(site):
    return {(dp, name) for dp, path in site.dps.items() for name in os.listdir(os.path.join(path, ".cartage", "stage"))}


def publishing(site):
    return {key for key, record in records(site).items() if record.get("publishing")}


class Kills(support.SiteTest):
    def setUp(self):
        super().setUp()
        self.need(SYNC and os.path.exists("/proc/self/syscall") and syscall("/proc/self")[0], "/proc/PID/syscall is needed to tell phases")
        seed = int(os.environ.get("CARTAGE_SEED", str(random.randrange(10**6))))
        print(f"CARTAGE_SEED={seed}", file=sys.stderr, flush=True)
        self.random = random.Random(seed)
        self.site = self.make_site()
        self.site.must("site", "set", "keep_versions=2")
        self.packages = []
        self.serial = 0
        for name, files, size in (("many", 120, 12_000), ("large", 3, 4_000_000), ("small", 4, 1000)):
            source = self.path("source-" + name)
            for i in range(files):
                support.write(f"{source}/folder{i % 7}/file{i}.bin", support.noise(size, (seed, name, i)))
            os.makedirs(f"{source}/empty")
            os.symlink("folder0/file0.bin", f"{source}/link")
            self.packages.append(self.site.add_package(source, name))
        for dp in ("north", "south", "east", "west"):
            self.site.add_dp(dp)
        self.site.must("dp", "set", "west", "rate=20M")
        for package in self.packages:
            self.site.distribute(package)
        self.hits = collections.Counter()
        self.versions = {}
        self.contents = {}
        self.messages = {}
        self.goes_on = []
        self.began = 0

    # What is done to the site, so that there is something to kill.

    def change_source(self, package):
        """Some files change, some go, some come, some become folders and the other way round."""
        source = self.site.sources[package]
        self.serial += 1
        large = source.endswith("large")
        for folder, _, names in list(os.walk(source)):
            for name in names:
                path = os.path.join(folder, name)
                chance = self.random.random()
                if os.path.islink(path):
                    os.remove(path)
                    os.symlink(f"folder{self.serial % 7}/missing.bin", path)
                elif chance < (0.7 if large else 0.4):
                    size = os.path.getsize(path)
                    os.remove(path)
                    support.write(path, support.noise(size, (self.serial, path)))
                elif chance < 0.47 and not large:
                    os.remove(path)
                elif chance < 0.49 and not large:
                    os.remove(path)
                    support.write(path + f"/inner{self.serial}.bin", support.noise(5000, (self.serial, path)))
        for i in range(0 if large else 8):
            support.write(f"{source}/come{i}/new{self.serial}.bin", support.noise(12_000, (self.serial, source, i)))

    def update(self, package):
        self.change_source(package)
        answer = self.site.must("package", "update", package)
        self.note_version(package, answer["version"], answer["manifest_sha256"])

    def note_version(self, package, version, manifest):
        known = self.versions.setdefault((package, version), manifest)
        self.assertEqual(known, manifest, f"{package} version {version} was given to two contents")

    def owe(self, target):
        """Duties of the kind that the aim needs."""
        # The large one takes its time to copy at the DP with a rate; the one of many files has more to put in place.
        package = {"publish": self.packages[0], "removal": self.packages[0], "stage": self.packages[1]}.get(target) or self.random.choice(self.packages[:2])
        if target == "removal":
            dps = self.random.sample(sorted(self.site.dps), 2)
            self.site.must("undistribute", package, "--dp", dps[0], "--dp", dps[1], "--yes")
            return
        if self.random.random() < 0.4:
            self.site.distribute(self.random.choice(self.packages))
        self.update(package)

    # When to kill.

    def aimed(self, target, pid, before):
        if target == "stage":
            return "stage" in handles(pid)
        if target == "prove":
            return "prove" in handles(pid)
        if target == "sync":
            return syncs(pid) and not handles(pid)
        if target == "publish":
            return bool(publishing(self.site))
        if target == "record":
            open_now = publishing(self.site)
            latest = time.monotonic() + 1
            while open_now and not self.ended(pid) and time.monotonic() < latest:
                still = publishing(self.site)
                if open_now - still:
                    return True
                open_now |= still
            return False
        if target == "commit":
            return self.random.random() < 0.5 and commits(pid)
        return any("-removal-" in name for _, name in stages(self.site) - before)

    def aim(self, target, pid, before):
        """Returns at a random instant in the phase aimed at."""
        latest = time.monotonic() + AIM
        pause = {"stage": 0.02, "prove": 0.002, "publish": 0.008, "removal": 0.004}.get(target, 0)
        while time.monotonic() < latest and not self.ended(pid):
            if not self.aimed(target, pid, before):
                continue
            until = time.monotonic() + self.random.random() * pause
            while time.monotonic() < until:
                pass
            if not pause or self.aimed(target, pid, before):
                return

    @staticmethod
    def ended(pid):
        try:
            with open(f"/proc/{pid}/stat", encoding="ascii") as file:
                return file.read().rsplit(")", 1)[1].split()[0] in "ZX"
        except OSError:
            return True

    def kill_engine(self, target):
        self.owe(target)
        before = stages(self.site)
        self.began = time.time() * 1000
        engine = self.site.start()
        self.aim(target, engine.pid, before)
        # Every other one is stopped for an instant, so that what it was doing can be told for certain.
        if self.random.random() < 0.5:
            engine.kill(signal.SIGSTOP)
        seen = handles(engine.pid)
        if commits(engine.pid):
            seen.add("commit")
        if "prove" not in seen and syncs(engine.pid):
            seen.add("sync")
        engine.kill()
        engine.process.wait(support.PATIENCE)
        code = engine.process.returncode
        self.assertEqual(-signal.SIGKILL, code, f"the engine ended by itself: {engine.process.stdout.read()} {engine.process.stderr.read()}")
        engine.close()
        self.site.engines.remove(engine)
        return seen

    def kill_snapshot(self):
        package = self.random.choice(self.packages[:2])
        self.change_source(package)
        incoming = os.path.join(self.site.path, "contentlib", "incoming")
        before = set(os.listdir(incoming))
        command = [support.CARTAGE, "package", "update", package, "--json", "--site", self.site.path]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            latest = time.monotonic() + AIM
            while set(os.listdir(incoming)) <= before and process.poll() is None and time.monotonic() < latest:
                pass
            until = time.monotonic() + self.random.random() * 0.02
            while time.monotonic() < until:
                pass
            begun = bool(set(os.listdir(incoming)) - before)
            process.kill()
            process.communicate(timeout=support.PATIENCE)
        held = self.site.tables().execute("SELECT count(*) FROM intake WHERE pid = ?", (process.pid,)).fetchone()[0]
        return {"snapshot"} if begun or held else set()

    # What lies there after a kill.

    def look(self, seen):
        """Adds what the rows and the DPs tell, and checks that what was acknowledged is still there."""
        tables = self.site.tables()
        self.check_nothing_lost(tables)
        lying, staged = records(self.site), stages(self.site)
        installed_since = {(row["package_id"], row["name"]) for row in tables.execute(
            "SELECT package_id, name FROM distribution JOIN dp USING (dp_key) WHERE state = 'installed' AND updated_at >= ?", (self.began,))}
        for row in tables.execute("SELECT package_id, name, state, wanted_version FROM distribution JOIN dp USING (dp_key)"):
            package, dp, state = row["package_id"], row["name"], row["state"]
            record = lying.get((dp, package))
            own = [name for at, name in staged if at == dp and name.startswith(package + "-")]
            if record and record.get("publishing"):
                seen.add("publish")
            elif state == "publishing":
                seen.add("record" if record and record["version"] == row["wanted_version"] else "commit")
            elif state == "removing" and (any("-removal-" in name for name in own) or not os.path.isdir(self.site.published(package, dp))):
                seen.add("removal")
            elif (package, dp) in installed_since and own:
                seen.add("commit")
            elif state in ("transferring", "verifying") and own and not seen:
                seen.add("stage")
        self.check_installed(tables)
        first = tables.execute("SELECT min(started_at) FROM attempt WHERE started_at >= ?", (self.began,)).fetchone()[0]
        if first is not None and self.began:
            self.goes_on.append((first - self.began) / 1000)

    def check_installed(self, tables):
        """What is called installed is whole, however the engine ended."""
        rows = tables.execute("SELECT package_id, name, installed_version FROM distribution JOIN dp USING (dp_key) WHERE state = 'installed'")
        for package, dp, version in rows:
            lies = {name: (entry[0], entry[2] if entry[0] == "file" else None) for name, entry in support.tree(self.site.published(package, dp)).items()}
            self.assertEqual(self.content(package, version), lies, f"{package} version {version} on {dp}")

    def content(self, package, version):
        if (package, version) not in self.contents:
            entries = self.site.must("package", "show", package, "--version", str(version), "--files")
            self.contents[package, version] = {entry["path"].encode(): (entry["type"], entry["size"] if entry["type"] == "file" else None)
                                               for entry in entries}
        return self.contents[package, version]

    def check_nothing_lost(self, tables):
        for row in tables.execute("SELECT package_id, version, manifest FROM package_version"):
            self.note_version(*row)
        now = dict(tables.execute("SELECT record_id, message_guid FROM status_message"))
        self.assertLessEqual(self.messages.items(), now.items(), "messages were lost")
        self.messages = now

    def count(self, target, seen):
        """One kill counts once: for what was aimed at, else for what is rarest."""
        if target in seen:
            self.hits[target] += 1
        elif seen:
            self.hits[min(seen, key=lambda phase: self.hits[phase])] += 1
        else:
            self.hits["no work"] += 1

    def rare(self, kills):
        """A phase that fewer than a twentieth of the kills fell into, or nothing."""
        return next((phase for phase in PHASES if self.hits[phase] * 20 < kills), "")

    def test_F07_aPublishThatWasKilledIsFinishedThoughItsVersionIsOldByThen(self):
        """Two updates and a pruning come between the kill and the next engine: what the publish was about is still known."""
        package, source = self.packages[0], self.site.sources[self.packages[0]]
        self.site.must("site", "set", "keep_versions=1")
        self.assertEqual(0, self.site.run().code)
        for action in ("update", "undistribute"):
            for number in range(300):
                support.write(f"{source}/short/file{number}.bin", support.noise(500, (action, number)))
            self.site.must("package", "update", package)
            for _ in range(20):
                engine = self.site.start()
                self.aim("publish", engine.pid, set())
                engine.kill()
                engine.process.wait(support.PATIENCE)
                if publishing(self.site):
                    break
                for number in range(300):
                    support.write(f"{source}/short/file{number}.bin", support.noise(500, (action, number, engine.pid)))
                self.site.must("package", "update", package)
            self.assertTrue(publishing(self.site), "no kill fell into a publish")
            support.remove_tree(f"{source}/short")
            for number in range(2):
                support.write(f"{source}/beside", f"{action} {number}\n")
                self.site.must("package", "update", package)
            self.site.must("package", "prune")
            if action == "undistribute":
                self.site.must("undistribute", package, "--all", "--yes")
            last = self.site.run()
            self.assertEqual(0, last.code, f"{last} {self.site.problems()}")
            for dp in self.site.dps:
                if action == "update":
                    self.assert_published(self.site, package, dp)
                else:
                    self.assertFalse(os.path.exists(self.site.published(package, dp)))
                    self.assertEqual([], os.listdir(os.path.join(self.site.dps[dp], ".cartage", "found")))
            self.assert_sound(self.site, "--deep")

    # The whole.

    def test_F06_F07_F08_F09_killed_at_any_instant_nothing_is_lost_or_done_twice(self):
        first = self.site.run()
        self.assertEqual(0, first.code, str(first))
        latest = time.monotonic() + SECONDS
        kills, targets = 0, []
        while (kills < ROUNDS or self.rare(kills)) and time.monotonic() < latest:
            if kills >= ROUNDS:
                targets = [self.rare(kills)]
            elif not targets:
                targets = self.random.sample(PHASES, len(PHASES))
            target = targets.pop()
            self.began = 0
            seen = self.kill_snapshot() if target == "snapshot" else self.kill_engine(target)
            self.look(seen)
            self.count(target, seen)
            kills += 1
        self.report(kills)
        self.converges()
        in_work = kills - self.hits["no work"]
        self.assertGreaterEqual(in_work, kills * 80 // 100, "too few kills fell into work")
        self.assertEqual("", self.rare(kills), "too few kills fell into it")
        # Each engine began with what the killed one left.
        self.assertGreaterEqual(len(self.goes_on), kills // 2)
        self.assertLess(max(self.goes_on), 5.0, "a restart has to go on by itself")

    def report(self, kills):
        line = ", ".join(f"{phase} {self.hits[phase]}" for phase in (*PHASES, "no work"))
        print(f"{kills} kills: {line}; goes on after {max(self.goes_on, default=0):.2f} s at most", file=sys.stderr, flush=True)
        if kills < ROUNDS:
            print(f"only {kills} of {ROUNDS} kills did fit into {SECONDS:.0f} s", file=sys.stderr, flush=True)

    def converges(self):
        for package in self.packages:
            self.update(package)
            self.site.distribute(package)
        last = self.site.run(seconds=120)
        self.assertEqual(0, last.code, str(last))
        for row in self.site.must("status"):
            self.assertEqual("installed", row["state"], row)
        for package in self.packages:
            for dp in self.site.dps:
                self.assert_published(self.site, package, dp)
        self.assert_sound(self.site, "--deep")
        self.assertEqual(set(), stages(self.site))
        tables = self.site.tables()
        self.check_nothing_lost(tables)
        outcomes = dict(tables.execute("SELECT outcome, count(*) FROM attempt GROUP BY outcome"))
        print(f"attempts: {outcomes}", file=sys.stderr, flush=True)
        self.assertEqual([], [tuple(row) for row in tables.execute("SELECT package_id, outcome, error FROM attempt WHERE outcome = 'running'")])
        failed = tables.execute("SELECT package_id, outcome, error FROM attempt WHERE error IS NOT NULL AND outcome != 'interrupted'").fetchall()
        self.assertEqual([], [tuple(row) for row in failed], "a kill counts at nobody")
        self.check_messages(tables)

    def check_messages(self, tables):
        """Each version and each delivery has said so."""
        said = {(row["id"], row["package_id"], row["dp"], row["version"]) for row in tables.execute(
            "SELECT id, package_id, dp, version FROM status_message")}
        for package, version in self.versions:
            self.assertIn((2376, package, None, str(version)), said)
        for row in tables.execute("SELECT package_id, name, installed_version FROM distribution JOIN dp USING (dp_key) WHERE state = 'installed'"):
            self.assertIn((2330, row[0], row[1], str(row[2])), said)


if __name__ == "__main__":
    support.main(at_once=1)
