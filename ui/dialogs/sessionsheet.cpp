// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/sheets.h"

namespace cartage::ui {

std::string folderOf(const QString &typed)
{
    std::string folder = typed.trimmed().toStdString();
    while (folder.size() > 1 && folder.back() == '/')
        folder.pop_back();
    return folder;
}

SessionSheet::SessionSheet(engine::Session &session, const QString &title, const QString &act, QWidget *parent)
    : Sheet(title, act, parent)
    , m_session(session)
{
    // The session goes first when the site is closed.
    connect(&session, &QObject::destroyed, this, &QDialog::reject);
}

void SessionSheet::take(const Result<QString> &sentence)
{
    setReady();
    if (!sentence) {
        setWrong(sentence.error());
        return;
    }
    Q_EMIT done(*sentence);
    accept();
}

} // namespace cartage::ui
