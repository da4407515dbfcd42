#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Three hundred names that hurt, on a real file system: delivered, updated, validated, removed; a tree beside them stays as it is."""
import base64
import os
import socket
import unicodedata

import support

LEVELS = 1000


def hostile_names():
    names = [bytes([byte]) for byte in range(0x80, 0x100)]
    names += [b"a" + bytes([byte]) + b"b" for byte in (*range(1, 0x20), 0x7F)]
    names += [b"x" * 255, "ä".encode() * 127, b"-" * 255, b"\xff" * 255]
    names += [b" ", b"  two", b"end ", b"end.", b"end. .", b"...", b". .", b" .", b". ", b"..  ", b"-", b"--", b"-rf", b"--help", b"-n", b"--yes"]
    names += [b".cartage", b"dp.json", b"stage", b"new", b"old", b"record.final", b"record.publishing", b"whole", b"from", b"proven", b"tree",
              b"manifests", b"CEN00001", b"CEN00001.json", b"contentlib", b"incoming", b"site.db", b".nfs0001", b".fuse_hidden01", b"lost+found",
              b".git", b"..data", b"..\x01", b"....", b".hidden", b"~", b"~root", b"core"]
    names += [name.encode() for name in ("CON", "PRN", "AUX", "NUL", "COM1", "LPT9", "con.txt", "a:b", 'a"b', "a<b", "a>b", "a|b", "a?b", "a*b", "a\\b",
              "\\", "\\x41", "\\\\", "C:", "desktop.ini", "Thumbs.db")]
    names += [name.encode() for name in ("$(touch pwned)", "`id`", ";id", "&&id", "|id", "'", '"', "''", "%s%n%n", "${PATH}", "!!", "#", "*", "?", "[a-z]",
              "{a,b}", "a\nb", "\n", "\t", "\r\n", "'; DROP TABLE package; --", "<b>bold", "&amp;", "=1+1", "@SUM(1)", "\x1b[31mred", "\x1b]0;t\x07",
              "a=b", "a,b", "{\"a\":1}", "null", "0", "-1", "1e9", "true")]
    for word in ("é", "Å", "ñandú", "한글", "ﬁ", "Ω"):
        names += [unicodedata.normalize(form, word).encode() for form in ("NFC", "NFD", "NFKC")]
    names += [name.encode() for name in ("File.txt", "FILE.TXT", "file.txt", "straße", "STRASSE", "İ", "ı", "i", "I", "\u212a", "k", "K")]
    names += [chr(code).encode() + b"x" for code in (0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x200E, 0x200F, 0x061C)]
    names += [name.encode() for name in ("שלום", "مرحبا", "😀", "👩\u200d👩\u200d👧", "\ufeff", "\u200b", "\u00a0", "\u2028", "\u0085", "\U0010ffff", "a\u0300\u0301\u0302")]
    names += [b"\xc0\xaf", b"\xe0\x80\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"ok\xff", b"\xc3", b"a\xc3(", b"\xf0\x9f\x98"]
    unique = list(dict.fromkeys(names))
    unique += [b"filler \xfe%d" % number for number in range(300 - len(unique))]
    assert all(name not in (b"", b".", b"..") and b"/" not in name and len(name) <= 255 for name in unique)
    return unique


def make_tree(source, names):
    """Each name as a file, as a folder with itself in it, and as a link to its neighbour."""
    source = source.encode()
    for kind in (b"files", b"folders", b"links"):
        os.makedirs(os.path.join(source, kind))
    for number, name in enumerate(names):
        support.write(os.path.join(source, b"files", name), b"content %d\n" % number)
        support.write(os.path.join(source, b"folders", name, name), b"inner %d\n" % number)
        os.symlink(b"../files/" + names[number - 1], os.path.join(source, b"links", name))


def make_deep(source, levels, name=b"level"):
    """A path that is longer than the kernel takes as a whole."""
    folder = os.open(source, os.O_RDONLY | os.O_DIRECTORY)
    for _ in range(levels):
        os.mkdir(name, 0o755, dir_fd=folder)
        inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY, dir_fd=folder)
        os.close(folder)
        folder = inner
    descriptor = os.open("bottom", os.O_WRONLY | os.O_CREAT, 0o644, dir_fd=folder)
    os.write(descriptor, b"deep\n")
    os.close(descriptor)
    os.close(folder)


class Names(support.SiteTest):
    def setUp(self):
        super().setUp()
        self.source = self.path("source")
        os.makedirs(self.source)
        self.sentinel = self.path("sentinel")
        make_tree(self.sentinel, hostile_names()[:40])
        self.sentinel_tree = support.tree(self.sentinel)
        self.exits.callback(lambda: self.assertEqual(self.sentinel_tree, support.tree(self.sentinel), "the tree beside was touched"))

    def deliver(self, *dps):
        self.site = self.make_site()
        for dp in dps:
            self.site.add_dp(dp)
        package = self.site.add_package(self.source)
        self.site.distribute(package)
        self.run_whole()
        return package

    def run_whole(self):
        answer = self.site.run(seconds=120)
        self.assertEqual(0, answer.code, f"{answer} {self.site.problems()}")

    def test_F44_F49_F50_threeHundredHostileNamesGoThroughAllOfALife(self):
        names = hostile_names()
        self.assertGreaterEqual(len(names), 300)
        make_tree(self.source, names)
        package = self.deliver("north", "south")
        for dp in ("north", "south"):
            self.assert_published(self.site, package, dp)
        self.check_shown(package)
        self.change(names)
        self.site.must("package", "update", package)
        self.run_whole()
        for dp in ("north", "south"):
            self.assert_published(self.site, package, dp)
        self.check_validation(package, names)
        self.assert_sound(self.site, "--deep")
        self.site.must("undistribute", package, "--all", "--yes")
        self.run_whole()
        for dp in ("north", "south"):
            self.assertEqual([".cartage"], os.listdir(self.site.dps[dp]))
            for folder in ("found", "stage", "packages"):
                self.assertEqual([], os.listdir(os.path.join(self.site.dps[dp], ".cartage", folder)))
        self.assert_sound(self.site, "--deep")

    def check_shown(self, package):
        """Escaped in `path`, whole in `path_base64`; nothing that steers a terminal in what people read."""
        shown = {base64.b64decode(entry["path_base64"]) if entry["path_base64"] else entry["path"].encode()
                 for entry in self.site.must("package", "show", package, "--files")}
        self.assertEqual(set(support.tree(self.source)), shown)
        text = support.subprocess.run([support.CARTAGE, "package", "show", package, "--files", "--site", self.site.path], capture_output=True,
                                      timeout=support.PATIENCE, check=True).stdout.decode()
        bad = {f"U+{ord(char):04X}" for char in text if (unicodedata.category(char) == "Cc" and char != "\n")
               or unicodedata.bidirectional(char) in ("RLE", "LRE", "RLO", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI")}
        self.assertEqual(set(), bad)

    def change(self, names):
        """A third gets other content, some change their kind, some go."""
        source = self.source.encode()
        for number, name in enumerate(names):
            path = os.path.join(source, b"files", name)
            if number % 7 == 0:
                os.remove(path)
            elif number % 7 == 1:
                os.remove(path)
                support.write(os.path.join(path, b"inside"), b"was a file\n")
            elif number % 7 in (2, 3):
                support.write(path, b"other content %d\n" % number)
            elif number % 7 == 4:
                os.remove(os.path.join(source, b"folders", name, name))
                os.rmdir(os.path.join(source, b"folders", name))
                os.symlink(b"../files", os.path.join(source, b"folders", name))

    def check_validation(self, package, names):
        """Finds nothing; then one edited file of each hundred, by its name."""
        self.assertEqual([], self.site.must("validate", package, "--dp", "north"))
        files = os.path.join(self.site.published(package, "north").encode(), b"files")
        edited = [name for name in names if os.path.isfile(os.path.join(files, name))][::100]
        for name in edited:
            support.write(os.path.join(files, name), b"edited by hand\n")
        found = self.site.must("validate", package, "--dp", "north", code=1)
        paths = {base64.b64decode(each["path_base64"]) if each["path_base64"] else each["path"].encode() for each in found}
        self.assertEqual({b"files/" + name for name in edited}, paths)
        self.run_whole()
        self.assert_published(self.site, package, "north")

    def test_F51_aTreeOfAThousandLevelsIsDeliveredUpdatedAndRemoved(self):
        make_deep(self.source, LEVELS)
        package = self.deliver("north")
        self.assert_published(self.site, package, "north")
        support.write(self.source + "/level/level/beside", b"new\n")
        self.site.must("package", "update", package)
        self.run_whole()
        self.assert_published(self.site, package, "north")
        self.assert_sound(self.site, "--deep")
        self.site.must("undistribute", package, "--all", "--yes")
        self.run_whole()
        self.assertEqual([".cartage"], os.listdir(self.site.dps["north"]))

    def test_F51_sparseAndEmptyFilesAreWhole(self):
        support.write(self.source + "/empty", b"")
        support.write(self.source + "/sparse", b"start")
        with open(self.source + "/sparse", "r+b") as file:
            file.truncate(300 << 20)
            file.seek(200 << 20)
            file.write(b"middle")
        package = self.deliver("north")
        self.assert_published(self.site, package, "north")

    def refused(self, code):
        self.site = self.make_site()
        answer = self.site.command("package", "add", "--source", self.source, "--name", "Package")
        self.assertEqual(3, answer.code, str(answer))
        self.assertEqual(code, answer.error["code"], str(answer))
        self.assertEqual([], self.site.must("package", "list"))
        self.assertEqual([], os.listdir(os.path.join(self.site.path, "contentlib", "incoming")))
        return set(answer.error["names"])

    def test_F45_linksThatLeadOutAreRefusedAllNamed(self):
        support.write(self.source + "/good/file")
        os.symlink("file", self.source + "/good/inside")
        os.symlink("../sentinel/files", self.source + "/beside")
        os.symlink("/etc/passwd", self.source + "/absolute")
        os.symlink("../../sentinel", self.source + "/good/up")
        os.symlink("..", self.source + "/good/hop")
        os.symlink("good/hop/../sentinel", self.source + "/hops")
        self.assertEqual({"beside", "absolute", "good/up", "hops"}, self.refused("links_refused"))

    def test_F44_whatIsNoFileFolderOrLinkIsRefusedAllNamed(self):
        support.write(self.source + "/good")
        os.mkfifo(self.source + "/a-fifo")
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(self.source + "/a-socket")
            names = ["a-fifo", "a-socket"]
            if os.geteuid() == 0:
                os.mknod(self.source + "/a-device", 0o020600, os.makedev(1, 3))
                names.append("a-device")
            self.assertEqual(set(names), self.refused("names_refused"))


if __name__ == "__main__":
    support.main(at_once=2)
