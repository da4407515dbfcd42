// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/sitekey.h"
#include "core/content/manifest.h"
#include "core/domain/messageid.h"
#include "core/inbox/instructionbody.h"
#include "core/inbox/takein.h"
#include "core/store/journalrepository.h"
#include "core/store/packagerepository.h"
#include "core/store/sendrepository.h"
#include "core/store/statusrepository.h"
#include "tests/support/sitetree.h"

using namespace cartage;
using namespace cartage::test;
using namespace std::chrono_literals;

/// What others leave in a site's inbox, and what even its own parent may say there: refused, bounded, said; nothing is written but where it belongs, and the next
/// instruction is carried out.
namespace {

constexpr int parent = 0, child = 1;
constexpr std::size_t mebibyte = 1UL << 20;

template <class T, class Question>
T ask(SiteTree &tree, int site, Question &&question)
{
    auto answer = tree.site(site).database().read<T>([&](store::Connection &db) -> Result<T> { return question(db); });
    if (!answer)
        qFatal("not asked");
    return std::move(*answer);
}

/// A parent whose key we have, and its child with one DP.
struct Bench {
    SiteTree tree{1, {1}};
    std::int64_t sequence = 1'000'000;
    content::Entry entry;
    std::shared_ptr<const content::Manifest> manifest;

    Bench()
    {
        entry.path = "setup.exe";
        entry.size = 5;
        entry.sha256 = sha256(asBytes(std::string_view("alpha")));
        entry.xxh128 = xxh128(asBytes(std::string_view("alpha")));
        manifest = content::Manifest::make({entry});
        tree.files.makeFolder(tree.base(child) + "/dp/berlin1");
        engine::DpWish wish;
        wish.name = "berlin1";
        wish.path = tree.base(child) + "/dp/berlin1";
        engine::Intent intent;
        intent.confirmed = true;
        if (!engine::addDp(tree.site(child), tree.transport(child), wish, intent))
            qFatal("no DP");
        tree.start(child);
        tree.runFor(1min);
    }
    inbox::Instruction instruction(InstructionKind kind, std::vector<inbox::InstructionLine> lines)
    {
        inbox::Instruction made;
        made.id = "00000000-0000-4000-8000-" + tree.random.hex(6);
        made.sender = tree.site(parent).row().identity();
        made.to = tree.code(child);
        made.sequence = ++sequence;
        made.generation = 1;
        made.token = 1;
        made.kind = kind;
        made.lines = std::move(lines);
        return made;
    }
    std::string sign(const inbox::Instruction &made)
    {
        return inbox::writeInstruction(made, *SigningKey::fromPem(*tree.files.read(tree.base(parent) + "/site/keys/site.key")));
    }
    inbox::ContentBody content(const std::string &part, const std::string &dp = "berlin1")
    {
        inbox::ContentBody body;
        body.information.package = PackageId("CEN00001");
        body.information.name = "Office";
        body.information.version = {1, 1, manifest->hash(), manifest->files(), manifest->entries(), manifest->contentBytes(), tree.clock.wall()};
        body.part = {sha256(asBytes(part)), part.size()};
        body.targets = {{tree.code(child), dp}};
        return body;
    }
    std::string newName() { return tree.inbox(child) + "/new/" + inbox::makeInstructionName(tree.siteId(parent), tree.random); }
    void put(const std::string &bytes) { tree.files.writeFile(newName(), bytes); }
    void putPart(const std::string &bytes) { tree.files.writeFile(tree.inbox(child) + "/parts/" + sha256(asBytes(bytes)).hex(), bytes); }
    void work(Span span = 2min)
    {
        tree.touched(child);
        tree.runFor(span);
    }
    /// Reasons of what was taken aside.
    std::multiset<std::string> refused()
    {
        std::multiset<std::string> reasons;
        ask<bool>(tree, child, [&](store::Connection &db) {
            for (std::int64_t id = 1; id < 100; ++id) {
                if (const auto row = store::quarantineRow(db, id))
                    reasons.insert(row->reason);
            }
            return true;
        });
        return reasons;
    }
    int said(MessageId id)
    {
        store::MessageFilter filter;
        filter.ids = {static_cast<int>(id)};
        filter.limit = 0;
        return static_cast<int>(ask<std::vector<StatusMessage>>(tree, child, [&](store::Connection &db) { return store::messages(db, filter); }).size());
    }
    bool knowsPackage()
    {
        return ask<bool>(tree, child, [](store::Connection &db) { return !store::packages(db).empty(); });
    }
    /// The engine lives, and nothing lies there but in quarantine.
    bool isInOrder()
    {
        const auto left = [this](const char *folder) { return !tree.files.tree(tree.inbox(child) + "/" + folder, false).empty(); };
        return tree.broken().empty() && tree.runs(child) && !left("new") && !left("work");
    }
    /// Everything outside the inbox, the library and the site's own files.
    std::map<std::string, std::string> outside()
    {
        auto all = tree.files.tree(tree.base(child));
        std::erase_if(all, [](const auto &each) { return each.first.starts_with("site"); });
        return all;
    }
};

std::string bareTar(const std::vector<std::pair<std::string, std::string>> &entries)
{
    std::string tar;
    for (const auto &[name, bytes] : entries) {
        std::string head(512, '\0');
        const auto set = [&head](std::size_t at, const std::string &text) { head.replace(at, text.size(), text); };
        char size[16];
        std::snprintf(size, sizeof size, "%011zo", bytes.size());
        set(0, name);
        set(100, "0000444");
        set(108, "0000000");
        set(116, "0000000");
        set(124, size);
        set(136, "00000000000");
        set(148, "        ");
        set(156, "0");
        set(257, "ustar");
        set(263, "00");
        unsigned sum = 0;
        for (const char c : head)
            sum += static_cast<unsigned char>(c);
        char text[16];
        std::snprintf(text, sizeof text, "%06o", sum);
        set(148, text);
        head[154] = '\0';
        tar += head + bytes + std::string((512 - bytes.size() % 512) % 512, '\0');
    }
    return tar + std::string(1024, '\0');
}

} // namespace

class TestHostileInbox final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGoodOneIsCarriedOut()
    {
        Bench bench;
        const std::string part = bareTar({{"manifest", bench.manifest->bytes()}, {"content/" + bench.entry.sha256.hex(), "alpha"}});
        bench.putPart(part);
        bench.put(bench.sign(bench.instruction(InstructionKind::Content, inbox::toLines(bench.content(part)))));
        bench.work();
        QVERIFY(bench.isInOrder() && bench.refused().empty());
        QCOMPARE(bench.tree.files.read(bench.tree.base(child) + "/dp/berlin1/CEN00001/setup.exe"), std::optional<std::string>("alpha"));
    }

    void F53_packageFilesThatLeadOutAreRefused_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("a path that goes up") << 0;
        QTest::newRow("an absolute path") << 1;
        QTest::newRow("content that is another") << 2;
        QTest::newRow("more than the manifest says") << 3;
        QTest::newRow("a bomb in the place of the manifest") << 4;
        QTest::newRow("no archive") << 5;
        QTest::newRow("nothing") << 6;
        QTest::newRow("content twice") << 7;
    }
    void F53_packageFilesThatLeadOutAreRefused()
    {
        QFETCH(int, which);
        Bench bench;
        const std::string good = "content/" + bench.entry.sha256.hex();
        const std::string head = bench.manifest->bytes();
        const std::vector<std::string> parts{
            bareTar({{"manifest", head}, {"../../../dp/berlin1/escaped", "alpha"}}),
            bareTar({{"manifest", head}, {bench.tree.base(child) + "/dp/berlin1/escaped", "alpha"}}),
            bareTar({{"manifest", head}, {good, "omega"}}),
            bareTar({{"manifest", head}, {good, std::string(8 * mebibyte, 'x')}}),
            bareTar({{"manifest", std::string(8 * mebibyte, 'x')}}),
            std::string(10'000, '?'),
            "",
            bareTar({{"manifest", head}, {good, "alpha"}, {good, "alpha"}}),
        };
        const std::string &part = parts.at(static_cast<std::size_t>(which));
        bench.putPart(part);
        const auto before = bench.outside();
        auto body = bench.content(part);
        body.part->bytes = std::max<std::size_t>(part.size(), 1);
        bench.put(bench.sign(bench.instruction(InstructionKind::Content, inbox::toLines(body))));
        bench.work();
        QVERIFY(bench.isInOrder());
        QCOMPARE(bench.refused(), std::multiset<std::string>{"part_damaged"});
        QCOMPARE(bench.said(MessageId::InstructionRefused), 1);
        QVERIFY(!bench.knowsPackage());
        QVERIFY(bench.outside() == before);
        QVERIFY(bench.tree.files.tree(bench.tree.inbox(child) + "/parts", false).empty());
        // The parent is asked for it once, and nothing else waits.
        aGoodOneComes(bench);
    }

    void packageFilesThatAreNoFilesAreRefused()
    {
        Bench bench;
        const std::string part = bareTar({{"manifest", bench.manifest->bytes()}, {"content/" + bench.entry.sha256.hex(), "alpha"}});
        bench.tree.files.writeFile(bench.tree.base(child) + "/elsewhere", part);
        const std::string name = bench.tree.inbox(child) + "/parts/" + sha256(asBytes(part)).hex();
        bench.tree.files.makeFolder(bench.tree.inbox(child) + "/parts");
        bench.tree.files.makeLink(name, bench.tree.base(child) + "/elsewhere");
        bench.put(bench.sign(bench.instruction(InstructionKind::Content, inbox::toLines(bench.content(part)))));
        bench.work();
        QVERIFY(bench.isInOrder());
        QCOMPARE(bench.refused(), std::multiset<std::string>{"not_a_file"});
        QVERIFY(!bench.knowsPackage());
        QCOMPARE(bench.tree.files.read(bench.tree.base(child) + "/elsewhere"), std::optional(part)); // the link went, not what it leads to
        QVERIFY(!bench.tree.files.exists(name));
        aGoodOneComes(bench);
    }

    void instructionsThatSayNonsenseAreRefused()
    {
        Bench bench;
        const std::string part = bareTar({{"manifest", bench.manifest->bytes()}, {"content/" + bench.entry.sha256.hex(), "alpha"}});
        const auto changed = [&](const std::string &from, const std::string &to) {
            auto lines = inbox::toLines(bench.content(part));
            for (auto &line : lines) {
                for (std::string &field : line.fields)
                    field = field == from ? to : field;
            }
            bench.put(bench.sign(bench.instruction(InstructionKind::Content, lines)));
        };
        changed("CEN00001", "../../CEN0");                                        // no package id
        changed("CEN00001", bench.tree.code(child).value() + "00001");            // one of its own
        changed(std::to_string(part.size()), "-5");                               // no size
        changed(bench.manifest->hash().hex(), "00" + std::string(61, 'z'));       // no hash
        bench.put(bench.sign(bench.instruction(InstructionKind::Content, {})));   // no lines
        bench.put(bench.sign(bench.instruction(InstructionKind::Report, inbox::toLines(inbox::ReportBody{})))); // from the parent
        bench.work();
        QVERIFY(bench.isInOrder());
        QCOMPARE(bench.refused(), (std::multiset<std::string>{"wrong_relation", "wrong_value", "wrong_value", "wrong_value", "wrong_value", "wrong_value"}));
        QVERIFY(!bench.knowsPackage());
        aGoodOneComes(bench);
    }

    void F77_withoutTargetsNothingIsComplete()
    {
        Bench bench;
        const std::string part = bareTar({{"manifest", bench.manifest->bytes()}, {"content/" + bench.entry.sha256.hex(), "alpha"}});
        bench.putPart(part);
        auto without = bench.content(part);
        without.targets.clear();
        bench.put(bench.sign(bench.instruction(InstructionKind::Content, inbox::toLines(without))));
        bench.work();
        QVERIFY(bench.isInOrder());
        QCOMPARE(bench.refused(), std::multiset<std::string>{"no_targets"});
        QVERIFY(!bench.knowsPackage());
        aGoodOneComes(bench);
    }

    void F53_whatOthersHaveSignedOrChangedIsNotBelieved()
    {
        Bench bench;
        const std::string part = bareTar({{"manifest", bench.manifest->bytes()}, {"content/" + bench.entry.sha256.hex(), "alpha"}});
        bench.putPart(part);
        const auto made = bench.instruction(InstructionKind::Content, inbox::toLines(bench.content(part)));
        const SiteKey stranger = makeSiteKey(bench.tree.random);
        bench.put(inbox::writeInstruction(made, *SigningKey::fromPem(stranger.privateKeyPem))); // in the parent's name
        auto itself = made;
        itself.sender.keyId = stranger.keyId;
        bench.put(inbox::writeInstruction(itself, *SigningKey::fromPem(stranger.privateKeyPem)));
        std::string changed = bench.sign(made);
        changed.replace(changed.find("berlin1"), 7, "berlin2");
        bench.put(changed);
        bench.work();
        QVERIFY(bench.isInOrder());
        QCOMPARE(bench.refused(), (std::multiset<std::string>{"unknown_sender", "wrong_signature", "wrong_signature"}));
        QCOMPARE(bench.said(MessageId::SignatureRefused), 3);
        QVERIFY(!bench.knowsPackage());
        aGoodOneComes(bench);
    }

    void targetsThatLeadOutAreNobodys()
    {
        Bench bench;
        const std::string part = bareTar({{"manifest", bench.manifest->bytes()}, {"content/" + bench.entry.sha256.hex(), "alpha"}});
        bench.putPart(part);
        const auto before = bench.outside();
        for (const char *name : {"../../escaped", "/etc", ".", "berlin1/../.."})
            bench.put(bench.sign(bench.instruction(InstructionKind::Content, inbox::toLines(bench.content(part, name)))));
        bench.work();
        QVERIFY(bench.isInOrder());
        QVERIFY(bench.outside() == before);
        QVERIFY(!bench.tree.files.exists("/escaped"));
        aGoodOneComes(bench);
    }

    void F54_theSameAgainAndAgainHasOneEffect()
    {
        Bench bench;
        const std::string part = bareTar({{"manifest", bench.manifest->bytes()}, {"content/" + bench.entry.sha256.hex(), "alpha"}});
        bench.putPart(part);
        const std::string given = bench.sign(bench.instruction(InstructionKind::Content, inbox::toLines(bench.content(part))));
        const inbox::RemovalBody away{PackageId("CEN00001"), {{bench.tree.code(child), "berlin1"}}};
        for (int time = 0; time < 100; ++time)
            bench.put(given);
        bench.work();
        QCOMPARE(bench.said(MessageId::PackageReceived), 1);
        bench.put(bench.sign(bench.instruction(InstructionKind::Removal, inbox::toLines(away))));
        bench.work();
        QVERIFY(!bench.tree.files.exists(bench.tree.base(child) + "/dp/berlin1/CEN00001"));
        // An order of before does not bring it back.
        bench.putPart(part);
        for (int time = 0; time < 100; ++time)
            bench.put(given);
        bench.work();
        QVERIFY(bench.isInOrder() && bench.refused().empty());
        QCOMPARE(bench.said(MessageId::PackageReceived), 1);
        QVERIFY(!bench.tree.files.exists(bench.tree.base(child) + "/dp/berlin1/CEN00001"));
    }

    void filesThatAreNoneAreTakenAside()
    {
        Bench bench;
        bench.put(std::string(2 * mebibyte, 'x'));
        bench.put(std::string(1000, '\xFF'));
        bench.tree.files.makeLink(bench.newName(), "/etc/passwd");
        bench.tree.files.makeFolder(bench.newName());
        inbox::Instruction other = bench.instruction(InstructionKind::Content, {});
        other.to = SiteCode("XYZ");
        bench.put(bench.sign(other));
        inbox::Instruction long_ = bench.instruction(InstructionKind::Content, {});
        for (std::size_t number = 0; number <= inbox::mostInstructionLines; ++number)
            long_.lines.push_back({"target", {"BER", "x"}});
        bench.put(bench.sign(long_));
        bench.work();
        QVERIFY(bench.isInOrder());
        QCOMPARE(bench.refused().size(), std::size_t(6));
        QCOMPARE(bench.said(MessageId::InstructionRefused), 6);
        aGoodOneComes(bench);
    }

private:
    static void aGoodOneComes(Bench &bench)
    {
        const std::string part = bareTar({{"manifest", bench.manifest->bytes()}, {"content/" + bench.entry.sha256.hex(), "alpha"}});
        bench.putPart(part);
        bench.put(bench.sign(bench.instruction(InstructionKind::Content, inbox::toLines(bench.content(part)))));
        bench.work();
        QVERIFY(bench.isInOrder());
        QCOMPARE(bench.tree.files.read(bench.tree.base(child) + "/dp/berlin1/CEN00001/setup.exe"), std::optional<std::string>("alpha"));
    }
};

QTEST_APPLESS_MAIN(TestHostileInbox)
#include "tst_hostileinbox.moc"
