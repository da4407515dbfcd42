// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/detail/detail.h"

class QLineEdit;
class QPushButton;
class QTimer;

namespace cartage::ui {

class EntryList;
class SectionTitle;
class TriesStrip;
class Words;

/// Any tab but the first: what it says of all, entries, and the way to more of them.
class EntryPage final : public QWidget
{
    Q_OBJECT

public:
    explicit EntryPage(QWidget *parent = nullptr);
    /// `fresh`: of another thing or another tab.
    void setTab(const Detail::Tab &tab, bool fresh);
    [[nodiscard]] QString text() const;
    [[nodiscard]] EntryList *list() const { return m_list; }

Q_SIGNALS:
    void openRequested(const cartage::ui::Location &location);
    /// The user searches; the text is settled.
    void textChanged(const QString &text);
    void moreWanted();

private:
    QWidget *m_top, *m_foot;
    SectionTitle *m_title;
    TriesStrip *m_tries;
    QLineEdit *m_search;
    QTimer *m_settle;
    Words *m_empty, *m_count;
    EntryList *m_list;
    QPushButton *m_moreButton;
};

} // namespace cartage::ui
