// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QLabel>
#include <QPushButton>
#include <optional>

#include "ui/look/marks.h"
#include "ui/look/style.h"

class QAction;
class QGridLayout;
class QPlainTextEdit;
class QToolButton;

namespace cartage::ui {

/// The style, palette or font has changed: what was taken from the look is taken again.
[[nodiscard]] bool isLookChange(const QEvent *event);

/// A label in one of the look's fonts and inks that follows a change of scheme or font. Plain text.
class Words final : public QLabel
{
    Q_OBJECT

public:
    enum class Kind { Body, Second, Small, SmallSecond, Section, PaneTitle, SheetTitle, Mono };
    explicit Words(Kind kind, const QString &text = {}, QWidget *parent = nullptr);
    void setKind(Kind kind);
    /// Words of a state.
    void setHue(std::optional<Hue> hue);
    /// One line, cut at its end (or in the middle), the whole text in the tooltip.
    void setElided(Qt::TextElideMode mode);
    /// As many lines as it needs, broken inside a word where that is longer than a line: a path. Can be selected with the mouse.
    void setWrapped();
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void takeLook();
    /// Whether the document had to be told.
    bool breakLongWords() const;

    Kind m_kind;
    std::optional<Hue> m_hue;
    bool m_wrapped = false;
    Qt::TextElideMode m_elide = Qt::ElideNone;
};

/// A mark on its own; always beside its word.
class MarkLabel final : public QWidget
{
    Q_OBJECT

public:
    explicit MarkLabel(Mark mark, int size = Look::markSize, QWidget *parent = nullptr);
    void setMark(Mark mark);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Mark m_mark;
    int m_size;
};

/// A hairline across.
class Hairline final : public QWidget
{
    Q_OBJECT

public:
    explicit Hairline(Qt::Orientation orientation = Qt::Horizontal, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Qt::Orientation m_orientation;
};

/// A button that is an action: text, tooltip, enabled and visible follow it, a click triggers it.
[[nodiscard]] QPushButton *actionButton(QAction *action, ButtonRole role, QWidget *parent);
/// Flat, icon only, 28 px.
[[nodiscard]] QToolButton *iconButton(QAction *action, QWidget *parent);

/// Labels and values in two columns.
class Facts final : public QWidget
{
    Q_OBJECT

public:
    explicit Facts(QWidget *parent = nullptr);
    /// Plain text, escaped before.
    void setFacts(const QList<QPair<QString, QString>> &facts);

private:
    QGridLayout *m_grid;
};

/// Title at the left, a fact in text2 or a link at the right.
class SectionTitle final : public QWidget
{
    Q_OBJECT

public:
    explicit SectionTitle(const QString &title, QWidget *parent = nullptr);
    void setTitle(const QString &title);
    void setFact(const QString &fact);
    void addTrailing(QWidget *widget);

private:
    Words *m_title, *m_fact;
};

/// A raw error or a path, to be selected and copied.
class MonoBox final : public QWidget
{
    Q_OBJECT

public:
    explicit MonoBox(QWidget *parent = nullptr);
    /// Escaped before.
    void setText(const QString &text);
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void takeLook();

    Words *m_text;
    QToolButton *m_copy;
};

/// 6 px high; a meter where the hue is grey.
class Bar final : public QWidget
{
    Q_OBJECT

public:
    explicit Bar(QWidget *parent = nullptr);
    void setValue(double done, Hue hue = Hue::Blue, double notch = -1);
    /// What is missing beside it, hatched: as a part of the whole width.
    void setMissing(double part);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double m_done = 0, m_notch = -1, m_missing = 0;
    Hue m_hue = Hue::Blue;
};

} // namespace cartage::ui
