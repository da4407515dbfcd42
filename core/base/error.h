// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cartage {

/// Every error code that Cartage can show. docs/codes.md lists them; a test keeps both alike.
enum class Code {
    DpNotResponding, DpStalled, IoError, ConnectionLost, FileInUse, VerifyMismatch, SourceBusy,
    NoSpace, Quota, LibraryNoSpace, DatabaseNoSpace,
    DpNotThere, DpMarkerMissing, DpReadOnly, DpPermission,
    DpOtherIdentity, ForeignContent, NameNotStorable, LinkNotStorable, FileTooLarge,
    SourceMissing, SourceUnreadable, SourceChanging,
    NamesRefused, LinksRefused, WrongValue,
    FilesMissing, FilesDiffer, ContentDamaged, ComponentHalted, IntakeHeldUp,
    ConfirmationNeeded, NotFound, Exists, NameTaken, PathInUse, StateForbids, PlanMoved, SnapshotRunning, ProgramRefused,
    Usage,
    DatabaseBusy, Interrupted,
    SiteMissing, SiteLocked, SchemaNewer, SchemaAltered, DatabaseDamaged, NetworkFilesystem, NotPermitted,
    InboxNotThere, InboxNotWritable, InboxFull, InboxNotResponding, InboxFailing, SpoolNotWritable, SpoolFull, SpoolBusy, SpoolDamaged,
    AddressNotThere, AddressNotWritable, AddressFull, AddressNotResponding, AddressFailing, InstructionRefused, SiteNotHeard,
    AddressOtherSite, SiteNotAnswering, SignatureRefused, SitesInARing,
    Internal,
};

/// What the engine does about an error (docs/codes.md).
enum class Kind { Transient, NeedsSpace, Blocked, Invalid, Internal, Usage, Refused };

/// What an error stops: one row, a whole DP, a whole package, the site, or only the command that was given.
enum class Scope { Distribution, Dp, Package, Site, Command };

/// Who ends it: the engine by itself, or an operator.
enum class Resolves { ByItself, Operator };

[[nodiscard]] std::string_view name(Code code);
[[nodiscard]] std::string_view name(Kind kind);
[[nodiscard]] std::string_view name(Scope scope);
[[nodiscard]] std::string_view name(Resolves resolves);
[[nodiscard]] std::optional<Code> codeFromName(std::string_view text);
[[nodiscard]] std::optional<Scope> scopeFromName(std::string_view text);
[[nodiscard]] const std::vector<Code> &allCodes();
[[nodiscard]] Kind kindOf(Code code);
/// files_missing, files_differ and content_damaged answer Operator here; with repair=auto the row's own setting decides.
[[nodiscard]] Resolves resolvesOf(Code code);

/// An error as it is stored: a code and parameters, never a sentence (sentences are made when shown: domain/advice.h).
struct Error {
    Code code = Code::Internal;
    std::string operation;                         ///< "open", "write", "rename" ...; empty where none applies
    std::string path;                              ///< raw bytes; relative to the package or DP unless absolute
    int systemError = 0;                           ///< errno, 0 where none applies
    Scope scope = Scope::Command;
    std::string object;                            ///< DP name, package id, site code, or what the command named
    std::vector<std::string> names;                ///< all offenders (raw bytes), at most 1000 kept
    std::map<std::string, std::string> parameters; ///< need, room, host, pid, ...: the catalogue says which

    bool operator==(const Error &) const = default;

    [[nodiscard]] Kind kind() const { return kindOf(code); }
};

/// "ENOSPC" for 28; empty for 0.
[[nodiscard]] std::string systemErrorName(int systemError);

} // namespace cartage
