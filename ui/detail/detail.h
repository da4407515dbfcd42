// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "ui/look/marks.h"
#include "ui/views/view.h"

namespace cartage::ui {

/// One line of a tab: an attempt, an event, a file, a message, an action.
struct DetailEntry {
    std::optional<Mark> mark;
    QString title;
    QString beside; ///< behind the title, in text2
    QString right;  ///< when, or how much
    QString second; ///< in text2
    QString mono;   ///< the error as the system gave it
    QString after;  ///< what lies between it and the next one: "waited 9 min 40 s"
    bool strong = false;  ///< title in bold, second line in text: a try
    bool failing = false; ///< what the error is about
    Location to;          ///< where Enter and a click lead; no view: nowhere
    bool operator==(const DetailEntry &) const = default;
};

/// Tries along an axis of time.
struct Tries {
    struct Try {
        Time from{}, to{};
        Hue hue = Hue::Grey;
        bool operator==(const Try &) const = default;
    };
    QList<Try> tries; ///< oldest first
    Time now{};
    std::optional<Time> next;
    bool operator==(const Tries &) const = default;
};

/// Room on a distribution point.
struct SpaceNeed {
    QString title, fact;
    QString left, right;   ///< words below the meter's ends
    double filled = 0;     ///< part of the meter: what is used, or what is free of what is needed
    double missing = 0;    ///< part of the meter; 0: it fits
    bool operator==(const SpaceNeed &) const = default;
};

/// All that the detail pane shows of one thing, as plain, escaped text.
struct Detail {
    std::optional<Mark> mark;
    QString title, facts;
    Hue hue = Hue::Grey;
    QList<QPair<QString, QString>> advice; ///< What, Effect, To do, By itself; empty: no box
    QList<QPair<QString, QString>> values; ///< label and value
    QString rawError;
    QString rawTitle; ///< of what is no error; empty: it is one
    std::optional<int> messageId; ///< what F1 looks up
    std::optional<Code> code;
    struct Link {
        QString text;
        Location to;
        bool operator==(const Link &) const = default;
    };
    QList<Link> links; ///< to lists
    std::optional<SpaceNeed> space;
    /// The first few of what belongs to it, and the way to all of them.
    struct Related {
        QString title, fact;
        QList<DetailEntry> entries;
        Link all; ///< no text: these are all
        bool operator==(const Related &) const = default;
    };
    QList<Related> related;
    struct Tab {
        QString key, title;
        bool filled = false; ///< only the one that is wanted is
        QString head, fact;  ///< over the entries
        std::optional<Tries> tries;
        QList<DetailEntry> entries;
        bool joined = false; ///< entries follow each other in time: a line leads from mark to mark
        qint64 all = 0;      ///< so many there are; more than `entries`: the others can be asked for
        bool searchable = false;
        QString whenEmpty;
        bool operator==(const Tab &) const = default;
    };
    QList<Tab> tabs; ///< beside Summary
    bool operator==(const Detail &) const = default;
};

/// What the pane has open: nothing is asked for that it does not show.
struct DetailWish {
    QString tab;  ///< key; "summary": none of the others
    QString text; ///< that a file's path contains
    int most = 0; ///< entries; 0: a page of them
    bool operator==(const DetailWish &) const = default;
};
/// Entries that are shown at once, and so many more each time.
constexpr int detailPage = 100;

/// On a reader thread.
[[nodiscard]] Result<Detail> detailOf(engine::Site &site, const Subject &subject, const DetailWish &wish, Time now);

/// Of the advice box: information is blue, everything else has its mark's.
[[nodiscard]] Hue adviceHue(Mark mark);

} // namespace cartage::ui
