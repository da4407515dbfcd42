# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Status filter rules: made, changed, tested, removed; what they mark and run."""
import json
import os
import signal
import time
import unittest

from support import EFFECT_FIELDS, SiteTest, until

RULE = "rule match mark run arguments added_at matched last_matched waiting dropped failed objection"
RUN = "run_id rule record_id state queued started ended exit_code signal output error"


def read(path):
    """Without its last line break; nothing where the file is not there yet."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().strip()
    except FileNotFoundError:
        return ""


class RuleTest(SiteTest):
    def rule(self, name):
        return next(each for each in self.site.ok("rules", "list") if each["rule"] == name)

    def add(self, name, match, *args):
        return self.site.ok("rules", "add", name, "--match", match, *args)

    def script(self, name, *lines, mode=0o755):
        path = self.site.path(name)
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(("#!/bin/sh", *lines, "")))
        os.chmod(path, mode)
        return path

    def message(self, severity="error", component="Backup Agent", strings=()):
        self.site.sql("INSERT INTO status_message (message_guid, id, severity, component, site, machine, created_at, strings) "
                      "VALUES ('g', 10006, ?, ?, 'CEN', 'PC', ?, ?)", severity, component, int(time.time() * 1000), json.dumps(strings))

    def runs(self, *args):
        found = self.site.ok("rules", "runs", *args)
        for each in found:
            self.assertShape(each, RUN)
        return found


class Making(RuleTest):
    def test_added_listed_changed_removed(self):
        self.assertEqual(self.site.ok("rules", "list"), [])
        made = self.add("errors", "severity:error  component:Back*", "--mark", "look")
        self.assertShape(made, RULE)
        self.assertEqual((made["rule"], made["match"], made["mark"], made["run"], made["matched"]), ("errors", "severity:error component:Back*", "look", None, 0))
        self.assertEqual(self.site.ok("rules", "list"), [made])
        self.assertIn("errors", self.site.text("rules", "list").out)
        program = self.script("notify", "cat")
        changed = self.site.ok("rules", "set", "ERRORS", "--run", program, "--argument=-v", "--argument", "two words")
        self.assertEqual((changed["mark"], changed["run"], changed["arguments"]), ("look", program, ["-v", "two words"]))
        self.assertEqual(self.site.ok("rules", "set", "errors", "--mark", "")["mark"], None)
        self.assertEqual(self.site.ok("rules", "set", "errors", "--mark", "x", "--run", "")["arguments"], [])
        before = self.site.dump()
        refused = self.site.run("rules", "remove", "errors")
        self.assertRefused(refused, 3, "confirmation_needed")
        self.assertShape(refused.effect, EFFECT_FIELDS)
        self.assertUnchanged(before)
        self.assertEqual(self.site.ok("rules", "remove", "errors", "--yes")["changed"], 1)
        self.assertEqual(self.site.ok("rules", "list"), [])
        self.assertEqual([each["action"] for each in self.site.ok("audit", "--limit", "5")], ["rules remove", "rules set", "rules set", "rules set", "rules add"])
        self.assertEqual(len(self.site.ok("messages", "--id", "20432")), 5)

    def test_twice_is_once(self):
        self.add("errors", "severity:error", "--mark", "look")
        again = self.assertCode(self.site.run("rules", "add", "errors", "--match", "severity:error", "--mark", "look"), 0)
        self.assertEqual(again.notes[0]["code"], "unchanged")
        self.assertRefused(self.site.run("rules", "add", "Errors", "--match", "severity:warning", "--mark", "look"), 3, "exists")

    def test_a_dry_run_changes_nothing(self):
        before = self.site.dump()
        effect = self.site.ok("rules", "add", "errors", "--match", "severity:error", "--mark", "look", "--dry-run")["effect"]
        self.assertIn("look", effect["lines"][1])
        self.assertUnchanged(before)

    def test_wrong_input_names_what_is_wrong(self):
        before = self.site.dump()

        def wrong(code, kind, words, *args):
            error = self.assertRefused(self.site.run("rules", *args), code, kind)
            self.assertIn(words, error["text"], error)

        wrong(2, "usage", "--match", "add", "x", "--mark", "m")
        wrong(2, "usage", "severity", "add", "x", "--match", "severity:loud", "--mark", "m")
        wrong(2, "usage", "no key", "add", "x", "--match", "severty:error", "--mark", "m")
        wrong(2, "usage", "quotation", "add", "x", "--match", 'severity:"error', "--mark", "m")
        wrong(2, "usage", "severity:*", "add", "x", "--match", "", "--mark", "m")
        wrong(2, "usage", "no name", "add", "a b", "--match", "severity:error", "--mark", "m")
        wrong(2, "usage", "absolute", "add", "x", "--match", "severity:error", "--run", "bin/true")
        wrong(3, "wrong_value", "does nothing", "add", "x", "--match", "severity:error")
        wrong(3, "wrong_value", "--run", "add", "x", "--match", "severity:error", "--mark", "m", "--argument", "a")
        wrong(3, "wrong_value", "64", "add", "x", "--match", "severity:error", "--mark", "m" * 65)
        wrong(3, "state_forbids", "parent", "add", "x", "--match", "severity:error", "--mark", "m", "--forward")
        wrong(3, "program_refused", "/nowhere/x", "add", "x", "--match", "severity:error", "--run", "/nowhere/x")
        plain = self.script("plain", mode=0o644)
        wrong(3, "program_refused", "not executable", "add", "x", "--match", "severity:error", "--run", plain)
        everybodys = self.script("everybodys", mode=0o757)
        wrong(3, "program_refused", "everybody", "add", "x", "--match", "severity:error", "--run", everybodys)
        for command in (["set", "x", "--mark", "m"], ["remove", "x", "--yes"], ["test", "x"], ["runs", "x"]):
            wrong(3, "not_found", "x", *command)
        wrong(2, "usage", "nothing is given", "set", "x")
        self.assertUnchanged(before)

    def test_a_rule_is_tested_without_doing_anything(self):
        self.message(component="Inventory")
        for number in range(3):
            self.message(strings=[f"volume {number}"])
        self.add("errors", "component:Backup* volume", "--mark", "look")
        before = self.site.dump()
        found = self.assertCode(self.site.run("rules", "test", "errors"), 0)
        self.assertEqual([each["strings"] for each in found.json], [["volume 2"], ["volume 1"], ["volume 0"]])
        self.assertEqual(found.notes[0]["code"], "looked_at")
        self.assertEqual(len(self.site.ok("rules", "test", "errors", "--limit", "2")), 2)
        self.assertUnchanged(before)


class AtWork(RuleTest):
    def test_messages_are_marked(self):
        self.message()
        self.add("errors", "severity:error", "--mark", "look")
        self.message(component="One")
        self.message("warning")
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual([each["component"] for each in self.site.ok("messages", "--mark", "LOOK")], ["One"])
        self.assertEqual(self.rule("errors")["matched"], 1)

    def test_a_program_gets_each_message_as_a_line(self):
        out = self.site.path("out")
        program = self.script("notify", f'{{ cat; echo "$CARTAGE_RULE $CARTAGE_SITE $1"; }} >>"{out}"', "echo said")
        self.add("errors", "severity:error", "--run", program, "--argument", "$(id) `x`")
        self.message(strings=["a\nb", "\u00fcber"])
        self.assertCode(self.site.until_idle(), 0)
        with open(out, encoding="utf-8") as file:
            lines = file.read().splitlines()
        self.assertEqual(len(lines), 2)
        self.assertEqual(json.loads(lines[0])["strings"], ["a\nb", "\u00fcber"])
        self.assertEqual(lines[1], f"errors {self.site.folder} $(id) `x`")
        run, = self.runs("errors")
        self.assertEqual((run["state"], run["exit_code"], run["output"]), ("done", 0, "said\\x0A"))
        self.assertIn("said", self.site.text("rules", "runs").out)

    def test_a_failing_program_stops_nothing(self):
        program = self.script("notify", "echo no; exit 3")
        self.add("errors", "severity:error", "--run", program)
        self.message()
        self.message()
        package = self.site.package()
        self.site.dp("d1")
        self.site.ok("distribute", package, "--dp", "d1")
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual([each["exit_code"] for each in self.runs()], [3, 3])
        said, = self.site.ok("messages", "--id", "20511")
        self.assertEqual(said["strings"][0], "errors")
        os.remove(program)
        self.message()
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual((self.runs()[0]["state"], self.runs()[0]["error"]["errno_name"]), ("failed", "ENOENT"))
        self.assertIn("not there", self.rule("errors")["objection"])
        self.assertEqual(len(self.site.ok("messages", "--id", "20511")), 1)

    def test_a_program_that_hangs_does_not_hold_the_engine(self):
        begun = self.site.path("begun")
        program = self.script("hang", f'echo $$ >"{begun}"', "sleep 600")
        engine = self.engine()
        self.add("errors", "severity:error", "--run", program)
        self.message()
        pid = int(until(lambda: read(begun), what="the program has begun"))
        package = self.site.package()
        self.site.dp("d1")
        self.site.ok("distribute", package, "--dp", "d1")
        until(lambda: self.site.row(package, "d1")["state"] == "installed", what="the engine goes on")
        began = time.monotonic()
        self.assertCode(engine.stop(), 0)
        self.assertLess(time.monotonic() - began, 5)
        self.assertFalse(os.path.exists(f"/proc/{pid}/exe"))
        self.assertEqual(self.runs()[0]["state"], "interrupted")
        self.assertEqual(len(self.site.ok("messages", "--id", "20513")), 1)

    def test_a_kill_in_a_run_interrupts_it_and_repeats_nothing(self):
        begun = self.site.path("begun")
        program = self.script("once", f'echo $$ >>"{begun}"', "sleep 600")
        engine = self.engine()
        self.add("errors", "severity:error", "--run", program)
        self.message()
        pid = int(until(lambda: read(begun), what="the program has begun"))
        self.addCleanup(lambda: os.path.exists(f"/proc/{pid}") and os.killpg(pid, signal.SIGKILL))
        engine.stop(signal.SIGKILL)
        self.assertEqual(self.runs()[0]["state"], "running")
        self.assertCode(self.site.until_idle(), 0)
        self.assertEqual(self.runs()[0]["state"], "interrupted")
        with open(begun, encoding="ascii") as file:
            self.assertEqual(len(file.read().splitlines()), 1)


if __name__ == "__main__":
    unittest.main()
