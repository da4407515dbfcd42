// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <charconv>

#include "app/cli/commands/arguments.h"
#include "app/cli/commands/commandline.h"
#include "app/cli/commands/json.h"
#include "app/cli/commands/output.h"
#include "core/domain/escape.h"
#include "core/engine/statusviews.h"

namespace cartage::cli {

namespace {

constexpr std::size_t shownBytes = 4096;

engine::RowId toQid(const std::string &text)
{
    engine::RowId id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc() || end != text.data() + text.size() || id < 1)
        wrongValue("QID", "a whole number from 1, as `quarantine list` shows it");
    return id;
}

std::vector<engine::RowId> toQids(const std::vector<std::string> &texts)
{
    std::vector<engine::RowId> ids;
    for (const std::string &text : texts) {
        const engine::RowId id = toQid(text);
        if (std::find(ids.begin(), ids.end(), id) == ids.end())
            ids.push_back(id);
    }
    return ids;
}

int list(Context &context)
{
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto views = engine::quarantineViews(**opened);
    if (!views)
        return fail(context, views.error());
    ArrayPrinter array;
    Table table({">QID", "received", "kind", "reason", ">size", "sender", "name"});
    for (const engine::QuarantineView &view : *views) {
        if (context.json) {
            array.add(toJson(view));
            continue;
        }
        table.add({std::to_string(view.id), toRfc3339(view.received), view.kind, view.reason, view.size ? humanBytes(*view.size) : view.type,
                   view.sender.empty() ? "-" : view.sender, escapePath(view.name)});
    }
    if (context.json)
        array.finish();
    else if (table.rows() > 0)
        table.print();
    else
        writeOut("Nothing is in quarantine.\n");
    return 0;
}

/// Line by line, so that it can be read, and nothing in it can act on a terminal.
std::string plainText(const std::string &bytes)
{
    std::string text;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
        text += "  " + escapePath(bytes.substr(at, end - at)) + "\n";
        at = end + 1;
    }
    return text;
}

int show(Context &context, engine::RowId id)
{
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto view = engine::quarantineView(**opened, id);
    if (!view)
        return fail(context, view.error());
    const auto preview = engine::quarantinePreview(**opened, id, shownBytes);
    if (context.json) {
        QJsonObject object = toJson(*view);
        object.insert(QStringLiteral("preview"), preview ? QJsonValue(QString::fromStdString(escapePath(*preview))) : QJsonValue(QJsonValue::Null));
        printObject(object);
        return 0;
    }
    writeOut("name      " + escapePath(view->name) + "\nreceived  " + toRfc3339(view->received) + "\nkind      " + view->kind + "\nreason    " + view->reason
             + (view->detail.empty() ? "" : "  " + escapeText(view->detail)) + "\ntype      " + view->type
             + (view->size ? "  " + humanBytes(*view->size) : "") + "\nsender    " + (view->sender.empty() ? "-" : view->sender) + "\nmessage   "
             + (view->guid.empty() ? "-" : view->guid) + "\n");
    if (!preview)
        return fail(context, preview.error());
    if (!preview->empty())
        writeOut("\n" + plainText(*preview));
    return 0;
}

using Deed = Result<engine::Answer> (*)(engine::Site &, const std::vector<engine::RowId> &, const engine::Intent &);

int act(Context &context, const std::vector<std::string> &texts, Deed deed)
{
    const std::vector<engine::RowId> ids = toQids(texts);
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto answer = deed(**opened, ids, context.intent());
    return answer ? printAnswer(context, *answer) : fail(context, answer.error());
}

int exportOne(Context &context, engine::RowId id, const std::string &file)
{
    auto opened = context.site();
    if (!opened)
        return fail(context, opened.error());
    const auto view = engine::quarantineView(**opened, id);
    if (!view)
        return fail(context, view.error());
    if (!context.dryRun) {
        if (const auto exported = engine::exportQuarantined(**opened, id, absolutePath(file)); !exported)
            return fail(context, exported.error());
    }
    if (context.json)
        printObject(toJson(*view));
    return 0;
}

} // namespace

void addQuarantineCommands(CommandTable &table)
{
    CLI::App *group = table.group("quarantine", "what the inbox brought and could not be taken in");
    table.add(group, "list", "what lies there, newest first", [](Context &context) { return list(context); });

    auto shown = std::make_shared<std::string>();
    table.add(group, "show", "one of them, with the beginning of what it holds", [shown](Context &context) { return show(context, toQid(*shown)); })
        ->add_option("QID", *shown)
        ->required();

    auto released = std::make_shared<std::vector<std::string>>();
    table.add(group, "release", "judge them anew and put them back on their way",
              [released](Context &context) { return act(context, *released, engine::releaseQuarantined); })
        ->add_option("QID", *released)
        ->required();

    struct ExportArguments {
        std::string id, file;
    };
    auto given = std::make_shared<ExportArguments>();
    CLI::App *exported = table.add(group, "export", "copy one of them to a file",
                                   [given](Context &context) { return exportOne(context, toQid(given->id), given->file); });
    exported->add_option("QID", given->id)->required();
    exported->add_option("FILE", given->file, "must not exist")->required();

    auto discarded = std::make_shared<std::vector<std::string>>();
    table.add(group, "discard", "delete them for good", [discarded](Context &context) { return act(context, *discarded, engine::discardQuarantined); })
        ->add_option("QID", *discarded)
        ->required();
}

} // namespace cartage::cli
