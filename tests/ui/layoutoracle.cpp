// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layoutoracle.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QHash>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>
#include <QSplitter>
#include <QTabBar>
#include <QTest>
#include <QTextDocument>
#include <QToolTip>

#include "paintedtexts.h"
#include "ui/look/look.h"
#include "ui/shell/palette.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/toast.h"

namespace cartage::ui::oracle {

namespace {

constexpr double least = 4.5;
constexpr int fieldPadding = 4;
constexpr double hangs = 1.5;      ///< pixels
constexpr double spareLine = 0.18; ///< of a line's height: above small letters and below them

QString nameOf(const QWidget *widget)
{
    QString name = QString::fromLatin1(widget->metaObject()->className()).remove(QStringLiteral("cartage::ui::"));
    if (!widget->objectName().isEmpty())
        name += QLatin1Char('#') + widget->objectName();
    QString text;
    if (const auto *label = qobject_cast<const QLabel *>(widget))
        text = label->text();
    else if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
        text = button->text();
    if (text.isEmpty())
        text = widget->accessibleName();
    if (!text.isEmpty())
        name += QStringLiteral(" \"%1\"").arg(text.left(60));
    if (const QWidget *parent = widget->parentWidget(); parent && !widget->isWindow())
        name += QStringLiteral(" in ") + QString::fromLatin1(parent->metaObject()->className()).remove(QStringLiteral("cartage::ui::"));
    return name;
}

/// Below the window, itself not; of other windows nothing.
QList<QWidget *> visible(const QWidget *window)
{
    QList<QWidget *> found;
    for (QWidget *each : window->findChildren<QWidget *>()) {
        // A table's corner button is there also where it is turned off.
        if (each->isVisible() && each->window() == window->window() && !each->size().isEmpty() && !each->inherits("QTableCornerButton"))
            found << each;
    }
    return found;
}

/// Inside something that can be scrolled, where a widget may lie below the edge.
bool canBeScrolled(const QWidget *widget)
{
    const QWidget *parent = widget->parentWidget();
    const auto *area = parent ? qobject_cast<const QScrollArea *>(parent->parentWidget()) : nullptr;
    return area && area->viewport() == parent;
}

bool keepsItsText(const QWidget *widget, const QString &text)
{
    const QString tip = widget->toolTip();
    return !tip.isEmpty() && (tip.contains(text) || tip.contains(text.toHtmlEscaped()));
}

QString room(int has, int needs) { return QStringLiteral(": has %1, needs %2").arg(has).arg(needs); }

void checkTabs(const QTabBar *tabs, QStringList &findings)
{
    const QFontMetrics metrics(tabs->font());
    for (int tab = 0; tab < tabs->count(); ++tab) {
        const int needs = metrics.horizontalAdvance(QString(tabs->tabText(tab)).remove(QLatin1Char('&')));
        if (tabs->isTabVisible(tab) && tabs->tabRect(tab).width() < needs && tabs->tabToolTip(tab) != tabs->tabText(tab))
            findings << nameOf(tabs) + QStringLiteral(" tab \"%1\"").arg(tabs->tabText(tab)) + room(tabs->tabRect(tab).width(), needs);
    }
}

void checkField(const QLineEdit *field, QStringList &findings)
{
    if (!field->text().isEmpty() || field->placeholderText().isEmpty() || keepsItsText(field, field->placeholderText()))
        return;
    const int needs = QFontMetrics(field->font()).horizontalAdvance(field->placeholderText()) + fieldPadding;
    if (needs > field->width())
        findings << nameOf(field) + QStringLiteral(" hint \"%1\"").arg(field->placeholderText()) + room(field->width(), needs);
}

/// How often each colour is there.
QHash<QRgb, int> colours(const QImage &image, const QRect &where)
{
    QHash<QRgb, int> counts;
    for (int y = where.top(); y <= where.bottom(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        for (int x = where.left(); x <= where.right();) {
            int same = x + 1;
            while (same <= where.right() && line[same] == line[x])
                ++same;
            counts[line[x]] += same - x;
            x = same;
        }
    }
    return counts;
}

QColor commonest(const QHash<QRgb, int> &counts)
{
    QRgb most = 0;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
        if (it.value() > counts.value(most))
            most = it.key();
    }
    return QColor(most);
}

QRect pixels(const QImage &image, const QRectF &inWindow)
{
    const double ratio = image.devicePixelRatio();
    return QRectF(inWindow.topLeft() * ratio, inWindow.size() * ratio).toAlignedRect().intersected(image.rect());
}

/// A sheet's own is the first of them.
bool canScroll(const QWidget *widget, Qt::Orientation along)
{
    for (const QWidget *each = widget; each && !each->isWindow(); each = each->parentWidget()) {
        const auto *area = qobject_cast<const QAbstractScrollArea *>(each);
        if (!area)
            continue;
        const QScrollBar *bar = along == Qt::Horizontal ? area->horizontalScrollBar() : area->verticalScrollBar();
        if (bar->maximum() > bar->minimum())
            return true;
    }
    return false;
}

/// What lies over the window and hides what is under it.
bool isOver(const QWidget *widget) { return qobject_cast<const Toast *>(widget) || qobject_cast<const Palette *>(widget); }

QList<PaintedText> seenTexts(const QWidget *window)
{
    const QList<QWidget *> widgets = visible(window);
    QList<PaintedText> texts = paintedTexts(window, widgets);
    for (const QWidget *over : widgets) {
        if (!isOver(over))
            continue;
        const QRectF hidden(QRect(over->mapTo(window, QPoint()), over->size()));
        texts.removeIf([&](const PaintedText &each) { return each.on != over && !over->isAncestorOf(each.on) && hidden.intersects(each.where); });
    }
    return texts;
}

QString nameOf(const PaintedText &text) { return QStringLiteral("\"%1\" on %2").arg(text.text.left(60), nameOf(text.on)); }

/// Signs above and below of a line may be cut without loss, and a letter may hang over.
void checkRoom(const PaintedText &text, QStringList &findings)
{
    if (text.room.isEmpty() && (canScroll(text.on, Qt::Vertical) || canScroll(text.on, Qt::Horizontal)))
        return;
    const bool typed = qobject_cast<const QLineEdit *>(text.on) && !static_cast<const QLineEdit *>(text.on)->text().isEmpty(); // scrolls by itself
    if (!typed && !canScroll(text.on, Qt::Horizontal) && (text.where.left() < text.room.left() - hangs || text.where.right() > text.room.right() + hangs))
        findings << QStringLiteral("%1 is cut: lies from %2 to %3, seen from %4 to %5").arg(nameOf(text)).arg(text.where.left()).arg(text.where.right()).arg(text.room.left()).arg(text.room.right());
    const double spare = text.where.height() * spareLine;
    if (!canScroll(text.on, Qt::Vertical) && (text.where.top() + spare < text.room.top() - hangs || text.where.bottom() - spare > text.room.bottom() + hangs))
        findings << QStringLiteral("%1 is cut: lies from %2 down to %3, seen from %4 to %5").arg(nameOf(text)).arg(text.where.top()).arg(text.where.bottom()).arg(text.room.top()).arg(text.room.bottom());
}

/// What somebody else wrote there, dots and all.
QString ownWords(const QWidget *widget, const QPoint &at)
{
    if (const auto *label = qobject_cast<const QLabel *>(widget))
        return label->text();
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
        return QString(button->text()).remove(QLatin1Char('&'));
    if (const auto *field = qobject_cast<const QLineEdit *>(widget))
        return field->text().isEmpty() ? field->placeholderText() : field->text();
    const auto *view = qobject_cast<const QAbstractItemView *>(widget->parentWidget());
    if (view && view->viewport() == widget && !qobject_cast<const QHeaderView *>(view))
        return view->indexAt(at).data().toString();
    return {};
}

QString toolTipAt(QWidget *widget, const QPoint &at)
{
    for (QWidget *tip : QApplication::topLevelWidgets()) { // hideText() waits
        if (tip->inherits("QTipLabel"))
            tip->hide();
    }
    QHelpEvent asks(QEvent::ToolTip, at, widget->mapToGlobal(at));
    QApplication::sendEvent(widget, &asks);
    const QString tip = QToolTip::isVisible() ? QToolTip::text() : QString();
    QTextDocument plain;
    plain.setHtml(tip);
    return Qt::mightBeRichText(tip) || tip.contains(QLatin1Char('&')) ? plain.toPlainText() : tip;
}

/// What was shortened by its painter can be read whole where the pointer rests on it.
void checkShortened(const QWidget *window, const PaintedText &text, QStringList &findings)
{
    const qsizetype at = text.text.indexOf(QChar(0x2026));
    if (at < 0 || !text.room.contains(text.where.center()))
        return;
    const QPoint where = text.on->mapFrom(window, text.where.center().toPoint());
    if (ownWords(text.on, where).contains(text.text) || text.on->accessibleName().contains(text.text))
        return;
    // A row of a long list is dots until its page is there; from right to left they are a piece of their own.
    if (text.text.trimmed().size() == 1 && !text.on->isRightToLeft() && !qobject_cast<const QAbstractItemView *>(text.on->parentWidget()))
        findings << nameOf(text) + QStringLiteral(" is nothing but dots");
    const QString whole = toolTipAt(const_cast<QWidget *>(text.on), where);
    const QStringList parts = text.text.split(QChar(0x2026));
    if (std::any_of(parts.begin(), parts.end(), [&whole](const QString &part) { return !whole.contains(part.trimmed()); }))
        findings << QStringLiteral("%1 is shortened, and its tooltip is \"%2\"").arg(nameOf(text), whole.left(80));
}

QStringList cutTexts(const QWidget *window, const QList<PaintedText> &texts)
{
    QStringList findings;
    for (const PaintedText &text : texts) {
        checkRoom(text, findings);
        checkShortened(window, text, findings);
    }
    for (const QWidget *each : visible(window)) {
        if (const auto *tabs = qobject_cast<const QTabBar *>(each))
            checkTabs(tabs, findings);
        else if (const auto *field = qobject_cast<const QLineEdit *>(each))
            checkField(field, findings);
        else if (const auto *button = qobject_cast<const QAbstractButton *>(each)) {
            const QSize needs = button->sizeHint();
            if (!button->text().isEmpty() && button->width() < needs.width() && !keepsItsText(button, QString(button->text()).remove(QLatin1Char('&'))))
                findings << nameOf(button) + room(button->width(), needs.width());
        } else if (const auto *box = qobject_cast<const QComboBox *>(each)) {
            const int needs = QFontMetrics(box->font()).horizontalAdvance(box->currentText());
            if (needs > box->width() && !keepsItsText(box, box->currentText()))
                findings << nameOf(box) + room(box->width(), needs);
        }
        const QWidget *parent = each->parentWidget();
        // A splitter reckons from right to left by one pixel too much.
        const int spare = qobject_cast<const QSplitter *>(parent) ? 1 : 0;
        if (parent && !each->isWindow() && !canBeScrolled(each) && !qobject_cast<const QSplitterHandle *>(each)
            && !parent->rect().adjusted(0, 0, spare, 0).contains(each->geometry()))
            findings << nameOf(each) + QStringLiteral(" hangs out of its parent: %1 to %2, %3 to %4 in %5 x %6").arg(each->x()).arg(each->geometry().right()).arg(each->y()).arg(each->geometry().bottom()).arg(parent->width()).arg(parent->height());
    }
    return findings;
}

QStringList overlaps(const QWidget *window, const QList<PaintedText> &texts)
{
    QStringList findings;
    QList<const QWidget *> parents{window};
    for (const QWidget *each : visible(window))
        parents << each;
    const auto lies = [](const QWidget *each) {
        return each->isVisible() && !each->isWindow() && !each->size().isEmpty() && !each->inherits("QTableCornerButton") && !qobject_cast<const QSplitterHandle *>(each) && !isOver(each);
    };
    for (const QWidget *parent : parents) {
        QList<const QWidget *> children;
        for (QObject *child : parent->children()) {
            if (const auto *widget = qobject_cast<QWidget *>(child); widget && lies(widget))
                children << widget;
        }
        for (qsizetype a = 0; a < children.size(); ++a) {
            for (qsizetype b = a + 1; b < children.size(); ++b) {
                if (children[a]->geometry().intersects(children[b]->geometry()))
                    findings << QStringLiteral("%1 and %2 overlap").arg(nameOf(children[a]), nameOf(children[b]));
            }
        }
    }
    QList<QRectF> inked; // the letters alone: lines may stand close
    for (const PaintedText &each : texts)
        inked << (each.where.adjusted(hangs, each.where.height() * 0.25, -hangs, -each.where.height() * 0.22) & each.room);
    for (qsizetype a = 0; a < texts.size(); ++a) {
        for (qsizetype b = a + 1; b < texts.size(); ++b) {
            if (!inked[a].isEmpty() && !inked[b].isEmpty() && inked[a].intersects(inked[b]))
                findings << QStringLiteral("%1 lies over %2").arg(nameOf(texts[b]), nameOf(texts[a]));
        }
    }
    return findings;
}

QStringList paleTexts(QWidget *window, const QList<PaintedText> &texts)
{
    QStringList findings;
    const QImage image = window->grab().toImage().convertToFormat(QImage::Format_RGB32);
    for (const PaintedText &text : texts) {
        const QRect where = pixels(image, text.where & text.room);
        if (!text.on->isEnabled() || where.width() < 3 || where.height() < 6)
            continue;
        const QColor under = commonest(colours(image, where));
        const QColor ink = Look::mix(under, QColor(text.ink.rgb()), text.ink.alphaF());
        if (const double contrast = Look::contrast(ink, under); contrast < least)
            findings << QStringLiteral("%1 has a contrast of %2").arg(nameOf(text), QString::number(contrast, 'f', 2));
    }
    return findings;
}

} // namespace

QStringList cutTexts(const QWidget *window) { return cutTexts(window, seenTexts(window)); }
QStringList overlaps(const QWidget *window) { return overlaps(window, seenTexts(window)); }
QStringList paleTexts(QWidget *window) { return paleTexts(window, seenTexts(window)); }

QStringList nameless(const QWidget *window)
{
    QStringList findings;
    for (QWidget *each : visible(window)) {
        const bool takes = each->focusPolicy() != Qt::NoFocus || qobject_cast<QAbstractButton *>(each);
        if (!takes || each->focusProxy() || qobject_cast<QScrollBar *>(each))
            continue;
        const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(each);
        if (!face || face->text(QAccessible::Name).trimmed().isEmpty())
            findings << nameOf(each) + QStringLiteral(" has no accessible name");
    }
    return findings;
}

QStringList tabOrder(QWidget *window)
{
    QStringList findings;
    QSet<QWidget *> wanted, reached;
    for (QWidget *each : visible(window)) {
        if ((each->focusPolicy() & Qt::TabFocus) && each->isEnabled() && !each->focusProxy())
            wanted << each;
    }
    if (wanted.isEmpty())
        return findings;
    window->activateWindow();
    if (!QTest::qWaitFor([window] { return QApplication::activeWindow() == window->window(); }))
        return {QStringLiteral("the window does not become active")};
    if (!QApplication::focusWidget() || QApplication::focusWidget()->window() != window->window())
        (*wanted.begin())->setFocus(Qt::TabFocusReason);
    QWidget *first = nullptr;
    // Not all that takes the focus by Tab has to keep it: radio buttons pass it on to the chosen one.
    for (qsizetype step = 0; step < 3 * wanted.size() + 3; ++step) {
        QWidget *before = QApplication::focusWidget();
        QTest::keyClick(before ? before : window, Qt::Key_Tab);
        QWidget *now = QApplication::focusWidget();
        if (!now || now->window() != window->window())
            return findings << QStringLiteral("Tab leads out of the window after %1, to %2").arg(before ? nameOf(before) : QString(), now ? nameOf(now) : QStringLiteral("nothing"));
        if (now == before && wanted.size() > 1)
            return findings << nameOf(now) + QStringLiteral(" keeps Tab for itself");
        if (!first)
            first = now;
        else if (now == first)
            break;
        else if (reached.contains(now))
            return findings << nameOf(now) + QStringLiteral(" is reached twice in one round");
        reached << now;
    }
    for (QWidget *each : std::as_const(wanted)) {
        if (!reached.contains(each))
            findings << nameOf(each) + QStringLiteral(" is not reached by Tab");
    }
    return findings;
}

QStringList findings(QWidget *window)
{
    const QList<PaintedText> texts = seenTexts(window); // what cuts its text knows it once it has painted
    return cutTexts(window, texts) + overlaps(window, texts) + nameless(window) + paleTexts(window, texts);
}

} // namespace cartage::ui::oracle
