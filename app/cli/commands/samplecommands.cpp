// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/arguments.h"
#include "app/cli/commands/commandline.h"
#include "app/cli/commands/json.h"
#include "app/cli/commands/output.h"
#include "core/domain/escape.h"
#include "core/engine/sample.h"

namespace cartage::cli {

namespace {

int create(Context &context, const std::string &dir)
{
    const std::string folder = absolutePath(dir);
    const auto made = engine::createSample(context.environment(), folder, context.intent(), context.stop());
    if (!made)
        return fail(context, made.error());
    if (!made->carriedOut)
        return printAnswer(context, *made);
    context.siteOption = engine::sampleSite(folder);
    const auto opened = context.site();
    const auto view = opened ? engine::siteView(**opened) : Result<engine::SiteView>(failure(opened.error()));
    if (!view)
        return fail(context, view.error());
    if (context.json)
        printObject(toJson(*view, context.siteFolder()));
    else
        writeOut("The sample site is in " + escapePath(context.siteFolder()) + ".\nNext: cartage run --until-idle --site " + escapePath(context.siteFolder()) + "\n");
    if (!context.json) {
        writeOut("Each site below it wants an engine of its own:\n");
        for (const std::string &below : engine::sampleSitesBelow(folder))
            writeOut("  cartage run --site " + escapePath(below) + "\n");
    }
    return 0;
}

int remove(Context &context, const std::string &dir)
{
    const auto removed = engine::removeSample(context.environment(), absolutePath(dir), context.intent());
    return removed ? printAnswer(context, *removed) : fail(context, removed.error());
}

} // namespace

void addSampleCommands(CommandTable &table)
{
    CLI::App *sample = table.group("sample", "sites to try: one and two below it, three packages, six distribution points, some of which fail");
    auto dir = std::make_shared<std::string>();
    table.add(sample, "create", "make it in an absent or empty folder", [dir](Context &context) { return create(context, *dir); })
        ->add_option("DIR", *dir)
        ->required();
    table.add(sample, "remove", "delete a folder that `sample create` made (needs --yes)", [dir](Context &context) { return remove(context, *dir); })
        ->add_option("DIR", *dir)
        ->required();
}

} // namespace cartage::cli
