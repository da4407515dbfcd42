// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QToolButton>

#include "ui/look/style.h"
#include "ui/widgets/advicebox.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/pathbar.h"
#include "ui/widgets/scopeline.h"
#include "ui/widgets/sidebar.h"
#include "ui/widgets/statusstrip.h"
#include "ui/widgets/tile.h"
#include "ui/widgets/toast.h"

using namespace cartage::ui;
using namespace std::chrono_literals;

namespace {

QString s(const char *text) { return QString::fromUtf8(text); }

template <class Widget>
Widget *named(QWidget &parent, const QString &accessibleName)
{
    for (Widget *widget : parent.findChildren<Widget *>()) {
        if (widget->accessibleName() == accessibleName && widget->isVisibleTo(&parent))
            return widget;
    }
    return nullptr;
}

void showAndFocus(QWidget &window, QWidget *focus)
{
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    focus->setFocus();
    QTRY_VERIFY(QApplication::focusWidget() != nullptr);
}

void setUp(FilterBar &bar)
{
    bar.setKeys({s("state"), s("dp"), s("not")});
    bar.setHint(s("Add dp: or text"));
    bar.resize(700, bar.sizeHint().height());
    bar.focusField();
}

class PaintCounter final : public QObject
{
public:
    int paints = 0;
    bool eventFilter(QObject *, QEvent *event) override
    {
        paints += event->type() == QEvent::Paint;
        return false;
    }
};

} // namespace

class WidgetsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QApplication::setStyle(new Style);
    }

    void aConditionTypedBecomesAChip_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("negated");
        QTest::addColumn<QString>("left");
        QTest::newRow("a space ends it") << "state:failed "
                                         << "state"
                                         << "failed" << false << "";
        QTest::newRow("a space behind the colon") << "state: failed "
                                                  << "state"
                                                  << "failed" << false << "";
        QTest::newRow("minus negates") << "-dp:berlin* "
                                       << "dp"
                                       << "berlin*" << true << "";
        QTest::newRow("not negates") << "not dp:berlin* "
                                     << "dp"
                                     << "berlin*" << true << "";
        QTest::newRow("quotes hold spaces") << "dp:\"north wing\""
                                            << "dp"
                                            << "north wing" << false << "";
        QTest::newRow("words stay") << "office state:failed "
                                    << "state"
                                    << "failed" << false << "office";
    }
    void aConditionTypedBecomesAChip()
    {
        QFETCH(QString, typed);
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(bool, negated);
        QFETCH(QString, left);
        FilterBar bar;
        setUp(bar);
        showAndFocus(bar, bar.focusProxy() ? bar.focusProxy() : &bar);
        bar.focusField();
        QSignalSpy changed(&bar, &FilterBar::changed);
        QTest::keyClicks(bar.findChild<QLineEdit *>(), typed);
        QCOMPARE(bar.chips(), (QList<Chip>{{key, value, negated}}));
        QCOMPARE(bar.text(), left);
        QVERIFY(!changed.isEmpty());
    }

    void whatIsNoKeyStaysText()
    {
        FilterBar bar;
        setUp(bar);
        bar.show();
        QSignalSpy changed(&bar, &FilterBar::changed);
        QTest::keyClicks(bar.findChild<QLineEdit *>(), s("http://x y"));
        QCOMPARE(bar.chips(), QList<Chip>());
        QCOMPARE(bar.text(), s("http://x y"));
        QVERIFY(changed.isEmpty());
        QTRY_COMPARE(changed.size(), 1);
    }

    void enterTakesWhatIsTypedAndThenGoesToTheList()
    {
        FilterBar bar;
        setUp(bar);
        bar.show();
        QSignalSpy changed(&bar, &FilterBar::changed), left(&bar, &FilterBar::left);
        auto *edit = bar.findChild<QLineEdit *>();
        QTest::keyClicks(edit, s("state:failed"));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(bar.chips(), (QList<Chip>{{s("state"), s("failed"), false}}));
        QCOMPARE(left.size(), 0);
        QTest::keyClicks(edit, s("office"));
        changed.clear();
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(left.size(), 1);
        QTest::keyClick(edit, Qt::Key_Down);
        QCOMPARE(left.size(), 2);
    }

    void chipsAreTakenOutWithTheKeys()
    {
        FilterBar bar;
        setUp(bar);
        bar.setChips({{s("state"), s("failed"), false}, {s("dp"), s("berlin*"), true}, {s("dp"), s("kiel1"), false}});
        showAndFocus(bar, bar.findChild<QLineEdit *>());
        QSignalSpy changed(&bar, &FilterBar::changed);
        auto *edit = bar.findChild<QLineEdit *>();
        QTest::keyClick(edit, Qt::Key_Backspace);
        QCOMPARE(bar.chips().size(), 2);
        QTest::keyClick(edit, Qt::Key_Left);
        QCOMPARE(QApplication::focusWidget()->accessibleName(), s("not dp: berlin*"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left);
        QCOMPARE(QApplication::focusWidget()->accessibleName(), s("state: failed"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
        QCOMPARE(bar.chips(), (QList<Chip>{{s("dp"), s("berlin*"), true}}));
        QVERIFY(edit->hasFocus());
        QCOMPARE(changed.size(), 2);
    }

    void aChipIsTakenBackIntoTheField()
    {
        FilterBar bar;
        setUp(bar);
        bar.setChips({{s("dp"), s("north wing"), true}});
        showAndFocus(bar, bar.findChild<QLineEdit *>());
        QTest::keyClick(bar.findChild<QLineEdit *>(), Qt::Key_Left);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(bar.chips(), QList<Chip>());
        QCOMPARE(bar.text(), s("-dp:\"north wing\""));
    }

    void theCrossOfAChipRemovesIt()
    {
        FilterBar bar;
        setUp(bar);
        bar.setChips({{s("state"), s("failed"), false}});
        bar.show();
        auto *chip = named<QAbstractButton>(bar, s("state: failed"));
        QVERIFY(chip);
        QTest::mouseClick(chip, Qt::LeftButton, {}, QPoint(chip->width() - 8, chip->height() / 2));
        QCOMPARE(bar.chips(), QList<Chip>());
    }

    void whatIsShownIsPaintedOnce()
    {
        QWidget window;
        Words words(Words::Kind::Mono, QStringLiteral("/srv/") + QString(200, QLatin1Char('x')), &window);
        words.setWrapped();
        words.setGeometry(0, 0, 120, 400);
        showAndFocus(window, &words);
        PaintCounter counter;
        words.installEventFilter(&counter);
        QTest::qWait(100); // what the first paint asked for
        counter.paints = 0;
        QTest::qWait(200);
        QCOMPARE(counter.paints, 0);
    }

    void segmentsMoveWithTheArrowsAndKeepTheChoice()
    {
        Segments strip;
        strip.setSegments({{s("all"), s("All"), 7}, {s("you"), s("Needs you"), 1204}});
        strip.setCurrent(s("all"));
        QSignalSpy chosen(&strip, &Segments::chosen);
        auto *first = named<QAbstractButton>(strip, s("All 7"));
        QVERIFY(first);
        showAndFocus(strip, first);
        QTest::keyClick(first, Qt::Key_Right);
        QCOMPARE(strip.current(), s("you"));
        QCOMPARE(chosen.size(), 1);
        QVERIFY(named<QAbstractButton>(strip, s("Needs you 1,204"))->hasFocus());
        strip.setSegments({{s("all"), s("All"), 8}, {s("you"), s("Needs you"), 4}});
        QCOMPARE(strip.current(), s("you"));
        QCOMPARE(chosen.size(), 1);
    }

    void theSidebarIsWalkedWithTheKeys()
    {
        Sidebar bar;
        bar.setGroups({{{}, {{s("a"), nullptr, s("Overview")}, {s("b"), nullptr, s("Problems")}}}, {{}, {{s("c"), nullptr, s("Distributions")}}}});
        bar.setCurrent(s("a"));
        bar.setCount(s("b"), 7, true);
        QSignalSpy chosen(&bar, &Sidebar::chosen);
        auto *first = named<QAbstractButton>(bar, s("Overview"));
        QVERIFY(first);
        showAndFocus(bar, first);
        QTest::keyClick(first, Qt::Key_Down);
        auto *second = named<QAbstractButton>(bar, s("Problems, 7, needs you"));
        QVERIFY(second);
        QVERIFY(second->hasFocus());
        QCOMPARE(bar.current(), s("a"));
        QTest::keyClick(second, Qt::Key_Return);
        QCOMPARE(bar.current(), s("b"));
        QTest::keyClick(second, Qt::Key_End);
        QCOMPARE(QApplication::focusWidget()->accessibleName(), s("Distributions"));
        QCOMPARE(chosen.size(), 1);
        bar.setGroups({{{}, {{s("b"), nullptr, s("Problems")}}}});
        QVERIFY(named<QAbstractButton>(bar, s("Problems, 7, needs you")));
        QCOMPARE(bar.current(), s("b"));
    }

    void thePathLeadsBackAndTheFieldOpensWithWhatIsTyped()
    {
        PathBar bar;
        bar.setPath({s("Site CEN"), s("Problems"), s("berlin2: no space")});
        bar.setFind(s("Find or do"), QKeySequence(Qt::CTRL | Qt::Key_K));
        bar.setBackEnabled(true);
        bar.resize(900, bar.sizeHint().height());
        bar.show();
        QSignalSpy part(&bar, &PathBar::partActivated), find(&bar, &PathBar::findRequested), back(&bar, &PathBar::backRequested);
        QTest::mouseClick(named<QAbstractButton>(bar, s("Problems")), Qt::LeftButton);
        QCOMPARE(part.value(0), QVariantList{1});
        QTest::mouseClick(named<QAbstractButton>(bar, s("berlin2: no space")), Qt::LeftButton);
        QCOMPARE(part.size(), 1);
        QTest::keyClick(bar.findField(), Qt::Key_K);
        QTest::mouseClick(bar.findField(), Qt::LeftButton);
        QCOMPARE(find, (QList<QVariantList>{{s("k")}, {QString()}}));
        QTest::mouseClick(named<QAbstractButton>(bar, s("Back")), Qt::LeftButton);
        QCOMPARE(back.size(), 1);
        QVERIFY(!named<QAbstractButton>(bar, s("Forward"))->isEnabled());
    }

    void actionsWithoutRoomGoIntoTheMenu()
    {
        QAction retry(s("Retry now")), hold(s("Hold…")), stop(s("Stop retrying…")), columns(s("Columns"));
        ScopeLine line;
        line.setText(s("7 causes, 80 distributions"));
        line.setActions({&retry, &hold, &stop}, {&columns});
        line.resize(900, line.height());
        line.show();
        QVERIFY(named<QToolButton>(line, s("Stop retrying…")));
        QVERIFY(!named<QToolButton>(line, s("More actions")));
        line.resize(420, line.height());
        QVERIFY(named<QToolButton>(line, s("Retry now")));
        QVERIFY(!named<QToolButton>(line, s("Stop retrying…")));
        auto *more = named<QToolButton>(line, s("More actions"));
        QVERIFY(more);
        QVERIFY(more->menu()->actions().contains(&stop));
        hold.setVisible(false);
        QVERIFY(!more->menu()->actions().contains(&hold));
        QSignalSpy triggered(&retry, &QAction::triggered);
        QTest::mouseClick(named<QToolButton>(line, s("Retry now")), Qt::LeftButton);
        QCOMPARE(triggered.size(), 1);
    }

    void aToastGoesByItselfAndUndoesOnce()
    {
        QWidget window;
        window.resize(600, 300);
        auto *elsewhere = new QLineEdit(&window);
        auto *toast = new Toast(&window);
        showAndFocus(window, elsewhere);
        toast->setStay(30ms);
        int undone = 0;
        toast->say(Mark::Retrying, s("11 started, 1 refused: held."), [&] { ++undone; });
        QVERIFY(toast->isVisible());
        QTRY_VERIFY(!toast->isVisible());
        QCOMPARE(undone, 0);
        toast->say(Mark::Retrying, s("12 started."), [&] { ++undone; });
        auto *undo = toast->findChild<QPushButton *>();
        QVERIFY(undo->isVisible());
        QTest::mouseClick(undo, Qt::LeftButton);
        QVERIFY(!toast->isVisible());
        QCOMPARE(undone, 1);
        toast->say(Mark::Installed, s("Saved."));
        QVERIFY(!undo->isVisible());
    }

    void aToastStaysUnderTheFocus()
    {
        QWidget window;
        window.resize(600, 300);
        auto *elsewhere = new QLineEdit(&window);
        auto *toast = new Toast(&window);
        showAndFocus(window, elsewhere);
        toast->setStay(40ms);
        toast->say(Mark::Retrying, s("12 started."), [] {});
        QVERIFY2(elsewhere->hasFocus(), "a toast never takes the focus");
        auto *undo = toast->findChild<QPushButton *>();
        undo->setFocus(Qt::TabFocusReason);
        QTimer past;
        past.setSingleShot(true);
        QSignalSpy passed(&past, &QTimer::timeout);
        past.start(200ms);
        QVERIFY(passed.wait());
        QVERIFY(toast->isVisible());
        elsewhere->setFocus();
        QTRY_VERIFY(!toast->isVisible());
    }

    void aToastLiesAtTheBottomInTheMiddle()
    {
        QWidget window;
        window.resize(600, 300);
        auto *toast = new Toast(&window);
        window.show();
        toast->say(Mark::Installed, s("Saved."));
        window.resize(800, 500);
        QTRY_COMPARE(toast->geometry().center().x(), 399);
        QVERIFY(toast->geometry().bottom() < 500 && toast->geometry().top() > 400);
    }

    void adviceLeavesEmptyRowsOutAndItsButtonsAreActions()
    {
        QAction show(s("Show what uses space")), open(s("Open folder")), retry(s("Retry now"));
        AdviceBox box;
        box.setAdvice(s("berlin2 is full."), {}, s("Free 2.2 GB."), {});
        box.setActions(&show, &open, {&retry, nullptr});
        box.show();
        QStringList shown;
        for (const QLabel *label : box.findChildren<QLabel *>()) {
            if (label->isVisible())
                shown.append(label->text());
        }
        QCOMPARE(shown, (QStringList{s("What"), s("berlin2 is full."), s("To do"), s("Free 2.2 GB.")}));
        int filled = 0;
        for (QPushButton *button : box.findChildren<QPushButton *>())
            filled += buttonRole(button) == ButtonRole::Filled;
        QCOMPARE(filled, 1);
        show.setEnabled(false);
        for (QPushButton *button : box.findChildren<QPushButton *>())
            QCOMPARE(button->isEnabled(), button->text() != show.text());
    }

    void theRawErrorIsCopied()
    {
        MonoBox box;
        box.setText(s("ENOSPC 28"));
        box.show();
        QTest::mouseClick(box.findChild<QToolButton *>(), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), s("ENOSPC 28"));
    }

    void partsOfTheStripOpenTheirLists()
    {
        StatusStrip strip;
        strip.setPart(s("blocked"), StatusStrip::Side::Left, Mark::Blocked, s("2 blocked"));
        strip.setPart(s("site"), StatusStrip::Side::Right, std::nullopt, s("CEN"));
        strip.resize(600, strip.height());
        strip.show();
        QSignalSpy activated(&strip, &StatusStrip::partActivated);
        QTest::mouseClick(named<QAbstractButton>(strip, s("2 blocked")), Qt::LeftButton);
        QCOMPARE(activated.value(0), QVariantList{s("blocked")});
        strip.setPart(s("blocked"), StatusStrip::Side::Left, Mark::Blocked, {});
        QCOMPARE(strip.findChildren<QAbstractButton *>().size(), 2);
        QVERIFY(!named<QAbstractButton>(strip, s("2 blocked")));
    }

    void aTileIsAButtonThatSaysItsNumber()
    {
        Tile tile(s("Retrying"));
        tile.setContent({s("26"), {}, s("next in 40 s: dresden1"), Mark::Retrying, false});
        QVERIFY(tile.accessibleName().contains(s("26")));
        QSignalSpy clicked(&tile, &Tile::clicked);
        showAndFocus(tile, &tile);
        QTest::keyClick(&tile, Qt::Key_Space);
        QCOMPARE(clicked.size(), 1);
    }

    void aSentenceStandsOverItsColumnsAsFarAsTheyStandTogether()
    {
        QStandardItemModel model(2, 5);
        model.setData(model.index(0, 1), s("waits 2 min"), SentenceRole);
        ListView list;
        list.setModel(&model);
        list.setSentenceColumns(1, 3);
        list.resize(600, 200);
        for (int column = 0; column < 5; ++column)
            list.setColumnWidth(column, 100);
        const QRect whole(100, 0, 300, list.rowHeight(0));
        for (int column = 1; column <= 3; ++column)
            QCOMPARE(list.sentenceRect(model.index(0, column)), std::optional(whole));
        QCOMPARE(list.sentenceRect(model.index(0, 4)), std::nullopt);
        QCOMPARE(list.sentenceRect(model.index(1, 1)), std::nullopt);
        list.listHeader()->moveSection(3, 0);
        QCOMPARE(list.sentenceRect(model.index(0, 1))->width(), 200);
        QCOMPARE(list.sentenceRect(model.index(0, 3))->width(), 0);
    }

    void groupHeadersFoldAndAreOfTheirOwnHeight()
    {
        QStandardItemModel model(3, 2);
        model.setData(model.index(0, 0), QVariant::fromValue(GroupHeader{s("No space left"), s("no_space"), s("2 DPs"), true}), GroupRole);
        ListView list;
        list.setTwoLines(true);
        list.setGrouped(true);
        list.setModel(&model);
        const Look &look = lookOf(&list);
        QCOMPARE(list.rowHeight(0), look.groupHeaderHeight());
        QCOMPARE(list.rowHeight(1), look.twoLineRowHeight());
        QSignalSpy toggled(&list, &ListView::groupToggled), activated(&list, &ListView::rowActivated);
        list.resize(300, 200);
        showAndFocus(list, &list);
        list.setCurrentIndex(model.index(0, 1));
        QTest::keyClick(&list, Qt::Key_Left);
        QTest::keyClick(&list, Qt::Key_Right);
        QCOMPARE(toggled.size(), 1);
        list.setCurrentIndex(model.index(1, 1));
        QTest::keyClick(&list, Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, QPoint(20, 8));
        QCOMPARE(toggled.size(), 2);
        QCOMPARE(list.currentIndex().row(), 1);
    }

    void aSelectedRowIsTintedWithAndWithoutTheFocus()
    {
        QStandardItemModel model(3, 2);
        QWidget window;
        auto *list = new ListView(&window);
        auto *elsewhere = new QLineEdit(&window);
        list->setModel(&model);
        list->setGeometry(0, 40, 300, 200);
        showAndFocus(window, list);
        list->selectRow(1);
        const Look &look = lookOf(list);
        const auto pixel = [&](int x) { return list->viewport()->grab().toImage().pixelColor(x, list->rowViewportPosition(1) + 5); };
        QCOMPARE(pixel(150), look.selected);
        QCOMPARE(pixel(1), look.accent);
        elsewhere->setFocus();
        QTRY_COMPARE(pixel(150), look.selectedUnfocused);
    }

    void wordsFollowTheScheme()
    {
        auto *style = static_cast<Style *>(QApplication::style());
        Words words(Words::Kind::Second, s("since 2 h"));
        QCOMPARE(words.palette().color(QPalette::WindowText), lookOf(&words).text2);
        style->setScheme(Style::Scheme::Dark);
        QVERIFY(lookOf(&words).dark);
        QTRY_COMPARE(words.palette().color(QPalette::WindowText), lookOf(&words).text2);
        style->setScheme(Style::Scheme::System);
    }
};

QTEST_MAIN(WidgetsTest)
#include "tst_widgets.moc"
