# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Distribution points: adding, settings, tests, taking back, removal."""
import os
import shutil
import stat
import unittest

from support import CHANGE_FIELDS, Site, SiteTest, tree, write

DP = ("dp dp_id path state stale groups packages verified problems free_bytes total_bytes filesystem abilities last_contact failing_since breaker held "
      "window rate verify error")


class Adding(SiteTest):
    def test_what_is_shown(self):
        folder = self.site.path("dps", "d1")
        os.makedirs(folder)
        dp = self.site.ok("dp", "add", "--name", "d1", "--path", folder, "--group", "north", "big", "--group", "south")
        self.assertShape(dp, DP)
        self.assertEqual((dp["dp"], dp["path"], dp["state"], dp["stale"], sorted(dp["groups"])), ("d1", folder, "ok", False, ["big", "north", "south"]))
        self.assertEqual((dp["packages"], dp["verified"], dp["problems"], dp["held"], dp["error"], dp["failing_since"]), (0, 0, 0, None, None, None))
        self.assertEqual((dp["window"], dp["rate"], dp["verify"]), ("always", 0, "full"))
        self.assertShape(dp["breaker"], "state failures next_probe")
        self.assertEqual((dp["breaker"]["state"], dp["breaker"]["failures"]), ("closed", 0))
        self.assertIsInstance(dp["abilities"], dict)
        self.assertGreater(dp["free_bytes"], 0)
        self.assertGreater(dp["total_bytes"], dp["free_bytes"])
        self.assertTrue(dp["filesystem"])
        self.assertTime(dp["last_contact"])
        self.assertTrue(os.path.isfile(os.path.join(folder, ".cartage", "dp.json")))
        self.assertEqual(self.site.ok("dp", "show", "d1"), dp)
        self.assertEqual(self.site.ok("dp", "show", "D1"), dp)
        self.assertEqual(self.site.ok("dp", "list"), [dp])
        self.assertEqual(self.site.ok("dp", "list", "--stale"), [])

    def test_a_site_of_a_group_shares_what_is_ours_at_its_dps(self):
        alone = self.site.dp("alone")
        self.assertEqual(stat.S_IMODE(os.stat(os.path.join(alone, ".cartage")).st_mode), 0o700)
        group = 12345 if os.geteuid() == 0 else os.getgroups()[-1]
        os.chown(self.site.folder, -1, group)
        os.chmod(self.site.folder, 0o2770)
        shared = self.site.dp("shared")
        package = self.site.package()
        self.site.ok("distribute", package, "--all")
        self.site.ok("run", "--until-idle")
        for name, mode in {"": 0o2770, "stage": 0o2770, "packages": 0o2770, "probe": 0o2770, "found": 0o2770, "dp.json": 0o660,
                           f"packages/{package}.json": 0o660}.items():
            status = os.stat(os.path.join(shared, ".cartage", name))
            self.assertEqual((oct(stat.S_IMODE(status.st_mode)), status.st_gid), (oct(mode), group), name)
        self.assertEqual(stat.S_IMODE(os.stat(os.path.join(alone, ".cartage")).st_mode), 0o700)

    def test_twice(self):
        folder = self.site.dp("d1")
        other = self.site.path("dps", "other")
        os.makedirs(other)
        before = self.site.dump()
        again = self.site.run("dp", "add", "--name", "d1", "--path", folder)
        self.assertCode(again, 0)
        self.assertEqual([note["code"] for note in again.notes], ["unchanged"])
        self.assertShape(again.json, DP)
        self.assertRefused(self.site.run("dp", "add", "--name", "D1", "--path", other), 3, "exists")
        self.assertRefused(self.site.run("dp", "add", "--name", "d2", "--path", folder), 3, "exists")
        self.assertUnchanged(before)
        self.assertEqual(os.listdir(other), [])

    def test_a_folder_that_is_in_use(self):
        folder = self.site.dp("d1")
        os.makedirs(os.path.join(folder, "inside"))
        package_source = self.site.source()
        self.site.ok("package", "add", "--source", package_source, "--name", "Office")
        os.makedirs(os.path.join(self.site.folder, "inside"))
        os.symlink(package_source, self.site.path("another-way"))
        for path in (os.path.join(folder, "inside"), self.site.path("dps"), self.site.folder, os.path.join(self.site.folder, "inside"), self.base,
                     package_source, os.path.join(package_source, "program"), self.site.path("another-way")):
            with self.subTest(path):
                self.assertRefused(self.site.run("dp", "add", "--name", "d2", "--path", path), 3, "path_in_use")

    def test_a_folder_that_is_not_there(self):
        for path in (self.site.path("absent"), self.site.path("source", "readme.txt")):
            self.site.source()
            done = self.site.run("dp", "add", "--name", "d1", "--path", path)
            self.assertIn(done.code, (3, 6), done)
            self.assertTrue(done.error["code"])
        self.assertEqual(self.site.ok("dp", "list"), [])

    def test_a_dp_of_another_site(self):
        folder = self.site.dp("d1")
        os.makedirs(self.site.path("elsewhere"))
        other = Site(self.site.path("elsewhere"), code="LON")
        for extra in ((), ("--take-over",)):
            self.assertRefused(other.run("dp", "add", "--name", "mine", "--path", folder, *extra), 3, "dp_other_identity")
        self.assertEqual(other.ok("dp", "list"), [])
        self.assertTrue(self.site.ok("dp", "test", "d1")[0]["ok"])

    def test_commands_that_add_one_folder_do_not_spoil_each_other(self):
        folder = self.site.path("dps", "one")
        os.makedirs(folder)
        adding = [self.start("dp", "add", "--name", name, "--path", folder) for name in ("a", "b", "c", "d", "c", "d")]
        codes = [each.end(60).code for each in adding]
        self.assertIn(0, codes)
        self.assertLessEqual(set(codes), {0, 3})
        dps = self.site.ok("dp", "list")
        self.assertEqual(len(dps), 1)
        testing = [self.start("dp", "test", dps[0]["dp"]) for _ in range(4)]
        self.assertEqual([each.end(60).code for each in testing], [0] * 4)

    @unittest.skipUnless(os.geteuid() == 0, "only root can become somebody who may not read the folder")
    def test_a_folder_that_may_not_be_read_is_no_fault_of_the_site(self):
        folder = self.site.path("closed")
        os.makedirs(folder, 0o700)
        os.chmod(self.base, 0o755)
        for at, names, files in os.walk(self.site.folder):
            for name in [at] + [os.path.join(at, file) for file in files]:
                os.chown(name, 65534, 65534)
        done = self.site.run("dp", "add", "--name", "d1", "--path", folder, preexec=lambda: os.setuid(65534))
        self.assertRefused(done, 6, "dp_permission")
        done = self.site.run("site", "backup", os.path.join(folder, "backup"), preexec=lambda: os.setuid(65534))
        self.assertRefused(done, 6, "io_error")

    def test_a_forgotten_dp_is_taken_back(self):
        package = self.site.package()
        folder = self.site.dp("d1")
        self.site.ok("distribute", package, "--dp", "d1")
        self.assertCode(self.site.until_idle(), 0)
        content = tree(folder)
        self.site.ok("dp", "remove", "d1", "--forget", "--yes")
        self.assertEqual(self.site.ok("dp", "list"), [])
        self.assertEqual(tree(folder), content)
        error = self.assertRefused(self.site.run("dp", "add", "--name", "d1", "--path", folder), 3, "path_in_use")
        self.assertIn("--take-over", error["advice"])
        self.site.ok("dp", "add", "--name", "d1", "--path", folder, "--take-over")
        row = self.site.row(package, "d1")
        self.assertEqual((row["state"], row["installed_version"], row["verified_at"]), ("unverified", 1, None))
        self.site.ok("validate", "--dp", "d1")
        row = self.site.row(package, "d1")
        self.assertEqual((row["state"], row["verified_how"]), ("installed", "validated"))
        self.assertTime(row["verified_at"])


class Settings(SiteTest):
    def setUp(self):
        super().setUp()
        self.folder = self.site.dp("d1")

    def test_set_and_back(self):
        defaults = self.site.ok("dp", "show", "d1")
        dp = self.site.ok("dp", "set", "d1", "window=Mo-Fr 19:00-06:00", "rate=2M", "verify=later", "groups=north,south", "timezone=Europe/Berlin",
                          "limit=10G", "repair=ask", "stall=5m", "retry_count=7", "validate_every=30d")
        self.assertShape(dp, DP)
        self.assertEqual((dp["window"], dp["rate"], dp["verify"], sorted(dp["groups"])), ("Mo-Fr 19:00-06:00", 2 << 20, "later", ["north", "south"]))
        dp = self.site.ok("dp", "set", "d1", "window=", "rate=", "verify=", "groups=", "timezone=", "limit=", "repair=", "stall=", "retry_count=", "validate_every=")
        self.assertEqual({**dp, "breaker": None, "free_bytes": 0}, {**defaults, "breaker": None, "free_bytes": 0})

    def test_attempts_of_its_own(self):
        package = self.site.package()
        self.site.ok("distribute", package, "--dp", "d1")
        self.site.ok("dp", "set", "d1", "retry_count=7")
        self.assertEqual(self.site.row(package, "d1")["attempts_max"], 7)

    def test_one_wrong_value_changes_nothing(self):
        before = self.site.dump()
        self.assertRefused(self.site.run("dp", "set", "d1", "rate=1M", "window=never"), 2, "usage")
        self.assertUnchanged(before)

    def test_a_dp_that_was_moved(self):
        package = self.site.package()
        self.site.ok("distribute", package, "--dp", "d1")
        self.assertCode(self.site.until_idle(), 0)
        shutil.move(self.folder, self.site.path("moved"))
        self.assertEqual(self.site.ok("dp", "set", "d1", f"path={self.site.path('moved')}")["path"], self.site.path("moved"))
        self.assertEqual(self.site.ok("validate", "--dp", "d1"), [])
        shutil.move(self.site.path("moved"), self.site.path("again"))
        write(self.site.path("source", "new"))
        self.site.ok("package", "update", package)
        self.assertCode(self.site.until_idle(), 1)
        self.assertEqual(self.site.row(package, "d1")["state"], "blocked")
        self.assertEqual(self.site.ok("dp", "set", "d1", f"path={self.site.path('again')}")["state"], "ok")
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(self.site.row(package, "d1")["installed_version"], 2)
        os.makedirs(self.site.path("bare"))
        before = self.site.dump()
        self.assertNotEqual(self.site.run("dp", "set", "d1", f"path={self.site.path('bare')}").code, 0)
        self.assertUnchanged(before)

    def test_a_marker_that_was_deleted_is_written_again(self):
        package = self.site.package()
        self.site.ok("distribute", package, "--dp", "d1")
        self.assertCode(self.site.until_idle(), 0)
        marker = os.path.join(self.folder, ".cartage", "dp.json")
        os.remove(marker)
        write(self.site.path("source", "new"))
        self.site.ok("package", "update", package)
        self.assertCode(self.site.until_idle(), 1)
        self.assertIn("--take-over", self.site.row(package, "d1")["error"]["advice"])
        before = self.site.dump()
        self.assertEqual([note["code"] for note in self.site.run("dp", "add", "--name", "d1", "--path", self.folder).notes], ["unchanged"])
        self.site.ok("dp", "add", "--name", "d1", "--path", self.folder, "--take-over", "--dry-run")
        self.assertUnchanged(before)
        self.assertFalse(os.path.exists(marker))
        dp = self.site.ok("dp", "add", "--name", "d1", "--path", self.folder, "--take-over")
        self.assertEqual((dp["state"], dp["error"]), ("ok", None))
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(self.site.row(package, "d1")["installed_version"], 2)
        again = self.site.run("dp", "add", "--name", "d1", "--path", self.folder, "--take-over")
        self.assertEqual([note["code"] for note in again.notes], ["unchanged"])

    def test_a_new_disk_somewhere_else_is_taken_and_filled(self):
        package = self.site.package()
        self.site.ok("distribute", package, "--dp", "d1")
        self.assertCode(self.site.until_idle(), 0)
        folder = self.site.path("new disk")
        os.mkdir(folder)
        before = self.site.dump()
        self.assertRefused(self.site.run("dp", "set", "d1", f"path={folder}"), 6, "dp_marker_missing")
        self.assertUnchanged(before)
        self.assertRefused(self.site.run("dp", "add", "--name", "d1", "--path", folder), 3, "exists")
        dp = self.site.ok("dp", "add", "--name", "d1", "--path", folder, "--take-over")
        self.assertEqual((dp["state"], dp["path"]), ("ok", folder))
        self.assertIsNone(self.site.row(package, "d1")["installed_version"])
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(self.site.row(package, "d1")["state"], "installed")
        self.assertEqual(self.site.ok("site", "check", "--deep"), [])

    def test_a_marker_that_comes_back_proves_nothing(self):
        package = self.site.package()
        self.site.ok("distribute", package, "--dp", "d1")
        self.assertCode(self.site.until_idle(), 0)
        shutil.rmtree(self.folder)
        os.mkdir(self.folder)
        self.site.run("dp", "test", "d1")
        self.site.ok("dp", "add", "--name", "d1", "--path", self.folder, "--take-over")
        self.assertNotEqual(self.site.row(package, "d1")["state"], "installed")
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(self.site.row(package, "d1")["state"], "installed")
        self.assertEqual(self.site.ok("site", "check", "--deep"), [])

    def test_a_marker_of_somebody_else_is_left_alone(self):
        other = self.site.dp("d2")
        shutil.move(self.folder, self.site.path("aside"))
        shutil.move(other, self.folder)
        before = tree(self.folder)
        done = self.site.run("dp", "add", "--name", "d1", "--path", self.folder, "--take-over")
        self.assertRefused(done, 3, "dp_other_identity")
        self.assertEqual(tree(self.folder), before)

    def test_a_group_is_a_standing_duty(self):
        package = self.site.package()
        self.site.ok("dp", "set", "d1", "groups=north")
        self.site.ok("distribute", package, "--group", "NORTH")
        self.site.dp("d2", "--group", "north")
        self.assertEqual({row["dp"] for row in self.site.rows(package)}, {"d1", "d2"})
        self.site.dp("d3")
        self.site.ok("dp", "set", "d3", "groups=north")
        self.assertEqual({row["dp"] for row in self.site.rows("--group", "north")}, {"d1", "d2", "d3"})
        self.site.ok("dp", "set", "d1", "groups=")
        self.assertEqual({row["dp"] for row in self.site.rows(package)}, {"d1", "d2", "d3"})


class Testing(SiteTest):
    def test_a_dp_that_is_well(self):
        self.site.dp("d1")
        self.site.dp("d2")
        before = tree(self.site.path("dps"))
        tested = self.site.ok("dp", "test", "d1", "d2")
        self.assertEqual([(test["dp"], test["ok"]) for test in tested], [("d1", True), ("d2", True)])
        for step in tested[0]["steps"]:
            self.assertEqual(step.keys(), {"step", "ok", "took_ms", "error"})
            self.assertIsInstance(step["took_ms"], int)
        self.assertEqual(tree(self.site.path("dps")), before)

    def test_a_dp_that_is_not(self):
        folder = self.site.dp("d1")
        os.remove(os.path.join(folder, ".cartage", "dp.json"))
        done = self.assertCode(self.site.run("dp", "test", "d1"), 1)
        self.assertEqual(done.json[0]["ok"], False)
        failed = [step for step in done.json[0]["steps"] if not step["ok"]]
        self.assertEqual(failed[0]["error"]["code"], "dp_marker_missing")
        shutil.rmtree(folder)
        failed = [step for step in self.assertCode(self.site.run("dp", "test", "d1"), 1).json[0]["steps"] if not step["ok"]]
        self.assertEqual(failed[0]["error"]["code"], "dp_not_there")


class Stale(SiteTest):
    def test_without_contact_for_long(self):
        self.site.dp("d1")
        self.site.dp("d2")
        self.site.sql("UPDATE dp SET last_contact = last_contact - ?, added_at = added_at - ? WHERE name = 'd1'", 15 * 86_400_000, 15 * 86_400_000)
        self.assertEqual([(dp["dp"], dp["stale"]) for dp in self.site.ok("dp", "list", "--stale")], [("d1", True)])
        self.assertFalse(self.site.ok("dp", "show", "d2")["stale"])
        self.site.ok("site", "set", "stale_after=30d")
        self.assertEqual(self.site.ok("dp", "list", "--stale"), [])


class Removing(SiteTest):
    def setUp(self):
        super().setUp()
        self.package = self.site.package()
        self.folder = self.site.dp("d1")
        self.site.dp("d2")
        self.site.ok("distribute", self.package, "--all")
        self.assertCode(self.site.until_idle(), 0)

    def test_our_content_goes_first(self):
        write(os.path.join(self.folder, "mine"), "mine")
        write(os.path.join(self.folder, self.package, "foreign"), "foreign")
        change = self.site.ok("dp", "remove", "d1", "--yes")
        self.assertShape(change, CHANGE_FIELDS)
        self.assertEqual([(row["dp"], row["now"]) for row in change["rows"]], [("d1", "removing")])
        self.assertEqual(self.site.ok("dp", "show", "d1")["state"], "removing")
        self.assertRefused(self.site.run("distribute", self.package, "--dp", "d1"), 3, "state_forbids")
        self.assertCode(self.site.until_idle(), 0)
        self.assertRefused(self.site.run("dp", "show", "d1"), 3, "not_found")
        found = tree(self.folder)
        self.assertIn("mine", found)
        self.assertNotIn(os.path.join(self.package, "readme.txt"), found)
        kept = [os.path.join(at, name) for at, _, names in os.walk(self.folder) for name in names]
        self.assertTrue(any(path.endswith("foreign") for path in kept), kept)
        self.assertEqual([row["dp"] for row in self.site.rows()], ["d2"])

    def test_twice_and_forgotten(self):
        shutil.rmtree(self.folder)
        self.site.ok("dp", "remove", "d1", "--yes")
        again = self.site.ok("dp", "remove", "d1", "--yes")
        self.assertEqual((again["changed"], again["unchanged"]), (0, 1))
        self.site.ok("dp", "remove", "d1", "--forget", "--yes")
        self.assertEqual([dp["dp"] for dp in self.site.ok("dp", "list")], ["d2"])
        self.assertEqual([row["dp"] for row in self.site.rows()], ["d2"])

    def test_packages_of_a_dp(self):
        rows = self.site.ok("dp", "show", "d1", "--packages")
        self.assertEqual(rows, self.site.rows("--dp", "d1"))
        self.assertEqual(self.site.ok("dp", "show", "d1")["verified"], 1)


if __name__ == "__main__":
    unittest.main()
