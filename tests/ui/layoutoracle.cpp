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
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>
#include <QSplitter>
#include <QTabBar>
#include <QTest>
#include <QTextDocument>

#include "ui/look/look.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/toast.h"

namespace cartage::ui::oracle {

namespace {

constexpr double least = 4.5;
constexpr double thin = 0.9;    ///< strokes thinner than a pixel are painted paler than their colour
constexpr int rowPart = 400;    ///< of a row: enough for its first words
constexpr int fieldPadding = 4;

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
        if (each->isVisible() && each->window() == window->window() && !each->size().isEmpty())
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

void checkLabel(const QLabel *label, QStringList &findings)
{
    if (label->text().isEmpty() || !label->pixmap(Qt::ReturnByValue).isNull() || keepsItsText(label, label->text()))
        return;
    const QMargins margins = label->contentsMargins();
    const int width = label->width() - margins.left() - margins.right() - 2 * label->margin();
    const QFontMetrics metrics(label->font());
    QString text = label->text();
    if (label->buddy())
        text.remove(QLatin1Char('&'));
    if (!label->wordWrap()) {
        const int needs = metrics.size(0, text).width();
        if (needs > width)
            findings << nameOf(label) + room(width, needs);
        return;
    }
    for (const QString &word : text.split(QLatin1Char(' '))) {
        // A document breaks inside words.
        if (!label->findChild<QTextDocument *>() && metrics.horizontalAdvance(word) > width) {
            findings << nameOf(label) + QStringLiteral(" its word \"%1\"").arg(word) + room(width, metrics.horizontalAdvance(word));
            break;
        }
    }
    const int needs = label->heightForWidth(label->width()), height = label->height();
    if (needs > height)
        findings << nameOf(label) + QStringLiteral(" height") + room(height, needs);
}

void checkTabs(const QTabBar *tabs, QStringList &findings)
{
    const QFontMetrics metrics(tabs->font());
    for (int tab = 0; tab < tabs->count(); ++tab) {
        const int needs = metrics.horizontalAdvance(QString(tabs->tabText(tab)).remove(QLatin1Char('&')));
        if (tabs->isTabVisible(tab) && tabs->tabRect(tab).width() < needs && tabs->tabToolTip(tab) != tabs->tabText(tab))
            findings << nameOf(tabs) + QStringLiteral(" tab \"%1\"").arg(tabs->tabText(tab)) + room(tabs->tabRect(tab).width(), needs);
    }
}

void checkHeader(const QHeaderView *header, QStringList &findings)
{
    if (header->orientation() == Qt::Vertical || !header->model())
        return;
    for (int section = 0; section < header->count(); ++section) {
        const QString text = header->model()->headerData(section, Qt::Horizontal).toString();
        if (header->isSectionHidden(section) || text.isEmpty() || qobject_cast<const ListHeader *>(header))
            continue;
        if (header->sectionSize(section) < header->sectionSizeHint(section))
            findings << nameOf(header) + QStringLiteral(" section \"%1\"").arg(text) + room(header->sectionSize(section), header->sectionSizeHint(section));
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

QRect pixels(const QImage &image, const QWidget *window, const QWidget *widget, const QRect &part)
{
    const QRect inWindow(widget->mapTo(window, part.topLeft()), part.size());
    const double ratio = image.devicePixelRatio();
    return QRect((QPointF(inWindow.topLeft()) * ratio).toPoint(), (QSizeF(inWindow.size()) * ratio).toSize()).intersected(image.rect());
}

/// What of the widget is not covered by a scroll area's edge.
QRect shownPart(const QWidget *widget)
{
    return widget->visibleRegion().boundingRect();
}

/// Of the colour in the rectangle that differs most from what is under it.
double strongest(const QImage &image, const QRect &where)
{
    const QHash<QRgb, int> counts = colours(image, where);
    const QColor under = commonest(counts);
    double found = 1;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        found = std::max(found, Look::contrast(QColor(it.key()), under));
    return found;
}

} // namespace

QStringList cutTexts(const QWidget *window)
{
    QStringList findings;
    for (const QWidget *each : visible(window)) {
        if (const auto *label = qobject_cast<const QLabel *>(each))
            checkLabel(label, findings);
        else if (const auto *tabs = qobject_cast<const QTabBar *>(each))
            checkTabs(tabs, findings);
        else if (const auto *header = qobject_cast<const QHeaderView *>(each))
            checkHeader(header, findings);
        else if (const auto *field = qobject_cast<const QLineEdit *>(each))
            checkField(field, findings);
        else if (const auto *button = qobject_cast<const QAbstractButton *>(each)) {
            const QSize needs = button->sizeHint();
            if (!button->text().isEmpty() && button->width() < needs.width() && !keepsItsText(button, QString(button->text()).remove(QLatin1Char('&'))))
                findings << nameOf(button) + room(button->width(), needs.width());
            if (!button->text().isEmpty() && button->height() < QFontMetrics(button->font()).height())
                findings << nameOf(button) + QStringLiteral(" height") + room(button->height(), QFontMetrics(button->font()).height());
        } else if (const auto *box = qobject_cast<const QComboBox *>(each)) {
            const int needs = QFontMetrics(box->font()).horizontalAdvance(box->currentText());
            if (needs > box->width() && !keepsItsText(box, box->currentText()))
                findings << nameOf(box) + room(box->width(), needs);
        }
        const QWidget *parent = each->parentWidget();
        if (parent && !each->isWindow() && !canBeScrolled(each) && !qobject_cast<const QSplitterHandle *>(each)
            && !parent->rect().contains(each->geometry()))
            findings << nameOf(each) + QStringLiteral(" hangs out of its parent");
    }
    return findings;
}

QStringList overlaps(const QWidget *window)
{
    QStringList findings;
    QList<const QWidget *> parents{window};
    for (const QWidget *each : visible(window))
        parents << each;
    const auto lies = [](const QWidget *each) {
        return each->isVisible() && !each->isWindow() && !each->size().isEmpty() && !qobject_cast<const QSplitterHandle *>(each) && !qobject_cast<const Toast *>(each);
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
    return findings;
}

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

QStringList paleTexts(QWidget *window)
{
    QStringList findings;
    const QImage image = window->grab().toImage().convertToFormat(QImage::Format_RGB32);
    const auto check = [&](const QWidget *widget, const QRect &part, const QString &what) {
        const QRect where = pixels(image, window, widget, part);
        if (where.width() < 4 || where.height() < 8)
            return;
        if (const double contrast = strongest(image, where); contrast < least * thin)
            findings << QStringLiteral("%1%2 has a contrast of %3").arg(nameOf(widget), what, QString::number(contrast, 'f', 2));
    };
    for (QWidget *each : visible(window)) {
        if (!each->isEnabled())
            continue;
        if (const auto *label = qobject_cast<const QLabel *>(each)) {
            const QRect where = pixels(image, window, each, shownPart(each));
            if (label->text().trimmed().isEmpty() || where.width() < 4 || where.height() < 8)
                continue;
            const double contrast = Look::contrast(label->palette().color(label->foregroundRole()), commonest(colours(image, where)));
            if (contrast < least)
                findings << nameOf(label) + QStringLiteral(" has a contrast of %1").arg(QString::number(contrast, 'f', 2));
        } else if (const auto *button = qobject_cast<const QAbstractButton *>(each)) {
            if (!button->text().isEmpty())
                check(each, shownPart(each), {});
        } else if (const auto *list = qobject_cast<const ListView *>(each); list && list->model()) {
            const int bottom = list->rowAt(list->viewport()->height() - 1);
            for (int row = std::max(0, list->rowAt(0)); row <= (bottom < 0 ? list->model()->rowCount() - 1 : bottom); ++row) {
                const QModelIndex index = list->model()->index(row, 0);
                const QString text = index.data(Qt::DisplayRole).toString();
                const bool hasWords = std::any_of(text.begin(), text.end(), [](QChar letter) { return letter.isLetterOrNumber(); });
                if (hasWords)
                    check(list->viewport(), list->visualRect(index).intersected(QRect(0, 0, rowPart, list->viewport()->height())), QStringLiteral(" row \"%1\"").arg(text));
            }
        }
    }
    return findings;
}

QStringList findings(QWidget *window)
{
    const QStringList pale = paleTexts(window); // paints: what cuts its text then knows
    return cutTexts(window) + overlaps(window) + nameless(window) + pale;
}

} // namespace cartage::ui::oracle
