// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commandline.h"
#include "app/cli/commands/json.h"
#include "app/cli/commands/output.h"
#include "core/domain/escape.h"
#include "core/engine/statusviews.h"

namespace cartage::cli {

namespace {

/// "3-5, 9": the numbers that have not come.
std::string numbersOf(const engine::ClientView &view)
{
    constexpr std::size_t most = 5;
    std::string text;
    for (std::size_t i = 0; i < view.gaps.size() && i < most; ++i) {
        const auto &gap = view.gaps[i];
        text += (i ? ", " : "") + std::to_string(gap.first) + (gap.last > gap.first ? '-' + std::to_string(gap.last) : "");
    }
    return text + (view.gaps.size() > most ? " ..." : "");
}

int clients(Context &context)
{
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto views = engine::clientViews(**opened);
    if (!views)
        return fail(context, views.error());
    ArrayPrinter array;
    Table table({"machine", "last message", ">received", ">errors 24 h", ">missing", "numbers", "clock", "sender"});
    for (const engine::ClientView &view : *views) {
        if (context.json) {
            array.add(toJson(view));
            continue;
        }
        const bool spoken = view.skew && (*view.skew >= engine::skewSpoken || *view.skew <= -engine::skewSpoken);
        const std::string clock = spoken ? std::to_string(std::chrono::duration_cast<std::chrono::seconds>(*view.skew).count()) + " s" : "";
        table.add({escapeText(view.machine), toRfc3339(view.lastAt), std::to_string(view.received), std::to_string(view.errors24h), std::to_string(view.missing),
                   numbersOf(view), clock, view.sender + (view.clonedAt ? " (two clients)" : "")});
    }
    if (context.json)
        array.finish();
    else if (table.rows() > 0)
        table.print();
    else
        writeOut("No clients.\n");
    return 0;
}

} // namespace

void addClientsCommand(CommandTable &table)
{
    table.add(table.root(), "clients", "who sends status messages: the last one, errors of 24 hours, numbers that have not come, clock", clients);
}

} // namespace cartage::cli
