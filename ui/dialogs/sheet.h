// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/base/error.h"

class QFormLayout;
class QPushButton;
class QVBoxLayout;

namespace cartage::ui {

class Words;

/// A form over the window: title, fields, what is wrong, and a button named after the act. Deletes itself.
class Sheet : public QDialog
{
    Q_OBJECT

public:
    Sheet(const QString &title, const QString &act, QWidget *parent);
    void reject() override;
    /// Whatever it is at.
    void leaveForGood() { done(Rejected); }

protected:
    /// With an accessible name and a label that leads to it.
    void addField(const QString &label, QWidget *field);
    /// With a button beside it that helps to fill it.
    void addField(const QString &label, QWidget *field, QPushButton *beside);
    /// Over the whole width, below the fields.
    void addWide(QWidget *widget);
    /// Below everything: a plan or a hint in text2, and what is wrong in red.
    void setHint(const QString &hint);
    void setWrong(const QString &sentence);
    void setWrong(const Error &error);
    void setComplete(bool complete);
    /// "Change nothing" where nothing would be changed anyway.
    void setLeaveWords(const QString &words);
    /// While the engine is asked nothing can be changed. Leaving the sheet ends the work where its destructor does; else the work goes on behind the
    /// window, its outcome is said as ever, and what goes wrong brings the sheet back.
    void setBusy(const QString &sentence, bool leavingEndsIt = false);
    void setReady();
    [[nodiscard]] QPushButton *actButton() const { return m_act; }
    /// The button was pressed.
    virtual void act() = 0;
    void showEvent(QShowEvent *event) override;

private:
    QFormLayout *m_form;
    QVBoxLayout *m_column, *m_middle;
    QWidget *m_fields;
    Words *m_hint, *m_wrong;
    QPushButton *m_act, *m_leave;
    QString m_leaveWords;
    bool m_goesOn = false; ///< behind the window, once it is left
};

} // namespace cartage::ui
