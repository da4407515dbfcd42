// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/matrixheaders.h"

#include <QAbstractButton>
#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "ui/look/stylepaint.h"
#include "ui/text/format.h"
#include "ui/views/matrixview.h"

namespace cartage::ui {

namespace {

constexpr int gap = 3 * Look::unit;
constexpr int longestName = 18; ///< zeros, of a DP's
constexpr int shortestPackage = 12;

QString provenOf(const engine::Matrix::PackageRow &package)
{
    return QStringLiteral("%1/%2").arg(format::number(package.verified), format::number(package.targets));
}

} // namespace

MatrixColumns::MatrixColumns(MatrixView *view)
    : QHeaderView(Qt::Horizontal, view)
    , m_view(view)
{
    setSectionResizeMode(Fixed);
    setMinimumSectionSize(1);
    setHighlightSections(false);
}

const MatrixModel &MatrixColumns::field() const { return *m_view->field(); }

int MatrixColumns::markHeight() const { return lookOf(this).matrixRowHeight(); }

void MatrixColumns::takeSizes()
{
    const Look &look = lookOf(this);
    int widest = 6 * Look::unit;
    for (int column = 0; column < field().columnCount(); ++column)
        widest = std::max(widest, Look::textWidth(look.body, field().headOf(column)));
    setDefaultSectionSize(look.matrixColumnWidth());
    // At least a site's code stands over its columns.
    for (const Bracket &each : brackets()) {
        const int columns = each.last - each.first + 1, needs = Look::textWidth(look.small, each.code) + Look::unit;
        for (int section = each.first; section <= each.last; ++section)
            resizeSection(section, std::max(look.matrixColumnWidth(), (needs + columns - 1) / columns));
    }
    setFixedHeight(look.headerHeight() + Look::unit + std::min(widest, look.zeros(longestName)) + Look::unit + markHeight());
}

void MatrixColumns::paintEvent(QPaintEvent *event)
{
    const Look &look = lookOf(this);
    QPainter painter(viewport());
    painter.fillRect(event->rect(), look.base);
    painter.end();
    QHeaderView::paintEvent(event);
    if (count() == 0)
        return;
    QPainter over(viewport());
    over.setFont(look.small);
    for (const Bracket &each : brackets())
        paintBracket(over, each);
    paint::hairline(over, viewport()->rect(), Qt::BottomEdge, look.line);
}

/// Columns of one site stand beside each other.
std::vector<MatrixColumns::Bracket> MatrixColumns::brackets() const
{
    std::vector<Bracket> all;
    for (int section = 0; section < count(); ++section) {
        const engine::Matrix::Column *where = field().column(section);
        const std::string site = where ? where->site : field().matrix().site.value();
        if (!all.empty() && all.back().code == format::shown(site)) {
            all.back().last = section;
            continue;
        }
        all.push_back({format::shown(site), format::shown(where ? where->siteName : field().matrix().siteName), section, section});
    }
    return all;
}

QString MatrixColumns::Bracket::whole() const { return name == code || name.isEmpty() ? code : code + QStringLiteral("  ") + name; }

QRect MatrixColumns::placeOf(const Bracket &each) const
{
    const int first = sectionViewportPosition(each.first), last = sectionViewportPosition(each.last);
    const int from = std::max(0, std::min(first, last)) + 1;
    const int to = std::min(viewport()->width(), std::max(first + sectionSize(each.first), last + sectionSize(each.last))) - 1;
    return {from, 0, std::max(0, to - from), lookOf(this).headerHeight()};
}

QRect MatrixColumns::roomOf(const Bracket &each) const
{
    const QRect place = placeOf(each);
    if (place.isEmpty() || each.last != count() - 1)
        return place;
    const int to = place.left() + place.width();
    return isRightToLeft() ? QRect(0, 0, to, place.height()) : QRect(place.left(), 0, viewport()->width() - place.left(), place.height());
}

bool MatrixColumns::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QHeaderView::viewportEvent(event);
    const auto *asks = static_cast<QHelpEvent *>(event);
    for (const Bracket &each : brackets()) {
        if (!roomOf(each).contains(asks->pos()))
            continue;
        QToolTip::showText(asks->globalPos(), each.whole().toHtmlEscaped(), this);
        return true;
    }
    return QHeaderView::viewportEvent(event);
}

/// Its name stays in sight while the columns under it move.
void MatrixColumns::paintBracket(QPainter &over, const Bracket &each) const
{
    const Look &look = lookOf(this);
    const QRect place = placeOf(each), room = roomOf(each);
    if (place.isEmpty())
        return;
    const QString whole = each.whole();
    const bool fits = Look::textWidth(look.small, whole) <= room.width();
    over.setPen(look.text2);
    over.drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                  QFontMetrics(look.small).elidedText(fits || each.last == count() - 1 ? whole : each.code, Qt::ElideRight, room.width()));
    paint::hairline(over, place, Qt::BottomEdge, look.line2);
}

void MatrixColumns::paintSection(QPainter *painter, const QRect &rect, int logical) const
{
    const Look &look = lookOf(this);
    const bool current = m_view->currentIndex().column() == logical;
    const QRect body = rect.adjusted(0, look.headerHeight(), 0, 0);
    const QColor under = m_view->background(-1, logical);
    painter->fillRect(body, under);
    const Mark mark = field().dpMark(logical);
    const bool ok = mark == Mark::Installed;
    painter->save();
    painter->setFont(look.body);
    painter->setPen(ok && !current ? look.text2 : look.text);
    painter->translate(body.left(), body.bottom() + 1 - markHeight());
    painter->rotate(-90);
    const QRect turned(0, 0, body.height() - markHeight() - Look::unit, body.width());
    painter->drawText(turned, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine | Qt::TextForceLeftToRight,
                      QFontMetrics(look.body).elidedText(field().headOf(logical), Qt::ElideMiddle, turned.width()));
    painter->restore();
    if (!ok)
        drawMark(*painter, QRectF(body.center().x() + 0.5 - Look::markSize / 2.0, body.bottom() + 1 - (markHeight() + Look::markSize) / 2.0, Look::markSize, Look::markSize),
                 mark, look, under);
}

MatrixRows::MatrixRows(MatrixView *view)
    : QHeaderView(Qt::Vertical, view)
    , m_view(view)
{
    setSectionResizeMode(Fixed);
    setMinimumSectionSize(1);
    setHighlightSections(false);
}

const MatrixModel &MatrixRows::field() const { return *m_view->field(); }

void MatrixRows::measure()
{
    const Look &look = lookOf(this);
    m_widestName = 0;
    for (int row = 0; row < field().rowCount(); ++row)
        m_widestName = std::max(m_widestName, Look::textWidth(look.body, field().packageName(row)));
    setDefaultSectionSize(look.matrixRowHeight());
    measureNumbers();
}

bool MatrixRows::measureNumbers()
{
    const Look &look = lookOf(this);
    int newest = 0;
    engine::Matrix::PackageRow largest;
    for (const engine::Matrix::PackageRow &package : field().matrix().packages) {
        newest = std::max(newest, package.wanted);
        largest.targets = largest.verified = std::max(largest.targets, package.targets);
    }
    const int wanted = std::max(Look::textWidth(look.small, MatrixCorner::tr("Wanted")), Look::textWidth(look.body, format::number(newest)));
    const int proven = std::max(Look::textWidth(look.small, MatrixCorner::tr("Proven")) + gap, Look::textWidth(look.body, provenOf(largest)));
    const bool other = std::exchange(m_wantedWidth, wanted) != wanted;
    return std::exchange(m_provenWidth, proven) != proven || other;
}

void MatrixRows::takeSizes(int available)
{
    const int others = Look::edge + m_wantedWidth + gap + m_provenWidth + 2 * gap;
    m_nameWidth = std::clamp(m_widestName, lookOf(this).zeros(shortestPackage), std::max(lookOf(this).zeros(shortestPackage), available - others));
    setFixedWidth(m_nameWidth + others);
}

void MatrixRows::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), lookOf(this).base);
    painter.end();
    QHeaderView::paintEvent(event);
}

void MatrixRows::paintSection(QPainter *painter, const QRect &rect, int logical) const
{
    const Look &look = lookOf(this);
    painter->fillRect(rect, m_view->background(logical, -1));
    const engine::Matrix::PackageRow &package = field().matrix().packages[static_cast<std::size_t>(logical)];
    const bool mirrored = isRightToLeft();
    const auto placed = [&](int x, int width) { return QRect(mirrored ? rect.right() + 1 - x - width : rect.left() + x, rect.top(), width, rect.height()); };
    // A name reads as its own letters do, whatever the window's direction.
    const int begin = Qt::AlignVCenter | Qt::TextSingleLine | Qt::AlignAbsolute | (mirrored ? Qt::AlignRight : Qt::AlignLeft);
    const int end = Qt::AlignVCenter | Qt::TextSingleLine | Qt::AlignAbsolute | (mirrored ? Qt::AlignLeft : Qt::AlignRight);
    painter->save();
    painter->setLayoutDirection(Qt::LayoutDirectionAuto);
    painter->setFont(look.body);
    painter->setPen(look.text);
    int x = Look::edge;
    painter->drawText(placed(x, m_nameWidth), begin,
                      QFontMetrics(look.body).elidedText(field().packageName(logical), Qt::ElideRight, m_nameWidth));
    painter->setPen(look.text2);
    x += m_nameWidth + gap;
    painter->drawText(placed(x, m_wantedWidth), end, package.wanted > 0 ? format::number(package.wanted) : format::missing());
    x += m_wantedWidth + gap;
    painter->setPen(package.verified == package.targets ? look.text2 : look.text);
    painter->drawText(placed(x, m_provenWidth), end, provenOf(package));
    painter->restore();
}

/// A header cell's words; one that sorts can be clicked and shows how it is sorted.
class HeaderButton final : public QAbstractButton
{
    Q_OBJECT

public:
    HeaderButton(const QString &words, bool atEnd, QWidget *parent)
        : QAbstractButton(parent)
        , m_atEnd(atEnd)
    {
        setText(words);
        setAttribute(Qt::WA_Hover);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Look &look = lookOf(this);
        QPainter painter(this);
        painter.setFont(look.small);
        painter.setPen(isChecked() || (isCheckable() && underMouse()) ? look.text : look.text2);
        const QRect inner = rect().adjusted(2, 0, -2, 0);
        const bool right = m_atEnd != isRightToLeft();
        painter.drawText(inner, Qt::AlignVCenter | Qt::TextSingleLine | Qt::AlignAbsolute | (right ? Qt::AlignRight : Qt::AlignLeft), text());
        if (isChecked()) {
            const int words = Look::textWidth(look.small, text());
            const qreal x = right ? inner.right() - words - 8 : inner.left() + words + 9;
            paint::chevron(painter, QPointF(x, inner.center().y() + 1.5), 8, m_atEnd ? paint::Direction::Down : paint::Direction::Up, look.text2);
        }
        if (hasFocus())
            paint::box(painter, rect(), Look::radius, {}, look.accentInk);
    }

private:
    bool m_atEnd;
};

MatrixCorner::MatrixCorner(MatrixView *view)
    : QWidget(view)
    , m_package(new HeaderButton(tr("Package"), false, this))
    , m_wanted(new HeaderButton(tr("Wanted"), true, this))
    , m_proven(new HeaderButton(tr("Proven"), true, this))
{
    m_wanted->setFocusPolicy(Qt::NoFocus);
    m_wanted->setToolTip(tr("The version that is wanted"));
    m_package->setToolTip(tr("Sort by name"));
    m_package->setAccessibleName(tr("Sort packages by name"));
    m_proven->setToolTip(tr("Proven at how many of the distribution points that are to have it. Sort by it: the worst first."));
    m_proven->setAccessibleName(tr("Sort packages, the worst first"));
    for (const auto &[button, order] : {std::pair{m_package, engine::MatrixOrder::ByName}, {m_proven, engine::MatrixOrder::WorstFirst}}) {
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus); // both: of buttons that exclude each other Tab reaches one
        connect(button, &QAbstractButton::clicked, this, [this, which = order] { Q_EMIT orderChosen(which); });
    }
    setOrder(engine::MatrixOrder::WorstFirst);
}

void MatrixCorner::setOrder(engine::MatrixOrder order)
{
    m_package->setChecked(order == engine::MatrixOrder::ByName);
    m_proven->setChecked(order != engine::MatrixOrder::ByName);
}

void MatrixCorner::arrange(const MatrixRows &rows, const MatrixColumns &columns)
{
    const int height = columns.markHeight();
    const auto place = [&](QWidget *button, int x, int width) {
        button->setGeometry(isRightToLeft() ? this->width() - x - width : x, this->height() - height, width, height);
    };
    place(m_package, Look::edge - 2, rows.nameWidth());
    place(m_wanted, Look::edge + rows.nameWidth() + 2, rows.wantedWidth() + gap);
    place(m_proven, Look::edge + rows.nameWidth() + gap + rows.wantedWidth() + 2, rows.provenWidth() + gap);
}

void MatrixCorner::paintEvent(QPaintEvent *event)
{
    const Look &look = lookOf(this);
    QPainter painter(this);
    painter.fillRect(event->rect(), look.base);
    paint::hairline(painter, rect(), Qt::BottomEdge, look.line);
}

} // namespace cartage::ui

#include "matrixheaders.moc"
