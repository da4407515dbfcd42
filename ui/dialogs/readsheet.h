// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QVBoxLayout;

namespace cartage::ui {

/// Something to read over the window: title, blocks of labels and texts, and a button that closes it. Deletes itself.
class ReadSheet final : public QDialog
{
    Q_OBJECT

public:
    ReadSheet(const QString &title, QWidget *parent);
    /// Plain text, escaped before.
    void addText(const QString &text);
    void addSection(const QString &title);
    void addFacts(const QList<QPair<QString, QString>> &facts);

private:
    QVBoxLayout *m_column;
};

/// Version, licence, and what it is built with.
[[nodiscard]] ReadSheet *aboutSheet(QWidget *parent);

} // namespace cartage::ui
