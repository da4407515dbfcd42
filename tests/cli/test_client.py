# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`cartage client` and `cartage-client`: messages wait in the spool until they lie in the inbox. The client alone is $CARTAGE_CLIENT."""
import collections
import contextlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from support import CARTAGE, EFFECT_FIELDS, ERROR_FIELDS, Outcome, environment, until, write

CLIENT = os.environ.get("CARTAGE_CLIENT", "cartage-client")
ROUNDS = 1000 if os.environ.get("CARTAGE_TEST_LONG") else 200
NAME = re.compile(r"status-[0-9a-f]{32}-[0-9a-f]{32}\.msg")


class ClientTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        # Most of what happens here are syncs; those of a disk are for tests/unit and the benchmarks.
        self.base = tempfile.mkdtemp(prefix="cartage-client-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
        self.addCleanup(shutil.rmtree, self.base, ignore_errors=True)
        self.inbox, self.spool = os.path.join(self.base, "inbox"), os.path.join(self.base, "spool")
        self.make_inbox()

    def make_inbox(self):
        for name in ("tmp", "new"):
            os.makedirs(os.path.join(self.inbox, name))

    def words(self, command, *args, program=CLIENT):
        start = [program] if program == CLIENT else [program, "client"]
        return [*start, command, "--inbox", self.inbox, "--spool", self.spool, *args]

    def run_client(self, command, *args, program=CLIENT, timeout=90, **options):
        words = self.words(command, *args, program=program)
        done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, env=environment(), timeout=timeout, check=False, **options)
        return Outcome(words[1:], done.returncode, done.stdout, done.stderr.decode("utf-8"))

    def report(self, *args, **options):
        return self.run_client("report", "--message", "10006", *args, **options)

    def flush(self, *args, **options):
        return self.run_client("flush", *args, **options)

    def assertResult(self, outcome, code, queued, delivered, left):
        self.assertEqual(outcome.code, code, str(outcome))
        self.assertEqual(outcome.json, {"queued": queued, "delivered": delivered, "left": left}, str(outcome))
        return outcome

    def arrived(self):
        """The messages in new/, one a file: lists of (key, value)."""
        found = []
        for name in os.listdir(os.path.join(self.inbox, "new")):
            self.assertRegex(name, "^" + NAME.pattern + "$")
            with open(os.path.join(self.inbox, "new", name), encoding="utf-8") as file:
                lines = file.read().split("\n")
            self.assertEqual(lines[0], "cartage-status 1")
            self.assertRegex(lines[-2], "^SENT ")
            found.append([tuple(line.split(" ", 1)) for line in lines[1:-1]])
        return found

    def ids(self):
        return collections.Counter(dict(message)["id"] for message in self.arrived())

    def queue(self):
        return sorted(os.listdir(os.path.join(self.spool, "queue")))

    def assertNumbersWithoutGap(self):
        """Each message has a number of its own, from 1 without gap."""
        numbers = {dict(message)["id"]: int(dict(message)["sequence"]) for message in self.arrived()}
        self.assertEqual(sorted(numbers.values()), list(range(1, len(numbers) + 1)))


class Reporting(ClientTest):
    def test_a_message_goes_through_with_all_that_it_was_given(self):
        for program in (CLIENT, CARTAGE):
            self.assertResult(self.report("--severity", "error", "--string", "Setup \\ of\nOffice", "--string", "", "--string", "=1+1", "--attribute", "400=CEN00001",
                                          "--attribute", "404=a=b", "--json", program=program), 0, 1, 1, 0)
        first, second = sorted(self.arrived(), key=lambda message: int(dict(message)["sequence"]))
        self.assertEqual([key for key, _ in first], ["id", "sender", "sequence", "machine", "time", "message", "severity", "component", "string", "string", "string",
                                                      "attribute", "attribute", "END", "SENT"])
        self.assertEqual([value for key, value in first if key == "string"], ["Setup \\\\ of\\nOffice", "", "=1+1"])
        self.assertEqual([value for key, value in first if key == "attribute"], ["400 CEN00001", "404 a=b"])
        self.assertEqual(dict(first)["severity"], "error")
        self.assertEqual(dict(first)["sender"], dict(second)["sender"])
        self.assertNumbersWithoutGap()
        self.assertEqual(self.queue(), [])
        self.assertEqual(os.listdir(os.path.join(self.inbox, "tmp")), [])

    def test_bytes_of_another_character_set_lose_no_message(self):
        words = [os.fsencode(word) for word in self.words("report", "--message", "1")] + [b"--string", b"Gr\xfc\xdfe"]
        done = subprocess.run(words, capture_output=True, env=environment(), timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([value for key, value in self.arrived()[0] if key == "string"], ["Gr\\\\xFC\\\\xDFe"])

    def test_each_step_is_one_line_with_the_name(self):
        lines = self.report().err.splitlines()
        self.assertEqual([re.match(r"Copy Queue Manager: (\w+) 0000000000000001", line).group(1) for line in lines],
                         ["queued", "validating", "servicing", "copying", "copied"])
        self.assertRegex(lines[3], f"to {NAME.pattern}, try 1$")
        notes = self.report("--json").notes
        self.assertEqual({note["code"] for note in notes}, {"copy_queue"})
        self.assertEqual(len(notes), 5)
        self.assertEqual(self.report("--quiet").err, "")
        self.assertEqual(self.report("--quiet", "--json").err, "")

    def test_what_people_read_has_nothing_on_standard_output_but_the_result(self):
        self.assertEqual(self.report().out, "1 message delivered, 0 left in the spool\n")

    def test_a_dry_run_changes_nothing(self):
        for program in (CLIENT, CARTAGE):
            for command in (["report", "--message", "1"], ["flush"]):
                done = self.run_client(command[0], *command[1:], "--dry-run", "--json", program=program)
                self.assertEqual(done.code, 0, str(done))
                self.assertLessEqual(EFFECT_FIELDS, done.effect.keys())
        self.assertIn("bring 1 message to the inbox", self.report("--dry-run").out)
        self.assertFalse(os.path.exists(self.spool))

    def test_wrong_input_is_refused_before_anything_is_opened(self):
        wrong = (["report"], ["report", "--message", "x"], ["report", "--message", "-1"], ["report", "--message", "2147483648"],
                 ["report", "--message", "1", "--severity", "fatal"], ["report", "--message", "1", "--attribute", "400"],
                 ["report", "--message", "1", "--attribute", "x=y"], ["report", "--message", "1", "--wait", "soon"],
                 ["report", "--message", "1", "--wait", "-1"], ["report", "--message", "1", "--nonsense"], ["flush", "--message", "1"], ["flush", "more"],
                 ["report", "--message", "1", *["--string", "x"] * 11], ["report", "--message", "1", *["--attribute", "1=x"] * 33])
        for program in (CLIENT, CARTAGE):
            for command, *args in wrong:
                done = self.run_client(command, *args, "--json", program=program)
                self.assertEqual(done.code, 2, str(done))
                self.assertEqual(done.error["code"], "usage")
                self.assertLessEqual(ERROR_FIELDS, done.error.keys())
                self.assertEqual(done.out, "")
        for words in ([], ["none"], ["report", "--message", "1", "--spool", self.spool], ["flush", "--inbox", self.inbox], ["report", "--inbox", "", "--spool", "x", "--message", "1"]):
            self.assertEqual(subprocess.run([CLIENT, *words], capture_output=True, env=environment(), timeout=60, check=False).returncode, 2, words)
        self.assertFalse(os.path.exists(self.spool))

    def test_a_message_past_the_limits_is_refused_and_uses_no_number(self):
        done = self.report("--string", "x" * 100_000, "--json")
        self.assertEqual((done.code, done.error["code"]), (3, "wrong_value"), str(done))
        self.assertResult(self.report("--json"), 0, 1, 1, 0)
        self.assertNumbersWithoutGap()

    def test_help_and_version(self):
        for words in (["--help"], ["report", "--help"], ["flush", "--help"], ["--version"]):
            done = subprocess.run([CLIENT, *words], capture_output=True, text=True, env=environment(), timeout=60, check=False)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertTrue(done.stdout)

    def test_advice_names_the_program_that_is_there(self):
        shutil.rmtree(self.inbox)
        self.assertIn("cartage-client flush", self.report().err)
        self.assertNotIn("cartage client", self.report().err)
        self.assertIn("cartage client flush", self.report(program=CARTAGE).err)


class Keeping(ClientTest):
    def assertKept(self, code):
        """Report keeps the message, says why; once the reason is gone a flush brings it."""
        done = self.assertResult(self.report("--json"), 1, 1, 0, 1)
        note = [each for each in done.notes if each["code"] == code]
        self.assertEqual(len(note), 1, str(done))
        self.assertIn(self.inbox, note[0]["text"])
        self.assertResult(self.flush("--json"), 1, 0, 0, 1)

    def assertGoes(self):
        self.assertResult(self.flush("--json"), 0, 0, 1, 0)
        self.assertEqual(sum(self.ids().values()), 1)

    def test_an_inbox_that_is_gone(self):
        os.rename(self.inbox, self.inbox + ".away")
        self.assertKept("inbox_not_there")
        os.rename(self.inbox + ".away", self.inbox)
        self.assertGoes()

    def test_a_file_in_place_of_the_inbox(self):
        os.rename(self.inbox, self.inbox + ".away")
        write(self.inbox)
        self.assertKept("inbox_not_there")
        os.remove(self.inbox)
        os.rename(self.inbox + ".away", self.inbox)
        self.assertGoes()

    def test_a_folder_that_is_no_inbox_stays_empty(self):
        os.rename(self.inbox, self.inbox + ".away")
        os.mkdir(self.inbox)
        self.assertKept("inbox_not_there")
        self.assertEqual(os.listdir(self.inbox), [])

    def mount(self, size):
        self.assertEqual(os.geteuid(), 0)
        shutil.rmtree(self.inbox)
        os.mkdir(self.inbox)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", self.inbox], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            self.skipTest(f"a small disk is refused: {done.stderr.strip()}")
        self.addCleanup(subprocess.run, ["umount", "-l", self.inbox], check=False)
        for name in ("tmp", "new"):
            os.mkdir(os.path.join(self.inbox, name))

    @unittest.skipUnless(os.geteuid() == 0, "mounting needs root")
    def test_F14_a_full_inbox(self):
        self.mount("64k")
        filler = os.path.join(self.inbox, "filler")
        with open(filler, "wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(b"x" * 4096)
        self.assertKept("inbox_full")
        self.assertEqual(os.listdir(os.path.join(self.inbox, "tmp")), [])
        os.remove(filler)
        self.assertGoes()

    @unittest.skipUnless(os.geteuid() == 0, "mounting needs root")
    def test_a_read_only_inbox(self):
        self.mount("64k")
        subprocess.run(["mount", "-o", "remount,ro", self.inbox], check=True)
        self.assertKept("inbox_not_writable")
        subprocess.run(["mount", "-o", "remount,rw", self.inbox], check=True)
        self.assertGoes()

    @unittest.skipUnless(shutil.which("bindfs") and os.path.exists("/dev/fuse"), "bindfs and /dev/fuse are needed")
    def test_an_inbox_that_hangs_keeps_the_message_and_lets_the_program_end(self):
        self.assertResult(self.report("--json"), 0, 1, 1, 0)
        share = os.path.join(self.base, "share")
        os.mkdir(share)
        process = subprocess.Popen(["bindfs", "-f", self.inbox, share], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(subprocess.run, ["fusermount", "-uz", share], check=False)
        self.addCleanup(process.send_signal, signal.SIGCONT)
        until(lambda: os.path.isdir(os.path.join(share, "new")) or process.poll() is not None, what="bindfs")
        if process.poll() is not None:
            self.skipTest("bindfs is refused: " + process.stderr.read().decode())
        below, self.inbox = self.inbox, share
        process.send_signal(signal.SIGSTOP)
        done = self.assertResult(self.report("--json"), 1, 1, 0, 1)
        self.assertIn("inbox_not_responding", [note["code"] for note in done.notes])
        process.send_signal(signal.SIGCONT)
        self.assertResult(self.flush("--json"), 0, 0, 1, 0)
        self.inbox = below
        self.assertNumbersWithoutGap()

    def test_waiting_goes_on_until_the_inbox_is_there(self):
        os.rename(self.inbox, self.inbox + ".away")
        process = subprocess.Popen(self.words("report", "--message", "1", "--wait", "60", "--json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
        self.addCleanup(process.kill)
        for line in process.stderr:
            if "waiting" in line:
                break
        os.rename(self.inbox + ".away", self.inbox)
        out, _ = process.communicate(timeout=60)
        self.assertEqual((process.returncode, json.loads(out)), (0, {"queued": 1, "delivered": 1, "left": 0}))

    def test_a_signal_ends_the_waiting_and_keeps_the_message(self):
        shutil.rmtree(self.inbox)
        process = subprocess.Popen(self.words("report", "--message", "1", "--wait", "600", "--json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
        self.addCleanup(process.kill)
        for line in process.stderr:
            if "waiting" in line:
                break
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=20)
        self.assertEqual((process.returncode, json.loads(out)), (1, {"queued": 1, "delivered": 0, "left": 1}))

    def test_a_damaged_message_is_set_aside_and_stays_visible(self):
        shutil.rmtree(self.inbox)
        for _ in range(3):
            self.report()
        self.make_inbox()
        write(os.path.join(self.spool, "queue", "0000000000000002"), b"noise")
        done = self.assertResult(self.flush("--json"), 1, 0, 2, 1)
        note = next(note for note in done.notes if note["code"] == "spool_damaged")
        aside = re.search(r"damaged/0000000000000002-\w+", note["text"]).group(0)
        with open(os.path.join(self.spool, aside), "rb") as file:
            self.assertEqual(file.read(), b"noise")
        self.assertIn("spool_damaged", [note["code"] for note in self.assertResult(self.flush("--json"), 1, 0, 0, 1).notes])
        self.assertIn("1 left in the spool (1 damaged)", self.flush().out)
        os.remove(os.path.join(self.spool, aside))
        self.assertResult(self.flush("--json"), 0, 0, 0, 0)
        self.assertResult(self.report("--json"), 0, 1, 1, 0)
        self.assertEqual(sorted(int(dict(message)["sequence"]) for message in self.arrived()), [1, 3, 4])


class Identity(ClientTest):
    def test_a_damaged_sender_makes_a_new_one_and_is_said(self):
        self.assertResult(self.report("--json"), 0, 1, 1, 0)
        write(os.path.join(self.spool, "sender"), b"noise")
        done = self.assertResult(self.report("--json"), 1, 1, 1, 2)
        self.assertIn("spool_damaged", [note["code"] for note in done.notes])
        messages = [dict(message) for message in self.arrived()]
        self.assertEqual([message["sequence"] for message in messages], ["1", "1"])
        self.assertEqual(len({message["sender"] for message in messages}), 2)


class Spools(ClientTest):
    def assertNotQueued(self, outcome, code):
        self.assertEqual(outcome.code, 6, str(outcome))
        self.assertEqual(outcome.error["code"], code, str(outcome))
        self.assertEqual(outcome.error["object"], self.spool)
        self.assertEqual(outcome.out, "")

    def test_a_spool_that_cannot_be(self):
        write(self.spool)
        self.assertNotQueued(self.report("--json"), "spool_not_writable")
        self.assertNotQueued(self.flush("--json"), "spool_not_writable")
        self.spool = os.path.join(self.base, "none", "spool")
        self.assertNotQueued(self.report("--json"), "spool_not_writable")

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("setpriv"), "needs root and setpriv")
    def test_a_spool_of_another_user(self):
        os.chmod(self.base, 0o755)
        self.assertEqual(self.report().code, 0)
        words = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", *self.words("report", "--message", "1", "--json")]
        done = subprocess.run(words, capture_output=True, env=environment(), timeout=60, check=False)
        if b"failed to execute" in done.stderr:
            self.skipTest("the program's folder is not open to others")
        self.assertNotQueued(Outcome(words, done.returncode, done.stdout, done.stderr.decode()), "spool_not_writable")

    @unittest.skipUnless(os.geteuid() == 0, "mounting needs root")
    def test_a_full_or_read_only_spool(self):
        os.mkdir(self.spool)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", self.spool], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            self.skipTest(f"a small disk is refused: {done.stderr.strip()}")
        self.addCleanup(subprocess.run, ["umount", "-l", self.spool], check=False)
        os.rename(self.inbox, self.inbox + ".away")
        accepted = 0
        while (done := self.report("--json")).code == 1:
            accepted += 1
        self.assertNotQueued(done, "spool_full")
        self.assertGreater(accepted, 3)
        subprocess.run(["mount", "-o", "remount,ro", self.spool], check=True)
        self.assertNotQueued(self.report("--json"), "spool_not_writable")
        subprocess.run(["mount", "-o", "remount,rw", self.spool], check=True)
        os.rename(self.inbox + ".away", self.inbox)
        self.assertResult(self.flush("--json"), 0, 0, accepted, 0)
        self.assertNumbersWithoutGap()


class ManyAtOnce(ClientTest):
    def test_many_processes_share_one_spool(self):
        processes, each = 12, 5
        loop = f"for i in $(seq {each}); do {' '.join(self.words('report', '--message', '1', '--quiet', '--json'))} || exit 1; done"
        started = [subprocess.Popen(["bash", "-c", loop], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) for _ in range(processes)]
        ended = [(process.communicate(timeout=120)[1], process.returncode) for process in started]
        self.assertEqual(ended, [(b"", 0)] * processes)
        self.assertResult(self.flush("--json"), 0, 0, 0, 0)
        ids = self.ids()
        self.assertEqual(len(ids), processes * each)
        self.assertEqual(max(ids.values()), 1)
        self.assertNumbersWithoutGap()

    def test_F01_F02_F03_kills_at_random_instants_lose_nothing(self):
        """Reports and flushes are killed, some by twos; what was said to be queued arrives, and no number is given twice or left out."""
        seed = random.SystemRandom().randrange(1 << 32)
        chance = random.Random(seed)
        took = []
        for _ in range(5):
            start = time.monotonic()
            self.report()
            took.append(time.monotonic() - start)
        longest = sorted(took)[2] * 1.1
        accepted, histogram = set(), collections.Counter()
        for _ in range(ROUNDS):
            command = chance.choice((["report", "--message", "1"], ["report", "--message", "2"], ["flush"]))
            pair = [subprocess.Popen(self.words(*command), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment())
                    for _ in range(chance.choice((1, 1, 2)))]
            time.sleep(chance.uniform(0, longest))  # the instant is what is drawn
            for process in pair:
                process.kill()
            for process in pair:
                _, err = process.communicate(timeout=60)
                last = re.findall(r"Copy Queue Manager: (\w+) ", err)
                histogram[(last or ["before"])[-1]] += 1
                accepted |= set(re.findall(r"queued \d+ \(id ([0-9a-f-]+)\)", err))
                self.assertIn(process.returncode, (0, -signal.SIGKILL), err)
        waiting = len(self.queue())
        self.assertResult(self.flush("--json", "--quiet"), 0, 0, waiting, 0)
        ids = self.ids()
        print(f"seed {seed}: {len(accepted)} accepted, {len(ids)} arrived, {sum(ids.values()) - len(ids)} twice; killed after {dict(histogram)}")
        self.assertEqual(accepted - set(ids), set(), f"seed {seed}")
        self.assertNumbersWithoutGap()
        self.assertEqual(os.listdir(os.path.join(self.spool, "damaged")), [])
        self.assertGreater(histogram["before"], 5)
        self.assertGreater(sum(histogram[step] for step in ("queued", "validating", "servicing", "copying", "copied")), ROUNDS // 10)


if __name__ == "__main__":
    unittest.main()
