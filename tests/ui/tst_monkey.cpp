// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTimer>
#include <random>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/engine/queries.h"
#include "core/engine/sample.h"
#include "core/engine/session.h"
#include "core/io/posixfilesystem.h"
#include "monkey.h"
#include "ui/look/style.h"
#include "ui/shell/mainwindow.h"

using namespace cartage;
using cartage::test::Monkey;

namespace {

/// CARTAGE_TEST_SLOWNESS: how much slower whatever the test is run in makes it (valgrind: 50).
qint64 slowness()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    constexpr int usual = 8;
#else
    constexpr int usual = 1;
#endif
    return std::max(usual, qEnvironmentVariableIntValue("CARTAGE_TEST_SLOWNESS"));
}

constexpr int breath = 2; ///< ms between two inputs
constexpr qint64 longestBlock = 5000; ///< ms: an engine that is told to end is waited for
constexpr int playedWithOneDialog = 150; ///< inputs; then it is left
constexpr qint64 longestWayOut = 20000; ///< ms

/// All that lies in a folder but in `but`.
QStringList listing(const QString &folder, const QString &but)
{
    QStringList all;
    for (const QFileInfo &each : QDir(folder).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name)) {
        if (each.absoluteFilePath() == but)
            continue;
        all << each.absoluteFilePath();
        if (each.isDir() && !each.isSymLink() && but.startsWith(each.absoluteFilePath() + QLatin1Char('/')))
            all << listing(each.absoluteFilePath(), but);
    }
    return all;
}

} // namespace

/// 2,000 random inputs to a window over a sample that an engine works (CARTAGE_TEST_LONG=1: 20,000). CARTAGE_TEST_SEED plays others again, as far as what the
/// engine does meanwhile falls the same; CARTAGE_TEST_TRACE says each of them.
class TestMonkey final : public QObject
{
    Q_OBJECT

private:
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<io::FileSystem> m_files;
    /// Nothing in it may be touched but the world. In memory where there is such a place: each commit waits for the disk, and this is not about that.
    QTemporaryDir m_folder{(QFileInfo(QStringLiteral("/dev/shm")).isWritable() ? QStringLiteral("/dev/shm") : QDir::tempPath()) + QStringLiteral("/cartage-monkey-XXXXXX")};
    QString m_world;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<Monkey> m_monkey;
    int m_left = 0, m_atOneDialog = 0, m_windows = 0;
    bool m_playing = false;
    QString m_wrong;
    QElapsedTimer m_turn, m_leaving, m_disabled;
    qint64 m_longest = 0;
    QPointer<QWidget> m_dialog;
    QEventLoop m_loop;

    [[nodiscard]] engine::Environment environment() { return {*m_files, m_clock, m_random, engine::thisProcess(), "anna", "test", engine::processLives}; }
    [[nodiscard]] QString path(const char *relative) const { return m_world + QLatin1Char('/') + QString::fromLatin1(relative); }

    void openWindow()
    {
        ++m_windows;
        m_window = std::make_unique<ui::MainWindow>(environment(), path("config/console.ini"));
        m_window->show();
        m_window->openSample(path("sample"));
        m_turn.restart();
    }
    /// The next input comes from whatever loop runs then: that of a dialog, too.
    void next() { QTimer::singleShot(breath, this, &TestMonkey::turn); }
    void end(const QString &wrong)
    {
        m_wrong = wrong;
        m_playing = false;
        m_loop.quit();
    }
    void turn()
    {
        if (!m_playing)
            return;
        m_longest = std::max(m_longest, m_turn.restart());
        if (m_longest > longestBlock * slowness())
            return end(QStringLiteral("the event loop stood still for %1 ms").arg(m_longest));
        next();
        const bool inDialog = QThread::currentThread()->loopLevel() > m_level;
        if (!m_window->isVisible() && !inDialog) { // it was closed
            m_window.reset();
            openWindow();
            return;
        }
        if (!watchDialog() || !watchWindow())
            return;
        if (m_left > 0) {
            --m_left;
            m_monkey->play(*m_window);
        } else if (QApplication::activePopupWidget() || QApplication::activeModalWidget()) {
            m_monkey->leave(*m_window);
        } else {
            end({});
        }
    }
    /// Each dialog can be left. False: nothing else is to be done now.
    bool watchDialog()
    {
        QWidget *modal = QApplication::activeModalWidget();
        if (modal != m_dialog) {
            m_dialog = modal;
            m_atOneDialog = 0;
            m_leaving.start();
        }
        if (!modal || (++m_atOneDialog < playedWithOneDialog && m_left > 0)) {
            m_leaving.restart();
            return true;
        }
        if (m_leaving.elapsed() > longestWayOut * slowness()) {
            end(QStringLiteral("\"%1\" cannot be left").arg(modal->windowTitle()));
            return false;
        }
        m_monkey->leave(*m_window);
        return false;
    }
    bool watchWindow()
    {
        if (m_window->isEnabled()) {
            m_disabled.invalidate();
            return true;
        }
        if (!m_disabled.isValid())
            m_disabled.start();
        if (m_disabled.elapsed() > longestWayOut * slowness())
            end(QStringLiteral("the window is not enabled again"));
        return false;
    }
    int m_level = 0;

private Q_SLOTS:
    void initTestCase()
    {
        m_world = m_folder.path() + QStringLiteral("/world");
        const QString home = path("home/of/somebody/there");
        for (const QString &folder : {home, path("folder"), path("empty"), path("tmp"), path("config")})
            QVERIFY(QDir().mkpath(folder));
        QFile beside(m_folder.path() + QStringLiteral("/beside"));
        QVERIFY(beside.open(QIODevice::WriteOnly) && beside.write("x") == 1);
        for (const auto &[name, where] : {std::pair("HOME", home), {"XDG_CONFIG_HOME", path("config")}, {"XDG_DATA_HOME", path("data")}, {"XDG_CACHE_HOME", path("cache")}, {"TMPDIR", path("tmp")}})
            qputenv(name, where.toUtf8());
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        QVERIFY(QDir::setCurrent(home));
        m_files = io::makePosixFileSystem();
        QApplication::setQuitOnLastWindowClosed(false);
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        QApplication::setStyle(new ui::Style(ui::Style::Scheme::Light));
    }

    void itPlaysAndNothingBreaks()
    {
        const quint32 seed = qEnvironmentVariableIsSet("CARTAGE_TEST_SEED") ? qEnvironmentVariable("CARTAGE_TEST_SEED").toUInt() : std::random_device{}();
        m_left = qEnvironmentVariableIsSet("CARTAGE_TEST_LONG") ? 20'000 : 2'000;
        qInfo("CARTAGE_TEST_SEED=%u", seed);
        m_monkey = std::make_unique<Monkey>(seed, m_world);
        const QString home = QDir::currentPath();
        const QStringList before = listing(m_folder.path(), m_world), root = QDir::root().entryList(QDir::AllEntries | QDir::Hidden);
        openWindow();
        m_playing = true;
        m_level = QThread::currentThread()->loopLevel() + 1;
        m_turn.start();
        next();
        m_loop.exec();
        if (!m_wrong.isEmpty())
            qInfo("The last inputs:\n%s", qPrintable(m_monkey->said().join(QLatin1Char('\n'))));
        QVERIFY2(m_wrong.isEmpty(), qPrintable(m_wrong));
        qInfo("%d windows, longest turn %lld ms", m_windows, static_cast<long long>(m_longest));
        m_window->close();
        m_window.reset();
        QCOMPARE(listing(m_folder.path(), m_world), before);
        QCOMPARE(QDir::root().entryList(QDir::AllEntries | QDir::Hidden), root);
    }

    /// Whatever was done to it, the site holds together.
    void theSiteIsSound()
    {
        const std::string folder = engine::sampleSite(path("sample").toStdString());
        engine::Session::Desk desk(environment(), folder, store::Connection::Mode::ReadWrite);
        const auto site = desk.site();
        if (!site) { // it was removed
            QVERIFY2(site.error().code == Code::SiteMissing, name(site.error().code).data());
            return;
        }
        const auto transport = desk.transport();
        QVERIFY2(transport, transport ? "" : name(transport.error().code).data());
        const std::atomic<bool> never{false};
        const auto report = engine::checkSite(**site, **transport, true, never);
        QVERIFY2(report, report ? "" : name(report.error().code).data());
        for (const engine::Finding &each : report->findings)
            qWarning("%s: %s %s: %s", each.code.c_str(), each.object.c_str(), each.path.c_str(), each.text.c_str());
        QVERIFY(report->findings.empty());
    }
};

QTEST_MAIN(TestMonkey)
#include "tst_monkey.moc"
