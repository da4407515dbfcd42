// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/packagesview.h"

#include "core/engine/listing.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"

namespace cartage::ui {

namespace {

Item itemOf(const engine::PackageView &view)
{
    const Package &package = view.package;
    Item item;
    item.row.id = QString::fromStdString(package.id.value());
    const PackageVersion newest = package.versions.empty() ? PackageVersion() : package.versions.back();
    const auto right = [](const QString &text, const QString &unit = {}) {
        Cell cell;
        cell.right = true;
        cell.text = text;
        cell.unit = unit;
        return cell;
    };
    Cell title, id, source;
    title.text = format::shown(package.name);
    if (package.problem)
        title.mark = Mark::Error;
    id.text = item.row.id;
    id.mono = true;
    source.text = format::shownPath(package.source);
    source.tip = source.text;
    const format::Quantity size = format::bytes(newest.bytes);
    Cell problems = right(view.problems ? format::number(view.problems) : format::missing());
    problems.ink = view.problems ? Ink::Text : Ink::Text2;
    item.row.cells = {title, id, right(format::number(newest.version)), right(size.digits, size.unit), right(format::number(newest.files)),
                      right(format::ofTotal(view.verified, view.targets)), right(format::percent(view.verified, view.targets)), problems, source};
    item.subject = {Subject::Kind::Package, title.text, {}, {}, package.id, {}, 0};
    item.down = {QStringLiteral("distributions"), {{QStringLiteral("package"), item.row.id, false}}, {}, {}};
    item.passes = [view](const Filter &filter, Time now) { return engine::passes(filter, view, now); };
    item.sortKeys = {title.text, item.row.id, static_cast<double>(newest.version), static_cast<double>(newest.bytes), static_cast<double>(newest.files),
                     static_cast<double>(view.verified), view.targets ? static_cast<double>(view.verified) / static_cast<double>(view.targets) : 0.0,
                     static_cast<double>(view.problems), source.text};
    return item;
}

} // namespace

PackagesView::PackagesView(engine::Session &asked, QWidget *parent) : ShortPage(asked, QStringLiteral("packages"), tr("Packages"), ListKind::Packages, parent)
{
    setUp({{tr("Name")}, {tr("Id")}, {tr("Version"), true}, {tr("Size"), true, tr("MB")}, {tr("Files"), true}, {tr("Proven"), true}, {tr("Coverage"), true}, {tr("Problems"), true}, {tr("Source")}}, {0, {20, 10, 8, 9, 8, 10, 9, 9, 30}, {8, 4, 7, 2, 1}});
}

void PackagesView::read()
{
    ask<std::vector<engine::PackageView>>([](engine::Session::Desk &desk) -> Result<std::vector<engine::PackageView>> {
        const auto site = desk.site();
        return site ? engine::packageViews(**site) : failure(site.error());
    }, [](const std::vector<engine::PackageView> &all) {
        std::vector<Item> rows;
        for (const engine::PackageView &view : all)
            rows.push_back(itemOf(view));
        return rows;
    });
}

QString PackagesView::scopeText(qint64 shown, qint64 all) const
{
    return shown == all ? tr("%n package(s)", nullptr, static_cast<int>(all)) : tr("%1 of %2 packages").arg(format::number(shown), format::number(all));
}

EmptyState::Content PackagesView::emptyContent() const
{
    EmptyState::Content content;
    content.mark = Mark::Waiting;
    content.title = tr("No packages yet");
    content.sentence = tr("A package is made from a folder; its content is kept in the site's library.");
    return content;
}

} // namespace cartage::ui
