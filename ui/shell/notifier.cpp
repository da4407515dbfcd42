// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notifier.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QVariantMap>
#include <thread>

#include "ui/text/format.h"
#include "ui/text/sentences.h"

namespace cartage::ui {

namespace {

/// For lupdate, which looks for a class.
class Said
{
    Q_DECLARE_TR_FUNCTIONS(Notifier)
};

/// A cause that comes and goes is said once.
constexpr Span forgetAfter = std::chrono::minutes(15);

} // namespace

Notifier::Notifier(Send send)
    : m_send(std::move(send))
{ }

void Notifier::clear()
{
    m_known.clear();
    m_first = true;
}

void Notifier::take(const QString &siteCode, const std::vector<engine::ProblemView> &problems, bool windowActive, Time now)
{
    QStringList fresh;
    QSet<QString> present;
    for (const engine::ProblemView &each : problems) {
        if (each.severity != Severity::Error || each.acknowledged || each.row.anyStopped)
            continue;
        const QString key = QString::fromStdString(each.key);
        present.insert(key);
        if (!m_known.contains(key))
            fresh << sentences::of(each.row.error);
        m_known.insert(key, std::nullopt);
    }
    for (auto known = m_known.begin(); known != m_known.end();) {
        if (present.contains(known.key()))
            known->reset();
        else if (!*known)
            *known = now;
        known = *known && now - **known >= forgetAfter ? m_known.erase(known) : std::next(known);
    }
    const bool seen = std::exchange(m_first, false) || windowActive;
    if (seen || fresh.isEmpty())
        return;
    const QString title = Said::tr("Site %1: %n new problem(s) need you", nullptr, static_cast<int>(fresh.size())).arg(siteCode);
    constexpr int most = 3;
    QString text = fresh.mid(0, most).join(QLatin1Char('\n'));
    if (fresh.size() > most)
        text += QLatin1Char('\n') + Said::tr("and %1 more").arg(format::number(fresh.size() - most));
    m_send(title, text);
}

void sendDesktopNotification(const QString &title, const QString &text)
{
    // Without an address the library would start a bus of its own.
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return;
    // Connecting and calling wait for a bus that hangs; nobody waits for them. Text of a notification may be read as markup.
    const QString plain = text.toHtmlEscaped();
    std::thread([title, plain] {
        const QString name = QStringLiteral("cartage-notification");
        QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, name);
        QDBusMessage call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
                                                           QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
        const QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("cartage-console")}};
        call << QStringLiteral("Cartage") << 0U << QStringLiteral("cartage-console") << title << plain << QStringList() << hints << -1;
        if (bus.isConnected())
            static_cast<void>(bus.call(call, QDBus::Block, 2000));
        QDBusConnection::disconnectFromBus(name);
    }).detach();
}

} // namespace cartage::ui
