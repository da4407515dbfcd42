# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes up from sites below and what goes down to them beside packages: status messages, orders, the trail over sites."""
import os
import random
import signal
import subprocess
import unittest

from support import cartage, until
from test_sites import Sites

ORDER_FIELDS = "order action package site dp asked_by asked_from asked_at reason state detail done_at"


class Tree(Sites):
    """A central site, a child, a grandchild with a DP that has one package."""

    def tree(self):
        self.parent, self.child, self.grandchild = self.site("CEN"), self.site("BER", "CEN"), self.site("POT", "BER")
        self.folder = self.grandchild.dp("potsdam1")
        self.package = self.parent.package()
        self.start()
        self.knows_dp("CEN", "POT", "potsdam1")

    def delivered(self):
        self.tree()
        self.parent.ok("distribute", self.package, "--dp", "potsdam1")
        self.arrives("CEN", self.package, "potsdam1", 1)

    def order(self, action, *rest):
        """Asked at the central site; what has become of it."""
        done = self.parent.run(*action, "--dp", "potsdam1", *rest)
        self.assertEqual(done.code, 0, done)
        notes = done.json["notes"] if isinstance(done.json, dict) else done.notes # validate gives a list of differences
        self.assertIn("asked_below", [note["code"] for note in notes], done)
        asked = self.parent.ok("orders", "--to", "POT")[-1]
        self.assertLessEqual(set(ORDER_FIELDS.split()), asked.keys())

        def ended():
            now = [order for order in self.parent.ok("orders") if order["order"] == asked["order"]]
            return now and now[0]["done_at"] and now[0]
        return until(ended, 60, f"{action} done")

    def row(self, site):
        return self.told(site, self.package, "potsdam1")


class Messages(Tree):
    def report(self, site, number):
        done = cartage("--json", "client", "report", "--inbox", self.inbox(site), "--spool", os.path.join(self.base, "spool"), "--message", str(number),
                       "--string", "said at " + site)
        self.assertEqual(done.code, 0, done)

    def guids(self, site, *narrowed):
        return [message["message_guid"] for message in self.sites[site].ok("messages", "--limit", "0", *narrowed)]

    def test_each_message_comes_up_once_through_kills(self):
        self.tree()
        chance = random.Random(11)
        self.parent.ok("distribute", self.package, "--dp", "potsdam1")
        for number in range(6):
            self.report("POT", 10_000 + number)
            self.report("BER", 10_100 + number)
            code = chance.choice(["CEN", "BER", "POT"])
            with self.assertRaises(subprocess.TimeoutExpired): # at some moment of its work
                self.engines[code].process.wait(chance.random() * 0.6)
            self.kill(code)
            self.start(code)
        self.arrives("CEN", self.package, "potsdam1", 1)

        def all_up():
            here = self.guids("CEN")
            return all(set(self.guids(code)) <= set(here) for code in ("BER", "POT")) and here
        here = until(all_up, 60, "all messages at the central site")
        self.assertEqual(len(here), len(set(here)))
        below = self.parent.ok("messages", "--from", "POT", "--limit", "0")
        self.assertEqual({message["site"] for message in below}, {"POT"})
        self.assertTrue(all(message["received"] for message in below))
        told = {message["id"]: message for message in below if 10_000 <= message["id"] < 10_006}
        self.assertEqual(set(told), set(range(10_000, 10_006)))
        original = {message["id"]: message for message in self.grandchild.ok("messages", "--limit", "0") if 10_000 <= message["id"] < 10_006}
        for number, message in told.items():
            for field in ("message_guid", "machine", "time", "strings", "component", "severity"):
                self.assertEqual(message[field], original[number][field], field)
        # Nothing came down, and the parent's account of clients is of its own inbox.
        self.assertEqual(self.grandchild.ok("messages", "--from", "CEN"), [])
        self.assertEqual(self.parent.ok("clients"), [])
        client = self.grandchild.ok("clients")[0]["sender"]
        self.assertLessEqual(set(range(10_000, 10_006)), {message["id"] for message in self.parent.ok("messages", "--sender", client, "--limit", "0")})
        self.assertEqual(self.parent.run("messages", "--sender", "0" * 32).code, 3)
        until(lambda: self.child.ok("address", "list")[0]["messages_behind"] == 0, 60, "nothing behind")
        self.assertIsNone(self.parent.ok("address", "list")[0]["messages_behind"])
        self.assertEqual(self.parent.run("site", "check").json, [])

    def test_a_parent_that_was_away_gets_what_it_missed(self):
        parent, child = self.site("CEN"), self.site("BER", "CEN")
        self.start("BER")
        for number in range(20):
            self.report("BER", 10_000 + number)
        wanted = set(range(10_000, 10_020))
        until(lambda: {m["id"] for m in child.ok("messages", "--limit", "0")} >= wanted, what="all of them taken in there")
        self.start("CEN")
        until(lambda: {m["id"] for m in parent.ok("messages", "--from", "BER", "--limit", "0")} >= wanted, 60, "all of them above")


    def told_above(self, *numbers):
        """The parent has each of these, once."""
        def ids():
            return [message["id"] for message in self.sites["CEN"].ok("messages", "--from", "BER", "--limit", "0") if 10_000 <= message["id"] < 10_100]
        until(lambda: set(numbers) <= set(ids()), 60, f"{numbers} above")
        self.assertEqual(sorted(ids()), sorted(numbers))

    def test_backups_of_both_ends_neither_lose_nor_double(self):
        parent, child = self.site("CEN"), self.site("BER", "CEN")
        self.start()
        self.report("BER", 10_000)
        self.told_above(10_000)
        backups = {}
        for code in self.sites:
            backups[code] = os.path.join(self.base, code + ".backup")
            self.sites[code].ok("site", "backup", backups[code])
        self.report("BER", 10_001)
        self.told_above(10_000, 10_001)
        self.kill("BER", signal.SIGTERM)
        child.ok("site", "restore", backups["BER"], "--yes") # it has forgotten 10001, and that the parent has it
        self.report("BER", 10_002)
        self.start("BER")
        self.told_above(10_000, 10_001, 10_002)
        self.kill("CEN", signal.SIGTERM)
        parent.ok("site", "restore", backups["CEN"], "--yes") # it has forgotten 10001 and 10002
        self.start("CEN")
        self.report("BER", 10_003)
        self.told_above(10_000, 10_002, 10_003) # what neither of them has any more nobody can tell

    def test_a_rule_that_forwards_is_taken_where_there_is_a_parent(self):
        self.site("CEN")
        child = self.site("BER", "CEN")
        done = child.run("rules", "add", "errors", "--match", "severity:error", "--mark", "look", "--forward")
        self.assertEqual(done.code, 0, done)
        self.assertIn("forwarded", [note["code"] for note in done.notes])


class Orders(Tree):
    def test_hold_and_release_of_a_package_and_of_the_whole_dp(self):
        self.delivered()
        held = self.order(["hold", self.package], "--reason", "exam week")
        self.assertEqual((held["state"], held["site"], held["package"]), ("done", "POT", self.package), held)
        there = self.row("POT")
        self.assertEqual(there["held"]["reason"], "exam week")
        self.assertTrue(there["held"]["by"].endswith(" at CEN"), there["held"])
        audit = self.grandchild.ok("audit")[0]
        self.assertEqual((audit["action"], audit["arguments"]["asked_from"], audit["reason"]), ("hold", "CEN", "exam week"))
        self.assertEqual(self.row("CEN")["order"]["state"], "done")
        again = self.order(["hold", self.package])
        self.assertEqual(again["state"], "unchanged")
        self.assertEqual(self.order(["release", self.package])["state"], "done")
        self.assertIsNone(self.row("POT")["held"])

        self.grandchild.ok("dp", "set", "potsdam1", "groups=labs")
        until(lambda: self.parent.run("hold", "--group", "labs", "--dry-run").code == 0, 60, "the group told")
        self.assertEqual(self.parent.ok("hold", "--group", "labs", "--dry-run")["effect"]["child_sites"], 1)
        self.assertEqual(self.parent.run("hold", "--group", "nowhere").error["code"], "not_found")
        for state, sites in (("installed", 1), ("failed", 0)):
            effect = self.parent.ok("hold", "--to", "POT", "--state", state, "--dry-run")["effect"]
            self.assertEqual(effect["child_sites"], sites, state)
        whole = self.order(["hold"])
        self.assertEqual((whole["state"], whole["package"]), ("done", None))
        self.assertTrue(self.grandchild.ok("dp", "show", "potsdam1")["held"]["by"].endswith(" at CEN"))
        self.assertEqual(self.order(["release"])["state"], "done")
        self.assertIsNone(self.grandchild.ok("dp", "show", "potsdam1")["held"])

    def test_retries_are_cleared_and_begun_from_above(self):
        self.delivered()
        os.rename(self.folder, self.folder + ".gone")
        with open(self.parent.path("source", "new.txt"), "w", encoding="utf-8") as file:
            file.write("new")
        self.parent.ok("package", "update", self.package)
        until(lambda: self.row("POT")["wanted_version"] == 2 and self.grandchild.ok("dp", "show", "potsdam1")["error"], 60, "the DP found missing")
        refused = self.parent.run("retries", "clear", "--dp", "potsdam1")
        self.assertEqual((refused.code, refused.error["code"]), (3, "confirmation_needed"))
        cleared = self.order(["retries", "clear"], "--yes", "--reason", "it is gone")
        self.assertEqual(cleared["state"], "done", cleared)
        self.assertEqual(self.row("POT")["state"], "stopped")
        until(lambda: self.row("CEN")["state"] == "stopped", 60, "told above")
        os.rename(self.folder + ".gone", self.folder)
        begun = self.order(["retries", "now", self.package])
        self.assertEqual(begun["state"], "done", begun)
        self.arrives("CEN", self.package, "potsdam1", 2)

    def test_a_validation_is_asked_for_and_told(self):
        self.delivered()
        name = next(name for name in sorted(os.listdir(os.path.join(self.folder, self.package))) if os.path.isfile(os.path.join(self.folder, self.package, name)))
        with open(os.path.join(self.folder, self.package, name), "ab") as file:
            file.write(b"!")
        found = self.order(["validate", self.package])
        self.assertEqual((found["state"], found["detail"]), ("done", "1 file differs"), found)
        until(lambda: self.order(["validate", self.package])["detail"] == "nothing differs", 60, "it repaired")

    def test_a_repair_is_asked_for_and_done_there(self):
        self.delivered()
        self.grandchild.ok("dp", "set", "potsdam1", "repair=ask")
        name = next(name for name in sorted(os.listdir(os.path.join(self.folder, self.package))) if os.path.isfile(os.path.join(self.folder, self.package, name)))
        file = os.path.join(self.folder, self.package, name)
        with open(file, "rb") as before:
            right = before.read()
        with open(file, "ab") as spoiled:
            spoiled.write(b"!")
        self.order(["validate", self.package])
        until(lambda: self.row("CEN")["state"] == "damaged", 60, "the damage told above")
        self.assertEqual(self.parent.ok("redistribute", self.package, "--to", "POT", "--dry-run")["effect"]["child_sites"], 1)
        self.assertEqual(self.order(["redistribute", self.package])["state"], "done")
        until(lambda: self.row("CEN")["state"] == "installed", 60, "the repair told above")
        with open(file, "rb") as repaired:
            self.assertEqual(repaired.read(), right)
        whole = self.order(["redistribute", self.package, "--force"])
        self.assertEqual((whole["action"], whole["state"]), ("redistribute_all", "done"), whole)
        self.assertEqual(self.grandchild.ok("audit")[0]["action"], "redistribute --force")

    def test_what_fails_below_stands_in_the_retry_history_with_what_was_asked(self):
        self.delivered()
        self.assertEqual(self.parent.ok("retries", "list"), [])
        os.rename(self.folder, self.folder + ".gone")
        with open(self.parent.path("source", "new.txt"), "w", encoding="utf-8") as file:
            file.write("new")
        self.parent.ok("package", "update", self.package)
        row = until(lambda: self.parent.ok("retries", "list"), 60, "the failure told above")[0]
        self.assertEqual((row["package"], row["site"], row["dp"], row["last_error"]["code"]), (self.package, "POT", "potsdam1", "dp_not_there"), row)
        self.assertTrue(row["known_at"])
        self.assertIsNone(row["order"])
        self.order(["retries", "clear", self.package], "--yes", "--reason", "it is gone")
        stopped = until(lambda: [each for each in self.parent.ok("retries", "list", "--to", "POT") if each["state"] == "stopped"], 60, "told above")[0]
        self.assertEqual((stopped["order"]["action"], stopped["order"]["state"], stopped["order"]["reason"]), ("clear_retries", "done", "it is gone"))
        self.assertTrue(stopped["order"]["asked_at"] and stopped["order"]["done_at"])
        self.assertEqual([each["site"] for each in self.parent.ok("retries", "list", "--dp", "potsdam1")], ["POT"])
        self.assertEqual(self.parent.ok("retries", "list", "--to", "BER"), [])

    def test_dps_below_are_listed_and_shown(self):
        self.delivered()
        self.parent.dp("central1")
        rows = {row["dp"]: row for row in self.parent.ok("dp", "list")}
        self.assertEqual(set(rows["central1"]), set(rows["potsdam1"]), "the same fields")
        self.assertEqual((rows["central1"]["site"], rows["central1"]["known_at"]), ("CEN", None))
        until(lambda: self.parent.ok("dp", "show", "potsdam1")["verified"] == 1, 60, "told above")
        shown = self.parent.ok("dp", "show", "potsdam1")
        self.assertEqual((shown["site"], shown["state"], shown["packages"], shown["path"]), ("POT", "ok", 1, None), shown)
        self.assertTrue(shown["known_at"])
        self.assertEqual([row["package"] for row in self.parent.ok("dp", "show", "potsdam1", "--packages")], [self.package])
        self.assertEqual(self.parent.run("dp", "show", "nowhere").error["code"], "not_found")
        self.assertEqual(self.parent.run("dp", "show", "potsdam1", "--to", "BER").error["code"], "not_found")
        self.child.dp("potsdam1")
        self.knows_dp("CEN", "BER", "potsdam1")
        self.assertEqual(self.parent.run("dp", "show", "potsdam1").error["code"], "wrong_value")
        shown = self.parent.ok("dp", "show", "potsdam1", "--to", "BER")
        self.assertEqual((shown["site"], shown["packages"]), ("BER", 0))
        self.assertTrue(shown["known_at"], "its list told of it")

    def test_an_order_for_what_is_gone_is_answered_so(self):
        self.delivered()
        self.kill("POT", signal.SIGTERM)
        done = self.parent.ok("hold", "--dp", "potsdam1")
        self.assertEqual(done["changed"], 1)
        again = self.parent.run("hold", "--dp", "potsdam1")
        self.assertEqual((again.code, again.json["changed"], again.json["unchanged"]), (0, 0, 1))
        self.grandchild.ok("dp", "remove", "potsdam1", "--forget", "--yes")
        self.start("POT")
        gone = until(lambda: [order for order in self.parent.ok("orders") if order["done_at"]], 60, "the answer")[0]
        self.assertEqual((gone["state"], gone["action"]), ("gone", "hold"), gone)

    def test_orders_survive_kills_and_are_done_once(self):
        self.delivered()
        for code in ("CEN", "BER", "POT"):
            self.parent.ok("hold", self.package, "--dp", "potsdam1")
            self.kill(code)
            self.start(code)
            until(lambda: all(order["done_at"] for order in self.parent.ok("orders")), 60, "the hold answered")
            self.assertTrue(self.row("POT")["held"])
            self.parent.ok("release", self.package, "--to", "POT")
            until(lambda: all(order["done_at"] for order in self.parent.ok("orders")), 60, "the release answered")
            self.assertIsNone(self.row("POT")["held"])
        actions = [action["action"] for action in self.grandchild.ok("audit", "--limit", "0") if action["actor"].endswith(" at CEN")]
        self.assertEqual(sorted(actions), ["hold"] * 3 + ["release"] * 3)

    def test_what_is_asked_goes_behind_the_package_it_is_about(self):
        self.tree()
        self.kill("POT")
        self.parent.ok("distribute", self.package, "--dp", "potsdam1")
        row = until(lambda: self.row("CEN"), 60, "the row")
        self.assertEqual((row["updated_at"], row["known_at"], row["state"]), (None, None, "waiting"), "nothing was told")
        self.parent.ok("hold", self.package, "--dp", "potsdam1")
        until(lambda: [r for r in self.child.ok("requests", "--to", "POT") if r["kind"] == "content" and r["state"] == "sent"], 60, "the package sent")
        self.assertEqual({order["state"] for order in self.parent.ok("orders")} & {"done", "gone"}, set())
        until(lambda: (self.row("CEN")["known_at"], self.row("CEN")["waits_at"]) == (None, {"site": "BER", "to": "POT", "until": None}), 60, "where it waits")
        self.start("POT")
        until(lambda: [order["state"] for order in self.parent.ok("orders")] == ["done"], 60, "it is held there")
        until(lambda: self.grandchild.ok("status", self.package)[0]["held"], 60, "it is held there")
        self.assertEqual(self.parent.run("site", "check").json, [])

    def test_what_is_not_there_is_refused(self):
        self.tree()
        for command in (["hold", "--dp", "nowhere"], ["hold", "--to", "XYZ"], ["hold", "--to", "POT", "--dp", "nowhere"], ["orders", "--to", "XYZ"],
                        ["trail", self.package, "--dp", "nowhere"], ["trail", self.package, "--dp", "potsdam1", "--to", "XYZ"]):
            done = self.parent.run(*command)
            self.assertEqual((done.code, done.error["code"]), (3, "not_found"), done)
        self.child.dp("potsdam1")
        self.knows_dp("CEN", "BER", "potsdam1")
        done = self.parent.run("hold", "--dp", "potsdam1")
        self.assertEqual((done.code, done.error["code"]), (3, "wrong_value"), done)
        effect = self.parent.ok("hold", "--to", "BER", "--dp", "potsdam1", "--dry-run")["effect"]
        self.assertEqual(effect["child_sites"], 1)
        self.assertEqual(self.parent.ok("orders"), [])


class Trail(Tree):
    def test_the_trail_goes_over_all_sites_and_components(self):
        self.delivered()
        self.order(["hold", self.package], "--reason", "exam week")

        def complete():
            events = self.parent.ok("trail", self.package, "--dp", "potsdam1")
            seen = {(event["site"], event["component"]) for event in events}
            wanted = {("CEN", "DistributionManager"), ("CEN", "Scheduler"), ("CEN", "Sender"), ("BER", "Despooler"), ("BER", "Scheduler"), ("BER", "Sender"),
                      ("POT", "Despooler"), ("POT", "DistributionManager")}
            return wanted <= seen and events
        try:
            events = until(complete, 60, "the whole way")
        except AssertionError:
            events = self.parent.ok("trail", self.package, "--dp", "potsdam1")
            self.fail([(event["site"], event["component"], event["message_id"]) for event in events])
        self.assertEqual([event["seq"] for event in events], list(range(1, len(events) + 1)))
        self.assertEqual([event["time"] for event in events], sorted(event["time"] for event in events))
        first = {}
        for event in events:
            first.setdefault((event["site"], event["component"], event["message_id"]), event["seq"])
        way = [("CEN", "Scheduler", 20601), ("CEN", "Sender", 20620), ("BER", "Despooler", 4400), ("BER", "Sender", 20620), ("POT", "Despooler", 4400),
               ("POT", "DistributionManager", 2330)]
        self.assertEqual(sorted(way, key=lambda step: first[step]), way)
        self.assertTrue(any(event["kind"] == "action" and event["actor"] and "hold" in event["text"] for event in events))
        # The child sees its own part of the way.
        self.assertLessEqual({"BER", "POT"}, {event["site"] for event in self.child.ok("trail", self.package, "--dp", "potsdam1")})


if __name__ == "__main__":
    unittest.main()
