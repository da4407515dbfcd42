#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Distribution points that are full, read-only, gone, exchanged, edited by hand: on small real file systems."""
import os
import subprocess
import time

import support


def fill(path, leave=0):
    """Takes all room of a file system but `leave` bytes; returns the ballast."""
    ballast = os.path.join(path, "ballast")
    with open(ballast, "ab", buffering=0) as file:
        for block in (1 << 20, 1 << 12, 1):
            while True:
                room = os.statvfs(path)
                if room.f_bavail * room.f_frsize - leave < max(block, 4096):
                    break
                try:
                    file.write(b"\0" * block)
                except OSError:
                    break
    return ballast


class Storage(support.SiteTest):
    def setUp(self):
        super().setUp()
        self.site = self.make_site()

    def package(self, name, files, size):
        source = self.path("source-" + name)
        for number in range(files):
            support.write(f"{source}/file{number}", support.noise(size, (name, number)))
        return self.site.add_package(source, name)

    def bind(self, store, name):
        """A DP's folder as a mount point; what is mounted there can be exchanged."""
        self.need(os.geteuid() == 0, "only root can mount")
        point = self.path(name)
        os.makedirs(point, exist_ok=True)
        mounted = subprocess.run(["mount", "--bind", store, point], capture_output=True, text=True, timeout=30, check=False)
        self.need(mounted.returncode == 0, f"bind mounts are refused: {mounted.stderr.strip()}")
        self.exits.callback(support.unmount, point)
        return point

    def run_whole(self, *arguments, **options):
        answer = self.site.run(*arguments, **options)
        self.assertEqual(0, answer.code, f"{answer} {self.site.problems()}")

    def stages(self, dp):
        return os.listdir(os.path.join(self.site.dps[dp], ".cartage", "stage"))

    def message_count(self, *ids):
        arguments = sum((["--id", str(number)] for number in ids), [])
        return len(self.site.must("messages", "--limit", "0", *arguments))

    def wait_state(self, package, dp, *states, seconds=support.PATIENCE):
        return self.wait(f"{package} on {dp} {states}", lambda: self.site.state(package, dp) in states, seconds, step=0.1)

    # F13

    def test_F13_whatDoesNotFitWaitsAndGoesOnWhenThereIsRoom(self):
        self.site.add_dp("little", self.tmpfs("little", "12m"))
        self.site.add_dp("other")
        first, second, tiny = self.package("first", 8, 1 << 20), self.package("second", 8, 1 << 20), self.package("tiny", 2, 1000)
        self.site.distribute(first)
        self.run_whole()
        self.site.distribute(second)
        self.site.distribute(tiny)
        answer = self.site.run()
        self.assertEqual(1, answer.code, str(answer))
        row = self.site.row(second, "little")
        self.assertEqual(("blocked", "space", "no_space"), (row["state"], row["waits_for"], row["error"]["code"]), row)
        problem = self.site.problem("no_space")
        self.assertRegex(problem["text"], r"little.* 8\.4 MiB are needed, [0-9.]+ MiB are free")
        self.assertEqual([], self.stages("little"), "what does not fit holds no room")
        for package, dp in ((second, "other"), (tiny, "little"), (tiny, "other"), (first, "little")):
            self.assertEqual("installed", self.site.state(package, dp))
            self.assert_published(self.site, package, dp)
        self.site.must("undistribute", first, "--dp", "little", "--yes")
        self.run_whole()
        self.assert_published(self.site, second, "little")
        self.assert_sound(self.site, "--deep")

    def test_F13_F16_roomThatVanishesInMidFileCutsTheStageBack(self):
        path = self.tmpfs("little", "24m")
        self.site.add_dp("little", path)
        self.site.must("dp", "set", "little", "rate=4M")
        package, tiny = self.package("large", 8, 1 << 20), self.package("tiny", 2, 1000)
        self.site.distribute(package)
        engine = self.site.start()
        self.wait("a stage", lambda: any(os.listdir(os.path.join(path, ".cartage", "stage", stage, "new"))
                                         for stage in self.stages("little") if not stage.endswith(".tmp")), step=0.005)
        ballast = fill(path)
        self.wait_state(package, "little", "blocked")
        self.assertEqual("no_space", self.site.row(package, "little")["error"]["code"])
        self.wait("the stage is cut back", lambda: not self.stages("little"))
        self.assertFalse(os.path.exists(self.site.published(package, "little")))
        os.remove(ballast)
        # A transfer that ends there lets the free space be read.
        self.site.distribute(tiny)
        self.wait_state(package, "little", "installed")
        self.assertEqual(0, engine.end()[0])
        self.assert_published(self.site, package, "little")

    # F22, F25-F27: the DP as a whole

    def test_F22_F25_conditionsEndByThemselvesWhenTheProbeSucceeds(self):
        package = self.package("office", 3, 100_000)
        read_only = self.tmpfs("readonly", "8m")
        store = self.path("store")
        os.makedirs(store)
        gone = self.bind(store, "gone")
        self.site.add_dp("readonly", read_only)
        self.site.add_dp("gone", gone)
        self.site.add_dp("well")
        subprocess.run(["mount", "-o", "remount,ro", read_only], check=True, timeout=30)
        subprocess.run(["umount", gone], check=True, timeout=30)
        self.site.distribute(package)
        engine = self.site.start()
        self.wait_state(package, "well", "installed")
        self.wait_state(package, "readonly", "blocked")
        self.wait_state(package, "gone", "blocked")
        self.assertEqual("dp_read_only", self.site.row(package, "readonly")["error"]["code"])
        self.assertIn(self.site.row(package, "gone")["error"]["code"], ("dp_not_there", "dp_marker_missing"))
        self.assertEqual("by_itself", self.site.row(package, "gone")["error"]["resolves"])
        self.assertEqual([], os.listdir(gone), "a bare mount point stays bare")
        subprocess.run(["mount", "-o", "remount,rw", read_only], check=True, timeout=30)
        self.bind(store, "gone")
        for dp in ("readonly", "gone"):
            self.wait_state(package, dp, "installed", seconds=90)
            self.assert_published(self.site, package, dp)
        self.assertEqual(0, self.site.row(package, "gone")["attempt"] - 1, "a condition uses up no attempt")
        self.assertEqual(2, self.message_count(2391))
        self.assertEqual(2, self.message_count(20201))
        self.assertEqual(0, engine.end()[0])

    def test_F25_nothingIsWrittenToABareMountPoint(self):
        package = self.package("large", 6, 1 << 20)
        store = self.path("store")
        os.makedirs(store)
        point = self.bind(store, "mounted")
        self.site.add_dp("mounted", point)
        self.site.must("dp", "set", "mounted", "rate=1M")
        self.site.distribute(package)
        engine = self.site.start()
        self.wait("bytes on their way", lambda: self.site.row(package, "mounted")["bytes_done"] > 0, step=0.05)
        subprocess.run(["umount", "-l", point], check=True, timeout=30)
        self.wait_state(package, "mounted", "blocked")
        self.assertEqual([], os.listdir(point))
        self.assertFalse(os.path.exists(os.path.join(store, package)), "nothing was published where nobody sees it")
        self.bind(store, "mounted")
        self.site.must("dp", "set", "mounted", "rate=0")
        self.site.must("retries", "now", "--dp", "mounted")
        self.wait_state(package, "mounted", "installed")
        self.assertEqual(0, engine.end()[0])
        self.assert_published(self.site, package, "mounted")

    def test_F26_anotherDpsDiskInItsPlaceIsNotTouched(self):
        package = self.package("office", 3, 100_000)
        other = self.package("other", 1, 100)
        stores = [self.path("store-one"), self.path("store-two")]
        for store in stores:
            os.makedirs(store)
        point = self.bind(stores[0], "one")
        self.site.add_dp("one", point)
        self.site.add_dp("two", stores[1])
        self.site.distribute(other, "two")
        self.run_whole()
        subprocess.run(["umount", point], check=True, timeout=30)
        self.bind(stores[1], "one")
        before = support.tree(stores[1])
        self.site.distribute(package, "one")
        answer = self.site.run()
        self.assertEqual(1, answer.code, str(answer))
        row = self.site.row(package, "one")
        self.assertEqual(("blocked", "dp_other_identity", "operator"), (row["state"], row["error"]["code"], row["error"]["resolves"]))
        self.assertEqual(before, support.tree(stores[1]))
        subprocess.run(["umount", point], check=True, timeout=30)
        self.bind(stores[0], "one")
        self.site.must("retries", "now", "--dp", "one")
        self.run_whole()
        self.assert_published(self.site, package, "one")

    def test_F27_aRootThatIsSwappedForALinkInMidCopyLeadsNowhere(self):
        package = self.package("large", 6, 1 << 20)
        self.site.add_dp("north")
        self.site.must("dp", "set", "north", "rate=1M")
        root, away, strange = self.site.dps["north"], self.path("away"), self.path("strange")
        support.write(strange + "/somebody's", b"work\n")
        before = support.tree(strange)
        self.site.distribute(package)
        engine = self.site.start()
        self.wait("bytes on their way", lambda: self.site.row(package, "north")["bytes_done"] > 0, step=0.05)
        os.rename(root, away)
        os.symlink(strange, root)
        self.wait_state(package, "north", "blocked")
        self.assertEqual(before, support.tree(strange))
        os.remove(root)
        os.rename(away, root)
        self.site.must("dp", "set", "north", "rate=0")
        self.site.must("retries", "now", "--dp", "north")
        self.wait_state(package, "north", "installed")
        self.assertEqual(0, engine.end()[0])
        self.assertEqual(before, support.tree(strange))
        self.assert_published(self.site, package, "north")

    # F21, F31, F81, F85: what others do there

    def test_F21_F31_editedDeletedAndRottenFilesAreFoundAndRepairedAlone(self):
        package = self.package("office", 20, 100_000)
        self.site.add_dp("north")
        self.site.distribute(package)
        self.run_whole()
        folder = self.site.published(package, "north")
        os.remove(f"{folder}/file1")
        support.write(f"{folder}/file2", b"edited by hand\n")
        times = os.stat(f"{folder}/file3")
        with open(f"{folder}/file3", "r+b") as file:
            file.seek(50_000)
            byte = file.read(1)[0]
            file.seek(50_000)
            file.write(bytes([byte ^ 1]))
        os.utime(f"{folder}/file3", ns=(times.st_atime_ns, times.st_mtime_ns))
        found = self.site.must("validate", package, "--dp", "north", code=1)
        self.assertEqual({("file1", "missing"), ("file2", "differs"), ("file3", "differs")}, {(each["path"], each["finding"]) for each in found})
        self.assertEqual("damaged", self.site.state(package, "north"))
        self.run_whole()
        self.assert_published(self.site, package, "north")
        self.assertEqual(300_000, self.site.row(package, "north")["bytes_total"], "only what differs is copied")
        self.assertEqual([], self.site.must("validate", package, "--dp", "north"))

    def test_F31_anUpdateReplacesWhatWasEditedByHand(self):
        package = self.package("office", 5, 1000)
        self.site.add_dp("north")
        self.site.distribute(package)
        self.run_whole()
        support.write(self.site.published(package, "north") + "/file1", b"edited by hand\n")
        os.remove(self.site.published(package, "north") + "/file2")
        for number in (1, 2):
            support.write(f"{self.site.sources[package]}/file{number}", b"second version\n")
        self.site.must("package", "update", package)
        self.run_whole()
        self.assert_published(self.site, package, "north")

    def test_F81_aFolderOfThePackagesNameIsNotTouched(self):
        package = self.package("office", 3, 1000)
        self.site.add_dp("north")
        folder = self.site.published(package, "north")
        support.write(folder + "/somebody's", b"work\n")
        before = support.tree(self.site.dps["north"] + "/" + package)
        self.site.distribute(package)
        self.assertEqual(1, self.site.run().code)
        row = self.site.row(package, "north")
        self.assertEqual(("blocked", "foreign_content", "operator"), (row["state"], row["error"]["code"], row["error"]["resolves"]))
        self.assertEqual(before, support.tree(folder))
        os.rename(folder, self.path("moved"))
        self.site.must("retries", "now", package, "--dp", "north")
        self.run_whole()
        self.assert_published(self.site, package, "north")
        self.assertEqual(before, support.tree(self.path("moved")))

    def test_F85_filesThatAreNotOursAreKept(self):
        package = self.package("office", 3, 1000)
        self.site.add_dp("north")
        self.site.distribute(package)
        self.run_whole()
        folder = self.site.published(package, "north")
        support.write(folder + "/not ours", b"keep me\n")
        support.write(folder + "/theirs/deep/file", b"keep me too\n")
        support.write(self.site.sources[package] + "/file1", b"second version\n")
        os.remove(self.site.sources[package] + "/file2")
        self.site.must("package", "update", package)
        self.run_whole()
        self.assertEqual(b"keep me\n", support.read(folder + "/not ours"))
        found = self.site.must("validate", package, "--dp", "north", code=1)
        self.assertIn("not ours", {each["path"] for each in found if each["finding"] == "extra"})
        self.assertEqual({"extra"}, {each["finding"] for each in found})
        self.site.must("undistribute", package, "--all", "--yes")
        self.run_whole()
        self.assertFalse(os.path.exists(folder))
        kept = support.tree(os.path.join(self.site.dps["north"], ".cartage", "found"))
        contents = sorted(name.split(b"/", 1)[1] for name, entry in kept.items() if entry[0] == "file")
        self.assertEqual([b"not ours", b"theirs/deep/file"], contents)
        self.assertEqual(1, self.message_count(20208))

    # The proof

    def test_F12_F21_aByteChangedBetweenWriteAndProofIsFoundTwentyOfTwenty(self):
        package = self.package("large", 6, 200_000)
        dps = [f"dp{number}" for number in range(20)]
        for dp in dps:
            self.site.add_dp(dp)
            self.site.must("dp", "set", dp, "rate=500K")
        self.site.distribute(package)
        engine = self.site.start()
        flipped = set()
        latest = time.monotonic() + 120
        while len(flipped) < len(dps) and time.monotonic() < latest:
            for dp in dps:
                if dp not in flipped and self.flip(dp):
                    flipped.add(dp)
            time.sleep(0.005)
        self.assertEqual(set(dps), flipped)

        def attempts():
            return self.site.must("retries", "list", "--all", "--history")

        rows = {}

        def all_found():
            for row in self.site.must("status"):
                if row["error"]:
                    rows[row["dp"]] = row["error"]
            return len(rows) == len(dps)

        self.wait("each flip is found", all_found, seconds=90, step=0.2)
        self.assertEqual({"verify_mismatch"}, {error["code"] for error in rows.values()}, attempts())
        self.assertEqual({"file1"}, {os.path.basename(error["path"]) for error in rows.values()})
        for dp in dps:
            self.assertFalse(os.path.exists(self.site.published(package, dp)), "what is not proven is not published")
            self.site.must("dp", "set", dp, "rate=0")
        self.site.must("retries", "now", "--all")
        for dp in dps:
            self.wait_state(package, dp, "installed")
            self.assert_published(self.site, package, dp)
        self.assertEqual(0, engine.end()[0])

    def flip(self, dp):
        """Changes a bit of the second file once the fourth is being written; size and times stay."""
        for stage in self.stages(dp):
            folder = os.path.join(self.site.dps[dp], ".cartage", "stage", stage, "new")
            try:
                if os.path.exists(folder + "/file4") or not os.path.exists(folder + "/file3"):
                    continue
                times = os.stat(folder + "/file1")
                os.chmod(folder + "/file1", 0o600)
                with open(folder + "/file1", "r+b", buffering=0) as file:
                    byte = os.pread(file.fileno(), 1, 123_456)[0]
                    os.pwrite(file.fileno(), bytes([byte ^ 0x10]), 123_456)
                os.utime(folder + "/file1", ns=(times.st_atime_ns, times.st_mtime_ns))
                os.chmod(folder + "/file1", times.st_mode & 0o7777)
                return True
            except FileNotFoundError:
                continue
        return False


if __name__ == "__main__":
    support.main()
