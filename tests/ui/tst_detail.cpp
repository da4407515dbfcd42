// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QRegularExpression>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/engine/site.h"
#include "core/io/posixfilesystem.h"
#include "ui/detail/detailpane.h"
#include "ui/detail/entrylist.h"
#include "ui/detail/entrypage.h"
#include "ui/detail/lookup.h"
#include "ui/look/style.h"
#include "ui/shell/mainwindow.h"
#include "ui/views/listpage.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/tabstrip.h"

using namespace cartage;
using namespace cartage::ui;

/// The detail pane of a window over the sample site.
class TestDetail : public QObject
{
    Q_OBJECT

private:
    static constexpr int patience = 30000;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<io::FileSystem> m_files = io::makePosixFileSystem();
    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;
    DetailPane *m_pane = nullptr;

    [[nodiscard]] engine::Environment environment()
    {
        return {*m_files, m_clock, m_random, engine::thisProcess(), "anna", "test", engine::processLives};
    }
    [[nodiscard]] ListPage *page(const char *key) const { return qobject_cast<ListPage *>(m_window->view(QString::fromLatin1(key))); }
    [[nodiscard]] EntryList *entries() const { return m_pane->findChild<EntryList *>(); }
    [[nodiscard]] static int rowWith(const ListPage *list, const QString &words)
    {
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            for (int column = 0; column < list->model()->columnCount(); ++column) {
                if (list->model()->index(row, column).data(Qt::AccessibleTextRole).toString().contains(words))
                    return row;
            }
        }
        return -1;
    }
    /// Opens the view and selects the row that has these words.
    void select(const char *key, const QString &words, const QList<Chip> &chips = {})
    {
        m_window->go({QString::fromLatin1(key), chips, {}, {}});
        ListPage *list = page(key);
        QTRY_VERIFY_WITH_TIMEOUT(rowWith(list, words) >= 0, patience);
        list->list()->setCurrentIndex({});
        list->list()->setCurrentIndex(list->model()->index(rowWith(list, words), 0));
    }
    [[nodiscard]] const Detail::Tab *tab(const char *key) const
    {
        const auto &tabs = m_pane->detail().tabs;
        const auto found = std::find_if(tabs.begin(), tabs.end(), [key](const Detail::Tab &each) { return each.key == QString::fromLatin1(key); });
        return found == tabs.end() ? nullptr : &*found;
    }
    [[nodiscard]] bool filled(const char *key) const { return tab(key) && tab(key)->filled; }

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new Style(Style::Scheme::Light));
        m_window = std::make_unique<MainWindow>(environment());
        m_window->show();
        m_window->openSample(m_folder.path() + QStringLiteral("/sample"));
        m_pane = m_window->findChild<DetailPane *>();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->currentView(), patience);
        m_window->go({QStringLiteral("problems"), {}, {}, {}});
        QTRY_VERIFY_WITH_TIMEOUT(rowWith(page("problems"), QStringLiteral("berlin2")) >= 0, patience);
        QTRY_VERIFY_WITH_TIMEOUT(rowWith(page("problems"), QStringLiteral("munich1")) >= 0, patience);
    }

    void init()
    {
        m_pane->closeLookUp();
        m_pane->setCurrentTab(QStringLiteral("summary"));
    }

    void cleanupTestCase()
    {
        m_window->close();
        m_window.reset();
    }

    void whatFailedComesFirstAmongTheFilesWithTheSystemsWords()
    {
        select("distributions", QStringLiteral("munich1"), {{QStringLiteral("dp"), QStringLiteral("munich1"), false}});
        QTRY_VERIFY_WITH_TIMEOUT(tab("files"), patience);
        QVERIFY(!filled("files")); // nothing is asked for that is not looked at
        m_pane->setCurrentTab(QStringLiteral("files"));
        QTRY_VERIFY_WITH_TIMEOUT(filled("files"), patience);
        const DetailEntry &first = tab("files")->entries.front();
        QVERIFY(first.failing);
        QVERIFY(first.title.contains(QStringLiteral("munich1")));
        QVERIFY(first.mono.contains(QStringLiteral("ENOTDIR")));
        QVERIFY(first.mono.startsWith(QStringLiteral("open")));
        QVERIFY(!tab("files")->entries.back().failing);
        QCOMPARE(entries()->model()->rowCount(), tab("files")->entries.size());
    }

    void filesAreFoundByLettersOfTheirPath()
    {
        select("distributions", QStringLiteral("berlin1"), {{QStringLiteral("dp"), QStringLiteral("berlin1"), false}});
        m_pane->setCurrentTab(QStringLiteral("files"));
        QTRY_VERIFY_WITH_TIMEOUT(filled("files") && tab("files")->searchable, patience);
        const qsizetype all = tab("files")->entries.size();
        auto *field = m_pane->findChild<QLineEdit *>();
        QTest::keyClicks(field, QStringLiteral("part1"));
        QTRY_VERIFY_WITH_TIMEOUT(tab("files")->entries.size() < all, patience);
        for (const DetailEntry &each : tab("files")->entries)
            QVERIFY(each.title.contains(QStringLiteral("part1")));
        // Another thing is shown whole.
        select("distributions", QStringLiteral("berlin2"), {{QStringLiteral("dp"), QStringLiteral("berlin2"), false}});
        QTRY_COMPARE_WITH_TIMEOUT(field->text(), QString(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(filled("files") && m_pane->wish().text.isEmpty(), patience);
    }

    void aPackageHasItsFilesAndWhereItIs()
    {
        select("packages", QStringLiteral("Office"));
        QTRY_VERIFY_WITH_TIMEOUT(tab("files") && !m_pane->detail().related.isEmpty(), patience);
        m_pane->setCurrentTab(QStringLiteral("files"));
        QTRY_VERIFY_WITH_TIMEOUT(filled("files"), patience);
        QVERIFY(tab("files")->all > 20);
        const Location all = m_pane->detail().related.front().all.to;
        QCOMPARE(all.view, QStringLiteral("distributions"));
        QCOMPARE(all.chips.front().key, QStringLiteral("package"));
    }

    void triesAreATimeline()
    {
        select("distributions", QStringLiteral("berlin2"), {{QStringLiteral("dp"), QStringLiteral("berlin2"), false}, {QStringLiteral("state"), QStringLiteral("blocked"), false}});
        QTRY_VERIFY_WITH_TIMEOUT(tab("attempts"), patience);
        m_pane->setCurrentTab(QStringLiteral("attempts"));
        QTRY_VERIFY_WITH_TIMEOUT(filled("attempts") && tab("attempts")->tries.has_value(), patience);
        const Detail::Tab &tries = *tab("attempts");
        QVERIFY(tries.joined && entries()->isJoined());
        const auto failed = std::find_if(tries.entries.begin(), tries.entries.end(), [](const DetailEntry &each) { return each.mark == Mark::TryFailed; });
        QVERIFY(failed != tries.entries.end());
        QVERIFY(failed->second.contains(QStringLiteral("room")));
        QVERIFY(!failed->right.isEmpty() && !failed->beside.isEmpty());
        QCOMPARE(tries.tries->tries.front().hue, Hue::Amber);
    }

    void roomThatIsMissingIsShownAsAPartOfWhatIsNeeded()
    {
        select("problems", QStringLiteral("berlin2"));
        QTRY_VERIFY_WITH_TIMEOUT(m_pane->detail().space.has_value(), patience);
        const SpaceNeed &space = *m_pane->detail().space;
        QVERIFY(space.missing > 0 && space.missing < 1);
        QVERIFY(std::abs(space.filled + space.missing - 1) < 0.001);
        QVERIFY(space.right.contains(QStringLiteral("missing")));
        QVERIFY(m_pane->findChild<Bar *>()->isVisible());
    }

    void aShareIsSaidWithOneSign()
    {
        select("dps", QStringLiteral("berlin1"));
        QTRY_VERIFY_WITH_TIMEOUT(m_pane->detail().space && m_pane->detail().space->title.contains(QStringLiteral("berlin1")), patience);
        QVERIFY2(QRegularExpression(QStringLiteral("^\\d+ % used$")).match(m_pane->detail().space->fact).hasMatch(), qPrintable(m_pane->detail().space->fact));
    }

    void showAllLeadsToTheList()
    {
        select("problems", QStringLiteral("munich1"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_pane->detail().related.isEmpty(), patience);
        const auto link = [this]() -> QPushButton * {
            for (QPushButton *each : m_pane->findChildren<QPushButton *>()) {
                if (!m_pane->detail().related.isEmpty() && each->text() == m_pane->detail().related.front().all.text && each->isVisible())
                    return each;
            }
            return nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(link(), patience);
        link()->click();
        QTRY_COMPARE_WITH_TIMEOUT(m_window->currentView()->key(), QStringLiteral("distributions"), patience);
        QTRY_COMPARE_WITH_TIMEOUT(page("distributions")->model()->rowCount(), 3, patience);
    }

    void theRawErrorIsCopied()
    {
        select("problems", QStringLiteral("munich1"));
        QTRY_VERIFY_WITH_TIMEOUT(m_pane->detail().rawError.contains(QStringLiteral("ENOTDIR")), patience);
        m_pane->findChild<MonoBox *>()->findChild<QToolButton *>()->click();
        QCOMPARE(QApplication::clipboard()->text(), m_pane->detail().rawError);
    }

    void tabsThatDoNotFitAreInTheMenu()
    {
        auto *strip = m_pane->findChild<TabStrip *>();
        select("distributions", QStringLiteral("berlin1"), {{QStringLiteral("dp"), QStringLiteral("berlin1"), false}});
        QTRY_COMPARE_WITH_TIMEOUT(strip->bar()->count(), 6, patience);
        TabStrip narrow;
        narrow.setTabs({{QStringLiteral("a"), QStringLiteral("Summary")}, {QStringLiteral("b"), QStringLiteral("Attempts")}, {QStringLiteral("c"), QStringLiteral("Messages")}});
        narrow.resize(1000, 40);
        narrow.show();
        QVERIFY(!narrow.more()->isVisible());
        QVERIFY(narrow.bar()->isTabVisible(2));
        narrow.resize(narrow.bar()->tabRect(0).width() + narrow.more()->sizeHint().width() + 10, 40);
        QVERIFY(narrow.more()->isVisible());
        QVERIFY(narrow.bar()->isTabVisible(0) && !narrow.bar()->isTabVisible(1) && !narrow.bar()->isTabVisible(2));
        const QSignalSpy chosen(&narrow, &TabStrip::chosen);
        narrow.more()->menu()->actions().back()->trigger();
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(narrow.current(), QStringLiteral("c"));
        QVERIFY(narrow.bar()->isTabVisible(2)); // what is chosen is seen
    }

    void aNumberIsLookedUpThoughNothingHasIt()
    {
        m_window->go({QStringLiteral("overview"), {}, {}, {}});
        QVERIFY(!m_pane->isVisible());
        m_window->lookUp(catalogueDetail(2328));
        QVERIFY(m_pane->isVisible() && m_pane->isLookingUp());
        const auto words = m_pane->findChildren<QLabel *>();
        const auto shown = [&words](const QString &text) { return std::any_of(words.begin(), words.end(), [&text](const QLabel *each) { return each->isVisible() && each->text().contains(text); }); };
        QVERIFY(shown(QStringLiteral("2328")));
        QVERIFY(shown(QStringLiteral("Failed to copy package")));
        QVERIFY(shown(QStringLiteral("could not be done at the distribution point")));
        QTest::keyClick(m_pane, Qt::Key_Escape);
        QVERIFY(!m_pane->isVisible() && !m_pane->isLookingUp());
    }

    void whatIsNotInTheCatalogueIsSaid()
    {
        const Detail unknown = catalogueDetail(1);
        QVERIFY(unknown.facts.contains(QStringLiteral("not in the catalogue")));
        QCOMPARE(unknown.hue, Hue::Blue);
        for (const LookUp &each : allLookUps()) {
            const Detail detail = each.messageId ? catalogueDetail(*each.messageId) : codeDetail(*each.code);
            QVERIFY2(!detail.advice.isEmpty() && !detail.title.isEmpty(), qPrintable(each.name));
            QVERIFY2(!detail.advice.front().second.contains(QLatin1Char('%')), qPrintable(each.name));
        }
    }

    void f1ExplainsWhatIsSelected()
    {
        auto *explain = m_window->findChild<QAction *>(QStringLiteral("explain"));
        select("messages", QStringLiteral("2328"), {{QStringLiteral("id"), QStringLiteral("2328"), false}});
        QTRY_COMPARE_WITH_TIMEOUT(m_pane->detail().messageId, std::optional(2328), patience);
        QVERIFY(!m_pane->detail().related.isEmpty()); // how often in the last day
        explain->trigger();
        QVERIFY(m_pane->isLookingUp());
        explain->trigger();
        QVERIFY(!m_pane->isLookingUp());
        select("problems", QStringLiteral("berlin2"));
        QTRY_COMPARE_WITH_TIMEOUT(m_pane->detail().code, std::optional(Code::NoSpace), patience);
        explain->trigger();
        QVERIFY(m_pane->isLookingUp());
        select("problems", QStringLiteral("munich1")); // something else is wanted
        QTRY_VERIFY_WITH_TIMEOUT(!m_pane->isLookingUp(), patience);
    }

    void informationIsBlue()
    {
        select("messages", QStringLiteral("2342"), {{QStringLiteral("id"), QStringLiteral("2342"), false}});
        QTRY_COMPARE_WITH_TIMEOUT(m_pane->detail().messageId, std::optional(2342), patience);
        QCOMPARE(m_pane->detail().hue, Hue::Blue);
    }

    void everyTabOfADistributionIsFilledWhenItIsOpened()
    {
        select("distributions", QStringLiteral("berlin2"), {{QStringLiteral("dp"), QStringLiteral("berlin2"), false}});
        for (const char *key : {"files", "attempts", "trail", "messages", "audit"}) {
            QTRY_VERIFY2_WITH_TIMEOUT(tab(key), key, patience);
            m_pane->setCurrentTab(QString::fromLatin1(key));
            QTRY_VERIFY2_WITH_TIMEOUT(filled(key), key, patience);
            QVERIFY2(!tab(key)->entries.isEmpty(), key);
        }
    }
};

QTEST_MAIN(TestDetail)
#include "tst_detail.moc"
