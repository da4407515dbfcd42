// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/transport/dpvisit.h"
#include "core/transport/foldercursor.h"
#include "core/transport/seriesplan.h"

namespace cartage::transport {

/// How long a publish goes on trying what is refused: 30 s from the first refusal, then never again.
class Patience
{
public:
    explicit Patience(DpVisit &visit) : m_visit(visit) { }
    /// Whether to try again, after a pause.
    [[nodiscard]] bool again(const io::IoError &failed);
    /// The DP forbids to write at all: no file is in use.
    [[nodiscard]] const std::optional<io::IoError> &forbidden() const { return m_forbidden; }

private:
    DpVisit &m_visit;
    std::optional<Span> m_since;
    std::optional<io::IoError> m_forbidden;
};

/// Where a publish takes from and puts to: open folders that outlive the series.
struct SeriesPlace {
    const io::Handle &published; ///< <root>/<package id>
    const io::Handle &fresh;     ///< stage/.../new, of flat layout
    const io::Handle &old;       ///< stage/.../old, of flat layout
    std::string foundName;       ///< below .cartage/found, for what is not ours and stands in the way
};

/// Carries out a plan: nothing is overwritten or unlinked that is not also in `old`. Each step can be told done from not done by what lies in `new`, so
/// it can be carried out from any point (`resuming`), and taken back from any point.
class PublishSeries
{
public:
    enum class End { Done, Failed, Lost };
    PublishSeries(DpVisit &visit, const SeriesPlan &plan, const content::Manifest &from, const content::Manifest &to, const SeriesPlace &place);

    /// Lost: what should have been put in place is neither there nor in the stage.
    End forward(bool resuming, Patience &patience);
    /// False when a step was refused: both versions are there.
    bool undo();
    [[nodiscard]] const io::IoError &problem() const { return m_problem; }
    [[nodiscard]] const std::string &problemPath() const { return m_problemPath; }
    /// Files that were changed or taken away by hand since they were published (F31).
    [[nodiscard]] const std::vector<std::string> &edited() const { return m_edited; }
    /// What is not ours and stood where something of ours belongs.
    [[nodiscard]] const std::vector<std::string> &setAside() const { return m_setAside; }

private:
    using Done = io::IoResult<void>;
    using Function = Done (PublishSeries::*)(const Step &, bool careful);
    bool all(const std::vector<Step> &steps, Function function, Patience &patience, bool backwards = false);
    bool one(const Step &step, Function function, Patience &patience);
    bool allBack(const std::vector<Step> &steps, Function function, bool backwards = false);

    Done moveAway(const Step &step, bool careful);
    Done goFolder(const Step &step, bool careful);
    Done makeFolder(const Step &step, bool careful);
    Done place(const Step &step, bool careful);
    Done setAttributes(const Step &step, bool careful);

    Done moveBack(const Step &step, bool careful);
    Done goFolderBack(const Step &step, bool careful);
    Done makeFolderBack(const Step &step, bool careful);
    Done placeBack(const Step &step, bool careful);
    Done setAttributesBack(const Step &step, bool careful);

    /// Whether the step is done, or was taken back half; nothing: it is not done.
    io::IoResult<bool> isPlaced(const Step &step);
    Done keepByLink(const Step &step, bool &kept);
    Done keepByRename(const Step &step);
    Done renameFree(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to);
    Done intoFree(const io::Handle &fromFolder, std::string_view name, const io::Handle &toFolder, std::string_view to, std::string_view path);
    Done putAside(const io::Handle &folder, std::string_view name, std::string_view path);
    Done putBack(const io::Handle &folder, std::string_view name, std::string_view path);
    Done folderTimes(const content::Manifest &manifest);
    Done apply(const Step::Side &side);
    Done lookAtKept(const Step::Side &before, const std::string &name);
    bool loosen(std::string_view path);
    io::IoResult<std::optional<io::FileStatus>> lookPublished(std::string_view path);
    io::IoResult<std::optional<io::FileStatus>> lookStaged(const io::Handle &folder, std::string_view path);
    void resetFolders();

    DpVisit &m_visit;
    io::FileSystem &m_fs;
    const SeriesPlan &m_plan;
    const content::Manifest &m_from;
    const content::Manifest &m_to;
    SeriesPlace m_place;
    FolderCursor m_published;
    bool m_resuming = false;
    bool m_lost = false;
    io::IoError m_problem;
    std::string m_problemPath;
    std::vector<std::string> m_edited;
    std::vector<std::string> m_setAside;
    std::unordered_set<std::string> m_loosened;
};

} // namespace cartage::transport
