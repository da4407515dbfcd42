// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QJsonObject>

#include "ui/dialogs/sheets.h"

namespace cartage::ui {

std::string folderOf(const QString &typed)
{
    std::string folder = typed.trimmed().toStdString();
    while (folder.size() > 1 && folder.back() == '/')
        folder.pop_back();
    return folder;
}

engine::Intent intentOf(const char *command, std::initializer_list<std::pair<const char *, std::string>> arguments)
{
    QJsonObject object;
    for (const auto &[key, value] : arguments) {
        if (!value.empty())
            object[QLatin1String(key)] = QString::fromStdString(value);
    }
    engine::Intent intent;
    intent.command = command;
    intent.arguments = QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
    return intent;
}

SessionSheet::SessionSheet(engine::Session &session, const QString &title, const QString &act, QWidget *parent)
    : Sheet(title, act, parent)
    , m_session(session)
{
    // The session goes first when the site is closed.
    connect(&session, &QObject::destroyed, this, &SessionSheet::leaveForGood);
}

void SessionSheet::take(const Result<QString> &sentence)
{
    if (!sentence) {
        setReady();
        setWrong(sentence.error());
        return;
    }
    Q_EMIT done(*sentence);
    accept();
}

} // namespace cartage::ui
