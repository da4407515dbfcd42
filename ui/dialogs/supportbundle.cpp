// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/supportbundle.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QDateTime>
#include <QFileDialog>
#include <QStandardPaths>

#include "ui/text/format.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

namespace {

constexpr std::chrono::milliseconds lookAgainAfter(200);

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(SupportBundle)
};

QString partName(engine::BundlePart part)
{
    switch (part) {
    case engine::BundlePart::Versions:
        return Texts::tr("Versions of the program and the system");
    case engine::BundlePart::Site:
        return Texts::tr("The site, its engine, its counts");
    case engine::BundlePart::Settings:
        return Texts::tr("Settings of the site and of distribution points");
    case engine::BundlePart::Dps:
        return Texts::tr("Distribution points");
    case engine::BundlePart::Packages:
        return Texts::tr("Packages: names, versions, sizes");
    case engine::BundlePart::Problems:
        return Texts::tr("Problems");
    case engine::BundlePart::Attempts:
        return Texts::tr("Tries that failed");
    case engine::BundlePart::Messages:
        return Texts::tr("The newest status messages");
    case engine::BundlePart::Audit:
        return Texts::tr("The last actions of operators");
    case engine::BundlePart::Check:
        return Texts::tr("What a check of the site finds");
    case engine::BundlePart::Log:
        return Texts::tr("Log files");
    }
    return {};
}

} // namespace

SupportBundleSheet::SupportBundleSheet(engine::Session &session, QWidget *parent)
    : SessionSheet(session, tr("Support bundle"), tr("Write the bundle…"), parent)
    , m_contents(new Facts(this))
    , m_leaveOutPaths(new QCheckBox(tr("Leave out paths and file names"), this))
    , m_part(std::make_shared<std::atomic<int>>(-1))
{
    setLeaveWords(tr("Write nothing"));
    m_contents->setObjectName(QStringLiteral("contents"));
    m_leaveOutPaths->setObjectName(QStringLiteral("leave-out-paths"));
    for (QWidget *each : {static_cast<QWidget *>(m_contents), static_cast<QWidget *>(m_leaveOutPaths)}) {
        each->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
        addWide(each);
    }
    setHint(tr("One ZIP file for those who help you. What packages contain and the keys of the site are never in it. Names of packages, distribution points and operators are."));
    setComplete(false);
    m_tick.setInterval(lookAgainAfter);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (*m_part >= 0)
            setHint(tr("%1 is written…").arg(partName(static_cast<engine::BundlePart>(m_part->load()))));
    });
    list();
}

SupportBundleSheet::~SupportBundleSheet() { engine::cancel(m_under); }

void SupportBundleSheet::list()
{
    using Entries = std::vector<engine::BundleEntry>;
    session().ask<Entries>([](engine::Session::Desk &desk) -> Result<Entries> {
        const auto site = desk.site();
        return site ? engine::bundleContents(**site, {}) : failure(site.error());
    }).then(this, [this](const Result<Entries> &entries) {
        if (!entries) {
            setWrong(entries.error());
            return;
        }
        QList<QPair<QString, QString>> lines;
        for (const engine::BundleEntry &each : *entries) {
            QString words = partName(each.part);
            if (each.count)
                words += QStringLiteral(" · ") + format::number(*each.count);
            if (each.bytes && *each.count > 0)
                words += QStringLiteral(" · ") + format::bytes(*each.bytes).text();
            lines.push_back({QString::fromStdString(each.name), words});
        }
        m_contents->setFacts(lines);
        setComplete(true);
        adjustSize();
    });
}

void SupportBundleSheet::act()
{
    const QString day = QDateTime::fromMSecsSinceEpoch(toMs(session().environment().clock.wall())).date().toString(Qt::ISODate);
    auto *dialog = new QFileDialog(this, tr("Write the support bundle"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), tr("ZIP files (*.zip)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(QStringLiteral("zip"));
    dialog->selectFile(QStringLiteral("cartage-support-%1.zip").arg(day));
    connect(dialog, &QFileDialog::fileSelected, this, &SupportBundleSheet::write);
    dialog->open();
}

void SupportBundleSheet::write(const QString &file)
{
    engine::BundleWish wish;
    wish.file = file.toStdString();
    wish.leaveOutPaths = m_leaveOutPaths->isChecked();
    *m_part = -1;
    setBusy(tr("The bundle is written…"), true);
    m_tick.start();
    m_under = session().actLong<QString>(tr("Support bundle to %1").arg(format::shownPath(wish.file)), [wish, part = m_part](engine::Session::Desk &desk) -> Result<QString> {
        const auto site = desk.site();
        const auto transport = desk.transport();
        if (!site || !transport)
            return failure(site ? transport.error() : site.error());
        const auto written = engine::writeBundle(**site, **transport, wish, [&part](engine::BundlePart at) { *part = static_cast<int>(at); }, desk.stop());
        if (!written)
            return failure(written.error());
        return tr("The support bundle is %1.").arg(format::shownPath(wish.file));
    });
    m_under.then(this, [this](const Result<QString> &sentence) {
        m_tick.stop();
        take(sentence);
    });
}

} // namespace cartage::ui
