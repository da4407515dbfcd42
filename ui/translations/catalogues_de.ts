<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Advice</name>
    <message>
        <source>A distribution point does not respond</source>
        <translation>Ein Verteilungspunkt antwortet nicht</translation>
    </message>
    <message>
        <source>DP {dp} does not respond[: {operation} of {path}][ did not come back: {system}].</source>
        <translation>VP {dp} antwortet nicht[: {operation} von {path}][ kam nicht zurück: {system}].</translation>
    </message>
    <message>
        <source>Nothing new reaches this DP. Clients there go on reading the former version; a first delivery is not visible yet.</source>
        <translation>Nichts Neues erreicht diesen VP. Clients dort lesen weiter die frühere Version; eine erste Lieferung ist noch nicht sichtbar.</translation>
    </message>
    <message>
        <source>See whether its server and the network are up[; cartage dp test {dp} shows where it hangs].</source>
        <translation>Sehen Sie nach, ob sein Server und das Netz laufen[; cartage dp test {dp} zeigt, wo es hängt].</translation>
    </message>
    <message>
        <source>Probes the DP after 30 s, then at growing distances up to ten minutes, for ever, and goes on when it succeeds; tries are not used up.</source>
        <translation>Probt den VP nach 30 s, dann in wachsenden Abständen bis zu zehn Minuten, ohne Ende, und macht weiter, wenn es gelingt; Versuche werden nicht verbraucht.</translation>
    </message>
    <message>
        <source>A transfer stands still</source>
        <translation>Eine Übertragung steht still</translation>
    </message>
    <message>
        <source>The transfer to DP {dp} stands still[ at {path}]: not one byte went through within the time that the setting stall allows.</source>
        <translation>Die Übertragung zu VP {dp} steht still[ bei {path}]: In der Zeit, die die Einstellung stall erlaubt, kam kein einziges Byte durch.</translation>
    </message>
    <message>
        <source>Clients there go on reading the former version; a first delivery is not visible yet.</source>
        <translation>Clients dort lesen weiter die frühere Version; eine erste Lieferung ist noch nicht sichtbar.</translation>
    </message>
    <message>
        <source>See whether the line or the server is overloaded[; cartage dp set {dp} stall=30m allows more time].</source>
        <translation>Sehen Sie nach, ob die Leitung oder der Server überlastet ist[; cartage dp set {dp} stall=30m erlaubt mehr Zeit].</translation>
    </message>
    <message>
        <source>Gives the try up, keeps what was staged and tries again at its time.</source>
        <translation>Gibt den Versuch auf, behält, was bereitgestellt war, und versucht es zu seiner Zeit wieder.</translation>
    </message>
    <message>
        <source>The operating system reported a failure</source>
        <translation>Das Betriebssystem meldete einen Fehler</translation>
    </message>
    <message>
        <source>The operating system refused something on {object}[: {operation}][ of {path}][ ({system})].</source>
        <translation>Das Betriebssystem verweigerte etwas an {object}[: {operation}][ von {path}][ ({system})].</translation>
    </message>
    <message>
        <source>Look for what the operating system says of this disk or share (journalctl -k)[; cartage retries now {scope} tries again at once].</source>
        <translation>Sehen Sie nach, was das Betriebssystem zu diesem Datenträger oder dieser Freigabe sagt (journalctl -k)[; cartage retries now {scope} versucht es sofort wieder].</translation>
    </message>
    <message>
        <source>Tries again at growing distances, at least hourly.</source>
        <translation>Versucht es in wachsenden Abständen wieder, mindestens stündlich.</translation>
    </message>
    <message>
        <source>The connection broke</source>
        <translation>Die Verbindung brach ab</translation>
    </message>
    <message>
        <source>The connection to DP {dp} broke[: {operation}][ of {path}][ ({system})].</source>
        <translation>Die Verbindung zu VP {dp} brach ab[: {operation}][ von {path}][ ({system})].</translation>
    </message>
    <message>
        <source>Nothing, if it happens now and then. If it stays so, check the line and the server[; cartage dp test {dp} shows what works].</source>
        <translation>Nichts, wenn es hin und wieder vorkommt. Bleibt es so, prüfen Sie die Leitung und den Server[; cartage dp test {dp} zeigt, was geht].</translation>
    </message>
    <message>
        <source>Tries again at growing distances, at least hourly, and sends only what was not yet there.</source>
        <translation>Versucht es in wachsenden Abständen wieder, mindestens stündlich, und sendet nur, was noch nicht dort war.</translation>
    </message>
    <message>
        <source>A file is in use</source>
        <translation>Eine Datei ist in Gebrauch</translation>
    </message>
    <message>
        <source>A file on DP {dp} is in use and cannot be replaced[: {path}][ ({system})].</source>
        <translation>Eine Datei auf VP {dp} ist in Gebrauch und kann nicht ersetzt werden[: {path}][ ({system})].</translation>
    </message>
    <message>
        <source>The update was taken back: clients have the former version whole.</source>
        <translation>Die Aktualisierung wurde zurückgenommen: Clients haben die frühere Version vollständig.</translation>
    </message>
    <message>
        <source>Close the program that holds the file, on the server or at a client.</source>
        <translation>Schließen Sie das Programm, das die Datei festhält, auf dem Server oder an einem Client.</translation>
    </message>
    <message>
        <source>Tries just the publishing again every five minutes; tries are not used up.</source>
        <translation>Versucht alle fünf Minuten nur das Veröffentlichen wieder; Versuche werden nicht verbraucht.</translation>
    </message>
    <message>
        <source>What was read back differs</source>
        <translation>Das Zurückgelesene weicht ab</translation>
    </message>
    <message>
        <source>What was written to DP {dp} and read back differs from what was sent[: {path}].</source>
        <translation>Was auf VP {dp} geschrieben und zurückgelesen wurde, weicht vom Gesendeten ab[: {path}].</translation>
    </message>
    <message>
        <source>It was not published: clients there go on reading the former version; a first delivery is not visible yet.</source>
        <translation>Es wurde nicht veröffentlicht: Clients dort lesen weiter die frühere Version; eine erste Lieferung ist noch nicht sichtbar.</translation>
    </message>
    <message>
        <source>If it happens again, have the disk, memory and line of this DP checked[; cartage dp test {dp} reads and writes there].</source>
        <translation>Kommt es wieder vor, lassen Sie Datenträger, Speicher und Leitung dieses VP prüfen[; cartage dp test {dp} liest und schreibt dort].</translation>
    </message>
    <message>
        <source>Writes the file again at the next try.</source>
        <translation>Schreibt die Datei beim nächsten Versuch neu.</translation>
    </message>
    <message>
        <source>A source file is in use</source>
        <translation>Eine Quelldatei ist in Gebrauch</translation>
    </message>
    <message>
        <source>A file of the source of {object} is in use[: {names}][ ({system})].</source>
        <translation>Eine Datei der Quelle von {object} ist in Gebrauch[: {names}][ ({system})].</translation>
    </message>
    <message>
        <source>No new version was made. The former versions stay as they are.</source>
        <translation>Es entstand keine neue Version. Die früheren Versionen bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Close the program that writes it, then give the same cartage command again[: cartage package update {package}].</source>
        <translation>Schließen Sie das Programm, das sie schreibt, und geben Sie denselben cartage-Befehl noch einmal[: cartage package update {package}].</translation>
    </message>
    <message>
        <source>Nothing: a snapshot is taken when it is asked for.</source>
        <translation>Nichts: Ein Schnappschuss wird gemacht, wenn er verlangt wird.</translation>
    </message>
    <message>
        <source>A distribution point is full</source>
        <translation>Ein Verteilungspunkt ist voll</translation>
    </message>
    <message>
        <source>{where} has too little room[: {need} are needed][, {free} are free][; of its limit of {limit} {used} are used].</source>
        <translation>{where} hat zu wenig Platz[: {need} werden gebraucht][, {free} sind frei][; von der Grenze {limit} sind {used} belegt].</translation>
    </message>
    <message>
        <source>Make room there[, or take a package from it with cartage undistribute ID --dp {dp}][; its limit can be raised with cartage dp set {dp} limit=0 (now {limit})].</source>
        <translation>Schaffen Sie dort Platz[, oder nehmen Sie mit cartage undistribute ID --dp {dp} ein Paket zurück][; seine Grenze lässt sich mit cartage dp set {dp} limit=0 anheben (jetzt {limit})].</translation>
    </message>
    <message>
        <source>Looks again whenever the DP's free space is read, and goes on when there is enough.</source>
        <translation>Sieht jedes Mal nach, wenn der freie Platz des VP gelesen wird, und macht weiter, wenn er reicht.</translation>
    </message>
    <message>
        <source>A quota is used up</source>
        <translation>Ein Kontingent ist verbraucht</translation>
    </message>
    <message>
        <source>The quota on DP {dp} is used up[: {need} are needed][, {free} are free].</source>
        <translation>Das Kontingent auf VP {dp} ist verbraucht[: {need} werden gebraucht][, {free} sind frei].</translation>
    </message>
    <message>
        <source>Have the quota raised, or take a package from it with cartage undistribute ID --dp {dp}.</source>
        <translation>Lassen Sie das Kontingent anheben, oder nehmen Sie mit cartage undistribute ID --dp {dp} ein Paket zurück.</translation>
    </message>
    <message>
        <source>The content library is full</source>
        <translation>Die Inhaltsbibliothek ist voll</translation>
    </message>
    <message>
        <source>The content library has too little room[: {need} are needed][, {free} are free][ on {path}].</source>
        <translation>Die Inhaltsbibliothek hat zu wenig Platz[: {need} werden gebraucht][, {free} sind frei][ auf {path}].</translation>
    </message>
    <message>
        <source>No new version can be made. Distributing what is in the library goes on.</source>
        <translation>Es kann keine neue Version entstehen. Was in der Bibliothek ist, wird weiter verteilt.</translation>
    </message>
    <message>
        <source>Make room on that disk; cartage package prune lets old versions go.</source>
        <translation>Schaffen Sie Platz auf diesem Datenträger; cartage package prune gibt alte Versionen auf.</translation>
    </message>
    <message>
        <source>Nothing before there is room: give the same command again.</source>
        <translation>Nichts, solange kein Platz ist: Geben Sie denselben Befehl noch einmal.</translation>
    </message>
    <message>
        <source>The site database cannot grow</source>
        <translation>Die Datenbank des Standorts kann nicht wachsen</translation>
    </message>
    <message>
        <source>The site database cannot grow[: the disk of {path} is full].</source>
        <translation>Die Datenbank des Standorts kann nicht wachsen[: Der Datenträger von {path} ist voll].</translation>
    </message>
    <message>
        <source>Nothing can be recorded, so nothing more is begun.</source>
        <translation>Nichts kann aufgezeichnet werden, also wird nichts Weiteres begonnen.</translation>
    </message>
    <message>
        <source>Make room on the disk of the site folder; then look at cartage site check.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger des Standortordners; sehen Sie dann cartage site check an.</translation>
    </message>
    <message>
        <source>Waits and goes on when there is room.</source>
        <translation>Wartet und macht weiter, wenn Platz ist.</translation>
    </message>
    <message>
        <source>A distribution point is not there</source>
        <translation>Ein Verteilungspunkt ist nicht da</translation>
    </message>
    <message>
        <source>The folder of DP {dp} is not there[: {path}][ ({system})].</source>
        <translation>Der Ordner von VP {dp} ist nicht da[: {path}][ ({system})].</translation>
    </message>
    <message>
        <source>Nothing new reaches this DP.</source>
        <translation>Nichts Neues erreicht diesen VP.</translation>
    </message>
    <message>
        <source>Mount its disk or share[. If it moved, give cartage dp set {dp} path=DIR; if it is gone for good, cartage dp remove {dp} --forget].</source>
        <translation>Hängen Sie seinen Datenträger oder seine Freigabe ein[. Ist er umgezogen, geben Sie cartage dp set {dp} path=DIR; ist er für immer weg, cartage dp remove {dp} --forget].</translation>
    </message>
    <message>
        <source>A marker is missing</source>
        <translation>Ein Marker fehlt</translation>
    </message>
    <message>
        <source>The folder of DP {dp} has no marker: another disk, or a mount point without its share[ ({path})].</source>
        <translation>Der Ordner von VP {dp} hat keinen Marker: ein anderer Datenträger, oder ein Einhängepunkt ohne seine Freigabe[ ({path})].</translation>
    </message>
    <message>
        <source>Nothing is written there, so that no strange disk is filled. Nothing new reaches this DP.</source>
        <translation>Dort wird nichts geschrieben, damit kein fremder Datenträger gefüllt wird. Nichts Neues erreicht diesen VP.</translation>
    </message>
    <message>
        <source>Mount the right disk or share[; cartage dp test {dp} looks again. If the marker was deleted, take the folder back with cartage dp add --name {dp} --path DIR --take-over].</source>
        <translation>Hängen Sie den richtigen Datenträger oder die richtige Freigabe ein[; cartage dp test {dp} sieht wieder nach. Wurde der Marker gelöscht, nehmen Sie den Ordner mit cartage dp add --name {dp} --path DIR --take-over wieder auf].</translation>
    </message>
    <message>
        <source>A distribution point is read-only</source>
        <translation>Ein Verteilungspunkt ist schreibgeschützt</translation>
    </message>
    <message>
        <source>DP {dp} is read-only[: {operation}][ of {path}][ ({system})].</source>
        <translation>VP {dp} ist schreibgeschützt[: {operation}][ von {path}][ ({system})].</translation>
    </message>
    <message>
        <source>Clients can go on reading; nothing new reaches this DP.</source>
        <translation>Clients können weiter lesen; nichts Neues erreicht diesen VP.</translation>
    </message>
    <message>
        <source>Mount it writable[; cartage retries now --dp {dp} looks at once]. A file system that became read-only by itself is often damaged.</source>
        <translation>Hängen Sie ihn schreibbar ein[; cartage retries now --dp {dp} sieht sofort nach]. Ein Dateisystem, das von selbst schreibgeschützt wurde, ist oft beschädigt.</translation>
    </message>
    <message>
        <source>No permission at a distribution point</source>
        <translation>Keine Berechtigung an einem Verteilungspunkt</translation>
    </message>
    <message>
        <source>This user may not write on DP {dp}[: {operation}][ of {path}][ ({system})].</source>
        <translation>Dieser Benutzer darf auf VP {dp} nicht schreiben[: {operation}][ von {path}][ ({system})].</translation>
    </message>
    <message>
        <source>Give the user of the engine the right to write in its folder[; cartage dp test {dp} shows which steps work].</source>
        <translation>Geben Sie dem Benutzer der Engine das Recht, in seinem Ordner zu schreiben[; cartage dp test {dp} zeigt, welche Schritte gehen].</translation>
    </message>
    <message>
        <source>The folder belongs to someone else</source>
        <translation>Der Ordner gehört jemand anderem</translation>
    </message>
    <message>
        <source>The folder of DP {dp} carries the marker of another distribution point[: {found}][ of site {site}][, and not {expected}].</source>
        <translation>Der Ordner von VP {dp} trägt den Marker eines anderen Verteilungspunkts[: {found}][ von Standort {site}][, und nicht {expected}].</translation>
    </message>
    <message>
        <source>Nothing is written there and nothing is cleaned away. Nothing new reaches this DP.</source>
        <translation>Dort wird nichts geschrieben und nichts aufgeräumt. Nichts Neues erreicht diesen VP.</translation>
    </message>
    <message>
        <source>See which disk or share is mounted[; mount the right one and give cartage retries now --dp {dp}, or name its folder with cartage dp set {dp} path=DIR].</source>
        <translation>Sehen Sie nach, welcher Datenträger oder welche Freigabe eingehängt ist[; hängen Sie das Richtige ein und geben Sie cartage retries now --dp {dp}, oder nennen Sie seinen Ordner mit cartage dp set {dp} path=DIR].</translation>
    </message>
    <message>
        <source>Nothing: only you can know whose folder that is.</source>
        <translation>Nichts: Nur Sie können wissen, wessen Ordner das ist.</translation>
    </message>
    <message>
        <source>Strange content in a package's folder</source>
        <translation>Fremder Inhalt im Ordner eines Pakets</translation>
    </message>
    <message>
        <source>On DP {dp} lies a folder[ {path}] of the package's name that Cartage did not write.</source>
        <translation>Auf VP {dp} liegt ein Ordner[ {path}] mit dem Namen des Pakets, den Cartage nicht geschrieben hat.</translation>
    </message>
    <message>
        <source>It is not touched, so the package cannot be delivered there.</source>
        <translation>Er wird nicht angerührt; deshalb kann das Paket dort nicht geliefert werden.</translation>
    </message>
    <message>
        <source>Move the folder aside[, then give cartage retries now {scope}].</source>
        <translation>Schieben Sie den Ordner beiseite[, und geben Sie dann cartage retries now {scope}].</translation>
    </message>
    <message>
        <source>Nothing: it could be someone's work.</source>
        <translation>Nichts: Es könnte jemandes Arbeit sein.</translation>
    </message>
    <message>
        <source>A name cannot be stored</source>
        <translation>Ein Name kann nicht gespeichert werden</translation>
    </message>
    <message>
        <source>DP {dp} cannot store names of the package[: {names}][ ({system})].</source>
        <translation>VP {dp} kann Namen des Pakets nicht speichern[: {names}][ ({system})].</translation>
    </message>
    <message>
        <source>Not a byte was copied. The package stays away from this DP; others are not concerned.</source>
        <translation>Kein Byte wurde kopiert. Das Paket bleibt diesem VP fern; andere sind nicht betroffen.</translation>
    </message>
    <message>
        <source>Rename them in the source and update the package[: cartage package update {package}][, or take it from there with cartage undistribute {package} --dp {dp}].</source>
        <translation>Benennen Sie sie in der Quelle um und aktualisieren Sie das Paket[: cartage package update {package}][, oder nehmen Sie es dort mit cartage undistribute {package} --dp {dp} zurück].</translation>
    </message>
    <message>
        <source>Nothing: the names are the package's.</source>
        <translation>Nichts: Die Namen gehören zum Paket.</translation>
    </message>
    <message>
        <source>A link cannot be stored</source>
        <translation>Ein Link kann nicht gespeichert werden</translation>
    </message>
    <message>
        <source>DP {dp} cannot store symbolic links of the package[: {names}].</source>
        <translation>VP {dp} kann symbolische Links des Pakets nicht speichern[: {names}].</translation>
    </message>
    <message>
        <source>Replace them by files in the source and update the package[: cartage package update {package}][, or take it from there with cartage undistribute {package} --dp {dp}].</source>
        <translation>Ersetzen Sie sie in der Quelle durch Dateien und aktualisieren Sie das Paket[: cartage package update {package}][, oder nehmen Sie es dort mit cartage undistribute {package} --dp {dp} zurück].</translation>
    </message>
    <message>
        <source>Nothing: the links are the package's.</source>
        <translation>Nichts: Die Links gehören zum Paket.</translation>
    </message>
    <message>
        <source>A file is too large</source>
        <translation>Eine Datei ist zu groß</translation>
    </message>
    <message>
        <source>A file of the package is larger than DP {dp} can store[: {names}][ ({path})].</source>
        <translation>Eine Datei des Pakets ist größer, als VP {dp} speichern kann[: {names}][ ({path})].</translation>
    </message>
    <message>
        <source>The package stays away from this DP; others are not concerned.</source>
        <translation>Das Paket bleibt diesem VP fern; andere sind nicht betroffen.</translation>
    </message>
    <message>
        <source>Split the file in the source, or move the DP to another file system[; cartage undistribute {package} --dp {dp} takes the package from there].</source>
        <translation>Teilen Sie die Datei in der Quelle, oder legen Sie den VP auf ein anderes Dateisystem[; cartage undistribute {package} --dp {dp} nimmt das Paket dort zurück].</translation>
    </message>
    <message>
        <source>Nothing: the size is the package's.</source>
        <translation>Nichts: Die Größe gehört zum Paket.</translation>
    </message>
    <message>
        <source>A source folder is missing</source>
        <translation>Ein Quellordner fehlt</translation>
    </message>
    <message>
        <source>The source folder of {object} is not there[: {path}][ ({system})].</source>
        <translation>Der Quellordner von {object} ist nicht da[: {path}][ ({system})].</translation>
    </message>
    <message>
        <source>No new version can be made. The versions made before stay and are distributed.</source>
        <translation>Es kann keine neue Version entstehen. Die bisherigen Versionen bleiben und werden verteilt.</translation>
    </message>
    <message>
        <source>Mount it or put it back[, or if it moved give cartage package set {package} source=DIR]; then give the same cartage command again[: cartage package update {package}].</source>
        <translation>Hängen Sie ihn ein oder stellen Sie ihn wieder her[, oder geben Sie, wenn er umgezogen ist, cartage package set {package} source=DIR]; geben Sie dann denselben cartage-Befehl noch einmal[: cartage package update {package}].</translation>
    </message>
    <message>
        <source>Source files cannot be read</source>
        <translation>Quelldateien können nicht gelesen werden</translation>
    </message>
    <message>
        <source>Files of the source of {object} cannot be read[: {names}][ ({system})].</source>
        <translation>Dateien der Quelle von {object} können nicht gelesen werden[: {names}][ ({system})].</translation>
    </message>
    <message>
        <source>No new version was made. The versions made before stay.</source>
        <translation>Es entstand keine neue Version. Die bisherigen Versionen bleiben.</translation>
    </message>
    <message>
        <source>Give the user who runs Cartage the right to read them, then give the same cartage command again[: cartage package update {package}].</source>
        <translation>Geben Sie dem Benutzer, unter dem Cartage läuft, das Recht, sie zu lesen, und geben Sie dann denselben cartage-Befehl noch einmal[: cartage package update {package}].</translation>
    </message>
    <message>
        <source>The source keeps changing</source>
        <translation>Die Quelle ändert sich ständig</translation>
    </message>
    <message>
        <source>Files of the source of {object} changed each time they were read[: {names}].</source>
        <translation>Dateien der Quelle von {object} änderten sich bei jedem Lesen[: {names}].</translation>
    </message>
    <message>
        <source>No new version was made, because it would be of no one state. The versions made before stay.</source>
        <translation>Es entstand keine neue Version, denn sie wäre von keinem einheitlichen Stand. Die bisherigen Versionen bleiben.</translation>
    </message>
    <message>
        <source>Wait until whatever writes there is done, then give the same cartage command again[: cartage package update {package}].</source>
        <translation>Warten Sie, bis fertig ist, was dort schreibt, und geben Sie dann denselben cartage-Befehl noch einmal[: cartage package update {package}].</translation>
    </message>
    <message>
        <source>Read each of them three times before it gave up.</source>
        <translation>Hat jede von ihnen dreimal gelesen, bevor sie aufgab.</translation>
    </message>
    <message>
        <source>The source holds what a package cannot have</source>
        <translation>Die Quelle enthält, was ein Paket nicht haben kann</translation>
    </message>
    <message>
        <source>The source of {object} holds names or kinds of files that a package cannot have[: {names}].</source>
        <translation>Die Quelle von {object} enthält Namen oder Arten von Dateien, die ein Paket nicht haben kann[: {names}].</translation>
    </message>
    <message>
        <source>Nothing was made of it.</source>
        <translation>Es ist nichts daraus entstanden.</translation>
    </message>
    <message>
        <source>Rename or remove them (sockets, FIFOs, devices, names over 255 bytes), then give the same cartage command again[: cartage package update {package}].</source>
        <translation>Benennen Sie sie um oder entfernen Sie sie (Sockets, FIFOs, Geräte, Namen über 255 Bytes), und geben Sie dann denselben cartage-Befehl noch einmal[: cartage package update {package}].</translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation>Nichts.</translation>
    </message>
    <message>
        <source>Links point out of the package</source>
        <translation>Links zeigen aus dem Paket hinaus</translation>
    </message>
    <message>
        <source>The source of {object} holds symbolic links that point out of the package[: {names}].</source>
        <translation>Die Quelle von {object} enthält symbolische Links, die aus dem Paket hinaus zeigen[: {names}].</translation>
    </message>
    <message>
        <source>Nothing was made of it: at a distribution point they would lead elsewhere.</source>
        <translation>Es ist nichts daraus entstanden: An einem Verteilungspunkt würden sie woandershin führen.</translation>
    </message>
    <message>
        <source>Replace them by what they point to, then give the same cartage command again[: cartage package update {package}].</source>
        <translation>Ersetzen Sie sie durch das, worauf sie zeigen, und geben Sie dann denselben cartage-Befehl noch einmal[: cartage package update {package}].</translation>
    </message>
    <message>
        <source>A value has the wrong form</source>
        <translation>Ein Wert hat die falsche Form</translation>
    </message>
    <message>
        <source>The value of {object} cannot be taken[: {why}][ ({system})].</source>
        <translation>Der Wert von {object} kann nicht angenommen werden[: {why}][ ({system})].</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Give the command again with a value that fits; cartage COMMAND --help shows the forms.</source>
        <translation>Geben Sie den Befehl noch einmal mit einem Wert, der passt; cartage COMMAND --help zeigt die Formen.</translation>
    </message>
    <message>
        <source>Files are missing at a distribution point</source>
        <translation>An einem Verteilungspunkt fehlen Dateien</translation>
    </message>
    <message>
        <source>Files are missing on DP {dp}[: {names}].</source>
        <translation>Auf VP {dp} fehlen Dateien[: {names}].</translation>
    </message>
    <message>
        <source>Clients there do not get the whole package.</source>
        <translation>Clients dort bekommen nicht das ganze Paket.</translation>
    </message>
    <message>
        <source>Find out who deleted them. Give cartage redistribute {scope} to repair it now.</source>
        <translation>Finden Sie heraus, wer sie gelöscht hat. Geben Sie cartage redistribute {scope}, um es jetzt zu reparieren.</translation>
    </message>
    <message>
        <source>With repair=auto copies just those files again.</source>
        <translation>Mit repair=auto kopiert sie genau diese Dateien neu.</translation>
    </message>
    <message>
        <source>Files differ at a distribution point</source>
        <translation>An einem Verteilungspunkt weichen Dateien ab</translation>
    </message>
    <message>
        <source>Files on DP {dp} differ from what was distributed[: {names}].</source>
        <translation>Dateien auf VP {dp} weichen von dem ab, was verteilt wurde[: {names}].</translation>
    </message>
    <message>
        <source>Clients there get something else than the package.</source>
        <translation>Clients dort bekommen etwas anderes als das Paket.</translation>
    </message>
    <message>
        <source>Find out who changed them. Give cartage redistribute {scope} to repair it now.</source>
        <translation>Finden Sie heraus, wer sie geändert hat. Geben Sie cartage redistribute {scope}, um es jetzt zu reparieren.</translation>
    </message>
    <message>
        <source>Content in the library is damaged</source>
        <translation>Inhalt in der Bibliothek ist beschädigt</translation>
    </message>
    <message>
        <source>Content of {object} in the library is missing or does not match its name[: {names}][ ({system})].</source>
        <translation>Inhalt von {object} in der Bibliothek fehlt oder passt nicht zu seinem Namen[: {names}][ ({system})].</translation>
    </message>
    <message>
        <source>What was distributed is not concerned; what needs this content waits.</source>
        <translation>Was verteilt wurde, ist nicht betroffen; was diesen Inhalt braucht, wartet.</translation>
    </message>
    <message>
        <source>Check the disk of the library. If it is not healed by itself, give cartage package update {package} --rehash at the site that has made the package; at a site that has it from its parent, cartage resend {package} --to CODE at that parent.</source>
        <translation>Prüfen Sie den Datenträger der Bibliothek. Heilt es nicht von selbst, geben Sie cartage package update {package} --rehash an dem Standort, der das Paket gemacht hat; hat dieser es von seinem übergeordneten, dort cartage resend {package} --to CODE.</translation>
    </message>
    <message>
        <source>Heals it from the source or from a distribution point that has it proven.</source>
        <translation>Heilt ihn aus der Quelle oder von einem Verteilungspunkt, der ihn geprüft hat.</translation>
    </message>
    <message>
        <source>A component is paused or stopped</source>
        <translation>Eine Komponente ist pausiert oder angehalten</translation>
    </message>
    <message>
        <source>The component {object} is {state}[ by {by}][: {why}].</source>
        <translation>Die Komponente {object} ist {state}[, von {by}][: {why}].</translation>
    </message>
    <message>
        <source>What is at work there comes to its end, nothing new is begun; what is owed waits.</source>
        <translation>Was dort läuft, kommt zu seinem Ende, Neues beginnt nicht; was aussteht, wartet.</translation>
    </message>
    <message>
        <source>When it may go on: cartage components start {object}.</source>
        <translation>Wenn es weitergehen darf: cartage components start {object}.</translation>
    </message>
    <message>
        <source>Nothing: it waits for an operator, also when it is started anew.</source>
        <translation>Nichts: Sie wartet auf einen Operator, auch nach einem neuen Start.</translation>
    </message>
    <message>
        <source>Status messages are not taken in</source>
        <translation>Statusmeldungen werden nicht aufgenommen</translation>
    </message>
    <message>
        <source>The inbox cannot be worked on: {operation} of {folder} ({why}).</source>
        <translation>Im Eingang lässt sich nicht arbeiten: {operation} von {folder} ({why}).</translation>
    </message>
    <message>
        <source>Clients' messages wait in the inbox or in their spools; none is lost.</source>
        <translation>Die Meldungen der Clients warten im Eingang oder in ihren Warteschlangen; keine geht verloren.</translation>
    </message>
    <message>
        <source>Put the folder right: it is missing, read-only, full, or no folder. Then cartage site health tells whether it goes on.</source>
        <translation>Bringen Sie den Ordner in Ordnung: Er fehlt, ist schreibgeschützt, voll oder kein Ordner. Dann zeigt cartage site health, ob es weitergeht.</translation>
    </message>
    <message>
        <source>Tries again every few seconds and goes on by itself.</source>
        <translation>Versucht es alle paar Sekunden wieder und macht von selbst weiter.</translation>
    </message>
    <message>
        <source>A destructive command needs a yes</source>
        <translation>Ein zerstörender Befehl braucht ein Ja</translation>
    </message>
    <message>
        <source>Nothing was done on {object}: the command takes something away.</source>
        <translation>An {object} wurde nichts getan: Der Befehl nimmt etwas weg.</translation>
    </message>
    <message>
        <source>Read the effect above, then give the same cartage command again with --yes added.</source>
        <translation>Lesen Sie die Wirkung oben, und geben Sie dann denselben cartage-Befehl noch einmal mit --yes dazu.</translation>
    </message>
    <message>
        <source>It does not exist</source>
        <translation>Das gibt es nicht</translation>
    </message>
    <message>
        <source>There is no {object} here[: {why}][; version {version} is asked for].</source>
        <translation>Hier gibt es kein {object}[: {why}][; verlangt ist Version {version}].</translation>
    </message>
    <message>
        <source>Nothing of the command was done.</source>
        <translation>Vom Befehl wurde nichts getan.</translation>
    </message>
    <message>
        <source>Look for the right name with the command that lists them: cartage package list, cartage dp list, cartage quarantine list, cartage rules list, cartage components list, cartage address list.</source>
        <translation>Suchen Sie den richtigen Namen mit dem Befehl, der sie auflistet: cartage package list, cartage dp list, cartage quarantine list, cartage rules list, cartage components list, cartage address list.</translation>
    </message>
    <message>
        <source>It exists already</source>
        <translation>Das gibt es schon</translation>
    </message>
    <message>
        <source>{object} exists already[: {path}][; it belongs to {by}].</source>
        <translation>{object} gibt es schon[: {path}][; es gehört zu {by}].</translation>
    </message>
    <message>
        <source>Choose another name or folder; cartage package list and cartage dp list show those in use.</source>
        <translation>Wählen Sie einen anderen Namen oder Ordner; cartage package list und cartage dp list zeigen die benutzten.</translation>
    </message>
    <message>
        <source>The name is taken</source>
        <translation>Der Name ist vergeben</translation>
    </message>
    <message>
        <source>The name belongs to package {object} already.</source>
        <translation>Der Name gehört schon zu Paket {object}.</translation>
    </message>
    <message>
        <source>Nothing was made, so a command given twice makes no second package.</source>
        <translation>Es ist nichts entstanden; ein zweimal gegebener Befehl macht also kein zweites Paket.</translation>
    </message>
    <message>
        <source>Choose another name, or go on with that package: cartage package show {object}.</source>
        <translation>Wählen Sie einen anderen Namen, oder machen Sie mit jenem Paket weiter: cartage package show {object}.</translation>
    </message>
    <message>
        <source>The folder is in use</source>
        <translation>Der Ordner ist in Gebrauch</translation>
    </message>
    <message>
        <source>{object} is in use, or lies inside or around a folder that is[: {why}][; it belongs to {by}].</source>
        <translation>{object} ist in Gebrauch, oder liegt in oder um einen Ordner, der es ist[: {why}][; er gehört zu {by}].</translation>
    </message>
    <message>
        <source>Choose another folder; cartage dp list and cartage package list show those in use[. It is a distribution point of this site, with packages: give the same command again with --take-over to take {take_over} back].</source>
        <translation>Wählen Sie einen anderen Ordner; cartage dp list und cartage package list zeigen die benutzten[. Es ist ein Verteilungspunkt dieses Standorts, mit Paketen: Geben Sie denselben Befehl noch einmal mit --take-over, um {take_over} wieder aufzunehmen].</translation>
    </message>
    <message>
        <source>The state does not allow it</source>
        <translation>Der Zustand erlaubt es nicht</translation>
    </message>
    <message>
        <source>The state of {object} does not allow this[: {why}][; version {version} is not kept any more].</source>
        <translation>Der Zustand von {object} erlaubt das nicht[: {why}][; Version {version} wird nicht mehr aufbewahrt].</translation>
    </message>
    <message>
        <source>Look at its state with cartage status[ {scope}].</source>
        <translation>Sehen Sie seinen Zustand mit cartage status[ {scope}] an.</translation>
    </message>
    <message>
        <source>It has changed since it was shown</source>
        <translation>Es hat sich geändert, seit es gezeigt wurde</translation>
    </message>
    <message>
        <source>What {object} would do has changed since its effect was shown.</source>
        <translation>Was {object} täte, hat sich geändert, seit die Wirkung gezeigt wurde.</translation>
    </message>
    <message>
        <source>Read the new effect, then give the same cartage command again with --yes and the new plan.</source>
        <translation>Lesen Sie die neue Wirkung, und geben Sie dann denselben cartage-Befehl noch einmal mit --yes und dem neuen Plan.</translation>
    </message>
    <message>
        <source>A snapshot is being taken</source>
        <translation>Ein Schnappschuss wird gerade gemacht</translation>
    </message>
    <message>
        <source>A snapshot of {object} is being taken already.</source>
        <translation>Von {object} wird schon ein Schnappschuss gemacht.</translation>
    </message>
    <message>
        <source>Wait until it is done; cartage package show {package} shows its versions.</source>
        <translation>Warten Sie, bis er fertig ist; cartage package show {package} zeigt die Versionen.</translation>
    </message>
    <message>
        <source>The program cannot be run by a rule</source>
        <translation>Eine Regel kann das Programm nicht ausführen</translation>
    </message>
    <message>
        <source>{object} cannot be run by a rule[: {why}][ ({system})].</source>
        <translation>Eine Regel kann {object} nicht ausführen[: {why}][ ({system})].</translation>
    </message>
    <message>
        <source>Name an executable file by its absolute path, in folders that only root and the site's user can write; cartage rules set --help shows how.</source>
        <translation>Nennen Sie eine ausführbare Datei mit ihrem absoluten Pfad, in Ordnern, in die nur root und der Benutzer des Standorts schreiben können; cartage rules set --help zeigt, wie.</translation>
    </message>
    <message>
        <source>Wrong usage</source>
        <translation>Falscher Gebrauch</translation>
    </message>
    <message>
        <source>[{object}: ]the command was not understood[: {why}].</source>
        <translation>[{object}: ]Der Befehl wurde nicht verstanden[: {why}].</translation>
    </message>
    <message>
        <source>Nothing was done; the site was not opened.</source>
        <translation>Nichts wurde getan; der Standort wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>See cartage --help.</source>
        <translation>Siehe cartage --help.</translation>
    </message>
    <message>
        <source>The site database is busy</source>
        <translation>Die Datenbank des Standorts ist beschäftigt</translation>
    </message>
    <message>
        <source>The site database was busy for too long[: {path}].</source>
        <translation>Die Datenbank des Standorts war zu lange beschäftigt[: {path}].</translation>
    </message>
    <message>
        <source>Give the command again. If it stays so, see which program holds the database; cartage site info shows the engine.</source>
        <translation>Geben Sie den Befehl noch einmal. Bleibt es so, sehen Sie nach, welches Programm die Datenbank festhält; cartage site info zeigt die Engine.</translation>
    </message>
    <message>
        <source>Waits and goes on; only a command gives up after 30 s.</source>
        <translation>Wartet und macht weiter; nur ein Befehl gibt nach 30 s auf.</translation>
    </message>
    <message>
        <source>The work was ended early</source>
        <translation>Die Arbeit wurde vorzeitig beendet</translation>
    </message>
    <message>
        <source>The work on {object} was ended before it was done.</source>
        <translation>Die Arbeit an {object} wurde beendet, bevor sie fertig war.</translation>
    </message>
    <message>
        <source>Nothing is half done; what was staged is kept.</source>
        <translation>Nichts ist halb getan; was bereitgestellt war, bleibt.</translation>
    </message>
    <message>
        <source>Nothing, or give the command again; cartage run goes on with what is owed.</source>
        <translation>Nichts, oder geben Sie den Befehl noch einmal; cartage run macht mit dem weiter, was aussteht.</translation>
    </message>
    <message>
        <source>Begins again at once; the try is not counted.</source>
        <translation>Beginnt sofort wieder; der Versuch zählt nicht.</translation>
    </message>
    <message>
        <source>There is no site</source>
        <translation>Es gibt keinen Standort</translation>
    </message>
    <message>
        <source>There is no site in {object}[ ({system})].</source>
        <translation>In {object} ist kein Standort[ ({system})].</translation>
    </message>
    <message>
        <source>Nothing was done.</source>
        <translation>Nichts wurde getan.</translation>
    </message>
    <message>
        <source>Name its folder with --site or CARTAGE_SITE, or make one: cartage --site {object} site init --code CEN --name Central.</source>
        <translation>Nennen Sie seinen Ordner mit --site oder CARTAGE_SITE, oder legen Sie einen an: cartage --site {object} site init --code CEN --name Central.</translation>
    </message>
    <message>
        <source>Another engine works the site</source>
        <translation>Eine andere Engine arbeitet an diesem Standort</translation>
    </message>
    <message>
        <source>Another engine works site {object}[: host {host}][, process {pid}][, since {since}].</source>
        <translation>Eine andere Engine arbeitet an Standort {object}[: Rechner {host}][, Prozess {pid}][, seit {since}].</translation>
    </message>
    <message>
        <source>Commands go on as usual: that engine obeys them.</source>
        <translation>Befehle wirken wie gewohnt: Jene Engine befolgt sie.</translation>
    </message>
    <message>
        <source>Leave it to that engine. If it does not answer any more, give cartage run --take-over.</source>
        <translation>Überlassen Sie es jener Engine. Antwortet sie nicht mehr, geben Sie cartage run --take-over.</translation>
    </message>
    <message>
        <source>The database is newer than this program</source>
        <translation>Die Datenbank ist neuer als dieses Programm</translation>
    </message>
    <message>
        <source>A newer Cartage made the database of {object}[: its schema is {found}][, this program knows {known}].</source>
        <translation>Ein neueres Cartage hat die Datenbank von {object} gemacht[: Ihr Schema ist {found}][, dieses Programm kennt {known}].</translation>
    </message>
    <message>
        <source>Nothing was read or written.</source>
        <translation>Nichts wurde gelesen oder geschrieben.</translation>
    </message>
    <message>
        <source>Install that newer version; cartage --version shows this one.</source>
        <translation>Installieren Sie jene neuere Version; cartage --version zeigt diese.</translation>
    </message>
    <message>
        <source>The database was altered</source>
        <translation>Die Datenbank wurde verändert</translation>
    </message>
    <message>
        <source>The schema of the database of {object} is not the one that its number says[ ({path})].</source>
        <translation>Das Schema der Datenbank von {object} ist nicht das, das seine Nummer sagt[ ({path})].</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Restore the newest backup: cartage site restore FILE.</source>
        <translation>Stellen Sie die neueste Sicherung wieder her: cartage site restore FILE.</translation>
    </message>
    <message>
        <source>The site database is damaged</source>
        <translation>Die Datenbank des Standorts ist beschädigt</translation>
    </message>
    <message>
        <source>The site database is damaged[: {path}][: {text}].</source>
        <translation>Die Datenbank des Standorts ist beschädigt[: {path}][: {text}].</translation>
    </message>
    <message>
        <source>Nothing more is written to it. What lies at distribution points is not concerned.</source>
        <translation>Es wird nichts mehr hineingeschrieben. Was an Verteilungspunkten liegt, ist nicht betroffen.</translation>
    </message>
    <message>
        <source>Check the disk, then restore the newest backup: cartage site restore FILE.</source>
        <translation>Prüfen Sie den Datenträger, und stellen Sie dann die neueste Sicherung wieder her: cartage site restore FILE.</translation>
    </message>
    <message>
        <source>Nothing: it keeps its hands off.</source>
        <translation>Nichts: Sie rührt nichts an.</translation>
    </message>
    <message>
        <source>The site lies on a network file system</source>
        <translation>Der Standort liegt auf einem Netzwerk-Dateisystem</translation>
    </message>
    <message>
        <source>{object} lies on a network file system[ ({file_system})], where a site database cannot be kept safe.</source>
        <translation>{object} liegt auf einem Netzwerk-Dateisystem[ ({file_system})], auf dem die Datenbank eines Standorts nicht sicher ist.</translation>
    </message>
    <message>
        <source>The site was not opened.</source>
        <translation>Der Standort wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>Put the site on a local disk: cartage --site DIR site init --code CEN --name Central; only distribution points and sources may be shares.</source>
        <translation>Legen Sie den Standort auf einen lokalen Datenträger: cartage --site DIR site init --code CEN --name Central; nur Verteilungspunkte und Quellen dürfen Freigaben sein.</translation>
    </message>
    <message>
        <source>No permission</source>
        <translation>Keine Berechtigung</translation>
    </message>
    <message>
        <source>This user may not use {object}[: {operation}][ of {path}][ ({system})].</source>
        <translation>Dieser Benutzer darf {object} nicht benutzen[: {operation}][ von {path}][ ({system})].</translation>
    </message>
    <message>
        <source>Run the command as the user of the site, or join the group of its folder; cartage site info then works.</source>
        <translation>Führen Sie den Befehl als Benutzer des Standorts aus, oder treten Sie der Gruppe seines Ordners bei; cartage site info geht dann.</translation>
    </message>
    <message>
        <source>The inbox is not there</source>
        <translation>Es gibt den Eingangsordner nicht</translation>
    </message>
    <message>
        <source>There is no inbox in {object}[: {operation}][ of {path}][ ({system})].</source>
        <translation>In {object} gibt es keinen Eingangsordner[: {operation}][ von {path}][ ({system})].</translation>
    </message>
    <message>
        <source>The messages stay in the spool; none is lost, and they arrive later.</source>
        <translation>Die Meldungen bleiben im Spool; keine geht verloren, sie kommen später an.</translation>
    </message>
    <message>
        <source>Mount the share, or name the right folder: cartage client flush --inbox DIR --spool DIR. A site's inbox has the folders new and tmp.</source>
        <translation>Die Freigabe einbinden oder den richtigen Ordner nennen: cartage client flush --inbox DIR --spool DIR. Der Eingangsordner eines Standorts hat die Ordner new und tmp.</translation>
    </message>
    <message>
        <source>Brings them at the next cartage client flush, which the installed timer gives every few minutes.</source>
        <translation>Bringt sie beim nächsten cartage client flush, das der mitgelieferte Timer alle paar Minuten gibt.</translation>
    </message>
    <message>
        <source>The inbox cannot be written</source>
        <translation>In den Eingangsordner kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>The inbox {object} cannot be written[: {operation}][ of {path}][ ({system})].</source>
        <translation>In den Eingangsordner {object} kann nicht geschrieben werden[: {operation}][ von {path}][ ({system})].</translation>
    </message>
    <message>
        <source>Give this user the right to make files in its folders new and tmp, or mount it for writing; then cartage client flush --inbox DIR --spool DIR.</source>
        <translation>Diesem Benutzer das Recht geben, in den Ordnern new und tmp Dateien anzulegen, oder schreibbar einbinden; dann cartage client flush --inbox DIR --spool DIR.</translation>
    </message>
    <message>
        <source>The inbox is full</source>
        <translation>Der Eingangsordner ist voll</translation>
    </message>
    <message>
        <source>The inbox {object} has too little room[: {operation}][ of {path}][ ({system})].</source>
        <translation>Der Eingangsordner {object} hat zu wenig Platz[: {operation}][ von {path}][ ({system})].</translation>
    </message>
    <message>
        <source>Make room on the site's disk, and see with cartage status whether the site takes messages in.</source>
        <translation>Platz auf dem Datenträger des Standorts schaffen und mit cartage status nachsehen, ob der Standort Meldungen aufnimmt.</translation>
    </message>
    <message>
        <source>The inbox does not respond</source>
        <translation>Der Eingangsordner antwortet nicht</translation>
    </message>
    <message>
        <source>The inbox {object} does not respond[: nothing came back for {seconds} s].</source>
        <translation>Der Eingangsordner {object} antwortet nicht[: {seconds} s lang kam nichts zurück].</translation>
    </message>
    <message>
        <source>See whether the server and the network are up; then cartage client flush --inbox DIR --spool DIR.</source>
        <translation>Nachsehen, ob Server und Netz laufen; dann cartage client flush --inbox DIR --spool DIR.</translation>
    </message>
    <message>
        <source>The inbox takes no messages</source>
        <translation>Der Eingangsordner nimmt keine Meldungen an</translation>
    </message>
    <message>
        <source>The operating system refused something at the inbox {object}[: {operation}][ of {path}][ ({system})].</source>
        <translation>Das Betriebssystem hat am Eingangsordner {object} etwas abgelehnt[: {operation}][ von {path}][ ({system})].</translation>
    </message>
    <message>
        <source>Look for what the operating system says of this disk or share (journalctl -k); then cartage client flush --inbox DIR --spool DIR.</source>
        <translation>Nachsehen, was das Betriebssystem zu diesem Datenträger oder dieser Freigabe sagt (journalctl -k); dann cartage client flush --inbox DIR --spool DIR.</translation>
    </message>
    <message>
        <source>The spool cannot be used</source>
        <translation>Der Spool ist nicht benutzbar</translation>
    </message>
    <message>
        <source>The spool {object} cannot be used[: {operation}][ of {path}][ ({system})].</source>
        <translation>Der Spool {object} ist nicht benutzbar[: {operation}][ von {path}][ ({system})].</translation>
    </message>
    <message>
        <source>The message was not queued: nobody will hear of it unless it is reported again.</source>
        <translation>Die Meldung wurde nicht eingereiht: Niemand erfährt davon, wenn sie nicht noch einmal gemeldet wird.</translation>
    </message>
    <message>
        <source>Name a folder that this user can write, or one that can be made: cartage client report --spool DIR.</source>
        <translation>Einen Ordner nennen, in den dieser Benutzer schreiben kann oder der angelegt werden kann: cartage client report --spool DIR.</translation>
    </message>
    <message>
        <source>The spool's disk is full</source>
        <translation>Der Datenträger des Spools ist voll</translation>
    </message>
    <message>
        <source>The spool {object} has too little room[: {operation}][ of {path}][ ({system})].</source>
        <translation>Der Spool {object} hat zu wenig Platz[: {operation}][ von {path}][ ({system})].</translation>
    </message>
    <message>
        <source>Make room on its disk. If the messages in it do not leave, see why: cartage client flush --inbox DIR --spool DIR.</source>
        <translation>Platz auf seinem Datenträger schaffen. Wenn die Meldungen darin nicht abgehen, nach dem Grund sehen: cartage client flush --inbox DIR --spool DIR.</translation>
    </message>
    <message>
        <source>The spool is in use</source>
        <translation>Der Spool ist in Gebrauch</translation>
    </message>
    <message>
        <source>Other processes held the spool {object}[ for {seconds} s].</source>
        <translation>Andere Prozesse haben den Spool {object}[ {seconds} s lang] festgehalten.</translation>
    </message>
    <message>
        <source>Nothing was changed by this command.</source>
        <translation>Dieser Befehl hat nichts geändert.</translation>
    </message>
    <message>
        <source>Give the same cartage client command again; if it stays so, see which process hangs.</source>
        <translation>Denselben Befehl cartage client noch einmal geben; bleibt es so, nachsehen, welcher Prozess hängt.</translation>
    </message>
    <message>
        <source>A file of the spool is damaged</source>
        <translation>Eine Datei des Spools ist beschädigt</translation>
    </message>
    <message>
        <source>A file of the spool {object} is damaged[: {path}][ ({why})]; it was set aside[ as {aside}].</source>
        <translation>Eine Datei des Spools {object} ist beschädigt[: {path}][ ({why})]; sie wurde beiseitegelegt[ als {aside}].</translation>
    </message>
    <message>
        <source>Its message does not reach the site; all others go on.</source>
        <translation>Ihre Meldung erreicht den Standort nicht; alle anderen gehen weiter.</translation>
    </message>
    <message>
        <source>Look at the file, have the disk checked, then remove it: as long as it lies there, cartage client flush ends with 1.</source>
        <translation>Die Datei ansehen, den Datenträger prüfen lassen und sie dann entfernen: Solange sie dort liegt, endet cartage client flush mit 1.</translation>
    </message>
    <message>
        <source>Leaves it where it lies.</source>
        <translation>Lässt sie liegen, wo sie liegt.</translation>
    </message>
    <message>
        <source>The inbox of a site is not there</source>
        <translation>Der Eingang eines Standorts ist nicht da</translation>
    </message>
    <message>
        <source>The inbox of site {object} is not there[: {operation}][ of {path}][ ({system})].</source>
        <translation>Der Eingang des Standorts {object} ist nicht da[: {operation}][ von {path}][ ({system})].</translation>
    </message>
    <message>
        <source>What is owed to that site stays owed and goes there later; all other sites go on.</source>
        <translation>Was jenem Standort geschuldet wird, bleibt geschuldet und geht später dorthin; alle anderen Standorte gehen weiter.</translation>
    </message>
    <message>
        <source>Mount the share, or name the right folder: cartage address set {object} inbox=DIR. cartage address test {object} shows what is missing.</source>
        <translation>Binden Sie die Freigabe ein, oder nennen Sie den richtigen Ordner: cartage address set {object} inbox=DIR. cartage address test {object} zeigt, was fehlt.</translation>
    </message>
    <message>
        <source>Tries again after 30 s, then at growing distances up to ten minutes, for ever.</source>
        <translation>Versucht es nach 30 s wieder, dann in wachsenden Abständen bis zu zehn Minuten, ohne Ende.</translation>
    </message>
    <message>
        <source>The inbox of a site cannot be written</source>
        <translation>In den Eingang eines Standorts kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>The inbox of site {object} cannot be written[: {operation}][ of {path}][ ({system})].</source>
        <translation>In den Eingang des Standorts {object} kann nicht geschrieben werden[: {operation}][ von {path}][ ({system})].</translation>
    </message>
    <message>
        <source>Give the user of this site the right to make files there, or mount it for writing; cartage address test {object} then shows whether it can.</source>
        <translation>Geben Sie dem Benutzer dieses Standorts das Recht, dort Dateien anzulegen, oder binden Sie ihn beschreibbar ein; cartage address test {object} zeigt dann, ob er es kann.</translation>
    </message>
    <message>
        <source>The disk of a site is full</source>
        <translation>Die Platte eines Standorts ist voll</translation>
    </message>
    <message>
        <source>The inbox of site {object} has too little room[: {operation}][ of {path}][ ({system})].</source>
        <translation>Der Eingang des Standorts {object} hat zu wenig Platz[: {operation}][ von {path}][ ({system})].</translation>
    </message>
    <message>
        <source>Make room on the disk of site {object}; cartage requests --to {object} shows what waits for it.</source>
        <translation>Schaffen Sie Platz auf der Platte des Standorts {object}; cartage requests --to {object} zeigt, was darauf wartet.</translation>
    </message>
    <message>
        <source>The inbox of a site does not respond</source>
        <translation>Der Eingang eines Standorts antwortet nicht</translation>
    </message>
    <message>
        <source>The inbox of site {object} does not respond[: {operation}][ of {path}][ ({system})].</source>
        <translation>Der Eingang des Standorts {object} antwortet nicht[: {operation}][ von {path}][ ({system})].</translation>
    </message>
    <message>
        <source>See whether its server and the network are up; cartage address test {object} shows where it hangs.</source>
        <translation>Sehen Sie nach, ob sein Server und das Netz laufen; cartage address test {object} zeigt, wo es hängt.</translation>
    </message>
    <message>
        <source>The inbox of a site takes nothing</source>
        <translation>Der Eingang eines Standorts nimmt nichts an</translation>
    </message>
    <message>
        <source>The operating system refused something at the inbox of site {object}[: {operation}][ of {path}][ ({system})].</source>
        <translation>Das Betriebssystem lehnte etwas am Eingang des Standorts {object} ab[: {operation}][ von {path}][ ({system})].</translation>
    </message>
    <message>
        <source>Look for what the operating system says of this disk or share (journalctl -k); then cartage address test {object}.</source>
        <translation>Sehen Sie nach, was das Betriebssystem zu dieser Platte oder Freigabe sagt (journalctl -k); dann cartage address test {object}.</translation>
    </message>
    <message>
        <source>A site refused an instruction</source>
        <translation>Ein Standort lehnte eine Anweisung ab</translation>
    </message>
    <message>
        <source>Site {object} has put an instruction of this site into quarantine[: {text}].</source>
        <translation>Standort {object} hat eine Anweisung dieses Standorts in die Quarantäne gelegt[: {text}].</translation>
    </message>
    <message>
        <source>What it asked for is not done there; nothing else waits for it.</source>
        <translation>Was sie verlangte, geschieht dort nicht; nichts anderes wartet darauf.</translation>
    </message>
    <message>
        <source>Look at the reason at that site (cartage quarantine list), put it right, then cartage resend ID --to {object}.</source>
        <translation>Sehen Sie sich dort den Grund an (cartage quarantine list), beheben Sie ihn, dann cartage resend ID --to {object}.</translation>
    </message>
    <message>
        <source>Nothing: the same instruction would be refused again.</source>
        <translation>Nichts: Dieselbe Anweisung würde wieder abgelehnt.</translation>
    </message>
    <message>
        <source>A site is silent</source>
        <translation>Ein Standort schweigt</translation>
    </message>
    <message>
        <source>Site {object} has told nothing for more than an hour[, last at {last}].</source>
        <translation>Standort {object} hat seit mehr als einer Stunde nichts gemeldet[, zuletzt um {last}].</translation>
    </message>
    <message>
        <source>How its distribution points stand is not known since then. What is sent to it lies in its inbox.</source>
        <translation>Wie es um seine Verteilungspunkte steht, ist seitdem nicht bekannt. Was ihm gesendet wird, liegt in seinem Eingang.</translation>
    </message>
    <message>
        <source>See whether its engine runs (cartage run at that site) and whether it can reach this site (cartage address test there).</source>
        <translation>Sehen Sie nach, ob seine Engine läuft (dort cartage run) und ob er diesen Standort erreicht (dort cartage address test).</translation>
    </message>
    <message>
        <source>Goes on as soon as that site tells again: at least every quarter of an hour.</source>
        <translation>Macht weiter, sobald der Standort wieder meldet: mindestens jede Viertelstunde.</translation>
    </message>
    <message>
        <source>An address leads to another site</source>
        <translation>Eine Adresse führt zu einem anderen Standort</translation>
    </message>
    <message>
        <source>What is named as the inbox of site {object} is not that[: {path}][; it is the inbox of site {found}][; that site signs with the key {found_key}, and not with {key}].</source>
        <translation>Was als Eingang von Standort {object} genannt ist, ist nicht dieser[: {path}][; es ist der Eingang von Standort {found}][; jener Standort unterschreibt mit dem Schlüssel {found_key} und nicht mit {key}].</translation>
    </message>
    <message>
        <source>What is left there for site {object} would be refused there, or what that site sends would be refused here.</source>
        <translation>Was dort für Standort {object} abgelegt wird, würde dort abgelehnt, oder was dieser Standort sendet, würde hier abgelehnt.</translation>
    </message>
    <message>
        <source>Name the right folder: cartage address set {object} inbox=DIR; or the right key, as cartage site key prints it there: cartage address set {object} key=KEY.</source>
        <translation>Nennen Sie den richtigen Ordner: cartage address set {object} inbox=DIR; oder den richtigen Schlüssel, wie ihn dort cartage site key ausgibt: cartage address set {object} key=KEY.</translation>
    </message>
    <message>
        <source>Nothing: only you can know which site is meant.</source>
        <translation>Nichts: Nur Sie können wissen, welcher Standort gemeint ist.</translation>
    </message>
    <message>
        <source>A site does not answer</source>
        <translation>Ein Standort antwortet nicht</translation>
    </message>
    <message>
        <source>Site {object} has taken what was sent to it and not answered for more than an hour[: {count} instructions][, since {since}].</source>
        <translation>Standort {object} hat angenommen, was ihm gesendet wurde, und seit mehr als einer Stunde nicht geantwortet[: {count} Anweisungen][, seit {since}].</translation>
    </message>
    <message>
        <source>Whether it is done there is not known. It lies in the inbox of that site, or in its quarantine.</source>
        <translation>Ob es dort getan ist, ist nicht bekannt. Es liegt im Eingang jenes Standorts oder in seiner Quarantäne.</translation>
    </message>
    <message>
        <source>See at that site whether its engine runs, and whether it believes this one (cartage problems there); cartage address test {object} shows whose inbox it is.</source>
        <translation>Sehen Sie an jenem Standort nach, ob seine Engine läuft und ob er diesem glaubt (dort cartage problems); cartage address test {object} zeigt, wessen Eingang es ist.</translation>
    </message>
    <message>
        <source>Repeats each instruction after ten minutes, then at growing distances up to a day, for ever.</source>
        <translation>Wiederholt jede Anweisung nach zehn Minuten, dann in wachsenden Abständen bis zu einem Tag, für immer.</translation>
    </message>
    <message>
        <source>A site is not believed</source>
        <translation>Einem Standort wird nicht geglaubt</translation>
    </message>
    <message>
        <source>What site {object} sends is refused: it is not signed with the key that is registered for that site here[: {text}].</source>
        <translation>Was Standort {object} sendet, wird abgelehnt: Es ist nicht mit dem Schlüssel unterschrieben, der hier für ihn eingetragen ist[: {text}].</translation>
    </message>
    <message>
        <source>Nothing of what that site tells or asks for is done here. It is not lost: it lies in quarantine.</source>
        <translation>Nichts von dem, was jener Standort meldet oder verlangt, wird hier getan. Es ist nicht verloren: Es liegt in der Quarantäne.</translation>
    </message>
    <message>
        <source>If the key there is another one (cartage site key there), give it: cartage address set {object} key=KEY; then let go what is held (cartage quarantine list). If not, somebody else sends in the name of that site: see who may write in the inbox.</source>
        <translation>Ist der Schlüssel dort ein anderer (dort cartage site key), dann geben Sie ihn an: cartage address set {object} key=KEY; danach lassen Sie frei, was festgehalten ist (cartage quarantine list). Wenn nicht, sendet jemand anders im Namen jenes Standorts: Sehen Sie nach, wer in den Eingang schreiben darf.</translation>
    </message>
    <message>
        <source>Believes what comes signed with the registered key, and puts the rest aside.</source>
        <translation>Glaubt, was mit dem eingetragenen Schlüssel unterschrieben kommt, und legt den Rest beiseite.</translation>
    </message>
    <message>
        <source>Sites form a ring</source>
        <translation>Standorte bilden einen Ring</translation>
    </message>
    <message>
        <source>Sites form a ring at site {object}[: it and site {other} are each above the other, as their addresses say].</source>
        <translation>Standorte bilden bei Standort {object} einen Ring[: Nach ihren Adressen steht er über Standort {other} und dieser über ihm].</translation>
    </message>
    <message>
        <source>States and status messages find no way to a central site, and what one of them asks of the other is refused there.</source>
        <translation>Zustände und Statusmeldungen finden keinen Weg zu einem zentralen Standort, und was der eine vom anderen verlangt, wird dort abgelehnt.</translation>
    </message>
    <message>
        <source>Take the wrong address away at one of the sites, here with cartage address remove {object}, and add it the other way round where it is needed.</source>
        <translation>Nehmen Sie an einem der Standorte die falsche Adresse weg, hier mit cartage address remove {object}, und fügen Sie sie andersherum hinzu, wo sie gebraucht wird.</translation>
    </message>
    <message>
        <source>Nothing: it cannot know which of them is wrong. Nothing goes round twice.</source>
        <translation>Nichts: Sie kann nicht wissen, welche falsch ist. Nichts läuft zweimal im Kreis.</translation>
    </message>
    <message>
        <source>A fault of the program</source>
        <translation>Ein Fehler des Programms</translation>
    </message>
    <message>
        <source>A fault of the program was found at {object}[: {what}][ {why}][ {text}].</source>
        <translation>Bei {object} wurde ein Fehler des Programms gefunden[: {what}][ {why}][ {text}].</translation>
    </message>
    <message>
        <source>The engine stopped deciding, so that nothing is spoiled. What lies at distribution points is not concerned.</source>
        <translation>Die Engine hat aufgehört zu entscheiden, damit nichts verdorben wird. Was an Verteilungspunkten liegt, ist nicht betroffen.</translation>
    </message>
    <message>
        <source>Send the log in the site folder to those who look after Cartage; start cartage run anew.</source>
        <translation>Senden Sie das Protokoll im Standortordner denen, die Cartage betreuen; starten Sie cartage run neu.</translation>
    </message>
    <message>
        <source>Nothing more until it is started anew.</source>
        <translation>Nichts mehr, bis es neu gestartet wird.</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>DP %1</source>
        <translation>VP %1</translation>
    </message>
    <message>
        <source>The disk</source>
        <translation>Der Datenträger</translation>
    </message>
    <message>
        <source>At site %1: %2</source>
        <translation>Am Standort %1: %2</translation>
    </message>
    <message>
        <source>Nothing: the DP's setting is repair=ask.</source>
        <translation>Nichts: Die Einstellung des VP ist repair=ask.</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Since %1: %2 status messages of clients taken in (%7 errors, %8 warnings, %9 information), %3 repeated, %4 put into quarantine, %5 clients heard. Oldest file waiting: %6.</source>
        <translation>Seit %1: %2 Statusmeldungen von Clients angenommen (%7 Fehler, %8 Warnungen, %9 Informationen), %3 wiederholt, %4 in Quarantäne, %5 Clients gehört. Älteste wartende Datei: %6.</translation>
    </message>
    <message>
        <source>The Status Manager says once an hour what has come in, and at least once a day that it is at work.</source>
        <translation>Der Status Manager sagt einmal je Stunde, was eingetroffen ist, und mindestens einmal am Tag, dass er arbeitet.</translation>
    </message>
    <message>
        <source>Nothing needs to be done. `cartage quarantine list` shows what could not be taken in.</source>
        <translation>Es ist nichts zu tun. `cartage quarantine list` zeigt, was nicht angenommen werden konnte.</translation>
    </message>
    <message>
        <source>Started to process package %1 (%2), version %3.</source>
        <translation>Begann, Paket %1 (%2), Version %3, zu bearbeiten.</translation>
    </message>
    <message>
        <source>The first distribution of this version has been taken up.</source>
        <translation>Die erste Verteilung dieser Version wurde aufgenommen.</translation>
    </message>
    <message>
        <source>Nothing needs to be done.</source>
        <translation>Es ist nichts zu tun.</translation>
    </message>
    <message>
        <source>Successfully processed package %1 (%2), version %3: nothing is owed any more.</source>
        <translation>Paket %1 (%2), Version %3, ist fertig bearbeitet: Nichts steht mehr aus.</translation>
    </message>
    <message>
        <source>The version is at every distribution point that shall have it.</source>
        <translation>Die Version ist auf jedem Verteilungspunkt, der sie haben soll.</translation>
    </message>
    <message>
        <source>Failed to process package %1 (%2) for distribution point %3: %4.</source>
        <translation>Paket %1 (%2) konnte für Verteilungspunkt %3 nicht bearbeitet werden: %4.</translation>
    </message>
    <message>
        <source>A try to bring the package to the distribution point failed; the message 2328 before it names the operation and the path.</source>
        <translation>Ein Versuch, das Paket zum Verteilungspunkt zu bringen, misslang; die Meldung 2328 davor nennt die Operation und den Pfad.</translation>
    </message>
    <message>
        <source>Look at `cartage problems` for what to do. Distributions that are retrying, or blocked by something that ends by itself, go on without you.</source>
        <translation>Sehen Sie in `cartage problems` nach, was zu tun ist. Verteilungen, die es wieder versuchen oder die etwas hindert, das von selbst endet, gehen ohne Sie weiter.</translation>
    </message>
    <message>
        <source>The source folder %3 of package %1 (%2) is missing or cannot be read: %4.</source>
        <translation>Der Quellordner %3 von Paket %1 (%2) fehlt oder kann nicht gelesen werden: %4.</translation>
    </message>
    <message>
        <source>The source was moved, deleted or not mounted, or this user may not read it. Nothing of the failed snapshot is visible; the versions made before stay.</source>
        <translation>Die Quelle wurde verschoben, gelöscht oder nicht eingehängt, oder dieser Benutzer darf sie nicht lesen. Vom misslungenen Schnappschuss ist nichts sichtbar; die bisherigen Versionen bleiben.</translation>
    </message>
    <message>
        <source>Make the source readable, or name another one with `cartage package set %1 source=DIR`, then give `cartage package update %1`.</source>
        <translation>Machen Sie die Quelle lesbar, oder nennen Sie mit `cartage package set %1 source=DIR` eine andere, und geben Sie dann `cartage package update %1`.</translation>
    </message>
    <message>
        <source>Package %1 (%2) was created or changed: version %3.</source>
        <translation>Paket %1 (%2) wurde angelegt oder geändert: Version %3.</translation>
    </message>
    <message>
        <source>A snapshot of the source made a new version.</source>
        <translation>Ein Schnappschuss der Quelle ergab eine neue Version.</translation>
    </message>
    <message>
        <source>Nothing needs to be done. Distribution points that have the package get the new version.</source>
        <translation>Es ist nichts zu tun. Verteilungspunkte, die das Paket haben, bekommen die neue Version.</translation>
    </message>
    <message>
        <source>Failed to copy package %1 to distribution point %2: %3 (%4 of %5, %6), attempt %7.</source>
        <translation>Paket %1 konnte nicht auf Verteilungspunkt %2 kopiert werden: %3 (%4 von %5, %6), Versuch %7.</translation>
    </message>
    <message>
        <source>The operation named could not be done at the distribution point.</source>
        <translation>Die genannte Operation war am Verteilungspunkt nicht möglich.</translation>
    </message>
    <message>
        <source>Look at `cartage problems`; `cartage retries list %1 --dp %2` shows when the next try is due.</source>
        <translation>Sehen Sie in `cartage problems` nach; `cartage retries list %1 --dp %2` zeigt, wann der nächste Versuch fällig ist.</translation>
    </message>
    <message>
        <source>Package %1 is on distribution point %2: version %3.</source>
        <translation>Paket %1 ist auf Verteilungspunkt %2: Version %3.</translation>
    </message>
    <message>
        <source>The files were copied, proven and published, and the package record was written.</source>
        <translation>Die Dateien wurden kopiert, geprüft und veröffentlicht, und der Paketeintrag wurde geschrieben.</translation>
    </message>
    <message>
        <source>Scheduler and Sender were instructed to send the information about package %1 (%2), version %3, to site %4.</source>
        <translation>Scheduler und Sender wurden angewiesen, die Angaben zu Paket %1 (%2), Version %3, an Standort %4 zu senden.</translation>
    </message>
    <message>
        <source>A version was made, or a site was added: each child site is told of each version once.</source>
        <translation>Eine Version wurde angelegt oder ein Standort hinzugefügt: Jedem Unterstandort wird jede Version einmal mitgeteilt.</translation>
    </message>
    <message>
        <source>Starting to distribute package %1 to distribution point %2: version %3, attempt %4.</source>
        <translation>Beginnt, Paket %1 an Verteilungspunkt %2 zu verteilen: Version %3, Versuch %4.</translation>
    </message>
    <message>
        <source>The distribution was due and its turn has come.</source>
        <translation>Die Verteilung war fällig, und sie war an der Reihe.</translation>
    </message>
    <message>
        <source>Took a snapshot of package %1 (%2): version %3, %4 files, %5 bytes.</source>
        <translation>Von Paket %1 (%2) wurde ein Schnappschuss gemacht: Version %3, %4 Dateien, %5 Bytes.</translation>
    </message>
    <message>
        <source>A package was added or updated.</source>
        <translation>Ein Paket wurde hinzugefügt oder aktualisiert.</translation>
    </message>
    <message>
        <source>Started to validate package %1 on distribution point %2: version %3.</source>
        <translation>Begann, Paket %1 auf Verteilungspunkt %2 zu prüfen: Version %3.</translation>
    </message>
    <message>
        <source>A validation was asked for, or the background validation was due.</source>
        <translation>Eine Prüfung wurde verlangt, oder die Prüfung im Hintergrund war fällig.</translation>
    </message>
    <message>
        <source>The content of package %1 on distribution point %2 differs from what was distributed: %3 files, the first is %4.</source>
        <translation>Der Inhalt von Paket %1 auf Verteilungspunkt %2 weicht von dem ab, was verteilt wurde: %3 Dateien, die erste ist %4.</translation>
    </message>
    <message>
        <source>Something other than Cartage changed files there, or the storage lost data.</source>
        <translation>Etwas anderes als Cartage hat dort Dateien geändert, oder der Speicher hat Daten verloren.</translation>
    </message>
    <message>
        <source>With repair=auto the files are copied again at once; otherwise give `cartage redistribute %1 --dp %2`. Find out who changed them.</source>
        <translation>Mit repair=auto werden die Dateien sofort neu kopiert; sonst geben Sie `cartage redistribute %1 --dp %2`. Finden Sie heraus, wer sie geändert hat.</translation>
    </message>
    <message>
        <source>Validated package %1 on distribution point %2: version %3 is whole.</source>
        <translation>Paket %1 auf Verteilungspunkt %2 ist geprüft: Version %3 ist vollständig.</translation>
    </message>
    <message>
        <source>Every file was read from the storage and its SHA-256 is the one that was distributed.</source>
        <translation>Jede Datei wurde vom Speicher gelesen, und ihre SHA-256 ist die, die verteilt wurde.</translation>
    </message>
    <message>
        <source>Files of package %1 are missing on distribution point %2: %3 files, the first is %4.</source>
        <translation>Dateien von Paket %1 fehlen auf Verteilungspunkt %2: %3 Dateien, die erste ist %4.</translation>
    </message>
    <message>
        <source>Something other than Cartage deleted files there, or the storage lost data.</source>
        <translation>Etwas anderes als Cartage hat dort Dateien gelöscht, oder der Speicher hat Daten verloren.</translation>
    </message>
    <message>
        <source>With repair=auto the files are copied again at once; otherwise give `cartage redistribute %1 --dp %2`. Find out who deleted them.</source>
        <translation>Mit repair=auto werden die Dateien sofort neu kopiert; sonst geben Sie `cartage redistribute %1 --dp %2`. Finden Sie heraus, wer sie gelöscht hat.</translation>
    </message>
    <message>
        <source>Failed to connect to distribution point %1 at %2: %3 (%4, %5).</source>
        <translation>Verteilungspunkt %1 war unter %2 nicht zu erreichen: %3 (%4, %5).</translation>
    </message>
    <message>
        <source>The folder is not mounted, its server does not answer, it is read-only, or this user may not write there. No other package is tried there while this lasts.</source>
        <translation>Der Ordner ist nicht eingehängt, sein Server antwortet nicht, er ist schreibgeschützt, oder dieser Benutzer darf dort nicht schreiben. Solange das so ist, wird dort kein anderes Paket versucht.</translation>
    </message>
    <message>
        <source>Mount or repair it. It is probed without end, at least every ten minutes; `cartage retries now --dp %1` probes it now.</source>
        <translation>Hängen Sie ihn ein oder reparieren Sie ihn. Er wird ohne Ende geprobt, mindestens alle zehn Minuten; `cartage retries now --dp %1` probt ihn jetzt.</translation>
    </message>
    <message>
        <source>Distribution point %1 was installed successfully at %2.</source>
        <translation>Verteilungspunkt %1 wurde unter %2 erfolgreich eingerichtet.</translation>
    </message>
    <message>
        <source>A distribution point was added and its marker written.</source>
        <translation>Ein Verteilungspunkt wurde hinzugefügt und sein Marker geschrieben.</translation>
    </message>
    <message>
        <source>Received and stored package %1, version %2, from site %3, for %4 targets.</source>
        <translation>Paket %1, Version %2, von Standort %3 für %4 Ziele empfangen und gespeichert.</translation>
    </message>
    <message>
        <source>The parent site sent it. Its content is in the content library, its targets are being carried out.</source>
        <translation>Der übergeordnete Standort hat es gesendet. Sein Inhalt liegt in der Inhaltsbibliothek, seine Ziele werden ausgeführt.</translation>
    </message>
    <message>
        <source>The signature of %1 from %2 cannot be verified: %3. It is in quarantine.</source>
        <translation>Die Signatur von %1 von %2 kann nicht bestätigt werden: %3. Sie liegt in der Quarantäne.</translation>
    </message>
    <message>
        <source>It is not signed by a site that this site has an address of, or it was changed on its way.</source>
        <translation>Sie ist nicht von einem Standort signiert, dessen Adresse dieser Standort hat, oder sie wurde unterwegs verändert.</translation>
    </message>
    <message>
        <source>Compare the key: `cartage site key` at the sender, `cartage address list` here. If the sender is none of yours, somebody writes into this inbox.</source>
        <translation>Vergleichen Sie den Schlüssel: `cartage site key` beim Absender, `cartage address list` hier. Ist der Absender keiner von Ihren, schreibt jemand in diesen Eingang.</translation>
    </message>
    <message>
        <source>Distribution point %1 can be reached again; it had %2 since %3.</source>
        <translation>Verteilungspunkt %1 ist wieder erreichbar; er hatte %2 seit %3.</translation>
    </message>
    <message>
        <source>A probe or a visit succeeded.</source>
        <translation>Eine Probe oder ein Besuch gelang.</translation>
    </message>
    <message>
        <source>Nothing needs to be done. What is owed there goes on.</source>
        <translation>Es ist nichts zu tun. Was dort aussteht, geht weiter.</translation>
    </message>
    <message>
        <source>Distribution point %1 keeps failing: %2 failures in a row, the last one %3.</source>
        <translation>Verteilungspunkt %1 scheitert immer wieder: %2 Fehlschläge hintereinander, der letzte %3.</translation>
    </message>
    <message>
        <source>Three tries in a row failed for a reason of the distribution point itself. Its distributions wait, their tries are not used up.</source>
        <translation>Drei Versuche hintereinander scheiterten aus einem Grund, der beim Verteilungspunkt selbst liegt. Seine Verteilungen warten, ihre Versuche werden nicht verbraucht.</translation>
    </message>
    <message>
        <source>Look after the distribution point; `cartage dp test %1` shows what it can do. It is probed without end.</source>
        <translation>Sehen Sie nach dem Verteilungspunkt; `cartage dp test %1` zeigt, was er kann. Er wird ohne Ende geprobt.</translation>
    </message>
    <message>
        <source>Distribution point %1 works again.</source>
        <translation>Verteilungspunkt %1 arbeitet wieder.</translation>
    </message>
    <message>
        <source>A probe and then one transfer succeeded.</source>
        <translation>Eine Probe und danach eine Übertragung gelangen.</translation>
    </message>
    <message>
        <source>Distribution point %1 has failed since %2; %3 distributions were given up.</source>
        <translation>Verteilungspunkt %1 scheitert seit %2; %3 Verteilungen wurden aufgegeben.</translation>
    </message>
    <message>
        <source>The condition has lasted for seven days.</source>
        <translation>Der Zustand hat sieben Tage gedauert.</translation>
    </message>
    <message>
        <source>Repair the distribution point: its distributions go on by themselves when a probe succeeds. If it is gone for good, give `cartage dp remove %1 --forget`.</source>
        <translation>Reparieren Sie den Verteilungspunkt: Seine Verteilungen gehen von selbst weiter, wenn eine Probe gelingt. Ist er für immer weg, geben Sie `cartage dp remove %1 --forget`.</translation>
    </message>
    <message>
        <source>Distribution point %1 is stale: its last contact was %2.</source>
        <translation>Verteilungspunkt %1 ist verwaist: Der letzte Kontakt war %2.</translation>
    </message>
    <message>
        <source>There was no contact for longer than the site's setting stale_after.</source>
        <translation>Länger als die Einstellung stale_after des Standorts gab es keinen Kontakt.</translation>
    </message>
    <message>
        <source>Mount or repair it. If it is gone for good, give `cartage dp remove %1 --forget`.</source>
        <translation>Hängen Sie ihn ein oder reparieren Sie ihn. Ist er für immer weg, geben Sie `cartage dp remove %1 --forget`.</translation>
    </message>
    <message>
        <source>Package %1 was removed from distribution point %2.</source>
        <translation>Paket %1 wurde von Verteilungspunkt %2 entfernt.</translation>
    </message>
    <message>
        <source>It was undistributed, or the package or the distribution point is being removed.</source>
        <translation>Es wurde zurückgenommen, oder das Paket oder der Verteilungspunkt wird entfernt.</translation>
    </message>
    <message>
        <source>Failed to remove package %1 from distribution point %2: %3 (%4 of %5).</source>
        <translation>Paket %1 konnte nicht von Verteilungspunkt %2 entfernt werden: %3 (%4 von %5).</translation>
    </message>
    <message>
        <source>The operation named was refused. The next try is set.</source>
        <translation>Die genannte Operation wurde verweigert. Der nächste Versuch ist angesetzt.</translation>
    </message>
    <message>
        <source>Look at `cartage problems`. If the distribution point is gone for good, give `cartage dp remove %2 --forget`.</source>
        <translation>Sehen Sie in `cartage problems` nach. Ist der Verteilungspunkt für immer weg, geben Sie `cartage dp remove %2 --forget`.</translation>
    </message>
    <message>
        <source>On distribution point %2, in the folder of package %1, lay %3 things that are not ours; they were moved to .cartage/found: %4.</source>
        <translation>Auf Verteilungspunkt %2, im Ordner von Paket %1, lagen %3 Dinge, die nicht von uns sind; sie wurden nach .cartage/found verschoben: %4.</translation>
    </message>
    <message>
        <source>Someone put files into a package's folder that was to be removed, or where an update puts its own. Cartage never deletes what it did not write.</source>
        <translation>Jemand hat Dateien in den Ordner eines Pakets gelegt, das entfernt werden sollte, oder dorthin, wo eine Aktualisierung ihre eigenen ablegt. Cartage löscht nie, was es nicht geschrieben hat.</translation>
    </message>
    <message>
        <source>Look at them and delete them, or put them where they belong.</source>
        <translation>Sehen Sie sie an und löschen Sie sie, oder legen Sie sie dorthin, wo sie hingehören.</translation>
    </message>
    <message>
        <source>Distribution point %1 was removed; nothing of ours is left there.</source>
        <translation>Verteilungspunkt %1 wurde entfernt; von uns liegt dort nichts mehr.</translation>
    </message>
    <message>
        <source>Its removal was asked for and is done; its marker was deleted last.</source>
        <translation>Das Entfernen wurde verlangt und ist getan; der Marker wurde zuletzt gelöscht.</translation>
    </message>
    <message>
        <source>Package %1 (%2) was removed.</source>
        <translation>Paket %1 (%2) wurde entfernt.</translation>
    </message>
    <message>
        <source>Its removal was asked for and it has left every distribution point.</source>
        <translation>Das Entfernen wurde verlangt, und es hat jeden Verteilungspunkt verlassen.</translation>
    </message>
    <message>
        <source>Package %1 is mixed on distribution point %2: publishing was interrupted and could not be undone: %3 of %4.</source>
        <translation>Paket %1 ist auf Verteilungspunkt %2 gemischt: Das Veröffentlichen wurde unterbrochen und war nicht rückgängig zu machen: %3 von %4.</translation>
    </message>
    <message>
        <source>A step of the publish was refused, and so was a step that should take it back. Clients there see files of two versions.</source>
        <translation>Ein Schritt des Veröffentlichens wurde verweigert, und ebenso ein Schritt, der ihn zurücknehmen sollte. Clients sehen dort Dateien zweier Versionen.</translation>
    </message>
    <message>
        <source>Free the file named (a client or a virus scanner may hold it); the publish is finished by the next try. `cartage retries now %1 --dp %2` tries now.</source>
        <translation>Geben Sie die genannte Datei frei (ein Client oder ein Virenscanner hält sie vielleicht fest); der nächste Versuch beendet das Veröffentlichen. `cartage retries now %1 --dp %2` versucht es jetzt.</translation>
    </message>
    <message>
        <source>Version %2 of package %1 was let go.</source>
        <translation>Version %2 von Paket %1 wurde aufgegeben.</translation>
    </message>
    <message>
        <source>It is not wanted, installed or being sent anywhere, and not among the newest that are kept.</source>
        <translation>Sie ist nirgends gewünscht, installiert oder unterwegs, und sie gehört nicht zu den neuesten, die aufbewahrt werden.</translation>
    </message>
    <message>
        <source>Content of package %1 in the library is missing or damaged: %2.</source>
        <translation>Inhalt von Paket %1 in der Bibliothek fehlt oder ist beschädigt: %2.</translation>
    </message>
    <message>
        <source>The storage of the library lost or changed data.</source>
        <translation>Der Speicher der Bibliothek hat Daten verloren oder verändert.</translation>
    </message>
    <message>
        <source>Check the storage. The content is healed from the source or from a distribution point that has it proven; if neither has it, put the file back into the source and give `cartage package update %1 --rehash`.</source>
        <translation>Prüfen Sie den Speicher. Der Inhalt wird aus der Quelle geheilt oder von einem Verteilungspunkt, der ihn geprüft hat; hat ihn keiner von beiden, legen Sie die Datei wieder in die Quelle und geben Sie `cartage package update %1 --rehash`.</translation>
    </message>
    <message>
        <source>Content of package %1 in the library was healed: %2, from %3.</source>
        <translation>Inhalt von Paket %1 in der Bibliothek wurde geheilt: %2, von %3.</translation>
    </message>
    <message>
        <source>Content that had been damaged was found whole elsewhere.</source>
        <translation>Inhalt, der beschädigt war, fand sich anderswo heil.</translation>
    </message>
    <message>
        <source>Nothing needs to be done here; check the storage of the library.</source>
        <translation>Hier ist nichts zu tun; prüfen Sie den Speicher der Bibliothek.</translation>
    </message>
    <message>
        <source>The site was backed up to %1.</source>
        <translation>Der Standort wurde nach %1 gesichert.</translation>
    </message>
    <message>
        <source>A backup is made each day, or was asked for.</source>
        <translation>Jeden Tag wird gesichert, oder es wurde verlangt.</translation>
    </message>
    <message>
        <source>Nothing needs to be done. It holds the database and the keys, not the content.</source>
        <translation>Es ist nichts zu tun. Die Sicherung enthält die Datenbank und die Schlüssel, nicht den Inhalt.</translation>
    </message>
    <message>
        <source>The site could not be backed up to %1: %2.</source>
        <translation>Der Standort konnte nicht nach %1 gesichert werden: %2.</translation>
    </message>
    <message>
        <source>The folder is full or cannot be written to, or the copy did not stand its check.</source>
        <translation>Der Ordner ist voll oder nicht beschreibbar, oder die Kopie hielt ihrer Prüfung nicht stand.</translation>
    </message>
    <message>
        <source>Make room, or give `cartage site backup FILE` with a file elsewhere.</source>
        <translation>Schaffen Sie Platz, oder geben Sie `cartage site backup FILE` mit einer Datei an anderer Stelle.</translation>
    </message>
    <message>
        <source>The wall clock and the time of the engine have parted by %1 seconds.</source>
        <translation>Die Uhr dieses Rechners und die Zeit der Engine gehen um %1 Sekunden auseinander.</translation>
    </message>
    <message>
        <source>The clock of this machine was set while the engine worked. Due times are not moved by it; deletion by age stops.</source>
        <translation>Die Uhr dieses Rechners wurde gestellt, während die Engine arbeitete. Fälligkeiten verschiebt das nicht; Löschen nach Alter hält inne.</translation>
    </message>
    <message>
        <source>Check the clock of this machine, then start the engine anew.</source>
        <translation>Prüfen Sie die Uhr dieses Rechners, und starten Sie dann die Engine neu.</translation>
    </message>
    <message>
        <source>%1 status messages were deleted, they were older than the site keeps them: %2.</source>
        <translation>%1 Statusmeldungen wurden gelöscht, sie waren älter, als der Standort sie behält: %2.</translation>
    </message>
    <message>
        <source>They were older than the setting that is named, by the time of their receipt.</source>
        <translation>Sie waren nach der Zeit ihres Eingangs älter als die genannte Einstellung.</translation>
    </message>
    <message>
        <source>Nothing needs to be done. `cartage site set message_days=0` keeps them for ever.</source>
        <translation>Es ist nichts zu tun. `cartage site set message_days=0` behält sie für immer.</translation>
    </message>
    <message>
        <source>%1 bytes of content that no version needs were deleted from the library.</source>
        <translation>%1 Bytes Inhalt, den keine Version braucht, wurden aus der Bibliothek gelöscht.</translation>
    </message>
    <message>
        <source>Versions were let go before.</source>
        <translation>Zuvor wurden Versionen aufgegeben.</translation>
    </message>
    <message>
        <source>Files of the inbox that were taken aside: %1 (%2). The first: %3.</source>
        <translation>Dateien des Eingangs, die beiseitegelegt wurden: %1 (%2). Die ersten: %3.</translation>
    </message>
    <message>
        <source>They are no status messages of a form that this version takes, or the database refuses them. Nothing else waits for them.</source>
        <translation>Sie sind keine Statusmeldungen einer Form, die diese Version annimmt, oder die Datenbank lehnt sie ab. Nichts anderes wartet auf sie.</translation>
    </message>
    <message>
        <source>Look at them with `cartage quarantine list` and `cartage quarantine show`. What is valid by now can be put back with `cartage quarantine release`.</source>
        <translation>Sehen Sie sie mit `cartage quarantine list` und `cartage quarantine show` an. Was inzwischen gültig ist, kann mit `cartage quarantine release` zurückgelegt werden.</translation>
    </message>
    <message>
        <source>Two clients send as %1: %2 and %3.</source>
        <translation>Zwei Clients senden als %1: %2 und %3.</translation>
    </message>
    <message>
        <source>A sequence number came twice with different ids: the client's spool was copied, with its machine or by a restored backup. All messages of both are kept.</source>
        <translation>Eine laufende Nummer kam zweimal mit verschiedenen Kennungen: die Warteschlange des Clients wurde kopiert, mit seiner Maschine oder durch eine zurückgespielte Sicherung. Alle Meldungen beider bleiben erhalten.</translation>
    </message>
    <message>
        <source>Delete the spool of one of them once it is empty; it makes a new one with a name of its own.</source>
        <translation>Löschen Sie die Warteschlange eines von beiden, sobald sie leer ist; er legt eine neue mit eigenem Namen an.</translation>
    </message>
    <message>
        <source>%2 files of the sender %1 wait in the inbox while others wait, too.</source>
        <translation>%2 Dateien des Absenders %1 warten im Eingang, während auch andere warten.</translation>
    </message>
    <message>
        <source>One client sends more than the site takes in. The others' messages go first all the same.</source>
        <translation>Ein Client sendet mehr, als der Standort aufnimmt. Die Meldungen der anderen gehen trotzdem vor.</translation>
    </message>
    <message>
        <source>Find the machine among the clients and look what it reports so often.</source>
        <translation>Suchen Sie die Maschine unter den Clients und sehen Sie nach, was sie so oft meldet.</translation>
    </message>
    <message>
        <source>Status messages cannot be taken in: %1 (%2: %3).</source>
        <translation>Statusmeldungen können nicht aufgenommen werden: %1 (%2: %3).</translation>
    </message>
    <message>
        <source>The inbox folder cannot be read or written: it is missing, read-only, full, or not a folder. Nothing is lost: what is there stays there.</source>
        <translation>Der Eingangsordner kann nicht gelesen oder geschrieben werden: er fehlt, ist schreibgeschützt, voll oder kein Ordner. Nichts geht verloren: was dort ist, bleibt dort.</translation>
    </message>
    <message>
        <source>Put the folder right. Taking in goes on by itself.</source>
        <translation>Bringen Sie den Ordner in Ordnung. Das Aufnehmen geht von selbst weiter.</translation>
    </message>
    <message>
        <source>Status messages are taken in again. It was held up since %1: %2.</source>
        <translation>Statusmeldungen werden wieder aufgenommen. Es stockte seit %1: %2.</translation>
    </message>
    <message>
        <source>What held it up is over: the inbox folder, or a database that was busy or without space.</source>
        <translation>Was es aufhielt, ist vorbei: der Eingangsordner oder eine Datenbank, die belegt oder ohne Platz war.</translation>
    </message>
    <message>
        <source>Files that are no messages cannot be taken aside: %1 (%2: %3).</source>
        <translation>Dateien, die keine Meldungen sind, lassen sich nicht beiseitelegen: %1 (%2: %3).</translation>
    </message>
    <message>
        <source>The quarantine folder of the inbox, or such a file, cannot be worked on. Messages are taken in all the same.</source>
        <translation>Mit dem Quarantäneordner des Eingangs oder mit einer solchen Datei lässt sich nicht arbeiten. Meldungen werden trotzdem aufgenommen.</translation>
    </message>
    <message>
        <source>Put the folder right. It is tried again by itself every half minute.</source>
        <translation>Bringen Sie den Ordner in Ordnung. Es wird jede halbe Minute von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>Files that are no messages are taken aside again. It was held up since %1: %2.</source>
        <translation>Dateien, die keine Meldungen sind, werden wieder beiseitegelegt. Das war aufgehalten seit %1: %2.</translation>
    </message>
    <message>
        <source>What held it up is over.</source>
        <translation>Was es aufhielt, ist vorbei.</translation>
    </message>
    <message>
        <source>%1 had packages distributed: %2 distributions.</source>
        <translation>%1 ließ Pakete verteilen: %2 Verteilungen.</translation>
    </message>
    <message>
        <source>An operator gave `cartage distribute`.</source>
        <translation>Ein Operator gab `cartage distribute`.</translation>
    </message>
    <message>
        <source>%1 had packages taken from distribution points: %2 distributions.</source>
        <translation>%1 ließ Pakete von Verteilungspunkten zurücknehmen: %2 Verteilungen.</translation>
    </message>
    <message>
        <source>An operator gave `cartage undistribute`.</source>
        <translation>Ein Operator gab `cartage undistribute`.</translation>
    </message>
    <message>
        <source>%1 had %2 distributions tried again now.</source>
        <translation>%1 ließ %2 Verteilungen jetzt wieder versuchen.</translation>
    </message>
    <message>
        <source>An operator gave `cartage retries now`.</source>
        <translation>Ein Operator gab `cartage retries now`.</translation>
    </message>
    <message>
        <source>%1 stopped the trying of %2 distributions; reason: %3.</source>
        <translation>%1 beendete die Versuche von %2 Verteilungen; Grund: %3.</translation>
    </message>
    <message>
        <source>An operator gave `cartage retries clear`.</source>
        <translation>Ein Operator gab `cartage retries clear`.</translation>
    </message>
    <message>
        <source>`cartage retries now` takes them up again.</source>
        <translation>`cartage retries now` nimmt sie wieder auf.</translation>
    </message>
    <message>
        <source>%1 held %2 distributions; reason: %3.</source>
        <translation>%1 hielt %2 Verteilungen an; Grund: %3.</translation>
    </message>
    <message>
        <source>An operator gave `cartage hold`.</source>
        <translation>Ein Operator gab `cartage hold`.</translation>
    </message>
    <message>
        <source>`cartage release` lets them go on.</source>
        <translation>`cartage release` lässt sie weiterlaufen.</translation>
    </message>
    <message>
        <source>%1 released %2 distributions.</source>
        <translation>%1 gab %2 Verteilungen frei.</translation>
    </message>
    <message>
        <source>An operator gave `cartage release`.</source>
        <translation>Ein Operator gab `cartage release`.</translation>
    </message>
    <message>
        <source>%1 cancelled %2 distributions.</source>
        <translation>%1 brach %2 Verteilungen ab.</translation>
    </message>
    <message>
        <source>An operator gave `cartage cancel`. What was published stays.</source>
        <translation>Ein Operator gab `cartage cancel`. Was veröffentlicht war, bleibt.</translation>
    </message>
    <message>
        <source>%1 had %2 distributions repaired or sent again.</source>
        <translation>%1 ließ %2 Verteilungen reparieren oder neu senden.</translation>
    </message>
    <message>
        <source>An operator gave `cartage redistribute`.</source>
        <translation>Ein Operator gab `cartage redistribute`.</translation>
    </message>
    <message>
        <source>%1 had package %2 (%3) removed; it leaves all distribution points first.</source>
        <translation>%1 ließ Paket %2 (%3) entfernen; zuerst verlässt es alle Verteilungspunkte.</translation>
    </message>
    <message>
        <source>An operator gave `cartage package remove`.</source>
        <translation>Ein Operator gab `cartage package remove`.</translation>
    </message>
    <message>
        <source>Nothing needs to be done. Message 20210 follows when it is done.</source>
        <translation>Es ist nichts zu tun. Meldung 20210 folgt, wenn es getan ist.</translation>
    </message>
    <message>
        <source>%1 had distribution point %2 removed; our content there is taken away first.</source>
        <translation>%1 ließ Verteilungspunkt %2 entfernen; zuerst wird unser Inhalt dort zurückgenommen.</translation>
    </message>
    <message>
        <source>An operator gave `cartage dp remove`.</source>
        <translation>Ein Operator gab `cartage dp remove`.</translation>
    </message>
    <message>
        <source>Nothing needs to be done. Message 20209 follows when it is done. If it cannot be reached any more, give `cartage dp remove %2 --forget`.</source>
        <translation>Es ist nichts zu tun. Meldung 20209 folgt, wenn es getan ist. Ist er nicht mehr erreichbar, geben Sie `cartage dp remove %2 --forget`.</translation>
    </message>
    <message>
        <source>%1 had distribution point %2 forgotten; what lies at %3 stays there.</source>
        <translation>%1 ließ Verteilungspunkt %2 vergessen; was unter %3 liegt, bleibt dort.</translation>
    </message>
    <message>
        <source>An operator gave `cartage dp remove --forget`.</source>
        <translation>Ein Operator gab `cartage dp remove --forget`.</translation>
    </message>
    <message>
        <source>Delete what lies there by hand if the folder is still in use.</source>
        <translation>Löschen Sie von Hand, was dort liegt, wenn der Ordner noch gebraucht wird.</translation>
    </message>
    <message>
        <source>%1 changed settings of %2.</source>
        <translation>%1 änderte Einstellungen von %2.</translation>
    </message>
    <message>
        <source>An operator changed settings. `cartage audit` shows which.</source>
        <translation>Ein Operator änderte Einstellungen. `cartage audit` zeigt, welche.</translation>
    </message>
    <message>
        <source>%1 restored the site from %2; its epoch is %3 now.</source>
        <translation>%1 stellte den Standort aus %2 wieder her; seine Epoche ist jetzt %3.</translation>
    </message>
    <message>
        <source>An operator gave `cartage site restore`.</source>
        <translation>Ein Operator gab `cartage site restore`.</translation>
    </message>
    <message>
        <source>Give `cartage validate --all`: what distribution points hold may be newer than what the backup knows.</source>
        <translation>Geben Sie `cartage validate --all`: Was Verteilungspunkte haben, ist vielleicht neuer, als die Sicherung weiß.</translation>
    </message>
    <message>
        <source>Distribution point %1 at %2 was taken back: %3 packages were found there.</source>
        <translation>Verteilungspunkt %1 unter %2 wurde wieder aufgenommen: %3 Pakete fanden sich dort.</translation>
    </message>
    <message>
        <source>The folder has the marker of this site, and a distribution point was added for it.</source>
        <translation>Der Ordner hat den Marker dieses Standorts, und für ihn wurde ein Verteilungspunkt hinzugefügt.</translation>
    </message>
    <message>
        <source>Nothing needs to be done. What was found counts as unverified until it is validated: `cartage validate --dp %1`.</source>
        <translation>Es ist nichts zu tun. Was sich fand, gilt als unbewiesen, bis es geprüft ist: `cartage validate --dp %1`.</translation>
    </message>
    <message>
        <source>%1 released %2 files of the quarantine; %3 of them were taken in under another id.</source>
        <translation>%1 gab %2 Dateien der Quarantäne frei; %3 davon wurden unter anderer Kennung aufgenommen.</translation>
    </message>
    <message>
        <source>An operator gave `cartage quarantine release`.</source>
        <translation>Ein Operator gab `cartage quarantine release`.</translation>
    </message>
    <message>
        <source>%1 discarded %2 files of the quarantine.</source>
        <translation>%1 verwarf %2 Dateien der Quarantäne.</translation>
    </message>
    <message>
        <source>An operator gave `cartage quarantine discard`.</source>
        <translation>Ein Operator gab `cartage quarantine discard`.</translation>
    </message>
    <message>
        <source>%1 added the address of site %2 (%3): %4.</source>
        <translation>%1 fügte die Adresse des Standorts %2 (%3) hinzu: %4.</translation>
    </message>
    <message>
        <source>An operator gave `cartage address add`.</source>
        <translation>Ein Bediener gab `cartage address add`.</translation>
    </message>
    <message>
        <source>%1 removed the address of site %2, and with it %3 duties.</source>
        <translation>%1 entfernte die Adresse des Standorts %2 und mit ihr %3 Pflichten.</translation>
    </message>
    <message>
        <source>An operator gave `cartage address remove`. What lies at that site stays there.</source>
        <translation>Ein Bediener gab `cartage address remove`. Was an jenem Standort liegt, bleibt dort.</translation>
    </message>
    <message>
        <source>%1 had package %2 sent to site %3 again.</source>
        <translation>%1 ließ Paket %2 noch einmal an Standort %3 senden.</translation>
    </message>
    <message>
        <source>An operator gave `cartage resend`.</source>
        <translation>Ein Bediener gab `cartage resend`.</translation>
    </message>
    <message>
        <source>%1 gave this site a new key: %3 in the place of %2.</source>
        <translation>%1 gab diesem Standort einen neuen Schlüssel: %3 anstelle von %2.</translation>
    </message>
    <message>
        <source>An operator gave `cartage site key --renew`. Sites that hold the former key believe nothing of this site until they are given the new one.</source>
        <translation>Ein Bediener gab `cartage site key --renew`. Standorte, die den früheren Schlüssel haben, glauben diesem Standort nichts, bis sie den neuen bekommen.</translation>
    </message>
    <message>
        <source>At each site that has an address of this one give `cartage address set CODE key=KEY` with what `cartage site key` prints.</source>
        <translation>Geben Sie an jedem Standort, der eine Adresse dieses Standorts hat, `cartage address set CODE key=KEY` mit dem, was `cartage site key` ausgibt.</translation>
    </message>
    <message>
        <source>%1 set the component %2 to %3: %4.</source>
        <translation>%1 hat die Komponente %2 auf %3 gesetzt: %4.</translation>
    </message>
    <message>
        <source>An operator started, paused or stopped a component.</source>
        <translation>Ein Operator hat eine Komponente gestartet, pausiert oder angehalten.</translation>
    </message>
    <message>
        <source>Nothing needs to be done. `cartage components list` shows all of them.</source>
        <translation>Es ist nichts zu tun. `cartage components list` zeigt alle.</translation>
    </message>
    <message>
        <source>%1 %3 the status filter rule %2.</source>
        <translation>%1: Statusfilterregel %2, %3.</translation>
    </message>
    <message>
        <source>An operator changed what is done with status messages.</source>
        <translation>Ein Operator hat geändert, was mit Statusmeldungen geschieht.</translation>
    </message>
    <message>
        <source>Nothing needs to be done. `cartage rules list` shows all of them.</source>
        <translation>Es ist nichts zu tun. `cartage rules list` zeigt alle.</translation>
    </message>
    <message>
        <source>The program of the status filter rule %1 failed, %2 times since this was said last: %3: %4.</source>
        <translation>Das Programm der Statusfilterregel %1 ist gescheitert, %2-mal seit der letzten Meldung: %3: %4.</translation>
    </message>
    <message>
        <source>The program could not be begun, ended with another code than 0, or was ended after 60 seconds. It is said once an hour at most.</source>
        <translation>Das Programm konnte nicht beginnen, endete mit einem anderen Code als 0 oder wurde nach 60 Sekunden beendet. Gemeldet wird das höchstens einmal je Stunde.</translation>
    </message>
    <message>
        <source>Look at `cartage rules runs NAME` for what it printed, and correct it or the rule. Messages are taken in all the same.</source>
        <translation>Sehen Sie mit `cartage rules runs NAME` nach, was es ausgegeben hat, und berichtigen Sie es oder die Regel. Meldungen werden trotzdem angenommen.</translation>
    </message>
    <message>
        <source>Runs of the status filter rule %1 are left out: %2 wait already.</source>
        <translation>Läufe der Statusfilterregel %1 werden ausgelassen: %2 warten schon.</translation>
    </message>
    <message>
        <source>More messages match than programs may run: one at a time, at most ten a minute, and at most 1,000 wait.</source>
        <translation>Es passen mehr Meldungen, als Programme laufen dürfen: eines zu einer Zeit, höchstens zehn je Minute, und höchstens 1.000 warten.</translation>
    </message>
    <message>
        <source>Make the rule's filter narrower: `cartage rules set NAME --match FILTER`. `cartage rules list` shows how many runs were left out.</source>
        <translation>Machen Sie den Filter der Regel enger: `cartage rules set NAME --match FILTER`. `cartage rules list` zeigt, wie viele Läufe ausgelassen wurden.</translation>
    </message>
    <message>
        <source>The run of the status filter rule %1 for message %3 was interrupted: %2. It is not begun again.</source>
        <translation>Der Lauf der Statusfilterregel %1 für die Meldung %3 wurde unterbrochen: %2. Er beginnt nicht noch einmal.</translation>
    </message>
    <message>
        <source>The engine ended, or was ended, while the program ran. Whether it had done its work is not known.</source>
        <translation>Die Engine endete oder wurde beendet, während das Programm lief. Ob es seine Arbeit getan hatte, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>See whether it has, and do it by hand if not.</source>
        <translation>Sehen Sie nach, ob es sie getan hat, und tun Sie sie sonst von Hand.</translation>
    </message>
    <message>
        <source>Package %1, version %2, is to be sent to site %3, for %4 targets.</source>
        <translation>Paket %1, Version %2, wird an Standort %3 für %4 Ziele gesendet.</translation>
    </message>
    <message>
        <source>Distribution points of that site, or of sites below it, are owed this version.</source>
        <translation>Verteilungspunkten jenes Standorts oder von Standorten darunter wird diese Version geschuldet.</translation>
    </message>
    <message>
        <source>Nothing needs to be done. `cartage requests --to %3` shows how it goes on.</source>
        <translation>Es ist nichts zu tun. `cartage requests --to %3` zeigt, wie es weitergeht.</translation>
    </message>
    <message>
        <source>Package %1, version %2, for site %3 was withdrawn: none of its targets exists any more.</source>
        <translation>Paket %1, Version %2, für Standort %3 wurde zurückgezogen: Keines seiner Ziele gibt es noch.</translation>
    </message>
    <message>
        <source>The distribution points that it was for were removed there. It is not complete: nothing has it.</source>
        <translation>Die Verteilungspunkte, für die es war, wurden dort entfernt. Es ist nicht fertig: Niemand hat es.</translation>
    </message>
    <message>
        <source>Give the package to distribution points that exist: `cartage distribute %1 --to %3`.</source>
        <translation>Geben Sie das Paket Verteilungspunkten, die es gibt: `cartage distribute %1 --to %3`.</translation>
    </message>
    <message>
        <source>Site %3 refused what it was sent of package %1, version %2: %4.</source>
        <translation>Standort %3 lehnte ab, was ihm von Paket %1, Version %2, gesendet wurde: %4.</translation>
    </message>
    <message>
        <source>The instruction is in quarantine at that site.</source>
        <translation>Die Anweisung liegt an jenem Standort in der Quarantäne.</translation>
    </message>
    <message>
        <source>Look there with `cartage quarantine list`, put the reason right, then `cartage resend %1 --to %3`.</source>
        <translation>Sehen Sie dort mit `cartage quarantine list` nach, beheben Sie den Grund, dann `cartage resend %1 --to %3`.</translation>
    </message>
    <message>
        <source>Package %1, version %2, is proven at all %4 targets at and below site %3.</source>
        <translation>Paket %1, Version %2, ist an allen %4 Zielen an und unter Standort %3 bewiesen.</translation>
    </message>
    <message>
        <source>Each target has told that the very version is there, with its proof.</source>
        <translation>Jedes Ziel hat mitgeteilt, dass genau diese Version dort liegt, mit ihrem Beweis.</translation>
    </message>
    <message>
        <source>Site %1 goes on from an earlier state (epoch %2): it is asked anew what it has of %3 packages, and is sent what it lacks.</source>
        <translation>Standort %1 macht von einem früheren Stand aus weiter (Epoche %2): Er wird neu gefragt, was er von %3 Paketen hat, und bekommt, was ihm fehlt.</translation>
    </message>
    <message>
        <source>That site was restored from a backup, or has a new key.</source>
        <translation>Jener Standort wurde aus einer Sicherung wiederhergestellt oder hat einen neuen Schlüssel.</translation>
    </message>
    <message>
        <source>Nothing needs to be done. `cartage requests --to %1` shows how it goes on.</source>
        <translation>Es ist nichts zu tun. `cartage requests --to %1` zeigt, wie es weitergeht.</translation>
    </message>
    <message>
        <source>Site %1 is behind site %3 now; it was behind %2. What is distributed to its distribution points goes by way of %3.</source>
        <translation>Standort %1 liegt jetzt hinter Standort %3; er lag hinter %2. Was an seine Verteilungspunkte verteilt wird, geht über %3.</translation>
    </message>
    <message>
        <source>Site %3 has begun to tell of it.</source>
        <translation>Standort %3 hat begonnen, von ihm zu berichten.</translation>
    </message>
    <message>
        <source>If it was not moved, take its address away at %3: cartage address remove %1.</source>
        <translation>Wenn er nicht verlegt wurde, nehmen Sie seine Adresse bei %3 weg: cartage address remove %1.</translation>
    </message>
    <message>
        <source>%1 was put into quarantine: %2 (%3).</source>
        <translation>%1 wurde in die Quarantäne gelegt: %2 (%3).</translation>
    </message>
    <message>
        <source>It is no instruction that this site carries out. Nothing else waits for it.</source>
        <translation>Es ist keine Anweisung, die dieser Standort ausführt. Nichts anderes wartet darauf.</translation>
    </message>
    <message>
        <source>Look at it with `cartage quarantine list` and `cartage quarantine show`.</source>
        <translation>Sehen Sie sie sich mit `cartage quarantine list` und `cartage quarantine show` an.</translation>
    </message>
    <message>
        <source>Version %2 of package %1 has come and cannot be unpacked here: %3 (%4 of %5).</source>
        <translation>Version %2 des Pakets %1 ist angekommen und lässt sich hier nicht auspacken: %3 (%4 von %5).</translation>
    </message>
    <message>
        <source>This site's disk has no room, or something on it cannot be read or written. Nothing is lost; the site above waits for the answer.</source>
        <translation>Der Datenträger dieses Standorts hat keinen Platz, oder etwas darauf lässt sich nicht lesen oder schreiben. Nichts geht verloren; der Standort darüber wartet auf die Antwort.</translation>
    </message>
    <message>
        <source>Make room or put the disk right. It is tried again by itself every half minute.</source>
        <translation>Schaffen Sie Platz oder bringen Sie den Datenträger in Ordnung. Es wird jede halbe Minute von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>Other sites cannot be served: %1 (%2, %3).</source>
        <translation>Andere Standorte können nicht bedient werden: %1 (%2, %3).</translation>
    </message>
    <message>
        <source>Something that this site needs for the sites above and below it is missing or wrong, its private key for example. What is distributed here goes on.</source>
        <translation>Etwas, das dieser Standort für die Standorte über und unter ihm braucht, fehlt oder ist falsch, zum Beispiel sein privater Schlüssel. Was hier verteilt wird, geht weiter.</translation>
    </message>
    <message>
        <source>Put it right: the file must be readable by the user of the engine. It is tried again by itself every half minute.</source>
        <translation>Bringen Sie es in Ordnung: Die Datei muss für den Benutzer der Engine lesbar sein. Es wird jede halbe Minute von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>What other sites send cannot be taken in: %1 (%2: %3). Files: %4, the first: %5.</source>
        <translation>Was andere Standorte senden, kann nicht aufgenommen werden: %1 (%2: %3). Dateien: %4, die erste: %5.</translation>
    </message>
    <message>
        <source>The folder, or what lies in it, cannot be worked on: it belongs to another user, or a disk is full or read-only. What can be moved is taken in all the same.</source>
        <translation>Mit dem Ordner oder mit dem, was darin liegt, lässt sich nicht arbeiten: Es gehört einem anderen Benutzer, oder ein Datenträger ist voll oder nur lesbar. Was sich verschieben lässt, wird trotzdem aufgenommen.</translation>
    </message>
    <message>
        <source>Put the folder right, or take those files away. It is tried again by itself every half minute.</source>
        <translation>Bringen Sie den Ordner in Ordnung oder nehmen Sie diese Dateien weg. Es wird jede halbe Minute von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>What other sites send is taken in again. It was held up since %1: %2.</source>
        <translation>Was andere Standorte senden, wird wieder aufgenommen. Das war aufgehalten seit %1: %2.</translation>
    </message>
    <message>
        <source>Refused files that were not kept: %1, from %2 (%3).</source>
        <translation>Abgelehnte Dateien, die nicht aufgehoben wurden: %1, von %2 (%3).</translation>
    </message>
    <message>
        <source>Two hundred files of that sender lie in quarantine for the same reason. More than these tell nothing new: each quarter of an hour one more is kept, the others are counted and deleted.</source>
        <translation>Zweihundert Dateien dieses Absenders liegen aus demselben Grund in Quarantäne. Mehr davon sagen nichts Neues: In jeder Viertelstunde wird eine weitere aufgehoben, die anderen werden gezählt und gelöscht.</translation>
    </message>
    <message>
        <source>Look at those that are there with `cartage quarantine list`, and find out who writes to the inbox; - is a sender that has no address here. After `cartage address set` a site is asked anew for what it had sent.</source>
        <translation>Sehen Sie mit `cartage quarantine list` nach denen, die da sind, und stellen Sie fest, wer in den Eingang schreibt; - ist ein Absender, der hier keine Adresse hat. Nach `cartage address set` wird ein Standort neu nach dem gefragt, was er gesendet hatte.</translation>
    </message>
    <message>
        <source>Package %1, version %2, was sent to site %3 (%4 bytes).</source>
        <translation>Paket %1, Version %2, wurde an Standort %3 gesendet (%4 Bytes).</translation>
    </message>
    <message>
        <source>The package file and the instruction lie in the inbox of that site. 0 bytes: it had the content already.</source>
        <translation>Die Paketdatei und die Anweisung liegen im Eingang jenes Standorts. 0 Bytes: Er hatte den Inhalt schon.</translation>
    </message>
    <message>
        <source>Nothing needs to be done. The site says when it has taken it in.</source>
        <translation>Es ist nichts zu tun. Der Standort sagt, wenn er es aufgenommen hat.</translation>
    </message>
    <message>
        <source>Site %1 cannot be reached at %2: %3 (%4, %5).</source>
        <translation>Standort %1 ist unter %2 nicht erreichbar: %3 (%4, %5).</translation>
    </message>
    <message>
        <source>Several sendings to it failed one after the other.</source>
        <translation>Mehrere Sendungen dorthin schlugen nacheinander fehl.</translation>
    </message>
    <message>
        <source>Give `cartage address test %1`. It is tried again by itself, at growing distances up to ten minutes.</source>
        <translation>Geben Sie `cartage address test %1`. Es wird von selbst wieder versucht, in wachsenden Abständen bis zu zehn Minuten.</translation>
    </message>
    <message>
        <source>Site %1, which could not be reached since %2, is reached again.</source>
        <translation>Standort %1, der seit %2 nicht erreichbar war, ist wieder erreichbar.</translation>
    </message>
    <message>
        <source>A sending to it came to its end.</source>
        <translation>Eine Sendung dorthin kam zu ihrem Ende.</translation>
    </message>
    <message>
        <source>Nothing needs to be done: what it missed is sent in order of priority.</source>
        <translation>Es ist nichts zu tun: Was ihm fehlt, wird in der Reihenfolge der Priorität gesendet.</translation>
    </message>
    <message>
        <source>An instruction for site %2 (%1) cannot be sent since %3: %4 (%5 of %6).</source>
        <translation>Ein Auftrag für den Standort %2 (%1) kann seit %3 nicht gesendet werden: %4 (%5 von %6).</translation>
    </message>
    <message>
        <source>A disk has no room, here or at that site, or something on it cannot be read or written; a report can also be larger than an instruction may be. The address as such is reached.</source>
        <translation>Eine Platte hat keinen Platz, hier oder an jenem Standort, oder etwas darauf kann nicht gelesen oder geschrieben werden; ein Bericht kann auch größer sein, als ein Auftrag sein darf. Die Adresse selbst wird erreicht.</translation>
    </message>
    <message>
        <source>Make room or put the disk right. It is tried again by itself, at the latest after ten minutes. `cartage requests --to %2` shows it.</source>
        <translation>Schaffen Sie Platz, oder setzen Sie die Platte instand. Es wird von selbst erneut versucht, spätestens nach zehn Minuten. `cartage requests --to %2` zeigt ihn.</translation>
    </message>
</context>
</TS>
