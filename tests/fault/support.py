# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the fault tests share: a site worked by the real program, its engine as a process, trees, small real disks, FUSE mounts."""
import concurrent.futures
import contextlib
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
import unittest

CARTAGE = os.environ.get("CARTAGE", "")
LONG = bool(os.environ.get("CARTAGE_TEST_LONG"))
#: A loaded machine is slow, not broken: every wait ends as soon as what it waits for is there.
PATIENCE = 60.0


class Answer:
    """What a command said and how it ended."""

    def __init__(self, arguments, process):
        self.arguments = arguments
        self.code = process.returncode
        self.text = process.stdout
        self.errors = process.stderr

    @property
    def json(self):
        return json.loads(self.text)

    @property
    def error(self):
        for line in self.errors.splitlines():
            document = json.loads(line)
            if "error" in document:
                return document["error"]
        return None

    def __str__(self):
        return f"cartage {' '.join(map(str, self.arguments))}\nended with {self.code}\n{self.text}\n{self.errors}"


class Engine:
    """`cartage run` as a process of its own."""

    def __init__(self, site, arguments, **popen):
        self.process = subprocess.Popen([CARTAGE, "run", "--json", "--site", site.path, *arguments], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True, **popen)
        self.pid = self.process.pid

    def kill(self, number=signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def end(self, seconds=PATIENCE, number=signal.SIGTERM):
        """Ends it; returns exit code, what it printed, and how long it took."""
        begun = time.monotonic()
        if self.process.poll() is None:
            self.kill(number)
        output, errors = self.process.communicate(timeout=seconds)
        return self.process.returncode, output, errors, time.monotonic() - begun

    def close(self):
        """For the end of a test, however it ended: a stopped one is woken up, and nothing waits for one that is stuck."""
        if self.process.poll() is None:
            self.kill(signal.SIGKILL)
            self.kill(signal.SIGCONT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        for stream in (self.process.stdout, self.process.stderr):
            stream.close()


class Site:
    """A site in `folder`/site; sources and DPs lie beside it."""

    def __init__(self, folder, code="CEN"):
        self.folder = folder
        self.path = os.path.join(folder, "site")
        self.code = code
        self.dps = {}
        self.sources = {}
        self.engines = []
        self.must("site", "init", "--code", code, "--name", "Central")

    def command(self, *arguments, seconds=PATIENCE, prefix=(), **run):
        process = subprocess.run([*prefix, CARTAGE, *arguments, "--json", "--site", self.path], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                 text=True, timeout=seconds, check=False, **run)
        return Answer(arguments, process)

    def must(self, *arguments, code=0, **options):
        answer = self.command(*arguments, **options)
        if answer.code != code:
            raise AssertionError(str(answer))
        return answer.json if answer.text.strip() else None

    def add_dp(self, name, path=None, *arguments):
        path = path or os.path.join(self.folder, name)
        os.makedirs(path, exist_ok=True)
        self.dps[name] = path
        return self.must("dp", "add", "--name", name, "--path", path, *arguments)

    def add_package(self, source, name="Package", *arguments):
        answer = self.must("package", "add", "--source", source, "--name", name, *arguments)
        self.sources[answer["package"]] = source
        return answer["package"]

    def distribute(self, package, *dps):
        return self.must("distribute", package, *(sum((["--dp", dp] for dp in dps), []) or ["--all"]))

    def run(self, *arguments, seconds=PATIENCE, **options):
        """Works until idle; the exit code tells whether something is left to look at."""
        return self.command("run", "--until-idle", *arguments, seconds=seconds, **options)

    def start(self, *arguments, **popen):
        engine = Engine(self, arguments, **popen)
        self.engines.append(engine)
        return engine

    def row(self, package, dp, **options):
        rows = self.must("status", package, "--dp", dp, **options)
        return rows[0] if rows else None

    def state(self, package, dp):
        row = self.row(package, dp)
        return row["state"] if row else None

    def problems(self, **options):
        answer = self.command("problems", **options)
        if answer.code not in (0, 1):
            raise AssertionError(str(answer))
        return answer.json

    def problem(self, code, **options):
        return next((each for each in self.problems(**options) if each["code"] == code), None)

    def published(self, package, dp):
        return os.path.join(self.dps[dp], package)

    def tables(self):
        """The database as it lies there, opened as a copy: nothing of the original is recovered, checkpointed or locked."""
        copy = tempfile.mkdtemp(dir=self.folder, prefix="copy-")
        try:
            for name in ("site.db-wal", "site.db"):
                with contextlib.suppress(FileNotFoundError):
                    shutil.copyfile(os.path.join(self.path, name), os.path.join(copy, name))
            database = sqlite3.connect(os.path.join(copy, "site.db"))
            database.row_factory = sqlite3.Row
            memory = sqlite3.connect(":memory:")
            memory.row_factory = sqlite3.Row
            database.backup(memory)
            database.close()
            return memory
        finally:
            shutil.rmtree(copy)

    def close(self):
        for engine in self.engines:
            engine.close()


class SiteTest(unittest.TestCase):
    """A test with a folder on the disk that TMPDIR names, and a site in it; all that is mounted or runs is gone afterwards."""

    maxDiff = None

    def setUp(self):
        self.exits = contextlib.ExitStack()
        self.addCleanup(self.exits.close)
        self.folder = tempfile.mkdtemp(prefix="cartage-fault-")
        if not os.environ.get("CARTAGE_KEEP"):
            self.exits.callback(remove_tree, self.folder)

    def make_site(self, **options):
        site = Site(self.folder, **options)
        self.exits.callback(site.close)
        return site

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def need(self, condition, reason):
        """Skips, and says why where ctest shows it."""
        if not condition:
            print(f"skipped: {self.id()}: {reason}", file=sys.stderr, flush=True)
            self.skipTest(reason)

    def wait(self, what, condition, seconds=PATIENCE, step=0.02):
        """Polls until `condition` gives something true, and returns that."""
        latest = time.monotonic() + seconds
        while True:
            result = condition()
            if result:
                return result
            if time.monotonic() > latest:
                self.fail(f"{what}: not within {seconds} s")
            time.sleep(step)

    def tmpfs(self, name, size):
        """A small real file system of its own."""
        self.need(os.geteuid() == 0, "only root can mount a small file system")
        path = self.path(name)
        os.makedirs(path, exist_ok=True)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "cartage-test", path], capture_output=True, text=True,
                                 timeout=30, check=False)
        self.need(mounted.returncode == 0, f"mounting a tmpfs is refused: {mounted.stderr.strip()}")
        self.exits.callback(unmount, path)
        return path

    def bindfs(self, source, name, *arguments):
        """A FUSE mount of `source`; returns (path, pid). A stopped one is woken up at the end."""
        self.need(shutil.which("bindfs") and os.path.exists("/dev/fuse"), "bindfs and /dev/fuse are needed")
        path = self.path(name)
        os.makedirs(path, exist_ok=True)
        process = subprocess.Popen(["bindfs", "-f", *arguments, source, path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.exits.callback(end_fuse, process, path)
        device = os.lstat(self.folder).st_dev

        def mounted():
            if process.poll() is not None:
                self.need(False, f"bindfs is refused: {process.stderr.read().strip()}")
            return os.lstat(path).st_dev != device

        self.wait("bindfs", mounted)
        return path, process.pid

    def assert_published(self, site, package, dp):
        """Clients read there what lies in the source, byte for byte."""
        self.assertEqual(tree(site.sources[package]), tree(site.published(package, dp)))

    def assert_sound(self, site, *arguments):
        answer = site.command("site", "check", *arguments)
        self.assertEqual([], answer.json, str(answer))
        self.assertEqual(0, answer.code, str(answer))


def end_fuse(process, path):
    with contextlib.suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGCONT)
    for _ in range(50):
        left = subprocess.run(["fusermount", "-uz", path], capture_output=True, timeout=30, check=False).returncode
        if left != 0:
            break
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)
    if process.poll() is None:
        process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
    process.stderr.close()


def unmount(path):
    subprocess.run(["umount", "-l", path], capture_output=True, timeout=30, check=False)


def remove_tree(path):
    """rmtree recurses with whole paths; trees here are deeper than a path may be long."""
    subprocess.run(["rm", "-rf", "--one-file-system", "--", path], capture_output=True, timeout=120, check=False)


def write(path, data=b"content\n"):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data.encode() if isinstance(data, str) else data)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def noise(size, seed=1):
    """Bytes that are the same for the same seed."""
    return hashlib.shake_128(str(seed).encode()).digest(size)


def tree(path):
    """Names as bytes -> what lies there. By descriptors: a path may be longer than the kernel takes as a whole."""
    result = {}
    todo = [(os.open(path, os.O_RDONLY | os.O_DIRECTORY), b"")]
    while todo:
        folder, prefix = todo.pop()
        try:
            for name in os.listdir(f"/proc/self/fd/{folder}".encode()):
                status = os.lstat(name, dir_fd=folder)
                key = prefix + name
                mode = stat.S_IMODE(status.st_mode)
                if stat.S_ISDIR(status.st_mode):
                    result[key] = ("folder", mode)
                    todo.append((os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder), key + b"/"))
                elif stat.S_ISLNK(status.st_mode):
                    result[key] = ("link", os.readlink(name, dir_fd=folder))
                elif stat.S_ISREG(status.st_mode):
                    descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=folder)
                    with open(descriptor, "rb") as file:
                        digest = hashlib.sha256(file.read()).hexdigest()
                    result[key] = ("file", mode, status.st_size, digest)
                else:
                    result[key] = ("other", status.st_mode)
        finally:
            os.close(folder)
    return result


def every_test(suite):
    for each in suite:
        if isinstance(each, unittest.TestSuite):
            yield from every_test(each)
        else:
            yield each.id().split(".", 1)[1]


def main(at_once=4):
    """Each test is a process of its own, some at once: most of the time they wait for deadlines and disks. With names: just those, in this process."""
    if not os.access(CARTAGE, os.X_OK):
        sys.exit("CARTAGE must name the built program")
    if len(sys.argv) > 1:
        unittest.main(verbosity=2)

    def run(name):
        done = subprocess.run([sys.executable, "-B", sys.argv[0], name], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        print(done.stdout, end="", flush=True)
        return done.returncode == 0

    names = list(every_test(unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])))
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        failed = [name for name, passed in zip(names, pool.map(run, names)) if not passed]
    print(f"{len(names)} tests, {len(failed)} failed: {' '.join(failed)}" if failed else f"{len(names)} tests passed")
    sys.exit(1 if failed else 0)
