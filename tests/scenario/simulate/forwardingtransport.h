// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>

#include "core/transport/transport.h"

namespace cartage::test {

/// Hands every item on: what watches and planted bugs are made from.
class ForwardingTransport : public transport::Transport
{
public:
    explicit ForwardingTransport(std::unique_ptr<Transport> below)
        : m_below(std::move(below))
    { }

    Result<InstallOutcome> install(const transport::DpAddress &dp, bool takeOver, transport::WorkControl &control) override
    {
        return m_below->install(dp, takeOver, control);
    }
    transport::StageOutcome stage(const transport::StageOrder &order, transport::WorkControl &control) override { return m_below->stage(order, control); }
    transport::PublishOutcome publish(const transport::PublishOrder &order, transport::WorkControl &control) override
    {
        return m_below->publish(order, control);
    }
    std::optional<Error> clean(const transport::DpAddress &dp, const PackageId &package, const std::string &keepStage, bool durably,
                               transport::WorkControl &control) override
    {
        return m_below->clean(dp, package, keepStage, durably, control);
    }
    transport::RemoveOutcome remove(const transport::RemoveOrder &order, transport::WorkControl &control) override
    {
        return m_below->remove(order, control);
    }
    transport::RemoveOutcome removeDp(const transport::DpAddress &dp, transport::WorkControl &control) override { return m_below->removeDp(dp, control); }
    transport::ValidateOutcome validate(const transport::ValidateOrder &order, transport::WorkControl &control) override
    {
        return m_below->validate(order, control);
    }
    transport::ProbeOutcome probe(const transport::DpAddress &dp, bool abilities, transport::WorkControl &control) override
    {
        return m_below->probe(dp, abilities, control);
    }

private:
    std::unique_ptr<Transport> m_below;
};

} // namespace cartage::test
