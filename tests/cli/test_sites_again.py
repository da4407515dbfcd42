# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sites that are restored again and again from one backup, when nothing is left of what they were in between."""
import os
import shutil
import signal

import test_sites_care
from support import until


class Again(test_sites_care.Care):
    def backup(self, code):
        file = os.path.join(self.base, code + ".backup")
        self.sites[code].ok("site", "backup", file)
        return file

    def lost(self, code, file):
        """Its disk is lost, and the backup is all there is."""
        if code in self.engines:
            self.kill(code, signal.SIGTERM)
        shutil.rmtree(self.sites[code].folder)
        self.sites[code].ok("site", "restore", file)
        return self.epoch(code)

    def epoch(self, code):
        return self.one(code, "SELECT epoch FROM site")

    def settled(self, of, by):
        until(lambda: self.one(by, "SELECT settled_peer FROM address WHERE site = ?", of) == self.epoch(of), 60, f"{by} has heard the new {of}")

    def nothing_refused(self):
        for site in self.sites.values():
            self.assertEqual(site.ok("quarantine", "list"), [])

    def test_a_child_is_given_what_each_of_its_lives_lacks(self):
        self.pair()
        file = self.backup("BER")
        epochs = [self.epoch("BER")]
        for version in (2, 3):
            epochs.append(self.lost("BER", file))
            self.start("BER")
            self.settled("BER", "CEN")
            self.change(self.source, version)
            self.parent.ok("package", "update", self.package)
            if version == 2: # of which the second life knows nothing
                self.parent.ok("distribute", self.package, "--dp", "berlin2")
            for dp in self.folders:
                self.arrives("CEN", self.package, dp, version)
                self.arrives("BER", self.package, dp, version)
            self.same("berlin1", "berlin2")
        self.assertEqual(epochs, sorted(set(epochs)))
        self.nothing_refused()
        self.sound("CEN") # at BER, what the lost library had of older versions is missing

    def test_a_parent_is_believed_in_each_of_its_lives(self):
        self.pair()
        file = self.backup("CEN")
        epochs = [self.epoch("CEN")]
        for seed in (2, 3): # both make a version 2
            epochs.append(self.lost("CEN", file))
            self.start("CEN")
            until(lambda: self.one("BER", "SELECT peer_epoch FROM address WHERE site = 'CEN'") == self.epoch("CEN"), 60, "BER has heard the new CEN")
            self.change(self.source, seed)
            self.assertEqual(self.parent.ok("package", "update", self.package)["version"], 2)
            self.parent.ok("distribute", self.package, "--dp", "berlin2")
            for dp in self.folders:
                self.arrives("CEN", self.package, dp, 2)
                self.arrives("BER", self.package, dp, 2)
            self.same("berlin1", "berlin2")
        self.assertEqual(epochs, sorted(set(epochs)))
        self.nothing_refused()

    def test_who_was_restored_with_a_wrong_clock_goes_on_behind_what_others_have_seen(self):
        self.pair()
        for code, other in (("BER", "CEN"), ("CEN", "BER")):
            file = self.backup(code)
            seen = self.lost(code, file)
            self.start(code)
            until(lambda: self.one(other, "SELECT peer_epoch FROM address WHERE site = ?", code) == seen, 60, "the first life heard")
            if code == "CEN": # a version that the next life makes again
                self.change(self.source, 2)
                self.parent.ok("package", "update", self.package)
                self.arrives("BER", self.package, "berlin1", 2)
            self.lost(code, file)
            self.sites[code].sql("UPDATE site SET epoch = 17") # its clock said 1970
            if code == "CEN":
                self.change(self.source, 3)
                self.assertEqual(self.parent.ok("package", "update", self.package)["version"], 2)
            self.start(code)
            until(lambda: self.epoch(code) > seen, 60, "the epoch learned")
            until(lambda: self.one(other, "SELECT peer_epoch FROM address WHERE site = ?", code) == self.epoch(code), 60, "the second life heard")
            told = [message["strings"][:2] for message in self.sites[code].ok("messages", "--id", "20605")]
            self.assertIn([code, str(self.epoch(code))], told)
            if code == "BER":
                self.settled("BER", "CEN")
                self.arrives("CEN", self.package, "berlin1", 1)
                until(lambda: not self.one("CEN", "SELECT count(*) FROM send_request WHERE state NOT IN ('acknowledged', 'cancelled')"), 60, "everything answered")
        self.arrives("CEN", self.package, "berlin1", 2)
        self.parent.ok("distribute", self.package, "--dp", "berlin2")
        self.arrives("CEN", self.package, "berlin2", 2)
        self.same("berlin1", "berlin2")
