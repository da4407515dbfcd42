// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

#include "ui/look/marks.h"
#include "ui/look/style.h"

using namespace cartage;
using namespace cartage::ui;

namespace {

constexpr int scale = 4, side = 16 * scale, margin = side / 2;

/// All in one colour, so that only the shape is left; with room around it to see what is drawn outside.
QImage shapeOf(Mark mark, const QColor &color = Qt::black, int width = side)
{
    QImage image(width + 2 * margin, width + 2 * margin, QImage::Format_ARGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    drawMark(painter, QRectF(margin, margin, width, width), mark, color, Qt::white);
    return image;
}

/// Of 255 a pixel, averaged over the mark.
double difference(const QImage &a, const QImage &b)
{
    double sum = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            sum += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y)));
    }
    return sum / (side * side);
}

engine::DpView dpWith(Code code)
{
    engine::DpView view;
    view.dp.condition = Error{};
    view.dp.condition->code = code;
    return view;
}

} // namespace

class MarksTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new Style); }

    void noTwoMarksHaveOneShape()
    {
        QList<QImage> images;
        for (const Mark mark : allMarks())
            images.append(shapeOf(mark));
        for (int i = 0; i < images.size(); ++i) {
            for (int j = 0; j < i; ++j) {
                const double off = difference(images[i], images[j]);
                QVERIFY2(off > 3, qPrintable(QStringLiteral("%1 and %2 differ by %3").arg(j).arg(i).arg(off)));
            }
        }
    }

    void nothingIsDrawnOutsideTheGrid()
    {
        for (const Mark mark : allMarks()) {
            const QImage image = shapeOf(mark);
            bool inside = false;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (image.pixel(x, y) == qRgb(255, 255, 255))
                        continue;
                    const bool in = x >= margin && x < margin + side && y >= margin && y < margin + side;
                    QVERIFY2(in, qPrintable(QStringLiteral("mark %1 at %2, %3").arg(int(mark)).arg(x).arg(y)));
                    inside = true;
                }
            }
            QVERIFY2(inside, qPrintable(QStringLiteral("mark %1 is empty").arg(int(mark))));
        }
    }

    void whatNeedsYouIsASquareAndWhatEndsByItselfIsNot()
    {
        // The corners of the square are full; a diamond, a triangle or an arc leaves one of the upper ones empty.
        for (const Mark mark : allMarks()) {
            if (markHue(mark) != Hue::Red && markHue(mark) != Hue::Amber)
                continue;
            const QImage image = shapeOf(mark);
            const int near = margin + side * 3 / 16, far = margin + side * 13 / 16 - 1;
            const bool corners = qGray(image.pixel(near, near)) < 128 && qGray(image.pixel(far, near)) < 128;
            QCOMPARE(corners, markHue(mark) == Hue::Red);
        }
    }

    void anIconCutsTheGlyphOut()
    {
        const Look &look = lookOf(nullptr);
        const QImage image = markIcon(Mark::Blocked, look).pixmap(64, 64).toImage();
        QCOMPARE(image.pixelColor(32, 32).alpha(), 0);
        QCOMPARE(image.pixelColor(32, 16).rgb(), look.fillAmber.rgb());
        QCOMPARE(actionIcon(Mark::Blocked, look).pixmap(64, 64).toImage().pixelColor(32, 16).rgb(), look.text2.rgb());
    }

    void anIconFollowsTheScheme()
    {
        auto *style = static_cast<Style *>(QApplication::style());
        const QIcon icon = actionIcon(Mark::Blocked, lookOf(nullptr));
        style->setScheme(Style::Scheme::Dark);
        QCOMPARE(icon.pixmap(64, 64).toImage().pixelColor(32, 16).rgb(), lookOf(nullptr).text2.rgb());
        style->setScheme(Style::Scheme::System);
    }

    void aDistributionsMarkSaysWhoActs()
    {
        engine::DistributionView view;
        view.row.state = State::Blocked;
        view.error = Error{};
        view.error->code = Code::NoSpace;
        QCOMPARE(markOf(view), Mark::Blocked);
        view.error->code = Code::ForeignContent;
        QCOMPARE(markOf(view), Mark::BlockedNeedsYou);
        QVERIFY(needsYou(view));
        view.row.state = State::Damaged;
        QCOMPARE(markOf(view), Mark::Damaged);
        view.repairAsks = true;
        QCOMPARE(markOf(view), Mark::DamagedAsks);
        for (const State state : allStates()) {
            view = {};
            view.row.state = state;
            QCOMPARE(markHue(markOf(view)) == Hue::Red, needsYou(view));
        }
    }

    void aDpsMarkSaysItsCondition()
    {
        QCOMPARE(markOf(engine::DpView{}), Mark::Installed);
        QCOMPARE(markOf(dpWith(Code::DpNotResponding)), Mark::DpNotResponding);
        QCOMPARE(markOf(dpWith(Code::DpMarkerMissing)), Mark::DpNotThere);
        QCOMPARE(markOf(dpWith(Code::DpReadOnly)), Mark::DpReadOnly);
        QCOMPARE(markOf(dpWith(Code::DpPermission)), Mark::DpNoPermission);
        QCOMPARE(markOf(dpWith(Code::NoSpace)), Mark::Blocked);
        engine::DpView view = dpWith(Code::DpOtherIdentity);
        view.stale = true;
        QCOMPARE(markOf(view), Mark::DpOtherIdentity);
        view = dpWith(Code::DpNotResponding);
        view.stale = true;
        QCOMPARE(markOf(view), Mark::Stale);
        view = {};
        view.dp.breaker = BreakerState::Open;
        QCOMPARE(markOf(view), Mark::DpKeepsFailing);
        view.dp.held = Distribution::Mark{};
        QCOMPARE(markOf(view), Mark::Paused);
    }

    void anAttemptsMarkSaysHowItEnded()
    {
        Attempt attempt;
        attempt.outcome = "running";
        QCOMPARE(markOf(attempt), Mark::Transferring);
        attempt.ended = Time{};
        const std::pair<const char *, Mark> outcomes[] = {{"installed", Mark::Installed},
                                                          {"failed", Mark::TryFailed},
                                                          {"blocked", Mark::TryFailed},
                                                          {"interrupted", Mark::TryInterrupted},
                                                          {"removed", Mark::Removed}};
        for (const auto &[outcome, mark] : outcomes) {
            attempt.outcome = outcome;
            QCOMPARE(markOf(attempt), mark);
        }
    }
};

QTEST_MAIN(MarksTest)
#include "tst_marks.moc"
