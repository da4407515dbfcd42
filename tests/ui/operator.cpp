// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "operator.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTabBar>
#include <QTest>

#include "ui/widgets/rowdelegate.h"

namespace cartage::test {

namespace {

constexpr int patience = 20000; ///< ms: somebody looks for longer where the machine is busy

/// Without the marks of mnemonics and with single spaces.
QString plain(QString words)
{
    words.remove(QLatin1Char('&'));
    return words.simplified();
}

QString wordsOf(const QModelIndex &cell)
{
    QStringList parts;
    if (cell.data(ui::GroupRole).canConvert<ui::GroupHeader>()) {
        const auto header = cell.data(ui::GroupRole).value<ui::GroupHeader>();
        parts << header.title << header.counts;
    }
    for (const int role : {static_cast<int>(Qt::DisplayRole), static_cast<int>(ui::UnitRole), static_cast<int>(ui::SecondLineRole), static_cast<int>(ui::SentenceRole),
                           static_cast<int>(Qt::AccessibleTextRole)}) {
        if (const QString part = cell.data(role).toString(); !part.isEmpty() && !parts.contains(part))
            parts << part;
    }
    return parts.join(QLatin1Char(' '));
}

QString rowWords(const QAbstractItemView &view, int row)
{
    QStringList cells;
    for (int column = 0; column < view.model()->columnCount(view.rootIndex()); ++column)
        cells << wordsOf(view.model()->index(row, column, view.rootIndex()));
    return plain(cells.join(QLatin1Char(' ')));
}

/// Rows that are inside of the view now.
std::pair<int, int> rowsInSight(const QAbstractItemView &view)
{
    const int rows = view.model() ? view.model()->rowCount(view.rootIndex()) : 0;
    const QModelIndex first = view.indexAt(QPoint(1, 1)), last = view.indexAt(QPoint(1, view.viewport()->height() - 2));
    return {first.isValid() ? first.row() : 0, last.isValid() ? last.row() : rows - 1};
}

/// What a widget says of itself.
QStringList wordsOf(const QWidget &widget)
{
    QStringList words;
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        words << label->text();
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        words << button->text();
    if (const auto *edit = qobject_cast<const QLineEdit *>(&widget))
        words << edit->text() << edit->placeholderText();
    if (const auto *edit = qobject_cast<const QPlainTextEdit *>(&widget))
        words << edit->toPlainText();
    if (const auto *box = qobject_cast<const QComboBox *>(&widget))
        words << box->currentText();
    if (const auto *tabs = qobject_cast<const QTabBar *>(&widget)) {
        for (int i = 0; i < tabs->count(); ++i)
            words << tabs->tabText(i);
    }
    if (const auto *view = qobject_cast<const QAbstractItemView *>(&widget); view && view->model()) {
        const auto [from, to] = rowsInSight(*view);
        for (int row = from; row <= to; ++row)
            words << rowWords(*view, row);
    }
    if (const auto *bar = qobject_cast<const QMenuBar *>(&widget)) {
        for (const QAction *action : bar->actions())
            words << action->text();
    }
    if (const auto *menu = qobject_cast<const QMenu *>(&widget)) {
        for (const QAction *action : menu->actions())
            words << action->text();
    }
    words << widget.accessibleName() << widget.accessibleDescription();
    words.removeAll(QString());
    for (QString &each : words)
        each = plain(each);
    return words;
}

/// What is left of a widget inside of all that it lies in.
QRect inSight(const QWidget &widget)
{
    QRect rect = widget.rect();
    QPoint offset;
    for (const QWidget *each = &widget; !each->isWindow() && each->parentWidget(); each = each->parentWidget()) {
        offset += each->pos();
        rect &= each->parentWidget()->rect().translated(-offset);
    }
    return rect;
}

bool isInSight(const QWidget &widget, const QPoint &point)
{
    if (!widget.isVisible() || !inSight(widget).contains(point))
        return false;
    const QWidget *there = widget.window()->childAt(widget.mapTo(widget.window(), point));
    return !there || there == &widget || widget.isAncestorOf(there); // nothing lies over it
}

/// How well words name a thing: 0 the same, 1 its beginning, 2 within it; nothing: not at all.
std::optional<int> fit(const QString &thing, const QString &words)
{
    if (thing.compare(words, Qt::CaseInsensitive) == 0)
        return 0;
    if (thing.startsWith(words, Qt::CaseInsensitive))
        return 1;
    return thing.contains(words, Qt::CaseInsensitive) ? std::optional(2) : std::nullopt;
}

} // namespace

Operator::Operator(QWidget &window) : m_window(window) { }

void Operator::begin()
{
    m_steps = 0;
    m_why.clear();
}

QWidget *Operator::top() const
{
    if (QWidget *popup = QApplication::activePopupWidget())
        return popup;
    if (QWidget *modal = QApplication::activeModalWidget())
        return modal;
    return &m_window;
}

QWidget *Operator::withKeyboard() const
{
    if (QWidget *popup = QApplication::activePopupWidget())
        return popup->focusWidget() ? popup->focusWidget() : popup;
    QWidget *focused = QApplication::focusWidget();
    return focused ? focused : top();
}

bool Operator::wait(const std::function<bool()> &until, const QString &what)
{
    if (QTest::qWaitFor(until, patience))
        return true;
    m_why = QStringLiteral("after %1 steps: %2").arg(m_steps).arg(what);
    qInfo("%s. To be seen is:\n%s", qPrintable(m_why), qPrintable(everything()));
    return false;
}

/// A window manager gives the keyboard back to what lies below when a dialog goes.
void Operator::takeKeyboard() const
{
    QWidget *window = top()->window();
    if (QApplication::activePopupWidget() || QApplication::activeWindow() == window)
        return;
    window->activateWindow();
    // Not QWidget::isActiveWindow: a dialog shares that with its parent.
    static_cast<void>(QTest::qWaitFor([window = QPointer<QWidget>(window)] { return !window || QApplication::activeWindow() == window; }, patience));
}

bool Operator::beginAfresh(std::initializer_list<const char *> lists)
{
    constexpr int mostChips = 4;
    if (!press(Qt::Key_Escape))
        return false;
    for (const char *list : lists) {
        if (!click(QString::fromLatin1(list)) || !press(QKeySequence::Find))
            return false;
        for (int chip = 0; chip < mostChips; ++chip) {
            if (!press(Qt::Key_Backspace))
                return false;
        }
    }
    if (!click(QStringLiteral("Overview")))
        return false;
    begin();
    return true;
}

bool Operator::press(const QKeySequence &keys)
{
    ++m_steps;
    takeKeyboard();
    for (int i = 0; i < keys.count(); ++i)
        QTest::keyClick(withKeyboard(), keys[static_cast<uint>(i)].key(), keys[static_cast<uint>(i)].keyboardModifiers());
    return true;
}

bool Operator::type(const QString &words)
{
    ++m_steps;
    takeKeyboard();
    for (const QChar each : words) {
        const int key = each == QLatin1Char('\t') ? Qt::Key_Tab : each == QLatin1Char('\n') ? Qt::Key_Return : 0;
        QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, QString(each)), up(QEvent::KeyRelease, key, Qt::NoModifier, QString(each));
        const QPointer<QWidget> to = withKeyboard();
        QApplication::sendEvent(to, &down);
        if (to)
            QApplication::sendEvent(to, &up);
    }
    return true;
}

std::optional<Operator::Spot> Operator::spotOf(const QString &words) const
{
    std::optional<Spot> best;
    int bestFit = 3;
    const auto consider = [&](QWidget *widget, const QPoint &point, const QString &said) {
        const auto fits = fit(plain(said), words);
        if (fits && *fits < bestFit && isInSight(*widget, point)) {
            bestFit = *fits;
            best = Spot{widget, point};
        }
    };
    QList<QWidget *> all = top()->findChildren<QWidget *>();
    all.prepend(top());
    for (QWidget *widget : all) {
        if (!widget->isVisible() || !widget->isEnabled() || (widget->window() != top()->window()))
            continue;
        if (auto *menu = qobject_cast<QMenu *>(widget)) {
            for (QAction *action : menu->actions()) {
                if (action->isVisible() && action->isEnabled() && !action->isSeparator())
                    consider(menu, menu->actionGeometry(action).center(), action->text());
            }
        } else if (auto *bar = qobject_cast<QMenuBar *>(widget)) {
            for (QAction *action : bar->actions())
                consider(bar, bar->actionGeometry(action).center(), action->text());
        } else if (auto *tabs = qobject_cast<QTabBar *>(widget)) {
            for (int i = 0; i < tabs->count(); ++i)
                consider(tabs, tabs->tabRect(i).center(), tabs->tabText(i));
        } else if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget)) {
            for (const QString &said : wordsOf(*widget))
                consider(widget, widget->rect().center(), said);
        }
    }
    return best;
}

std::optional<Operator::Spot> Operator::rowOf(const QString &words) const
{
    for (QAbstractItemView *view : top()->findChildren<QAbstractItemView *>()) {
        if (!view->isVisible() || !view->model())
            continue;
        const auto [from, to] = rowsInSight(*view);
        for (int row = from; row <= to; ++row) {
            if (!rowWords(*view, row).contains(words, Qt::CaseInsensitive))
                continue;
            const QRect cell = view->visualRect(view->model()->index(row, 0, view->rootIndex()));
            const QPoint point(cell.left() + std::min(cell.width() / 2, 40), cell.center().y());
            if (isInSight(*view->viewport(), point))
                return Spot{view->viewport(), point};
        }
    }
    return std::nullopt;
}

bool Operator::clickAt(const std::function<std::optional<Spot>()> &where, const QString &words, Qt::MouseButton button, Qt::KeyboardModifiers modifiers, bool twice)
{
    if (!wait([&] { return where().has_value(); }, QStringLiteral("there is no \"%1\" to be clicked").arg(words)))
        return false;
    ++m_steps;
    takeKeyboard();
    const Spot spot = *where();
    QTest::mouseClick(spot.widget, button, modifiers, spot.point);
    if (twice)
        QTest::mouseDClick(spot.widget, button, modifiers, spot.point);
    if (button == Qt::RightButton) {
        QContextMenuEvent wanted(QContextMenuEvent::Mouse, spot.point, spot.widget->mapToGlobal(spot.point));
        QApplication::sendEvent(spot.widget, &wanted);
    }
    return true;
}

bool Operator::click(const QString &words, Qt::MouseButton button)
{
    return clickAt([&] { return spotOf(words); }, words, button, {}, false);
}

bool Operator::clickRow(const QString &words, Qt::KeyboardModifiers modifiers, Qt::MouseButton button)
{
    return clickAt([&] { return rowOf(words); }, words, button, modifiers, false);
}

bool Operator::doubleClickRow(const QString &words)
{
    return clickAt([&] { return rowOf(words); }, words, Qt::LeftButton, {}, true);
}

bool Operator::clickField(const QString &label)
{
    return clickAt([&]() -> std::optional<Spot> {
        for (QWidget *widget : top()->findChildren<QWidget *>()) {
            const bool isField = qobject_cast<QLineEdit *>(widget) || qobject_cast<QPlainTextEdit *>(widget);
            if (isField && widget->isEnabled() && fit(plain(widget->accessibleName()), label) == 0 && isInSight(*widget, widget->rect().center()))
                return Spot{qobject_cast<QPlainTextEdit *>(widget) ? qobject_cast<QPlainTextEdit *>(widget)->viewport() : widget, widget->rect().center()};
        }
        return std::nullopt;
    }, label, Qt::LeftButton, {}, false);
}

bool Operator::clickHeading(const QString &words)
{
    return clickAt([&]() -> std::optional<Spot> {
        for (QHeaderView *header : top()->findChildren<QHeaderView *>()) {
            if (!header->isVisible() || !header->model())
                continue;
            for (int section = 0; section < header->count(); ++section) {
                const QPoint point(header->sectionViewportPosition(section) + header->sectionSize(section) / 2, header->height() / 2);
                if (plain(header->model()->headerData(section, header->orientation()).toString()) == words && isInSight(*header->viewport(), point))
                    return Spot{header->viewport(), point};
            }
        }
        return std::nullopt;
    }, words, Qt::LeftButton, {}, false);
}

QString Operator::everything() const
{
    QStringList lines;
    QWidgetList windows{&m_window};
    if (top() != &m_window)
        windows << top();
    for (QWidget *window : windows) {
        QList<QWidget *> all = window->findChildren<QWidget *>();
        all.prepend(window);
        for (const QWidget *widget : all) {
            if (!widget->isVisible() || inSight(*widget).isEmpty())
                continue;
            lines << wordsOf(*widget);
        }
    }
    lines.removeDuplicates();
    return lines.join(QLatin1Char('\n'));
}

bool Operator::sees(const QString &words)
{
    return wait([&] { return everything().contains(words, Qt::CaseInsensitive); }, QStringLiteral("\"%1\" cannot be seen").arg(words));
}

bool Operator::seesNoMore(const QString &words)
{
    return wait([&] { return !everything().contains(words, Qt::CaseInsensitive); }, QStringLiteral("\"%1\" is still there").arg(words));
}

} // namespace cartage::test
