# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sites on one machine, each with a folder, database, keys and process of its own."""
import os
import random
import shutil
import signal
import sqlite3
import tempfile
import unittest

from support import CHANGE_FIELDS, Running, Site, cartage, tree, until

ADDRESS_FIELDS = "site name relation inbox public_key key_id max_sendings window timezone rate state failures next_try last_contact heard_at requests error"
REQUEST_FIELDS = ("request to kind package version generation state priority targets bytes_total bytes_left sync_point connects attempt owner next_due "
                  "created_at sent_at acknowledged_at error")


class Sites(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.base = tempfile.mkdtemp(prefix="cartage-sites-")
        self.addCleanup(shutil.rmtree, self.base, ignore_errors=True)
        self.sites, self.engines = {}, {}

    def site(self, code, parent=None):
        site = Site(os.path.join(self.base, code), make=False)
        os.makedirs(site.base)
        made = cartage("--site", site.folder, "--json", "site", "init", "--code", code, "--name", code, *(["--parent", parent] if parent else []))
        self.assertEqual(made.code, 0, made)
        self.sites[code] = site
        if parent:
            self.join(parent, code)
        return site

    def key(self, code):
        return self.sites[code].ok("site", "key")["public_key"]

    def inbox(self, code):
        return os.path.join(self.sites[code].folder, "inbox")

    def join(self, parent, child):
        self.sites[parent].ok("address", "add", child, "--relation", "child", "--inbox", self.inbox(child), "--key", self.key(child))
        self.sites[child].ok("address", "add", parent, "--relation", "parent", "--inbox", self.inbox(parent), "--key", self.key(parent))

    def start(self, *codes):
        for code in codes or self.sites:
            running = Running(["--site", self.sites[code].folder, "run"])
            self.addCleanup(running.close)
            self.engines[code] = running

    def kill(self, code, number=signal.SIGKILL):
        running = self.engines.pop(code)
        running.send(number)
        running.end()

    def told(self, code, package, dp):
        """What this site knows of a package at a DP, of its own or below."""
        done = self.sites[code].run("status", package, "--dp", dp)
        rows = done.json if done.code == 0 else []
        return rows[0] if rows else None

    def arrives(self, code, package, dp, version, seconds=60):
        def there():
            row = self.told(code, package, dp)
            return row and row["state"] == "installed" and row["installed_version"] == version and row["verified_how"]
        until(there, seconds, f"{package} {version} at {dp}, as {code} knows it")

    def knows_dp(self, code, other, dp):
        def there():
            done = self.sites[code].run("distribute", "CEN00001", "--to", other, "--dp", dp, "--dry-run")
            return done.code == 0
        until(there, 60, f"{code} knows {dp} of {other}")


class Arriving(Sites):
    def test_a_package_goes_to_the_child_and_its_state_comes_back(self):
        parent = self.site("CEN")
        child = self.site("BER", "CEN")
        folder = child.dp("berlin1")
        package = parent.package()
        source = parent.path("source")
        self.start()
        self.knows_dp("CEN", "BER", "berlin1")
        change = parent.ok("distribute", package, "--dp", "berlin1")
        self.assertLessEqual(CHANGE_FIELDS, change.keys())
        self.assertEqual(change["changed"], 1)
        self.arrives("CEN", package, "berlin1", 1)
        self.assertEqual(tree(os.path.join(folder, package)), tree(source))
        row = self.told("CEN", package, "berlin1")
        self.assertEqual(row["site"], "BER")
        self.assertTrue(row["known_at"])
        requests = parent.ok("requests", "--to", "BER")
        self.assertLessEqual(set(REQUEST_FIELDS.split()), requests[0].keys())
        until(lambda: {(r["kind"], r["state"]) for r in parent.ok("requests")} == {("information", "acknowledged"), ("content", "acknowledged")},
              what="everything acknowledged")
        until(lambda: all(r["forward"] == "complete" for r in parent.ok("requests")), what="the duty complete")
        self.assertEqual([r["targets"] for r in parent.ok("requests") if r["kind"] == "content"], [[{"site": "BER", "dp": "berlin1"}]])
        self.assertEqual(os.listdir(os.path.join(self.inbox("BER"), "parts")), [])
        # Answers to what the child reports pass through at any time; nothing stays.
        until(lambda: os.listdir(os.path.join(self.inbox("BER"), "work")) == [], what="nothing left at work in the child's inbox")
        self.assertEqual(os.listdir(os.path.join(self.inbox("BER"), "quarantine")), [])

        # An update goes as a difference, by itself.
        with open(os.path.join(source, "new.bin"), "wb") as file:
            file.write(random.Random(1).randbytes(300_000))
        with open(os.path.join(source, "big.bin"), "wb") as file:
            file.write(random.Random(2).randbytes(3_000_000))
        parent.ok("package", "update", package)
        self.arrives("CEN", package, "berlin1", 2)
        with open(os.path.join(source, "new.bin"), "wb") as file:
            file.write(random.Random(3).randbytes(300_000))
        parent.ok("package", "update", package)
        self.arrives("CEN", package, "berlin1", 3)
        self.assertEqual(tree(os.path.join(folder, package)), tree(source))
        sizes = [r["bytes_total"] for r in parent.ok("requests") if r["kind"] == "content"]
        self.assertGreater(sizes[1], 3_000_000)
        self.assertLess(sizes[2], 400_000)

        # Only its own site makes versions.
        refused = child.run("package", "update", package)
        self.assertEqual((refused.code, refused.error["code"]), (3, "state_forbids"), refused)

        # Taken away again.
        self.assertEqual(parent.run("package", "remove", package, "--yes").error["code"], "state_forbids")
        parent.ok("undistribute", package, "--to", "BER", "--yes")
        until(lambda: self.told("CEN", package, "berlin1") is None, 60, "the removal told")
        self.assertEqual(os.listdir(folder), [".cartage"])

    def test_a_package_goes_through_the_child_to_the_grandchild(self):
        parent, child, grandchild = self.site("CEN"), self.site("BER", "CEN"), self.site("POT", "BER")
        near, far = child.dp("berlin1"), grandchild.dp("potsdam1")
        grandchild.dp("potsdam2", "--group", "labs")
        package = parent.package()
        self.start()
        self.knows_dp("CEN", "POT", "potsdam1")
        parent.ok("distribute", package, "--dp", "berlin1", "--dp", "potsdam1")
        parent.ok("distribute", package, "--group", "labs")
        for dp in ("berlin1", "potsdam1", "potsdam2"):
            self.arrives("CEN", package, dp, 1)
        for folder in (near, far):
            self.assertEqual(tree(os.path.join(folder, package)), tree(parent.path("source")))
        # The content went over each line once.
        for code, to in (("CEN", "BER"), ("BER", "POT")):
            sent = [r for r in self.sites[code].ok("requests", "--to", to) if r["kind"] == "content" and r["part_sha256"]]
            self.assertEqual(len(sent), 1, sent)
        self.assertEqual({(row["site"], row["dp"]) for row in parent.ok("status", package)},
                         {("BER", "berlin1"), ("POT", "potsdam1"), ("POT", "potsdam2")})

    def test_a_child_that_is_down_gets_what_it_missed(self):
        parent, child = self.site("CEN"), self.site("BER", "CEN")
        folder = child.dp("berlin1")
        package = parent.package()
        self.start()
        self.knows_dp("CEN", "BER", "berlin1")
        self.kill("BER", signal.SIGTERM)
        shutil.move(self.inbox("BER"), self.inbox("BER") + ".gone")
        parent.ok("distribute", package, "--to", "BER")
        until(lambda: any(r["error"] for r in parent.ok("requests", "--state", "retrying")), what="a failed sending")
        address = parent.ok("address", "list")[0]
        self.assertLessEqual(set(ADDRESS_FIELDS.split()), address.keys())
        self.assertEqual(address["error"]["code"], "address_not_there")
        self.assertEqual(self.sites["CEN"].run("address", "test", "BER").code, 1)
        shutil.move(self.inbox("BER") + ".gone", self.inbox("BER"))
        tested = parent.ok("address", "test", "BER")
        self.assertTrue(tested["ok"], tested)
        parent.sql("UPDATE send_request SET due_at = 0 WHERE state = 'retrying'") # only time would do it
        parent.sql("UPDATE address SET next_try = NULL")
        self.start("BER")
        self.arrives("CEN", package, "berlin1", 1)
        self.assertEqual(tree(os.path.join(folder, package)), tree(parent.path("source")))


class Faults(Sites):
    def sent(self):
        """A package lies in the inbox of a child that is not running: its instruction's file and its part."""
        self.parent, self.child = self.site("CEN"), self.site("BER", "CEN")
        self.folder = self.child.dp("berlin1")
        self.package = self.parent.package()
        self.start()
        self.knows_dp("CEN", "BER", "berlin1")
        until(lambda: {r["state"] for r in self.parent.ok("requests")} == {"acknowledged"}, what="the information told")
        self.kill("BER", signal.SIGTERM)
        self.parent.ok("distribute", self.package, "--to", "BER")
        until(lambda: self.parent.ok("requests", "--state", "sent"), what="the package sent")
        names = [name for name in os.listdir(os.path.join(self.inbox("BER"), "new")) if self.brings_content(os.path.join(self.inbox("BER"), "new", name))]
        parts = os.listdir(os.path.join(self.inbox("BER"), "parts"))
        self.assertEqual((len(names), len(parts)), (1, 1))
        return os.path.join(self.inbox("BER"), "new", names[0]), os.path.join(self.inbox("BER"), "parts", parts[0])

    @staticmethod
    def brings_content(path):
        """Answers to what the child had told may lie beside it."""
        with open(path, "rb") as file:
            return b"\nkind content\n" in file.read()

    def arrived(self):
        self.arrives("CEN", self.package, "berlin1", 1)
        self.assertEqual(tree(os.path.join(self.folder, self.package)), tree(self.parent.path("source")))

    def test_an_instruction_that_comes_again_takes_effect_once(self):
        instruction, _ = self.sent()
        for number in range(5):
            shutil.copy(instruction, instruction[:-36] + f"{number:032x}.ins")
        self.start("BER")
        self.arrived()
        self.assertEqual(self.count("inbox_instruction", "kind = 'content'"), 1)
        self.assertEqual(self.count("attempt", "1"), 1)
        self.assertEqual(self.child.ok("quarantine", "list"), [])

    def count(self, table, where):
        database = sqlite3.connect(f"file:{os.path.join(self.child.folder, 'site.db')}?mode=ro", uri=True, timeout=30)
        try:
            return database.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0]
        finally:
            database.close()

    def test_a_part_that_is_lost_is_asked_for(self):
        _, part = self.sent()
        os.unlink(part)
        self.start("BER")
        self.arrived()
        kinds = [(r["generation"], r["forward"]) for r in self.parent.ok("requests") if r["kind"] == "content"]
        self.assertEqual(kinds, [(1, "superseded"), (2, "complete")])

    def test_a_part_that_is_damaged_stands_aside_and_comes_again(self):
        _, part = self.sent()
        with open(part, "r+b") as file:
            file.seek(200)
            file.write(b"damaged")
        self.start("BER")
        self.arrived()
        self.assertEqual([q["reason"] for q in self.child.ok("quarantine", "list")], ["part_damaged"])

    def test_a_changed_instruction_is_not_believed(self):
        instruction, _ = self.sent()
        with open(instruction, "r+b") as file:
            text = file.read().replace(b"target BER berlin1", b"target BER berlin2")
            file.seek(0)
            file.write(text)
        self.start("BER")
        until(lambda: self.child.ok("quarantine", "list"), what="it in quarantine")
        self.assertEqual([q["reason"] for q in self.child.ok("quarantine", "list")], ["wrong_signature"])
        self.assertEqual(self.child.ok("package", "list"), [])
        self.parent.ok("resend", self.package, "--to", "BER")
        self.arrived()

    def test_an_engine_that_was_relieved_has_no_effect_when_it_wakes_up(self):
        parent, child = self.site("CEN"), self.site("BER", "CEN")
        self.parent, self.child = parent, child
        self.folder = child.dp("berlin1")
        source = parent.source("source", {"a.bin": random.Random(5).randbytes(30_000_000)})
        self.package = parent.ok("package", "add", "--source", source, "--name", "Office")["package"]
        self.start()
        self.knows_dp("CEN", "BER", "berlin1")
        parent.ok("address", "set", "BER", "rate=5M")
        parent.ok("distribute", self.package, "--to", "BER")
        until(lambda: any(r["bytes_left"] and r["bytes_left"] < r["bytes_total"] for r in parent.ok("requests")), what="the sending half done")
        stopped = self.engines.pop("CEN")
        stopped.send(signal.SIGSTOP)
        fresh = Running(["--site", parent.folder, "run", "--take-over"])
        self.addCleanup(fresh.close)
        parent.ok("address", "set", "BER", "rate=")
        self.arrived()
        stopped.send(signal.SIGCONT)
        ended = stopped.end()
        self.assertEqual(ended.code, 4, ended)
        until(lambda: os.listdir(os.path.join(self.inbox("BER"), "new")) == [], what="an empty inbox")
        self.assertEqual(self.count("inbox_instruction", "kind = 'content'"), 1)
        self.assertEqual(self.count("attempt", "1"), 1)

    def test_a_site_that_is_removed_takes_its_duties_with_it(self):
        self.sent()
        self.parent.ok("package", "add", "--source", self.parent.source("other", {"x": "y"}), "--name", "Other")
        effect = self.parent.ok("address", "remove", "BER", "--dry-run")["effect"]
        self.assertEqual(effect["child_sites"], 1)
        self.parent.ok("address", "remove", "BER", "--yes")
        self.assertEqual(self.parent.ok("requests"), [])
        self.assertEqual(self.parent.ok("status"), [])
        self.parent.ok("package", "remove", self.package, "--yes")


class Asking(Sites):
    def test_a_key_that_is_not_there_holds_up_other_sites_alone(self):
        parent = self.site("CEN")
        self.site("BER", "CEN").dp("berlin1")
        package = parent.package()
        parent.dp("here")
        key = os.path.join(parent.folder, "keys", "site.key")
        os.rename(key, key + ".away")
        self.start()
        parent.ok("distribute", package, "--dp", "here")
        self.arrives("CEN", package, "here", 1)
        said, = until(lambda: parent.ok("messages", "--id", "20613"), what="that other sites wait")
        self.assertEqual(said["strings"][0], "not_permitted")
        self.assertEqual(parent.ok("requests"), [])
        self.kill("CEN", signal.SIGTERM)
        os.rename(key + ".away", key)
        self.start("CEN")
        self.knows_dp("CEN", "BER", "berlin1")
        parent.ok("distribute", package, "--dp", "berlin1")
        self.arrives("CEN", package, "berlin1", 1)

    def test_addresses(self):
        parent, child = self.site("CEN"), self.site("BER")
        key = self.key("BER")
        self.assertEqual(cartage("--site", child.folder, "site", "key").out.strip(), key)
        add = ["address", "add", "BER", "--relation", "child", "--inbox", self.inbox("BER"), "--key", key]
        self.assertEqual(parent.ok(*add, "--dry-run")["effect"]["child_sites"], 1)
        self.assertEqual(parent.ok("address", "list"), [])
        self.assertEqual(parent.ok(*add)["changed"], 1)
        again = parent.run(*add)
        self.assertEqual((again.code, again.json["changed"]), (0, 0))
        for wrong, code, name in ((["address", "add", "BER", "--relation", "child", "--inbox", "/elsewhere", "--key", key], 3, "exists"),
                                  (["address", "add", "CEN", "--relation", "child", "--inbox", "/x", "--key", key], 3, "wrong_value"),
                                  (["address", "add", "POT", "--relation", "child", "--inbox", "/x", "--key", "nokey"], 2, "usage"),
                                  (["address", "add", "POT", "--relation", "aunt", "--inbox", "/x", "--key", key], 2, "usage"),
                                  (["address", "set", "POT", "rate=1M"], 3, "not_found"),
                                  (["address", "set", "BER", "colour=red"], 2, "usage"),
                                  (["address", "test", "POT"], 3, "not_found"),
                                  (["requests", "--to", "POT"], 3, "not_found"),
                                  (["requests", "--state", "lost"], 2, "usage"),
                                  (["address", "remove", "BER"], 3, "confirmation_needed")):
            done = parent.run(*wrong)
            self.assertEqual(done.code, code, done)
            if code == 3 and name != "confirmation_needed":
                self.assertIn(done.error["code"], (name, "usage"), done)
        parent.ok("address", "set", "BER", "rate=1M", "max_sendings=2", "window=Mo-Fr 19:00-06:00")
        address = parent.ok("address", "list")[0]
        self.assertEqual((address["rate"], address["max_sendings"], address["window"], address["state"]), (1048576, 2, "Mo-Fr 19:00-06:00", "ok"))
        parent.ok("address", "remove", "BER", "--yes")
        self.assertEqual(parent.ok("address", "list"), [])

    def test_what_could_never_be_complete_is_refused(self):
        parent = self.site("CEN")
        self.site("BER", "CEN")
        package = parent.package()
        for command in (["distribute", package, "--to", "BER"], ["resend", package, "--to", "BER"]):
            done = parent.run(*command)
            self.assertEqual((done.code, done.error["code"]), (3, "state_forbids"), done)
        for command in (["distribute", package, "--to", "XYZ"], ["distribute", package, "--to", "BER", "--dp", "nowhere"], ["resend", package, "--to", "XYZ"]):
            done = parent.run(*command)
            self.assertEqual((done.code, done.error["code"]), (3, "not_found"), done)

    def test_a_stranger_is_not_believed(self):
        parent, child, stranger = self.site("CEN"), self.site("BER", "CEN"), self.site("EVE")
        child.dp("berlin1")
        package = stranger.package()
        # The stranger says it is the parent's child's parent; the child has never heard of it.
        stranger.ok("address", "add", "BER", "--relation", "child", "--inbox", self.inbox("BER"), "--key", self.key("BER"))
        self.start("BER", "EVE")
        until(lambda: child.ok("quarantine", "list"), what="something in quarantine")
        held = child.ok("quarantine", "list")[0]
        self.assertEqual((held["kind"], held["reason"]), ("instruction", "unknown_sender"), held)
        self.assertTrue(child.ok("messages", "--id", "4404"))
        self.assertEqual(child.ok("package", "list"), [])
        self.assertTrue(package)
        self.assertTrue(parent)


if __name__ == "__main__":
    unittest.main()
