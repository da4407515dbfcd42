// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Draws what the console is made of, in both schemes and at one and two device pixels a pixel: cartage-gallery FOLDER

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QImage>
#include <QLineEdit>
#include <QMenuBar>
#include <QPainter>
#include <QRadioButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTabBar>
#include <QVBoxLayout>
#include <cstdio>

#include "ui/look/icons.h"
#include "ui/look/style.h"
#include "ui/look/stylepaint.h"
#include "ui/text/format.h"
#include "ui/widgets/advicebox.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/pathbar.h"
#include "ui/widgets/scopeline.h"
#include "ui/widgets/sidebar.h"
#include "ui/widgets/statusstrip.h"
#include "ui/widgets/tile.h"
#include "ui/widgets/toast.h"

using namespace cartage;
using namespace cartage::ui;

namespace {

QString s(const char *text) { return QString::fromUtf8(text); }

QAction *action(QObject *parent, const char *text, const QIcon &icon = {}) { return new QAction(icon, s(text), parent); }

class Swatches final : public QWidget
{
public:
    explicit Swatches(QWidget *parent)
        : QWidget(parent)
    {
        setFixedHeight(204);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Look &l = lookOf(this);
        const std::pair<const char *, QColor> colors[] = {{"window", l.window},
                                                          {"base", l.base},
                                                          {"text", l.text},
                                                          {"text2", l.text2},
                                                          {"text3", l.text3},
                                                          {"line", l.line},
                                                          {"line2", l.line2},
                                                          {"accent", l.accent},
                                                          {"accentInk", l.accentInk},
                                                          {"selected", l.selected},
                                                          {"sel. idle", l.selectedUnfocused},
                                                          {"hover", l.hover},
                                                          {"tip", l.tip},
                                                          {"on accent", l.onAccent},
                                                          {"red ink", l.inkRed},
                                                          {"amber ink", l.inkAmber},
                                                          {"green ink", l.inkGreen},
                                                          {"red", l.fillRed},
                                                          {"amber", l.fillAmber},
                                                          {"green", l.fillGreen},
                                                          {"blue", l.fillBlue}};
        QPainter painter(this);
        for (int i = 0; i < 21; ++i) {
            const QRectF box(i % 7 * 96, i / 7 * 68, 88, 24);
            paint::box(painter, box, Look::radius, colors[i].second, l.line2);
            painter.setFont(l.small);
            painter.setPen(l.text);
            painter.drawText(box.bottomLeft() + QPointF(0, 15), s(colors[i].first));
            painter.setPen(l.text2);
            painter.drawText(box.bottomLeft() + QPointF(0, 30), colors[i].second.name());
        }
    }
};

void setRow(QStandardItemModel &model, const QStringList &cells)
{
    QList<QStandardItem *> row;
    for (const QString &cell : cells)
        row.append(new QStandardItem(cell));
    model.appendRow(row);
}

void set(QStandardItemModel &model, int row, int column, int role, const QVariant &value) { model.item(row, column)->setData(value, role); }

ListView *distributions(QWidget *parent)
{
    auto *model = new QStandardItemModel(parent);
    model->setHorizontalHeaderLabels({s("State"), s("Package"), s("Progress"), s("Left"), s("Rate"), s("ETA")});
    for (const int column : {3, 4, 5})
        model->setHeaderData(column, Qt::Horizontal, int(Qt::AlignRight | Qt::AlignVCenter), Qt::TextAlignmentRole);
    model->setHeaderData(3, Qt::Horizontal, s("MB"), UnitRole);
    model->setHeaderData(4, Qt::Horizontal, s("MB/s"), UnitRole);
    setRow(*model, {s("transferring"), s("normal"), s("41 %"), s("6.4"), s("38.4"), s("3 min")});
    setRow(*model, {s("verifying"), s("hover"), s("86 %"), s("868"), s("27.1"), s("32 s")});
    setRow(*model, {s("retrying"), s("selected, focus"), {}, {}, {}, {}});
    setRow(*model, {s("failed"), s("needs you"), {}, {}, {}, {}});
    const Mark marks[] = {Mark::Transferring, Mark::Verifying, Mark::Retrying, Mark::Failed};
    for (int row = 0; row < 4; ++row) {
        set(*model, row, 0, MarkRole, int(marks[row]));
        set(*model, row, 5, Qt::TextAlignmentRole, int(Qt::AlignRight | Qt::AlignVCenter));
    }
    set(*model, 0, 2, ProgressRole, QVariant::fromValue(Progress{0.41, 0.52, Hue::Blue}));
    set(*model, 1, 2, ProgressRole, QVariant::fromValue(Progress{0.86, 0.52, Hue::Blue}));
    set(*model, 0, 3, UnitRole, s("GB"));
    set(*model, 1, 3, UnitRole, s("MB"));
    set(*model, 0, 4, UnitRole, s("MB/s"));
    set(*model, 1, 4, UnitRole, s("MB/s"));
    set(*model, 2, 2, SentenceRole, s("waits 2 min 50 s: connection lost"));
    set(*model, 3, 2, SentenceRole, s("100 tries used up: copy differs"));
    set(*model, 3, 2, SentenceInkRole, int(Ink::Red));
    set(*model, 3, 0, InkRole, int(Ink::Red));
    auto *list = new ListView(parent);
    list->setModel(model);
    list->setSentenceColumns(2, 5);
    list->setEdge(12);
    const int widths[] = {120, 194, 140, 80, 80};
    for (int column = 0; column < 5; ++column)
        list->setColumnWidth(column, widths[column]);
    list->listHeader()->setStretchColumn(5);
    list->selectRow(2);
    list->setFixedHeight(lookOf(list).headerHeight() + 4 * lookOf(list).rowHeight());
    return list;
}

ListView *problems(QWidget *parent)
{
    auto *model = new QStandardItemModel(parent);
    model->setHorizontalHeaderLabels({s("Problem"), s("Affects"), s("Since"), s("Last try"), s("Next try"), s("Next step")});
    model->setHeaderData(1, Qt::Horizontal, s("packages"), UnitRole);
    model->setHeaderData(1, Qt::Horizontal, s("GB"), SecondUnitRole);
    const auto group = [&](const char *title, const char *code, const char *counts, bool expanded = true) {
        setRow(*model, {{}, {}, {}, {}, {}, {}});
        set(*model, model->rowCount() - 1, 0, GroupRole, QVariant::fromValue(GroupHeader{s(title), s(code), s(counts), expanded}));
    };
    const auto problem = [&](Mark mark, const char *what, const char *where, const char *n, const char *unit, const char *size, const char *since,
                             const char *clock, const char *next, bool you) {
        setRow(*model, {s(what), s(n), s(since), s("2 min ago"), s(next), you ? s("Needs you") : s("By itself")});
        const int row = model->rowCount() - 1;
        set(*model, row, 0, MarkRole, int(mark));
        set(*model, row, 0, SecondLineRole, s(where));
        set(*model, row, 1, UnitRole, s(unit));
        set(*model, row, 1, SecondLineRole, s(size));
        set(*model, row, 1, SecondUnitRole, s("GB"));
        set(*model, row, 2, SecondLineRole, s(clock));
        set(*model, row, 3, SecondLineRole, s("probe"));
        set(*model, row, 5, InkRole, int(you ? Ink::Red : Ink::Text));
    };
    group("Other identity", "dp_other_identity", "9 distributions, 1 DP");
    problem(Mark::Error, "rostock1 carries the marker of site MUC", "nothing is written or deleted there", "9", "packages", "2.1", "3 h 05 min",
            "13:37", "–", true);
    group("No space left", "no_space", "14 distributions, 2 DPs");
    problem(Mark::Warning, "berlin2 is full: 1.2 GB free, 3.4 GB needed", "next: LibreOffice 25.8", "12", "packages", "41.8", "2 h 10 min", "14:32",
            "in 3 min", false);
    problem(Mark::Warning, "kiel1 has reached its limit of 40 GB", "next: Adobe Reader 25.1", "2", "packages", "1.3", "26 min", "16:16", "in 4 min",
            false);
    group("Stopped by operators", "", "5 distributions, 2 causes", false);
    auto *list = new ListView(parent);
    list->setModel(model);
    list->setTwoLines(true);
    list->setGrouped(true);
    const int widths[] = {350, 122, 92, 96, 80};
    for (int column = 0; column < 5; ++column)
        list->setColumnWidth(column, widths[column]);
    list->listHeader()->setStretchColumn(5);
    list->selectRow(3);
    return list;
}

QWidget *boxed(Hue hue, const char *key1, const char *text1, const char *key2, const char *text2, QWidget *parent)
{
    auto *box = new AdviceBox(parent);
    box->setHue(hue);
    box->setRows({{s(key1), s(text1)}, {s(key2), s(text2)}});
    return box;
}

void addButtons(QVBoxLayout *column, QWidget *page)
{
    auto *row = new QHBoxLayout;
    const std::pair<const char *, ButtonRole> buttons[] = {
        {"Show what uses space", ButtonRole::Filled}, {"Open folder", ButtonRole::Plain}, {"Keep them", ButtonRole::Safe},
        {"Remove", ButtonRole::Destructive},          {"Disabled", ButtonRole::Plain},    {"Acknowledge…", ButtonRole::Link}};
    for (const auto &[text, role] : buttons) {
        QAction *what = action(page, text);
        what->setEnabled(s(text) != QLatin1String("Disabled"));
        row->addWidget(actionButton(what, role, page));
    }
    row->addStretch(1);
    column->addLayout(row);
}

void addWords(QVBoxLayout *column, QWidget *page)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(20);
    auto *number = new Words(Words::Kind::Body, s("99.3"), page);
    number->setFont(lookOf(page).tileNumber);
    const std::pair<Words::Kind, const char *> words[] = {{Words::Kind::SheetTitle, "Heading"}, {Words::Kind::PaneTitle, "Pane title"},
                                                          {Words::Kind::Section, "Section"},    {Words::Kind::Body, "Body 12,310"},
                                                          {Words::Kind::Small, "small 16:42"},  {Words::Kind::Mono, "ENOSPC 28"}};
    row->addWidget(number, 0, Qt::AlignBottom);
    for (const auto &[kind, text] : words)
        row->addWidget(new Words(kind, s(text), page), 0, Qt::AlignBottom);
    row->addStretch(1);
    column->addLayout(row);
}

void addControls(QVBoxLayout *column, QWidget *page)
{
    auto *row = new QHBoxLayout;
    auto *field = new QLineEdit(s("Branches closed, CHG-4471"), page);
    auto *combo = new QComboBox(page);
    combo->addItems({s("normal"), s("high")});
    auto *spin = new QSpinBox(page);
    spin->setValue(8);
    auto *on = new QCheckBox(s("goerlitz1"), page);
    on->setChecked(true);
    auto *radio = new QRadioButton(s("Forget the DPs now"), page);
    radio->setChecked(true);
    for (QWidget *widget : {static_cast<QWidget *>(field), static_cast<QWidget *>(combo), static_cast<QWidget *>(spin), static_cast<QWidget *>(on),
                            static_cast<QWidget *>(new QCheckBox(s("off"), page)), static_cast<QWidget *>(radio)})
        row->addWidget(widget);
    column->addLayout(row);
}

QWidget *components()
{
    auto *page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(10);
    column->addWidget(new Words(Words::Kind::SheetTitle, lookOf(page).dark ? s("Dark") : s("Light"), page));
    column->addWidget(new Swatches(page));
    addWords(column, page);
    addButtons(column, page);
    auto *filter = new FilterBar(page);
    filter->setKeys({s("state"), s("dp")});
    filter->setChips({{s("state"), s("failed"), false}, {s("dp"), s("berlin*"), true}});
    filter->setHint(s("Add code: or text"));
    filter->quickFilters()->setSegments({{s("all"), s("All"), 7}, {s("you"), s("Needs you"), 4}});
    filter->quickFilters()->setCurrent(s("all"));
    column->addWidget(filter);
    column->addWidget(distributions(page));
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(boxed(Hue::Amber, "What", "Goes on by itself.", "To do", "Free 2.2 GB.", page));
    row->addWidget(boxed(Hue::Red, "What", "Needs you.", "To do", "Choose a folder.", page));
    row->addWidget(boxed(Hue::Blue, "What", "For your information.", "Effect", "None.", page));
    column->addLayout(row);
    auto *paused = new Banner(page);
    paused->setState(Hue::Amber, Mark::Paused, s("The engine is paused by M. Ivers since 12 min."), {action(page, "Go on")});
    auto *readOnly = new Banner(page);
    readOnly->setState(Hue::Red, Mark::Error, s("The database is read-only: no action can be carried out."), {action(page, "Show why")});
    column->addWidget(paused);
    column->addWidget(readOnly);
    addControls(column, page);
    auto *bottom = new QHBoxLayout;
    auto *place = new QWidget(page);
    place->setMinimumHeight(76);
    bottom->addWidget(place, 1);
    auto *bars = new QVBoxLayout;
    for (const auto &[value, hue] : {std::pair{0.42, Hue::Grey}, {0.88, Hue::Amber}, {0.97, Hue::Red}}) {
        auto *bar = new Bar(page);
        bar->setValue(value, hue);
        bar->setFixedWidth(150);
        bars->addWidget(bar);
    }
    auto *missing = new Bar(page);
    missing->setValue(0.4, Hue::Grey);
    missing->setMissing(0.6);
    bars->addWidget(missing);
    bottom->addLayout(bars);
    column->addLayout(bottom);
    auto *toast = new Toast(place);
    toast->say(Mark::Retrying, s("11 started, 1 refused: held."), [] {});
    page->resize(720, 830);
    return page;
}

class MarkPage final : public QWidget
{
public:
    MarkPage() { resize(560, 32 * 26 + 40); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Look &l = lookOf(this);
        QPainter painter(this);
        painter.fillRect(rect(), l.base);
        const char *names[] = {
            "waiting",  "transferring",   "verifying",          "publishing", "installed",     "unverified",     "damaged",       "damaged, asks",
            "retrying", "blocked",        "blocked, needs you", "failed",     "stopped",       "paused",         "removing",      "removed",
            "slow",     "not responding", "not there",          "read-only",  "no permission", "other identity", "keeps failing", "stale",
            "error",    "warning",        "information",        "try failed", "interrupted",   "tick",           "not wanted"};
        int y = 16;
        for (const Mark mark : allMarks()) {
            drawMark(painter, QRectF(24, y + 5, 16, 16), mark, l, l.base);
            drawMark(painter, QRectF(56, y + 1, 24, 24), mark, l, l.base);
            painter.fillRect(QRectF(92, y, 28, 26), l.selected);
            drawMark(painter, QRectF(98, y + 5, 16, 16), mark, l, l.selected);
            markIcon(mark, l).paint(&painter, QRect(130, y + 5, 16, 16));
            actionIcon(mark, l).paint(&painter, QRect(156, y + 5, 16, 16));
            drawMark(painter, QRectF(180, y + 6, 14, 14), mark, l, l.base);
            painter.setFont(l.body);
            painter.setPen(l.text);
            painter.drawText(QRect(216, y, 200, 26), Qt::AlignVCenter, s(names[int(mark)]));
            if (y < 600)
                drawMark(painter, QRectF(380 + (int(mark) % 3) * 56, 20 + (int(mark) / 3) * 56, 48, 48), mark, l, l.base);
            y += 26;
        }
    }
};

Sidebar *sidebar(QWidget *parent)
{
    auto *bar = new Sidebar(parent);
    bar->setGroups({{{}, {{s("overview"), "view-statistics", s("Overview")}, {s("problems"), "flag", s("Problems")}}},
                    {{},
                     {{s("distributions"), "split", s("Distributions")},
                      {s("packages"), "package", s("Packages")},
                      {s("dps"), "network-server", s("Distribution points")},
                      {s("retries"), "view-history", s("Retry history")}}},
                    {{},
                     {{s("sites"), "globe", s("Sites")},
                      {s("messages"), "dialog-messages", s("Status messages")},
                      {s("quarantine"), "edit-none", s("Quarantine")},
                      {s("activity"), "quickopen", s("Activity")}}},
                    {s("Saved filters"), {{s("f1"), "view-filter", s("Needs me")}, {s("f2"), "view-filter", s("Stale DPs")}}}});
    bar->setCount(s("problems"), 7, true);
    bar->setCount(s("quarantine"), 1);
    bar->setCount(s("f1"), 4);
    bar->setCount(s("f2"), 3);
    bar->setCurrent(s("problems"));
    bar->setFixedWidth(lookOf(bar).zeros(25));
    return bar;
}

QWidget *pane(QWidget *parent)
{
    auto *widget = new QWidget(parent);
    widget->setBackgroundRole(QPalette::Base);
    widget->setAutoFillBackground(true);
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(16, 8, 16, 16);
    auto *tabs = new QTabBar(widget);
    for (const char *name : {"Summary", "Files", "Attempts", "Trail", "Messages"})
        tabs->addTab(s(name));
    tabs->setExpanding(false);
    column->addWidget(tabs);
    auto *advice = new AdviceBox(widget);
    advice->setAdvice(s("berlin2 has 1.2 GB free. LibreOffice 25.8, the next in turn, needs 3.4 GB."),
                      s("12 packages wait. Clients there keep the versions they have; nothing is lost."),
                      s("Free 2.2 GB on berlin2, raise its limit, or take a package away from it."),
                      s("The engine looks again every 5 min and goes on as soon as there is room."));
    advice->setActions(action(widget, "Show what uses space"), action(widget, "Open folder"),
                       {action(widget, "Retry now"), action(widget, "Acknowledge…"), action(widget, "Stop retrying…")});
    column->addWidget(advice);
    auto *title = new SectionTitle(s("Space on berlin2"), widget);
    title->setFact(s("498.8 of 500 GB used"));
    column->addWidget(title);
    auto *facts = new Facts(widget);
    facts->setFacts({{s("Last try"), s("4 min ago, 9th try of LibreOffice 25.8")},
                     {s("Next try"), s("in 3 min, or when space is freed")},
                     {s("Folder"), s("/srv/dp/berlin2 (SMB, files.berlin)")}});
    column->addWidget(facts);
    column->addWidget(new SectionTitle(s("Error as the system gave it"), widget));
    auto *mono = new MonoBox(widget);
    mono->setText(s("write  program/libmergedlo.so\nENOSPC 28  No space left on device\nat 212.0 of 318.4 MB, 16:38:04"));
    column->addWidget(mono);
    column->addStretch(1);
    widget->setFixedWidth(lookOf(widget).zeros(51));
    return widget;
}

QWidget *window()
{
    auto *page = new QWidget;
    const Look &look = lookOf(page);
    page->resize(1440, 760);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *menus = new QMenuBar(page);
    for (const char *name : {"Site", "Package", "Distribution", "View", "Tools", "Help"})
        menus->addMenu(s(name));
    column->addWidget(menus);
    auto *path = new PathBar(page);
    path->setPath({s("Site CEN"), s("Problems"), s("berlin2: no space")});
    path->setBackEnabled(true);
    path->setFind(s("Find or do"), QKeySequence(Qt::CTRL | Qt::Key_K));
    column->addWidget(path);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(sidebar(page));
    row->addWidget(new Hairline(Qt::Vertical, page));
    auto *middle = new QWidget(page);
    middle->setBackgroundRole(QPalette::Base);
    middle->setAutoFillBackground(true);
    auto *inner = new QVBoxLayout(middle);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    auto *filter = new FilterBar(middle);
    filter->setChips({{s("is"), s("open"), false}});
    filter->setHint(s("Add dp:, code:, since: or text"));
    filter->quickFilters()->setSegments(
        {{s("all"), s("All"), 7}, {s("you"), s("Needs you"), 4}, {s("self"), s("By itself"), 3}, {s("ack"), s("Acknowledged"), 2}});
    filter->quickFilters()->setCurrent(s("all"));
    auto *scope = new ScopeLine(middle);
    scope->setText(s("7 causes, 80 distributions"));
    scope->setSelectionText(s("1 selected: 12 distributions"));
    scope->setActions({action(page, "Retry now", actionIcon(Mark::Retrying, look)), action(page, "Stop retrying…", actionIcon(Mark::Stopped, look))},
                      {action(page, "Group", icon("view-list-tree", look)), action(page, "Columns", icon("configure", look)),
                       action(page, "Export", icon("document-export", look))});
    inner->addWidget(filter);
    inner->addWidget(scope);
    inner->addWidget(problems(middle), 1);
    row->addWidget(middle, 1);
    row->addWidget(new Hairline(Qt::Vertical, page));
    row->addWidget(pane(page));
    column->addLayout(row, 1);
    auto *strip = new StatusStrip(page);
    strip->setPart(s("engine"), StatusStrip::Side::Left, Mark::Installed, s("Engine running"), true);
    strip->setPart(s("active"), StatusStrip::Side::Left, Mark::Transferring, s("4 active"));
    strip->setPart(s("waiting"), StatusStrip::Side::Left, Mark::Waiting, s("9 waiting"));
    strip->setPart(s("blocked"), StatusStrip::Side::Left, Mark::Blocked, s("2 blocked"));
    strip->setPart(s("rate"), StatusStrip::Side::Left, std::nullopt, s("84.0 MB/s, about 12 min"));
    strip->setSpark(s("rate"), {4, 5, 5, 6, 5, 7, 8, 7, 8, 8, 3, 4, 7, 8, 9, 9, 8, 9, 9});
    strip->setPart(s("inbox"), StatusStrip::Side::Left, std::nullopt, s("inbox 0"));
    strip->setPart(s("site"), StatusStrip::Side::Right, std::nullopt, s("CEN"));
    strip->setPart(s("database"), StatusStrip::Side::Right, std::nullopt, s("database OK"));
    strip->setPart(s("checked"), StatusStrip::Side::Right, std::nullopt, s("checked 2 s ago"));
    column->addWidget(strip);
    return page;
}

QWidget *overview()
{
    auto *page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    page->resize(1200, 760);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(24, 16, 24, 16);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    const Tile::Content tiles[] = {{s("4"), s("of 7"), s("oldest 4 days: leipzig1, copy differs"), Mark::Error, true},
                                   {s("26"), {}, s("next in 40 s: dresden1"), Mark::Retrying, false},
                                   {s("99.3"), s("%"), s("12,222 of 12,310 proven"), Mark::Installed, false}};
    for (const Tile::Content &content : tiles) {
        auto *tile = new Tile(content.needsYou ? s("Problems that need you") : content.suffix.isEmpty() ? s("Retrying") : s("Coverage"), page);
        tile->setContent(content);
        row->addWidget(tile);
    }
    column->addLayout(row);
    auto *model = new QStandardItemModel(page);
    model->setHorizontalHeaderLabels({s("DP"), s(""), s("< 5 min"), s("< 15 min"), s("< 1 h"), s("All"), s("Owed")});
    for (int column2 = 2; column2 < 7; ++column2)
        model->setHeaderData(column2, Qt::Horizontal, int(Qt::AlignRight | Qt::AlignVCenter), Qt::TextAlignmentRole);
    const int counts[][3] = {{2, 4, 25}, {1, 1, 2}, {0, 0, 9}};
    const char *dps[] = {"hamburg2", "berlin2", "rostock1"};
    const Mark marks[] = {Mark::DpNotResponding, Mark::Blocked, Mark::DpOtherIdentity};
    for (int r = 0; r < 3; ++r) {
        setRow(*model, {s(dps[r]), s("not responding"), {}, {}, {}, s("31"), s("11.6")});
        set(*model, r, 0, MarkRole, int(marks[r]));
        set(*model, r, 1, InkRole, int(Ink::Text2));
        for (int c = 0; c < 3; ++c)
            set(*model, r, 2 + c, HeatRole, qlonglong(counts[r][c]));
        set(*model, r, 5, BoldRole, true);
        set(*model, r, 5, Qt::TextAlignmentRole, int(Qt::AlignRight | Qt::AlignVCenter));
        set(*model, r, 6, UnitRole, s("GB"));
    }
    auto *list = new ListView(page);
    list->setModel(model);
    list->setEdge(0);
    list->setFixedHeight(120);
    column->addWidget(list);
    auto *empty = new EmptyState(page);
    EmptyState::Content content;
    content.title = s("Nothing needs you");
    content.sentence = s("340 of 340 targets are proven, checked 2 min ago.");
    content.second = s("3 distributions are being copied and 9 wait in turn; they go on by themselves.");
    content.figures = {{s("0"), s("retrying")}, {s("4"), s("solved today, by themselves")}, {s("11 days"), s("since one needed you")}};
    content.actions = {action(page, "Show what is running"), action(page, "Show what was solved")};
    empty->setContent(content);
    column->addWidget(empty, 1);
    return page;
}

bool save(QWidget *page, const QString &path, int scale)
{
    page->show();
    page->activateWindow();
    QApplication::setActiveWindow(page);
    QApplication::sendPostedEvents();
    for (auto *list : page->findChildren<ListView *>())
        list->setFocus();
    QImage image(page->size() * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    page->render(&image);
    return image.save(path);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    if (argc != 2) {
        std::fputs("cartage-gallery FOLDER\n", stderr);
        return 2;
    }
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    if (QFontDatabase::families().contains(s("Noto Sans")))
        QApplication::setFont(QFont(s("Noto Sans"), 10));
    auto *style = new Style;
    QApplication::setStyle(style);
    setUpIconThemes();
    const QString folder = QString::fromLocal8Bit(argv[1]);
    for (const bool dark : {false, true}) {
        style->setScheme(dark ? Style::Scheme::Dark : Style::Scheme::Light);
        for (const int scale : {1, 2}) {
            const QString end = QStringLiteral("-%1-%2x.png").arg(dark ? s("dark") : s("light")).arg(scale);
            const std::pair<const char *, QWidget *> pages[] = {
                {"components", components()}, {"marks", new MarkPage}, {"window", window()}, {"overview", overview()}};
            for (const auto &[name, page] : pages) {
                const bool saved = save(page, folder + QLatin1Char('/') + s(name) + end, scale);
                delete page;
                if (!saved)
                    return 1;
            }
        }
    }
    return 0;
}
