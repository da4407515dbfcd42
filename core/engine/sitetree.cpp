// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sitetree.h"

#include <algorithm>
#include <map>

#include "core/base/sitekey.h"
#include "core/domain/escape.h"
#include "core/domain/settings.h"
#include "core/engine/json.h"
#include "core/engine/jsonparts.h"
#include "core/engine/listing.h"
#include "core/store/addressrepository.h"
#include "core/store/belowquestions.h"
#include "core/store/distributionrepository.h"
#include "core/store/dprepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/packagerepository.h"
#include "core/store/sendrepository.h"
#include "core/store/siterepository.h"

namespace cartage::engine {

using namespace json;

namespace {

/// Sites tell at least every quarter of an hour, and answer at once what has come.
constexpr Span mayBeSilent = std::chrono::minutes(20), mayBeUnanswered = std::chrono::minutes(2);

bool isUnsent(SendState state) { return state != SendState::Sent && state != SendState::Acknowledged && state != SendState::Cancelled && state != SendState::Quarantined; }

bool isFailing(State state) { return state == State::Retrying || state == State::Blocked || state == State::Failed || state == State::Damaged; }
bool isFailing(const RemoteTarget &target) { return isFailing(target.state.value_or(State::Waiting)); }

/// What is known of one site's targets.
struct Progress {
    std::map<PackageId, bool> inStep;
    std::int64_t failing = 0;
    std::optional<Time> toldAt;
};

/// Puts the tree together inside one read.
class Tree
{
public:
    Tree(Site &site, store::Connection &db)
        : m_site(site)
        , m_db(db)
        , m_addresses(store::addresses(db))
        , m_sites(store::remoteSites(db))
        , m_dps(store::remoteDps(db))
        , m_timezone(siteSettingsFrom(store::settings(db)).timezone)
    {
        for (const RemoteTarget &target : store::remoteTargets(db))
            take(target);
    }

    std::vector<SiteNode> nodes()
    {
        const SiteCode own = m_site.row().code;
        int depth = 0;
        std::optional<SiteCode> parent;
        for (const Address &address : m_addresses) {
            if (address.relation != Relation::Parent)
                continue;
            SiteNode node = neighbour(address);
            parent = node.code;
            depth = 1;
            m_nodes.push_back(std::move(node));
        }
        m_nodes.push_back(ownNode(parent, depth));
        addBelow(own, depth + 1, {}, {});
        return std::move(m_nodes);
    }

private:
    void take(const RemoteTarget &target)
    {
        if (target.wantedVersion == 0 || target.gone)
            return;
        Progress &progress = m_progress[target.target.site];
        const auto version = store::versionOf(m_db, target.package, target.wantedVersion);
        const bool done = isFulfilled(target, version ? std::optional(version->manifest) : std::nullopt);
        progress.inStep.try_emplace(target.package, true).first->second &= done;
        progress.failing += !done && isFailing(target);
        if (target.receivedAt && (!progress.toldAt || *progress.toldAt < *target.receivedAt))
            progress.toldAt = target.receivedAt;
        if (!done)
            takeLine(target);
    }

    /// What was told last of a line counts, and of the wish of now alone.
    void takeLine(const RemoteTarget &target)
    {
        if (!target.heldUp || !target.heldUp->to || !target.state || !isOwed(*target.state) || target.toldWanted != target.wantedVersion)
            return;
        const HeldUp &held = *target.heldUp;
        const bool cut = held.by == WaitsFor::Site && target.error;
        const auto known = m_lines.find(*held.to);
        if ((cut || held.by == WaitsFor::OpenWindow) && (known == m_lines.end() || known->second.knownAt < target.receivedAt))
            m_lines.insert_or_assign(*held.to, HeldLine{held.at, *held.to, held.by, target.error, held.until, target.receivedAt});
    }

    SiteNode ownNode(const std::optional<SiteCode> &parent, int depth)
    {
        const store::SiteRow &row = m_site.row();
        SiteNode node;
        node.code = node.via = row.code;
        node.name = row.name;
        node.parent = parent;
        node.depth = depth;
        node.dps = std::ssize(store::dps(m_db));
        for (const Package &package : store::packages(m_db)) {
            store::Selection selection;
            selection.packages = {package.id};
            std::int64_t targets = 0, verified = 0;
            for (const auto &[state, count] : store::stateCounts(m_db, selection)) {
                targets += state == State::Removing || state == State::Removed ? 0 : count;
                verified += state == State::Installed ? count : 0;
                node.failing += isFailing(state) ? count : 0;
            }
            node.packages += targets > 0;
            node.inStep += targets > 0 && verified == targets;
        }
        return node;
    }

    SiteNode neighbour(const Address &address)
    {
        SiteNode node;
        node.code = node.via = address.site;
        node.address = address;
        node.toldAt = address.heardAt;
        std::optional<Time> unansweredSince;
        for (const SendRequest &request : store::sendRequests(m_db, {address.site, {}})) {
            if (isUnsent(request.state)) {
                ++node.outbox;
                node.outboxBytes += request.bytesLeft;
                if (!node.outboxOldest || request.createdAt < *node.outboxOldest)
                    node.outboxOldest = request.createdAt;
            } else if (request.state == SendState::Sent && isAnswered(request.kind)) {
                ++node.unanswered;
                if (request.sentAt && (!unansweredSince || *request.sentAt < *unansweredSince))
                    unansweredSince = request.sentAt;
            }
            if (request.acknowledgedAt && (!node.acknowledgedAt || *node.acknowledgedAt < *request.acknowledgedAt))
                node.acknowledgedAt = request.acknowledgedAt;
        }
        judge(node, unansweredSince);
        return node;
    }

    /// What hinders most: a link that is cut, then a window, then a site that says nothing.
    void judge(SiteNode &node, const std::optional<Time> &unansweredSince) const
    {
        const Address &address = *node.address;
        const Time now = m_site.now();
        const std::string &timezone = address.zone(m_timezone);
        const bool speaks = address.heardAt && now - *address.heardAt < mayBeSilent;
        const bool unanswered = unansweredSince && now - *unansweredSince >= mayBeUnanswered && (!address.heardAt || *address.heardAt < *unansweredSince);
        if (address.failures > 0) {
            node.link = LinkState::NotReached;
            node.linkSince = address.failingSince;
        } else if (node.outbox > 0 && !address.window.isOpen(now, timezone)) {
            node.link = LinkState::WindowClosed;
            node.opensAt = address.window.nextChange(now, timezone);
        } else if (unanswered || (address.relation == Relation::Child && address.heardAt && !speaks)) {
            node.link = LinkState::Silent;
            node.linkSince = address.heardAt ? address.heardAt : unansweredSince;
        } else {
            node.link = address.lastContact || speaks ? LinkState::Reached : LinkState::NotTried;
        }
    }

    /// `through`: the child that leads to `parent`, and `held` the line that holds back what goes there.
    void addBelow(const SiteCode &parent, int depth, const std::shared_ptr<const SiteNode> &through, const std::optional<HeldLine> &held)
    {
        std::vector<const RemoteSite *> below;
        for (const RemoteSite &each : m_sites) {
            const bool known = std::any_of(m_nodes.begin(), m_nodes.end(), [&](const SiteNode &node) { return node.code == each.code; });
            if (each.parent == parent && !known) // a ring that two sites tell of ends here
                below.push_back(&each);
        }
        std::sort(below.begin(), below.end(), [](const RemoteSite *a, const RemoteSite *b) { return a->code < b->code; });
        for (const RemoteSite *each : below) {
            SiteNode node = nodeOf(*each, parent, depth);
            if (!node.address) {
                const auto line = m_lines.find(node.code);
                node.through = through;
                node.held = held || line == m_lines.end() ? held : line->second;
            }
            m_nodes.push_back(node);
            addBelow(each->code, depth + 1, node.address ? std::make_shared<const SiteNode>(node) : through, node.held);
        }
    }

    SiteNode nodeOf(const RemoteSite &below, const SiteCode &parent, int depth)
    {
        const auto address = std::find_if(m_addresses.begin(), m_addresses.end(), [&](const Address &each) { return each.site == below.code; });
        SiteNode node;
        if (address != m_addresses.end()) {
            node = neighbour(*address);
        } else {
            node.code = below.code;
            node.via = below.via;
            node.link = LinkState::Behind;
        }
        node.name = below.name;
        node.parent = parent;
        node.depth = depth;
        node.dps = std::count_if(m_dps.begin(), m_dps.end(), [&](const RemoteDp &dp) { return dp.site == below.code; });
        if (const auto progress = m_progress.find(below.code); progress != m_progress.end()) {
            node.packages = std::ssize(progress->second.inStep);
            node.inStep = std::count_if(progress->second.inStep.begin(), progress->second.inStep.end(), [](const auto &each) { return each.second; });
            node.failing = progress->second.failing;
            if (!node.address)
                node.toldAt = progress->second.toldAt;
        }
        return node;
    }

    Site &m_site;
    store::Connection &m_db;
    std::vector<Address> m_addresses;
    std::vector<RemoteSite> m_sites;
    std::vector<RemoteDp> m_dps;
    std::string m_timezone;
    std::map<SiteCode, Progress> m_progress;
    std::map<SiteCode, HeldLine> m_lines; ///< by where they lead
    std::vector<SiteNode> m_nodes;
};

} // namespace

std::string_view name(LinkState state)
{
    switch (state) {
    case LinkState::Own:
        return "own";
    case LinkState::Reached:
        return "reached";
    case LinkState::NotTried:
        return "not_tried";
    case LinkState::NotReached:
        return "not_reached";
    case LinkState::WindowClosed:
        return "window_closed";
    case LinkState::Silent:
        return "silent";
    case LinkState::Behind:
        return "behind";
    }
    return {};
}

const std::vector<LinkState> &allLinkStates()
{
    static const std::vector<LinkState> all{LinkState::Own,          LinkState::Reached, LinkState::NotTried, LinkState::NotReached,
                                            LinkState::WindowClosed, LinkState::Silent,  LinkState::Behind};
    return all;
}

Result<std::vector<SiteNode>> siteTree(Site &site)
{
    return site.database().read<std::vector<SiteNode>>([&](store::Connection &db) -> Result<std::vector<SiteNode>> { return Tree(site, db).nodes(); });
}

QJsonObject toJson(const HeldLine &line)
{
    return {{key("site"), toJson(line.from.value())},
            {key("to"), toJson(line.to.value())},
            {key("waits_for"), named(name(line.by))},
            {key("until"), toJson(line.until)},
            {key("known_at"), toJson(line.knownAt)},
            {key("error"), toJson(line.error)}};
}

bool isUnreached(const SiteNode &node)
{
    const auto isCut = [](const SiteNode &each) { return each.link == LinkState::NotReached || each.link == LinkState::Silent; };
    return isCut(node) || (node.through && isCut(*node.through)) || (node.held && node.held->by == WaitsFor::Site);
}

QJsonObject toJson(const SiteNode &node)
{
    return {{key("site"), toJson(node.code.value())},
            {key("name"), textOrNull(node.name)},
            {key("parent"), node.parent ? toJson(node.parent->value()) : QJsonValue()},
            {key("via"), toJson(node.via.value())},
            {key("link"), named(name(node.link))},
            {key("link_since"), toJson(node.linkSince)},
            {key("via_link"), node.through ? named(name(node.through->link)) : QJsonValue()},
            {key("held_line"), node.held ? QJsonValue(toJson(*node.held)) : QJsonValue()},
            {key("error"), toJson(node.address ? node.address->error : std::nullopt)},
            {key("dps"), number(node.dps)},
            {key("outbox"), number(node.outbox)},
            {key("outbox_bytes"), number(node.outboxBytes)},
            {key("outbox_oldest"), toJson(node.outboxOldest)},
            {key("unanswered"), number(node.unanswered)},
            {key("acknowledged_at"), toJson(node.acknowledgedAt)},
            {key("told_at"), toJson(node.toldAt)},
            {key("packages"), number(node.packages)},
            {key("in_step"), number(node.inStep)},
            {key("failing"), number(node.failing)}};
}

Result<std::vector<BelowDp>> belowDps(Site &site)
{
    const auto targets = remoteViews(site, {});
    if (!targets)
        return failure(targets.error());
    return site.database().read<std::vector<BelowDp>>([&](store::Connection &db) -> Result<std::vector<BelowDp>> {
        std::map<Target, BelowDp> all;
        for (RemoteDp &dp : store::remoteDps(db)) {
            const Target key{dp.site, foldName(dp.name)};
            all[key].dp = std::move(dp);
        }
        for (const RemoteView &view : *targets) {
            const RemoteTarget &target = view.target;
            const auto found = all.find({target.target.site, foldName(target.target.dp)});
            if (found == all.end() || target.wantedVersion == 0 || target.gone)
                continue;
            BelowDp &dp = found->second;
            ++dp.packages;
            dp.verified += view.fulfilled;
            dp.failing += !view.fulfilled && isFailing(target);
            if (target.receivedAt && (!dp.knownAt || *dp.knownAt < *target.receivedAt))
                dp.knownAt = target.receivedAt;
        }
        std::map<SiteCode, std::optional<Time>> heard;
        for (const Address &address : store::addresses(db))
            heard.emplace(address.site, address.heardAt);
        std::vector<BelowDp> dps;
        for (auto &[key, dp] : all) {
            if (!dp.knownAt) // it has nothing to be told of; that it is there came with its list
                dp.knownAt = heard[dp.dp.via];
            dps.push_back(std::move(dp));
        }
        return dps;
    });
}

Result<std::vector<std::pair<PackageId, Target>>> targetsOfRows(Site &site, std::span<const RowId> rows)
{
    using Targets = std::vector<std::pair<PackageId, Target>>;
    return site.database().read<Targets>([rows](store::Connection &db) -> Result<Targets> {
        Targets targets;
        for (const RowId id : rows) {
            const auto target = isBelow(id) ? store::targetOfNumber(db, packageOf(id), dpOf(id).value() & ~belowBit) : std::nullopt;
            if (target)
                targets.emplace_back(target->package, target->target);
        }
        return targets;
    });
}

Result<std::optional<BelowDp>> belowDp(Site &site, const std::string &dp, const std::optional<SiteCode> &at)
{
    const auto meant = site.database().read<std::optional<RemoteDp>>([&](store::Connection &db) -> Result<std::optional<RemoteDp>> {
        const auto below = resolveBelow(db, {{dp}, {}, false, at});
        if (!below)
            return failure(below.error());
        return below->dps.empty() ? std::nullopt : std::optional(below->dps.front());
    });
    const auto all = meant ? belowDps(site) : failure(meant.error());
    if (!all)
        return failure(all.error());
    const auto found = std::find_if(all->begin(), all->end(), [&](const BelowDp &each) { return *meant && each.dp.site == (*meant)->site && each.dp.name == (*meant)->name; });
    return found == all->end() ? std::optional<BelowDp>() : std::optional(*found);
}

QJsonObject toJson(const BelowDp &view)
{
    QJsonObject object = toJson(DpView()); // every field is there
    for (auto each = object.begin(); each != object.end(); ++each)
        *each = QJsonValue(QJsonValue::Null);
    object[key("dp")] = toJson(view.dp.name);
    object[key("site")] = toJson(view.dp.site.value());
    object[key("known_at")] = toJson(view.knownAt);
    object[key("state")] = toJson(view.dp.state);
    object[key("groups")] = texts(view.dp.groups);
    object[key("packages")] = number(view.packages);
    object[key("verified")] = number(view.verified);
    object[key("problems")] = number(view.failing);
    return object;
}

const std::vector<SettingFacts> &addressSettingFacts()
{
    static const std::vector<SettingFacts> facts{{"inbox", "", "the other site's inbox: a folder, here or on a mounted share"},
                                                 {"key", "", "the other site's public key; another one where it was made anew"},
                                                 {"max_sendings", "3", "sendings at once to this address, 1 to 5"},
                                                 {"window", "always", "when content may be sent: Mo-Fr 19:00-06:00, ..."},
                                                 {"timezone", "", "of the window; empty: the site's"},
                                                 {"rate", "0", "bytes a second, with K M G; 0: no limit"}};
    return facts;
}

Result<void, std::string> checkAddressSetting(const std::string &key, const std::string &value)
{
    if (key == "inbox")
        return !value.empty() && value.front() == '/' ? Result<void, std::string>() : Result<void, std::string>(failure(std::string("is an absolute path")));
    if (key == "key")
        return keyIdOf(value) ? Result<void, std::string>() : Result<void, std::string>(failure(std::string("is no public key")));
    if (key == "max_sendings") {
        const bool right = value.empty() || (value.size() == 1 && value[0] >= '1' && value[0] <= '5');
        return right ? Result<void, std::string>() : Result<void, std::string>(failure(std::string("is 1 to 5")));
    }
    const auto &facts = addressSettingFacts();
    if (std::none_of(facts.begin(), facts.end(), [&key](const SettingFacts &each) { return each.key == key; })) {
        std::string known;
        for (const SettingFacts &each : facts)
            known += " " + each.key;
        return failure("there is no setting \"" + escapeText(key) + "\"; settings are:" + known);
    }
    return checkDpSetting(key, value);
}

Result<std::map<std::string, std::string>> addressSettings(Site &site, const SiteCode &code)
{
    const auto address = site.database().read<Address>([&](store::Connection &db) -> Result<Address> {
        auto known = store::address(db, code);
        return known ? Result<Address>(*known) : Result<Address>(failure(refusalError(Code::NotFound, code.value(), Scope::Site)));
    });
    if (!address)
        return failure(address.error());
    DpSettings settings;
    settings.window = address->window;
    settings.timezone = address->timezone;
    settings.rate = address->rate;
    std::map<std::string, std::string> texts = settingTexts(settings);
    texts["inbox"] = address->inbox;
    texts["key"] = address->publicKey;
    if (address->maxSendings != Address().maxSendings)
        texts["max_sendings"] = std::to_string(address->maxSendings);
    return texts;
}

Result<SiteDetail> siteDetail(Site &site, const SiteCode &code)
{
    const auto tree = siteTree(site);
    if (!tree)
        return failure(tree.error());
    const auto node = std::find_if(tree->begin(), tree->end(), [&](const SiteNode &each) { return each.code == code; });
    if (node == tree->end())
        return failure(refusalError(Code::NotFound, code.value(), Scope::Site));
    SiteDetail detail;
    detail.node = *node;
    detail.ownKey = site.row().publicKey;
    if (node->link == LinkState::Own)
        return detail;
    auto requests = requestViews(site, node->via, {});
    auto targets = remoteViews(site, {});
    if (!requests || !targets)
        return failure(requests ? targets.error() : requests.error());
    for (RequestView &view : *requests) {
        const bool isFor = std::any_of(view.targets.begin(), view.targets.end(), [&](const Target &target) { return target.site == code; });
        if (node->address || isFor)
            detail.requests.push_back(std::move(view));
    }
    std::sort(detail.requests.begin(), detail.requests.end(), [](const RequestView &a, const RequestView &b) { return a.request.id > b.request.id; });
    std::erase_if(*targets, [&](const RemoteView &view) { return view.target.target.site != code; });
    detail.targets = std::move(*targets);
    auto dps = site.database().read<std::vector<RemoteDp>>([&](store::Connection &db) -> Result<std::vector<RemoteDp>> { return store::remoteDpsOf(db, code); });
    if (!dps)
        return failure(dps.error());
    detail.dps = std::move(*dps);
    return detail;
}

} // namespace cartage::engine
