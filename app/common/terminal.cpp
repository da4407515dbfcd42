// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/terminal.h"

#include <QJsonDocument>
#include <algorithm>
#include <cstdio>

#include "app/common/process.h"
#include "core/domain/json.h"

namespace cartage::cli {

namespace {

/// Advice names commands of `cartage`; a machine may have the client alone.
std::string inWordsOf(const Voice &voice, std::string text)
{
    if (voice.program == "cartage")
        return text;
    for (const auto &[there, here] : {std::pair<std::string, std::string>{"cartage client ", voice.program + " "}, {"cartage --help", voice.program + " --help"}}) {
        for (std::size_t at = text.find(there); at != std::string::npos; at = text.find(there, at + here.size()))
            text.replace(at, there.size(), here);
    }
    return text;
}

} // namespace

void writeOut(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
}

void writeErr(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stderr);
}

std::string jsonLine(const QJsonObject &object)
{
    const QString text = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    // What a terminal obeys or a reader takes for the end of a line is an escape in a string of JSON, and there is nothing else that could hold it.
    const auto isSafe = [](QChar each) {
        const ushort code = each.unicode();
        const bool control = code >= 0x7F && code <= 0x9F;
        const bool lineEnd = code == 0x2028 || code == 0x2029;
        const bool bidirectional = code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
        return !control && !lineEnd && !bidirectional;
    };
    QString line;
    line.reserve(text.size());
    for (const QChar each : text) {
        if (isSafe(each))
            line += each;
        else
            line += QStringLiteral("\\u%1").arg(each.unicode(), 4, 16, QLatin1Char('0'));
    }
    return line.toStdString();
}

void printObject(const QJsonObject &object)
{
    writeOut(jsonLine(object) + "\n");
}

void note(const Voice &voice, const std::string &code, const std::string &text)
{
    if (voice.quiet)
        return;
    if (voice.json)
        writeErr(jsonLine({{QStringLiteral("note"), QJsonObject{{QStringLiteral("code"), toJson(code)}, {QStringLiteral("text"), toJson(inWordsOf(voice, text))}}}}) + "\n");
    else
        writeErr("note: " + inWordsOf(voice, text) + "\n");
}

int exitCodeOf(const Error &error)
{
    if (error.code == Code::Interrupted)
        return 128 + std::max(signalNumber(), 1);
    switch (error.code) {
    case Code::SiteMissing:
    case Code::SiteLocked:
    case Code::SchemaNewer:
    case Code::SchemaAltered:
    case Code::DatabaseDamaged:
    case Code::NetworkFilesystem:
    case Code::NotPermitted:
        return 4;
    case Code::DpOtherIdentity: // as a command's answer: the folder is somebody else's
        return 3;
    default:
        break;
    }
    switch (error.kind()) {
    case Kind::Usage:
        return 2;
    case Kind::Refused:
    case Kind::Invalid:
        return 3;
    case Kind::Internal:
        return 5;
    case Kind::Transient:
    case Kind::NeedsSpace:
    case Kind::Blocked:
        return 6;
    }
    return 5;
}

int fail(const Voice &voice, const Error &cause)
{
    std::fflush(stdout);
    Error error = cause;
    if (error.object.empty() && error.code == Code::Interrupted)
        error.object = voice.command;
    if (voice.json)
        writeErr(jsonLine({{QStringLiteral("error"), toJson(error)}}) + "\n");
    else
        writeErr(voice.program + ": " + inWordsOf(voice, describe(error, {.package = {}, .dp = {}, .repairAsks = false, .namesShown = error.names.size()})) + "\n");
    return exitCodeOf(error);
}

Error usageError(const std::string &option, const std::string &why)
{
    Error error;
    error.code = Code::Usage;
    error.scope = Scope::Command;
    error.object = option;
    error.parameters["why"] = why;
    return error;
}

} // namespace cartage::cli
