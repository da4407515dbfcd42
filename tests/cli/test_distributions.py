# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What operators do with distributions: distribute, retries, hold, cancel, validate, redistribute."""
import datetime
import hashlib
import os
import shutil
import unittest

from support import CHANGE_FIELDS, EFFECT_FIELDS, TIME, SiteTest, tree, write

RETRY = "package name dp site state attempt attempts_max failing_since next_due last_error history"
DIFFERENCE = "package dp path path_base64 finding expected_sha256 found_sha256 size error"


class Distributing(SiteTest):
    def setUp(self):
        super().setUp()
        self.package = self.site.package()
        self.other = self.site.package("Reader", "reader")
        self.site.dp("d1", "--group", "north")
        self.site.dp("d2", "--group", "north")
        self.site.dp("d3")

    def test_targets(self):
        change = self.site.ok("distribute", self.package, self.other, "--dp", "d1", "--dp", "d3")
        self.assertShape(change, CHANGE_FIELDS)
        self.assertEqual((change["changed"], change["unchanged"], change["refused"]), (4, 0, 0))
        self.assertEqual([(row["package"], row["dp"], row["site"], row["now"]) for row in change["rows"]],
                         [(package, dp, "CEN", "waiting") for package in (self.package, self.other) for dp in ("d1", "d3")])
        change = self.site.ok("distribute", self.package, "--group", "north", "--dp", "D1", "d3")
        self.assertEqual((change["unchanged"], [row["dp"] for row in change["rows"]]), (2, ["d2"]))
        again = self.site.run("distribute", self.package, "--all")
        self.assertCode(again, 0)
        self.assertEqual((again.json["changed"], again.json["unchanged"], again.json["rows"]), (0, 3, []))

    def test_it_arrives(self):
        self.site.ok("distribute", self.package, "--dp", "d1")
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(tree(self.site.path("dps", "d1", self.package)), tree(self.site.path("source")))
        again = self.site.ok("distribute", self.package, "--dp", "d1")
        self.assertEqual((again["changed"], again["unchanged"]), (0, 1))

    def test_undistribute(self):
        self.site.ok("distribute", self.package, self.other, "--dp", "d1")
        self.site.ok("distribute", self.package, "--dp", "d2")
        self.assertCode(self.site.until_idle(), 0)
        change = self.site.ok("undistribute", self.package, "--dp", "d1", "--yes")
        self.assertEqual([(row["dp"], row["was"], row["now"]) for row in change["rows"]], [("d1", "installed", "removing")])
        self.assertEqual(self.site.ok("undistribute", self.package, "--dp", "d1", "--yes")["changed"], 0)
        self.assertEqual(self.site.ok("undistribute", self.package, "--dp", "d3", "--yes")["changed"], 0)
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual([name for name in os.listdir(self.site.path("dps", "d1")) if name != ".cartage"], [self.other])
        self.assertEqual({(row["package"], row["dp"]) for row in self.site.rows() if row["state"] != "removed"}, {(self.package, "d2"), (self.other, "d1")})
        self.assertEqual(self.site.ok("distribute", self.package, "--dp", "d1")["changed"], 1)
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(self.site.row(self.package, "d1")["state"], "installed")


    def test_what_stands_in_an_updates_way_is_kept_and_named(self):
        self.site.ok("distribute", self.package, "--dp", "d1")
        self.assertCode(self.site.until_idle(), 0)
        write(self.site.path("dps", "d1", self.package, "new"), "somebody's")
        write(self.site.path("source", "new"), "ours")
        self.site.ok("package", "update", self.package)
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(tree(self.site.path("dps", "d1", self.package)), tree(self.site.path("source")))
        self.assertIn(b"somebody's", tree(self.site.path("dps", "d1", ".cartage", "found")).values())
        said = self.site.ok("messages", "--id", "20208")
        self.assertEqual([message["strings"] for message in said], [[self.package, "d1", "1", "new"]])


class Blocked(SiteTest):
    """A DP has a file where the package's folder belongs; another one is well."""

    def setUp(self):
        super().setUp()
        self.package = self.site.package()
        self.folder = self.site.dp("d1")
        self.site.dp("d2")
        write(os.path.join(self.folder, self.package, "foreign"), "foreign")
        self.site.ok("distribute", self.package, "--all")
        self.ran = self.site.until_idle()

    def test_run_ends_with_1(self):
        self.assertCode(self.ran, 1)
        self.assertEqual((self.ran.json["ended"], self.ran.json["problems"]), ("idle", 1))
        self.assertEqual((self.ran.json["distributions"]["blocked"], self.ran.json["distributions"]["installed"]), (1, 1))
        row = self.site.row(self.package, "d1")
        self.assertEqual((row["state"], row["error"]["code"], row["error"]["resolves"], row["waits_for"]), ("blocked", "foreign_content", "operator", "operator"))
        self.assertEqual(tree(self.folder), {self.package: None, os.path.join(self.package, "foreign"): b"foreign"})

    def test_the_problem_is_shown_and_acknowledged(self):
        done = self.assertCode(self.site.run("problems"), 1)
        problem = done.json[0]
        self.assertShape(problem, "problem code severity scope object packages dps distributions since last_try next_try resolves acknowledged text advice")
        self.assertEqual((problem["code"], problem["severity"], problem["packages"], problem["dps"], problem["distributions"], problem["resolves"],
                          problem["acknowledged"]), ("foreign_content", "error", [self.package], ["d1"], 1, "operator", None))
        self.assertTime(problem["since"])
        self.assertEqual(self.site.run("problems", "--code", "foreign_content").json, done.json)
        self.assertEqual(self.site.ok("problems", "--code", "no_space"), [])
        key = problem["problem"]
        over = self.site.run("problems", "ack", key, "--until", "2020-01-01T00:00:00Z")
        self.assertEqual((over.code, over.error["code"]), (3, "wrong_value"), over)
        self.assertEqual(self.site.ok("problems", "ack", key, "--until", "2030-01-01T00:00:00+01:00", "--reason", "known")["changed"], 1)
        acknowledged = self.site.run("problems").json[0]["acknowledged"]
        self.assertEqual((acknowledged["until"], acknowledged["reason"]), ("2029-12-31T23:00:00.000Z", "known"))
        self.assertTrue(acknowledged["by"])
        self.assertEqual(self.site.ok("problems", "unack", key)["changed"], 1)
        self.assertEqual(self.site.ok("problems", "unack", key)["changed"], 0)
        self.assertIsNone(self.site.run("problems").json[0]["acknowledged"])

    def test_scopes_narrow_and_add_up(self):
        other = self.site.package("Reader", "reader")
        self.site.ok("distribute", other, "--dp", "d2")
        keys = lambda *scope: {(row["package"], row["dp"]) for row in self.site.rows(*scope)}
        everything = {(self.package, "d1"), (self.package, "d2"), (other, "d2")}
        self.assertEqual(keys(), everything)
        self.assertEqual(keys("--all"), everything)
        self.assertEqual(keys("--dp", "d1", "--dp", "d2"), everything)
        self.assertEqual(keys(self.package), {(self.package, "d1"), (self.package, "d2")})
        self.assertEqual(keys(self.package.lower(), "--dp", "D2"), {(self.package, "d2")})
        self.assertEqual(keys("--state", "blocked"), {(self.package, "d1")})
        self.assertEqual(keys("--state", "blocked", "--state", "waiting"), {(self.package, "d1"), (other, "d2")})
        self.assertEqual(keys("--state", "blocked", "--dp", "d2"), set())
        self.assertEqual(keys("--code", "foreign_content"), {(self.package, "d1")})
        self.assertEqual(keys("--state", "waiting", "--all"), {(other, "d2")})

    def test_clear_and_try_again(self):
        listed = self.site.ok("retries", "list", "--history")
        self.assertEqual([row["dp"] for row in listed], ["d1"])
        self.assertShape(listed[0], RETRY)
        self.assertEqual(listed[0]["last_error"]["code"], "foreign_content")
        attempt = listed[0]["history"][0]
        self.assertShape(attempt, "attempt version started ended outcome bytes wait_ms error")
        self.assertTime(attempt["started"])
        self.assertEqual(attempt["error"]["code"], "foreign_content")
        self.assertRefused(self.site.run("retries", "clear", self.package), 3, "confirmation_needed")
        change = self.site.ok("retries", "clear", self.package, "--reason", "no use", "--yes")
        self.assertEqual([(row["dp"], row["was"], row["now"]) for row in change["rows"]], [("d1", "blocked", "stopped")])
        row = self.site.row(self.package, "d1")
        self.assertEqual((row["state"], row["stopped"]["reason"]), ("stopped", "no use"))
        self.assertTrue(row["stopped"]["by"])
        self.assertTime(row["stopped"]["at"])
        self.assertEqual(self.site.ok("retries", "stop", self.package, "--yes")["changed"], 0)
        self.assertCode(self.site.until_idle(), 0)  # stopped does not count
        self.assertEqual(self.site.ok("retries", "list", "--history")[0]["history"], listed[0]["history"])
        shutil.rmtree(os.path.join(self.folder, self.package))
        self.assertEqual(self.site.ok("retries", "now", "--dp", "d1")["rows"][0]["now"], "waiting")
        self.assertCode(self.site.until_idle(), 0)
        row = self.site.row(self.package, "d1")
        self.assertEqual((row["state"], row["stopped"], row["error"]), ("installed", None, None))
        self.assertEqual(self.site.ok("retries", "now", "--all")["changed"], 0)

    def test_what_is_stopped_stays_so_beside_new_versions(self):
        self.site.ok("retries", "clear", "--state", "blocked", "--yes")
        write(self.site.path("source", "new"))
        done = self.site.run("package", "update", self.package)
        self.assertCode(done, 0)
        self.assertIn("stays_stopped", [note["code"] for note in done.notes])
        row = self.site.row(self.package, "d1")
        self.assertEqual((row["state"], row["wanted_version"]), ("stopped", 2))

    def test_cancel_a_waiting_one(self):
        change = self.site.ok("cancel", "--code", "foreign_content", "--reason", "later")
        self.assertEqual(change["rows"][0]["now"], "stopped")
        self.assertEqual(self.site.ok("cancel", "--all")["changed"], 0)


class Space(SiteTest):
    def test_a_dp_that_is_too_small(self):
        package = self.site.package()
        self.site.dp("d1")
        self.site.ok("dp", "set", "d1", "limit=100")
        self.site.ok("distribute", package, "--dp", "d1")
        self.assertCode(self.site.until_idle(), 1)
        row = self.site.row(package, "d1")
        self.assertEqual((row["state"], row["waits_for"], row["error"]["code"], row["error"]["kind"], row["error"]["resolves"]),
                         ("blocked", "space", "no_space", "needs_space", "by_itself"))
        self.assertIn("cartage", row["error"]["advice"])
        problems = self.assertCode(self.site.run("problems"), 0).json  # goes on by itself
        self.assertEqual([(problem["code"], problem["severity"], problem["dps"]) for problem in problems], [("no_space", "warning", ["d1"])])
        self.site.ok("dp", "set", "d1", "limit=")
        self.site.ok("retries", "now", package)
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(self.site.ok("problems"), [])

    def test_content_that_is_damaged_in_the_library(self):
        package = self.site.package(files={"f": "content"})
        path = os.path.join(self.site.ok("site", "info")["library_path"], *(lambda name: (name[:2], name))(hashlib.sha256(b"content").hexdigest()))
        os.chmod(path, 0o600)
        write(path, "CONTENT")
        found = self.assertCode(self.site.run("site", "check", "--deep"), 1).json
        self.assertEqual([(finding["code"], finding["object"], finding["path"]) for finding in found], [("content_damaged", package, "f")])
        self.site.dp("d1")
        self.site.ok("distribute", package, "--dp", "d1")
        self.assertCode(self.site.until_idle(), 0)  # healed from the source
        self.assertEqual(tree(self.site.path("dps", "d1", package)), {"f": b"content"})
        self.assertEqual(self.site.ok("site", "check", "--deep"), [])

    def test_a_removal_that_fails(self):
        package = self.site.package()
        folder = self.site.dp("d1")
        self.site.ok("distribute", package, "--dp", "d1")
        self.assertCode(self.site.until_idle(), 0)
        shutil.move(folder, self.site.path("away"))
        self.site.ok("undistribute", package, "--dp", "d1", "--yes")
        self.assertCode(self.site.until_idle(), 1)
        self.assertEqual(self.site.row(package, "d1")["state"], "removing")
        self.assertCode(self.site.run("retries", "clear", package, "--yes"), 3)
        shutil.move(self.site.path("away"), folder)
        self.site.ok("retries", "now", package)
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(tree(folder), {})


class Holding(SiteTest):
    def setUp(self):
        super().setUp()
        self.package = self.site.package()
        self.site.dp("d1")
        self.site.dp("d2")
        self.site.ok("distribute", self.package, "--all")

    def test_a_distribution(self):
        change = self.site.ok("hold", self.package, "--dp", "d1", "--reason", "exam week")
        self.assertEqual([(row["dp"], row["was"], row["now"]) for row in change["rows"]], [("d1", "waiting", "paused")])
        self.assertEqual(self.site.ok("hold", self.package, "--dp", "d1")["changed"], 0)
        self.assertCode(self.site.until_idle(), 0)
        row = self.site.row(self.package, "d1")
        self.assertEqual((row["state"], row["waits_for"], row["held"]["reason"]), ("paused", "hold", "exam week"))
        self.assertShape(row["held"], "by reason at")
        error = self.assertRefused(self.site.run("retries", "now", self.package, "--dp", "d1"), 3, "state_forbids")
        self.assertIn(f"cartage status {self.package} --dp d1", error["advice"])
        self.assertEqual(self.site.row(self.package, "d1")["state"], "paused")
        self.assertEqual(self.site.ok("release", self.package, "--dp", "d1")["rows"][0]["now"], "waiting")
        self.assertEqual(self.site.ok("release", self.package, "--dp", "d1")["changed"], 0)
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(set(self.site.states().values()), {"installed"})

    def test_a_whole_dp(self):
        self.site.ok("hold", "--dp", "d1", "--reason", "maintenance")
        dp = self.site.ok("dp", "show", "d1")
        self.assertEqual((dp["state"], dp["held"]["reason"]), ("held", "maintenance"))
        later = self.site.package("Later", "later")
        self.site.ok("distribute", later, "--dp", "d1")
        self.assertEqual(self.site.row(later, "d1")["state"], "paused")
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual({(row["dp"], row["state"]) for row in self.site.rows()}, {("d1", "paused"), ("d2", "installed")})
        self.site.ok("release", "--dp", "d1")
        self.assertIsNone(self.site.ok("dp", "show", "d1")["held"])
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(set(self.site.states().values()), {"installed"})

    def test_a_whole_package(self):
        self.site.ok("hold", self.package)
        self.assertIsNotNone(self.site.ok("package", "show", self.package)["held"])
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(set(self.site.states().values()), {"paused"})
        self.site.ok("release", self.package)
        self.assertIsNone(self.site.ok("package", "show", self.package)["held"])
        self.assertEqual(set(self.site.states().values()), {"waiting"})

    def test_what_was_stopped_before_it_was_held_stays_stopped(self):
        self.site.ok("retries", "clear", self.package, "--dp", "d1", "--yes", "--reason", "not here")
        self.assertEqual(self.site.ok("hold", "--dp", "d1")["rows"][0]["now"], "paused")
        self.assertEqual(self.site.ok("release", "--dp", "d1")["rows"][0]["now"], "stopped")
        self.assertCode(self.site.until_idle(), 0)
        row = self.site.row(self.package, "d1")
        self.assertEqual((row["state"], row["stopped"]["reason"]), ("stopped", "not here"))
        self.site.ok("retries", "now", self.package)
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(self.site.row(self.package, "d1")["state"], "installed")

    def close_window(self):
        day = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"][(datetime.datetime.utcnow().weekday() + 3) % 7]
        self.site.ok("dp", "set", "d1", f"window={day} 10:00-11:00", "timezone=UTC")

    def test_a_window_that_is_taken_away_while_no_engine_works(self):
        self.close_window()
        self.assertEqual(self.site.row(self.package, "d1")["waits_for"], "window")
        self.assertCode(self.site.until_idle(), 0)
        refused = self.assertRefused(self.site.run("retries", "now", self.package, "--dp", "d1"), 3, "state_forbids")
        self.assertRegex(refused["text"], "it opens at " + TIME.pattern)
        self.site.ok("dp", "set", "d1", "window=")
        self.assertEqual(self.site.row(self.package, "d1")["waits_for"], "engine")
        self.assertEqual(self.site.ok("retries", "now", self.package, "--dp", "d1", "--dry-run")["effect"]["distributions"], 1)
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(self.site.row(self.package, "d1")["state"], "installed")

    def test_a_closed_window(self):
        self.close_window()
        self.assertCode(self.site.until_idle(), 0)
        row = self.site.row(self.package, "d1")
        self.assertIn(row["state"], ("paused", "waiting"))
        self.assertEqual(row["waits_for"], "window")


class Validating(SiteTest):
    FILES = {"same": "same", "differs": "before", "missing": "was here", "folder/deep": "deep"}

    def setUp(self):
        super().setUp()
        self.package = self.site.package(files=self.FILES)
        self.site.dp("d1")
        self.site.dp("d2")
        self.site.ok("distribute", self.package, "--all")
        self.assertCode(self.site.until_idle(), 0)

    def at(self, *path, dp="d1"):
        return self.site.path("dps", dp, self.package, *path)

    def damage(self):
        write(self.at("differs"), "after!")
        os.remove(self.at("missing"))

    def test_nothing_differs(self):
        self.assertEqual(self.site.ok("validate", self.package), [])
        row = self.site.row(self.package, "d1")
        self.assertEqual((row["state"], row["verified_how"]), ("installed", "validated"))

    def test_differences_and_repair(self):
        self.damage()
        write(self.at("extra"), "not ours")
        done = self.assertCode(self.site.run("validate", self.package, "--dp", "d1"), 1)
        for difference in done.json:
            self.assertShape(difference, DIFFERENCE)
            self.assertEqual((difference["package"], difference["dp"]), (self.package, "d1"))
        found = {difference["path"]: difference for difference in done.json}
        self.assertEqual({path: each["finding"] for path, each in found.items()}, {"differs": "differs", "missing": "missing", "extra": "extra"})
        sha256 = lambda text: hashlib.sha256(text.encode()).hexdigest()
        self.assertEqual((found["differs"]["expected_sha256"], found["differs"]["found_sha256"]), (sha256("before"), sha256("after!")))
        self.assertEqual((found["missing"]["expected_sha256"], found["missing"]["found_sha256"]), (sha256("was here"), None))
        self.assertIsNone(found["extra"]["expected_sha256"])
        row = self.site.row(self.package, "d1")
        self.assertEqual(row["state"], "damaged")
        self.assertIn(row["error"]["code"], ("files_differ", "files_missing"))
        self.assertCode(self.site.until_idle(), 0)  # repair=auto
        self.assertEqual(self.site.row(self.package, "d1")["state"], "installed")
        self.assertEqual(tree(self.at()), {**tree(self.at(dp="d2")), "extra": b"not ours"})

    def test_repair_on_request(self):
        self.site.ok("dp", "set", "d1", "repair=ask")
        self.damage()
        self.assertCode(self.site.run("validate", "--dp", "d1"), 1)
        self.assertCode(self.site.until_idle(), 1)  # damaged counts
        self.assertEqual(self.site.row(self.package, "d1")["state"], "damaged")
        problem = self.assertCode(self.site.run("problems"), 1).json[0]
        self.assertEqual(problem["resolves"], "operator")
        self.assertEqual(self.site.ok("redistribute", self.package, "--dp", "d1")["changed"], 1)
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(tree(self.at()), tree(self.at(dp="d2")))
        self.assertEqual(self.site.ok("validate", "--all"), [])

    def test_a_dry_run_reads_nothing(self):
        self.damage()
        before = self.site.dump()
        effect = self.site.ok("validate", "--all", "--dry-run")["effect"]
        self.assertShape(effect, EFFECT_FIELDS)
        self.assertEqual((effect["distributions"], effect["packages"], effect["dps"]), (2, 1, 2))
        self.assertUnchanged(before)

    def test_only_an_extra_file_is_no_damage(self):
        write(self.at("extra"), "not ours")
        done = self.site.run("validate", self.package, "--dp", "d1")
        self.assertEqual([(difference["finding"], difference["size"]) for difference in done.json], [("extra", 8)])
        self.assertEqual(self.site.row(self.package, "d1")["state"], "installed")

    def test_redistribute_whole(self):
        self.assertEqual(self.site.ok("redistribute", self.package, "--dp", "d1", "--force")["changed"], 1)
        self.assertCode(self.site.until_idle(), 0)
        row = self.site.row(self.package, "d1")
        size = sum(len(content) for content in self.FILES.values())
        self.assertEqual(row["state"], "installed")
        self.assertGreaterEqual(row["bytes_done"], size)
        self.assertEqual(row["bytes_done"], row["bytes_total"])

    def test_a_non_utf8_name(self):
        with open(os.path.join(os.fsencode(self.site.path("source")), b"caf\xe9"), "wb") as file:
            file.write(b"x")
        self.site.ok("package", "update", self.package)
        self.assertCode(self.site.until_idle(), 0)
        os.remove(os.path.join(os.fsencode(self.at()), b"caf\xe9"))
        difference = self.assertCode(self.site.run("validate", "--dp", "d1"), 1).json[0]
        self.assertEqual((difference["path"], difference["path_base64"], difference["finding"]), ("caf\\xE9", "Y2Fm6Q==", "missing"))

    def test_a_dp_that_cannot_be_read(self):
        shutil.move(self.site.path("dps", "d1"), self.site.path("away"))
        done = self.assertCode(self.site.run("validate", "--all"), 1)
        unread = done.json[0]
        self.assertShape(unread, DIFFERENCE)
        self.assertEqual((len(done.json), unread["package"], unread["dp"], unread["path"], unread["finding"], unread["size"], unread["error"]["code"]),
                         (1, self.package, "d1", None, "unreadable", None, "dp_not_there"))
        self.assertIn("d1", done.err)
        self.assertEqual(self.site.row(self.package, "d1")["state"], "installed")


if __name__ == "__main__":
    unittest.main()
