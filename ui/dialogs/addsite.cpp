// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileDialog>
#include <QPushButton>

#include "core/base/sitekey.h"
#include "core/engine/sites.h"
#include "ui/dialogs/sheets.h"
#include "ui/text/format.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

AddSiteSheet::AddSiteSheet(engine::Session &session, QWidget *parent)
    : SessionSheet(session, tr("Add a site"), tr("Add the site"), parent)
    , m_code(new QLineEdit(this))
    , m_inbox(new QLineEdit(this))
    , m_key(new QLineEdit(this))
    , m_relation(new QComboBox(this))
    , m_own(new MonoBox(this))
{
    m_code->setObjectName(QStringLiteral("code"));
    m_inbox->setObjectName(QStringLiteral("inbox"));
    m_key->setObjectName(QStringLiteral("key"));
    m_relation->setObjectName(QStringLiteral("relation"));
    m_code->setMaxLength(3);
    m_relation->addItem(tr("a child of this site"), QStringLiteral("child"));
    m_relation->addItem(tr("the parent of this site"), QStringLiteral("parent"));
    addField(tr("Code"), m_code);
    addField(tr("It is"), m_relation);
    auto *choose = new QPushButton(tr("Choose…"), this);
    addField(tr("Its inbox"), m_inbox, choose);
    addField(tr("Its public key"), m_key);
    addWide(new Words(Words::Kind::Second, tr("Key of this site"), this));
    addWide(m_own); // in one line
    setHint(tr("Both sites have to know each other: add this one there, too. “cartage site key” prints the key at the other site. The inbox is the folder “inbox” in its site folder, "
               "here or on a mounted share."));
    connect(choose, &QPushButton::clicked, this, [this] {
        if (const QString folder = QFileDialog::getExistingDirectory(this, tr("The inbox of the other site")); !folder.isEmpty())
            m_inbox->setText(folder);
    });
    connect(m_code, &QLineEdit::textEdited, this, [this](const QString &text) { m_code->setText(text.toUpper()); });
    for (const QLineEdit *each : {m_code, m_inbox, m_key})
        connect(each, &QLineEdit::textChanged, this, &AddSiteSheet::check);
    check();
    fill();
    m_code->setFocus();
}

void AddSiteSheet::fill()
{
    session().ask<QString>([](engine::Session::Desk &desk) -> Result<QString> {
        const auto site = desk.site();
        return site ? QString::fromStdString((*site)->row().publicKey) : Result<QString>(failure(site.error()));
    }).then(this, [this](const Result<QString> &key) {
        if (key)
            m_own->setText(*key);
        else
            setWrong(key.error());
    });
}

void AddSiteSheet::check()
{
    const QString key = m_key->text().trimmed();
    const bool keyed = keyIdOf(key.toStdString()).has_value();
    setWrong(key.isEmpty() || keyed ? QString() : tr("This is no public key."));
    setComplete(parseSiteCode(m_code->text().toStdString()).has_value() && m_inbox->text().trimmed().startsWith(QLatin1Char('/')) && keyed);
}

void AddSiteSheet::act()
{
    engine::AddressWish wish;
    wish.site = parseSiteCode(m_code->text().toStdString()).value();
    wish.relation = m_relation->currentData().toString() == QStringLiteral("parent") ? Relation::Parent : Relation::Child;
    wish.inbox = folderOf(m_inbox->text());
    wish.key = m_key->text().trimmed().toStdString();
    setBusy(tr("It is written down…"));
    session().act<QString>([wish](engine::Session::Desk &desk) -> Result<QString> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        const auto answer = engine::addAddress(**site, wish, intentOf("address add", {{"site", wish.site.value()}, {"relation", std::string(name(wish.relation))}, {"inbox", wish.inbox}}));
        if (!answer)
            return failure(answer.error());
        if (answer->refusal)
            return failure(*answer->refusal);
        return tr("Site %1 is added. Add this one there as well, with its key.").arg(QString::fromStdString(wish.site.value()));
    }).then(this, [this](const Result<QString> &sentence) { take(sentence); });
}

} // namespace cartage::ui
