// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/advicetexts.h"

#include <QCoreApplication>

#include <array>

#include "core/base/check.h"

#define ADVICE(text) QT_TRANSLATE_NOOP("Advice", text)

namespace cartage {

namespace {

constexpr std::array catalogue{
    AdviceTexts{Code::DpNotResponding, ADVICE("A distribution point does not respond"),
                ADVICE("DP {dp} does not respond[: {operation} of {path}][ did not come back: {system}]."),
                ADVICE("Nothing new reaches this DP. Clients there go on reading the former version; a first delivery is not visible "
                       "yet."),
                ADVICE("See whether its server and the network are up[; cartage dp test {dp} shows where it hangs]."),
                ADVICE("Probes the DP after 30 s, then at growing distances up to ten minutes, for ever, and goes on when it succeeds; "
                       "tries are not used up.")},
    AdviceTexts{Code::DpStalled, ADVICE("A transfer stands still"),
                ADVICE("The transfer to DP {dp} stands still[ at {path}]: not one byte went through within the time that the setting "
                       "stall allows."),
                ADVICE("Clients there go on reading the former version; a first delivery is not visible yet."),
                ADVICE("See whether the line or the server is overloaded[; cartage dp set {dp} stall=30m allows more time]."),
                ADVICE("Gives the try up, keeps what was staged and tries again at its time.")},
    AdviceTexts{Code::IoError, ADVICE("The operating system reported a failure"),
                ADVICE("The operating system refused something on {object}[: {operation}][ of {path}][ ({system})]."),
                ADVICE("Clients there go on reading the former version; a first delivery is not visible yet."),
                ADVICE("Look for what the operating system says of this disk or share (journalctl -k)[; cartage retries now {scope} "
                       "tries again at once]."),
                ADVICE("Tries again at growing distances, at least hourly.")},
    AdviceTexts{Code::ConnectionLost, ADVICE("The connection broke"),
                ADVICE("The connection to DP {dp} broke[: {operation}][ of {path}][ ({system})]."),
                ADVICE("Clients there go on reading the former version; a first delivery is not visible yet."),
                ADVICE("Nothing, if it happens now and then. If it stays so, check the line and the server[; cartage dp test {dp} "
                       "shows what works]."),
                ADVICE("Tries again at growing distances, at least hourly, and sends only what was not yet there.")},
    AdviceTexts{Code::FileInUse, ADVICE("A file is in use"), ADVICE("A file on DP {dp} is in use and cannot be replaced[: {path}][ ({system})]."),
                ADVICE("The update was taken back: clients have the former version whole."),
                ADVICE("Close the program that holds the file, on the server or at a client."),
                ADVICE("Tries just the publishing again every five minutes; tries are not used up.")},
    AdviceTexts{Code::VerifyMismatch, ADVICE("What was read back differs"),
                ADVICE("What was written to DP {dp} and read back differs from what was sent[: {path}]."),
                ADVICE("It was not published: clients there go on reading the former version; a first delivery is not visible yet."),
                ADVICE("If it happens again, have the disk, memory and line of this DP checked[; cartage dp test {dp} reads and writes "
                       "there]."),
                ADVICE("Writes the file again at the next try.")},
    AdviceTexts{Code::SourceBusy, ADVICE("A source file is in use"), ADVICE("A file of the source of {object} is in use[: {names}][ ({system})]."),
                ADVICE("No new version was made. The former versions stay as they are."),
                ADVICE("Close the program that writes it, then give the same cartage command again[: cartage package update {package}]."),
                ADVICE("Nothing: a snapshot is taken when it is asked for.")},
    AdviceTexts{Code::NoSpace, ADVICE("A distribution point is full"),
                ADVICE("{where} has too little room[: {need} are needed][, {free} are free][; of its limit of {limit} {used} are "
                       "used]."),
                ADVICE("Clients there go on reading the former version; a first delivery is not visible yet."),
                ADVICE("Make room there[, or take a package from it with cartage undistribute ID --dp {dp}][; its limit can be raised "
                       "with cartage dp set {dp} limit=0 (now {limit})]."),
                ADVICE("Looks again whenever the DP's free space is read, and goes on when there is enough.")},
    AdviceTexts{Code::Quota, ADVICE("A quota is used up"), ADVICE("The quota on DP {dp} is used up[: {need} are needed][, {free} are free]."),
                ADVICE("Clients there go on reading the former version; a first delivery is not visible yet."),
                ADVICE("Have the quota raised, or take a package from it with cartage undistribute ID --dp {dp}."),
                ADVICE("Looks again whenever the DP's free space is read, and goes on when there is enough.")},
    AdviceTexts{Code::LibraryNoSpace, ADVICE("The content library is full"),
                ADVICE("The content library has too little room[: {need} are needed][, {free} are free][ on {path}]."),
                ADVICE("No new version can be made. Distributing what is in the library goes on."),
                ADVICE("Make room on that disk; cartage package prune lets old versions go."),
                ADVICE("Nothing before there is room: give the same command again.")},
    AdviceTexts{Code::DatabaseNoSpace, ADVICE("The site database cannot grow"),
                ADVICE("The site database cannot grow[: the disk of {path} is full]."), ADVICE("Nothing can be recorded, so nothing more is begun."),
                ADVICE("Make room on the disk of the site folder; then look at cartage site check."),
                ADVICE("Waits and goes on when there is room.")},
    AdviceTexts{Code::DpNotThere, ADVICE("A distribution point is not there"), ADVICE("The folder of DP {dp} is not there[: {path}][ ({system})]."),
                ADVICE("Nothing new reaches this DP."),
                ADVICE("Mount its disk or share[. If it moved, give cartage dp set {dp} path=DIR; if it is gone for good, cartage dp "
                       "remove {dp} --forget]."),
                ADVICE("Probes the DP after 30 s, then at growing distances up to ten minutes, for ever, and goes on when it succeeds; "
                       "tries are not used up.")},
    AdviceTexts{Code::DpMarkerMissing, ADVICE("A marker is missing"),
                ADVICE("The folder of DP {dp} has no marker: another disk, or a mount point without its share[ ({path})]."),
                ADVICE("Nothing is written there, so that no strange disk is filled. Nothing new reaches this DP."),
                ADVICE("Mount the right disk or share[; cartage dp test {dp} looks again. If the marker was deleted, take the folder "
                       "back with cartage dp add --name {dp} --path DIR --take-over]."),
                ADVICE("Probes the DP after 30 s, then at growing distances up to ten minutes, for ever, and goes on when it succeeds; "
                       "tries are not used up.")},
    AdviceTexts{Code::DpReadOnly, ADVICE("A distribution point is read-only"),
                ADVICE("DP {dp} is read-only[: {operation}][ of {path}][ ({system})]."),
                ADVICE("Clients can go on reading; nothing new reaches this DP."),
                ADVICE("Mount it writable[; cartage retries now --dp {dp} looks at once]. A file system that became read-only by "
                       "itself is often damaged."),
                ADVICE("Probes the DP after 30 s, then at growing distances up to ten minutes, for ever, and goes on when it succeeds; "
                       "tries are not used up.")},
    AdviceTexts{Code::DpPermission, ADVICE("No permission at a distribution point"),
                ADVICE("This user may not write on DP {dp}[: {operation}][ of {path}][ ({system})]."), ADVICE("Nothing new reaches this DP."),
                ADVICE("Give the user of the engine the right to write in its folder[; cartage dp test {dp} shows which steps work]."),
                ADVICE("Probes the DP after 30 s, then at growing distances up to ten minutes, for ever, and goes on when it succeeds; "
                       "tries are not used up.")},
    AdviceTexts{Code::DpOtherIdentity, ADVICE("The folder belongs to someone else"),
                ADVICE("The folder of DP {dp} carries the marker of another distribution point[: {found}][ of site {site}][, and not "
                       "{expected}]."),
                ADVICE("Nothing is written there and nothing is cleaned away. Nothing new reaches this DP."),
                ADVICE("See which disk or share is mounted[; mount the right one and give cartage retries now --dp {dp}, or name its "
                       "folder with cartage dp set {dp} path=DIR]."),
                ADVICE("Nothing: only you can know whose folder that is.")},
    AdviceTexts{Code::ForeignContent, ADVICE("Strange content in a package's folder"),
                ADVICE("On DP {dp} lies a folder[ {path}] of the package's name that Cartage did not write."),
                ADVICE("It is not touched, so the package cannot be delivered there."),
                ADVICE("Move the folder aside[, then give cartage retries now {scope}]."),
                ADVICE("Nothing: it could be someone's work.")},
    AdviceTexts{Code::NameNotStorable, ADVICE("A name cannot be stored"),
                ADVICE("DP {dp} cannot store names of the package[: {names}][ ({system})]."),
                ADVICE("Not a byte was copied. The package stays away from this DP; others are not concerned."),
                ADVICE("Rename them in the source and update the package[: cartage package update {package}][, or take it from there "
                       "with cartage undistribute {package} --dp {dp}]."),
                ADVICE("Nothing: the names are the package's.")},
    AdviceTexts{Code::LinkNotStorable, ADVICE("A link cannot be stored"), ADVICE("DP {dp} cannot store symbolic links of the package[: {names}]."),
                ADVICE("Not a byte was copied. The package stays away from this DP; others are not concerned."),
                ADVICE("Replace them by files in the source and update the package[: cartage package update {package}][, or take it "
                       "from there with cartage undistribute {package} --dp {dp}]."),
                ADVICE("Nothing: the links are the package's.")},
    AdviceTexts{Code::FileTooLarge, ADVICE("A file is too large"),
                ADVICE("A file of the package is larger than DP {dp} can store[: {names}][ ({path})]."),
                ADVICE("The package stays away from this DP; others are not concerned."),
                ADVICE("Split the file in the source, or move the DP to another file system[; cartage undistribute {package} --dp {dp} "
                       "takes the package from there]."),
                ADVICE("Nothing: the size is the package's.")},
    AdviceTexts{Code::SourceMissing, ADVICE("A source folder is missing"),
                ADVICE("The source folder of {object} is not there[: {path}][ ({system})]."),
                ADVICE("No new version can be made. The versions made before stay and are distributed."),
                ADVICE("Mount it or put it back[, or if it moved give cartage package set {package} source=DIR]; then give the same "
                       "cartage command again[: cartage package update {package}]."),
                ADVICE("Nothing: a snapshot is taken when it is asked for.")},
    AdviceTexts{Code::SourceUnreadable, ADVICE("Source files cannot be read"),
                ADVICE("Files of the source of {object} cannot be read[: {names}][ ({system})]."),
                ADVICE("No new version was made. The versions made before stay."),
                ADVICE("Give the user who runs Cartage the right to read them, then give the same cartage command again[: cartage package update {package}]."),
                ADVICE("Nothing: a snapshot is taken when it is asked for.")},
    AdviceTexts{Code::SourceChanging, ADVICE("The source keeps changing"),
                ADVICE("Files of the source of {object} changed each time they were read[: {names}]."),
                ADVICE("No new version was made, because it would be of no one state. The versions made before stay."),
                ADVICE("Wait until whatever writes there is done, then give the same cartage command again[: cartage package update {package}]."),
                ADVICE("Read each of them three times before it gave up.")},
    AdviceTexts{Code::NamesRefused, ADVICE("The source holds what a package cannot have"),
                ADVICE("The source of {object} holds names or kinds of files that a package cannot have[: {names}]."),
                ADVICE("Nothing was made of it."),
                ADVICE("Rename or remove them (sockets, FIFOs, devices, names over 255 bytes), then give the same cartage command "
                       "again[: cartage package update {package}]."),
                ADVICE("Nothing.")},
    AdviceTexts{Code::LinksRefused, ADVICE("Links point out of the package"),
                ADVICE("The source of {object} holds symbolic links that point out of the package[: {names}]."),
                ADVICE("Nothing was made of it: at a distribution point they would lead elsewhere."),
                ADVICE("Replace them by what they point to, then give the same cartage command again[: cartage package update "
                       "{package}]."),
                ADVICE("Nothing.")},
    AdviceTexts{Code::WrongValue, ADVICE("A value has the wrong form"), ADVICE("The value of {object} cannot be taken[: {why}][ ({system})]."),
                ADVICE("Nothing was changed."), ADVICE("Give the command again with a value that fits; cartage COMMAND --help shows the forms."),
                ADVICE("Nothing.")},
    AdviceTexts{Code::FilesMissing, ADVICE("Files are missing at a distribution point"), ADVICE("Files are missing on DP {dp}[: {names}]."),
                ADVICE("Clients there do not get the whole package."),
                ADVICE("Find out who deleted them. Give cartage redistribute {scope} to repair it now."),
                ADVICE("With repair=auto copies just those files again.")},
    AdviceTexts{Code::FilesDiffer, ADVICE("Files differ at a distribution point"),
                ADVICE("Files on DP {dp} differ from what was distributed[: {names}]."), ADVICE("Clients there get something else than the package."),
                ADVICE("Find out who changed them. Give cartage redistribute {scope} to repair it now."),
                ADVICE("With repair=auto copies just those files again.")},
    AdviceTexts{Code::ContentDamaged, ADVICE("Content in the library is damaged"),
                ADVICE("Content of {object} in the library is missing or does not match its name[: {names}][ ({system})]."),
                ADVICE("What was distributed is not concerned; what needs this content waits."),
                ADVICE("Check the disk of the library. If it is not healed by itself, give cartage package update {package} --rehash."),
                ADVICE("Heals it from the source or from a distribution point that has it proven.")},
    AdviceTexts{Code::ComponentHalted, ADVICE("A component is paused or stopped"),
                ADVICE("The component {object} is {state}[ by {by}][: {why}]."),
                ADVICE("What is at work there comes to its end, nothing new is begun; what is owed waits."),
                ADVICE("When it may go on: cartage components start {object}."),
                ADVICE("Nothing: it waits for an operator, also when it is started anew.")},
    AdviceTexts{Code::ConfirmationNeeded, ADVICE("A destructive command needs a yes"),
                ADVICE("Nothing was done on {object}: the command takes something away."), ADVICE("Nothing was changed."),
                ADVICE("Read the effect above, then give the same cartage command again with --yes added."), ADVICE("Nothing.")},
    AdviceTexts{Code::NotFound, ADVICE("It does not exist"), ADVICE("There is no {object} here[: {why}][; version {version} is asked for]."),
                ADVICE("Nothing of the command was done."), ADVICE("Look for the right name with the command that lists them: cartage package list, cartage dp list, cartage quarantine list, cartage rules list, cartage components list."),
                ADVICE("Nothing.")},
    AdviceTexts{Code::Exists, ADVICE("It exists already"), ADVICE("{object} exists already[: {path}][; it belongs to {by}]."),
                ADVICE("Nothing was changed."), ADVICE("Choose another name or folder; cartage package list and cartage dp list show those in use."),
                ADVICE("Nothing.")},
    AdviceTexts{Code::NameTaken, ADVICE("The name is taken"), ADVICE("The name belongs to package {object} already."),
                ADVICE("Nothing was made, so a command given twice makes no second package."),
                ADVICE("Choose another name, or go on with that package: cartage package show {object}."), ADVICE("Nothing.")},
    AdviceTexts{Code::PathInUse, ADVICE("The folder is in use"),
                ADVICE("{object} is in use, or lies inside or around a folder that is[: {why}][; it belongs to {by}]."),
                ADVICE("Nothing was changed."), ADVICE("Choose another folder; cartage dp list and cartage package list show those in use[. It is a distribution point of this "
                       "site, with packages: give the same command again with --take-over to take {take_over} back]."),
                ADVICE("Nothing.")},
    AdviceTexts{Code::StateForbids, ADVICE("The state does not allow it"),
                ADVICE("The state of {object} does not allow this[: {why}][; version {version} is not kept any more]."),
                ADVICE("Nothing was changed."), ADVICE("Look at its state with cartage status[ {scope}]."), ADVICE("Nothing.")},
    AdviceTexts{Code::PlanMoved, ADVICE("It has changed since it was shown"),
                ADVICE("What {object} would do has changed since its effect was shown."), ADVICE("Nothing was changed."),
                ADVICE("Read the new effect, then give the same cartage command again with --yes and the new plan."), ADVICE("Nothing.")},
    AdviceTexts{Code::SnapshotRunning, ADVICE("A snapshot is being taken"), ADVICE("A snapshot of {object} is being taken already."),
                ADVICE("Nothing was changed."), ADVICE("Wait until it is done; cartage package show {package} shows its versions."),
                ADVICE("Nothing.")},
    AdviceTexts{Code::ProgramRefused, ADVICE("The program cannot be run by a rule"),
                ADVICE("{object} cannot be run by a rule[: {why}][ ({system})]."), ADVICE("Nothing was changed."),
                ADVICE("Name an executable file by its absolute path, in folders that only root and the site's user can write; cartage rules set --help shows how."), ADVICE("Nothing.")},
    AdviceTexts{Code::Usage, ADVICE("Wrong usage"), ADVICE("[{object}: ]the command was not understood[: {why}]."),
                ADVICE("Nothing was done; the site was not opened."), ADVICE("See cartage --help."), ADVICE("Nothing.")},
    AdviceTexts{Code::DatabaseBusy, ADVICE("The site database is busy"), ADVICE("The site database was busy for too long[: {path}]."),
                ADVICE("Nothing of the command was done."),
                ADVICE("Give the command again. If it stays so, see which program holds the database; cartage site info shows the "
                       "engine."),
                ADVICE("Waits and goes on; only a command gives up after 30 s.")},
    AdviceTexts{Code::Interrupted, ADVICE("The work was ended early"), ADVICE("The work on {object} was ended before it was done."),
                ADVICE("Nothing is half done; what was staged is kept."),
                ADVICE("Nothing, or give the command again; cartage run goes on with what is owed."),
                ADVICE("Begins again at once; the try is not counted.")},
    AdviceTexts{Code::SiteMissing, ADVICE("There is no site"), ADVICE("There is no site in {object}[ ({system})]."), ADVICE("Nothing was done."),
                ADVICE("Name its folder with --site or CARTAGE_SITE, or make one: cartage --site {object} site init --code CEN --name "
                       "Central."),
                ADVICE("Nothing.")},
    AdviceTexts{Code::SiteLocked, ADVICE("Another engine works the site"),
                ADVICE("Another engine works site {object}[: host {host}][, process {pid}][, since {since}]."),
                ADVICE("Commands go on as usual: that engine obeys them."),
                ADVICE("Leave it to that engine. If it does not answer any more, give cartage run --take-over."), ADVICE("Nothing.")},
    AdviceTexts{Code::SchemaNewer, ADVICE("The database is newer than this program"),
                ADVICE("A newer Cartage made the database of {object}[: its schema is {found}][, this program knows {known}]."),
                ADVICE("Nothing was read or written."), ADVICE("Install that newer version; cartage --version shows this one."), ADVICE("Nothing.")},
    AdviceTexts{Code::SchemaAltered, ADVICE("The database was altered"),
                ADVICE("The schema of the database of {object} is not the one that its number says[ ({path})]."), ADVICE("Nothing was written."),
                ADVICE("Restore the newest backup: cartage site restore FILE."), ADVICE("Nothing.")},
    AdviceTexts{Code::DatabaseDamaged, ADVICE("The site database is damaged"), ADVICE("The site database is damaged[: {path}][: {text}]."),
                ADVICE("Nothing more is written to it. What lies at distribution points is not concerned."),
                ADVICE("Check the disk, then restore the newest backup: cartage site restore FILE."), ADVICE("Nothing: it keeps its hands off.")},
    AdviceTexts{Code::NetworkFilesystem, ADVICE("The site lies on a network file system"),
                ADVICE("{object} lies on a network file system[ ({file_system})], where a site database cannot be kept safe."),
                ADVICE("The site was not opened."),
                ADVICE("Put the site on a local disk: cartage --site DIR site init --code CEN --name Central; only distribution points "
                       "and sources may be shares."),
                ADVICE("Nothing.")},
    AdviceTexts{Code::NotPermitted, ADVICE("No permission"), ADVICE("This user may not use {object}[: {operation}][ of {path}][ ({system})]."),
                ADVICE("Nothing was done."),
                ADVICE("Run the command as the user of the site, or join the group of its folder; cartage site info then works."),
                ADVICE("Nothing.")},
    AdviceTexts{Code::InboxNotThere, ADVICE("The inbox is not there"),
                ADVICE("There is no inbox in {object}[: {operation}][ of {path}][ ({system})]."),
                ADVICE("The messages stay in the spool; none is lost, and they arrive later."),
                ADVICE("Mount the share, or name the right folder: cartage client flush --inbox DIR --spool DIR. A site's inbox has the folders new and tmp."),
                ADVICE("Brings them at the next cartage client flush, which the installed timer gives every few minutes.")},
    AdviceTexts{Code::InboxNotWritable, ADVICE("The inbox cannot be written"),
                ADVICE("The inbox {object} cannot be written[: {operation}][ of {path}][ ({system})]."),
                ADVICE("The messages stay in the spool; none is lost, and they arrive later."),
                ADVICE("Give this user the right to make files in its folders new and tmp, or mount it for writing; then cartage client flush --inbox DIR --spool DIR."),
                ADVICE("Brings them at the next cartage client flush, which the installed timer gives every few minutes.")},
    AdviceTexts{Code::InboxFull, ADVICE("The inbox is full"),
                ADVICE("The inbox {object} has too little room[: {operation}][ of {path}][ ({system})]."),
                ADVICE("The messages stay in the spool; none is lost, and they arrive later."),
                ADVICE("Make room on the site's disk, and see with cartage status whether the site takes messages in."),
                ADVICE("Brings them at the next cartage client flush, which the installed timer gives every few minutes.")},
    AdviceTexts{Code::InboxNotResponding, ADVICE("The inbox does not respond"),
                ADVICE("The inbox {object} does not respond[: nothing came back for {seconds} s]."),
                ADVICE("The messages stay in the spool; none is lost, and they arrive later."),
                ADVICE("See whether the server and the network are up; then cartage client flush --inbox DIR --spool DIR."),
                ADVICE("Brings them at the next cartage client flush, which the installed timer gives every few minutes.")},
    AdviceTexts{Code::InboxFailing, ADVICE("The inbox takes no messages"),
                ADVICE("The operating system refused something at the inbox {object}[: {operation}][ of {path}][ ({system})]."),
                ADVICE("The messages stay in the spool; none is lost, and they arrive later."),
                ADVICE("Look for what the operating system says of this disk or share (journalctl -k); then cartage client flush --inbox DIR --spool DIR."),
                ADVICE("Brings them at the next cartage client flush, which the installed timer gives every few minutes.")},
    AdviceTexts{Code::SpoolNotWritable, ADVICE("The spool cannot be used"),
                ADVICE("The spool {object} cannot be used[: {operation}][ of {path}][ ({system})]."),
                ADVICE("The message was not queued: nobody will hear of it unless it is reported again."),
                ADVICE("Name a folder that this user can write, or one that can be made: cartage client report --spool DIR."),
                ADVICE("Nothing.")},
    AdviceTexts{Code::SpoolFull, ADVICE("The spool's disk is full"),
                ADVICE("The spool {object} has too little room[: {operation}][ of {path}][ ({system})]."),
                ADVICE("The message was not queued: nobody will hear of it unless it is reported again."),
                ADVICE("Make room on its disk. If the messages in it do not leave, see why: cartage client flush --inbox DIR --spool DIR."),
                ADVICE("Nothing.")},
    AdviceTexts{Code::SpoolBusy, ADVICE("The spool is in use"),
                ADVICE("Other processes held the spool {object}[ for {seconds} s]."),
                ADVICE("Nothing was changed by this command."),
                ADVICE("Give the same cartage client command again; if it stays so, see which process hangs."),
                ADVICE("Nothing.")},
    AdviceTexts{Code::SpoolDamaged, ADVICE("A file of the spool is damaged"),
                ADVICE("A file of the spool {object} is damaged[: {path}][ ({why})]; it was set aside[ as {aside}]."),
                ADVICE("Its message does not reach the site; all others go on."),
                ADVICE("Look at the file, have the disk checked, then remove it: as long as it lies there, cartage client flush ends with 1."),
                ADVICE("Leaves it where it lies.")},
    AdviceTexts{Code::Internal, ADVICE("A fault of the program"), ADVICE("A fault of the program was found at {object}[: {what}][ {why}][ {text}]."),
                ADVICE("The engine stopped deciding, so that nothing is spoiled. What lies at distribution points is not concerned."),
                ADVICE("Send the log in the site folder to those who look after Cartage; start cartage run anew."),
                ADVICE("Nothing more until it is started anew.")},
};

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < catalogue.size(); ++i) {
        if (static_cast<std::size_t>(catalogue[i].code) != i)
            return false;
    }
    return catalogue.size() == static_cast<std::size_t>(Code::Internal) + 1;
}
static_assert(isInOrder(), "one entry for each code, in the order of the codes");

} // namespace

const AdviceTexts &adviceTexts(Code code)
{
    const auto index = static_cast<std::size_t>(code);
    CARTAGE_CHECK(index < catalogue.size());
    return catalogue[index];
}

} // namespace cartage
