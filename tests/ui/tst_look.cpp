// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QPainter>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTest>
#include <memory>

#include "ui/look/look.h"
#include "ui/look/style.h"

using namespace cartage::ui;

namespace {

QPalette withAccent(QPalette palette, const QColor &accent, const QColor &onAccent)
{
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, onAccent);
    return palette;
}

QPalette fromColors(const QColor &window, const QColor &base, const QColor &text, const QColor &accent)
{
    QPalette palette(text, window, window, window, window, text, Qt::white, base, window);
    return withAccent(palette, accent, Qt::white);
}

} // namespace

class LookTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new Style); }

    void coloursCanBeReadOnWhateverTheyLie_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("our light") << Look::ownPalette(false);
        QTest::newRow("our dark") << Look::ownPalette(true);
        std::unique_ptr<QStyle> fusion(QStyleFactory::create(QStringLiteral("Fusion")));
        QTest::newRow("plain Fusion") << fusion->standardPalette();
        QTest::newRow("orange, light") << withAccent(Look::ownPalette(false), QColor(0xff9500), Qt::white);
        QTest::newRow("orange, dark") << withAccent(Look::ownPalette(true), QColor(0xff9500), Qt::black);
        QTest::newRow("Breeze Dark") << fromColors(QColor(0x2a2e32), QColor(0x1b1e20), QColor(0xfcfcfc), QColor(0x3daee9));
        QTest::newRow("Adwaita Dark") << fromColors(QColor(0x353535), QColor(0x2d2d2d), QColor(0xffffff), QColor(0x15539e));
    }
    void coloursCanBeReadOnWhateverTheyLie()
    {
        QFETCH(QPalette, palette);
        const Look look = Look::from(palette, QApplication::font());
        const double second = look.dark ? 6.6 : 6.0;
        const auto reads = [](const QColor &color, const QColor &on, double contrast, const char *what) {
            const double is = Look::contrast(color, on);
            QVERIFY2(
                is >= contrast,
                qPrintable(QStringLiteral("%1: %2 on %3 is %4, not %5").arg(QLatin1String(what), color.name(), on.name()).arg(is).arg(contrast)));
        };
        reads(look.onAccent, look.accent, 4.5, "text on the accent");
        reads(look.text2, look.base, second, "text2");
        reads(look.text2, look.window, second - 0.4, "text2 on the frame");
        reads(look.text3, look.base, 4.6, "text3");
        reads(look.text3, look.window, 4.2, "text3 on the frame");
        reads(look.accentInk, look.base, look.dark ? 6.0 : 4.8, "links");
        for (const QColor &ink : {look.inkRed, look.inkAmber, look.inkGreen}) {
            reads(ink, look.base, look.dark ? 6.2 : 5.0, "ink");
            reads(ink, look.selected, 4.6, "ink on a selected row");
        }
        for (const QColor &fill : {look.fillRed, look.fillAmber, look.fillGreen, look.fillBlue, look.fillGrey}) {
            reads(fill, look.base, 3.05, "mark");
            reads(fill, look.selected, 3.05, "mark on a selected row");
        }
        reads(look.fillRed, look.base, 4.6, "red");
        reads(look.fillAmber, look.base, look.dark ? 6.4 : 3.4, "amber");
        reads(look.fillGreen, look.base, look.dark ? 5.0 : 3.5, "green");
        reads(look.fillBlue, look.base, look.dark ? 4.8 : 4.4, "blue");
        for (const Hue hue : {Hue::Grey, Hue::Red, Hue::Amber, Hue::Green, Hue::Blue}) {
            reads(look.text, look.adviceTint(hue), 4.5, "text of advice");
            reads(look.text2, look.adviceTint(hue), 4.5, "label of advice");
            reads(look.text, look.bannerTint(hue), 4.5, "banner");
        }
        reads(look.text, look.selected, 4.5, "a selected row");
        reads(look.text, look.chip, 4.5, "a chip");
        reads(look.text, look.sidebarSelected, 4.5, "the sidebar");
        reads(look.text2, look.tile, 4.5, "a tile");
    }

    void ourPalettesGiveTheColoursOfTheDesign_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("light")
            << false
            << QStringLiteral(
                   "#5d6064 #6f7275 #e8e9e9 #d1d2d3 #f7f7f7 #e5edf8 #efeff0 #2565c7 #c72d2b #965c05 #117946 #d93632 #bb7809 #2e985e #3577d6 #7d7f82")
                   .split(QLatin1Char(' '));
        QTest::newRow("dark")
            << true
            << QStringLiteral(
                   "#a2a5a9 #84878b #323539 #494c50 #222529 #1f3456 #2e3135 #6d9ae2 #ff7267 #d48f39 #54af78 #ed4b43 #db8d11 #349d62 #4587e7 #7b7e82")
                   .split(QLatin1Char(' '));
    }
    void ourPalettesGiveTheColoursOfTheDesign()
    {
        QFETCH(bool, dark);
        QFETCH(QStringList, names);
        const Look l = Look::from(Look::ownPalette(dark), QApplication::font());
        const QList<QColor> colors{l.text2,  l.text3,    l.line,     l.line2,   l.hover,     l.selected,  l.selectedUnfocused, l.accentInk,
                                   l.inkRed, l.inkAmber, l.inkGreen, l.fillRed, l.fillAmber, l.fillGreen, l.fillBlue,          l.fillGrey};
        for (int i = 0; i < names.size(); ++i) {
            const QColor wanted(names[i]);
            // One step of the search is two or three of 255.
            const int off = std::max(
                {std::abs(wanted.red() - colors[i].red()), std::abs(wanted.green() - colors[i].green()), std::abs(wanted.blue() - colors[i].blue())});
            QVERIFY2(off <= 3, qPrintable(QStringLiteral("%1: %2 instead of %3").arg(i).arg(colors[i].name(), names[i])));
        }
    }

    void aDarkPaletteIsKnownByItsText()
    {
        QVERIFY(!Look::from(Look::ownPalette(false), QApplication::font()).dark);
        QVERIFY(Look::from(Look::ownPalette(true), QApplication::font()).dark);
    }

    void theStyleGivesOurPaletteWhereThePlatformHasNone()
    {
        QCOMPARE(QApplication::palette().color(QPalette::Window), Look::ownPalette(false).color(QPalette::Window));
    }

    void anotherSchemeIsInForceAtOnce()
    {
        auto *style = static_cast<Style *>(QApplication::style());
        QPushButton button;
        button.show();
        const QColor before = lookOf(&button).base;
        style->setScheme(Style::Scheme::Dark);
        QVERIFY(lookOf(&button).dark);
        QVERIFY(lookOf(&button).base != before);
        QTRY_COMPARE(button.palette().color(QPalette::Window), Look::ownPalette(true).color(QPalette::Window));
        style->setScheme(Style::Scheme::System);
        QVERIFY(!lookOf(&button).dark);
    }

    void sizesFollowTheFont()
    {
        QFont large = QApplication::font();
        large.setPointSizeF(large.pointSizeF() * 2);
        const Look small = Look::from(Look::ownPalette(false), QApplication::font()), big = Look::from(Look::ownPalette(false), large);
        QVERIFY(big.rowHeight() > small.rowHeight() + 8);
        QVERIFY(big.twoLineRowHeight() > big.rowHeight());
        QVERIFY(big.zeros(10) > small.zeros(10));
        QCOMPARE(small.rowHeight(), QFontMetrics(small.body).height() + 8);
    }

    void heatGrowsWithTheCount()
    {
        const Look look = Look::from(Look::ownPalette(false), QApplication::font());
        double before = 0;
        for (const qint64 n : {1, 2, 8, 25, 300}) {
            const double contrast = Look::contrast(look.heat(n), look.base);
            QVERIFY(contrast > before);
            before = contrast;
        }
    }

    void theFocusShowsOnEveryButton_data()
    {
        QTest::addColumn<int>("role");
        for (const auto role : {ButtonRole::Plain, ButtonRole::Filled, ButtonRole::Destructive, ButtonRole::Link})
            QTest::addRow("%d", int(role)) << int(role);
    }
    void theFocusShowsOnEveryButton()
    {
        QFETCH(int, role);
        QPushButton button(QStringLiteral("Keep them"));
        setButtonRole(&button, ButtonRole(role));
        button.resize(button.sizeHint());
        const auto drawn = [&](QStyle::State focus) {
            QStyleOptionButton option;
            option.initFrom(&button);
            option.text = button.text();
            option.state = QStyle::State_Enabled | QStyle::State_Active | focus;
            QImage image(button.size(), QImage::Format_ARGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            QApplication::style()->drawControl(QStyle::CE_PushButton, &option, &painter, &button);
            return image;
        };
        QVERIFY(drawn(QStyle::State_HasFocus) != drawn(QStyle::State_None));
    }
};

QTEST_MAIN(LookTest)
#include "tst_look.moc"
