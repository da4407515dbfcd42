// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scenario/simulate/watch.h"

#include <cerrno>

#include "core/transport/stagefolder.h"
#include "tests/scenario/simulate/forwardingtransport.h"

namespace cartage::test {

namespace {

constexpr std::string_view dpsFolder = "/dp/";
constexpr std::string_view ours = ".cartage/";
/// One written file in so many is spoiled while a story has bytes change under way.
constexpr std::uint64_t flipEvery = 12;

std::string_view cut(std::string_view &rest)
{
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string_view first = rest.substr(0, slash);
    rest.remove_prefix(std::min(slash + 1, rest.size()));
    return first;
}

} // namespace

WatchedFiles::Place WatchedFiles::placeOf(const std::string &path)
{
    Place place;
    std::string_view rest(path);
    if (!rest.starts_with(dpsFolder))
        return place;
    rest.remove_prefix(dpsFolder.size());
    place.dp = cut(rest);
    if (!rest.starts_with(ours)) {
        place.package = rest.substr(0, rest.find('/'));
        place.kind = place.package.empty() || place.package == ".cartage" ? Place::Elsewhere : Place::Published;
        return place;
    }
    rest.remove_prefix(ours.size());
    const std::string_view what = cut(rest);
    if (what == "packages" && rest.ends_with(".json")) {
        place.kind = Place::Record;
        place.package = rest.substr(0, rest.size() - 5);
    } else if (what == "stage") {
        const auto stage = transport::StageName::parse(cut(rest));
        if (!stage)
            return place;
        place.package = stage->package.value();
        if (cut(rest) == "new")
            place.kind = Place::StageContent;
    }
    return place;
}

io::IoResult<io::Handle> WatchedFiles::openForReading(const io::Handle &folder, std::string_view relative, io::Caching caching)
{
    const std::string path = pathOf(folder, relative);
    const Place place = placeOf(path);
    auto opened = ForwardingFiles::openForReading(folder, relative, caching);
    if (opened && place.kind == Place::StageContent)
        m_unread[{place.dp, place.package}].erase(path);
    return opened;
}

io::IoResult<io::Handle> WatchedFiles::createFile(const io::Handle &folder, std::string_view relative, std::uint32_t mode, io::Caching caching)
{
    const std::string path = pathOf(folder, relative);
    const Place place = placeOf(path);
    auto made = ForwardingFiles::createFile(folder, relative, mode, caching);
    if (!made || place.kind != Place::StageContent)
        return made;
    m_unread[{place.dp, place.package}].insert(path);
    m_unsyncedStage.insert({place.dp, place.package});
    // One file may be under way when the word comes.
    if (m_control && m_control->stopRequested() && ++m_madeAfterStop > 1)
        m_seen.say("a transfer to " + place.dp + " goes on although it was told to stop: " + path);
    return made;
}

io::IoResult<void> WatchedFiles::close(io::Handle handle)
{
    const std::string path = pathOf(handle);
    if (m_seen.flips && placeOf(path).kind == Place::StageContent && (*m_seen.flips)() % flipEvery == 0) {
        const auto bytes = m_files.read(path);
        if (bytes && !bytes->empty()) {
            m_files.flipByte(path, (*m_seen.flips)() % bytes->size());
            m_seen.tell("a byte changes in " + path);
        }
    }
    return ForwardingFiles::close(std::move(handle));
}

io::IoResult<std::size_t> WatchedFiles::write(const io::Handle &file, std::span<const std::byte> bytes)
{
    const Place place = placeOf(pathOf(file));
    if (place.kind == Place::StageContent)
        m_unsyncedStage.insert({place.dp, place.package});
    return ForwardingFiles::write(file, bytes);
}

io::IoResult<std::size_t> WatchedFiles::writeAt(const io::Handle &file, std::span<const std::byte> bytes, std::uint64_t offset)
{
    const Place place = placeOf(pathOf(file));
    if (place.kind == Place::StageContent)
        m_unsyncedStage.insert({place.dp, place.package});
    return ForwardingFiles::writeAt(file, bytes, offset);
}

io::IoResult<void> WatchedFiles::makeFolder(const io::Handle &folder, std::string_view relative, std::uint32_t mode)
{
    auto made = ForwardingFiles::makeFolder(folder, relative, mode);
    const Place place = placeOf(pathOf(folder, relative));
    if (made && place.kind == Place::Published)
        published(place, "a folder is made");
    return made;
}

io::IoResult<void> WatchedFiles::hardLink(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to)
{
    auto linked = ForwardingFiles::hardLink(fromFolder, from, toFolder, to);
    const Place place = placeOf(pathOf(toFolder, to));
    if (linked && place.kind == Place::Published)
        published(place, "a link is made");
    return linked;
}

io::IoResult<void> WatchedFiles::rename(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to)
{
    auto done = ForwardingFiles::rename(fromFolder, from, toFolder, to);
    if (done)
        renamed(pathOf(fromFolder, from), pathOf(toFolder, to));
    return done;
}

io::IoResult<void> WatchedFiles::renameNoReplace(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to)
{
    auto done = ForwardingFiles::renameNoReplace(fromFolder, from, toFolder, to);
    if (done)
        renamed(pathOf(fromFolder, from), pathOf(toFolder, to));
    return done;
}

void WatchedFiles::renamed(const std::string &from, const std::string &to)
{
    const Place source = placeOf(from);
    const Place target = placeOf(to);
    const Name name{target.dp, target.package};
    if (target.kind == Place::Record) {
        // A record says what lies there: what it speaks of is on the medium before.
        if (m_unsyncedSteps.contains(name))
            m_seen.say("the record of " + target.package + " at " + target.dp + " is written before what it speaks of is synced");
        if (from.ends_with("record.publishing"))
            m_openRecord.insert(name);
        else
            m_unsyncedEnd.insert(name);
        return;
    }
    if (source.kind == Place::Published)
        published(source, "a name is taken away");
    if (target.kind == Place::Published)
        published(target, "a name is put in place");
}

void WatchedFiles::published(const Place &place, const std::string &how)
{
    const Name name{place.dp, place.package};
    m_unsyncedSteps.insert(name);
    if (m_openRecord.contains(name))
        m_seen.say(how + " in " + place.package + " at " + place.dp + " before the record that says so is synced");
}

io::IoResult<void> WatchedFiles::removeFile(const io::Handle &folder, std::string_view relative)
{
    auto removed = ForwardingFiles::removeFile(folder, relative);
    const Place place = placeOf(pathOf(folder, relative));
    const Name name{place.dp, place.package};
    if (removed && place.kind == Place::Record) {
        if (m_unsyncedSteps.contains(name))
            m_seen.say("the record of " + place.package + " at " + place.dp + " is gone before the package is, on the medium");
        m_openRecord.erase(name);
        m_unsyncedEnd.insert(name);
    }
    return removed;
}

io::IoResult<void> WatchedFiles::syncFileSystem(const io::Handle &handle)
{
    auto synced = ForwardingFiles::syncFileSystem(handle);
    if (!synced)
        return synced;
    const Place place = placeOf(pathOf(handle, "x"));
    const auto forget = [&place](std::set<Name> &names) { std::erase_if(names, [&place](const Name &name) { return name.first == place.dp; }); };
    forget(m_openRecord);
    forget(m_unsyncedSteps);
    forget(m_unsyncedEnd);
    forget(m_unsyncedStage);
    return synced;
}

void WatchedFiles::stageEnds(const std::string &dp, const PackageId &package, bool proven)
{
    m_control = nullptr;
    const Name name{dp, package.value()};
    if (proven && m_unsyncedStage.contains(name))
        m_seen.say(package.value() + " counts as proven at " + dp + ", and its stage is not synced");
    if (proven && !m_unread[name].empty())
        m_seen.say(package.value() + " counts as proven at " + dp + ", and nobody has read " + *m_unread[name].begin());
    m_unread.erase(name);
    m_unsyncedStage.erase(name);
}

void WatchedFiles::publishEnds(const std::string &dp, const PackageId &package, bool published)
{
    const Name name{dp, package.value()};
    if (published && (m_unsyncedEnd.contains(name) || m_unsyncedSteps.contains(name)))
        m_seen.say(package.value() + " counts as published at " + dp + ", and a power loss could take that back");
}

void WatchedFiles::removalEnds(const std::string &dp, const PackageId &package, bool removed)
{
    const Name name{dp, package.value()};
    if (removed && (m_unsyncedEnd.contains(name) || m_unsyncedSteps.contains(name)))
        m_seen.say(package.value() + " counts as removed at " + dp + ", and a power loss could bring it back");
}

namespace {

class WatchedOrders final : public ForwardingTransport
{
public:
    WatchedOrders(std::unique_ptr<Transport> below, Sightings &sightings)
        : ForwardingTransport(std::move(below))
        , m_seen(sightings)
    { }
    transport::PublishOutcome publish(const transport::PublishOrder &order, transport::WorkControl &control) override
    {
        const auto row = m_seen.row(order.package, order.dp.name);
        if (!row || row->first != State::Publishing || row->second != order.token)
            m_seen.say(order.package.value() + " is published at " + order.dp.name + ", and no row was committed that says so");
        return ForwardingTransport::publish(order, control);
    }

private:
    Sightings &m_seen;
};

class WatchedResults final : public ForwardingTransport
{
public:
    WatchedResults(std::unique_ptr<Transport> below, WatchedFiles &files, std::function<void(transport::WorkControl *)> staging)
        : ForwardingTransport(std::move(below))
        , m_files(files)
        , m_staging(std::move(staging))
    { }
    transport::StageOutcome stage(const transport::StageOrder &order, transport::WorkControl &control) override
    {
        m_files.stageBegins(control);
        m_staging(&control);
        auto outcome = ForwardingTransport::stage(order, control);
        m_staging(nullptr);
        m_files.stageEnds(order.dp.name, order.package, outcome.proven && !outcome.error && !outcome.stopped);
        return outcome;
    }
    transport::PublishOutcome publish(const transport::PublishOrder &order, transport::WorkControl &control) override
    {
        auto outcome = ForwardingTransport::publish(order, control);
        m_files.publishEnds(order.dp.name, order.package, outcome.published);
        return outcome;
    }
    transport::RemoveOutcome remove(const transport::RemoveOrder &order, transport::WorkControl &control) override
    {
        auto outcome = ForwardingTransport::remove(order, control);
        m_files.removalEnds(order.dp.name, order.package, outcome.removed);
        return outcome;
    }

private:
    WatchedFiles &m_files;
    std::function<void(transport::WorkControl *)> m_staging;
};

} // namespace

std::unique_ptr<transport::Transport> watchOrders(std::unique_ptr<transport::Transport> below, Sightings &sightings)
{
    return std::make_unique<WatchedOrders>(std::move(below), sightings);
}

std::unique_ptr<transport::Transport> watchResults(std::unique_ptr<transport::Transport> below, WatchedFiles &files,
                                                   std::function<void(transport::WorkControl *)> staging)
{
    return std::make_unique<WatchedResults>(std::move(below), files, std::move(staging));
}

} // namespace cartage::test
