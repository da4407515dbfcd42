# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines between sites that are set up wrong, or fail: what is refused at once, what is said as a problem, and that it is gone when it is mended."""
import os
import shutil
import signal
import unittest

import test_sites
import test_sites_care
from support import cartage, until, write

HOUR = 3_600_000


class Lines(test_sites_care.Care):
    def problems(self, code):
        return {(p["code"], p["object"]): p for p in self.sites[code].run("problems").json}

    def problem(self, code, name, other):
        return until(lambda: self.problems(code).get((name, other)), 60, f"{name} of {other} at {code}")

    def no_problem(self, code, name, other):
        until(lambda: (name, other) not in self.problems(code), 60, f"no {name} of {other} at {code}")

    def forget_identity(self, code):
        """As of a site that was made before."""
        os.unlink(os.path.join(self.inbox(code), "site.id"))

    def add(self, code, other, relation, inbox=None, key=None):
        return self.sites[code].run("address", "add", other, "--relation", relation, "--inbox", inbox or self.inbox(other), "--key", key or self.key(other))

    def refused(self, outcome, exit_code, name):
        self.assertEqual((outcome.code, outcome.error["code"]), (exit_code, name), outcome)
        self.assertTrue(outcome.error["advice"])
        return outcome.error


class NotBelieved(Lines):
    def test_a_child_that_was_given_another_key_is_a_problem_until_it_is_told(self):
        self.pair()
        self.kill("BER", signal.SIGTERM)
        self.assertNotIn(("signature_refused", "BER"), self.problems("CEN"))
        self.child.ok("site", "key", "--renew", "--yes")
        self.start("BER")
        found = self.problem("CEN", "signature_refused", "BER")
        self.assertEqual((found["severity"], found["resolves"], found["scope"], found["site"]), ("error", "operator", "site", "BER"))
        self.assertIn("cartage address set BER key=KEY", found["advice"])
        self.assertTrue(found["since"])
        self.assertEqual(self.parent.run("problems").code, 1)
        # Who sends is not answered, and says so after an hour.
        until(lambda: self.one("BER", "SELECT count(*) FROM send_request WHERE state = 'sent'"), 60, "messages that are not answered")
        self.assertNotIn(("site_not_answering", "CEN"), self.problems("BER"))
        self.child.sql("UPDATE send_request SET sent_at = sent_at - ? WHERE state = 'sent'", 2 * HOUR)
        waits = self.problem("BER", "site_not_answering", "CEN")
        self.assertEqual((waits["severity"], waits["resolves"]), ("warning", "by_itself"))
        self.assertIn("cartage address test CEN", waits["advice"])
        # It is mended: at once here, there when what is held is let go and answered.
        self.parent.ok("address", "set", "BER", f"key={self.key('BER')}")
        self.assertNotIn(("signature_refused", "BER"), self.problems("CEN"))
        self.parent.ok("quarantine", "release", *[str(each["quarantine"]) for each in self.parent.ok("quarantine", "list")])
        self.no_problem("BER", "site_not_answering", "CEN")
        self.no_problem("CEN", "signature_refused", "BER")

    def test_a_parent_that_is_registered_with_a_wrong_key_is_a_problem_at_both_ends(self):
        parent, child = self.site("CEN"), self.site("BER")
        package = parent.package()
        self.forget_identity("CEN")
        self.forget_identity("BER")
        stranger = self.site("XYZ")
        self.assertEqual(self.add("CEN", "BER", "child").code, 0)
        self.assertEqual(self.add("BER", "CEN", "parent", key=stranger.ok("site", "key")["public_key"]).code, 0)
        self.start("CEN", "BER")
        found = self.problem("BER", "signature_refused", "CEN")
        self.assertEqual((found["severity"], found["site"]), ("error", "CEN"))
        # The child tells, so it is not silent; what was sent to it is not answered.
        until(lambda: parent.ok("address", "list")[0]["heard_at"], 60, "the child heard")
        parent.sql("UPDATE send_request SET sent_at = sent_at - ? WHERE state = 'sent'", 2 * HOUR)
        self.problem("CEN", "site_not_answering", "BER")
        child.ok("address", "set", "CEN", f"key={self.key('CEN')}")
        self.assertNotIn(("signature_refused", "CEN"), self.problems("BER"))
        self.child = child
        child.ok("quarantine", "release", *[str(each["quarantine"]) for each in child.ok("quarantine", "list")])
        until(lambda: self.asked("BER", "SELECT kind, package_id FROM inbox_instruction") == [("information", package)], 60, "it carried out")
        self.no_problem("CEN", "site_not_answering", "BER")

    def test_what_a_stranger_sends_is_no_problem_of_a_site(self):
        self.pair()
        stranger = self.site("EVE")
        stranger.package()
        stranger.ok("address", "add", "BER", "--relation", "child", "--inbox", self.inbox("BER"), "--key", self.key("BER"))
        self.start("EVE")
        until(lambda: self.child.ok("quarantine", "list"), 60, "something in quarantine")
        self.assertEqual(self.child.ok("problems"), [])


class Identity(Lines):
    def steps(self, code, other):
        done = self.sites[code].run("address", "test", other)
        return done.code, {step["step"]: step for step in done.json["steps"]}

    def test_whose_inbox_it_is_is_looked_at(self):
        self.site("CEN"), self.site("BER"), self.site("POT")
        self.refused(self.add("CEN", "BER", "child", inbox=self.inbox("CEN")), 3, "path_in_use")
        os.symlink(self.inbox("CEN"), os.path.join(self.base, "mine"))
        self.refused(self.add("CEN", "BER", "child", inbox=os.path.join(self.base, "mine")), 3, "path_in_use")
        wrong = self.refused(self.add("CEN", "BER", "child", inbox=self.inbox("POT")), 3, "address_other_site")
        self.assertIn("POT", wrong["text"])
        self.refused(self.add("CEN", "BER", "child", key=self.key("POT")), 3, "address_other_site")
        self.assertEqual(self.sites["CEN"].ok("address", "list"), [])
        # A folder that is not there yet is taken as it is named.
        self.assertEqual(self.add("CEN", "BER", "child", inbox=os.path.join(self.base, "later")).code, 0)
        self.refused(self.sites["CEN"].run("address", "set", "BER", f"inbox={self.inbox('POT')}"), 3, "address_other_site")
        self.refused(self.sites["CEN"].run("address", "set", "BER", f"inbox={self.inbox('CEN')}"), 3, "path_in_use")
        self.sites["CEN"].ok("address", "set", "BER", f"inbox={self.inbox('BER')}")
        self.refused(self.sites["CEN"].run("address", "set", "BER", f"key={self.key('POT')}"), 3, "address_other_site")
        code, steps = self.steps("CEN", "BER")
        self.assertEqual((code, list(steps)), (0, ["open", "identity", "write", "read", "parts", "delete", "space"]))
        # Another site's inbox comes to lie there: nothing is written into it.
        os.rename(self.inbox("BER"), self.inbox("BER") + ".away")
        os.symlink(self.inbox("POT"), self.inbox("BER"))
        code, steps = self.steps("CEN", "BER")
        self.assertEqual((code, list(steps), steps["identity"]["ok"], steps["identity"]["error"]["code"]), (1, ["open", "identity"], False, "address_other_site"))

    def test_a_site_that_was_made_before_says_nothing_until_its_engine_starts(self):
        self.site("CEN"), self.site("BER")
        self.forget_identity("BER")
        self.assertEqual(self.add("CEN", "BER", "child").code, 0)
        code, steps = self.steps("CEN", "BER")
        self.assertEqual((code, "identity" in steps), (0, False))
        self.sites["BER"].until_idle()
        code, steps = self.steps("CEN", "BER")
        self.assertEqual((code, steps["identity"]["ok"]), (0, True))
        # It says its key of now.
        self.sites["BER"].ok("site", "key", "--renew", "--yes")
        code, steps = self.steps("CEN", "BER")
        self.assertEqual((code, steps["identity"]["error"]["code"]), (1, "address_other_site"))
        self.sites["CEN"].ok("address", "set", "BER", f"key={self.key('BER')}")
        self.assertEqual(self.steps("CEN", "BER")[0], 0)
        # One that names another site is found, and put right by the next engine.
        self.assertEqual(self.sites["BER"].run("site", "check").json, [])
        with open(os.path.join(self.inbox("BER"), "site.id"), "w", encoding="utf-8") as file:
            file.write("site XYZ\n")
        found = self.sites["CEN"].run("site", "check").json + self.sites["BER"].run("site", "check").json
        self.assertEqual([(each["code"], each["path"]) for each in found], [("inbox_identity", "inbox/site.id")], found)
        self.sites["BER"].until_idle()
        self.assertEqual(self.sites["BER"].run("site", "check").json, [])

    def test_what_was_sent_to_a_wrong_inbox_goes_to_the_right_one_at_once(self):
        parent, child = self.site("CEN"), self.site("BER", "CEN")
        folder = child.dp("berlin1")
        package = parent.package()
        self.start()
        self.knows_dp("CEN", "BER", "berlin1")
        until(lambda: {r["state"] for r in parent.ok("requests")} == {"acknowledged"}, 60, "the information told")
        wrong = os.path.join(self.base, "wrong")
        for name in ("new", "tmp"):
            os.makedirs(os.path.join(wrong, name))
        parent.ok("address", "set", "BER", f"inbox={wrong}")
        parent.ok("distribute", package, "--dp", "berlin1")
        until(lambda: [r for r in parent.ok("requests", "--state", "sent") if r["kind"] == "content"], 60, "the package sent")
        self.assertEqual(len(os.listdir(os.path.join(wrong, "parts"))), 1)
        parent.ok("address", "set", "BER", f"inbox={self.inbox('BER')}")
        self.arrives("CEN", package, "berlin1", 1)
        self.assertTrue(os.path.isdir(os.path.join(folder, package)))
        # As it was sent first: it was not asked for anew.
        self.assertEqual([r["generation"] for r in parent.ok("requests") if r["kind"] == "content"], [1])
        self.assertEqual(child.ok("quarantine", "list"), [])
        self.sound()


class Values(Lines):
    def test_values_of_the_wrong_form_end_with_2(self):
        parent = self.site("CEN")
        self.site("BER", "CEN")
        before = parent.dump()
        for setting in ("window=never", "window=Mo 25:00-26:00", "rate=fast", "rate=-1", "max_sendings=0", "max_sendings=6", "max_sendings=many", "timezone=Mars/Base",
                        "key=nokey", "inbox=", "colour=red", "path=/x", "verify=later"):
            self.refused(parent.run("address", "set", "BER", setting), 2, "usage")
        add = ["address", "add", "POT", "--relation", "child", "--inbox", os.path.join(self.base, "later"), "--key"]
        self.refused(parent.run(*add, "nokey"), 2, "usage")
        for most in ("0", "6", "many"):
            self.refused(parent.run(*add, self.key("BER"), "--max-sendings", most), 2, "usage")
        self.assertEqual(parent.dump(), before)
        self.assertIn("max_sendings", parent.run("address", "set", "BER", "colour=red").error["text"])
        parent.ok("address", "set", "BER", "window=", "rate=", "max_sendings=", "timezone=")

    def test_a_site_that_is_not_known_is_not_found(self):
        parent = self.site("CEN")
        self.site("BER", "CEN")
        package = parent.package()
        for command in (["status"], ["status", package], ["retries", "list"], ["retries", "now"], ["hold"], ["validate"]):
            self.refused(parent.run(*command, "--to", "QQQ"), 3, "not_found")
        self.assertEqual(parent.ok("status", "--to", "BER"), [])


class Rings(Lines):
    def test_what_would_be_a_ring_is_refused_where_it_is_known(self):
        made = cartage("--site", os.path.join(self.base, "site"), "--json", "site", "init", "--code", "ABC", "--name", "A", "--parent", "ABC")
        self.refused(made, 2, "usage")
        self.assertFalse(os.path.exists(os.path.join(self.base, "site")))
        self.site("CEN"), self.site("BER", "CEN"), self.site("POT", "BER")
        self.refused(self.add("CEN", "BER", "parent"), 3, "exists")
        # One key, two sites.
        error = self.refused(self.add("CEN", "HAM", "child", inbox=os.path.join(self.base, "later"), key=self.key("BER")), 3, "wrong_value")
        self.assertIn("BER", error["text"])
        self.site("HAM", "CEN")
        self.refused(self.sites["CEN"].run("address", "set", "HAM", f"key={self.key('BER')}"), 3, "wrong_value")
        # The grandchild is below once the child has told of it.
        self.start()
        until(lambda: self.one("CEN", "SELECT count(*) FROM remote_site WHERE site = 'POT'"), 60, "the grandchild known")
        error = self.refused(self.add("CEN", "POT", "parent"), 3, "state_forbids")
        self.assertIn("BER", error["text"])

    def test_a_ring_of_three_is_a_problem_and_nothing_goes_round(self):
        sites = {code: self.site(code) for code in ("CEN", "BER", "POT")}
        package = sites["CEN"].package()
        for above, below in (("CEN", "BER"), ("BER", "POT"), ("POT", "CEN")):
            self.join(above, below)
        self.start()
        for code, child in (("CEN", "BER"), ("BER", "POT"), ("POT", "CEN")):
            found = self.problem(code, "sites_in_a_ring", child)
            self.assertEqual((found["severity"], found["resolves"]), ("error", "operator"))
            self.assertIn(f"cartage address remove {child}", found["advice"])
        until(lambda: not any(self.one(code, "SELECT count(*) FROM send_request WHERE kind <> 'report' AND state <> 'acknowledged' AND kind <> 'messages'")
                              for code in sites), 60, "nothing on its way")
        self.assertLessEqual(self.one("CEN", "SELECT count(*) FROM forward"), 1)
        self.assertEqual([each["package"] for each in sites["CEN"].ok("package", "list")], [package])
        # The tree of sites ends.
        self.assertEqual(len(sites["CEN"].ok("address", "list")), 2)
        sites["CEN"].ok("address", "remove", "POT", "--yes")
        sites["POT"].ok("address", "remove", "CEN", "--yes")
        for code, child in (("CEN", "BER"), ("BER", "POT")):
            self.no_problem(code, "sites_in_a_ring", child)

    def test_two_sites_that_take_each_other_for_the_parent_have_a_problem_each(self):
        self.site("CEN"), self.site("BER")
        self.assertEqual(self.add("CEN", "BER", "parent").code, 0)
        self.assertEqual(self.add("BER", "CEN", "parent").code, 0)
        self.start()
        self.problem("CEN", "sites_in_a_ring", "BER")
        self.problem("BER", "sites_in_a_ring", "CEN")
        self.sites["CEN"].ok("address", "remove", "BER", "--yes")
        self.assertEqual(self.add("CEN", "BER", "child").code, 0)
        self.no_problem("CEN", "sites_in_a_ring", "BER")
        # There, once what was wrong is half an hour old.
        self.sites["BER"].sql("UPDATE quarantine SET received_at = received_at - ?", HOUR)
        self.no_problem("BER", "sites_in_a_ring", "CEN")


class Failing(Lines):
    def test_a_sending_that_fails_stays_a_problem_while_others_get_through(self):
        self.pair()
        self.kill("BER", signal.SIGTERM)
        parts = os.path.join(self.inbox("BER"), "parts")
        os.rmdir(parts)
        write(parts, b"in the way")
        self.change(self.source, 2)
        self.parent.ok("package", "update", self.package)
        until(lambda: [r for r in self.parent.ok("requests", "--state", "retrying") if r["kind"] == "content"], 60, "a sending that fails")
        code = self.parent.ok("requests", "--state", "retrying")[0]["error"]["code"]
        self.parent.sql("UPDATE send_request SET failing_since = failing_since - ? WHERE state = 'retrying'", 2 * HOUR)
        # An instruction without a package file gets through: the address is reached.
        self.parent.package("Other", "other")
        until(lambda: self.parent.ok("address", "list")[0]["state"] == "ok", 60, "the address reached")
        found = self.problem("CEN", code, "BER")
        self.assertEqual((found["packages"], found["severity"]), ([self.package], "warning"))
        # An engine that starts anew.
        self.kill("CEN", signal.SIGTERM)
        self.assertIn((code, "BER"), self.problems("CEN"))
        self.start("CEN")
        until(lambda: self.sites["CEN"].ok("site", "info")["engine"]["running"], 60, "the engine at work")
        self.assertIn((code, "BER"), self.problems("CEN"))
        # The child's engine puts aside what is in the way, and the next try succeeds.
        self.start("BER")
        until(lambda: os.path.isdir(parts), 60, "the folder made anew")
        self.parent.sql("UPDATE send_request SET due_at = 0 WHERE state = 'retrying'")
        self.arrives("CEN", self.package, "berlin1", 2)
        self.no_problem("CEN", code, "BER")

    def test_what_is_in_the_way_of_a_package_file_is_found_and_put_aside(self):
        self.pair()
        self.kill("BER", signal.SIGTERM)
        self.parent.ok("components", "pause", "Sender")
        parts = os.path.join(self.inbox("BER"), "parts")
        outside = os.path.join(self.base, "outside")
        write(outside, b"not to be touched")
        named, folder = "0" * 64, "1" * 64
        os.symlink(outside, os.path.join(parts, named))
        write(os.path.join(parts, folder, "inside"))
        os.mkfifo(os.path.join(parts, "pipe"))
        found = self.child.run("site", "check")
        self.assertEqual({(f["code"], f["path"]) for f in found.json}, {("foreign_file", "inbox/parts/" + name) for name in (named, folder, "pipe")}, found)
        # With the very name of the part that comes.
        self.parent.ok("components", "start", "Sender")
        self.change(self.source, 2)
        self.parent.ok("package", "update", self.package)
        part = until(lambda: [r["part_sha256"] for r in self.parent.ok("requests", "--state", "sent") if r["part_sha256"]], 60, "the package sent")[0]
        os.unlink(os.path.join(parts, part))
        os.symlink(outside, os.path.join(parts, part))
        self.start("BER")
        until(lambda: os.listdir(parts) == [], 60, "nothing left among the package files")
        self.arrives("CEN", self.package, "berlin1", 2)
        self.same("berlin1")
        with open(outside, "rb") as file:
            self.assertEqual(file.read(), b"not to be touched")
        held = self.child.ok("quarantine", "list")
        self.assertLessEqual({("not_a_file", "link"), ("not_a_file", "folder"), ("not_a_file", "other")}, {(h["reason"], h["type"]) for h in held})
        self.assertTrue(any(named in h["detail"] for h in held), held)
        self.sound()


class Inbox(Lines):
    def test_an_inbox_that_comes_after_the_engine_is_watched(self):
        self.pair()
        for code in ("CEN", "BER"):
            self.kill(code, signal.SIGTERM)
        shutil.rmtree(self.inbox("BER"))
        self.start("BER")
        self.problem("BER", "intake_held_up", "inbox")
        for name in ("tmp", "new"):
            os.makedirs(os.path.join(self.inbox("BER"), name))
        self.no_problem("BER", "intake_held_up", "inbox")
        # From now on it hears what comes: it looks by itself every half minute only.
        self.start("CEN")
        self.parent.ok("distribute", self.package, "--dp", "berlin2")
        self.arrives("CEN", self.package, "berlin2", 1)
        until(lambda: not self.one("CEN", "SELECT count(*) FROM send_request WHERE state = 'sent'"), 60, "everything answered")
        self.change(self.source, 2)
        self.parent.ok("package", "update", self.package)
        self.arrives("CEN", self.package, "berlin1", 2, 15)
        self.assertTrue(os.path.exists(os.path.join(self.inbox("BER"), "work")))
        self.sound()


def load_tests(_loader, _tests, _pattern):
    """Not those of the files whose beginning is used."""
    suite = unittest.TestSuite()
    for case in (NotBelieved, Identity, Values, Rings, Failing, Inbox):
        for name in sorted(vars(case)):
            if name.startswith("test_"):
                suite.addTest(case(name))
    return suite


if __name__ == "__main__":
    unittest.main()
