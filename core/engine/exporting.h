// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include "core/engine/listing.h"

/// Whole lists as files: all rows that a filter lets through, whether somebody looked at them or not.
namespace cartage::engine {

enum class ExportForm {
    Csv,       ///< RFC 4180 with a byte order mark: without one a spreadsheet on Windows takes UTF-8 for its own code page
    PlainCsv,  ///< without it: scripts would take the mark for a part of the first heading
    JsonLines, ///< a line is what the command line prints with --json for that row
};

/// Columns of a list in CSV: names of JSON fields, "error.code" for a field of a field.
[[nodiscard]] const std::vector<std::string> &exportColumns(ListKind list);
/// One cell, quoted where RFC 4180 asks for it. What a spreadsheet would take for a formula (it begins with = + - @, a tab or a carriage return) gets an
/// apostrophe before it.
[[nodiscard]] std::string csvCell(const std::string &text);
/// A line with its end.
[[nodiscard]] std::string csvLine(const std::vector<std::string> &columns, const QJsonObject &row);

/// Rows written, rows that there are. Called on the thread that writes.
using ExportProgress = std::function<void(std::int64_t done, std::int64_t all)>;
/// Writes to `file` (absolute) and gives the number of rows. Until it is whole nothing stands under that name but what was there before; `stop` ends it
/// (interrupted). Rows that go away meanwhile are left out.
Result<std::int64_t> exportList(Site &site, const ListQuery &query, ExportForm form, const std::string &file, const ExportProgress &progress,
                                const std::atomic<bool> &stop);
/// Only these rows of a long list, in this order.
Result<std::int64_t> exportRows(Site &site, ListKind list, const std::vector<RowId> &rows, ExportForm form, const std::string &file,
                                const ExportProgress &progress, const std::atomic<bool> &stop);

} // namespace cartage::engine
