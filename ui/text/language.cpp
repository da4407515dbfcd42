// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/language.h"

#include <QGuiApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QRegularExpression>

namespace cartage::ui {

namespace {

constexpr char16_t plain[] = u"AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpRrSsTtUuVvWwXxYyZz";
constexpr char16_t accented[] = u"ÅåßƀÇçÐðÉéƑƒĜĝĤĥÎîĴĵĶķĻļṀṁÑñÔôÞþŔŕŠšŢţÛûṼṽŴŵẊẋÝýŽž";
static_assert(std::size(plain) == std::size(accented));
constexpr int shortest = 3;      ///< letters: units and signs get no brackets
constexpr double longer = 0.35;

QChar accent(QChar letter)
{
    for (std::size_t i = 0; i + 1 < std::size(plain); ++i) {
        if (letter == QChar(plain[i]))
            return QChar(accented[i]);
    }
    return letter;
}

} // namespace

QString PseudoTranslator::pseudo(const QString &source)
{
    static const QRegularExpression kept(QStringLiteral("%L?\\d+|%L?n|&.|<[^>]*>|\\{[^}]*\\}"));
    QString text;
    qsizetype at = 0, letters = 0;
    const auto take = [&](QStringView part) {
        for (const QChar each : part) {
            letters += each.isLetter();
            text += accent(each);
        }
    };
    for (auto match = kept.globalMatch(source); match.hasNext();) {
        const QRegularExpressionMatch each = match.next();
        take(QStringView(source).mid(at, each.capturedStart() - at));
        text += each.captured();
        at = each.capturedEnd();
    }
    take(QStringView(source).mid(at));
    if (letters < shortest)
        return text;
    // Words of their own, so that a longer text can still be wrapped.
    QString filling;
    while (filling.size() + 2 < longer * static_cast<double>(source.size()))
        filling += filling.size() % 8 == 0 ? QLatin1Char(' ') : QLatin1Char('~');
    // Advice has parts in square brackets, which may be left out.
    const bool hasParts = source.contains(QLatin1Char('['));
    return QLatin1Char(hasParts ? '(' : '[') + text + filling + QLatin1Char(hasParts ? ')' : ']');
}

QString PseudoTranslator::translate(const char *, const char *source, const char *, int) const { return pseudo(QString::fromUtf8(source)); }

Language::Language(const QString &wanted)
{
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    if (wanted == QStringLiteral("pseudo")) {
        QLocale::setDefault(english);
        m_translators.push_back(std::make_unique<PseudoTranslator>());
        QCoreApplication::installTranslator(m_translators.back().get());
    } else if (wanted == QStringLiteral("rtl") || wanted == QStringLiteral("en")) {
        install(english);
    } else if (!wanted.isEmpty()) {
        install(QLocale(wanted));
    } else {
        // The C locale writes numbers without groups.
        install(QLocale::system().language() == QLocale::C ? english : QLocale::system());
    }
    if (wanted == QStringLiteral("rtl"))
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
}

Language::~Language()
{
    for (const auto &each : m_translators)
        QCoreApplication::removeTranslator(each.get());
    QGuiApplication::setLayoutDirection(Qt::LayoutDirectionAuto);
}

QStringList Language::known() { return {QStringLiteral("de"), QStringLiteral("en"), QStringLiteral("pseudo"), QStringLiteral("rtl")}; }

void Language::install(const QLocale &locale)
{
    QLocale::setDefault(locale);
    auto qts = std::make_unique<QTranslator>(), own = std::make_unique<QTranslator>(), catalogues = std::make_unique<QTranslator>();
    if (qts->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"), QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(qts.get());
        m_translators.push_back(std::move(qts));
    }
    // English has a file for its plurals.
    if (own->load(locale, QStringLiteral("cartage"), QStringLiteral("_"), QStringLiteral(":/i18n")) || own->load(QStringLiteral(":/i18n/cartage_en"))) {
        QCoreApplication::installTranslator(own.get());
        m_translators.push_back(std::move(own));
    }
    // Advice and messages, which come from core.
    if (catalogues->load(locale, QStringLiteral("catalogues"), QStringLiteral("_"), QStringLiteral(":/i18n"))) {
        QCoreApplication::installTranslator(catalogues.get());
        m_translators.push_back(std::move(catalogues));
    }
}

} // namespace cartage::ui
