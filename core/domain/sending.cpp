// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sending.h"

#include <algorithm>
#include <array>

namespace cartage {

namespace {

constexpr std::array relationNames{std::string_view("child"), std::string_view("parent")};
constexpr std::array instructionNames{std::string_view("information"), std::string_view("content"), std::string_view("removal"),
                                      std::string_view("acknowledgement"), std::string_view("report"), std::string_view("messages"), std::string_view("order"),
                                      std::string_view("answer")};
constexpr std::array forwardNames{std::string_view("information"), std::string_view("content"), std::string_view("removal")};
constexpr std::array forwardStateNames{std::string_view("pending"),    std::string_view("requested"), std::string_view("delivered"),
                                       std::string_view("complete"),   std::string_view("withdrawn"), std::string_view("superseded"),
                                       std::string_view("refused")};
constexpr std::array sendStateNames{std::string_view("pending"),  std::string_view("claimed"),      std::string_view("connecting"),
                                    std::string_view("sending"),  std::string_view("sent"),         std::string_view("acknowledged"),
                                    std::string_view("retrying"), std::string_view("cancelled"),    std::string_view("quarantined")};

template <class Enum, std::size_t Count>
std::optional<Enum> fromName(const std::array<std::string_view, Count> &names, std::string_view text)
{
    const auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end())
        return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

} // namespace

std::string_view name(Relation relation) { return relationNames.at(static_cast<std::size_t>(relation)); }
std::optional<Relation> relationFromName(std::string_view text) { return fromName<Relation>(relationNames, text); }
std::string_view name(InstructionKind kind) { return instructionNames.at(static_cast<std::size_t>(kind)); }
std::optional<InstructionKind> instructionKindFromName(std::string_view text) { return fromName<InstructionKind>(instructionNames, text); }
std::string_view name(ForwardKind kind) { return forwardNames.at(static_cast<std::size_t>(kind)); }
std::optional<ForwardKind> forwardKindFromName(std::string_view text) { return fromName<ForwardKind>(forwardNames, text); }
std::string_view name(ForwardState state) { return forwardStateNames.at(static_cast<std::size_t>(state)); }
std::optional<ForwardState> forwardStateFromName(std::string_view text) { return fromName<ForwardState>(forwardStateNames, text); }
std::string_view name(SendState state) { return sendStateNames.at(static_cast<std::size_t>(state)); }
std::optional<SendState> sendStateFromName(std::string_view text) { return fromName<SendState>(sendStateNames, text); }

std::string unknownSenderText(const SiteCode &sender, const std::string &keyId) { return "no address of " + sender.value() + " has the key " + keyId; }

bool isAnswered(InstructionKind kind) { return kind != InstructionKind::Acknowledgement && kind != InstructionKind::Report; }

bool isOfParent(InstructionKind kind)
{
    switch (kind) {
    case InstructionKind::Information:
    case InstructionKind::Content:
    case InstructionKind::Removal:
    case InstructionKind::Order:
        return true;
    case InstructionKind::Acknowledgement:
    case InstructionKind::Report:
    case InstructionKind::Messages:
    case InstructionKind::Answer:
        return false;
    }
    return false;
}

const std::vector<SendState> &allSendStates()
{
    static const std::vector<SendState> states = [] {
        std::vector<SendState> all;
        for (std::size_t i = 0; i < sendStateNames.size(); ++i)
            all.push_back(static_cast<SendState>(i));
        return all;
    }();
    return states;
}

bool isFulfilled(const RemoteTarget &target, const std::optional<Sha256> &manifest)
{
    if (target.gone)
        return false;
    if (target.wantedVersion == 0)
        return target.state == State::Removed && !target.installedVersion;
    // A newer version than the one that was asked for is another duty's; the manifest says that it is this one and no other of the same number.
    return target.state == State::Installed && target.proof && target.installedVersion == target.wantedVersion && manifest
        && target.installedManifest == manifest;
}

} // namespace cartage
