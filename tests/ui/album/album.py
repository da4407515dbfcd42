#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An album of the console: the real program on a sample site under Xvfb and openbox, operated with xdotool.

album.py CONSOLE FOLDER [--scheme light|dark] [--scale 1|2] [--language de|en|pseudo|rtl] [--sample DIR] [--display :82]

Writes NN-name.png into FOLDER. Needs xvfb, openbox, xdotool and imagemagick. Not run by the tests: the pictures are for eyes."""
import argparse
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

WIDTH, HEIGHT = 1440, 900
PATIENCE = 15  # s


class Album:
    def __init__(self, wished):
        self.wished = wished
        self.folder = pathlib.Path(wished.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="cartage-album."))
        self.pages = 0
        self.console = None
        self.under = []
        self.env = dict(os.environ, DISPLAY=wished.display, HOME=str(self.home), XDG_CONFIG_HOME=str(self.home / "config"), XDG_DATA_HOME=str(self.home / "data"),
                        QT_SCALE_FACTOR=str(wished.scale), LC_ALL="C.UTF-8", QT_QPA_PLATFORM="xcb")
        config = self.home / "config" / "cartage"
        config.mkdir(parents=True)
        (config / "console.ini").write_text(f"[window]\ncolours=colours-{wished.scheme}\n")

    def __enter__(self):
        size = f"{WIDTH * self.wished.scale}x{HEIGHT * self.wished.scale}x24"
        self.start("Xvfb", self.wished.display, "-screen", "0", size)
        deadline = time.monotonic() + PATIENCE
        while subprocess.run(["xdotool", "getdisplaygeometry"], env=self.env, capture_output=True, check=False).returncode and time.monotonic() < deadline:
            time.sleep(0.1)
        self.start("openbox")
        return self

    def __exit__(self, *_):
        self.close()
        for each in reversed(self.under):
            each.terminate()
            each.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def start(self, *words):
        process = subprocess.Popen(words, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.under.append(process)
        return process

    def open(self, *options):
        """The program in a window that fills the screen."""
        language = ["--language", self.wished.language] if self.wished.language else []
        self.console = subprocess.Popen([self.wished.console, *options, *language], env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        window = self.window()
        self.tool("windowmove", window, "0", "0", "windowsize", "--sync", window, str(WIDTH * self.wished.scale), str(HEIGHT * self.wished.scale))
        self.settle()

    def window(self):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            found = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "cartage"], env=self.env, capture_output=True, text=True, check=False).stdout.split()
            if found:
                return found[-1]
            time.sleep(0.2)
        raise SystemExit("no window came")

    def close(self):
        if self.console:
            self.console.terminate()
            self.console.wait()
            self.console = None

    def tool(self, *words):
        return subprocess.run(["xdotool", *words], env=self.env, capture_output=True, text=True, timeout=PATIENCE, check=True).stdout

    def picture(self, path):
        subprocess.run(["import", "-window", "root", str(path)], env=self.env, check=True)
        return path.read_bytes()

    def settle(self, most=3.0):
        """Until two pictures are alike, or long enough: numbers move while an engine works."""
        path, before = self.home / "settle.ppm", None
        deadline = time.monotonic() + most
        while time.monotonic() < deadline:
            now = self.picture(path)
            if now == before:
                return
            before = now
            time.sleep(0.25)

    def keys(self, *keys):
        for each in keys:
            self.tool("key", "--clearmodifiers", each)
            time.sleep(0.05)

    def type(self, words):
        self.tool("type", "--delay", "15", words)

    def click(self, x, y, button=1):
        self.tool("mousemove", str(x * self.wished.scale), str(y * self.wished.scale), "click", str(button))

    def shot(self, name):
        self.tool("mousemove", str(WIDTH * self.wished.scale - 1), str(HEIGHT * self.wished.scale - 1))
        self.settle()
        self.pages += 1
        self.picture(self.folder / f"{self.pages:02}-{name}.png")

    def find(self, words):
        """By the palette, as somebody does who does not know the menus."""
        self.keys("ctrl+k")
        self.type(words)
        self.settle(1.5)
        self.keys("Return")
        self.settle()

    def filter(self, words):
        self.keys("ctrl+f", *["BackSpace"] * 4)
        self.type(words)
        self.keys("Return")
        self.settle()


def start_page(album):
    album.open()
    album.shot("start")
    album.keys("ctrl+n")
    album.shot("create-site")
    album.close()


def views(album):
    album.open("--sample", album.wished.sample or str(album.home / "sample"))
    time.sleep(8)  # until the sample's failures have failed
    for at, name in enumerate(["overview", "problems", "distributions", "packages", "points", "retries", "sites", "messages", "clients", "quarantine"], 1):
        album.keys(f"ctrl+{at % 10}")
        if at > 1:
            album.keys("Home")
        if name == "problems":
            album.keys("Down")  # off the heading of the first group
        album.shot(name)


def details(album):
    album.keys("ctrl+3")
    album.filter("dp:berlin2")
    album.keys("Down", "Home")
    album.settle()
    for tab in ["summary", "files", "attempts", "trail", "messages", "audit"]:
        album.shot("distribution-" + tab)
        if tab == "summary":
            album.keys("F6")
        album.keys("Right")
    album.filter("")
    album.keys("ctrl+4", "Home", "F6")
    for tab in ["summary", "files", "versions", "messages"]:
        album.shot("package-" + tab)
        album.keys("Right")
    album.keys("ctrl+5", "Home", "F6", "End")
    album.shot("point-last-tab")
    album.keys("ctrl+7", "Home", "F1")
    album.shot("message-meaning")
    album.keys("F1")


def matrix(album):
    album.keys("ctrl+3")
    album.settle()
    album.click(1044, 126)
    album.shot("matrix")
    album.click(995, 126)


def narrow(album):
    """The smallest window, a filter that leaves nothing."""
    album.keys("ctrl+3")
    album.filter("dp:berlin2 state:removed")
    album.shot("nothing-matches")
    album.filter("")
    window = album.window()
    scale = album.wished.scale
    album.tool("windowsize", "--sync", window, str(1024 * scale), str(700 * scale))
    for at, name in ((1, "overview"), (2, "problems"), (3, "distributions")):
        album.keys(f"ctrl+{at}")
        album.shot("small-" + name)
    album.tool("windowsize", "--sync", window, str(WIDTH * scale), str(HEIGHT * scale))
    album.settle()


def acting(album):
    album.keys("ctrl+k")
    album.shot("find-or-do")
    album.type("berlin")
    album.shot("find-or-do-berlin")
    album.keys("Escape", "ctrl+5", "ctrl+a", "Delete")
    album.shot("preview-remove-points")
    album.keys("Escape", "ctrl+4", "Home")
    album.find("Stop retrying")
    album.shot("preview-stop")
    album.keys("Escape", "ctrl+5", "Home")
    album.find("Hold")
    album.shot("toast")
    album.find("Release")
    album.keys("alt+s")
    album.shot("menu-site")
    album.keys("Escape", "Escape")
    album.keys("ctrl+4", "Home")
    for words in ["Add a package", "Add distribution points", "Groups of", "Distribute", "Settings", "Roll back", "Engine", "Restore", "Support bundle", "Keys", "About", "Acknowledge"]:
        if words == "Acknowledge":
            album.keys("ctrl+2", "Home", "Down")
            album.settle()
        album.find(words)
        album.shot("dialog-" + words.lower().replace(" ", "-"))
        album.keys("Escape")
        album.settle(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("console")
    parser.add_argument("folder")
    parser.add_argument("--scheme", choices=["light", "dark"], default="light")
    parser.add_argument("--scale", type=int, choices=[1, 2], default=1)
    parser.add_argument("--language", default="")
    parser.add_argument("--sample", help="where the sample is made, and left; without it somewhere that is removed")
    parser.add_argument("--display", default=":82")
    with Album(parser.parse_args()) as album:
        start_page(album)
        views(album)
        details(album)
        matrix(album)
        narrow(album)
        acting(album)
        print(f"{album.pages} pictures in {album.folder}")


if __name__ == "__main__":
    main()
