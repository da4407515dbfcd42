// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QLineEdit>
#include <QMap>
#include <QToolButton>
#include <vector>

#include "ui/widgets/filterbar.h"

class QCompleter;
class QHBoxLayout;
class QStringListModel;

namespace cartage::ui {

/// A condition in the field. Delete and Backspace take it out, Enter and a click take it back into the field as text.
class ChipButton final : public QAbstractButton
{
    Q_OBJECT

public:
    ChipButton(Chip chip, QWidget *parent);
    [[nodiscard]] const Chip &chip() const { return m_chip; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void removeRequested();
    void editRequested();
    /// Left (-1) or Right (1).
    void stepRequested(int by);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] QString keyText() const;
    [[nodiscard]] QRect cross() const;

    Chip m_chip;
};

class FilterField final : public QWidget
{
    Q_OBJECT

public:
    explicit FilterField(QWidget *parent);
    void setKeys(const QStringList &keys) { m_keys = keys; }
    void setValues(const QString &key, const QStringList &values) { m_values.insert(key, values); }
    void setHint(const QString &hint);
    void setChips(const QList<Chip> &chips);
    [[nodiscard]] QList<Chip> chips() const;
    [[nodiscard]] QLineEdit *edit() const { return m_edit; }
    [[nodiscard]] QToolButton *saveButton() const { return m_save; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    /// Chips were added or taken out by the user.
    void chipsChanged();
    void typed();
    void entered();
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void add(const Chip &chip);
    void remove(ChipButton *chip);
    void takeBack(ChipButton *chip);
    void step(ChipButton *from, int by);
    /// Makes chips of what is complete in the text; with `all` also of what stands at its end.
    bool takeChips(bool all);
    void offer();
    bool editKey(int key);
    void takeLook();

    QHBoxLayout *m_row;
    QLineEdit *m_edit;
    QToolButton *m_save;
    QCompleter *m_completer;
    QStringListModel *m_offers;
    std::vector<ChipButton *> m_chips;
    QStringList m_keys;
    QMap<QString, QStringList> m_values;
};

} // namespace cartage::ui
