// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/widgets/segments.h"

class QLineEdit;
class QToolButton;

namespace cartage::ui {

/// One condition of a filter: "state: failed", "not dp: berlin*".
struct Chip {
    QString key;
    QString value;
    bool negated = false;
    bool operator==(const Chip &) const = default;
};

class FilterField;

/// The field of chips and free text, and the quick filters beside it. Knows nothing of what is filtered. "key:value" (with - or "not " before it: not)
/// becomes a chip at a space or Enter where `key` is one of the keys; Backspace at the start takes the last chip; Left and Right walk over chips.
class FilterBar final : public QWidget
{
    Q_OBJECT

public:
    explicit FilterBar(QWidget *parent = nullptr);

    void setKeys(const QStringList &keys);
    /// Offered while a value of the key is typed.
    void setValues(const QString &key, const QStringList &values);
    /// "Add dp:, code:, since: or text"
    void setHint(const QString &hint);
    void setChips(const QList<Chip> &chips);
    [[nodiscard]] QList<Chip> chips() const;
    void setText(const QString &text);
    [[nodiscard]] QString text() const;
    /// Empty: no quick filters, the field takes the width. Shown where there is room for them.
    [[nodiscard]] Segments *quickFilters() const { return m_quick; }
    /// At the right of everything: List | Matrix.
    void addTrailing(QWidget *widget);
    void focusField();
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// By the user: at once for chips and Enter, after a pause while typing.
    void changed();
    void saveRequested();
    /// Down or Enter in the field: the list may take the focus.
    void left();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void fit();

    FilterField *m_field;
    Segments *m_quick;
    QList<QWidget *> m_trailing;
    QTimer m_pause;
};

} // namespace cartage::ui
