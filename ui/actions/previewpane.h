// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/actions/planning.h"

class QAction;
class QGridLayout;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace cartage::ui {

class Words;

/// What an action would do, from the engine's own plan, in the place of the detail. The safe button has the focus; where a last copy goes, a name has to
/// be typed.
class PreviewPane final : public QWidget
{
    Q_OBJECT

public:
    struct Choice {
        QString key, words, second;
        bool chosen = false;
    };
    struct Content {
        QString title; ///< "Remove 3 distribution points?"
        QString note;  ///< why it is shown again; empty: it is shown for the first time
        Planned plan;
        QStringList sentences; ///< what it means
        QString endsTitle;
        QList<QPair<QString, QString>> ends; ///< number and what of
        QString lossEffect;
        bool wayOut = false; ///< the last copies can be given to others first
        QString choiceTitle;
        QList<Choice> choices;
        QString act, safe;
        bool destructive = true;
    };
    explicit PreviewPane(QWidget *parent = nullptr);
    /// While the engine is asked; `again` keeps what is shown and what was typed.
    void setBusy(const QString &title, bool again);
    void setContent(const Content &content);
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString reason() const;
    /// The plan is not there yet.
    [[nodiscard]] bool isBusy() const { return m_busy; }
    /// Where the keyboard begins: at the button that changes nothing.
    void begin();

Q_SIGNALS:
    void confirmed(const QString &reason);
    void left();
    void partToggled(const QString &key, bool ticked);
    void chosen(const QString &key);
    void copyWanted();
    void wayOutWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeFields();
    QWidget *makeFooter();
    void refill();
    void addTable(QVBoxLayout *column, QWidget *parent);
    void addTotals(QGridLayout *grid, QWidget *parent, int row);
    void addLosses(QVBoxLayout *column, QWidget *parent);
    void addChoices(QVBoxLayout *column, QWidget *parent);
    void addEnds(QVBoxLayout *column, QWidget *parent);
    void check();

    Content m_content;
    bool m_busy = true;
    QScrollArea *m_area;
    QVBoxLayout *m_body;
    QWidget *m_upper = nullptr; ///< all that comes from the plan
    QWidget *m_fields;
    Words *m_typedLabel = nullptr;
    QLineEdit *m_reason = nullptr, *m_typed = nullptr;
    QPushButton *m_act = nullptr, *m_safe = nullptr;
    QAction *m_wayOut;
};

} // namespace cartage::ui
