# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shown: status, trail, messages, audit, evidence."""
import datetime
import getpass
import json
import select
import signal
import socket
import time
import unittest

from support import SiteTest, cartage, until, write

DISTRIBUTION = ("package name dp site state waits_for wanted_version installed_version mixed attempt attempts_max next_due bytes_total bytes_done files_total "
                "files_done verified_at verified_how manifest_sha256 held stopped error updated_at")
EVENT = "time seq component kind message_id attempt version actor path text error"
MESSAGE = "record_id message_guid id severity component site machine time received strings attributes mark text"
ACTION = "time actor host via action arguments reason changed refused"


class Views(SiteTest):
    def setUp(self):
        super().setUp()
        self.began = time.time()
        self.package = self.site.package()
        self.other = self.site.package("Reader", "reader")
        self.site.dp("d2")
        self.site.dp("d1")
        self.site.ok("distribute", self.package, "--all")
        self.assertCode(self.site.until_idle(), 0)

    def test_a_distribution(self):
        self.site.ok("distribute", self.other, "--dp", "d2")
        rows = self.site.rows()
        self.assertEqual([(row["package"], row["dp"]) for row in rows], [(self.package, "d1"), (self.package, "d2"), (self.other, "d2")])
        done, waiting = rows[0], rows[2]
        for row in rows:
            self.assertShape(row, DISTRIBUTION)
            for field in ("attempt", "attempts_max", "bytes_total", "bytes_done", "files_total", "files_done"):
                self.assertIsInstance(row[field], int)
            self.assertRegex(row["manifest_sha256"], "^[0-9a-f]{64}$")
            self.assertTime(row["updated_at"])
        self.assertEqual((done["name"], done["site"], done["state"], done["waits_for"], done["wanted_version"], done["installed_version"], done["mixed"],
                          done["attempt"], done["attempts_max"], done["next_due"], done["verified_how"], done["held"], done["stopped"], done["error"]),
                         ("Office", "CEN", "installed", None, 1, 1, False, 1, 100, None, "read_back", None, None, None))
        self.assertTime(done["verified_at"])
        self.assertEqual((done["bytes_done"], done["files_done"]), (done["bytes_total"], done["files_total"]))
        self.assertEqual((waiting["state"], waiting["waits_for"], waiting["installed_version"], waiting["attempt"], waiting["verified_at"], waiting["verified_how"]),
                         ("waiting", "engine", None, 0, None, None))
        self.assertTime(waiting["next_due"])

    def test_a_trail(self):
        events = self.site.ok("trail", self.package, "--dp", "d1")
        for event in events:
            self.assertShape(event, EVENT)
            self.assertTime(event["time"])
        self.assertEqual([event["time"] for event in events], sorted(event["time"] for event in events))
        self.assertEqual([event["seq"] for event in events], sorted({event["seq"] for event in events}))
        numbers = [event["message_id"] for event in events if event["message_id"]]
        for number in (2376, 2342, 2330):
            self.assertIn(number, numbers)
        self.assertLess(numbers.index(2342), numbers.index(2330))
        actions = [event for event in events if event["kind"] == "action"]
        self.assertEqual([action["actor"] for action in actions], [getpass.getuser()])
        self.assertTrue(any(event["attempt"] == 1 and event["version"] == 1 for event in events))
        self.assertFalse(any("d2" in event["text"] for event in events))

    def test_messages(self):
        newest = self.site.ok("messages")
        for message in newest:
            self.assertShape(message, MESSAGE)
            self.assertIsInstance(message["record_id"], int)
            self.assertRegex(message["message_guid"], "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
            self.assertIn(message["severity"], ("information", "warning", "error"))
            self.assertEqual((message["site"], message["machine"]), ("CEN", socket.gethostname()))
            self.assertTime(message["time"])
            self.assertNotIn("%1", message["text"])
        numbers = [message["record_id"] for message in newest]
        self.assertEqual(numbers, sorted(numbers, reverse=True))
        installed = [message for message in newest if message["id"] == 2330]
        self.assertEqual(len(installed), 2)
        self.assertEqual({(each["id"], each["value"]) for each in installed[0]["attributes"]} & {(400, self.package), (410, "1")},
                         {(400, self.package), (410, "1")})

    def test_message_filters(self):
        ids = lambda *args: [message["id"] for message in self.site.ok("messages", *args)]
        everything = ids("--limit", "0")
        self.assertEqual(ids("--id", "2330", "--id", "2376"), [number for number in everything if number in (2330, 2376)])
        self.assertEqual(ids("--id", "2330", "2376"), ids("--id", "2330", "--id", "2376"))
        self.assertEqual(ids("--limit", "3"), everything[:3])
        self.assertEqual(len(ids("--id", "2330", "--dp", "d1")), 1)
        self.assertEqual(len(ids("--id", "2376", "--package", self.package.lower())), 1)
        self.assertEqual(ids("--severity", "error"), [])
        self.assertEqual(ids("--severity", "information"), everything)
        self.assertEqual(set(ids("--component", "DistributionManager")) & {2330}, {2330})
        self.assertEqual(ids("--component", "Nobody"), [])
        self.assertEqual(ids("--since", "1h"), everything)
        self.assertEqual(ids("--until", "1h"), [])
        stamp = datetime.datetime.fromtimestamp(self.began - 60, datetime.timezone(datetime.timedelta(hours=2))).isoformat(timespec="seconds")
        self.assertEqual(ids("--since", stamp), everything)
        self.assertEqual(ids("--since", "1s", "--until", stamp), [])

    def test_severity_is_this_or_worse(self):
        write(self.site.path("dps", "d1", self.other, "foreign"))
        self.site.ok("distribute", self.other, "--dp", "d1")
        self.assertCode(self.site.until_idle(), 1)
        worse = {message["severity"] for message in self.site.ok("messages", "--severity", "warning")}
        self.assertTrue(worse)
        self.assertLessEqual(worse, {"warning", "error"})
        self.assertEqual({message["severity"] for message in self.site.ok("messages", "--severity", "error")} - {"error"}, set())

    def test_following(self):
        following = self.start("messages", "--follow", "--id", "2376")
        lines = []

        def next_line():
            ready, _, _ = select.select([following.process.stdout], [], [], 20)
            self.assertTrue(ready, "no line in 20 s")
            lines.append(json.loads(following.process.stdout.readline()))
            return lines[-1]
        self.assertShape(next_line(), MESSAGE)
        next_line()
        write(self.site.path("source", "new"))
        self.site.ok("package", "update", self.package)
        self.assertIn(self.package, next_line()["strings"])
        numbers = [line["record_id"] for line in lines]
        self.assertEqual(numbers, sorted(set(numbers)))
        done = following.stop(signal.SIGTERM)
        self.assertEqual((done.code, done.err, done.raw), (0, "", b""))
        unread = self.start("messages", "--follow")
        select.select([unread.process.stdout], [], [], 20)
        unread.process.stdout.close()
        self.assertIsNotNone(unread.process.wait(timeout=20))
        other = self.start("messages", "--follow", "--limit", "1")
        until(lambda: select.select([other.process.stdout], [], [], 0)[0], what="a line")
        done = other.stop(signal.SIGINT)
        self.assertEqual((done.code, len(done.out.splitlines())), (0, 1))

    def test_the_catalogue(self):
        catalogue = cartage("--json", "messages", "catalogue").json
        for entry in catalogue:
            self.assertShape(entry, "id component severity type text attributes cause remedy")
        self.assertEqual([entry["id"] for entry in cartage("messages", "catalogue", "2330", "--json").json], [2330])
        known = {entry["id"] for entry in catalogue}
        self.assertLessEqual({message["id"] for message in self.site.ok("messages")}, known)
        self.assertLessEqual({2300, 2301, 2302, 2306, 2311, 2328, 2330, 2342, 2376, 2380, 2382, 2384, 2385, 2391, 2399}, known)

    def test_the_audit(self):
        self.site.ok("hold", self.package, "--reason", "exam week")
        actions = self.site.ok("audit")
        for action in actions:
            self.assertShape(action, ACTION)
            self.assertTime(action["time"])
            self.assertIsInstance(action["arguments"], dict)
        self.assertEqual([action["action"] for action in actions],
                         ["hold", "distribute", "dp add", "dp add", "package add", "package add", "site init"])
        self.assertEqual((actions[0]["actor"], actions[0]["host"], actions[0]["reason"], actions[0]["refused"]),
                         (getpass.getuser(), socket.gethostname(), "exam week", 0))
        self.assertEqual(actions[1]["changed"], 2)
        self.assertIsNone(actions[1]["reason"])
        self.assertEqual(self.site.ok("audit", "--limit", "2"), actions[:2])
        self.assertEqual(self.site.ok("audit", "--actor", getpass.getuser(), "--since", "1h"), actions)
        self.assertEqual(self.site.ok("audit", "--actor", "nobody-here"), [])
        self.assertEqual(self.site.ok("audit", "--until", "1h"), [])

    def test_what_only_looks_leaves_no_trace(self):
        before = self.site.dump()
        for args in (["status"], ["site", "info"], ["site", "set"], ["site", "check"], ["site", "health"], ["package", "list"], ["package", "show", self.package],
                     ["dp", "list"], ["dp", "show", "d1"], ["trail", self.package, "--dp", "d1"], ["problems"], ["retries", "list"], ["messages"], ["audit"],
                     ["evidence"]):
            self.site.ok(*args)
        self.assertUnchanged(before)

    def test_evidence(self):
        rows = self.site.ok("evidence", self.package)
        self.assertEqual([(row["package"], row["dp"]) for row in rows], [(self.package, "d1"), (self.package, "d2")])
        for row in rows:
            self.assertShape(row, DISTRIBUTION)
            self.assertEqual([(attempt["attempt"], attempt["version"], attempt["error"]) for attempt in row["attempts"]], [(1, 1, None)])
            self.assertTrue(row["attempts"][0]["outcome"])
            self.assertTime(row["attempts"][0]["ended"])
            self.assertEqual([action["action"] for action in row["actions"]], ["distribute"])
            self.assertShape(row["actions"][0], ACTION)
        self.assertEqual(self.site.ok("evidence"), rows)

    def test_text_for_people(self):
        self.site.ok("hold", "--dp", "d1", "--reason", "x")
        for args in (["status"], ["site", "info"], ["site", "set"], ["site", "check"], ["package", "list"], ["package", "show", self.package],
                     ["package", "show", self.package, "--files"], ["dp", "list"], ["dp", "show", "d1"], ["dp", "show", "d1", "--packages"],
                     ["dp", "test", "d1"], ["trail", self.package, "--dp", "d1"], ["problems"], ["retries", "list", "--history"], ["messages"],
                     ["messages", "catalogue", "2330"], ["audit"], ["evidence"], ["validate", "--all"], ["site", "health"]):
            with self.subTest(" ".join(args)):
                done = self.site.text(*args)
                self.assertEqual((done.code, done.err), (0, ""), done)
                self.assertTrue(done.out.strip())
                self.assertFalse(done.out.startswith(("{", "[")))


if __name__ == "__main__":
    unittest.main()
