// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/transport/directorytransport.h"
#include "tests/support/fakeclock.h"
#include "tests/support/seededrandom.h"
#include "tests/support/simfilesystem.h"

namespace cartage::test {

/// A file, folder or link of a version.
struct Node {
    content::EntryType type = content::EntryType::File;
    std::string text; ///< content, or a link's target
    std::uint32_t mode = 0644;
    std::int64_t mtimeNs = 1'700'000'000'000'000'000;
};
[[nodiscard]] Node file(std::string text, std::uint32_t mode = 0644, std::int64_t mtimeNs = 1'700'000'000'000'000'000);
[[nodiscard]] Node folder(std::uint32_t mode = 0755, std::int64_t mtimeNs = 1'700'000'000'000'000'000);
[[nodiscard]] Node link(std::string target);
using Tree = std::map<std::string, Node>;

/// What SimFileSystem::tree says of it.
[[nodiscard]] std::map<std::string, std::string> shown(const Tree &tree, bool modes = true);

/// A simulated machine with a content library and one DP: versions are put into the library, delivered, and looked at. restart() is the next
/// process after a kill or a power loss.
class Depot
{
public:
    explicit Depot(Profile profile = Profile::local());

    /// Puts a version into the library; its manifest's hash.
    Sha256 version(const Tree &tree);
    /// Both work items, as the engine asks for them; the facts that the row keeps stand in `installed`.
    struct Delivery {
        transport::StageOutcome stage;
        std::optional<transport::PublishOutcome> publish;
        [[nodiscard]] bool published() const { return stage.alreadyThere || (publish && publish->published); }
        [[nodiscard]] std::optional<Error> error() const { return publish && publish->error ? publish->error : stage.error; }
    };
    Delivery deliver(int number, const Sha256 &manifest);
    transport::StageOutcome stage(int number, const Sha256 &manifest);
    transport::PublishOutcome publish(int number, const Sha256 &manifest, const transport::StageOutcome &staged);
    transport::RemoveOutcome remove();
    transport::ValidateOutcome validate(int number, const Sha256 &manifest, bool hash = true);

    /// A new process: new view, library, transport.
    void restart();
    [[nodiscard]] transport::DpAddress address() const;
    [[nodiscard]] std::map<std::string, std::string> published(bool modes = true) const { return disk.tree(packagePath(), modes); }
    [[nodiscard]] std::map<std::string, std::string> stages() const { return disk.tree("/dp/.cartage/stage"); }
    [[nodiscard]] std::string packagePath() const { return "/dp/" + package.value(); }
    [[nodiscard]] std::optional<std::string> record() const { return disk.read("/dp/.cartage/packages/" + package.value() + ".json"); }
    /// Of every file of `tree` whether its time is there.
    [[nodiscard]] bool timesAre(const Tree &tree);

    FakeClock clock;
    SeededRandom random;
    SimFileSystem disk;
    io::FileSystem *view = nullptr;
    std::unique_ptr<content::ContentLibrary> library;
    std::unique_ptr<transport::Transport> transport;
    transport::WorkControl control{clock};
    PackageId package{"CEN00001"};
    std::string guid = "5c0ffee5c0ffee00";
    std::optional<io::Abilities> abilities;
    std::int64_t token = 1;
    std::int64_t limit = 0;
    std::int64_t oursNow = 0;
    bool verifyLater = false;
    bool force = false;
    bool damagedOnly = false;
    int paused = 0; ///< how often a pause was asked for
    std::function<void()> onPause;

    struct Row {
        std::optional<int> version;
        std::optional<Sha256> manifest;
    };
    Row installed;

private:
    int m_intakes = 0;
};

} // namespace cartage::test
