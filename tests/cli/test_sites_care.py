# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sites that are restored and looked after; each with a folder, database, keys and process of its own."""
import hashlib
import os
import random
import shutil
import signal
import sqlite3
import unittest

import test_sites
from support import tree, until, write


class Care(test_sites.Sites):
    def asked(self, code, question, *values):
        database = sqlite3.connect(f"file:{os.path.join(self.sites[code].folder, 'site.db')}?mode=ro", uri=True, timeout=30)
        try:
            return database.execute(question, values).fetchall()
        finally:
            database.close()

    def one(self, code, question, *values):
        return self.asked(code, question, *values)[0][0]

    def sound(self, *codes):
        for code in codes or self.sites:
            until(lambda: self.sites[code].run("site", "check").json == [], what=f"a sound site {code}: {self.sites[code].run('site', 'check').json}")

    def told_of_information(self, code):
        until(lambda: self.one(code, "SELECT count(*) FROM forward WHERE kind = 'information'") > 0
              and not self.one(code, "SELECT count(*) FROM forward WHERE kind = 'information' AND state IN ('pending', 'requested')"), what="the information told")

    def change(self, source, seed):
        write(os.path.join(source, "a.bin"), random.Random(seed).randbytes(200_000))

    def pair(self):
        """A parent, a child with two DPs, a package at one of them."""
        self.parent, self.child = self.site("CEN"), self.site("BER", "CEN")
        self.folders = {name: self.child.dp(name) for name in ("berlin1", "berlin2")}
        self.source = self.parent.source("source", {"a.bin": random.Random(1).randbytes(200_000), "b.txt": "b"})
        self.package = self.parent.ok("package", "add", "--source", self.source, "--name", "Office")["package"]
        self.start()
        self.knows_dp("CEN", "BER", "berlin1")
        self.parent.ok("distribute", self.package, "--dp", "berlin1")
        self.arrives("CEN", self.package, "berlin1", 1)

    def same(self, *dps):
        for dp in dps:
            self.assertEqual(tree(os.path.join(self.folders[dp], self.package)), tree(self.source), dp)


class Restored(Care):
    def test_a_child_that_was_restored_gets_what_it_lacks(self):
        self.pair()
        other = self.parent.package("Other", "other")
        self.parent.ok("distribute", other, "--dp", "berlin1")
        self.arrives("CEN", other, "berlin1", 1)
        backup = os.path.join(self.base, "BER.backup")
        self.child.ok("site", "backup", backup)
        # Forgotten by the backup: another target, a version, and that something was taken away.
        self.parent.ok("distribute", self.package, "--dp", "berlin2")
        self.change(self.source, 2)
        self.parent.ok("package", "update", self.package)
        self.parent.ok("undistribute", other, "--to", "BER", "--yes")
        until(lambda: self.told("CEN", other, "berlin1") is None, 60, "the removal told")
        for dp in self.folders:
            self.arrives("CEN", self.package, dp, 2)
        self.kill("BER", signal.SIGTERM)
        self.child.ok("site", "restore", backup, "--yes")
        self.assertEqual(self.child.run("status", self.package, "--dp", "berlin2").json, [])
        self.start("BER")
        until(lambda: self.parent.ok("messages", "--id", "20605"), 60, "the parent knows that it goes on")
        for dp in self.folders:
            self.arrives("CEN", self.package, dp, 2)
            self.arrives("BER", self.package, dp, 2)
        self.same("berlin1", "berlin2")
        until(lambda: not os.path.exists(os.path.join(self.folders["berlin1"], other)), 60, "what was taken away is taken away again")
        self.assertEqual(self.child.ok("quarantine", "list"), [])
        self.sound()

    def test_a_child_whose_library_is_lost_too_asks_for_the_content(self):
        self.pair()
        backup = os.path.join(self.base, "BER.backup")
        self.child.ok("site", "backup", backup)
        self.kill("BER", signal.SIGTERM)
        shutil.rmtree(self.child.folder)
        shutil.rmtree(os.path.join(self.folders["berlin1"], self.package))
        self.child.ok("site", "restore", backup)
        self.start("BER")
        until(lambda: self.parent.ok("messages", "--id", "20605"), 60, "the parent knows that it goes on")
        until(lambda: os.path.exists(os.path.join(self.folders["berlin1"], self.package)) and tree(os.path.join(self.folders["berlin1"], self.package)) == tree(self.source),
              60, "the content there again")
        self.arrives("CEN", self.package, "berlin1", 1)
        self.sound()

    def missing(self):
        """Content that the child's library lacks."""
        return [finding for finding in self.child.run("site", "check").json if finding["code"] == "content_missing"]

    def lose_library(self):
        for folder, _, files in os.walk(os.path.join(self.child.folder, "contentlib")):
            for name in files:
                os.unlink(os.path.join(folder, name))

    def test_content_lost_with_the_library_comes_back_though_it_lies_at_the_dps(self):
        self.pair()
        backup = os.path.join(self.base, "BER.backup")
        self.child.ok("site", "backup", backup)
        self.kill("BER", signal.SIGTERM)
        shutil.rmtree(self.child.folder)
        self.child.ok("site", "restore", backup)
        self.assertTrue(self.missing())
        self.child.run("validate", "--all") # what can be proven is, before the parent hears of it
        self.start("BER")
        until(lambda: self.parent.ok("messages", "--id", "20605"), 60, "the parent knows that it goes on")
        until(lambda: not self.missing(), 60, "the content in the library again")
        self.arrives("CEN", self.package, "berlin1", 1)
        self.sound()

    def test_the_advice_for_lost_content_is_what_works_at_a_child(self):
        self.pair()
        self.change(self.source, 2)
        self.parent.ok("package", "update", self.package)
        self.arrives("CEN", self.package, "berlin1", 2)
        self.lose_library()
        missing = self.missing()
        newest, older = (next(found["advice"] for found in missing if f"version {number}:" in found["text"]) for number in (2, 1))
        self.assertIn(f"cartage resend {self.package} --to BER", newest)
        self.assertIn("at its parent site CEN", newest)
        self.assertNotIn("package update", newest + older)
        self.parent.ok("resend", self.package, "--to", "BER")
        until(lambda: not any("version 2:" in found["text"] for found in self.missing()), 60, "the newest there again")
        self.assertIn("keep_versions=1", older)
        self.child.ok("site", "set", "keep_versions=1")
        self.child.ok("package", "prune", self.package)
        until(lambda: not self.missing(), 60, "nothing missing")
        self.arrives("CEN", self.package, "berlin1", 2)

    def test_a_package_that_was_withdrawn_and_removed_goes_from_a_restored_child(self):
        self.pair()
        self.kill("BER", signal.SIGTERM)
        backup = os.path.join(self.base, "backup.db")
        self.child.ok("site", "backup", backup)
        self.start("BER")
        self.parent.ok("undistribute", self.package, "--to", "BER", "--yes")
        until(lambda: self.told("CEN", self.package, "berlin1") is None, 60, "it is gone from there")
        self.parent.ok("package", "remove", self.package, "--yes")
        until(lambda: self.parent.ok("package", "list") == [], 60, "the package gone")
        self.kill("BER", signal.SIGTERM)
        self.child.ok("site", "restore", backup, "--yes")
        self.start("BER")
        until(lambda: self.told("BER", self.package, "berlin1")["state"] == "removed", 60, "it is taken away again")
        until(lambda: not os.path.exists(os.path.join(self.folders["berlin1"], self.package)), 60, "its files, too")
        self.sound()

    def test_an_update_goes_whole_where_the_former_version_is_lost(self):
        self.pair()
        self.change(self.source, 2)
        self.kill("CEN", signal.SIGTERM)
        self.parent.ok("package", "update", self.package)
        first = self.one("CEN", "SELECT manifest FROM package_version WHERE version = 1")
        for folder, _, files in os.walk(self.parent.folder):
            for name in files:
                if first in name:
                    os.remove(os.path.join(folder, name))
        self.start("CEN")
        self.arrives("CEN", self.package, "berlin1", 2)
        self.same("berlin1")

    def test_a_version_number_that_a_restored_parent_makes_again_replaces_the_older(self):
        self.pair()
        backup = os.path.join(self.base, "CEN.backup")
        self.parent.ok("site", "backup", backup)
        self.change(self.source, 2)
        self.parent.ok("package", "update", self.package)
        self.arrives("CEN", self.package, "berlin1", 2)
        self.parent.ok("distribute", self.package, "--dp", "berlin2")
        self.arrives("CEN", self.package, "berlin2", 2)
        self.kill("CEN", signal.SIGTERM)
        self.parent.ok("site", "restore", backup, "--yes")
        self.assertIsNone(self.told("CEN", self.package, "berlin2"))
        self.start("CEN")
        # It learns what it has forgotten from what the child tells.
        until(lambda: self.told("CEN", self.package, "berlin2"), 60, "the target that the backup does not know")
        self.change(self.source, 3)
        self.assertEqual(self.parent.ok("package", "update", self.package)["version"], 2)
        for dp in self.folders:
            self.arrives("CEN", self.package, dp, 2)
        self.same("berlin1", "berlin2")
        self.assertEqual(self.asked("BER", "SELECT version, epoch FROM package_version WHERE package_id = ? ORDER BY version", self.package), [(1, 1), (2, 2)])
        self.assertEqual(self.child.ok("quarantine", "list"), [])
        self.sound()


class Standing(Care):
    def test_what_a_child_takes_away_itself_is_told_as_it_is(self):
        self.pair()
        self.child.ok("undistribute", self.package, "--dp", "berlin1", "--yes")
        until(lambda: self.told("CEN", self.package, "berlin1")["state"] == "removed", 60, "the parent told")
        self.assertEqual(self.parent.ok("status", self.package, "--state", "waiting"), [])
        self.sound()
        # The parent's next word is the newer one.
        self.parent.ok("distribute", self.package, "--dp", "berlin1")
        self.arrives("CEN", self.package, "berlin1", 1)
        self.same("berlin1")

    def test_a_dp_that_was_away_unseen_is_given_what_the_parent_wants_there(self):
        self.pair()
        self.kill("CEN", signal.SIGTERM)
        self.child.ok("dp", "remove", "berlin1", "--yes")
        until(lambda: self.child.ok("dp", "list")[0]["dp"] == "berlin2", 60, "the DP gone")
        shutil.rmtree(self.folders["berlin1"])
        os.makedirs(self.folders["berlin1"])
        self.child.ok("dp", "add", "--name", "berlin1", "--path", self.folders["berlin1"])
        self.start("CEN") # it never hears that the DP was away
        self.arrives("BER", self.package, "berlin1", 1)
        self.arrives("CEN", self.package, "berlin1", 1)
        self.same("berlin1")
        self.sound()

    def test_a_dp_that_joins_a_group_below_gets_its_packages(self):
        parent, child = self.site("CEN"), self.site("BER", "CEN")
        child.dp("berlin1", "--group", "labs")
        folder = child.dp("berlin2")
        package = parent.package()
        self.start()
        self.knows_dp("CEN", "BER", "berlin2")
        parent.ok("distribute", package, "--group", "labs")
        self.arrives("CEN", package, "berlin1", 1)
        self.assertIsNone(self.told("CEN", package, "berlin2"))
        child.ok("dp", "set", "berlin2", "groups=labs")
        self.arrives("CEN", package, "berlin2", 1)
        self.assertEqual(tree(os.path.join(folder, package)), tree(parent.path("source")))
        self.sound()

    def test_content_that_is_damaged_where_it_is_sent_from_is_healed_and_sent(self):
        parent, child = self.site("CEN"), self.site("BER", "CEN")
        folder = child.dp("berlin1")
        package = parent.package()
        content = hashlib.sha256(b"read me").hexdigest()
        path = os.path.join(parent.folder, "contentlib", content[:2], content)
        os.chmod(path, 0o600)
        write(path, b"spoiled")
        self.start()
        self.knows_dp("CEN", "BER", "berlin1")
        parent.ok("distribute", package, "--dp", "berlin1")
        until(lambda: self.one("CEN", "SELECT count(*) FROM send_request WHERE state = 'retrying' AND error LIKE '%content_damaged%'"), what="the damage met")
        until(lambda: parent.ok("messages", "--id", "20214"), what="it healed")
        parent.sql("UPDATE send_request SET due_at = 0 WHERE state = 'retrying'")
        self.arrives("CEN", package, "berlin1", 1)
        self.assertEqual(tree(os.path.join(folder, package)), tree(parent.path("source")))
        self.sound()

    def test_components_for_other_sites_can_be_paused(self):
        self.pair()
        self.parent.ok("components", "pause", "Sender")
        self.parent.ok("distribute", self.package, "--dp", "berlin2")
        until(lambda: self.one("CEN", "SELECT count(*) FROM send_request WHERE state = 'pending' AND kind = 'content'"), what="a request that waits")
        self.assertIn("component_halted", {p["code"] for p in self.parent.run("problems").json})
        self.child.ok("components", "pause", "Despooler")
        self.parent.ok("components", "start", "Sender")
        until(lambda: self.parent.ok("requests", "--state", "sent"), what="the request sent")
        self.parent.ok("components", "pause", "Scheduler")
        self.parent.ok("distribute", self.parent.package("Other", "other"), "--dp", "berlin1")
        self.child.ok("components", "start", "Despooler")
        self.arrives("CEN", self.package, "berlin2", 1)
        self.assertTrue(self.one("CEN", "SELECT count(*) FROM forward WHERE state = 'pending'"))
        self.parent.ok("components", "start", "Scheduler")
        until(lambda: not self.one("CEN", "SELECT count(*) FROM forward WHERE state IN ('pending', 'requested', 'delivered')"), 60, what="everything complete")
        self.sound()

    def test_what_fails_below_is_seen_above(self):
        self.pair()
        other = self.parent.package("Other", "other")
        os.rename(self.folders["berlin1"], self.folders["berlin1"] + ".gone")
        self.parent.ok("distribute", other, "--dp", "berlin1")
        found = until(lambda: [p for p in self.parent.run("problems").json if p["site"] == "BER"], 60, what="the child's problem")
        self.assertEqual([(p["code"], p["object"], p["dps"], p["packages"]) for p in found], [("dp_not_there", "BER/berlin1", ["BER/berlin1"], [other])])
        self.assertEqual(self.parent.ok("package", "show", self.package)["verified"], 1)
        self.assertEqual(self.parent.ok("package", "show", other)["problems"], 1)
        self.assertEqual(self.parent.ok("status", "--code", "dp_not_there")[0]["site"], "BER")
        os.rename(self.folders["berlin1"] + ".gone", self.folders["berlin1"])
        self.child.ok("retries", "now", "--all")
        self.arrives("CEN", other, "berlin1", 1)
        until(lambda: self.parent.ok("problems") == [], what="no problem")

        # A child that is silent, and one that cannot be reached.
        self.kill("BER", signal.SIGTERM)
        self.assertEqual(self.parent.ok("site", "health")["silent_sites"], [])
        self.parent.sql("UPDATE address SET heard_at = heard_at - 7200000")
        silent = self.parent.run("problems").json
        self.assertEqual([(p["code"], p["object"], p["severity"]) for p in silent], [("site_not_heard", "BER", "warning")])
        health = self.parent.run("site", "health")
        self.assertEqual((health.code, health.json["silent_sites"]), (1, ["BER"]))
        self.assertIn("sites_silent", health.json["past_limit"])
        shutil.move(self.inbox("BER"), self.inbox("BER") + ".gone")
        self.parent.ok("distribute", self.package, "--dp", "berlin2")
        until(lambda: "address_not_there" in {p["code"] for p in self.parent.run("problems").json}, what="the address that fails")
        shutil.move(self.inbox("BER") + ".gone", self.inbox("BER"))
        self.start("BER")
        until(lambda: "site_not_heard" not in {p["code"] for p in self.parent.run("problems").json}, what="it is heard again")

    def test_a_refused_instruction_can_be_let_go(self):
        parent, child = self.site("CEN"), self.site("BER")
        package = parent.package()
        parent.ok("address", "add", "BER", "--relation", "child", "--inbox", self.inbox("BER"), "--key", self.key("BER"))
        child.ok("address", "add", "XYZ", "--relation", "child", "--inbox", self.base, "--key", parent.ok("site", "key")["public_key"])
        self.start()
        held = until(lambda: child.ok("quarantine", "list"), what="the instruction in quarantine")
        self.assertEqual([(each["kind"], each["reason"]) for each in held], [("instruction", "unknown_sender")])
        refused = child.run("quarantine", "release", str(held[0]["quarantine"]))
        self.assertEqual((refused.code, refused.error["code"]), (3, "state_forbids"), refused)
        child.ok("address", "remove", "XYZ", "--yes")
        child.ok("address", "add", "CEN", "--relation", "parent", "--inbox", self.inbox("CEN"), "--key", self.key("CEN"))
        child.ok("quarantine", "release", str(held[0]["quarantine"]))
        until(lambda: self.asked("BER", "SELECT kind, package_id FROM inbox_instruction") == [("information", package)], what="it carried out")
        self.assertEqual((child.ok("quarantine", "list"), os.listdir(os.path.join(self.inbox("BER"), "quarantine"))), ([], []))
        until(lambda: {r["state"] for r in parent.ok("requests")} == {"acknowledged"}, what="it answered")
        self.sound()


class Bounded(test_sites.Faults, Care):
    """One that is sent and lies in the child's inbox, as in the tests of faults."""

    def spoil(self, part):
        with open(part, "r+b") as file:
            file.seek(200)
            file.write(b"damaged")

    def test_a_package_file_that_went_bad_here_is_built_anew(self):
        _, part = self.sent()
        self.spoil(part)
        self.spoil(os.path.join(self.parent.folder, "outbox", os.path.basename(part)))
        self.start("BER")
        self.arrived()
        self.assertEqual(self.one("CEN", "SELECT max(needs) FROM forward"), 1)
        self.assertEqual([os.listdir(os.path.join(self.inbox("BER"), "parts")), len(self.child.ok("quarantine", "list"))], [[], 1])
        self.sound()

    def test_what_a_child_asks_for_again_and_again_comes_later_and_then_no_more(self):
        _, part = self.sent()
        self.spoil(part)
        self.parent.sql("UPDATE forward SET needs = 1 WHERE kind = 'content'")
        self.start("BER")
        until(lambda: self.asked("CEN", "SELECT needs FROM forward WHERE kind = 'content' AND state = 'pending'") == [(2,)], 60, "it asked for again")
        later = self.one("CEN", "SELECT not_before - created_at FROM forward WHERE needs = 2")
        self.assertEqual(later, 60_000)
        self.kill("BER", signal.SIGTERM)
        self.parent.sql("UPDATE forward SET needs = 12, not_before = NULL WHERE needs = 2")
        until(lambda: self.parent.ok("requests", "--state", "sent"), 60, "it sent again")
        self.spoil(os.path.join(self.inbox("BER"), "parts", os.listdir(os.path.join(self.inbox("BER"), "parts"))[0]))
        self.start("BER")
        problem = until(lambda: [p for p in self.parent.run("problems").json if p["code"] == "instruction_refused"], 60, "a problem")[0]
        self.assertEqual((problem["object"], problem["packages"], problem["severity"]), ("BER", [self.package], "error"))
        self.assertFalse(self.one("CEN", "SELECT count(*) FROM forward WHERE state = 'pending'"))
        self.parent.ok("resend", self.package, "--to", "BER")
        self.arrived()
        self.assertEqual([p for p in self.parent.run("problems").json if p["code"] == "instruction_refused"], [])
        self.sound()

    def test_what_is_done_is_retired_and_does_not_take_effect_again(self):
        instruction, part = self.sent()
        kept = {}
        for path in (instruction, part):
            with open(path, "rb") as file:
                kept[path] = file.read()
        self.start("BER")
        self.arrived()
        for seed in (2, 3):
            write(os.path.join(self.parent.path("source"), "new.bin"), random.Random(seed).randbytes(1000))
            self.parent.ok("package", "update", self.package)
            self.arrives("CEN", self.package, "berlin1", seed)
        for code in ("CEN", "BER"):
            self.kill(code, signal.SIGTERM)
        self.child.sql("UPDATE inbox_instruction SET done_at = done_at - 31 * 86400000")
        for column, table in (("created_at", "send_request"), ("acknowledged_at", "send_request"), ("done_at", "forward")):
            self.parent.sql(f"UPDATE {table} SET {column} = {column} - 31 * 86400000")
        self.start("CEN", "BER")
        until(lambda: not self.one("BER", "SELECT count(*) FROM inbox_instruction WHERE kind = 'content'"), what="old instructions gone")
        until(lambda: self.one("CEN", "SELECT count(*) FROM forward WHERE kind = 'content'") == 1, what="old forwards gone")
        until(lambda: self.one("CEN", "SELECT count(*) FROM send_request WHERE kind = 'content'") == 1, what="old requests gone")
        attempts = self.one("BER", "SELECT count(*) FROM attempt")
        # Version 1 once more, as it came.
        for path, content in kept.items():
            write(path, content)
        until(lambda: not os.path.exists(instruction), what="the replay taken")
        until(lambda: os.listdir(os.path.join(self.inbox("BER"), "work")) == [], what="the replay done with")
        self.assertEqual(self.child.row(self.package, "berlin1")["installed_version"], 3)
        self.assertEqual(self.one("BER", "SELECT count(*) FROM attempt"), attempts)
        self.assertEqual(self.one("BER", "SELECT count(*) FROM inbox_instruction WHERE kind = 'content'"), 0)
        self.assertEqual(self.child.ok("quarantine", "list"), [])
        self.arrives("CEN", self.package, "berlin1", 3)
        self.sound()

    def test_the_checker_finds_what_contradicts_itself(self):
        self.sent()
        self.kill("CEN", signal.SIGTERM)
        self.sound("CEN")
        planted = {"request_never_due": "UPDATE send_request SET due_at = NULL WHERE kind = 'content'",
                   "request_without_targets": "UPDATE send_request SET targets = '' WHERE kind = 'content'",
                   "claimed_by_nobody": "UPDATE send_request SET state = 'claimed', generation = 0 WHERE kind = 'content'",
                   "forward_without_request": "UPDATE send_request SET state = 'cancelled' WHERE kind = 'content'",
                   "complete_while_owed": "UPDATE forward SET state = 'complete' WHERE kind = 'content'",
                   "acknowledged_without_time": "UPDATE send_request SET acknowledged_at = NULL WHERE kind = 'information'",
                   "target_without_site": "DELETE FROM remote_site",
                   "dp_without_site": "DELETE FROM remote_site"}
        whole = os.path.join(self.base, "whole.db")
        shutil.copy(os.path.join(self.parent.folder, "site.db"), whole)
        for code, statement in planted.items():
            self.parent.sql(statement)
            found = self.parent.run("site", "check")
            self.assertEqual(found.code, 1, found)
            self.assertIn(code, {finding["code"] for finding in found.json}, found)
            for suffix in ("-wal", "-shm"):
                if os.path.exists(os.path.join(self.parent.folder, "site.db" + suffix)):
                    os.unlink(os.path.join(self.parent.folder, "site.db" + suffix))
            shutil.copy(whole, os.path.join(self.parent.folder, "site.db"))
        for path, code in (("outbox/" + "0" * 64, "outbox_leftover"), ("inbox/work/notes.txt", "foreign_file"), ("inbox/parts/notes.txt", "foreign_file")):
            write(os.path.join(self.parent.folder, path))
            self.assertEqual([finding["code"] for finding in self.parent.run("site", "check").json], [code], path)
            os.unlink(os.path.join(self.parent.folder, path))
        key = os.path.join(self.parent.folder, "keys", "site.key")
        os.rename(key, key + ".aside")
        self.assertEqual([finding["code"] for finding in self.parent.run("site", "check").json], ["key_differs"])
        os.rename(key + ".aside", key)
        write(os.path.join(self.parent.folder, "outbox", "0" * 64))
        self.start("CEN")
        until(lambda: not os.path.exists(os.path.join(self.parent.folder, "outbox", "0" * 64)), what="the leftover gone")
        self.start("BER")
        self.arrived()
        self.sound()


def load_tests(loader, _tests, _pattern):
    """Not the tests of faults themselves, whose beginning is used."""
    suite = unittest.TestSuite()
    for case in (Restored, Standing, Bounded):
        for name in sorted(vars(case)):
            if name.startswith("test_"):
                suite.addTest(case(name))
    return suite


if __name__ == "__main__":
    unittest.main()
