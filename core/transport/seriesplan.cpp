// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/seriesplan.h"

#include <string>
#include <unordered_map>

#include "core/io/fileops.h"
#include "core/transport/storable.h"

namespace cartage::transport {

namespace {

using content::Change;
using content::EntryType;

Step::Side sideOf(const content::Manifest::View *view)
{
    if (!view)
        return {};
    return {view->path, view->type, view->mode, view->size, view->mtimeNs, true};
}

struct Changed {
    Change change;
    Step step;
};


/// Gives what is added on a DP that folds names the removed entry that stands in its place; drops the removal.
void joinTwins(std::vector<Changed> &changes, const io::Abilities &abilities)
{
    std::unordered_map<std::string, Changed *> added;
    for (Changed &each : changes) {
        if (each.change == Change::Added)
            added.emplace(foldedFor(abilities, each.step.after.path), &each);
    }
    std::vector<Changed> kept;
    kept.reserve(changes.size());
    for (Changed &each : changes) {
        const auto twin = each.change == Change::Removed ? added.find(foldedFor(abilities, each.step.before.path)) : added.end();
        if (twin == added.end())
            continue;
        Changed &wanted = *twin->second;
        wanted.step.before = each.step.before;
        wanted.change = wanted.step.before.type == wanted.step.after.type ? Change::ContentChanged : Change::TypeChanged;
        each.step.before.exists = false;
    }
    for (Changed &each : changes) {
        if (each.step.before.exists || each.step.after.exists)
            kept.push_back(each);
    }
    changes = std::move(kept);
}

class Planner
{
public:
    SeriesPlan run(const std::vector<Changed> &changes)
    {
        for (const Changed &each : changes) {
            if (each.step.before.exists && each.step.after.exists && each.change == Change::TypeChanged
                && each.step.before.type == EntryType::Folder)
                m_changingFolders.insert(each.step.before.path);
        }
        for (const Changed &each : changes)
            add(each);
        return std::move(m_plan);
    }

private:
    [[nodiscard]] bool isInChangingFolder(std::string_view path) const
    {
        if (m_changingFolders.empty())
            return false;
        for (std::string_view folder = io::splitPath(path).folder; !folder.empty(); folder = io::splitPath(folder).folder) {
            if (m_changingFolders.count(folder) > 0)
                return true;
        }
        return false;
    }

    void touchParent(std::string_view path) { m_plan.touched.insert(io::splitPath(path).folder); }

    void addRemoved(const Step &step)
    {
        const bool first = isInChangingFolder(step.before.path);
        if (step.before.type == EntryType::Folder)
            (first ? m_plan.foldersFirst : m_plan.foldersLast).push_back(step);
        else
            (first ? m_plan.moveFirst : m_plan.moveLast).push_back(step);
        touchParent(step.before.path);
    }

    void addFolder(const Step &step)
    {
        m_plan.touched.insert(step.after.path);
        m_plan.setModes.insert(step.after.path);
    }

    void add(const Changed &each)
    {
        const Step &step = each.step;
        if (each.change == Change::Removed) {
            addRemoved(step);
            return;
        }
        const bool folderNow = step.after.type == EntryType::Folder;
        const bool folderBefore = step.before.exists && step.before.type == EntryType::Folder;
        if (each.change == Change::AttributesChanged) {
            if (folderNow)
                addFolder(step);
            else
                m_plan.attributes.push_back(step);
            return;
        }
        touchParent(step.path());
        if (folderNow) {
            addFolder(step);
            if (!folderBefore)
                m_plan.makeFolders.push_back(step);
            if (step.before.exists && !folderBefore)
                m_plan.moveFirst.push_back(step);
            return;
        }
        if (!folderBefore) {
            m_plan.place.push_back(step);
            return;
        }
        m_plan.foldersFirst.push_back(step);
        Step alone = step;
        alone.before = {};
        m_plan.place.push_back(alone);
    }

    SeriesPlan m_plan;
    std::unordered_set<std::string_view> m_changingFolders;
};

} // namespace

bool SeriesPlan::isEmpty() const
{
    return moveFirst.empty() && foldersFirst.empty() && makeFolders.empty() && place.empty() && attributes.empty() && moveLast.empty()
           && foldersLast.empty() && touched.empty();
}

SeriesPlan planSeries(const content::Manifest &from, const content::Manifest &to, const io::Abilities &abilities)
{
    std::vector<Changed> changes;
    content::difference(&from, to, [&changes](const content::Difference &each) {
        changes.push_back({each.change, {sideOf(each.before), sideOf(each.after)}});
    });
    if (folds(abilities))
        joinTwins(changes, abilities);
    return Planner().run(changes);
}

} // namespace cartage::transport
