// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/messagecatalogue.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

#include "core/base/check.h"
#include "core/domain/escape.h"

/// A static library's resources are dropped by the linker unless someone asks for them; the macro works only outside of all namespaces.
static void keepMessagesResource() { Q_INIT_RESOURCE(messages); }

namespace cartage {

namespace {

std::vector<CatalogueEntry> read()
{
    keepMessagesResource();
    QFile file(QStringLiteral(":/messages/catalogue.json"));
    CARTAGE_CHECK(file.open(QIODevice::ReadOnly));
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    CARTAGE_CHECK(document.isArray());
    std::vector<CatalogueEntry> entries;
    for (const QJsonValue each : document.array()) {
        const auto text = [&each](const char *key) { return each[QLatin1String(key)].toString().toStdString(); };
        const auto severity = severityFromName(text("severity"));
        CARTAGE_CHECK(severity.has_value());
        CatalogueEntry entry{
            each[QLatin1String("id")].toInt(), text("component"), *severity, text("type"), text("text"), {}, text("cause"), text("remedy")};
        for (const QJsonValue attribute : each[QLatin1String("attributes")].toArray())
            entry.attributes.push_back(attribute.toInt());
        entries.push_back(std::move(entry));
    }
    CARTAGE_CHECK(std::is_sorted(entries.begin(), entries.end(), [](const auto &a, const auto &b) { return a.id < b.id; }));
    return entries;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

} // namespace

const std::vector<CatalogueEntry> &messageCatalogue()
{
    static const std::vector<CatalogueEntry> entries = read();
    return entries;
}

const CatalogueEntry *catalogueEntry(int id)
{
    const auto &entries = messageCatalogue();
    const auto found = std::lower_bound(entries.begin(), entries.end(), id,
                                        [](const CatalogueEntry &entry, int wanted) { return entry.id < wanted; });
    return found != entries.end() && found->id == id ? &*found : nullptr;
}

namespace {

/// A bracket says nothing where none of its strings is there: "(%4 of %5, %6)" of an error without an operation.
std::string withoutEmptyBrackets(std::string pattern, const std::vector<std::string> &strings)
{
    const auto isThere = [&strings](char digit) {
        const auto number = static_cast<std::size_t>(digit - '0');
        return number >= 1 && number <= strings.size() && !strings[number - 1].empty();
    };
    std::size_t open = pattern.find(" (");
    while (open != std::string::npos) {
        const std::size_t close = pattern.find(')', open);
        if (close == std::string::npos)
            break;
        bool any = false, there = false;
        for (std::size_t i = open; i + 1 < close; ++i) {
            if (pattern[i] != '%' || !isDigit(pattern[i + 1]))
                continue;
            any = true;
            there = there || isThere(pattern[i + 1]);
        }
        if (any && !there)
            pattern.erase(open, close + 1 - open);
        open = pattern.find(" (", any && !there ? open : open + 1);
    }
    return pattern;
}

} // namespace

std::string fillIn(const std::string &given, const std::vector<std::string> &strings)
{
    const std::string pattern = withoutEmptyBrackets(given, strings);
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '%' || i + 1 == pattern.size() || pattern[i + 1] < '1' || pattern[i + 1] > '9') {
            text += pattern[i];
            continue;
        }
        std::size_t number = static_cast<std::size_t>(pattern[++i] - '0');
        if (number == 1 && i + 1 < pattern.size() && pattern[i + 1] == '0' && (i + 2 == pattern.size() || !isDigit(pattern[i + 2]))) {
            number = 10;
            ++i;
        }
        const bool isThere = number <= strings.size() && !strings[number - 1].empty();
        text += isThere ? escapeText(strings[number - 1]) : "-";
    }
    return text;
}

std::string renderMessage(const StatusMessage &message)
{
    if (const CatalogueEntry *entry = catalogueEntry(message.id))
        return fillIn(entry->text, message.strings);
    std::string text = "Message " + std::to_string(message.id);
    for (std::size_t i = 0; i < message.strings.size(); ++i)
        text += (i ? ", " : ": ") + escapeText(message.strings[i]);
    return text;
}

} // namespace cartage
