# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Making, looking at, checking, backing up and restoring a site; sites that cannot be opened; the sample."""
import grp
import os
import shutil
import stat
import tempfile
import unittest

from support import CHANGE_FIELDS, EFFECT_FIELDS, STATES, Running, Site, SiteTest, cartage, tree, until, write

SITE = ("site name path site_id schema program_version library_path library_bytes database_bytes packages dps distributions parent public_key engine")


class Init(SiteTest):
    make = False

    def init(self, *args, folder="site"):
        return cartage("--site", self.site.path(folder), "--json", "site", "init", *args)

    def test_a_new_site(self):
        done = self.init("--code", "cen", "--name", "Zentrale")
        self.assertCode(done, 0)
        site = done.json
        self.assertShape(site, SITE)
        self.assertEqual((site["site"], site["name"], site["path"], site["packages"], site["dps"], site["parent"]),
                         ("CEN", "Zentrale", self.site.folder, 0, 0, None))
        self.assertEqual(site["distributions"], dict.fromkeys(STATES, 0))
        self.assertEqual(site["engine"], {"running": False, "host": None, "pid": None, "since": None, "here": False})
        for field in ("schema", "library_bytes", "database_bytes"):
            self.assertIsInstance(site[field], int)
        self.assertTrue(os.path.isdir(site["library_path"]))
        self.assertEqual(done.err, "")
        try:
            grp.getgrnam("cartage")
            mode = 0o2770
        except KeyError:
            mode = 0o700
        self.assertEqual(stat.S_IMODE(os.stat(self.site.folder).st_mode), mode)
        self.assertEqual({**self.site.ok("site", "info"), "database_bytes": 0}, {**site, "database_bytes": 0})

    def test_a_second_time_is_refused(self):
        self.init("--code", "CEN", "--name", "Central")
        before = self.site.dump()
        self.assertRefused(self.init("--code", "CEN", "--name", "Central"), 3, "exists")
        self.assertUnchanged(before)

    def test_a_folder_with_something_in_it_is_refused(self):
        write(self.site.path("full", "file"))
        self.assertRefused(self.init("--code", "CEN", "--name", "x", folder="full"), 3, "exists")
        self.assertEqual(os.listdir(self.site.path("full")), ["file"])

    def test_an_empty_folder_and_one_in_absent_folders(self):
        os.makedirs(self.site.path("empty"))
        self.assertCode(self.init("--code", "CEN", "--name", "x", folder="empty"), 0)
        self.assertCode(self.init("--code", "CEN", "--name", "x", folder="a/b"), 0)

    def test_a_folder_whose_name_is_no_text(self):
        folder = os.fsencode(self.site.path("s")) + b"\xff 100%?#"
        library = folder + b"/contentlib"
        done = cartage("--site", folder, "--json", "site", "init", "--code", "CEN", "--name", "x")
        self.assertCode(done, 0)
        self.assertTrue(done.json["path"].endswith(r"s\xFF 100%?#"), done.json["path"])
        write(self.site.path("source", "file"))
        os.makedirs(self.site.path("dp"))
        for arguments in (("package", "add", "--source", self.site.path("source"), "--name", "Office"), ("dp", "add", "--name", "dp", "--path", self.site.path("dp")),
                          ("distribute", "CEN00001", "--all"), ("run", "--until-idle"), ("site", "backup", folder + b".backup"), ("site", "check", "--deep")):
            self.assertCode(cartage("--site", folder, "--json", *arguments), 0)
        self.assertTrue(os.path.exists(self.site.path("dp", "CEN00001", "file")))
        self.assertTrue(os.path.isdir(library) and os.path.isfile(folder + b"/site.db") and os.path.isfile(folder + b".backup"))

    def test_library_and_parent(self):
        done = self.init("--code", "LON", "--name", "London", "--parent", "cen", "--library", self.site.path("library"))
        self.assertCode(done, 0)
        self.assertEqual((done.json["parent"], done.json["library_path"]), ("CEN", self.site.path("library")))
        package = self.site.package()
        self.assertTrue(package.startswith("LON"))
        self.assertGreater(self.site.ok("site", "info")["library_bytes"], 0)
        self.assertTrue(any(len(name) == 64 for _, _, files in os.walk(self.site.path("library")) for name in files))

    def test_a_dry_run_makes_nothing(self):
        done = self.init("--code", "CEN", "--name", "x", "--dry-run")
        self.assertCode(done, 0)
        self.assertShape(done.effect, EFFECT_FIELDS)
        self.assertEqual(os.listdir(self.base), [])


class Settings(SiteTest):
    KEYS = set("engine retry_base retry_cap retry_count transfers keep_versions stale_after timezone audit_days message_days message_days_error "
               "message_days_warning message_days_information message_days_milestone message_days_detail message_days_audit".split())

    def test_all_keys_with_their_defaults(self):
        settings = self.site.ok("site", "set")
        self.assertEqual(settings.keys(), self.KEYS)
        self.assertEqual({key: str(settings[key]) for key in ("engine", "retry_count", "transfers", "keep_versions", "audit_days")},
                         {"engine": "service", "retry_count": "100", "transfers": "8", "keep_versions": "3", "audit_days": "0"})

    def test_set_and_back_to_the_default(self):
        defaults = self.site.ok("site", "set")
        changed = self.site.ok("site", "set", "transfers=3", "retry_base=5s", "timezone=Europe/Berlin", "engine=console")
        self.assertEqual((str(changed["transfers"]), changed["timezone"], changed["engine"]), ("3", "Europe/Berlin", "console"))
        self.assertEqual(self.site.ok("site", "set"), changed)
        for key in ("retry_count", "transfers", "keep_versions", "audit_days", "message_days"):
            self.assertIsInstance(changed[key], int)
        self.assertEqual(self.site.ok("site", "set", "transfers=", "retry_base=", "timezone=", "engine="), defaults)

    def test_one_wrong_value_changes_nothing(self):
        before = self.site.dump()
        self.assertRefused(self.site.run("site", "set", "transfers=3", "engine=robot"), 2, "usage")
        self.assertRefused(self.site.run("site", "set", "transfers=3", "nonsense=1"), 2, "usage")
        self.assertUnchanged(before)


class CannotBeOpened(SiteTest):
    def test_no_site(self):
        os.makedirs(self.site.path("empty"))
        for folder in ("absent", "empty"):
            self.assertRefused(cartage("--site", self.site.path(folder), "--json", "status"), 4, "site_missing")
        self.assertEqual(os.listdir(self.site.path("empty")), [])

    def test_a_damaged_database(self):
        with open(os.path.join(self.site.folder, "site.db"), "r+b") as file:
            file.write(b"no database at all" * 500)
        self.assertRefused(self.site.run("status"), 4, "database_damaged")
        self.assertRefused(self.site.run("run", "--until-idle"), 4, "database_damaged")

    def test_a_newer_schema(self):
        self.site.sql("INSERT INTO schema_migration SELECT 999, 'from the future', checksum, schema_print, applied_at FROM schema_migration LIMIT 1")
        self.assertRefused(self.site.run("status"), 4, "schema_newer")

    def test_an_altered_schema(self):
        self.site.sql("ALTER TABLE dp ADD COLUMN surplus TEXT")
        self.assertRefused(self.site.run("status"), 4, "schema_altered")

    @unittest.skipUnless(os.geteuid() == 0, "only root can become somebody who may not read the site")
    def test_a_site_of_somebody_else(self):
        os.chmod(self.base, 0o755)
        done = cartage("--site", self.site.folder, "--json", "status", preexec=lambda: os.setuid(65534))
        self.assertRefused(done, 4, "not_permitted")


class Backup(SiteTest):
    def setUp(self):
        super().setUp()
        self.package = self.site.package()
        self.site.dp("d1", "--group", "north")
        self.site.ok("distribute", self.package, "--group", "north")
        self.assertCode(self.site.until_idle(), 0)
        self.backup = self.site.path("backup")
        self.assertShape(self.site.ok("site", "backup", self.backup), CHANGE_FIELDS)

    def test_a_backup_is_kept_and_never_replaced(self):
        self.assertEqual(stat.S_IMODE(os.stat(self.backup).st_mode), 0o600)
        with open(self.backup, "rb") as file:
            content = file.read()
        self.assertEqual([name for name in os.listdir(self.base) if "backup" in name], ["backup"])
        self.assertRefused(self.site.run("site", "backup", self.backup), 3, "exists")
        with open(self.backup, "rb") as file:
            self.assertEqual(file.read(), content)
        self.assertIn(self.site.run("site", "backup", self.site.path("absent", "backup")).code, (3, 6))
        self.assertIsNotNone(self.site.ok("site", "health")["last_backup"])

    @unittest.skipUnless(os.geteuid() == 0, "only root can become somebody who may not write beside the backup")
    def test_from_where_nothing_can_be_written(self):
        os.makedirs(self.site.path("theirs"))
        os.chown(self.site.path("theirs"), 65534, 65534)
        os.chmod(self.base, 0o755)
        os.chmod(self.backup, 0o644)
        other = Site(self.site.path("theirs"), make=False)
        self.assertCode(other.run("site", "restore", self.backup, preexec=lambda: os.setuid(65534)), 0)

    def test_into_an_empty_folder(self):
        other = Site(self.site.path("other"), make=False)
        os.makedirs(other.folder)
        self.assertCode(other.run("site", "restore", self.backup), 0)
        self.assertEqual(other.ok("site", "info")["site"], "CEN")
        self.assertEqual([package["package"] for package in other.ok("package", "list")], [self.package])
        self.assertEqual(other.row(self.package, "d1")["state"], "unverified")

    def test_over_a_site(self):
        self.site.package("Later", "later")
        self.assertRefused(self.site.run("site", "restore", self.backup), 3, "confirmation_needed")
        self.assertEqual(len(self.site.ok("package", "list")), 2)
        self.assertShape(self.site.ok("site", "restore", self.backup, "--yes"), CHANGE_FIELDS)
        self.assertEqual([package["package"] for package in self.site.ok("package", "list")], [self.package])
        self.assertEqual(self.site.row(self.package, "d1")["state"], "unverified")
        self.assertCode(self.site.until_idle(), 0)

    def test_what_is_no_backup(self):
        write(self.site.path("nonsense"), "nonsense")
        before = self.site.dump()
        self.assertIn(self.site.run("site", "restore", self.site.path("absent"), "--yes").code, (3, 6))
        self.assertIn(self.site.run("site", "restore", self.site.path("nonsense"), "--yes").code, (3, 4, 6))
        self.assertUnchanged(before)

    def test_not_beside_an_engine(self):
        engine = self.engine()
        self.assertRefused(self.site.run("site", "restore", self.backup, "--yes"), 4, "site_locked")
        self.assertCode(self.site.run("site", "backup", self.site.path("another")), 0)
        self.assertCode(engine.stop(), 0)


class CheckAndHealth(SiteTest):
    def setUp(self):
        super().setUp()
        self.package = self.site.package()
        self.folder = self.site.dp("d1")
        self.site.ok("distribute", self.package, "--dp", "d1")
        self.assertCode(self.site.until_idle(), 0)

    def test_nothing_to_find(self):
        self.assertEqual(self.site.ok("site", "check"), [])
        self.assertEqual(self.site.ok("site", "check", "--deep"), [])

    def test_findings(self):
        path = os.path.join(self.folder, self.package, "readme.txt")
        write(path, "read ME")
        found = self.assertCode(self.site.run("site", "check", "--deep"), 1).json
        self.assertTrue(found)
        for finding in found:
            self.assertShape(finding, "code scope object path path_base64 text advice")
        os.remove(path)
        self.assertCode(self.site.run("site", "check"), 1)

    def test_a_dp_that_cannot_be_read_is_no_finding(self):
        os.rename(self.folder, self.folder + "-away")
        done = self.assertCode(self.site.run("site", "check"), 0)
        self.assertEqual(done.json, [])
        self.assertIn("d1", done.notes[0]["text"])

    def test_a_duty_that_is_owed_for_long(self):
        self.site.dp("d2")
        self.site.ok("distribute", self.package, "--dp", "d2")
        self.assertIsNotNone(self.site.ok("site", "health")["oldest_owed"])
        self.site.sql("UPDATE distribution SET due_at = due_at - ?, waiting_since = waiting_since - ? WHERE state = 'waiting'", 3 * 86_400_000, 3 * 86_400_000)
        self.assertCode(self.site.run("site", "health"), 1)
        self.assertCode(self.site.until_idle(), 0)
        self.assertCode(self.site.run("site", "health"), 0)

    def test_health_and_metrics(self):
        health = self.site.ok("site", "health")
        self.assertShape(health, "oldest_owed oldest_inbox_file last_backup last_validation")
        self.assertGreater(health["site_free_bytes"], 0)
        file = self.site.path("metrics.prom")
        self.assertCode(self.site.run("site", "health", "--metrics", file), 0)
        with open(file, encoding="utf-8") as lines:
            metrics = lines.read().splitlines()
        self.assertTrue(any(line.startswith("# TYPE cartage_") for line in metrics))
        for line in metrics:
            self.assertRegex(line, r"^(# (HELP|TYPE) .+|[a-z_]+(\{[^}]*\})? ([-+0-9.eE]+|NaN))$")
        self.assertCode(self.site.run("site", "health", "--metrics", self.site.path("absent", "metrics.prom")), 6)


class Sample(unittest.TestCase):
    def test_from_create_to_remove(self):
        base = tempfile.mkdtemp(prefix="cartage-cli-")
        self.addCleanup(shutil.rmtree, base, ignore_errors=True)
        folder = os.path.join(base, "sample")
        made = cartage("--json", "sample", "create", folder)
        self.assertEqual(made.code, 0, made)
        self.assertEqual((made.json["packages"], made.json["dps"]), (3, 4))  # the other two DPs are those of the sites below
        self.assertEqual(cartage("--json", "sample", "create", folder).error["code"], "exists")
        site = Site(folder, make=False)
        problems = site.run("problems")
        self.assertIn(problems.code, (0, 1))
        ran = site.run("run", "--until-idle")
        self.assertEqual(ran.code, 1, ran)
        self.assertEqual(ran.json["distributions"]["installed"], 5)
        self.assertGreaterEqual(len(site.run("problems").json), 2)
        before = tree(folder).keys()
        refused = cartage("--json", "sample", "remove", folder)
        self.assertEqual((refused.code, refused.error["code"]), (3, "confirmation_needed"))
        self.assertTrue(refused.effect["lines"])
        dry = cartage("--json", "sample", "remove", folder, "--dry-run")
        self.assertEqual(dry.code, 0, dry)
        self.assertEqual({path for path in tree(folder) if "/log/" not in path}, {path for path in before if "/log/" not in path})
        self.assertEqual(cartage("--json", "sample", "remove", folder, "--yes").code, 0)
        self.assertFalse(os.path.exists(folder))

    def test_three_sites_of_which_one_is_cut_off(self):
        base = tempfile.mkdtemp(prefix="cartage-cli-")
        self.addCleanup(shutil.rmtree, base, ignore_errors=True)
        folder = os.path.join(base, "sample")
        self.assertEqual(cartage("sample", "create", folder).code, 0)
        central = Site(folder, make=False)
        for each in ("site", "sites/DRE", "sites/BRE"):
            running = Running(["--site", os.path.join(folder, each), "run"])
            self.addCleanup(running.close)
        told = lambda: {(row["dp"], row["name"]): row["state"] for row in central.ok("status") if row.get("known_at")} if central.run("status").code == 0 else {}

        # The child's DP has no room for the largest package, and says so up here.
        expected = {("dresden1", "Office 25.8"): "blocked", ("dresden1", "Reader 11"): "installed", ("dresden1", "Fonts 2026"): "installed"}
        until(lambda: told() == expected, 60, "what Dresden has told")
        addresses = {each["site"]: each for each in central.ok("address", "list")}
        self.assertEqual(addresses["DRE"]["state"], "ok")
        self.assertEqual(addresses["BRE"]["error"]["code"], "address_not_there")
        self.assertTrue(addresses["BRE"]["heard_at"])  # the way up is whole
        waiting = central.ok("requests", "--to", "BRE")
        self.assertEqual({each["package"] for each in waiting if each["kind"] == "content"}, {"SMP00001", "SMP00002", "SMP00003"})

        # An address that is right ends it by itself.
        central.ok("address", "set", "BRE", "inbox=" + os.path.join(folder, "sites", "BRE", "inbox"))
        expected |= {("bremen1", name): "installed" for name in ("Office 25.8", "Reader 11", "Fonts 2026")}
        until(lambda: told() == expected, 60, "what Bremen has told")

    def test_only_what_sample_create_made(self):
        base = tempfile.mkdtemp(prefix="cartage-cli-")
        self.addCleanup(shutil.rmtree, base, ignore_errors=True)
        write(os.path.join(base, "mine", "file"))
        done = cartage("--json", "sample", "remove", os.path.join(base, "mine"), "--yes")
        self.assertEqual(done.code, 3, done)
        self.assertEqual(cartage("--json", "sample", "create", os.path.join(base, "mine")).code, 3)
        self.assertEqual(cartage("--json", "sample", "remove", os.path.join(base, "absent"), "--yes").error["code"], "not_found")
        self.assertEqual(tree(base), {"mine": None, "mine/file": b"content"})


if __name__ == "__main__":
    unittest.main()
