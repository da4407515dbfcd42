# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the top shows of what is held up one or more sites below: the cause, what it waits for, where, and how old that is."""
import datetime
import os
import signal
import unittest

from support import until
from test_sites import Sites


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


class Views(Sites):
    def tree(self, package=None):
        """Three sites in a row; the package is there at its own only."""
        self.parent, self.child, self.grandchild = self.site("CEN"), self.site("BER", "CEN"), self.site("POT", "BER")
        self.near, self.far = self.child.dp("berlin1"), self.grandchild.dp("potsdam1")
        self.package = package or self.parent.package()
        self.start()
        until(lambda: {"berlin1", "potsdam1"} <= {row["dp"] for row in self.parent.ok("dp", "list")}, 60, "the DPs told")

    def change(self):
        with open(self.parent.path("source", "new.txt"), "a", encoding="utf-8") as file:
            file.write("new")
        self.parent.ok("package", "update", self.package)

    def row(self, dp, site="CEN"):
        return self.told(site, self.package, dp)

    def until_row(self, dp, **wanted):
        def there():
            row = self.row(dp)
            return row and all(row[name] == value for name, value in wanted.items()) and row
        try:
            return until(there, 60, f"{wanted} of {dp}")
        except AssertionError as error:
            raise AssertionError(f"{error}: {self.row(dp)}") from None

    def problem(self, code):
        return until(lambda: [each for each in self.parent.run("problems", "--code", code).json], 60, f"the problem {code} at the top")[0]

    def state_told(self, dp):
        events = [event for event in self.parent.ok("trail", self.package, "--dp", dp) if event["kind"] == "state"]
        self.assertEqual(len(events), 1, events)
        return events[0]


class Causes(Views):
    def test_a_site_that_its_parent_does_not_reach(self):
        self.tree()
        inbox = self.inbox("POT")
        os.rename(inbox, inbox + ".gone")
        self.parent.ok("distribute", self.package, "--dp", "potsdam1")
        self.until_row("potsdam1", state="waiting", waits_for="site", waits_at={"site": "BER", "to": "POT", "until": None})
        row = until(lambda: self.row("potsdam1")["error"] and self.row("potsdam1"), 60, "the error of the address told")
        self.assertEqual((row["error"]["code"], row["error"]["object"]), ("address_not_there", "POT"), row)
        self.assertTrue(row["error"]["advice"].startswith("At site BER: "), row["error"])
        problem = self.problem("address_not_there")
        self.assertEqual((problem["site"], problem["object"], problem["dps"], problem["packages"]), ("BER", "BER/POT", ["POT/potsdam1"], [self.package]), problem)
        self.assertIn("cartage address set POT", problem["advice"])
        state = self.state_told("potsdam1")
        self.assertEqual((state["site"], state["error"]["code"]), ("BER", "address_not_there"), state)
        self.assertIn("waits for site POT at BER", state["text"])
        self.assertIn("waits for site POT at BER", self.parent.text("status").out)
        self.assertEqual(self.parent.ok("retries", "list"), [], "nothing was tried there")
        os.rename(inbox + ".gone", inbox)
        self.child.ok("address", "set", "POT", "timezone=UTC") # it is tried now
        self.arrives("CEN", self.package, "potsdam1", 1)
        row = self.row("potsdam1")
        self.assertEqual((row["waits_for"], row["waits_at"], row["error"]), (None, None, None))
        until(lambda: self.parent.ok("problems") == [], 60, "no problem left")

    def test_an_address_of_its_own_that_fails(self):
        self.tree()
        inbox = self.inbox("BER")
        os.rename(inbox, inbox + ".gone")
        self.parent.ok("distribute", self.package, "--dp", "potsdam1")
        row = until(lambda: self.row("potsdam1")["error"] and self.row("potsdam1"), 60, "the error of the address")
        self.assertEqual((row["state"], row["waits_for"], row["waits_at"]["site"], row["waits_at"]["to"]), ("waiting", "site", "CEN", "BER"), row)
        self.assertEqual(row["error"]["code"], "address_not_there")
        os.rename(inbox + ".gone", inbox)

    def test_a_window_that_is_closed_on_the_way(self):
        self.tree()
        tomorrow = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"][(datetime.datetime.utcnow().weekday() + 2) % 7]
        self.child.ok("address", "set", "POT", f"window={tomorrow} 03:00-03:10", "timezone=UTC")
        self.parent.ok("distribute", self.package, "--dp", "potsdam1")
        row = self.until_row("potsdam1", waits_for="window")
        self.assertEqual((row["waits_at"]["site"], row["waits_at"]["to"], row["error"]), ("BER", "POT", None), row)
        opens = moment(row["waits_at"]["until"])
        self.assertEqual((opens.hour, opens.minute, row["next_due"]), (3, 0, row["waits_at"]["until"]), row)
        self.assertIn("waits for window at BER for POT until", self.state_told("potsdam1")["text"])
        self.child.ok("address", "set", "POT", "window=always")
        self.arrives("CEN", self.package, "potsdam1", 1)

    def test_an_instruction_that_a_grandchild_has_refused(self):
        self.tree()
        self.parent.ok("distribute", self.package, "--dp", "potsdam1")
        self.arrives("CEN", self.package, "potsdam1", 1)
        self.kill("POT", signal.SIGTERM)
        self.grandchild.sql("INSERT INTO package_version (package_id, version, created_at, files, entries, bytes, manifest, epoch) "
                            "SELECT package_id, 2, created_at, files, entries, bytes, manifest, epoch FROM package_version") # it knows another one of that number
        self.start("POT")
        self.change()
        row = self.until_row("potsdam1", waits_for="operator", wanted_version=2)
        self.assertEqual((row["error"]["code"], row["waits_at"]), ("instruction_refused", {"site": "BER", "to": "POT", "until": None}), row)
        self.assertEqual(row["installed_version"], 1)
        problem = self.problem("instruction_refused")
        self.assertEqual((problem["site"], problem["object"], problem["severity"], problem["dps"]), ("BER", "BER/POT", "error", ["POT/potsdam1"]), problem)
        self.assertIn("cartage resend", problem["advice"])

    def test_what_holds_up_dps_of_sites_below(self):
        self.tree()
        self.child.ok("hold", "--dp", "berlin1")
        os.rename(self.far, self.far + ".gone")
        self.parent.ok("distribute", self.package, "--dp", "potsdam1", "--dp", "berlin1")
        row = self.until_row("berlin1", waits_for="hold")
        self.assertEqual((row["state"], row["waits_at"]), ("paused", {"site": "BER", "to": None, "until": None}))
        row = self.until_row("potsdam1", waits_for="breaker")
        self.assertEqual((row["waits_at"]["site"], row["error"]["code"], row["error"]["object"]), ("POT", "dp_not_there", "potsdam1"), row)
        os.rename(self.far + ".gone", self.far)
        self.child.ok("release", "--dp", "berlin1")
        self.arrives("CEN", self.package, "berlin1", 1)
        # One that merely waits for the condition of its DP says which it is.
        self.child.ok("dp", "set", "berlin1", "window=Mo 03:00-03:01")
        self.change()
        row = self.until_row("berlin1", waits_for="window", wanted_version=2)
        self.assertTrue(row["waits_at"]["until"], row)


class Asking(Views):
    def test_nothing_to_validate_is_said(self):
        self.tree()
        for command in (["status"], ["retries", "list"], ["validate"]):
            done = self.parent.run(*command, "--to", "XYZ")
            self.assertEqual((done.code, done.error["code"]), (3, "not_found"), done)
        done = self.parent.run("validate", "--to", "POT")
        self.assertEqual((done.code, done.json, [note["code"] for note in done.notes]), (0, [], ["nothing_there"]), done)
        self.parent.ok("distribute", self.package, "--dp", "potsdam1")
        self.arrives("CEN", self.package, "potsdam1", 1)
        self.grandchild.ok("dp", "remove", "potsdam1", "--forget", "--yes")
        until(lambda: "potsdam1" not in {row["dp"] for row in self.parent.ok("dp", "list")}, 60, "its end told")
        for scope in (["--dp", "potsdam1"], ["--dp", "potsdam1", "--to", "POT"], [self.package, "--dp", "potsdam1"], ["--to", "XYZ"]):
            for more in ([], ["--dry-run"]):
                done = self.parent.run("validate", *scope, *more)
                self.assertEqual((done.code, done.error["code"]), (3, "not_found"), done)

    def test_effects_count_what_is_below(self):
        self.tree()
        self.parent.dp("central1")
        both = ["--dp", "potsdam1", "--dp", "berlin1"]
        effect = self.parent.ok("distribute", self.package, *both, "--dry-run")["effect"]
        size = self.parent.ok("package", "show", self.package)["bytes"]
        self.assertEqual([effect[name] for name in ("distributions", "packages", "dps", "child_sites", "bytes_to_send")], [2, 1, 2, 2, size], effect)
        self.assertTrue(any("BER" in line and f"{size} bytes" in line for line in effect["lines"]), effect["lines"])
        effect = self.parent.ok("distribute", self.package, *both, "--dp", "central1", "--dry-run")["effect"]
        self.assertEqual([effect[name] for name in ("distributions", "dps", "child_sites", "bytes_to_send")], [3, 3, 2, 2 * size], effect)
        done = self.parent.ok("distribute", self.package, *both, "--dp", "central1")
        self.assertEqual(done["changed"], 3, done)
        self.assertEqual(self.parent.ok("audit", "--limit", "1")[0]["changed"], 3)
        for dp in ("potsdam1", "berlin1"):
            self.arrives("CEN", self.package, dp, 1)
        self.child.dp("berlin2")
        until(lambda: "berlin2" in {row["dp"] for row in self.parent.ok("dp", "list")}, 60, "the DP told")
        effect = self.parent.ok("distribute", self.package, "--dp", "berlin2", "--dry-run")["effect"]
        self.assertEqual((effect["dps"], effect["bytes_to_send"]), (1, 0), "the site has the content")
        effect = self.parent.ok("hold", "--dp", "potsdam1", "--dry-run")["effect"]
        self.assertEqual([effect[name] for name in ("distributions", "packages", "dps", "child_sites")], [1, 1, 1, 1], effect)
        effect = self.parent.ok("undistribute", self.package, "--to", "POT", "--dry-run")["effect"]
        self.assertEqual([effect[name] for name in ("distributions", "packages", "dps", "child_sites")], [1, 1, 1, 1], effect)

    def test_a_scope_means_what_the_lists_show(self):
        self.tree()
        os.rename(self.far, self.far + ".gone")
        self.parent.ok("distribute", self.package, "--dp", "potsdam1")
        row = until(lambda: self.row("potsdam1")["error"] and self.row("potsdam1"), 60, "the error told")
        failed = ["--state", row["state"]], ["--code", row["error"]["code"]]

        def named(scope):
            return self.parent.ok("hold", "--to", "POT", *scope, "--dry-run")["effect"]["distributions"]
        self.assertEqual([named(scope) for scope in failed], [1, 1])
        self.assertEqual([problem["code"] for problem in self.parent.ok("problems")], ["dp_not_there"])
        # Of the version that is wanted now nothing was told: it waits, and what hindered the former one is the past.
        self.kill("BER")
        self.change()
        self.until_row("potsdam1", state="waiting", wanted_version=2)
        self.assertEqual([named(scope) for scope in failed], [0, 0])
        self.assertEqual(named(["--state", "waiting"]), 1)
        self.assertEqual([problem["code"] for problem in self.parent.ok("problems")], [])

    def test_an_order_stands_beside_its_row_for_a_day(self):
        self.tree()
        self.parent.ok("distribute", self.package, "--dp", "potsdam1")
        self.arrives("CEN", self.package, "potsdam1", 1)
        self.parent.ok("hold", self.package, "--dp", "potsdam1")
        self.until_done()
        self.assertEqual(self.row("potsdam1")["order"]["state"], "done")
        day = 24 * 3600 * 1000
        self.parent.sql("UPDATE site_order SET asked_at = asked_at - ?, done_at = done_at - ?", day, day)
        self.assertIsNone(self.row("potsdam1")["order"])
        self.assertNotIn("hold asked", self.parent.text("status").out)
        self.assertEqual([order["action"] for order in self.parent.ok("orders")], ["hold"])
        self.parent.sql("UPDATE site_order SET done_at = NULL, state = 'taken'") # under way for as long
        self.assertEqual(self.row("potsdam1")["order"]["state"], "taken")

    def until_done(self):
        until(lambda: all(order["done_at"] for order in self.parent.ok("orders")), 60, "what was asked is done")


class Age(Views):
    def test_what_is_told_once_more_is_no_younger(self):
        self.tree()
        self.parent.ok("distribute", self.package, "--dp", "potsdam1")
        self.arrives("CEN", self.package, "potsdam1", 1)
        until(lambda: self.parent.ok("problems") == [], 60, "quiet")
        self.kill("POT", signal.SIGTERM)
        died = datetime.datetime.now(datetime.timezone.utc)
        for name in ("berlin2", "berlin3"):
            self.child.dp(name)
            until(lambda name=name: name in {row["dp"] for row in self.parent.ok("dp", "list")}, 60, "the child has told again")
        self.assertLess(moment(self.row("potsdam1")["known_at"]), died + datetime.timedelta(seconds=1))


if __name__ == "__main__":
    unittest.main()
