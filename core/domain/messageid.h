// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cartage {

/// Status messages that the engine raises: numbers known from the original keep their meaning, ours begin at 20000 (docs/engine.md). The comment
/// names the insertion strings %1, %2 ...
enum class MessageId {
    Statistics = 1200,         ///< since when, taken in, repeated, quarantined, clients heard, oldest file waiting or empty, errors, warnings, information
    ProcessingStarted = 2300,  ///< package, its name, version
    Processed = 2301,          ///< package, its name, version
    ProcessingFailed = 2302,   ///< package, its name, DP, error code
    SourceMissing = 2306,      ///< package, its name, path, error code
    PackageChanged = 2311,     ///< package, its name, version
    CopyFailed = 2328,         ///< package, DP, error code, operation, path, system error, attempt
    OnDp = 2330,               ///< package, DP, version
    DistributionStarts = 2342, ///< package, DP, version, attempt
    SnapshotTaken = 2376,      ///< package, its name, version, files, bytes
    ValidationStarts = 2380,   ///< package, DP, version
    HashDiffers = 2382,        ///< package, DP, number of files, first path
    Validated = 2384,          ///< package, DP, version
    FilesMissing = 2385,       ///< package, DP, number of files, first path
    DpNotReached = 2391,       ///< DP, its path, error code, operation, system error
    DpInstalled = 2399,        ///< DP, its path

    DpReachedAgain = 20201,    ///< DP, error code, since when
    DpKeepsFailing = 20202,    ///< DP, failures in a row, error code
    DpWorksAgain = 20203,      ///< DP
    DpFailsTooLong = 20204,    ///< DP, since when, distributions that became failed
    DpStale = 20205,           ///< DP, last contact or empty
    RemovedFromDp = 20206,     ///< package, DP
    RemovalFailed = 20207,     ///< package, DP, error code, operation, path
    ForeignKept = 20208,       ///< package or empty, DP, number, first names
    DpRemoved = 20209,         ///< DP
    PackageRemoved = 20210,    ///< package, its name
    PublishMixed = 20211,      ///< package, DP, error code, path
    VersionLetGo = 20212,      ///< package, version
    ContentDamaged = 20213,    ///< package, content hash
    ContentHealed = 20214,     ///< package, content hash, where from
    BackupMade = 20301,        ///< file
    BackupFailed = 20302,      ///< file, error code
    ClocksParted = 20303,      ///< seconds between wall clock and engine time
    MessagesRetired = 20304,   ///< number, how many by which setting
    ContentSwept = 20305,      ///< bytes
    TakenAside = 20311,        ///< number of files, reasons with their numbers, first names
    SenderCloned = 20312,      ///< sender, machine before, machine now
    SenderFlood = 20313,       ///< sender, number of files
    IntakeHeldUp = 20314,      ///< folder, operation, system error
    IntakeGoesOn = 20315,      ///< since when it was held up, why
    AsideHeldUp = 20316,       ///< folder, operation, system error
    AsideGoesOn = 20317,       ///< since when it was held up, why

    Distributed = 20401,       ///< who, number of distributions
    Undistributed = 20402,     ///< who, number of distributions
    RetriedNow = 20403,        ///< who, number of distributions
    RetriesCleared = 20404,    ///< who, number of distributions, reason
    Held = 20405,              ///< who, number of distributions, reason
    Released = 20406,          ///< who, number of distributions
    Cancelled = 20407,         ///< who, number of distributions
    Redistributed = 20408,     ///< who, number of distributions
    PackageToRemove = 20409,   ///< who, package, its name
    DpToRemove = 20410,        ///< who, DP
    DpForgotten = 20411,       ///< who, DP, its path
    SettingsChanged = 20412,   ///< who, of what
    SiteRestored = 20413,      ///< who, file, epoch
    DpTakenBack = 20414,       ///< DP, its path, number of packages found there
    QuarantineReleased = 20415, ///< who, number of files, number taken in under another id
    QuarantineDiscarded = 20416, ///< who, number of files
    KeyRenewed = 20420, ///< who, key id before, key id now
    ComponentStateSet = 20431, ///< who, component, its state, reason
    RuleChanged = 20432,       ///< who, rule, what: added, changed, removed

    RuleProgramFailed = 20511, ///< rule, failed runs since this was said last, program, what became of the last one
    RuleRunsDropped = 20512,   ///< rule, runs that wait
    RuleRunInterrupted = 20513, ///< rule, program, record id of the message

    InformationSent = 2339, ///< package, its name, version, site
    PackageReceived = 4400, ///< package, version, site, number of targets
    SignatureRefused = 4404, ///< file, sender, why
    ContentToSend = 20601, ///< package, version, site, number of targets
    ForwardWithdrawn = 20602, ///< package, version, site
    ForwardRefused = 20603, ///< package, version, site, why
    ForwardComplete = 20604, ///< package, version, site, number of targets
    ChildRestored = 20605, ///< site, its epoch, number of packages
    SiteMoved = 20606, ///< site, the child it was behind, the one it is behind now
    DespoolingFails = 20612, ///< package, version, error code, operation, path
    SitesHeldUp = 20613, ///< error code, of what, path
    InstructionRefused = 20611, ///< file, reason, detail
    InstructionsHeldUp = 20614, ///< folder, operation, system error, number of files or 0, the first of them
    InstructionsGoOn = 20615, ///< since when it was held up, why
    InstructionsNotKept = 20616, ///< number of files, sender or -, reasons with their numbers
    ContentSent = 20620, ///< package, version, site, bytes sent
    AddressNotReached = 20621, ///< site, inbox, error code, operation, system error
    AddressReachedAgain = 20622, ///< site, since when
    SendingFails = 20623, ///< kind, site, since when, error code, operation, path
    AddressAdded = 20417, ///< who, site, relation, inbox
    AddressRemoved = 20418, ///< who, site, number of duties
    Resent = 20419, ///< who, package, site
};

} // namespace cartage
