# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packages: snapshots, versions, settings, removal."""
import hashlib
import os
import shutil
import socket
import unittest

from support import CHANGE_FIELDS, SiteTest, write

SNAPSHOT = "package name version changed files bytes new_files changed_files removed_files new_bytes manifest_sha256"
PACKAGE = ("package name version product_version manufacturer priority source snapshot_at files bytes targets verified problems held versions")


class Adding(SiteTest):
    def test_the_snapshot(self):
        source = self.site.source(files={"a": "12345", "b/c": "12345", "d": ""})
        snapshot = self.site.ok("package", "add", "--source", source, "--name", "Office")
        self.assertShape(snapshot, SNAPSHOT)
        self.assertEqual((snapshot["package"], snapshot["name"], snapshot["version"], snapshot["changed"], snapshot["files"], snapshot["bytes"]),
                         ("CEN00001", "Office", 1, True, 3, 10))
        self.assertEqual((snapshot["new_files"], snapshot["changed_files"], snapshot["removed_files"]), (3, 0, 0))
        self.assertRegex(snapshot["manifest_sha256"], "^[0-9a-f]{64}$")

    def test_as_text_the_id_alone(self):
        done = self.site.text("package", "add", "--source", self.site.source(), "--name", "Office")
        self.assertEqual((done.code, done.out, done.err), (0, "CEN00001\n", ""))
        self.assertEqual(self.site.text("package", "update", "CEN00001").out, "CEN00001 1 unchanged\n")
        write(self.site.path("source", "new"))
        self.assertEqual(self.site.text("package", "update", "cen00001").out, "CEN00001 2\n")

    def test_all_that_can_be_said_of_one(self):
        source = self.site.source()
        self.site.ok("package", "add", "--source", source, "--name", "Office", "--id", "cen0abcd", "--product-version", "25.8", "--manufacturer", "TDF",
                     "--priority", "high")
        package = self.site.ok("package", "show", "CEN0ABCD")
        self.assertShape(package, PACKAGE)
        self.assertEqual((package["package"], package["name"], package["product_version"], package["manufacturer"], package["priority"], package["source"]),
                         ("CEN0ABCD", "Office", "25.8", "TDF", "high", source))
        self.assertTime(package["snapshot_at"])
        self.assertEqual((package["version"], package["targets"], package["verified"], package["problems"], package["held"]), (1, 0, 0, 0, None))
        self.assertEqual(package["versions"][0].keys(), {"version", "at", "files", "bytes", "manifest_sha256"})
        self.assertEqual(self.site.ok("package", "list"), [package])
        plain = self.site.ok("package", "show", self.site.package("Reader", "reader"))
        self.assertEqual((plain["product_version"], plain["manufacturer"], plain["priority"]), (None, None, "normal"))

    def test_a_name_in_use_names_its_id(self):
        package = self.site.package("Büro")
        before = self.site.dump()
        error = self.assertRefused(self.site.run("package", "add", "--source", self.site.path("source"), "--name", "BÜRO"), 3, "name_taken")
        self.assertIn(package, (error["object"] or "") + error["text"])
        self.assertUnchanged(before)

    def test_ids(self):
        self.site.package("A", "a", None, "--id", "CEN00001")
        self.assertEqual(self.site.package("B", "b"), "CEN00002")
        self.assertRefused(self.site.run("package", "add", "--source", self.site.path("a"), "--name", "C", "--id", "CEN00002"), 3, "exists")
        self.assertCode(self.site.run("package", "add", "--source", self.site.path("a"), "--name", "C", "--id", "LON00001"), 3)

    def test_a_source_that_is_missing(self):
        done = self.site.run("package", "add", "--source", self.site.path("absent"), "--name", "x")
        error = self.assertRefused(done, 6, "source_missing")
        self.assertEqual((error["errno"], error["errno_name"], error["path"], error["scope"]), (2, "ENOENT", self.site.path("absent"), "package"))
        write(self.site.path("file"))
        self.assertIn(self.site.run("package", "add", "--source", self.site.path("file"), "--name", "x").code, (3, 6))
        self.assertEqual(self.site.ok("package", "list"), [])

    def test_names_and_links_that_are_refused(self):
        source = self.site.source()
        os.mkfifo(os.path.join(source, "fifo"))
        listener = socket.socket(socket.AF_UNIX)
        self.addCleanup(listener.close)
        here = os.getcwd()
        os.chdir(source)
        listener.bind("socket")
        os.chdir(here)
        error = self.assertRefused(self.site.run("package", "add", "--source", source, "--name", "x"), 3, "names_refused")
        self.assertEqual(error["kind"], "invalid")
        for name in ("fifo", "socket"):
            self.assertIn(name, str(error))
        for i in range(9):
            os.mkfifo(os.path.join(source, f"more{i}"))
        text = self.site.text("package", "add", "--source", source, "--name", "x")
        for name in ["fifo", "socket"] + [f"more{i}" for i in range(9)]:
            self.assertIn(name, text.err)
        for i in range(9):
            os.remove(os.path.join(source, f"more{i}"))
        os.remove(os.path.join(source, "fifo"))
        os.remove(os.path.join(source, "socket"))
        os.symlink("../outside", os.path.join(source, "out"))
        error = self.assertRefused(self.site.run("package", "add", "--source", source, "--name", "x"), 3, "links_refused")
        self.assertIn("out", str(error))
        self.assertEqual(self.site.ok("package", "list"), [])

    def test_a_source_in_use(self):
        folder = self.site.dp("d1")
        write(os.path.join(folder, "package", "file"))
        for source in (folder, os.path.join(folder, "package"), self.site.folder, self.base):
            self.assertRefused(self.site.run("package", "add", "--source", source, "--name", "x"), 3, "path_in_use")
        os.symlink(self.site.path("dps"), self.site.path("another-way"))
        for source in ("another-way/d1", "another-way/d1/package"):
            self.assertRefused(self.site.run("package", "add", "--source", self.site.path(source), "--name", "x"), 3, "path_in_use")

    def test_entries(self):
        source = self.site.source(files={"b/file": "content", "a": ""})
        os.makedirs(os.path.join(source, "empty"))
        os.symlink("b/file", os.path.join(source, "link"))
        os.chmod(os.path.join(source, "b/file"), 0o755)
        os.utime(os.path.join(source, "b/file"), (1_700_000_000, 1_700_000_000))
        with open(os.path.join(os.fsencode(source), b"\xff"), "wb"):
            pass
        package = self.site.ok("package", "add", "--source", source, "--name", "x")["package"]
        entries = {entry["path"]: entry for entry in self.site.ok("package", "show", package, "--files")}
        self.assertEqual(entries.keys(), {"a", "b", "b/file", "empty", "link", "\\xFF"})
        for entry in entries.values():
            self.assertEqual(entry.keys(), set("path path_base64 type size mode mtime sha256 link".split()))
        file = entries["b/file"]
        self.assertEqual((file["type"], file["size"], file["mode"], file["mtime"], file["sha256"], file["link"], file["path_base64"]),
                         ("file", 7, "0755", "2023-11-14T22:13:20.000Z", hashlib.sha256(b"content").hexdigest(), None, None))
        self.assertEqual((entries["empty"]["type"], entries["empty"]["sha256"]), ("folder", None))
        self.assertEqual((entries["link"]["type"], entries["link"]["link"], entries["link"]["sha256"]), ("link", "b/file", None))
        self.assertEqual(entries["\\xFF"]["path_base64"], "/w==")


class Versions(SiteTest):
    def setUp(self):
        super().setUp()
        self.package = self.site.package(files={"keep": "keep", "change": "old", "remove": "gone"})

    def source(self, name):
        return self.site.path("source", name)

    def change(self):
        write(self.source("change"), "new content")
        write(self.source("add"), "added")
        os.remove(self.source("remove"))

    def test_an_update_without_a_change_moves_nothing(self):
        before = self.site.dump()
        done = self.site.run("package", "update", self.package)
        self.assertCode(done, 0)
        self.assertShape(done.json, SNAPSHOT)
        self.assertEqual((done.json["version"], done.json["changed"], done.json["new_files"], done.json["new_bytes"]), (1, False, 0, 0))
        self.assertEqual([note["code"] for note in done.notes], ["unchanged"])
        self.assertEqual(self.site.ok("package", "update", self.package, "--rehash")["changed"], False)
        self.assertUnchanged(before)

    def test_an_update_counts_what_changed(self):
        self.change()
        snapshot = self.site.ok("package", "update", self.package)
        self.assertEqual((snapshot["version"], snapshot["changed"], snapshot["files"], snapshot["new_files"], snapshot["changed_files"], snapshot["removed_files"],
                          snapshot["new_bytes"]), (2, True, 3, 1, 1, 1, len("new content") + len("added")))
        package = self.site.ok("package", "show", self.package)
        self.assertEqual([version["version"] for version in package["versions"]], [1, 2])
        self.assertEqual(package["versions"][1]["manifest_sha256"], snapshot["manifest_sha256"])
        self.assertEqual({entry["path"] for entry in self.site.ok("package", "show", self.package, "--files", "--version", "1")}, {"keep", "change", "remove"})
        first = self.site.ok("package", "show", self.package, "--version", "1")
        self.assertEqual((first["version"], first["files"], len(first["versions"])), (1, 3, 2))
        self.assertRefused(self.site.run("package", "show", self.package, "--version", "9"), 3, "not_found")

    def test_another_source(self):
        other = self.site.source("other", {"only": "one"})
        self.assertEqual(self.site.ok("package", "update", self.package, "--source", other)["version"], 2)
        self.assertEqual(self.site.ok("package", "show", self.package)["source"], other)

    def test_a_source_that_went_away(self):
        shutil.move(self.site.path("source"), self.site.path("moved"))
        self.assertRefused(self.site.run("package", "update", self.package), 6, "source_missing")
        self.assertEqual(self.site.ok("package", "show", self.package)["version"], 1)
        problems = self.assertCode(self.site.run("problems", "--code", "source_missing"), 1).json
        self.assertEqual((problems[0]["packages"], problems[0]["severity"], problems[0]["resolves"]), ([self.package], "error", "operator"))
        self.site.ok("package", "set", self.package, f"source={self.site.path('moved')}")
        self.site.ok("package", "update", self.package)
        self.assertEqual(self.site.ok("problems"), [])

    def test_rollback_is_a_new_version(self):
        first = self.site.ok("package", "show", self.package)["versions"][0]["manifest_sha256"]
        self.change()
        self.site.ok("package", "update", self.package)
        back = self.site.ok("package", "rollback", self.package, "--to", "1")
        self.assertShape(back, SNAPSHOT)
        self.assertEqual((back["version"], back["changed"], back["manifest_sha256"]), (3, True, first))
        self.assertEqual({entry["path"] for entry in self.site.ok("package", "show", self.package, "--files")}, {"keep", "change", "remove"})
        again = self.site.ok("package", "rollback", self.package, "--to", "1")
        self.assertEqual((again["version"], again["changed"]), (3, False))
        self.assertRefused(self.site.run("package", "rollback", self.package, "--to", "9"), 3, "not_found")

    def test_prune_lets_old_versions_go(self):
        for i in range(3):
            write(self.source("change"), f"content {i}")
            self.site.ok("package", "update", self.package)
        self.site.ok("site", "set", "keep_versions=2")
        change = self.site.ok("package", "prune", self.package)
        self.assertShape(change, CHANGE_FIELDS)
        self.assertEqual(change["changed"], 2)
        self.assertEqual([version["version"] for version in self.site.ok("package", "show", self.package)["versions"]], [3, 4])
        self.assertEqual(self.site.ok("package", "prune")["changed"], 0)
        self.assertCode(self.site.run("package", "rollback", self.package, "--to", "1"), 3)
        self.assertEqual(self.site.ok("site", "check", "--deep"), [])

    def test_an_update_is_distributed(self):
        folder = self.site.dp("d1")
        self.site.ok("distribute", self.package, "--dp", "d1")
        self.assertCode(self.site.until_idle(), 0)
        self.change()
        self.site.ok("package", "update", self.package)
        row = self.site.row(self.package, "d1")
        self.assertEqual((row["state"], row["wanted_version"], row["installed_version"], row["attempt"]), ("waiting", 2, 1, 0))
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(sorted(os.listdir(os.path.join(folder, self.package))), ["add", "change", "keep"])
        self.assertEqual(self.site.row(self.package, "d1")["installed_version"], 2)


class Changing(SiteTest):
    def setUp(self):
        super().setUp()
        self.package = self.site.package()

    def test_settings(self):
        package = self.site.ok("package", "set", self.package, "name=Büro", "priority=low", "product_version=2", "manufacturer=M")
        self.assertShape(package, PACKAGE)
        self.assertEqual((package["name"], package["priority"], package["product_version"], package["manufacturer"]), ("Büro", "low", "2", "M"))
        package = self.site.ok("package", "set", self.package, "priority=", "product_version=")
        self.assertEqual((package["priority"], package["product_version"], package["manufacturer"]), ("normal", None, "M"))
        before = self.site.dump()
        self.site.ok("package", "set", self.package, "priority=normal")
        self.assertUnchanged(before)

    def test_a_name_in_use(self):
        self.site.package("Reader", "reader")
        self.assertRefused(self.site.run("package", "set", self.package, "name=READER"), 3, "name_taken")
        self.assertEqual(self.site.ok("package", "set", self.package, "name=OFFICE")["name"], "OFFICE")

    def test_removal_from_all_dps_then_away(self):
        folder = self.site.dp("d1")
        write(os.path.join(folder, "mine", "file"))
        self.site.ok("distribute", self.package, "--dp", "d1")
        self.assertCode(self.site.until_idle(), 0)
        self.assertTrue(os.path.isdir(os.path.join(folder, self.package)))
        done = self.site.run("package", "remove", self.package, "--yes")
        self.assertCode(done, 0)
        self.assertEqual([(row["package"], row["dp"], row["site"], row["was"], row["now"]) for row in done.json["rows"]],
                         [(self.package, "d1", "CEN", "installed", "removing")])
        self.assertEqual([note["code"] for note in done.notes], ["no_engine"])
        self.assertRefused(self.site.run("package", "update", self.package), 3, "state_forbids")
        self.assertRefused(self.site.run("distribute", self.package, "--dp", "d1"), 3, "state_forbids")
        self.assertCode(self.site.until_idle(), 0)
        self.assertFalse(os.path.exists(os.path.join(folder, self.package)))
        self.assertTrue(os.path.exists(os.path.join(folder, "mine", "file")))
        self.assertEqual(self.site.ok("package", "list"), [])
        self.assertRefused(self.site.run("package", "show", self.package), 3, "not_found")
        self.assertTrue(self.site.ok("messages", "--package", self.package))

    def test_a_removed_package_leaves_its_name_and_not_its_number(self):
        self.site.ok("package", "remove", self.package, "--yes")
        self.assertEqual(self.site.package("Office"), "CEN00002")


if __name__ == "__main__":
    unittest.main()
