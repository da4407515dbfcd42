// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "core/domain/messagecatalogue.h"
#include "core/engine/listing.h"
#include "ui/detail/detailparts.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"

namespace cartage::ui::detailparts {

namespace {

/// For lupdate, which looks for a class.
class Said
{
    Q_DECLARE_TR_FUNCTIONS(Detail)
};

using Tab = Detail::Tab; // lupdate takes a qualified one for the class of what it translates

int mostOf(const DetailWish &wish) { return wish.most > 0 ? wish.most : detailPage; }

QString outcomeName(const Attempt &attempt)
{
    if (attempt.outcome == "running")
        return Said::tr("under way");
    if (attempt.outcome == "installed")
        return Said::tr("is there now");
    if (attempt.outcome == "interrupted")
        return Said::tr("interrupted, goes on where it was");
    if (attempt.outcome == "cancelled")
        return Said::tr("cancelled by an operator");
    if (attempt.outcome == "superseded")
        return Said::tr("ended for a newer order");
    if (attempt.outcome == "removed")
        return Said::tr("taken away");
    if (attempt.outcome == "paused")
        return Said::tr("paused");
    return format::shown(attempt.outcome);
}

QString findingName(const std::string &finding)
{
    if (finding == "missing")
        return Said::tr("is missing there");
    if (finding == "differs")
        return Said::tr("differs from the package");
    if (finding == "extra")
        return Said::tr("does not belong to the package");
    if (finding == "unreadable")
        return Said::tr("cannot be read there");
    return format::shown(finding);
}

/// `sited`: with the site where it happened.
DetailEntry entryOf(const engine::TrailEvent &event, bool sited, Time now)
{
    DetailEntry entry;
    entry.mark = event.error ? Mark::Warning : Mark::Information;
    entry.title = format::shown(event.text);
    entry.right = format::clockSeconds(event.time, now);
    entry.second = event.actor.empty() ? format::shown(event.component) : QStringLiteral("%1, %2").arg(format::shown(event.component), format::shown(event.actor));
    if (sited)
        entry.second = QStringLiteral("%1 · %2").arg(format::shown(event.site), entry.second);
    entry.mono = event.error ? rawOf(*event.error) : QString();
    return entry;
}

DetailEntry entryOf(const store::AuditRow &action, Time now)
{
    DetailEntry entry;
    entry.mark = Mark::Information;
    entry.title = format::shown(action.action);
    entry.right = format::clockSeconds(action.at, now);
    entry.second = format::shown(action.actor);
    if (action.reason)
        entry.second += QStringLiteral(": ") + format::shown(*action.reason);
    return entry;
}

/// Shape and colour say who ends it.
Mark failingMark(const Error &error) { return resolvesOf(error.code) == Resolves::Operator ? Mark::Error : Mark::Warning; }

DetailEntry entryOf(const engine::FileView &file, bool proven)
{
    DetailEntry entry;
    entry.title = format::shownPath(file.path) + (file.folder ? QStringLiteral("/") : QString());
    if (!file.folder && !file.link)
        entry.right = format::bytes(static_cast<std::int64_t>(file.size)).text();
    entry.failing = file.error.has_value() || !file.finding.empty();
    if (entry.failing)
        entry.mark = file.error ? failingMark(*file.error) : Mark::Error;
    else if (proven)
        entry.mark = Mark::Installed;
    if (!file.finding.empty())
        entry.second = findingName(file.finding);
    else if (file.error)
        entry.second = sentences::kindOf(*file.error);
    else if (file.link)
        entry.second = Said::tr("link");
    if (file.error)
        entry.mono = rawOf(*file.error);
    return entry;
}

/// What failed without being a file of the package: the DP's marker, a folder of the stage.
std::optional<DetailEntry> failedElsewhere(const engine::DistributionView &view, const QList<DetailEntry> &shown)
{
    if (!view.error || (view.error->path.empty() && view.error->systemError == 0) || (!shown.isEmpty() && shown.front().failing))
        return std::nullopt;
    DetailEntry entry;
    entry.mark = failingMark(*view.error);
    entry.failing = true;
    entry.title = view.error->path.empty() ? sentences::kindOf(*view.error) : format::shownPath(view.error->path);
    entry.second = view.error->path.empty() ? Said::tr("no file of the package") : Said::tr("%1; no file of the package").arg(sentences::kindOf(*view.error));
    entry.mono = rawOf(*view.error);
    return entry;
}

Result<Detail::Tab> filesTab(engine::Site &site, const engine::DistributionView &view, const DetailWish &wish)
{
    Detail::Tab tab{QStringLiteral("files"), Said::tr("Files"), false, {}, {}, {}, {}, false, 0, false, Said::tr("This version has no files.")};
    if (wish.tab != tab.key)
        return tab;
    const auto files = engine::files(site, view.row.package, view.dpName, wish.text.toStdString(), 0, mostOf(wish));
    if (!files)
        return failure(files.error());
    const bool proven = view.row.proof && view.row.state == State::Installed && view.row.installedVersion == view.row.wantedVersion;
    for (const engine::FileView &file : files->rows)
        tab.entries.push_back(entryOf(file, proven));
    tab.all = files->entries;
    qint64 failing = files->failing;
    if (const auto other = wish.text.isEmpty() ? failedElsewhere(view, tab.entries) : std::nullopt) {
        tab.entries.push_front(*other);
        ++tab.all;
        ++failing;
    }
    tab.head = Said::tr("%1 entries").arg(format::number(files->entries));
    tab.fact = failing > 0 ? Said::tr("%1 failing").arg(format::number(failing)) : proven ? Said::tr("all proven") : Said::tr("nothing failed");
    tab.searchable = files->entries > 20 || !wish.text.isEmpty();
    cut(tab, wish);
    return tab;
}

/// The next try, as the first entry of the timeline.
std::optional<DetailEntry> nextTry(const engine::DistributionView &view, const std::vector<Attempt> &attempts, Time now)
{
    const Distribution &row = view.row;
    const bool rests = row.state == State::Waiting || row.state == State::Retrying || row.state == State::Blocked || row.state == State::Damaged;
    if (!rests || !row.dueAt)
        return std::nullopt;
    DetailEntry entry;
    entry.mark = Mark::Waiting;
    entry.strong = true;
    entry.title = Said::tr("Try %1").arg(format::number(row.attempt + 1));
    entry.beside = format::clockSeconds(*row.dueAt, now);
    entry.right = format::future(*row.dueAt, now);
    if (row.stageLeft && row.bytesDone > 0)
        entry.second = Said::tr("goes on at %1 of %2").arg(format::bytes(row.bytesDone).text(), format::bytes(row.bytesTotal).text());
    else
        entry.second = sentences::of(view, now);
    if (!attempts.empty() && attempts.back().ended && *row.dueAt > *attempts.back().ended)
        entry.after = Said::tr("waits %1 in all").arg(format::span(*row.dueAt - *attempts.back().ended));
    return entry;
}

Tries triesOf(const std::vector<Attempt> &attempts, std::optional<Time> next, Time now)
{
    constexpr std::size_t mostShown = 20;
    Tries tries;
    tries.now = now;
    tries.next = next;
    for (std::size_t at = attempts.size() > mostShown ? attempts.size() - mostShown : 0; at < attempts.size(); ++at)
        tries.tries.push_back({attempts[at].started, attempts[at].ended.value_or(now), markHue(markOf(attempts[at]))});
    return tries;
}

Tab attemptsTab(const engine::EvidenceView &known, const DetailWish &wish, Time now)
{
    Detail::Tab tab{QStringLiteral("attempts"), Said::tr("Attempts"), false, {}, {}, {}, {}, true, 0, false, Said::tr("Nothing has been tried yet.")};
    const Distribution &row = known.distribution.row;
    const auto next = nextTry(known.distribution, known.attempts, now);
    if (next && !known.attempts.empty())
        tab.entries.push_back(*next);
    for (auto each = known.attempts.rbegin(); each != known.attempts.rend(); ++each)
        tab.entries.push_back(detailparts::entryOf(*each, row.wantedVersion, now));
    if (!known.attempts.empty()) {
        const Attempt &first = known.attempts.front(), &last = known.attempts.back();
        const Span length = last.ended.value_or(now) - first.started;
        tab.head = Said::tr("%1 in %2").arg(Said::tr("%n tries", nullptr, static_cast<int>(known.attempts.size())), format::span(length));
        tab.fact = next ? Said::tr("next %1").arg(format::future(*row.dueAt, now)) : QString();
        tab.tries = triesOf(known.attempts, next ? row.dueAt : std::nullopt, now);
    }
    cut(tab, wish);
    return tab;
}

} // namespace

void cut(Detail::Tab &tab, const DetailWish &wish)
{
    tab.filled = true;
    tab.all = std::max<qint64>(tab.all, tab.entries.size());
    if (tab.entries.size() > mostOf(wish))
        tab.entries.resize(mostOf(wish));
}

QString rawOf(const Error &error)
{
    QStringList lines;
    if (!error.operation.empty() || !error.path.empty())
        lines << QStringLiteral("%1  %2").arg(format::shown(error.operation), format::shownPath(error.path)).trimmed();
    if (error.systemError != 0)
        lines << sentences::systemError(error);
    for (const std::string &each : error.names)
        lines << format::shownPath(each);
    if (lines.isEmpty())
        lines << QString::fromLatin1(name(error.code).data());
    return lines.join(QLatin1Char('\n'));
}

QString at(const std::optional<Time> &time, Time now) { return time ? QStringLiteral("%1, %2").arg(format::past(*time, now), format::clock(*time, now)) : format::missing(); }

DetailEntry entryOf(const Attempt &attempt, int wantedVersion, Time now)
{
    DetailEntry entry;
    entry.mark = markOf(attempt);
    entry.strong = true;
    entry.title = attempt.version == wantedVersion ? Said::tr("Try %1").arg(format::number(attempt.number))
                                                   : Said::tr("Version %1, try %2").arg(format::number(attempt.version), format::number(attempt.number));
    entry.beside = format::clockSeconds(attempt.started, now);
    entry.right = QStringLiteral("%1, %2").arg(format::span(attempt.ended.value_or(now) - attempt.started), format::bytes(attempt.bytes).text());
    // Where the system said nothing, the sentence has the numbers.
    const bool bare = attempt.error && attempt.error->operation.empty() && attempt.error->path.empty() && attempt.error->systemError == 0;
    entry.second = !attempt.error ? outcomeName(attempt) : bare ? sentences::of(*attempt.error) : sentences::kindOf(*attempt.error);
    entry.mono = attempt.error ? rawOf(*attempt.error) : QString();
    if (attempt.wait >= std::chrono::seconds(1))
        entry.after = Said::tr("waited %1").arg(format::span(attempt.wait));
    return entry;
}

DetailEntry entryOf(const StatusMessage &message, Time now)
{
    DetailEntry entry;
    entry.mark = markOf(message.severity);
    entry.title = sentences::of(message);
    entry.right = format::clockSeconds(message.time, now);
    entry.second = QStringLiteral("%1 %2").arg(format::shown(message.component), QString::number(message.id));
    return entry;
}

Tab messagesTab(engine::Site &site, const std::optional<PackageId> &package, const std::string &dp, const DetailWish &wish, Time now)
{
    Detail::Tab tab{QStringLiteral("messages"), Said::tr("Messages"), false, {}, {}, {}, {}, false, 0, false, Said::tr("No messages.")};
    if (wish.tab != tab.key)
        return tab;
    store::MessageFilter filter;
    filter.package = package;
    filter.dp = dp;
    filter.limit = mostOf(wish) + 1;
    if (const auto found = engine::messages(site, filter)) {
        for (const StatusMessage &message : *found)
            tab.entries.push_back(entryOf(message, now));
    }
    cut(tab, wish);
    return tab;
}

Result<Detail::Tab> trailTab(engine::Site &site, const PackageId &package, const std::string &dp, const std::optional<SiteCode> &to, const DetailWish &wish, Time now)
{
    Detail::Tab tab{QStringLiteral("trail"), Said::tr("Trail"), false, {}, {}, {}, {}, false, 0, false, Said::tr("Nothing has happened yet.")};
    if (wish.tab != tab.key)
        return tab;
    const auto events = engine::trail(site, package, dp, to);
    if (!events)
        return failure(events.error());
    const bool sited = std::any_of(events->begin(), events->end(), [&events](const engine::TrailEvent &each) { return each.site != events->front().site; });
    for (auto each = events->rbegin(); each != events->rend(); ++each)
        tab.entries.push_back(entryOf(*each, sited, now));
    cut(tab, wish);
    return tab;
}

Result<QList<Detail::Tab>> distributionTabs(engine::Site &site, const engine::DistributionView &view, const DetailWish &wish, Time now)
{
    const PackageId &package = view.row.package;
    if (view.told) { // files and tries are known only at its own site
        auto story = trailTab(site, package, view.dpName, view.told->site, wish, now);
        if (!story)
            return failure(story.error());
        return QList<Detail::Tab>{std::move(*story)};
    }
    auto files = filesTab(site, view, wish);
    if (!files)
        return failure(files.error());
    Detail::Tab attempts{QStringLiteral("attempts"), Said::tr("Attempts"), false, {}, {}, {}, {}, true, 0, false, {}};
    Detail::Tab story{QStringLiteral("trail"), Said::tr("Trail"), false, {}, {}, {}, {}, false, 0, false, Said::tr("Nothing has happened yet.")};
    Detail::Tab actions{QStringLiteral("audit"), Said::tr("Audit"), false, {}, {}, {}, {}, false, 0, false, Said::tr("No operator has touched it.")};
    if (wish.tab == attempts.key || wish.tab == actions.key) {
        const auto all = engine::evidence(site, {package});
        if (!all)
            return failure(all.error());
        const auto found = std::find_if(all->begin(), all->end(), [&](const engine::EvidenceView &each) { return each.distribution.dpName == view.dpName; });
        if (found != all->end() && wish.tab == attempts.key)
            attempts = attemptsTab(*found, wish, now);
        for (auto each = found == all->end() ? std::vector<store::AuditRow>::const_reverse_iterator() : found->actions.rbegin(); found != all->end() && each != found->actions.rend(); ++each)
            actions.entries.push_back(entryOf(*each, now));
        cut(actions, wish);
    }
    if (wish.tab == story.key) {
        auto told = trailTab(site, package, view.dpName, std::nullopt, wish, now);
        if (!told)
            return failure(told.error());
        story = std::move(*told);
    }
    return QList<Detail::Tab>{*files, attempts, story, messagesTab(site, package, view.dpName, wish, now), actions};
}

Result<Detail::Tab> packageFilesTab(engine::Site &site, const PackageId &package, const DetailWish &wish)
{
    Detail::Tab tab{QStringLiteral("files"), Said::tr("Files"), false, {}, {}, {}, {}, false, 0, false, Said::tr("This version has no files.")};
    if (wish.tab != tab.key)
        return tab;
    const auto files = engine::files(site, package, {}, wish.text.toStdString(), 0, mostOf(wish));
    if (!files)
        return failure(files.error());
    for (const engine::FileView &file : files->rows)
        tab.entries.push_back(entryOf(file, false));
    const qint64 entries = files->entries;
    tab.head = Said::tr("%1 entries").arg(format::number(entries));
    tab.fact = Said::tr("newest version");
    tab.all = entries;
    tab.searchable = entries > 20 || !wish.text.isEmpty();
    cut(tab, wish);
    return tab;
}

Result<Detail::Tab> messagesTab(engine::Site &site, const FilterTerm &of, const DetailWish &wish, Time now)
{
    Detail::Tab tab{QStringLiteral("messages"), Said::tr("Messages"), false, {}, {}, {}, {}, false, 0, false, Said::tr("No messages.")};
    if (wish.tab != tab.key)
        return tab;
    const std::atomic<bool> never = false;
    engine::ListQuery query{ListKind::Messages, {}, engine::ListOrder::ByTime, true, 0};
    query.filter.terms = {of};
    const auto ids = engine::listStart(site, query, mostOf(wish) + 1, never);
    const auto rows = ids ? engine::listPage(site, ListKind::Messages, *ids) : failure(ids.error());
    if (!rows)
        return failure(rows.error());
    for (const auto &row : *rows) {
        if (row)
            tab.entries.push_back(entryOf(std::get<StatusMessage>(*row), now));
    }
    cut(tab, wish);
    return tab;
}

} // namespace cartage::ui::detailparts
