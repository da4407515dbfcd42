// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/detail/detail.h"

class QScrollArea;
class QStackedWidget;
class QTabBar;
class QVBoxLayout;

namespace cartage::ui {

class AdviceBox;
class Facts;
class MarkLabel;
class MonoBox;
class SectionTitle;
class Words;

/// What is known of the thing that is selected, and what can be done with it.
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

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void fillTab(QWidget *page, const Detail::Tab &tab);
    [[nodiscard]] QWidget *makePage(QVBoxLayout *&column);

    MarkLabel *m_mark;
    Words *m_title, *m_facts, *m_sentence;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    AdviceBox *m_advice;
    Facts *m_values;
    SectionTitle *m_rawTitle;
    MonoBox *m_raw;
    QList<QAction *> m_actions;
    Detail m_detail;
};

} // namespace cartage::ui
