// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/advice.h"

#include <QCoreApplication>

#include <array>
#include <charconv>
#include <cstdio>
#include <map>
#include <string_view>
#include <system_error>

#include "core/base/id.h"
#include "core/domain/advicetexts.h"
#include "core/domain/escape.h"

namespace cartage {

namespace {

using Values = std::map<std::string, std::string, std::less<>>;

QString translated(const char *source) { return QCoreApplication::translate("Advice", source); }

std::string bytesText(const std::string &number, std::string (*written)(std::int64_t))
{
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc() || end != number.data() + number.size())
        return escapeText(number);
    if (written)
        return written(static_cast<std::int64_t>(value));
    static constexpr std::array units{"bytes", "KiB", "MiB", "GiB", "TiB", "PiB"};
    std::size_t unit = 0;
    for (; value >= 1024 && unit + 1 < units.size(); ++unit)
        value /= 1024;
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    return text.data();
}

std::string namesText(const Error &error, std::size_t most)
{
    std::string text;
    const std::size_t shown = std::min(error.names.size(), most);
    for (std::size_t i = 0; i < shown; ++i)
        text += (i ? ", " : "") + escapePath(error.names[i]);
    std::size_t all = error.names.size();
    if (const auto count = error.parameters.find("count"); count != error.parameters.end())
        std::from_chars(count->second.data(), count->second.data() + count->second.size(), all);
    if (all > shown && shown > 0)
        return translated(QT_TRANSLATE_NOOP("Advice", "%1 and %2 more")).arg(QString::fromStdString(text), QString::number(all - shown)).toStdString();
    return text;
}

/// "Permission denied, EACCES"
std::string systemText(int systemError)
{
    return systemError ? std::generic_category().message(systemError) + ", " + systemErrorName(systemError) : std::string();
}

/// What [ID] --dp DP stands for in a command.
std::string scopeText(const std::string &package, const std::string &dp)
{
    if (dp.empty())
        return package;
    return package.empty() ? "--dp " + dp : package + " --dp " + dp;
}

/// {dp}, {package}: whom it concerns; {where}: the DP, else what is named;
/// {object}: as the error names it; {scope}: both, as arguments; {system}: the operating system's reason;
/// {names}: the offenders; and every parameter of the error.
Values valuesOf(const Error &error, const AdviceContext &context)
{
    Values values;
    for (const auto &[key, value] : error.parameters)
        values[key] = escapeText(value);
    for (const char *key : {"need", "free", "limit", "used"}) {
        if (const auto found = error.parameters.find(key); found != error.parameters.end())
            values[key] = bytesText(found->second, context.bytes);
    }
    const bool ofDp = error.scope == Scope::Dp || error.scope == Scope::Distribution;
    values["dp"] = escapeText(!context.dp.empty() || !ofDp ? context.dp : error.object);
    // A package that is yet to be made has a name only.
    if (!context.package.empty() || (error.scope == Scope::Package && parsePackageId(error.object)))
        values["package"] = escapeText(context.package.empty() ? error.object : context.package);
    values["object"] = escapePath(error.object.empty() ? error.path : error.object);
    values["where"] = !values["dp"].empty() ? translated(QT_TRANSLATE_NOOP("Advice", "DP %1")).arg(QString::fromStdString(values["dp"])).toStdString() : values["object"].empty() ? translated(QT_TRANSLATE_NOOP("Advice", "The disk")).toStdString() : values["object"];
    values["scope"] = scopeText(values["package"], values["dp"]);
    values["operation"] = escapeText(error.operation);
    values["path"] = escapePath(error.path);
    values["system"] = systemText(error.systemError);
    values["names"] = namesText(error, context.namesShown);
    return values;
}

/// In a command, where the value is not known: the word that docs/cli.md has for it.
std::string_view wordFor(std::string_view key)
{
    if (key == "package")
        return "ID";
    if (key == "dp")
        return "DP";
    return key == "scope" ? "SCOPE" : "(unknown)";
}

/// One level of [ ]; sets `missing` where a value is not known. What a translation opens and does not close is text.
std::string filled(std::string_view pattern, const Values &values, bool &missing)
{
    std::string text;
    while (!pattern.empty()) {
        const std::size_t end = pattern.front() == '[' ? pattern.find(']') : pattern.front() == '{' ? pattern.find('}') : 0;
        if (end == std::string_view::npos) {
            text += pattern.front();
            pattern.remove_prefix(1);
        } else if (pattern.front() == '[') {
            bool without = false;
            const std::string part = filled(pattern.substr(1, end - 1), values, without);
            if (!without)
                text += part;
            pattern.remove_prefix(end + 1);
        } else if (pattern.front() == '{') {
            const std::string_view key = pattern.substr(1, end - 1);
            const auto value = values.find(key);
            const bool isThere = value != values.end() && !value->second.empty();
            missing = missing || !isThere;
            text += isThere ? std::string_view(value->second) : wordFor(key);
            pattern.remove_prefix(end + 1);
        } else {
            const std::size_t next = std::min(pattern.find_first_of("[{"), pattern.size());
            text += pattern.substr(0, next);
            pattern.remove_prefix(next);
        }
    }
    return text;
}

std::string sentence(const char *source, const Values &values)
{
    bool missing = false;
    return filled(translated(source).toStdString(), values, missing);
}

std::string atSite(const std::string &site, const std::string &text)
{
    return translated(QT_TRANSLATE_NOOP("Advice", "At site %1: %2")).arg(QString::fromStdString(site), QString::fromStdString(text)).toStdString();
}

/// What holds something up on its way, at a site below.
std::string textOf(const char *source, const Values &values)
{
    const auto at = values.find("at");
    return at == values.end() ? sentence(source, values) : atSite(at->second, sentence(source, values));
}

/// Where a DP is named as "SITE/NAME" the commands are for an operator there, who knows it by its name alone.
std::string toDo(const char *source, Values values, const AdviceContext &context)
{
    if (const auto at = values.find("at"); at != values.end())
        return atSite(at->second, sentence(source, values));
    const std::string dp = values["dp"];
    const std::size_t slash = dp.find('/');
    if (slash == std::string::npos || !parseSiteCode(dp.substr(0, slash)))
        return sentence(source, values);
    values["dp"] = dp.substr(slash + 1);
    values["scope"] = scopeText(context.package.empty() ? values["package"] : context.package, values["dp"]);
    return atSite(dp.substr(0, slash), sentence(source, values));
}

bool isOfRepair(Code code) { return code == Code::FilesMissing || code == Code::FilesDiffer; }

} // namespace

Advice adviseOn(const Error &error, const AdviceContext &context)
{
    const AdviceTexts &texts = adviceTexts(error.code);
    const Values values = valuesOf(error, context);
    Advice advice{textOf(texts.text, values), sentence(texts.what, values), sentence(texts.effect, values), toDo(texts.toDo, values, context),
                  sentence(texts.byItself, values)};
    if (isOfRepair(error.code) && context.repairAsks)
        advice.byItself = sentence(QT_TRANSLATE_NOOP("Advice", "Nothing: the DP's setting is repair=ask."), values);
    return advice;
}

std::string describe(const Error &error, const AdviceContext &context)
{
    const Advice advice = adviseOn(error, context);
    return advice.text + " " + advice.toDo;
}

} // namespace cartage
