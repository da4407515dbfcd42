// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cerrno>
#include <set>

#include "core/domain/advice.h"
#include "core/domain/advicetexts.h"
#include "core/domain/escape.h"

using namespace cartage;

namespace {

Error errorOf(Code code, Scope scope, const std::string &object)
{
    Error error;
    error.code = code;
    error.scope = scope;
    error.object = object;
    return error;
}

bool isPlaceholderFree(const std::string &text)
{
    return text.find_first_of("{}[]") == std::string::npos && text.find("  ") == std::string::npos && text.find(" .") == std::string::npos
           && text.find("..") == std::string::npos;
}

bool contains(const std::string &text, const char *part) { return text.find(part) != std::string::npos; }

} // namespace

class TestAdvice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasWholeAdvice_data();
    void everyCodeHasWholeAdvice();
    void adviceNamesThisCase();
    void roomIsSaidInNumbersPeopleRead();
    void allOffendersAreCounted();
    void namesFromOutsideAreEscapedAndNotExpanded();
    void repairThatAsksIsSaid();
    void theErrorLineIsOneLine();
    void kindsOfProblemsAreToldApart();
};

void TestAdvice::everyCodeHasWholeAdvice_data()
{
    QTest::addColumn<int>("code");
    for (const Code code : allCodes())
        QTest::newRow(std::string(name(code)).c_str()) << int(code);
}

void TestAdvice::everyCodeHasWholeAdvice()
{
    QFETCH(int, code);
    Error full = errorOf(Code(code), Scope::Dp, "kiel");
    full.operation = "open";
    full.path = "bin/setup.exe";
    full.systemError = EACCES;
    full.names = {"one", "two"};
    full.parameters = {{"need", "1"}, {"free", "2"}, {"limit", "3"}, {"used", "4"}, {"why", "because"}, {"host", "here"}, {"pid", "5"}};
    Error bare;
    bare.code = Code(code);
    for (const Error &error : {full, bare}) {
        const Advice advice = adviseOn(error, {"CEN00001", {}, false});
        for (const std::string &text : {advice.text, advice.what, advice.effect, advice.toDo, advice.byItself}) {
            QVERIFY2(!text.empty() && isPlaceholderFree(text), text.c_str());
            QVERIFY(isValidUtf8(text));
        }
        for (const std::string &text : {advice.text, advice.effect, advice.toDo, advice.byItself})
            QVERIFY2(text.ends_with('.'), text.c_str());
    }
    const Advice advice = adviseOn(full, {"CEN00001", {}, false});
    const bool needsNothing = advice.toDo.starts_with("Nothing");
    const bool isPhysical = Code(code) == Code::FileInUse || Code(code) == Code::NamesRefused || Code(code) == Code::DpReadOnly;
    QVERIFY2(needsNothing || isPhysical || contains(advice.toDo, "cartage ") || contains(advice.toDo, "cartage:"), advice.toDo.c_str());
    QVERIFY2(!contains(advice.toDo, "(unknown)"), advice.toDo.c_str());
}

void TestAdvice::adviceNamesThisCase()
{
    Error error = errorOf(Code::DpReadOnly, Scope::Dp, "kiel");
    error.operation = "open";
    error.path = ".cartage/probe/x";
    error.systemError = EROFS;
    const Advice advice = adviseOn(error);
    QCOMPARE(advice.text, std::string("DP kiel is read-only: open of .cartage/probe/x (Read-only file system, EROFS)."));
    QVERIFY(contains(advice.toDo, "cartage retries now --dp kiel"));

    error = errorOf(Code::SourceMissing, Scope::Package, "CEN00007");
    error.path = "/srv/source";
    QVERIFY(contains(adviseOn(error).text, "CEN00007"));
    QVERIFY(contains(adviseOn(error).text, "/srv/source"));
    QVERIFY(contains(adviseOn(error).toDo, "cartage package update CEN00007"));

    error = errorOf(Code::FilesDiffer, Scope::Distribution, "kiel");
    QVERIFY(contains(adviseOn(error, {"CEN00007", {}, false}).toDo, "cartage redistribute CEN00007 --dp kiel"));

    // Of a site below: it is for its operators, who know the DP by its name alone.
    const std::string there = adviseOn(error, {"CEN00007", "DRE/kiel", false}).toDo;
    QVERIFY2(contains(there, "At site DRE: ") && contains(there, "cartage redistribute CEN00007 --dp kiel") && !contains(there, "DRE/kiel"), there.c_str());

    // Of the way to a site below: it is for the operators of the site that is held up.
    error = errorOf(Code::AddressNotThere, Scope::Site, "POT");
    error.parameters["at"] = "BER";
    const Advice onTheWay = adviseOn(error, {"CEN00007", "POT/kiel", false});
    QVERIFY2(contains(onTheWay.text, "At site BER: The inbox of site POT is not there"), onTheWay.text.c_str());
    QVERIFY2(contains(onTheWay.toDo, "At site BER: ") && contains(onTheWay.toDo, "cartage address test POT"), onTheWay.toDo.c_str());

    error = errorOf(Code::SiteLocked, Scope::Site, "CEN");
    error.parameters = {{"host", "alpha"}, {"pid", "812"}};
    QCOMPARE(adviseOn(error).text, std::string("Another engine works site CEN: host alpha, process 812."));
}

void TestAdvice::roomIsSaidInNumbersPeopleRead()
{
    Error error = errorOf(Code::NoSpace, Scope::Distribution, "kiel");
    error.parameters = {{"need", "1610612736"}, {"free", "1048576"}};
    QCOMPARE(adviseOn(error).text, std::string("DP kiel has too little room: 1.5 GiB are needed, 1.0 MiB are free."));
    error.parameters = {{"need", "1000"}, {"free", "no number"}};
    QCOMPARE(adviseOn(error).text, std::string("DP kiel has too little room: 1000 bytes are needed, no number are free."));
    error.parameters = {};
    QCOMPARE(adviseOn(error).text, std::string("DP kiel has too little room."));
}

void TestAdvice::allOffendersAreCounted()
{
    Error error = errorOf(Code::NamesRefused, Scope::Package, "CEN00001");
    error.names = {"a", "b", "c", "d", "e"};
    QVERIFY(contains(adviseOn(error).text, "a, b, c and 2 more"));
    error.parameters["count"] = "5000";
    QVERIFY(contains(adviseOn(error).text, "a, b, c and 4997 more"));
    error.names = {"a"};
    error.parameters.clear();
    QVERIFY(contains(adviseOn(error).text, ": a."));
}

void TestAdvice::namesFromOutsideAreEscapedAndNotExpanded()
{
    Error error = errorOf(Code::FileInUse, Scope::Distribution, "kiel");
    error.path = "{dp}[x]\x1B]0;\n\xE9";
    const Advice advice = adviseOn(error);
    QVERIFY(contains(advice.text, "{dp}[x]\\x1B]0;\\x0A\\xE9"));
}

void TestAdvice::repairThatAsksIsSaid()
{
    const Error error = errorOf(Code::FilesMissing, Scope::Distribution, "kiel");
    QVERIFY(contains(adviseOn(error, {{}, {}, true}).byItself, "repair=ask"));
    QVERIFY(contains(adviseOn(error).byItself, "repair=auto"));
}

void TestAdvice::theErrorLineIsOneLine()
{
    for (const Code code : allCodes()) {
        Error error = errorOf(code, Scope::Command, "a\nb");
        error.parameters["why"] = "c\nd";
        const std::string line = describe(error);
        QVERIFY(line.find('\n') == std::string::npos);
        const Advice advice = adviseOn(error);
        QCOMPARE(line, advice.text + " " + advice.toDo);
    }
}

void TestAdvice::kindsOfProblemsAreToldApart()
{
    std::set<std::string> titles;
    for (const Code code : allCodes())
        titles.insert(adviceTexts(code).what);
    QCOMPARE(titles.size(), allCodes().size());
}

QTEST_GUILESS_MAIN(TestAdvice)
#include "tst_advice.moc"
