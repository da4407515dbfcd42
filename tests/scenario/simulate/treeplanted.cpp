// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scenario/simulate/treeplanted.h"

#include <cstdlib>

#include "core/base/sitekey.h"
#include "core/inbox/instructionbody.h"
#include "core/inbox/takein.h"
#include "core/store/statement.h"
#include "tests/support/sitetree.h"

namespace cartage::test {

namespace {

bool isIn(const std::string &path, const char *part) { return path.find(part) != std::string::npos; }

/// The parent hears that content is there as soon as its instruction is, whatever becomes of it.
class AcknowledgesFirst final : public ForwardingFiles
{
public:
    AcknowledgesFirst(SiteTree &tree, int site, io::FileSystem &below)
        : ForwardingFiles(below)
        , m_tree(tree)
        , m_site(site)
    { }
    io::IoResult<void> renameNoReplace(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override
    {
        auto renamed = ForwardingFiles::renameNoReplace(fromFolder, from, toFolder, to);
        const std::string path = pathOf(toFolder, to);
        if (renamed && isIn(path, "/inbox/work/"))
            answer(path);
        return renamed;
    }

private:
    void answer(const std::string &path)
    {
        const auto read = inbox::parseInstruction(m_tree.files.read(path).value_or(""));
        const auto content = read && read->instruction.kind == InstructionKind::Content ? inbox::contentFrom(read->instruction.lines) : std::nullopt;
        if (!content)
            return;
        const auto key = SigningKey::fromPem(m_tree.files.read(m_tree.base(m_site) + "/site/keys/site.key").value_or(""));
        inbox::AcknowledgementBody body;
        body.instruction = read->instruction.id;
        body.package = content->information.package;
        body.version = content->information.version.version;
        inbox::Instruction said;
        said.id = "00000000-0000-4000-8000-" + m_tree.random.hex(6);
        said.sender = m_tree.site(m_site).row().identity();
        said.to = read->instruction.sender.code;
        said.sequence = 1'000'000 + read->instruction.sequence;
        said.generation = 1;
        said.token = 1;
        said.kind = InstructionKind::Acknowledgement;
        said.lines = inbox::toLines(body);
        const int parent = m_tree.parent(m_site);
        m_tree.files.writeFile(m_tree.inbox(parent) + "/new/" + inbox::makeInstructionName(m_tree.siteId(m_site), m_tree.random), inbox::writeInstruction(said, *key));
        m_tree.touched(parent);
    }
    SiteTree &m_tree;
    int m_site;
};

/// The file is cleaned up when its instruction is taken, before anything is committed.
class PartGoesFirst final : public ForwardingFiles
{
public:
    PartGoesFirst(SiteTree &, int, io::FileSystem &below)
        : ForwardingFiles(below)
    { }
    io::IoResult<io::Handle> openForReading(const io::Handle &folder, std::string_view relative, io::Caching caching) override
    {
        auto opened = ForwardingFiles::openForReading(folder, relative, caching);
        if (opened && isIn(pathOf(folder), "/inbox/parts"))
            static_cast<void>(ForwardingFiles::removeFile(folder, relative));
        return opened;
    }
};

/// Package files are believed to be on the medium.
class PartNotSynced final : public ForwardingFiles
{
public:
    PartNotSynced(SiteTree &, int, io::FileSystem &below)
        : ForwardingFiles(below)
    { }
    io::IoResult<void> syncFile(const io::Handle &handle) override
    {
        return isIn(pathOf(handle), "/inbox/parts") ? io::IoResult<void>() : ForwardingFiles::syncFile(handle);
    }
};

/// Nothing is looked for in parts/: each sending begins at the beginning.
class NeverResumes final : public ForwardingFiles
{
public:
    NeverResumes(SiteTree &, int, io::FileSystem &below)
        : ForwardingFiles(below)
    { }
    io::IoResult<io::Handle> openForWriting(const io::Handle &folder, std::string_view relative, io::Caching caching) override
    {
        if (isIn(pathOf(folder), "/inbox/parts"))
            static_cast<void>(ForwardingFiles::removeFile(folder, relative));
        return ForwardingFiles::openForWriting(folder, relative, caching);
    }
};

template <class Bug>
PlantedTreeBug atFiles(const std::string &name)
{
    PlantedTreeBug bug;
    bug.name = name;
    bug.files = [](SiteTree &tree, int site, io::FileSystem &below) -> std::unique_ptr<ForwardingFiles> { return std::make_unique<Bug>(tree, site, below); };
    return bug;
}

PlantedTreeBug inDatabase(const std::string &name, const char *trigger)
{
    PlantedTreeBug bug;
    bug.name = name;
    bug.database = [trigger](store::Connection &db) {
        if (!db.write<bool>([trigger](store::Connection &inner) -> Result<bool> {
                inner.once(trigger).run();
                return true;
            }))
            std::abort();
    };
    return bug;
}

/// What is claimed looks free: it is claimed again by whoever comes next.
constexpr const char *claimsDoNotHold = R"(
    CREATE TEMP TRIGGER planted AFTER UPDATE OF state ON send_request WHEN new.state = 'claimed'
    BEGIN UPDATE send_request SET state = old.state, due_at = old.due_at WHERE request_id = new.request_id; END)";

/// Whoever is through with a request names all targets of the package in the next one.
constexpr const char *retryNamesAll = R"(
    CREATE TEMP TRIGGER planted AFTER INSERT ON send_request WHEN new.kind = 'content'
    BEGIN UPDATE send_request SET targets = (SELECT group_concat('target ' || site || ' ' || dp || char(10), '') FROM remote_target
          WHERE package_id = new.package_id AND via = new.site) WHERE request_id = new.request_id; END)";

/// Nobody remembers what was carried out.
constexpr const char *sequencesForgotten = R"(
    CREATE TEMP TRIGGER planted AFTER INSERT ON inbox_instruction
    BEGIN DELETE FROM inbox_instruction WHERE instruction = new.instruction; END)";

/// What was sent counts as what the child has.
constexpr const char *sentIsThere = R"(
    CREATE TEMP TRIGGER planted AFTER UPDATE OF state ON send_request WHEN new.state = 'sent' AND new.manifest IS NOT NULL
    BEGIN UPDATE send_request SET state = 'acknowledged', due_at = NULL WHERE request_id = new.request_id;
          UPDATE forward SET state = 'delivered' WHERE forward_id = new.forward_id; END)";

/// Acknowledged is done, whatever the DPs say.
constexpr const char *deliveredIsComplete = R"(
    CREATE TEMP TRIGGER planted AFTER UPDATE OF state ON forward WHEN new.state = 'delivered' AND new.kind = 'content'
    BEGIN UPDATE remote_target SET state = 'installed', installed_version = wanted_version, proof_kind = 'read_back', proof_at = 1,
          told_sequence = 9000000000, installed_manifest = (SELECT manifest FROM send_request WHERE forward_id = new.forward_id)
          WHERE package_id = new.package_id AND via = new.child; END)";

/// A sending that failed is not tried again.
constexpr const char *failedIsCancelled = R"(
    CREATE TEMP TRIGGER planted AFTER UPDATE OF state ON send_request WHEN new.state = 'retrying'
    BEGIN UPDATE send_request SET due_at = NULL WHERE request_id = new.request_id; END)";

/// An order for the past undoes the newer one: whichever comes last counts.
constexpr const char *orderOfArrival = R"(
    CREATE TEMP TRIGGER planted AFTER INSERT ON asked_target
    BEGIN UPDATE asked_target SET sequence = 0 WHERE package_id = new.package_id AND site = new.site AND dp_folded = new.dp_folded; END)";

} // namespace

const std::vector<PlantedTreeBug> &plantedTreeBugs()
{
    static const std::vector<PlantedTreeBug> bugs{
        atFiles<AcknowledgesFirst>("acknowledges-first"),
        atFiles<PartGoesFirst>("part-goes-first"),
        atFiles<PartNotSynced>("part-not-synced"),
        atFiles<NeverResumes>("never-resumes"),
        inDatabase("claims-do-not-hold", claimsDoNotHold),
        inDatabase("retry-names-all", retryNamesAll),
        inDatabase("sequences-forgotten", sequencesForgotten),
        inDatabase("sent-is-there", sentIsThere),
        inDatabase("delivered-is-complete", deliveredIsComplete),
        inDatabase("failed-is-cancelled", failedIsCancelled),
        inDatabase("order-of-arrival", orderOfArrival),
    };
    return bugs;
}

} // namespace cartage::test
