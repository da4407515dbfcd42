// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/arguments.h"
#include "app/cli/commands/commandline.h"
#include "app/cli/commands/json.h"
#include "app/cli/commands/output.h"
#include "core/domain/escape.h"
#include "core/io/fileops.h"

namespace cartage::cli {

namespace {

/// Only a folder with this file in it is ever removed.
constexpr std::string_view mark = ".cartage-sample";
constexpr std::string_view markText = "made by cartage sample create\n";

struct SampleDp {
    const char *name;
    const char *group;
    const char *setting; ///< KEY=VALUE, or empty
};
constexpr SampleDp sampleDps[] = {
    {"berlin1", "north", ""},        {"berlin2", "north", "limit=600K"}, ///< too small for the largest package
    {"kiel1", "north", ""},                                              ///< loses its marker
    {"leipzig1", "south", "rate=512K"},                                  ///< slow
    {"munich1", "south", ""},                                            ///< a file where its folder should be
    {"rostock1", "south", ""},
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
    SampleMaker(Context &context, std::string folder) : m_context(context), m_files(context.files()), m_folder(std::move(folder)) { }

    Result<void> make()
    {
        return folders().and_then([&] { return sources(); }).and_then([&] { return site(); }).and_then([&] { return packages(); }).and_then([&] {
            return points();
        }).and_then([&] { return troubles(); });
    }

private:
    template <class T>
    Result<void> check(const io::IoResult<T> &result, const std::string &path)
    {
        return result ? Result<void>() : Result<void>(failure(failed(result.error(), path)));
    }

    Result<void> folders()
    {
        const auto [parentPath, name] = io::splitPath(m_folder);
        auto parent = m_files.openFolder(parentPath.empty() ? "/" : std::string(parentPath));
        if (!parent)
            return check(parent, std::string(parentPath));
        auto made = io::ensureFolder(m_files, *parent, name, 0755);
        if (!made)
            return check(made, m_folder);
        bool empty = true;
        (void)m_files.list(*made, [&](const io::FolderEntry &) { return empty = false; });
        if (!empty)
            return failure(failed({"list", EEXIST}, m_folder));
        m_root = std::move(*made);
        if (const auto written = io::replaceFileDurably(m_files, m_root, mark, markText, 0644); !written)
            return check(written, m_folder);
        for (const char *each : {"sources", "dps"}) {
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
                m_context.random().fill(std::as_writable_bytes(std::span(bytes)));
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
        m_context.siteOption = m_folder + "/site";
        auto made = engine::Site::create(m_context.environment(), m_context.siteFolder(), {SiteCode("SMP"), "Sample site", std::nullopt, {}});
        if (!made)
            return failure(made.error());
        made->reset();
        auto opened = m_context.site();
        return opened ? Result<void>() : Result<void>(failure(opened.error()));
    }

    Result<void> packages()
    {
        for (const SamplePackage &package : samplePackages) {
            engine::PackageWish wish;
            wish.source = m_folder + "/sources/" + package.folder;
            wish.name = package.name;
            auto added = engine::addPackage(**m_context.site(), wish, m_context.intent(), m_context.stop(), [](std::int64_t, std::uint64_t) { });
            if (!added)
                return failure(added.error());
            m_packages.push_back(added->package);
        }
        return {};
    }

    Result<void> points()
    {
        auto transport = m_context.transport();
        if (!transport)
            return failure(transport.error());
        engine::Site &site = **m_context.site();
        for (const SampleDp &dp : sampleDps) {
            const std::string path = std::string("dps/") + dp.name;
            if (const auto folder = m_files.makeFolder(m_root, path, 0755); !folder)
                return check(folder, path);
            engine::DpWish wish{dp.name, m_folder + "/" + path, {dp.group}, false};
            if (auto added = engine::addDp(site, **transport, wish, m_context.intent()); !added)
                return failure(added.error());
            if (*dp.setting) {
                if (auto set = engine::setDp(site, **transport, dp.name, toSettings({dp.setting}), m_context.intent()); !set)
                    return failure(set.error());
            }
        }
        auto given = engine::distribute(site, m_packages, {{}, {"north", "south"}, false}, m_context.intent());
        return given ? Result<void>() : Result<void>(failure(given.error()));
    }

    /// What happens to real distribution points.
    Result<void> troubles()
    {
        if (const auto gone = m_files.removeFile(m_root, "dps/kiel1/.cartage/dp.json"); !gone)
            return check(gone, "dps/kiel1/.cartage/dp.json");
        if (const auto moved = m_files.rename(m_root, "dps/munich1", m_root, "dps/munich1-moved-away"); !moved)
            return check(moved, "dps/munich1");
        const auto file = m_files.createFile(m_root, "dps/munich1", 0644);
        return check(file, "dps/munich1");
    }

    Context &m_context;
    io::FileSystem &m_files;
    std::string m_folder;
    io::Handle m_root;
    std::vector<PackageId> m_packages;
};

int create(Context &context, const std::string &dir)
{
    const std::string folder = absolutePath(dir);
    if (context.dryRun) {
        engine::Answer answer;
        answer.effect.packages = std::size(samplePackages);
        answer.effect.dps = std::size(sampleDps);
        answer.effect.distributions = answer.effect.packages * answer.effect.dps;
        answer.effect.lines = {"Makes a sample site with its sources and distribution points in " + escapePath(folder) + "."};
        return printAnswer(context, answer);
    }
    SampleMaker maker(context, folder);
    if (const auto made = maker.make(); !made)
        return fail(context, made.error());
    const auto view = engine::siteView(**context.site());
    if (!view)
        return fail(context, view.error());
    if (context.json)
        printObject(toJson(*view, context.siteFolder()));
    else
        writeOut("The sample site is in " + escapePath(context.siteFolder()) + ".\nNext: cartage run --until-idle --site " + escapePath(context.siteFolder()) + "\n");
    return 0;
}

int remove(Context &context, const std::string &dir)
{
    const std::string folder = absolutePath(dir);
    const auto [parentPath, name] = io::splitPath(folder);
    auto parent = context.files().openFolder(parentPath.empty() ? "/" : std::string(parentPath));
    auto there = parent ? context.files().openFolderAt(*parent, name) : io::IoResult<io::Handle>(failure(parent.error()));
    const auto text = there ? io::readFile(context.files(), *there, mark, 1024) : io::IoResult<std::string>(failure(there.error()));
    if (!text || *text != markText) {
        Error error;
        error.code = there ? Code::StateForbids : Code::NotFound;
        error.object = error.path = folder;
        error.parameters["why"] = "it was not made by `sample create`";
        return fail(context, error);
    }
    engine::Answer answer;
    answer.effect.lines = {"Deletes the sample site, its sources and its distribution points in " + escapePath(folder) + "."};
    context.siteOption = folder + "/site";
    if (auto opened = context.site()) {
        const auto engine = engine::engineView(**opened);
        if (engine && engine->running) {
            Error error;
            error.code = Code::SiteLocked;
            error.object = context.siteFolder();
            error.parameters = {{"pid", std::to_string(engine->pid)}, {"host", engine->host}};
            return fail(context, error);
        }
    }
    if (context.dryRun || !context.yes) {
        if (!context.dryRun) {
            answer.refusal.emplace();
            answer.refusal->code = Code::ConfirmationNeeded;
            answer.refusal->object = folder;
        }
        return printAnswer(context, answer);
    }
    // The mark goes last: a removal that was broken off can be given again.
    io::FileSystem &files = context.files();
    for (const char *each : {"site", "dps", "sources"}) {
        if (const auto gone = io::removeTree(files, *there, each); !gone)
            return fail(context, failed(gone.error(), folder + "/" + each));
    }
    if (const auto gone = files.removeFile(*there, mark); !gone)
        return fail(context, failed(gone.error(), folder));
    if (const auto gone = files.removeFolder(*parent, name); !gone && gone.error().error != ENOTEMPTY)
        return fail(context, failed(gone.error(), folder));
    answer.carriedOut = true;
    answer.change.changed = 1;
    return printAnswer(context, answer);
}

} // namespace

void addSampleCommands(CommandTable &table)
{
    CLI::App *sample = table.group("sample", "a site to try: three packages, six distribution points, some of which fail");
    auto dir = std::make_shared<std::string>();
    table.add(sample, "create", "make it in an absent or empty folder", [dir](Context &context) { return create(context, *dir); })
        ->add_option("DIR", *dir)
        ->required();
    table.add(sample, "remove", "delete a folder that `sample create` made (needs --yes)", [dir](Context &context) { return remove(context, *dir); })
        ->add_option("DIR", *dir)
        ->required();
}

} // namespace cartage::cli
