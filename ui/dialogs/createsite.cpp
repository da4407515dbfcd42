// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileDialog>
#include <QPushButton>

#include "core/domain/settings.h"
#include "ui/dialogs/sheets.h"
#include "ui/dialogs/sitesheets.h"

namespace cartage::ui {

std::unique_ptr<engine::Session> sessionAside(const engine::Environment &environment)
{
    auto session = std::make_unique<engine::Session>(environment, "/");
    session->setWatching(false);
    return session;
}

CreateSiteSheet::CreateSiteSheet(const engine::Environment &environment, QString parentFolder, QWidget *parent)
    : Sheet(tr("Create a site"), tr("Create the site"), parent)
    , m_environment(environment)
    , m_parentFolder(std::move(parentFolder))
    , m_session(sessionAside(environment))
    , m_code(new QLineEdit(this))
    , m_name(new QLineEdit(this))
    , m_folder(new QLineEdit(this))
    , m_engineHere(new QCheckBox(tr("This window works the site while it is open"), this))
{
    m_code->setObjectName(QStringLiteral("code"));
    m_name->setObjectName(QStringLiteral("name"));
    m_folder->setObjectName(QStringLiteral("folder"));
    m_engineHere->setObjectName(QStringLiteral("engineHere"));
    m_engineHere->setChecked(true);
    m_code->setMaxLength(3);
    m_code->setPlaceholderText(QStringLiteral("CEN"));
    addField(tr("Code"), m_code);
    addField(tr("Name"), m_name);
    auto *choose = new QPushButton(tr("Choose…"), this);
    addField(tr("Folder"), m_folder, choose);
    addField(tr("Engine"), m_engineHere);
    setHint(tr("The code is three characters A to Z and 0 to 9; it stands in every message of the site and cannot be changed later. "
               "The folder lies on a local disk and is absent or empty."));
    connect(choose, &QPushButton::clicked, this, [this] {
        if (const QString folder = QFileDialog::getExistingDirectory(this, tr("An empty folder for the site"), m_parentFolder); !folder.isEmpty()) {
            m_folderTyped = true;
            m_folder->setText(folder);
        }
    });
    connect(m_folder, &QLineEdit::textEdited, this, [this] { m_folderTyped = true; });
    connect(m_code, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_code->setText(text.toUpper());
        if (!m_folderTyped)
            m_folder->setText(text.isEmpty() ? QString() : m_parentFolder + QLatin1Char('/') + text.toUpper());
    });
    for (const QLineEdit *each : {m_code, m_name, m_folder})
        connect(each, &QLineEdit::textChanged, this, &CreateSiteSheet::check);
    check();
    m_code->setFocus();
}

CreateSiteSheet::~CreateSiteSheet() = default;

void CreateSiteSheet::check()
{
    setWrong(QString());
    setComplete(parseSiteCode(m_code->text().toStdString()).has_value() && isPackageName(m_name->text().trimmed().toStdString())
                && m_folder->text().trimmed().startsWith(QLatin1Char('/')));
}

void CreateSiteSheet::act()
{
    const std::string folder = folderOf(m_folder->text());
    const engine::NewSite wish{parseSiteCode(m_code->text().toStdString()).value(), m_name->text().trimmed().toStdString(), std::nullopt, {}};
    const bool here = m_engineHere->isChecked();
    setBusy(tr("The site is made…"));
    m_session->actLong<QString>(tr("Creating a site"), [environment = m_environment, folder, wish, here](engine::Session::Desk &) -> Result<QString> {
        const auto site = engine::Site::create(environment, folder, wish);
        if (!site)
            return failure(site.error());
        if (here) {
            engine::Intent intent;
            intent.command = "site set";
            intent.arguments = R"({"engine":"console"})";
            if (const auto set = engine::setSite(**site, {{"engine", "console"}}, intent); !set)
                return failure(set.error());
        }
        return QString::fromStdString((*site)->folder());
    }).then(this, [this](const Result<QString> &made) {
        if (!made) {
            setReady();
            setWrong(made.error());
            return;
        }
        accept();
        Q_EMIT created(*made);
    });
}

} // namespace cartage::ui
