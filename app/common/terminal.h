// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <string>
#include <string_view>

#include "core/base/error.h"

/// How results, notes and errors leave a program of the command line (docs/cli.md, "Rules", "JSON", "Errors"). UTF-8 in every locale.
namespace cartage::cli {

/// Who speaks, and in which form: the options that every command has.
struct Voice {
    std::string program = "cartage";
    bool json = false;
    bool quiet = false;
    std::string command; ///< its words
};

void writeOut(std::string_view text);
void writeErr(std::string_view text);
/// One line of compact JSON.
[[nodiscard]] std::string jsonLine(const QJsonObject &object);
/// An object as a result.
void printObject(const QJsonObject &object);
void note(const Voice &voice, const std::string &code, const std::string &text);
/// Prints the error and gives the exit code that belongs to it.
int fail(const Voice &voice, const Error &error);
/// For values of the wrong form, found before anything is opened.
[[nodiscard]] Error usageError(const std::string &option, const std::string &why);
[[nodiscard]] int exitCodeOf(const Error &error);

} // namespace cartage::cli
