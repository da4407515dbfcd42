# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the inbox brings: clients and their account, quarantine, and how a held-up intake shows."""
import os
import shutil
import subprocess
import unittest

from support import CHANGE_FIELDS, SiteTest

CLIENT = "sender machine first last skew_ms errors_24h missing gaps received repeated highest cloned"
QUARANTINED = "quarantine name kind sender reason detail type bytes received message_guid"


class Inbox(SiteTest):
    def setUp(self):
        super().setUp()
        self.inbox = os.path.join(self.site.folder, "inbox")

    def new(self, name=""):
        return os.path.join(self.inbox, "new", name)

    def report(self, spool, *args):
        before = set(os.listdir(self.new()))
        self.site.ok("client", "report", "--inbox", self.inbox, "--spool", os.path.join(self.base, spool), *args)
        return self.new((set(os.listdir(self.new())) - before).pop())

    def take_in(self):
        self.site.run("run", "--until-idle")

    def put(self, name, content):
        with open(self.new(name), "wb") as file:
            file.write(content)

    def quarantined(self):
        found = self.site.ok("quarantine", "list")
        for each in found:
            self.assertShape(each, QUARANTINED)
        return found

    def test_a_client_with_its_account(self):
        self.assertEqual(self.site.ok("clients"), [])
        self.assertEqual(self.site.text("clients").out, "No clients.\n")
        self.report("pc", "--message", "10006", "--severity", "error")
        lost = self.report("pc", "--message", "10006")
        self.report("pc", "--message", "10006")
        aside = os.path.join(self.base, "lost")
        shutil.move(lost, aside)
        self.take_in()
        client, = self.site.ok("clients")
        self.assertShape(client, CLIENT)
        self.assertEqual((client["received"], client["highest"], client["missing"], client["errors_24h"], client["cloned"]), (2, 3, 1, 1, None))
        self.assertEqual([(gap["first"], gap["last"]) for gap in client["gaps"]], [(2, 2)])
        shutil.copy(aside, self.new("found again"))  # under any name
        self.take_in()
        client, = self.site.ok("clients")
        self.assertEqual((client["received"], client["missing"], client["gaps"]), (3, 0, []))
        shutil.copy(aside, self.new("once more"))
        self.take_in()
        client, = self.site.ok("clients")
        self.assertEqual((client["received"], client["repeated"]), (3, 1))
        self.assertEqual(self.quarantined(), [])
        self.assertIn(client["sender"], self.site.text("clients").out)

    def test_what_a_client_says_stands_in_the_trail_as_its_word(self):
        package = self.site.package()
        self.site.dp("berlin1")
        self.site.ok("distribute", package, "--all")
        self.report("pc", "--message", "2330", "--string", "FAKED", "--attribute", f"400={package}", "--attribute", "404=berlin1")
        self.take_in()
        events = self.site.ok("trail", package, "--dp", "berlin1")
        said, = [event for event in events if "FAKED" in event["text"]]
        self.assertEqual(said["component"], "client")
        self.assertEqual(said["actor"], self.site.ok("clients")[0]["machine"])
        self.assertIn(" says: ", said["text"])
        own = [event for event in events if event["message_id"] == 2330 and event["component"] == "DistributionManager"]
        self.assertEqual(len(own), 1)

    def test_strings_hold_nothing_that_a_terminal_obeys(self):
        said = "a\u202eb\u0085c\u2028d\x7f"
        self.report("pc", "--message", "10006", "--string", said)
        self.take_in()
        outcome = self.site.run("messages", "--id", "10006")
        self.assertFalse(set(outcome.out) & set("\u202e\u0085\u2028\x7f"), outcome.out)
        self.assertEqual(outcome.json[0]["strings"], [said])

    def test_quarantine_lists_shows_and_exports(self):
        self.put("noise", b"\xff\x00noise")
        os.mkdir(self.new("folder"))
        self.take_in()
        found = {each["name"]: each for each in self.quarantined()}
        self.assertEqual({name: each["reason"] for name, each in found.items()}, {"noise": "not_a_message", "folder": "not_a_file"})
        noise = str(found["noise"]["quarantine"])
        shown = self.site.ok("quarantine", "show", noise)
        self.assertIn("noise", shown["preview"])
        self.assertNotIn("\x00", shown["preview"])
        target = os.path.join(self.base, "copy")
        self.site.ok("quarantine", "export", noise, target)
        with open(target, "rb") as file:
            self.assertEqual(file.read(), b"\xff\x00noise")
        self.assertRefused(self.site.run("quarantine", "export", noise, target), 3, "exists")
        self.assertRefused(self.site.run("quarantine", "show", "9999"), 3, "not_found")
        self.assertRefused(self.site.run("quarantine", "show", "x"), 2, "usage")

    def test_quarantine_discards_only_with_a_word(self):
        self.put("one", b"noise")
        self.put("two", b"noise too")
        self.take_in()
        first, second = sorted(each["quarantine"] for each in self.quarantined())
        self.assertRefused(self.site.run("quarantine", "discard", str(first)), 3, "confirmation_needed")
        self.assertRefused(self.site.run("quarantine", "discard", str(first), "9999", "--yes"), 3, "not_found")
        self.assertEqual(len(self.quarantined()), 2)
        self.assertIn("effect", self.site.ok("quarantine", "discard", str(first), "--dry-run"))
        change = self.site.ok("quarantine", "discard", str(first), "--yes")
        self.assertEqual(set(change), CHANGE_FIELDS)
        self.assertEqual(change["changed"], 1)
        self.assertEqual([each["quarantine"] for each in self.quarantined()], [second])
        self.assertEqual(len(os.listdir(os.path.join(self.inbox, "quarantine"))), 1)
        self.assertEqual(self.site.ok("site", "check"), [])

    def test_a_discard_that_fails_can_be_given_again(self):
        self.put("file", b"noise")
        os.mkdir(self.new("folder"))
        self.take_in()
        there = os.path.join(self.inbox, "quarantine", "folder")
        if subprocess.run(["mount", "-t", "tmpfs", "none", there], stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("mounting is not allowed here, and root can delete anything else")
        self.addCleanup(subprocess.run, ["umount", "-l", there], stderr=subprocess.DEVNULL)
        ids = [str(each["quarantine"]) for each in sorted(self.quarantined(), key=lambda each: each["name"])]
        failed = self.site.run("quarantine", "discard", *ids, "--yes")
        self.assertEqual(failed.code, 6, str(failed))
        self.assertEqual(len(self.quarantined()), 2)
        subprocess.run(["umount", there], check=True)
        self.assertEqual(self.site.ok("quarantine", "discard", *ids, "--yes")["changed"], 2)
        self.assertEqual((self.quarantined(), os.listdir(os.path.join(self.inbox, "quarantine"))), ([], []))
        self.assertEqual(self.site.ok("site", "check"), [])

    def test_quarantine_releases_what_is_good_now(self):
        self.put("noise", b"noise")
        path = self.report("pc", "--message", "10006", "--string", "the first")
        with open(path, "rb") as file:
            good = file.read()
        self.take_in()
        self.put("other", good.replace(b"the first", b"the other"))  # its checksum is wrong
        self.take_in()
        reasons = {each["reason"]: str(each["quarantine"]) for each in self.quarantined()}
        self.assertEqual(set(reasons), {"not_a_message", "wrong_checksum"})
        self.assertRefused(self.site.run("quarantine", "release", reasons["not_a_message"]), 3, "state_forbids")
        # Somebody repairs it where it lies.
        with open(os.path.join(self.inbox, "quarantine", "other"), "wb") as file:
            file.write(good)
        released = self.site.ok("quarantine", "release", reasons["wrong_checksum"], reasons["not_a_message"])
        self.assertEqual((released["changed"], released["refused"]), (1, 1))
        note, = [each for each in released["notes"] if each["code"] == "stays_in_quarantine"]
        self.assertIn(f"{reasons['not_a_message']} stays in quarantine: not_a_message", note["text"])
        self.take_in()
        self.assertEqual([each["reason"] for each in self.quarantined()], ["not_a_message"])
        client, = self.site.ok("clients")
        self.assertEqual((client["received"], client["repeated"]), (1, 1))
        self.assertEqual(self.site.ok("site", "check"), [])

    def test_a_file_that_is_not_finished_is_spoken_of(self):
        path = self.report("pc", "--message", "10006", "--string", "half")
        with open(path, "rb") as file:
            whole = file.read()
        with open(path, "wb") as file:
            file.write(whole[:len(whole) // 2])
        run = self.site.run("run", "--until-idle")
        self.assertEqual([each["text"][:6] for each in run.notes if each["code"] == "unfinished_files"], ["1 file"])
        self.assertTrue(os.path.exists(path))
        with open(path, "wb") as file:
            file.write(whole)
        self.assertNotIn("unfinished_files", [each["code"] for each in self.site.run("run", "--until-idle").notes])
        self.assertEqual([each["strings"] for each in self.site.ok("messages", "--id", "10006")], [["half"]])

    def test_messages_of_one_client(self):
        self.report("pc", "--message", "10006")
        self.report("laptop", "--message", "10009")
        self.take_in()
        senders = {each["id"]: each["sender"] for each in self.site.ok("messages") if each["sender"]}
        self.assertEqual(set(senders), {10006, 10009})
        self.assertEqual([each["id"] for each in self.site.ok("messages", "--sender", senders[10009])], [10009])
        self.assertRefused(self.site.run("messages", "--sender", "0" * 32), 3, "not_found")

    def test_a_client_makes_no_news_of_the_site(self):
        self.report("pc", "--message", "20314", "--severity", "error", "--string", "FAKED")
        self.report("pc", "--message", "2384")
        self.take_in()
        health = self.site.run("site", "health").json
        self.assertNotIn("intake_held_up", health["past_limit"])
        self.assertIsNone(health["last_validation"])
        self.assertEqual(self.site.ok("problems"), [])

    def test_an_inbox_that_is_not_there_shows(self):
        os.rename(self.new(), self.new().rstrip("/") + ".away")
        self.site.run("run", "--for", "3")
        health = self.site.run("site", "health")
        self.assertEqual(health.code, 1)
        self.assertIn("intake_held_up", health.json["past_limit"])
        problem, = self.assertCode(self.site.run("problems"), 1).json
        self.assertEqual((problem["problem"], problem["severity"], problem["scope"]), ("intake_held_up:inbox", "error", "site"))
        self.assertEqual(len(self.site.ok("messages", "--id", "20314")), 1)
        os.rename(self.new().rstrip("/") + ".away", self.new())
        path = self.report("pc", "--message", "10006")
        self.take_in()
        self.assertFalse(os.path.exists(path))
        self.assertEqual(len(self.site.ok("messages", "--id", "10006")), 1)
        self.assertEqual(self.site.ok("problems"), [])


if __name__ == "__main__":
    unittest.main()
