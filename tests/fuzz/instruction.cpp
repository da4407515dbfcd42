// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inbox/instructionbody.h"

#include "core/domain/escape.h"
#include "tests/fuzz/target.h"

namespace {

/// What is taken is written again as the same lines.
template <class Body>
void comesBack(const std::vector<cartage::inbox::InstructionLine> &lines, const std::optional<Body> &body)
{
    if (body)
        CARTAGE_CHECK(cartage::inbox::toLines(*body) == lines);
}

} // namespace

/// What another site, or anybody, leaves in an inbox: the form, and what each kind says. Whose signature it is, is asked elsewhere.
void oneInput(const std::string &bytes)
{
    using namespace cartage::inbox;
    const auto read = parseInstruction(bytes);
    if (!read) {
        CARTAGE_CHECK(!name(read.error().fault).empty() && cartage::isValidUtf8(read.error().detail));
        return;
    }
    const Instruction &instruction = read->instruction;
    CARTAGE_CHECK(bytes.size() <= longestInstruction && instruction.lines.size() <= mostInstructionLines && read->signedBytes < bytes.size());
    const std::string text = linesText(instruction.lines);
    CARTAGE_CHECK(bytes.compare(read->signedBytes - text.size(), text.size(), text) == 0);
    comesBack(instruction.lines, informationFrom(instruction.lines));
    comesBack(instruction.lines, contentFrom(instruction.lines));
    comesBack(instruction.lines, removalFrom(instruction.lines));
    comesBack(instruction.lines, acknowledgementFrom(instruction.lines));
    comesBack(instruction.lines, reportFrom(instruction.lines));
}
