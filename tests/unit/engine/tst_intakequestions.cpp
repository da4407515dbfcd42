// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>

#include "core/engine/enginehost.h"
#include "core/engine/listing.h"
#include "core/engine/queries.h"
#include "core/engine/session.h"
#include "core/engine/statusviews.h"
#include "core/io/posixfilesystem.h"
#include "tests/support/inboxfiller.h"

using namespace cartage;
using namespace cartage::engine;

namespace {

using Clockwork = std::chrono::steady_clock;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int slowness = 8;
#else
constexpr int slowness = 1;
#endif

} // namespace

/// What a window asks while its own engine takes in what thousands of clients have left.
class TestIntakeQuestions final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void questionsAreAnsweredAtOnceWhileMessagesAreTakenIn()
    {
        const int messages = qEnvironmentVariableIsSet("CARTAGE_TEST_LONG") ? 100 : 30; // of each client
        QVERIFY(Site::create(m_environment, m_site, {SiteCode("CEN"), "Central", std::nullopt, {}}));
        QVERIFY(test::fillInbox(*m_files, m_site + "/inbox", 1000, 1, messages));
        Session session(m_environment, m_site);
        session.setWatching(true);
        EngineHost host(m_environment, m_site);
        const auto begun = Clockwork::now();
        host.start();
        std::vector<double> took; // ms
        std::int64_t there = 0;
        while (there < 1000 * messages) {
            QVERIFY2(Clockwork::now() - begun < std::chrono::seconds(60 * slowness), "the intake does not end");
            there = ask<std::int64_t>(session, took, [](Site &site, const std::atomic<bool> &stop) { return listCount(site, ListKind::Messages, stop); });
            ask<Overview>(session, took, [](Site &site, const std::atomic<bool> &) { return overview(site); });
            ask<std::vector<RowId>>(session, took, [](Site &site, const std::atomic<bool> &stop) {
                ListQuery query;
                query.list = ListKind::Messages;
                query.order = ListOrder::ByTime;
                query.descending = true;
                return listStart(site, query, 256, stop);
            });
            ask<std::vector<ProblemView>>(session, took, [](Site &site, const std::atomic<bool> &) { return problems(site, {}); });
            ask<std::vector<QuarantineView>>(session, took, [](Site &site, const std::atomic<bool> &) { return quarantineViews(site); });
        }
        const double seconds = std::chrono::duration<double>(Clockwork::now() - begun).count();
        std::sort(took.begin(), took.end());
        const double at95 = took[took.size() * 95 / 100];
        qInfo("%d messages in %.1f s; %zu questions, half of them within %.0f ms, 95 of 100 within %.0f ms, all within %.0f ms", 1000 * messages, seconds, took.size(),
              took[took.size() / 2], at95, took.back());
        QVERIFY(took.size() > 20);
        QVERIFY2(at95 < 100 * slowness, qPrintable(QString::number(at95)));
        host.end();
    }

private:
    template <class T>
    T ask(Session &session, std::vector<double> &took, const std::function<Result<T>(Site &, const std::atomic<bool> &)> &question)
    {
        const auto begun = Clockwork::now();
        auto asked = session.ask<T>([question](Session::Desk &desk) -> Result<T> {
            const auto site = desk.site();
            return site ? question(**site, desk.stop()) : failure(site.error());
        });
        while (!asked.isFinished())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        took.push_back(std::chrono::duration<double, std::milli>(Clockwork::now() - begun).count());
        const auto answer = asked.result();
        return answer ? *answer : T();
    }

    QTemporaryDir m_folder{QStringLiteral("/dev/shm/cartage-questions-XXXXXX")};
    std::string m_site = m_folder.path().toStdString() + "/site";
    std::unique_ptr<io::FileSystem> m_files = io::makePosixFileSystem();
    SystemClock m_clock;
    SystemRandom m_random;
    Environment m_environment{*m_files, m_clock, m_random, thisProcess(), "anna", "test", processLives};
};

QTEST_GUILESS_MAIN(TestIntakeQuestions)
#include "tst_intakequestions.moc"
