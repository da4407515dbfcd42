// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/namesheet.h"

#include <QLineEdit>

namespace cartage::ui {

NameSheet::NameSheet(const QString &title, const QString &act, const QString &name, QWidget *parent)
    : Sheet(title, act, parent)
    , m_name(new QLineEdit(name, this))
{
    m_name->setObjectName(QStringLiteral("name"));
    m_name->setMaxLength(60);
    addField(tr("Name"), m_name);
    connect(m_name, &QLineEdit::textChanged, this, [this](const QString &text) { setComplete(!text.trimmed().isEmpty()); });
    setComplete(!name.trimmed().isEmpty());
    m_name->selectAll();
    m_name->setFocus();
}

void NameSheet::act()
{
    const QString name = m_name->text().simplified();
    accept();
    Q_EMIT named(name);
}

} // namespace cartage::ui
