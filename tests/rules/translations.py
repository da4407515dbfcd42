#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cartage authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that users read has its German: the advice and message catalogues of core and the console's own words. With --write the catalogues' file
takes up what is new, as unfinished; the console's own words are taken up by lupdate (see ui/CMakeLists.txt). Argument: lupdate, for words that no file
has yet."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree
from xml.sax.saxutils import escape

import rules

OWN = "ui/translations/cartage_de.ts"
ENGLISH = "ui/translations/cartage_en.ts"
CATALOGUES = "ui/translations/catalogues_de.ts"
PLACES = re.compile(r"\{\w+\}|%L?\d+|%n")


def unescaped(literals):
    return "".join(re.findall(r'"((?:\\.|[^"\\])*)"', literals)).replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def once(texts):
    return list(dict.fromkeys(text for text in texts if text))


def catalogues():
    """Context -> source texts, in the order of the catalogues."""
    advice = [unescaped(found) for found in re.findall(r'ADVICE\(((?:\s*"(?:\\.|[^"\\])*")+)\s*\)', rules.text("core/domain/advicetexts.cpp"))]
    found = re.findall(r'QT_TRANSLATE_NOOP\("Advice",((?:\s*"(?:\\.|[^"\\])*")+)\s*\)', rules.text("core/domain/advice.cpp"))
    advice += [unescaped(text) for text in found]
    entries = json.loads(rules.text("resources/messages/catalogue.json"))
    messages = [entry[field] for entry in entries for field in ("text", "cause", "remedy")]
    return {"Advice": once(advice), "Messages": once(messages)}


def read(path):
    """(context, source) -> (translations, finished), the language's name left out."""
    known = {}
    for context in tree.fromstring(rules.text(path)).iter("context"):
        for message in context.iter("message"):
            element = message.find("translation")
            forms = [form.text or "" for form in element.findall("numerusform")] or [element.text or ""]
            known[(context.findtext("name"), message.findtext("source"))] = (forms, element.get("type") is None)
    return known


def write(wanted, known):
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>", '<TS version="2.1" language="de_DE">']
    for context, sources in wanted.items():
        lines += ["<context>", f"    <name>{context}</name>"]
        for source in sources:
            forms, finished = known.get((context, source), ([""], False))
            mark = "" if finished and forms[0] else ' type="unfinished"'
            lines += ["    <message>", f"        <source>{escape(source)}</source>", f"        <translation{mark}>{escape(forms[0])}</translation>", "    </message>"]
        lines += ["</context>"]
    with open(f"{rules.ROOT}/{CATALOGUES}", "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n</TS>\n")


def check(path, known):
    findings = []
    for (context, source), (forms, finished) in known.items():
        where = f"{path}: {context}: {source[:70]!r}"
        if not finished or not all(forms):
            findings.append(f"{where} is not translated")
            continue
        # A plural's one form may say "1" in words.
        if len(forms) == 1 and sorted(PLACES.findall(source)) != sorted(PLACES.findall(forms[0])):
            findings.append(f"{where} has other places for its values")
        if source.count("[") != source.count("]") or forms[0].count("[") != forms[0].count("]"):
            findings.append(f"{where} has brackets that do not match")
    return findings


def untaken(lupdate, path, *options):
    """Words of the sources that the file does not have, as lupdate finds them."""
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, os.path.basename(path))
        shutil.copy(os.path.join(rules.ROOT, path), copy)
        subprocess.run([lupdate, "-silent", "-I", ".", "-locations", "none", "-no-obsolete", *options, "ui", "-ts", copy], cwd=rules.ROOT, check=True, timeout=100)
        new = read(copy)
    return [f"{path}: {context}: {source[:70]!r} is missing" for context, source in sorted(set(new) - set(read(path)))]


def main():
    wanted = catalogues()
    assert all(len(texts) > 100 for texts in wanted.values()), {context: len(texts) for context, texts in wanted.items()}
    known = read(CATALOGUES)
    if "--write" in sys.argv:
        write(wanted, known)
        return
    findings = check(CATALOGUES, known)
    assert check("x", {("c", "a %1"): (["b"], True)}) and check("x", {("c", "a"): ([""], True)}) and not check("x", {("c", "a %1"): (["%1 b"], True)})
    entries = {(context, source) for context, sources in wanted.items() for source in sources}
    findings += [f"{CATALOGUES}: {context}: {source[:70]!r} is missing" for context, source in sorted(entries - set(known))]
    findings += [f"{CATALOGUES}: {context}: {source[:70]!r} stands in no catalogue any more" for context, source in sorted(set(known) - entries)]
    own = read(OWN)
    findings += check(OWN, own)
    english = read(ENGLISH)
    findings += [f"{ENGLISH}: {context}: {source[:70]!r} has no plural" for (context, source), (forms, done) in english.items() if not done or not all(forms)]
    findings += [f"{ENGLISH}: {context}: {source[:70]!r} is missing" for (context, source), (forms, _) in own.items() if len(forms) > 1 and (context, source) not in english]
    if len(sys.argv) > 1:
        findings += untaken(sys.argv[1], OWN) + untaken(sys.argv[1], ENGLISH, "-pluralonly")
    rules.finish(findings, len(known) + len(own) + len(english), "translations")


if __name__ == "__main__":
    main()
