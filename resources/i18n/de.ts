<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>Shotloom</name>
    <message>
      <extracomment>studio/app.py</extracomment>
      <source>There is mains power again; the queue goes on.</source>
      <translation>Das Netzteil ist wieder angeschlossen; die Warteschlange macht weiter.</translation>
    </message>
    <message>
      <extracomment>studio/bindings.py</extracomment>
      <source>Main menu</source>
      <translation>Hauptmenü</translation>
    </message>
    <message>
      <extracomment>studio/choosing.py</extracomment>
      <source>{name} is B: what you look at next is compared with it.</source>
      <translation>{name} ist B: Was du als Nächstes ansiehst, wird damit verglichen.</translation>
    </message>
    <message>
      <extracomment>studio/choosing.py</extracomment>
      <source>The node of this shot is gone from the graph</source>
      <translation>Der Knoten dieses Shots ist nicht mehr im Graphen</translation>
    </message>
    <message>
      <extracomment>studio/cut_commands.py</extracomment>
      <source>Select shots in the graph first: they come in at the playhead.</source>
      <translation>Wähle zuerst Shots im Graphen: Sie kommen am Abspielkopf hinein.</translation>
    </message>
    <message>
      <extracomment>studio/cut_commands.py</extracomment>
      <source>The film shows every shot already.</source>
      <translation>Der Film zeigt schon jeden Shot.</translation>
    </message>
    <message>
      <extracomment>studio/cut_commands.py</extracomment>
      <source>Title</source>
      <translation>Titel</translation>
    </message>
    <message>
      <extracomment>studio/cut_commands.py</extracomment>
      <source>Subtitle</source>
      <translation>Untertitel</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>{count} shots</source>
      <translation>{count} Shots</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>{count} things</source>
      <translation>{count} Dinge</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>a gap</source>
      <translation>eine Lücke</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>a shot</source>
      <translation>ein Shot</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>a sound</source>
      <translation>ein Ton</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>a marker</source>
      <translation>eine Marke</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>a title</source>
      <translation>ein Titel</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>a subtitle</source>
      <translation>ein Untertitel</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Trim {what}</source>
      <translation>{what} trimmen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Trim</source>
      <translation>Kürzen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Move {what}</source>
      <translation>{what} verschieben</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Move</source>
      <translation>Verschieben</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Move the cut before {what}</source>
      <translation>Schnitt vor {what} verschieben</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Move a cut</source>
      <translation>Schnitt verschieben</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Slip {what}</source>
      <translation>Inhalt von {what} verschieben</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Slip</source>
      <translation>Inhalt verschieben</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Slide {what}</source>
      <translation>{what} zwischen den Nachbarn verschieben</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Slide</source>
      <translation>Zwischen den Nachbarn verschieben</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Split {what}</source>
      <translation>{what} teilen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Split at the playhead</source>
      <translation>Am Abspielkopf teilen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Lift {what}</source>
      <translation>{what} herausheben</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Lift</source>
      <translation>Herausheben</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Delete {what}</source>
      <translation>{what} löschen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Delete</source>
      <translation>Löschen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Ripple delete {what}</source>
      <translation>{what} löschen und aufrücken</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Ripple delete</source>
      <translation>Löschen und aufrücken</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Lift what lies between in and out</source>
      <translation>Herausheben, was zwischen In und Out liegt</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Extract what lies between in and out</source>
      <translation>Entfernen, was zwischen In und Out liegt</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Insert {what}</source>
      <translation>{what} einfügen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Insert</source>
      <translation>Einfügen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Overwrite with {what}</source>
      <translation>Mit {what} überschreiben</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Overwrite</source>
      <translation>Überschreiben</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Replace {what}</source>
      <translation>{what} ersetzen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Replace</source>
      <translation>Ersetzen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Place {what} on top</source>
      <translation>{what} obenauf legen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Place on top</source>
      <translation>Obenauf legen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Move {what} on top</source>
      <translation>{what} nach oben legen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Move on top</source>
      <translation>Nach oben legen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Move {what} to the main track</source>
      <translation>{what} in die Hauptspur legen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Move to the main track</source>
      <translation>In die Hauptspur legen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Paste {what}</source>
      <translation>{what} einfügen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Paste on the timeline</source>
      <translation>In die Zeitleiste einfügen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Cut {what}</source>
      <translation>{what} ausschneiden</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Cut</source>
      <translation>Ausschneiden</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Duplicate {what}</source>
      <translation>{what} duplizieren</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Duplicate</source>
      <translation>Duplizieren</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Dissolve into {what}</source>
      <translation>Überblendung zu {what}</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Dissolve</source>
      <translation>Überblendung</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Fade {what}</source>
      <translation>{what} blenden</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Fade</source>
      <translation>Blende</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Volume of {what}</source>
      <translation>Lautstärke von {what}</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Volume</source>
      <translation>Lautstärke</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Mute {what}</source>
      <translation>{what} stummschalten</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Mute</source>
      <translation>Stumm</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Hear {what} again</source>
      <translation>{what} wieder hören</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Hear again</source>
      <translation>Wieder hören</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Opacity of {what}</source>
      <translation>Deckkraft von {what}</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Opacity</source>
      <translation>Deckkraft</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Change {what}</source>
      <translation>{what} ändern</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Change the timeline</source>
      <translation>Zeitleiste ändern</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Words of {what}</source>
      <translation>Worte von {what}</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Words</source>
      <translation>Wörter</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Change marker {what}</source>
      <translation>Marke {what} ändern</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Set a marker</source>
      <translation>Marke setzen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Add sound {what}</source>
      <translation>Ton {what} hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Add a sound</source>
      <translation>Ton hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Add title {what}</source>
      <translation>Titel {what} hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Add a title</source>
      <translation>Titel hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Add subtitle {what}</source>
      <translation>Untertitel {what} hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Add a subtitle</source>
      <translation>Untertitel hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Add subtitles</source>
      <translation>Untertitel hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Add all shots to the film</source>
      <translation>Alle Shots zum Film hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Add a take to {what}</source>
      <translation>{what} einen Take hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Add a take</source>
      <translation>Take hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Pick another take of {what}</source>
      <translation>Anderen Take von {what} wählen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Pick another take</source>
      <translation>Anderen Take wählen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Keep only the pick of {what}</source>
      <translation>Nur den gewählten Take von {what} behalten</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Keep only the pick</source>
      <translation>Nur den gewählten Take behalten</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Favourite take of {what}</source>
      <translation>Lieblingstake von {what}</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Favourite take</source>
      <translation>Lieblingstake</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Remove takes of {what}</source>
      <translation>Takes von {what} entfernen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Remove takes</source>
      <translation>Takes entfernen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Extend {what}</source>
      <translation>{what} verlängern</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Extend</source>
      <translation>Verlängern</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Extend {what} at its start</source>
      <translation>{what} am Anfang verlängern</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Extend at start</source>
      <translation>Am Anfang verlängern</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Jump on from {what}</source>
      <translation>Von {what} weiterspringen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Jump on</source>
      <translation>Weiterspringen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Connect {what} to the next shot</source>
      <translation>{what} mit dem nächsten Shot verbinden</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Connect</source>
      <translation>Überleiten</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Loop {what}</source>
      <translation>{what} zur Schleife machen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Loop</source>
      <translation>Schleife</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Retake a range of {what}</source>
      <translation>Bereich von {what} neu drehen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Retake a range</source>
      <translation>Bereich neu drehen</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Remix {what}</source>
      <translation>{what} abwandeln</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Remix</source>
      <translation>Remix</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>New shot from a still</source>
      <translation>Neuer Shot aus einem Standbild</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Still as first frame of {what}</source>
      <translation>Standbild als erstes Bild von {what}</translation>
    </message>
    <message>
      <extracomment>studio/cut_names.py</extracomment>
      <source>Still as first frame</source>
      <translation>Standbild als erstes Bild</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/about.py</extracomment>
      <source>About Shotloom</source>
      <translation>Über Shotloom</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/about.py</extracomment>
      <source>Shotloom</source>
      <translation>Shotloom</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/about.py</extracomment>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/about.py</extracomment>
      <source>Python {python}, PySide6 {qt}</source>
      <translation>Python {python}, PySide6 {qt}</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/about.py</extracomment>
      <source>Free software under the Apache License 2.0. The file NOTICE names what comes from others: the typeface Inter, the text encoder MiniLM, the upscaler Real-ESRGAN. The video model is our own.</source>
      <translation>Freie Software unter der Apache-Lizenz 2.0. Die Datei NOTICE nennt, was von anderen stammt: die Schrift Inter, den Textkodierer MiniLM, den Vergrößerer Real-ESRGAN. Das Videomodell ist unser eigenes.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/about.py</extracomment>
      <source>Builds video shots from node graphs and renders them on your own machine.</source>
      <translation>Baut Videoeinstellungen aus Knotengraphen und rendert sie auf dem eigenen Rechner.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/backups.py</extracomment>
      <source>{name} of {time}</source>
      <translation>{name} von {time}</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/backups.py</extracomment>
      <source>Opened the save of {time} as a copy</source>
      <translation>Stand von {time} als Kopie geöffnet</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/backups.py</extracomment>
      <source>Earlier saves of {name}</source>
      <translation>Frühere Stände von {name}</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/backups.py</extracomment>
      <source>Open as Copy</source>
      <translation>Als Kopie öffnen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/backups.py</extracomment>
      <source>Opens the chosen save in a tab of its own.</source>
      <translation>Öffnet den gewählten Stand in einem eigenen Reiter.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/backups.py</extracomment>
      <source>The last saves of this project. One opens as a copy in a tab of its own; your file stays as it is.</source>
      <translation>Die letzten Stände dieses Projekts. Einer öffnet sich als Kopie in einem eigenen Reiter; die Datei bleibt, wie sie ist.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/backups.py</extracomment>
      <source>This project was not saved on this machine yet; there will be ten saves to choose from.</source>
      <translation>Dieses Projekt wurde auf diesem Rechner noch nicht gespeichert; später stehen hier zehn Stände zur Wahl.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/explain.py</extracomment>
      <source>Try Again</source>
      <translation>Noch einmal</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/explain.py</extracomment>
      <source>Opens the file once more, after it was mended.</source>
      <translation>Öffnet die Datei noch einmal, nachdem sie repariert wurde.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/explain.py</extracomment>
      <source>Show in Folder</source>
      <translation>Im Ordner zeigen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/explain.py</extracomment>
      <source>Opens the folder of the file.</source>
      <translation>Öffnet den Ordner der Datei.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/explain.py</extracomment>
      <source>{name} cannot be opened</source>
      <translation>{name} lässt sich nicht öffnen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/explain.py</extracomment>
      <source>The file is as it was; nothing was changed.</source>
      <translation>Die Datei ist, wie sie war; nichts wurde geändert.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/explain.py</extracomment>
      <source>What is wrong</source>
      <translation>Was nicht stimmt</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/explain.py</extracomment>
      <source>Where</source>
      <translation>Wo</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/explain.py</extracomment>
      <source>What stands there</source>
      <translation>Was dort steht</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/explain.py</extracomment>
      <source>What to do</source>
      <translation>Was zu tun ist</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/explain.py</extracomment>
      <source>File</source>
      <translation>Datei</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/explain.py</extracomment>
      <source>Open the Chosen Save</source>
      <translation>Gewählten Stand öffnen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/explain.py</extracomment>
      <source>Opens it as a copy; save that over the damaged file if you like it.</source>
      <translation>Öffnet ihn als Kopie; wenn sie gefällt, speichere sie über die beschädigte Datei.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/explain.py</extracomment>
      <source>Earlier saves of this file that this machine has kept:</source>
      <translation>Frühere Stände dieser Datei, die dieser Rechner aufbewahrt hat:</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/explain.py</extracomment>
      <source>This machine has kept no earlier save of this file.</source>
      <translation>Dieser Rechner hat keinen früheren Stand dieser Datei aufbewahrt.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>Move Up</source>
      <translation>Nach oben</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>Moves the port one place up.</source>
      <translation>Schiebt den Anschluss einen Platz nach oben.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>Move Down</source>
      <translation>Nach unten</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>Moves the port one place down.</source>
      <translation>Schiebt den Anschluss einen Platz nach unten.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>Rename</source>
      <translation>Umbenennen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>Gives the port another name.</source>
      <translation>Gibt dem Anschluss einen anderen Namen.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>Hide</source>
      <translation>Verbergen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>Shows the port no longer; links to it go when you press OK.</source>
      <translation>Zeigt den Anschluss nicht mehr; seine Verbindungen gehen mit OK verloren.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>What the group could show too</source>
      <translation>Was die Gruppe noch zeigen könnte</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>There is nothing more to show</source>
      <translation>Es gibt nichts weiter zu zeigen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>Ports and params of the nodes inside that the group does not show yet.</source>
      <translation>Anschlüsse und Parameter der inneren Knoten, die die Gruppe noch nicht zeigt.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>Show</source>
      <translation>Zeigen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>Adds the chosen one to what the group shows.</source>
      <translation>Nimmt das Gewählte zu dem, was die Gruppe zeigt.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>Param</source>
      <translation>Parameter</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>Carries</source>
      <translation>Führt</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>Double-click a name to change it.</source>
      <translation>Doppelklick auf einen Namen ändert ihn.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>Name outside</source>
      <translation>Name außen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>Inside</source>
      <translation>Innen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>Used</source>
      <translation>Benutzt</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>Links or values outside that hang on it</source>
      <translation>Verbindungen oder Werte außen, die daran hängen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/face_side.py</extracomment>
      <source>Nothing: its node is gone</source>
      <translation>Nichts: Der Knoten fehlt</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/notice_bar.py</extracomment>
      <source>1 earlier notice</source>
      <translation>1 frühere Meldung</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/notice_bar.py</extracomment>
      <source>Note</source>
      <translation>Notiz</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/notice_bar.py</extracomment>
      <source>Shows the earlier notices too.</source>
      <translation>Zeigt auch die früheren Meldungen.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/notice_bar.py</extracomment>
      <source>Notices</source>
      <translation>Hinweise</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/notice_bar.py</extracomment>
      <source>{count} earlier notices</source>
      <translation>{count} frühere Meldungen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/notice_bar.py</extracomment>
      <source>Hide this</source>
      <translation>Ausblenden</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/notice_bar.py</extracomment>
      <source>Hide this notice</source>
      <translation>Diesen Hinweis ausblenden</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/notice_bar.py</extracomment>
      <source>Error</source>
      <translation>Fehler</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/notice_bar.py</extracomment>
      <source>Warning</source>
      <translation>Warnung</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/pack.py</extracomment>
      <source>Pack {name} for sharing</source>
      <translation>{name} zum Weitergeben packen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/pack.py</extracomment>
      <source>The graph as it is now, with every picture, clip and take it uses, in one file.</source>
      <translation>Der Graph, wie er jetzt ist, mit allen Bildern, Clips und Takes, die er benutzt, in einer Datei.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/pack.py</extracomment>
      <source>Leave every text out</source>
      <translation>Alle Texte weglassen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/pack.py</extracomment>
      <source>Prompts and notes stay here, also those that pictures, clips and sounds carry in their own files.</source>
      <translation>Prompts und Notizen bleiben hier, auch die, die Bilder, Clips und Töne in ihren eigenen Dateien tragen.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/pack.py</extracomment>
      <source>Pack…</source>
      <translation>Packen…</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/pack.py</extracomment>
      <source>Asks for the file, then writes it.</source>
      <translation>Fragt nach der Datei und schreibt sie dann.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/pack.py</extracomment>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/pack.py</extracomment>
      <source>Writes nothing.</source>
      <translation>Schreibt nichts.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/pack.py</extracomment>
      <source>Packing {name}…</source>
      <translation>{name} wird gepackt…</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/pack.py</extracomment>
      <source>Not packed: {why}</source>
      <translation>Nicht gepackt: {why}</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/pack.py</extracomment>
      <source>Bundles</source>
      <translation>Pakete</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/pack.py</extracomment>
      <source>{name} was stopped: nothing is written</source>
      <translation>{name} wurde angehalten: Nichts ist geschrieben</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/pack.py</extracomment>
      <source>Packed {name}</source>
      <translation>{name} gepackt</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/ports.py</extracomment>
      <source>Exposed ports of {group}</source>
      <translation>Sichtbare Anschlüsse von {group}</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/ports.py</extracomment>
      <source>Sides of the group</source>
      <translation>Seiten der Gruppe</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/ports.py</extracomment>
      <source>What stands in the way</source>
      <translation>Was im Weg steht</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/ports.py</extracomment>
      <source>Exposed Ports of {what}</source>
      <translation>Sichtbare Anschlüsse von {what}</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/ports.py</extracomment>
      <source>{count} links or values outside go with what is hidden.</source>
      <translation>{count} Verbindungen oder Werte außen gehen mit dem Verborgenen verloren.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/ports.py</extracomment>
      <source>Inputs</source>
      <translation>Eingänge</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/ports.py</extracomment>
      <source>Outputs</source>
      <translation>Ausgänge</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/ports.py</extracomment>
      <source>Params</source>
      <translation>Parameter</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/ports.py</extracomment>
      <source>Group</source>
      <translation>Gruppe</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/recovery.py</extracomment>
      <source>{count} edits since the last save</source>
      <translation>{count} Änderungen seit dem letzten Speichern</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/recovery.py</extracomment>
      <source>1 edit since the last save</source>
      <translation>1 Änderung seit dem letzten Speichern</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/recovery.py</extracomment>
      <source>Restore unsaved work</source>
      <translation>Ungespeichertes wiederherstellen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/recovery.py</extracomment>
      <source>The program ended before these were saved. What is restored opens in tabs; save it to keep it.</source>
      <translation>Das Programm endete, bevor dies gespeichert war. Wiederhergestelltes öffnet sich in Reitern; speichere es, um es zu behalten.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/recovery.py</extracomment>
      <source>Unsaved work</source>
      <translation>Ungespeichertes</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/recovery.py</extracomment>
      <source>Only what is ticked is restored or deleted.</source>
      <translation>Nur Angekreuztes wird wiederhergestellt oder gelöscht.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/recovery.py</extracomment>
      <source>Restore</source>
      <translation>Wiederherstellen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/recovery.py</extracomment>
      <source>Opens what is ticked.</source>
      <translation>Öffnet, was angekreuzt ist.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/recovery.py</extracomment>
      <source>Decide Later</source>
      <translation>Später entscheiden</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/recovery.py</extracomment>
      <source>Keeps everything, and asks again at the next start.</source>
      <translation>Behält alles und fragt beim nächsten Start wieder.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/recovery.py</extracomment>
      <source>Delete…</source>
      <translation>Löschen…</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/recovery.py</extracomment>
      <source>Deletes what is ticked for good, after a second click.</source>
      <translation>Löscht das Angekreuzte endgültig, nach einem zweiten Klick.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/recovery.py</extracomment>
      <source>at an unknown time</source>
      <translation>zu unbekannter Zeit</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/recovery.py</extracomment>
      <source>the last: {name}</source>
      <translation>die letzte: {name}</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/recovery.py</extracomment>
      <source>never saved</source>
      <translation>nie gespeichert</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/recovery.py</extracomment>
      <source>Delete {count} for Good</source>
      <translation>{count} endgültig löschen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/saves.py</extracomment>
      <source>{nodes} nodes, {links} links</source>
      <translation>{nodes} Knoten, {links} Verbindungen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/saves.py</extracomment>
      <source>{time}, a minute ago</source>
      <translation>{time}, vor einer Minute</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/saves.py</extracomment>
      <source>{time}, {minutes} minutes ago</source>
      <translation>{time}, vor {minutes} Minuten</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/saves.py</extracomment>
      <source>Saves</source>
      <translation>Stände</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/saves.py</extracomment>
      <source>Each row is one save, the newest on top.</source>
      <translation>Jede Zeile ist ein Stand, der neueste oben.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/saves.py</extracomment>
      <source>1 take</source>
      <translation>1 Take</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/saves.py</extracomment>
      <source>{takes} takes</source>
      <translation>{takes} Takes</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Keyboard Shortcuts</source>
      <translation>Tastenkürzel</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Search by command or by key…</source>
      <translation>Nach Befehl oder Taste suchen…</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Search shortcuts</source>
      <translation>Tastenkürzel durchsuchen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Shows only commands with these words or this key.</source>
      <translation>Zeigt nur Befehle mit diesen Wörtern oder dieser Taste.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Chosen command</source>
      <translation>Gewählter Befehl</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>New key</source>
      <translation>Neue Taste</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Click here and press the keys; they are added to the chosen command.</source>
      <translation>Hier klicken und die Tasten drücken; sie kommen zum gewählten Befehl hinzu.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Reset</source>
      <translation>Zurücksetzen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Brings this command's own keys back.</source>
      <translation>Bringt die eigenen Tasten dieses Befehls zurück.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Use It Here</source>
      <translation>Hier benutzen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Takes the key away from the other command.</source>
      <translation>Nimmt die Taste dem anderen Befehl weg.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Sets of shortcuts</source>
      <translation>Sätze von Tastenkürzeln</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Changes all shortcuts to those that hands know from another program.</source>
      <translation>Ändert alle Tastenkürzel in die, die man von einem anderen Programm kennt.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Take over a set…</source>
      <translation>Satz übernehmen…</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>All shortcuts</source>
      <translation>Alle Tastenkürzel</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Shotloom's own</source>
      <translation>Die von Shotloom</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Like Nuke</source>
      <translation>Wie Nuke</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Like Blender</source>
      <translation>Wie Blender</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Like Premiere</source>
      <translation>Wie Premiere</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Like Resolve</source>
      <translation>Wie Resolve</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Like Shotcut</source>
      <translation>Wie Shotcut</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Command</source>
      <translation>Befehl</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Menu</source>
      <translation>Menü</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Keys</source>
      <translation>Tasten</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>New key:</source>
      <translation>Neue Taste:</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Takes this key away.</source>
      <translation>Nimmt diese Taste weg.</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>Take {key} away</source>
      <translation>{key} wegnehmen</translation>
    </message>
    <message>
      <extracomment>studio/dialogs/shortcuts.py</extracomment>
      <source>{key} already runs {commands}.</source>
      <translation>{key} ist schon vergeben: {commands}.</translation>
    </message>
    <message>
      <extracomment>studio/dock_title.py</extracomment>
      <source>Float</source>
      <translation>Lösen</translation>
    </message>
    <message>
      <extracomment>studio/dock_title.py</extracomment>
      <source>Lets this panel float above the window, or puts it back.</source>
      <translation>Löst dieses Bedienfeld aus dem Fenster oder setzt es zurück.</translation>
    </message>
    <message>
      <extracomment>studio/dock_title.py</extracomment>
      <source>Closes this panel; the View menu brings it back.</source>
      <translation>Schließt dieses Bedienfeld; das Menü Ansicht holt es zurück.</translation>
    </message>
    <message>
      <extracomment>studio/docks.py</extracomment>
      <source>Outline</source>
      <translation>Gliederung</translation>
    </message>
    <message>
      <extracomment>studio/docks.py</extracomment>
      <source>Node Help</source>
      <translation>Knotenhilfe</translation>
    </message>
    <message>
      <extracomment>studio/docks.py</extracomment>
      <source>Jobs</source>
      <translation>Aufträge</translation>
    </message>
    <message>
      <extracomment>studio/docks.py</extracomment>
      <source>Viewer</source>
      <translation>Betrachter</translation>
    </message>
    <message>
      <extracomment>studio/docks.py</extracomment>
      <source>Inspector</source>
      <translation>Inspektor</translation>
    </message>
    <message>
      <extracomment>studio/docks.py</extracomment>
      <source>History</source>
      <translation>Verlauf</translation>
    </message>
    <message>
      <extracomment>studio/docks.py</extracomment>
      <source>Problems</source>
      <translation>Probleme</translation>
    </message>
    <message>
      <extracomment>studio/docks.py</extracomment>
      <source>Plan</source>
      <translation>Plan</translation>
    </message>
    <message>
      <extracomment>studio/docks.py</extracomment>
      <source>Timeline</source>
      <translation>Zeitleiste</translation>
    </message>
    <message>
      <extracomment>studio/docks.py</extracomment>
      <source>Takes</source>
      <translation>Takes</translation>
    </message>
    <message>
      <extracomment>studio/docks.py</extracomment>
      <source>Open a project to see something here.</source>
      <translation>Öffne ein Projekt, um hier etwas zu sehen.</translation>
    </message>
    <message>
      <extracomment>studio/document.py</extracomment>
      <source>{name}: this project comes from a newer version and cannot be edited here</source>
      <translation>{name}: Dieses Projekt stammt aus einer neueren Version und lässt sich hier nicht bearbeiten</translation>
    </message>
    <message>
      <extracomment>studio/document.py</extracomment>
      <source>Update this program, or copy nodes into another project</source>
      <translation>Aktualisiere das Programm oder kopiere Knoten in ein anderes Projekt</translation>
    </message>
    <message>
      <extracomment>studio/editors/cards.py</extracomment>
      <source>Card {number}</source>
      <translation>Karte {number}</translation>
    </message>
    <message>
      <extracomment>studio/editors/cards.py</extracomment>
      <source>Add a Card</source>
      <translation>Karte hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/editors/cards.py</extracomment>
      <source>Adds a card after the last one.</source>
      <translation>Fügt nach der letzten eine Karte hinzu.</translation>
    </message>
    <message>
      <extracomment>studio/editors/cards.py</extracomment>
      <source>Soft</source>
      <translation>Weich</translation>
    </message>
    <message>
      <extracomment>studio/editors/cards.py</extracomment>
      <source>Picture or clip shown here</source>
      <translation>Bild oder Clip, der hier zu sehen ist</translation>
    </message>
    <message>
      <extracomment>studio/editors/cards.py</extracomment>
      <source>Move up</source>
      <translation>Nach oben</translation>
    </message>
    <message>
      <extracomment>studio/editors/cards.py</extracomment>
      <source>Move down</source>
      <translation>Nach unten</translation>
    </message>
    <message>
      <extracomment>studio/editors/cards.py</extracomment>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <extracomment>studio/editors/cards.py</extracomment>
      <source>Choose a File…</source>
      <translation>Datei wählen…</translation>
    </message>
    <message>
      <extracomment>studio/editors/cards.py</extracomment>
      <source>No file</source>
      <translation>Keine Datei</translation>
    </message>
    <message>
      <extracomment>studio/editors/cards.py</extracomment>
      <source>{card}: time</source>
      <translation>{card}: Zeit</translation>
    </message>
    <message>
      <extracomment>studio/editors/cards.py</extracomment>
      <source>From when on this card rules; the first one starts at 0.</source>
      <translation>Ab wann diese Karte gilt; die erste beginnt bei 0.</translation>
    </message>
    <message>
      <extracomment>studio/editors/cards.py</extracomment>
      <source>{card}: prompt</source>
      <translation>{card}: Prompt</translation>
    </message>
    <message>
      <extracomment>studio/editors/cards.py</extracomment>
      <source>Ctrl+E writes it out; pressed again, in another way.</source>
      <translation>Strg+E formuliert es aus; noch einmal gedrückt, auf andere Weise.</translation>
    </message>
    <message>
      <extracomment>studio/editors/cards.py</extracomment>
      <source>What is seen from here on</source>
      <translation>Was ab hier zu sehen ist</translation>
    </message>
    <message>
      <extracomment>studio/editors/cards.py</extracomment>
      <source>Soft: lets this card come and go gently instead of at once.</source>
      <translation>Weich: lässt diese Karte allmählich kommen und gehen statt auf einmal.</translation>
    </message>
    <message>
      <extracomment>studio/editors/cards.py</extracomment>
      <source>The cards differ</source>
      <translation>Die Karten sind verschieden</translation>
    </message>
    <message>
      <extracomment>studio/editors/choice.py</extracomment>
      <source>mixed</source>
      <translation>verschieden</translation>
    </message>
    <message>
      <extracomment>studio/editors/choice.py</extracomment>
      <source>On</source>
      <translation>Ein</translation>
    </message>
    <message>
      <extracomment>studio/editors/choice.py</extracomment>
      <source>Off</source>
      <translation>Aus</translation>
    </message>
    <message>
      <extracomment>studio/editors/colour.py</extracomment>
      <source>Chooses any colour.</source>
      <translation>Wählt eine beliebige Farbe.</translation>
    </message>
    <message>
      <extracomment>studio/editors/colour.py</extracomment>
      <source>Choose a colour</source>
      <translation>Farbe wählen</translation>
    </message>
    <message>
      <extracomment>studio/editors/curve.py</extracomment>
      <source>Change over time</source>
      <translation>Verlauf über die Zeit</translation>
    </message>
    <message>
      <extracomment>studio/editors/curve.py</extracomment>
      <source>Lets the value change over time, by points.</source>
      <translation>Lässt den Wert sich über die Zeit ändern, nach Punkten.</translation>
    </message>
    <message>
      <extracomment>studio/editors/curve.py</extracomment>
      <source>Add a point</source>
      <translation>Punkt hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/editors/curve.py</extracomment>
      <source>Adds a point after the current one.</source>
      <translation>Fügt nach dem aktuellen Punkt einen hinzu.</translation>
    </message>
    <message>
      <extracomment>studio/editors/curve.py</extracomment>
      <source>Remove the point</source>
      <translation>Punkt entfernen</translation>
    </message>
    <message>
      <extracomment>studio/editors/curve.py</extracomment>
      <source>Removes the current point.</source>
      <translation>Entfernt den aktuellen Punkt.</translation>
    </message>
    <message>
      <extracomment>studio/editors/curve.py</extracomment>
      <source>Time of the point</source>
      <translation>Zeit des Punkts</translation>
    </message>
    <message>
      <extracomment>studio/editors/curve.py</extracomment>
      <source>Value of the point</source>
      <translation>Wert des Punkts</translation>
    </message>
    <message>
      <extracomment>studio/editors/curve_graph.py</extracomment>
      <source>Double click: add a point. Drag: move it. Delete: remove it. Arrows move it, Page Up and Down go on.</source>
      <translation>Doppelklick: Punkt hinzufügen. Ziehen: bewegen. Entf: entfernen. Pfeile bewegen ihn, Bild auf und Bild ab gehen weiter.</translation>
    </message>
    <message>
      <extracomment>studio/editors/media.py</extracomment>
      <source>{size}, {seconds} s, {rate} frames/s</source>
      <translation>{size}, {seconds} s, {rate} Bilder/s</translation>
    </message>
    <message>
      <extracomment>studio/editors/media.py</extracomment>
      <source>Locate…</source>
      <translation>Angeben…</translation>
    </message>
    <message>
      <extracomment>studio/editors/media.py</extracomment>
      <source>Files of this project</source>
      <translation>Dateien dieses Projekts</translation>
    </message>
    <message>
      <extracomment>studio/editors/media.py</extracomment>
      <source>Chooses a file of this machine.</source>
      <translation>Wählt eine Datei dieses Rechners.</translation>
    </message>
    <message>
      <extracomment>studio/editors/media.py</extracomment>
      <source>Shows where missing files are found again.</source>
      <translation>Zeigt, wo sich fehlende Dateien wiederfinden lassen.</translation>
    </message>
    <message>
      <extracomment>studio/editors/media.py</extracomment>
      <source>No file yet</source>
      <translation>Noch keine Datei</translation>
    </message>
    <message>
      <extracomment>studio/editors/media.py</extracomment>
      <source>Unknown file</source>
      <translation>Unbekannte Datei</translation>
    </message>
    <message>
      <extracomment>studio/editors/media.py</extracomment>
      <source>Replace…</source>
      <translation>Ersetzen…</translation>
    </message>
    <message>
      <extracomment>studio/editors/media.py</extracomment>
      <source>None yet</source>
      <translation>Noch keines</translation>
    </message>
    <message>
      <extracomment>studio/editors/seed.py</extracomment>
      <source>New seed</source>
      <translation>Neuer Startwert</translation>
    </message>
    <message>
      <extracomment>studio/editors/seed.py</extracomment>
      <source>Draws another seed.</source>
      <translation>Zieht einen anderen Startwert.</translation>
    </message>
    <message>
      <extracomment>studio/editors/seed.py</extracomment>
      <source>Lock this seed</source>
      <translation>Diesen Startwert festhalten</translation>
    </message>
    <message>
      <extracomment>studio/editors/seed.py</extracomment>
      <source>Every take draws a seed of its own, and remembers it. A click keeps this one.</source>
      <translation>Jeder Take zieht einen eigenen Startwert und merkt ihn sich. Ein Klick hält diesen fest.</translation>
    </message>
    <message>
      <extracomment>studio/editors/seed.py</extracomment>
      <source>Every take uses this seed. A click lets each draw one of its own.</source>
      <translation>Jeder Take benutzt diesen Startwert. Ein Klick lässt jeden einen eigenen ziehen.</translation>
    </message>
    <message>
      <extracomment>studio/editors/size.py</extracomment>
      <source>Keep the shape</source>
      <translation>Format behalten</translation>
    </message>
    <message>
      <extracomment>studio/editors/size.py</extracomment>
      <source>Keeps the shape: one side follows the other.</source>
      <translation>Behält das Format: Eine Seite folgt der anderen.</translation>
    </message>
    <message>
      <extracomment>studio/editors/size.py</extracomment>
      <source>Usual sizes</source>
      <translation>Übliche Größen</translation>
    </message>
    <message>
      <extracomment>studio/editors/size.py</extracomment>
      <source>As the project: {size}</source>
      <translation>Wie das Projekt: {size}</translation>
    </message>
    <message>
      <extracomment>studio/editors/size.py</extracomment>
      <source>Turn by a quarter</source>
      <translation>Um 90 Grad drehen</translation>
    </message>
    <message>
      <extracomment>studio/editors/size.py</extracomment>
      <source>Usual rates</source>
      <translation>Übliche Bildraten</translation>
    </message>
    <message>
      <extracomment>studio/editors/size.py</extracomment>
      <source>model’s</source>
      <translation>des Modells</translation>
    </message>
    <message>
      <extracomment>studio/editors/size.py</extracomment>
      <source>project’s</source>
      <translation>des Projekts</translation>
    </message>
    <message>
      <extracomment>studio/editors/size.py</extracomment>
      <source>The project's: {rate}</source>
      <translation>Die des Projekts: {rate}</translation>
    </message>
    <message>
      <extracomment>studio/editors/size.py</extracomment>
      <source>The model’s own</source>
      <translation>Die des Modells</translation>
    </message>
    <message>
      <extracomment>studio/editors/size.py</extracomment>
      <source>The project’s own</source>
      <translation>Die des Projekts</translation>
    </message>
    <message>
      <extracomment>studio/editors/size.py</extracomment>
      <source>Width</source>
      <translation>Breite</translation>
    </message>
    <message>
      <extracomment>studio/editors/size.py</extracomment>
      <source>Height</source>
      <translation>Höhe</translation>
    </message>
    <message>
      <extracomment>studio/errands.py</extracomment>
      <source>something went wrong</source>
      <translation>etwas ging schief</translation>
    </message>
    <message>
      <extracomment>studio/export/cut.py</extracomment>
      <source>The whole cut, every take of every shot, sounds and markers. Takes stay where they are.</source>
      <translation>Der ganze Schnitt, jeder Take jedes Shots, Töne und Marken. Takes bleiben, wo sie sind.</translation>
    </message>
    <message>
      <extracomment>studio/export/cut.py</extracomment>
      <source>OpenTimelineIO with its media</source>
      <translation>OpenTimelineIO mit seinen Medien</translation>
    </message>
    <message>
      <extracomment>studio/export/cut.py</extracomment>
      <source>The same as one file with all takes and sounds in it, to be taken elsewhere.</source>
      <translation>Dasselbe als eine Datei mit allen Takes und Tönen darin, zum Mitnehmen.</translation>
    </message>
    <message>
      <extracomment>studio/export/cut.py</extracomment>
      <source>The main track alone, as a list that every editing program reads.</source>
      <translation>Nur die Hauptspur, als Liste, die jedes Schnittprogramm liest.</translation>
    </message>
    <message>
      <extracomment>studio/export/cut.py</extracomment>
      <source>The main track alone, for Final Cut and Resolve.</source>
      <translation>Nur die Hauptspur, für Final Cut und Resolve.</translation>
    </message>
    <message>
      <extracomment>studio/export/cut.py</extracomment>
      <source>Export {name} for other programs</source>
      <translation>{name} für andere Programme exportieren</translation>
    </message>
    <message>
      <extracomment>studio/export/dialog.py</extracomment>
      <source>Export {name}</source>
      <translation>{name} exportieren</translation>
    </message>
    <message>
      <extracomment>studio/export/dialog.py</extracomment>
      <source>Export shots of {name}</source>
      <translation>Shots von {name} exportieren</translation>
    </message>
    <message>
      <extracomment>studio/export/dialog.py</extracomment>
      <source>Export</source>
      <translation>Exportieren</translation>
    </message>
    <message>
      <extracomment>studio/export/dialog.py</extracomment>
      <source>Queues it as a job; the window can be used meanwhile.</source>
      <translation>Reiht es als Auftrag ein; das Fenster bleibt derweil benutzbar.</translation>
    </message>
    <message>
      <extracomment>studio/export/dialog.py</extracomment>
      <source>{name} and {count} more files are there already.</source>
      <translation>{name} und {count} weitere Dateien gibt es schon.</translation>
    </message>
    <message>
      <extracomment>studio/export/dialog.py</extracomment>
      <source>{name} is there already.</source>
      <translation>{name} gibt es schon.</translation>
    </message>
    <message>
      <extracomment>studio/export/dialog.py</extracomment>
      <source>1 frame</source>
      <translation>1 Bild</translation>
    </message>
    <message>
      <extracomment>studio/export/dialog.py</extracomment>
      <source>{count} frames</source>
      <translation>{count} Frames</translation>
    </message>
    <message>
      <extracomment>studio/export/dialog.py</extracomment>
      <source>Folder</source>
      <translation>Ordner</translation>
    </message>
    <message>
      <extracomment>studio/export/dialog.py</extracomment>
      <source>about {size}</source>
      <translation>etwa {size}</translation>
    </message>
    <message>
      <extracomment>studio/export/dialog.py</extracomment>
      <source>is made already</source>
      <translation>ist schon gemacht</translation>
    </message>
    <message>
      <extracomment>studio/export/dialog.py</extracomment>
      <source>takes about {time}</source>
      <translation>dauert etwa {time}</translation>
    </message>
    <message>
      <extracomment>studio/export/dialog.py</extracomment>
      <source>Names</source>
      <translation>Namen</translation>
    </message>
    <message>
      <extracomment>studio/export/dialog.py</extracomment>
      <source>{stem}, {shot}, {take} and {seed} are filled in.</source>
      <translation>{stem}, {shot}, {take} und {seed} werden eingesetzt.</translation>
    </message>
    <message>
      <extracomment>studio/export/dialog.py</extracomment>
      <source>1 file</source>
      <translation>1 Datei</translation>
    </message>
    <message>
      <extracomment>studio/export/dialog.py</extracomment>
      <source>{count} files</source>
      <translation>{count} Dateien</translation>
    </message>
    <message>
      <extracomment>studio/export/dialog.py</extracomment>
      <source>takes about {time}, shots included</source>
      <translation>dauert etwa {time}, samt Shots</translation>
    </message>
    <message>
      <extracomment>studio/export/fields.py</extracomment>
      <source>The graph and its prompts</source>
      <translation>Der Graph mit seinen Prompts</translation>
    </message>
    <message>
      <extracomment>studio/export/fields.py</extracomment>
      <source>The graph without prompts and notes</source>
      <translation>Der Graph ohne Prompts und Notizen</translation>
    </message>
    <message>
      <extracomment>studio/export/fields.py</extracomment>
      <source>Nothing of the graph</source>
      <translation>Nichts vom Graphen</translation>
    </message>
    <message>
      <extracomment>studio/export/findings.py</extracomment>
      <source>and {count} more</source>
      <translation>und {count} weitere</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Frames or times</source>
      <translation>Bilder oder Zeiten</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Frames as 24-48, or times as 0:01-0:02.5; one end may be left out.</source>
      <translation>Bilder wie 24-48 oder Zeiten wie 0:01-0:02.5; ein Ende darf fehlen.</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Subtitles</source>
      <translation>Untertitel</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Whether the film's subtitles are left out, drawn on the picture, or go along as a track.</source>
      <translation>Ob die Untertitel des Films wegbleiben, ins Bild gezeichnet werden oder als Spur mitgehen.</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Soundtrack</source>
      <translation>Tonspur</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Whether the film's sounds go along.</source>
      <translation>Ob die Töne des Films mitgehen.</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Shots without a take</source>
      <translation>Shots ohne Take</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>What becomes of shots that were not generated yet. What is made on the way is kept as no take.</source>
      <translation>Was aus Shots wird, die noch nicht erzeugt sind. Was unterwegs entsteht, bleibt nicht als Take.</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Generate Takes</source>
      <translation>Takes erzeugen</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Queues a take of each of them, and exports nothing yet.</source>
      <translation>Reiht von jedem einen Take ein und exportiert noch nichts.</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>What the file tells of how it was made. With the graph, it opens in Shotloom again.</source>
      <translation>Was die Datei über ihr Entstehen sagt. Mit dem Graphen öffnet sie sich wieder in Shotloom.</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Range</source>
      <translation>Bereich</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Which part of the film is written.</source>
      <translation>Welcher Teil des Films geschrieben wird.</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Half</source>
      <translation>Hälfte</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Size</source>
      <translation>Größe</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Pixels of a frame. Others can be typed: 75%, 960x540, or 480 for that many lines.</source>
      <translation>Pixel eines Bildes. Anderes kann getippt werden: 75%, 960x540 oder 480 für so viele Zeilen.</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>As it is, {size}</source>
      <translation>Wie er ist, {size}</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>As the preset has it, {size}</source>
      <translation>Wie in der Vorlage, {size}</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Quality</source>
      <translation>Qualität</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>The codec's quality factor: a smaller number looks better and makes a larger file.</source>
      <translation>Der Qualitätsfaktor des Codecs: Eine kleinere Zahl sieht besser aus und macht eine größere Datei.</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Length</source>
      <translation>Länge</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Whether a shot is written as long as its take is, or as the film shows it.</source>
      <translation>Ob ein Shot so lang geschrieben wird, wie sein Take ist, oder wie der Film ihn zeigt.</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Sound</source>
      <translation>Ton</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Without a take</source>
      <translation>Ohne Take</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>{words} · lower is larger</source>
      <translation>{words} · kleiner heißt größere Datei</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Shots</source>
      <translation>Shots</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Which shots are written, each to a file of its own.</source>
      <translation>Welche Shots geschrieben werden, jeder in eine eigene Datei.</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Whole film</source>
      <translation>Ganzer Film</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Selected shot</source>
      <translation>Ausgewählter Shot</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>From the first to the last selected shot</source>
      <translation>Vom ersten bis zum letzten ausgewählten Shot</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Typed…</source>
      <translation>Getippt …</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>At most {lines} lines</source>
      <translation>Höchstens {lines} Zeilen</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>As it is</source>
      <translation>Wie er ist</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Left out</source>
      <translation>Weggelassen</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Drawn on the picture</source>
      <translation>Ins Bild gezeichnet</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>As a track</source>
      <translation>Als Spur</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Made on the way</source>
      <translation>Unterwegs erzeugt</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Left black</source>
      <translation>Bleiben schwarz</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>In to out, {start} to {stop}</source>
      <translation>In bis Out, {start} bis {stop}</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Whole takes</source>
      <translation>Ganze Takes</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>As the film shows them</source>
      <translation>Wie der Film sie zeigt</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>All of the film</source>
      <translation>Alle des Films</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>All</source>
      <translation>Alle</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>Selected ({count})</source>
      <translation>Ausgewählte ({count})</translation>
    </message>
    <message>
      <extracomment>studio/export/form.py</extracomment>
      <source>{lines} lines</source>
      <translation>{lines} Zeilen</translation>
    </message>
    <message>
      <extracomment>studio/export/frame.py</extracomment>
      <source>Export frame</source>
      <translation>Bild exportieren</translation>
    </message>
    <message>
      <extracomment>studio/export/frame.py</extracomment>
      <source>Reading…</source>
      <translation>Wird gelesen…</translation>
    </message>
    <message>
      <extracomment>studio/export/frame.py</extracomment>
      <source>Format</source>
      <translation>Format</translation>
    </message>
    <message>
      <extracomment>studio/export/frame.py</extracomment>
      <source>PNG keeps every pixel; JPEG and WebP are smaller.</source>
      <translation>PNG bewahrt jedes Pixel; JPEG und WebP sind kleiner.</translation>
    </message>
    <message>
      <extracomment>studio/export/frame.py</extracomment>
      <source>Pixels. 50%, 960x540, or 540 for that many lines can be typed.</source>
      <translation>Pixel. 50%, 960x540 oder 540 für so viele Zeilen können getippt werden.</translation>
    </message>
    <message>
      <extracomment>studio/export/frame.py</extracomment>
      <source>What the file tells of how it was made.</source>
      <translation>Was die Datei über ihr Entstehen sagt.</translation>
    </message>
    <message>
      <extracomment>studio/export/names.py</extracomment>
      <source>{name} is no folder. Choose another.</source>
      <translation>{name} ist kein Ordner. Wähle einen anderen.</translation>
    </message>
    <message>
      <extracomment>studio/export/names.py</extracomment>
      <source>Nothing may be written into {name}. Choose another folder.</source>
      <translation>In {name} darf nichts geschrieben werden. Wähle einen anderen Ordner.</translation>
    </message>
    <message>
      <extracomment>studio/export/outlook.py</extracomment>
      <source>Shots without a take can be left black.</source>
      <translation>Shots ohne Take können schwarz bleiben.</translation>
    </message>
    <message>
      <extracomment>studio/export/outlook.py</extracomment>
      <source>The disk has only {room} left.</source>
      <translation>Auf der Platte sind nur noch {room} frei.</translation>
    </message>
    <message>
      <extracomment>studio/export/outlook.py</extracomment>
      <source>The folder {name} is not there yet: it is made.</source>
      <translation>Den Ordner {name} gibt es noch nicht: Er wird angelegt.</translation>
    </message>
    <message>
      <extracomment>studio/export/outlook.py</extracomment>
      <source>{name} and what follows are of an earlier, longer export: Replace moves them to the trash.</source>
      <translation>{name} und was folgt, stammen von einem früheren, längeren Export: Ersetzen legt sie in den Papierkorb.</translation>
    </message>
    <message>
      <extracomment>studio/export/outlook.py</extracomment>
      <source>{name} and what follows are of an earlier export and stay there.</source>
      <translation>{name} und was folgt, stammen von einem früheren Export und bleiben dort.</translation>
    </message>
    <message>
      <extracomment>studio/export/outlook.py</extracomment>
      <source>{name}: the file of its take is not there. Generate it again, or pick another.</source>
      <translation>{name}: Die Datei seines Takes fehlt. Erzeuge ihn neu oder wähle einen anderen.</translation>
    </message>
    <message>
      <extracomment>studio/export/outlook.py</extracomment>
      <source>{preset} holds no sound: the soundtrack is left out.</source>
      <translation>{preset} fasst keinen Ton: Die Tonspur bleibt weg.</translation>
    </message>
    <message>
      <extracomment>studio/export/outlook.py</extracomment>
      <source>Left out, as they have no take yet: {names}</source>
      <translation>Weggelassen, weil sie noch keinen Take haben: {names}</translation>
    </message>
    <message>
      <extracomment>studio/export/outlook.py</extracomment>
      <source>{name} is {seconds} s shorter than its place in the film: its last picture stands still.</source>
      <translation>{name} ist {seconds} s kürzer als sein Platz im Film: Sein letztes Bild steht still.</translation>
    </message>
    <message>
      <extracomment>studio/export/outlook.py</extracomment>
      <source>The film is empty: put a shot on the timeline.</source>
      <translation>Der Film ist leer: Lege einen Shot in die Zeitleiste.</translation>
    </message>
    <message>
      <extracomment>studio/export/outlook.py</extracomment>
      <source>No shot has a take yet: generate one.</source>
      <translation>Noch hat kein Shot einen Take: Erzeuge einen.</translation>
    </message>
    <message>
      <extracomment>studio/export/place.py</extracomment>
      <source>File name</source>
      <translation>Dateiname</translation>
    </message>
    <message>
      <extracomment>studio/export/place.py</extracomment>
      <source>The name of the file without its ending.</source>
      <translation>Der Name der Datei ohne ihre Endung.</translation>
    </message>
    <message>
      <extracomment>studio/export/place.py</extracomment>
      <source>Choose…</source>
      <translation>Wählen…</translation>
    </message>
    <message>
      <extracomment>studio/export/place.py</extracomment>
      <source>Asks for another folder.</source>
      <translation>Fragt nach einem anderen Ordner.</translation>
    </message>
    <message>
      <extracomment>studio/export/place.py</extracomment>
      <source>Choose folder</source>
      <translation>Ordner wählen</translation>
    </message>
    <message>
      <extracomment>studio/export/place.py</extracomment>
      <source>Folder {name}</source>
      <translation>Ordner {name}</translation>
    </message>
    <message>
      <extracomment>studio/export/place.py</extracomment>
      <source>Choose Folder</source>
      <translation>Ordner wählen</translation>
    </message>
    <message>
      <extracomment>studio/export/presets.py</extracomment>
      <source>Presets</source>
      <translation>Vorlagen</translation>
    </message>
    <message>
      <extracomment>studio/export/presets.py</extracomment>
      <source>Save…</source>
      <translation>Sichern …</translation>
    </message>
    <message>
      <extracomment>studio/export/presets.py</extracomment>
      <source>Keeps these choices as a preset of your own.</source>
      <translation>Behält diese Wahl als eigene Vorlage.</translation>
    </message>
    <message>
      <extracomment>studio/export/presets.py</extracomment>
      <source>Import…</source>
      <translation>Importieren …</translation>
    </message>
    <message>
      <extracomment>studio/export/presets.py</extracomment>
      <source>Takes in a preset from a file.</source>
      <translation>Nimmt eine Vorlage aus einer Datei auf.</translation>
    </message>
    <message>
      <extracomment>studio/export/presets.py</extracomment>
      <source>Forgets this preset of yours; files made with it stay.</source>
      <translation>Vergisst diese eigene Vorlage; damit erzeugte Dateien bleiben.</translation>
    </message>
    <message>
      <extracomment>studio/export/presets.py</extracomment>
      <source>Save Preset</source>
      <translation>Vorlage sichern</translation>
    </message>
    <message>
      <extracomment>studio/export/presets.py</extracomment>
      <source>What is this preset called?</source>
      <translation>Wie heißt diese Vorlage?</translation>
    </message>
    <message>
      <extracomment>studio/export/presets.py</extracomment>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <extracomment>studio/export/presets.py</extracomment>
      <source>Import Preset</source>
      <translation>Vorlage importieren</translation>
    </message>
    <message>
      <extracomment>studio/export/presets.py</extracomment>
      <source>My {name}</source>
      <translation>Mein {name}</translation>
    </message>
    <message>
      <extracomment>studio/export/presets.py</extracomment>
      <source>{name} is the name of a preset that comes with Shotloom.</source>
      <translation>{name} heißt schon eine Vorlage, die Shotloom mitbringt.</translation>
    </message>
    <message>
      <extracomment>studio/export/presets.py</extracomment>
      <source>Really Remove?</source>
      <translation>Wirklich entfernen?</translation>
    </message>
    <message>
      <extracomment>studio/export/question.py</extracomment>
      <source>Writes the new one in its place.</source>
      <translation>Schreibt die neue an ihre Stelle.</translation>
    </message>
    <message>
      <extracomment>studio/export/question.py</extracomment>
      <source>Keep Both</source>
      <translation>Beide behalten</translation>
    </message>
    <message>
      <extracomment>studio/export/question.py</extracomment>
      <source>Writes the new one under another name beside it.</source>
      <translation>Schreibt die neue unter anderem Namen daneben.</translation>
    </message>
    <message>
      <extracomment>studio/export/question.py</extracomment>
      <source>Back</source>
      <translation>Zurück</translation>
    </message>
    <message>
      <extracomment>studio/export/question.py</extracomment>
      <source>Writes nothing yet.</source>
      <translation>Schreibt noch nichts.</translation>
    </message>
    <message>
      <extracomment>studio/export/small.py</extracomment>
      <source>Writes the file; the window can be used meanwhile.</source>
      <translation>Schreibt die Datei; das Fenster bleibt derweil benutzbar.</translation>
    </message>
    <message>
      <extracomment>studio/export/surplus.py</extracomment>
      <source>{count} pictures of an earlier export went from {name} to the trash</source>
      <translation>{count} Bilder eines früheren Exports kamen aus {name} in den Papierkorb</translation>
    </message>
    <message>
      <extracomment>studio/export/surplus.py</extracomment>
      <source>Pictures of an earlier export stay in {name}, as they could not go to the trash: {count}</source>
      <translation>Bilder eines früheren Exports bleiben in {name}, da sie nicht in den Papierkorb konnten: {count}</translation>
    </message>
    <message>
      <extracomment>studio/export/surplus.py</extracomment>
      <source>1 picture of an earlier export went from {name} to the trash</source>
      <translation>1 Bild eines früheren Exports kam aus {name} in den Papierkorb</translation>
    </message>
    <message>
      <extracomment>studio/export/wanted.py</extracomment>
      <source>Film of {name}</source>
      <translation>Film von {name}</translation>
    </message>
    <message>
      <extracomment>studio/export/wanted.py</extracomment>
      <source>{name} is there already</source>
      <translation>{name} gibt es schon</translation>
    </message>
    <message>
      <extracomment>studio/export/wanted.py</extracomment>
      <source>Export once more</source>
      <translation>Noch einmal exportieren</translation>
    </message>
    <message>
      <extracomment>studio/export/words.py</extracomment>
      <source>{codec} in {container}</source>
      <translation>{codec} in {container}</translation>
    </message>
    <message>
      <extracomment>studio/export/words.py</extracomment>
      <source>{bits} bit {sampling}</source>
      <translation>{bits} Bit {sampling}</translation>
    </message>
    <message>
      <extracomment>studio/export/words.py</extracomment>
      <source>{width} × {height}, {rate} frames per second</source>
      <translation>{width} × {height}, {rate} Bilder pro Sekunde</translation>
    </message>
    <message>
      <extracomment>studio/export/words.py</extracomment>
      <source>Numbered {codec} pictures, one per frame</source>
      <translation>Nummerierte {codec}-Bilder, eines je Bild des Films</translation>
    </message>
    <message>
      <extracomment>studio/export/words.py</extracomment>
      <source>One {codec} picture</source>
      <translation>Ein {codec}-Bild</translation>
    </message>
    <message>
      <extracomment>studio/export/words.py</extracomment>
      <source>{codec} animation that loops</source>
      <translation>{codec}-Animation in Schleife</translation>
    </message>
    <message>
      <extracomment>studio/export/words.py</extracomment>
      <source>8 bit RGB, lossless</source>
      <translation>8 Bit RGB, verlustfrei</translation>
    </message>
    <message>
      <extracomment>studio/export/words.py</extracomment>
      <source>{codec}, {rate} kbit/s</source>
      <translation>{codec}, {rate} kbit/s</translation>
    </message>
    <message>
      <extracomment>studio/export/words.py</extracomment>
      <source>{codec}, {bits} bit</source>
      <translation>{codec}, {bits} Bit</translation>
    </message>
    <message>
      <extracomment>studio/export/words.py</extracomment>
      <source>{codec}, lossless</source>
      <translation>{codec}, verlustfrei</translation>
    </message>
    <message>
      <extracomment>studio/export/words.py</extracomment>
      <source>Visually lossless</source>
      <translation>Sichtbar verlustfrei</translation>
    </message>
    <message>
      <extracomment>studio/export/words.py</extracomment>
      <source>Very good</source>
      <translation>Sehr gut</translation>
    </message>
    <message>
      <extracomment>studio/export/words.py</extracomment>
      <source>Good, and small</source>
      <translation>Gut und klein</translation>
    </message>
    <message>
      <extracomment>studio/export/words.py</extracomment>
      <source>Very small; it shows</source>
      <translation>Sehr klein; man sieht es</translation>
    </message>
    <message>
      <extracomment>studio/exporting.py</extracomment>
      <source>The film at {place}</source>
      <translation>Der Film bei {place}</translation>
    </message>
    <message>
      <extracomment>studio/exporting.py</extracomment>
      <source>What the viewer shows, at {place}</source>
      <translation>Was der Betrachter zeigt, bei {place}</translation>
    </message>
    <message>
      <extracomment>studio/exporting.py</extracomment>
      <source>Writing {name}…</source>
      <translation>{name} wird geschrieben …</translation>
    </message>
    <message>
      <extracomment>studio/exporting.py</extracomment>
      <source>Not exported: {why}</source>
      <translation>Nicht exportiert: {why}</translation>
    </message>
    <message>
      <extracomment>studio/exporting.py</extracomment>
      <source>{name} is saved</source>
      <translation>{name} ist gesichert</translation>
    </message>
    <message>
      <extracomment>studio/filing.py</extracomment>
      <source>Graphs and bundles</source>
      <translation>Graphen und Pakete</translation>
    </message>
    <message>
      <extracomment>studio/filing.py</extracomment>
      <source>Videos and pictures that carry a graph</source>
      <translation>Videos und Bilder mit einem Graphen</translation>
    </message>
    <message>
      <extracomment>studio/filing.py</extracomment>
      <source>Open</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <extracomment>studio/filing.py</extracomment>
      <source>Save As</source>
      <translation>Speichern unter</translation>
    </message>
    <message>
      <extracomment>studio/filing.py</extracomment>
      <source>There is no folder {name}. Make it?</source>
      <translation>Es gibt keinen Ordner {name}. Anlegen?</translation>
    </message>
    <message>
      <extracomment>studio/filing.py</extracomment>
      <source>Make Folder</source>
      <translation>Ordner anlegen</translation>
    </message>
    <message>
      <extracomment>studio/filing.py</extracomment>
      <source>Save the changes in {names}?</source>
      <translation>Änderungen in {names} speichern?</translation>
    </message>
    <message>
      <extracomment>studio/filing.py</extracomment>
      <source>Work that is kept for later is offered when the program starts again.</source>
      <translation>Was für später behalten wird, bietet das Programm beim nächsten Start an.</translation>
    </message>
    <message>
      <extracomment>studio/filing.py</extracomment>
      <source>Discard</source>
      <translation>Verwerfen</translation>
    </message>
    <message>
      <extracomment>studio/filing.py</extracomment>
      <source>Graphs</source>
      <translation>Graphen</translation>
    </message>
    <message>
      <extracomment>studio/filing.py</extracomment>
      <source>Keep for Later</source>
      <translation>Für später behalten</translation>
    </message>
    <message>
      <extracomment>studio/filing.py</extracomment>
      <source>Ends the program; the next start offers this work again.</source>
      <translation>Beendet das Programm; der nächste Start bietet diese Arbeit wieder an.</translation>
    </message>
    <message>
      <extracomment>studio/filing.py</extracomment>
      <source>Finish what runs and waits before quitting</source>
      <translation>Vor dem Beenden fertigstellen, was läuft und wartet</translation>
    </message>
    <message>
      <extracomment>studio/generate/bar.py</extracomment>
      <source>Generate</source>
      <translation>Erzeugen</translation>
    </message>
    <message>
      <extracomment>studio/generate/bar.py</extracomment>
      <source>How many takes are made, each with the next seed. For the next shot it is one again.</source>
      <translation>Wie viele Takes gemacht werden, jeder mit dem nächsten Startwert. Beim nächsten Shot ist es wieder einer.</translation>
    </message>
    <message>
      <extracomment>studio/generate/bar.py</extracomment>
      <source>Shows in the viewer what is there already.</source>
      <translation>Zeigt im Betrachter, was schon da ist.</translation>
    </message>
    <message>
      <extracomment>studio/generate/bar.py</extracomment>
      <source>What Helps…</source>
      <translation>Was hilft…</translation>
    </message>
    <message>
      <extracomment>studio/generate/bar.py</extracomment>
      <source>Shows what is in the way, with what can be done.</source>
      <translation>Zeigt, was im Weg steht und was man tun kann.</translation>
    </message>
    <message>
      <extracomment>studio/generate/bar.py</extracomment>
      <source>Stop and Keep</source>
      <translation>Beenden und behalten</translation>
    </message>
    <message>
      <extracomment>studio/generate/bar.py</extracomment>
      <source>Stops refining, and makes a result of what is there so far.</source>
      <translation>Beendet das Verfeinern und macht aus dem Bisherigen ein Ergebnis.</translation>
    </message>
    <message>
      <extracomment>studio/generate/bar.py</extracomment>
      <source>Stop</source>
      <translation>Anhalten</translation>
    </message>
    <message>
      <extracomment>studio/generate/bar.py</extracomment>
      <source>More ways to generate</source>
      <translation>Weitere Arten zu erzeugen</translation>
    </message>
    <message>
      <extracomment>studio/generate/saving.py</extracomment>
      <source>{name} is saved.</source>
      <translation>{name} ist gespeichert.</translation>
    </message>
    <message>
      <extracomment>studio/generate/saving.py</extracomment>
      <source>The pictures in {name} are saved.</source>
      <translation>Die Bilder in {name} sind gesichert.</translation>
    </message>
    <message>
      <extracomment>studio/generate/saving.py</extracomment>
      <source>{names} are there already.</source>
      <translation>{names} gibt es schon.</translation>
    </message>
    <message>
      <extracomment>studio/generate/saving.py</extracomment>
      <source>Another File…</source>
      <translation>Andere Datei…</translation>
    </message>
    <message>
      <extracomment>studio/generate/saving.py</extracomment>
      <source>Asks where else it should go.</source>
      <translation>Fragt, wohin es stattdessen soll.</translation>
    </message>
    <message>
      <extracomment>studio/generate/saving.py</extracomment>
      <source>Show Folder</source>
      <translation>Ordner zeigen</translation>
    </message>
    <message>
      <extracomment>studio/generate/saving.py</extracomment>
      <source>Opens the folder in which it lies.</source>
      <translation>Öffnet den Ordner, in dem sie liegt.</translation>
    </message>
    <message>
      <extracomment>studio/generate/saving.py</extracomment>
      <source>Clips</source>
      <translation>Clips</translation>
    </message>
    <message>
      <extracomment>studio/generate/saving.py</extracomment>
      <source>Pictures</source>
      <translation>Bilder</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>Time, memory and steps that generating takes now; results that are there already cost nothing.</source>
      <translation>Zeit, Speicher und Schritte, die das Erzeugen jetzt braucht; was schon da ist, kostet nichts.</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>Generate {count} results</source>
      <translation>{count} Ergebnisse erzeugen</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>The file of the take of {name} is gone: Generate makes it again</source>
      <translation>Die Datei des Takes von {name} ist fort: Erzeugen stellt ihn wieder her</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>Nothing to generate yet: add a Shot, or select a node that makes a picture.</source>
      <translation>Noch gibt es nichts zu erzeugen: Füge einen Shot hinzu oder wähle einen Knoten, der ein Bild macht.</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>needs {memory} of {allowed}</source>
      <translation>braucht {memory} von {allowed}</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>≈ {time}</source>
      <translation>≈ {time}</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>writes {count} files</source>
      <translation>schreibt {count} Dateien</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>This may not fit into memory. It is tried in smaller pieces, which takes longer; the Problems panel offers ways to need less.</source>
      <translation>Das passt vielleicht nicht in den Speicher. Es wird in kleineren Stücken versucht, was länger dauert; der Bereich Probleme zeigt, wie es mit weniger geht.</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>Generate {count} shots</source>
      <translation>{count} Shots erzeugen</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>Everything is there already.</source>
      <translation>Alles ist schon da.</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>What is selected is there already.</source>
      <translation>Das Ausgewählte ist schon da.</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>{count} shots are not up to date: Generate All.</source>
      <translation>{count} Shots sind nicht aktuell: Alle erzeugen.</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>1 step to run</source>
      <translation>1 Schritt zu rechnen</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>{count} steps to run</source>
      <translation>{count} Schritte zu rechnen</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>{run}, {count} cached</source>
      <translation>{run}, {count} schon da</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>the processor is busy</source>
      <translation>der Prozessor ist ausgelastet</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>writes a file</source>
      <translation>schreibt eine Datei</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>Nothing has to be computed.</source>
      <translation>Nichts muss berechnet werden.</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>Other programs keep the processor busy: it may take longer.</source>
      <translation>Andere Programme lasten den Prozessor aus: Es kann länger dauern.</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>Make the file of {name}</source>
      <translation>Datei von {name} erstellen</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>Generate {name}</source>
      <translation>{name} erzeugen</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>Make {name} only</source>
      <translation>Nur {name}</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>{name} is older than the graph: Generate All.</source>
      <translation>{name} ist älter als der Graph: Alle erzeugen.</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>{name} is not made yet: Generate All.</source>
      <translation>{name} ist noch nicht gemacht: Alle erzeugen.</translation>
    </message>
    <message>
      <extracomment>studio/generate/words.py</extracomment>
      <source>Everything is computed already</source>
      <translation>Alles ist schon gerechnet</translation>
    </message>
    <message>
      <extracomment>studio/grabbing.py</extracomment>
      <source>Kept the still {name}</source>
      <translation>Standbild {name} behalten</translation>
    </message>
    <message>
      <extracomment>studio/grabbing.py</extracomment>
      <source>The playhead moved on before the still was read</source>
      <translation>Der Abspielkopf zog weiter, bevor das Standbild gelesen war</translation>
    </message>
    <message>
      <extracomment>studio/grabbing.py</extracomment>
      <source>Grab a still</source>
      <translation>Standbild greifen</translation>
    </message>
    <message>
      <extracomment>studio/graph/adding.py</extracomment>
      <source>Add {template}</source>
      <translation>{template} hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/graph/adding.py</extracomment>
      <source>Add {kind}</source>
      <translation>{kind} hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/graph/breadcrumb.py</extracomment>
      <source>Graph</source>
      <translation>Graph</translation>
    </message>
    <message>
      <extracomment>studio/graph/breadcrumb.py</extracomment>
      <source>Path of opened groups</source>
      <translation>Weg durch die geöffneten Gruppen</translation>
    </message>
    <message>
      <extracomment>studio/graph/breadcrumb.py</extracomment>
      <source>Back to “{name}”</source>
      <translation>Zurück zu „{name}“</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/alter.py</extracomment>
      <source>{done}: {what}</source>
      <translation>{done}: {what}</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/alter.py</extracomment>
      <source>Reset {what}</source>
      <translation>{what} zurücksetzen</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/alter.py</extracomment>
      <source>Add Dot</source>
      <translation>Punkt hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/alter.py</extracomment>
      <source>{flag} Off</source>
      <translation>{flag} aus</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/alter.py</extracomment>
      <source>Bypass</source>
      <translation>Überbrücken</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/alter.py</extracomment>
      <source>Freeze</source>
      <translation>Einfrieren</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/alter.py</extracomment>
      <source>Collapse</source>
      <translation>Einklappen</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/arrange.py</extracomment>
      <source>Tidy Up {what}</source>
      <translation>{what} aufräumen</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/arrange.py</extracomment>
      <source>Tidy Up Everything</source>
      <translation>Alles aufräumen</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/arrange.py</extracomment>
      <source>Align Left</source>
      <translation>Links ausrichten</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/arrange.py</extracomment>
      <source>Align Right</source>
      <translation>Rechts ausrichten</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/arrange.py</extracomment>
      <source>Align Top</source>
      <translation>Oben ausrichten</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/arrange.py</extracomment>
      <source>Align Bottom</source>
      <translation>Unten ausrichten</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/arrange.py</extracomment>
      <source>Align Middles</source>
      <translation>Mitten ausrichten</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/arrange.py</extracomment>
      <source>Align Centres</source>
      <translation>Zentren ausrichten</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/arrange.py</extracomment>
      <source>Distribute Across</source>
      <translation>Waagerecht verteilen</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/arrange.py</extracomment>
      <source>Distribute Down</source>
      <translation>Senkrecht verteilen</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/bundle.py</extracomment>
      <source>Make {what} Unique</source>
      <translation>{what} eigenständig machen</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/bundle.py</extracomment>
      <source>Frame {what}</source>
      <translation>Frame um {what}</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/bundle.py</extracomment>
      <source>Frame Colour</source>
      <translation>Frame-Farbe</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/bundle.py</extracomment>
      <source>Colour of {what}</source>
      <translation>Farbe von {what}</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/bundle.py</extracomment>
      <source>Group {what}</source>
      <translation>{what} gruppieren</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/bundle.py</extracomment>
      <source>Ungroup {what}</source>
      <translation>Gruppe {what} auflösen</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/bundle.py</extracomment>
      <source>Frame</source>
      <translation>Frame</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/clip.py</extracomment>
      <source>Clone {what}</source>
      <translation>{what} klonen</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/clip.py</extracomment>
      <source>Make {what} Independent</source>
      <translation>{what} unabhängig machen</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/clip.py</extracomment>
      <source>Delete {what} and Heal</source>
      <translation>{what} löschen und schließen</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/clip.py</extracomment>
      <source>Pull Out {what}</source>
      <translation>{what} herausziehen</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/clip.py</extracomment>
      <source>Cut the Links of {what}</source>
      <translation>Verbindungen von {what} trennen</translation>
    </message>
    <message>
      <extracomment>studio/graph/commands/clip.py</extracomment>
      <source>Paste as Prompt</source>
      <translation>Als Prompt einfügen</translation>
    </message>
    <message>
      <extracomment>studio/graph/editor.py</extracomment>
      <source>Arrow keys go from node to node, Enter edits, C links, Tab adds; the outline lists all nodes</source>
      <translation>Pfeiltasten gehen von Knoten zu Knoten, Enter bearbeitet, C verbindet, Tab fügt hinzu; die Gliederung führt alle Knoten auf</translation>
    </message>
    <message>
      <extracomment>studio/graph/gestures/drag.py</extracomment>
      <source>Shake {what} Loose</source>
      <translation>{what} losschütteln</translation>
    </message>
    <message>
      <extracomment>studio/graph/gestures/drag.py</extracomment>
      <source>Shaken loose: the links are cut when you let go</source>
      <translation>Losgeschüttelt: Die Verbindungen werden beim Loslassen getrennt</translation>
    </message>
    <message>
      <extracomment>studio/graph/gestures/drag.py</extracomment>
      <source>Put {what} on {link}</source>
      <translation>{what} auf {link} setzen</translation>
    </message>
    <message>
      <extracomment>studio/graph/gestures/knife.py</extracomment>
      <source>Cuts {count} links; Esc keeps them</source>
      <translation>Trennt {count} Verbindungen; Esc behält sie</translation>
    </message>
    <message>
      <extracomment>studio/graph/gestures/knife.py</extracomment>
      <source>Cut {link}</source>
      <translation>{link} trennen</translation>
    </message>
    <message>
      <extracomment>studio/graph/gestures/resize.py</extracomment>
      <source>Resize {what}</source>
      <translation>Größe von {what}</translation>
    </message>
    <message>
      <extracomment>studio/graph/gestures/wire.py</extracomment>
      <source>Link {link}</source>
      <translation>{link} verbinden</translation>
    </message>
    <message>
      <extracomment>studio/graph/gestures/wire.py</extracomment>
      <source>Nothing on “{node}” fits this link</source>
      <translation>Nichts an „{node}“ passt zu dieser Verbindung</translation>
    </message>
    <message>
      <extracomment>studio/graph/gestures/wire.py</extracomment>
      <source>A node cannot be linked to itself</source>
      <translation>Ein Knoten kann nicht mit sich selbst verbunden werden</translation>
    </message>
    <message>
      <extracomment>studio/graph/key_link.py</extracomment>
      <source>From “{port}”: up and down choose another, Enter goes on, Esc ends</source>
      <translation>Von „{port}“: auf und ab wählt einen anderen, Enter geht weiter, Esc bricht ab</translation>
    </message>
    <message>
      <extracomment>studio/graph/key_link.py</extracomment>
      <source>To “{port}” of {node}: arrows choose another, Enter links, Esc ends</source>
      <translation>Zu „{port}“ von {node}: Pfeile wählen einen anderen, Enter verbindet, Esc bricht ab</translation>
    </message>
    <message>
      <extracomment>studio/graph/key_link.py</extracomment>
      <source>This node has nothing to link</source>
      <translation>Dieser Knoten hat nichts zu verbinden</translation>
    </message>
    <message>
      <extracomment>studio/graph/key_link.py</extracomment>
      <source>Nothing fits “{port}”; Tab adds a node that does</source>
      <translation>Nichts passt zu „{port}“; Tab fügt einen passenden Knoten hinzu</translation>
    </message>
    <message>
      <extracomment>studio/graph/menu.py</extracomment>
      <source>What can be done here</source>
      <translation>Was man hier tun kann</translation>
    </message>
    <message>
      <extracomment>studio/graph/minimap.py</extracomment>
      <source>Minimap</source>
      <translation>Übersichtskarte</translation>
    </message>
    <message>
      <extracomment>studio/graph/minimap.py</extracomment>
      <source>The whole graph; click or drag to look somewhere else.</source>
      <translation>Der ganze Graph; klicken oder ziehen, um woandershin zu sehen.</translation>
    </message>
    <message>
      <extracomment>studio/graph/node_paint.py</extracomment>
      <source>as long as the storyboard</source>
      <translation>so lang wie das Storyboard</translation>
    </message>
    <message>
      <extracomment>studio/graph/node_paint.py</extracomment>
      <source>linked</source>
      <translation>verbunden</translation>
    </message>
    <message>
      <extracomment>studio/graph/node_paint.py</extracomment>
      <source>No picture yet</source>
      <translation>Noch kein Bild</translation>
    </message>
    <message>
      <extracomment>studio/graph/nothing.py</extracomment>
      <source>Nothing here yet.
Tab or a double click adds a node; pictures and clips can be dropped here.</source>
      <translation>Hier ist noch nichts.
Tab oder ein Doppelklick fügt einen Knoten ein; Bilder und Clips lassen sich hierher ziehen.</translation>
    </message>
    <message>
      <extracomment>studio/graph/on_spot.py</extracomment>
      <source>Rename {what}</source>
      <translation>{what} umbenennen</translation>
    </message>
    <message>
      <extracomment>studio/graph/on_spot.py</extracomment>
      <source>Title of the group</source>
      <translation>Titel der Gruppe</translation>
    </message>
    <message>
      <extracomment>studio/graph/on_spot.py</extracomment>
      <source>Title of the frame</source>
      <translation>Titel des Frames</translation>
    </message>
    <message>
      <extracomment>studio/graph/state_paint.py</extracomment>
      <source>{minutes} min {seconds} s</source>
      <translation>{minutes} min {seconds} s</translation>
    </message>
    <message>
      <extracomment>studio/graph/state_paint.py</extracomment>
      <source>{percent} %</source>
      <translation>{percent} %</translation>
    </message>
    <message>
      <extracomment>studio/graph/state_paint.py</extracomment>
      <source>{seconds} s</source>
      <translation>{seconds} s</translation>
    </message>
    <message>
      <extracomment>studio/graph/tips.py</extracomment>
      <source>It needs a link</source>
      <translation>Braucht eine Verbindung</translation>
    </message>
    <message>
      <extracomment>studio/graph/view.py</extracomment>
      <source>The nodes and links of this project; the outline lists them as a tree.</source>
      <translation>Die Knoten und Verbindungen dieses Projekts; die Gliederung führt sie als Baum auf.</translation>
    </message>
    <message>
      <extracomment>studio/graph/viewer_keys.py</extracomment>
      <source>{digit} shows “{node}” now</source>
      <translation>{digit} zeigt jetzt „{node}“</translation>
    </message>
    <message>
      <extracomment>studio/graph/viewer_keys.py</extracomment>
      <source>“{node}” is not on {digit} any more</source>
      <translation>„{node}“ liegt nicht mehr auf {digit}</translation>
    </message>
    <message>
      <extracomment>studio/graph/viewer_keys.py</extracomment>
      <source>Nothing is on {digit}: select a node and press Ctrl+{digit}</source>
      <translation>Auf {digit} liegt nichts: Knoten auswählen und Strg+{digit} drücken</translation>
    </message>
    <message>
      <extracomment>studio/help/panel.py</extracomment>
      <source>Help</source>
      <translation>Hilfe</translation>
    </message>
    <message>
      <extracomment>studio/help/panel.py</extracomment>
      <source>Select a node to read what it does.</source>
      <translation>Wähle einen Knoten aus, um zu lesen, was er tut.</translation>
    </message>
    <message>
      <extracomment>studio/history.py</extracomment>
      <source>{step} (saved)</source>
      <translation>{step} (gespeichert)</translation>
    </message>
    <message>
      <extracomment>studio/history.py</extracomment>
      <source>Every step of this document. Enter or a click goes to it.</source>
      <translation>Jeder Schritt dieses Dokuments. Enter oder ein Klick geht dorthin.</translation>
    </message>
    <message>
      <extracomment>studio/history.py</extracomment>
      <source>Goes back to this step; nothing is lost until you do something else.</source>
      <translation>Geht zu diesem Schritt zurück; nichts ist verloren, bis etwas anderes getan wird.</translation>
    </message>
    <message>
      <extracomment>studio/history.py</extracomment>
      <source>New project</source>
      <translation>Neues Projekt</translation>
    </message>
    <message>
      <extracomment>studio/history.py</extracomment>
      <source>As opened</source>
      <translation>Wie geöffnet</translation>
    </message>
    <message>
      <extracomment>studio/history.py</extracomment>
      <source>Before all of these</source>
      <translation>Vor all diesen</translation>
    </message>
    <message>
      <extracomment>studio/history.py</extracomment>
      <source>Change</source>
      <translation>Änderung</translation>
    </message>
    <message>
      <extracomment>studio/history.py</extracomment>
      <source>taken back</source>
      <translation>zurückgenommen</translation>
    </message>
    <message>
      <extracomment>studio/history.py</extracomment>
      <source>present</source>
      <translation>jetzt</translation>
    </message>
    <message>
      <extracomment>studio/inline/editor.py</extracomment>
      <source>Enter: keep · Esc: drop</source>
      <translation>Enter: übernehmen · Esc: verwerfen</translation>
    </message>
    <message>
      <extracomment>studio/inline/editor.py</extracomment>
      <source>This node has nothing to edit here</source>
      <translation>An diesem Knoten ist hier nichts zu bearbeiten</translation>
    </message>
    <message>
      <extracomment>studio/inline/editor.py</extracomment>
      <source>{param} comes from the link; cut it to edit here</source>
      <translation>{param} kommt über die Verbindung; trenne sie, um es hier zu ändern</translation>
    </message>
    <message>
      <extracomment>studio/inline/number.py</extracomment>
      <source>Up, Down: nudge</source>
      <translation>Auf, Ab: schrittweise</translation>
    </message>
    <message>
      <extracomment>studio/inline/number.py</extracomment>
      <source>Over time: 0: 1; 2: 0.5</source>
      <translation>Über die Zeit: 0: 1; 2: 0.5</translation>
    </message>
    <message>
      <extracomment>studio/inline/number.py</extracomment>
      <source>Empty: as the project</source>
      <translation>Leer: wie das Projekt</translation>
    </message>
    <message>
      <extracomment>studio/inline/number.py</extracomment>
      <source>{help} {range}</source>
      <translation>{help} {range}</translation>
    </message>
    <message>
      <extracomment>studio/inline/number.py</extracomment>
      <source>as the project</source>
      <translation>wie das Projekt</translation>
    </message>
    <message>
      <extracomment>studio/inline/prompt.py</extracomment>
      <source>Shift+Enter: new line</source>
      <translation>Umschalt+Enter: neue Zeile</translation>
    </message>
    <message>
      <extracomment>studio/inline/text.py</extracomment>
      <source>0  What is seen first
2.5  What is seen from second 2.5 on</source>
      <translation>0  Was zuerst zu sehen ist
2.5  Was ab Sekunde 2,5 zu sehen ist</translation>
    </message>
    <message>
      <extracomment>studio/inspecting.py</extracomment>
      <source>Choose a Picture or Clip</source>
      <translation>Bild oder Clip wählen</translation>
    </message>
    <message>
      <extracomment>studio/inspecting.py</extracomment>
      <source>This file is not in the project any more. Choose another one.</source>
      <translation>Diese Datei ist nicht mehr im Projekt. Wähle eine andere.</translation>
    </message>
    <message>
      <extracomment>studio/inspecting.py</extracomment>
      <source>{name} is not where it was.</source>
      <translation>{name} ist nicht mehr, wo es war.</translation>
    </message>
    <message>
      <extracomment>studio/inspecting.py</extracomment>
      <source>Looking at {name}…</source>
      <translation>{name} wird angesehen…</translation>
    </message>
    <message>
      <extracomment>studio/inspecting.py</extracomment>
      <source>{name} was not used: another node is shown by now.</source>
      <translation>{name} wurde nicht benutzt: Inzwischen wird ein anderer Knoten gezeigt.</translation>
    </message>
    <message>
      <extracomment>studio/inspecting.py</extracomment>
      <source>a picture</source>
      <translation>kein Bild</translation>
    </message>
    <message>
      <extracomment>studio/inspecting.py</extracomment>
      <source>a clip</source>
      <translation>kein Clip</translation>
    </message>
    <message>
      <extracomment>studio/inspecting.py</extracomment>
      <source>{name} is not {what}; choose another file.</source>
      <translation>{name} ist {what}; wähle eine andere Datei.</translation>
    </message>
    <message>
      <extracomment>studio/inspecting.py</extracomment>
      <source>Choose a Picture</source>
      <translation>Bild wählen</translation>
    </message>
    <message>
      <extracomment>studio/inspecting.py</extracomment>
      <source>Choose a Clip</source>
      <translation>Clip wählen</translation>
    </message>
    <message>
      <extracomment>studio/inspector/costs.py</extracomment>
      <source>{param}: a change runs {names} anew, {time}</source>
      <translation>{param}: Eine Änderung rechnet {names} neu, {time}</translation>
    </message>
    <message>
      <extracomment>studio/inspector/costs.py</extracomment>
      <source>{param}: nothing made so far hangs on it</source>
      <translation>{param}: Nichts bisher Erzeugtes hängt daran</translation>
    </message>
    <message>
      <extracomment>studio/inspector/costs.py</extracomment>
      <source>{names} and {count} more</source>
      <translation>{names} und {count} weitere</translation>
    </message>
    <message>
      <extracomment>studio/inspector/hand.py</extracomment>
      <source>Reset {param} of {what}</source>
      <translation>{param} von {what} zurücksetzen</translation>
    </message>
    <message>
      <extracomment>studio/inspector/hand.py</extracomment>
      <source>Choose {name}</source>
      <translation>{name} wählen</translation>
    </message>
    <message>
      <extracomment>studio/inspector/header.py</extracomment>
      <source>{count} nodes · {kind}</source>
      <translation>{count} Knoten · {kind}</translation>
    </message>
    <message>
      <extracomment>studio/inspector/header.py</extracomment>
      <source>What this node is called; empty shows its kind.</source>
      <translation>Wie dieser Knoten heißt; leer zeigt seine Art.</translation>
    </message>
    <message>
      <extracomment>studio/inspector/header.py</extracomment>
      <source>Several kinds</source>
      <translation>Mehrere Arten</translation>
    </message>
    <message>
      <extracomment>studio/inspector/header.py</extracomment>
      <source>Explains every param in place.</source>
      <translation>Erklärt jeden Parameter an Ort und Stelle.</translation>
    </message>
    <message>
      <extracomment>studio/inspector/header.py</extracomment>
      <source>Explain params</source>
      <translation>Parameter erklären</translation>
    </message>
    <message>
      <extracomment>studio/inspector/header.py</extracomment>
      <source>This project</source>
      <translation>Dieses Projekt</translation>
    </message>
    <message>
      <extracomment>studio/inspector/header.py</extracomment>
      <source>bypass</source>
      <translation>überbrücken</translation>
    </message>
    <message>
      <extracomment>studio/inspector/header.py</extracomment>
      <source>Lets the first input pass through unchanged.</source>
      <translation>Lässt den ersten Eingang unverändert durch.</translation>
    </message>
    <message>
      <extracomment>studio/inspector/header.py</extracomment>
      <source>mute</source>
      <translation>stumm</translation>
    </message>
    <message>
      <extracomment>studio/inspector/header.py</extracomment>
      <source>Leaves the node and what depends on it out.</source>
      <translation>Lässt den Knoten und alles, was von ihm abhängt, weg.</translation>
    </message>
    <message>
      <extracomment>studio/inspector/header.py</extracomment>
      <source>freeze</source>
      <translation>einfrieren</translation>
    </message>
    <message>
      <extracomment>studio/inspector/header.py</extracomment>
      <source>Keeps the last result, whatever changes above.</source>
      <translation>Behält das letzte Ergebnis, was auch immer davor geändert wird.</translation>
    </message>
    <message>
      <extracomment>studio/inspector/header.py</extracomment>
      <source>collapse</source>
      <translation>einklappen</translation>
    </message>
    <message>
      <extracomment>studio/inspector/header.py</extracomment>
      <source>Draws the node as its title only.</source>
      <translation>Zeichnet vom Knoten nur den Titel.</translation>
    </message>
    <message>
      <extracomment>studio/inspector/panel.py</extracomment>
      <source>{what} The value stays what it was.</source>
      <translation>{what} Der Wert bleibt, wie er war.</translation>
    </message>
    <message>
      <extracomment>studio/inspector/panel.py</extracomment>
      <source>Kept as the file has it</source>
      <translation>Behalten, wie es in der Datei steht</translation>
    </message>
    <message>
      <extracomment>studio/inspector/panel.py</extracomment>
      <source>Select a node to edit its params.</source>
      <translation>Wähle einen Knoten aus, um seine Parameter zu bearbeiten.</translation>
    </message>
    <message>
      <extracomment>studio/inspector/panel.py</extracomment>
      <source>There is more than fits here: select fewer nodes.</source>
      <translation>Hier passt nicht alles hin: Wähle weniger Knoten aus.</translation>
    </message>
    <message>
      <extracomment>studio/inspector/panel.py</extracomment>
      <source>Only {nodes}</source>
      <translation>Nur {nodes}</translation>
    </message>
    <message>
      <extracomment>studio/inspector/panel.py</extracomment>
      <source>There is nothing to set here.</source>
      <translation>Hier gibt es nichts einzustellen.</translation>
    </message>
    <message>
      <extracomment>studio/inspector/row.py</extracomment>
      <source>Reset {param}</source>
      <translation>{param} zurücksetzen</translation>
    </message>
    <message>
      <extracomment>studio/inspector/row.py</extracomment>
      <source>Differs from the default: a click brings that back.</source>
      <translation>Weicht vom Standard ab: Ein Klick holt ihn zurück.</translation>
    </message>
    <message>
      <extracomment>studio/inspector/row.py</extracomment>
      <source>A link decides this value. A click shows the node that it comes from.</source>
      <translation>Eine Verbindung bestimmt diesen Wert. Ein Klick zeigt den Knoten, von dem er kommt.</translation>
    </message>
    <message>
      <extracomment>studio/inspector/row.py</extracomment>
      <source>Draw the Seed of {what} for Every Take</source>
      <translation>Startwert von {what} für jeden Take ziehen</translation>
    </message>
    <message>
      <extracomment>studio/inspector/row.py</extracomment>
      <source>Lock the Seed of {what}</source>
      <translation>Startwert von {what} festhalten</translation>
    </message>
    <message>
      <extracomment>studio/inspector/row.py</extracomment>
      <source>Reset to Default</source>
      <translation>Auf Vorgabe zurücksetzen</translation>
    </message>
    <message>
      <extracomment>studio/inspector/row.py</extracomment>
      <source>Explain</source>
      <translation>Erklären</translation>
    </message>
    <message>
      <extracomment>studio/inspector/row.py</extracomment>
      <source>comes from {node}</source>
      <translation>kommt von {node}</translation>
    </message>
    <message>
      <extracomment>studio/inspector/row.py</extracomment>
      <source>Go to {node}</source>
      <translation>Zu {node} gehen</translation>
    </message>
    <message>
      <extracomment>studio/jobs/deeds.py</extracomment>
      <source>Queues the same once more, as it was asked for.</source>
      <translation>Reiht dasselbe noch einmal ein, wie es verlangt war.</translation>
    </message>
    <message>
      <extracomment>studio/jobs/deeds.py</extracomment>
      <source>Stops it; what waits goes on. Asked again, it goes on where it was.</source>
      <translation>Hält ihn an; was wartet, geht weiter. Erneut gestartet, macht er dort weiter.</translation>
    </message>
    <message>
      <extracomment>studio/jobs/deeds.py</extracomment>
      <source>Opens the folder in which the file lies.</source>
      <translation>Öffnet den Ordner, in dem die Datei liegt.</translation>
    </message>
    <message>
      <extracomment>studio/jobs/deeds.py</extracomment>
      <source>Ends the refining now and makes a take of what is there.</source>
      <translation>Beendet das Verfeinern jetzt und macht aus dem Bisherigen einen Take.</translation>
    </message>
    <message>
      <extracomment>studio/jobs/deeds.py</extracomment>
      <source>Show Node</source>
      <translation>Knoten zeigen</translation>
    </message>
    <message>
      <extracomment>studio/jobs/deeds.py</extracomment>
      <source>Goes to the node that this is for.</source>
      <translation>Geht zu dem Knoten, für den dies ist.</translation>
    </message>
    <message>
      <extracomment>studio/jobs/deeds.py</extracomment>
      <source>Show Steps</source>
      <translation>Schritte zeigen</translation>
    </message>
    <message>
      <extracomment>studio/jobs/deeds.py</extracomment>
      <source>Shows step by step what ran, how long it took, and what was there already.</source>
      <translation>Zeigt Schritt für Schritt, was lief, wie lange es dauerte und was schon da war.</translation>
    </message>
    <message>
      <extracomment>studio/jobs/deeds.py</extracomment>
      <source>Queue Again</source>
      <translation>Noch einmal einreihen</translation>
    </message>
    <message>
      <extracomment>studio/jobs/deeds.py</extracomment>
      <source>Takes it off the list; one that runs is stopped first.</source>
      <translation>Nimmt ihn von der Liste; ein laufender wird zuerst angehalten.</translation>
    </message>
    <message>
      <extracomment>studio/jobs/deeds.py</extracomment>
      <source>Copy Details</source>
      <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
      <extracomment>studio/jobs/deeds.py</extracomment>
      <source>Copies everything that is known about the failure.</source>
      <translation>Kopiert alles, was über den Fehler bekannt ist.</translation>
    </message>
    <message>
      <extracomment>studio/jobs/deeds.py</extracomment>
      <source>Half a file is not kept.</source>
      <translation>Eine halbe Datei bleibt nicht.</translation>
    </message>
    <message>
      <extracomment>studio/jobs/deeds.py</extracomment>
      <source>Run Now</source>
      <translation>Jetzt ausführen</translation>
    </message>
    <message>
      <extracomment>studio/jobs/deeds.py</extracomment>
      <source>It runs already.</source>
      <translation>Er läuft schon.</translation>
    </message>
    <message>
      <extracomment>studio/jobs/deeds.py</extracomment>
      <source>Runs it at once; what runs now waits and goes on afterwards.</source>
      <translation>Führt ihn sofort aus; was jetzt läuft, wartet und geht danach weiter.</translation>
    </message>
    <message>
      <extracomment>studio/jobs/deeds.py</extracomment>
      <source>Runs it one place earlier. Alt+Up</source>
      <translation>Führt ihn einen Platz früher aus. Alt+Auf</translation>
    </message>
    <message>
      <extracomment>studio/jobs/deeds.py</extracomment>
      <source>Runs it one place later. Alt+Down</source>
      <translation>Führt ihn einen Platz später aus. Alt+Ab</translation>
    </message>
    <message>
      <extracomment>studio/jobs/footer.py</extracomment>
      <source>More</source>
      <translation>Mehr</translation>
    </message>
    <message>
      <extracomment>studio/jobs/footer.py</extracomment>
      <source>Everything that can be done about this job.</source>
      <translation>Alles, was sich mit diesem Auftrag tun lässt.</translation>
    </message>
    <message>
      <extracomment>studio/jobs/list.py</extracomment>
      <source>Enter goes to the node, Delete removes, Alt+Up and Alt+Down move what waits, Right and Left open and close what has ended.</source>
      <translation>Eingabe geht zum Knoten, Entf entfernt, Alt+Auf und Alt+Ab verschieben Wartendes, Rechts und Links öffnen und schließen Beendetes.</translation>
    </message>
    <message>
      <extracomment>studio/jobs/panel.py</extracomment>
      <source>Pause</source>
      <translation>Pausieren</translation>
    </message>
    <message>
      <extracomment>studio/jobs/panel.py</extracomment>
      <source>Starts no further job; the one that runs goes on.</source>
      <translation>Beginnt keinen weiteren Auftrag; der laufende geht weiter.</translation>
    </message>
    <message>
      <extracomment>studio/jobs/panel.py</extracomment>
      <source>Clear</source>
      <translation>Leeren</translation>
    </message>
    <message>
      <extracomment>studio/jobs/panel.py</extracomment>
      <source>Takes jobs off the list; results and takes stay.</source>
      <translation>Nimmt Aufträge von der Liste; Ergebnisse und Takes bleiben.</translation>
    </message>
    <message>
      <extracomment>studio/jobs/panel.py</extracomment>
      <source>Nothing is being made. Ctrl+Enter generates what is selected; jobs wait here, and go on at the next start of the program.</source>
      <translation>Zurzeit wird nichts erzeugt. Strg+Enter erzeugt die Auswahl; Aufträge warten hier und gehen beim nächsten Start des Programms weiter.</translation>
    </message>
    <message>
      <extracomment>studio/jobs/panel.py</extracomment>
      <source>Resume</source>
      <translation>Fortsetzen</translation>
    </message>
    <message>
      <extracomment>studio/jobs/panel.py</extracomment>
      <source>{count} jobs</source>
      <translation>{count} Aufträge</translation>
    </message>
    <message>
      <extracomment>studio/jobs/panel.py</extracomment>
      <source>What Waits</source>
      <translation>Wartende</translation>
    </message>
    <message>
      <extracomment>studio/jobs/panel.py</extracomment>
      <source>Takes everything that waits off the list; what runs goes on.</source>
      <translation>Nimmt alles Wartende von der Liste; was läuft, geht weiter.</translation>
    </message>
    <message>
      <extracomment>studio/jobs/panel.py</extracomment>
      <source>What Has Ended</source>
      <translation>Beendete</translation>
    </message>
    <message>
      <extracomment>studio/jobs/panel.py</extracomment>
      <source>Takes everything that has ended off the list.</source>
      <translation>Nimmt alles Beendete von der Liste.</translation>
    </message>
    <message>
      <extracomment>studio/jobs/words.py</extracomment>
      <source>Ended ({count})</source>
      <translation>Beendet ({count})</translation>
    </message>
    <message>
      <extracomment>studio/jobs/words.py</extracomment>
      <source>All cached</source>
      <translation>War schon da</translation>
    </message>
    <message>
      <extracomment>studio/jobs/words.py</extracomment>
      <source>All of it: {time}</source>
      <translation>Alles zusammen: {time}</translation>
    </message>
    <message>
      <extracomment>studio/jobs/words.py</extracomment>
      <source>in {time}</source>
      <translation>in {time}</translation>
    </message>
    <message>
      <extracomment>studio/jobs/words.py</extracomment>
      <source>{time} left</source>
      <translation>noch {time}</translation>
    </message>
    <message>
      <extracomment>studio/jobs/words.py</extracomment>
      <source>takes {time}</source>
      <translation>dauert {time}</translation>
    </message>
    <message>
      <extracomment>studio/jobs/words.py</extracomment>
      <source>Paused</source>
      <translation>Pausiert</translation>
    </message>
    <message>
      <extracomment>studio/jobs/words.py</extracomment>
      <source>1 running</source>
      <translation>1 läuft</translation>
    </message>
    <message>
      <extracomment>studio/jobs/words.py</extracomment>
      <source>{count} waiting</source>
      <translation>{count} warten</translation>
    </message>
    <message>
      <extracomment>studio/jobs/words.py</extracomment>
      <source>What helps: {remedy}</source>
      <translation>Was hilft: {remedy}</translation>
    </message>
    <message>
      <extracomment>studio/jobs/words.py</extracomment>
      <source>Waiting</source>
      <translation>Wartet</translation>
    </message>
    <message>
      <extracomment>studio/jobs/words.py</extracomment>
      <source>Running</source>
      <translation>Läuft</translation>
    </message>
    <message>
      <extracomment>studio/jobs/words.py</extracomment>
      <source>Done</source>
      <translation>Fertig</translation>
    </message>
    <message>
      <extracomment>studio/jobs/words.py</extracomment>
      <source>Failed</source>
      <translation>Fehlgeschlagen</translation>
    </message>
    <message>
      <extracomment>studio/jobs/words.py</extracomment>
      <source>Stopped</source>
      <translation>Angehalten</translation>
    </message>
    <message>
      <extracomment>studio/kind_text.py</extracomment>
      <source> or </source>
      <translation> oder </translation>
    </message>
    <message>
      <extracomment>studio/kind_text.py</extracomment>
      <source>About this kind of node</source>
      <translation>Über diese Art von Knoten</translation>
    </message>
    <message>
      <extracomment>studio/kind_text.py</extracomment>
      <source>needed</source>
      <translation>nötig</translation>
    </message>
    <message>
      <extracomment>studio/kind_text.py</extracomment>
      <source>several</source>
      <translation>mehrere</translation>
    </message>
    <message>
      <extracomment>studio/kind_text.py</extracomment>
      <source>normally {value}</source>
      <translation>normal {value}</translation>
    </message>
    <message>
      <extracomment>studio/kind_text.py</extracomment>
      <source>edited on the node</source>
      <translation>wird auf dem Knoten bearbeitet</translation>
    </message>
    <message>
      <extracomment>studio/kind_text.py</extracomment>
      <source>Also found as: {words}</source>
      <translation>Auch zu finden als: {words}</translation>
    </message>
    <message>
      <extracomment>studio/kind_text.py</extracomment>
      <source>on</source>
      <translation>ein</translation>
    </message>
    <message>
      <extracomment>studio/kind_text.py</extracomment>
      <source>off</source>
      <translation>aus</translation>
    </message>
    <message>
      <extracomment>studio/leaving.py</extracomment>
      <source>{count} jobs run or wait. They are kept, and go on when Shotloom is opened again.</source>
      <translation>{count} Aufträge laufen oder warten. Sie bleiben erhalten und gehen weiter, wenn Shotloom wieder geöffnet wird.</translation>
    </message>
    <message>
      <extracomment>studio/leaving.py</extracomment>
      <source>{title} is being made. It goes on from here when Shotloom is opened again.</source>
      <translation>{title} entsteht gerade. Es geht von hier aus weiter, wenn Shotloom wieder geöffnet wird.</translation>
    </message>
    <message>
      <extracomment>studio/leaving.py</extracomment>
      <source>1 job is waiting. It is kept, and runs when Shotloom is opened again.</source>
      <translation>1 Auftrag wartet. Er bleibt erhalten und läuft, wenn Shotloom wieder geöffnet wird.</translation>
    </message>
    <message>
      <extracomment>studio/leaving.py</extracomment>
      <source>{count} jobs are waiting. They are kept, and run when Shotloom is opened again.</source>
      <translation>{count} Aufträge warten. Sie bleiben erhalten und laufen, wenn Shotloom wieder geöffnet wird.</translation>
    </message>
    <message>
      <extracomment>studio/leaving.py</extracomment>
      <source>Shotloom quits when what it makes is done.</source>
      <translation>Shotloom wird beendet, sobald fertig ist, was gerade entsteht.</translation>
    </message>
    <message>
      <extracomment>studio/leaving.py</extracomment>
      <source>Shotloom quits when {count} jobs are done.</source>
      <translation>Shotloom wird beendet, sobald {count} Aufträge fertig sind.</translation>
    </message>
    <message>
      <extracomment>studio/leaving.py</extracomment>
      <source>Quit</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <extracomment>studio/leaving.py</extracomment>
      <source>Ends the program now; the jobs are kept.</source>
      <translation>Beendet das Programm jetzt; die Aufträge bleiben erhalten.</translation>
    </message>
    <message>
      <extracomment>studio/leaving.py</extracomment>
      <source>Finish First</source>
      <translation>Erst fertigstellen</translation>
    </message>
    <message>
      <extracomment>studio/leaving.py</extracomment>
      <source>Ends the program by itself when every job is done.</source>
      <translation>Beendet das Programm von selbst, wenn alle Aufträge fertig sind.</translation>
    </message>
    <message>
      <extracomment>studio/leaving.py</extracomment>
      <source>Keep Working</source>
      <translation>Weiterarbeiten</translation>
    </message>
    <message>
      <extracomment>studio/leaving.py</extracomment>
      <source>Does not end the program.</source>
      <translation>Beendet das Programm nicht.</translation>
    </message>
    <message>
      <extracomment>studio/leaving.py</extracomment>
      <source>Quit Now</source>
      <translation>Jetzt beenden</translation>
    </message>
    <message>
      <extracomment>studio/leaving.py</extracomment>
      <source>The queue is paused.</source>
      <translation>Die Warteschlange ist pausiert.</translation>
    </message>
    <message>
      <extracomment>studio/menu_commands.py</extracomment>
      <source>The language changes when the program starts again</source>
      <translation>Die Sprache ändert sich beim nächsten Start des Programms</translation>
    </message>
    <message>
      <extracomment>studio/outline/model.py</extracomment>
      <source>fed by {names}</source>
      <translation>gespeist von {names}</translation>
    </message>
    <message>
      <extracomment>studio/outline/model.py</extracomment>
      <source>feeds {names}</source>
      <translation>speist {names}</translation>
    </message>
    <message>
      <extracomment>studio/outline/model.py</extracomment>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <extracomment>studio/outline/model.py</extracomment>
      <source>Kind</source>
      <translation>Art</translation>
    </message>
    <message>
      <extracomment>studio/outline/model.py</extracomment>
      <source>State</source>
      <translation>Zustand</translation>
    </message>
    <message>
      <extracomment>studio/outline/model.py</extracomment>
      <source>Links</source>
      <translation>Verbindungen</translation>
    </message>
    <message>
      <extracomment>studio/outline/panel.py</extracomment>
      <source>Search the outline</source>
      <translation>Gliederung durchsuchen</translation>
    </message>
    <message>
      <extracomment>studio/outline/panel.py</extracomment>
      <source>Shows nodes whose name, kind or text has these words. Down goes to the list.</source>
      <translation>Zeigt Knoten, deren Name, Art oder Text diese Wörter hat. Ab führt in die Liste.</translation>
    </message>
    <message>
      <extracomment>studio/outline/panel.py</extracomment>
      <source>All nodes of this project. Enter brings one into view.</source>
      <translation>Alle Knoten dieses Projekts. Enter bringt einen ins Bild.</translation>
    </message>
    <message>
      <extracomment>studio/outline/panel.py</extracomment>
      <source>The right button shows and hides columns.</source>
      <translation>Die rechte Maustaste zeigt und verbirgt Spalten.</translation>
    </message>
    <message>
      <extracomment>studio/page.py</extracomment>
      <source>Add Media</source>
      <translation>Medien hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/page.py</extracomment>
      <source>Save as Template</source>
      <translation>Als Vorlage sichern</translation>
    </message>
    <message>
      <extracomment>studio/page.py</extracomment>
      <source>What is this template called?</source>
      <translation>Wie heißt diese Vorlage?</translation>
    </message>
    <message>
      <extracomment>studio/page.py</extracomment>
      <source>Kept as the template {name}</source>
      <translation>Als Vorlage {name} aufbewahrt</translation>
    </message>
    <message>
      <extracomment>studio/plan/changing.py</extracomment>
      <source>Changing {param} of {node} runs {count} steps anew: about {seconds}, {memory}. Nothing else.</source>
      <translation>Wird {param} von {node} geändert, laufen {count} Schritte neu: etwa {seconds}, {memory}. Sonst nichts.</translation>
    </message>
    <message>
      <extracomment>studio/plan/changing.py</extracomment>
      <source>Changing {param} of {node} would run nothing here.</source>
      <translation>Wird {param} von {node} geändert, läuft hier nichts neu.</translation>
    </message>
    <message>
      <extracomment>studio/plan/changing.py</extracomment>
      <source>Changing {param} of {node} runs 1 step anew: about {seconds}, {memory}. Nothing else.</source>
      <translation>Wird {param} von {node} geändert, läuft 1 Schritt neu: etwa {seconds}, {memory}. Sonst nichts.</translation>
    </message>
    <message>
      <extracomment>studio/plan/changing.py</extracomment>
      <source>Changing {param} of {node} would run nothing more than is due already.</source>
      <translation>Wird {param} von {node} geändert, läuft nicht mehr, als ohnehin ansteht.</translation>
    </message>
    <message>
      <extracomment>studio/plan/choices.py</extracomment>
      <source>{time}: {title}</source>
      <translation>{time}: {title}</translation>
    </message>
    <message>
      <extracomment>studio/plan/choices.py</extracomment>
      <source>Plan of</source>
      <translation>Plan für</translation>
    </message>
    <message>
      <extracomment>studio/plan/choices.py</extracomment>
      <source>Shows what would be made now, or what was done for something that is made.</source>
      <translation>Zeigt, was jetzt erzeugt würde oder was für schon Erzeugtes getan wurde.</translation>
    </message>
    <message>
      <extracomment>studio/plan/choices.py</extracomment>
      <source>What if</source>
      <translation>Was wäre, wenn</translation>
    </message>
    <message>
      <extracomment>studio/plan/choices.py</extracomment>
      <source>Shows what would have to run anew if a param of the current node changed.</source>
      <translation>Zeigt, was neu laufen müsste, wenn sich ein Parameter des aktuellen Knotens änderte.</translation>
    </message>
    <message>
      <extracomment>studio/plan/choices.py</extracomment>
      <source>What if … changes?</source>
      <translation>Was wäre, wenn … sich ändert?</translation>
    </message>
    <message>
      <extracomment>studio/plan/choices.py</extracomment>
      <source>What if: select a node</source>
      <translation>Was wäre, wenn: Knoten auswählen</translation>
    </message>
    <message>
      <extracomment>studio/plan/choices.py</extracomment>
      <source>Now: the selection, or all shots</source>
      <translation>Jetzt: die Auswahl oder alle Shots</translation>
    </message>
    <message>
      <extracomment>studio/plan/choices.py</extracomment>
      <source>Now: all shots</source>
      <translation>Jetzt: alle Shots</translation>
    </message>
    <message>
      <extracomment>studio/plan/choices.py</extracomment>
      <source>What if: {param}</source>
      <translation>Was wäre, wenn: {param}</translation>
    </message>
    <message>
      <extracomment>studio/plan/listing.py</extracomment>
      <source>Steps of the plan</source>
      <translation>Schritte des Plans</translation>
    </message>
    <message>
      <extracomment>studio/plan/listing.py</extracomment>
      <source>Enter goes to the node of a step.</source>
      <translation>Enter geht zum Knoten eines Schritts.</translation>
    </message>
    <message>
      <extracomment>studio/plan/listing.py</extracomment>
      <source>A click sorts; the right button shows and hides columns.</source>
      <translation>Ein Klick sortiert; die rechte Maustaste zeigt und verbirgt Spalten.</translation>
    </message>
    <message>
      <extracomment>studio/plan/panel.py</extracomment>
      <source>List</source>
      <translation>Liste</translation>
    </message>
    <message>
      <extracomment>studio/plan/panel.py</extracomment>
      <source>Shows the steps as a list.</source>
      <translation>Zeigt die Schritte als Liste.</translation>
    </message>
    <message>
      <extracomment>studio/plan/panel.py</extracomment>
      <source>Picture</source>
      <translation>Bild</translation>
    </message>
    <message>
      <extracomment>studio/plan/panel.py</extracomment>
      <source>Shows the steps as a picture.</source>
      <translation>Zeigt die Schritte als Bild.</translation>
    </message>
    <message>
      <extracomment>studio/plan/panel.py</extracomment>
      <source>Fit</source>
      <translation>Einpassen</translation>
    </message>
    <message>
      <extracomment>studio/plan/panel.py</extracomment>
      <source>Shows all of the picture (F).</source>
      <translation>Zeigt das ganze Bild (F).</translation>
    </message>
    <message>
      <extracomment>studio/plan/panel.py</extracomment>
      <source>Copy</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <extracomment>studio/plan/panel.py</extracomment>
      <source>Copies the list as text.</source>
      <translation>Kopiert die Liste als Text.</translation>
    </message>
    <message>
      <extracomment>studio/plan/panel.py</extracomment>
      <source>The node of this step is not there any more.</source>
      <translation>Den Knoten dieses Schritts gibt es nicht mehr.</translation>
    </message>
    <message>
      <extracomment>studio/plan/panel.py</extracomment>
      <source>Making the plan…</source>
      <translation>Der Plan wird gemacht…</translation>
    </message>
    <message>
      <extracomment>studio/plan/panel.py</extracomment>
      <source> (and {count} more)</source>
      <translation> (und {count} weitere)</translation>
    </message>
    <message>
      <extracomment>studio/plan/panel.py</extracomment>
      <source>There is nothing to make yet: add a Shot, or select a node that makes a picture.</source>
      <translation>Noch gibt es nichts zu erzeugen: Füge einen Shot hinzu oder wähle einen Knoten, der ein Bild macht.</translation>
    </message>
    <message>
      <extracomment>studio/plan/picture.py</extracomment>
      <source>Picture of the plan</source>
      <translation>Bild des Plans</translation>
    </message>
    <message>
      <extracomment>studio/plan/picture.py</extracomment>
      <source>Arrows walk from step to step. The list tells the same in words.</source>
      <translation>Pfeile gehen von Schritt zu Schritt. Die Liste sagt dasselbe in Worten.</translation>
    </message>
    <message>
      <extracomment>studio/plan/reading.py</extracomment>
      <source>Reports are written of jobs that end from now on</source>
      <translation>Berichte gibt es von Aufträgen, die von jetzt an enden</translation>
    </message>
    <message>
      <extracomment>studio/plan/reading.py</extracomment>
      <source>nothing was written down of what this job did</source>
      <translation>was dieser Auftrag tat, wurde nicht aufgeschrieben</translation>
    </message>
    <message>
      <extracomment>studio/plan/reading.py</extracomment>
      <source>A node that is gone</source>
      <translation>Ein Knoten, den es nicht mehr gibt</translation>
    </message>
    <message>
      <extracomment>studio/plan/table.py</extracomment>
      <source>The order in which steps run.</source>
      <translation>Die Reihenfolge, in der die Schritte laufen.</translation>
    </message>
    <message>
      <extracomment>studio/plan/table.py</extracomment>
      <source>Step</source>
      <translation>Schritt</translation>
    </message>
    <message>
      <extracomment>studio/plan/table.py</extracomment>
      <source>What the engine does.</source>
      <translation>Was gerechnet wird.</translation>
    </message>
    <message>
      <extracomment>studio/plan/table.py</extracomment>
      <source>Node</source>
      <translation>Knoten</translation>
    </message>
    <message>
      <extracomment>studio/plan/table.py</extracomment>
      <source>The nodes that the step is for; several share its result.</source>
      <translation>Die Knoten, für die der Schritt ist; mehrere teilen sein Ergebnis.</translation>
    </message>
    <message>
      <extracomment>studio/plan/table.py</extracomment>
      <source>Whether the result is there, or has to be made.</source>
      <translation>Ob das Ergebnis da ist oder erst erzeugt werden muss.</translation>
    </message>
    <message>
      <extracomment>studio/plan/table.py</extracomment>
      <source>Forecast</source>
      <translation>Vorhersage</translation>
    </message>
    <message>
      <extracomment>studio/plan/table.py</extracomment>
      <source>How long it is thought to take, from what was measured on this machine.</source>
      <translation>Wie lange es wohl dauert, nach dem, was auf diesem Rechner gemessen wurde.</translation>
    </message>
    <message>
      <extracomment>studio/plan/table.py</extracomment>
      <source>Took</source>
      <translation>Dauerte</translation>
    </message>
    <message>
      <extracomment>studio/plan/table.py</extracomment>
      <source>How long it took.</source>
      <translation>Wie lange es gedauert hat.</translation>
    </message>
    <message>
      <extracomment>studio/plan/table.py</extracomment>
      <source>Memory</source>
      <translation>Speicher</translation>
    </message>
    <message>
      <extracomment>studio/plan/table.py</extracomment>
      <source>Memory beside what is held already: as it is thought, or as it was measured.</source>
      <translation>Speicher über das hinaus, was schon belegt ist: wie vermutet oder wie gemessen.</translation>
    </message>
    <message>
      <extracomment>studio/plan/table.py</extracomment>
      <source>Remarks</source>
      <translation>Bemerkungen</translation>
    </message>
    <message>
      <extracomment>studio/plan/table.py</extracomment>
      <source>What is shared, handed on, or run together.</source>
      <translation>Was geteilt, weitergereicht oder zusammen ausgeführt wird.</translation>
    </message>
    <message>
      <extracomment>studio/plan/table.py</extracomment>
      <source>Result</source>
      <translation>Ergebnis</translation>
    </message>
    <message>
      <extracomment>studio/plan/table.py</extracomment>
      <source>Size, frames and rate of what comes out, or the words that are read.</source>
      <translation>Größe, Frames und Bildrate des Ergebnisses oder die Wörter, die gelesen werden.</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>“{words}”</source>
      <translation>„{words}“</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>{state}, result {result}</source>
      <translation>{state}, Ergebnis {result}</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>Time</source>
      <translation>Zeit</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>To run</source>
      <translation>Zu rechnen</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>Cached</source>
      <translation>Schon da</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>Costs nothing</source>
      <translation>Kostet nichts</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>Not needed</source>
      <translation>Nicht nötig</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>Planned</source>
      <translation>Geplant</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>Ran</source>
      <translation>Gelaufen</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>Given up</source>
      <translation>Aufgegeben</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>Autoencoder</source>
      <translation>Autoencoder</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>Model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>Upscaler</source>
      <translation>Vergrößerer</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>Frames and files</source>
      <translation>Frames und Dateien</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>shared by {count}</source>
      <translation>geteilt von {count}</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>handed on to {names}</source>
      <translation>weitergereicht an {names}</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>one call with {count} more</source>
      <translation>ein Aufruf mit {count} weiteren</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>About {seconds}</source>
      <translation>Etwa {seconds}</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>Took {seconds}</source>
      <translation>Dauerte {seconds}</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>{memory} of memory beside what is held</source>
      <translation>{memory} Speicher über das Belegte hinaus</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>{count} cached</source>
      <translation>{count} schon da</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>memory grew by {memory} at most</source>
      <translation>Speicher wuchs um höchstens {memory}</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>{count} steps ran in {seconds}, {forecast} were forecast</source>
      <translation>{count} Schritte liefen in {seconds}, vorhergesagt waren {forecast}</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>Nothing had to run</source>
      <translation>Nichts musste laufen</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>{count} failed or were given up</source>
      <translation>{count} fehlgeschlagen oder aufgegeben</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>{count} steps, about {seconds} if nothing is cached</source>
      <translation>{count} Schritte, etwa {seconds}, wenn noch nichts da ist</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>{count} steps to run, about {seconds}</source>
      <translation>{count} Schritte zu rechnen, etwa {seconds}</translation>
    </message>
    <message>
      <extracomment>studio/plan/words.py</extracomment>
      <source>Everything is there: nothing has to run</source>
      <translation>Alles ist da: Nichts muss laufen</translation>
    </message>
    <message>
      <extracomment>studio/preferences/diagnostics.py</extracomment>
      <source>Diagnostics</source>
      <translation>Diagnose</translation>
    </message>
    <message>
      <extracomment>studio/preferences/diagnostics.py</extracomment>
      <source>Log</source>
      <translation>Protokoll</translation>
    </message>
    <message>
      <extracomment>studio/preferences/diagnostics.py</extracomment>
      <source>Versions</source>
      <translation>Versionen</translation>
    </message>
    <message>
      <extracomment>studio/preferences/diagnostics.py</extracomment>
      <source>Copy Diagnostics</source>
      <translation>Diagnose kopieren</translation>
    </message>
    <message>
      <extracomment>studio/preferences/diagnostics.py</extracomment>
      <source>Open Log Folder</source>
      <translation>Protokollordner öffnen</translation>
    </message>
    <message>
      <extracomment>studio/preferences/diagnostics.py</extracomment>
      <source>Shows where the program writes its log.</source>
      <translation>Zeigt, wohin das Programm sein Protokoll schreibt.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/diagnostics.py</extracomment>
      <source>Open the log folder</source>
      <translation>Protokollordner öffnen</translation>
    </message>
    <message>
      <extracomment>studio/preferences/diagnostics.py</extracomment>
      <source>For whoever helps</source>
      <translation>Für alle, die helfen</translation>
    </message>
    <message>
      <extracomment>studio/preferences/diagnostics.py</extracomment>
      <source>Nothing is sent anywhere. Names of your folders and files are left out.</source>
      <translation>Nichts wird irgendwohin gesendet. Namen eigener Ordner und Dateien bleiben weg.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/diagnostics.py</extracomment>
      <source>What is copied.</source>
      <translation>Was kopiert wird.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/diagnostics.py</extracomment>
      <source>Copied.</source>
      <translation>Kopiert.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/engine.py</extracomment>
      <source>Now: {name}, {memory} of its own memory.</source>
      <translation>Jetzt: {name}, {memory} eigener Speicher.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/engine.py</extracomment>
      <source>A job may take {allowed} of {all}; jobs that need more are told of before they run.</source>
      <translation>Ein Auftrag darf {allowed} von {all} belegen; braucht einer mehr, wird das vorher gesagt.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/engine.py</extracomment>
      <source>Engine</source>
      <translation>Rechenwerk</translation>
    </message>
    <message>
      <extracomment>studio/preferences/engine.py</extracomment>
      <source>Device</source>
      <translation>Gerät</translation>
    </message>
    <message>
      <extracomment>studio/preferences/engine.py</extracomment>
      <source>A graphics card of NVIDIA is used where there is one. Results differ slightly between devices.</source>
      <translation>Eine Grafikkarte von NVIDIA wird benutzt, wo es eine gibt. Ergebnisse weichen zwischen Geräten leicht voneinander ab.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/engine.py</extracomment>
      <source>Automatic</source>
      <translation>Automatisch</translation>
    </message>
    <message>
      <extracomment>studio/preferences/engine.py</extracomment>
      <source>Show what is in the making</source>
      <translation>Zeigen, was gerade entsteht</translation>
    </message>
    <message>
      <extracomment>studio/preferences/engine.py</extracomment>
      <source>Previews</source>
      <translation>Vorschau</translation>
    </message>
    <message>
      <extracomment>studio/preferences/engine.py</extracomment>
      <source>Moving pictures from the first step on; they cost little.</source>
      <translation>Bewegte Bilder vom ersten Schritt an; sie kosten wenig.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/engine.py</extracomment>
      <source>The device is asked for once the window has come to rest.</source>
      <translation>Das Gerät wird ermittelt, sobald das Fenster zur Ruhe gekommen ist.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/engine.py</extracomment>
      <source>Now: {name}, {cores} cores, {memory} of memory.</source>
      <translation>Jetzt: {name}, {cores} Kerne, {memory} Speicher.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/engine.py</extracomment>
      <source>What a job may take of the device. Automatic is half of it.</source>
      <translation>Was ein Auftrag vom Gerät belegen darf. Automatisch ist die Hälfte.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/engine.py</extracomment>
      <source>The best there is</source>
      <translation>Das beste vorhandene</translation>
    </message>
    <message>
      <extracomment>studio/preferences/engine.py</extracomment>
      <source>The processor</source>
      <translation>Der Prozessor</translation>
    </message>
    <message>
      <extracomment>studio/preferences/engine.py</extracomment>
      <source>{size} of the main memory are free now.</source>
      <translation>Vom Hauptspeicher sind jetzt {size} frei.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>General</source>
      <translation>Allgemein</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>Theme</source>
      <translation>Farben</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>Colours of the window; pictures look the same in all of them.</source>
      <translation>Farben des Fensters; Bilder sehen in allen gleich aus.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>Text size</source>
      <translation>Textgröße</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>Everything else grows with the text.</source>
      <translation>Alles andere wächst mit dem Text.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>Language</source>
      <translation>Sprache</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>The words of menus and messages.</source>
      <translation>Die Wörter der Menüs und Meldungen.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>Reduce motion</source>
      <translation>Weniger Bewegung</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>Movement</source>
      <translation>Bewegung</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>Nothing slides or fades; previews show one picture.</source>
      <translation>Nichts gleitet oder blendet; die Vorschau zeigt ein einzelnes Bild.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>Tell when a long job is done</source>
      <translation>Melden, wenn ein langer Auftrag fertig ist</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>Notifications</source>
      <translation>Benachrichtigungen</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>If it took longer than 20 seconds and another window is in front. Without a sound.</source>
      <translation>Wenn er länger als 20 Sekunden gedauert hat und ein anderes Fenster vorn ist. Ohne Ton.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>Open the projects of last time</source>
      <translation>Projekte vom letzten Mal öffnen</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>At the start</source>
      <translation>Beim Start</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>Otherwise the welcome page offers them.</source>
      <translation>Sonst bietet die Startseite sie an.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>Dark</source>
      <translation>Dunkel</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>Light</source>
      <translation>Hell</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>High Contrast</source>
      <translation>Hoher Kontrast</translation>
    </message>
    <message>
      <extracomment>studio/preferences/general.py</extracomment>
      <source>As the system</source>
      <translation>Wie das System</translation>
    </message>
    <message>
      <extracomment>studio/preferences/guest.py</extracomment>
      <source>This system does not let a program do that, or there is one core only.</source>
      <translation>Dieses System lässt das nicht zu, oder es gibt nur einen Kern.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/guest.py</extracomment>
      <source>Manners</source>
      <translation>Rücksicht</translation>
    </message>
    <message>
      <extracomment>studio/preferences/guest.py</extracomment>
      <source>Leave a core free while the window is in use</source>
      <translation>Einen Kern frei lassen, solange das Fenster benutzt wird</translation>
    </message>
    <message>
      <extracomment>studio/preferences/guest.py</extracomment>
      <source>Processor</source>
      <translation>Prozessor</translation>
    </message>
    <message>
      <extracomment>studio/preferences/guest.py</extracomment>
      <source>Pause the queue on battery</source>
      <translation>Warteschlange bei Akkubetrieb pausieren</translation>
    </message>
    <message>
      <extracomment>studio/preferences/guest.py</extracomment>
      <source>Battery</source>
      <translation>Akku</translation>
    </message>
    <message>
      <extracomment>studio/preferences/guest.py</extracomment>
      <source>What runs stops where it is and goes on, with the same result, when there is mains power again.</source>
      <translation>Was läuft, hält an, wo es ist, und geht am Netzteil mit demselben Ergebnis weiter.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/guest.py</extracomment>
      <source>The engine always steps behind the window when both want to compute; its results stay the same.</source>
      <translation>Wenn beide rechnen wollen, hat das Fenster immer Vorrang; die Ergebnisse bleiben gleich.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/guest.py</extracomment>
      <source>Generating takes a little longer while you type or draw, and the window answers at once.</source>
      <translation>Das Erzeugen dauert etwas länger, während du tippst oder zeichnest, und das Fenster antwortet sofort.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/guest.py</extracomment>
      <source>This machine has no battery that could be asked.</source>
      <translation>Dieser Rechner hat keinen Akku, der sich abfragen ließe.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/page.py</extracomment>
      <source>Counts from the next start.</source>
      <translation>Gilt ab dem nächsten Start.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/selfcheck.py</extracomment>
      <source>Disk space</source>
      <translation>Platz auf der Platte</translation>
    </message>
    <message>
      <extracomment>studio/preferences/selfcheck.py</extracomment>
      <source>Folders</source>
      <translation>Ordner</translation>
    </message>
    <message>
      <extracomment>studio/preferences/selfcheck.py</extracomment>
      <source>Weights</source>
      <translation>Gewichte</translation>
    </message>
    <message>
      <extracomment>studio/preferences/selfcheck.py</extracomment>
      <source>Other models</source>
      <translation>Andere Modelle</translation>
    </message>
    <message>
      <extracomment>studio/preferences/selfcheck.py</extracomment>
      <source>Codecs</source>
      <translation>Codecs</translation>
    </message>
    <message>
      <extracomment>studio/preferences/selfcheck.py</extracomment>
      <source>Files from outside</source>
      <translation>Fremde Dateien</translation>
    </message>
    <message>
      <extracomment>studio/preferences/selfcheck.py</extracomment>
      <source>Typefaces</source>
      <translation>Schriften</translation>
    </message>
    <message>
      <extracomment>studio/preferences/selfcheck.py</extracomment>
      <source>Everything works.</source>
      <translation>Alles funktioniert.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/selfcheck.py</extracomment>
      <source>Self-Check</source>
      <translation>Selbsttest</translation>
    </message>
    <message>
      <extracomment>studio/preferences/selfcheck.py</extracomment>
      <source>Check Again</source>
      <translation>Noch einmal prüfen</translation>
    </message>
    <message>
      <extracomment>studio/preferences/selfcheck.py</extracomment>
      <source>This machine</source>
      <translation>Dieser Rechner</translation>
    </message>
    <message>
      <extracomment>studio/preferences/selfcheck.py</extracomment>
      <source>Really computes, writes and reads; takes some seconds.</source>
      <translation>Rechnet, schreibt und liest wirklich; dauert einige Sekunden.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/selfcheck.py</extracomment>
      <source>All is well</source>
      <translation>Alles in Ordnung</translation>
    </message>
    <message>
      <extracomment>studio/preferences/selfcheck.py</extracomment>
      <source>Worth a look</source>
      <translation>Einen Blick wert</translation>
    </message>
    <message>
      <extracomment>studio/preferences/selfcheck.py</extracomment>
      <source>Does not work</source>
      <translation>Geht nicht</translation>
    </message>
    <message>
      <extracomment>studio/preferences/selfcheck.py</extracomment>
      <source>Looking…</source>
      <translation>Wird geprüft…</translation>
    </message>
    <message>
      <extracomment>studio/preferences/selfcheck.py</extracomment>
      <source>{count} of {all} checks failed.</source>
      <translation>{count} von {all} Prüfungen fehlgeschlagen.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/selfcheck.py</extracomment>
      <source>Everything works; {count} things are worth a look.</source>
      <translation>Alles funktioniert; {count} Dinge sind einen Blick wert.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/shortcuts.py</extracomment>
      <source>Shortcuts</source>
      <translation>Tastenkürzel</translation>
    </message>
    <message>
      <extracomment>studio/preferences/shortcuts.py</extracomment>
      <source>Change Shortcuts…</source>
      <translation>Tastenkürzel ändern…</translation>
    </message>
    <message>
      <extracomment>studio/preferences/shortcuts.py</extracomment>
      <source>Change shortcuts</source>
      <translation>Tastenkürzel ändern</translation>
    </message>
    <message>
      <extracomment>studio/preferences/shortcuts.py</extracomment>
      <source>Search them, change them, or take over a set.</source>
      <translation>Suchen, ändern oder einen Satz übernehmen.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/shortcuts.py</extracomment>
      <source>Commands and their keys</source>
      <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
      <extracomment>studio/preferences/shortcuts.py</extracomment>
      <source>A double click changes them; changed ones are bold.</source>
      <translation>Ein Doppelklick ändert sie; geänderte sind fett.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>{taken} of {budget} taken; the disk has {free} left.</source>
      <translation>{taken} von {budget} belegt; auf der Platte sind {free} frei.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Opens the folder in the system's file browser.</source>
      <translation>Öffnet den Ordner im Dateimanager des Systems.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Chooses another folder, for example on a larger disk.</source>
      <translation>Wählt einen anderen Ordner, zum Beispiel auf einer größeren Platte.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Brings the folder back that the system has for this.</source>
      <translation>Nimmt wieder den Ordner, den das System dafür vorsieht.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Looks for models in another folder.</source>
      <translation>Sucht Modelle in einem weiteren Ordner.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Looks no longer into the chosen folder; nothing is deleted.</source>
      <translation>Sucht nicht mehr im gewählten Ordner; nichts wird gelöscht.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Storage</source>
      <translation>Speicherplatz</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Results may take</source>
      <translation>Ergebnisse dürfen belegen</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Everything that was computed is kept so that it is never computed twice; beyond this the oldest goes.</source>
      <translation>Alles Berechnete wird aufbewahrt, damit es nie zweimal berechnet wird; darüber hinaus geht das Älteste.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Space that results take of what they may</source>
      <translation>Platz, den Ergebnisse von dem erlaubten belegen</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>On the disk</source>
      <translation>Auf der Platte</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Clear {size}?</source>
      <translation>{size} löschen?</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Your work</source>
      <translation>Deine Arbeit</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>The Usual Place</source>
      <translation>Der übliche Ort</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Results lie in</source>
      <translation>Ergebnisse liegen in</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Add Folder…</source>
      <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>More models in</source>
      <translation>Weitere Modelle in</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Weights made for this program are looked for there, beside the built-in ones.</source>
      <translation>Dort werden Gewichte für dieses Programm gesucht, neben den eingebauten.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Folders with models</source>
      <translation>Ordner mit Modellen</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Choose one to remove it.</source>
      <translation>Wähle einen aus, um ihn zu entfernen.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Folder for results</source>
      <translation>Ordner für Ergebnisse</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Folder with models</source>
      <translation>Ordner mit Modellen</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Results</source>
      <translation>Ergebnisse</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>What was computed; it is computed again when it is needed.</source>
      <translation>Was berechnet wurde; bei Bedarf wird es neu berechnet.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Checkpoints</source>
      <translation>Zwischenstände</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Where stopped jobs go on from.</source>
      <translation>Von wo angehaltene Aufträge weitergehen.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Thumbnails</source>
      <translation>Miniaturen</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Small pictures of takes.</source>
      <translation>Kleine Bilder der Takes.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Proxies</source>
      <translation>Proxys</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Small copies of takes that play quickly; they are made again when needed.</source>
      <translation>Kleine Kopien der Takes, die flüssig spielen; sie werden bei Bedarf neu gemacht.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Decoded sounds</source>
      <translation>Entpackte Töne</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Soundtracks ready to play; they are decoded again when needed.</source>
      <translation>Spielbereite Töne; sie werden bei Bedarf neu entpackt.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Unsaved projects</source>
      <translation>Ungespeicherte Projekte</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Projects that have no file yet, with their takes.</source>
      <translation>Projekte, die noch keine Datei haben, mit ihren Takes.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Trash</source>
      <translation>Papierkorb</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Takes of projects that were closed without saving.</source>
      <translation>Takes von Projekten, die ohne Speichern geschlossen wurden.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Size of {what}</source>
      <translation>Größe von {what}</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Show the folder of {what}</source>
      <translation>Ordner zeigen: {what}</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Jobs run or wait that go on from checkpoints; stop them first.</source>
      <translation>Es laufen oder warten Aufträge, die von Zwischenständen weitergehen; halte sie erst an.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>{size} are kept for frozen nodes.</source>
      <translation>{size} werden für eingefrorene Knoten aufbewahrt.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Removes them from the disk.</source>
      <translation>Entfernt sie von der Platte.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/storage.py</extracomment>
      <source>Clear {what}</source>
      <translation>{what} leeren</translation>
    </message>
    <message>
      <extracomment>studio/preferences/window.py</extracomment>
      <source>Preferences</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <extracomment>studio/preferences/window.py</extracomment>
      <source>Search preferences…</source>
      <translation>Einstellungen durchsuchen…</translation>
    </message>
    <message>
      <extracomment>studio/preferences/window.py</extracomment>
      <source>Search preferences</source>
      <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
      <extracomment>studio/preferences/window.py</extracomment>
      <source>Shows only pages with these words.</source>
      <translation>Zeigt nur Seiten mit diesen Wörtern.</translation>
    </message>
    <message>
      <extracomment>studio/preferences/window.py</extracomment>
      <source>Pages of the preferences</source>
      <translation>Seiten der Einstellungen</translation>
    </message>
    <message>
      <extracomment>studio/preferences/window.py</extracomment>
      <source>Chooses a page.</source>
      <translation>Wählt eine Seite.</translation>
    </message>
    <message>
      <extracomment>studio/problems/entries.py</extracomment>
      <source>Unknown kind of node of package {package}</source>
      <translation>Unbekannte Art von Knoten aus dem Paket {package}</translation>
    </message>
    <message>
      <extracomment>studio/problems/entries.py</extracomment>
      <source>{name} ({kind}, {size})</source>
      <translation>{name} ({kind}, {size})</translation>
    </message>
    <message>
      <extracomment>studio/problems/entries.py</extracomment>
      <source>A group whose definition is gone</source>
      <translation>Eine Gruppe, deren Definition fehlt</translation>
    </message>
    <message>
      <extracomment>studio/problems/entries.py</extracomment>
      <source>it needs {memory} of memory at once, and {allowed} may be used</source>
      <translation>braucht auf einmal {memory} Speicher, und {allowed} dürfen benutzt werden</translation>
    </message>
    <message>
      <extracomment>studio/problems/entries.py</extracomment>
      <source>clip</source>
      <translation>Clip</translation>
    </message>
    <message>
      <extracomment>studio/problems/entries.py</extracomment>
      <source>picture</source>
      <translation>Bild</translation>
    </message>
    <message>
      <extracomment>studio/problems/entries.py</extracomment>
      <source>Its inside is not there</source>
      <translation>Ihr Inneres ist nicht da</translation>
    </message>
    <message>
      <extracomment>studio/problems/entries.py</extracomment>
      <source>No shot yet</source>
      <translation>Noch kein Shot</translation>
    </message>
    <message>
      <extracomment>studio/problems/entries.py</extracomment>
      <source>nothing here ends in a shot or a saved file, so no take can be made</source>
      <translation>hier endet nichts in einem Shot oder einer gespeicherten Datei, also kann kein Take entstehen</translation>
    </message>
    <message>
      <extracomment>studio/problems/entries.py</extracomment>
      <source>nothing here makes a picture or a clip</source>
      <translation>hier macht nichts ein Bild oder einen Clip</translation>
    </message>
    <message>
      <extracomment>studio/problems/entries.py</extracomment>
      <source>It is tried in smaller pieces, which takes longer; or make it smaller or shorter</source>
      <translation>Es wird in kleineren Stücken versucht, was länger dauert; oder mach es kleiner oder kürzer</translation>
    </message>
    <message>
      <extracomment>studio/problems/entries.py</extracomment>
      <source>Locate the file, or search a folder for it</source>
      <translation>Gib die Datei an oder durchsuche einen Ordner danach</translation>
    </message>
    <message>
      <extracomment>studio/problems/entries.py</extracomment>
      <source>Add a Shot behind the clip that should be kept</source>
      <translation>Füge einen Shot hinter dem Clip hinzu, der bleiben soll</translation>
    </message>
    <message>
      <extracomment>studio/problems/entries.py</extracomment>
      <source>Add a Generate, and a Shot behind it</source>
      <translation>Füge ein Erzeugen und dahinter einen Shot hinzu</translation>
    </message>
    <message>
      <extracomment>studio/problems/entries.py</extracomment>
      <source>its place in the film begins behind the end of its take, whose last frame stands still there</source>
      <translation>sein Platz im Film beginnt hinter dem Ende seines Takes, dessen letztes Bild dort stillsteht</translation>
    </message>
    <message>
      <extracomment>studio/problems/entries.py</extracomment>
      <source>the last {count} frames of its place in the film lie beyond its take, and stand still</source>
      <translation>die letzten {count} Bilder seines Platzes im Film liegen hinter seinem Take und stehen still</translation>
    </message>
    <message>
      <extracomment>studio/problems/entries.py</extracomment>
      <source>Trim it on the timeline, or generate a longer take</source>
      <translation>Trimme ihn in der Zeitleiste oder erzeuge einen längeren Take</translation>
    </message>
    <message>
      <extracomment>studio/problems/help.py</extracomment>
      <source>Puts the chosen kind in place of all of these nodes.</source>
      <translation>Setzt die gewählte Art an die Stelle all dieser Knoten.</translation>
    </message>
    <message>
      <extracomment>studio/problems/help.py</extracomment>
      <source>What can be done</source>
      <translation>Was man tun kann</translation>
    </message>
    <message>
      <extracomment>studio/problems/help.py</extracomment>
      <source>Kind to put in its place</source>
      <translation>Art, die an seine Stelle kommt</translation>
    </message>
    <message>
      <extracomment>studio/problems/help.py</extracomment>
      <source>Kinds that could stand in, the likeliest first.</source>
      <translation>Arten, die ihn ersetzen könnten, die wahrscheinlichste zuerst.</translation>
    </message>
    <message>
      <extracomment>studio/problems/mending.py</extracomment>
      <source>Found {count} files</source>
      <translation>{count} Dateien gefunden</translation>
    </message>
    <message>
      <extracomment>studio/problems/mending.py</extracomment>
      <source>Searching {name}…</source>
      <translation>{name} wird durchsucht…</translation>
    </message>
    <message>
      <extracomment>studio/problems/mending.py</extracomment>
      <source>Replace {name}</source>
      <translation>{name} ersetzen</translation>
    </message>
    <message>
      <extracomment>studio/problems/mending.py</extracomment>
      <source>Replace {old} with {new}</source>
      <translation>{old} durch {new} ersetzen</translation>
    </message>
    <message>
      <extracomment>studio/problems/mending.py</extracomment>
      <source>; {count} more have the right name but another content</source>
      <translation>; {count} weitere haben den richtigen Namen, aber anderen Inhalt</translation>
    </message>
    <message>
      <extracomment>studio/problems/mending.py</extracomment>
      <source>{count} links found no port on {new}; undo brings them back</source>
      <translation>{count} Verbindungen fanden an {new} keinen Anschluss; Rückgängig bringt sie zurück</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Copies what is known, for whoever helps.</source>
      <translation>Kopiert, was bekannt ist, für alle, die helfen.</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Everything that is generated becomes a take of the shot.</source>
      <translation>Alles, was erzeugt wird, wird ein Take des Shots.</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Asks for another file, and makes it there.</source>
      <translation>Fragt nach einer anderen Datei und erzeugt es dort.</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Shows what takes how much room on the disk, and clears what can be made again.</source>
      <translation>Zeigt, was wie viel Platz auf der Platte braucht, und löscht, was sich neu erzeugen lässt.</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Shows the folders in which weights are looked for.</source>
      <translation>Zeigt die Ordner, in denen Gewichte gesucht werden.</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Search below this folder</source>
      <translation>Unter diesem Ordner suchen</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>This node is not used anywhere in the graph</source>
      <translation>Dieser Knoten wird nirgends im Graphen benutzt</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>This project is empty. Press Tab over the graph to add the first node.</source>
      <translation>Dieses Projekt ist leer. Drücke über dem Graphen Tab, um den ersten Knoten hinzuzufügen.</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Nothing is in the way: every node can be made, and every file is there.</source>
      <translation>Nichts steht im Weg: Jeder Knoten lässt sich erzeugen, und jede Datei ist da.</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Locate File…</source>
      <translation>Datei angeben…</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Shows where this file is.</source>
      <translation>Gibt an, wo diese Datei liegt.</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Search a Folder…</source>
      <translation>Ordner durchsuchen…</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Looks for every missing file below a folder.</source>
      <translation>Sucht alle fehlenden Dateien unter einem Ordner.</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Uses the file of that name, although it holds something else.</source>
      <translation>Benutzt die Datei dieses Namens, obwohl sie etwas anderes enthält.</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Selects the node and brings it into view.</source>
      <translation>Wählt den Knoten aus und bringt ihn ins Bild.</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Dismiss</source>
      <translation>Ausblenden</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Takes this line off the list.</source>
      <translation>Nimmt diese Zeile von der Liste.</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Add a Shot behind {name}</source>
      <translation>Shot hinter {name} hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Add a Shot</source>
      <translation>Shot hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>It makes a clip from words.</source>
      <translation>Es macht aus Worten einen Clip.</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Choose File…</source>
      <translation>Datei wählen…</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Chooses what the node loads.</source>
      <translation>Wählt, was der Knoten lädt.</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Free Space…</source>
      <translation>Platz schaffen…</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Model Folders…</source>
      <translation>Modellordner…</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Where is {name}?</source>
      <translation>Wo ist {name}?</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Use Anyway</source>
      <translation>Trotzdem benutzen</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Add a Generate behind {name}</source>
      <translation>Erzeugen hinter {name} hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Add a Generate</source>
      <translation>Erzeugen hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Opens the words on the node. Without any the model makes what it likes.</source>
      <translation>Öffnet die Worte auf dem Knoten. Ohne Worte macht das Modell, was es will.</translation>
    </message>
    <message>
      <extracomment>studio/problems/panel.py</extracomment>
      <source>Write a Prompt…</source>
      <translation>Prompt schreiben…</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>The upscaler works in the smallest pieces from the start: less memory, and slower.</source>
      <translation>Der Vergrößerer arbeitet von Anfang an in kleinsten Stücken: weniger Speicher und langsamer.</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Half the Size ({size})</source>
      <translation>Halbe Größe ({size})</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>A quarter of the pixels: less memory, and quicker.</source>
      <translation>Ein Viertel der Pixel: weniger Speicher und schneller.</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Half the Length ({seconds} s)</source>
      <translation>Halbe Länge ({seconds} s)</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Fewer frames: less memory, and quicker.</source>
      <translation>Weniger Frames: weniger Speicher und schneller.</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Upscale in Small Tiles</source>
      <translation>In kleinen Kacheln hochskalieren</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Enlarge Softly</source>
      <translation>Weich vergrößern</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Enlarges without a model and without inventing detail.</source>
      <translation>Vergrößert ohne Modell und ohne Einzelheiten zu erfinden.</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Use the Built-in Model</source>
      <translation>Eingebautes Modell benutzen</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>The model that ships with the program is always here.</source>
      <translation>Das Modell, das dem Programm beiliegt, ist immer da.</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Another Seed</source>
      <translation>Anderer Startwert</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Starts from other noise, which makes another take.</source>
      <translation>Beginnt mit anderem Rauschen, was einen anderen Take ergibt.</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Euler in Place of UniPC</source>
      <translation>Euler statt UniPC</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>The steadier of the two solvers.</source>
      <translation>Der stabilere der beiden Löser.</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Trim to Its End</source>
      <translation>Auf sein Ende trimmen</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>What follows in the film moves up.</source>
      <translation>Was im Film folgt, rückt auf.</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>The picture is enlarged less: less memory, and quicker.</source>
      <translation>Das Bild wird weniger vergrößert: weniger Speicher und schneller.</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Cut the Link from {name}</source>
      <translation>Verbindung von {name} trennen</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Remove the Loose Link</source>
      <translation>Lose Verbindung entfernen</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Smaller from the Model ({size})</source>
      <translation>Kleiner aus dem Modell ({size})</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>The model works at a smaller size that it was made for.</source>
      <translation>Das Modell arbeitet in einer kleineren Größe, für die es gemacht ist.</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Upscale {factor}× Only</source>
      <translation>Nur {factor}× hochskalieren</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Without Upscaling</source>
      <translation>Ohne Hochskalieren</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Unfreeze</source>
      <translation>Auftauen</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Makes the result anew from what feeds the node.</source>
      <translation>Erzeugt das Ergebnis neu aus dem, was den Knoten speist.</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Do Not Bypass</source>
      <translation>Nicht überbrücken</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Lets the node work again.</source>
      <translation>Lässt den Knoten wieder arbeiten.</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Unmute</source>
      <translation>Nicht stumm</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Lets the muted node work again.</source>
      <translation>Lässt den stummen Knoten wieder arbeiten.</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Removes one link; nothing else changes.</source>
      <translation>Entfernt eine Verbindung; sonst ändert sich nichts.</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Brings it back to its default.</source>
      <translation>Setzt ihn auf seine Vorgabe zurück.</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>Set {param} to {value}</source>
      <translation>{param} auf {value} setzen</translation>
    </message>
    <message>
      <extracomment>studio/problems/remedies.py</extracomment>
      <source>The nearest value that can be used.</source>
      <translation>Der nächste brauchbare Wert.</translation>
    </message>
    <message>
      <extracomment>studio/problems/rows.py</extracomment>
      <source>Enter or a double click shows the node.</source>
      <translation>Enter oder ein Doppelklick zeigt den Knoten.</translation>
    </message>
    <message>
      <extracomment>studio/problems/rows.py</extracomment>
      <source>1 error</source>
      <translation>1 Fehler</translation>
    </message>
    <message>
      <extracomment>studio/problems/rows.py</extracomment>
      <source>{count} errors</source>
      <translation>{count} Fehler</translation>
    </message>
    <message>
      <extracomment>studio/problems/rows.py</extracomment>
      <source>1 warning</source>
      <translation>1 Warnung</translation>
    </message>
    <message>
      <extracomment>studio/problems/rows.py</extracomment>
      <source>{count} warnings</source>
      <translation>{count} Warnungen</translation>
    </message>
    <message>
      <extracomment>studio/problems/trial.py</extracomment>
      <source>Memory {before} → {after}, time {earlier} → {later}</source>
      <translation>Speicher {before} → {after}, Zeit {earlier} → {later}</translation>
    </message>
    <message>
      <extracomment>studio/problems/trial.py</extracomment>
      <source>Changes all {count} uses of “{group}”.</source>
      <translation>Ändert alle {count} Verwendungen von „{group}“.</translation>
    </message>
    <message>
      <extracomment>studio/problems/trial.py</extracomment>
      <source>{remedy}, Only Here</source>
      <translation>{remedy}, nur hier</translation>
    </message>
    <message>
      <extracomment>studio/problems/trial.py</extracomment>
      <source>−{percent} % memory</source>
      <translation>−{percent} % Speicher</translation>
    </message>
    <message>
      <extracomment>studio/problems/trial.py</extracomment>
      <source>This use of the group becomes a group of its own.</source>
      <translation>Diese Verwendung der Gruppe wird eine eigene Gruppe.</translation>
    </message>
    <message>
      <extracomment>studio/projects/drops.py</extracomment>
      <source>Adds a node that loads {file} to {name}.</source>
      <translation>Fügt {name} einen Knoten hinzu, der {file} lädt.</translation>
    </message>
    <message>
      <extracomment>studio/projects/drops.py</extracomment>
      <source>{name} is loaded here now</source>
      <translation>{name} ist jetzt hier geladen</translation>
    </message>
    <message>
      <extracomment>studio/projects/drops.py</extracomment>
      <source>{count} Files</source>
      <translation>{count} Dateien</translation>
    </message>
    <message>
      <extracomment>studio/projects/drops.py</extracomment>
      <source>Added {name}</source>
      <translation>{name} hinzugefügt</translation>
    </message>
    <message>
      <extracomment>studio/projects/drops.py</extracomment>
      <source>{count} files are too many at once; drop at most {most}</source>
      <translation>{count} Dateien auf einmal sind zu viele; höchstens {most}</translation>
    </message>
    <message>
      <extracomment>studio/projects/drops.py</extracomment>
      <source>Add {name}</source>
      <translation>{name} hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/projects/drops.py</extracomment>
      <source>Add the File to {name}</source>
      <translation>Datei zu {name} hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/projects/film_files.py</extracomment>
      <source>Add subtitles of {name}</source>
      <translation>Untertitel aus {name} hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/projects/film_files.py</extracomment>
      <source>Add {name} to the film</source>
      <translation>{name} zum Film hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/projects/film_files.py</extracomment>
      <source>Add Sound</source>
      <translation>Ton hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/projects/film_files.py</extracomment>
      <source>Add Subtitles</source>
      <translation>Untertitel hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/projects/film_files.py</extracomment>
      <source>Save Subtitles</source>
      <translation>Untertitel sichern</translation>
    </message>
    <message>
      <extracomment>studio/projects/film_files.py</extracomment>
      <source>Added {count} subtitles</source>
      <translation>{count} Untertitel hinzugefügt</translation>
    </message>
    <message>
      <extracomment>studio/projects/film_files.py</extracomment>
      <source>Sounds</source>
      <translation>Töne</translation>
    </message>
    <message>
      <extracomment>studio/projects/film_files.py</extracomment>
      <source>All files</source>
      <translation>Alle Dateien</translation>
    </message>
    <message>
      <extracomment>studio/projects/film_files.py</extracomment>
      <source>Saved {name}</source>
      <translation>{name} gespeichert</translation>
    </message>
    <message>
      <extracomment>studio/projects/opening.py</extracomment>
      <source>Pictures and clips</source>
      <translation>Bilder und Clips</translation>
    </message>
    <message>
      <extracomment>studio/projects/workspace.py</extracomment>
      <source>Edits are not kept safe at the moment: {why}</source>
      <translation>Änderungen sind zurzeit nicht gesichert: {why}</translation>
    </message>
    <message>
      <extracomment>studio/projects/workspace.py</extracomment>
      <source>{name} comes from a newer version ({app}): it can be looked at, and nodes copied into other projects. Update this program to edit it.</source>
      <translation>{name} stammt aus einer neueren Version ({app}): Man kann es ansehen und Knoten in andere Projekte kopieren. Zum Bearbeiten das Programm aktualisieren.</translation>
    </message>
    <message>
      <extracomment>studio/projects/workspace.py</extracomment>
      <source>{name} is open in another window, so it is read-only here.</source>
      <translation>{name} ist in einem anderen Fenster offen und daher hier schreibgeschützt.</translation>
    </message>
    <message>
      <extracomment>studio/projects/workspace.py</extracomment>
      <source>{name} was changed by another program since you opened it.</source>
      <translation>{name} wurde seit dem Öffnen von einem anderen Programm geändert.</translation>
    </message>
    <message>
      <extracomment>studio/projects/workspace.py</extracomment>
      <source>Writes the project to another file and goes on with that one.</source>
      <translation>Schreibt das Projekt in eine andere Datei und macht mit dieser weiter.</translation>
    </message>
    <message>
      <extracomment>studio/projects/workspace.py</extracomment>
      <source>Opening {name}…</source>
      <translation>{name} wird geöffnet…</translation>
    </message>
    <message>
      <extracomment>studio/projects/workspace.py</extracomment>
      <source>Untitled</source>
      <translation>Unbenannt</translation>
    </message>
    <message>
      <extracomment>studio/projects/workspace.py</extracomment>
      <source>Load from Disk</source>
      <translation>Von der Platte laden</translation>
    </message>
    <message>
      <extracomment>studio/projects/workspace.py</extracomment>
      <source>Copying {count} files for {name}…</source>
      <translation>{count} Dateien für {name} werden kopiert…</translation>
    </message>
    <message>
      <extracomment>studio/projects/workspace.py</extracomment>
      <source>Edits this file, if it was closed there.</source>
      <translation>Bearbeitet diese Datei, wenn sie dort geschlossen wurde.</translation>
    </message>
    <message>
      <extracomment>studio/projects/workspace.py</extracomment>
      <source>Load It</source>
      <translation>Laden</translation>
    </message>
    <message>
      <extracomment>studio/projects/workspace.py</extracomment>
      <source>Takes over what the file holds; undo brings this version back.</source>
      <translation>Übernimmt, was in der Datei steht; Rückgängig bringt diese Fassung zurück.</translation>
    </message>
    <message>
      <extracomment>studio/projects/workspace.py</extracomment>
      <source>Keep Mine</source>
      <translation>Meine behalten</translation>
    </message>
    <message>
      <extracomment>studio/projects/workspace.py</extracomment>
      <source>Writes this version over it; theirs stays among the earlier saves.</source>
      <translation>Schreibt diese Fassung darüber; die andere bleibt unter den früheren Ständen.</translation>
    </message>
    <message>
      <extracomment>studio/projects/workspace.py</extracomment>
      <source>Save As…</source>
      <translation>Speichern unter…</translation>
    </message>
    <message>
      <extracomment>studio/projects/workspace.py</extracomment>
      <source>Not saved: {why}</source>
      <translation>Nicht gespeichert: {why}</translation>
    </message>
    <message>
      <extracomment>studio/projects/workspace.py</extracomment>
      <source>this file is open in another tab</source>
      <translation>diese Datei ist in einem anderen Reiter offen</translation>
    </message>
    <message>
      <extracomment>studio/projects/workspace.py</extracomment>
      <source>Close it there, or choose another name</source>
      <translation>Schließe sie dort oder wähle einen anderen Namen</translation>
    </message>
    <message>
      <extracomment>studio/prompt/completions.py</extracomment>
      <source>Words that the model knows</source>
      <translation>Wörter, die das Modell kennt</translation>
    </message>
    <message>
      <extracomment>studio/prompt/completions.py</extracomment>
      <source>who</source>
      <translation>wer</translation>
    </message>
    <message>
      <extracomment>studio/prompt/completions.py</extracomment>
      <source>colour</source>
      <translation>Farbe</translation>
    </message>
    <message>
      <extracomment>studio/prompt/completions.py</extracomment>
      <source>how many</source>
      <translation>wie viele</translation>
    </message>
    <message>
      <extracomment>studio/prompt/completions.py</extracomment>
      <source>what happens</source>
      <translation>was geschieht</translation>
    </message>
    <message>
      <extracomment>studio/prompt/completions.py</extracomment>
      <source>where</source>
      <translation>wo</translation>
    </message>
    <message>
      <extracomment>studio/prompt/completions.py</extracomment>
      <source>when</source>
      <translation>wann</translation>
    </message>
    <message>
      <extracomment>studio/prompt/completions.py</extracomment>
      <source>weather</source>
      <translation>Wetter</translation>
    </message>
    <message>
      <extracomment>studio/prompt/completions.py</extracomment>
      <source>camera</source>
      <translation>Kamera</translation>
    </message>
    <message>
      <extracomment>studio/prompt/completions.py</extracomment>
      <source>style</source>
      <translation>Stil</translation>
    </message>
    <message>
      <extracomment>studio/prompt/completions.py</extracomment>
      <source>what changes</source>
      <translation>was sich ändert</translation>
    </message>
    <message>
      <extracomment>studio/prompt/editor.py</extracomment>
      <source>How much of what the model reads of one prompt is taken. A usual word takes the room of one, a rare word of several.</source>
      <translation>Wie viel von dem belegt ist, was das Modell von einem Prompt liest. Ein übliches Wort belegt einen Platz, ein seltenes mehrere.</translation>
    </message>
    <message>
      <extracomment>studio/prompt/editor.py</extracomment>
      <source>Expand</source>
      <translation>Ausformulieren</translation>
    </message>
    <message>
      <extracomment>studio/prompt/editor.py</extracomment>
      <source>Writes the prompt out: what happens, where, when, camera and style. Press again for another. (Ctrl+E)</source>
      <translation>Schreibt den Prompt aus: was geschieht, wo, wann, Kamera und Stil. Noch einmal drücken für einen anderen. (Strg+E)</translation>
    </message>
    <message>
      <extracomment>studio/prompt/editor.py</extracomment>
      <source>Add style words</source>
      <translation>Stilwörter anfügen</translation>
    </message>
    <message>
      <extracomment>studio/prompt/editor.py</extracomment>
      <source>{count} of {limit} words’ room</source>
      <translation>{count} von {limit} Wortplätzen</translation>
    </message>
    <message>
      <extracomment>studio/prompt/editor.py</extracomment>
      <source>Nothing to add</source>
      <translation>Nichts hinzuzufügen</translation>
    </message>
    <message>
      <extracomment>studio/prompt/editor.py</extracomment>
      <source>The end is not read: the prompt is too long.</source>
      <translation>Das Ende wird nicht gelesen: Der Prompt ist zu lang.</translation>
    </message>
    <message>
      <extracomment>studio/prompt/field.py</extracomment>
      <source>The model has never seen this word.</source>
      <translation>Das Modell hat dieses Wort nie gesehen.</translation>
    </message>
    <message>
      <extracomment>studio/prompt/presets.py</extracomment>
      <source>Puts the words of a style behind the prompt, from a list.</source>
      <translation>Setzt die Wörter eines Stils aus einer Liste hinter den Prompt.</translation>
    </message>
    <message>
      <extracomment>studio/prompt/presets.py</extracomment>
      <source>None</source>
      <translation>Keiner</translation>
    </message>
    <message>
      <extracomment>studio/prompt/strangers.py</extracomment>
      <source>The model does not know “{word}”.</source>
      <translation>Das Modell kennt „{word}“ nicht.</translation>
    </message>
    <message>
      <extracomment>studio/prompt/strangers.py</extracomment>
      <source>Write “{phrase}” instead.</source>
      <translation>Stattdessen „{phrase}“ schreiben.</translation>
    </message>
    <message>
      <extracomment>studio/prompt/strangers.py</extracomment>
      <source>(1 more)</source>
      <translation>(1 weiteres)</translation>
    </message>
    <message>
      <extracomment>studio/prompt/strangers.py</extracomment>
      <source>({count} more)</source>
      <translation>({count} weitere)</translation>
    </message>
    <message>
      <extracomment>studio/quantities.py</extracomment>
      <source>{hours} h {minutes} min</source>
      <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
      <extracomment>studio/quantities.py</extracomment>
      <source>{memory} at most</source>
      <translation>höchstens {memory}</translation>
    </message>
    <message>
      <extracomment>studio/quantities.py</extracomment>
      <source>&lt; 0.1 s</source>
      <translation>&lt; 0,1 s</translation>
    </message>
    <message>
      <extracomment>studio/search/add.py</extracomment>
      <source>Search for a node to add</source>
      <translation>Knoten zum Hinzufügen suchen</translation>
    </message>
    <message>
      <extracomment>studio/search/add.py</extracomment>
      <source>Name, purpose or port type…</source>
      <translation>Name, Zweck oder Anschlusstyp…</translation>
    </message>
    <message>
      <extracomment>studio/search/add.py</extracomment>
      <source>What yields {types} for “{node}”</source>
      <translation>Was „{node}“ {types} liefert</translation>
    </message>
    <message>
      <extracomment>studio/search/add.py</extracomment>
      <source>It is put on the link</source>
      <translation>Er wird auf die Verbindung gesetzt</translation>
    </message>
    <message>
      <extracomment>studio/search/add.py</extracomment>
      <source>It is linked to “{node}” if it fits</source>
      <translation>Er wird mit „{node}“ verbunden, wenn er passt</translation>
    </message>
    <message>
      <extracomment>studio/search/add.py</extracomment>
      <source>It is linked to the selection if it fits</source>
      <translation>Er wird mit der Auswahl verbunden, wenn er passt</translation>
    </message>
    <message>
      <extracomment>studio/search/add.py</extracomment>
      <source>What takes {types} from “{node}”</source>
      <translation>Was {types} von „{node}“ nimmt</translation>
    </message>
    <message>
      <extracomment>studio/search/add.py</extracomment>
      <source>A template of yours: {title}</source>
      <translation>Eine eigene Vorlage: {title}</translation>
    </message>
    <message>
      <extracomment>studio/search/add.py</extracomment>
      <source>Templates</source>
      <translation>Vorlagen</translation>
    </message>
    <message>
      <extracomment>studio/search/add.py</extracomment>
      <source>Recent</source>
      <translation>Zuletzt benutzt</translation>
    </message>
    <message>
      <extracomment>studio/search/add.py</extracomment>
      <source>Nothing fits “{text}”</source>
      <translation>Nichts passt zu „{text}“</translation>
    </message>
    <message>
      <extracomment>studio/search/find.py</extracomment>
      <source>Find a node</source>
      <translation>Knoten suchen</translation>
    </message>
    <message>
      <extracomment>studio/search/find.py</extracomment>
      <source>Title, kind or words…</source>
      <translation>Titel, Art oder Wörter…</translation>
    </message>
    <message>
      <extracomment>studio/search/find.py</extracomment>
      <source>{count} nodes</source>
      <translation>{count} Knoten</translation>
    </message>
    <message>
      <extracomment>studio/search/find.py</extracomment>
      <source>1 node</source>
      <translation>1 Knoten</translation>
    </message>
    <message>
      <extracomment>studio/search/find.py</extracomment>
      <source>No node is found by “{text}”</source>
      <translation>Kein Knoten gefunden zu „{text}“</translation>
    </message>
    <message>
      <extracomment>studio/search/palette.py</extracomment>
      <source>Search commands</source>
      <translation>Befehle suchen</translation>
    </message>
    <message>
      <extracomment>studio/search/palette.py</extracomment>
      <source>What do you want to do?</source>
      <translation>Was möchtest du tun?</translation>
    </message>
    <message>
      <extracomment>studio/search/palette.py</extracomment>
      <source>No command is called “{text}”</source>
      <translation>Kein Befehl heißt „{text}“</translation>
    </message>
    <message>
      <extracomment>studio/shot_commands.py</extracomment>
      <source>Made anew: {start} to {stop} (the model works in groups of {count} frames).</source>
      <translation>Neu gedreht: {start} bis {stop} (das Modell arbeitet in Gruppen von {count} Bildern).</translation>
    </message>
    <message>
      <extracomment>studio/shot_commands.py</extracomment>
      <source>{name} – {other}</source>
      <translation>{name} – {other}</translation>
    </message>
    <message>
      <extracomment>studio/shot_commands.py</extracomment>
      <source>{name}, extended</source>
      <translation>{name}, verlängert</translation>
    </message>
    <message>
      <extracomment>studio/shot_commands.py</extracomment>
      <source>{name}, lead-in</source>
      <translation>{name}, Hinführung</translation>
    </message>
    <message>
      <extracomment>studio/shot_commands.py</extracomment>
      <source>{name}, looped</source>
      <translation>{name}, als Schleife</translation>
    </message>
    <message>
      <extracomment>studio/shot_commands.py</extracomment>
      <source>{name}, retaken</source>
      <translation>{name}, neu gedreht</translation>
    </message>
    <message>
      <extracomment>studio/shot_commands.py</extracomment>
      <source>{name}, remixed</source>
      <translation>{name}, neu gemischt</translation>
    </message>
    <message>
      <extracomment>studio/shot_commands.py</extracomment>
      <source>{name} is new: generate it to see it.</source>
      <translation>{name} ist neu: Erzeuge ihn, um ihn zu sehen.</translation>
    </message>
    <message>
      <extracomment>studio/shot_commands.py</extracomment>
      <source>Shot</source>
      <translation>Shot</translation>
    </message>
    <message>
      <extracomment>studio/step_names.py</extracomment>
      <source>{source} → {target}</source>
      <translation>{source} → {target}</translation>
    </message>
    <message>
      <extracomment>studio/step_names.py</extracomment>
      <source>{param}: {before} → {after}</source>
      <translation>{param}: {before} → {after}</translation>
    </message>
    <message>
      <extracomment>studio/step_names.py</extracomment>
      <source>{count} links</source>
      <translation>{count} Verbindungen</translation>
    </message>
    <message>
      <extracomment>studio/step_names.py</extracomment>
      <source>{param} of {what}</source>
      <translation>{param} von {what}</translation>
    </message>
    <message>
      <extracomment>studio/step_names.py</extracomment>
      <source>{param}: {after}</source>
      <translation>{param}: {after}</translation>
    </message>
    <message>
      <extracomment>studio/step_names.py</extracomment>
      <source>Default</source>
      <translation>Vorgabe</translation>
    </message>
    <message>
      <extracomment>studio/step_names.py</extracomment>
      <source>Change {param} of {what}</source>
      <translation>{param} von {what} ändern</translation>
    </message>
    <message>
      <extracomment>studio/step_names.py</extracomment>
      <source>Change {param}</source>
      <translation>{param} ändern</translation>
    </message>
    <message>
      <extracomment>studio/step_names.py</extracomment>
      <source>Frame “{title}”</source>
      <translation>Frame „{title}“</translation>
    </message>
    <message>
      <extracomment>studio/step_names.py</extracomment>
      <source>a frame</source>
      <translation>ein Frame</translation>
    </message>
    <message>
      <extracomment>studio/step_names.py</extracomment>
      <source>Chosen</source>
      <translation>Gewählt</translation>
    </message>
    <message>
      <extracomment>studio/step_names.py</extracomment>
      <source>{count} cards</source>
      <translation>{count} Karten</translation>
    </message>
    <message>
      <extracomment>studio/step_names.py</extracomment>
      <source>1 card</source>
      <translation>1 Karte</translation>
    </message>
    <message>
      <extracomment>studio/survey/checker.py</extracomment>
      <source>Locate it in the Problems panel, or put it back</source>
      <translation>Gib im Bereich Probleme an, wo sie liegt, oder lege sie zurück</translation>
    </message>
    <message>
      <extracomment>studio/survey/continuity.py</extracomment>
      <source>Not made from take {new} of {name}, which is shown now.</source>
      <translation>Nicht aus Take {new} von {name} gemacht, der jetzt gezeigt wird.</translation>
    </message>
    <message>
      <extracomment>studio/survey/continuity.py</extracomment>
      <source>Make Anew to Match generates it again.</source>
      <translation>Passend neu drehen erzeugt ihn noch einmal.</translation>
    </message>
    <message>
      <extracomment>studio/survey/continuity.py</extracomment>
      <source>Made from take {old} of {name}, which shows take {new} now.</source>
      <translation>Aus Take {old} von {name} gemacht, das jetzt Take {new} zeigt.</translation>
    </message>
    <message>
      <extracomment>studio/survey/continuity.py</extracomment>
      <source>Make Anew to Match picks its take {number}, which fits.</source>
      <translation>Passend neu drehen wählt seinen Take {number}, der passt.</translation>
    </message>
    <message>
      <extracomment>studio/survey/findings.py</extracomment>
      <source>{count} takes</source>
      <translation>{count} Takes</translation>
    </message>
    <message>
      <extracomment>studio/survey/findings.py</extracomment>
      <source>Film</source>
      <translation>Film</translation>
    </message>
    <message>
      <extracomment>studio/survey/flow.py</extracomment>
      <source>Nothing flows: a node above has a problem.</source>
      <translation>Nichts fließt: Ein Knoten davor hat ein Problem.</translation>
    </message>
    <message>
      <extracomment>studio/survey/flow.py</extracomment>
      <source>{size}, {frames} frames at {rate}/s ({seconds} s)</source>
      <translation>{size}, {frames} Frames bei {rate}/s ({seconds} s)</translation>
    </message>
    <message>
      <extracomment>studio/survey/flow.py</extracomment>
      <source>Nothing flows: the source is not there.</source>
      <translation>Nichts fließt: Die Quelle ist nicht da.</translation>
    </message>
    <message>
      <extracomment>studio/survey/flow.py</extracomment>
      <source>Nothing flows: a node above is muted.</source>
      <translation>Nichts fließt: Ein Knoten davor ist stumm.</translation>
    </message>
    <message>
      <extracomment>studio/survey/flow.py</extracomment>
      <source>Nothing flows: the source has a problem.</source>
      <translation>Nichts fließt: Die Quelle hat ein Problem.</translation>
    </message>
    <message>
      <extracomment>studio/survey/flow.py</extracomment>
      <source>Not looked at yet.</source>
      <translation>Noch nicht angesehen.</translation>
    </message>
    <message>
      <extracomment>studio/survey/flow.py</extracomment>
      <source>Text: {words}</source>
      <translation>Text: {words}</translation>
    </message>
    <message>
      <extracomment>studio/survey/flow.py</extracomment>
      <source>Storyboard: {cards}, {seconds} s, begins {begins}</source>
      <translation>Storyboard: {cards}, {seconds} s, beginnt mit {begins}</translation>
    </message>
    <message>
      <extracomment>studio/survey/flow.py</extracomment>
      <source>Clip: {facts}</source>
      <translation>Clip: {facts}</translation>
    </message>
    <message>
      <extracomment>studio/survey/flow.py</extracomment>
      <source>Image: {size}</source>
      <translation>Bild: {size}</translation>
    </message>
    <message>
      <extracomment>studio/survey/flow.py</extracomment>
      <source>Condition: {what}, {when}, strength {strength}</source>
      <translation>Bedingung: {what}, {when}, Stärke {strength}</translation>
    </message>
    <message>
      <extracomment>studio/survey/flow.py</extracomment>
      <source>Model: {title}</source>
      <translation>Modell: {title}</translation>
    </message>
    <message>
      <extracomment>studio/survey/flow.py</extracomment>
      <source>at {seconds} s</source>
      <translation>bei {seconds} s</translation>
    </message>
    <message>
      <extracomment>studio/survey/flow.py</extracomment>
      <source>at frame {n}</source>
      <translation>bei Frame {n}</translation>
    </message>
    <message>
      <extracomment>studio/survey/flow.py</extracomment>
      <source>Seed: {number}</source>
      <translation>Startwert: {number}</translation>
    </message>
    <message>
      <extracomment>studio/survey/flow.py</extracomment>
      <source>Number: {number}</source>
      <translation>Zahl: {number}</translation>
    </message>
    <message>
      <extracomment>studio/survey/flow.py</extracomment>
      <source> to </source>
      <translation> bis </translation>
    </message>
    <message>
      <extracomment>studio/survey/flow.py</extracomment>
      <source>Not: {words}</source>
      <translation>Nicht: {words}</translation>
    </message>
    <message>
      <extracomment>studio/survey/state_words.py</extracomment>
      <source>Ready</source>
      <translation>Bereit</translation>
    </message>
    <message>
      <extracomment>studio/survey/state_words.py</extracomment>
      <source>Not rendered</source>
      <translation>Nicht gerendert</translation>
    </message>
    <message>
      <extracomment>studio/survey/state_words.py</extracomment>
      <source>Running, {percent} %</source>
      <translation>Läuft, {percent} %</translation>
    </message>
    <message>
      <extracomment>studio/survey/state_words.py</extracomment>
      <source>Problem</source>
      <translation>Problem</translation>
    </message>
    <message>
      <extracomment>studio/survey/state_words.py</extracomment>
      <source>Missing</source>
      <translation>Fehlt</translation>
    </message>
    <message>
      <extracomment>studio/survey/status.py</extracomment>
      <source>new take</source>
      <translation>neuer Take</translation>
    </message>
    <message>
      <extracomment>studio/take_commands.py</extracomment>
      <source>{count} takes are gone. Undo brings them back.</source>
      <translation>{count} Takes sind fort. Rückgängig bringt sie zurück.</translation>
    </message>
    <message>
      <extracomment>studio/take_commands.py</extracomment>
      <source>1 take is gone. Undo brings it back.</source>
      <translation>1 Take ist fort. Rückgängig bringt ihn zurück.</translation>
    </message>
    <message>
      <extracomment>studio/take_commands.py</extracomment>
      <source>Take {number} of {count}</source>
      <translation>Take {number} von {count}</translation>
    </message>
    <message>
      <extracomment>studio/takes/axis_values.py</extracomment>
      <source>there are no values</source>
      <translation>es gibt keine Werte</translation>
    </message>
    <message>
      <extracomment>studio/takes/axis_values.py</extracomment>
      <source>{param} has no such value</source>
      <translation>{param} hat keinen solchen Wert</translation>
    </message>
    <message>
      <extracomment>studio/takes/axis_values.py</extracomment>
      <source>Type some, or choose nothing for this side</source>
      <translation>Tippe welche oder wähle für diese Seite nichts</translation>
    </message>
    <message>
      <extracomment>studio/takes/axis_values.py</extracomment>
      <source>Choose among {known}</source>
      <translation>Wähle unter {known}</translation>
    </message>
    <message>
      <extracomment>studio/takes/axis_values.py</extracomment>
      <source>{param} is a number</source>
      <translation>{param} ist eine Zahl</translation>
    </message>
    <message>
      <extracomment>studio/takes/axis_values.py</extracomment>
      <source>Type numbers with commas between</source>
      <translation>Tippe Zahlen mit Kommas dazwischen</translation>
    </message>
    <message>
      <extracomment>studio/takes/deeds.py</extracomment>
      <source>Restore settings of {name}</source>
      <translation>Einstellungen von {name} zurückholen</translation>
    </message>
    <message>
      <extracomment>studio/takes/deeds.py</extracomment>
      <source>nodes that are gone</source>
      <translation>Knoten, die fort sind</translation>
    </message>
    <message>
      <extracomment>studio/takes/deeds.py</extracomment>
      <source>{name} is restored, but for what is not there any more: {left}</source>
      <translation>{name} ist zurückgeholt, bis auf das, was es nicht mehr gibt: {left}</translation>
    </message>
    <message>
      <extracomment>studio/takes/deeds.py</extracomment>
      <source>The settings are those of {name}.</source>
      <translation>Die Einstellungen sind die von {name}.</translation>
    </message>
    <message>
      <extracomment>studio/takes/deeds.py</extracomment>
      <source>The graph has these settings already.</source>
      <translation>Der Graph hat diese Einstellungen schon.</translation>
    </message>
    <message>
      <extracomment>studio/takes/details.py</extracomment>
      <source>Details of the take</source>
      <translation>Einzelheiten des Takes</translation>
    </message>
    <message>
      <extracomment>studio/takes/differing.py</extracomment>
      <source>{param} {before} → {after}</source>
      <translation>{param} {before} → {after}</translation>
    </message>
    <message>
      <extracomment>studio/takes/differing.py</extracomment>
      <source>other {param}</source>
      <translation>anderes {param}</translation>
    </message>
    <message>
      <extracomment>studio/takes/differing.py</extracomment>
      <source>another seed</source>
      <translation>ein anderer Startwert</translation>
    </message>
    <message>
      <extracomment>studio/takes/differing.py</extracomment>
      <source>from {name}</source>
      <translation>aus {name}</translation>
    </message>
    <message>
      <extracomment>studio/takes/differing.py</extracomment>
      <source>from another take</source>
      <translation>aus einem anderen Take</translation>
    </message>
    <message>
      <extracomment>studio/takes/differing.py</extracomment>
      <source>with {name}</source>
      <translation>mit {name}</translation>
    </message>
    <message>
      <extracomment>studio/takes/differing.py</extracomment>
      <source>without {name}</source>
      <translation>ohne {name}</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid.py</extracomment>
      <source>Variations of {name}</source>
      <translation>Variationen von {name}</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid.py</extracomment>
      <source>Rows</source>
      <translation>Zeilen</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid.py</extracomment>
      <source>Columns</source>
      <translation>Spalten</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid.py</extracomment>
      <source>Make {count} Takes</source>
      <translation>{count} Takes machen</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid.py</extracomment>
      <source>Make Takes</source>
      <translation>Takes machen</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid.py</extracomment>
      <source>seed {seed}</source>
      <translation>Startwert {seed}</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid.py</extracomment>
      <source>Grid of variations</source>
      <translation>Variationsraster</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid.py</extracomment>
      <source>Queues every cell that is not there yet as a take of the shot.</source>
      <translation>Reiht jede Zelle, die noch fehlt, als Take des Shots ein.</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid.py</extracomment>
      <source>Make 1 Take</source>
      <translation>1 Take machen</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid.py</extracomment>
      <source>Everything else as {name} was made</source>
      <translation>Alles andere, wie {name} entstand</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid.py</extracomment>
      <source>Off: everything else is as the graph is now.</source>
      <translation>Aus: Alles andere ist, wie der Graph jetzt ist.</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid.py</extracomment>
      <source>about {time}</source>
      <translation>etwa {time}</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid.py</extracomment>
      <source>{count} cells</source>
      <translation>{count} Zellen</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid.py</extracomment>
      <source>Enter picks, F makes a favourite, B compares. Every cell is a take.</source>
      <translation>Enter wählt, F macht zum Liebling, B vergleicht. Jede Zelle ist ein Take.</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid_cells.py</extracomment>
      <source>not made yet</source>
      <translation>noch nicht gemacht</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid_paint.py</extracomment>
      <source>Picked</source>
      <translation>Gewählt</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid_side.py</extracomment>
      <source>What varies: {side}</source>
      <translation>Was sich ändert: {side}</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid_side.py</extracomment>
      <source>The param that is another one in every cell along this side.</source>
      <translation>Der Parameter, der an dieser Seite in jeder Zelle anders ist.</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid_side.py</extracomment>
      <source>Values: {side}</source>
      <translation>Werte: {side}</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid_side.py</extracomment>
      <source>Values with commas between them; prompts with | between them.</source>
      <translation>Werte mit Kommas dazwischen; Prompts mit | dazwischen.</translation>
    </message>
    <message>
      <extracomment>studio/takes/grid_side.py</extracomment>
      <source>Nothing</source>
      <translation>Nichts</translation>
    </message>
    <message>
      <extracomment>studio/takes/head.py</extracomment>
      <source>{count} takes are shown</source>
      <translation>{count} Takes werden gezeigt</translation>
    </message>
    <message>
      <extracomment>studio/takes/head.py</extracomment>
      <source>Search prompts</source>
      <translation>Prompts durchsuchen</translation>
    </message>
    <message>
      <extracomment>studio/takes/head.py</extracomment>
      <source>Search takes</source>
      <translation>Takes suchen</translation>
    </message>
    <message>
      <extracomment>studio/takes/head.py</extracomment>
      <source>Shows takes with all of these words in their prompt, name, seed or model.</source>
      <translation>Zeigt Takes mit allen diesen Wörtern in Prompt, Name, Startwert oder Modell.</translation>
    </message>
    <message>
      <extracomment>studio/takes/head.py</extracomment>
      <source>Only Favourites</source>
      <translation>Nur Lieblinge</translation>
    </message>
    <message>
      <extracomment>studio/takes/head.py</extracomment>
      <source>Shows favourites, and hides the other takes.</source>
      <translation>Zeigt Lieblinge und blendet die anderen Takes aus.</translation>
    </message>
    <message>
      <extracomment>studio/takes/head.py</extracomment>
      <source>Takes of All Shots</source>
      <translation>Takes aller Shots</translation>
    </message>
    <message>
      <extracomment>studio/takes/head.py</extracomment>
      <source>Shows the takes of every shot, not only of what is selected.</source>
      <translation>Zeigt die Takes jedes Shots, nicht nur der Auswahl.</translation>
    </message>
    <message>
      <extracomment>studio/takes/head.py</extracomment>
      <source>Grid…</source>
      <translation>Raster …</translation>
    </message>
    <message>
      <extracomment>studio/takes/head.py</extracomment>
      <source>{count} are being made</source>
      <translation>{count} entstehen gerade</translation>
    </message>
    <message>
      <extracomment>studio/takes/list.py</extracomment>
      <source>Enter picks a take, F makes it a favourite, B compares with it, V makes another one like it.</source>
      <translation>Enter wählt einen Take, F macht ihn zum Liebling, B vergleicht damit, V macht einen weiteren wie ihn.</translation>
    </message>
    <message>
      <extracomment>studio/takes/paint.py</extracomment>
      <source>Seed {seed}</source>
      <translation>Startwert {seed}</translation>
    </message>
    <message>
      <extracomment>studio/takes/paint.py</extracomment>
      <source>Take {number}</source>
      <translation>Take {number}</translation>
    </message>
    <message>
      <extracomment>studio/takes/panel.py</extracomment>
      <source>This shot has no take yet. Generate it: Ctrl+Enter.</source>
      <translation>Dieser Shot hat noch keinen Take. Erzeuge ihn: Strg+Enter.</translation>
    </message>
    <message>
      <extracomment>studio/takes/panel.py</extracomment>
      <source>No take fits what is looked for.</source>
      <translation>Kein Take passt zur Suche.</translation>
    </message>
    <message>
      <extracomment>studio/takes/panel.py</extracomment>
      <source>Every result of a Shot is kept here as a take. Select a Shot and generate it: Ctrl+Enter.</source>
      <translation>Jedes Ergebnis eines Shots bleibt hier als Take. Wähle einen Shot und erzeuge ihn: Strg+Enter.</translation>
    </message>
    <message>
      <extracomment>studio/takes/panel.py</extracomment>
      <source>Seed {seed} is copied.</source>
      <translation>Startwert {seed} ist kopiert.</translation>
    </message>
    <message>
      <extracomment>studio/takes/record.py</extracomment>
      <source>{start} s to {stop} s of it</source>
      <translation>{start} s bis {stop} s davon</translation>
    </message>
    <message>
      <extracomment>studio/takes/record.py</extracomment>
      <source>Seed</source>
      <translation>Startwert</translation>
    </message>
    <message>
      <extracomment>studio/takes/record.py</extracomment>
      <source>{time}, in {seconds}</source>
      <translation>{time}, in {seconds}</translation>
    </message>
    <message>
      <extracomment>studio/takes/record.py</extracomment>
      <source>Does not fit</source>
      <translation>Passt nicht</translation>
    </message>
    <message>
      <extracomment>studio/takes/record.py</extracomment>
      <source>Prompt</source>
      <translation>Prompt</translation>
    </message>
    <message>
      <extracomment>studio/takes/record.py</extracomment>
      <source>Unlike take {number}</source>
      <translation>Anders als Take {number}</translation>
    </message>
    <message>
      <extracomment>studio/takes/record.py</extracomment>
      <source>In the film</source>
      <translation>Im Film</translation>
    </message>
    <message>
      <extracomment>studio/takes/record.py</extracomment>
      <source>Made from</source>
      <translation>Gemacht aus</translation>
    </message>
    <message>
      <extracomment>studio/takes/record.py</extracomment>
      <source>Made</source>
      <translation>Entstanden</translation>
    </message>
    <message>
      <extracomment>studio/takes/record.py</extracomment>
      <source>Provenance</source>
      <translation>Herkunft</translation>
    </message>
    <message>
      <extracomment>studio/takes/words.py</extracomment>
      <source>{width} × {height}, {frames} frames at {rate}/s</source>
      <translation>{width} × {height}, {frames} Bilder bei {rate}/s</translation>
    </message>
    <message>
      <extracomment>studio/takes/words.py</extracomment>
      <source>{name}: {count} takes</source>
      <translation>{name}: {count} Takes</translation>
    </message>
    <message>
      <extracomment>studio/takes/words.py</extracomment>
      <source>{name}: {shown} of {count} takes</source>
      <translation>{name}: {shown} von {count} Takes</translation>
    </message>
    <message>
      <extracomment>studio/takes/words.py</extracomment>
      <source>{name}: 1 take</source>
      <translation>{name}: 1 Take</translation>
    </message>
    <message>
      <extracomment>studio/takes/words.py</extracomment>
      <source>Waiting, {time}</source>
      <translation>Wartet, {time}</translation>
    </message>
    <message>
      <extracomment>studio/takes/words.py</extracomment>
      <source>the pick</source>
      <translation>gewählt</translation>
    </message>
    <message>
      <extracomment>studio/takes/words.py</extracomment>
      <source>favourite</source>
      <translation>Liebling</translation>
    </message>
    <message>
      <extracomment>studio/takes/words.py</extracomment>
      <source>Unlike take {number}: {what}</source>
      <translation>Anders als Take {number}: {what}</translation>
    </message>
    <message>
      <extracomment>studio/timeline/brush.py</extracomment>
      <source>Not generated yet</source>
      <translation>Noch nicht erzeugt</translation>
    </message>
    <message>
      <extracomment>studio/timeline/details.py</extracomment>
      <source>Details</source>
      <translation>Einzelheiten</translation>
    </message>
    <message>
      <extracomment>studio/timeline/details.py</extracomment>
      <source>In</source>
      <translation>Anfang</translation>
    </message>
    <message>
      <extracomment>studio/timeline/details.py</extracomment>
      <source>Start</source>
      <translation>Beginn</translation>
    </message>
    <message>
      <extracomment>studio/timeline/details.py</extracomment>
      <source>Shape</source>
      <translation>Format</translation>
    </message>
    <message>
      <extracomment>studio/timeline/details.py</extracomment>
      <source>Place</source>
      <translation>Platz</translation>
    </message>
    <message>
      <extracomment>studio/timeline/details.py</extracomment>
      <source>Muted</source>
      <translation>Stumm</translation>
    </message>
    <message>
      <extracomment>studio/timeline/details.py</extracomment>
      <source>Colour</source>
      <translation>Farbe</translation>
    </message>
    <message>
      <extracomment>studio/timeline/details.py</extracomment>
      <source>Fade in</source>
      <translation>Einblenden</translation>
    </message>
    <message>
      <extracomment>studio/timeline/details.py</extracomment>
      <source>Fade out</source>
      <translation>Ausblenden</translation>
    </message>
    <message>
      <extracomment>studio/timeline/details.py</extracomment>
      <source>Details are those of one thing at a time.</source>
      <translation>Einzelheiten gibt es für ein Ding auf einmal.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/details.py</extracomment>
      <source>Select a shot, a title, a sound or a marker to see its details here.</source>
      <translation>Wähle einen Shot, Titel, Ton oder eine Marke, um die Einzelheiten hier zu sehen.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/details.py</extracomment>
      <source>Marker</source>
      <translation>Marke</translation>
    </message>
    <message>
      <extracomment>studio/timeline/details.py</extracomment>
      <source>It moves with its shot.</source>
      <translation>Sie wandert mit ihrem Shot.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/drops.py</extracomment>
      <source>Insert, replace or add as take</source>
      <translation>Einfügen, ersetzen oder als Take hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/timeline/drops.py</extracomment>
      <source>Insert Before</source>
      <translation>Davor einfügen</translation>
    </message>
    <message>
      <extracomment>studio/timeline/drops.py</extracomment>
      <source>Insert After</source>
      <translation>Dahinter einfügen</translation>
    </message>
    <message>
      <extracomment>studio/timeline/drops.py</extracomment>
      <source>Insert Here</source>
      <translation>Hier einfügen</translation>
    </message>
    <message>
      <extracomment>studio/timeline/drops.py</extracomment>
      <source>Place on Top</source>
      <translation>Obenauf legen</translation>
    </message>
    <message>
      <extracomment>studio/timeline/drops.py</extracomment>
      <source>Insert here</source>
      <translation>Hier einfügen</translation>
    </message>
    <message>
      <extracomment>studio/timeline/drops.py</extracomment>
      <source>Add as Take</source>
      <translation>Als Take hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/timeline/drops.py</extracomment>
      <source>Pick This Take</source>
      <translation>Diesen Take wählen</translation>
    </message>
    <message>
      <extracomment>studio/timeline/field.py</extracomment>
      <source>Enter keeps the words, Shift+Enter begins a new line, Esc leaves them as they were.</source>
      <translation>Enter behält die Worte, Umschalt+Enter beginnt eine neue Zeile, Esc lässt sie, wie sie waren.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/fields.py</extracomment>
      <source>112 or 1:12, 36f, 1.5s or +10; Up and Down: a frame, with Shift ten</source>
      <translation>112 oder 1:12, 36f, 1.5s oder +10; Auf und Ab: ein Bild, mit Umschalt zehn</translation>
    </message>
    <message>
      <extracomment>studio/timeline/gestures/edges.py</extracomment>
      <source>Plain cut</source>
      <translation>Harter Schnitt</translation>
    </message>
    <message>
      <extracomment>studio/timeline/gestures/edges.py</extracomment>
      <source>{count} f beyond the end</source>
      <translation>{count} B hinter dem Ende</translation>
    </message>
    <message>
      <extracomment>studio/timeline/gestures/edges.py</extracomment>
      <source>No more material</source>
      <translation>Kein Material mehr</translation>
    </message>
    <message>
      <extracomment>studio/timeline/gestures/edges.py</extracomment>
      <source>End</source>
      <translation>Ende</translation>
    </message>
    <message>
      <extracomment>studio/timeline/gestures/gesture.py</extracomment>
      <source>Edit</source>
      <translation>Bearbeiten</translation>
    </message>
    <message>
      <extracomment>studio/timeline/gestures/inside.py</extracomment>
      <source>{volume} dB</source>
      <translation>{volume} dB</translation>
    </message>
    <message>
      <extracomment>studio/timeline/gestures/inside.py</extracomment>
      <source>Out</source>
      <translation>Ende</translation>
    </message>
    <message>
      <extracomment>studio/timeline/gestures/moving.py</extracomment>
      <source>Move Marker</source>
      <translation>Marke verschieben</translation>
    </message>
    <message>
      <extracomment>studio/timeline/gestures/moving.py</extracomment>
      <source>On top</source>
      <translation>Obenauf</translation>
    </message>
    <message>
      <extracomment>studio/timeline/gestures/moving.py</extracomment>
      <source>Into the main track</source>
      <translation>In die Hauptspur</translation>
    </message>
    <message>
      <extracomment>studio/timeline/gestures/moving.py</extracomment>
      <source>The marker is gone</source>
      <translation>Die Marke ist fort</translation>
    </message>
    <message>
      <extracomment>studio/timeline/growth.py</extracomment>
      <source>Grow the shot</source>
      <translation>Den Shot wachsen lassen</translation>
    </message>
    <message>
      <extracomment>studio/timeline/menu.py</extracomment>
      <source>Write…</source>
      <translation>Schreiben …</translation>
    </message>
    <message>
      <extracomment>studio/timeline/menu.py</extracomment>
      <source>Take</source>
      <translation>Take</translation>
    </message>
    <message>
      <extracomment>studio/timeline/menu.py</extracomment>
      <source>Show in Graph</source>
      <translation>Im Graphen zeigen</translation>
    </message>
    <message>
      <extracomment>studio/timeline/mirror.py</extracomment>
      <source>Film as list</source>
      <translation>Film als Liste</translation>
    </message>
    <message>
      <extracomment>studio/timeline/mirror.py</extracomment>
      <source>Everything on the timeline. Enter moves the playhead there.</source>
      <translation>Alles in der Zeitleiste. Enter setzt den Abspielkopf dorthin.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/mirror.py</extracomment>
      <source>(no name)</source>
      <translation>(ohne Namen)</translation>
    </message>
    <message>
      <extracomment>studio/timeline/nothing.py</extracomment>
      <source>The film is empty</source>
      <translation>Der Film ist leer</translation>
    </message>
    <message>
      <extracomment>studio/timeline/nothing.py</extracomment>
      <source>The film is empty. Put the shots of this project into it, or drop single ones here.</source>
      <translation>Der Film ist leer. Nimm die Shots dieses Projekts hinein oder ziehe einzelne hierher.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/nothing.py</extracomment>
      <source>The film is empty. Shot nodes of the graph, clips, pictures and sounds can be dropped here.</source>
      <translation>Der Film ist leer. Shot-Knoten, Clips, Bilder und Töne können hierher gezogen werden.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/panel.py</extracomment>
      <source>What is selected fits the shots that it continues.</source>
      <translation>Was gewählt ist, passt zu den Shots, die es fortsetzt.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/panel.py</extracomment>
      <source>Between in and out lies nothing of this shot. Select the shot that lies there.</source>
      <translation>Zwischen In und Out liegt nichts von diesem Shot. Wähle den Shot, der dort liegt.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/panel.py</extracomment>
      <source>Set in and out (I and O) around what is to be made anew.</source>
      <translation>Setze In und Out (I und O) um das, was neu gedreht werden soll.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/table.py</extracomment>
      <source>Gap</source>
      <translation>Lücke</translation>
    </message>
    <message>
      <extracomment>studio/timeline/table.py</extracomment>
      <source>(no text)</source>
      <translation>(ohne Text)</translation>
    </message>
    <message>
      <extracomment>studio/timeline/table.py</extracomment>
      <source>A sound that is gone</source>
      <translation>Ein Ton, der fort ist</translation>
    </message>
    <message>
      <extracomment>studio/timeline/table.py</extracomment>
      <source>A shot without a node</source>
      <translation>Ein Shot ohne Knoten</translation>
    </message>
    <message>
      <extracomment>studio/timeline/telling.py</extracomment>
      <source>Drag: trim. Ctrl: roll the cut. Shift: leave a gap.</source>
      <translation>Ziehen: trimmen. Strg: den Schnitt verschieben. Umschalt: eine Lücke lassen.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/telling.py</extracomment>
      <source>Drag: how long the shot before fades into this one.</source>
      <translation>Ziehen: wie lange der Shot davor in diesen überblendet.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/telling.py</extracomment>
      <source>Drag: how long it takes to come.</source>
      <translation>Ziehen: wie lange das Einblenden dauert.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/telling.py</extracomment>
      <source>Drag: how long it takes to go.</source>
      <translation>Ziehen: wie lange das Ausblenden dauert.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/telling.py</extracomment>
      <source>Drag: louder or quieter.</source>
      <translation>Ziehen: lauter oder leiser.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/telling.py</extracomment>
      <source>Extend: a new shot that continues this one past its end.</source>
      <translation>Verlängern: ein neuer Shot, der diesen über sein Ende fortsetzt.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/telling.py</extracomment>
      <source>Jump To: a new shot that starts from this one's last picture.</source>
      <translation>Weiterspringen: ein neuer Shot, der beim letzten Bild dieses beginnt.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/telling.py</extracomment>
      <source>Drag: trim.</source>
      <translation>Ziehen: trimmen.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/telling.py</extracomment>
      <source>The last {count} frames are beyond its end and stand still</source>
      <translation>Die letzten {count} Bilder liegen hinter seinem Ende und stehen still</translation>
    </message>
    <message>
      <extracomment>studio/timeline/telling.py</extracomment>
      <source>{time} more at its end, not shown</source>
      <translation>{time} mehr an seinem Ende, nicht gezeigt</translation>
    </message>
    <message>
      <extracomment>studio/timeline/toolbar.py</extracomment>
      <source>Timeline tools</source>
      <translation>Werkzeuge der Zeitleiste</translation>
    </message>
    <message>
      <extracomment>studio/timeline/toolbar.py</extracomment>
      <source>Add</source>
      <translation>Hinzufügen</translation>
    </message>
    <message>
      <extracomment>studio/timeline/toolbar.py</extracomment>
      <source>Adds shots, titles, sounds or markers at the playhead.</source>
      <translation>Fügt Shots, Titel, Töne oder Marken am Abspielkopf hinzu.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/toolbar.py</extracomment>
      <source>Zoom Out</source>
      <translation>Verkleinern</translation>
    </message>
    <message>
      <extracomment>studio/timeline/toolbar.py</extracomment>
      <source>Shows more of the film.</source>
      <translation>Zeigt mehr vom Film.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/toolbar.py</extracomment>
      <source>Zoom In</source>
      <translation>Vergrößern</translation>
    </message>
    <message>
      <extracomment>studio/timeline/toolbar.py</extracomment>
      <source>Shows less of the film, larger.</source>
      <translation>Zeigt weniger vom Film, größer.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/toolbar.py</extracomment>
      <source>Zoom to Fit</source>
      <translation>Einpassen</translation>
    </message>
    <message>
      <extracomment>studio/timeline/toolbar.py</extracomment>
      <source>Shows the whole film, and again what was seen before.</source>
      <translation>Zeigt den ganzen Film und beim nächsten Mal das vorher Gesehene.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/toolbar.py</extracomment>
      <source>Shows place, length and looks of what is selected.</source>
      <translation>Zeigt Platz, Länge und Aussehen der Auswahl.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/toolbar.py</extracomment>
      <source>Film as List</source>
      <translation>Film als Liste</translation>
    </message>
    <message>
      <extracomment>studio/timeline/toolbar.py</extracomment>
      <source>Shows the same film as a list.</source>
      <translation>Zeigt denselben Film als Liste.</translation>
    </message>
    <message>
      <extracomment>studio/timeline/view.py</extracomment>
      <source>The film's tracks. Beside it the same as a list.</source>
      <translation>Die Spuren des Films. Daneben dasselbe als Liste.</translation>
    </message>
    <message>
      <extracomment>studio/unsaved.py</extracomment>
      <source>it was saved at {time}</source>
      <translation>dem Speichern um {time}</translation>
    </message>
    <message>
      <extracomment>studio/unsaved.py</extracomment>
      <source>Not saved yet</source>
      <translation>Noch nicht gespeichert</translation>
    </message>
    <message>
      <extracomment>studio/unsaved.py</extracomment>
      <source>it was opened</source>
      <translation>dem Öffnen</translation>
    </message>
    <message>
      <extracomment>studio/unsaved.py</extracomment>
      <source>The file holds another state than this one</source>
      <translation>Die Datei enthält einen anderen Stand als diesen</translation>
    </message>
    <message>
      <extracomment>studio/unsaved.py</extracomment>
      <source>{count} steps of the file are taken back</source>
      <translation>{count} Schritte der Datei sind zurückgenommen</translation>
    </message>
    <message>
      <extracomment>studio/unsaved.py</extracomment>
      <source>1 step of the file is taken back</source>
      <translation>1 Schritt der Datei ist zurückgenommen</translation>
    </message>
    <message>
      <extracomment>studio/unsaved.py</extracomment>
      <source>{count} changes since {since}</source>
      <translation>{count} Änderungen seit {since}</translation>
    </message>
    <message>
      <extracomment>studio/unsaved.py</extracomment>
      <source>1 change since {since}</source>
      <translation>1 Änderung seit {since}</translation>
    </message>
    <message>
      <extracomment>studio/unsaved.py</extracomment>
      <source>There are takes that the file does not name yet</source>
      <translation>Es gibt Takes, die die Datei noch nicht nennt</translation>
    </message>
    <message>
      <extracomment>studio/viewer/beside.py</extracomment>
      <source>A is what the viewer shows, B is compared with it.</source>
      <translation>A ist, was der Betrachter zeigt, B wird damit verglichen.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/compare.py</extracomment>
      <source>Choose B to compare with</source>
      <translation>Wähle B zum Vergleichen</translation>
    </message>
    <message>
      <extracomment>studio/viewer/compare_bar.py</extracomment>
      <source>Comparison</source>
      <translation>Vergleich</translation>
    </message>
    <message>
      <extracomment>studio/viewer/compare_bar.py</extracomment>
      <source>Swap A and B</source>
      <translation>A und B tauschen</translation>
    </message>
    <message>
      <extracomment>studio/viewer/compare_bar.py</extracomment>
      <source>B One Frame Back</source>
      <translation>B ein Bild zurück</translation>
    </message>
    <message>
      <extracomment>studio/viewer/compare_bar.py</extracomment>
      <source>B One Frame On</source>
      <translation>B ein Bild weiter</translation>
    </message>
    <message>
      <extracomment>studio/viewer/compare_bar.py</extracomment>
      <source>Offset of B</source>
      <translation>Versatz von B</translation>
    </message>
    <message>
      <extracomment>studio/viewer/compare_bar.py</extracomment>
      <source>B</source>
      <translation>B</translation>
    </message>
    <message>
      <extracomment>studio/viewer/compare_bar.py</extracomment>
      <source>A and B are in step.</source>
      <translation>A und B laufen im Gleichschritt.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/compare_bar.py</extracomment>
      <source>B: what to compare with</source>
      <translation>B: womit verglichen wird</translation>
    </message>
    <message>
      <extracomment>studio/viewer/compare_bar.py</extracomment>
      <source>What is compared with what is shown.</source>
      <translation>Was mit dem Gezeigten verglichen wird.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/compare_bar.py</extracomment>
      <source>Gain of the difference</source>
      <translation>Verstärkung des Unterschieds</translation>
    </message>
    <message>
      <extracomment>studio/viewer/compare_bar.py</extracomment>
      <source>How many times as strong differences are shown.</source>
      <translation>Wievielmal so stark Unterschiede gezeigt werden.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/compare_bar.py</extracomment>
      <source>Choose B</source>
      <translation>B wählen</translation>
    </message>
    <message>
      <extracomment>studio/viewer/compare_bar.py</extracomment>
      <source>B is ahead of A by frames: {count}. Click: in step again.</source>
      <translation>B ist A voraus, um Bilder: {count}. Klick: wieder im Gleichschritt.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/compare_bar.py</extracomment>
      <source>B is behind A by frames: {count}. Click: in step again.</source>
      <translation>B ist hinter A, um Bilder: {count}. Klick: wieder im Gleichschritt.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/head.py</extracomment>
      <source>Shows the film of the timeline instead of a node.</source>
      <translation>Zeigt den Film der Zeitleiste statt eines Knotens.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/head.py</extracomment>
      <source>Follow</source>
      <translation>Folgen</translation>
    </message>
    <message>
      <extracomment>studio/viewer/head.py</extracomment>
      <source>Compare</source>
      <translation>Vergleichen</translation>
    </message>
    <message>
      <extracomment>studio/viewer/head.py</extracomment>
      <source>Scopes</source>
      <translation>Messbilder</translation>
    </message>
    <message>
      <extracomment>studio/viewer/head.py</extracomment>
      <source>Viewer on Full Screen</source>
      <translation>Betrachter im Vollbild</translation>
    </message>
    <message>
      <extracomment>studio/viewer/head.py</extracomment>
      <source>Ctrl+1 to 9 puts a node on a key of the viewer, to be shown again by it.</source>
      <translation>Strg+1 bis 9 legt einen Knoten auf eine Taste des Betrachters, die ihn wieder zeigt.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/head.py</extracomment>
      <source>Shows whatever node is selected.</source>
      <translation>Zeigt immer den ausgewählten Knoten.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/key_row.py</extracomment>
      <source>Show {digit}</source>
      <translation>{digit} zeigen</translation>
    </message>
    <message>
      <extracomment>studio/viewer/key_row.py</extracomment>
      <source>Shows {name}. Key {digit}</source>
      <translation>Zeigt {name}. Taste {digit}</translation>
    </message>
    <message>
      <extracomment>studio/viewer/others.py</extracomment>
      <source>{shot}, take {number}</source>
      <translation>{shot}, Take {number}</translation>
    </message>
    <message>
      <extracomment>studio/viewer/others.py</extracomment>
      <source>An earlier result</source>
      <translation>Ein früheres Ergebnis</translation>
    </message>
    <message>
      <extracomment>studio/viewer/others.py</extracomment>
      <source>What Is Shown Now</source>
      <translation>Was jetzt gezeigt wird</translation>
    </message>
    <message>
      <extracomment>studio/viewer/others.py</extracomment>
      <source>A node</source>
      <translation>Ein Knoten</translation>
    </message>
    <message>
      <extracomment>studio/viewer/others.py</extracomment>
      <source>A take that was removed</source>
      <translation>Ein entfernter Take</translation>
    </message>
    <message>
      <extracomment>studio/viewer/others.py</extracomment>
      <source>A file</source>
      <translation>Eine Datei</translation>
    </message>
    <message>
      <extracomment>studio/viewer/others.py</extracomment>
      <source>Other Shots</source>
      <translation>Andere Shots</translation>
    </message>
    <message>
      <extracomment>studio/viewer/others.py</extracomment>
      <source>On Keys</source>
      <translation>Auf Tasten</translation>
    </message>
    <message>
      <extracomment>studio/viewer/others.py</extracomment>
      <source>{take}, the pick</source>
      <translation>{take}, gewählt</translation>
    </message>
    <message>
      <extracomment>studio/viewer/others.py</extracomment>
      <source>{take}, shown as A</source>
      <translation>{take}, als A gezeigt</translation>
    </message>
    <message>
      <extracomment>studio/viewer/panel.py</extracomment>
      <source>Older than the graph</source>
      <translation>Älter als der Graph</translation>
    </message>
    <message>
      <extracomment>studio/viewer/panel.py</extracomment>
      <source>Preview while it is made</source>
      <translation>Vorschau beim Erzeugen</translation>
    </message>
    <message>
      <extracomment>studio/viewer/panel.py</extracomment>
      <source>Picture of {title}</source>
      <translation>Bild von {title}</translation>
    </message>
    <message>
      <extracomment>studio/viewer/projection.py</extracomment>
      <source>The film is empty. Put shots on the timeline.</source>
      <translation>Der Film ist leer. Lege Shots in die Zeitleiste.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/projection.py</extracomment>
      <source>{title} has no take yet</source>
      <translation>{title} hat noch keinen Take</translation>
    </message>
    <message>
      <extracomment>studio/viewer/projection.py</extracomment>
      <source>This shot</source>
      <translation>Dieser Shot</translation>
    </message>
    <message>
      <extracomment>studio/viewer/scopes.py</extracomment>
      <source>Left: brightness from left to right of the picture. Right: how often each level occurs.</source>
      <translation>Links: Helligkeit von links nach rechts im Bild. Rechts: wie oft jede Stufe vorkommt.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/scopes.py</extracomment>
      <source>{black} % black, {white} % white</source>
      <translation>{black} % schwarz, {white} % weiß</translation>
    </message>
    <message>
      <extracomment>studio/viewer/scopes.py</extracomment>
      <source>Waveform</source>
      <translation>Wellenform</translation>
    </message>
    <message>
      <extracomment>studio/viewer/scopes.py</extracomment>
      <source>Histogram</source>
      <translation>Histogramm</translation>
    </message>
    <message>
      <extracomment>studio/viewer/screen.py</extracomment>
      <source>Wheel: zoom. Drag: move. Double click: fit. Digits: show what is on a key.</source>
      <translation>Rad: zoomen. Ziehen: bewegen. Doppelklick: einpassen. Ziffern: zeigen, was auf der Taste liegt.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/scrub_bar.py</extracomment>
      <source>Playhead</source>
      <translation>Abspielkopf</translation>
    </message>
    <message>
      <extracomment>studio/viewer/scrub_bar.py</extracomment>
      <source>Drag the ends of the marked stretch to move In and Out; Escape leaves them where they were.</source>
      <translation>Zieh an den Enden des markierten Stücks, um In und Out zu verschieben; Escape lässt sie, wo sie waren.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/scrub_bar.py</extracomment>
      <source>Click or drag to move the playhead.</source>
      <translation>Klicken oder ziehen, um den Abspielkopf zu bewegen.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/timecode_field.py</extracomment>
      <source>Place of the playhead</source>
      <translation>Platz des Abspielkopfs</translation>
    </message>
    <message>
      <extracomment>studio/viewer/timecode_field.py</extracomment>
      <source>Where the playhead stands. Type a place (112 or 1:12, 96f, 4.5s) or how far to go (+20, -2s), then Return. Digits alone are frames, seconds, minutes from the right.</source>
      <translation>Wo der Abspielkopf steht. Tippe eine Stelle (112 oder 1:12, 96f, 4.5s) oder wie weit es gehen soll (+20, -2s), dann die Eingabetaste. Ziffern allein sind von rechts Bilder, Sekunden, Minuten.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/timecode_field.py</extracomment>
      <source>It ends here: there are {count} frames.</source>
      <translation>Hier ist Schluss: Es sind {count} Bilder.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/timecode_field.py</extracomment>
      <source>This is no place in a film.</source>
      <translation>Das ist kein Platz in einem Film.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/transport_bar.py</extracomment>
      <source>Frames that came too late to be shown since playing began.</source>
      <translation>Bilder, die seit Beginn des Abspielens zu spät kamen.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/transport_bar.py</extracomment>
      <source>How long it is.</source>
      <translation>Wie lang es ist.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/transport_bar.py</extracomment>
      <source>Previous Cut</source>
      <translation>Voriger Schnitt</translation>
    </message>
    <message>
      <extracomment>studio/viewer/transport_bar.py</extracomment>
      <source>One Frame Back</source>
      <translation>Ein Bild zurück</translation>
    </message>
    <message>
      <extracomment>studio/viewer/transport_bar.py</extracomment>
      <source>Play</source>
      <translation>Abspielen</translation>
    </message>
    <message>
      <extracomment>studio/viewer/transport_bar.py</extracomment>
      <source>One Frame On</source>
      <translation>Ein Bild weiter</translation>
    </message>
    <message>
      <extracomment>studio/viewer/transport_bar.py</extracomment>
      <source>Next Cut</source>
      <translation>Nächster Schnitt</translation>
    </message>
    <message>
      <extracomment>studio/viewer/transport_bar.py</extracomment>
      <source>Grab Still</source>
      <translation>Standbild greifen</translation>
    </message>
    <message>
      <extracomment>studio/viewer/transport_bar.py</extracomment>
      <source>More of the Viewer</source>
      <translation>Mehr vom Betrachter</translation>
    </message>
    <message>
      <extracomment>studio/viewer/transport_bar.py</extracomment>
      <source>Pause ({speed} times)</source>
      <translation>Pause ({speed}-fach)</translation>
    </message>
    <message>
      <extracomment>studio/viewer/transport_bar.py</extracomment>
      <source>{count} late</source>
      <translation>{count} zu spät</translation>
    </message>
    <message>
      <extracomment>studio/viewer/transport_bar.py</extracomment>
      <source>How fast it plays: {speed} times.</source>
      <translation>Wie schnell abgespielt wird: {speed}-fach.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/wording.py</extracomment>
      <source>Nothing rendered yet.</source>
      <translation>Noch nichts gerendert.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/wording.py</extracomment>
      <source>The file of this picture cannot be read.</source>
      <translation>Die Datei dieses Bildes ist nicht lesbar.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/wording.py</extracomment>
      <source>Select a node to see its latest picture.</source>
      <translation>Wähle einen Knoten aus, um sein neuestes Bild zu sehen.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/wording.py</extracomment>
      <source>This node has no picture of its own.</source>
      <translation>Dieser Knoten hat kein eigenes Bild.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/wording.py</extracomment>
      <source>This node is muted.</source>
      <translation>Dieser Knoten ist stumm.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/wording.py</extracomment>
      <source>{name} cannot be read.</source>
      <translation>{name} kann nicht gelesen werden.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/wording.py</extracomment>
      <source>Take {number}: {facts}</source>
      <translation>Take {number}: {facts}</translation>
    </message>
    <message>
      <extracomment>studio/viewer/zoom_button.py</extracomment>
      <source>{share} %</source>
      <translation>{share} %</translation>
    </message>
    <message>
      <extracomment>studio/viewer/zoom_button.py</extracomment>
      <source>Wheel over the picture: zoom. Double click: fit, and all pixels again.</source>
      <translation>Mausrad über dem Bild: Zoom. Doppelklick: einpassen und wieder alle Pixel.</translation>
    </message>
    <message>
      <extracomment>studio/viewer/zoom_button.py</extracomment>
      <source>Size of the picture</source>
      <translation>Größe des Bildes</translation>
    </message>
    <message>
      <extracomment>studio/viewer/zoom_button.py</extracomment>
      <source>The picture is shown at {share} of its size.</source>
      <translation>Das Bild wird mit {share} seiner Größe gezeigt.</translation>
    </message>
    <message>
      <extracomment>studio/welcome/page.py</extracomment>
      <source>Welcome page</source>
      <translation>Startseite</translation>
    </message>
    <message>
      <extracomment>studio/welcome/page.py</extracomment>
      <source>A small video model comes with the program: everything here works offline.</source>
      <translation>Ein kleines Videomodell ist dabei: Alles hier geht ohne Netz.</translation>
    </message>
    <message>
      <extracomment>studio/welcome/page.py</extracomment>
      <source>Begin with a template</source>
      <translation>Mit einer Vorlage beginnen</translation>
    </message>
    <message>
      <extracomment>studio/welcome/page.py</extracomment>
      <source>Samples, ready to render</source>
      <translation>Beispiele, bereit zum Rendern</translation>
    </message>
    <message>
      <extracomment>studio/window.py</extracomment>
      <source>Something went wrong in the program; your work was saved first. {what}</source>
      <translation>Im Programm ging etwas schief; die Arbeit wurde vorher gesichert. {what}</translation>
    </message>
    <message>
      <extracomment>studio/window.py</extracomment>
      <source>Open projects</source>
      <translation>Offene Projekte</translation>
    </message>
    <message>
      <extracomment>studio/window.py</extracomment>
      <source>Status</source>
      <translation>Status</translation>
    </message>
    <message>
      <extracomment>studio/window.py</extracomment>
      <source>1 problem</source>
      <translation>1 Problem</translation>
    </message>
    <message>
      <extracomment>studio/window.py</extracomment>
      <source>{count} problems</source>
      <translation>{count} Probleme</translation>
    </message>
    <message>
      <extracomment>studio/window.py</extracomment>
      <source>Welcome</source>
      <translation>Willkommen</translation>
    </message>
    <message>
      <extracomment>studio/window.py</extracomment>
      <source>Shows the whole report.</source>
      <translation>Zeigt den ganzen Bericht.</translation>
    </message>
    <message>
      <extracomment>studio/window.py</extracomment>
      <source>For whoever mends it.</source>
      <translation>Für alle, die es beheben.</translation>
    </message>
    <message>
      <extracomment>studio/window.py</extracomment>
      <source>{name} is not there any more.</source>
      <translation>{name} gibt es nicht mehr.</translation>
    </message>
    <message>
      <extracomment>studio/window.py</extracomment>
      <source>Computes on {name}, {memory} GiB of memory. The built-in model is ready.</source>
      <translation>Rechnet auf {name}, {memory} GiB Speicher. Das eingebaute Modell ist bereit.</translation>
    </message>
    <message>
      <extracomment>studio/window.py</extracomment>
      <source>Goes to the first one.</source>
      <translation>Geht zum ersten.</translation>
    </message>
    <message>
      <extracomment>studio/work/asking.py</extracomment>
      <source>File of {name}</source>
      <translation>Datei von {name}</translation>
    </message>
    <message>
      <extracomment>studio/work/bar.py</extracomment>
      <source>Finishing early: what is there is kept</source>
      <translation>Wird vorzeitig fertig: was da ist, bleibt</translation>
    </message>
    <message>
      <extracomment>studio/work/bar.py</extracomment>
      <source>Stops what runs; what waits goes on. Asked again, it goes on where it was.</source>
      <translation>Hält an, was läuft; was wartet, geht weiter. Erneut gestartet, geht es dort weiter.</translation>
    </message>
    <message>
      <extracomment>studio/work/bar.py</extracomment>
      <source>Pressed twice, stops the finishing too: no take is made of what is there.</source>
      <translation>Zweimal gedrückt, hält auch das Fertigstellen an: aus dem, was da ist, wird kein Take.</translation>
    </message>
    <message>
      <extracomment>studio/work/bar.py</extracomment>
      <source>Work</source>
      <translation>Arbeit</translation>
    </message>
    <message>
      <extracomment>studio/work/bar.py</extracomment>
      <source>Progress of the present job</source>
      <translation>Fortschritt des laufenden Auftrags</translation>
    </message>
    <message>
      <extracomment>studio/work/forecast.py</extracomment>
      <source>Nothing can be made.</source>
      <translation>Nichts lässt sich erzeugen.</translation>
    </message>
    <message>
      <extracomment>studio/work/hearing.py</extracomment>
      <source>Made: {made}. There already: {there}.</source>
      <translation>Gemacht: {made}. Schon da: {there}.</translation>
    </message>
    <message>
      <extracomment>studio/work/hearing.py</extracomment>
      <source>Everything was there already: nothing had to be computed.</source>
      <translation>Alles war schon da: Es musste nichts berechnet werden.</translation>
    </message>
    <message>
      <extracomment>studio/work/hearing.py</extracomment>
      <source>Stopped {title}. Asked again, it goes on where it was.</source>
      <translation>{title} angehalten. Erneut gestartet, geht es dort weiter.</translation>
    </message>
    <message>
      <extracomment>studio/work/hearing.py</extracomment>
      <source>Stopped {title}. The queue is paused; {count} waiting.</source>
      <translation>{title} angehalten. Die Warteschlange ruht; {count} warten.</translation>
    </message>
    <message>
      <extracomment>studio/work/hearing.py</extracomment>
      <source>{title}: done; {name} has it when it is opened</source>
      <translation>{title}: fertig; {name} hat es beim Öffnen</translation>
    </message>
    <message>
      <extracomment>studio/work/hearing.py</extracomment>
      <source>Stopped {title}. {count} more are waiting: the next one begins.</source>
      <translation>{title} angehalten. {count} weitere warten: der nächste beginnt.</translation>
    </message>
    <message>
      <extracomment>studio/work/hearing.py</extracomment>
      <source>Stopped {title}. 1 more is waiting: it begins now.</source>
      <translation>{title} angehalten. 1 weiterer wartet: er beginnt jetzt.</translation>
    </message>
    <message>
      <extracomment>studio/work/hearing.py</extracomment>
      <source>{title}: done in {seconds} s</source>
      <translation>{title}: fertig in {seconds} s</translation>
    </message>
    <message>
      <extracomment>studio/work/homecoming.py</extracomment>
      <source>{shot} has this very take already.</source>
      <translation>{shot} hat genau diesen Take schon.</translation>
    </message>
    <message>
      <extracomment>studio/work/homecoming.py</extracomment>
      <source>1 take was finished while {name} was closed.</source>
      <translation>1 Take wurde fertig, während {name} geschlossen war.</translation>
    </message>
    <message>
      <extracomment>studio/work/homecoming.py</extracomment>
      <source>{count} takes were finished while {name} was closed.</source>
      <translation>{count} Takes wurden fertig, während {name} geschlossen war.</translation>
    </message>
    <message>
      <extracomment>studio/work/jobs.py</extracomment>
      <source>There is nothing to generate yet: add a Shot, or select a node that makes a picture.</source>
      <translation>Noch gibt es nichts zu erzeugen: Füge einen Shot hinzu oder wähle einen Knoten, der ein Bild macht.</translation>
    </message>
    <message>
      <extracomment>studio/work/jobs.py</extracomment>
      <source>This take exists already: nothing had to be computed.</source>
      <translation>Diesen Take gibt es schon: nichts musste gerechnet werden.</translation>
    </message>
    <message>
      <extracomment>studio/work/jobs.py</extracomment>
      <source>Getting ready…</source>
      <translation>Wird vorbereitet…</translation>
    </message>
    <message>
      <extracomment>studio/work/jobs.py</extracomment>
      <source>The list of jobs was damaged. What could be read of it goes on, finished takes are safe; the damaged list is kept as {path}</source>
      <translation>Die Liste der Aufträge war beschädigt. Was davon lesbar war, geht weiter, fertige Takes sind sicher; die beschädigte Liste liegt unter {path}</translation>
    </message>
    <message>
      <extracomment>studio/work/jobs.py</extracomment>
      <source>The queue is paused; {count} waiting since last time</source>
      <translation>Die Warteschlange ist pausiert; {count} warten seit dem letzten Mal</translation>
    </message>
    <message>
      <extracomment>studio/work/jobs.py</extracomment>
      <source>{title} is being finished early, to keep what is there. Stop once more to keep nothing.</source>
      <translation>{title} wird vorzeitig fertiggestellt, um zu behalten, was da ist. Noch einmal Anhalten behält nichts.</translation>
    </message>
    <message>
      <extracomment>studio/work/jobs.py</extracomment>
      <source>Going on with 1 job of last time</source>
      <translation>1 Auftrag vom letzten Mal geht weiter</translation>
    </message>
    <message>
      <extracomment>studio/work/jobs.py</extracomment>
      <source>Going on with {count} jobs of last time</source>
      <translation>{count} Aufträge vom letzten Mal gehen weiter</translation>
    </message>
    <message>
      <extracomment>studio/work/lines.py</extracomment>
      <source>{title}, take {number}</source>
      <translation>{title}, Take {number}</translation>
    </message>
    <message>
      <extracomment>studio/work/manners.py</extracomment>
      <source>This machine runs on its battery; the queue goes on with mains power.</source>
      <translation>Dieser Rechner läuft mit Akku; die Warteschlange macht am Netzteil weiter.</translation>
    </message>
    <message>
      <extracomment>studio/work/notify.py</extracomment>
      <source>{percent} % · </source>
      <translation>{percent} % · </translation>
    </message>
    <message>
      <extracomment>studio/work/notify.py</extracomment>
      <source>A result</source>
      <translation>Ein Ergebnis</translation>
    </message>
    <message>
      <extracomment>studio/work/notify.py</extracomment>
      <source>{title} could not be made: {why}</source>
      <translation>{title} ließ sich nicht erzeugen: {why}</translation>
    </message>
    <message>
      <extracomment>studio/work/notify.py</extracomment>
      <source>{title} is there, after {time}.</source>
      <translation>{title} ist da, nach {time}.</translation>
    </message>
    <message>
      <extracomment>studio/work/notify.py</extracomment>
      <source>{count} results are there, after {time}.</source>
      <translation>{count} Ergebnisse sind da, nach {time}.</translation>
    </message>
    <message>
      <extracomment>studio/writing.py</extracomment>
      <source>Stopping…</source>
      <translation>Hält an…</translation>
    </message>
    <message>
      <extracomment>action file.new</extracomment>
      <source>New</source>
      <translation>Neu</translation>
    </message>
    <message>
      <extracomment>action file.new</extracomment>
      <source>Starts an empty project.</source>
      <translation>Beginnt ein leeres Projekt.</translation>
    </message>
    <message>
      <extracomment>action file.open</extracomment>
      <source>Open…</source>
      <translation>Öffnen…</translation>
    </message>
    <message>
      <extracomment>action file.open</extracomment>
      <source>Opens a graph, a bundle, or a video or picture that carries its graph.</source>
      <translation>Öffnet einen Graphen, ein Paket oder ein Video oder Bild, das seinen Graphen enthält.</translation>
    </message>
    <message>
      <extracomment>action file.welcome</extracomment>
      <source>Welcome Page</source>
      <translation>Startseite</translation>
    </message>
    <message>
      <extracomment>action file.welcome</extracomment>
      <source>Templates, samples and recent projects.</source>
      <translation>Vorlagen, Beispiele und zuletzt benutzte Projekte.</translation>
    </message>
    <message>
      <extracomment>action file.save</extracomment>
      <source>Writes the project to its file.</source>
      <translation>Schreibt das Projekt in seine Datei.</translation>
    </message>
    <message>
      <extracomment>action file.backups</extracomment>
      <source>Earlier Saves…</source>
      <translation>Frühere Stände…</translation>
    </message>
    <message>
      <extracomment>action file.backups</extracomment>
      <source>Opens one of the last ten saves as a copy.</source>
      <translation>Öffnet einen der letzten zehn gespeicherten Stände als Kopie.</translation>
    </message>
    <message>
      <extracomment>action file.pack</extracomment>
      <source>Pack for Sharing…</source>
      <translation>Zum Weitergeben packen…</translation>
    </message>
    <message>
      <extracomment>action file.pack</extracomment>
      <source>Puts graph, media and takes into one file.</source>
      <translation>Packt Graph, Medien und Takes in eine Datei.</translation>
    </message>
    <message>
      <extracomment>action file.export</extracomment>
      <source>Export Film…</source>
      <translation>Film exportieren …</translation>
    </message>
    <message>
      <extracomment>action file.export</extracomment>
      <source>Writes the film of the timeline to a file, in a form of your choice.</source>
      <translation>Schreibt den Film der Zeitleiste in eine Datei, in einer Form deiner Wahl.</translation>
    </message>
    <message>
      <extracomment>action file.export_shots</extracomment>
      <source>Export Shots as Files…</source>
      <translation>Shots als Dateien exportieren …</translation>
    </message>
    <message>
      <extracomment>action file.export_shots</extracomment>
      <source>Writes every shot to a file of its own.</source>
      <translation>Schreibt jeden Shot in eine eigene Datei.</translation>
    </message>
    <message>
      <extracomment>action file.export_frame</extracomment>
      <source>Export Frame…</source>
      <translation>Bild exportieren …</translation>
    </message>
    <message>
      <extracomment>action file.export_frame</extracomment>
      <source>Writes the picture at the playhead to a file.</source>
      <translation>Schreibt das Bild am Abspielkopf in eine Datei.</translation>
    </message>
    <message>
      <extracomment>action file.export_cut</extracomment>
      <source>Export for Other Programs…</source>
      <translation>Für andere Programme exportieren …</translation>
    </message>
    <message>
      <extracomment>action file.export_cut</extracomment>
      <source>Writes the cut, with its takes, for other editing programs: OpenTimelineIO, EDL or FCPXML.</source>
      <translation>Schreibt den Schnitt mit seinen Takes für andere Schnittprogramme: OpenTimelineIO, EDL oder FCPXML.</translation>
    </message>
    <message>
      <extracomment>action file.import</extracomment>
      <source>Add Media…</source>
      <translation>Medien hinzufügen…</translation>
    </message>
    <message>
      <extracomment>action file.import</extracomment>
      <source>Adds pictures or clips as nodes.</source>
      <translation>Fügt Bilder oder Clips als Knoten hinzu.</translation>
    </message>
    <message>
      <extracomment>action file.close</extracomment>
      <source>Closes this project, and asks first if it was not saved.</source>
      <translation>Schließt dieses Projekt und fragt vorher, wenn es nicht gespeichert ist.</translation>
    </message>
    <message>
      <extracomment>action file.quit</extracomment>
      <source>Ends the program; unsaved work is kept.</source>
      <translation>Beendet das Programm; Ungespeichertes bleibt erhalten.</translation>
    </message>
    <message>
      <extracomment>action edit.undo</extracomment>
      <source>Undo</source>
      <translation>Rückgängig</translation>
    </message>
    <message>
      <extracomment>action edit.undo</extracomment>
      <source>Takes the last step back.</source>
      <translation>Nimmt den letzten Schritt zurück.</translation>
    </message>
    <message>
      <extracomment>action edit.redo</extracomment>
      <source>Redo</source>
      <translation>Wiederholen</translation>
    </message>
    <message>
      <extracomment>action edit.redo</extracomment>
      <source>Does the step again that was taken back.</source>
      <translation>Führt den zurückgenommenen Schritt wieder aus.</translation>
    </message>
    <message>
      <extracomment>action edit.cut</extracomment>
      <source>Copies the selection, then deletes it.</source>
      <translation>Kopiert die Auswahl und löscht sie dann.</translation>
    </message>
    <message>
      <extracomment>action edit.copy</extracomment>
      <source>Copies the selection as text that other windows and people can paste.</source>
      <translation>Kopiert die Auswahl als Text, den andere Fenster und Leute einfügen können.</translation>
    </message>
    <message>
      <extracomment>action edit.paste</extracomment>
      <source>Paste</source>
      <translation>Einfügen</translation>
    </message>
    <message>
      <extracomment>action edit.paste</extracomment>
      <source>Puts copied nodes at the pointer.</source>
      <translation>Setzt kopierte Knoten an den Mauszeiger.</translation>
    </message>
    <message>
      <extracomment>action edit.paste_linked</extracomment>
      <source>Paste with Links</source>
      <translation>Mit Verbindungen einfügen</translation>
    </message>
    <message>
      <extracomment>action edit.paste_linked</extracomment>
      <source>Pastes, and links the copies to what fed the originals.</source>
      <translation>Fügt ein und verbindet die Kopien mit dem, was die Originale speiste.</translation>
    </message>
    <message>
      <extracomment>action edit.duplicate</extracomment>
      <source>Makes a second one of everything selected.</source>
      <translation>Macht von allem Ausgewählten ein zweites.</translation>
    </message>
    <message>
      <extracomment>action edit.clone</extracomment>
      <source>Clone</source>
      <translation>Klonen</translation>
    </message>
    <message>
      <extracomment>action edit.clone</extracomment>
      <source>Makes nodes that always share the originals' params.</source>
      <translation>Macht Knoten, die immer die Parameter der Originale teilen.</translation>
    </message>
    <message>
      <extracomment>action edit.unclone</extracomment>
      <source>Make Independent</source>
      <translation>Unabhängig machen</translation>
    </message>
    <message>
      <extracomment>action edit.unclone</extracomment>
      <source>Gives clones params of their own.</source>
      <translation>Gibt Klonen eigene Parameter.</translation>
    </message>
    <message>
      <extracomment>action edit.delete</extracomment>
      <source>Deletes the selection and its links.</source>
      <translation>Löscht die Auswahl und ihre Verbindungen.</translation>
    </message>
    <message>
      <extracomment>action edit.delete_heal</extracomment>
      <source>Delete and Heal</source>
      <translation>Löschen und schließen</translation>
    </message>
    <message>
      <extracomment>action edit.delete_heal</extracomment>
      <source>Deletes nodes and links what fed them to what they fed.</source>
      <translation>Löscht Knoten und verbindet, was sie speiste, mit dem, was sie speisten.</translation>
    </message>
    <message>
      <extracomment>action edit.extract</extracomment>
      <source>Pull Out</source>
      <translation>Herausziehen</translation>
    </message>
    <message>
      <extracomment>action edit.extract</extracomment>
      <source>Takes nodes out of the chain, heals it, and keeps them.</source>
      <translation>Nimmt Knoten aus der Kette, schließt die Lücke und behält sie.</translation>
    </message>
    <message>
      <extracomment>action edit.disconnect</extracomment>
      <source>Cut Links</source>
      <translation>Verbindungen trennen</translation>
    </message>
    <message>
      <extracomment>action edit.disconnect</extracomment>
      <source>Removes every link of the selected nodes.</source>
      <translation>Entfernt alle Verbindungen der ausgewählten Knoten.</translation>
    </message>
    <message>
      <extracomment>action edit.select_all</extracomment>
      <source>Select All</source>
      <translation>Alles auswählen</translation>
    </message>
    <message>
      <extracomment>action edit.select_all</extracomment>
      <source>Selects every node and frame.</source>
      <translation>Wählt alle Knoten und Frames aus.</translation>
    </message>
    <message>
      <extracomment>action edit.select_all</extracomment>
      <source>Select</source>
      <translation>Auswählen</translation>
    </message>
    <message>
      <extracomment>action edit.select_none</extracomment>
      <source>Select Nothing</source>
      <translation>Nichts auswählen</translation>
    </message>
    <message>
      <extracomment>action edit.select_none</extracomment>
      <source>Clears the selection.</source>
      <translation>Hebt die Auswahl auf.</translation>
    </message>
    <message>
      <extracomment>action edit.select_invert</extracomment>
      <source>Invert Selection</source>
      <translation>Auswahl umkehren</translation>
    </message>
    <message>
      <extracomment>action edit.select_invert</extracomment>
      <source>Selects what is not selected.</source>
      <translation>Wählt aus, was nicht ausgewählt ist.</translation>
    </message>
    <message>
      <extracomment>action edit.select_upstream</extracomment>
      <source>Select Upstream</source>
      <translation>Davor auswählen</translation>
    </message>
    <message>
      <extracomment>action edit.select_upstream</extracomment>
      <source>Adds everything that feeds the selection.</source>
      <translation>Nimmt alles dazu, was die Auswahl speist.</translation>
    </message>
    <message>
      <extracomment>action edit.select_downstream</extracomment>
      <source>Select Downstream</source>
      <translation>Dahinter auswählen</translation>
    </message>
    <message>
      <extracomment>action edit.select_downstream</extracomment>
      <source>Adds everything that the selection feeds.</source>
      <translation>Nimmt alles dazu, was von der Auswahl gespeist wird.</translation>
    </message>
    <message>
      <extracomment>action edit.find</extracomment>
      <source>Find Node…</source>
      <translation>Knoten suchen…</translation>
    </message>
    <message>
      <extracomment>action edit.find</extracomment>
      <source>Searches the nodes of this project by name, kind and words.</source>
      <translation>Sucht die Knoten dieses Projekts nach Name, Art und Wörtern.</translation>
    </message>
    <message>
      <extracomment>action edit.shortcuts</extracomment>
      <source>Keyboard Shortcuts…</source>
      <translation>Tastenkürzel…</translation>
    </message>
    <message>
      <extracomment>action edit.shortcuts</extracomment>
      <source>Shows and changes every shortcut.</source>
      <translation>Zeigt und ändert alle Tastenkürzel.</translation>
    </message>
    <message>
      <extracomment>action edit.preferences</extracomment>
      <source>Preferences…</source>
      <translation>Einstellungen…</translation>
    </message>
    <message>
      <extracomment>action edit.preferences</extracomment>
      <source>Theme, device, memory, disk, manners, and whether all is well.</source>
      <translation>Farben, Gerät, Speicher, Platte, Rücksicht, und ob alles in Ordnung ist.</translation>
    </message>
    <message>
      <extracomment>action graph.add</extracomment>
      <source>Add Node…</source>
      <translation>Knoten hinzufügen…</translation>
    </message>
    <message>
      <extracomment>action graph.add</extracomment>
      <source>Searches all kinds of nodes; the new one is linked to the selection.</source>
      <translation>Durchsucht alle Arten von Knoten; der neue wird mit der Auswahl verbunden.</translation>
    </message>
    <message>
      <extracomment>action graph.edit</extracomment>
      <source>Edit on the Node</source>
      <translation>Auf dem Knoten bearbeiten</translation>
    </message>
    <message>
      <extracomment>action graph.edit</extracomment>
      <source>Edits the node's main param where it stands.</source>
      <translation>Bearbeitet den Hauptparameter des Knotens an Ort und Stelle.</translation>
    </message>
    <message>
      <extracomment>action graph.rename</extracomment>
      <source>Gives the node or frame a title.</source>
      <translation>Gibt dem Knoten oder Frame einen Titel.</translation>
    </message>
    <message>
      <extracomment>action graph.connect</extracomment>
      <source>Connect…</source>
      <translation>Verbinden…</translation>
    </message>
    <message>
      <extracomment>action graph.connect</extracomment>
      <source>Links the current node with the keyboard: choose a port, then a target.</source>
      <translation>Verbindet den aktuellen Knoten mit der Tastatur: erst den Anschluss wählen, dann das Ziel.</translation>
    </message>
    <message>
      <extracomment>action graph.reset</extracomment>
      <source>Reset Params</source>
      <translation>Parameter zurücksetzen</translation>
    </message>
    <message>
      <extracomment>action graph.reset</extracomment>
      <source>Brings every param back to its default.</source>
      <translation>Setzt alle Parameter auf ihre Vorgaben zurück.</translation>
    </message>
    <message>
      <extracomment>action graph.reroute</extracomment>
      <source>Puts a dot on the selected links, or at the pointer.</source>
      <translation>Setzt einen Punkt auf die ausgewählten Verbindungen oder an den Mauszeiger.</translation>
    </message>
    <message>
      <extracomment>action graph.frame</extracomment>
      <source>Draws a titled frame around the selection; it carries its nodes.</source>
      <translation>Zeichnet einen Frame mit Titel um die Auswahl; er trägt seine Knoten.</translation>
    </message>
    <message>
      <extracomment>action graph.colour</extracomment>
      <source>Frame Colour…</source>
      <translation>Frame-Farbe…</translation>
    </message>
    <message>
      <extracomment>action graph.colour</extracomment>
      <source>Gives the selected frames another colour.</source>
      <translation>Gibt den ausgewählten Frames eine andere Farbe.</translation>
    </message>
    <message>
      <extracomment>action graph.group</extracomment>
      <source>Makes a node of the selected ones.</source>
      <translation>Macht aus den ausgewählten Knoten einen.</translation>
    </message>
    <message>
      <extracomment>action graph.ungroup</extracomment>
      <source>Ungroup</source>
      <translation>Gruppe auflösen</translation>
    </message>
    <message>
      <extracomment>action graph.ungroup</extracomment>
      <source>Puts the inside of a group back into the graph.</source>
      <translation>Legt das Innere einer Gruppe zurück in den Graphen.</translation>
    </message>
    <message>
      <extracomment>action graph.enter</extracomment>
      <source>Open Group</source>
      <translation>Gruppe öffnen</translation>
    </message>
    <message>
      <extracomment>action graph.enter</extracomment>
      <source>Shows the inside of a group.</source>
      <translation>Zeigt das Innere einer Gruppe.</translation>
    </message>
    <message>
      <extracomment>action graph.leave</extracomment>
      <source>Close Group</source>
      <translation>Gruppe schließen</translation>
    </message>
    <message>
      <extracomment>action graph.leave</extracomment>
      <source>Goes back to the graph that holds the group.</source>
      <translation>Geht zurück zum Graphen, in dem die Gruppe liegt.</translation>
    </message>
    <message>
      <extracomment>action graph.ports</extracomment>
      <source>Exposed Ports…</source>
      <translation>Sichtbare Anschlüsse…</translation>
    </message>
    <message>
      <extracomment>action graph.ports</extracomment>
      <source>Chooses, names and orders what a group shows outside.</source>
      <translation>Wählt, benennt und ordnet, was eine Gruppe nach außen zeigt.</translation>
    </message>
    <message>
      <extracomment>action graph.unlink_group</extracomment>
      <source>Make Unique</source>
      <translation>Eigenständig machen</translation>
    </message>
    <message>
      <extracomment>action graph.unlink_group</extracomment>
      <source>Gives this instance a definition of its own.</source>
      <translation>Gibt dieser Gruppe eine eigene Definition.</translation>
    </message>
    <message>
      <extracomment>action graph.save_template</extracomment>
      <source>Save as Template…</source>
      <translation>Als Vorlage sichern…</translation>
    </message>
    <message>
      <extracomment>action graph.save_template</extracomment>
      <source>Keeps the selection for other projects.</source>
      <translation>Bewahrt die Auswahl für andere Projekte auf.</translation>
    </message>
    <message>
      <extracomment>action graph.align_left</extracomment>
      <source>Brings the selected nodes to one line: left.</source>
      <translation>Bringt die ausgewählten Knoten links auf eine Linie.</translation>
    </message>
    <message>
      <extracomment>action graph.align_left</extracomment>
      <source>Arrange</source>
      <translation>Anordnen</translation>
    </message>
    <message>
      <extracomment>action graph.align_right</extracomment>
      <source>Brings the selected nodes to one line: right.</source>
      <translation>Bringt die ausgewählten Knoten rechts auf eine Linie.</translation>
    </message>
    <message>
      <extracomment>action graph.align_top</extracomment>
      <source>Brings the selected nodes to one line: top.</source>
      <translation>Bringt die ausgewählten Knoten oben auf eine Linie.</translation>
    </message>
    <message>
      <extracomment>action graph.align_bottom</extracomment>
      <source>Brings the selected nodes to one line: bottom.</source>
      <translation>Bringt die ausgewählten Knoten unten auf eine Linie.</translation>
    </message>
    <message>
      <extracomment>action graph.align_middle</extracomment>
      <source>Centres the selected nodes on a horizontal line.</source>
      <translation>Zentriert die ausgewählten Knoten auf einer waagerechten Linie.</translation>
    </message>
    <message>
      <extracomment>action graph.align_centre</extracomment>
      <source>Centres the selected nodes on a vertical line.</source>
      <translation>Zentriert die ausgewählten Knoten auf einer senkrechten Linie.</translation>
    </message>
    <message>
      <extracomment>action graph.distribute_across</extracomment>
      <source>Gives the selected nodes equal gaps from left to right.</source>
      <translation>Gibt den ausgewählten Knoten gleiche Abstände von links nach rechts.</translation>
    </message>
    <message>
      <extracomment>action graph.distribute_down</extracomment>
      <source>Gives the selected nodes equal gaps from top to bottom.</source>
      <translation>Gibt den ausgewählten Knoten gleiche Abstände von oben nach unten.</translation>
    </message>
    <message>
      <extracomment>action graph.layout</extracomment>
      <source>Tidy Up</source>
      <translation>Aufräumen</translation>
    </message>
    <message>
      <extracomment>action graph.layout</extracomment>
      <source>Lays the selection, or the whole graph, out from left to right.</source>
      <translation>Ordnet die Auswahl oder den ganzen Graphen von links nach rechts.</translation>
    </message>
    <message>
      <extracomment>action graph.view_1</extracomment>
      <source>Show 1</source>
      <translation>1 zeigen</translation>
    </message>
    <message>
      <extracomment>action graph.view_1</extracomment>
      <source>Shows what was put on key 1.</source>
      <translation>Zeigt, was auf Taste 1 liegt.</translation>
    </message>
    <message>
      <extracomment>action graph.view_2</extracomment>
      <source>Show 2</source>
      <translation>2 zeigen</translation>
    </message>
    <message>
      <extracomment>action graph.view_2</extracomment>
      <source>Shows what was put on key 2.</source>
      <translation>Zeigt, was auf Taste 2 liegt.</translation>
    </message>
    <message>
      <extracomment>action graph.view_3</extracomment>
      <source>Show 3</source>
      <translation>3 zeigen</translation>
    </message>
    <message>
      <extracomment>action graph.view_3</extracomment>
      <source>Shows what was put on key 3.</source>
      <translation>Zeigt, was auf Taste 3 liegt.</translation>
    </message>
    <message>
      <extracomment>action graph.view_4</extracomment>
      <source>Show 4</source>
      <translation>4 zeigen</translation>
    </message>
    <message>
      <extracomment>action graph.view_4</extracomment>
      <source>Shows what was put on key 4.</source>
      <translation>Zeigt, was auf Taste 4 liegt.</translation>
    </message>
    <message>
      <extracomment>action graph.view_5</extracomment>
      <source>Show 5</source>
      <translation>5 zeigen</translation>
    </message>
    <message>
      <extracomment>action graph.view_5</extracomment>
      <source>Shows what was put on key 5.</source>
      <translation>Zeigt, was auf Taste 5 liegt.</translation>
    </message>
    <message>
      <extracomment>action graph.view_6</extracomment>
      <source>Show 6</source>
      <translation>6 zeigen</translation>
    </message>
    <message>
      <extracomment>action graph.view_6</extracomment>
      <source>Shows what was put on key 6.</source>
      <translation>Zeigt, was auf Taste 6 liegt.</translation>
    </message>
    <message>
      <extracomment>action graph.view_7</extracomment>
      <source>Show 7</source>
      <translation>7 zeigen</translation>
    </message>
    <message>
      <extracomment>action graph.view_7</extracomment>
      <source>Shows what was put on key 7.</source>
      <translation>Zeigt, was auf Taste 7 liegt.</translation>
    </message>
    <message>
      <extracomment>action graph.view_8</extracomment>
      <source>Show 8</source>
      <translation>8 zeigen</translation>
    </message>
    <message>
      <extracomment>action graph.view_8</extracomment>
      <source>Shows what was put on key 8.</source>
      <translation>Zeigt, was auf Taste 8 liegt.</translation>
    </message>
    <message>
      <extracomment>action graph.view_9</extracomment>
      <source>Show 9</source>
      <translation>9 zeigen</translation>
    </message>
    <message>
      <extracomment>action graph.view_9</extracomment>
      <source>Shows what was put on key 9.</source>
      <translation>Zeigt, was auf Taste 9 liegt.</translation>
    </message>
    <message>
      <extracomment>action graph.assign_1</extracomment>
      <source>Put on 1</source>
      <translation>Auf 1 legen</translation>
    </message>
    <message>
      <extracomment>action graph.assign_1</extracomment>
      <source>Puts the current node on key 1.</source>
      <translation>Legt den aktuellen Knoten auf Taste 1.</translation>
    </message>
    <message>
      <extracomment>action graph.assign_2</extracomment>
      <source>Put on 2</source>
      <translation>Auf 2 legen</translation>
    </message>
    <message>
      <extracomment>action graph.assign_2</extracomment>
      <source>Puts the current node on key 2.</source>
      <translation>Legt den aktuellen Knoten auf Taste 2.</translation>
    </message>
    <message>
      <extracomment>action graph.assign_3</extracomment>
      <source>Put on 3</source>
      <translation>Auf 3 legen</translation>
    </message>
    <message>
      <extracomment>action graph.assign_3</extracomment>
      <source>Puts the current node on key 3.</source>
      <translation>Legt den aktuellen Knoten auf Taste 3.</translation>
    </message>
    <message>
      <extracomment>action graph.assign_4</extracomment>
      <source>Put on 4</source>
      <translation>Auf 4 legen</translation>
    </message>
    <message>
      <extracomment>action graph.assign_4</extracomment>
      <source>Puts the current node on key 4.</source>
      <translation>Legt den aktuellen Knoten auf Taste 4.</translation>
    </message>
    <message>
      <extracomment>action graph.assign_5</extracomment>
      <source>Put on 5</source>
      <translation>Auf 5 legen</translation>
    </message>
    <message>
      <extracomment>action graph.assign_5</extracomment>
      <source>Puts the current node on key 5.</source>
      <translation>Legt den aktuellen Knoten auf Taste 5.</translation>
    </message>
    <message>
      <extracomment>action graph.assign_6</extracomment>
      <source>Put on 6</source>
      <translation>Auf 6 legen</translation>
    </message>
    <message>
      <extracomment>action graph.assign_6</extracomment>
      <source>Puts the current node on key 6.</source>
      <translation>Legt den aktuellen Knoten auf Taste 6.</translation>
    </message>
    <message>
      <extracomment>action graph.assign_7</extracomment>
      <source>Put on 7</source>
      <translation>Auf 7 legen</translation>
    </message>
    <message>
      <extracomment>action graph.assign_7</extracomment>
      <source>Puts the current node on key 7.</source>
      <translation>Legt den aktuellen Knoten auf Taste 7.</translation>
    </message>
    <message>
      <extracomment>action graph.assign_8</extracomment>
      <source>Put on 8</source>
      <translation>Auf 8 legen</translation>
    </message>
    <message>
      <extracomment>action graph.assign_8</extracomment>
      <source>Puts the current node on key 8.</source>
      <translation>Legt den aktuellen Knoten auf Taste 8.</translation>
    </message>
    <message>
      <extracomment>action graph.assign_9</extracomment>
      <source>Put on 9</source>
      <translation>Auf 9 legen</translation>
    </message>
    <message>
      <extracomment>action graph.assign_9</extracomment>
      <source>Puts the current node on key 9.</source>
      <translation>Legt den aktuellen Knoten auf Taste 9.</translation>
    </message>
    <message>
      <extracomment>action cut.tool_select</extracomment>
      <source>Selects, moves and trims.</source>
      <translation>Wählt aus, verschiebt und trimmt.</translation>
    </message>
    <message>
      <extracomment>action cut.tool_select</extracomment>
      <source>Tool</source>
      <translation>Werkzeug</translation>
    </message>
    <message>
      <extracomment>action cut.tool_roll</extracomment>
      <source>Roll</source>
      <translation>Schnitt verschieben</translation>
    </message>
    <message>
      <extracomment>action cut.tool_roll</extracomment>
      <source>Moves cuts: what one shot takes the other gives.</source>
      <translation>Verschiebt Schnitte: Was ein Shot nimmt, gibt der andere.</translation>
    </message>
    <message>
      <extracomment>action cut.tool_slip</extracomment>
      <source>Shows another stretch of a shot; place and length stay.</source>
      <translation>Zeigt einen anderen Abschnitt eines Shots; Platz und Länge bleiben.</translation>
    </message>
    <message>
      <extracomment>action cut.tool_slide</extracomment>
      <source>Moves a shot between its neighbours, which give the room.</source>
      <translation>Verschiebt einen Shot zwischen seinen Nachbarn, die den Raum geben.</translation>
    </message>
    <message>
      <extracomment>action cut.tool_blade</extracomment>
      <source>Blade</source>
      <translation>Klinge</translation>
    </message>
    <message>
      <extracomment>action cut.tool_blade</extracomment>
      <source>Cuts where it is pressed.</source>
      <translation>Schneidet, wo geklickt wird.</translation>
    </message>
    <message>
      <extracomment>action cut.split</extracomment>
      <source>Split</source>
      <translation>Teilen</translation>
    </message>
    <message>
      <extracomment>action cut.split</extracomment>
      <source>Cuts what plays, or what is selected, at the playhead.</source>
      <translation>Schneidet am Abspielkopf, was spielt oder ausgewählt ist.</translation>
    </message>
    <message>
      <extracomment>action cut.split_all</extracomment>
      <source>Split Everything</source>
      <translation>Alles teilen</translation>
    </message>
    <message>
      <extracomment>action cut.split_all</extracomment>
      <source>Cuts everything that reaches over the playhead.</source>
      <translation>Schneidet alles, was über den Abspielkopf reicht.</translation>
    </message>
    <message>
      <extracomment>action cut.lift</extracomment>
      <source>Takes the selection away and leaves its room empty.</source>
      <translation>Nimmt die Auswahl weg und lässt ihren Raum leer.</translation>
    </message>
    <message>
      <extracomment>action cut.ripple_delete</extracomment>
      <source>Ripple Delete</source>
      <translation>Löschen und aufrücken</translation>
    </message>
    <message>
      <extracomment>action cut.ripple_delete</extracomment>
      <source>Takes the selection away; what follows moves up.</source>
      <translation>Nimmt die Auswahl weg; was folgt, rückt auf.</translation>
    </message>
    <message>
      <extracomment>action cut.lift_range</extracomment>
      <source>Lift In to Out</source>
      <translation>In bis Out herausheben</translation>
    </message>
    <message>
      <extracomment>action cut.lift_range</extracomment>
      <source>Empties the main track between in and out.</source>
      <translation>Leert die Hauptspur zwischen In und Out.</translation>
    </message>
    <message>
      <extracomment>action cut.extract</extracomment>
      <source>Extract In to Out</source>
      <translation>In bis Out entfernen</translation>
    </message>
    <message>
      <extracomment>action cut.extract</extracomment>
      <source>Takes the time between in and out away; what follows moves up.</source>
      <translation>Nimmt die Zeit zwischen In und Out weg; was folgt, rückt auf.</translation>
    </message>
    <message>
      <extracomment>action cut.trim_start</extracomment>
      <source>Trim Start to Playhead</source>
      <translation>Anfang bis zum Abspielkopf trimmen</translation>
    </message>
    <message>
      <extracomment>action cut.trim_start</extracomment>
      <source>What plays begins here; what follows moves up.</source>
      <translation>Was spielt, beginnt hier; was folgt, rückt auf.</translation>
    </message>
    <message>
      <extracomment>action cut.trim_end</extracomment>
      <source>Trim End to Playhead</source>
      <translation>Ende bis zum Abspielkopf trimmen</translation>
    </message>
    <message>
      <extracomment>action cut.trim_end</extracomment>
      <source>What plays ends here; what follows moves up.</source>
      <translation>Was spielt, endet hier; was folgt, rückt auf.</translation>
    </message>
    <message>
      <extracomment>action cut.edge_start</extracomment>
      <source>Move Start to Playhead</source>
      <translation>Anfang zum Abspielkopf</translation>
    </message>
    <message>
      <extracomment>action cut.edge_start</extracomment>
      <source>What plays begins here; nothing else moves.</source>
      <translation>Was spielt, beginnt hier; sonst bewegt sich nichts.</translation>
    </message>
    <message>
      <extracomment>action cut.edge_end</extracomment>
      <source>Move End to Playhead</source>
      <translation>Ende zum Abspielkopf</translation>
    </message>
    <message>
      <extracomment>action cut.edge_end</extracomment>
      <source>What plays ends here; nothing else moves.</source>
      <translation>Was spielt, endet hier; sonst bewegt sich nichts.</translation>
    </message>
    <message>
      <extracomment>action cut.nudge_back</extracomment>
      <source>Earlier</source>
      <translation>Früher</translation>
    </message>
    <message>
      <extracomment>action cut.nudge_back</extracomment>
      <source>Moves what is selected a frame back, or a shot before the one in front of it.</source>
      <translation>Verschiebt die Auswahl ein Bild zurück oder einen Shot vor seinen Vorgänger.</translation>
    </message>
    <message>
      <extracomment>action cut.nudge_on</extracomment>
      <source>Later</source>
      <translation>Später</translation>
    </message>
    <message>
      <extracomment>action cut.nudge_on</extracomment>
      <source>Moves what is selected a frame on, or a shot behind the one that follows it.</source>
      <translation>Verschiebt die Auswahl ein Bild weiter oder einen Shot hinter seinen Nachfolger.</translation>
    </message>
    <message>
      <extracomment>action cut.dissolve</extracomment>
      <source>Fades into the selected shots, or the one that plays; again makes a plain cut.</source>
      <translation>Blendet in die ausgewählten Shots oder den spielenden über; noch einmal macht einen harten Schnitt.</translation>
    </message>
    <message>
      <extracomment>action cut.mute</extracomment>
      <source>Mute Sound</source>
      <translation>Ton stummschalten</translation>
    </message>
    <message>
      <extracomment>action cut.mute</extracomment>
      <source>Silences the selected sounds.</source>
      <translation>Schaltet die ausgewählten Töne stumm.</translation>
    </message>
    <message>
      <extracomment>action cut.raise</extracomment>
      <source>Move on Top</source>
      <translation>Nach oben legen</translation>
    </message>
    <message>
      <extracomment>action cut.raise</extracomment>
      <source>Puts the selected shots over the main track.</source>
      <translation>Legt die ausgewählten Shots über die Hauptspur.</translation>
    </message>
    <message>
      <extracomment>action cut.lower</extracomment>
      <source>Move to Main Track</source>
      <translation>In die Hauptspur legen</translation>
    </message>
    <message>
      <extracomment>action cut.lower</extracomment>
      <source>Puts what lies on top into the main track.</source>
      <translation>Legt in die Hauptspur, was obenauf liegt.</translation>
    </message>
    <message>
      <extracomment>action cut.insert</extracomment>
      <source>Insert Shot</source>
      <translation>Shot einfügen</translation>
    </message>
    <message>
      <extracomment>action cut.insert</extracomment>
      <source>Puts the graph's selected shots in at the playhead.</source>
      <translation>Fügt die im Graphen ausgewählten Shots am Abspielkopf ein.</translation>
    </message>
    <message>
      <extracomment>action cut.overwrite</extracomment>
      <source>Overwrite with Shot</source>
      <translation>Mit Shot überschreiben</translation>
    </message>
    <message>
      <extracomment>action cut.overwrite</extracomment>
      <source>Puts the graph's selected shots over what plays from the playhead on.</source>
      <translation>Legt die im Graphen ausgewählten Shots ab dem Abspielkopf über das, was spielt.</translation>
    </message>
    <message>
      <extracomment>action cut.replace</extracomment>
      <source>Replace with Shot</source>
      <translation>Durch Shot ersetzen</translation>
    </message>
    <message>
      <extracomment>action cut.replace</extracomment>
      <source>The selected item shows the graph's selected shot; place and length stay.</source>
      <translation>Das Ausgewählte zeigt den im Graphen ausgewählten Shot; Platz und Länge bleiben.</translation>
    </message>
    <message>
      <extracomment>action cut.on_top</extracomment>
      <source>Place Shot on Top</source>
      <translation>Shot obenauf legen</translation>
    </message>
    <message>
      <extracomment>action cut.on_top</extracomment>
      <source>Puts the graph's selected shots over the main track at the playhead.</source>
      <translation>Legt die im Graphen ausgewählten Shots am Abspielkopf über die Hauptspur.</translation>
    </message>
    <message>
      <extracomment>action cut.add_all</extracomment>
      <source>Add All Shots</source>
      <translation>Alle Shots hinzufügen</translation>
    </message>
    <message>
      <extracomment>action cut.add_all</extracomment>
      <source>Puts every shot that the film does not show yet behind it.</source>
      <translation>Hängt jeden Shot an, den der Film noch nicht zeigt.</translation>
    </message>
    <message>
      <extracomment>action cut.add_sound</extracomment>
      <source>Add Sound…</source>
      <translation>Ton hinzufügen …</translation>
    </message>
    <message>
      <extracomment>action cut.add_sound</extracomment>
      <source>Puts a sound file on its own track, from the playhead on.</source>
      <translation>Legt eine Tondatei ab dem Abspielkopf auf eine eigene Spur.</translation>
    </message>
    <message>
      <extracomment>action cut.add_title</extracomment>
      <source>Add Title</source>
      <translation>Titel hinzufügen</translation>
    </message>
    <message>
      <extracomment>action cut.add_title</extracomment>
      <source>Puts large words over the picture at the playhead.</source>
      <translation>Legt am Abspielkopf große Worte über das Bild.</translation>
    </message>
    <message>
      <extracomment>action cut.add_subtitle</extracomment>
      <source>Add Subtitle</source>
      <translation>Untertitel hinzufügen</translation>
    </message>
    <message>
      <extracomment>action cut.add_subtitle</extracomment>
      <source>Puts words at the foot of the picture at the playhead.</source>
      <translation>Legt am Abspielkopf Worte an den Fuß des Bildes.</translation>
    </message>
    <message>
      <extracomment>action cut.add_subtitles</extracomment>
      <source>Add Subtitles from File…</source>
      <translation>Untertitel aus Datei …</translation>
    </message>
    <message>
      <extracomment>action cut.add_subtitles</extracomment>
      <source>Reads an .srt or .vtt file.</source>
      <translation>Liest eine .srt- oder .vtt-Datei.</translation>
    </message>
    <message>
      <extracomment>action cut.save_subtitles</extracomment>
      <source>Save Subtitles…</source>
      <translation>Untertitel sichern …</translation>
    </message>
    <message>
      <extracomment>action cut.save_subtitles</extracomment>
      <source>Writes the subtitles as an .srt file.</source>
      <translation>Schreibt die Untertitel als .srt-Datei.</translation>
    </message>
    <message>
      <extracomment>action cut.marker</extracomment>
      <source>Set Marker</source>
      <translation>Marke setzen</translation>
    </message>
    <message>
      <extracomment>action cut.marker</extracomment>
      <source>Sets a marker at the playhead; once more there, writes its note.</source>
      <translation>Setzt am Abspielkopf eine Marke; noch einmal dort schreibt ihre Notiz.</translation>
    </message>
    <message>
      <extracomment>action cut.marker</extracomment>
      <source>Markers</source>
      <translation>Marken</translation>
    </message>
    <message>
      <extracomment>action cut.item_marker</extracomment>
      <source>Set Marker on Shot</source>
      <translation>Marke auf den Shot setzen</translation>
    </message>
    <message>
      <extracomment>action cut.item_marker</extracomment>
      <source>Sets a marker that moves with the shot that plays.</source>
      <translation>Setzt eine Marke, die mit dem laufenden Shot mitgeht.</translation>
    </message>
    <message>
      <extracomment>action cut.next_marker</extracomment>
      <source>Next Marker</source>
      <translation>Nächste Marke</translation>
    </message>
    <message>
      <extracomment>action cut.next_marker</extracomment>
      <source>Goes to the next note.</source>
      <translation>Geht zur nächsten Notiz.</translation>
    </message>
    <message>
      <extracomment>action cut.previous_marker</extracomment>
      <source>Previous Marker</source>
      <translation>Vorige Marke</translation>
    </message>
    <message>
      <extracomment>action cut.previous_marker</extracomment>
      <source>Goes to the note before.</source>
      <translation>Geht zur vorigen Notiz.</translation>
    </message>
    <message>
      <extracomment>action cut.mark_item</extracomment>
      <source>In and Out Around Shot</source>
      <translation>In und Out um den Shot</translation>
    </message>
    <message>
      <extracomment>action cut.mark_item</extracomment>
      <source>Sets in and out to the selection, or to what plays.</source>
      <translation>Setzt In und Out auf die Auswahl oder auf das, was spielt.</translation>
    </message>
    <message>
      <extracomment>action cut.snap</extracomment>
      <source>Snapping</source>
      <translation>Einrasten</translation>
    </message>
    <message>
      <extracomment>action cut.snap</extracomment>
      <source>What is moved clings to cuts, markers and the playhead; Alt does the opposite.</source>
      <translation>Verschobenes haftet an Schnitten, Marken und Abspielkopf; Alt bewirkt das Gegenteil.</translation>
    </message>
    <message>
      <extracomment>action cut.ripple_all</extracomment>
      <source>Move Everything Along</source>
      <translation>Alles mitbewegen</translation>
    </message>
    <message>
      <extracomment>action cut.ripple_all</extracomment>
      <source>Titles, sounds and overlays move with the shots below them.</source>
      <translation>Titel, Töne und Aufgelegtes wandern mit den Shots darunter.</translation>
    </message>
    <message>
      <extracomment>action cut.details</extracomment>
      <source>Shows place, length and looks of what is selected, to be typed and chosen.</source>
      <translation>Zeigt Platz, Länge und Aussehen der Auswahl zum Tippen und Wählen.</translation>
    </message>
    <message>
      <extracomment>action cut.list</extracomment>
      <source>Shows everything in the film as a list beside the tracks.</source>
      <translation>Zeigt alles im Film als Liste neben den Spuren.</translation>
    </message>
    <message>
      <extracomment>action shot.extend</extracomment>
      <source>A new shot that continues this one past its end.</source>
      <translation>Ein neuer Shot, der diesen über sein Ende fortsetzt.</translation>
    </message>
    <message>
      <extracomment>action shot.lead_up</extracomment>
      <source>Extend at Start</source>
      <translation>Am Anfang verlängern</translation>
    </message>
    <message>
      <extracomment>action shot.lead_up</extracomment>
      <source>A new shot that leads up to this one's beginning.</source>
      <translation>Ein neuer Shot, der zum Anfang dieses hinführt.</translation>
    </message>
    <message>
      <extracomment>action shot.jump</extracomment>
      <source>Jump To</source>
      <translation>Weiterspringen</translation>
    </message>
    <message>
      <extracomment>action shot.jump</extracomment>
      <source>A new shot that starts from this one's last picture.</source>
      <translation>Ein neuer Shot, der beim letzten Bild dieses beginnt.</translation>
    </message>
    <message>
      <extracomment>action shot.connect</extracomment>
      <source>Connect to Next</source>
      <translation>Mit dem nächsten verbinden</translation>
    </message>
    <message>
      <extracomment>action shot.connect</extracomment>
      <source>A new shot that leads from this one to the next.</source>
      <translation>Ein neuer Shot, der von diesem zum nächsten führt.</translation>
    </message>
    <message>
      <extracomment>action shot.loop</extracomment>
      <source>Loop Shot</source>
      <translation>Shot zur Schleife</translation>
    </message>
    <message>
      <extracomment>action shot.loop</extracomment>
      <source>A new shot that leads from this one's end back to its beginning.</source>
      <translation>Ein neuer Shot, der vom Ende dieses zurück zu seinem Anfang führt.</translation>
    </message>
    <message>
      <extracomment>action shot.retake</extracomment>
      <source>Retake In to Out</source>
      <translation>In bis Out neu drehen</translation>
    </message>
    <message>
      <extracomment>action shot.retake</extracomment>
      <source>Makes the part between in and out anew.</source>
      <translation>Dreht den Teil zwischen In und Out neu.</translation>
    </message>
    <message>
      <extracomment>action shot.remix</extracomment>
      <source>Makes the whole shot anew from its own picture.</source>
      <translation>Macht den ganzen Shot aus seinem eigenen Bild neu.</translation>
    </message>
    <message>
      <extracomment>action shot.match</extracomment>
      <source>Make Anew to Match</source>
      <translation>Passend neu drehen</translation>
    </message>
    <message>
      <extracomment>action shot.match</extracomment>
      <source>Makes a shot anew that no longer fits the one that it continues.</source>
      <translation>Dreht einen Shot neu, der nicht mehr zu dem passt, den er fortsetzt.</translation>
    </message>
    <message>
      <extracomment>action take.next</extracomment>
      <source>Next Take</source>
      <translation>Nächster Take</translation>
    </message>
    <message>
      <extracomment>action take.next</extracomment>
      <source>Shows the next take of the shot.</source>
      <translation>Zeigt den nächsten Take des Shots.</translation>
    </message>
    <message>
      <extracomment>action take.previous</extracomment>
      <source>Previous Take</source>
      <translation>Voriger Take</translation>
    </message>
    <message>
      <extracomment>action take.previous</extracomment>
      <source>Shows the take before.</source>
      <translation>Zeigt den Take davor.</translation>
    </message>
    <message>
      <extracomment>action take.newest</extracomment>
      <source>Follow the Newest</source>
      <translation>Dem neuesten folgen</translation>
    </message>
    <message>
      <extracomment>action take.newest</extracomment>
      <source>Shows every new take of the shot as it comes.</source>
      <translation>Zeigt jeden neuen Take des Shots, sobald er kommt.</translation>
    </message>
    <message>
      <extracomment>action take.favourite</extracomment>
      <source>Favourite</source>
      <translation>Liebling</translation>
    </message>
    <message>
      <extracomment>action take.favourite</extracomment>
      <source>Marks the take that is shown, so that it is never cleared.</source>
      <translation>Merkt den gezeigten Take vor, sodass er nie aufgeräumt wird.</translation>
    </message>
    <message>
      <extracomment>action take.finalise</extracomment>
      <source>Keep Only the Pick</source>
      <translation>Nur den gewählten behalten</translation>
    </message>
    <message>
      <extracomment>action take.finalise</extracomment>
      <source>Lets go of the other takes of the shot, favourites aside.</source>
      <translation>Lässt die anderen Takes des Shots los, außer Lieblingen.</translation>
    </message>
    <message>
      <extracomment>action take.pick</extracomment>
      <source>Pick</source>
      <translation>Wählen</translation>
    </message>
    <message>
      <extracomment>action take.pick</extracomment>
      <source>The film shows this take.</source>
      <translation>Der Film zeigt diesen Take.</translation>
    </message>
    <message>
      <extracomment>action take.compare</extracomment>
      <source>Compare with This</source>
      <translation>Hiermit vergleichen</translation>
    </message>
    <message>
      <extracomment>action take.compare</extracomment>
      <source>Shows the take as B beside what the viewer shows.</source>
      <translation>Zeigt den Take als B neben dem, was der Betrachter zeigt.</translation>
    </message>
    <message>
      <extracomment>action take.vary</extracomment>
      <source>Vary</source>
      <translation>Variieren</translation>
    </message>
    <message>
      <extracomment>action take.vary</extracomment>
      <source>Makes another take like this one with another seed; the graph stays.</source>
      <translation>Macht einen weiteren Take wie diesen mit anderem Startwert; der Graph bleibt.</translation>
    </message>
    <message>
      <extracomment>action take.grid</extracomment>
      <source>Variation Grid…</source>
      <translation>Variationsraster …</translation>
    </message>
    <message>
      <extracomment>action take.grid</extracomment>
      <source>Makes takes over values of one or two params, side by side.</source>
      <translation>Macht Takes über Werte von einem oder zwei Parametern, nebeneinander.</translation>
    </message>
    <message>
      <extracomment>action take.restore</extracomment>
      <source>Restore Settings</source>
      <translation>Einstellungen zurückholen</translation>
    </message>
    <message>
      <extracomment>action take.restore</extracomment>
      <source>Brings the params back that the take was made with.</source>
      <translation>Bringt die Parameter zurück, mit denen der Take entstand.</translation>
    </message>
    <message>
      <extracomment>action take.copy_seed</extracomment>
      <source>Copy Seed</source>
      <translation>Startwert kopieren</translation>
    </message>
    <message>
      <extracomment>action take.copy_seed</extracomment>
      <source>Copies the number that the take's noise came from.</source>
      <translation>Kopiert die Zahl, aus der das Rauschen des Takes kam.</translation>
    </message>
    <message>
      <extracomment>action take.delete</extracomment>
      <source>Delete Takes</source>
      <translation>Takes löschen</translation>
    </message>
    <message>
      <extracomment>action take.delete</extracomment>
      <source>Takes the selected takes away; Undo brings them back.</source>
      <translation>Nimmt die ausgewählten Takes weg; Rückgängig bringt sie zurück.</translation>
    </message>
    <message>
      <extracomment>action take.details</extracomment>
      <source>Details of Takes</source>
      <translation>Einzelheiten der Takes</translation>
    </message>
    <message>
      <extracomment>action take.details</extracomment>
      <source>Shows what the selected take was made of and with.</source>
      <translation>Zeigt, woraus und womit der ausgewählte Take entstand.</translation>
    </message>
    <message>
      <extracomment>action play.toggle</extracomment>
      <source>Plays from the playhead on, or rests.</source>
      <translation>Spielt ab dem Abspielkopf oder ruht.</translation>
    </message>
    <message>
      <extracomment>action play.span</extracomment>
      <source>Play In to Out</source>
      <translation>In bis Out abspielen</translation>
    </message>
    <message>
      <extracomment>action play.span</extracomment>
      <source>Plays the marked stretch from its start.</source>
      <translation>Spielt den markierten Abschnitt von Anfang an.</translation>
    </message>
    <message>
      <extracomment>action play.seam</extracomment>
      <source>Play Around the Cut</source>
      <translation>Um den Schnitt abspielen</translation>
    </message>
    <message>
      <extracomment>action play.seam</extracomment>
      <source>Plays a second on both sides of the nearest cut, again and again.</source>
      <translation>Spielt je eine Sekunde um den nächsten Schnitt, immer wieder.</translation>
    </message>
    <message>
      <extracomment>action play.loop</extracomment>
      <source>Plays the marked stretch, or all, again and again.</source>
      <translation>Spielt den markierten Abschnitt oder alles immer wieder.</translation>
    </message>
    <message>
      <extracomment>action play.mute</extracomment>
      <source>Play without Sound</source>
      <translation>Ohne Ton abspielen</translation>
    </message>
    <message>
      <extracomment>action play.mute</extracomment>
      <source>Plays in silence; exports are not changed by it.</source>
      <translation>Spielt lautlos; Exporte ändert das nicht.</translation>
    </message>
    <message>
      <extracomment>action play.back</extracomment>
      <source>Shuttle Back</source>
      <translation>Rückwärts spulen</translation>
    </message>
    <message>
      <extracomment>action play.back</extracomment>
      <source>Plays backwards; again: faster. With K held, one frame back.</source>
      <translation>Spielt rückwärts; noch einmal: schneller. Mit gehaltenem K ein Bild zurück.</translation>
    </message>
    <message>
      <extracomment>action play.stop</extracomment>
      <source>Stop Shuttle</source>
      <translation>Spulen anhalten</translation>
    </message>
    <message>
      <extracomment>action play.stop</extracomment>
      <source>Rests where the playhead is.</source>
      <translation>Ruht, wo der Abspielkopf steht.</translation>
    </message>
    <message>
      <extracomment>action play.forward</extracomment>
      <source>Shuttle Forward</source>
      <translation>Vorwärts spulen</translation>
    </message>
    <message>
      <extracomment>action play.forward</extracomment>
      <source>Plays; again: faster. With K held, one frame on.</source>
      <translation>Spielt; noch einmal: schneller. Mit gehaltenem K ein Bild weiter.</translation>
    </message>
    <message>
      <extracomment>action play.frame_back</extracomment>
      <source>Moves the playhead by a frame.</source>
      <translation>Bewegt den Abspielkopf um ein Bild.</translation>
    </message>
    <message>
      <extracomment>action play.frame_back</extracomment>
      <source>Go</source>
      <translation>Gehe zu</translation>
    </message>
    <message>
      <extracomment>action play.second_back</extracomment>
      <source>One Second Back</source>
      <translation>Eine Sekunde zurück</translation>
    </message>
    <message>
      <extracomment>action play.second_back</extracomment>
      <source>Moves the playhead by a second.</source>
      <translation>Bewegt den Abspielkopf um eine Sekunde.</translation>
    </message>
    <message>
      <extracomment>action play.second_on</extracomment>
      <source>One Second On</source>
      <translation>Eine Sekunde weiter</translation>
    </message>
    <message>
      <extracomment>action play.previous_cut</extracomment>
      <source>Moves the playhead to the cut before it.</source>
      <translation>Bewegt den Abspielkopf zum vorigen Schnitt.</translation>
    </message>
    <message>
      <extracomment>action play.next_cut</extracomment>
      <source>Moves the playhead to the cut behind it.</source>
      <translation>Bewegt den Abspielkopf zum nächsten Schnitt.</translation>
    </message>
    <message>
      <extracomment>action play.start</extracomment>
      <source>Moves the playhead to the first frame.</source>
      <translation>Bewegt den Abspielkopf zum ersten Bild.</translation>
    </message>
    <message>
      <extracomment>action play.end</extracomment>
      <source>Moves the playhead to the last frame.</source>
      <translation>Bewegt den Abspielkopf zum letzten Bild.</translation>
    </message>
    <message>
      <extracomment>action play.set_in</extracomment>
      <source>Mark In</source>
      <translation>In setzen</translation>
    </message>
    <message>
      <extracomment>action play.set_in</extracomment>
      <source>The marked stretch begins at the playhead.</source>
      <translation>Der markierte Abschnitt beginnt am Abspielkopf.</translation>
    </message>
    <message>
      <extracomment>action play.set_in</extracomment>
      <source>Marks</source>
      <translation>In und Out</translation>
    </message>
    <message>
      <extracomment>action play.set_out</extracomment>
      <source>Mark Out</source>
      <translation>Out setzen</translation>
    </message>
    <message>
      <extracomment>action play.set_out</extracomment>
      <source>The marked stretch ends at the playhead.</source>
      <translation>Der markierte Abschnitt endet am Abspielkopf.</translation>
    </message>
    <message>
      <extracomment>action play.go_in</extracomment>
      <source>Go to In</source>
      <translation>Gehe zu In</translation>
    </message>
    <message>
      <extracomment>action play.go_in</extracomment>
      <source>Moves the playhead to where the marked stretch begins.</source>
      <translation>Bewegt den Abspielkopf zum Anfang des markierten Abschnitts.</translation>
    </message>
    <message>
      <extracomment>action play.go_out</extracomment>
      <source>Go to Out</source>
      <translation>Gehe zu Out</translation>
    </message>
    <message>
      <extracomment>action play.go_out</extracomment>
      <source>Moves the playhead to where the marked stretch ends.</source>
      <translation>Bewegt den Abspielkopf zum Ende des markierten Abschnitts.</translation>
    </message>
    <message>
      <extracomment>action play.clear_marks</extracomment>
      <source>Clear In and Out</source>
      <translation>In und Out löschen</translation>
    </message>
    <message>
      <extracomment>action play.clear_marks</extracomment>
      <source>No stretch is marked any more.</source>
      <translation>Kein Abschnitt ist mehr markiert.</translation>
    </message>
    <message>
      <extracomment>action work.generate</extracomment>
      <source>Generate Selection</source>
      <translation>Auswahl erzeugen</translation>
    </message>
    <message>
      <extracomment>action work.generate</extracomment>
      <source>Makes what is selected, or every shot where nothing is; shots keep the result as a take.</source>
      <translation>Erzeugt das Ausgewählte oder, wenn nichts ausgewählt ist, jeden Shot; Shots behalten das Ergebnis als Take.</translation>
    </message>
    <message>
      <extracomment>action work.here</extracomment>
      <source>Generate to Here</source>
      <translation>Bis hierher erzeugen</translation>
    </message>
    <message>
      <extracomment>action work.here</extracomment>
      <source>Makes what the current node shows, and everything that it hangs on.</source>
      <translation>Erzeugt, was der aktuelle Knoten zeigt, und alles, was er dafür braucht.</translation>
    </message>
    <message>
      <extracomment>action work.all</extracomment>
      <source>Generate All Shots</source>
      <translation>Alle Shots erzeugen</translation>
    </message>
    <message>
      <extracomment>action work.all</extracomment>
      <source>Makes every shot of this project, one after the other.</source>
      <translation>Erzeugt jeden Shot dieses Projekts, einen nach dem anderen.</translation>
    </message>
    <message>
      <extracomment>action work.plan</extracomment>
      <source>Show Plan</source>
      <translation>Plan zeigen</translation>
    </message>
    <message>
      <extracomment>action work.plan</extracomment>
      <source>What would be made now, step by step: what is there and what runs.</source>
      <translation>Was jetzt erzeugt würde, Schritt für Schritt: was schon da ist und was läuft.</translation>
    </message>
    <message>
      <extracomment>action work.pause</extracomment>
      <source>Pause Queue</source>
      <translation>Warteschlange pausieren</translation>
    </message>
    <message>
      <extracomment>action work.clear</extracomment>
      <source>Clear Queue</source>
      <translation>Warteschlange leeren</translation>
    </message>
    <message>
      <extracomment>action work.keep</extracomment>
      <source>Ends the refining of what runs now and makes a take of what is there.</source>
      <translation>Beendet das Verfeinern dessen, was läuft, und macht aus dem Bisherigen einen Take.</translation>
    </message>
    <message>
      <extracomment>action work.stop</extracomment>
      <source>Stops what runs; what waits goes on: see Pause Queue and Clear Queue.</source>
      <translation>Hält an, was läuft; was wartet, geht weiter: siehe „Warteschlange pausieren“ und „Warteschlange leeren“.</translation>
    </message>
    <message>
      <extracomment>action view.fit</extracomment>
      <source>Fit Selection</source>
      <translation>Auswahl einpassen</translation>
    </message>
    <message>
      <extracomment>action view.fit</extracomment>
      <source>Shows the selection, or everything.</source>
      <translation>Zeigt die Auswahl oder alles.</translation>
    </message>
    <message>
      <extracomment>action view.fit</extracomment>
      <source>View</source>
      <translation>Ansicht</translation>
    </message>
    <message>
      <extracomment>action view.fit_all</extracomment>
      <source>Fit All</source>
      <translation>Alles einpassen</translation>
    </message>
    <message>
      <extracomment>action view.fit_all</extracomment>
      <source>Shows the whole graph.</source>
      <translation>Zeigt den ganzen Graphen.</translation>
    </message>
    <message>
      <extracomment>action view.actual</extracomment>
      <source>Shows the graph at its own size.</source>
      <translation>Zeigt den Graphen in seiner eigenen Größe.</translation>
    </message>
    <message>
      <extracomment>action view.zoom_in</extracomment>
      <source>Comes nearer.</source>
      <translation>Geht näher heran.</translation>
    </message>
    <message>
      <extracomment>action view.zoom_out</extracomment>
      <source>Goes further away.</source>
      <translation>Geht weiter weg.</translation>
    </message>
    <message>
      <extracomment>action view.minimap</extracomment>
      <source>A small map of the whole graph in the corner.</source>
      <translation>Eine kleine Karte des ganzen Graphen in der Ecke.</translation>
    </message>
    <message>
      <extracomment>action view.snap</extracomment>
      <source>Snap to Grid</source>
      <translation>Am Raster ausrichten</translation>
    </message>
    <message>
      <extracomment>action view.snap</extracomment>
      <source>Moved nodes land on the grid; Alt does the opposite while dragging.</source>
      <translation>Bewegte Knoten landen auf dem Raster; Alt bewirkt beim Ziehen das Gegenteil.</translation>
    </message>
    <message>
      <extracomment>action view.theme_dark</extracomment>
      <source>Light text on dark grey.</source>
      <translation>Heller Text auf dunklem Grau.</translation>
    </message>
    <message>
      <extracomment>action view.theme_light</extracomment>
      <source>Dark text on light grey.</source>
      <translation>Dunkler Text auf hellem Grau.</translation>
    </message>
    <message>
      <extracomment>action view.theme_contrast</extracomment>
      <source>White and yellow on black.</source>
      <translation>Weiß und Gelb auf Schwarz.</translation>
    </message>
    <message>
      <extracomment>action view.language_system</extracomment>
      <source>As the System</source>
      <translation>Wie das System</translation>
    </message>
    <message>
      <extracomment>action view.language_system</extracomment>
      <source>Speaks the system's language from the next start on.</source>
      <translation>Spricht ab dem nächsten Start die Sprache des Systems.</translation>
    </message>
    <message>
      <extracomment>action view.language_en</extracomment>
      <source>English</source>
      <translation>English</translation>
    </message>
    <message>
      <extracomment>action view.language_en</extracomment>
      <source>Speaks English from the next start on.</source>
      <translation>Spricht ab dem nächsten Start Englisch.</translation>
    </message>
    <message>
      <extracomment>action view.language_de</extracomment>
      <source>Deutsch</source>
      <translation>Deutsch</translation>
    </message>
    <message>
      <extracomment>action view.language_de</extracomment>
      <source>Speaks German from the next start on.</source>
      <translation>Spricht ab dem nächsten Start Deutsch.</translation>
    </message>
    <message>
      <extracomment>action view.larger</extracomment>
      <source>Larger Text</source>
      <translation>Größerer Text</translation>
    </message>
    <message>
      <extracomment>action view.larger</extracomment>
      <source>Makes text, and everything with it, larger.</source>
      <translation>Macht den Text und alles mit ihm größer.</translation>
    </message>
    <message>
      <extracomment>action view.larger</extracomment>
      <source>Text Size</source>
      <translation>Textgröße</translation>
    </message>
    <message>
      <extracomment>action view.smaller</extracomment>
      <source>Smaller Text</source>
      <translation>Kleinerer Text</translation>
    </message>
    <message>
      <extracomment>action view.smaller</extracomment>
      <source>Makes text, and everything with it, smaller.</source>
      <translation>Macht den Text und alles mit ihm kleiner.</translation>
    </message>
    <message>
      <extracomment>action view.normal_text</extracomment>
      <source>Normal Text</source>
      <translation>Normaler Text</translation>
    </message>
    <message>
      <extracomment>action view.normal_text</extracomment>
      <source>The text size at first.</source>
      <translation>Die anfängliche Textgröße.</translation>
    </message>
    <message>
      <extracomment>action view.reduce_motion</extracomment>
      <source>Reduce Motion</source>
      <translation>Weniger Bewegung</translation>
    </message>
    <message>
      <extracomment>action view.reduce_motion</extracomment>
      <source>Shows changes at once instead of moving.</source>
      <translation>Zeigt Änderungen sofort, statt sie zu bewegen.</translation>
    </message>
    <message>
      <extracomment>action view.panel_outline</extracomment>
      <source>The graph as a list that can be searched.</source>
      <translation>Der Graph als Liste, die man durchsuchen kann.</translation>
    </message>
    <message>
      <extracomment>action view.panel_outline</extracomment>
      <source>Panels</source>
      <translation>Bereiche</translation>
    </message>
    <message>
      <extracomment>action view.panel_jobs</extracomment>
      <source>What runs, what waits, and what became of the rest.</source>
      <translation>Was läuft, was wartet und was aus dem Rest wurde.</translation>
    </message>
    <message>
      <extracomment>action view.panel_viewer</extracomment>
      <source>The latest picture of what is shown.</source>
      <translation>Das neueste Bild von dem, was gezeigt wird.</translation>
    </message>
    <message>
      <extracomment>action view.panel_inspector</extracomment>
      <source>The params of what is selected, each with an editor.</source>
      <translation>Die Parameter der Auswahl, jeder mit einem Eingabefeld.</translation>
    </message>
    <message>
      <extracomment>action view.panel_history</extracomment>
      <source>Every step since the project was opened.</source>
      <translation>Jeder Schritt, seit das Projekt geöffnet wurde.</translation>
    </message>
    <message>
      <extracomment>action view.panel_timeline</extracomment>
      <source>The film: shots one behind the other, titles and sounds.</source>
      <translation>Der Film: Shots hintereinander, Titel und Töne.</translation>
    </message>
    <message>
      <extracomment>action view.panel_takes</extracomment>
      <source>Every result of a shot: pick, compare, vary.</source>
      <translation>Jedes Ergebnis eines Shots: wählen, vergleichen, variieren.</translation>
    </message>
    <message>
      <extracomment>action view.panel_problems</extracomment>
      <source>What is missing or wrong, with what can be done.</source>
      <translation>Was fehlt oder nicht stimmt, und was man tun kann.</translation>
    </message>
    <message>
      <extracomment>action view.panel_plan</extracomment>
      <source>The steps of what would be made now, and of what was made.</source>
      <translation>Die Schritte dessen, was jetzt erzeugt würde, und dessen, was erzeugt wurde.</translation>
    </message>
    <message>
      <extracomment>action view.panel_help</extracomment>
      <source>Explains the selected kind of node.</source>
      <translation>Erklärt die ausgewählte Art von Knoten.</translation>
    </message>
    <message>
      <extracomment>action view.reset_layout</extracomment>
      <source>Reset Layout</source>
      <translation>Anordnung zurücksetzen</translation>
    </message>
    <message>
      <extracomment>action view.reset_layout</extracomment>
      <source>Puts every panel back where it was at first.</source>
      <translation>Bringt jeden Bereich dorthin zurück, wo er anfangs war.</translation>
    </message>
    <message>
      <extracomment>action view.next_tab</extracomment>
      <source>Next Project</source>
      <translation>Nächstes Projekt</translation>
    </message>
    <message>
      <extracomment>action view.next_tab</extracomment>
      <source>Shows the tab to the right.</source>
      <translation>Zeigt den Reiter rechts.</translation>
    </message>
    <message>
      <extracomment>action view.previous_tab</extracomment>
      <source>Previous Project</source>
      <translation>Voriges Projekt</translation>
    </message>
    <message>
      <extracomment>action view.previous_tab</extracomment>
      <source>Shows the tab to the left.</source>
      <translation>Zeigt den Reiter links.</translation>
    </message>
    <message>
      <extracomment>action view.full_screen</extracomment>
      <source>Full Screen</source>
      <translation>Ganzer Bildschirm</translation>
    </message>
    <message>
      <extracomment>action view.full_screen</extracomment>
      <source>Uses the whole screen.</source>
      <translation>Benutzt den ganzen Bildschirm.</translation>
    </message>
    <message>
      <extracomment>action view.maximise</extracomment>
      <source>Maximise Graph</source>
      <translation>Graph maximieren</translation>
    </message>
    <message>
      <extracomment>action view.maximise</extracomment>
      <source>Hides the panels around the graph, and shows them again.</source>
      <translation>Blendet die Bereiche um den Graphen aus und wieder ein.</translation>
    </message>
    <message>
      <extracomment>action view.commands</extracomment>
      <source>Search Commands…</source>
      <translation>Befehle suchen…</translation>
    </message>
    <message>
      <extracomment>action view.commands</extracomment>
      <source>Finds and runs any command by name.</source>
      <translation>Findet jeden Befehl beim Namen und führt ihn aus.</translation>
    </message>
    <message>
      <extracomment>action help.node</extracomment>
      <source>Help on This Node</source>
      <translation>Hilfe zu diesem Knoten</translation>
    </message>
    <message>
      <extracomment>action help.node</extracomment>
      <source>Explains the selected kind of node, its ports and params.</source>
      <translation>Erklärt die ausgewählte Art von Knoten, ihre Anschlüsse und Parameter.</translation>
    </message>
    <message>
      <extracomment>action help.about</extracomment>
      <source>Version, licences and what ships inside.</source>
      <translation>Version, Lizenzen und was enthalten ist.</translation>
    </message>
    <message>
      <extracomment>action viewer.switch</extracomment>
      <source>Show Film</source>
      <translation>Film zeigen</translation>
    </message>
    <message>
      <extracomment>action viewer.timecode</extracomment>
      <source>Go to Place…</source>
      <translation>Gehe zu Platz …</translation>
    </message>
    <message>
      <extracomment>action viewer.timecode</extracomment>
      <source>Types where the playhead goes: 1:12, 96f, 4.5s, +20.</source>
      <translation>Tippt, wohin der Abspielkopf geht: 1:12, 96f, 4.5s, +20.</translation>
    </message>
    <message>
      <extracomment>action viewer.full_screen</extracomment>
      <source>Shows only the picture; Escape comes back.</source>
      <translation>Zeigt nur das Bild; Esc kehrt zurück.</translation>
    </message>
    <message>
      <extracomment>action viewer.safe_areas</extracomment>
      <source>Safe Areas</source>
      <translation>Sichere Bereiche</translation>
    </message>
    <message>
      <extracomment>action viewer.safe_areas</extracomment>
      <source>Draws what every screen shows of the picture.</source>
      <translation>Zeichnet, was jeder Bildschirm vom Bild zeigt.</translation>
    </message>
    <message>
      <extracomment>action viewer.scopes</extracomment>
      <source>Brightness and colours of the picture as waveform and histogram.</source>
      <translation>Helligkeit und Farben des Bildes als Wellenform und Histogramm.</translation>
    </message>
    <message>
      <extracomment>action viewer.zoom_fit</extracomment>
      <source>Fit Picture</source>
      <translation>Bild einpassen</translation>
    </message>
    <message>
      <extracomment>action viewer.zoom_fit</extracomment>
      <source>Shows the whole picture, and again what was seen of it before.</source>
      <translation>Zeigt das ganze Bild und beim nächsten Mal, was davon zu sehen war.</translation>
    </message>
    <message>
      <extracomment>action viewer.zoom_actual</extracomment>
      <source>Actual Size</source>
      <translation>Originalgröße</translation>
    </message>
    <message>
      <extracomment>action viewer.zoom_actual</extracomment>
      <source>One pixel of the screen for each of the picture.</source>
      <translation>Ein Pixel des Bildschirms für jedes des Bildes.</translation>
    </message>
    <message>
      <extracomment>action viewer.compare</extracomment>
      <source>Shows A and B, in the way that was used last.</source>
      <translation>Zeigt A und B in der zuletzt benutzten Weise.</translation>
    </message>
    <message>
      <extracomment>action viewer.set_b</extracomment>
      <source>Keeps what is shown as B, to be compared with what is shown next.</source>
      <translation>Behält das Gezeigte als B, um es mit dem Nächsten zu vergleichen.</translation>
    </message>
    <message>
      <extracomment>action viewer.compare_wipe</extracomment>
      <source>Wipe</source>
      <translation>Wischen</translation>
    </message>
    <message>
      <extracomment>action viewer.compare_wipe</extracomment>
      <source>A left and B right of a line that can be moved.</source>
      <translation>A links und B rechts einer verschiebbaren Linie.</translation>
    </message>
    <message>
      <extracomment>action viewer.compare_side</extracomment>
      <source>Side by Side</source>
      <translation>Nebeneinander</translation>
    </message>
    <message>
      <extracomment>action viewer.compare_side</extracomment>
      <source>A and B beside each other at one zoom.</source>
      <translation>A und B nebeneinander im selben Zoom.</translation>
    </message>
    <message>
      <extracomment>action viewer.compare_flicker</extracomment>
      <source>Flicker</source>
      <translation>Abwechselnd</translation>
    </message>
    <message>
      <extracomment>action viewer.compare_flicker</extracomment>
      <source>A and B one after the other in one place.</source>
      <translation>A und B nacheinander am selben Platz.</translation>
    </message>
    <message>
      <extracomment>action viewer.compare_difference</extracomment>
      <source>Difference</source>
      <translation>Unterschied</translation>
    </message>
    <message>
      <extracomment>action viewer.compare_difference</extracomment>
      <source>Only what differs between A and B.</source>
      <translation>Nur, worin A und B sich unterscheiden.</translation>
    </message>
    <message>
      <extracomment>action viewer.swap</extracomment>
      <source>A and B change places; of two that take turns, the other one is seen.</source>
      <translation>A und B tauschen die Plätze; wechseln sie sich ab, ist das andere zu sehen.</translation>
    </message>
    <message>
      <extracomment>action viewer.offset_back</extracomment>
      <source>Shows an earlier frame of B beside the same one of A.</source>
      <translation>Zeigt ein früheres Bild von B neben demselben von A.</translation>
    </message>
    <message>
      <extracomment>action viewer.offset_on</extracomment>
      <source>Shows a later frame of B beside the same one of A.</source>
      <translation>Zeigt ein späteres Bild von B neben demselben von A.</translation>
    </message>
    <message>
      <extracomment>action viewer.grab</extracomment>
      <source>Makes a Load Image node of the picture at the playhead.</source>
      <translation>Macht aus dem Bild am Abspielkopf einen Knoten Bild laden.</translation>
    </message>
    <message>
      <extracomment>action viewer.grab_first</extracomment>
      <source>Grab as First Frame</source>
      <translation>Als erstes Bild greifen</translation>
    </message>
    <message>
      <extracomment>action viewer.grab_first</extracomment>
      <source>Begins a new shot with this picture behind the one that plays.</source>
      <translation>Beginnt hinter dem spielenden Shot einen neuen mit diesem Bild.</translation>
    </message>
    <message>
      <extracomment>port type</extracomment>
      <source>Text</source>
      <translation>Text</translation>
    </message>
    <message>
      <extracomment>port type</extracomment>
      <source>Storyboard</source>
      <translation>Storyboard</translation>
    </message>
    <message>
      <extracomment>port type</extracomment>
      <source>Image</source>
      <translation>Bild</translation>
    </message>
    <message>
      <extracomment>port type</extracomment>
      <source>Clip</source>
      <translation>Clip</translation>
    </message>
    <message>
      <extracomment>port type</extracomment>
      <source>Condition</source>
      <translation>Bedingung</translation>
    </message>
    <message>
      <extracomment>port type</extracomment>
      <source>Number</source>
      <translation>Zahl</translation>
    </message>
    <message>
      <extracomment>port type</extracomment>
      <source>Any</source>
      <translation>Beliebig</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Says in words what should be seen: who, doing what, where, and in which style.</source>
      <translation>Sagt in Worten, was zu sehen sein soll: wer, was er tut, wo und in welchem Stil.</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>text</source>
      <translation>Text</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>words</source>
      <translation>Wörter</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>describe</source>
      <translation>beschreiben</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>caption</source>
      <translation>Bildtext</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>positive</source>
      <translation>positiv</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>negative</source>
      <translation>negativ</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>The prompt with its style.</source>
      <translation>Der Prompt mit seinem Stil.</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Who is seen, what happens, where, and how the camera moves.</source>
      <translation>Wer zu sehen ist, was geschieht, wo, und wie sich die Kamera bewegt.</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>up to 8000 characters</source>
      <translation>bis zu 8000 Zeichen</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Keep away</source>
      <translation>Fernhalten</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>What should not be seen.</source>
      <translation>Was nicht zu sehen sein soll.</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Style</source>
      <translation>Stil</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>The look of the picture: words that are added to the prompt.</source>
      <translation>Das Aussehen des Bildes: Wörter, die zum Prompt hinzukommen.</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>As the document</source>
      <translation>Wie das Dokument</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Normal</source>
      <translation>Normal</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Film noir</source>
      <translation>Film noir</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Sepia</source>
      <translation>Sepia</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Pixel art</source>
      <translation>Pixelkunst</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Watercolour</source>
      <translation>Aquarell</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Sketch</source>
      <translation>Skizze</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Neon</source>
      <translation>Neon</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Film grain</source>
      <translation>Filmkorn</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Flat colours</source>
      <translation>Flächige Farben</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Night</source>
      <translation>Nacht</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Golden hour</source>
      <translation>Goldene Stunde</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Fog</source>
      <translation>Nebel</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Winter</source>
      <translation>Winter</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Rain</source>
      <translation>Regen</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Pastel</source>
      <translation>Pastell</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Vivid</source>
      <translation>Kräftig</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Oil painting</source>
      <translation>Ölgemälde</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Paper cut</source>
      <translation>Scherenschnitt</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Clay</source>
      <translation>Knete</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Storybook</source>
      <translation>Bilderbuch</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Cinematic</source>
      <translation>Kino</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Documentary</source>
      <translation>Dokumentarfilm</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Silhouette</source>
      <translation>Silhouette</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Blueprint</source>
      <translation>Blaupause</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt</extracomment>
      <source>Retro video</source>
      <translation>Retro-Video</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt_append</extracomment>
      <source>Prompt Append</source>
      <translation>Prompt ergänzen</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt_append</extracomment>
      <source>Adds words to a prompt, so that several shots can share their beginning or their end.</source>
      <translation>Fügt einem Prompt Wörter hinzu, damit sich mehrere Shots Anfang oder Ende teilen können.</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt_append</extracomment>
      <source>add</source>
      <translation>hinzufügen</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt_append</extracomment>
      <source>join</source>
      <translation>verbinden</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt_append</extracomment>
      <source>combine</source>
      <translation>kombinieren</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt_append</extracomment>
      <source>suffix</source>
      <translation>anhängen</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt_append</extracomment>
      <source>prefix</source>
      <translation>voranstellen</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt_append</extracomment>
      <source>concatenate text</source>
      <translation>Text aneinanderhängen</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt_append</extracomment>
      <source>The prompt to add to.</source>
      <translation>Der Prompt, der ergänzt wird.</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt_append</extracomment>
      <source>Another prompt to add, before the words of this node.</source>
      <translation>Ein weiterer Prompt, der vor den Wörtern dieses Knotens hinzukommt.</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt_append</extracomment>
      <source>The longer prompt.</source>
      <translation>Der längere Prompt.</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt_append</extracomment>
      <source>The words to add.</source>
      <translation>Die Wörter, die hinzukommen.</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt_append</extracomment>
      <source>What else should not be seen.</source>
      <translation>Was sonst nicht zu sehen sein soll.</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt_append</extracomment>
      <source>Behind the prompt, or in front of it, where words weigh a little more.</source>
      <translation>Hinter dem Prompt oder davor, wo Wörter etwas mehr wiegen.</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt_append</extracomment>
      <source>After</source>
      <translation>Danach</translation>
    </message>
    <message>
      <extracomment>node shotloom.prompt_append</extracomment>
      <source>Before</source>
      <translation>Davor</translation>
    </message>
    <message>
      <extracomment>node shotloom.storyboard</extracomment>
      <source>Tells a shot moment by moment: each card rules until the next one. Link it to a prompt input.</source>
      <translation>Erzählt einen Shot Moment für Moment: Jede Karte gilt bis zur nächsten. Mit einem Prompt-Eingang verbinden.</translation>
    </message>
    <message>
      <extracomment>node shotloom.storyboard</extracomment>
      <source>cards</source>
      <translation>Karten</translation>
    </message>
    <message>
      <extracomment>node shotloom.storyboard</extracomment>
      <source>beats</source>
      <translation>Beats</translation>
    </message>
    <message>
      <extracomment>node shotloom.storyboard</extracomment>
      <source>timeline prompt</source>
      <translation>zeitlicher Prompt</translation>
    </message>
    <message>
      <extracomment>node shotloom.storyboard</extracomment>
      <source>sequence</source>
      <translation>Sequenz</translation>
    </message>
    <message>
      <extracomment>node shotloom.storyboard</extracomment>
      <source>scenes</source>
      <translation>Szenen</translation>
    </message>
    <message>
      <extracomment>node shotloom.storyboard</extracomment>
      <source>schedule</source>
      <translation>Ablauf</translation>
    </message>
    <message>
      <extracomment>node shotloom.storyboard</extracomment>
      <source>Overall</source>
      <translation>Insgesamt</translation>
    </message>
    <message>
      <extracomment>node shotloom.storyboard</extracomment>
      <source>A prompt that holds for the whole shot.</source>
      <translation>Ein Prompt, der für den ganzen Shot gilt.</translation>
    </message>
    <message>
      <extracomment>node shotloom.storyboard</extracomment>
      <source>Duration</source>
      <translation>Dauer</translation>
    </message>
    <message>
      <extracomment>node shotloom.storyboard</extracomment>
      <source>A number that overrides: How long the shot is; the last card rules to its end.</source>
      <translation>Eine Zahl, die vorgeht: Wie lang der Shot ist; die letzte Karte gilt bis zu seinem Ende.</translation>
    </message>
    <message>
      <extracomment>node shotloom.storyboard</extracomment>
      <source>The cards and the duration.</source>
      <translation>Die Karten und die Dauer.</translation>
    </message>
    <message>
      <extracomment>node shotloom.storyboard</extracomment>
      <source>Cards</source>
      <translation>Karten</translation>
    </message>
    <message>
      <extracomment>node shotloom.storyboard</extracomment>
      <source>Each card has a time, a prompt, perhaps an image or clip to show, and sharp or soft edges.</source>
      <translation>Jede Karte hat eine Zeit, einen Prompt, vielleicht ein Bild oder einen Clip und harte oder weiche Ränder.</translation>
    </message>
    <message>
      <extracomment>node shotloom.storyboard</extracomment>
      <source>s</source>
      <translation>s</translation>
    </message>
    <message>
      <extracomment>node shotloom.storyboard</extracomment>
      <source>1 to 32 cards, times from 0 to 60 s, growing</source>
      <translation>1 bis 32 Karten, Zeiten von 0 bis 60 s, aufsteigend</translation>
    </message>
    <message>
      <extracomment>node shotloom.storyboard</extracomment>
      <source>How long the shot is; the last card rules to its end.</source>
      <translation>Wie lang der Shot ist; die letzte Karte gilt bis zu seinem Ende.</translation>
    </message>
    <message>
      <extracomment>node shotloom.storyboard</extracomment>
      <source>0.05 to 60</source>
      <translation>0,05 bis 60</translation>
    </message>
    <message>
      <extracomment>node shotloom.storyboard</extracomment>
      <source>Words that hold for the whole shot.</source>
      <translation>Wörter, die für den ganzen Shot gelten.</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_image</extracomment>
      <source>Load Image</source>
      <translation>Bild laden</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_image</extracomment>
      <source>Picture in</source>
      <translation>Bild herein</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_image</extracomment>
      <source>Brings an image file into the graph.</source>
      <translation>Bringt eine Bilddatei in den Graphen.</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_image</extracomment>
      <source>photo</source>
      <translation>Foto</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_image</extracomment>
      <source>open</source>
      <translation>öffnen</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_image</extracomment>
      <source>file</source>
      <translation>Datei</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_image</extracomment>
      <source>import</source>
      <translation>importieren</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_image</extracomment>
      <source>png</source>
      <translation>PNG</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_image</extracomment>
      <source>jpg</source>
      <translation>JPG</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_image</extracomment>
      <source>The image.</source>
      <translation>Das Bild.</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_image</extracomment>
      <source>The image file.</source>
      <translation>Die Bilddatei.</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_clip</extracomment>
      <source>Load Clip</source>
      <translation>Clip laden</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_clip</extracomment>
      <source>Brings a clip from a file into the graph, at its own size and rate.</source>
      <translation>Bringt einen Clip aus einer Datei in den Graphen, in seiner eigenen Größe und Bildrate.</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_clip</extracomment>
      <source>video</source>
      <translation>Video</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_clip</extracomment>
      <source>movie</source>
      <translation>Film</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_clip</extracomment>
      <source>footage</source>
      <translation>Filmmaterial</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_clip</extracomment>
      <source>mp4</source>
      <translation>MP4</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_clip</extracomment>
      <source>gif</source>
      <translation>GIF</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_clip</extracomment>
      <source>The clip.</source>
      <translation>Der Clip.</translation>
    </message>
    <message>
      <extracomment>node shotloom.load_clip</extracomment>
      <source>The clip file.</source>
      <translation>Die Clipdatei.</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>Places an image or a clip at a moment of what is generated: as first frame, key frame or last frame.</source>
      <translation>Setzt ein Bild oder einen Clip an einen Moment des Erzeugten: als ersten Frame, Schlüsselframe oder letzten Frame.</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>keyframe</source>
      <translation>Schlüsselbild</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>first frame</source>
      <translation>erster Frame</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>last frame</source>
      <translation>letzter Frame</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>reference</source>
      <translation>Referenz</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>image to video</source>
      <translation>Bild zu Video</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>start</source>
      <translation>Anfang</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>end</source>
      <translation>Ende</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>guide</source>
      <translation>Vorlage</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>The image or clip to place.</source>
      <translation>Das Bild oder der Clip, der gesetzt wird.</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>A number that overrides: The moment as a time from the start of the generated clip.</source>
      <translation>Eine Zahl, die vorgeht: Der Moment als Zeit ab Anfang des erzeugten Clips.</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>A number that overrides: The moment as a frame of the generated clip; 0 is the first, -1 the last.</source>
      <translation>Eine Zahl, die vorgeht: Der Moment als Frame des erzeugten Clips; 0 ist der erste, -1 der letzte.</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>Strength</source>
      <translation>Stärke</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>A number that overrides: 1 keeps the picture exactly, less lets the model move away from it. A clip's may change over its time.</source>
      <translation>Eine Zahl, die vorgeht: 1 behält das Bild genau, weniger lässt das Modell davon abweichen. Bei einem Clip darf sie sich über seine Zeit ändern.</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>The placed picture.</source>
      <translation>Das gesetzte Bild.</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>By</source>
      <translation>Nach</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>Whether the moment of the generated clip is given as a time or as a frame.</source>
      <translation>Ob der Moment des erzeugten Clips als Zeit oder als Frame angegeben ist.</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>The moment as a time from the start of the generated clip.</source>
      <translation>Der Moment als Zeit ab Anfang des erzeugten Clips.</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>0 to 1200</source>
      <translation>0 bis 1200</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>The moment as a frame of the generated clip; 0 is the first, -1 the last.</source>
      <translation>Der Moment als Frame des erzeugten Clips; 0 ist der erste, -1 der letzte.</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>frames</source>
      <translation>Frames</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>-100000 to 100000</source>
      <translation>-100000 bis 100000</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>1 keeps the picture exactly, less lets the model move away from it. A clip's may change over its time.</source>
      <translation>1 behält das Bild genau, weniger lässt das Modell davon abweichen. Bei einem Clip darf sie sich über seine Zeit ändern.</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>of 1</source>
      <translation>von 1</translation>
    </message>
    <message>
      <extracomment>node shotloom.condition</extracomment>
      <source>0 to 1</source>
      <translation>0 bis 1</translation>
    </message>
    <message>
      <extracomment>node shotloom.model</extracomment>
      <source>Chooses the model that makes the frames: the built-in one, or weights from the model folders.</source>
      <translation>Wählt das Modell, das die Frames erzeugt: das eingebaute oder Gewichte aus den Modellordnern.</translation>
    </message>
    <message>
      <extracomment>node shotloom.model</extracomment>
      <source>checkpoint</source>
      <translation>Checkpoint</translation>
    </message>
    <message>
      <extracomment>node shotloom.model</extracomment>
      <source>weights</source>
      <translation>Gewichte</translation>
    </message>
    <message>
      <extracomment>node shotloom.model</extracomment>
      <source>network</source>
      <translation>Netz</translation>
    </message>
    <message>
      <extracomment>node shotloom.model</extracomment>
      <source>wan</source>
      <translation>Wan</translation>
    </message>
    <message>
      <extracomment>node shotloom.model</extracomment>
      <source>safetensors</source>
      <translation>Safetensors</translation>
    </message>
    <message>
      <extracomment>node shotloom.model</extracomment>
      <source>The model.</source>
      <translation>Das Modell.</translation>
    </message>
    <message>
      <extracomment>node shotloom.model</extracomment>
      <source>A name that the list of models shows.</source>
      <translation>Ein Name, den die Liste der Modelle zeigt.</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>Makes a clip from a prompt or a storyboard, and from pictures that are placed in it.</source>
      <translation>Erzeugt einen Clip aus einem Prompt oder Storyboard und aus Bildern, die darin gesetzt sind.</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>text to video</source>
      <translation>Text zu Video</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>sample</source>
      <translation>abtasten</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>create</source>
      <translation>erschaffen</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>render</source>
      <translation>rendern</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>diffusion</source>
      <translation>Diffusion</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>sampler</source>
      <translation>Sampler</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>What should be seen: a prompt, or a storyboard with a card for each moment.</source>
      <translation>Was zu sehen sein soll: ein Prompt oder ein Storyboard mit einer Karte für jeden Moment.</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>The model that makes the frames; the built-in one if nothing is linked.</source>
      <translation>Das Modell, das die Frames erzeugt; ohne Verbindung das eingebaute.</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>Conditions</source>
      <translation>Bedingungen</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>Pictures to keep at chosen times: first frame, key frames, last frame.</source>
      <translation>Bilder, die zu gewählten Zeiten bleiben: erster Frame, Schlüsselframes, letzter Frame.</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>A number that overrides the seed.</source>
      <translation>Eine Zahl, die dem Startwert vorgeht.</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>A number that overrides: How long the clip is; a storyboard brings its own duration.</source>
      <translation>Eine Zahl, die vorgeht: Wie lang der Clip ist; ein Storyboard bringt seine eigene Dauer mit.</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>The new clip, at the model's own size.</source>
      <translation>Der neue Clip, in der eigenen Größe des Modells.</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>Overall prompt</source>
      <translation>Prompt insgesamt</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>Words of this node's own: the prompt if nothing is linked, else added to what is linked.</source>
      <translation>Eigene Wörter dieses Knotens: ohne Verbindung der Prompt, sonst eine Ergänzung zum Verbundenen.</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>How long the clip is; a storyboard brings its own duration.</source>
      <translation>Wie lang der Clip ist; ein Storyboard bringt seine eigene Dauer mit.</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>The shape of the picture as a width and height. The model works at its own size of this shape; a Finish node brings it to full size. Empty takes the document's.</source>
      <translation>Das Format des Bildes als Breite und Höhe. Das Modell arbeitet in seiner eigenen Größe dieses Formats; ein Knoten Endfassung bringt es auf volle Größe. Leer nimmt das des Dokuments.</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>px</source>
      <translation>px</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>even sides from 16 to 8192</source>
      <translation>gerade Seiten von 16 bis 8192</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>Rate</source>
      <translation>Bildrate</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>Frames per second of the clip. Empty takes the model's own; for other rates frames are computed in between.</source>
      <translation>Frames pro Sekunde des Clips. Leer nimmt die eigene des Modells; für andere Bildraten werden Zwischenbilder berechnet.</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>frames/s</source>
      <translation>Bilder/s</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>1 to 240</source>
      <translation>1 bis 240</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>Where the noise comes from. The same seed gives the same frames, another seed gives another take.</source>
      <translation>Woher das Rauschen kommt. Derselbe Startwert ergibt dieselben Frames, ein anderer einen anderen Take.</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>number</source>
      <translation>Zahl</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>0 to 9007199254740991</source>
      <translation>0 bis 9007199254740991</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>Draft takes fewer steps for a quick look; full takes as many as the model recommends.</source>
      <translation>Entwurf nimmt weniger Schritte für einen schnellen Blick; Voll so viele, wie das Modell empfiehlt.</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>Draft</source>
      <translation>Entwurf</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>Full</source>
      <translation>Voll</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>Steps</source>
      <translation>Schritte</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>How often the model refines the frames. More takes longer; 0 lets the quality decide.</source>
      <translation>Wie oft das Modell die Frames verfeinert. Mehr dauert länger; bei 0 entscheidet die Qualität.</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>steps</source>
      <translation>Schritte</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>0 to 100</source>
      <translation>0 bis 100</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>Guidance</source>
      <translation>Führung</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>How strictly the prompt is followed. 1 is freest and twice as fast; 0 takes the model's own.</source>
      <translation>Wie streng der Prompt befolgt wird. 1 ist am freiesten und doppelt so schnell; 0 nimmt den Wert des Modells.</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>0 to 20</source>
      <translation>0 bis 20</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>Shift</source>
      <translation>Verschiebung</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>More spends the steps on layout and motion, less on detail; 0 takes the model's own.</source>
      <translation>Mehr verwendet die Schritte auf Aufbau und Bewegung, weniger auf Details; 0 nimmt den Wert des Modells.</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>Solver</source>
      <translation>Löser</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>How a step is taken. UniPC looks back at earlier steps: often finer at the same number of steps.</source>
      <translation>Wie ein Schritt getan wird. UniPC blickt auf frühere Schritte zurück: oft feiner bei gleich vielen Schritten.</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>Euler</source>
      <translation>Euler</translation>
    </message>
    <message>
      <extracomment>node shotloom.generate</extracomment>
      <source>UniPC</source>
      <translation>UniPC</translation>
    </message>
    <message>
      <extracomment>node shotloom.still</extracomment>
      <source>Still</source>
      <translation>Standbild</translation>
    </message>
    <message>
      <extracomment>node shotloom.still</extracomment>
      <source>Makes a single image from a prompt, for a first frame, a storyboard card or a title card.</source>
      <translation>Erzeugt ein einzelnes Bild aus einem Prompt, für einen ersten Frame, eine Storyboard-Karte oder eine Titelkarte.</translation>
    </message>
    <message>
      <extracomment>node shotloom.still</extracomment>
      <source>image</source>
      <translation>Bild</translation>
    </message>
    <message>
      <extracomment>node shotloom.still</extracomment>
      <source>text to image</source>
      <translation>Text zu Bild</translation>
    </message>
    <message>
      <extracomment>node shotloom.still</extracomment>
      <source>What should be seen.</source>
      <translation>Was zu sehen sein soll.</translation>
    </message>
    <message>
      <extracomment>node shotloom.still</extracomment>
      <source>The new image, at the model's own size.</source>
      <translation>Das neue Bild, in der eigenen Größe des Modells.</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>Extend Clip</source>
      <translation>Clip verlängern</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>Continues a clip past its end, leads up to its beginning, or both.</source>
      <translation>Setzt einen Clip über sein Ende fort, führt zu seinem Anfang hin oder beides.</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>continue</source>
      <translation>fortsetzen</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>longer</source>
      <translation>länger</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>forward</source>
      <translation>vorwärts</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>backward</source>
      <translation>nach vorn verlängern</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>prolong</source>
      <translation>ausdehnen</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>jump to</source>
      <translation>springen zu</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>next</source>
      <translation>weiter</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>The clip to extend.</source>
      <translation>Der Clip, der verlängert wird.</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>Seconds</source>
      <translation>Sekunden</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>A number that overrides: How long the new part is, on each side.</source>
      <translation>Eine Zahl, die vorgeht: Wie lang der neue Teil ist, auf jeder Seite.</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>Source and new part, or the new part, at the source's size and rate.</source>
      <translation>Quelle und neuer Teil, oder der neue Teil, in Größe und Bildrate der Quelle.</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>What the new part should show: the prompt if nothing is linked, else added to what is linked.</source>
      <translation>Was der neue Teil zeigen soll: ohne Verbindung der Prompt, sonst eine Ergänzung zum Verbundenen.</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>Direction</source>
      <translation>Richtung</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>Whether the new part comes after the clip, before it, or on both sides.</source>
      <translation>Ob der neue Teil nach dem Clip kommt, davor oder auf beiden Seiten.</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>Both</source>
      <translation>Beide</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>How long the new part is, on each side.</source>
      <translation>Wie lang der neue Teil ist, auf jeder Seite.</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>What comes out: all of the source with the new part, or the new part with half a second of what it joins.</source>
      <translation>Was herauskommt: die ganze Quelle mit dem neuen Teil, oder der neue Teil mit einer halben Sekunde von dem, woran er anschließt.</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>Source and New Part</source>
      <translation>Quelle und neuer Teil</translation>
    </message>
    <message>
      <extracomment>node shotloom.extend_clip</extracomment>
      <source>New Part</source>
      <translation>Neuer Teil</translation>
    </message>
    <message>
      <extracomment>node shotloom.connect</extracomment>
      <source>Makes a bridge that leads from one clip to another, and returns all three in a row.</source>
      <translation>Erzeugt eine Brücke von einem Clip zum anderen und liefert alle drei hintereinander.</translation>
    </message>
    <message>
      <extracomment>node shotloom.connect</extracomment>
      <source>bridge</source>
      <translation>Brücke</translation>
    </message>
    <message>
      <extracomment>node shotloom.connect</extracomment>
      <source>transition</source>
      <translation>Übergang</translation>
    </message>
    <message>
      <extracomment>node shotloom.connect</extracomment>
      <source>morph</source>
      <translation>verwandeln</translation>
    </message>
    <message>
      <extracomment>node shotloom.connect</extracomment>
      <source>between</source>
      <translation>dazwischen</translation>
    </message>
    <message>
      <extracomment>node shotloom.connect</extracomment>
      <source>in-between</source>
      <translation>Zwischenstück</translation>
    </message>
    <message>
      <extracomment>node shotloom.connect</extracomment>
      <source>First</source>
      <translation>Erster</translation>
    </message>
    <message>
      <extracomment>node shotloom.connect</extracomment>
      <source>The clip that comes first.</source>
      <translation>Der Clip, der zuerst kommt.</translation>
    </message>
    <message>
      <extracomment>node shotloom.connect</extracomment>
      <source>Second</source>
      <translation>Zweiter</translation>
    </message>
    <message>
      <extracomment>node shotloom.connect</extracomment>
      <source>The clip that it leads to; brought to the size and rate of the first.</source>
      <translation>Der Clip, zu dem sie führt; auf Größe und Bildrate des ersten gebracht.</translation>
    </message>
    <message>
      <extracomment>node shotloom.connect</extracomment>
      <source>A number that overrides: How long the new part is.</source>
      <translation>Eine Zahl, die vorgeht: Wie lang der neue Teil ist.</translation>
    </message>
    <message>
      <extracomment>node shotloom.connect</extracomment>
      <source>How long the new part is.</source>
      <translation>Wie lang der neue Teil ist.</translation>
    </message>
    <message>
      <extracomment>node shotloom.loop</extracomment>
      <source>Makes a bridge from a clip's end back to its beginning, so that it can play for ever.</source>
      <translation>Erzeugt eine Brücke vom Ende eines Clips zurück zu seinem Anfang, damit er endlos laufen kann.</translation>
    </message>
    <message>
      <extracomment>node shotloom.loop</extracomment>
      <source>repeat</source>
      <translation>wiederholen</translation>
    </message>
    <message>
      <extracomment>node shotloom.loop</extracomment>
      <source>endless</source>
      <translation>endlos</translation>
    </message>
    <message>
      <extracomment>node shotloom.loop</extracomment>
      <source>cycle</source>
      <translation>Kreislauf</translation>
    </message>
    <message>
      <extracomment>node shotloom.loop</extracomment>
      <source>seamless</source>
      <translation>nahtlos</translation>
    </message>
    <message>
      <extracomment>node shotloom.loop</extracomment>
      <source>The clip to close.</source>
      <translation>Der Clip, der geschlossen wird.</translation>
    </message>
    <message>
      <extracomment>node shotloom.remix</extracomment>
      <source>Makes a clip anew from the old one and a prompt: another look, place or actor in the same movement.</source>
      <translation>Erzeugt einen Clip neu aus dem alten und einem Prompt: anderes Aussehen, anderer Ort oder Darsteller in derselben Bewegung.</translation>
    </message>
    <message>
      <extracomment>node shotloom.remix</extracomment>
      <source>video to video</source>
      <translation>Video zu Video</translation>
    </message>
    <message>
      <extracomment>node shotloom.remix</extracomment>
      <source>restyle</source>
      <translation>umgestalten</translation>
    </message>
    <message>
      <extracomment>node shotloom.remix</extracomment>
      <source>style transfer</source>
      <translation>Stilübertragung</translation>
    </message>
    <message>
      <extracomment>node shotloom.remix</extracomment>
      <source>img2img</source>
      <translation>Bild zu Bild</translation>
    </message>
    <message>
      <extracomment>node shotloom.remix</extracomment>
      <source>vary</source>
      <translation>abwandeln</translation>
    </message>
    <message>
      <extracomment>node shotloom.remix</extracomment>
      <source>redo</source>
      <translation>neu machen</translation>
    </message>
    <message>
      <extracomment>node shotloom.remix</extracomment>
      <source>The clip to start from.</source>
      <translation>Der Clip, von dem ausgegangen wird.</translation>
    </message>
    <message>
      <extracomment>node shotloom.remix</extracomment>
      <source>A number that overrides: 0 keeps what was there, 1 forgets it; in between, layout and motion stay and the look changes. It may change over the clip's time.</source>
      <translation>Eine Zahl, die vorgeht: 0 behält, was da war, 1 vergisst es; dazwischen bleiben Aufbau und Bewegung, und das Aussehen ändert sich. Sie darf sich über die Zeit des Clips ändern.</translation>
    </message>
    <message>
      <extracomment>node shotloom.remix</extracomment>
      <source>The new clip, at the model's own size and rate.</source>
      <translation>Der neue Clip, in Größe und Bildrate des Modells.</translation>
    </message>
    <message>
      <extracomment>node shotloom.remix</extracomment>
      <source>What should be seen instead: the prompt if nothing is linked, else added to what is linked.</source>
      <translation>Was stattdessen zu sehen sein soll: ohne Verbindung der Prompt, sonst eine Ergänzung zum Verbundenen.</translation>
    </message>
    <message>
      <extracomment>node shotloom.remix</extracomment>
      <source>0 keeps what was there, 1 forgets it; in between, layout and motion stay and the look changes. It may change over the clip's time.</source>
      <translation>0 behält, was da war, 1 vergisst es; dazwischen bleiben Aufbau und Bewegung, und das Aussehen ändert sich. Sie darf sich über die Zeit des Clips ändern.</translation>
    </message>
    <message>
      <extracomment>node shotloom.retake</extracomment>
      <source>Retake</source>
      <translation>Neu drehen</translation>
    </message>
    <message>
      <extracomment>node shotloom.retake</extracomment>
      <source>Makes a range of a clip anew so that it joins what comes before and after.</source>
      <translation>Erzeugt einen Bereich eines Clips neu, sodass er an das Davor und Danach anschließt.</translation>
    </message>
    <message>
      <extracomment>node shotloom.retake</extracomment>
      <source>inpaint</source>
      <translation>ausbessern</translation>
    </message>
    <message>
      <extracomment>node shotloom.retake</extracomment>
      <source>fix</source>
      <translation>beheben</translation>
    </message>
    <message>
      <extracomment>node shotloom.retake</extracomment>
      <source>replace</source>
      <translation>ersetzen</translation>
    </message>
    <message>
      <extracomment>node shotloom.retake</extracomment>
      <source>repair</source>
      <translation>reparieren</translation>
    </message>
    <message>
      <extracomment>node shotloom.retake</extracomment>
      <source>redo part</source>
      <translation>Teil neu machen</translation>
    </message>
    <message>
      <extracomment>node shotloom.retake</extracomment>
      <source>range</source>
      <translation>Bereich</translation>
    </message>
    <message>
      <extracomment>node shotloom.retake</extracomment>
      <source>The clip to mend.</source>
      <translation>Der Clip, der ausgebessert wird.</translation>
    </message>
    <message>
      <extracomment>node shotloom.retake</extracomment>
      <source>From</source>
      <translation>Von</translation>
    </message>
    <message>
      <extracomment>node shotloom.retake</extracomment>
      <source>A number that overrides: Where the new part begins; it grows outwards to whole latent frames.</source>
      <translation>Eine Zahl, die vorgeht: Wo der neue Teil beginnt; er wächst nach außen bis zu ganzen latenten Frames.</translation>
    </message>
    <message>
      <extracomment>node shotloom.retake</extracomment>
      <source>To</source>
      <translation>Bis</translation>
    </message>
    <message>
      <extracomment>node shotloom.retake</extracomment>
      <source>A number that overrides: Where the new part ends; what lies outside stays exactly as it was.</source>
      <translation>Eine Zahl, die vorgeht: Wo der neue Teil endet; was außerhalb liegt, bleibt genau, wie es war.</translation>
    </message>
    <message>
      <extracomment>node shotloom.retake</extracomment>
      <source>A number that overrides: 0 keeps what was there, 1 forgets it; in between, layout and motion stay and the look changes.</source>
      <translation>Eine Zahl, die vorgeht: 0 behält, was da war, 1 vergisst es; dazwischen bleiben Aufbau und Bewegung, und das Aussehen ändert sich.</translation>
    </message>
    <message>
      <extracomment>node shotloom.retake</extracomment>
      <source>The whole clip with the new range in it.</source>
      <translation>Der ganze Clip mit dem neuen Bereich darin.</translation>
    </message>
    <message>
      <extracomment>node shotloom.retake</extracomment>
      <source>Where the new part begins; it grows outwards to whole latent frames.</source>
      <translation>Wo der neue Teil beginnt; er wächst nach außen bis zu ganzen latenten Frames.</translation>
    </message>
    <message>
      <extracomment>node shotloom.retake</extracomment>
      <source>Where the new part ends; what lies outside stays exactly as it was.</source>
      <translation>Wo der neue Teil endet; was außerhalb liegt, bleibt genau, wie es war.</translation>
    </message>
    <message>
      <extracomment>node shotloom.retake</extracomment>
      <source>0 keeps what was there, 1 forgets it; in between, layout and motion stay and the look changes.</source>
      <translation>0 behält, was da war, 1 vergisst es; dazwischen bleiben Aufbau und Bewegung, und das Aussehen ändert sich.</translation>
    </message>
    <message>
      <extracomment>node shotloom.trim</extracomment>
      <source>Keeps a part of a clip, from its in point to its out point.</source>
      <translation>Behält einen Teil eines Clips, vom Anfangspunkt bis zum Endpunkt.</translation>
    </message>
    <message>
      <extracomment>node shotloom.trim</extracomment>
      <source>cut</source>
      <translation>schneiden</translation>
    </message>
    <message>
      <extracomment>node shotloom.trim</extracomment>
      <source>shorten</source>
      <translation>kürzen</translation>
    </message>
    <message>
      <extracomment>node shotloom.trim</extracomment>
      <source>slice</source>
      <translation>Abschnitt</translation>
    </message>
    <message>
      <extracomment>node shotloom.trim</extracomment>
      <source>in point</source>
      <translation>Anfangspunkt</translation>
    </message>
    <message>
      <extracomment>node shotloom.trim</extracomment>
      <source>out point</source>
      <translation>Endpunkt</translation>
    </message>
    <message>
      <extracomment>node shotloom.trim</extracomment>
      <source>The clip to edit.</source>
      <translation>Der Clip, der bearbeitet wird.</translation>
    </message>
    <message>
      <extracomment>node shotloom.trim</extracomment>
      <source>A number that overrides: The first moment that stays.</source>
      <translation>Eine Zahl, die vorgeht: Der erste Moment, der bleibt.</translation>
    </message>
    <message>
      <extracomment>node shotloom.trim</extracomment>
      <source>A number that overrides: Where the clip ends; 0 leaves the end as it is.</source>
      <translation>Eine Zahl, die vorgeht: Wo der Clip endet; 0 lässt das Ende, wie es ist.</translation>
    </message>
    <message>
      <extracomment>node shotloom.trim</extracomment>
      <source>The edited clip.</source>
      <translation>Der bearbeitete Clip.</translation>
    </message>
    <message>
      <extracomment>node shotloom.trim</extracomment>
      <source>The first moment that stays.</source>
      <translation>Der erste Moment, der bleibt.</translation>
    </message>
    <message>
      <extracomment>node shotloom.trim</extracomment>
      <source>Where the clip ends; 0 leaves the end as it is.</source>
      <translation>Wo der Clip endet; 0 lässt das Ende, wie es ist.</translation>
    </message>
    <message>
      <extracomment>node shotloom.concatenate</extracomment>
      <source>Concatenate</source>
      <translation>Aneinanderhängen</translation>
    </message>
    <message>
      <extracomment>node shotloom.concatenate</extracomment>
      <source>Puts clips one after the other, by cut or by cross-dissolve. The first sets the size and rate.</source>
      <translation>Setzt Clips hintereinander, mit Schnitt oder Überblendung. Der erste bestimmt Größe und Bildrate.</translation>
    </message>
    <message>
      <extracomment>node shotloom.concatenate</extracomment>
      <source>append</source>
      <translation>anfügen</translation>
    </message>
    <message>
      <extracomment>node shotloom.concatenate</extracomment>
      <source>merge</source>
      <translation>zusammenführen</translation>
    </message>
    <message>
      <extracomment>node shotloom.concatenate</extracomment>
      <source>crossfade</source>
      <translation>Kreuzblende</translation>
    </message>
    <message>
      <extracomment>node shotloom.concatenate</extracomment>
      <source>dissolve</source>
      <translation>Überblendung</translation>
    </message>
    <message>
      <extracomment>node shotloom.concatenate</extracomment>
      <source>edit</source>
      <translation>bearbeiten</translation>
    </message>
    <message>
      <extracomment>node shotloom.concatenate</extracomment>
      <source>The clips, in order.</source>
      <translation>Die Clips, der Reihe nach.</translation>
    </message>
    <message>
      <extracomment>node shotloom.concatenate</extracomment>
      <source>A number that overrides: How long two clips overlap in a cross-dissolve.</source>
      <translation>Eine Zahl, die vorgeht: Wie lange sich zwei Clips beim Überblenden überlappen.</translation>
    </message>
    <message>
      <extracomment>node shotloom.concatenate</extracomment>
      <source>Join</source>
      <translation>Übergang</translation>
    </message>
    <message>
      <extracomment>node shotloom.concatenate</extracomment>
      <source>How one clip goes over into the next.</source>
      <translation>Wie ein Clip in den nächsten übergeht.</translation>
    </message>
    <message>
      <extracomment>node shotloom.concatenate</extracomment>
      <source>Cross-dissolve</source>
      <translation>Überblenden</translation>
    </message>
    <message>
      <extracomment>node shotloom.concatenate</extracomment>
      <source>How long two clips overlap in a cross-dissolve.</source>
      <translation>Wie lange sich zwei Clips beim Überblenden überlappen.</translation>
    </message>
    <message>
      <extracomment>node shotloom.concatenate</extracomment>
      <source>0.05 to 10</source>
      <translation>0,05 bis 10</translation>
    </message>
    <message>
      <extracomment>node shotloom.speed</extracomment>
      <source>Speed</source>
      <translation>Tempo</translation>
    </message>
    <message>
      <extracomment>node shotloom.speed</extracomment>
      <source>Plays a clip faster or slower at the same rate.</source>
      <translation>Spielt einen Clip schneller oder langsamer bei gleicher Bildrate.</translation>
    </message>
    <message>
      <extracomment>node shotloom.speed</extracomment>
      <source>slow motion</source>
      <translation>Zeitlupe</translation>
    </message>
    <message>
      <extracomment>node shotloom.speed</extracomment>
      <source>fast</source>
      <translation>schnell</translation>
    </message>
    <message>
      <extracomment>node shotloom.speed</extracomment>
      <source>retime</source>
      <translation>Zeit ändern</translation>
    </message>
    <message>
      <extracomment>node shotloom.speed</extracomment>
      <source>time</source>
      <translation>Zeit</translation>
    </message>
    <message>
      <extracomment>node shotloom.speed</extracomment>
      <source>tempo</source>
      <translation>Geschwindigkeit</translation>
    </message>
    <message>
      <extracomment>node shotloom.speed</extracomment>
      <source>A number that overrides: How fast the clip plays: 2 is twice as fast, 0.5 is slow motion.</source>
      <translation>Eine Zahl, die vorgeht: Wie schnell der Clip läuft: 2 ist doppelt so schnell, 0,5 ist Zeitlupe.</translation>
    </message>
    <message>
      <extracomment>node shotloom.speed</extracomment>
      <source>How fast the clip plays: 2 is twice as fast, 0.5 is slow motion.</source>
      <translation>Wie schnell der Clip läuft: 2 ist doppelt so schnell, 0,5 ist Zeitlupe.</translation>
    </message>
    <message>
      <extracomment>node shotloom.speed</extracomment>
      <source>0.1 to 10</source>
      <translation>0,1 bis 10</translation>
    </message>
    <message>
      <extracomment>node shotloom.speed</extracomment>
      <source>Smooth</source>
      <translation>Glätten</translation>
    </message>
    <message>
      <extracomment>node shotloom.speed</extracomment>
      <source>In slow motion, compute frames in between instead of showing frames twice.</source>
      <translation>In Zeitlupe Zwischenbilder berechnen, statt Frames doppelt zu zeigen.</translation>
    </message>
    <message>
      <extracomment>node shotloom.reverse</extracomment>
      <source>Reverse</source>
      <translation>Rückwärts</translation>
    </message>
    <message>
      <extracomment>node shotloom.reverse</extracomment>
      <source>Plays a clip backwards.</source>
      <translation>Spielt einen Clip rückwärts.</translation>
    </message>
    <message>
      <extracomment>node shotloom.reverse</extracomment>
      <source>backwards</source>
      <translation>rückwärts</translation>
    </message>
    <message>
      <extracomment>node shotloom.reverse</extracomment>
      <source>rewind</source>
      <translation>zurückspulen</translation>
    </message>
    <message>
      <extracomment>node shotloom.reverse</extracomment>
      <source>flip time</source>
      <translation>Zeit umkehren</translation>
    </message>
    <message>
      <extracomment>node shotloom.resize</extracomment>
      <source>Resize</source>
      <translation>Größe ändern</translation>
    </message>
    <message>
      <extracomment>node shotloom.resize</extracomment>
      <source>Brings a clip or image to a size by plain scaling. For more detail use Upscale or Finish.</source>
      <translation>Bringt einen Clip oder ein Bild durch einfaches Skalieren auf eine Größe. Für mehr Details Hochskalieren oder Endfassung nehmen.</translation>
    </message>
    <message>
      <extracomment>node shotloom.resize</extracomment>
      <source>scale</source>
      <translation>skalieren</translation>
    </message>
    <message>
      <extracomment>node shotloom.resize</extracomment>
      <source>size</source>
      <translation>Größe</translation>
    </message>
    <message>
      <extracomment>node shotloom.resize</extracomment>
      <source>shrink</source>
      <translation>verkleinern</translation>
    </message>
    <message>
      <extracomment>node shotloom.resize</extracomment>
      <source>letterbox</source>
      <translation>Balken</translation>
    </message>
    <message>
      <extracomment>node shotloom.resize</extracomment>
      <source>fit</source>
      <translation>einpassen</translation>
    </message>
    <message>
      <extracomment>node shotloom.resize</extracomment>
      <source>resolution</source>
      <translation>Auflösung</translation>
    </message>
    <message>
      <extracomment>node shotloom.resize</extracomment>
      <source>The clip or image to change.</source>
      <translation>Der Clip oder das Bild, das geändert wird.</translation>
    </message>
    <message>
      <extracomment>node shotloom.resize</extracomment>
      <source>The changed clip or image.</source>
      <translation>Der geänderte Clip oder das geänderte Bild.</translation>
    </message>
    <message>
      <extracomment>node shotloom.resize</extracomment>
      <source>The new size; empty takes the document's.</source>
      <translation>Die neue Größe; leer nimmt die des Dokuments.</translation>
    </message>
    <message>
      <extracomment>node shotloom.resize</extracomment>
      <source>What happens where the shapes differ: cut edges off, add black bars, or stretch.</source>
      <translation>Was geschieht, wo die Formate verschieden sind: Ränder abschneiden, schwarze Balken hinzufügen oder strecken.</translation>
    </message>
    <message>
      <extracomment>node shotloom.resize</extracomment>
      <source>Fill (cut edges off)</source>
      <translation>Füllen (Ränder abschneiden)</translation>
    </message>
    <message>
      <extracomment>node shotloom.resize</extracomment>
      <source>Fit (black bars)</source>
      <translation>Einpassen (schwarze Balken)</translation>
    </message>
    <message>
      <extracomment>node shotloom.resize</extracomment>
      <source>Stretch</source>
      <translation>Strecken</translation>
    </message>
    <message>
      <extracomment>node shotloom.crop</extracomment>
      <source>Crop</source>
      <translation>Zuschneiden</translation>
    </message>
    <message>
      <extracomment>node shotloom.crop</extracomment>
      <source>Cuts a rectangle out of a clip or image.</source>
      <translation>Schneidet ein Rechteck aus einem Clip oder Bild.</translation>
    </message>
    <message>
      <extracomment>node shotloom.crop</extracomment>
      <source>frame</source>
      <translation>Bildausschnitt</translation>
    </message>
    <message>
      <extracomment>node shotloom.crop</extracomment>
      <source>zoom</source>
      <translation>zoomen</translation>
    </message>
    <message>
      <extracomment>node shotloom.crop</extracomment>
      <source>aspect</source>
      <translation>Seitenverhältnis</translation>
    </message>
    <message>
      <extracomment>node shotloom.crop</extracomment>
      <source>trim edges</source>
      <translation>Ränder beschneiden</translation>
    </message>
    <message>
      <extracomment>node shotloom.crop</extracomment>
      <source>Across</source>
      <translation>Waagerecht</translation>
    </message>
    <message>
      <extracomment>node shotloom.crop</extracomment>
      <source>A number that overrides: Where the crop lies from left (0) to right (1).</source>
      <translation>Eine Zahl, die vorgeht: Wo der Ausschnitt liegt, von links (0) bis rechts (1).</translation>
    </message>
    <message>
      <extracomment>node shotloom.crop</extracomment>
      <source>Down</source>
      <translation>Senkrecht</translation>
    </message>
    <message>
      <extracomment>node shotloom.crop</extracomment>
      <source>A number that overrides: Where the crop lies from top (0) to bottom (1).</source>
      <translation>Eine Zahl, die vorgeht: Wo der Ausschnitt liegt, von oben (0) bis unten (1).</translation>
    </message>
    <message>
      <extracomment>node shotloom.crop</extracomment>
      <source>The size of the rectangle; empty takes the largest one of the document's shape.</source>
      <translation>Die Größe des Rechtecks; leer nimmt das größte im Format des Dokuments.</translation>
    </message>
    <message>
      <extracomment>node shotloom.crop</extracomment>
      <source>Where the crop lies from left (0) to right (1).</source>
      <translation>Wo der Ausschnitt liegt, von links (0) bis rechts (1).</translation>
    </message>
    <message>
      <extracomment>node shotloom.crop</extracomment>
      <source>Where the crop lies from top (0) to bottom (1).</source>
      <translation>Wo der Ausschnitt liegt, von oben (0) bis unten (1).</translation>
    </message>
    <message>
      <extracomment>node shotloom.frame</extracomment>
      <source>Takes one frame of a clip as an image.</source>
      <translation>Nimmt einen Frame eines Clips als Bild.</translation>
    </message>
    <message>
      <extracomment>node shotloom.frame</extracomment>
      <source>grab</source>
      <translation>greifen</translation>
    </message>
    <message>
      <extracomment>node shotloom.frame</extracomment>
      <source>still</source>
      <translation>Standbild</translation>
    </message>
    <message>
      <extracomment>node shotloom.frame</extracomment>
      <source>screenshot</source>
      <translation>Bildschirmfoto</translation>
    </message>
    <message>
      <extracomment>node shotloom.frame</extracomment>
      <source>extract</source>
      <translation>entnehmen</translation>
    </message>
    <message>
      <extracomment>node shotloom.frame</extracomment>
      <source>The clip to take a frame of.</source>
      <translation>Der Clip, aus dem ein Frame genommen wird.</translation>
    </message>
    <message>
      <extracomment>node shotloom.frame</extracomment>
      <source>A number that overrides: The moment as a time from the start of the clip.</source>
      <translation>Eine Zahl, die vorgeht: Der Moment als Zeit ab Anfang des Clips.</translation>
    </message>
    <message>
      <extracomment>node shotloom.frame</extracomment>
      <source>A number that overrides: The moment as a frame of the clip; 0 is the first, -1 the last.</source>
      <translation>Eine Zahl, die vorgeht: Der Moment als Frame des Clips; 0 ist der erste, -1 der letzte.</translation>
    </message>
    <message>
      <extracomment>node shotloom.frame</extracomment>
      <source>The frame.</source>
      <translation>Der Frame.</translation>
    </message>
    <message>
      <extracomment>node shotloom.frame</extracomment>
      <source>Whether the moment of the clip is given as a time or as a frame.</source>
      <translation>Ob der Moment des Clips als Zeit oder als Frame angegeben ist.</translation>
    </message>
    <message>
      <extracomment>node shotloom.frame</extracomment>
      <source>The moment as a time from the start of the clip.</source>
      <translation>Der Moment als Zeit ab Anfang des Clips.</translation>
    </message>
    <message>
      <extracomment>node shotloom.frame</extracomment>
      <source>The moment as a frame of the clip; 0 is the first, -1 the last.</source>
      <translation>Der Moment als Frame des Clips; 0 ist der erste, -1 der letzte.</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>Writes text over a clip, fading in and out. Best after Finish, where letters are sharp.</source>
      <translation>Schreibt Text über einen Clip, der ein- und ausblendet. Am besten nach Endfassung, wo Buchstaben scharf sind.</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>subtitle</source>
      <translation>Untertitel</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>credits</source>
      <translation>Abspann</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>name</source>
      <translation>Name</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>overlay</source>
      <translation>Einblendung</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>font</source>
      <translation>Schriftart</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>The clip to write on.</source>
      <translation>Der Clip, auf den geschrieben wird.</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>The clip with the title.</source>
      <translation>Der Clip mit dem Titel.</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>The words; a new line starts a new line.</source>
      <translation>Die Wörter; eine neue Zeile beginnt eine neue Zeile.</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>up to 400 characters</source>
      <translation>bis zu 400 Zeichen</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>Position</source>
      <translation>Position</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>Where the text stands, inside the safe margin.</source>
      <translation>Wo der Text steht, innerhalb des sicheren Rands.</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>Top</source>
      <translation>Oben</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>Centre</source>
      <translation>Mitte</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>Bottom</source>
      <translation>Unten</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>Top left</source>
      <translation>Oben links</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>Top right</source>
      <translation>Oben rechts</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>Bottom left</source>
      <translation>Unten links</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>Bottom right</source>
      <translation>Unten rechts</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>The height of a line of text as a part of the picture's height.</source>
      <translation>Die Höhe einer Textzeile als Teil der Bildhöhe.</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>% of height</source>
      <translation>% der Höhe</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>2 to 50</source>
      <translation>2 bis 50</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>Weight</source>
      <translation>Schriftstärke</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>How bold the letters are.</source>
      <translation>Wie fett die Buchstaben sind.</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>Regular</source>
      <translation>Normal</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>Semibold</source>
      <translation>Halbfett</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>The colour of the letters.</source>
      <translation>Die Farbe der Buchstaben.</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>#rrggbb</source>
      <translation>#rrggbb</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>How much of the picture the letters cover: 1 all, 0 nothing.</source>
      <translation>Wie sehr die Buchstaben das Bild verdecken: 1 ganz, 0 gar nicht.</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>When the title begins to appear.</source>
      <translation>Wann der Titel zu erscheinen beginnt.</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>When the title has gone; 0 is the clip's end.</source>
      <translation>Wann der Titel verschwunden ist; 0 ist das Ende des Clips.</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>How long the title takes to appear.</source>
      <translation>Wie lange der Titel zum Erscheinen braucht.</translation>
    </message>
    <message>
      <extracomment>node shotloom.title</extracomment>
      <source>How long the title takes to go.</source>
      <translation>Wie lange der Titel zum Verschwinden braucht.</translation>
    </message>
    <message>
      <extracomment>node shotloom.upscale</extracomment>
      <source>Upscale</source>
      <translation>Hochskalieren</translation>
    </message>
    <message>
      <extracomment>node shotloom.upscale</extracomment>
      <source>Finish</source>
      <translation>Endfassung</translation>
    </message>
    <message>
      <extracomment>node shotloom.upscale</extracomment>
      <source>Makes a clip or image two, three or four times as large.</source>
      <translation>Macht einen Clip oder ein Bild zwei-, drei- oder viermal so groß.</translation>
    </message>
    <message>
      <extracomment>node shotloom.upscale</extracomment>
      <source>enlarge</source>
      <translation>vergrößern</translation>
    </message>
    <message>
      <extracomment>node shotloom.upscale</extracomment>
      <source>super resolution</source>
      <translation>Superauflösung</translation>
    </message>
    <message>
      <extracomment>node shotloom.upscale</extracomment>
      <source>esrgan</source>
      <translation>ESRGAN</translation>
    </message>
    <message>
      <extracomment>node shotloom.upscale</extracomment>
      <source>bigger</source>
      <translation>größer</translation>
    </message>
    <message>
      <extracomment>node shotloom.upscale</extracomment>
      <source>sharpen</source>
      <translation>schärfen</translation>
    </message>
    <message>
      <extracomment>node shotloom.upscale</extracomment>
      <source>hd</source>
      <translation>HD</translation>
    </message>
    <message>
      <extracomment>node shotloom.upscale</extracomment>
      <source>Factor</source>
      <translation>Faktor</translation>
    </message>
    <message>
      <extracomment>node shotloom.upscale</extracomment>
      <source>How many times as wide and high the picture becomes.</source>
      <translation>Wievielmal so breit und hoch das Bild wird.</translation>
    </message>
    <message>
      <extracomment>node shotloom.upscale</extracomment>
      <source>Method</source>
      <translation>Verfahren</translation>
    </message>
    <message>
      <extracomment>node shotloom.upscale</extracomment>
      <source>Detail invents clean edges and textures; Lanczos only enlarges, softly and fast.</source>
      <translation>Detail erfindet klare Kanten und Strukturen; Lanczos vergrößert nur, weich und schnell.</translation>
    </message>
    <message>
      <extracomment>node shotloom.upscale</extracomment>
      <source>Detail</source>
      <translation>Detail</translation>
    </message>
    <message>
      <extracomment>node shotloom.upscale</extracomment>
      <source>Lanczos</source>
      <translation>Lanczos</translation>
    </message>
    <message>
      <extracomment>node shotloom.upscale</extracomment>
      <source>Small tiles</source>
      <translation>Kleine Kacheln</translation>
    </message>
    <message>
      <extracomment>node shotloom.upscale</extracomment>
      <source>Upscale in the smallest pieces: needs least memory and takes longer. Otherwise pieces get smaller only when memory runs out.</source>
      <translation>In kleinsten Stücken hochskalieren: braucht am wenigsten Speicher und dauert länger. Sonst werden die Stücke nur kleiner, wenn der Speicher ausgeht.</translation>
    </message>
    <message>
      <extracomment>node shotloom.interpolate</extracomment>
      <source>Interpolate</source>
      <translation>Zwischenbilder</translation>
    </message>
    <message>
      <extracomment>node shotloom.interpolate</extracomment>
      <source>Computes frames in between along the motion: the same duration at two or four times the rate.</source>
      <translation>Berechnet Zwischenbilder entlang der Bewegung: gleiche Dauer bei doppelter oder vierfacher Bildrate.</translation>
    </message>
    <message>
      <extracomment>node shotloom.interpolate</extracomment>
      <source>smooth</source>
      <translation>glätten</translation>
    </message>
    <message>
      <extracomment>node shotloom.interpolate</extracomment>
      <source>frame rate</source>
      <translation>Bildrate</translation>
    </message>
    <message>
      <extracomment>node shotloom.interpolate</extracomment>
      <source>fps</source>
      <translation>FPS</translation>
    </message>
    <message>
      <extracomment>node shotloom.interpolate</extracomment>
      <source>tween</source>
      <translation>Zwischenphasen</translation>
    </message>
    <message>
      <extracomment>node shotloom.interpolate</extracomment>
      <source>optical flow</source>
      <translation>optischer Fluss</translation>
    </message>
    <message>
      <extracomment>node shotloom.interpolate</extracomment>
      <source>The clip to smooth.</source>
      <translation>Der Clip, der geglättet wird.</translation>
    </message>
    <message>
      <extracomment>node shotloom.interpolate</extracomment>
      <source>The clip at the higher rate.</source>
      <translation>Der Clip mit der höheren Bildrate.</translation>
    </message>
    <message>
      <extracomment>node shotloom.interpolate</extracomment>
      <source>How many times as many frames per second the clip gets.</source>
      <translation>Wievielmal so viele Frames pro Sekunde der Clip bekommt.</translation>
    </message>
    <message>
      <extracomment>node shotloom.finish</extracomment>
      <source>Brings a clip to the document's size and rate in one go: upscale, smooth the motion, fit.</source>
      <translation>Bringt einen Clip in einem Zug auf Größe und Bildrate des Dokuments: hochskalieren, Bewegung glätten, einpassen.</translation>
    </message>
    <message>
      <extracomment>node shotloom.finish</extracomment>
      <source>master</source>
      <translation>Master</translation>
    </message>
    <message>
      <extracomment>node shotloom.finish</extracomment>
      <source>final</source>
      <translation>fertigstellen</translation>
    </message>
    <message>
      <extracomment>node shotloom.finish</extracomment>
      <source>delivery</source>
      <translation>Abgabe</translation>
    </message>
    <message>
      <extracomment>node shotloom.finish</extracomment>
      <source>upscale</source>
      <translation>hochskalieren</translation>
    </message>
    <message>
      <extracomment>node shotloom.finish</extracomment>
      <source>quality</source>
      <translation>Qualität</translation>
    </message>
    <message>
      <extracomment>node shotloom.finish</extracomment>
      <source>full size</source>
      <translation>volle Größe</translation>
    </message>
    <message>
      <extracomment>node shotloom.finish</extracomment>
      <source>The clip to finish.</source>
      <translation>Der Clip, der fertig werden soll.</translation>
    </message>
    <message>
      <extracomment>node shotloom.finish</extracomment>
      <source>The clip at full size and rate.</source>
      <translation>Der Clip in voller Größe und Bildrate.</translation>
    </message>
    <message>
      <extracomment>node shotloom.finish</extracomment>
      <source>How much is upscaled before the picture is fitted; automatic takes what the size needs.</source>
      <translation>Wie viel hochskaliert wird, bevor das Bild eingepasst wird; Automatisch nimmt, was die Größe braucht.</translation>
    </message>
    <message>
      <extracomment>node shotloom.finish</extracomment>
      <source>Compute frames in between where the rate rises; otherwise frames are shown longer.</source>
      <translation>Zwischenbilder berechnen, wo die Bildrate steigt; sonst werden Frames länger gezeigt.</translation>
    </message>
    <message>
      <extracomment>node shotloom.finish</extracomment>
      <source>The final size; empty takes the document's.</source>
      <translation>Die endgültige Größe; leer nimmt die des Dokuments.</translation>
    </message>
    <message>
      <extracomment>node shotloom.finish</extracomment>
      <source>The final rate; empty takes the document's.</source>
      <translation>Die endgültige Bildrate; leer nimmt die des Dokuments.</translation>
    </message>
    <message>
      <extracomment>node shotloom.seed</extracomment>
      <source>Values</source>
      <translation>Werte</translation>
    </message>
    <message>
      <extracomment>node shotloom.seed</extracomment>
      <source>One seed for several nodes. Each further take of a request counts it up by one.</source>
      <translation>Ein Startwert für mehrere Knoten. Jeder weitere Take eines Auftrags zählt ihn um eins hoch.</translation>
    </message>
    <message>
      <extracomment>node shotloom.seed</extracomment>
      <source>random</source>
      <translation>Zufall</translation>
    </message>
    <message>
      <extracomment>node shotloom.seed</extracomment>
      <source>dice</source>
      <translation>Würfel</translation>
    </message>
    <message>
      <extracomment>node shotloom.seed</extracomment>
      <source>noise</source>
      <translation>Rauschen</translation>
    </message>
    <message>
      <extracomment>node shotloom.seed</extracomment>
      <source>variation</source>
      <translation>Variation</translation>
    </message>
    <message>
      <extracomment>node shotloom.seed</extracomment>
      <source>The seed.</source>
      <translation>Der Startwert.</translation>
    </message>
    <message>
      <extracomment>node shotloom.seed</extracomment>
      <source>Where the noise comes from: the same seed gives the same frames.</source>
      <translation>Woher das Rauschen kommt: Derselbe Startwert ergibt dieselben Frames.</translation>
    </message>
    <message>
      <extracomment>node shotloom.number</extracomment>
      <source>One number for several nodes, such as a duration or a strength.</source>
      <translation>Eine Zahl für mehrere Knoten, etwa eine Dauer oder eine Stärke.</translation>
    </message>
    <message>
      <extracomment>node shotloom.number</extracomment>
      <source>value</source>
      <translation>Wert</translation>
    </message>
    <message>
      <extracomment>node shotloom.number</extracomment>
      <source>constant</source>
      <translation>Konstante</translation>
    </message>
    <message>
      <extracomment>node shotloom.number</extracomment>
      <source>float</source>
      <translation>Kommazahl</translation>
    </message>
    <message>
      <extracomment>node shotloom.number</extracomment>
      <source>integer</source>
      <translation>Ganzzahl</translation>
    </message>
    <message>
      <extracomment>node shotloom.number</extracomment>
      <source>slider</source>
      <translation>Regler</translation>
    </message>
    <message>
      <extracomment>node shotloom.number</extracomment>
      <source>The number.</source>
      <translation>Die Zahl.</translation>
    </message>
    <message>
      <extracomment>node shotloom.number</extracomment>
      <source>Value</source>
      <translation>Wert</translation>
    </message>
    <message>
      <extracomment>node shotloom.number</extracomment>
      <source>The number; where whole numbers are needed it must be whole.</source>
      <translation>Die Zahl; wo ganze Zahlen nötig sind, muss sie ganz sein.</translation>
    </message>
    <message>
      <extracomment>node shotloom.number</extracomment>
      <source>-1e+06 to 1e+06</source>
      <translation>-1e+06 bis 1e+06</translation>
    </message>
    <message>
      <extracomment>node shotloom.switch</extracomment>
      <source>Switch</source>
      <translation>Umschalter</translation>
    </message>
    <message>
      <extracomment>node shotloom.switch</extracomment>
      <source>Layout</source>
      <translation>Aufbau</translation>
    </message>
    <message>
      <extracomment>node shotloom.switch</extracomment>
      <source>Lets one of several inputs through, to compare versions without rewiring.</source>
      <translation>Lässt einen von mehreren Eingängen durch, um Fassungen ohne neues Verbinden zu vergleichen.</translation>
    </message>
    <message>
      <extracomment>node shotloom.switch</extracomment>
      <source>choose</source>
      <translation>wählen</translation>
    </message>
    <message>
      <extracomment>node shotloom.switch</extracomment>
      <source>select</source>
      <translation>auswählen</translation>
    </message>
    <message>
      <extracomment>node shotloom.switch</extracomment>
      <source>if</source>
      <translation>wenn</translation>
    </message>
    <message>
      <extracomment>node shotloom.switch</extracomment>
      <source>option</source>
      <translation>Möglichkeit</translation>
    </message>
    <message>
      <extracomment>node shotloom.switch</extracomment>
      <source>version</source>
      <translation>Fassung</translation>
    </message>
    <message>
      <extracomment>node shotloom.switch</extracomment>
      <source>compare</source>
      <translation>vergleichen</translation>
    </message>
    <message>
      <extracomment>node shotloom.switch</extracomment>
      <source>router</source>
      <translation>Weiche</translation>
    </message>
    <message>
      <extracomment>node shotloom.switch</extracomment>
      <source>All of one kind, in order.</source>
      <translation>Alle von einer Art, der Reihe nach.</translation>
    </message>
    <message>
      <extracomment>node shotloom.switch</extracomment>
      <source>Choose</source>
      <translation>Wahl</translation>
    </message>
    <message>
      <extracomment>node shotloom.switch</extracomment>
      <source>A number that overrides: Which of the linked inputs goes through; 1 is the first.</source>
      <translation>Eine Zahl, die vorgeht: Welcher der verbundenen Eingänge durchgeht; 1 ist der erste.</translation>
    </message>
    <message>
      <extracomment>node shotloom.switch</extracomment>
      <source>Output</source>
      <translation>Ausgabe</translation>
    </message>
    <message>
      <extracomment>node shotloom.switch</extracomment>
      <source>The chosen input.</source>
      <translation>Der gewählte Eingang.</translation>
    </message>
    <message>
      <extracomment>node shotloom.switch</extracomment>
      <source>Which of the linked inputs goes through; 1 is the first.</source>
      <translation>Welcher der verbundenen Eingänge durchgeht; 1 ist der erste.</translation>
    </message>
    <message>
      <extracomment>node shotloom.switch</extracomment>
      <source>1 to 32</source>
      <translation>1 bis 32</translation>
    </message>
    <message>
      <extracomment>node shotloom.reroute</extracomment>
      <source>Reroute</source>
      <translation>Punkt</translation>
    </message>
    <message>
      <extracomment>node shotloom.reroute</extracomment>
      <source>A dot that leads a link around other nodes.</source>
      <translation>Ein Punkt, der eine Verbindung um andere Knoten führt.</translation>
    </message>
    <message>
      <extracomment>node shotloom.reroute</extracomment>
      <source>dot</source>
      <translation>Punkt</translation>
    </message>
    <message>
      <extracomment>node shotloom.reroute</extracomment>
      <source>elbow</source>
      <translation>Knick</translation>
    </message>
    <message>
      <extracomment>node shotloom.reroute</extracomment>
      <source>wire</source>
      <translation>Draht</translation>
    </message>
    <message>
      <extracomment>node shotloom.reroute</extracomment>
      <source>pin</source>
      <translation>Stecknadel</translation>
    </message>
    <message>
      <extracomment>node shotloom.reroute</extracomment>
      <source>Input</source>
      <translation>Eingang</translation>
    </message>
    <message>
      <extracomment>node shotloom.reroute</extracomment>
      <source>Anything.</source>
      <translation>Beliebiges.</translation>
    </message>
    <message>
      <extracomment>node shotloom.reroute</extracomment>
      <source>The same.</source>
      <translation>Dasselbe.</translation>
    </message>
    <message>
      <extracomment>node shotloom.note</extracomment>
      <source>A note for whoever opens the graph; it changes nothing.</source>
      <translation>Eine Notiz für alle, die den Graphen öffnen; sie ändert nichts.</translation>
    </message>
    <message>
      <extracomment>node shotloom.note</extracomment>
      <source>comment</source>
      <translation>Kommentar</translation>
    </message>
    <message>
      <extracomment>node shotloom.note</extracomment>
      <source>sticky</source>
      <translation>Klebezettel</translation>
    </message>
    <message>
      <extracomment>node shotloom.note</extracomment>
      <source>remark</source>
      <translation>Anmerkung</translation>
    </message>
    <message>
      <extracomment>node shotloom.note</extracomment>
      <source>readme</source>
      <translation>Liesmich</translation>
    </message>
    <message>
      <extracomment>node shotloom.note</extracomment>
      <source>What you want to say.</source>
      <translation>Was du sagen möchtest.</translation>
    </message>
    <message>
      <extracomment>node shotloom.shot</extracomment>
      <source>A place in the film: every render adds a take, and the timeline shows the one you picked.</source>
      <translation>Ein Platz im Film: Jedes Rendern fügt einen Take hinzu, und die Zeitleiste zeigt den gewählten.</translation>
    </message>
    <message>
      <extracomment>node shotloom.shot</extracomment>
      <source>scene</source>
      <translation>Szene</translation>
    </message>
    <message>
      <extracomment>node shotloom.shot</extracomment>
      <source>take</source>
      <translation>Take</translation>
    </message>
    <message>
      <extracomment>node shotloom.shot</extracomment>
      <source>timeline</source>
      <translation>Zeitleiste</translation>
    </message>
    <message>
      <extracomment>node shotloom.shot</extracomment>
      <source>result</source>
      <translation>Ergebnis</translation>
    </message>
    <message>
      <extracomment>node shotloom.shot</extracomment>
      <source>output</source>
      <translation>Ausgabe</translation>
    </message>
    <message>
      <extracomment>node shotloom.shot</extracomment>
      <source>The clip of this shot, or an image to hold.</source>
      <translation>Der Clip dieses Shots oder ein Bild, das stehen bleibt.</translation>
    </message>
    <message>
      <extracomment>node shotloom.shot</extracomment>
      <source>The picked take, or what comes in while there is none.</source>
      <translation>Der gewählte Take oder, solange es keinen gibt, was hereinkommt.</translation>
    </message>
    <message>
      <extracomment>node shotloom.shot</extracomment>
      <source>Hold</source>
      <translation>Halten</translation>
    </message>
    <message>
      <extracomment>node shotloom.shot</extracomment>
      <source>How long an image is shown; a clip keeps its own duration.</source>
      <translation>Wie lange ein Bild gezeigt wird; ein Clip behält seine eigene Dauer.</translation>
    </message>
    <message>
      <extracomment>node shotloom.shot</extracomment>
      <source>The name of the file without folder and ending; {stem}, {shot}, {take} and {seed} are filled in.</source>
      <translation>Der Name der Datei ohne Ordner und Endung; {stem}, {shot}, {take} und {seed} werden eingesetzt.</translation>
    </message>
    <message>
      <extracomment>node shotloom.shot</extracomment>
      <source>letters, digits, spaces and . _ - + ( ) [ ] with {stem}, {shot}, {take}, {seed}</source>
      <translation>Buchstaben, Ziffern, Leerzeichen und . _ - + ( ) [ ] mit {stem}, {shot}, {take}, {seed}</translation>
    </message>
    <message>
      <extracomment>node shotloom.save_clip</extracomment>
      <source>Save Clip</source>
      <translation>Clip speichern</translation>
    </message>
    <message>
      <extracomment>node shotloom.save_clip</extracomment>
      <source>Saves a clip as a file of its own, without a place in the film.</source>
      <translation>Speichert einen Clip als eigene Datei, ohne Platz im Film.</translation>
    </message>
    <message>
      <extracomment>node shotloom.save_clip</extracomment>
      <source>export</source>
      <translation>exportieren</translation>
    </message>
    <message>
      <extracomment>node shotloom.save_clip</extracomment>
      <source>write</source>
      <translation>schreiben</translation>
    </message>
    <message>
      <extracomment>node shotloom.save_clip</extracomment>
      <source>The clip to save.</source>
      <translation>Der Clip, der gespeichert wird.</translation>
    </message>
    <message>
      <extracomment>node shotloom.save_image</extracomment>
      <source>Save Image</source>
      <translation>Bild speichern</translation>
    </message>
    <message>
      <extracomment>node shotloom.save_image</extracomment>
      <source>Saves an image as a file.</source>
      <translation>Speichert ein Bild als Datei.</translation>
    </message>
    <message>
      <extracomment>node shotloom.save_image</extracomment>
      <source>The image to save.</source>
      <translation>Das Bild, das gespeichert wird.</translation>
    </message>
    <message>
      <extracomment>step encode_text</extracomment>
      <source>Read the prompt</source>
      <translation>Prompt lesen</translation>
    </message>
    <message>
      <extracomment>step encode_frames</extracomment>
      <source>Encode frames</source>
      <translation>Bilder kodieren</translation>
    </message>
    <message>
      <extracomment>step decode</extracomment>
      <source>Decode frames</source>
      <translation>Bilder dekodieren</translation>
    </message>
    <message>
      <extracomment>step read_clip</extracomment>
      <source>Read clip</source>
      <translation>Clip lesen</translation>
    </message>
    <message>
      <extracomment>step read_image</extracomment>
      <source>Read image</source>
      <translation>Bild lesen</translation>
    </message>
    <message>
      <extracomment>step retime</extracomment>
      <source>Retime</source>
      <translation>Zeit ändern</translation>
    </message>
    <message>
      <extracomment>step blank</extracomment>
      <source>Black</source>
      <translation>Schwarz</translation>
    </message>
    <message>
      <extracomment>step hold</extracomment>
      <source>Hold image</source>
      <translation>Bild halten</translation>
    </message>
    <message>
      <extracomment>step grab</extracomment>
      <source>Grab frame</source>
      <translation>Einzelbild entnehmen</translation>
    </message>
    <message>
      <extracomment>step encode</extracomment>
      <source>Encode file</source>
      <translation>Datei kodieren</translation>
    </message>
    <message>
      <extracomment>preset h264</extracomment>
      <source>H.264</source>
      <translation>H.264</translation>
    </message>
    <message>
      <extracomment>preset h264</extracomment>
      <source>Plays everywhere.</source>
      <translation>Läuft überall.</translation>
    </message>
    <message>
      <extracomment>preset web</extracomment>
      <source>Web 1080p</source>
      <translation>Web 1080p</translation>
    </message>
    <message>
      <extracomment>preset web</extracomment>
      <source>H.264 of at most 1080 lines, for sites and mail.</source>
      <translation>H.264 mit höchstens 1080 Zeilen, für Webseiten und Post.</translation>
    </message>
    <message>
      <extracomment>preset draft</extracomment>
      <source>Draft 540p</source>
      <translation>Entwurf 540p</translation>
    </message>
    <message>
      <extracomment>preset draft</extracomment>
      <source>Small and quick, to be looked at.</source>
      <translation>Klein und schnell, zum Ansehen.</translation>
    </message>
    <message>
      <extracomment>preset h265</extracomment>
      <source>H.265</source>
      <translation>H.265</translation>
    </message>
    <message>
      <extracomment>preset h265</extracomment>
      <source>Half the size of H.264, for recent players.</source>
      <translation>Halb so groß wie H.264, für neuere Player.</translation>
    </message>
    <message>
      <extracomment>preset av1</extracomment>
      <source>AV1</source>
      <translation>AV1</translation>
    </message>
    <message>
      <extracomment>preset av1</extracomment>
      <source>The smallest file; browsers and recent players read it.</source>
      <translation>Die kleinste Datei; Browser und neuere Player lesen sie.</translation>
    </message>
    <message>
      <extracomment>preset prores</extracomment>
      <source>ProRes 422 HQ</source>
      <translation>ProRes 422 HQ</translation>
    </message>
    <message>
      <extracomment>preset prores</extracomment>
      <source>A master for other editors.</source>
      <translation>Ein Master für andere Schnittprogramme.</translation>
    </message>
    <message>
      <extracomment>preset dnxhr</extracomment>
      <source>DNxHR HQ</source>
      <translation>DNxHR HQ</translation>
    </message>
    <message>
      <extracomment>preset dnxhr</extracomment>
      <source>A master for Avid and Resolve.</source>
      <translation>Ein Master für Avid und Resolve.</translation>
    </message>
    <message>
      <extracomment>preset ffv1</extracomment>
      <source>FFV1</source>
      <translation>FFV1</translation>
    </message>
    <message>
      <extracomment>preset ffv1</extracomment>
      <source>Lossless: every pixel as the viewer shows it.</source>
      <translation>Verlustfrei: jedes Pixel, wie der Betrachter es zeigt.</translation>
    </message>
    <message>
      <extracomment>preset png</extracomment>
      <source>PNG sequence</source>
      <translation>PNG-Folge</translation>
    </message>
    <message>
      <extracomment>preset png</extracomment>
      <source>One numbered picture per frame, lossless.</source>
      <translation>Ein nummeriertes Bild je Frame, verlustfrei.</translation>
    </message>
    <message>
      <extracomment>preset gif</extracomment>
      <source>GIF</source>
      <translation>GIF</translation>
    </message>
    <message>
      <extracomment>preset gif</extracomment>
      <source>An animation of 256 colours that loops.</source>
      <translation>Eine Animation in 256 Farben, die sich wiederholt.</translation>
    </message>
    <message>
      <extracomment>preset webp</extracomment>
      <source>WebP</source>
      <translation>WebP</translation>
    </message>
    <message>
      <extracomment>preset webp</extracomment>
      <source>An animation that loops, smaller than a GIF.</source>
      <translation>Eine Animation, die sich wiederholt, kleiner als ein GIF.</translation>
    </message>
    <message>
      <extracomment>preset still</extracomment>
      <source>One frame as a picture.</source>
      <translation>Ein Frame als Bild.</translation>
    </message>
  </context>
</TS>
