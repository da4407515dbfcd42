<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Deeds</name>
    <message numerus="yes">
        <source>%n distribution(s)</source>
        <translation>
            <numerusform>%n distribution</numerusform>
            <numerusform>%n distributions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) are tried at once.</source>
        <translation>
            <numerusform>%n distribution is tried at once.</numerusform>
            <numerusform>%n distributions are tried at once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) are stopped until somebody tries again.</source>
        <translation>
            <numerusform>%n distribution is stopped until somebody tries again.</numerusform>
            <numerusform>%n distributions are stopped until somebody tries again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) are cancelled.</source>
        <translation>
            <numerusform>%n distribution is cancelled.</numerusform>
            <numerusform>%n distributions are cancelled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) are looked through and repaired.</source>
        <translation>
            <numerusform>%n distribution is looked through and repaired.</numerusform>
            <numerusform>%n distributions are looked through and repaired.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) are copied anew.</source>
        <translation>
            <numerusform>%n distribution is copied anew.</numerusform>
            <numerusform>%n distributions are copied anew.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) are taken away.</source>
        <translation>
            <numerusform>%n distribution is taken away.</numerusform>
            <numerusform>%n distributions are taken away.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution point(s)</source>
        <translation>
            <numerusform>%n distribution point</numerusform>
            <numerusform>%n distribution points</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n package(s)</source>
        <translation>
            <numerusform>%n package</numerusform>
            <numerusform>%n packages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) count as known.</source>
        <translation>
            <numerusform>%n problem counts as known.</numerusform>
            <numerusform>%n problems count as known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) ask for attention again.</source>
        <translation>
            <numerusform>%n problem asks for attention again.</numerusform>
            <numerusform>%n problems ask for attention again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution point(s) passed every step of the test.</source>
        <translation>
            <numerusform>%n distribution point passed every step of the test.</numerusform>
            <numerusform>%n distribution points passed every step of the test.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) compared</source>
        <translation>
            <numerusform>%n distribution compared</numerusform>
            <numerusform>%n distributions compared</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>: %n difference(s).</source>
        <translation>
            <numerusform>: %n difference.</numerusform>
            <numerusform>: %n differences.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution point(s) could not be read.</source>
        <translation>
            <numerusform>%n distribution point could not be read.</numerusform>
            <numerusform>%n distribution points could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) are held.</source>
        <translation>
            <numerusform>%n distribution is held.</numerusform>
            <numerusform>%n distributions are held.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) go on.</source>
        <translation>
            <numerusform>%n distribution goes on.</numerusform>
            <numerusform>%n distributions go on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) in quarantine</source>
        <translation>
            <numerusform>%n thing in quarantine</numerusform>
            <numerusform>%n things in quarantine</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) are on their way again.</source>
        <translation>
            <numerusform>%n thing is on its way again.</numerusform>
            <numerusform>%n things are on their way again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) are discarded.</source>
        <translation>
            <numerusform>%n thing is discarded.</numerusform>
            <numerusform>%n things are discarded.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n component(s)</source>
        <translation>
            <numerusform>%n component</numerusform>
            <numerusform>%n components</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n component(s) go on.</source>
        <translation>
            <numerusform>%n component go on.</numerusform>
            <numerusform>%n components go on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n component(s) are paused.</source>
        <translation>
            <numerusform>%n component is paused.</numerusform>
            <numerusform>%n components are paused.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n component(s) are stopped.</source>
        <translation>
            <numerusform>%n component is stopped.</numerusform>
            <numerusform>%n components are stopped.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n site(s)</source>
        <translation>
            <numerusform>%n site</numerusform>
            <numerusform>%n sites</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n package(s) are sent once more, whole.</source>
        <translation>
            <numerusform>%n package is sent once more, whole.</numerusform>
            <numerusform>%n packages are sent once more, whole.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n site(s) are forgotten, with all duties towards them; what lies there stays.</source>
        <translation>
            <numerusform>%n site is forgotten, with all duties towards it; what lies there stays.</numerusform>
            <numerusform>%n sites are forgotten, with all duties towards them; what lies there stays.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is asked to compare %n distribution(s); what became of it stands in their details.</source>
        <translation>
            <numerusform>%1 is asked to compare %n distribution; what became of it stands in its details.</numerusform>
            <numerusform>%1 is asked to compare %n distributions; what became of it stands in their details.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message numerus="yes">
        <source>%n distribution(s)</source>
        <translation>
            <numerusform>%n distribution</numerusform>
            <numerusform>%n distributions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) of %1 have not come.</source>
        <translation>
            <numerusform>%n message of %1 has not come.</numerusform>
            <numerusform>%n messages of %1 have not come.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1</source>
        <translation>
            <numerusform>%n of %1</numerusform>
            <numerusform>%n of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more stretch(es)</source>
        <translation>
            <numerusform>and %n more stretch</numerusform>
            <numerusform>and %n more stretches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s), counted and dropped</source>
        <translation>
            <numerusform>%n message, counted and dropped</numerusform>
            <numerusform>%n messages, counted and dropped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) at %1 cannot be done as they are.</source>
        <translation>
            <numerusform>%n distribution at %1 cannot be done as it is.</numerusform>
            <numerusform>%n distributions at %1 cannot be done as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connect(s)</source>
        <translation>
            <numerusform>%n connect</numerusform>
            <numerusform>%n connects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tries</source>
        <translation>
            <numerusform>%n try</numerusform>
            <numerusform>%n tries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n done</numerusform>
            <numerusform>%n done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) wait for it. Its distribution points keep what they have.</source>
        <translation>
            <numerusform>%n request waits for it. Its distribution points keep what they have.</numerusform>
            <numerusform>%n requests wait for it. Its distribution points keep what they have.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n days</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1%n days</source>
        <translation>
            <numerusform>%1%n day</numerusform>
            <numerusform>%1%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n days</source>
        <translation>
            <numerusform>about %n day</numerusform>
            <numerusform>about %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LatestChanges</name>
    <message numerus="yes">
        <source>%n DP(s)</source>
        <translation>
            <numerusform>%n DP</numerusform>
            <numerusform>%n DPs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s)</source>
        <translation>
            <numerusform>%n distribution</numerusform>
            <numerusform>%n distributions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notifier</name>
    <message numerus="yes">
        <source>Site %1: %n new problem(s) need you</source>
        <translation>
            <numerusform>Site %1: %n new problem needs you</numerusform>
            <numerusform>Site %1: %n new problems need you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message numerus="yes">
        <source>distribution(s), %1 of them retrying now</source>
        <translation>
            <numerusform>distribution, %1 of them retrying now</numerusform>
            <numerusform>distributions, %1 of them retrying now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>distribution(s)</source>
        <translation>
            <numerusform>distribution</numerusform>
            <numerusform>distributions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>transfer(s) at work, ended</source>
        <translation>
            <numerusform>transfer at work, ended</numerusform>
            <numerusform>transfers at work, ended</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>child site(s) contacted</source>
        <translation>
            <numerusform>child site contacted</numerusform>
            <numerusform>child sites contacted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>distribution(s) there, not followed up any more</source>
        <translation>
            <numerusform>distribution there, not followed up any more</numerusform>
            <numerusform>distributions there, not followed up any more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep them</source>
        <translation>
            <numerusform>Keep it</numerusform>
            <numerusform>Keep them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SiteWords</name>
    <message numerus="yes">
        <source>reached, %n answer(s) under way</source>
        <translation>
            <numerusform>reached, %n answer under way</numerusform>
            <numerusform>reached, %n answers under way</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusWords</name>
    <message numerus="yes">
        <source>%n number(s) missing</source>
        <translation>
            <numerusform>%n number missing</numerusform>
            <numerusform>%n numbers missing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::AcknowledgeSheet</name>
    <message numerus="yes">
        <source>Acknowledge %n problem(s)</source>
        <translation>
            <numerusform>Acknowledge %n problem</numerusform>
            <numerusform>Acknowledge %n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::Actions</name>
    <message numerus="yes">
        <source>%n of them refused it.</source>
        <translation>
            <numerusform>%n of them refused it.</numerusform>
            <numerusform>%n of them refused it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) written to %1.</source>
        <translation>
            <numerusform>%n thing written to %1.</numerusform>
            <numerusform>%n things written to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::ActivityView</name>
    <message numerus="yes">
        <source>%n new action(s)</source>
        <translation>
            <numerusform>%n new action</numerusform>
            <numerusform>%n new actions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s)</source>
        <translation>
            <numerusform>%n action</numerusform>
            <numerusform>%n actions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) are at work</source>
        <translation>
            <numerusform>%n distribution is at work</numerusform>
            <numerusform>%n distributions are at work</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::AddDpsSheet</name>
    <message numerus="yes">
        <source>%n distribution point(s): each folder is tried, and a marker is written there.</source>
        <translation>
            <numerusform>%n distribution point: each folder is tried, and a marker is written there.</numerusform>
            <numerusform>%n distribution points: each folder is tried, and a marker is written there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution point(s) added: %1.</source>
        <translation>
            <numerusform>%n distribution point added: %1.</numerusform>
            <numerusform>%n distribution points added: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Adding %n distribution point(s)</source>
        <translation>
            <numerusform>Adding %n distribution point</numerusform>
            <numerusform>Adding %n distribution points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::ClientsView</name>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n client</numerusform>
            <numerusform>%n clients</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::ComponentsView</name>
    <message numerus="yes">
        <source>%n component(s)</source>
        <translation>
            <numerusform>%n component</numerusform>
            <numerusform>%n components</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::DistributeSheet</name>
    <message numerus="yes">
        <source>The engine&apos;s plan: %n distribution(s), %1 to be sent.</source>
        <translation>
            <numerusform>The engine&apos;s plan: %n distribution, %1 to be sent.</numerusform>
            <numerusform>The engine&apos;s plan: %n distributions, %1 to be sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) are wanted now.</source>
        <translation>
            <numerusform>%n distribution is wanted now.</numerusform>
            <numerusform>%n distributions are wanted now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The engine&apos;s plan: %n site(s) below are asked to see to it.</source>
        <translation>
            <numerusform>The engine&apos;s plan: %n site below is asked to see to it.</numerusform>
            <numerusform>The engine&apos;s plan: %n sites below are asked to see to it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::DistributionsView</name>
    <message numerus="yes">
        <source>%n distribution(s)</source>
        <translation>
            <numerusform>%n distribution</numerusform>
            <numerusform>%n distributions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::DpsView</name>
    <message numerus="yes">
        <source>%n distribution point(s)</source>
        <translation>
            <numerusform>%n distribution point</numerusform>
            <numerusform>%n distribution points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::ExportList</name>
    <message numerus="yes">
        <source>%n row(s) are in %1.</source>
        <translation>
            <numerusform>%n row is in %1.</numerusform>
            <numerusform>%n rows are in %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::Finder</name>
    <message numerus="yes">
        <source>problem, %n distribution(s)</source>
        <translation>
            <numerusform>problem, %n distribution</numerusform>
            <numerusform>problem, %n distributions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::GroupsSheet</name>
    <message numerus="yes">
        <source>%n distribution point(s) change.</source>
        <translation>
            <numerusform>%n distribution point changes.</numerusform>
            <numerusform>%n distribution points change.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s)</source>
        <translation>
            <numerusform>%n distribution</numerusform>
            <numerusform>%n distributions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution point(s) changed their groups.</source>
        <translation>
            <numerusform>%n distribution point changed their groups.</numerusform>
            <numerusform>%n distribution points changed their groups.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::HourBars</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n rows are selected.</source>
        <translation>
            <numerusform>%n row is selected.</numerusform>
            <numerusform>%n rows are selected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) copied.</source>
        <translation>
            <numerusform>%n command copied.</numerusform>
            <numerusform>%n commands copied.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::MatrixPane</name>
    <message numerus="yes">
        <source>%n package(s)</source>
        <translation>
            <numerusform>%n package</numerusform>
            <numerusform>%n packages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n DP(s)</source>
        <translation>
            <numerusform>%n DP</numerusform>
            <numerusform>%n DPs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::MessagesView</name>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::OverviewView</name>
    <message numerus="yes">
        <source>%n distribution(s) on %1</source>
        <translation>
            <numerusform>%n distribution on %1</numerusform>
            <numerusform>%n distributions on %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n DP(s)</source>
        <translation>
            <numerusform>%n DP</numerusform>
            <numerusform>%n DPs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::PackagesView</name>
    <message numerus="yes">
        <source>%n package(s)</source>
        <translation>
            <numerusform>%n package</numerusform>
            <numerusform>%n packages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::PagedPage</name>
    <message numerus="yes">
        <source>%n new row(s)</source>
        <translation>
            <numerusform>%n new row</numerusform>
            <numerusform>%n new rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s)</source>
        <translation>
            <numerusform>%n distribution</numerusform>
            <numerusform>%n distributions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) in quarantine</source>
        <translation>
            <numerusform>%n thing in quarantine</numerusform>
            <numerusform>%n things in quarantine</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::PreviewPane</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n package(s) would be at no distribution point any more:</source>
        <translation>
            <numerusform>%n package would be at no distribution point any more:</numerusform>
            <numerusform>%n packages would be at no distribution point any more:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::ProblemsView</name>
    <message numerus="yes">
        <source>%n cause(s)</source>
        <translation>
            <numerusform>%n cause</numerusform>
            <numerusform>%n causes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s)</source>
        <translation>
            <numerusform>%n distribution</numerusform>
            <numerusform>%n distributions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::QuarantineView</name>
    <message numerus="yes">
        <source>%n thing(s) in quarantine</source>
        <translation>
            <numerusform>%n thing in quarantine</numerusform>
            <numerusform>%n things in quarantine</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::RetriesView</name>
    <message numerus="yes">
        <source>%n distribution(s) with failed tries</source>
        <translation>
            <numerusform>%n distribution with failed tries</numerusform>
            <numerusform>%n distributions with failed tries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::RollbackSheet</name>
    <message numerus="yes">
        <source>A new version is made with this content: %n distribution(s) get it, %1 to be sent.</source>
        <translation>
            <numerusform>A new version is made with this content: %n distribution gets it, %1 to be sent.</numerusform>
            <numerusform>A new version is made with this content: %n distributions get it, %1 to be sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::SettingsSheet</name>
    <message numerus="yes">
        <source>%n setting(s) will change. What is empty takes its default.</source>
        <translation>
            <numerusform>%n setting will change. What is empty takes its default.</numerusform>
            <numerusform>%n settings will change. What is empty takes its default.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s) changed.</source>
        <translation>
            <numerusform>%n setting changed.</numerusform>
            <numerusform>%n settings changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::SitesView</name>
    <message numerus="yes">
        <source>%n distribution(s) there cannot be done as they are</source>
        <translation>
            <numerusform>%n distribution there cannot be done as it is</numerusform>
            <numerusform>%n distributions there cannot be done as they are</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n site(s)</source>
        <translation>
            <numerusform>%n site</numerusform>
            <numerusform>%n sites</numerusform>
        </translation>
    </message>
</context>
</TS>
