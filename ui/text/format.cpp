// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTextDocument>
#include <algorithm>
#include <cmath>

#include "core/domain/escape.h"

namespace cartage::ui::format {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Format)
};

QDateTime local(Time time) { return QDateTime::fromMSecsSinceEpoch(toMs(time)); }

template <class Unit>
std::int64_t whole(Span length)
{
    return std::chrono::duration_cast<Unit>(length).count();
}

QString twoDigits(std::int64_t value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); }

QString clockOf(const QDateTime &at) { return QLocale().toString(at.time(), QStringLiteral("HH:mm")); }

/// "yesterday", "Monday", "12 Nov", "12 Nov 2025"; nothing for today. Midnights are local ones.
QString dayOf(const QDateTime &at, const QDateTime &now, bool shortly)
{
    const auto ago = at.date().daysTo(now.date());
    if (ago <= 0 && at.date() == now.date())
        return {};
    if (ago == 1)
        return Texts::tr("yesterday");
    if (ago > 1 && ago < 7)
        return QLocale().toString(at.date(), shortly ? QStringLiteral("ddd") : QStringLiteral("dddd"));
    return QLocale().toString(at.date(), at.date().year() == now.date().year() ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy"));
}

Quantity scaled(double value, bool alwaysOneDecimal)
{
    static constexpr const char *units[] = {QT_TRANSLATE_NOOP("Format", "B"), QT_TRANSLATE_NOOP("Format", "kB"), QT_TRANSLATE_NOOP("Format", "MB"),
                                            QT_TRANSLATE_NOOP("Format", "GB"), QT_TRANSLATE_NOOP("Format", "TB")};
    const auto decimals = [&](int unit, double v) {
        if (alwaysOneDecimal)
            return 1;
        return unit <= 2 || v >= 99.95 ? 0 : 1;
    };
    int unit = 0;
    // What would be written as 1024 is one of the next unit.
    while (unit < 4 && value >= (decimals(unit, value) == 0 ? 1023.5 : 1023.95)) {
        value /= 1024;
        ++unit;
    }
    return {QLocale().toString(value, 'f', decimals(unit, value)), Texts::tr(units[unit])};
}

} // namespace

QString Quantity::text() const { return unit.isEmpty() ? digits : digits + QChar(QChar::Nbsp) + unit; }

QString missing() { return QStringLiteral("–"); }

QString number(std::int64_t value) { return QLocale().toString(qlonglong(value)); }

QString ofTotal(std::int64_t value, std::int64_t total) { return Texts::tr("%1 of %2").arg(number(value), number(total)); }

Quantity bytes(std::int64_t value)
{
    if (value < 0)
        return {missing(), {}};
    return scaled(double(value), false);
}

Quantity rate(double bytesPerSecond)
{
    const Quantity q = scaled(std::max(0.0, bytesPerSecond), true);
    //: "MB/s"
    return {q.digits, Texts::tr("%1/s").arg(q.unit)};
}

QString percent(std::int64_t done, std::int64_t total)
{
    if (total <= 0)
        return missing();
    int value = int(std::floor(100.0 * double(done) / double(total)));
    if (done < total)
        value = std::clamp(value, done > 0 ? 1 : 0, 99);
    return Texts::tr("%1 %").arg(std::min(value, 100));
}

Quantity coverage(std::int64_t verified, std::int64_t wanted)
{
    if (wanted <= 0)
        return {missing(), {}};
    double value = std::floor(1000.0 * double(verified) / double(wanted)) / 10;
    if (verified < wanted)
        value = std::min(value, 99.9);
    return {QLocale().toString(value, 'f', value == 100 ? 0 : 1), Texts::tr("%")};
}

QString span(Span length)
{
    length = std::max(length, Span(0));
    if (length < minutes(1))
        return Texts::tr("%1 s").arg(whole<seconds>(length));
    const std::int64_t m = whole<minutes>(length), s = whole<seconds>(length) % 60;
    if (length < minutes(10) && s > 0)
        return Texts::tr("%1 min %2 s").arg(m).arg(twoDigits(s));
    if (length < hours(1))
        return Texts::tr("%1 min").arg(m);
    const std::int64_t h = whole<hours>(length);
    if (length < hours(24))
        return Texts::tr("%1 h %2 min").arg(h).arg(twoDigits(m % 60));
    const std::int64_t d = whole<days>(length);
    const QString dayText = d == 1 ? Texts::tr("1 day") : Texts::tr("%n days", nullptr, int(d));
    return d >= 4 || h % 24 == 0 ? dayText : Texts::tr("%1 %2 h").arg(dayText).arg(h % 24);
}

QString past(Time at, Time now)
{
    const Span ago = now - at;
    if (ago < seconds(1))
        return Texts::tr("now");
    if (ago < minutes(1))
        return Texts::tr("%1 s ago").arg(whole<seconds>(ago));
    if (ago < hours(1))
        return Texts::tr("%1 min ago").arg(whole<minutes>(ago));
    const QString day = dayOf(local(at), local(now), false);
    // In the small hours, yesterday evening is still a matter of hours.
    if (day.isEmpty() || ago < hours(6))
        return Texts::tr("%1 h ago").arg(whole<hours>(ago));
    return day;
}

QString future(Time at, Time now)
{
    const Span left = at - now;
    if (left < seconds(1))
        return Texts::tr("now");
    if (left < minutes(1))
        return Texts::tr("in %1 s").arg(whole<seconds>(left));
    if (left < hours(1))
        return Texts::tr("in %1 min").arg(whole<minutes>(left));
    if (left < hours(24))
        return Texts::tr("in %1 h %2 min").arg(whole<hours>(left)).arg(twoDigits(whole<minutes>(left) % 60));
    return left < hours(48) ? Texts::tr("in 1 day") : Texts::tr("in %n days", nullptr, int(whole<days>(left)));
}

QString clock(Time at, Time now)
{
    const QDateTime when = local(at);
    const QString day = dayOf(when, local(now), true);
    return day.isEmpty() ? clockOf(when) : day + QLatin1Char(' ') + clockOf(when);
}

QString clockSeconds(Time at, Time now)
{
    const QDateTime when = local(at);
    const QString time = QLocale().toString(when.time(), QStringLiteral("HH:mm:ss"));
    if (when.date() == local(now).date())
        return time;
    const bool thisYear = when.date().year() == local(now).date().year();
    return QLocale().toString(when.date(), thisYear ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy")) + QLatin1Char(' ') + time;
}

QString exact(Time at) { return QLocale().toString(local(at), QStringLiteral("ddd d MMM yyyy, HH:mm:ss.zzz")); }

QString later(Time at, Time received)
{
    const Span delay = received - at;
    const QString sign = delay < Span(0) ? QStringLiteral("−") : QStringLiteral("+");
    const Span size = std::chrono::abs(delay);
    if (size < seconds(10))
        return Texts::tr("%1%2 s").arg(sign, QLocale().toString(double(size.count()) / 1000, 'f', 1));
    if (size < minutes(1))
        return Texts::tr("%1%2 s").arg(sign, QString::number(whole<seconds>(size)));
    if (size < hours(1))
        return Texts::tr("%1%2 min").arg(sign, QString::number(whole<minutes>(size)));
    if (size < hours(48))
        return Texts::tr("%1%2 h").arg(sign, QString::number(whole<hours>(size)));
    return Texts::tr("%1%n days", nullptr, int(whole<days>(size))).arg(sign);
}

QString eta(std::optional<Span> left)
{
    if (!left)
        return {};
    const Span length = std::max(*left, Span(seconds(1)));
    if (length < seconds(59))
        return Texts::tr("%1 s").arg(std::int64_t(std::ceil(double(length.count()) / 1000)));
    const double m = double(length.count()) / 60000;
    if (m < 9.5)
        return Texts::tr("%1 min").arg(std::max<std::int64_t>(1, std::llround(m)));
    if (m < 57.5)
        return Texts::tr("about %1 min").arg(m < 20 ? std::llround(m) : 5 * std::llround(m / 5));
    const double h = m / 60;
    if (h < 36)
        return Texts::tr("about %1 h").arg(std::max<std::int64_t>(1, std::llround(h)));
    return Texts::tr("about %n days", nullptr, int(std::llround(h / 24)));
}

QString shown(std::string_view text) { return QString::fromStdString(escapeText(text)); }
QString tip(const QString &text) { return Qt::mightBeRichText(text) ? Qt::convertFromPlainText(text) : text; }

QString shownPath(std::string_view path) { return QString::fromStdString(escapePath(path)); }

} // namespace cartage::ui::format
