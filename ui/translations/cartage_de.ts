<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
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
    <message numerus="yes">
        <source>%n row(s) are held.</source>
        <translation>
            <numerusform>%n Zeile ist angehalten.</numerusform>
            <numerusform>%n Zeilen sind angehalten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Freigeben</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) go on.</source>
        <translation>
            <numerusform>%n Zeile läuft weiter.</numerusform>
            <numerusform>%n Zeilen laufen weiter.</numerusform>
        </translation>
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
        <source>Try %1, version %2</source>
        <translation>Versuch %1, Version %2</translation>
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
        <source>Nothing has been tried yet.</source>
        <translation>Noch kein Versuch.</translation>
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
        <source>Free</source>
        <translation>Frei</translation>
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
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>No messages.</source>
        <translation>Keine Meldungen.</translation>
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
    <message numerus="yes">
        <source>The last %n action(s)</source>
        <translation>
            <numerusform>Zuletzt %n Aktion</numerusform>
            <numerusform>Die letzten %n Aktionen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of the last %2 actions</source>
        <translation>%1 der letzten %2 Aktionen</translation>
    </message>
    <message>
        <source>Nobody has done anything yet</source>
        <translation>Noch hat niemand etwas getan</translation>
    </message>
    <message>
        <source>Each action of an operator is kept here: when, who, what, why, and what it changed.</source>
        <translation>Jede Aktion eines Operators steht hier: wann, wer, was, warum und was sie geändert hat.</translation>
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
        <source>berlin1	/mnt/berlin1	north
One a line: name, folder, groups; also pasted from a table</source>
        <translation>berlin1	/mnt/berlin1	nord
Einer je Zeile: Name, Ordner, Gruppen; auch aus einer Tabelle eingefügt</translation>
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
    <name>cartage::ui::DetailPane</name>
    <message>
        <source>Detail</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>What to show of it</source>
        <translation>Was davon gezeigt wird</translation>
    </message>
    <message>
        <source>Error as the system gave it</source>
        <translation>Fehler, wie ihn das System meldet</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Überblick</translation>
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
        <source>Distribution points</source>
        <translation>Verteilungspunkte</translation>
    </message>
    <message>
        <source>Choose packages and distribution points.</source>
        <translation>Wählen Sie Pakete und Verteilungspunkte.</translation>
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
        <translation type="unfinished">Nichts passt</translation>
    </message>
    <message>
        <source>The filter leaves out all %1.</source>
        <translation type="unfinished">Der Filter blendet alle %1 aus.</translation>
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
        <source>&amp;Close the site</source>
        <translation>Standort s&amp;chließen</translation>
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
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
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
</context>
<context>
    <name>cartage::ui::MessagesView</name>
    <message>
        <source>Status messages</source>
        <translation>Statusmeldungen</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schweregrad</translation>
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
    <message numerus="yes">
        <source>The newest %n message(s)</source>
        <translation>
            <numerusform>%n Meldung</numerusform>
            <numerusform>Die neuesten %n Meldungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of the newest %2 messages</source>
        <translation>%1 der neuesten %2 Meldungen</translation>
    </message>
    <message>
        <source>No messages yet</source>
        <translation>Noch keine Meldungen</translation>
    </message>
    <message>
        <source>Everything that the engine and operators do is told here.</source>
        <translation>Alles, was die Engine und Operatoren tun, steht hier.</translation>
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
        <translation>In Wiederholung</translation>
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
        <source>Throughput</source>
        <translation>Durchsatz</translation>
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
        <translation>Zeitraum des Diagramms</translation>
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
        <source>nothing waits</source>
        <translation>nichts wartet</translation>
    </message>
    <message>
        <source>%1 distributions on %2 DPs</source>
        <translation>%1 Verteilungen auf %2 VP</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 geändert</translation>
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
    <name>cartage::ui::Preview</name>
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
        <source>At work, ended</source>
        <translation>Laufend, wird beendet</translation>
    </message>
    <message>
        <source>Child sites</source>
        <translation>Unterstandorte</translation>
    </message>
    <message>
        <source>%1 contacted</source>
        <translation>%1 kontaktiert</translation>
    </message>
    <message>
        <source>To be sent</source>
        <translation>Zu senden</translation>
    </message>
    <message>
        <source>To be deleted</source>
        <translation>Zu löschen</translation>
    </message>
    <message>
        <source>Last copy</source>
        <translation>Letzte Kopie</translation>
    </message>
    <message numerus="yes">
        <source>%n package(s) would be at no distribution point any more: %1</source>
        <translation>
            <numerusform>%n Paket läge auf keinem Verteilungspunkt mehr: %1</numerusform>
            <numerusform>%n Pakete lägen auf keinem Verteilungspunkt mehr: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Folge</translation>
    </message>
    <message>
        <source>No client can read them there any more.</source>
        <translation>Kein Client kann dort noch lesen.</translation>
    </message>
    <message>
        <source>%1: %2?</source>
        <translation>%1: %2?</translation>
    </message>
    <message>
        <source>The engine&apos;s plan of %1. Nothing has been changed yet.</source>
        <translation>Plan der Engine von %1. Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>Reason, for the audit</source>
        <translation>Grund, für das Protokoll</translation>
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
        <source>A last copy goes: type “%1”</source>
        <translation>Eine letzte Kopie geht verloren: „%1“ eingeben</translation>
    </message>
    <message>
        <source>The package whose last copy goes</source>
        <translation>Paket, dessen letzte Kopie verloren geht</translation>
    </message>
    <message>
        <source>Change nothing</source>
        <translation>Nichts ändern</translation>
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
</context>
<context>
    <name>cartage::ui::Sheet</name>
    <message>
        <source>Change nothing</source>
        <translation>Nichts ändern</translation>
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
    <name>cartage::ui::StartPage</name>
    <message>
        <source>Cartage</source>
        <translation>Cartage</translation>
    </message>
    <message>
        <source>Distributes software packages to distribution points, and shows what is where, what failed, and why.</source>
        <translation>Verteilt Softwarepakete an Verteilungspunkte und zeigt, was wo ist, was gescheitert ist und warum.</translation>
    </message>
    <message>
        <source>Try the sample site</source>
        <translation>Beispielstandort ausprobieren</translation>
    </message>
    <message>
        <source>Six distribution points and three packages, made on the spot in your own folder; some fail, as they do in life.</source>
        <translation>Sechs Verteilungspunkte und drei Pakete, sofort in Ihrem eigenen Ordner angelegt; einige scheitern, wie im Leben.</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>Open a site</source>
        <translation>Standort öffnen</translation>
    </message>
    <message>
        <source>A site folder on this computer; an engine may be at work on it.</source>
        <translation>Ein Standortordner auf diesem Rechner; eine Engine darf daran arbeiten.</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
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
    <name>cartage::ui::ThroughputChart</name>
    <message>
        <source>Throughput over time</source>
        <translation>Durchsatz im Zeitverlauf</translation>
    </message>
    <message>
        <source>others</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>MB/s</source>
        <translation>MB/s</translation>
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
</context>
</TS>
