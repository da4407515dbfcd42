// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <string>
#include <vector>

#include "app/cli/commands/context.h"
#include "app/common/terminal.h"
#include "core/domain/order.h"

/// How lists, tables and answers of the engine leave the program; what needs no engine is in app/common/terminal.h.
namespace cartage::cli {

/// An array as a result, one element a line. Without `finish` it ends without its bracket, as a failure in the middle should.
class ArrayPrinter
{
public:
    void add(const QJsonObject &element);
    void finish();

private:
    bool m_any = false;
};

/// A table for people: columns as wide as they need, numbers to the right.
class Table
{
public:
    /// A heading that begins with '>' is of a column of numbers.
    explicit Table(std::vector<std::string> headings);
    void add(std::vector<std::string> cells);
    [[nodiscard]] std::size_t rows() const { return m_rows.size(); }
    void print() const;

private:
    std::vector<std::string> m_headings;
    std::vector<bool> m_right;
    std::vector<std::vector<std::string>> m_rows;
};

void printNotes(const Context &context, const std::vector<engine::Note> &notes);
/// Whether a changing command prints what it would do instead of what it did.
[[nodiscard]] bool showsEffect(const Context &context, const engine::Answer &answer);
/// What a changing command prints: effect, refusal, or *change*; gives the exit code.
int printAnswer(const Context &context, const engine::Answer &answer);
/// What the dry run of a command without a plan prints.
int printPreview(const Context &context, const Result<engine::Effect> &effect);

[[nodiscard]] std::string humanBytes(std::int64_t bytes);
[[nodiscard]] std::string humanTime(std::optional<Time> time);
/// Of what a site below has: how old it is. "told 2026-11-20 ..."
[[nodiscard]] std::string knownText(std::optional<Time> knownAt);
/// "hold asked T, done T"
[[nodiscard]] std::string askedText(const SiteOrder &order);

} // namespace cartage::cli
