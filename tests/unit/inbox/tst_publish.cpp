// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cerrno>

#include "core/inbox/inboxname.h"
#include "core/inbox/publish.h"
#include "tests/support/fakeclock.h"
#include "tests/support/inboxfiller.h"
#include "tests/support/seededrandom.h"
#include "tests/support/simfilesystem.h"

using namespace cartage;
using namespace cartage::inbox;
using cartage::test::SimFileSystem;

namespace {

using Names = std::function<std::string()>;

/// An inbox on a file system of each sort of names without replacing.
struct Bench {
    explicit Bench(bool noReplace = true, bool links = true) : fs(clock)
    {
        test::Profile profile;
        profile.renameNoReplace = noReplace;
        profile.hardLinks = links;
        fs.mount("/site", profile);
        for (const char *folder : {"/site/inbox", "/site/inbox/tmp", "/site/inbox/new"})
            fs.makeFolder(folder);
        text = encodeStatusFile(test::reportOf(1, 1));
    }
    Names names()
    {
        return [this] { return makeStatusName(test::senderOf(1), random).text(); };
    }
    [[nodiscard]] std::size_t countIn(const std::string &folder) const { return fs.tree("/site/inbox/" + folder).size(); }

    test::FakeClock clock;
    test::SeededRandom random;
    SimFileSystem fs;
    std::string text;
};

int errorOf(const Result<Publisher::Published, Publisher::Problem> &result)
{
    return result ? 0 : result.error().error.error;
}

} // namespace

class TestPublish final : public QObject
{
    Q_OBJECT

    static void ways()
    {
        QTest::addColumn<bool>("noReplace");
        QTest::addColumn<bool>("links");
        QTest::newRow("renames that do not replace") << true << true;
        QTest::newRow("links") << false << true;
        QTest::newRow("neither") << false << false;
    }

private Q_SLOTS:
    void aFileIsPublishedWhole_data() { ways(); }
    void aFileIsPublishedWhole()
    {
        QFETCH(bool, noReplace);
        QFETCH(bool, links);
        Bench bench(noReplace, links);
        auto publisher = Publisher::open(bench.fs, "/site/inbox");
        QVERIFY(publisher.has_value());
        for (int i = 0; i < 3; ++i) {
            const auto published = publisher->publish(bench.text, bench.names());
            QVERIFY(published.has_value());
            QCOMPARE(published->tries, 1);
            QCOMPARE(bench.fs.read("/site/inbox/new/" + published->name), std::optional(bench.text));
        }
        QVERIFY(publisher->sync().has_value());
        QCOMPARE(bench.countIn("new"), std::size_t(3));
        QCOMPARE(bench.countIn("tmp"), std::size_t(0));
        QVERIFY(publisher->way() == (noReplace ? Publisher::Way::NoReplace : links ? Publisher::Way::Link : Publisher::Way::Placeholder));
    }

    void F34_aTakenNameIsNeverTakenForDelivered_data() { ways(); }
    void F34_aTakenNameIsNeverTakenForDelivered()
    {
        QFETCH(bool, noReplace);
        QFETCH(bool, links);
        Bench bench(noReplace, links);
        bench.fs.writeFile("/site/inbox/new/a.msg", "another's");
        auto publisher = Publisher::open(bench.fs, "/site/inbox");
        int given = 0;
        std::vector<int> heard;
        const auto published = publisher->publish(
            bench.text, [&given] { return ++given < 5 ? "a.msg" : "b.msg"; }, [&heard](int tries, const std::string &) { heard.push_back(tries); });
        QCOMPARE(published->tries, 5);
        QCOMPARE(heard, (std::vector{1, 2, 3, 4, 5}));
        QCOMPARE(bench.fs.read("/site/inbox/new/a.msg"), std::optional<std::string>("another's"));
        QCOMPARE(bench.fs.read("/site/inbox/new/b.msg"), std::optional(bench.text));
        QCOMPARE(bench.countIn("tmp"), std::size_t(0));
    }

    void F34_afterFiftyTakenNamesItIsNotThere_data() { ways(); }
    void F34_afterFiftyTakenNamesItIsNotThere()
    {
        QFETCH(bool, noReplace);
        QFETCH(bool, links);
        Bench bench(noReplace, links);
        bench.fs.writeFile("/site/inbox/new/a.msg", "another's");
        auto publisher = Publisher::open(bench.fs, "/site/inbox");
        int given = 0;
        const auto published = publisher->publish(bench.text, [&given] { return ++given, "a.msg"; });
        QCOMPARE(errorOf(published), EEXIST);
        QCOMPARE(given, mostNames);
        QCOMPARE(bench.fs.read("/site/inbox/new/a.msg"), std::optional<std::string>("another's"));
        QCOMPARE(bench.countIn("tmp"), std::size_t(0));
    }

    void aNameThatIsTakenAsideIsLeftAlone()
    {
        Bench bench;
        bench.fs.writeFile("/site/inbox/tmp/a.msg", "another's, on its way");
        auto publisher = Publisher::open(bench.fs, "/site/inbox");
        int given = 0;
        QCOMPARE(publisher->publish(bench.text, [&given] { return ++given < 2 ? "a.msg" : "b.msg"; })->name, std::string("b.msg"));
        QCOMPARE(bench.fs.read("/site/inbox/tmp/a.msg"), std::optional<std::string>("another's, on its way"));
    }

    void F01_F02_aKillLeavesNothingHalfInNew_data() { ways(); }
    void F01_F02_aKillLeavesNothingHalfInNew()
    {
        QFETCH(bool, noReplace);
        QFETCH(bool, links);
        int before = 0;
        for (std::uint64_t n = 1;; ++n) {
            Bench bench(noReplace, links);
            io::FileSystem &view = bench.fs.makeView();
            bench.fs.killAt(n);
            bool published = false;
            if (auto publisher = Publisher::open(view, "/site/inbox")) {
                published = publisher->publish(bench.text, bench.names()).has_value() && publisher->sync().has_value();
            }
            for (const auto &[name, entry] : bench.fs.tree("/site/inbox/new", false)) {
                const std::string bytes = *bench.fs.read("/site/inbox/new/" + name);
                QVERIFY2(bytes == bench.text || (bytes.empty() && !noReplace && !links), bytes.c_str());
            }
            if (published)
                break;
            before += bench.countIn("new") == 0;
        }
        QVERIFY(before > 5);
    }

    void F02_whatWasSyncedOutlivesThePower()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            Bench bench;
            {
                auto publisher = Publisher::open(bench.fs, "/site/inbox");
                for (int i = 0; i < 5; ++i)
                    QVERIFY(publisher->publish(bench.text, bench.names()).has_value());
                QVERIFY(publisher->sync().has_value());
            }
            bench.fs.crash(seed);
            const auto tree = bench.fs.tree("/site/inbox/new");
            QCOMPARE(tree.size(), std::size_t(5));
            for (const auto &[name, entry] : tree)
                QCOMPARE(bench.fs.read("/site/inbox/new/" + name), std::optional(bench.text));
        }
    }

    void everyFailureIsTold_data() { ways(); }
    void everyFailureIsTold()
    {
        QFETCH(bool, noReplace);
        QFETCH(bool, links);
        for (std::uint64_t n = 1;; ++n) {
            Bench bench(noReplace, links);
            bench.fs.failNth(n, ENOSPC);
            auto publisher = Publisher::open(bench.fs, "/site/inbox");
            const auto published = publisher ? publisher->publish(bench.text, bench.names()) : failure(publisher.error());
            const bool told = !published || !publisher->sync();
            // Not every failure matters: of the name aside that is removed after a link, or of a folder's close.
            QVERIFY2(told || bench.countIn("new") == 1, qPrintable(QString::number(n)));
            if (published)
                QCOMPARE(bench.fs.read("/site/inbox/new/" + published->name), std::optional(bench.text));
            if (bench.fs.faultsGiven() == 0)
                break;
        }
    }

    void anInboxIsNeverMade()
    {
        Bench bench;
        bench.fs.makeFolder("/site/bare");
        QCOMPARE(Publisher::open(bench.fs, "/site/none").error().error.error, ENOENT);
        QCOMPARE(Publisher::open(bench.fs, "/site/bare").error().error.error, ENOENT);
        QCOMPARE(Publisher::open(bench.fs, "/site/bare").error().path, std::string("tmp"));
        bench.fs.writeFile("/site/file", "x");
        QCOMPARE(Publisher::open(bench.fs, "/site/file").error().error.error, ENOTDIR);
        QVERIFY(bench.fs.tree("/site/bare").empty());
    }
};

QTEST_APPLESS_MAIN(TestPublish)
#include "tst_publish.moc"
