// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <cstring>

#include <array>

#include "core/base/check.h"

namespace cartage {

namespace {

struct CodeFacts {
    Code code;
    std::string_view name;
    Kind kind;
    Resolves resolves;
};

constexpr auto byItself = Resolves::ByItself;
constexpr auto byOperator = Resolves::Operator;

/// docs/codes.md as a table; a test keeps both alike.
constexpr std::array codeTable{
    CodeFacts{Code::DpNotResponding, "dp_not_responding", Kind::Transient, byItself},
    CodeFacts{Code::DpStalled, "dp_stalled", Kind::Transient, byItself},
    CodeFacts{Code::IoError, "io_error", Kind::Transient, byItself},
    CodeFacts{Code::ConnectionLost, "connection_lost", Kind::Transient, byItself},
    CodeFacts{Code::FileInUse, "file_in_use", Kind::Transient, byItself},
    CodeFacts{Code::VerifyMismatch, "verify_mismatch", Kind::Transient, byItself},
    CodeFacts{Code::SourceBusy, "source_busy", Kind::Transient, byItself},
    CodeFacts{Code::NoSpace, "no_space", Kind::NeedsSpace, byItself},
    CodeFacts{Code::Quota, "quota", Kind::NeedsSpace, byItself},
    CodeFacts{Code::LibraryNoSpace, "library_no_space", Kind::NeedsSpace, byItself},
    CodeFacts{Code::DatabaseNoSpace, "database_no_space", Kind::NeedsSpace, byItself},
    CodeFacts{Code::DpNotThere, "dp_not_there", Kind::Blocked, byItself},
    CodeFacts{Code::DpMarkerMissing, "dp_marker_missing", Kind::Blocked, byItself},
    CodeFacts{Code::DpReadOnly, "dp_read_only", Kind::Blocked, byItself},
    CodeFacts{Code::DpPermission, "dp_permission", Kind::Blocked, byItself},
    CodeFacts{Code::DpOtherIdentity, "dp_other_identity", Kind::Blocked, byOperator},
    CodeFacts{Code::ForeignContent, "foreign_content", Kind::Blocked, byOperator},
    CodeFacts{Code::NameNotStorable, "name_not_storable", Kind::Blocked, byOperator},
    CodeFacts{Code::LinkNotStorable, "link_not_storable", Kind::Blocked, byOperator},
    CodeFacts{Code::FileTooLarge, "file_too_large", Kind::Blocked, byOperator},
    CodeFacts{Code::SourceMissing, "source_missing", Kind::Blocked, byOperator},
    CodeFacts{Code::SourceUnreadable, "source_unreadable", Kind::Blocked, byOperator},
    CodeFacts{Code::SourceChanging, "source_changing", Kind::Blocked, byOperator},
    CodeFacts{Code::NamesRefused, "names_refused", Kind::Invalid, byOperator},
    CodeFacts{Code::LinksRefused, "links_refused", Kind::Invalid, byOperator},
    CodeFacts{Code::WrongValue, "wrong_value", Kind::Invalid, byOperator},
    CodeFacts{Code::FilesMissing, "files_missing", Kind::Blocked, byOperator},
    CodeFacts{Code::FilesDiffer, "files_differ", Kind::Blocked, byOperator},
    CodeFacts{Code::ContentDamaged, "content_damaged", Kind::Blocked, byOperator},
    CodeFacts{Code::ComponentHalted, "component_halted", Kind::Blocked, byOperator},
    CodeFacts{Code::IntakeHeldUp, "intake_held_up", Kind::Blocked, byOperator},
    CodeFacts{Code::ConfirmationNeeded, "confirmation_needed", Kind::Refused, byOperator},
    CodeFacts{Code::NotFound, "not_found", Kind::Refused, byOperator},
    CodeFacts{Code::Exists, "exists", Kind::Refused, byOperator},
    CodeFacts{Code::NameTaken, "name_taken", Kind::Refused, byOperator},
    CodeFacts{Code::PathInUse, "path_in_use", Kind::Refused, byOperator},
    CodeFacts{Code::StateForbids, "state_forbids", Kind::Refused, byOperator},
    CodeFacts{Code::PlanMoved, "plan_moved", Kind::Refused, byOperator},
    CodeFacts{Code::SnapshotRunning, "snapshot_running", Kind::Refused, byOperator},
    CodeFacts{Code::ProgramRefused, "program_refused", Kind::Refused, byOperator},
    CodeFacts{Code::Usage, "usage", Kind::Usage, byOperator},
    CodeFacts{Code::DatabaseBusy, "database_busy", Kind::Transient, byItself},
    CodeFacts{Code::Interrupted, "interrupted", Kind::Transient, byItself},
    CodeFacts{Code::SiteMissing, "site_missing", Kind::Blocked, byOperator},
    CodeFacts{Code::SiteLocked, "site_locked", Kind::Blocked, byOperator},
    CodeFacts{Code::SchemaNewer, "schema_newer", Kind::Blocked, byOperator},
    CodeFacts{Code::SchemaAltered, "schema_altered", Kind::Blocked, byOperator},
    CodeFacts{Code::DatabaseDamaged, "database_damaged", Kind::Blocked, byOperator},
    CodeFacts{Code::NetworkFilesystem, "network_filesystem", Kind::Blocked, byOperator},
    CodeFacts{Code::NotPermitted, "not_permitted", Kind::Blocked, byOperator},
    CodeFacts{Code::InboxNotThere, "inbox_not_there", Kind::Blocked, byItself},
    CodeFacts{Code::InboxNotWritable, "inbox_not_writable", Kind::Blocked, byItself},
    CodeFacts{Code::InboxFull, "inbox_full", Kind::NeedsSpace, byItself},
    CodeFacts{Code::InboxNotResponding, "inbox_not_responding", Kind::Transient, byItself},
    CodeFacts{Code::InboxFailing, "inbox_failing", Kind::Transient, byItself},
    CodeFacts{Code::SpoolNotWritable, "spool_not_writable", Kind::Blocked, byOperator},
    CodeFacts{Code::SpoolFull, "spool_full", Kind::NeedsSpace, byItself},
    CodeFacts{Code::SpoolBusy, "spool_busy", Kind::Transient, byItself},
    CodeFacts{Code::SpoolDamaged, "spool_damaged", Kind::Blocked, byOperator},
    CodeFacts{Code::AddressNotThere, "address_not_there", Kind::Blocked, byItself},
    CodeFacts{Code::AddressNotWritable, "address_not_writable", Kind::Blocked, byItself},
    CodeFacts{Code::AddressFull, "address_full", Kind::NeedsSpace, byItself},
    CodeFacts{Code::AddressNotResponding, "address_not_responding", Kind::Transient, byItself},
    CodeFacts{Code::AddressFailing, "address_failing", Kind::Transient, byItself},
    CodeFacts{Code::InstructionRefused, "instruction_refused", Kind::Invalid, byOperator},
    CodeFacts{Code::SiteNotHeard, "site_not_heard", Kind::Transient, byItself},
    CodeFacts{Code::AddressOtherSite, "address_other_site", Kind::Invalid, byOperator},
    CodeFacts{Code::SiteNotAnswering, "site_not_answering", Kind::Transient, byItself},
    CodeFacts{Code::SignatureRefused, "signature_refused", Kind::Blocked, byOperator},
    CodeFacts{Code::SitesInARing, "sites_in_a_ring", Kind::Blocked, byOperator},
    CodeFacts{Code::Internal, "internal", Kind::Internal, byOperator},
};

constexpr bool tableIsInOrder()
{
    for (std::size_t i = 0; i < codeTable.size(); ++i) {
        if (static_cast<std::size_t>(codeTable[i].code) != i)
            return false;
    }
    return codeTable.size() == static_cast<std::size_t>(Code::Internal) + 1;
}
static_assert(tableIsInOrder());

const CodeFacts &facts(Code code)
{
    const auto index = static_cast<std::size_t>(code);
    CARTAGE_CHECK(index < codeTable.size());
    return codeTable[index];
}

} // namespace

std::string_view name(Code code) { return facts(code).name; }

Kind kindOf(Code code) { return facts(code).kind; }

Resolves resolvesOf(Code code) { return facts(code).resolves; }

std::optional<Code> codeFromName(std::string_view text)
{
    for (const CodeFacts &each : codeTable) {
        if (each.name == text)
            return each.code;
    }
    return std::nullopt;
}

const std::vector<Code> &allCodes()
{
    static const std::vector<Code> codes = [] {
        std::vector<Code> all;
        for (const CodeFacts &each : codeTable)
            all.push_back(each.code);
        return all;
    }();
    return codes;
}

std::string_view name(Kind kind)
{
    switch (kind) {
    case Kind::Transient:
        return "transient";
    case Kind::NeedsSpace:
        return "needs_space";
    case Kind::Blocked:
        return "blocked";
    case Kind::Invalid:
        return "invalid";
    case Kind::Internal:
        return "internal";
    case Kind::Usage:
        return "usage";
    case Kind::Refused:
        return "refused";
    }
    return {};
}

std::string_view name(Scope scope)
{
    switch (scope) {
    case Scope::Distribution:
        return "distribution";
    case Scope::Dp:
        return "dp";
    case Scope::Package:
        return "package";
    case Scope::Site:
        return "site";
    case Scope::Command:
        return "command";
    }
    return {};
}

std::optional<Scope> scopeFromName(std::string_view text)
{
    for (const Scope scope : {Scope::Distribution, Scope::Dp, Scope::Package, Scope::Site, Scope::Command}) {
        if (name(scope) == text)
            return scope;
    }
    return std::nullopt;
}

std::string_view name(Resolves resolves) { return resolves == Resolves::ByItself ? "by_itself" : "operator"; }

std::string systemErrorName(int systemError)
{
    if (systemError == 0)
        return {};
    const char *text = strerrorname_np(systemError);
    return text ? text : std::to_string(systemError);
}

} // namespace cartage
