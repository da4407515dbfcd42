// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QTest>

#include "core/base/sitekey.h"
#include "core/components/statusmessages.h"
#include "core/engine/exporting.h"
#include "core/engine/listing.h"
#include "core/engine/queries.h"
#include "core/engine/sitetree.h"
#include "core/store/addressrepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/packagerepository.h"
#include "core/store/sendrepository.h"
#include "core/store/statement.h"
#include "operatorsite.h"

using namespace cartage;
using namespace cartage::engine;
using cartage::test::OperatorSite;

/// The tree of sites as one of them knows it.
class TestSiteTree : public QObject
{
    Q_OBJECT

private:
    static inline const SiteCode cen{"CEN"}, lei{"LEI"}, gri{"GRI"}, ber{"BER"}, tre{"TRE"}, top{"TOP"};
    std::unique_ptr<OperatorSite> m_site;
    PackageId m_package;

    Time now() const { return m_site->site->now(); }
    template <class Act>
    void write(const Act &act)
    {
        QVERIFY(m_site->site->database().write<bool>([&](store::Connection &db) -> Result<bool> {
            act(db);
            return true;
        }));
    }
    void join(const SiteCode &code, Relation relation)
    {
        m_site->makeFolder(code.value() + "/inbox/tmp");
        m_site->makeFolder(code.value() + "/inbox/new");
        const AddressWish wish{code, relation, m_site->path(code.value() + "/inbox"), makeSiteKey(m_site->random).publicKey};
        QVERIFY(addAddress(*m_site->site, wish, OperatorSite::intent("address add")));
    }
    SiteNode node(const SiteCode &code)
    {
        const auto tree = siteTree(*m_site->site);
        const auto found = std::find_if(tree->begin(), tree->end(), [&](const SiteNode &each) { return each.code == code; });
        return found == tree->end() ? SiteNode() : *found;
    }
    void change(const SiteCode &code, const std::function<void(Address &)> &how)
    {
        write([&](store::Connection &db) {
            Address address = *store::address(db, code);
            how(address);
            store::updateAddress(db, address);
            store::updateContact(db, address);
        });
    }
    std::size_t requestsAndForwards()
    {
        return m_site->site->database().read<std::size_t>([](store::Connection &db) -> Result<std::size_t> {
            return store::sendRequests(db, {}).size() + store::forwards(db).size();
        }).value();
    }
    std::int64_t addRequest(const SiteCode &to, SendState state, InstructionKind kind = InstructionKind::Content)
    {
        std::int64_t id = 0;
        write([&](store::Connection &db) {
            SendRequest request;
            request.to = to;
            request.kind = kind;
            request.package = m_package;
            request.version = 1;
            request.state = SendState::Pending;
            request.dueAt = now();
            request.instruction = components::makeUuid(m_site->random);
            request.sequence = store::takeToken(db);
            request.bytesTotal = 1000;
            request.bytesLeft = state == SendState::Acknowledged ? 0 : 400;
            request.createdAt = now() - std::chrono::hours(1);
            request.sentAt = now() - std::chrono::minutes(30);
            id = request.id = store::insertRequest(db, request);
            if (state == SendState::Pending)
                return;
            request.state = state;
            if (state == SendState::Acknowledged)
                request.acknowledgedAt = now() - std::chrono::minutes(29);
            const store::Claim claim{"a sender", 7, 7};
            QVERIFY(store::claimRequest(db, id, claim, now()));
            QVERIFY(store::updateClaimed(db, request, claim));
            store::updateRequest(db, request);
        });
        return id;
    }
    std::vector<std::string> passing(const char *filter)
    {
        std::vector<std::string> codes;
        const auto asked = parseFilter(ListKind::Sites, filter);
        const auto tree = siteTree(*m_site->site);
        for (const SiteNode &each : *tree) {
            if (passes(*asked, each, now()))
                codes.push_back(each.code.value());
        }
        return codes;
    }

private Q_SLOTS:
    void init()
    {
        m_site = std::make_unique<OperatorSite>();
        m_package = m_site->addPackage("office");
        join(lei, Relation::Child);
        join(ber, Relation::Child);
        write([&](store::Connection &db) {
            store::replaceBelow(db, lei, {{lei, lei, cen, "Leipzig"}, {gri, lei, lei, "Grimma"}}, {{lei, lei, "lei1", {}, "ok"}, {gri, lei, "gri1", {}, "ok"}, {gri, lei, "gri2", {}, "slow"}});
        });
    }

    void parentThenThisSiteThenWhatLiesBelow()
    {
        join(top, Relation::Parent);
        const auto tree = siteTree(*m_site->site);
        QVERIFY(tree);
        QStringList shown;
        for (const SiteNode &each : *tree)
            shown << QStringLiteral("%1%2 by %3").arg(QString(each.depth, QLatin1Char('-')), QString::fromStdString(each.code.value()), QString::fromStdString(each.via.value()));
        QCOMPARE(shown, (QStringList{QStringLiteral("TOP by TOP"), QStringLiteral("-CEN by CEN"), QStringLiteral("--BER by BER"), QStringLiteral("--LEI by LEI"), QStringLiteral("---GRI by LEI")}));
        QCOMPARE(node(gri).dps, 2);
        QCOMPARE(node(gri).link, LinkState::Behind);
        QCOMPARE(node(cen).parent, std::optional(top));
    }

    void aRingThatSitesTellOfEnds()
    {
        write([&](store::Connection &db) { store::replaceBelow(db, lei, {{lei, lei, cen, ""}, {gri, lei, gri, ""}, {SiteCode("XXX"), lei, lei, ""}, {SiteCode("YYY"), lei, SiteCode("XXX"), ""}}, {}); });
        QCOMPARE(siteTree(*m_site->site)->size(), std::size_t(5)); // GRI, which says that it is its own parent, is left out
    }

    void linksAreJudgedByWhatHindersMost()
    {
        QCOMPARE(node(lei).link, LinkState::NotTried);
        change(lei, [&](Address &address) { address.lastContact = now(); });
        QCOMPARE(node(lei).link, LinkState::Reached);

        addRequest(lei, SendState::Sent);
        QCOMPARE(node(lei).unanswered, 1);
        QCOMPARE(node(lei).link, LinkState::Silent); // half an hour without an answer
        write([&](store::Connection &db) { store::heardFrom(db, lei, 1, now()); });
        QCOMPARE(node(lei).link, LinkState::Reached);
        write([&](store::Connection &db) { store::heardFrom(db, lei, 1, now() - std::chrono::minutes(40)); });
        QCOMPARE(node(lei).link, LinkState::Silent);
        QVERIFY(node(lei).linkSince);

        addRequest(lei, SendState::Pending);
        const bool early = toMs(now()) / 3'600'000 % 24 < 12; // a window of twelve hours that is closed now, in UTC
        change(lei, [&](Address &address) { address.window = *Window::parse(early ? "Mo-Su 12:00-23:59" : "Mo-Su 00:00-11:59"); });
        QCOMPARE(node(lei).link, LinkState::WindowClosed);
        QVERIFY(node(lei).opensAt);

        change(lei, [&](Address &address) {
            address.failures = 1;
            address.failingSince = now();
            address.error = refusalForTest();
        });
        QCOMPARE(node(lei).link, LinkState::NotReached);
        QCOMPARE(node(lei).linkSince.has_value(), true);
    }
    static Error refusalForTest()
    {
        Error error;
        error.code = Code::AddressNotThere;
        error.object = "LEI";
        return error;
    }

    /// Told by gri1's own site or one on the way.
    void tellHeldUp(const SiteCode &code, const char *dp, State state, const std::optional<HeldUp> &held, std::optional<Code> error, Time at, std::int64_t sequence)
    {
        write([&](store::Connection &db) {
            RemoteTarget told = *store::remoteTarget(db, m_package, {code, dp});
            told.state = state;
            told.toldWanted = told.wantedVersion;
            told.toldEpoch = 1;
            told.toldSequence = sequence;
            told.receivedAt = told.toldAt = at;
            told.heldUp = held;
            told.error.reset();
            if (error) {
                told.error.emplace();
                told.error->code = *error;
                told.error->object = held && held->to ? held->to->value() : std::string(dp);
            }
            QVERIFY(store::tellTarget(db, told, {1, 1}));
        });
    }
    /// Behind Grimma lies Trebsen, with a DP of its own.
    void addTrebsen()
    {
        write([&](store::Connection &db) {
            store::replaceBelow(db, lei, {{lei, lei, cen, "Leipzig"}, {gri, lei, lei, "Grimma"}, {tre, lei, gri, "Trebsen"}},
                                {{lei, lei, "lei1", {}, "ok"}, {gri, lei, "gri1", {}, "ok"}, {gri, lei, "gri2", {}, "slow"}, {tre, lei, "tre1", {}, "ok"}});
        });
        for (const auto &[code, dp] : {std::pair(gri, "gri1"), std::pair(gri, "gri2"), std::pair(tre, "tre1")}) {
            TargetNames one{{dp}, {}, false};
            one.to = code;
            QVERIFY(engine::distribute(*m_site->site, {m_package}, one, OperatorSite::intent("distribute")));
        }
        write([&](store::Connection &db) { store::wishTold(db, m_package, lei, 1, {1, 1}); });
    }

    void whatLiesBehindAChildSaysTheStateOfTheWayThere()
    {
        addTrebsen();
        QVERIFY(!node(lei).through && node(gri).through && node(tre).through);
        QCOMPARE(node(tre).through->code, lei);
        QCOMPARE(node(tre).through->link, LinkState::NotTried);
        QVERIFY(passing("is:unreached").empty());
        // A line below, as it was told last: Leipzig's to Grimma holds back what lies behind Grimma as well.
        const HeldUp held{WaitsFor::Site, lei, gri, {}};
        tellHeldUp(gri, "gri1", State::Waiting, held, Code::AddressNotThere, now(), 5);
        tellHeldUp(gri, "gri2", State::Waiting, held, Code::AddressFull, now() - std::chrono::minutes(5), 5);
        tellHeldUp(tre, "tre1", State::Waiting, HeldUp{WaitsFor::OpenWindow, gri, tre, now() + std::chrono::hours(3)}, {}, now() - std::chrono::hours(1), 5);
        QVERIFY(!node(lei).held);
        QVERIFY(node(gri).held && node(gri).held->from == lei && node(gri).held->to == gri);
        QCOMPARE(node(gri).held->error->code, Code::AddressNotThere);
        QVERIFY(node(tre).held && node(tre).held->to == gri); // the first on the way
        QCOMPARE(passing("is:unreached"), (std::vector<std::string>{"GRI", "TRE"}));
        QCOMPARE(toJson(node(tre))[QStringLiteral("held_line")].toObject()[QStringLiteral("site")].toString(), QStringLiteral("LEI"));
        QCOMPARE(toJson(node(tre))[QStringLiteral("via_link")].toString(), QStringLiteral("not_tried"));
        // It is there: what was told of the line counts no more, that of the next one does; a window is no cut.
        tellHeldUp(gri, "gri1", State::Transferring, {}, {}, now(), 6);
        tellHeldUp(gri, "gri2", State::Blocked, HeldUp{WaitsFor::Breaker, gri, {}, {}}, Code::DpNotThere, now(), 6);
        QVERIFY(!node(gri).held);
        QVERIFY(node(tre).held && node(tre).held->by == WaitsFor::OpenWindow && node(tre).held->until);
        QVERIFY(passing("is:unreached").empty());
        // Without an error it is only under way.
        tellHeldUp(tre, "tre1", State::Waiting, HeldUp{WaitsFor::Site, gri, tre, {}}, {}, now(), 6);
        QVERIFY(!node(tre).held);
        // This site's own line to the child comes before all.
        change(lei, [&](Address &address) {
            address.failures = 1;
            address.failingSince = now();
            address.error = refusalForTest();
        });
        QCOMPARE(node(tre).through->link, LinkState::NotReached);
        QCOMPARE(passing("is:unreached"), (std::vector<std::string>{"LEI", "GRI", "TRE"}));
    }

    void whoWaitsHowLongHasWhatWaitsBelow()
    {
        addTrebsen();
        m_site->addDp("gri1"); // of the same name here
        QVERIFY(engine::distribute(*m_site->site, {m_package}, {{"gri1"}, {}, false}, OperatorSite::intent("distribute")));
        write([&](store::Connection &db) { db.once("UPDATE remote_target SET asked_at = ? WHERE dp = 'tre1'").run(now() - std::chrono::hours(2)); });
        tellHeldUp(gri, "gri1", State::Transferring, {}, {}, now(), 5);
        tellHeldUp(gri, "gri2", State::Blocked, HeldUp{WaitsFor::Breaker, gri, {}, {}}, Code::DpNotThere, now(), 5);
        const Time opens = now() + std::chrono::hours(3);
        tellHeldUp(tre, "tre1", State::Waiting, HeldUp{WaitsFor::OpenWindow, gri, tre, opens}, {}, now(), 5);
        const auto waiting = [this] {
            std::map<std::string, WaitingView> all;
            const auto views = waitingByAge(*m_site->site);
            for (const WaitingView &view : *views)
                all.emplace(view.below ? view.below->site.value() + "/" + view.below->name : view.dp.dp.name, view);
            return all;
        };
        const auto all = waiting();
        QStringList names;
        for (const auto &[name, view] : all)
            names << QString::fromStdString(name);
        QCOMPARE(names, (QStringList{QStringLiteral("GRI/gri2"), QStringLiteral("TRE/tre1"), QStringLiteral("gri1")})); // one is at work, and none of LEI's
        QCOMPARE(all.at("GRI/gri2").error, std::optional(Code::DpNotThere));
        QCOMPARE(all.at("GRI/gri2").below->state, std::string("slow"));
        QCOMPARE(all.at("GRI/gri2").byAge[0], 1);
        QVERIFY(all.at("GRI/gri2").bytesOwed > 0);
        QCOMPARE(all.at("TRE/tre1").byAge[3], 1); // for two hours
        QVERIFY(!all.at("TRE/tre1").error && all.at("TRE/tre1").oldest->row.dueAt == opens);
        // Each number is that of the list that it opens.
        const std::atomic<bool> never = false;
        const auto counted = [&](const char *filter) {
            return countMatching(*m_site->site, ListKind::Distributions, *parseFilter(ListKind::Distributions, filter), std::chrono::seconds(5), never).value().value_or(-1);
        };
        QCOMPARE(all.at("gri1").all, counted("site:CEN dp:gri1 is:open"));
        QCOMPARE(all.at("GRI/gri2").all, counted("dp:GRI/gri2 is:open"));
        // What was told of another wish counts no more.
        write([&](store::Connection &db) { db.once("UPDATE remote_target SET wanted_version = 2 WHERE site = 'GRI'").run(); });
        QCOMPARE(waiting().at("GRI/gri1").all, 1);
        QVERIFY(waiting().at("GRI/gri2").error != std::optional(Code::DpNotThere));
    }

    void theOutboxIsWhatIsNotThereWhole()
    {
        QCOMPARE(node(ber).outbox, 0);
        addRequest(ber, SendState::Retrying);
        addRequest(ber, SendState::Acknowledged);
        const SiteNode before = node(ber);
        QCOMPARE(before.outbox, 1);
        QCOMPARE(before.outboxBytes, 400);
        QVERIFY(before.outboxOldest && before.acknowledgedAt && *before.outboxOldest < *before.acknowledgedAt);
        QCOMPARE(passing("is:waiting"), std::vector<std::string>{"BER"});
        QCOMPARE(passing("link:not_tried"), (std::vector<std::string>{"BER", "LEI"}));
        QCOMPARE(passing("via:LEI"), (std::vector<std::string>{"LEI", "GRI"}));
        QCOMPARE(passing("site:grimma"), std::vector<std::string>{"GRI"});
        QCOMPARE(passing("since:2h"), std::vector<std::string>{"BER"});
        for (const LinkState each : allLinkStates())
            QVERIFY2(parseFilter(ListKind::Sites, "link:" + std::string(name(each))), name(each).data());
        const std::atomic<bool> never = false;
        QCOMPARE(countMatching(*m_site->site, ListKind::Sites, *parseFilter(ListKind::Sites, "via:LEI"), std::chrono::seconds(5), never).value(), std::optional<std::int64_t>(2));
    }

    void aPackageIsInStepWhenItIsProvenAtAllDpsOfTheSite()
    {
        QVERIFY(engine::distribute(*m_site->site, {m_package}, {{"gri1", "gri2"}, {}, false}, OperatorSite::intent("distribute")));
        write([&](store::Connection &db) { store::wishTold(db, m_package, lei, 1, {1, 1}); });
        QCOMPARE(node(gri).packages, 1);
        QCOMPARE(node(gri).inStep, 0);
        QCOMPARE(node(lei).packages, 0);
        QCOMPARE(passing("is:lagging"), std::vector<std::string>{"GRI"});
        const auto tell = [&](const char *dp, State state) {
            write([&](store::Connection &db) {
                RemoteTarget told = *store::remoteTarget(db, m_package, {gri, dp});
                const auto version = store::newestVersion(db, m_package);
                told.state = state;
                told.toldWanted = 1;
                told.toldSequence = 5;
                told.toldEpoch = 1;
                told.receivedAt = told.toldAt = now();
                if (state == State::Installed) {
                    told.installedVersion = 1;
                    told.installedManifest = version->manifest;
                    told.proof = Proof{ProofKind::ReadBack, now()};
                }
                QVERIFY(store::tellTarget(db, told, {1, 1}));
            });
        };
        tell("gri1", State::Installed);
        tell("gri2", State::Blocked);
        QCOMPARE(node(gri).inStep, 0);
        QCOMPARE(node(gri).failing, 1);
        QVERIFY(node(gri).toldAt);
        QCOMPARE(passing("is:failing"), std::vector<std::string>{"GRI"});
        write([&](store::Connection &db) {
            RemoteTarget told = *store::remoteTarget(db, m_package, {gri, "gri2"});
            told.toldSequence = 6;
            told.state = State::Installed;
            told.installedVersion = 1;
            told.installedManifest = store::newestVersion(db, m_package)->manifest;
            told.proof = Proof{ProofKind::ReadBack, now()};
            QVERIFY(store::tellTarget(db, told, {1, 1}));
        });
        QCOMPARE(node(gri).inStep, 1);
        QCOMPARE(node(gri).failing, 0);
        const auto detail = siteDetail(*m_site->site, gri);
        QVERIFY(detail);
        QCOMPARE(detail->dps.size(), std::size_t(2));
        QCOMPARE(detail->targets.size(), std::size_t(2));
        QCOMPARE(siteDetail(*m_site->site, SiteCode("ZZZ")).error().code, Code::NotFound);
    }

    void theDutyAtADpThatIsThereNoMoreCanBeEnded()
    {
        QVERIFY(engine::distribute(*m_site->site, {m_package}, {{"lei1", "gri2"}, {}, false}, OperatorSite::intent("distribute")));
        const auto remains = [this](const SiteCode &site, const char *dp) {
            return m_site->site->database().read<bool>([&](store::Connection &db) -> Result<bool> { return store::remoteTarget(db, m_package, {site, dp}).has_value(); }).value();
        };
        // Leipzig and Grimma take theirs away.
        write([&](store::Connection &db) {
            store::replaceBelow(db, lei, {{lei, lei, cen, "Leipzig"}, {gri, lei, lei, "Grimma"}}, {});
            store::markGone(db, m_package, {lei, "lei1"}, lei);
            store::markGone(db, m_package, {gri, "gri2"}, lei);
        });
        TargetNames one{{"lei1"}, {}, false};
        one.to = lei;
        QCOMPARE(engine::distribute(*m_site->site, {m_package}, one, OperatorSite::intent("distribute")).error().code, Code::NotFound);
        const std::size_t before = requestsAndForwards();
        QVERIFY(engine::undistribute(*m_site->site, {m_package}, one, OperatorSite::intent("undistribute", true)));
        QVERIFY(!remains(lei, "lei1") && remains(gri, "gri2"));
        QCOMPARE(requestsAndForwards(), before); // nobody is asked to take away what is nowhere
        QVERIFY(engine::removePackage(*m_site->site, m_package, OperatorSite::intent("package remove", true)));
        QVERIFY(!remains(gri, "gri2"));
    }
    void aSiteBetweenIsToldThatADutyEnds()
    {
        QVERIFY(engine::distribute(*m_site->site, {m_package}, {{"gri1"}, {}, false}, OperatorSite::intent("distribute")));
        write([&](store::Connection &db) {
            store::replaceBelow(db, lei, {{lei, lei, cen, "Leipzig"}, {gri, lei, lei, "Grimma"}}, {});
            store::markGone(db, m_package, {gri, "gri1"}, lei);
        });
        TargetNames one{{"gri1"}, {}, false};
        one.to = gri;
        const std::size_t before = requestsAndForwards();
        QVERIFY(engine::undistribute(*m_site->site, {m_package}, one, OperatorSite::intent("undistribute", true)));
        QCOMPARE(requestsAndForwards(), before + 1);
    }
    void onlyAChildIsSentThePackageOnceMore()
    {
        QVERIFY(engine::distribute(*m_site->site, {m_package}, {{"gri1"}, {}, false}, OperatorSite::intent("distribute")));
        const auto refused = engine::resend(*m_site->site, m_package, gri, OperatorSite::intent("resend"));
        QCOMPARE(refused.error().code, Code::StateForbids);
        QVERIFY(refused.error().parameters.at("why").find("LEI") != std::string::npos);
        QVERIFY(engine::resend(*m_site->site, m_package, lei, OperatorSite::intent("resend")));
    }
    void aPackageThatADpBelowHasIsNotRemoved()
    {
        QVERIFY(engine::distribute(*m_site->site, {m_package}, {{"gri1"}, {}, false}, OperatorSite::intent("distribute")));
        QCOMPARE(engine::removePackage(*m_site->site, m_package, OperatorSite::intent("package remove", true)).error().code, Code::StateForbids);
    }

    void whatWaitsIsTriedAnewWhereItsAddressIsSetAnew_data()
    {
        QTest::addColumn<QByteArray>("setting");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("unsent");
        QTest::addColumn<bool>("sent");
        QTest::newRow("window") << QByteArray("window") << QByteArray("always") << true << false;
        QTest::newRow("time zone") << QByteArray("timezone") << QByteArray("Asia/Tokyo") << true << false;
        QTest::newRow("inbox") << QByteArray("inbox") << QByteArray("/elsewhere") << true << true; // what was sent lies in the former folder
        QTest::newRow("key") << QByteArray("key") << QByteArray("new") << true << true; // it has believed nothing so far
        QTest::newRow("rate") << QByteArray("rate") << QByteArray("1M") << false << false;
    }
    void whatWaitsIsTriedAnewWhereItsAddressIsSetAnew()
    {
        QFETCH(QByteArray, setting);
        QFETCH(QByteArray, value);
        QFETCH(bool, unsent);
        QFETCH(bool, sent);
        change(lei, [](Address &address) { address.window = *Window::parse("Mo-Fr 00:00-00:01"); });
        std::map<SendState, std::int64_t> ids;
        for (const SendState state : {SendState::Pending, SendState::Retrying, SendState::Sent})
            ids[state] = addRequest(lei, state);
        const Time later = now() + std::chrono::hours(48);
        write([&](store::Connection &db) { db.once("UPDATE send_request SET due_at = ?").run(later); });
        const std::string text = value == "new" ? makeSiteKey(m_site->random).publicKey : value.toStdString();
        QVERIFY(setAddress(*m_site->site, lei, {{setting.toStdString(), text}}, OperatorSite::intent("address set")));
        for (const auto &[state, id] : ids) {
            const auto due = m_site->site->database().read<Time>([&](store::Connection &db) -> Result<Time> { return *store::sendRequest(db, id)->dueAt; });
            QCOMPARE(*due <= now(), state == SendState::Sent ? sent : unsent);
        }
    }

    /// Every number of the overview opens the list that it counts; so does an export of it.
    void theOverviewCountsWhatTheListsHave()
    {
        QVERIFY(engine::distribute(*m_site->site, {m_package}, {{"gri1", "gri2", "lei1"}, {}, false}, OperatorSite::intent("distribute")));
        write([&](store::Connection &db) { store::wishTold(db, m_package, lei, 1, {1, 1}); });
        const auto tell = [&](const SiteCode &code, const char *dp, State state, int wanted) {
            write([&](store::Connection &db) {
                RemoteTarget told = *store::remoteTarget(db, m_package, {code, dp});
                told.state = state;
                told.toldWanted = wanted;
                told.toldSequence = 5;
                told.toldEpoch = 1;
                told.receivedAt = told.toldAt = now();
                if (state == State::Retrying) {
                    told.error.emplace();
                    told.error->code = Code::IoError;
                }
                QVERIFY(store::tellTarget(db, told, {1, 1}));
            });
        };
        tell(gri, "gri1", State::Retrying, 1);
        tell(gri, "gri2", State::Transferring, 1);
        tell(lei, "lei1", State::Installed, 7); // of another wish
        const auto view = overview(*m_site->site);
        QVERIFY(view);
        QCOMPARE(view->targets, 3);
        QCOMPARE(view->verified, 0);
        const std::atomic<bool> never = false;
        const auto counted = [&](ListKind list, const char *filter) { return countMatching(*m_site->site, list, *parseFilter(list, filter), std::chrono::seconds(5), never).value().value_or(-1); };
        QCOMPARE(view->retrying, counted(ListKind::Distributions, "state:retrying"));
        QCOMPARE(view->active, counted(ListKind::Distributions, "state:transferring state:verifying state:publishing"));
        QCOMPARE(view->waiting, counted(ListKind::Distributions, "state:waiting"));
        QCOMPARE(view->retrying, 1);
        QCOMPARE(view->active, 1);
        QCOMPARE(view->waiting, 1);
        // And what fails is in the history of tries, by its site's word.
        QCOMPARE(counted(ListKind::Retries, ""), 1);
        const auto tries = retryViews(*m_site->site, {}, false);
        QCOMPARE(tries->size(), std::size_t(1));
        QCOMPARE(tries->front().distribution.dpName, std::string("gri1"));
        QVERIFY(tries->front().distribution.told && tries->front().distribution.told->site == gri);
    }

    void dpsOfSitesBelowAreExportedWithThoseOfThisSite()
    {
        m_site->addDp("cen1");
        const auto exported = [this](const char *filter) {
            ListQuery query;
            query.list = ListKind::Dps;
            query.order = ListOrder::ByPackage;
            query.filter = *parseFilter(ListKind::Dps, filter);
            query.shown = {"GRI/gri2", "cen1"};
            const std::atomic<bool> never = false;
            if (!exportList(*m_site->site, query, ExportForm::JsonLines, m_site->path("out.jsonl"), {}, never))
                return QByteArrayList{"failed"};
            QByteArrayList names;
            for (const QByteArray &line : m_site->read("out.jsonl").split('\n')) {
                const QJsonObject row = QJsonDocument::fromJson(line).object();
                if (!row.isEmpty())
                    names << (row[QStringLiteral("site")].toString() + QLatin1Char('/') + row[QStringLiteral("dp")].toString()).toUtf8();
            }
            return names;
        };
        QCOMPARE(exported(""), (QByteArrayList{"GRI/gri2", "CEN/cen1", "GRI/gri1", "LEI/lei1"})); // in the order that is shown, then the others
        QCOMPARE(exported("site:GRI"), (QByteArrayList{"GRI/gri2", "GRI/gri1"}));
        QCOMPARE(exported("site:CEN"), QByteArrayList{"CEN/cen1"});
    }

    void aDpOfASiteBelowIsFoundByItsName()
    {
        m_site->addDp("cen1");
        QVERIFY(!belowDp(*m_site->site, "cen1", std::nullopt).value());
        QVERIFY(!belowDp(*m_site->site, "nowhere", std::nullopt).value());
        QCOMPARE(belowDp(*m_site->site, "GRI2", std::nullopt).value()->dp.site, gri);
        QCOMPARE(belowDp(*m_site->site, "gri2", lei).error().code, Code::NotFound);
        const auto told = belowDp(*m_site->site, "gri2", gri).value();
        QVERIFY(!told->knownAt); // LEI has said nothing yet
        write([&](store::Connection &db) { store::heardFrom(db, lei, 1, now()); });
        QVERIFY(belowDp(*m_site->site, "gri2", gri).value()->knownAt);
    }

    void whatCanBeSetOfAnAddressIsReadAndChecked()
    {
        auto texts = addressSettings(*m_site->site, lei);
        QVERIFY(texts);
        QCOMPARE(texts->at("inbox"), m_site->path("LEI/inbox"));
        QVERIFY(!texts->contains("max_sendings"));
        QVERIFY(setAddress(*m_site->site, lei, {{"max_sendings", "2"}, {"rate", "1M"}, {"window", "Mo-Fr 19:00-06:00"}}, OperatorSite::intent("address set")));
        texts = addressSettings(*m_site->site, lei);
        QCOMPARE(texts->at("max_sendings"), std::string("2"));
        QCOMPARE(texts->at("window"), std::string("Mo-Fr 19:00-06:00"));
        for (const auto &[key, value] : *texts)
            QVERIFY2(checkAddressSetting(key, value), key.c_str());
        for (const SettingFacts &each : addressSettingFacts())
            QVERIFY2(!checkAddressSetting(each.key, "?"), each.key.c_str());
    }
};

QTEST_GUILESS_MAIN(TestSiteTree)
#include "tst_sitetree.moc"
