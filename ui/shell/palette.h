// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>
#include <functional>
#include <optional>

#include "ui/look/marks.h"

class QLabel;
class QLineEdit;
class QListView;

namespace cartage::ui {

/// One thing that Find or do offers.
struct Offer {
    QString group;              ///< title: "Find", "Do", "Look up"
    std::optional<Mark> mark;   ///< else the icon
    const char *icon = nullptr; ///< freedesktop name
    QIcon ownIcon;              ///< of an action; before `icon`
    QString name, fact;         ///< plain text, escaped before
    QString key;                ///< what does it without the palette
    bool onControlEnter = false;
    std::function<void()> choose;
};

class OfferModel;

/// The popup of Find or do: lies over the window under the path bar, has the focus while it is open, closes at Esc, a choice, or a click elsewhere.
/// Knows nothing of what it offers.
class Palette final : public QWidget
{
    Q_OBJECT

public:
    explicit Palette(QWidget *window);
    /// Asked for every text; offers of one group stand together.
    void setSource(std::function<QList<Offer>(const QString &text)> source);
    /// Its top edge lies at `top` of the window.
    void open(int top, const QString &typed);
    void close();
    /// There is something new to offer.
    void refresh();
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void place();
    void step(int by);
    void select(int row);
    void choose(int row);
    bool takeKey(int key, Qt::KeyboardModifiers modifiers);

    std::function<QList<Offer>(const QString &)> m_source;
    QLineEdit *m_edit;
    QLabel *m_hint, *m_nothing;
    QListView *m_list;
    OfferModel *m_model;
    QPointer<QWidget> m_before; ///< had the focus
    int m_top = 0;
};

} // namespace cartage::ui
