# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A site in a temporary folder, and the built command line ($CARTAGE) to work it with."""
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest

CARTAGE = os.environ.get("CARTAGE", "cartage")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
ERROR_FIELDS = {"code", "kind", "operation", "path", "path_base64", "errno", "errno_name", "scope", "object", "resolves", "text", "advice"}
EFFECT_FIELDS = {"plan", "distributions", "packages", "dps", "bytes_to_send", "bytes_to_delete", "running", "last_copies", "child_sites", "lines"}
CHANGE_FIELDS = {"changed", "unchanged", "refused", "rows", "notes"}
STATES = {"waiting", "transferring", "verifying", "publishing", "installed", "unverified", "damaged", "retrying", "blocked", "failed",
          "stopped", "paused", "removing", "removed"}
# What the engine writes of itself while it looks at a site; everything else in the database moves only when something is changed.
OWN_TABLES = {"engine_lease", "sqlite_sequence"}


def environment(**extra):
    """Ours without what could lead a command to another site."""
    kept = {key: value for key, value in os.environ.items() if key not in ("CARTAGE_SITE", "XDG_DATA_HOME")}
    kept.update({"LC_ALL": "C"})
    kept.update(extra)
    return kept


class Outcome:
    """What one command gave back."""

    def __init__(self, args, code, out, err):
        self.args, self.code, self.raw, self.err = args, code, out, err

    @property
    def out(self):
        return self.raw.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.out)

    def _lines(self, name):
        found = []
        for line in self.err.splitlines():
            if line.startswith("{"):
                document = json.loads(line)
                if name in document:
                    found.append(document[name])
        return found

    @property
    def error(self):
        """The one error on standard error."""
        errors = self._lines("error")
        assert len(errors) == 1, f"{self}: {len(errors)} errors"
        return errors[0]

    @property
    def notes(self):
        return self._lines("note")

    @property
    def effect(self):
        return self.json["effect"]

    def __str__(self):
        return f"cartage {' '.join(map(str, self.args))} -> {self.code}\n{self.raw.decode('utf-8', 'replace')}\n{self.err}"


def cartage(*args, env=None, cwd=None, timeout=60, preexec=None):
    done = subprocess.run([CARTAGE, *args], stdin=subprocess.DEVNULL, capture_output=True, env=env or environment(), cwd=cwd, timeout=timeout,
                          preexec_fn=preexec)
    return Outcome(args, done.returncode, done.stdout, done.stderr.decode("utf-8"))


def write(path, content=b"content"):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def tree(folder):
    """Paths and contents below a folder, without what is Cartage's own."""
    found = {}
    for at, folders, files in os.walk(folder):
        if at == folder and ".cartage" in folders:
            folders.remove(".cartage")
        for name in folders:
            found[os.path.relpath(os.path.join(at, name), folder)] = None
        for name in files:
            with open(os.path.join(at, name), "rb") as file:
                found[os.path.relpath(os.path.join(at, name), folder)] = file.read()
    return found


def until(condition, seconds=20, what="the condition"):
    """Asks again and again; no fixed sleep decides anything."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(0.05)


class Running:
    """A command at work in the background."""

    def __init__(self, args, env=None):
        self.args = args
        self.process = subprocess.Popen([CARTAGE, *args], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env or environment(),
                                        bufsize=0)

    @property
    def pid(self):
        return self.process.pid

    def send(self, number=signal.SIGTERM):
        self.process.send_signal(number)

    def end(self, timeout=30):
        out, err = self.process.communicate(timeout=timeout)
        return Outcome(self.args, self.process.returncode, out, err.decode("utf-8"))

    def stop(self, number=signal.SIGTERM, timeout=30):
        self.send(number)
        return self.end(timeout)

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()


class Site:
    """A site that was just made, with helpers for the usual."""

    def __init__(self, folder, code="CEN", make=True):
        self.base = folder
        self.folder = os.path.join(folder, "site")
        if make:
            made = cartage("--site", self.folder, "site", "init", "--code", code, "--name", "Central", "--json")
            assert made.code == 0, made

    def text(self, *args, **options):
        return cartage("--site", self.folder, *args, **options)

    def run(self, *args, **options):
        return cartage("--site", self.folder, "--json", *args, **options)

    def ok(self, *args, **options):
        done = self.run(*args, **options)
        assert done.code == 0, done
        return done.json

    def start(self, *args):
        return Running(["--site", self.folder, "--json", *args])

    def path(self, *parts):
        return os.path.join(self.base, *parts)

    def source(self, name="source", files=None):
        folder = self.path(name)
        for path, content in (files or {"readme.txt": "read me", "program/setup.bin": b"\0setup" * 100}).items():
            write(os.path.join(folder, path), content)
        return folder

    def package(self, name="Office", source="source", files=None, *args):
        folder = self.source(source, files)
        return self.ok("package", "add", "--source", folder, "--name", name, *args)["package"]

    def dp(self, name="berlin1", *args):
        folder = self.path("dps", name)
        os.makedirs(folder, exist_ok=True)
        self.ok("dp", "add", "--name", name, "--path", folder, *args)
        return folder

    def until_idle(self, *args):
        return self.run("run", "--until-idle", *args)

    def rows(self, *scope):
        return self.ok("status", *scope)

    def row(self, package, dp):
        found = self.rows(package, "--dp", dp)
        assert len(found) == 1, found
        return found[0]

    def states(self):
        return {(row["package"], row["dp"]): row["state"] for row in self.rows()}

    def sql(self, statement, *values):
        """Makes what only time or damage makes."""
        database = sqlite3.connect(os.path.join(self.folder, "site.db"), timeout=30)
        database.execute(statement, values)
        database.commit()
        database.close()

    def dump(self):
        """Everything in the database, to show that nothing has changed."""
        database = sqlite3.connect(f"file:{os.path.join(self.folder, 'site.db')}?mode=ro", uri=True, timeout=30)
        try:
            return [line for line in database.iterdump() if not any(line.startswith(f'INSERT INTO "{table}"') for table in OWN_TABLES)]
        finally:
            database.close()


class SiteTest(unittest.TestCase):
    """A fresh site for each test; processes that a test leaves are ended."""
    maxDiff = None
    make = True

    def setUp(self):
        self.base = tempfile.mkdtemp(prefix="cartage-cli-")
        self.addCleanup(shutil.rmtree, self.base, ignore_errors=True)
        self.site = Site(self.base, make=self.make)

    def start(self, *args):
        running = self.site.start(*args)
        self.addCleanup(running.close)
        return running

    def engine(self):
        """An engine at work, once it says so."""
        running = self.start("run")
        until(lambda: self.site.ok("site", "info")["engine"]["running"] or running.process.poll() is not None, what="an engine at work")
        self.assertIsNone(running.process.poll(), "the engine has ended")
        return running

    def assertCode(self, outcome, code):
        self.assertEqual(outcome.code, code, str(outcome))
        return outcome

    def assertRefused(self, outcome, exit_code, code):
        """Fails with the exit code and the error's code, in the form of the contract, and prints no result."""
        self.assertEqual(outcome.code, exit_code, str(outcome))
        error = outcome.error
        self.assertEqual(error["code"], code, str(outcome))
        self.assertLessEqual(ERROR_FIELDS, error.keys())
        return error

    def assertShape(self, document, fields):
        """Every field of the contract is there, whatever it holds."""
        self.assertLessEqual(set(fields.split()) if isinstance(fields, str) else fields, document.keys(), document)

    def assertTime(self, text):
        self.assertRegex(text, "^" + TIME.pattern + "$")

    def assertUnchanged(self, before):
        self.assertEqual(self.site.dump(), before)
