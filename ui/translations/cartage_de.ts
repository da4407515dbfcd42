<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Charts</name>
    <message>
        <source>others</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>tried again</source>
        <translation>in Wiederholung</translation>
    </message>
    <message>
        <source>at work</source>
        <translation>in Arbeit</translation>
    </message>
    <message>
        <source>resting</source>
        <translation>ruhend</translation>
    </message>
    <message>
        <source>MB/s now</source>
        <translation>MB/s jetzt</translation>
    </message>
    <message>
        <source>No bytes were brought to distribution points in this time.</source>
        <translation>In dieser Zeit kamen keine Bytes zu Verteilungspunkten.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>MB/s</source>
        <translation>MB/s</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>Everything was proven in this time.</source>
        <translation>In dieser Zeit war alles bewiesen.</translation>
    </message>
</context>
<context>
    <name>ComponentWords</name>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>at clients</source>
        <translation>bei Clients</translation>
    </message>
    <message>
        <source>%1 by %2, %3</source>
        <translation>%1 von %2, %3</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>Brings packages to distribution points.</source>
        <translation>Bringt Pakete zu den Verteilungspunkten.</translation>
    </message>
    <message>
        <source>Takes in the status messages of clients.</source>
        <translation>Nimmt die Statusmeldungen der Clients auf.</translation>
    </message>
    <message>
        <source>Looks after the site: backups, versions, operators&apos; actions.</source>
        <translation>Sorgt für den Standort: Sicherungen, Versionen, Handlungen der Operatoren.</translation>
    </message>
    <message>
        <source>Works at clients; this site knows only what its messages say.</source>
        <translation>Arbeitet bei Clients; dieser Standort weiß nur, was seine Meldungen sagen.</translation>
    </message>
    <message>
        <source>warning from %1, critical from %2</source>
        <translation>Warnung ab %1, kritisch ab %2</translation>
    </message>
    <message>
        <source>warning from %1</source>
        <translation>Warnung ab %1</translation>
    </message>
    <message>
        <source>critical from %1</source>
        <translation>kritisch ab %1</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>Errors: critical from</source>
        <translation>Fehler: kritisch ab</translation>
    </message>
    <message>
        <source>Errors: warning from</source>
        <translation>Fehler: Warnung ab</translation>
    </message>
    <message>
        <source>Warnings: critical from</source>
        <translation>Warnungen: kritisch ab</translation>
    </message>
    <message>
        <source>Warnings: warning from</source>
        <translation>Warnungen: Warnung ab</translation>
    </message>
    <message>
        <source>Information: critical from</source>
        <translation>Informationen: kritisch ab</translation>
    </message>
    <message>
        <source>Information: warning from</source>
        <translation>Informationen: Warnung ab</translation>
    </message>
    <message>
        <source>Plans what is sent to other sites.</source>
        <translation>Plant, was anderen Standorten gesendet wird.</translation>
    </message>
    <message>
        <source>Sends to the inboxes of other sites.</source>
        <translation>Sendet in die Eingänge anderer Standorte.</translation>
    </message>
    <message>
        <source>Carries out what other sites have sent.</source>
        <translation>Führt aus, was andere Standorte gesendet haben.</translation>
    </message>
</context>
<context>
    <name>Deeds</name>
    <message numerus="yes">
        <source>%n distribution(s)</source>
        <translation>
            <numerusform>%n Verteilung</numerusform>
            <numerusform>%n Verteilungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>Jetzt wiederholen</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) are tried at once.</source>
        <translation>
            <numerusform>%n Verteilung wird sofort versucht.</numerusform>
            <numerusform>%n Verteilungen werden sofort versucht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop retrying…</source>
        <translation>Wiederholungen beenden…</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) are stopped until somebody tries again.</source>
        <translation>
            <numerusform>%n Verteilung ist gestoppt, bis jemand sie wiederholt.</numerusform>
            <numerusform>%n Verteilungen sind gestoppt, bis jemand sie wiederholt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Cancel…</source>
        <translation>Abbrechen…</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) are cancelled.</source>
        <translation>
            <numerusform>%n Verteilung wird abgebrochen.</numerusform>
            <numerusform>%n Verteilungen werden abgebrochen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Look through and repair</source>
        <translation>Durchsehen und reparieren</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) are looked through and repaired.</source>
        <translation>
            <numerusform>%n Verteilung wird durchgesehen und repariert.</numerusform>
            <numerusform>%n Verteilungen werden durchgesehen und repariert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy all files again…</source>
        <translation>Alle Dateien neu kopieren…</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) are copied anew.</source>
        <translation>
            <numerusform>%n Verteilung wird neu kopiert.</numerusform>
            <numerusform>%n Verteilungen werden neu kopiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Take away…</source>
        <translation>Zurücknehmen…</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) are taken away.</source>
        <translation>
            <numerusform>%n Verteilung wird zurückgenommen.</numerusform>
            <numerusform>%n Verteilungen werden zurückgenommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare with the library</source>
        <translation>Mit der Bibliothek vergleichen</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution point(s)</source>
        <translation>
            <numerusform>%n Verteilungspunkt</numerusform>
            <numerusform>%n Verteilungspunkte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n package(s)</source>
        <translation>
            <numerusform>%n Paket</numerusform>
            <numerusform>%n Pakete</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n Problem</numerusform>
            <numerusform>%n Probleme</numerusform>
        </translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Our content is taken away, then the distribution points go.</source>
        <translation>Unser Inhalt wird zurückgenommen, dann werden die Verteilungspunkte entfernt.</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>Vergessen…</translation>
    </message>
    <message>
        <source>The distribution points are forgotten; what lies there stays.</source>
        <translation>Die Verteilungspunkte werden vergessen; was dort liegt, bleibt.</translation>
    </message>
    <message>
        <source>Update from its source</source>
        <translation>Aus der Quelle aktualisieren</translation>
    </message>
    <message>
        <source>Let old versions go…</source>
        <translation>Alte Versionen aufgeben…</translation>
    </message>
    <message>
        <source>Old versions are let go.</source>
        <translation>Alte Versionen werden aufgegeben.</translation>
    </message>
    <message>
        <source>It is taken from all distribution points, then it goes.</source>
        <translation>Wird von allen Verteilungspunkten zurückgenommen, dann entfernt.</translation>
    </message>
    <message>
        <source>Acknowledge…</source>
        <translation>Zur Kenntnis nehmen…</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) count as known.</source>
        <translation>
            <numerusform>%n Problem zur Kenntnis genommen.</numerusform>
            <numerusform>%n Probleme zur Kenntnis genommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask for attention again</source>
        <translation>Wieder melden</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) ask for attention again.</source>
        <translation>
            <numerusform>%n Problem meldet sich wieder.</numerusform>
            <numerusform>%n Probleme melden sich wieder.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution point(s) passed every step of the test.</source>
        <translation>
            <numerusform>%n Verteilungspunkt hat jeden Schritt des Tests bestanden.</numerusform>
            <numerusform>%n Verteilungspunkte haben jeden Schritt des Tests bestanden.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 passed; these did not: %2.</source>
        <translation>%1 bestanden; diese nicht: %2.</translation>
    </message>
    <message>
        <source>%1 is at version %2 now: %3 new, %4 changed, %5 removed files.</source>
        <translation>%1 hat jetzt Version %2; Dateien: %3 neu, %4 geändert, %5 entfernt.</translation>
    </message>
    <message>
        <source>%1: nothing has changed in the source; version %2 stays.</source>
        <translation>%1: In der Quelle ist nichts geändert; Version %2 bleibt.</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) compared</source>
        <translation>
            <numerusform>%n Verteilung verglichen</numerusform>
            <numerusform>%n Verteilungen verglichen</numerusform>
        </translation>
    </message>
    <message>
        <source>: no difference.</source>
        <translation>: kein Unterschied.</translation>
    </message>
    <message numerus="yes">
        <source>: %n difference(s).</source>
        <translation>
            <numerusform>: %n Unterschied.</numerusform>
            <numerusform>: %n Unterschiede.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution point(s) could not be read.</source>
        <translation>
            <numerusform>%n Verteilungspunkt war nicht lesbar.</numerusform>
            <numerusform>%n Verteilungspunkte waren nicht lesbar.</numerusform>
        </translation>
    </message>
    <message>
        <source>Hold, with a reason…</source>
        <translation>Anhalten, mit Grund…</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) are held.</source>
        <translation>
            <numerusform>%n Verteilung ist angehalten.</numerusform>
            <numerusform>%n Verteilungen sind angehalten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) go on.</source>
        <translation>
            <numerusform>%n Verteilung läuft weiter.</numerusform>
            <numerusform>%n Verteilungen laufen weiter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) in quarantine</source>
        <translation>
            <numerusform>%n Stück in Quarantäne</numerusform>
            <numerusform>%n Stücke in Quarantäne</numerusform>
        </translation>
    </message>
    <message>
        <source>Release from quarantine</source>
        <translation>Aus der Quarantäne freigeben</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) are on their way again.</source>
        <translation>
            <numerusform>%n Stück ist wieder auf dem Weg.</numerusform>
            <numerusform>%n Stücke sind wieder auf dem Weg.</numerusform>
        </translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Verwerfen…</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) are discarded.</source>
        <translation>
            <numerusform>%n Stück ist verworfen.</numerusform>
            <numerusform>%n Stücke sind verworfen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n component(s)</source>
        <translation>
            <numerusform>%n Komponente</numerusform>
            <numerusform>%n Komponenten</numerusform>
        </translation>
    </message>
    <message>
        <source>Start component</source>
        <translation>Komponente starten</translation>
    </message>
    <message numerus="yes">
        <source>%n component(s) go on.</source>
        <translation>
            <numerusform>%n Komponente läuft weiter.</numerusform>
            <numerusform>%n Komponenten laufen weiter.</numerusform>
        </translation>
    </message>
    <message>
        <source>Pause component…</source>
        <translation>Komponente anhalten…</translation>
    </message>
    <message numerus="yes">
        <source>%n component(s) are paused.</source>
        <translation>
            <numerusform>%n Komponente ist angehalten.</numerusform>
            <numerusform>%n Komponenten sind angehalten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop component…</source>
        <translation>Komponente stoppen…</translation>
    </message>
    <message numerus="yes">
        <source>%n component(s) are stopped.</source>
        <translation>
            <numerusform>%n Komponente ist gestoppt.</numerusform>
            <numerusform>%n Komponenten sind gestoppt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n site(s)</source>
        <translation>
            <numerusform>%n Standort</numerusform>
            <numerusform>%n Standorte</numerusform>
        </translation>
    </message>
    <message>
        <source>Send again…</source>
        <translation>Erneut senden…</translation>
    </message>
    <message numerus="yes">
        <source>%n package(s) are sent once more, whole.</source>
        <translation>
            <numerusform>%n Paket wird noch einmal vollständig gesendet.</numerusform>
            <numerusform>%n Pakete werden noch einmal vollständig gesendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Test the address</source>
        <translation>Adresse prüfen</translation>
    </message>
    <message>
        <source>Remove the site…</source>
        <translation>Standort entfernen…</translation>
    </message>
    <message numerus="yes">
        <source>%n site(s) are forgotten, with all duties towards them; what lies there stays.</source>
        <translation>
            <numerusform>%n Standort ist vergessen, mit allen Pflichten ihm gegenüber; was dort liegt, bleibt.</numerusform>
            <numerusform>%n Standorte sind vergessen, mit allen Pflichten ihnen gegenüber; was dort liegt, bleibt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The inbox of %1 passed every step of the test.</source>
        <translation>Der Eingang von %1 hat jeden Schritt der Prüfung bestanden.</translation>
    </message>
    <message>
        <source>The inbox of %1 did not pass: %2</source>
        <translation>Der Eingang von %1 hat nicht bestanden: %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 is asked to compare %n distribution(s); what became of it stands in their details.</source>
        <translation>
            <numerusform>%1 soll %n Verteilung vergleichen; was daraus wurde, steht in ihren Einzelheiten.</numerusform>
            <numerusform>%1 soll %n Verteilungen vergleichen; was daraus wurde, steht in ihren Einzelheiten.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is asked for that already.</source>
        <translation>Das ist bei %1 schon verlangt.</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Folge</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Zu tun</translation>
    </message>
    <message>
        <source>By itself</source>
        <translation>Von selbst</translation>
    </message>
    <message>
        <source>%1 · version %2 wanted, clients read version %3</source>
        <translation>%1 · Soll: Version %2, Clients lesen Version %3</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Failing since</source>
        <translation>Fehler seit</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Proven</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Trail</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>Noch ist nichts geschehen.</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>No operator has touched it.</source>
        <translation>Kein Eingriff eines Operators.</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s)</source>
        <translation>
            <numerusform>%n Verteilung</numerusform>
            <numerusform>%n Verteilungen</numerusform>
        </translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>Dauer %1</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Last try</source>
        <translation>Letzter Versuch</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Nächster Versuch</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Zur Kenntnis genommen</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>%1 · proven on %2</source>
        <translation>%1 · bestätigt auf %2</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Product version</source>
        <translation>Produktversion</translation>
    </message>
    <message>
        <source>Manufacturer</source>
        <translation>Hersteller</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>No versions.</source>
        <translation>Keine Versionen.</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>%1 files, %2</source>
        <translation>%1 Dateien, %2</translation>
    </message>
    <message>
        <source>%1 · %2 proven</source>
        <translation>%1 · %2 bestätigt</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>File system</source>
        <translation>Dateisystem</translation>
    </message>
    <message>
        <source>Last success</source>
        <translation>Letzter Erfolg</translation>
    </message>
    <message>
        <source>Next probe</source>
        <translation>Nächste Probe</translation>
    </message>
    <message>
        <source>message %1 · %2</source>
        <translation>Meldung %1 · %2</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Remedy</source>
        <translation>Abhilfe</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Standort</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Waiting for space</source>
        <translation>Wartet auf Platz</translation>
    </message>
    <message>
        <source>What it affects</source>
        <translation>Was es betrifft</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Where it is</source>
        <translation>Wo es ist</translation>
    </message>
    <message>
        <source>What it has</source>
        <translation>Was er hat</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>Distribution point</source>
        <translation>Verteilungspunkt</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>unterwegs</translation>
    </message>
    <message>
        <source>is there now</source>
        <translation>ist jetzt dort</translation>
    </message>
    <message>
        <source>interrupted, goes on where it was</source>
        <translation>unterbrochen, geht dort weiter, wo er war</translation>
    </message>
    <message>
        <source>cancelled by an operator</source>
        <translation>von einem Operator abgebrochen</translation>
    </message>
    <message>
        <source>ended for a newer order</source>
        <translation>für einen neueren Auftrag beendet</translation>
    </message>
    <message>
        <source>taken away</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>is missing there</source>
        <translation>fehlt dort</translation>
    </message>
    <message>
        <source>differs from the package</source>
        <translation>weicht vom Paket ab</translation>
    </message>
    <message>
        <source>does not belong to the package</source>
        <translation>gehört nicht zum Paket</translation>
    </message>
    <message>
        <source>cannot be read there</source>
        <translation>ist dort nicht lesbar</translation>
    </message>
    <message>
        <source>link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>no file of the package</source>
        <translation>keine Datei des Pakets</translation>
    </message>
    <message>
        <source>%1; no file of the package</source>
        <translation>%1; keine Datei des Pakets</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>This version has no files.</source>
        <translation>Diese Version hat keine Dateien.</translation>
    </message>
    <message>
        <source>%1 entries</source>
        <translation>%1 Einträge</translation>
    </message>
    <message>
        <source>%1 failing</source>
        <translation>%1 mit Fehler</translation>
    </message>
    <message>
        <source>all proven</source>
        <translation>alle bewiesen</translation>
    </message>
    <message>
        <source>nothing failed</source>
        <translation>nichts misslang</translation>
    </message>
    <message>
        <source>Try %1</source>
        <translation>Versuch %1</translation>
    </message>
    <message>
        <source>goes on at %1 of %2</source>
        <translation>geht bei %1 von %2 weiter</translation>
    </message>
    <message>
        <source>waits %1 in all</source>
        <translation>wartet insgesamt %1</translation>
    </message>
    <message>
        <source>Version %1, try %2</source>
        <translation>Version %1, Versuch %2</translation>
    </message>
    <message>
        <source>waited %1</source>
        <translation>wartete %1</translation>
    </message>
    <message>
        <source>newest version</source>
        <translation>neueste Version</translation>
    </message>
    <message>
        <source>v%1 there</source>
        <translation>dort v%1</translation>
    </message>
    <message>
        <source>nothing there</source>
        <translation>nichts dort</translation>
    </message>
    <message>
        <source>Show all %1</source>
        <translation>Alle %1 zeigen</translation>
    </message>
    <message>
        <source>%1 in the last 24 h</source>
        <translation>%1 in den letzten 24 h</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n Meldung</numerusform>
            <numerusform>%n Meldungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 and more</source>
        <translation>%1 und mehr</translation>
    </message>
    <message>
        <source>Show them all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Space on %1</source>
        <translation>Platz auf %1</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>%1 frei</translation>
    </message>
    <message>
        <source>%1 missing of %2 needed</source>
        <translation>%1 von nötigen %2 fehlen</translation>
    </message>
    <message>
        <source>%1 needed: it fits</source>
        <translation>%1 nötig: passt</translation>
    </message>
    <message>
        <source>%1 used</source>
        <translation>%1 belegt</translation>
    </message>
    <message>
        <source>%1 of %2 used</source>
        <translation>%1 von %2 belegt</translation>
    </message>
    <message>
        <source>%1 of its limit of %2 used at the last try</source>
        <translation>beim letzten Versuch %1 seiner Grenze von %2 belegt</translation>
    </message>
    <message>
        <source>The number %1 is not in the catalogue: it was raised by another program, or a newer Cartage. Its strings are shown as they came.</source>
        <translation>Die Nummer %1 steht nicht im Katalog: Ein anderes Programm oder ein neueres Cartage hat sie gemeldet. Ihre Texte stehen da, wie sie kamen.</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>Absender</translation>
    </message>
    <message>
        <source>Its number</source>
        <translation>Seine Nummer</translation>
    </message>
    <message>
        <source>The client it came from</source>
        <translation>Der Client, von dem es kam</translation>
    </message>
    <message>
        <source>Two machines send as this client: a number came twice, with different messages, %1.</source>
        <translation>Zwei Rechner senden als dieser Client: Eine Nummer kam zweimal, mit verschiedenen Meldungen, %1.</translation>
    </message>
    <message>
        <source>Both messages were kept; nothing is lost. But numbers cannot tell any more whether one is missing.</source>
        <translation>Beide Meldungen wurden behalten; verloren ist nichts. Aber die Nummern sagen nicht mehr, ob eine fehlt.</translation>
    </message>
    <message>
        <source>Find the machine that was copied with its spool, and delete the spool folder there: it makes itself a new one.</source>
        <translation>Suchen Sie den Rechner, der mit seinem Spool kopiert wurde, und löschen Sie dort den Spool-Ordner: Er legt sich einen neuen an.</translation>
    </message>
    <message>
        <source>Messages of both are taken in.</source>
        <translation>Meldungen beider werden aufgenommen.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) of %1 have not come.</source>
        <translation>
            <numerusform>%n Meldung von %1 ist nicht gekommen.</numerusform>
            <numerusform>%n Meldungen von %1 sind nicht gekommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>What they would have told is not known here. Newer ones have come since.</source>
        <translation>Was sie gesagt hätten, ist hier nicht bekannt. Neuere sind seither gekommen.</translation>
    </message>
    <message>
        <source>Look on %1 whether they lie in its spool: cartage-client flush brings them. If the spool was deleted, they are lost.</source>
        <translation>Sehen Sie auf %1 nach, ob sie in seinem Spool liegen: cartage-client flush bringt sie. Wurde der Spool gelöscht, sind sie verloren.</translation>
    </message>
    <message>
        <source>Numbers that still come are struck off.</source>
        <translation>Nummern, die noch kommen, werden gestrichen.</translation>
    </message>
    <message>
        <source>Nothing has come from %1 for more than a day.</source>
        <translation>Von %1 kam seit mehr als einem Tag nichts.</translation>
    </message>
    <message>
        <source>It may be switched off, or it cannot reach the inbox.</source>
        <translation>Er ist vielleicht ausgeschaltet, oder er erreicht den Eingang nicht.</translation>
    </message>
    <message>
        <source>See whether it runs, and whether cartage-client flush says anything there.</source>
        <translation>Sehen Sie nach, ob er läuft und ob cartage-client flush dort etwas sagt.</translation>
    </message>
    <message>
        <source>What it keeps in its spool comes when it can reach the inbox.</source>
        <translation>Was in seinem Spool liegt, kommt, sobald er den Eingang erreicht.</translation>
    </message>
    <message>
        <source>The clock of %1 is %2.</source>
        <translation>Uhr von %1: %2.</translation>
    </message>
    <message>
        <source>Its messages stand at the wrong time in lists; the time of receipt is right.</source>
        <translation>Seine Meldungen stehen in Listen bei der falschen Zeit; die Zeit des Empfangs stimmt.</translation>
    </message>
    <message>
        <source>Set its clock, or let it be set over the network.</source>
        <translation>Stellen Sie seine Uhr, oder lassen Sie sie über das Netz stellen.</translation>
    </message>
    <message>
        <source>Its messages are taken in all the same.</source>
        <translation>Seine Meldungen werden trotzdem aufgenommen.</translation>
    </message>
    <message>
        <source>Numbers that have not come</source>
        <translation>Nummern, die nicht gekommen sind</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1</source>
        <translation>
            <numerusform>%n von %1</numerusform>
            <numerusform>%n von %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more stretch(es)</source>
        <translation>
            <numerusform>und %n weiterer Bereich</numerusform>
            <numerusform>und %n weitere Bereiche</numerusform>
        </translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>No messages.</source>
        <translation>Keine Meldungen.</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>This is no file (%1): it is not opened.</source>
        <translation>Das ist keine Datei (%1): Es wird nicht geöffnet.</translation>
    </message>
    <message>
        <source>Bytes from %1</source>
        <translation>Bytes ab %1</translation>
    </message>
    <message>
        <source>Line %1 to %2</source>
        <translation>Zeile %1 bis %2</translation>
    </message>
    <message>
        <source>Hardly text: hexadecimal</source>
        <translation>Kaum Text: hexadezimal</translation>
    </message>
    <message>
        <source>As text, escaped</source>
        <translation>Als Text, maskiert</translation>
    </message>
    <message>
        <source>the first %1 of %2</source>
        <translation>die ersten %1 von %2</translation>
    </message>
    <message>
        <source>%1 · last message %2</source>
        <translation>%1 · letzte Meldung %2</translation>
    </message>
    <message>
        <source>First message</source>
        <translation>Erste Meldung</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>Letzte Meldung</translation>
    </message>
    <message>
        <source>Highest number</source>
        <translation>Höchste Nummer</translation>
    </message>
    <message>
        <source>Came again</source>
        <translation>Kamen noch einmal</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s), counted and dropped</source>
        <translation>
            <numerusform>%n Meldung, gezählt und fallen gelassen</numerusform>
            <numerusform>%n Meldungen, gezählt und fallen gelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Errors in 24 h</source>
        <translation>Fehler in 24 h</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Cloned</source>
        <translation>Geklont</translation>
    </message>
    <message>
        <source>Show its messages</source>
        <translation>Meldungen zeigen</translation>
    </message>
    <message>
        <source>Show its errors</source>
        <translation>Fehler zeigen</translation>
    </message>
    <message>
        <source>%1 · received %2</source>
        <translation>%1 · empfangen %2</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Is a</source>
        <translation>Ist</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Message id</source>
        <translation>Id der Meldung</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 is %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>Nothing new is begun; what comes waits.</source>
        <translation>Nichts Neues beginnt; was kommt, wartet.</translation>
    </message>
    <message>
        <source>Start it when the reason is gone.</source>
        <translation>Starten Sie sie, wenn der Grund weggefallen ist.</translation>
    </message>
    <message>
        <source>It stays so until somebody starts it, also with a new engine.</source>
        <translation>Sie bleibt so, bis jemand sie startet, auch mit einer neuen Engine.</translation>
    </message>
    <message>
        <source>%1 has raised more messages in 24 hours than its thresholds allow.</source>
        <translation>%1 hat in 24 Stunden mehr Meldungen gegeben, als ihre Schwellen erlauben.</translation>
    </message>
    <message>
        <source>Its status is: %1.</source>
        <translation>Ihr Status ist: %1.</translation>
    </message>
    <message>
        <source>Look at its errors and warnings and end their cause; or set other thresholds if so many are usual.</source>
        <translation>Sehen Sie ihre Fehler und Warnungen an und beheben Sie die Ursache; oder setzen Sie andere Schwellen, wenn so viele üblich sind.</translation>
    </message>
    <message>
        <source>Messages count for 24 hours; then the status recovers.</source>
        <translation>Meldungen zählen 24 Stunden lang; dann erholt sich der Status.</translation>
    </message>
    <message>
        <source>%1 · status %2</source>
        <translation>%1 · Status %2</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was sie tut</translation>
    </message>
    <message>
        <source>Warnings in 24 h</source>
        <translation>Warnungen in 24 h</translation>
    </message>
    <message>
        <source>Information in 24 h</source>
        <translation>Informationen in 24 h</translation>
    </message>
    <message>
        <source>Changed by</source>
        <translation>Geändert von</translation>
    </message>
    <message>
        <source>Show its warnings</source>
        <translation>Warnungen zeigen</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Vermerk</translation>
    </message>
    <message>
        <source>missed since %1</source>
        <translation>vermisst seit %1</translation>
    </message>
    <message>
        <source>Nothing waits for it now; what comes will wait.</source>
        <translation>Gerade wartet nichts auf ihn; was kommt, wird warten.</translation>
    </message>
    <message>
        <source>It is tried again %1, and then for as long as it takes; nothing is lost.</source>
        <translation>Der nächste Versuch ist %1, und dann wird es so lange versucht wie nötig; nichts geht verloren.</translation>
    </message>
    <message>
        <source>It is tried again for as long as it takes; nothing is lost.</source>
        <translation>Es wird so lange versucht wie nötig; nichts geht verloren.</translation>
    </message>
    <message>
        <source>%1 has said nothing since %2. What is sent there lies in its inbox.</source>
        <translation>%1 hat seit %2 nichts gesagt. Was dorthin gesendet wird, liegt in seinem Eingang.</translation>
    </message>
    <message>
        <source>What is known of it grows old; its distribution points keep what they have.</source>
        <translation>Was von ihm bekannt ist, veraltet; seine Verteilungspunkte behalten, was sie haben.</translation>
    </message>
    <message>
        <source>See whether an engine works that site, and whether it reaches the inbox of this one.</source>
        <translation>Nachsehen, ob eine Engine jenen Standort bearbeitet und ob er den Eingang von diesem erreicht.</translation>
    </message>
    <message>
        <source>What lies in its inbox is taken in, in its order, when it is back. Nothing is sent twice but the instruction.</source>
        <translation>Was in seinem Eingang liegt, wird in seiner Reihenfolge aufgenommen, sobald er wieder da ist. Nichts wird zweimal gesendet außer der Anweisung.</translation>
    </message>
    <message>
        <source>The window of its address is closed: %1.</source>
        <translation>Das Zeitfenster seiner Adresse ist geschlossen: %1.</translation>
    </message>
    <message>
        <source>Nothing, unless it has to be there sooner: then open the window in its address.</source>
        <translation>Nichts, außer es muss früher dort sein: Dann das Zeitfenster in seiner Adresse öffnen.</translation>
    </message>
    <message>
        <source>It goes on %1.</source>
        <translation>Es geht %1 weiter.</translation>
    </message>
    <message>
        <source>It goes on when the window opens.</source>
        <translation>Es geht weiter, wenn sich das Zeitfenster öffnet.</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) at %1 cannot be done as they are.</source>
        <translation>
            <numerusform>%n Verteilung bei %1 lässt sich so nicht ausführen.</numerusform>
            <numerusform>%n Verteilungen bei %1 lassen sich so nicht ausführen.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 packages are in step there.</source>
        <translation>%1 Paketen sind dort auf dem Stand.</translation>
    </message>
    <message>
        <source>Look at them under Packages: each says what its site has told of it.</source>
        <translation>Unter „Pakete“ nachsehen: Jede sagt, was ihr Standort von ihr gemeldet hat.</translation>
    </message>
    <message>
        <source>The engine of that site goes on trying by its own rules; this one has nothing to send again.</source>
        <translation>Die Engine jenes Standorts versucht es nach ihren eigenen Regeln weiter; diese hat nichts erneut zu senden.</translation>
    </message>
    <message>
        <source>Its inbox</source>
        <translation>Sein Eingang</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>Letzter Kontakt</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>Gehört</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Zeitfenster</translation>
    </message>
    <message>
        <source>Rate limit</source>
        <translation>Höchste Rate</translation>
    </message>
    <message>
        <source>Sendings at once</source>
        <translation>Gleichzeitige Sendungen</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>für %1</translation>
    </message>
    <message>
        <source>routing request, on to %1</source>
        <translation>Weiterleitung, weiter an %1</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>%1 of %2 there, %3</source>
        <translation>%1 von %2 dort, %3</translation>
    </message>
    <message>
        <source>goes on from %1</source>
        <translation>geht ab %1 weiter</translation>
    </message>
    <message numerus="yes">
        <source>%n connect(s)</source>
        <translation>
            <numerusform>%n Verbindung</numerusform>
            <numerusform>%n Verbindungen</numerusform>
        </translation>
    </message>
    <message>
        <source>next try %1</source>
        <translation>nächster Versuch %1</translation>
    </message>
    <message>
        <source>asked %1</source>
        <translation>verlangt %1</translation>
    </message>
    <message>
        <source>its site has no such distribution point</source>
        <translation>sein Standort hat keinen solchen Verteilungspunkt</translation>
    </message>
    <message>
        <source>version %1 wanted</source>
        <translation>Version %1 verlangt</translation>
    </message>
    <message>
        <source>%1 there</source>
        <translation>%1 dort</translation>
    </message>
    <message>
        <source>none there</source>
        <translation>keine dort</translation>
    </message>
    <message>
        <source>Its parent</source>
        <translation>Sein Oberstandort</translation>
    </message>
    <message>
        <source>Distribution points</source>
        <translation>Verteilungspunkte</translation>
    </message>
    <message>
        <source>Packages in step</source>
        <translation>Pakete auf dem Stand</translation>
    </message>
    <message>
        <source>Public key</source>
        <translation>Öffentlicher Schlüssel</translation>
    </message>
    <message>
        <source>Show its distribution points</source>
        <translation>Seine Verteilungspunkte zeigen</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Älteste</translation>
    </message>
    <message>
        <source>Not answered yet</source>
        <translation>Noch nicht beantwortet</translation>
    </message>
    <message>
        <source>Last acknowledged</source>
        <translation>Zuletzt quittiert</translation>
    </message>
    <message>
        <source>Reached through</source>
        <translation>Erreicht über</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>Gemeldet</translation>
    </message>
    <message>
        <source>Nothing has been tried yet.</source>
        <translation>Noch nichts wurde versucht.</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message numerus="yes">
        <source>%n tries</source>
        <translation>
            <numerusform>%n Versuch</numerusform>
            <numerusform>%n Versuche</numerusform>
        </translation>
    </message>
    <message>
        <source>next %1</source>
        <translation>nächster %1</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Sendungen</translation>
    </message>
    <message>
        <source>Nothing was sent to it yet.</source>
        <translation>Noch nichts wurde an ihn gesendet.</translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n offen</numerusform>
            <numerusform>%n offen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n erledigt</numerusform>
            <numerusform>%n erledigt</numerusform>
        </translation>
    </message>
    <message>
        <source>DPs</source>
        <translation>VPs</translation>
    </message>
    <message>
        <source>It has told of no distribution point yet.</source>
        <translation>Er hat noch keinen Verteilungspunkt gemeldet.</translation>
    </message>
    <message>
        <source>%1 proven</source>
        <translation>%1 bestätigt</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Its distribution points are given nothing.</source>
        <translation>Seinen Verteilungspunkten ist nichts gegeben.</translation>
    </message>
    <message>
        <source>%1 packages in step</source>
        <translation>%1 Paketen auf dem Stand</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Verlangt</translation>
    </message>
    <message>
        <source>Known as of</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Asked of it</source>
        <translation>Dort verlangt</translation>
    </message>
    <message>
        <source>Show the site</source>
        <translation>Den Standort zeigen</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) wait for it. Its distribution points keep what they have.</source>
        <translation>
            <numerusform>%n Sendung wartet auf ihn. Seine Verteilungspunkte behalten, was sie haben.</numerusform>
            <numerusform>%n Sendungen warten auf ihn. Seine Verteilungspunkte behalten, was sie haben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, on the way to %2</source>
        <translation>%1, auf dem Weg zu %2</translation>
    </message>
    <message>
        <source>Waits at</source>
        <translation>Wartet bei</translation>
    </message>
    <message>
        <source>Goes on</source>
        <translation>Geht weiter</translation>
    </message>
    <message>
        <source>What is meant for %1 and not there yet waits at %2. Its distribution points keep what they have.</source>
        <translation>Was für %1 bestimmt und noch nicht dort ist, wartet bei %2. Seine Verteilungspunkte behalten, was sie haben.</translation>
    </message>
    <message>
        <source>Nothing, unless it has to be there sooner: then open the window of that address at %1.</source>
        <translation>Nichts, außer es muss früher dort sein: Dann bei %1 das Fenster jener Adresse öffnen.</translation>
    </message>
    <message>
        <source>The way there leads through %1: %2.</source>
        <translation>Der Weg dorthin führt über %1: %2.</translation>
    </message>
    <message>
        <source>What is meant for %1 and not there yet waits. Its distribution points keep what they have.</source>
        <translation>Was für %1 bestimmt und noch nicht dort ist, wartet. Seine Verteilungspunkte behalten, was sie haben.</translation>
    </message>
    <message>
        <source>Look at %1: it says what hinders there.</source>
        <translation>%1 ansehen: Dort steht, was hindert.</translation>
    </message>
    <message>
        <source>It goes on as soon as %1 is reached again.</source>
        <translation>Es geht weiter, sobald %1 wieder erreicht wird.</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>Aufgehalten</translation>
    </message>
    <message>
        <source>On what, and how</source>
        <translation>Woran und wie</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>kB</source>
        <translation>kB</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>TB</source>
        <translation>TB</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <extracomment>&quot;MB/s&quot;</extracomment>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 Tag</translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2 h</source>
        <translation>%1 %2 h</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>vor %1 s</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>vor %1 min</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>vor %1 h</translation>
    </message>
    <message>
        <source>in %1 s</source>
        <translation>in %1 s</translation>
    </message>
    <message>
        <source>in %1 min</source>
        <translation>in %1 min</translation>
    </message>
    <message>
        <source>in %1 h %2 min</source>
        <translation>in %1 h %2 min</translation>
    </message>
    <message>
        <source>in 1 day</source>
        <translation>in 1 Tag</translation>
    </message>
    <message numerus="yes">
        <source>in %n days</source>
        <translation>
            <numerusform>in %n Tag</numerusform>
            <numerusform>in %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1%2 s</source>
        <translation>%1%2 s</translation>
    </message>
    <message>
        <source>%1%2 min</source>
        <translation>%1%2 min</translation>
    </message>
    <message>
        <source>%1%2 h</source>
        <translation>%1%2 h</translation>
    </message>
    <message numerus="yes">
        <source>%1%n days</source>
        <translation>
            <numerusform>%1%n Tag</numerusform>
            <numerusform>%1%n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>about %1 min</source>
        <translation>etwa %1 min</translation>
    </message>
    <message>
        <source>about %1 h</source>
        <translation>etwa %1 h</translation>
    </message>
    <message numerus="yes">
        <source>about %n days</source>
        <translation>
            <numerusform>etwa %n Tag</numerusform>
            <numerusform>etwa %n Tage</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InboxPace</name>
    <message>
        <source>nothing waits</source>
        <translation>nichts wartet</translation>
    </message>
    <message>
        <source>oldest %1</source>
        <translation>älteste %1</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 je Sekunde</translation>
    </message>
</context>
<context>
    <name>LatestChanges</name>
    <message numerus="yes">
        <source>%n DP(s)</source>
        <translation>
            <numerusform>%n VP</numerusform>
            <numerusform>%n VP</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is done</source>
        <translation>%1 ist erledigt</translation>
    </message>
    <message>
        <source>version %1 is owed nowhere any more</source>
        <translation>Version %1 fehlt nirgends mehr</translation>
    </message>
    <message>
        <source>%1 did not reach %2</source>
        <translation>%1 kam nicht bis %2</translation>
    </message>
    <message>
        <source>The source of %1 cannot be read</source>
        <translation>Die Quelle von %1 ist nicht lesbar</translation>
    </message>
    <message>
        <source>%1 has version %2</source>
        <translation>%1 hat Version %2</translation>
    </message>
    <message>
        <source>taken from its source</source>
        <translation>aus seiner Quelle übernommen</translation>
    </message>
    <message>
        <source>%1 version %2 is on %3</source>
        <translation>%1 Version %2 ist auf %3</translation>
    </message>
    <message>
        <source>proven there</source>
        <translation>dort nachgewiesen</translation>
    </message>
    <message>
        <source>%1 differs on %2</source>
        <translation>%1 weicht auf %2 ab</translation>
    </message>
    <message>
        <source>%1 files, the first is %2</source>
        <translation>%1 Dateien, die erste ist %2</translation>
    </message>
    <message>
        <source>%1 lacks files on %2</source>
        <translation>%1 fehlen Dateien auf %2</translation>
    </message>
    <message>
        <source>%1 is whole on %2</source>
        <translation>%1 ist auf %2 vollständig</translation>
    </message>
    <message>
        <source>version %1 was validated</source>
        <translation>Version %1 wurde geprüft</translation>
    </message>
    <message>
        <source>%1 is gone from %2</source>
        <translation>%1 ist von %2 entfernt</translation>
    </message>
    <message>
        <source>taken away</source>
        <translation>weggenommen</translation>
    </message>
    <message>
        <source>%1 is mixed on %2</source>
        <translation>%1 ist auf %2 vermischt</translation>
    </message>
    <message>
        <source>%1 was removed</source>
        <translation>%1 wurde entfernt</translation>
    </message>
    <message>
        <source>Content of %1 is damaged</source>
        <translation>Inhalt von %1 ist beschädigt</translation>
    </message>
    <message>
        <source>in the site&apos;s library</source>
        <translation>in der Bibliothek des Standorts</translation>
    </message>
    <message>
        <source>Content of %1 is whole again</source>
        <translation>Inhalt von %1 ist wieder vollständig</translation>
    </message>
    <message>
        <source>%1 cannot be reached</source>
        <translation>%1 ist nicht erreichbar</translation>
    </message>
    <message>
        <source>%1 is a distribution point now</source>
        <translation>%1 ist jetzt ein Verteilungspunkt</translation>
    </message>
    <message>
        <source>%1 was taken back</source>
        <translation>%1 wurde wieder übernommen</translation>
    </message>
    <message>
        <source>%1 packages were found there</source>
        <translation>%1 Pakete wurden dort gefunden</translation>
    </message>
    <message>
        <source>%1 can be reached again</source>
        <translation>%1 ist wieder erreichbar</translation>
    </message>
    <message>
        <source>before: %1</source>
        <translation>vorher: %1</translation>
    </message>
    <message>
        <source>%1 keeps failing</source>
        <translation>%1 versagt immer wieder</translation>
    </message>
    <message>
        <source>%1 failures in a row: %2</source>
        <translation>%1 Fehler in Folge: %2</translation>
    </message>
    <message>
        <source>%1 works again</source>
        <translation>%1 arbeitet wieder</translation>
    </message>
    <message>
        <source>its distributions go on</source>
        <translation>seine Verteilungen gehen weiter</translation>
    </message>
    <message>
        <source>%1 has failed too long</source>
        <translation>%1 versagt zu lange</translation>
    </message>
    <message>
        <source>%1 distributions were given up</source>
        <translation>%1 Verteilungen wurden aufgegeben</translation>
    </message>
    <message>
        <source>%1 is stale</source>
        <translation>%1 ist veraltet</translation>
    </message>
    <message>
        <source>nothing was heard of it for long</source>
        <translation>lange war nichts von ihm zu hören</translation>
    </message>
    <message>
        <source>nothing of ours is left there</source>
        <translation>dort liegt nichts mehr von uns</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s)</source>
        <translation>
            <numerusform>%n Verteilung</numerusform>
            <numerusform>%n Verteilungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 distributes %2</source>
        <translation>%1 verteilt %2</translation>
    </message>
    <message>
        <source>%1 takes %2 away</source>
        <translation>%1 nimmt %2 weg</translation>
    </message>
    <message>
        <source>%1 had %2 tried again</source>
        <translation>%1 lässt %2 neu versuchen</translation>
    </message>
    <message>
        <source>%1 stopped %2</source>
        <translation>%1 hat %2 gestoppt</translation>
    </message>
    <message>
        <source>%1 holds %2</source>
        <translation>%1 hält %2 an</translation>
    </message>
    <message>
        <source>%1 released %2</source>
        <translation>%1 hat %2 freigegeben</translation>
    </message>
    <message>
        <source>%1 cancelled %2</source>
        <translation>%1 hat %2 abgebrochen</translation>
    </message>
    <message>
        <source>%1 had %2 repaired</source>
        <translation>%1 lässt %2 reparieren</translation>
    </message>
    <message>
        <source>%1 removes %2</source>
        <translation>%1 entfernt %2</translation>
    </message>
    <message>
        <source>our content there goes first</source>
        <translation>unser Inhalt dort geht zuerst</translation>
    </message>
    <message>
        <source>%1 forgot %2</source>
        <translation>%1 hat %2 vergessen</translation>
    </message>
    <message>
        <source>what lies there stays</source>
        <translation>was dort liegt, bleibt</translation>
    </message>
    <message>
        <source>%1 changed %2</source>
        <translation>%1 hat %2 geändert</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>%1 restored the site</source>
        <translation>%1 hat den Standort wiederhergestellt</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>%1 refused %2</source>
        <comment>site, package</comment>
        <translation>%1 hat %2 abgelehnt</translation>
    </message>
    <message>
        <source>%1 goes on from an earlier state</source>
        <translation>%1 macht von einem früheren Stand aus weiter</translation>
    </message>
    <message>
        <source>it is asked what it has</source>
        <translation>er wird gefragt, was er hat</translation>
    </message>
    <message>
        <source>%1 is behind %2 now</source>
        <comment>site, site</comment>
        <translation>%1 liegt jetzt hinter %2</translation>
    </message>
    <message>
        <source>it was behind %1</source>
        <translation>er lag hinter %1</translation>
    </message>
    <message>
        <source>An instruction is in quarantine</source>
        <translation>Eine Anweisung ist in Quarantäne</translation>
    </message>
    <message>
        <source>its inbox takes what is sent</source>
        <translation>sein Eingang nimmt an, was gesendet wird</translation>
    </message>
    <message>
        <source>%1 added site %2</source>
        <comment>who, site</comment>
        <translation>%1 hat Standort %2 hinzugefügt</translation>
    </message>
    <message>
        <source>%1 removed site %2</source>
        <comment>who, site</comment>
        <translation>%1 hat Standort %2 entfernt</translation>
    </message>
    <message>
        <source>duties towards it end</source>
        <translation>Pflichten ihm gegenüber enden</translation>
    </message>
    <message>
        <source>%1 sends %2 again</source>
        <comment>who, package</comment>
        <translation>%1 sendet %2 noch einmal</translation>
    </message>
    <message>
        <source>whole, to %1</source>
        <translation>ganz, an %1</translation>
    </message>
    <message>
        <source>%1 was announced</source>
        <translation>%1 wurde angekündigt</translation>
    </message>
    <message>
        <source>%1, to %2</source>
        <comment>version, sites</comment>
        <translation>%1, an %2</translation>
    </message>
    <message>
        <source>%1 has come</source>
        <translation>%1 ist angekommen</translation>
    </message>
    <message>
        <source>%1, from %2</source>
        <comment>version, site</comment>
        <translation>%1, von %2</translation>
    </message>
    <message>
        <source>%1 is proven below</source>
        <translation>%1 ist darunter bestätigt</translation>
    </message>
    <message>
        <source>%1, at and below %2</source>
        <comment>version, sites</comment>
        <translation>%1, in und unter %2</translation>
    </message>
    <message>
        <source>%1 was withdrawn</source>
        <translation>%1 wurde zurückgezogen</translation>
    </message>
    <message>
        <source>none of its targets at and below %1 exists any more</source>
        <translation>keines seiner Ziele in und unter %1 gibt es noch</translation>
    </message>
</context>
<context>
    <name>LookUp</name>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>DP</source>
        <translation>VP</translation>
    </message>
    <message>
        <source>milestone: what a history is told by</source>
        <translation>Meilenstein: woran sich eine Geschichte erzählen lässt</translation>
    </message>
    <message>
        <source>audit: something that an operator did</source>
        <translation>Audit: etwas, das ein Operator getan hat</translation>
    </message>
    <message>
        <source>detail: a step between milestones</source>
        <translation>Detail: ein Schritt zwischen Meilensteinen</translation>
    </message>
    <message>
        <source>package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>distribution point</source>
        <translation>Verteilungspunkt</translation>
    </message>
    <message>
        <source>version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>passes: it is tried again</source>
        <translation>geht vorbei: wird wieder versucht</translation>
    </message>
    <message>
        <source>waits for room</source>
        <translation>wartet auf Platz</translation>
    </message>
    <message>
        <source>an obstacle: nothing is tried until it is gone</source>
        <translation>ein Hindernis: nichts wird versucht, bis es weg ist</translation>
    </message>
    <message>
        <source>does not pass: what was asked cannot be done so</source>
        <translation>geht nicht vorbei: so ist das Verlangte nicht möglich</translation>
    </message>
    <message>
        <source>an error of Cartage itself</source>
        <translation>ein Fehler von Cartage selbst</translation>
    </message>
    <message>
        <source>a command that was not understood</source>
        <translation>ein Befehl, der nicht verstanden wurde</translation>
    </message>
    <message>
        <source>a command that was refused</source>
        <translation>ein Befehl, der abgelehnt wurde</translation>
    </message>
    <message>
        <source>Message %1</source>
        <translation>Meldung %1</translation>
    </message>
    <message>
        <source>not in the catalogue</source>
        <translation>nicht im Katalog</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Cartage has no message of this number. Another program, or a newer Cartage, may have raised it.</source>
        <translation>Cartage hat keine Meldung mit dieser Nummer. Ein anderes Programm oder ein neueres Cartage hat sie vielleicht ausgelöst.</translation>
    </message>
    <message>
        <source>%1 · %2 · from the catalogue</source>
        <translation>%1 · %2 · aus dem Katalog</translation>
    </message>
    <message>
        <source>Says</source>
        <translation>Sagt</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Remedy</source>
        <translation>Abhilfe</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Component</source>
        <translation>Komponente</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Carries</source>
        <translation>Trägt</translation>
    </message>
    <message>
        <source>Show all messages %1</source>
        <translation>Alle Meldungen %1 zeigen</translation>
    </message>
    <message>
        <source>%1 · error code</source>
        <translation>%1 · Fehlercode</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Zu tun</translation>
    </message>
    <message>
        <source>By itself</source>
        <translation>Von selbst</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Ended by</source>
        <translation>Beendet von</translation>
    </message>
    <message>
        <source>an operator</source>
        <translation>einem Operator</translation>
    </message>
    <message>
        <source>the engine, by itself</source>
        <translation>der Engine, von selbst</translation>
    </message>
    <message>
        <source>Show the problems</source>
        <translation>Die Probleme zeigen</translation>
    </message>
    <message>
        <source>Show the distributions</source>
        <translation>Die Verteilungen zeigen</translation>
    </message>
</context>
<context>
    <name>Names</name>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>transferring</source>
        <translation>überträgt</translation>
    </message>
    <message>
        <source>verifying</source>
        <translation>prüft</translation>
    </message>
    <message>
        <source>publishing</source>
        <translation>stellt bereit</translation>
    </message>
    <message>
        <source>installed</source>
        <translation>installiert</translation>
    </message>
    <message>
        <source>unverified</source>
        <translation>unbestätigt</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>retrying</source>
        <translation>wiederholt</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>blockiert</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>removing</source>
        <translation>wird entfernt</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>held</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>verwaist</translation>
    </message>
    <message>
        <source>not responding</source>
        <translation>antwortet nicht</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>nicht da</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>schreibgeschützt</translation>
    </message>
    <message>
        <source>no permission</source>
        <translation>keine Rechte</translation>
    </message>
    <message>
        <source>other identity</source>
        <translation>andere Identität</translation>
    </message>
    <message>
        <source>keeps failing</source>
        <translation>scheitert stets</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>langsam</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>no space</source>
        <translation>kein Platz</translation>
    </message>
    <message>
        <source>limit reached</source>
        <translation>Grenze erreicht</translation>
    </message>
    <message>
        <source>information</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>By itself</source>
        <translation>Von selbst</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Braucht Sie</translation>
    </message>
    <message>
        <source>high</source>
        <translation>hoch</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normal</translation>
    </message>
    <message>
        <source>low</source>
        <translation>niedrig</translation>
    </message>
</context>
<context>
    <name>Notifier</name>
    <message numerus="yes">
        <source>Site %1: %n new problem(s) need you</source>
        <translation>
            <numerusform>Standort %1: %n neues Problem braucht Sie</numerusform>
            <numerusform>Standort %1: %n neue Probleme brauchen Sie</numerusform>
        </translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
</context>
<context>
    <name>Planned</name>
    <message>
        <source>DP</source>
        <translation>VP</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>Letzter Kontakt</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Only copy</source>
        <translation>Einzige Kopie</translation>
    </message>
    <message>
        <source>Lies there</source>
        <translation>Liegt dort</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>Old versions</source>
        <translation>Alte Versionen</translation>
    </message>
    <message>
        <source>Distributions</source>
        <translation>Verteilungen</translation>
    </message>
    <message>
        <source>To be deleted</source>
        <translation>Zu löschen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>At work</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Component</source>
        <translation>Komponente</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Standort</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Standorte</translation>
    </message>
    <message>
        <source>DPs</source>
        <translation>VPs</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Try %1 now</source>
        <translation>%1 jetzt versuchen</translation>
    </message>
    <message>
        <source>Stop retrying %1</source>
        <translation>Wiederholungen beenden: %1</translation>
    </message>
    <message>
        <source>Hold %1</source>
        <translation>%1 anhalten</translation>
    </message>
    <message>
        <source>Release %1</source>
        <translation>%1 freigeben</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>%1 abbrechen</translation>
    </message>
    <message>
        <source>Look through and repair %1</source>
        <translation>%1 durchsehen und reparieren</translation>
    </message>
    <message>
        <source>Copy %1 anew</source>
        <translation>%1 neu kopieren</translation>
    </message>
    <message>
        <source>Take %1 away</source>
        <translation>%1 zurücknehmen</translation>
    </message>
    <message>
        <source>Forget %1</source>
        <translation>%1 vergessen</translation>
    </message>
    <message>
        <source>Let old versions of %1 go</source>
        <translation>Alte Versionen von %1 aufgeben</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>What is incomplete stays so: clients there keep the version that they have, or none.</source>
        <translation>Was unvollständig ist, bleibt es: Clients dort behalten die Version, die sie haben, oder keine.</translation>
    </message>
    <message>
        <source>The cause remains. Only “Retry now” takes them up again.</source>
        <translation>Die Ursache bleibt. Nur „Jetzt wiederholen“ nimmt sie wieder auf.</translation>
    </message>
    <message>
        <source>Nothing is sent there until it is released. What is there stays readable.</source>
        <translation>Bis zur Freigabe wird nichts dorthin gesendet. Was dort ist, bleibt lesbar.</translation>
    </message>
    <message>
        <source>Files that are right there already are sent as well.</source>
        <translation>Auch Dateien, die dort schon richtig sind, werden gesendet.</translation>
    </message>
    <message>
        <source>Clients that use these distribution points cannot read the packages there any more.</source>
        <translation>Clients, die diese Verteilungspunkte benutzen, können die Pakete dort nicht mehr lesen.</translation>
    </message>
    <message>
        <source>It is taken from all distribution points; then it goes with all its versions.</source>
        <translation>Es wird von allen Verteilungspunkten zurückgenommen; dann geht es mit allen seinen Versionen.</translation>
    </message>
    <message>
        <source>Their content leaves the library. No rollback leads to them any more.</source>
        <translation>Ihr Inhalt verlässt die Bibliothek. Kein Zurücksetzen führt mehr zu ihnen.</translation>
    </message>
    <message>
        <source>Forget them now</source>
        <translation>Jetzt vergessen</translation>
    </message>
    <message>
        <source>%1 stay behind. A distribution point that comes back can be taken over without a copy.</source>
        <translation>%1 bleiben zurück. Ein Verteilungspunkt, der wiederkommt, kann ohne Kopie wieder aufgenommen werden.</translation>
    </message>
    <message>
        <source>Take our content away first, then remove</source>
        <translation>Erst unseren Inhalt zurücknehmen, dann entfernen</translation>
    </message>
    <message>
        <source>Waits for contact and probes every 10 min, for as long as it takes.</source>
        <translation>Wartet auf Kontakt und probt alle 10 min, so lange es dauert.</translation>
    </message>
    <message numerus="yes">
        <source>distribution(s), %1 of them retrying now</source>
        <translation>
            <numerusform>Verteilung, davon %1 gerade in Wiederholung</numerusform>
            <numerusform>Verteilungen, davon %1 gerade in Wiederholung</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>distribution(s)</source>
        <translation>
            <numerusform>Verteilung</numerusform>
            <numerusform>Verteilungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>transfer(s) at work, ended</source>
        <translation>
            <numerusform>laufende Übertragung, beendet</numerusform>
            <numerusform>laufende Übertragungen, beendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>child site(s) contacted</source>
        <translation>
            <numerusform>Unterstandort wird benachrichtigt</numerusform>
            <numerusform>Unterstandorte werden benachrichtigt</numerusform>
        </translation>
    </message>
    <message>
        <source>to be sent</source>
        <translation>zu senden</translation>
    </message>
    <message>
        <source>to be deleted</source>
        <translation>zu löschen</translation>
    </message>
    <message>
        <source>No client can read them, and they leave the library of %1 as well.</source>
        <translation>Kein Client kann sie lesen, und sie verlassen auch die Bibliothek von %1.</translation>
    </message>
    <message>
        <source>No client can read them. They stay in the library of %1 and can be distributed again.</source>
        <translation>Kein Client kann sie lesen. Sie bleiben in der Bibliothek von %1 und können wieder verteilt werden.</translation>
    </message>
    <message numerus="yes">
        <source>Keep them</source>
        <translation>
            <numerusform>Behalten</numerusform>
            <numerusform>Behalten</numerusform>
        </translation>
    </message>
    <message>
        <source>Change nothing</source>
        <translation>Nichts ändern</translation>
    </message>
    <message>
        <source>Nothing of it can be changed this way now.</source>
        <translation>Nichts davon lässt sich jetzt so ändern.</translation>
    </message>
    <message>
        <source>What happens to the content</source>
        <translation>Was mit dem Inhalt geschieht</translation>
    </message>
    <message>
        <source>What ends with it</source>
        <translation>Was damit endet</translation>
    </message>
    <message>
        <source>What it touches</source>
        <translation>Was es berührt</translation>
    </message>
    <message>
        <source>Discard %1</source>
        <translation>%1 verwerfen</translation>
    </message>
    <message>
        <source>What lies there is deleted for good. Export it first if somebody may ask for it.</source>
        <translation>Was da liegt, wird endgültig gelöscht. Exportieren Sie es vorher, wenn noch jemand danach fragen könnte.</translation>
    </message>
    <message>
        <source>Each is judged anew. What is still not valid comes back here.</source>
        <translation>Jedes wird neu beurteilt. Was noch immer nicht gültig ist, kommt hierher zurück.</translation>
    </message>
    <message>
        <source>Start %1</source>
        <translation>%1 starten</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>%1 anhalten</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>%1 stoppen</translation>
    </message>
    <message>
        <source>What it is at comes to its end; nothing new is begun until somebody starts it.</source>
        <translation>Woran sie ist, kommt zu Ende; Neues beginnt erst, wenn jemand sie startet.</translation>
    </message>
    <message>
        <source>Nothing is lost: what comes meanwhile waits.</source>
        <translation>Verloren geht nichts: Was inzwischen kommt, wartet.</translation>
    </message>
    <message>
        <source>What it is at ends at its next block and keeps what it has; nothing new is begun until somebody starts it.</source>
        <translation>Woran sie ist, endet beim nächsten Block und behält, was da ist; Neues beginnt erst, wenn jemand sie startet.</translation>
    </message>
    <message>
        <source>Send %1 again</source>
        <translation>%1 erneut senden</translation>
    </message>
    <message>
        <source>The newest version goes there whole, whatever that site has of it. What is right there already stays as it is.</source>
        <translation>Die neueste Version geht vollständig dorthin, was jener Standort auch davon hat. Was dort schon stimmt, bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>This site forgets it and all sites behind it: what they were given is not followed up any more, and nothing is sent there.</source>
        <translation>Dieser Standort vergisst ihn und alle Standorte hinter ihm: Was ihnen gegeben wurde, wird nicht weiter verfolgt, und nichts wird dorthin gesendet.</translation>
    </message>
    <message>
        <source>What lies there stays, and clients there go on reading it. What that site sends from now on stands in quarantine here.</source>
        <translation>Was dort liegt, bleibt, und Clients dort lesen es weiter. Was jener Standort von jetzt an sendet, kommt hier in Quarantäne.</translation>
    </message>
    <message>
        <source>to be sent at the most</source>
        <translation>höchstens zu senden</translation>
    </message>
    <message numerus="yes">
        <source>distribution(s) there, not followed up any more</source>
        <translation>
            <numerusform>Verteilung dort, nicht weiter verfolgt</numerusform>
            <numerusform>Verteilungen dort, nicht weiter verfolgt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
</context>
<context>
    <name>SiteStatus</name>
    <message>
        <source>%1, pid %2</source>
        <translation>%1, PID %2</translation>
    </message>
    <message>
        <source>Engine here</source>
        <translation>Engine hier</translation>
    </message>
    <message>
        <source>Engine: %1</source>
        <translation>Engine: %1</translation>
    </message>
    <message>
        <source>No engine</source>
        <translation>Keine Engine</translation>
    </message>
    <message>
        <source>%1 active</source>
        <translation>%1 aktiv</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 wartend</translation>
    </message>
    <message>
        <source>%1 blocked</source>
        <translation>%1 blockiert</translation>
    </message>
    <message>
        <source>inbox %1</source>
        <translation>Eingang %1</translation>
    </message>
    <message>
        <source>database read-only</source>
        <translation>Datenbank nur lesbar</translation>
    </message>
    <message>
        <source>database OK</source>
        <translation>Datenbank in Ordnung</translation>
    </message>
    <message>
        <source>checked just now</source>
        <translation>eben geprüft</translation>
    </message>
    <message>
        <source>checked %1</source>
        <translation>geprüft %1</translation>
    </message>
    <message>
        <source>When the database was read last. A click reads all anew.</source>
        <translation>Wann die Datenbank zuletzt gelesen wurde. Ein Klick liest alles neu.</translation>
    </message>
    <message>
        <source>Messages that wait in the inbox: %1</source>
        <translation>Meldungen, die im Eingang warten: %1</translation>
    </message>
</context>
<context>
    <name>SiteWords</name>
    <message>
        <source>this site</source>
        <translation>dieser Standort</translation>
    </message>
    <message>
        <source>below %1</source>
        <translation>unter %1</translation>
    </message>
    <message>
        <source>parent site</source>
        <translation>Oberstandort</translation>
    </message>
    <message>
        <source>child site</source>
        <translation>Unterstandort</translation>
    </message>
    <message numerus="yes">
        <source>reached, %n answer(s) under way</source>
        <translation>
            <numerusform>erreicht, %n Antwort steht aus</numerusform>
            <numerusform>erreicht, %n Antworten stehen aus</numerusform>
        </translation>
    </message>
    <message>
        <source>reached %1</source>
        <translation>erreicht %1</translation>
    </message>
    <message>
        <source>it reaches this site</source>
        <translation>er erreicht diesen Standort</translation>
    </message>
    <message>
        <source>nothing was sent yet</source>
        <translation>noch nichts gesendet</translation>
    </message>
    <message>
        <source>not reached since %1</source>
        <translation>nicht erreicht seit %1</translation>
    </message>
    <message>
        <source>not reached since %1: %2</source>
        <translation>nicht erreicht seit %1: %2</translation>
    </message>
    <message>
        <source>its window opens %1</source>
        <translation>sein Zeitfenster öffnet sich %1</translation>
    </message>
    <message>
        <source>its window is closed</source>
        <translation>sein Zeitfenster ist geschlossen</translation>
    </message>
    <message>
        <source>silent since %1</source>
        <translation>still seit %1</translation>
    </message>
    <message>
        <source>through %1</source>
        <translation>über %1</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>Stand %1</translation>
    </message>
    <message>
        <source>waits for its turn</source>
        <translation>wartet, bis es an der Reihe ist</translation>
    </message>
    <message>
        <source>is being prepared</source>
        <translation>wird vorbereitet</translation>
    </message>
    <message>
        <source>connects</source>
        <translation>verbindet sich</translation>
    </message>
    <message>
        <source>is being sent</source>
        <translation>wird gesendet</translation>
    </message>
    <message>
        <source>sent, not answered yet</source>
        <translation>gesendet, noch nicht beantwortet</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>quittiert</translation>
    </message>
    <message>
        <source>tries again</source>
        <translation>versucht es erneut</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>in quarantine there</source>
        <translation>dort in Quarantäne</translation>
    </message>
    <message>
        <source>package information</source>
        <translation>Paketinformation</translation>
    </message>
    <message>
        <source>content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>removal</source>
        <translation>Wegnahme</translation>
    </message>
    <message>
        <source>acknowledgement</source>
        <translation>Quittung</translation>
    </message>
    <message>
        <source>report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>langsam</translation>
    </message>
    <message>
        <source>does not respond</source>
        <translation>antwortet nicht</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>blockiert</translation>
    </message>
    <message>
        <source>held</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>being removed</source>
        <translation>wird entfernt</translation>
    </message>
    <message>
        <source>stop retrying</source>
        <translation>nicht mehr versuchen</translation>
    </message>
    <message>
        <source>retry now</source>
        <translation>jetzt versuchen</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>anhalten</translation>
    </message>
    <message>
        <source>release</source>
        <translation>freigeben</translation>
    </message>
    <message>
        <source>cancel</source>
        <translation>abbrechen</translation>
    </message>
    <message>
        <source>compare with the library</source>
        <translation>mit der Bibliothek vergleichen</translation>
    </message>
    <message>
        <source>repair what differs</source>
        <translation>reparieren, was abweicht</translation>
    </message>
    <message>
        <source>copy all files again</source>
        <translation>alle Dateien neu kopieren</translation>
    </message>
    <message>
        <source>on its way there</source>
        <translation>auf dem Weg dorthin</translation>
    </message>
    <message>
        <source>the next site has it</source>
        <translation>der nächste Standort hat es</translation>
    </message>
    <message>
        <source>under way there</source>
        <translation>dort im Gang</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>nothing was to be changed</source>
        <translation>nichts war zu ändern</translation>
    </message>
    <message>
        <source>refused there</source>
        <translation>dort abgelehnt</translation>
    </message>
    <message>
        <source>not there any more</source>
        <translation>nicht mehr da</translation>
    </message>
    <message>
        <source>a later one came before it</source>
        <translation>ein späterer kam ihm zuvor</translation>
    </message>
    <message>
        <source>%1: asked %2 by %3, %4</source>
        <comment>action, time, who, what became of it</comment>
        <translation>%1: verlangt %2 von %3, %4</translation>
    </message>
    <message>
        <source>%1 waits for the window of %2</source>
        <comment>two sites</comment>
        <translation>%1 wartet auf das Fenster von %2</translation>
    </message>
    <message>
        <source>%1 does not reach %2</source>
        <comment>two sites</comment>
        <translation>%1 erreicht %2 nicht</translation>
    </message>
    <message>
        <source>%1, which opens %2</source>
        <comment>who waits for the window, when</comment>
        <translation>%1, das sich %2 öffnet</translation>
    </message>
    <message>
        <source>through %1, %2; %3</source>
        <comment>site, its link, what holds back below it</comment>
        <translation>über %1, %2; %3</translation>
    </message>
    <message>
        <source>through %1, %2</source>
        <comment>site, its link</comment>
        <translation>über %1, %2</translation>
    </message>
</context>
<context>
    <name>StatusWords</name>
    <message>
        <source>It stays here until somebody releases or discards it. The messages behind it were taken in all the same.</source>
        <translation>Es bleibt hier, bis jemand es freigibt oder verwirft. Die Meldungen dahinter wurden trotzdem aufgenommen.</translation>
    </message>
    <message>
        <source>Export it and look at it. Discard it if nobody needs it; a release of it as it is would be refused.</source>
        <translation>Exportieren Sie es und sehen Sie es an. Verwerfen Sie es, wenn niemand es braucht; so wie es ist, würde eine Freigabe abgelehnt.</translation>
    </message>
    <message>
        <source>id used twice</source>
        <translation>Id doppelt benutzt</translation>
    </message>
    <message>
        <source>A message with this id was taken in before, with other content.</source>
        <translation>Eine Meldung mit dieser Id wurde schon aufgenommen, mit anderem Inhalt.</translation>
    </message>
    <message>
        <source>One of the two would be lost if ids alone decided. Usual cause: a client&apos;s spool that was copied to another machine, or put back from a backup.</source>
        <translation>Eine von beiden ginge verloren, wenn allein Ids entschieden. Übliche Ursache: der Spool eines Clients, der auf einen anderen Rechner kopiert oder aus einer Sicherung zurückgeholt wurde.</translation>
    </message>
    <message>
        <source>Release it: it is taken in under an id of its own. If the client is marked as cloned, give one of the machines a new spool.</source>
        <translation>Geben Sie es frei: Es wird unter einer eigenen Id aufgenommen. Ist der Client als geklont vermerkt, geben Sie einem der Rechner einen neuen Spool.</translation>
    </message>
    <message>
        <source>not a status message</source>
        <translation>keine Statusmeldung</translation>
    </message>
    <message>
        <source>What lies here does not begin as a status message does.</source>
        <translation>Was hier liegt, beginnt nicht wie eine Statusmeldung.</translation>
    </message>
    <message>
        <source>Something else was written into the inbox: a wrong path, noise of a damaged disk, a file of another program.</source>
        <translation>Etwas anderes wurde in den Eingang geschrieben: ein falscher Pfad, Rauschen einer beschädigten Platte, die Datei eines anderen Programms.</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>unvollständig</translation>
    </message>
    <message>
        <source>The file has no end, and for ten minutes nothing was added to it.</source>
        <translation>Die Datei hat kein Ende, und zehn Minuten lang kam nichts hinzu.</translation>
    </message>
    <message>
        <source>A sender that does not publish in one step was interrupted. Cartage&apos;s own client keeps such a message in its spool and sends it again.</source>
        <translation>Ein Absender, der nicht in einem Schritt veröffentlicht, wurde unterbrochen. Cartages eigener Client behält eine solche Meldung in seinem Spool und sendet sie noch einmal.</translation>
    </message>
    <message>
        <source>Nothing, if the client has sent it again since. Else export it: what is there of it can be read.</source>
        <translation>Nichts, wenn der Client sie seither noch einmal gesendet hat. Sonst exportieren Sie sie: Was davon da ist, lässt sich lesen.</translation>
    </message>
    <message>
        <source>newer format</source>
        <translation>neueres Format</translation>
    </message>
    <message>
        <source>The message was written by a newer version of Cartage than this one.</source>
        <translation>Die Meldung wurde von einer neueren Version von Cartage geschrieben.</translation>
    </message>
    <message>
        <source>This version cannot read it. Nothing is lost: it is kept as it came.</source>
        <translation>Diese Version kann sie nicht lesen. Verloren ist nichts: Sie wird behalten, wie sie kam.</translation>
    </message>
    <message>
        <source>Update Cartage on this site, then release it.</source>
        <translation>Aktualisieren Sie Cartage an diesem Standort, dann geben Sie sie frei.</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>zu groß</translation>
    </message>
    <message>
        <source>A status message has at most 64 kB; this is more.</source>
        <translation>Eine Statusmeldung hat höchstens 64 kB; das hier ist mehr.</translation>
    </message>
    <message>
        <source>It was set aside without being read, so that it could not fill the memory.</source>
        <translation>Sie wurde ungelesen beiseitegelegt, damit sie nicht den Speicher füllt.</translation>
    </message>
    <message>
        <source>wrong checksum</source>
        <translation>falsche Prüfsumme</translation>
    </message>
    <message>
        <source>The content does not match the checksum at its end.</source>
        <translation>Der Inhalt passt nicht zur Prüfsumme an seinem Ende.</translation>
    </message>
    <message>
        <source>It was changed on its way: a damaged disk or share, or somebody edited it.</source>
        <translation>Er wurde unterwegs verändert: eine beschädigte Platte oder Freigabe, oder jemand hat ihn bearbeitet.</translation>
    </message>
    <message>
        <source>Look at the content. Check the disk and the share that the inbox lies on if there are more of these.</source>
        <translation>Sehen Sie den Inhalt an. Prüfen Sie die Platte und die Freigabe, auf der der Eingang liegt, wenn es mehr davon gibt.</translation>
    </message>
    <message>
        <source>invalid characters</source>
        <translation>ungültige Zeichen</translation>
    </message>
    <message>
        <source>The message holds bytes that are no text, or control characters.</source>
        <translation>Die Meldung enthält Bytes, die kein Text sind, oder Steuerzeichen.</translation>
    </message>
    <message>
        <source>It could deceive whoever reads it, or the terminal that shows it.</source>
        <translation>Sie könnte täuschen, wer sie liest, oder das Terminal, das sie zeigt.</translation>
    </message>
    <message>
        <source>a field is wrong</source>
        <translation>ein Feld ist falsch</translation>
    </message>
    <message>
        <source>A field of the message is missing, comes twice, or has no value of its form.</source>
        <translation>Ein Feld der Meldung fehlt, kommt zweimal oder hat keinen Wert seiner Form.</translation>
    </message>
    <message>
        <source>It was not written by Cartage&apos;s client, or by a damaged one.</source>
        <translation>Sie wurde nicht von Cartages Client geschrieben, oder von einem beschädigten.</translation>
    </message>
    <message>
        <source>not a file</source>
        <translation>keine Datei</translation>
    </message>
    <message>
        <source>In the place of a message lies something that is no plain file: a folder, a link, a pipe or a device.</source>
        <translation>An der Stelle einer Meldung liegt etwas, das keine einfache Datei ist: ein Ordner, ein Verweis, eine Pipe oder ein Gerät.</translation>
    </message>
    <message>
        <source>It was not opened: to read it might wait for ever or lead elsewhere.</source>
        <translation>Es wurde nicht geöffnet: Es zu lesen könnte ewig dauern oder woandershin führen.</translation>
    </message>
    <message>
        <source>Discard it, and find out who may write into the inbox.</source>
        <translation>Verwerfen Sie es, und finden Sie heraus, wer in den Eingang schreiben darf.</translation>
    </message>
    <message numerus="yes">
        <source>%n number(s) missing</source>
        <translation>
            <numerusform>%n Nummer fehlt</numerusform>
            <numerusform>%n Nummern fehlen</numerusform>
        </translation>
    </message>
    <message>
        <source>cloned</source>
        <translation>geklont</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>still</translation>
    </message>
    <message>
        <source>all there</source>
        <translation>alle da</translation>
    </message>
    <message>
        <source>%1 ahead</source>
        <translation>geht %1 vor</translation>
    </message>
    <message>
        <source>%1 behind</source>
        <translation>geht %1 nach</translation>
    </message>
    <message>
        <source>%1 against the clock of the inbox</source>
        <translation>%1 gegen die Uhr des Eingangs</translation>
    </message>
    <message>
        <source>The client did not say what its clock was when it brought the message.</source>
        <translation>Der Client hat nicht gesagt, wie seine Uhr stand, als er die Meldung brachte.</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>It was set aside: %1.</source>
        <translation>Es wurde beiseitegelegt: %1.</translation>
    </message>
    <message>
        <source>Nothing is lost: it is kept as it came.</source>
        <translation>Verloren ist nichts: Es wird behalten, wie es kam.</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>link</source>
        <translation>Verweis</translation>
    </message>
    <message>
        <source>pipe or device</source>
        <translation>Pipe oder Gerät</translation>
    </message>
    <message>
        <source>status message</source>
        <translation>Statusmeldung</translation>
    </message>
    <message>
        <source>name of no message</source>
        <translation>Name keiner Meldung</translation>
    </message>
    <message>
        <source>The file&apos;s name is not one that a client gives.</source>
        <translation>Der Name der Datei ist keiner, den ein Client vergibt.</translation>
    </message>
    <message>
        <source>It was put into the inbox by hand, or by another program.</source>
        <translation>Sie wurde von Hand oder von einem anderen Programm in den Eingang gelegt.</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>The file could not be read.</source>
        <translation>Die Datei konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Its permissions do not allow it, or the disk is damaged there.</source>
        <translation>Ihre Rechte erlauben es nicht, oder die Platte ist dort beschädigt.</translation>
    </message>
    <message>
        <source>Look at its permissions and at the disk, then release it.</source>
        <translation>Sehen Sie nach ihren Rechten und der Platte, dann geben Sie sie frei.</translation>
    </message>
    <message>
        <source>found here</source>
        <translation>hier gefunden</translation>
    </message>
    <message>
        <source>It lay in the quarantine folder without a record of why.</source>
        <translation>Es lag im Quarantäneordner, ohne dass vermerkt war, warum.</translation>
    </message>
    <message>
        <source>An engine was killed just when it set this aside, or somebody put it there.</source>
        <translation>Eine Engine wurde gerade beim Beiseitelegen abgebrochen, oder jemand hat es dorthin gelegt.</translation>
    </message>
    <message>
        <source>Look at the content. Release it if it is a message: it is judged anew.</source>
        <translation>Sehen Sie den Inhalt an. Geben Sie es frei, wenn es eine Meldung ist: Es wird neu beurteilt.</translation>
    </message>
    <message>
        <source>refused by the database</source>
        <translation>von der Datenbank abgelehnt</translation>
    </message>
    <message>
        <source>The database did not take this message, and takes others.</source>
        <translation>Die Datenbank hat diese Meldung nicht genommen und nimmt andere.</translation>
    </message>
    <message>
        <source>Something in it cannot be stored. It was set aside so that the others go on.</source>
        <translation>Etwas darin lässt sich nicht speichern. Sie wurde beiseitegelegt, damit die anderen weitergehen.</translation>
    </message>
    <message>
        <source>correct</source>
        <translation>stimmt</translation>
    </message>
</context>
<context>
    <name>SupportBundle</name>
    <message>
        <source>Versions of the program and the system</source>
        <translation>Versionen des Programms und des Systems</translation>
    </message>
    <message>
        <source>The site, its engine, its counts</source>
        <translation>Der Standort, seine Engine, seine Zahlen</translation>
    </message>
    <message>
        <source>Settings of the site and of distribution points</source>
        <translation>Einstellungen des Standorts und der Verteilungspunkte</translation>
    </message>
    <message>
        <source>Distribution points</source>
        <translation>Verteilungspunkte</translation>
    </message>
    <message>
        <source>Packages: names, versions, sizes</source>
        <translation>Pakete: Namen, Versionen, Größen</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Tries that failed</source>
        <translation>Misslungene Versuche</translation>
    </message>
    <message>
        <source>The newest status messages</source>
        <translation>Die neuesten Statusmeldungen</translation>
    </message>
    <message>
        <source>The last actions of operators</source>
        <translation>Die letzten Handlungen der Operatoren</translation>
    </message>
    <message>
        <source>What a check of the site finds</source>
        <translation>Was eine Prüfung des Standorts findet</translation>
    </message>
    <message>
        <source>Log files</source>
        <translation>Protokolldateien</translation>
    </message>
</context>
<context>
    <name>cartage::ui::AcknowledgeSheet</name>
    <message numerus="yes">
        <source>Acknowledge %n problem(s)</source>
        <translation>
            <numerusform>%n Problem zur Kenntnis nehmen</numerusform>
            <numerusform>%n Probleme zur Kenntnis nehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>4h, 3d; empty: until it ends</source>
        <translation>4h, 3d; leer: bis es endet</translation>
    </message>
    <message>
        <source>Who works on it, a ticket; kept in the audit</source>
        <translation>Wer daran arbeitet, ein Ticket; steht im Protokoll</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>A span is a number with s, m, h or d: 90s, 15m, 4h, 3d.</source>
        <translation>Eine Dauer ist eine Zahl mit s, m, h oder d: 90s, 15m, 4h, 3d.</translation>
    </message>
    <message>
        <source>Asks for attention again %1.</source>
        <translation>Meldet sich %1 wieder.</translation>
    </message>
    <message>
        <source>It is still tried, and still listed; it only no longer counts as needing you.</source>
        <translation>Wird weiter versucht und weiter aufgeführt; zählt nur nicht mehr zu dem, was Sie braucht.</translation>
    </message>
</context>
<context>
    <name>cartage::ui::Actions</name>
    <message>
        <source>Copy as command</source>
        <translation>Als Befehl kopieren</translation>
    </message>
    <message>
        <source>What it would touch has changed meanwhile: this is the new plan.</source>
        <translation>Was betroffen wäre, hat sich inzwischen geändert: Dies ist der neue Plan.</translation>
    </message>
    <message numerus="yes">
        <source>%n of them refused it.</source>
        <translation>
            <numerusform>%n abgelehnt.</numerusform>
            <numerusform>%n abgelehnt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a package…</source>
        <translation>Paket hinzufügen…</translation>
    </message>
    <message>
        <source>Add distribution points…</source>
        <translation>Verteilungspunkte hinzufügen…</translation>
    </message>
    <message>
        <source>Distribute…</source>
        <translation>Verteilen…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Back up the site…</source>
        <translation>Standort sichern…</translation>
    </message>
    <message>
        <source>Back up the site</source>
        <translation>Standort sichern</translation>
    </message>
    <message>
        <source>The site is backed up in %1.</source>
        <translation>Der Standort ist gesichert in %1.</translation>
    </message>
    <message>
        <source>They are on their way. The last copies are safe once they are there and proven.</source>
        <translation>Sie sind unterwegs. Die letzten Kopien sind sicher, wenn sie dort und bewiesen sind.</translation>
    </message>
    <message>
        <source>Remove what is selected…</source>
        <translation>Ausgewähltes entfernen…</translation>
    </message>
    <message>
        <source>Groups of distribution points…</source>
        <translation>Gruppen von Verteilungspunkten…</translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation>Zurücksetzen…</translation>
    </message>
    <message>
        <source>Copy another as command</source>
        <translation>Andere als Befehl kopieren</translation>
    </message>
    <message>
        <source>Take the folder back…</source>
        <translation>Ordner wieder übernehmen …</translation>
    </message>
    <message>
        <source>%1 is under way; Activity shows it and can stop it.</source>
        <translation>%1 läuft; „Aktivität“ zeigt es und kann es beenden.</translation>
    </message>
    <message>
        <source>Backup to %1</source>
        <translation>Sicherung nach %1</translation>
    </message>
    <message>
        <source>Export from quarantine…</source>
        <translation>Aus der Quarantäne exportieren…</translation>
    </message>
    <message>
        <source>Export from quarantine</source>
        <translation>Aus der Quarantäne exportieren</translation>
    </message>
    <message>
        <source>Export from quarantine into a folder</source>
        <translation>Aus der Quarantäne in einen Ordner exportieren</translation>
    </message>
    <message>
        <source>Export from quarantine to %1</source>
        <translation>Export aus der Quarantäne nach %1</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) written to %1.</source>
        <translation>
            <numerusform>%n Stück nach %1 geschrieben.</numerusform>
            <numerusform>%n Stücke nach %1 geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Thresholds…</source>
        <translation>Schwellen…</translation>
    </message>
    <message>
        <source>Add a site…</source>
        <translation>Standort hinzufügen…</translation>
    </message>
    <message>
        <source>Change the address…</source>
        <translation>Adresse ändern…</translation>
    </message>
</context>
<context>
    <name>cartage::ui::ActivityView</name>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Nobody has done anything yet</source>
        <translation>Noch hat niemand etwas getan</translation>
    </message>
    <message>
        <source>Each action of an operator is kept here: when, who, what, why, and what it changed.</source>
        <translation>Jede Aktion eines Operators steht hier: wann, wer, was, warum und was sie geändert hat.</translation>
    </message>
    <message numerus="yes">
        <source>%n new action(s)</source>
        <translation>
            <numerusform>%n neue Handlung</numerusform>
            <numerusform>%n neue Handlungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 actions</source>
        <translation>%1 von %2 Handlungen</translation>
    </message>
    <message numerus="yes">
        <source>%n action(s)</source>
        <translation>
            <numerusform>%n Handlung</numerusform>
            <numerusform>%n Handlungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) are at work</source>
        <translation>
            <numerusform>%n Verteilung ist in Arbeit</numerusform>
            <numerusform>%n Verteilungen sind in Arbeit</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>%1: is being stopped</source>
        <translation>%1: wird beendet</translation>
    </message>
    <message>
        <source>%1: since %2</source>
        <translation>%1: seit %2</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>cartage::ui::AddDpsSheet</name>
    <message>
        <source>Add distribution points</source>
        <translation>Verteilungspunkte hinzufügen</translation>
    </message>
    <message>
        <source>Add and test</source>
        <translation>Hinzufügen und testen</translation>
    </message>
    <message>
        <source>Distribution points: name, folder, groups</source>
        <translation>Verteilungspunkte: Name, Ordner, Gruppen</translation>
    </message>
    <message>
        <source>%1 is no name: letters, digits, dot, underline and hyphen, at most 64.</source>
        <translation>%1 ist kein Name: Buchstaben, Ziffern, Punkt, Unterstrich und Bindestrich, höchstens 64.</translation>
    </message>
    <message>
        <source>%1: its folder is missing or not absolute.</source>
        <translation>%1: Der Ordner fehlt oder ist nicht absolut.</translation>
    </message>
    <message>
        <source>%1 is no name of a group.</source>
        <translation>%1 ist kein Name einer Gruppe.</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution point(s): each folder is tried, and a marker is written there.</source>
        <translation>
            <numerusform>%n Verteilungspunkt: Der Ordner wird geprüft und eine Markierung dort geschrieben.</numerusform>
            <numerusform>%n Verteilungspunkte: Jeder Ordner wird geprüft und eine Markierung dort geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>The folders are tried…</source>
        <translation>Die Ordner werden geprüft…</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution point(s) added: %1.</source>
        <translation>
            <numerusform>%n Verteilungspunkt hinzugefügt: %1.</numerusform>
            <numerusform>%n Verteilungspunkte hinzugefügt: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Added: %1. What is left above could not be.</source>
        <translation>Hinzugefügt: %1. Was oben bleibt, ließ sich nicht hinzufügen.</translation>
    </message>
    <message>
        <source>There already, and left as they are: %1.</source>
        <translation>Schon vorhanden und unverändert: %1.</translation>
    </message>
    <message>
        <source>Take folders back for distribution points that are known</source>
        <translation>Ordner für bekannte Verteilungspunkte wieder übernehmen</translation>
    </message>
    <message>
        <source>berlin1; /mnt/berlin1; north
One a line: name, folder, groups; also pasted from a table</source>
        <translation>berlin1; /mnt/berlin1; nord
Einer je Zeile: Name, Ordner, Gruppen; auch aus einer Tabelle eingefügt</translation>
    </message>
    <message>
        <source>A new disk, or a marker that was lost: the marker is written anew, and what is missing is sent again.</source>
        <translation>Eine neue Platte oder eine verlorene Marke: Die Marke wird neu geschrieben, und was fehlt, wird noch einmal gesendet.</translation>
    </message>
    <message numerus="yes">
        <source>Adding %n distribution point(s)</source>
        <translation>
            <numerusform>%n Verteilungspunkt wird hinzugefügt</numerusform>
            <numerusform>%n Verteilungspunkte werden hinzugefügt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::AddPackageSheet</name>
    <message>
        <source>Add a package</source>
        <translation>Paket hinzufügen</translation>
    </message>
    <message>
        <source>Take a snapshot</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Look for it</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Product version</source>
        <translation>Produktversion</translation>
    </message>
    <message>
        <source>Manufacturer</source>
        <translation>Hersteller</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Every file is read once and kept in the library of the site; files that are there already take no more space.</source>
        <translation>Jede Datei wird einmal gelesen und in der Bibliothek des Standorts abgelegt; schon vorhandene Dateien brauchen keinen weiteren Platz.</translation>
    </message>
    <message>
        <source>The folder of the package</source>
        <translation>Ordner des Pakets</translation>
    </message>
    <message>
        <source>The folder is read…</source>
        <translation>Der Ordner wird gelesen…</translation>
    </message>
    <message>
        <source>%1 is package %2: %3 files, %4; %5 of them new in the library.</source>
        <translation>%1 ist Paket %2: %3 Dateien, %4; davon %5 neu in der Bibliothek.</translation>
    </message>
    <message>
        <source>The folder is looked through…</source>
        <translation>Der Ordner wird durchgesehen…</translation>
    </message>
    <message>
        <source>The snapshot will hold %1 files, %2.</source>
        <translation>Der Schnappschuss wird %1 Dateien enthalten, %2.</translation>
    </message>
    <message>
        <source>The library has room for %1 only: what is not in it already may not fit.</source>
        <translation>Die Bibliothek hat nur Platz für %1: Was noch nicht darin ist, passt vielleicht nicht.</translation>
    </message>
    <message>
        <source>The library has room for %1; files that are in it already take no more.</source>
        <translation>Die Bibliothek hat Platz für %1; Dateien, die schon darin sind, brauchen keinen mehr.</translation>
    </message>
    <message>
        <source>Looking at a package&apos;s folder</source>
        <translation>Ordner eines Pakets wird angesehen</translation>
    </message>
    <message>
        <source>Snapshot of %1</source>
        <translation>Schnappschuss von %1</translation>
    </message>
</context>
<context>
    <name>cartage::ui::AddSiteSheet</name>
    <message>
        <source>Add a site</source>
        <translation>Standort hinzufügen</translation>
    </message>
    <message>
        <source>Add the site</source>
        <translation>Standort hinzufügen</translation>
    </message>
    <message>
        <source>a child of this site</source>
        <translation>ein Unterstandort von diesem</translation>
    </message>
    <message>
        <source>the parent of this site</source>
        <translation>der Oberstandort von diesem</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>It is</source>
        <translation>Er ist</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Its inbox</source>
        <translation>Sein Eingang</translation>
    </message>
    <message>
        <source>Its public key</source>
        <translation>Sein öffentlicher Schlüssel</translation>
    </message>
    <message>
        <source>Key of this site</source>
        <translation>Schlüssel dieses Standorts</translation>
    </message>
    <message>
        <source>Both sites have to know each other: add this one there, too. “cartage site key” prints the key at the other site. The inbox is the folder “inbox” in its site folder, here or on a mounted share.</source>
        <translation>Beide Standorte müssen einander kennen: diesen auch dort hinzufügen. „cartage site key“ gibt den Schlüssel am anderen Standort aus. Der Eingang ist der Ordner „inbox“ in dessen Standortordner, hier oder auf einer eingehängten Freigabe.</translation>
    </message>
    <message>
        <source>The inbox of the other site</source>
        <translation>Der Eingang des anderen Standorts</translation>
    </message>
    <message>
        <source>This is no public key.</source>
        <translation>Das ist kein öffentlicher Schlüssel.</translation>
    </message>
    <message>
        <source>It is written down…</source>
        <translation>Wird eingetragen…</translation>
    </message>
    <message>
        <source>Site %1 is added. Add this one there as well, with its key.</source>
        <translation>Standort %1 ist hinzugefügt. Nun diesen auch dort hinzufügen, mit seinem Schlüssel.</translation>
    </message>
</context>
<context>
    <name>cartage::ui::AdviceBox</name>
    <message>
        <source>Advice</source>
        <translation>Rat</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Folge</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Zu tun</translation>
    </message>
    <message>
        <source>By itself</source>
        <translation>Von selbst</translation>
    </message>
</context>
<context>
    <name>cartage::ui::ChartBoard</name>
    <message>
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>States</source>
        <translation>Zustände</translation>
    </message>
    <message>
        <source>What the chart shows</source>
        <translation>Was das Diagramm zeigt</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 h</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 h</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>Time that the chart shows</source>
        <translation>Zeit, die das Diagramm zeigt</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Chart or table</source>
        <translation>Diagramm oder Tabelle</translation>
    </message>
    <message>
        <source>MB/s, by DP</source>
        <translation>MB/s, nach VP</translation>
    </message>
    <message>
        <source>not proven, counted since %1</source>
        <translation>nicht bewiesen, gezählt seit %1</translation>
    </message>
    <message>
        <source>distributions that are not proven</source>
        <translation>Verteilungen, die nicht bewiesen sind</translation>
    </message>
    <message>
        <source>States over time</source>
        <translation>Zustände über die Zeit</translation>
    </message>
    <message>
        <source>Throughput over time</source>
        <translation>Durchsatz über die Zeit</translation>
    </message>
</context>
<context>
    <name>cartage::ui::ChipButton</name>
    <message>
        <source>Delete takes the condition out</source>
        <translation>Entf entfernt die Bedingung</translation>
    </message>
    <message>
        <source>not %1:</source>
        <translation>nicht %1:</translation>
    </message>
</context>
<context>
    <name>cartage::ui::ClientsView</name>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>Letzte Meldung</translation>
    </message>
    <message>
        <source>Errors, 24 h</source>
        <translation>Fehler, 24 h</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlen</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Repeated</source>
        <translation>Wiederholt</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>Absender</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Messages missing</source>
        <translation>Meldungen fehlen</translation>
    </message>
    <message>
        <source>Cloned</source>
        <translation>Geklont</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>Still</translation>
    </message>
    <message>
        <source>%1 of %2 clients</source>
        <translation>%1 von %2 Clients</translation>
    </message>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n Client</numerusform>
            <numerusform>%n Clients</numerusform>
        </translation>
    </message>
    <message>
        <source>No client has sent anything yet</source>
        <translation>Noch hat kein Client etwas gesendet</translation>
    </message>
    <message>
        <source>A client that reports with “cartage-client report --inbox %1” stands here with its first message.</source>
        <translation>Ein Client, der mit „cartage-client report --inbox %1“ meldet, steht hier ab seiner ersten Meldung.</translation>
    </message>
</context>
<context>
    <name>cartage::ui::ComponentsView</name>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>Komponenten</translation>
    </message>
    <message>
        <source>Component</source>
        <translation>Komponente</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Errors, 24 h</source>
        <translation>Fehler, 24 h</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Informationen</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Älteste</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Kritisch</translation>
    </message>
    <message numerus="yes">
        <source>%n component(s)</source>
        <translation>
            <numerusform>%n Komponente</numerusform>
            <numerusform>%n Komponenten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 components</source>
        <translation>%1 von %2 Komponenten</translation>
    </message>
    <message>
        <source>%1; clients name more than are listed</source>
        <translation>%1; Clients nennen mehr, als hier stehen</translation>
    </message>
    <message>
        <source>No components</source>
        <translation>Keine Komponenten</translation>
    </message>
    <message>
        <source>What works at this site and what clients name as a component stands here.</source>
        <translation>Was an diesem Standort arbeitet und was Clients als Komponente nennen, steht hier.</translation>
    </message>
</context>
<context>
    <name>cartage::ui::CreateSiteSheet</name>
    <message>
        <source>Create a site</source>
        <translation>Standort anlegen</translation>
    </message>
    <message>
        <source>Create the site</source>
        <translation>Standort anlegen</translation>
    </message>
    <message>
        <source>This window works the site while it is open</source>
        <translation>Dieses Fenster bearbeitet den Standort, solange es offen ist</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>The code is three characters A to Z and 0 to 9; it stands in every message of the site and cannot be changed later. The folder lies on a local disk and is absent or empty.</source>
        <translation>Das Kürzel besteht aus drei Zeichen A bis Z und 0 bis 9; es steht in jeder Meldung des Standorts und lässt sich später nicht ändern. Der Ordner liegt auf einem lokalen Datenträger und fehlt noch oder ist leer.</translation>
    </message>
    <message>
        <source>An empty folder for the site</source>
        <translation>Ein leerer Ordner für den Standort</translation>
    </message>
    <message>
        <source>The site is made…</source>
        <translation>Der Standort wird angelegt…</translation>
    </message>
    <message>
        <source>Creating a site</source>
        <translation>Standort wird angelegt</translation>
    </message>
</context>
<context>
    <name>cartage::ui::DetailPane</name>
    <message>
        <source>Detail</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Close the look-up</source>
        <translation>Nachschlagen schließen</translation>
    </message>
</context>
<context>
    <name>cartage::ui::DistributeSheet</name>
    <message>
        <source>Distribute</source>
        <translation>Verteilen</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>All of them are wanted there already.</source>
        <translation>Alle sind dort schon gewünscht.</translation>
    </message>
    <message numerus="yes">
        <source>The engine&apos;s plan: %n distribution(s), %1 to be sent.</source>
        <translation>
            <numerusform>Plan der Engine: %n Verteilung, %1 zu senden.</numerusform>
            <numerusform>Plan der Engine: %n Verteilungen, %1 zu senden.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is written down…</source>
        <translation>Wird eingetragen…</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) are wanted now.</source>
        <translation>
            <numerusform>%n Verteilung ist jetzt gewünscht.</numerusform>
            <numerusform>%n Verteilungen sind jetzt gewünscht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose packages, and groups or distribution points.</source>
        <translation>Wählen Sie Pakete und Gruppen oder Verteilungspunkte.</translation>
    </message>
    <message>
        <source>All of them are wanted there already; who joins the group gets them as well.</source>
        <translation>Alle sind dort schon gewünscht; wer zur Gruppe dazukommt, bekommt sie auch.</translation>
    </message>
    <message>
        <source>At the limits that are set it takes at least %1 (%2).</source>
        <translation>Bei den gesetzten Grenzen dauert es mindestens %1 (%2).</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Group %1 (%2)</source>
        <translation>Gruppe %1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>The engine&apos;s plan: %n site(s) below are asked to see to it.</source>
        <translation>
            <numerusform>Der Plan der Engine: %n Standort darunter wird darum gebeten.</numerusform>
            <numerusform>Der Plan der Engine: %n Standorte darunter werden darum gebeten.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::DistributionsView</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 an %2</translation>
    </message>
    <message>
        <source>Distributions</source>
        <translation>Verteilungen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>Wanted</source>
        <translation>Soll</translation>
    </message>
    <message>
        <source>There</source>
        <translation>Ist</translation>
    </message>
    <message>
        <source>DP</source>
        <translation>VP</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Rest</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Bestätigt</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s)</source>
        <translation>
            <numerusform>%n Verteilung</numerusform>
            <numerusform>%n Verteilungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 distributions</source>
        <translation>%1 von %2 Verteilungen</translation>
    </message>
    <message>
        <source>Nothing is distributed yet</source>
        <translation>Noch ist nichts verteilt</translation>
    </message>
    <message>
        <source>Give a package to distribution points; each pair becomes a row here.</source>
        <translation>Verteilen Sie ein Paket an Verteilungspunkte; jedes Paar wird hier eine Zeile.</translation>
    </message>
    <message>
        <source>next %1</source>
        <translation>nächster %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>MB/s</source>
        <translation>MB/s</translation>
    </message>
    <message>
        <source>ETA</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Letzter Fehler</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>Matrix</translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation>Gezeigt als</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Sucht…</translation>
    </message>
    <message>
        <source>asked %1, not told yet</source>
        <translation>verlangt %1, noch nicht gemeldet</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>state, age</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>asked %1</source>
        <translation>verlangt %1</translation>
    </message>
</context>
<context>
    <name>cartage::ui::DpsView</name>
    <message>
        <source>Distribution points</source>
        <translation>Verteilungspunkte</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Proven</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>Last success</source>
        <translation>Letzter Erfolg</translation>
    </message>
    <message>
        <source>Failing since</source>
        <translation>Fehler seit</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution point(s)</source>
        <translation>
            <numerusform>%n Verteilungspunkt</numerusform>
            <numerusform>%n Verteilungspunkte</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 distribution points</source>
        <translation>%1 von %2 Verteilungspunkten</translation>
    </message>
    <message>
        <source>No distribution points yet</source>
        <translation>Noch keine Verteilungspunkte</translation>
    </message>
    <message>
        <source>A distribution point is a folder, here or on a mounted share, from which clients read.</source>
        <translation>Ein Verteilungspunkt ist ein Ordner, hier oder auf einer eingehängten Freigabe, aus dem Clients lesen.</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Standort</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>state, age</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>cartage::ui::EngineSheet</name>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Keep this choice</source>
        <translation>Bei dieser Wahl bleiben</translation>
    </message>
    <message>
        <source>This window works the site while it is open</source>
        <translation>Dieses Fenster bearbeitet den Standort, solange es offen ist</translation>
    </message>
    <message>
        <source>A service works it, whether a console is open or not</source>
        <translation>Ein Dienst bearbeitet ihn, ob eine Konsole offen ist oder nicht</translation>
    </message>
    <message>
        <source>Who is to work this site</source>
        <translation>Wer diesen Standort bearbeiten soll</translation>
    </message>
    <message>
        <source>The console starts no services. The command starts one that goes on after a restart of the computer; a terminal of the user who owns the site takes it.</source>
        <translation>Die Konsole startet keine Dienste. Der Befehl startet einen, der nach einem Neustart des Rechners weiterläuft; geben Sie ihn im Terminal des Benutzers ein, dem der Standort gehört.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>works in this window</source>
        <translation>arbeitet in diesem Fenster</translation>
    </message>
    <message>
        <source>works in another process</source>
        <translation>arbeitet in einem anderen Prozess</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>no engine works this site: nothing is distributed</source>
        <translation>keine Engine arbeitet an diesem Standort: Nichts wird verteilt</translation>
    </message>
    <message>
        <source>It is written down…</source>
        <translation>Wird eingetragen…</translation>
    </message>
    <message>
        <source>This window works the site whenever it opens it.</source>
        <translation>Dieses Fenster bearbeitet den Standort, sooft es ihn öffnet.</translation>
    </message>
    <message>
        <source>A service is to work the site; this window starts none by itself.</source>
        <translation>Ein Dienst soll den Standort bearbeiten; dieses Fenster startet von sich aus keine Engine.</translation>
    </message>
</context>
<context>
    <name>cartage::ui::EntryList</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>cartage::ui::EntryPage</name>
    <message>
        <source>Find in paths</source>
        <translation>In Pfaden suchen</translation>
    </message>
    <message>
        <source>No path contains these letters.</source>
        <translation>Kein Pfad enthält diese Buchstaben.</translation>
    </message>
    <message>
        <source>Show %1 more</source>
        <translation>%1 weitere zeigen</translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>%1 gezeigt</translation>
    </message>
</context>
<context>
    <name>cartage::ui::ExportList</name>
    <message>
        <source>CSV for spreadsheets (*.csv)</source>
        <translation>CSV für Tabellenprogramme (*.csv)</translation>
    </message>
    <message>
        <source>CSV without a byte order mark, for scripts (*.csv)</source>
        <translation>CSV ohne Byte-Order-Mark, für Skripte (*.csv)</translation>
    </message>
    <message>
        <source>JSON Lines, as the command line prints them (*.jsonl)</source>
        <translation>JSON Lines, wie die Befehlszeile sie ausgibt (*.jsonl)</translation>
    </message>
    <message>
        <source>Export what the filter shows</source>
        <translation>Exportieren, was der Filter zeigt</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are in %1.</source>
        <translation>
            <numerusform>%n Zeile ist in %1.</numerusform>
            <numerusform>%n Zeilen sind in %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was exported. %1</source>
        <translation>Nichts wurde exportiert. %1</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>%1 of %2 rows are written.</source>
        <translation>%1 von %2 Zeilen sind geschrieben.</translation>
    </message>
    <message>
        <source>The rows are being chosen…</source>
        <translation>Die Zeilen werden ausgewählt…</translation>
    </message>
    <message>
        <source>The export was stopped; no file was written.</source>
        <translation>Der Export wurde beendet; keine Datei wurde geschrieben.</translation>
    </message>
    <message>
        <source>Export to %1</source>
        <translation>Export nach %1</translation>
    </message>
</context>
<context>
    <name>cartage::ui::FilterField</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Save filter</source>
        <translation>Filter speichern</translation>
    </message>
</context>
<context>
    <name>cartage::ui::Finder</name>
    <message numerus="yes">
        <source>problem, %n distribution(s)</source>
        <translation>
            <numerusform>Problem, %n Verteilung</numerusform>
            <numerusform>Problem, %n Verteilungen</numerusform>
        </translation>
    </message>
    <message>
        <source>distribution point, %1 packages</source>
        <translation>Verteilungspunkt, %1 Pakete</translation>
    </message>
    <message>
        <source>package %1, at %2 distribution points</source>
        <translation>Paket %1, auf %2 Verteilungspunkten</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Finden</translation>
    </message>
    <message>
        <source>Do</source>
        <translation>Tun</translation>
    </message>
    <message>
        <source>Look up</source>
        <translation>Nachschlagen</translation>
    </message>
    <message>
        <source>Message %1</source>
        <translation>Meldung %1</translation>
    </message>
    <message>
        <source>Show everything that names %1</source>
        <translation>Alles zeigen, was %1 nennt</translation>
    </message>
    <message>
        <source>distributions</source>
        <translation>Verteilungen</translation>
    </message>
    <message>
        <source>Messages that name %1</source>
        <translation>Meldungen, die %1 nennen</translation>
    </message>
    <message>
        <source>Clients that name %1</source>
        <translation>Clients, die %1 nennen</translation>
    </message>
    <message>
        <source>site, %1</source>
        <translation>Standort, %1</translation>
    </message>
</context>
<context>
    <name>cartage::ui::GroupsSheet</name>
    <message>
        <source>Groups of distribution points</source>
        <translation>Gruppen von Verteilungspunkten</translation>
    </message>
    <message>
        <source>Change the group</source>
        <translation>Gruppe ändern</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Distribution points</source>
        <translation>Verteilungspunkte</translation>
    </message>
    <message>
        <source>Choose a group, or type the name of a new one.</source>
        <translation>Wählen Sie eine Gruppe, oder schreiben Sie den Namen einer neuen.</translation>
    </message>
    <message>
        <source>A name has 1 to 64 letters, digits, dots, underlines and hyphens, and begins with a letter or a digit.</source>
        <translation>Ein Name hat 1 bis 64 Buchstaben, Ziffern, Punkte, Unterstriche und Bindestriche und beginnt mit einem Buchstaben oder einer Ziffer.</translation>
    </message>
    <message>
        <source>Tick the distribution points of the group. One that joins gets the group&apos;s packages; one that leaves keeps what it has.</source>
        <translation>Haken Sie die Verteilungspunkte der Gruppe an. Wer dazukommt, bekommt die Pakete der Gruppe; wer geht, behält, was er hat.</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution point(s) change.</source>
        <translation>
            <numerusform>%n Verteilungspunkt ändert sich.</numerusform>
            <numerusform>%n Verteilungspunkte ändern sich.</numerusform>
        </translation>
    </message>
    <message>
        <source>The engine&apos;s plan: %1 Nothing is to be sent.</source>
        <translation>Plan der Engine: %1 Nichts ist zu senden.</translation>
    </message>
    <message>
        <source>The engine&apos;s plan: %1 %2, %3 to be sent.</source>
        <translation>Plan der Engine: %1 %2, %3 zu senden.</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s)</source>
        <translation>
            <numerusform>%n Verteilung</numerusform>
            <numerusform>%n Verteilungen</numerusform>
        </translation>
    </message>
    <message>
        <source>It is written down…</source>
        <translation>Wird eingetragen…</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution point(s) changed their groups.</source>
        <translation>
            <numerusform>%n Verteilungspunkt hat die Gruppen gewechselt.</numerusform>
            <numerusform>%n Verteilungspunkte haben die Gruppen gewechselt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::HourBars</name>
    <message>
        <source>Messages by hour</source>
        <translation>Meldungen nach Stunde</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n Meldung</numerusform>
            <numerusform>%n Meldungen</numerusform>
        </translation>
    </message>
    <message>
        <source>no messages</source>
        <translation>keine Meldungen</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n Fehler</numerusform>
            <numerusform>%n Fehler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n Warnung</numerusform>
            <numerusform>%n Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, today</source>
        <translation>%1, heute</translation>
    </message>
</context>
<context>
    <name>cartage::ui::Legend</name>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
</context>
<context>
    <name>cartage::ui::LegendButton</name>
    <message>
        <source>Leave this out of the filter</source>
        <translation>Dies aus dem Filter nehmen</translation>
    </message>
    <message>
        <source>Show only these</source>
        <translation>Nur diese zeigen</translation>
    </message>
</context>
<context>
    <name>cartage::ui::ListPage</name>
    <message>
        <source>%1 selected</source>
        <translation>%1 ausgewählt</translation>
    </message>
    <message>
        <source>Add %1 or text</source>
        <translation>%1 oder Text hinzufügen</translation>
    </message>
    <message>
        <source>The site does not answer</source>
        <translation>Der Standort antwortet nicht</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Nichts passt</translation>
    </message>
    <message>
        <source>The filter leaves out all %1.</source>
        <translation>Der Filter lässt alle %1 weg.</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>The filter cannot be read</source>
        <translation>Der Filter ist nicht lesbar</translation>
    </message>
</context>
<context>
    <name>cartage::ui::MainWindow</name>
    <message>
        <source>Open a site</source>
        <translation>Standort öffnen</translation>
    </message>
    <message>
        <source>&amp;Site</source>
        <translation>&amp;Standort</translation>
    </message>
    <message>
        <source>&amp;Open a site…</source>
        <translation>Standort ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Start the &amp;engine here</source>
        <translation>&amp;Engine hier starten</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Distribution</source>
        <translation>&amp;Verteilung</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Vorwärts</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>&amp;Aktualisieren</translation>
    </message>
    <message>
        <source>F&amp;ilter</source>
        <translation>F&amp;ilter</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>Cartage</source>
        <translation>Cartage</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Distributions</source>
        <translation>Verteilungen</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Distribution points</source>
        <translation>Verteilungspunkte</translation>
    </message>
    <message>
        <source>Retry history</source>
        <translation>Wiederholungsverlauf</translation>
    </message>
    <message>
        <source>Status messages</source>
        <translation>Statusmeldungen</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Site %1</source>
        <translation>Standort %1</translation>
    </message>
    <message>
        <source>Select a row to see what is known of it.</source>
        <translation>Wählen Sie eine Zeile, um zu sehen, was darüber bekannt ist.</translation>
    </message>
    <message numerus="yes">
        <source>%n rows are selected.</source>
        <translation>
            <numerusform>%n Zeile ist ausgewählt.</numerusform>
            <numerusform>%n Zeilen sind ausgewählt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Site %1 – Cartage</source>
        <translation>Standort %1 – Cartage</translation>
    </message>
    <message>
        <source>Stop the &amp;engine</source>
        <translation>&amp;Engine stoppen</translation>
    </message>
    <message>
        <source>This is the sample site. Its failures are real, its packages are made up.</source>
        <translation>Dies ist der Beispielstandort. Seine Fehler sind echt, seine Pakete erfunden.</translation>
    </message>
    <message>
        <source>No engine works this site: nothing is distributed until one is started.</source>
        <translation>Keine Engine arbeitet an diesem Standort: Nichts wird verteilt, bis eine gestartet ist.</translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) copied.</source>
        <translation>
            <numerusform>%n Befehl kopiert.</numerusform>
            <numerusform>%n Befehle kopiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;What does it mean?</source>
        <translation>&amp;Was bedeutet das?</translation>
    </message>
    <message>
        <source>Select a message or something with an error to see what it means.</source>
        <translation>Wählen Sie eine Meldung oder etwas mit einem Fehler aus, um zu sehen, was es bedeutet.</translation>
    </message>
    <message>
        <source>The site&apos;s database may only be read by you: you see everything and can change nothing.</source>
        <translation>Sie dürfen die Datenbank des Standorts nur lesen: Sie sehen alles und können nichts ändern.</translation>
    </message>
    <message>
        <source>The filter “%1” is deleted.</source>
        <translation>Der Filter „%1“ ist gelöscht.</translation>
    </message>
    <message>
        <source>Find or do</source>
        <translation>Finden oder tun</translation>
    </message>
    <message>
        <source>&amp;Try the sample site</source>
        <translation>&amp;Beispielstandort ausprobieren</translation>
    </message>
    <message>
        <source>&amp;Create a site…</source>
        <translation>Standort &amp;anlegen…</translation>
    </message>
    <message>
        <source>&amp;Restore a site from a backup…</source>
        <translation>Standort aus einer Sicherung &amp;wiederherstellen…</translation>
    </message>
    <message>
        <source>C&amp;lose the site</source>
        <translation>Standort &amp;schließen</translation>
    </message>
    <message>
        <source>E&amp;ngine…</source>
        <translation>E&amp;ngine…</translation>
    </message>
    <message>
        <source>Remove the sample site</source>
        <translation>Beispielstandort entfernen</translation>
    </message>
    <message>
        <source>Show what is held</source>
        <translation>Angehaltenes zeigen</translation>
    </message>
    <message>
        <source>Find or &amp;do…</source>
        <translation>Finden oder &amp;tun…</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>&amp;About Cartage</source>
        <translation>&amp;Über Cartage</translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation>&amp;Nächster Bereich</translation>
    </message>
    <message>
        <source>&amp;Previous pane</source>
        <translation>&amp;Voriger Bereich</translation>
    </message>
    <message>
        <source>Colours as the &amp;system</source>
        <translation>Farben wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light colours</source>
        <translation>&amp;Helle Farben</translation>
    </message>
    <message>
        <source>&amp;Dark colours</source>
        <translation>&amp;Dunkle Farben</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>In lists</source>
        <translation>In Listen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>One step down: to what the row counts</source>
        <translation>Einen Schritt tiefer: zu dem, was die Zeile zählt</translation>
    </message>
    <message>
        <source>Up, Down, Home, End</source>
        <translation>Auf, Ab, Pos1, Ende</translation>
    </message>
    <message>
        <source>Move; with Shift the selection grows</source>
        <translation>Bewegen; mit Umschalt wächst die Auswahl</translation>
    </message>
    <message>
        <source>Select all rows</source>
        <translation>Alle Zeilen auswählen</translation>
    </message>
    <message>
        <source>In the sidebar</source>
        <translation>In der Seitenleiste</translation>
    </message>
    <message>
        <source>F2, Delete</source>
        <translation>F2, Entf</translation>
    </message>
    <message>
        <source>Rename and delete a saved filter</source>
        <translation>Gespeicherten Filter umbenennen und löschen</translation>
    </message>
    <message>
        <source>In the filter</source>
        <translation>Im Filter</translation>
    </message>
    <message>
        <source>Space, Enter</source>
        <translation>Leertaste, Eingabe</translation>
    </message>
    <message>
        <source>Make a condition of “key:value”; “not key:value” takes away</source>
        <translation>Aus „key:wert“ eine Bedingung machen; „not key:wert“ schließt aus</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Rücktaste</translation>
    </message>
    <message>
        <source>At the beginning: takes the last condition out</source>
        <translation>Am Anfang: nimmt die letzte Bedingung heraus</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ab</translation>
    </message>
    <message>
        <source>To the list</source>
        <translation>Zur Liste</translation>
    </message>
    <message>
        <source>The site is made. Next: its first distribution point, then its first package (menu Site).</source>
        <translation>Der Standort ist angelegt. Als Nächstes: sein erster Verteilungspunkt, dann sein erstes Paket (Menü Standort).</translation>
    </message>
    <message>
        <source>The site is restored. What lies at its distribution points counts as unverified until an engine has read it back.</source>
        <translation>Der Standort ist wiederhergestellt. Was an seinen Verteilungspunkten liegt, gilt als unbewiesen, bis eine Engine es zurückgelesen hat.</translation>
    </message>
    <message>
        <source>The sample site is removed, with all that it had made.</source>
        <translation>Der Beispielstandort ist entfernt, mit allem, was er angelegt hatte.</translation>
    </message>
    <message>
        <source>%1, engine at work</source>
        <translation>%1, Engine arbeitet</translation>
    </message>
    <message>
        <source>%1, no engine</source>
        <translation>%1, keine Engine</translation>
    </message>
    <message>
        <source>%1, not there any more</source>
        <translation>%1, nicht mehr da</translation>
    </message>
    <message>
        <source>There is no filter to save yet: add a condition or a word.</source>
        <translation>Noch gibt es keinen Filter zu speichern: Fügen Sie eine Bedingung oder ein Wort hinzu.</translation>
    </message>
    <message>
        <source>The engine is paused: every distribution point is held, and nothing is distributed until they are released.</source>
        <translation>Die Engine ruht: Jeder Verteilungspunkt ist angehalten, und nichts wird verteilt, bis sie freigegeben werden.</translation>
    </message>
    <message>
        <source>Making the sample site</source>
        <translation>Beispielstandort wird angelegt</translation>
    </message>
    <message>
        <source>Removing the sample site</source>
        <translation>Beispielstandort wird entfernt</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>Quarantäne</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>Komponenten</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Standorte</translation>
    </message>
</context>
<context>
    <name>cartage::ui::MatrixCorner</name>
    <message>
        <source>Wanted</source>
        <translation>Soll</translation>
    </message>
    <message>
        <source>Proven</source>
        <translation>Bewiesen</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>The version that is wanted</source>
        <translation>Die gewünschte Version</translation>
    </message>
    <message>
        <source>Sort by name</source>
        <translation>Nach Namen sortieren</translation>
    </message>
    <message>
        <source>Sort packages by name</source>
        <translation>Pakete nach Namen sortieren</translation>
    </message>
    <message>
        <source>Proven at how many of the distribution points that are to have it. Sort by it: the worst first.</source>
        <translation>Auf wie vielen der Verteilungspunkte, die es haben sollen, es bewiesen ist. Danach sortieren: die schlechtesten zuerst.</translation>
    </message>
    <message>
        <source>Sort packages, the worst first</source>
        <translation>Pakete sortieren, die schlechtesten zuerst</translation>
    </message>
</context>
<context>
    <name>cartage::ui::MatrixModel</name>
    <message>
        <source>not wanted</source>
        <translation>nicht gewünscht</translation>
    </message>
    <message>
        <source>left out by the filter</source>
        <translation>vom Filter weggelassen</translation>
    </message>
    <message>
        <source>%1, needs you</source>
        <translation>%1, braucht Sie</translation>
    </message>
    <message>
        <source>%1 to %2: %3</source>
        <comment>package to DP: state</comment>
        <translation>%1 an %2: %3</translation>
    </message>
    <message>
        <source>%1: %2
%3 packages proven</source>
        <translation>%1: %2
%3 Pakete bewiesen</translation>
    </message>
    <message>
        <source>%1 (%2), version %3
proven at %4 distribution points</source>
        <translation>%1 (%2), Version %3
bewiesen auf %4 Verteilungspunkten</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
    <message>
        <source>%1: %2
%3 packages proven
as %4 has told: %5</source>
        <comment>DP: state, packages; site, time</comment>
        <translation>%1: %2
%3 Pakete bestätigt
wie %4 gemeldet hat: %5</translation>
    </message>
</context>
<context>
    <name>cartage::ui::MatrixPane</name>
    <message>
        <source>%1 packages on %2 DPs: %3 proven</source>
        <translation>%1 Pakete auf %2 VP: %3 bewiesen</translation>
    </message>
    <message>
        <source>%1 on %2: %3 proven</source>
        <translation>%1 auf %2: %3 bewiesen</translation>
    </message>
    <message numerus="yes">
        <source>%n package(s)</source>
        <translation>
            <numerusform>%n Paket</numerusform>
            <numerusform>%n Pakete</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n DP(s)</source>
        <translation>
            <numerusform>%n VP</numerusform>
            <numerusform>%n VP</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::MatrixView</name>
    <message>
        <source>Packages at distribution points</source>
        <translation>Pakete auf Verteilungspunkten</translation>
    </message>
</context>
<context>
    <name>cartage::ui::MessageStrip</name>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Messages by hour as a table</source>
        <translation>Meldungen nach Stunde als Tabelle</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Messages by hour</source>
        <translation>Meldungen nach Stunde</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
</context>
<context>
    <name>cartage::ui::MessagesView</name>
    <message>
        <source>Status messages</source>
        <translation>Statusmeldungen</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Component</source>
        <translation>Komponente</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>No messages yet</source>
        <translation>Noch keine Meldungen</translation>
    </message>
    <message>
        <source>Everything that the engine and operators do is told here.</source>
        <translation>Alles, was die Engine und Operatoren tun, steht hier.</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Standort</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n neue Meldung</numerusform>
            <numerusform>%n neue Meldungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 messages</source>
        <translation>%1 von %2 Meldungen</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n Meldung</numerusform>
            <numerusform>%n Meldungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::MonoBox</name>
    <message>
        <source>Error as the system gave it</source>
        <translation>Fehler, wie ihn das System meldet</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>cartage::ui::NameSheet</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>cartage::ui::NewerStrip</name>
    <message>
        <source>Show them</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>cartage::ui::OverviewView</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Waiting, by DP and age</source>
        <translation>Wartend, nach VP und Alter</translation>
    </message>
    <message>
        <source>Problems that need you</source>
        <translation>Braucht Sie</translation>
    </message>
    <message>
        <source>Retrying</source>
        <translation>Wiederholt</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Abdeckung</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Latest changes</source>
        <translation>Letzte Änderungen</translation>
    </message>
    <message>
        <source>DP</source>
        <translation>VP</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>&lt; 5 min</source>
        <translation>&lt; 5 min</translation>
    </message>
    <message>
        <source>&lt; 15 min</source>
        <translation>&lt; 15 min</translation>
    </message>
    <message>
        <source>&lt; 1 h</source>
        <translation>&lt; 1 h</translation>
    </message>
    <message>
        <source>&lt; 4 h</source>
        <translation>&lt; 4 h</translation>
    </message>
    <message>
        <source>&lt; 1 day</source>
        <translation>&lt; 1 Tag</translation>
    </message>
    <message>
        <source>older</source>
        <translation>älter</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Owed</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>oldest %1</source>
        <translation>Ältestes: %1</translation>
    </message>
    <message>
        <source>nothing needs you</source>
        <translation>nichts braucht Sie</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>next %1</source>
        <translation>Nächste: %1</translation>
    </message>
    <message>
        <source>no try is due</source>
        <translation>kein Versuch fällig</translation>
    </message>
    <message>
        <source>nothing moves</source>
        <translation>nichts läuft</translation>
    </message>
    <message>
        <source>%1 proven</source>
        <translation>%1 bestätigt</translation>
    </message>
    <message>
        <source>All activity</source>
        <translation>Alle Aktivität</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) on %1</source>
        <translation>
            <numerusform>%n Verteilung auf %1</numerusform>
            <numerusform>%n Verteilungen auf %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n DP(s)</source>
        <translation>
            <numerusform>%n VP</numerusform>
            <numerusform>%n VP</numerusform>
        </translation>
    </message>
    <message>
        <source>at sites below</source>
        <translation>an Standorten darunter</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <comment>site, time</comment>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>Unreached</source>
        <translation>Unerreicht</translation>
    </message>
    <message>
        <source>all sites answer</source>
        <translation>alle Standorte antworten</translation>
    </message>
</context>
<context>
    <name>cartage::ui::PackagesView</name>
    <message>
        <source>Packages</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Proven</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Abdeckung</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message numerus="yes">
        <source>%n package(s)</source>
        <translation>
            <numerusform>%n Paket</numerusform>
            <numerusform>%n Pakete</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 packages</source>
        <translation>%1 von %2 Paketen</translation>
    </message>
    <message>
        <source>No packages yet</source>
        <translation>Noch keine Pakete</translation>
    </message>
    <message>
        <source>A package is made from a folder; its content is kept in the site&apos;s library.</source>
        <translation>Ein Paket entsteht aus einem Ordner; sein Inhalt liegt in der Bibliothek des Standorts.</translation>
    </message>
</context>
<context>
    <name>cartage::ui::PagedPage</name>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Stop searching</source>
        <translation>Suche beenden</translation>
    </message>
    <message>
        <source>New rows are shown as they come</source>
        <translation>Neue Zeilen erscheinen, sobald sie kommen</translation>
    </message>
    <message numerus="yes">
        <source>%n new row(s)</source>
        <translation>
            <numerusform>%n neue Zeile</numerusform>
            <numerusform>%n neue Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s)</source>
        <translation>
            <numerusform>%n Verteilung</numerusform>
            <numerusform>%n Verteilungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 found, %2 % searched</source>
        <translation>%1 gefunden, %2 % durchsucht</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Sucht…</translation>
    </message>
    <message>
        <source>Nothing found so far</source>
        <translation>Bisher nichts gefunden</translation>
    </message>
    <message>
        <source>The search was stopped before its end.</source>
        <translation>Die Suche wurde vor ihrem Ende angehalten.</translation>
    </message>
    <message>
        <source>%1 found, stopped after %2 %</source>
        <translation>%1 gefunden, angehalten nach %2 %</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) in quarantine</source>
        <translation>
            <numerusform>%n Stück in Quarantäne</numerusform>
            <numerusform>%n Stücke in Quarantäne</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cartage::ui::Palette</name>
    <message>
        <source>names, actions, message and error codes</source>
        <translation>Namen, Handlungen, Meldungs- und Fehlercodes</translation>
    </message>
    <message>
        <source>Nothing has that name.</source>
        <translation>Nichts hat diesen Namen.</translation>
    </message>
    <message>
        <source>Find or do</source>
        <translation>Finden oder tun</translation>
    </message>
    <message>
        <source>What is found</source>
        <translation>Was gefunden ist</translation>
    </message>
</context>
<context>
    <name>cartage::ui::PathBar</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
</context>
<context>
    <name>cartage::ui::PathParts</name>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
</context>
<context>
    <name>cartage::ui::PreviewPane</name>
    <message>
        <source>Give them to another distribution point first…</source>
        <translation>Erst an einen anderen Verteilungspunkt geben…</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Reason, kept in the audit</source>
        <translation>Grund, bleibt im Audit</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>Als Befehl kopieren</translation>
    </message>
    <message>
        <source>Change nothing</source>
        <translation>Nichts ändern</translation>
    </message>
    <message>
        <source>The engine makes its plan…</source>
        <translation>Die Engine macht ihren Plan…</translation>
    </message>
    <message>
        <source>The engine&apos;s plan of %1. Nothing has been changed yet.</source>
        <translation>Plan der Engine von %1. Noch ist nichts geändert.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n package(s) would be at no distribution point any more:</source>
        <translation>
            <numerusform>%n Paket wäre auf keinem Verteilungspunkt mehr:</numerusform>
            <numerusform>%n Pakete wären auf keinem Verteilungspunkt mehr:</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, version %2, %3</source>
        <translation>%1, Version %2, %3</translation>
    </message>
    <message>
        <source>What is lost</source>
        <translation>Was verloren geht</translation>
    </message>
    <message>
        <source>Last copy</source>
        <translation>Letzte Kopie</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>A last copy goes: type “%1”</source>
        <translation>Eine letzte Kopie geht: Schreiben Sie „%1“</translation>
    </message>
    <message>
        <source>The name of what goes: %1</source>
        <translation>Der Name dessen, was geht: %1</translation>
    </message>
</context>
<context>
    <name>cartage::ui::ProblemsView</name>
    <message>
        <source>distribution</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>distributions</source>
        <translation>Verteilungen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Braucht Sie</translation>
    </message>
    <message>
        <source>By itself</source>
        <translation>Von selbst</translation>
    </message>
    <message>
        <source>Stopped by operators</source>
        <translation>Von Operatoren gestoppt</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Affects</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Last try</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Erneut</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Wie weiter</translation>
    </message>
    <message numerus="yes">
        <source>%n cause(s)</source>
        <translation>
            <numerusform>%n Ursache</numerusform>
            <numerusform>%n Ursachen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 causes</source>
        <translation>%1 von %2 Ursachen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s)</source>
        <translation>
            <numerusform>%n Verteilung</numerusform>
            <numerusform>%n Verteilungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing needs you</source>
        <translation>Nichts braucht Sie</translation>
    </message>
    <message>
        <source>No distribution point, package or distribution has a problem.</source>
        <translation>Kein Verteilungspunkt, kein Paket und keine Verteilung hat ein Problem.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
</context>
<context>
    <name>cartage::ui::QuarantineView</name>
    <message>
        <source>Quarantine</source>
        <translation>Quarantäne</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>kB</source>
        <translation>kB</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>Absender</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>%1 of %2 things in quarantine</source>
        <translation>%1 von %2 Stücken in Quarantäne</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) in quarantine</source>
        <translation>
            <numerusform>%n Stück in Quarantäne</numerusform>
            <numerusform>%n Stücke in Quarantäne</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is in quarantine</source>
        <translation>Nichts ist in Quarantäne</translation>
    </message>
    <message>
        <source>Everything that came into the inbox could be taken in. What cannot be is set aside here, and nothing waits behind it.</source>
        <translation>Alles, was in den Eingang kam, konnte aufgenommen werden. Was nicht aufgenommen werden kann, wird hierher gelegt, und nichts wartet dahinter.</translation>
    </message>
</context>
<context>
    <name>cartage::ui::ReadSheet</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cartage %1</source>
        <translation>Cartage %1</translation>
    </message>
    <message>
        <source>Brings packages to distribution points and shows what is where, what failed, and why. Nothing is sent anywhere else.</source>
        <translation>Bringt Pakete zu Verteilungspunkten und zeigt, was wo ist, was misslang und warum. Sonst wird nirgendwohin etwas gesendet.</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>GNU General Public License, version 3 or later. It comes without any warranty.</source>
        <translation>GNU General Public License, Version 3 oder später. Ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>Copyright</source>
        <translation>Urheberrecht</translation>
    </message>
    <message>
        <source>2026 The Cartage authors</source>
        <translation>2026 Die Autoren von Cartage</translation>
    </message>
    <message>
        <source>Built with</source>
        <translation>Gebaut mit</translation>
    </message>
    <message>
        <source>public domain</source>
        <translation>gemeinfrei</translation>
    </message>
</context>
<context>
    <name>cartage::ui::RestoreSheet</name>
    <message>
        <source>Restore a site</source>
        <translation>Standort wiederherstellen</translation>
    </message>
    <message>
        <source>Restore the site</source>
        <translation>Standort wiederherstellen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Backup file</source>
        <translation>Sicherungsdatei</translation>
    </message>
    <message>
        <source>Folder of the site</source>
        <translation>Ordner des Standorts</translation>
    </message>
    <message>
        <source>The backup of a site</source>
        <translation>Die Sicherung eines Standorts</translation>
    </message>
    <message>
        <source>The folder of the site</source>
        <translation>Der Ordner des Standorts</translation>
    </message>
    <message>
        <source>Choose the backup and the folder of the site: an absent or empty one, or that of a site which goes back to the backup.</source>
        <translation>Wählen Sie die Sicherung und den Ordner des Standorts: einen fehlenden oder leeren, oder den eines Standorts, der zur Sicherung zurückgeht.</translation>
    </message>
    <message>
        <source>The backup is read…</source>
        <translation>Die Sicherung wird gelesen…</translation>
    </message>
    <message>
        <source>The site is restored…</source>
        <translation>Der Standort wird wiederhergestellt…</translation>
    </message>
    <message>
        <source>Site %1 is restored to %2; what lies at distribution points counts as unverified.</source>
        <translation>Standort %1 wird in %2 wiederhergestellt; was auf Verteilungspunkten liegt, gilt als unbewiesen.</translation>
    </message>
    <message>
        <source>What site %1 has done since the backup is forgotten; its database is kept in %2.</source>
        <translation>Was Standort %1 seit der Sicherung getan hat, wird vergessen; seine Datenbank bleibt in %2 erhalten.</translation>
    </message>
    <message>
        <source>Looking at a backup</source>
        <translation>Sicherung wird angesehen</translation>
    </message>
    <message>
        <source>Restoring a site</source>
        <translation>Standort wird wiederhergestellt</translation>
    </message>
    <message>
        <source>Messages of clients that were taken in after the backup are not in it; their senders have no copy of them.</source>
        <translation>Meldungen von Clients, die nach der Sicherung angenommen wurden, stehen nicht darin; ihre Absender haben keine Kopie davon.</translation>
    </message>
</context>
<context>
    <name>cartage::ui::RetriesView</name>
    <message>
        <source>Retry history</source>
        <translation>Wiederholungsverlauf</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>DP</source>
        <translation>VP</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Letzter Fehler</translation>
    </message>
    <message>
        <source>Failing since</source>
        <translation>Fehler seit</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Erneut</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) with failed tries</source>
        <translation>
            <numerusform>%n Verteilung mit gescheiterten Versuchen</numerusform>
            <numerusform>%n Verteilungen mit gescheiterten Versuchen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 distributions with failed tries</source>
        <translation>%1 von %2 Verteilungen mit gescheiterten Versuchen</translation>
    </message>
    <message>
        <source>No try has failed</source>
        <translation>Kein Versuch ist gescheitert</translation>
    </message>
    <message>
        <source>Distributions whose last tries have failed stand here until they succeed.</source>
        <translation>Verteilungen, deren letzte Versuche gescheitert sind, stehen hier, bis sie gelingen.</translation>
    </message>
</context>
<context>
    <name>cartage::ui::RollbackSheet</name>
    <message>
        <source>Roll back</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Make it the new version</source>
        <translation>Zur neuen Version machen</translation>
    </message>
    <message>
        <source>To the content of</source>
        <translation>Auf den Inhalt von</translation>
    </message>
    <message>
        <source>Version %1 of %2: %3 files, %4</source>
        <translation>Version %1 vom %2: %3 Dateien, %4</translation>
    </message>
    <message>
        <source>There is no older version that is still kept.</source>
        <translation>Es gibt keine ältere Version, die noch aufbewahrt wird.</translation>
    </message>
    <message numerus="yes">
        <source>A new version is made with this content: %n distribution(s) get it, %1 to be sent.</source>
        <translation>
            <numerusform>Eine neue Version mit diesem Inhalt entsteht: %n Verteilung bekommt sie, %1 zu senden.</numerusform>
            <numerusform>Eine neue Version mit diesem Inhalt entsteht: %n Verteilungen bekommen sie, %1 zu senden.</numerusform>
        </translation>
    </message>
    <message>
        <source>The newest version has this content already.</source>
        <translation>Die neueste Version hat diesen Inhalt schon.</translation>
    </message>
    <message>
        <source>The new version is made…</source>
        <translation>Die neue Version entsteht…</translation>
    </message>
    <message>
        <source>Version %1 of %2 has the content of version %3.</source>
        <translation>Version %1 von %2 hat den Inhalt von Version %3.</translation>
    </message>
    <message>
        <source>Rolling back %1 to version %2</source>
        <translation>%1 geht zurück zu Version %2</translation>
    </message>
</context>
<context>
    <name>cartage::ui::SavedFilters</name>
    <message>
        <source>Saved filters</source>
        <translation>Gespeicherte Filter</translation>
    </message>
    <message>
        <source>not %1</source>
        <translation>nicht %1</translation>
    </message>
    <message>
        <source>Save the filter</source>
        <translation>Filter speichern</translation>
    </message>
    <message>
        <source>It appears in the sidebar and opens this list with this filter, as the site is then.</source>
        <translation>Er erscheint in der Seitenleiste und öffnet diese Liste mit diesem Filter, so wie der Standort dann ist.</translation>
    </message>
    <message>
        <source>Rename the filter</source>
        <translation>Filter umbenennen</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Umbenennen…</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
</context>
<context>
    <name>cartage::ui::ScopeLine</name>
    <message>
        <source>More actions</source>
        <translation>Weitere Aktionen</translation>
    </message>
</context>
<context>
    <name>cartage::ui::SettingsSheet</name>
    <message>
        <source>Settings of %1</source>
        <translation>Einstellungen von %1</translation>
    </message>
    <message>
        <source>Settings of the site</source>
        <translation>Einstellungen des Standorts</translation>
    </message>
    <message>
        <source>Change the settings</source>
        <translation>Einstellungen ändern</translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s) will change. What is empty takes its default.</source>
        <translation>
            <numerusform>%n Einstellung wird geändert. Leeres erhält den Standardwert.</numerusform>
            <numerusform>%n Einstellungen werden geändert. Leeres erhält den Standardwert.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is written down…</source>
        <translation>Wird eingetragen…</translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s) changed.</source>
        <translation>
            <numerusform>%n Einstellung geändert.</numerusform>
            <numerusform>%n Einstellungen geändert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Address of %1</source>
        <translation>Adresse von %1</translation>
    </message>
</context>
<context>
    <name>cartage::ui::Sheet</name>
    <message>
        <source>Change nothing</source>
        <translation>Nichts ändern</translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation>Im Hintergrund weitermachen</translation>
    </message>
</context>
<context>
    <name>cartage::ui::Sidebar</name>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
</context>
<context>
    <name>cartage::ui::SidebarRow</name>
    <message>
        <source>needs you</source>
        <translation>braucht Sie</translation>
    </message>
</context>
<context>
    <name>cartage::ui::SiteRow</name>
    <message>
        <source>Site %1, %2</source>
        <translation>Standort %1, %2</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Take out of this list</source>
        <translation>Aus dieser Liste &amp;nehmen</translation>
    </message>
</context>
<context>
    <name>cartage::ui::SitesView</name>
    <message>
        <source>%1 still to be sent</source>
        <translation>%1 noch zu senden</translation>
    </message>
    <message numerus="yes">
        <source>%n distribution(s) there cannot be done as they are</source>
        <translation>
            <numerusform>%n Verteilung dort lässt sich so nicht ausführen</numerusform>
            <numerusform>%n Verteilungen dort lassen sich so nicht ausführen</numerusform>
        </translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Standorte</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Standort</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Älteste</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Quittiert</translation>
    </message>
    <message>
        <source>In step</source>
        <translation>Auf dem Stand</translation>
    </message>
    <message>
        <source>DPs</source>
        <translation>VPs</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>Gemeldet</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Lagging</source>
        <translation>Im Rückstand</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Nicht erreicht</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>Fehlerhaft</translation>
    </message>
    <message>
        <source>This site stands alone: no parent, no child sites. An address joins it with another one.</source>
        <translation>Dieser Standort steht allein: kein Oberstandort, keine Unterstandorte. Eine Adresse verbindet ihn mit einem anderen.</translation>
    </message>
    <message numerus="yes">
        <source>%n site(s)</source>
        <translation>
            <numerusform>%n Standort</numerusform>
            <numerusform>%n Standorte</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 sites</source>
        <translation>%1 von %2 Standorten</translation>
    </message>
</context>
<context>
    <name>cartage::ui::StartPage</name>
    <message>
        <source>Cartage</source>
        <translation>Cartage</translation>
    </message>
    <message>
        <source>Opened before</source>
        <translation>Zuvor geöffnet</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Brings packages to distribution points and shows what is where, what failed, and why.</source>
        <translation>Bringt Pakete zu Verteilungspunkten und zeigt, was wo ist, was misslang und warum.</translation>
    </message>
    <message>
        <source>A code of three characters, a name and a folder; then the first distribution point and the first package.</source>
        <translation>Ein Kürzel aus drei Zeichen, ein Name und ein Ordner; dann der erste Verteilungspunkt und das erste Paket.</translation>
    </message>
    <message>
        <source>A site folder on this computer. If its engine works elsewhere, the console shows and steers it.</source>
        <translation>Ein Standortordner auf diesem Rechner. Arbeitet seine Engine anderswo, zeigt und lenkt die Konsole sie.</translation>
    </message>
    <message>
        <source>Enter starts the marked one. F1 shows the keys. Nothing is sent anywhere.</source>
        <translation>Eingabe startet das Markierte. F1 zeigt die Tasten. Es wird nirgendwohin etwas gesendet.</translation>
    </message>
    <message>
        <source>Three sites with six distribution points and three packages, made on the spot in your own folder; some of them fail, as they do in life. Removed in one click.</source>
        <translation>Drei Standorte mit sechs Verteilungspunkten und drei Paketen, an Ort und Stelle in Ihrem eigenen Ordner angelegt; einige scheitern, wie im Leben. Mit einem Klick entfernt.</translation>
    </message>
</context>
<context>
    <name>cartage::ui::StatusStrip</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
</context>
<context>
    <name>cartage::ui::SummaryPage</name>
    <message>
        <source>Error as the system gave it</source>
        <translation>Fehler, wie ihn das System nannte</translation>
    </message>
</context>
<context>
    <name>cartage::ui::SupportBundleSheet</name>
    <message>
        <source>Support bundle</source>
        <translation>Supportpaket</translation>
    </message>
    <message>
        <source>Write the bundle…</source>
        <translation>Supportpaket schreiben…</translation>
    </message>
    <message>
        <source>Leave out paths and file names</source>
        <translation>Pfade und Dateinamen weglassen</translation>
    </message>
    <message>
        <source>Write nothing</source>
        <translation>Nichts schreiben</translation>
    </message>
    <message>
        <source>One ZIP file for those who help you. What packages contain and the keys of the site are never in it. Names of packages, distribution points and operators are.</source>
        <translation>Eine ZIP-Datei für die, die Ihnen helfen. Was Pakete enthalten und die Schlüssel des Standorts sind nie darin. Namen von Paketen, Verteilungspunkten und Operatoren sind es.</translation>
    </message>
    <message>
        <source>%1 is written…</source>
        <translation>%1 wird geschrieben…</translation>
    </message>
    <message>
        <source>Write the support bundle</source>
        <translation>Supportpaket schreiben</translation>
    </message>
    <message>
        <source>ZIP files (*.zip)</source>
        <translation>ZIP-Dateien (*.zip)</translation>
    </message>
    <message>
        <source>The bundle is written…</source>
        <translation>Das Supportpaket wird geschrieben…</translation>
    </message>
    <message>
        <source>The support bundle is %1.</source>
        <translation>Das Supportpaket ist %1.</translation>
    </message>
    <message>
        <source>Support bundle to %1</source>
        <translation>Supportpaket nach %1</translation>
    </message>
</context>
<context>
    <name>cartage::ui::TabStrip</name>
    <message>
        <source>What to show of it</source>
        <translation>Was davon zu zeigen ist</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>What else there is</source>
        <translation>Was es noch gibt</translation>
    </message>
</context>
<context>
    <name>cartage::ui::TakeOut</name>
    <message>
        <source>&amp;Copy rows</source>
        <translation>Zeilen &amp;kopieren</translation>
    </message>
    <message>
        <source>E&amp;xport what is shown…</source>
        <translation>Gezeigtes e&amp;xportieren…</translation>
    </message>
    <message>
        <source>Support &amp;bundle…</source>
        <translation>Support&amp;paket…</translation>
    </message>
    <message>
        <source>At most %1 rows can be copied at once; an export writes them all.</source>
        <translation>Höchstens %1 Zeilen lassen sich auf einmal kopieren; ein Export schreibt alle.</translation>
    </message>
</context>
<context>
    <name>cartage::ui::ThresholdsSheet</name>
    <message>
        <source>Thresholds of %1</source>
        <translation>Schwellen von %1</translation>
    </message>
    <message>
        <source>Set the thresholds</source>
        <translation>Die Schwellen setzen</translation>
    </message>
    <message>
        <source>Messages of the last 24 hours. 0: never. An empty field takes the default.</source>
        <translation>Meldungen der letzten 24 Stunden. 0: nie. Ein leeres Feld nimmt die Vorgabe.</translation>
    </message>
    <message>
        <source>%1: a whole number is wanted.</source>
        <translation>%1: Eine ganze Zahl ist gefragt.</translation>
    </message>
    <message>
        <source>A warning has to come before what is critical.</source>
        <translation>Eine Warnung muss vor dem kommen, was kritisch ist.</translation>
    </message>
    <message>
        <source>The thresholds are set…</source>
        <translation>Die Schwellen werden gesetzt…</translation>
    </message>
    <message>
        <source>The thresholds of %1 are set.</source>
        <translation>Die Schwellen von %1 sind gesetzt.</translation>
    </message>
</context>
<context>
    <name>cartage::ui::Toast</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>cartage::ui::ToastClose</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>cartage::ui::TriesStrip</name>
    <message>
        <source>Tries over time</source>
        <translation>Versuche über die Zeit</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
</context>
<context>
    <name>cartage::ui::UnderWay</name>
    <message>
        <source>Under way</source>
        <translation>In Arbeit</translation>
    </message>
</context>
<context>
    <name>sentences</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>waits %1</source>
        <translation>wartet %1</translation>
    </message>
    <message>
        <source>waits %1: %2</source>
        <translation>wartet %1: %2</translation>
    </message>
    <message>
        <source>waits for its window</source>
        <translation>wartet auf sein Zeitfenster</translation>
    </message>
    <message>
        <source>held</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>waits until the distribution point answers</source>
        <translation>wartet, bis der Verteilungspunkt antwortet</translation>
    </message>
    <message>
        <source>waits for room</source>
        <translation>wartet auf Platz</translation>
    </message>
    <message>
        <source>needs you</source>
        <translation>braucht Sie</translation>
    </message>
    <message>
        <source>waits for an engine</source>
        <translation>wartet auf eine Engine</translation>
    </message>
    <message>
        <source>waits for its turn</source>
        <translation>wartet, bis es an der Reihe ist</translation>
    </message>
    <message>
        <source>puts its files in place</source>
        <translation>stellt die Dateien bereit</translation>
    </message>
    <message>
        <source>validated %1</source>
        <translation>verglichen %1</translation>
    </message>
    <message>
        <source>read back %1</source>
        <translation>zurückgelesen %1</translation>
    </message>
    <message>
        <source>not proven yet</source>
        <translation>noch nicht bestätigt</translation>
    </message>
    <message>
        <source>stopped by %1</source>
        <translation>gestoppt von %1</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>held by %1</source>
        <translation>angehalten von %1</translation>
    </message>
    <message>
        <source>outside its window</source>
        <translation>außerhalb des Zeitfensters</translation>
    </message>
    <message>
        <source>is being taken away</source>
        <translation>wird zurückgenommen</translation>
    </message>
    <message>
        <source>taken away</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>tries used up: %1</source>
        <translation>Versuche aufgebraucht: %1</translation>
    </message>
    <message>
        <source>tries used up</source>
        <translation>Versuche aufgebraucht</translation>
    </message>
    <message>
        <source>Message %1, not in the catalogue</source>
        <translation>Meldung %1, nicht im Katalog</translation>
    </message>
    <message>
        <source>Message %1, not in the catalogue: %2</source>
        <translation>Meldung %1, nicht im Katalog: %2</translation>
    </message>
    <message>
        <source>waits for site %1</source>
        <translation>wartet auf Standort %1</translation>
    </message>
</context>
</TS>
