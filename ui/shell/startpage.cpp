// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/startpage.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>
#include <QStandardPaths>
#include <QVBoxLayout>

#include "ui/look/icons.h"
#include "ui/look/stylepaint.h"
#include "ui/text/format.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

namespace {

constexpr int widthInZeros = 84, textLeft = 14 * Look::unit, logoSize = 11 * Look::unit;

/// What lies under the rows.
class Ground final : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override { QPainter(this).fillRect(rect(), lookOf(this).base); }
};

/// The program's own sign: a package.
class Logo final : public QWidget
{
public:
    explicit Logo(QWidget *parent)
        : QWidget(parent)
    {
        setFixedSize(logoSize, logoSize);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Look &look = lookOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paint::box(painter, rect(), 2 * Look::unit, look.accent, {});
        painter.setPen(QPen(look.onAccent, 2.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF middle(width() / 2.0, height() / 2.0);
        const qreal across = 10.5, up = 6, high = 12;
        const QPointF top = middle + QPointF(0, -high), left = middle + QPointF(-across, -up), right = middle + QPointF(across, -up);
        painter.drawPolygon(QPolygonF{top, right, middle + QPointF(across, up), middle + QPointF(0, high), middle + QPointF(-across, up), left});
        painter.drawPolyline(QPolygonF{left, middle, right});
        painter.drawLine(middle, middle + QPointF(0, high));
    }
};

} // namespace

/// Icon, title, two lines, key. What has the focus is marked.
class StartRow final : public QAbstractButton
{
    Q_OBJECT

public:
    StartRow(QAction *action, const char *icon, QString second, QWidget *parent)
        : QAbstractButton(parent)
        , m_icon(icon)
        , m_second(std::move(second))
        , m_key(action->shortcut().toString(QKeySequence::NativeText))
    {
        setText(action->text().remove(QLatin1Char('&')).remove(QChar(0x2026)));
        setAccessibleName(text());
        setAccessibleDescription(m_second);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
        connect(this, &QAbstractButton::clicked, action, &QAction::trigger);
    }
    [[nodiscard]] QSize sizeHint() const override { return {lookOf(this).zeros(widthInZeros), heightForWidth(lookOf(this).zeros(widthInZeros))}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override
    {
        const Look &look = lookOf(this);
        const QRect words = QFontMetrics(look.body).boundingRect(QRect(0, 0, wordsWidth(width), 1000), Qt::TextWordWrap, m_second);
        return QFontMetrics(look.section).height() + words.height() + 6 * Look::unit;
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Look &look = lookOf(this);
        QPainter painter(this);
        if (hasFocus() || underMouse())
            paint::box(painter, rect(), Look::popupRadius, hasFocus() ? look.selected : look.hover, {});
        const QFontMetrics title(look.section);
        const int top = 3 * Look::unit;
        const auto mirrored = [this](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
        const QRect icon = mirrored(QRect(5 * Look::unit, top + (title.height() - 16) / 2, 16, 16));
        ui::icon(m_icon, hasFocus() ? look.accentInk : look.text2).paint(&painter, icon);
        painter.setFont(look.section);
        painter.setPen(look.text);
        painter.drawText(mirrored(QRect(textLeft, top, wordsWidth(width()), title.height())), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text());
        painter.setFont(look.body);
        painter.setPen(look.text2);
        painter.drawText(mirrored(QRect(textLeft, top + title.height() + 2, wordsWidth(width()), height())), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_second);
        painter.setFont(look.small);
        const int wide = Look::textWidth(look.small, m_key) + 3 * Look::unit;
        const QRectF badge = mirrored(QRect(width() - Look::edge - wide, top, wide, QFontMetrics(look.small).height() + 2));
        paint::box(painter, badge, 3, hasFocus() ? Look::mix(look.selected, look.text, 0.07) : look.segments, {});
        painter.setPen(hasFocus() ? look.text : look.text2);
        painter.drawText(badge, Qt::AlignCenter, m_key);
    }
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            click();
        else if (event->key() == Qt::Key_Space)
            QAbstractButton::keyPressEvent(event);
        else
            event->ignore(); // the page moves between its rows
    }

private:
    [[nodiscard]] int wordsWidth(int width) const { return width - textLeft - lookOf(this).zeros(12) - Look::edge; }

    const char *m_icon;
    QString m_second, m_key;
};

/// One that was open before: code, name, folder, what is known of it. Delete takes it out of the list.
class SiteRow final : public QAbstractButton
{
    Q_OBJECT

public:
    SiteRow(KnownSite site, QWidget *parent)
        : QAbstractButton(parent)
        , m_site(std::move(site))
    {
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setToolTip(format::shownPath(m_site.folder.toStdString()));
        setFact(QString(), false);
    }
    [[nodiscard]] const KnownSite &site() const { return m_site; }
    void setFact(const QString &fact, bool gone)
    {
        m_fact = fact;
        m_gone = gone;
        setAccessibleName(tr("Site %1, %2").arg(m_site.code, format::shown(m_site.name.toStdString())));
        setAccessibleDescription(QStringLiteral("%1, %2").arg(toolTip(), m_fact));
        update();
    }
    [[nodiscard]] QSize sizeHint() const override { return {lookOf(this).zeros(widthInZeros), lookOf(this).sidebarRowHeight()}; }

Q_SIGNALS:
    void forgetRequested();

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Look &look = lookOf(this);
        QPainter painter(this);
        if (hasFocus() || underMouse())
            paint::box(painter, rect(), Look::radius, hasFocus() ? look.selected : look.hover, {});
        const auto word = [&](const QFont &font, const QColor &ink, const QRect &where, Qt::Alignment side, const QString &text, Qt::TextElideMode cut) {
            painter.setFont(font);
            painter.setPen(ink);
            painter.drawText(QStyle::visualRect(layoutDirection(), rect(), where), int(side | Qt::AlignVCenter) | Qt::TextSingleLine, painter.fontMetrics().elidedText(text, cut, where.width()));
        };
        const int factWidth = std::min(Look::textWidth(look.body, m_fact), width() / 2), right = width() - Look::edge;
        QFont bold = look.body;
        bold.setBold(true);
        const int codeWidth = Look::textWidth(bold, m_site.code), nameLeft = std::max(textLeft, Look::edge + codeWidth + 2 * Look::unit);
        const int folderLeft = nameLeft + look.zeros(18), folderWidth = right - factWidth - 4 * Look::unit - folderLeft;
        const QColor ink = m_gone ? look.text2 : look.text;
        word(bold, ink, QRect(Look::edge, 0, codeWidth + 1, height()), Qt::AlignLeft, m_site.code, Qt::ElideRight);
        word(look.body, ink, QRect(nameLeft, 0, folderLeft - nameLeft - 2 * Look::unit, height()), Qt::AlignLeft, format::shown(m_site.name.toStdString()), Qt::ElideRight);
        word(look.mono, look.text2, QRect(folderLeft, 0, folderWidth, height()), Qt::AlignLeft, toolTip(), Qt::ElideMiddle);
        word(look.body, m_gone ? look.inkAmber : look.text2, QRect(right - factWidth, 0, factWidth, height()), Qt::AlignRight, m_fact, Qt::ElideRight);
    }
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            click();
        else if (event->key() == Qt::Key_Delete)
            Q_EMIT forgetRequested();
        else if (event->key() == Qt::Key_Space)
            QAbstractButton::keyPressEvent(event);
        else
            event->ignore();
    }
    void contextMenuEvent(QContextMenuEvent *event) override
    {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(tr("&Open"), this, &QAbstractButton::click);
        menu->addAction(tr("&Take out of this list"), this, &SiteRow::forgetRequested)->setShortcut(Qt::Key_Delete);
        menu->popup(event->globalPos());
    }

private:
    KnownSite m_site;
    QString m_fact;
    bool m_gone = false;
};

StartPage::StartPage(QAction *sample, QAction *create, QAction *open, QWidget *parent)
    : QScrollArea(parent)
    , m_sheet(new QWidget)
    , m_rowColumn(new QVBoxLayout)
    , m_siteColumn(new QVBoxLayout)
    , m_sitesTitle(new Words(Words::Kind::SmallSecond, tr("Opened before")))
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Start"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(5 * Look::unit, 0, Look::edge, 0);
    head->setSpacing(5 * Look::unit);
    head->addWidget(new Logo(m_sheet));
    auto *both = new QVBoxLayout;
    both->setSpacing(2);
    both->addWidget(new Words(Words::Kind::SheetTitle, tr("Cartage"), m_sheet));
    auto *words = new Words(Words::Kind::Second, tr("Brings packages to distribution points and shows what is where, what failed, and why."), m_sheet);
    words->setWordWrap(true);
    both->addWidget(words);
    head->addLayout(both, 1);
    auto *column = new QVBoxLayout(m_sheet);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addSpacing(9 * Look::unit);
    m_rowColumn->setSpacing(Look::unit);
    column->addLayout(m_rowColumn);
    column->addSpacing(9 * Look::unit);
    m_sitesTitle->setContentsMargins(Look::edge, 0, 0, 2 * Look::unit);
    column->addWidget(m_sitesTitle);
    m_siteColumn->setSpacing(0);
    column->addLayout(m_siteColumn);
    addRow(sample, "media-playback-start", tr("Three sites with six distribution points and three packages, made on the spot in your own folder; some of them fail, as they do in life. Removed in one click."));
    addRow(create, "list-add", tr("A code of three characters, a name and a folder; then the first distribution point and the first package."));
    addRow(open, "folder-open", tr("A site folder on this computer. If its engine works elsewhere, the console shows and steers it."));

    auto *page = new Ground;
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(Look::edge, 6 * Look::edge, Look::edge, Look::edge);
    auto *middle = new QHBoxLayout; // an alignment would ask for the height of the whole width
    middle->addStretch(1);
    middle->addWidget(m_sheet);
    middle->addStretch(1);
    rows->addLayout(middle);
    rows->addStretch(1);
    auto *foot = new Words(Words::Kind::SmallSecond, tr("Enter starts the marked one. F1 shows the keys. Nothing is sent anywhere."), page);
    foot->setAlignment(Qt::AlignCenter);
    foot->setWordWrap(true);
    rows->addWidget(foot);
    setWidget(page);
    setFocusProxy(m_rows.front());
    takeLook();
    setSites({});
}

void StartPage::addRow(QAction *action, const char *icon, const QString &text)
{
    auto *row = new StartRow(action, icon, text, m_sheet);
    row->setObjectName(action->objectName());
    m_rowColumn->addWidget(row);
    m_rows.push_back(row);
}

void StartPage::setSites(const QList<KnownSite> &sites)
{
    const bool hadFocus = std::any_of(m_sites.begin(), m_sites.end(), [](const SiteRow *row) { return row->hasFocus(); });
    for (SiteRow *old : m_sites) {
        m_siteColumn->removeWidget(old);
        old->hide();
        old->deleteLater();
    }
    m_sites.clear();
    for (const KnownSite &site : sites) {
        auto *row = new SiteRow(site, m_sheet);
        m_siteColumn->addWidget(row);
        row->show();
        m_sites.push_back(row);
        connect(row, &QAbstractButton::clicked, this, [this, row] { Q_EMIT siteWanted(row->site().folder); });
        connect(row, &SiteRow::forgetRequested, this, [this, row] { Q_EMIT forgetWanted(row->site().folder); });
    }
    m_sitesTitle->setVisible(!sites.isEmpty());
    if (hadFocus)
        m_sites.empty() ? focusFirst() : m_sites.front()->setFocus(Qt::OtherFocusReason);
}

void StartPage::setFact(const QString &folder, const QString &fact, bool gone)
{
    for (SiteRow *row : m_sites) {
        if (row->site().folder == folder)
            row->setFact(fact, gone);
    }
}

void StartPage::focusFirst() { m_rows.front()->setFocus(Qt::OtherFocusReason); }

QString StartPage::sampleFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/cartage/sample");
}

void StartPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Up && event->key() != Qt::Key_Down) {
        QScrollArea::keyPressEvent(event);
        return;
    }
    std::vector<QAbstractButton *> all(m_rows.begin(), m_rows.end());
    all.insert(all.end(), m_sites.begin(), m_sites.end());
    const auto at = std::find_if(all.begin(), all.end(), [](const QAbstractButton *row) { return row->hasFocus(); });
    const auto next = std::size_t(at == all.end() ? 0 : at - all.begin()) + (event->key() == Qt::Key_Down ? 1 : all.size() - 1);
    all[next % all.size()]->setFocus(Qt::TabFocusReason);
    ensureWidgetVisible(all[next % all.size()]);
}

void StartPage::takeLook() { m_sheet->setFixedWidth(lookOf(this).zeros(widthInZeros)); }

void StartPage::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (isLookChange(event))
        takeLook();
}

} // namespace cartage::ui

#include "startpage.moc"
