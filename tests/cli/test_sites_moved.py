# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sites that are re-keyed, moved and removed, and what is taken back meanwhile; each with a folder, database, keys and process of its own."""
import datetime
import os
import random
import signal
import unittest

import test_sites_care
from support import until


class Moved(test_sites_care.Care):
    def let_go(self):
        held = [str(each["quarantine"]) for each in self.parent.ok("quarantine", "list")]
        if held:
            self.parent.ok("quarantine", "release", *held)
        return not held

    def test_a_key_is_renewed_at_one_end(self):
        self.pair()
        engine = self.child.run("site", "key", "--renew", "--yes")
        self.assertEqual((engine.code, engine.error["code"]), (4, "site_locked"), engine)
        self.kill("BER", signal.SIGTERM)
        before = self.key("BER")
        self.assertEqual(self.child.run("site", "key", "--renew").error["code"], "confirmation_needed")
        self.assertEqual(self.key("BER"), before)
        self.child.ok("site", "key", "--renew", "--yes")
        self.assertNotEqual(self.key("BER"), before)
        self.start("BER")
        self.parent.ok("distribute", self.package, "--dp", "berlin2")
        # The child believes its parent still; what it answers is not believed.
        self.arrives("BER", self.package, "berlin2", 1)
        until(lambda: "unknown_sender" in {held["reason"] for held in self.parent.ok("quarantine", "list")}, what="the answer in quarantine")
        self.assertNotEqual(self.told("CEN", self.package, "berlin2")["state"], "installed")
        self.parent.ok("address", "set", "BER", f"key={self.key('BER')}")
        until(self.let_go, what="an empty quarantine")
        for dp in self.folders:
            self.arrives("CEN", self.package, dp, 1)
        until(lambda: not self.one("CEN", "SELECT count(*) FROM send_request WHERE state NOT IN ('acknowledged', 'cancelled')"), what="everything answered")
        self.assertEqual(self.parent.ok("quarantine", "list"), [])
        self.change(self.source, 2)
        self.parent.ok("package", "update", self.package)
        for dp in self.folders:
            self.arrives("CEN", self.package, dp, 2)
        self.same("berlin1", "berlin2")
        self.sound()

    def test_a_child_moves_to_another_parent_and_is_sent_nothing_that_it_has(self):
        self.pair()
        self.site("NOR", "CEN").dp("north1")
        self.start("NOR")
        self.knows_dp("CEN", "NOR", "north1")
        self.parent.ok("distribute", self.package, "--dp", "north1")
        self.arrives("CEN", self.package, "north1", 1)
        self.parent.ok("address", "remove", "BER", "--yes")
        self.child.ok("address", "remove", "CEN", "--yes")
        self.assertEqual([row["dp"] for row in self.parent.ok("status", self.package)], ["north1"])
        self.join("NOR", "BER")
        self.told_of_information("NOR")
        self.knows_dp("CEN", "BER", "berlin1")
        self.parent.ok("distribute", self.package, "--dp", "berlin1", "--dp", "berlin2")
        for dp in self.folders:
            self.arrives("CEN", self.package, dp, 1)
        self.same("berlin1", "berlin2")
        sent = [r for r in self.sites["NOR"].ok("requests", "--to", "BER") if r["kind"] == "content"]
        self.assertTrue(sent)
        self.assertEqual([r["part_sha256"] for r in sent], [None] * len(sent))
        # And what is new goes as the difference from what it has.
        self.change(self.source, 2)
        self.parent.ok("package", "update", self.package)
        for dp in self.folders:
            self.arrives("CEN", self.package, dp, 2)
        self.assertTrue(any(r["base_manifest_sha256"] and r["part_sha256"] for r in self.sites["NOR"].ok("requests", "--to", "BER")))
        self.sound()

    def test_what_was_taken_away_stays_away_when_its_site_moves(self):
        self.site("CEN"), self.site("NOR", "CEN"), self.site("SUD", "CEN")
        leaf = self.site("BER", "NOR")
        leaf.dp("berlin1", "--group", "labs"), leaf.dp("berlin2", "--group", "labs")
        package = self.sites["CEN"].package()
        self.start()
        self.knows_dp("CEN", "BER", "berlin2")
        self.sites["CEN"].ok("distribute", package, "--group", "labs")
        for dp in ("berlin1", "berlin2"):
            self.arrives("CEN", package, dp, 1)
        self.sites["CEN"].ok("undistribute", package, "--dp", "berlin2", "--yes")
        until(lambda: self.told("CEN", package, "berlin2") is None, 60, "it is gone from there")
        self.sites["NOR"].ok("address", "remove", "BER", "--yes")
        leaf.ok("address", "remove", "NOR", "--yes")
        self.join("SUD", "BER")
        until(lambda: [m for m in self.sites["CEN"].ok("messages", "--id", "20606")] or "SUD" in str(self.sites["CEN"].ok("address", "list")), 60, "it moves")
        until(lambda: self.one("CEN", "SELECT count(*) FROM remote_site WHERE site = 'BER' AND via = 'SUD'"), 60, "it is behind the other one")
        self.arrives("CEN", package, "berlin1", 1)
        self.assertIsNone(self.told("CEN", package, "berlin2"))
        self.assertEqual({row["dp"]: row["state"] for row in leaf.ok("status", package)}, {"berlin1": "installed", "berlin2": "removed"})
        self.assertEqual({row["site"] for row in leaf.ok("status", package)}, {"BER"}) # where it is, not who made it
        self.sound()

    def test_a_site_that_is_removed_stops_what_is_being_sent(self):
        self.pair()
        grandchild = self.site("POT", "BER")
        grandchild.dp("potsdam1")
        self.start("POT")
        self.knows_dp("CEN", "POT", "potsdam1")
        big = self.parent.ok("package", "add", "--source", self.parent.source("big", {"big.bin": random.Random(9).randbytes(20_000_000)}), "--name", "Big")["package"]
        self.parent.ok("address", "set", "BER", "rate=500K")
        self.parent.ok("distribute", big, "--dp", "berlin1", "--dp", "potsdam1")
        until(lambda: any(r["bytes_left"] and r["bytes_left"] < r["bytes_total"] for r in self.parent.ok("requests")), what="the sending half done")
        self.parent.ok("address", "remove", "BER", "--yes")
        self.assertEqual((self.parent.ok("requests"), self.parent.ok("status")), ([], []))
        for table in ("remote_site", "remote_dp", "remote_target", "forward", "send_request", "child_version"):
            self.assertEqual(self.one("CEN", f"SELECT count(*) FROM {table}"), 0, table)
        parts = os.path.join(self.inbox("BER"), "parts")
        size = lambda: [os.path.getsize(os.path.join(parts, name)) for name in os.listdir(parts)]
        # An engine that is idle sends nothing: it ends at once, with little of the package there.
        self.assertEqual(self.engines["CEN"].stop().code, 0)
        self.assertLess(sum(size()), 15_000_000)
        self.parent.ok("package", "remove", big, "--yes")
        self.assertEqual(self.parent.until_idle().code, 0)
        self.sound("CEN")

    def test_what_is_taken_back_is_not_sent(self):
        self.pair()
        big = self.parent.ok("package", "add", "--source", self.parent.source("big", {"big.bin": random.Random(9).randbytes(20_000_000)}), "--name", "Big")["package"]
        self.parent.ok("address", "set", "BER", "rate=500K")
        self.parent.ok("distribute", big, "--dp", "berlin1")
        sent = lambda: [r for r in self.parent.ok("requests") if r["package"] == big and r["kind"] == "content"]
        until(lambda: any(r["bytes_left"] and r["bytes_left"] < r["bytes_total"] for r in sent()), what="the sending half done")
        self.parent.ok("undistribute", big, "--dp", "berlin1", "--yes")
        until(lambda: [r["state"] for r in sent()] == ["cancelled"], 30, "the sending given up")
        # What lay there goes, and the removal is settled without the content.
        until(lambda: os.listdir(os.path.join(self.inbox("BER"), "parts")) == [], 30, "its part taken away")
        until(lambda: self.told("CEN", big, "berlin1") is None, 60, "the removal told")
        self.assertLess(sent()[0]["bytes_total"] - sent()[0]["bytes_left"], 15_000_000)
        self.assertEqual([each["package"] for each in self.child.ok("package", "list")], [self.package])
        # And one that waits for its window does not wait any more.
        day = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")[(datetime.datetime.now(datetime.timezone.utc).weekday() + 3) % 7]
        self.parent.ok("address", "set", "BER", "rate=0", f"window={day} 10:00-11:00", "timezone=UTC")
        self.parent.ok("distribute", big, "--dp", "berlin2")
        until(lambda: [r["state"] for r in sent()] == ["cancelled", "pending"], 30, "the request made")
        self.parent.ok("undistribute", big, "--dp", "berlin2", "--yes")
        until(lambda: [r["state"] for r in sent()] == ["cancelled", "cancelled"], 30, "the waiting one given up")
        self.parent.ok("address", "set", "BER", "window=")
        until(lambda: self.told("CEN", big, "berlin2") is None, 60, "the other removal told")
        # It can be given again.
        self.parent.ok("distribute", big, "--dp", "berlin2")
        self.arrives("CEN", big, "berlin2", 1)
        self.sound()

    def test_a_child_that_had_no_parent_for_a_while_is_asked_again(self):
        self.pair()
        self.child.ok("address", "remove", "CEN", "--yes")
        self.child.ok("undistribute", self.package, "--dp", "berlin1", "--yes")
        until(lambda: not os.path.exists(os.path.join(self.folders["berlin1"], self.package)), 30, "taken away there")
        self.child.ok("address", "add", "CEN", "--relation", "parent", "--inbox", self.inbox("CEN"), "--key", self.key("CEN"))
        until(lambda: os.path.exists(os.path.join(self.folders["berlin1"], self.package)), 60, "the parent's wish carried out again")
        self.arrives("CEN", self.package, "berlin1", 1)
        self.arrives("BER", self.package, "berlin1", 1)
        self.same("berlin1")
        self.sound()

    def test_an_order_is_carried_out_once_though_the_child_had_no_parent_for_a_while(self):
        self.pair()
        held = lambda: self.child.ok("status", self.package, "--dp", "berlin1")[0]["held"]
        self.child.ok("components", "pause", "Sender") # what became of it is not told
        self.parent.ok("hold", "--dp", "berlin1")
        until(held, 30, "held at the child")
        self.child.ok("address", "remove", "CEN", "--yes")
        self.child.ok("release", "--dp", "berlin1")
        self.child.ok("address", "add", "CEN", "--relation", "parent", "--inbox", self.inbox("CEN"), "--key", self.key("CEN"))
        self.child.ok("components", "start", "Sender")
        until(lambda: [o["state"] for o in self.parent.ok("orders")] == ["done"], 60, "the parent knows that it was done")
        self.assertFalse(held())
        self.assertEqual([each["action"] for each in self.child.ok("audit") if each["action"] in ("hold", "release")].count("hold"), 1)
        self.sound()


def load_tests(_loader, _tests, _pattern):
    """Not those of the class whose beginning is used."""
    return unittest.TestSuite(Moved(name) for name in sorted(vars(Moved)) if name.startswith("test_"))


if __name__ == "__main__":
    unittest.main()
