# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Global options, help, forms of values, errors, notes, output."""
import json
import os
import signal
import subprocess
import unittest

from support import CARTAGE, EFFECT_FIELDS, ERROR_FIELDS, SiteTest, cartage, environment, until, write

COMMANDS = [
    "site", "site init", "site info", "site set", "site check", "site backup", "site restore", "site health", "package", "package add", "package update",
    "package set", "package list", "package show", "package rollback", "package prune", "package remove", "dp", "dp add", "dp set", "dp list", "dp show",
    "dp test", "dp remove", "distribute", "undistribute", "run", "status", "trail", "problems", "problems ack", "problems unack", "retries", "retries list",
    "retries clear", "retries stop", "retries now", "hold", "release", "cancel", "validate", "redistribute", "messages", "messages catalogue", "audit",
    "evidence", "client", "client report", "client flush", "sample", "sample create", "sample remove",
]

# Each of them is wrong by its form alone: 2, whether there is a site or not.
WRONG_FORMS = [
    [], ["nonsense"], ["site"], ["site", "nonsense"], ["status", "--nonsense"], ["retries"], ["package"], ["dp"], ["sample"],
    ["site", "init", "--code", "CENT", "--name", "x"], ["site", "init", "--code", "C-N", "--name", "x"], ["site", "init", "--name", "x"],
    ["site", "init", "--code", "CEN"], ["site", "init", "--code", "CEN", "--name", ""], ["site", "init", "--code", "CEN", "--name", "a\tb"],
    ["site", "init", "--code", "CEN", "--name", "x", "--parent", "TOOLONG"],
    ["site", "set", "nonsense=1"], ["site", "set", "engine=robot"], ["site", "set", "transfers=many"], ["site", "set", "transfers"],
    ["site", "set", "timezone=Nowhere/Atlantis"], ["site", "backup"], ["site", "restore"], ["site", "check", "surplus"],
    ["package", "add", "--name", "x"], ["package", "add", "--source", "/tmp"], ["package", "add", "--source", "/tmp", "--name", ""],
    ["package", "add", "--source", "/tmp", "--name", "tab\there"], ["package", "add", "--source", "/tmp", "--name", "x" * 256],
    ["package", "add", "--source", "/tmp", "--name", "x", "--id", "CEN1"], ["package", "add", "--source", "/tmp", "--name", "x", "--id", "CEN0000G"],
    ["package", "add", "--source", "/tmp", "--name", "x", "--priority", "urgent"], ["package", "show"], ["package", "show", "Office"],
    ["package", "show", "CEN00001", "--version", "one"], ["package", "update"], ["package", "rollback", "CEN00001"],
    ["package", "rollback", "CEN00001", "--to", "0"], ["package", "rollback", "CEN00001", "--to", "x"], ["package", "set", "CEN00001"],
    ["package", "set", "CEN00001", "color=red"], ["package", "set", "CEN00001", "priority=urgent"], ["package", "remove"], ["package", "prune", "Office"],
    ["dp", "add", "--name", "-x", "--path", "/tmp"], ["dp", "add", "--name", ".x", "--path", "/tmp"], ["dp", "add", "--name", "a b", "--path", "/tmp"],
    ["dp", "add", "--name", "d" * 65, "--path", "/tmp"], ["dp", "add", "--name", "d"], ["dp", "add", "--path", "/tmp"],
    ["dp", "add", "--name", "d", "--path", "/tmp", "--group", "a/b"], ["dp", "set", "d1"], ["dp", "set", "d1", "window=sometimes"],
    ["dp", "set", "d1", "window=Mo-Xx 19:00-06:00"], ["dp", "set", "d1", "rate=fast"], ["dp", "set", "d1", "verify=never"],
    ["dp", "set", "d1", "repair=maybe"], ["dp", "set", "d1", "color=red"], ["dp", "show"], ["dp", "test"], ["dp", "remove"], ["dp", "show", "a b"],
    ["distribute"], ["distribute", "CEN00001"], ["distribute", "--all"], ["distribute", "Office", "--all"], ["distribute", "CEN00001", "--dp", "a b"],
    ["undistribute", "CEN00001"], ["run", "--for", "-1"], ["run", "--for", "soon"], ["run", "surplus"], ["status", "Office"],
    ["status", "--state", "broken"], ["status", "--code", "broken"], ["status", "--dp", "a b"], ["trail", "CEN00001"], ["trail", "--dp", "d1"],
    ["problems", "--code", "broken"], ["problems", "ack"], ["problems", "ack", "key", "--until", "later"], ["problems", "unack"],
    ["retries", "clear"], ["retries", "stop"], ["retries", "now"], ["hold"], ["release"], ["cancel"], ["validate"], ["redistribute"],
    ["redistribute", "--force"], ["hold", "--reason", "x"], ["messages", "--severity", "fatal"], ["messages", "--since", "yesterday"],
    ["messages", "--until", "2026-11-20"], ["messages", "--limit", "-1"], ["messages", "--limit", "few"], ["messages", "--package", "Office"],
    ["messages", "--id", "x"], ["messages", "--dp", "a b"], ["messages", "catalogue", "x"], ["audit", "--since", "x"], ["audit", "--limit", "-1"],
    ["evidence", "Office"], ["sample", "create"], ["sample", "remove"],
    ["package", "add", "--source", "", "--name", "x"], ["dp", "add", "--name", "d", "--path", ""], ["site", "backup", ""], ["site", "restore", ""],
    ["run", "--for", "nan"], ["run", "--for", "inf"], ["run", "--for", ""], ["run", "--for", "0x10"], ["run", "--for", "1e3"],
    ["messages", "--limit", "0x10"], ["messages", "--id", "-1"], ["messages", "--id", ""], ["package", "rollback", "CEN00001", "--to", "+1"],
    ["distribute", "--dp", "d1", "d2"], ["status", "CEN00001", "--dp", "d1", "CEN00002"],
]


class Usage(unittest.TestCase):
    def test_the_version(self):
        done = cartage("--version")
        self.assertEqual(done.code, 0, done)
        self.assertRegex(done.out, r"^cartage \d+\.\d+\.\d+\n$")
        self.assertEqual(done.err, "")

    def test_every_level_has_help(self):
        for command in [""] + COMMANDS:
            with self.subTest(command):
                done = cartage(*command.split(), "--help")
                self.assertEqual(done.code, 0, done)
                self.assertIn("--help", done.out)
                self.assertEqual(done.err, "")

    def test_global_options_stand_in_every_help(self):
        overview = cartage("--help").out
        for option in ("--site", "--json", "--quiet", "--yes", "--dry-run"):
            self.assertIn(option, overview)

    def test_wrong_forms_end_with_2_before_the_site_is_opened(self):
        for args in WRONG_FORMS:
            with self.subTest(" ".join(args)):
                done = cartage("--site", "/nonexistent/site", "--json", *args)
                self.assertEqual(done.code, 2, done)
                self.assertEqual(done.raw, b"", done)
                self.assertEqual(done.error["code"], "usage", done)
                self.assertEqual(done.error["kind"], "usage", done)
                self.assertEqual(len(done.err.splitlines()), 1, done)

    def test_an_unknown_command_is_named(self):
        done = cartage("nonsense")
        self.assertEqual(done.code, 2)
        self.assertIn("nonsense", done.err)
        self.assertIn("nonsense", cartage("site", "nonsense").err)
        self.assertIn("--nonsense", cartage("status", "--nonsense").err)

    def test_an_unknown_key_names_the_keys(self):
        done = cartage("--site", "/nonexistent/site", "dp", "set", "d1", "color=red")
        for key in "path groups window timezone rate limit verify validate_every repair stall retry_base retry_cap retry_count".split():
            self.assertIn(key, done.err)

    def test_a_text_error_is_one_line(self):
        done = cartage("status", "--state", "broken")
        self.assertRegex(done.err, r"^cartage: [^\n]+\.\n$")

    def test_commands_without_a_site(self):
        missing = environment(CARTAGE_SITE="/nonexistent/site")
        self.assertEqual(cartage("messages", "catalogue", env=missing).code, 0)
        done = cartage("site", "info", "--json", env=missing)
        self.assertEqual(done.code, 4, done)
        self.assertEqual(done.error["code"], "site_missing")
        self.assertLessEqual(ERROR_FIELDS, done.error.keys())
        self.assertEqual(done.raw, b"")


class Options(SiteTest):
    def test_before_or_after_the_command(self):
        folder = self.site.folder
        for args in (["--site", folder, "--json", "--quiet", "status"], ["status", "--site", folder, "--json", "--quiet"],
                     ["--json", "status", "--site", folder], [f"--site={folder}", "status", "--json"], ["site", "--site", folder, "info", "--json"],
                     ["site", "info", "--json", "--yes", "--site", folder], ["--json", "--quiet", "status", "--json", "--quiet", "--site", folder]):
            done = cartage(*args)
            self.assertEqual(done.code, 0, done)
            done.json

    def test_where_the_site_is(self):
        folder = self.site.folder
        self.assertEqual(cartage("site", "info", env=environment(CARTAGE_SITE=folder)).code, 0)
        home = os.path.join(self.base, "home")
        at = os.path.join(home, ".local/share/cartage/site")
        os.makedirs(os.path.dirname(at))
        os.rename(folder, at)
        self.assertEqual(cartage("site", "info", env=environment(HOME=home)).code, 0)
        self.assertEqual(cartage("site", "info", env=environment(HOME="/nonexistent", XDG_DATA_HOME=os.path.join(home, ".local/share"))).code, 0)
        self.assertEqual(cartage("site", "info", "--site", at, env=environment(CARTAGE_SITE="/nonexistent")).code, 0)
        self.assertEqual(cartage("site", "info", env=environment(HOME=home, CARTAGE_SITE="/nonexistent")).code, 4)

    def test_an_empty_site_is_none(self):
        self.assertEqual(cartage("--site", "", "site", "info", env=environment(CARTAGE_SITE=self.site.folder)).code, 2)

    def test_a_folder_that_is_gone_is_no_place_to_start_from(self):
        gone = os.path.join(self.base, "gone")
        os.makedirs(gone)
        done = subprocess.run(["bash", "-c", f'rmdir "{gone}" && exec "{CARTAGE}" --json --site relative site info'], cwd=gone, capture_output=True,
                              env=environment(), timeout=60)
        self.assertEqual(done.returncode, 2, done)
        self.assertEqual(json.loads(done.stderr.decode().splitlines()[-1])["error"]["code"], "usage")

    def test_an_id_behind_the_values_of_an_option_is_the_id(self):
        package = self.site.package()
        other = self.site.package("Reader", "reader")
        self.site.dp("d1")
        self.site.dp("d2")
        self.assertEqual(self.site.ok("distribute", "--dp", "d1", "d2", package, other)["changed"], 4)
        self.assertEqual(self.site.ok("undistribute", "--dp=d2", other, "--yes")["changed"], 1)
        keys = lambda *scope: [(row["package"], row["dp"]) for row in self.site.rows(*scope)]
        self.assertEqual(keys("--dp", "d1", package), [(package, "d1")])
        self.assertEqual(keys("--dp", "d1", "d2", package.lower()), [(package, "d1"), (package, "d2")])
        self.assertEqual(keys("--state", "waiting", other), [(other, "d1")])
        self.assertEqual(self.site.ok("hold", "--dp", "d1", package)["changed"], 1)

    def test_a_dp_may_have_the_form_of_an_id(self):
        package = self.site.package()
        self.site.dp("CEN0ABCD")
        self.assertEqual(self.site.ok("distribute", package, "--dp", "CEN0ABCD")["changed"], 1)
        self.assertEqual(len(self.site.rows("--dp", "CEN0ABCD", package)), 1)

    def test_a_number_is_decimal(self):
        self.site.dp("d1")
        self.assertEqual(len(self.site.ok("messages", "--limit", "01")), 1)
        self.assertEqual(self.site.ok("run", "--for", "0.05")["ended"], "time")
        self.assertEqual(self.site.ok("run", "--for", "00")["ended"], "time")

    def test_a_relative_site(self):
        self.assertEqual(cartage("--site", "site", "site", "info", cwd=self.base).code, 0)

    def test_quiet_silences_notes_and_not_errors(self):
        package = self.site.package()
        self.site.dp("d1")
        loud = self.site.run("distribute", package, "--dp", "d1")
        self.assertEqual([note["code"] for note in loud.notes], ["no_engine"])
        self.assertEqual(loud.json["notes"][0].keys(), {"code", "text"})
        self.site.dp("d2")
        quiet = self.site.run("distribute", package, "--dp", "d2", "--quiet")
        self.assertEqual(quiet.err, "")
        self.assertEqual(quiet.json["changed"], 1)
        self.assertRefused(self.site.run("--quiet", "distribute", package, "--dp", "nowhere"), 3, "not_found")
        self.assertRegex(self.site.text("hold", package, "--dp", "d1").err, r"^(note: [^\n]+\n)*$")

    def test_an_array_has_one_element_a_line(self):
        self.assertEqual(self.site.run("status").out, "[]\n")
        for name in ("b", "a", "c"):
            self.site.dp(name)
        lines = self.site.run("dp", "list").out.splitlines()
        self.assertEqual((lines[0], lines[-1], len(lines)), ("[", "]", 5))
        self.assertEqual([json.loads(line.rstrip(","))["dp"] for line in lines[1:-1]], ["a", "b", "c"])

    def test_utf8_in_every_locale(self):
        package = self.site.package("Büro – 東京")
        for locale in ("C", "POSIX", "C.UTF-8", "xx_XX.nonsense"):
            done = self.site.text("package", "list", env=environment(LC_ALL=locale))
            self.assertEqual(done.code, 0)
            self.assertIn("Büro – 東京", done.out)
            self.assertEqual(done.err, "")
        self.assertEqual(self.site.ok("package", "show", package)["name"], "Büro – 東京")

    def test_what_comes_from_outside_is_escaped(self):
        folder = self.site.source("odd", {b"\x1b[31m".decode(): "1", "‮txt": "2", "back\\slash": "3"})
        with open(os.path.join(os.fsencode(folder), b"caf\xe9"), "wb") as file:
            file.write(b"4")
        package = self.site.ok("package", "add", "--source", folder, "--name", "Odd")["package"]
        text = self.site.text("package", "show", package, "--files")
        self.assertNotIn("\x1b", text.out)
        self.assertNotIn("‮", text.out)
        entries = {entry["path"]: entry["path_base64"] for entry in self.site.ok("package", "show", package, "--files")}
        self.assertEqual(entries, {"\\x1B[31m": "G1szMW0=", "\\xE2\\x80\\xAEtxt": "4oCudHh0", "back\\\\slash": "YmFja1xzbGFzaA==", "caf\\xE9": "Y2Fm6Q=="})

    def test_an_output_that_is_closed_early_ends_it_silently(self):
        for name in "abcdefgh":
            self.site.dp(name)
        for args in (["messages"], ["messages", "catalogue"], ["dp", "list"]):
            command = f'"{CARTAGE}" --site "{self.site.folder}" --json {" ".join(args)} | true'
            done = subprocess.run(["bash", "-c", command], capture_output=True, env=environment(), timeout=60)
            self.assertEqual(done.stderr, b"")

    def test_an_output_that_is_full_is_not_a_success(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([CARTAGE, "--site", self.site.folder, "--json", "site", "info"], stdout=full, stderr=subprocess.PIPE, env=environment(), timeout=60)
        self.assertEqual(done.returncode, 6, done.stderr)
        self.assertEqual(json.loads(done.stderr)["error"]["errno_name"], "ENOSPC")

    def test_dry_runs_of_what_only_reads_and_yes_are_accepted(self):
        self.assertCode(self.site.run("status", "--yes"), 0)
        self.assertCode(self.site.run("site", "info", "--yes"), 0)


class Confirmation(SiteTest):
    """Destructive commands, dry runs, plans."""

    def setUp(self):
        super().setUp()
        self.package = self.site.package("Office")
        self.other = self.site.package("Reader", "reader")
        self.site.dp("d1", "--group", "north")
        self.site.dp("d2", "--group", "north")
        self.site.ok("distribute", self.package, self.other, "--group", "north")
        self.assertCode(self.site.until_idle(), 0)

    def destructive(self):
        backup = self.site.path("backup")
        self.site.ok("site", "backup", backup)
        return [["package", "remove", self.package], ["dp", "remove", "d1"], ["dp", "remove", "d1", "d2", "--forget"],
                ["undistribute", self.package, "--dp", "d1"], ["undistribute", self.package, "--group", "north"],
                ["undistribute", self.package, self.other, "--all"], ["site", "restore", backup]]

    def test_destructive_commands_need_yes(self):
        commands = self.destructive()
        before = self.site.dump()
        for args in commands:
            with self.subTest(" ".join(args)):
                done = self.site.run(*args)
                error = self.assertRefused(done, 3, "confirmation_needed")
                self.assertEqual((error["kind"], error["scope"]), ("refused", "command"))
                self.assertShape(done.effect, EFFECT_FIELDS)
                self.assertTrue(done.effect["plan"])
                self.assertTrue(done.effect["lines"])
                text = self.site.text(*args)
                self.assertEqual(text.code, 3)
                self.assertTrue(text.out.strip())
                self.assertIn("--yes", text.err)
        self.assertUnchanged(before)

    def test_dry_runs_change_nothing(self):
        write(self.site.path("source", "new.txt"))
        os.makedirs(self.site.path("dps", "d3"))
        self.site.ok("hold", self.other)
        commands = self.destructive() + [
            ["site", "set", "transfers=3"], ["package", "add", "--source", self.site.source("third"), "--name", "Third"],
            ["package", "update", self.package], ["package", "set", self.package, "priority=high"], ["package", "prune"],
            ["dp", "add", "--name", "d3", "--path", self.site.path("dps", "d3")], ["dp", "set", "d1", "rate=1M"], ["hold", self.package], ["hold", "--dp", "d1"],
            ["release", self.other], ["cancel", "--all"], ["redistribute", "--all", "--force"], ["retries", "now", "--all"], ["retries", "clear", "--all"],
            ["site", "backup", self.site.path("other-backup")],
        ]
        before, files = self.site.dump(), sorted(os.listdir(self.base))
        for args in commands:
            with self.subTest(" ".join(args)):
                done = self.assertCode(self.site.run("--dry-run", *args), 0)
                self.assertShape(done.effect, EFFECT_FIELDS)
                self.assertIsInstance(done.effect["lines"], list)
                for field in EFFECT_FIELDS - {"plan", "lines", "last_copies"}:
                    self.assertIsInstance(done.effect[field], int)
                self.assertCode(self.site.run(*args, "--yes", "--dry-run"), 0)
        self.assertUnchanged(before)
        self.assertEqual(sorted(os.listdir(self.base)), files)
        self.assertEqual(os.listdir(self.site.path("dps", "d3")), [])

    def test_a_dry_run_ends_with_the_code_it_would_have_had(self):
        self.assertRefused(self.site.run("--dry-run", "distribute", self.package, "--dp", "nowhere"), 3, "not_found")
        self.assertRefused(self.site.run("--dry-run", "package", "remove", "CEN000FF"), 3, "not_found")
        self.assertRefused(self.site.run("--dry-run", "package", "add", "--source", self.site.path("source"), "--name", "OFFICE"), 3, "name_taken")
        self.assertRefused(self.site.run("--dry-run", "dp", "add", "--name", "d1", "--path", self.site.source("elsewhere")), 3, "exists")
        self.assertRefused(self.site.run("--dry-run", "package", "rollback", self.package, "--to", "9"), 3, "not_found")
        self.assertRefused(self.site.run("--dry-run", "site", "init", "--code", "CEN", "--name", "x"), 3, "exists")

    def test_the_effect_counts(self):
        effect = self.site.run("undistribute", self.package, "--all").effect
        content = sum(len(data) for data in (b"read me", b"\0setup" * 100))
        self.assertEqual((effect["distributions"], effect["packages"], effect["dps"], effect["bytes_to_delete"], effect["last_copies"]),
                         (2, 1, 2, 2 * content, [self.package]))
        self.assertEqual(self.site.run("undistribute", self.package, "--dp", "d1").effect["last_copies"], [])
        self.site.dp("d3")
        effect = self.site.ok("--dry-run", "distribute", self.package, "--dp", "d3")["effect"]
        self.assertEqual((effect["distributions"], effect["bytes_to_send"], effect["running"], effect["child_sites"]), (1, content, 0, 0))

    def test_the_plan_that_was_shown_is_carried_out(self):
        plan = self.site.run("undistribute", self.package, "--dp", "d1").effect["plan"]
        self.assertEqual(self.site.ok("--dry-run", "undistribute", self.package, "--dp", "d1")["effect"]["plan"], plan)
        self.assertRefused(self.site.run("undistribute", self.package, "--dp", "d1", "--plan", plan), 3, "confirmation_needed")
        change = self.site.ok("undistribute", self.package, "--dp", "d1", "--yes", "--plan", plan)
        self.assertEqual(change["changed"], 1)
        self.assertEqual([(row["dp"], row["was"], row["now"]) for row in change["rows"]], [("d1", "installed", "removing")])

    def test_a_plan_that_moved_is_refused(self):
        shown = self.site.run("undistribute", self.package, "--all").effect
        self.site.ok("hold", self.package, "--dp", "d1")
        self.site.ok("undistribute", self.package, "--dp", "d2", "--yes")
        before = self.site.dump()
        done = self.site.run("undistribute", self.package, "--all", "--yes", "--plan", shown["plan"])
        self.assertRefused(done, 3, "plan_moved")
        self.assertNotEqual(done.effect["plan"], shown["plan"])
        self.assertUnchanged(before)
        self.assertRefused(self.site.run("undistribute", self.package, "--dp", "d1", "--yes", "--plan", "nonsense"), 3, "plan_moved")

    def test_an_unknown_name_leaves_everything_undone(self):
        before = self.site.dump()
        for args in (["distribute", self.package, "CEN000FF", "--dp", "d1"], ["distribute", self.package, "--dp", "d1", "--dp", "nowhere"],
                     ["distribute", self.package, "--group", "nowhere"], ["undistribute", self.package, "--dp", "nowhere", "--yes"],
                     ["hold", "CEN000FF"], ["hold", "--dp", "d1", "--dp", "nowhere"], ["release", "--group", "nowhere"], ["cancel", "--dp", "nowhere"],
                     ["retries", "clear", "CEN000FF", "--yes"], ["retries", "now", "--dp", "nowhere"], ["validate", "CEN000FF"], ["redistribute", "CEN000FF"],
                     ["dp", "remove", "d1", "nowhere", "--yes"], ["dp", "set", "nowhere", "rate=1"], ["dp", "show", "nowhere"], ["dp", "test", "d1", "nowhere"],
                     ["package", "remove", "CEN000FF", "--yes"], ["package", "update", "CEN000FF"], ["package", "set", "CEN000FF", "priority=low"],
                     ["package", "show", "CEN000FF"], ["package", "rollback", "CEN000FF", "--to", "1"], ["package", "prune", "CEN000FF"],
                     ["status", "CEN000FF"], ["status", "--dp", "nowhere"], ["status", "--group", "nowhere"], ["trail", "CEN000FF", "--dp", "d1"],
                     ["trail", self.package, "--dp", "nowhere"], ["evidence", self.package, "CEN000FF"], ["messages", "--package", "CEN000FF"],
                     ["messages", "--dp", "nowhere"], ["messages", "catalogue", "1"], ["problems", "ack", "nonsense"], ["problems", "unack", "nonsense"],
                     ["package", "show", self.package, "--files", "--version", "9"]):
            with self.subTest(" ".join(args)):
                done = self.site.run(*args)
                self.assertRefused(done, 3, "not_found")
                self.assertEqual(done.raw, b"", done)
        self.assertUnchanged(before)


class Signals(SiteTest):
    def test_a_signal_before_the_commit_leaves_nothing_half_done(self):
        folder = self.site.path("big")
        os.makedirs(folder)
        for i in range(24):
            with open(os.path.join(folder, f"{i}.bin"), "wb") as file:
                file.write(os.urandom(8 << 20))
        before = self.site.dump()
        adding = self.start("package", "add", "--source", folder, "--name", "Big")
        until(lambda: self.site.dump() != before or adding.process.poll() is not None, what="the snapshot's intake")
        done = adding.stop(signal.SIGTERM)
        self.assertIn(done.code, (128 + signal.SIGTERM, -signal.SIGTERM), done)
        self.assertEqual(self.site.ok("package", "list"), [])
        self.assertUnchanged(before)


if __name__ == "__main__":
    unittest.main()
