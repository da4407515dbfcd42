// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/detail/detail.h"

class QPushButton;
class QStackedWidget;

namespace cartage::ui {

class EntryPage;
class MarkLabel;
class SummaryPage;
class TabStrip;
class Words;

/// What is known of the thing that is selected, and what can be done with it. Or what a message's number or an error code means, for as long as that is
/// asked: then with the way back.
class DetailPane final : public QWidget
{
    Q_OBJECT

public:
    explicit DetailPane(QWidget *parent = nullptr);
    void setDetail(const Detail &detail);
    /// A sentence instead: nothing, or more than one thing is selected.
    void setSentence(const QString &sentence);
    /// The first is the filled button of the advice, the second the plain one, the others are links. Not owned.
    void setActions(const QList<QAction *> &actions);
    [[nodiscard]] QString currentTab() const;
    void setCurrentTab(const QString &key);
    /// What has to be asked for; `wishChanged` when the user opens something else.
    [[nodiscard]] DetailWish wish() const;
    /// What is selected, also while something is looked up.
    [[nodiscard]] const Detail &detail() const { return m_detail; }

    /// Over what is selected, until it is closed or something else is selected.
    void showLookUp(const Detail &detail);
    void closeLookUp();
    [[nodiscard]] bool isLookingUp() const { return m_lookUp.has_value(); }

Q_SIGNALS:
    void wishChanged();
    void openRequested(const cartage::ui::Location &location);
    void lookUpClosed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void show(const Detail &detail, bool fresh);
    void showTab(bool fresh);
    void showNothing();
    [[nodiscard]] const Detail &shown() const { return m_lookUp ? *m_lookUp : m_detail; }

    MarkLabel *m_mark;
    Words *m_title, *m_facts, *m_sentence;
    QPushButton *m_back;
    TabStrip *m_tabs;
    QWidget *m_line;
    QStackedWidget *m_pages;
    SummaryPage *m_summary;
    EntryPage *m_entries;
    QList<QAction *> m_actions;
    Detail m_detail;
    std::optional<Detail> m_lookUp;
    QString m_sentenceText;
    bool m_hasDetail = false;
    QString m_text;
    int m_most = 0;
};

} // namespace cartage::ui
