// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QPoint>
#include <QString>
#include <functional>
#include <optional>

class QAbstractItemView;
class QModelIndex;
class QWidget;

namespace cartage::test {

/// Somebody at the console: sees what is painted or told to a screen reader, and has a keyboard and a mouse. Every key press, click, and run of typed words
/// is a step and counted; looking, and waiting until something can be seen, are free. What is hidden, disabled, covered or outside of its view cannot be
/// clicked. Each step says whether it could be made; why() tells what was to be seen where it could not.
class Operator final
{
public:
    explicit Operator(QWidget &window);

    /// A new task: counting begins again.
    void begin();
    /// The same from the overview, with nothing open and no filter left by the task before in these lists.
    bool beginAfresh(std::initializer_list<const char *> lists);
    [[nodiscard]] int steps() const { return m_steps; }
    [[nodiscard]] const QString &why() const { return m_why; }

    bool press(const QKeySequence &keys);
    /// Into what has the keyboard.
    bool type(const QString &words);
    /// The button, link, tab, sidebar entry, tile, box or menu entry with these words, in what lies on top.
    bool click(const QString &words, Qt::MouseButton button = Qt::LeftButton);
    /// The field with this label.
    bool clickField(const QString &label);
    bool clickRow(const QString &words, Qt::KeyboardModifiers modifiers = {}, Qt::MouseButton button = Qt::LeftButton);
    bool doubleClickRow(const QString &words);
    /// A column's heading.
    bool clickHeading(const QString &words);
    /// Waits until these words can be seen somewhere.
    bool sees(const QString &words);
    /// Waits until they are nowhere.
    bool seesNoMore(const QString &words);
    /// Waits until something else is so, which `otherwise` says if it does not come.
    bool finds(const std::function<bool()> &what, const QString &otherwise) { return wait(what, otherwise); }
    /// Not a step: what is there now, a line for each thing.
    [[nodiscard]] QString everything() const;

private:
    [[nodiscard]] QWidget *top() const;
    [[nodiscard]] QWidget *withKeyboard() const;
    void takeKeyboard() const;
    bool wait(const std::function<bool()> &until, const QString &what);
    struct Spot {
        QWidget *widget = nullptr;
        QPoint point;
    };
    [[nodiscard]] std::optional<Spot> spotOf(const QString &words) const;
    [[nodiscard]] std::optional<Spot> rowOf(const QString &words) const;
    bool clickAt(const std::function<std::optional<Spot>()> &where, const QString &words, Qt::MouseButton button, Qt::KeyboardModifiers modifiers, bool twice);

    QWidget &m_window;
    int m_steps = 0;
    QString m_why;
};

} // namespace cartage::test
