// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/transport/depot.h"

#include <cstdio>

#include "core/base/check.h"

namespace cartage::test {

using namespace cartage::transport;

Node file(std::string text, std::uint32_t mode, std::int64_t mtimeNs) { return {content::EntryType::File, std::move(text), mode, mtimeNs}; }
Node folder(std::uint32_t mode, std::int64_t mtimeNs) { return {content::EntryType::Folder, {}, mode, mtimeNs}; }
Node link(std::string target) { return {content::EntryType::Link, std::move(target), 0777}; }

std::map<std::string, std::string> shown(const Tree &tree, bool modes)
{
    // Asked of the file system itself, so that its words stand in one place.
    FakeClock clock;
    SimFileSystem disk(clock);
    disk.makeFolder("/tree");
    for (const auto &[path, node] : tree) {
        const std::string full = "/tree/" + path;
        switch (node.type) {
        case content::EntryType::File:
            disk.writeFile(full, node.text, node.mode);
            break;
        case content::EntryType::Folder:
            disk.makeFolder(full, node.mode);
            break;
        case content::EntryType::Link:
            disk.makeLink(full, node.text);
            break;
        }
    }
    return disk.tree("/tree", modes);
}

Depot::Depot(Profile profile)
    : disk(clock)
{
    disk.makeFolder("/site", 0700);
    disk.mount("/dp", profile);
    disk.makeFolder("/dp");
    restart();
    DpAddress at = address();
    const auto done = transport->install(at, false, control);
    CARTAGE_CHECK(done.has_value());
    abilities = done->seen.abilities;
    disk.settle();
}

void Depot::restart()
{
    transport.reset();
    library.reset();
    view = &disk.makeView();
    auto opened = content::ContentLibrary::open(*view, "/site/contentlib");
    CARTAGE_CHECK(opened.has_value());
    library = std::move(*opened);
    transport = makeDirectoryTransport(
        *view, *library, clock, random,
        [this](Span span, WorkControl &) {
            ++paused;
            clock.advance(span);
            if (onPause)
                onPause();
        },
        false);
    ++token;
}

DpAddress Depot::address() const
{
    DpAddress at;
    at.key = DpKey(1);
    at.name = "dp1";
    at.guid = guid;
    at.path = "/dp";
    at.site = {SiteCode("CEN"), "0123456789abcdef", 1};
    at.abilities = abilities;
    at.limit = limit;
    at.oursNow = oursNow;
    return at;
}

Sha256 Depot::version(const Tree &tree)
{
    std::vector<content::Entry> entries;
    auto intake = library->intake("intake" + std::to_string(++m_intakes));
    CARTAGE_CHECK(intake.has_value());
    for (const auto &[path, node] : tree) {
        content::Entry entry;
        entry.path = path;
        entry.type = node.type;
        entry.mode = node.mode;
        entry.mtimeNs = node.mtimeNs;
        if (node.type == content::EntryType::File) {
            entry.size = node.text.size();
            entry.sha256 = sha256(asBytes(node.text));
            entry.xxh128 = xxh128(asBytes(node.text));
            CARTAGE_CHECK((*intake)->add(entry.sha256, asBytes(node.text)).has_value());
        } else if (node.type == content::EntryType::Link) {
            entry.link = node.text;
        }
        entries.push_back(std::move(entry));
    }
    const auto manifest = content::Manifest::make(std::move(entries));
    CARTAGE_CHECK((*intake)->add(manifest->hash(), asBytes(manifest->bytes())).has_value());
    CARTAGE_CHECK((*intake)->commit().has_value());
    disk.settle();
    return manifest->hash();
}

StageOutcome Depot::stage(int number, const Sha256 &manifest)
{
    StageOrder order;
    order.dp = address();
    order.package = package;
    order.version = number;
    order.manifest = manifest;
    order.formerVersion = installed.version;
    order.formerEpoch = 1;
    order.formerManifest = installed.manifest;
    order.token = token;
    order.verifyLater = verifyLater;
    order.force = force;
    order.damagedOnly = damagedOnly;
    return transport->stage(order, control);
}

PublishOutcome Depot::publish(int number, const Sha256 &manifest, const StageOutcome &staged)
{
    PublishOrder order;
    order.dp = address();
    order.package = package;
    order.version = number;
    order.manifest = manifest;
    if (staged.found && staged.found->version > 0)
        order.formerManifest = staged.found->manifest;
    order.stage = staged.stage;
    order.token = token;
    order.proven = staged.proven;
    order.provenAt = clock.wall();
    return transport->publish(order, control);
}

Depot::Delivery Depot::deliver(int number, const Sha256 &manifest)
{
    ++token;
    Delivery delivery;
    delivery.stage = stage(number, manifest);
    if (!delivery.stage.error && !delivery.stage.alreadyThere && !delivery.stage.stopped)
        delivery.publish = publish(number, manifest, delivery.stage);
    if (delivery.published())
        installed = {number, manifest};
    return delivery;
}

RemoveOutcome Depot::remove()
{
    ++token;
    return transport->remove({address(), package, installed.manifest, token}, control);
}

ValidateOutcome Depot::validate(int number, const Sha256 &manifest, bool hash)
{
    return transport->validate({address(), package, number, manifest, hash}, control);
}

bool Depot::timesAre(const Tree &tree)
{
    for (const auto &[path, node] : tree) {
        const auto root = disk.openFolder(packagePath());
        const auto status = disk.statusAt(*root, path);
        if (!status || !abilities->sameMtime(node.mtimeNs, status->mtimeNs)) {
            std::fprintf(stderr, "time of %s is another\n", path.c_str());
            return false;
        }
    }
    return true;
}

} // namespace cartage::test
