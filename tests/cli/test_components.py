# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Components: state, counts against thresholds, start, pause, stop."""
import time
import unittest

from support import CHANGE_FIELDS, SiteTest, tree, until

COMPONENT = "component of_site state halted status counts thresholds"
THRESHOLDS = {"error_warning": 1, "error_critical": 5, "warning_warning": 10, "warning_critical": 50, "information_warning": 0, "information_critical": 0}


class Components(SiteTest):
    def component(self, name):
        return next(each for each in self.site.ok("components", "list") if each["component"] == name)

    def messages(self, count, severity="error", component="Backup Agent", ago=60, number=10006):
        at = int((time.time() - ago) * 1000)
        for _ in range(count):
            self.site.sql("INSERT INTO status_message (message_guid, id, severity, component, site, machine, created_at) VALUES ('g', ?, ?, ?, 'CEN', 'PC', ?)",
                          number, severity, component, at)

    def test_a_new_site_has_its_own(self):
        listed = self.site.ok("components", "list")
        self.assertEqual([each["component"] for each in listed], ["DistributionManager", "StatusManager", "Scheduler", "Sender", "Despooler", "Engine"])
        for each in listed:
            self.assertShape(each, COMPONENT)
            self.assertEqual((each["of_site"], each["state"], each["halted"], each["status"]), (True, "running", None, "ok"))
            self.assertEqual((each["counts"], each["thresholds"]), ({"error": 0, "warning": 0, "information": 0}, THRESHOLDS))
        self.assertIn("StatusManager", self.site.text("components", "list").out)

    def test_counts_are_those_of_a_day(self):
        self.messages(2)
        self.messages(3, "warning")
        self.messages(7, ago=25 * 3600)
        self.messages(7, ago=-400 * 24 * 3600)  # a client's clock that is ahead
        found = self.component("Backup Agent")
        self.assertEqual((found["of_site"], found["state"], found["status"]), (False, None, "warning"))
        self.assertEqual(found["counts"], {"error": 2, "warning": 3, "information": 0})
        self.messages(3)
        self.assertEqual(self.component("Backup Agent")["status"], "critical")

    def test_thresholds(self):
        self.messages(2)
        changed = self.site.ok("components", "set", "backup agent", "error_warning=3", "error_critical=0")
        self.assertEqual((changed["component"], changed["status"]), ("Backup Agent", "ok"))
        self.assertEqual(changed["thresholds"], {**THRESHOLDS, "error_warning": 3, "error_critical": 0})
        self.assertEqual(self.site.ok("components", "set", "Backup Agent", "error_warning=", "error_critical=")["thresholds"], THRESHOLDS)
        self.assertEqual(self.site.ok("audit")[0]["action"], "components set")

    def test_wrong_input_changes_nothing(self):
        before = self.site.dump()
        for values in (["error_warning=many"], ["error_warning=-1"], ["fatal=1"], ["error_warning"], []):
            self.assertRefused(self.site.run("components", "set", "Engine", *values), 2, "usage")
        self.assertIn("error_critical", self.site.run("components", "set", "Engine", "fatal=1").error["text"])
        self.assertRefused(self.site.run("components", "set", "Engine", "error_warning=6"), 3, "wrong_value")
        self.assertRefused(self.site.run("components", "set", "Nobody", "error_warning=6"), 3, "not_found")
        self.assertRefused(self.site.run("components", "pause", "Nobody"), 3, "not_found")
        self.assertRefused(self.site.run("components", "pause", "Engine"), 3, "state_forbids")
        self.assertRefused(self.site.run("components", "pause"), 2, "usage")
        self.assertUnchanged(before)

    def test_a_client_s_component_cannot_be_paused(self):
        self.messages(1)
        self.assertIn("clients", self.assertRefused(self.site.run("components", "stop", "Backup Agent"), 3, "state_forbids")["text"])

    def test_stopped_at_the_next_block_and_on_from_there(self):
        package = self.site.package("Office", "source", {f"file{number}": bytes([number]) * (1 << 20) for number in range(8)})
        folder = self.site.dp("d1")
        self.site.ok("dp", "set", "d1", "rate=1M")
        engine = self.engine()
        self.site.ok("distribute", package, "--dp", "d1")
        until(lambda: self.site.row(package, "d1")["bytes_done"] > 1 << 20, what="something is there")
        self.site.ok("components", "stop", "DistributionManager")
        until(lambda: self.site.row(package, "d1")["state"] == "waiting", what="the transfer has ended")
        row = self.site.row(package, "d1")
        self.assertEqual((row["waits_for"], row["attempt"], row["error"]), ("engine", 0, None))
        self.assertEqual(tree(folder), {})
        self.site.ok("dp", "set", "d1", "rate=0")
        self.site.ok("components", "start", "DistributionManager")
        until(lambda: self.site.row(package, "d1")["state"] == "installed", what="the package is there")
        self.assertCode(engine.stop(), 0)
        self.assertEqual(self.site.run("site", "check").code, 0)

    def test_paused_until_it_is_started(self):
        package = self.site.package()
        folder = self.site.dp("d1")
        effect = self.site.ok("components", "pause", "distributionmanager", "--dry-run")["effect"]
        self.assertIn("paused", effect["lines"][0])
        self.assertEqual(self.component("DistributionManager")["state"], "running")
        done = self.site.run("components", "pause", "distributionmanager", "--reason", "network works")
        self.assertShape(self.assertCode(done, 0).json, CHANGE_FIELDS)
        self.assertEqual(done.json["changed"], 1)
        self.assertEqual(self.site.ok("components", "pause", "DistributionManager")["changed"], 0)
        halted = self.component("DistributionManager")
        self.assertEqual((halted["state"], halted["halted"]["reason"]), ("paused", "network works"))

        self.site.ok("distribute", package, "--dp", "d1")
        self.assertEqual(self.site.until_idle().json["distributions"]["waiting"], 1)
        self.assertEqual(tree(folder), {})
        engine = self.engine()
        until(lambda: self.site.row(package, "d1")["waits_for"] == "engine", what="the row says what it waits for")
        problem = self.site.run("problems")
        self.assertCode(problem, 0)  # an operator wants it so
        self.assertEqual([(each["problem"], each["severity"]) for each in problem.json], [("component_halted:DistributionManager", "warning")])
        health = self.assertCode(self.site.run("site", "health"), 1)
        self.assertIn("components_halted", health.json["past_limit"])
        self.assertEqual(self.site.run("dp", "test", "d1").code, 0)  # commands go on working
        self.site.ok("components", "start", "DistributionManager")
        until(lambda: self.site.row(package, "d1")["state"] == "installed", what="the package is there")
        self.assertCode(engine.stop(), 0)
        said = self.site.ok("messages", "--id", "20431")
        self.assertEqual([each["strings"][1:3] for each in said], [["DistributionManager", "running"], ["DistributionManager", "paused"]])
        self.assertEqual(self.site.ok("problems"), [])


if __name__ == "__main__":
    unittest.main()
