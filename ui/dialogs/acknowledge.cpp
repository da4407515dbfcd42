// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/acknowledge.h"

#include <QLineEdit>

#include "core/domain/settings.h"
#include "ui/text/format.h"

namespace cartage::ui {

AcknowledgeSheet::AcknowledgeSheet(int problems, Time now, QWidget *parent)
    : Sheet(tr("Acknowledge %n problem(s)", nullptr, problems), tr("Acknowledge %n problem(s)", nullptr, problems), parent)
    , m_now(now)
    , m_until(new QLineEdit(this))
    , m_reason(new QLineEdit(this))
{
    m_until->setObjectName(QStringLiteral("until"));
    m_until->setPlaceholderText(tr("4h, 3d; empty: until it ends"));
    m_reason->setObjectName(QStringLiteral("reason"));
    m_reason->setPlaceholderText(tr("Who works on it, a ticket; kept in the audit"));
    addField(tr("For"), m_until);
    addField(tr("Reason"), m_reason);
    connect(m_until, &QLineEdit::textChanged, this, &AcknowledgeSheet::check);
    check();
}

void AcknowledgeSheet::check()
{
    const QString text = m_until->text().trimmed();
    const auto span = parseSpan(text.toStdString());
    const bool right = text.isEmpty() || (span && *span > Span::zero());
    setComplete(right);
    setWrong(right ? QString() : tr("A span is a number with s, m, h or d: 90s, 15m, 4h, 3d."));
    setHint(span && right ? tr("Asks for attention again %1.").arg(format::future(m_now + *span, m_now)) : tr("It is still tried, and still listed; it only no longer counts as needing you."));
}

void AcknowledgeSheet::act()
{
    const auto span = parseSpan(m_until->text().trimmed().toStdString());
    Q_EMIT confirmed(span ? std::optional(m_now + *span) : std::nullopt, m_reason->text());
    accept();
}

} // namespace cartage::ui
