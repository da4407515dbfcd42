// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/look/marks.h"

class QAction;
class QVBoxLayout;

namespace cartage::ui {

/// Instead of an empty list: how things stand, in sentences with numbers, and what to do next.
class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);
    struct Content {
        Mark mark = Mark::Installed;
        QString title;
        QString sentence;                       ///< with numbers
        QString second;                         ///< what goes on by itself; may be empty
        QList<QPair<QString, QString>> figures; ///< three or none: number and words
        QList<QAction *> actions;               ///< one or two, not owned
        bool operator==(const Content &) const = default;
    };
    void setContent(const Content &content);

private:
    QVBoxLayout *m_column;
    QWidget *m_body = nullptr;
    Content m_content;
};

} // namespace cartage::ui
