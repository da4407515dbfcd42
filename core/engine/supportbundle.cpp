// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/supportbundle.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>
#include <algorithm>

#include "core/domain/settings.h"
#include "core/engine/json.h"
#include "core/engine/pathcover.h"
#include "core/engine/zipwriter.h"
#include "core/io/fileops.h"
#include "core/store/listing.h"

namespace cartage::engine {

namespace {

constexpr std::uint64_t largestLog = 16 * 1024 * 1024; ///< three times what a log file grows to
constexpr const char *logFolder = "log";

std::string lineOf(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString() + "\n"; }

Result<std::vector<std::pair<std::string, std::uint64_t>>> logsOf(Site &site)
{
    std::vector<std::pair<std::string, std::uint64_t>> logs;
    const auto folder = site.files().openFolderAt(site.root(), logFolder);
    if (!folder) // a site whose engine never wrote a log has none
        return logs;
    std::vector<std::string> names;
    const auto listed = site.files().list(*folder, [&names](const io::FolderEntry &entry) {
        if (entry.type == io::FileType::Regular && entry.name.find(".log") != std::string_view::npos)
            names.emplace_back(entry.name);
        return true;
    });
    if (!listed)
        return failure(pathError(listed.error(), site.path(logFolder), Scope::Site));
    std::sort(names.begin(), names.end());
    for (const std::string &each : names) {
        if (const auto status = site.files().statusAt(*folder, each))
            logs.emplace_back(each, status->size);
    }
    return logs;
}

/// Collects the parts one after the other; every failure ends it.
class Bundle
{
public:
    Bundle(Site &site, transport::Transport &transport, const BundleWish &wish, const BundleProgress &progress, const std::atomic<bool> &stop, NewFile &file)
        : m_site(site)
        , m_transport(transport)
        , m_wish(wish)
        , m_progress(progress)
        , m_stop(stop)
        , m_zip(file, site.now())
    { }

    Result<std::vector<BundleEntry>> write()
    {
        return learn().and_then([&] { return versions(); }).and_then([&] { return siteFacts(); }).and_then([&] { return lists(); }).and_then([&] {
            return journal();
        }).and_then([&] { return check(); }).and_then([&] { return logs(); }).and_then([&] { return m_zip.end(); }).map([&] { return m_entries; });
    }

private:
    /// What is a path has to be known before the first sentence is written.
    Result<void> learn()
    {
        auto dps = dpViews(m_site);
        auto packages = dps ? packageViews(m_site) : failure(dps.error());
        auto found = packages ? problems(m_site, {}) : failure(packages.error());
        auto tries = found ? retryViews(m_site, {}, true) : failure(found.error());
        auto facts = tries ? siteView(m_site) : failure(tries.error());
        if (!facts)
            return failure(facts.error());
        m_dps = std::move(*dps);
        m_packages = std::move(*packages);
        m_problems = std::move(*found);
        m_retries = std::move(*tries);
        m_facts = std::move(*facts);
        for (const DpView &each : m_dps)
            m_cover.know(each.dp.path, "<dp " + each.dp.name + ">");
        for (const PackageView &each : m_packages)
            m_cover.know(each.package.source, "<source of " + each.package.id.value() + ">");
        m_cover.know(m_facts.row.libraryPath, "<library>");
        m_cover.know(m_site.folder(), "<site>");
        for (const RetryView &each : m_retries)
            m_cover.learn(toJson(each));
        for (const ProblemView &each : m_problems)
            m_cover.know(each.row.error.path);
        return {};
    }

    Result<void> add(BundlePart part, const std::string &name, const std::string &bytes, std::optional<std::int64_t> count = {})
    {
        if (m_stop) {
            Error error;
            error.code = Code::Interrupted;
            error.operation = "support bundle";
            error.scope = Scope::Command;
            return failure(error);
        }
        m_entries.push_back({part, name, count, static_cast<std::int64_t>(bytes.size())});
        if (m_progress)
            m_progress(part);
        return m_zip.add(name, bytes);
    }
    [[nodiscard]] std::string line(const QJsonObject &object) const
    {
        return lineOf(m_wish.leaveOutPaths ? m_cover.cover(QJsonValue(object)).toObject() : object);
    }
    template <class T>
    Result<void> addLines(BundlePart part, const std::string &name, const std::vector<T> &values)
    {
        std::string lines;
        for (const T &each : values)
            lines += line(toJson(each));
        return add(part, name, lines, static_cast<std::int64_t>(values.size()));
    }

    Result<void> versions()
    {
        const auto text = [](const QString &value) { return value.toStdString() + "\n"; };
        std::string lines = "written " + toRfc3339(m_site.now()) + "\n";
        lines += "program " + m_site.environment().program + "\n";
        lines += "schema " + std::to_string(m_facts.schema) + "\n";
        lines += "qt " + text(QString::fromLatin1(qVersion()));
        lines += "system " + text(QSysInfo::prettyProductName());
        lines += "kernel " + text(QSysInfo::kernelType() + QLatin1Char(' ') + QSysInfo::kernelVersion());
        lines += "processor " + text(QSysInfo::currentCpuArchitecture());
        return add(BundlePart::Versions, "versions.txt", lines);
    }

    Result<void> siteFacts()
    {
        if (const auto added = add(BundlePart::Site, "site.json", line(toJson(m_facts, m_site.folder()))); !added)
            return added;
        const auto settings = siteSettings(m_site);
        if (!settings)
            return failure(settings.error());
        QJsonObject object;
        for (const auto &[key, value] : settingTexts(*settings))
            object[QString::fromStdString(key)] = QString::fromStdString(value);
        QJsonObject dps;
        for (const DpView &each : m_dps) {
            QJsonObject own;
            for (const auto &[key, value] : settingTexts(each.dp.settings))
                own[QString::fromStdString(key)] = QString::fromStdString(value);
            dps[QString::fromStdString(each.dp.name)] = own;
        }
        return add(BundlePart::Settings, "settings.json", line({{QStringLiteral("site"), object}, {QStringLiteral("dps"), dps}}));
    }

    Result<void> lists()
    {
        return addLines(BundlePart::Dps, "dps.jsonl", m_dps)
            .and_then([&] { return addLines(BundlePart::Packages, "packages.jsonl", m_packages); })
            .and_then([&] { return addLines(BundlePart::Problems, "problems.jsonl", m_problems); })
            .and_then([&] { return addLines(BundlePart::Attempts, "attempts.jsonl", m_retries); });
    }

    Result<void> journal()
    {
        store::MessageFilter newest;
        newest.limit = m_wish.messages;
        auto said = messages(m_site, newest);
        if (!said)
            return failure(said.error());
        for (StatusMessage &each : *said) {
            if (m_wish.leaveOutPaths)
                each = m_cover.cover(std::move(each));
        }
        if (const auto added = addLines(BundlePart::Messages, "messages.jsonl", *said); !added)
            return added;
        store::AuditFilter last;
        last.limit = m_wish.audit;
        const auto rows = audit(m_site, last);
        return rows ? addLines(BundlePart::Audit, "audit.jsonl", *rows) : Result<void>(failure(rows.error()));
    }

    Result<void> check()
    {
        if (m_progress)
            m_progress(BundlePart::Check);
        const auto report = checkSite(m_site, m_transport, false, m_stop);
        if (!report)
            return failure(report.error());
        std::string lines;
        for (const Finding &each : report->findings)
            lines += line(toJson(each));
        for (const std::string &dp : report->notChecked)
            lines += lineOf({{QStringLiteral("not_checked"), QString::fromStdString(dp)}});
        return add(BundlePart::Check, "check.jsonl", lines, static_cast<std::int64_t>(report->findings.size()));
    }

    Result<void> logs()
    {
        const auto logs = logsOf(m_site);
        if (!logs)
            return failure(logs.error());
        for (const auto &[name, size] : *logs) {
            auto text = io::readFile(m_site.files(), m_site.root(), std::string(logFolder) + "/" + name, largestLog);
            if (!text) // rotated away meanwhile
                continue;
            if (const auto added = add(BundlePart::Log, std::string(logFolder) + "/" + name, m_wish.leaveOutPaths ? coveredLog(*text) : *text); !added)
                return added;
        }
        return {};
    }
    [[nodiscard]] std::string coveredLog(const std::string &text) const { return m_cover.cover(QString::fromStdString(text)).toStdString(); }

    Site &m_site;
    transport::Transport &m_transport;
    const BundleWish &m_wish;
    const BundleProgress &m_progress;
    const std::atomic<bool> &m_stop;
    ZipWriter m_zip;
    PathCover m_cover;
    SiteView m_facts;
    std::vector<DpView> m_dps;
    std::vector<PackageView> m_packages;
    std::vector<ProblemView> m_problems;
    std::vector<RetryView> m_retries;
    std::vector<BundleEntry> m_entries;
};

} // namespace

Result<std::vector<BundleEntry>> bundleContents(Site &site, const BundleWish &wish)
{
    const auto seen = overview(site);
    if (!seen)
        return failure(seen.error());
    const auto tries = retryViews(site, {}, true);
    if (!tries)
        return failure(tries.error());
    const auto logs = logsOf(site);
    if (!logs)
        return failure(logs.error());
    const auto counts = site.database().read<std::pair<std::int64_t, std::int64_t>>([](store::Connection &db) -> Result<std::pair<std::int64_t, std::int64_t>> {
        return std::pair(store::messageCount(db), store::auditCount(db));
    });
    if (!counts)
        return failure(counts.error());
    const auto atMost = [](std::int64_t there, std::int64_t limit) { return std::min(there, limit); };
    std::int64_t logBytes = 0;
    for (const auto &[name, size] : *logs)
        logBytes += static_cast<std::int64_t>(size);
    return std::vector<BundleEntry>{{BundlePart::Versions, "versions.txt", {}, {}},
                                    {BundlePart::Site, "site.json", {}, {}},
                                    {BundlePart::Settings, "settings.json", {}, {}},
                                    {BundlePart::Dps, "dps.jsonl", seen->dps, {}},
                                    {BundlePart::Packages, "packages.jsonl", seen->packages, {}},
                                    {BundlePart::Problems, "problems.jsonl", seen->problems, {}},
                                    {BundlePart::Attempts, "attempts.jsonl", static_cast<std::int64_t>(tries->size()), {}},
                                    {BundlePart::Messages, "messages.jsonl", atMost(counts->first, wish.messages), {}},
                                    {BundlePart::Audit, "audit.jsonl", atMost(counts->second, wish.audit), {}},
                                    {BundlePart::Check, "check.jsonl", {}, {}},
                                    {BundlePart::Log, "log/", static_cast<std::int64_t>(logs->size()), logBytes}};
}

Result<std::vector<BundleEntry>> writeBundle(Site &site, transport::Transport &transport, const BundleWish &wish, const BundleProgress &progress,
                                             const std::atomic<bool> &stop)
{
    auto file = NewFile::make(site, wish.file, true);
    if (!file)
        return failure(file.error());
    auto entries = Bundle(site, transport, wish, progress, stop, *file).write();
    if (!entries)
        return entries;
    if (const auto finished = file->finish(); !finished)
        return failure(finished.error());
    return entries;
}

} // namespace cartage::engine
