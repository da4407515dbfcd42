// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "monkey.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTest>
#include <QWheelEvent>
#include <QWindow>
#include <array>

namespace cartage::test {

namespace {

constexpr int remembered = 40;

/// What nobody would type, and some that somebody would. Nothing of it leads out of a folder that lies four deep.
QString hostile(int which)
{
    static const QStringList all{
        QStringLiteral("is:stale"), QStringLiteral("state:failed "), QStringLiteral("dp:berlin* "), QStringLiteral("-dp:kiel1 "), QStringLiteral("since:1d"), QStringLiteral("package:"),
        QStringLiteral("hold"), QStringLiteral("stop retrying"), QStringLiteral("2328"), QStringLiteral("EIO"), QStringLiteral("remove"), QStringLiteral("\"unfinished"), QStringLiteral("a:b:c:\"d\" -:"),
        QStringLiteral("'; DROP TABLE package; --"), QStringLiteral("%n %1 %99 %s%n"), QStringLiteral("<b>bold</b><img src=x>"), QStringLiteral("&&&amp;"), QStringLiteral("../.."), QStringLiteral("C:\\temp\\x"),
        QStringLiteral("$(reboot) `id` |;"), QStringLiteral("\u202Ergth\u202C \u200F"), QStringLiteral("e\u0301\u0323\u0300 \U0001F4E6\U0001F3F4"), QStringLiteral("\u2028\u0085"), QString(QChar(0xD800)),
        QString(3000, QLatin1Char('x')), QStringLiteral("*?[a-z]{1,}"), QStringLiteral("-1"), QStringLiteral("99999999999999999999"), QStringLiteral("0"), QStringLiteral("1e308"), QStringLiteral("2M"), QStringLiteral("7d"),
        QStringLiteral("a\tb\tc\nd\te\tf\n"), QStringLiteral("   "), QStringLiteral("Name"), QStringLiteral("group-1"), QStringLiteral("\x01\x1b[31m"), QString::fromUtf8("\xF0\x9F\x92\xA9 straße ІİıſK")};
    return all[which % all.size()];
}

} // namespace

QWidget *Monkey::topOf(QWidget &window)
{
    if (QWidget *popup = QApplication::activePopupWidget())
        return popup;
    if (QWidget *modal = QApplication::activeModalWidget())
        return modal;
    return &window;
}

void Monkey::say(const QString &what)
{
    m_said << what;
    if (m_said.size() > remembered)
        m_said.removeFirst();
    if (qEnvironmentVariableIsSet("CARTAGE_TEST_TRACE"))
        fprintf(stderr, "%s\n", qPrintable(what));
}

void Monkey::play(QWidget &window)
{
    QWidget *top = topOf(window);
    // It looks at the whole machine, and can rename and delete there.
    if (auto *files = qobject_cast<QFileDialog *>(top->window()))
        return answer(*files);
    keepInside(*top);
    const int which = number(100);
    if (which < 48)
        click(*top);
    else if (which < 54)
        drag(*top);
    else if (which < 60)
        wheel(*top);
    else if (which < 80)
        key(window);
    else if (which < 88)
        shortcut(window);
    else if (which < 96)
        type(window);
    else
        resize(window);
}

void Monkey::leave(QWidget &window) { send(window, Qt::Key_Escape, Qt::NoModifier, QStringLiteral("\x1b")); }

/// Paths that lead out of the world are led back.
void Monkey::keepInside(QWidget &top)
{
    const auto leadsOut = [this](const QString &words) {
        for (const QString &each : words.split(QRegularExpression(QStringLiteral("[\\t\\n]")))) {
            const QString path = QDir::cleanPath(each.trimmed());
            if (path.startsWith(QLatin1Char('/')) && path != m_world && !path.startsWith(m_world + QLatin1Char('/')))
                return true;
        }
        return false;
    };
    for (auto *edit : top.window()->findChildren<QLineEdit *>()) {
        if (leadsOut(edit->text()))
            edit->setText(m_world + QStringLiteral("/folder"));
    }
    for (auto *edit : top.window()->findChildren<QPlainTextEdit *>()) {
        if (leadsOut(edit->toPlainText()))
            edit->setPlainText(QStringLiteral("dp\t") + m_world + QStringLiteral("/folder"));
    }
}

void Monkey::answer(QFileDialog &dialog)
{
    say(QStringLiteral("answers ") + dialog.windowTitle());
    if (number(3) == 0) {
        dialog.reject();
        return;
    }
    const QStringList folders{QStringLiteral("folder"), QStringLiteral("sample"), QStringLiteral("sample/site"), QStringLiteral("sample/sources/reader-11"), QStringLiteral("empty")};
    const QString folder = m_world + QLatin1Char('/') + folders[number(static_cast<int>(folders.size()))];
    QDir().mkpath(folder);
    if (dialog.fileMode() == QFileDialog::Directory) {
        dialog.setDirectory(folder);
        dialog.selectFile(folder);
    } else {
        dialog.setDirectory(m_world);
        dialog.selectFile(m_world + QStringLiteral("/file-%1").arg(number(6)));
    }
    QMetaObject::invokeMethod(&dialog, "accept");
    if (dialog.isVisible() && number(3) == 0)
        dialog.reject();
}

QWidget *Monkey::somethingIn(QWidget &top)
{
    QList<QWidget *> all;
    for (QWidget *each : top.findChildren<QWidget *>()) {
        if (each->isVisible() && each->isEnabled() && each->window() == top.window() && !each->size().isEmpty())
            all << each;
    }
    return all.isEmpty() ? &top : all[number(static_cast<int>(all.size()))];
}

QPoint Monkey::placeIn(QWidget &top)
{
    QWidget *some = number(5) == 0 ? &top : somethingIn(top);
    return some->mapTo(top.window(), QPoint(number(some->width() + 1), number(some->height() + 1)));
}

void Monkey::mouse(QWidget &top, QPoint at, Qt::MouseButton button, bool twice)
{
    const QPointer<QWindow> window = top.window()->windowHandle();
    const auto send = [&](QEvent::Type type, Qt::MouseButtons held) {
        if (window)
            qt_handleMouseEvent(window, at, window->mapToGlobal(at), held, type == QEvent::MouseMove ? Qt::NoButton : button, type, QGuiApplication::keyboardModifiers(), 0);
    };
    send(QEvent::MouseMove, Qt::NoButton);
    for (int i = 0; i <= static_cast<int>(twice); ++i) {
        send(QEvent::MouseButtonPress, button);
        send(QEvent::MouseButtonRelease, Qt::NoButton);
    }
}

void Monkey::click(QWidget &top)
{
    const QPoint at = placeIn(top);
    const int which = number(10);
    const Qt::MouseButton button = which == 0 ? Qt::RightButton : which == 1 ? Qt::MiddleButton : Qt::LeftButton;
    const QWidget *there = top.window()->childAt(at);
    say(QStringLiteral("clicks %1 %2 %3").arg(QString::fromLatin1(there ? there->metaObject()->className() : "-"), there ? there->accessibleName() : QString()).arg(which));
    mouse(top, at, button, which == 9);
}

void Monkey::drag(QWidget &top)
{
    const QPointer<QWindow> window = top.window()->windowHandle();
    const QPoint from = placeIn(top), to = placeIn(top);
    say(QStringLiteral("drags"));
    const auto send = [&](QEvent::Type type, QPoint at, Qt::MouseButtons held) {
        if (window)
            qt_handleMouseEvent(window, at, window->mapToGlobal(at), held, type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, type, Qt::NoModifier, 0);
    };
    send(QEvent::MouseButtonPress, from, Qt::LeftButton);
    for (int i = 1; i <= 4; ++i)
        send(QEvent::MouseMove, from + (to - from) * i / 4, Qt::LeftButton);
    send(QEvent::MouseButtonRelease, to, Qt::NoButton);
}

void Monkey::wheel(QWidget &top)
{
    const QPoint at = placeIn(top);
    QWidget *there = top.window()->childAt(at);
    say(QStringLiteral("wheel"));
    const int by = (number(9) - 4) * 120;
    const bool wide = number(4) == 0;
    QWidget *to = there ? there : &top;
    const QPoint local = to->mapFrom(top.window(), at);
    QWheelEvent event(local, to->mapToGlobal(local), {}, wide ? QPoint(by, 0) : QPoint(0, by), Qt::NoButton, number(6) == 0 ? Qt::ControlModifier : Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(to, &event);
}

void Monkey::send(QWidget &window, int key, Qt::KeyboardModifiers modifiers, const QString &text)
{
    const QPointer<QWindow> to = QGuiApplication::focusWindow() ? QGuiApplication::focusWindow() : topOf(window)->window()->windowHandle();
    if (to)
        qt_handleKeyEvent(to, QEvent::KeyPress, key, modifiers, text);
    if (to)
        qt_handleKeyEvent(to, QEvent::KeyRelease, key, modifiers, text);
}

void Monkey::key(QWidget &window)
{
    static constexpr std::array keys{Qt::Key_Tab, Qt::Key_Tab, Qt::Key_Backtab, Qt::Key_Up, Qt::Key_Down, Qt::Key_Down, Qt::Key_Left, Qt::Key_Right, Qt::Key_Home, Qt::Key_End, Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Return,
                                     Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space, Qt::Key_Escape, Qt::Key_Delete, Qt::Key_Backspace, Qt::Key_F1, Qt::Key_F2, Qt::Key_F5, Qt::Key_F6, Qt::Key_F10, Qt::Key_Menu, Qt::Key_Insert};
    static constexpr std::array modifiers{Qt::NoModifier, Qt::NoModifier, Qt::NoModifier, Qt::NoModifier, Qt::ShiftModifier, Qt::ControlModifier, Qt::AltModifier};
    const Qt::Key which = keys[static_cast<std::size_t>(number(static_cast<int>(keys.size())))];
    const Qt::KeyboardModifiers with = modifiers[static_cast<std::size_t>(number(static_cast<int>(modifiers.size())))];
    say(QStringLiteral("presses ") + QKeySequence(QKeyCombination(with, which)).toString());
    const QString text = which == Qt::Key_Return || which == Qt::Key_Enter ? QStringLiteral("\r") : which == Qt::Key_Space ? QStringLiteral(" ") : which == Qt::Key_Tab ? QStringLiteral("\t") : QString();
    send(window, which, with, text);
}

void Monkey::shortcut(QWidget &window)
{
    QList<QKeySequence> all{QKeySequence::SelectAll, QKeySequence::Copy, QKeySequence::Cut, QKeySequence::Undo};
    for (const QAction *each : window.findChildren<QAction *>())
        all << each->shortcuts();
    const QKeySequence keys = all[number(static_cast<int>(all.size()))];
    if (keys.isEmpty())
        return;
    say(QStringLiteral("presses ") + keys.toString());
    send(window, keys[0].key(), keys[0].keyboardModifiers(), {});
}

void Monkey::type(QWidget &window)
{
    const QString words = hostile(number(1000));
    say(QStringLiteral("types ") + words.left(30).toHtmlEscaped());
    // As it is typed, or all at once as an input method gives it.
    QWidget *focused = QApplication::focusWidget();
    if (words.size() > 60 || (focused && number(3) == 0)) {
        QInputMethodEvent event;
        event.setCommitString(words);
        if (focused)
            QApplication::sendEvent(focused, &event);
        return;
    }
    for (const QChar each : words)
        send(window, each == QLatin1Char('\t') ? int(Qt::Key_Tab) : each == QLatin1Char('\n') ? int(Qt::Key_Return) : int(each.toUpper().unicode()), Qt::NoModifier, QString(each));
}

void Monkey::resize(QWidget &window)
{
    say(QStringLiteral("resizes"));
    switch (number(6)) {
    case 0:
        window.showMinimized();
        window.showNormal();
        break;
    case 1:
        window.isMaximized() ? window.showNormal() : window.showMaximized();
        break;
    default:
        if (QWidget *top = topOf(window); top->isWindow() && !QApplication::activePopupWidget())
            top->resize(300 + number(1600), 200 + number(1000));
    }
}

} // namespace cartage::test
