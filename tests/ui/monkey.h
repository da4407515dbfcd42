// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QStringList>
#include <random>

class QFileDialog;
class QWidget;
class QWindow;

namespace cartage::test {

/// Somebody who does not know what they do: presses, clicks, drags, types, at random from a seed. What reaches the window goes the way of what a mouse and a
/// keyboard send: popups, modal dialogs and shortcuts take their part of it. Nothing here waits or processes events, so that a dialog that waits in a loop of
/// its own is played with as well.
class Monkey final
{
public:
    /// Everything that is named or chosen lies in `world`.
    Monkey(quint32 seed, QString world) : m_random(seed), m_world(std::move(world)) { }
    /// One input to whatever lies on top of the window.
    void play(QWidget &window);
    /// The way out of whatever lies on top.
    void leave(QWidget &window);
    [[nodiscard]] int number(int below) { return static_cast<int>(m_random() % static_cast<unsigned>(below)); }
    /// The last inputs, oldest first.
    [[nodiscard]] const QStringList &said() const { return m_said; }

    [[nodiscard]] static QWidget *topOf(QWidget &window);

private:
    void click(QWidget &top);
    void drag(QWidget &top);
    void wheel(QWidget &top);
    void key(QWidget &window);
    void shortcut(QWidget &window);
    void type(QWidget &window);
    void resize(QWidget &window);
    void answer(QFileDialog &dialog);
    void keepInside(QWidget &top);
    void mouse(QWidget &top, QPoint at, Qt::MouseButton button, bool twice);
    void send(QWidget &window, int key, Qt::KeyboardModifiers modifiers, const QString &text);
    [[nodiscard]] QWidget *somethingIn(QWidget &top);
    [[nodiscard]] QPoint placeIn(QWidget &top);
    void say(const QString &what);

    std::mt19937 m_random;
    QString m_world;
    QStringList m_said;
};

} // namespace cartage::test
