// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/inboxpace.h"

#include <QCoreApplication>
#include <cmath>

#include "ui/text/format.h"

namespace cartage::ui {

namespace {

/// For lupdate, which looks for a class.
class Said
{
    Q_DECLARE_TR_FUNCTIONS(InboxPace)
};

} // namespace

void InboxPace::take(const engine::Overview &now)
{
    const Span since = m_at ? now.at - *m_at : longest + apart;
    if (since >= Span(0) && since < apart)
        return;
    // Of a clock that was set, or of a look long ago, nothing follows.
    m_perSecond.reset();
    if (since > Span(0) && since <= longest && now.statusTaken > m_taken)
        m_perSecond = static_cast<double>(now.statusTaken - m_taken) / std::chrono::duration<double>(since).count();
    m_at = now.at;
    m_taken = now.statusTaken;
}

QString InboxPace::words(const engine::Overview &now) const
{
    if (now.inboxFiles == 0)
        return Said::tr("nothing waits");
    const QString oldest = now.oldestInboxFile ? Said::tr("oldest %1").arg(format::past(*now.oldestInboxFile, now.at)) : QString();
    if (!m_perSecond)
        return oldest;
    const QString rate = Said::tr("%1 a second").arg(format::number(std::max<std::int64_t>(1, std::llround(*m_perSecond))));
    return oldest.isEmpty() ? rate : QStringLiteral("%1, %2").arg(oldest, rate);
}

} // namespace cartage::ui
