// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/lookup.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include "core/domain/advice.h"
#include "core/domain/messagecatalogue.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"

namespace cartage::ui {

namespace {

/// For lupdate, which looks for a class.
class Said
{
    Q_DECLARE_TR_FUNCTIONS(LookUp)
};

/// The names of a case stand as dots.
QString withoutNames(const std::string &pattern)
{
    static const QRegularExpression place(QStringLiteral("%\\d+"));
    return format::shown(pattern).replace(place, QStringLiteral("…"));
}

/// Commands stand in the catalogue with `quotes`, whose placeholders are names there.
QString commandWords(const std::string &text)
{
    QString words = format::shown(text);
    return words.replace(QStringLiteral("%1"), Said::tr("ID")).replace(QStringLiteral("%2"), Said::tr("DP"));
}

QString typeName(const std::string &type)
{
    if (type == "milestone")
        return Said::tr("milestone: what a history is told by");
    if (type == "audit")
        return Said::tr("audit: something that an operator did");
    return Said::tr("detail: a step between milestones");
}

QString attributeNames(const std::vector<int> &attributes)
{
    QStringList names;
    for (const int id : attributes) {
        const QString name = id == 400 ? Said::tr("package") : id == 404 ? Said::tr("distribution point") : id == 410 ? Said::tr("version") : QString();
        names << (name.isEmpty() ? QString::number(id) : QStringLiteral("%1 %2").arg(QString::number(id), name));
    }
    return names.isEmpty() ? format::missing() : names.join(QStringLiteral(", "));
}

QString kindName(Kind kind)
{
    switch (kind) {
    case Kind::Transient:
        return Said::tr("passes: it is tried again");
    case Kind::NeedsSpace:
        return Said::tr("waits for room");
    case Kind::Blocked:
        return Said::tr("an obstacle: nothing is tried until it is gone");
    case Kind::Invalid:
        return Said::tr("does not pass: what was asked cannot be done so");
    case Kind::Internal:
        return Said::tr("an error of Cartage itself");
    case Kind::Usage:
        return Said::tr("a command that was not understood");
    case Kind::Refused:
        return Said::tr("a command that was refused");
    }
    return {};
}

Location listOf(const char *view, const char *key, const QString &value)
{
    return {QString::fromLatin1(view), {{QString::fromLatin1(key), value, false}}, {}, {}};
}

/// Without a case: what an error of this code says when nothing is known of where and why.
Advice adviceOf(Code code)
{
    Error error;
    error.code = code;
    return sentences::adviceOn(error);
}

} // namespace

Detail catalogueDetail(int messageId)
{
    Detail detail;
    detail.messageId = messageId;
    const QString number = QString::number(messageId);
    detail.title = Said::tr("Message %1").arg(number);
    const CatalogueEntry *entry = catalogueEntry(messageId);
    if (!entry) {
        detail.mark = Mark::Information;
        detail.hue = Hue::Blue;
        detail.facts = Said::tr("not in the catalogue");
        detail.advice = {{Said::tr("What"), Said::tr("Cartage has no message of this number. Another program, or a newer Cartage, may have raised it.")}};
        return detail;
    }
    detail.mark = markOf(entry->severity);
    detail.hue = adviceHue(*detail.mark);
    detail.facts = Said::tr("%1 · %2 · from the catalogue").arg(format::severityName(entry->severity), format::shown(entry->component));
    detail.advice = {{Said::tr("Says"), withoutNames(sentences::ofCatalogue(entry->text).toStdString())}, {Said::tr("Cause"), commandWords(sentences::ofCatalogue(entry->cause).toStdString())}, {Said::tr("Remedy"), commandWords(sentences::ofCatalogue(entry->remedy).toStdString())}};
    detail.values = {{Said::tr("Number"), number}, {Said::tr("Severity"), format::severityName(entry->severity)}, {Said::tr("Component"), format::shown(entry->component)},
                     {Said::tr("Kind"), typeName(entry->type)}, {Said::tr("Carries"), attributeNames(entry->attributes)}};
    detail.links = {{Said::tr("Show all messages %1").arg(number), listOf("messages", "id", number)}};
    return detail;
}

Detail codeDetail(Code code)
{
    const QString word = QString::fromLatin1(name(code).data());
    const Advice words = adviceOf(code);
    const bool asks = resolvesOf(code) == Resolves::Operator;
    Detail detail;
    detail.code = code;
    detail.mark = asks ? Mark::Error : Mark::Warning;
    detail.hue = markHue(*detail.mark);
    detail.title = format::shown(words.what);
    detail.facts = Said::tr("%1 · error code").arg(word);
    detail.advice = {{Said::tr("Effect"), format::shown(words.effect)}, {Said::tr("To do"), format::shown(words.toDo)}, {Said::tr("By itself"), format::shown(words.byItself)}};
    detail.values = {{Said::tr("Code"), word}, {Said::tr("Kind"), kindName(kindOf(code))}, {Said::tr("Ended by"), asks ? Said::tr("an operator") : Said::tr("the engine, by itself")}};
    detail.links = {{Said::tr("Show the problems"), listOf("problems", "code", word)}, {Said::tr("Show the distributions"), listOf("distributions", "code", word)}};
    return detail;
}

std::optional<Detail> lookUpOf(const Detail &detail)
{
    if (detail.messageId)
        return catalogueDetail(*detail.messageId);
    if (detail.code)
        return codeDetail(*detail.code);
    return std::nullopt;
}

QList<LookUp> allLookUps()
{
    QList<LookUp> all;
    for (const CatalogueEntry &entry : messageCatalogue())
        all.push_back({QString::number(entry.id), withoutNames(sentences::ofCatalogue(entry.text).toStdString()), entry.id, std::nullopt});
    QList<LookUp> codes;
    for (const Code code : allCodes())
        codes.push_back({QString::fromLatin1(name(code).data()), format::shown(adviceOf(code).what), std::nullopt, code});
    std::sort(codes.begin(), codes.end(), [](const LookUp &a, const LookUp &b) { return a.name < b.name; });
    return all + codes;
}

} // namespace cartage::ui
