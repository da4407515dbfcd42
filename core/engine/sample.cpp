// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sample.h"

#include <cerrno>

#include "core/domain/escape.h"
#include "core/engine/executor.h"
#include "core/engine/queries.h"
#include "core/engine/sampleclients.h"
#include "core/engine/sitelayout.h"
#include "core/engine/sites.h"
#include "core/io/fileops.h"
#include "core/store/addressrepository.h"
#include "core/transport/directorytransport.h"

namespace cartage::engine {

namespace {

/// Only a folder with this file in it is ever removed.
constexpr std::string_view mark = ".cartage-sample";
constexpr std::string_view markText = "made by cartage sample create\n";

struct SampleDp {
    const char *name;
    const char *group;
    std::pair<const char *, const char *> setting; ///< key and value, or empty
};
constexpr SampleDp sampleDps[] = {
    {"berlin1", "north", {"", ""}},
    {"berlin2", "north", {"limit", "600K"}}, ///< too small for the largest package
    {"kiel1", "north", {"", ""}},            ///< loses its marker
    {"munich1", "south", {"", ""}},          ///< a file where its folder should be
};

struct SampleSite {
    const char *code;
    const char *name;
    SampleDp dp;
    bool reached; ///< else the folder that its address names is not there
};
constexpr SampleSite sampleSites[] = {
    {"DRE", "Dresden", {"dresden1", "south", {"limit", "600K"}}, true},
    {"BRE", "Bremen", {"bremen1", "north", {"rate", "512K"}}, false},
};

struct SamplePackage {
    const char *folder;
    const char *name;
    int files;
    std::size_t bytesAFile;
};
constexpr SamplePackage samplePackages[] = {
    {"office-25.8", "Office 25.8", 24, 40'000},
    {"reader-11", "Reader 11", 12, 8'000},
    {"fonts-2026", "Fonts 2026", 40, 2'000},
};

Error failed(const io::IoError &cause, const std::string &path)
{
    Error error;
    error.code = cause.error == ENOSPC ? Code::NoSpace : cause.error == EEXIST ? Code::Exists : Code::IoError;
    error.operation = cause.operation;
    error.systemError = cause.error;
    error.path = error.object = path;
    return error;
}

/// Makes the sample; every step that fails ends it with its error.
class SampleMaker
{
public:
    SampleMaker(const Environment &environment, std::string folder, Intent intent, const std::atomic<bool> &stop)
        : m_environment(environment)
        , m_files(environment.files)
        , m_folder(std::move(folder))
        , m_intent(std::move(intent))
        , m_stop(stop)
    { }

    Result<void> make()
    {
        return folders().and_then([&] { return sources(); }).and_then([&] { return site(); }).and_then([&] { return packages(); }).and_then([&] {
            return points();
        }).and_then([&] { return sitesBelow(); }).and_then([&] { return distributeAll(); }).and_then([&] { return troubles(); });
    }

private:
    template <class T>
    Result<void> check(const io::IoResult<T> &result, const std::string &path)
    {
        return result ? Result<void>() : Result<void>(failure(failed(result.error(), path)));
    }

    Result<void> folders()
    {
        auto made = makeFolders(m_files, m_folder, 0755); // the user's own data folder may not be there yet
        if (!made)
            return check(made, m_folder);
        bool empty = true;
        (void)m_files.list(*made, [&](const io::FolderEntry &) { return empty = false; });
        if (!empty)
            return failure(failed({"list", EEXIST}, m_folder));
        m_root = std::move(*made);
        if (const auto written = io::replaceFileDurably(m_files, m_root, mark, markText, 0644); !written)
            return check(written, m_folder);
        for (const char *each : {"sources", "dps", "sites", "mounts"}) {
            if (const auto folder = m_files.makeFolder(m_root, each, 0755); !folder)
                return check(folder, each);
        }
        return {};
    }

    Result<void> sources()
    {
        for (const SamplePackage &package : samplePackages) {
            const std::string path = std::string("sources/") + package.folder;
            if (const auto folder = m_files.makeFolder(m_root, path, 0755); !folder)
                return check(folder, path);
            if (const auto folder = m_files.makeFolder(m_root, path + "/program", 0755); !folder)
                return check(folder, path);
            for (int i = 0; i < package.files; ++i) {
                const std::string name = path + (i % 2 ? "/program/part" : "/part") + std::to_string(i) + ".bin";
                std::string bytes(package.bytesAFile, '\0');
                m_environment.random.fill(std::as_writable_bytes(std::span(bytes)));
                auto file = m_files.createFile(m_root, name, 0644);
                if (!file)
                    return check(file, name);
                if (const auto written = io::writeAll(m_files, *file, asBytes(bytes)); !written)
                    return check(written, name);
            }
        }
        return {};
    }

    Result<void> site()
    {
        auto made = Site::create(m_environment, sampleSite(m_folder), {SiteCode("SMP"), "Sample site", std::nullopt, {}});
        if (!made)
            return failure(made.error());
        m_site = std::move(*made);
        return {};
    }

    Result<void> packages()
    {
        for (const SamplePackage &package : samplePackages) {
            PackageWish wish;
            wish.source = m_folder + "/sources/" + package.folder;
            wish.name = package.name;
            auto added = addPackage(*m_site, wish, m_intent, m_stop, [](std::int64_t, std::uint64_t) { });
            if (!added)
                return failure(added.error());
            m_packages.push_back(added->package);
        }
        return {};
    }

    Result<void> points()
    {
        for (const SampleDp &dp : sampleDps) {
            if (const auto added = point(*m_site, dp); !added)
                return added;
        }
        return {};
    }

    Result<void> point(Site &site, const SampleDp &dp)
    {
        const auto library = site.library();
        if (!library)
            return failure(library.error());
        const auto transport = transport::makeDirectoryTransport(m_files, **library, m_environment.clock, m_environment.random, pauseThread);
        const std::string path = std::string("dps/") + dp.name;
        if (const auto folder = m_files.makeFolder(m_root, path, 0755); !folder)
            return check(folder, path);
        if (auto added = addDp(site, *transport, {dp.name, m_folder + "/" + path, {dp.group}, false}, m_intent); !added)
            return failure(added.error());
        if (!*dp.setting.first)
            return {};
        auto set = setDp(site, *transport, dp.name, {{dp.setting.first, dp.setting.second}}, m_intent);
        return set ? Result<void>() : Result<void>(failure(set.error()));
    }

    Result<void> sitesBelow()
    {
        for (const SampleSite &below : sampleSites) {
            if (const auto joined = join(below); !joined)
                return joined;
        }
        return {};
    }

    /// Both get to know each other. What the site below will tell with its first words is noted already, so that its DP can be given packages at once.
    Result<void> join(const SampleSite &below)
    {
        const std::string folder = m_folder + "/sites/" + below.code;
        const SiteCode own = m_site->row().code, code(below.code);
        auto made = Site::create(m_environment, folder, {code, below.name, own, {}});
        if (!made)
            return failure(made.error());
        Site &site = **made;
        if (const auto added = point(site, below.dp); !added)
            return added;
        const std::string reachedAt = below.reached ? folder : m_folder + "/mounts/" + below.code;
        const auto up = addAddress(site, {own, Relation::Parent, m_site->path("inbox"), m_site->row().publicKey}, m_intent);
        const auto down = addAddress(*m_site, {code, Relation::Child, reachedAt + "/inbox", site.row().publicKey}, m_intent);
        if (!up || !down)
            return failure(up ? down.error() : up.error());
        const auto noted = m_site->database().write<bool>([&](store::Connection &db) -> Result<bool> {
            store::replaceBelow(db, code, {{code, code, own, below.name}}, {{code, code, below.dp.name, {below.dp.group}, "ok"}});
            return true;
        });
        return noted ? Result<void>() : Result<void>(failure(noted.error()));
    }

    Result<void> distributeAll()
    {
        auto given = distribute(*m_site, m_packages, {{}, {"north", "south"}, false, std::nullopt}, m_intent);
        return given ? Result<void>() : Result<void>(failure(given.error()));
    }

    /// What happens to real distribution points, and what clients say of it.
    Result<void> troubles()
    {
        if (const auto gone = m_files.removeFile(m_root, "dps/kiel1/.cartage/dp.json"); !gone)
            return check(gone, "dps/kiel1/.cartage/dp.json");
        if (const auto moved = m_files.rename(m_root, "dps/munich1", m_root, "dps/munich1-moved-away"); !moved)
            return check(moved, "dps/munich1");
        const auto file = m_files.createFile(m_root, "dps/munich1", 0644);
        if (!file)
            return check(file, "dps/munich1");
        return leaveSampleMessages(*m_site);
    }

    const Environment &m_environment;
    io::FileSystem &m_files;
    std::string m_folder;
    Intent m_intent;
    const std::atomic<bool> &m_stop;
    io::Handle m_root;
    std::unique_ptr<Site> m_site;
    std::vector<PackageId> m_packages;
};

Error refusal(Code code, const std::string &folder)
{
    Error error;
    error.code = code;
    error.object = folder;
    return error;
}

/// The opened folder of a sample.
Result<io::Handle> markedFolder(io::FileSystem &files, const std::string &folder)
{
    auto there = files.openFolder(folder);
    const auto text = there ? io::readFile(files, *there, mark, 1024) : io::IoResult<std::string>(failure(there.error()));
    if (text && *text == markText)
        return std::move(*there);
    Error error = refusal(there ? Code::StateForbids : Code::NotFound, folder);
    error.path = folder;
    error.parameters["why"] = "it was not made by `sample create`";
    return failure(error);
}

/// site_locked while an engine works one of the sample's sites.
Result<void> nobodyWorks(const Environment &environment, const std::string &folder)
{
    std::vector<std::string> all = sampleSitesBelow(folder);
    all.push_back(sampleSite(folder));
    for (const std::string &each : all) {
        const auto site = Site::open(environment, each);
        const auto engine = site ? engineView(**site) : Result<EngineView>(EngineView());
        if (!engine || !engine->running)
            continue;
        Error error = refusal(Code::SiteLocked, each);
        error.parameters = {{"pid", std::to_string(engine->pid)}, {"host", engine->host}};
        return failure(error);
    }
    return {};
}

/// The mark goes last: a removal that was broken off can be given again.
Result<void> removeAll(io::FileSystem &files, const io::Handle &there, const std::string &folder)
{
    for (const char *each : {"site", "sites", "mounts", "dps", "sources"}) {
        if (const auto gone = io::removeTree(files, there, each); !gone)
            return failure(failed(gone.error(), folder + "/" + each));
    }
    if (const auto gone = files.removeFile(there, mark); !gone)
        return failure(failed(gone.error(), folder));
    const auto [parentPath, name] = io::splitPath(folder);
    const auto parent = files.openFolder(parentPath.empty() ? "/" : std::string(parentPath));
    if (!parent)
        return failure(failed(parent.error(), folder));
    if (const auto gone = files.removeFolder(*parent, name); !gone && gone.error().error != ENOTEMPTY)
        return failure(failed(gone.error(), folder));
    return {};
}

} // namespace

std::string sampleSite(const std::string &folder) { return folder + "/site"; }

std::vector<std::string> sampleSitesBelow(const std::string &folder)
{
    std::vector<std::string> all;
    for (const SampleSite &each : sampleSites)
        all.push_back(folder + "/sites/" + each.code);
    return all;
}

Result<Answer> createSample(const Environment &environment, const std::string &folder, const Intent &intent, const std::atomic<bool> &stop)
{
    Answer answer;
    answer.effect.packages = std::size(samplePackages);
    answer.effect.dps = std::size(sampleDps) + std::size(sampleSites);
    answer.effect.childSites = std::size(sampleSites);
    answer.effect.distributions = answer.effect.packages * answer.effect.dps;
    answer.effect.lines = {"Makes a sample site and two below it, with sources and distribution points, in " + escapePath(folder) + "."};
    if (intent.dryRun)
        return answer;
    if (const auto made = SampleMaker(environment, folder, intent, stop).make(); !made)
        return failure(made.error());
    answer.carriedOut = true;
    answer.change.changed = 1;
    return answer;
}

Result<Answer> removeSample(const Environment &environment, const std::string &folder, const Intent &intent)
{
    const auto there = markedFolder(environment.files, folder);
    if (!there)
        return failure(there.error());
    if (const auto free = nobodyWorks(environment, folder); !free)
        return failure(free.error());
    Answer answer;
    answer.effect.lines = {"Deletes the sample site and those below it, its sources and its distribution points in " + escapePath(folder) + "."};
    if (intent.dryRun)
        return answer;
    if (!intent.confirmed) {
        answer.refusal = refusal(Code::ConfirmationNeeded, folder);
        return answer;
    }
    if (const auto gone = removeAll(environment.files, *there, folder); !gone)
        return failure(gone.error());
    answer.carriedOut = true;
    answer.change.changed = 1;
    return answer;
}

bool isSample(const Environment &environment, const std::string &siteFolder)
{
    constexpr std::string_view site = "/site";
    return siteFolder.ends_with(site) && markedFolder(environment.files, siteFolder.substr(0, siteFolder.size() - site.size()));
}

} // namespace cartage::engine
