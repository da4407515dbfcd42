// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/transport/dpvisit.h"
#include "core/transport/packagerecord.h"
#include "core/transport/publishseries.h"

namespace cartage::transport {

/// In a stage: the record that a publish of it begins with, brought to the medium by the stage's sync where it can be known then.
inline constexpr const char *publishingFile = "record.publishing";
/// `former` with the series that begins.
[[nodiscard]] Record publishingRecord(Record former, const Record::Publishing &open, const SiteIdentity &site);
/// A small file of ours, written anew: a former one may be torn. The next sync makes it durable.
io::IoResult<void> putFile(io::FileSystem &fs, const io::Handle &folder, const char *name, std::string_view bytes);

/// What became of a publish.
struct Finished {
    bool whole = false;  ///< the record says the new version, synced
    bool undone = false; ///< the former version is whole and the record says so
    bool mixed = false;  ///< the record says `publishing`
    bool lost = false;   ///< cannot be finished: what it needs is no longer there; what lies there must be looked at anew
    std::vector<std::string> edited;
    std::vector<std::string> setAside; ///< what was not ours and stood in the way: in .cartage/found/
    std::optional<Error> error;
};

/// Makes a stage what clients read, and writes the record: once begun, it is finished from any point it broke off at. Looks at no stop flag
/// but while it waits for a file that is in use.
class Publication
{
public:
    Publication(DpVisit &visit, PackageId package, Record former, Record::Publishing open, bool resuming);
    Finished run();

private:
    Result<void> load();
    Result<void> begin();
    bool liesReady(const Record &publishing);
    Result<void> putRecord(const char *name, const Record &record);
    Result<void> installRecord(const char *name);
    Result<void> forgetRecord();
    Result<void> sync(std::string_view path);
    void renameWhole();
    bool isWholeRenamed();
    Result<void> renameOverEmpty();
    void carryOutSeries();
    void undoSeries(PublishSeries &series, const Patience &patience);
    void end();
    void takeBack(Error why);
    [[nodiscard]] Error refusal(const io::IoError &failed, std::string_view path, const Patience &patience);
    [[nodiscard]] Record finalRecord() const;

    DpVisit &m_visit;
    io::FileSystem &m_fs;
    PackageId m_package;
    Record m_former; ///< version 0: nothing was there
    Record::Publishing m_open;
    bool m_resuming;
    bool m_careful = false; ///< steps may be done already

    io::Handle m_stage;
    bool m_whole = false;
    std::shared_ptr<const content::Manifest> m_from, m_to;
    Finished m_finished;
};

PublishOutcome publishPackage(Services &services, const PublishOrder &order, WorkControl &control);

/// Finishes what a record says is being published.
Finished finishForward(DpVisit &visit, const PackageId &package, const Record &record);

} // namespace cartage::transport
