import { CANNOT_START } from './cannot-start.ts'
import type { BarWords } from './shape.ts'

export const german: BarWords = {
  language: 'de',
  region: 'Bildschirmaufzeichnung',
  recording: 'Aufzeichnung für {company}',
  recordingHere: 'Aufzeichnung für {company}, nur auf dieser Seite',
  paused: 'Aufzeichnung pausiert',
  recordingShort: 'Aufzeichnung',
  pausedShort: 'Pausiert',
  pause: 'Pause',
  resume: 'Fortsetzen',
  stop: 'Stoppen',
  move: 'Mit den Pfeiltasten verschieben',
  fold: 'Verkleinern',
  grow: '{state}. Bedienelemente zeigen',
  stored: { one: '{count} Ereignis gespeichert', other: 'Alle {count} Ereignisse gespeichert' },
  sending: { one: '{count} Ereignis unterwegs', other: '{count} Ereignisse unterwegs' },
  keptOnDevice: {
    one: 'Offline: {count} Ereignis bleibt auf diesem Gerät, bis die Verbindung wieder da ist',
    other: 'Offline: {count} Ereignisse bleiben auf diesem Gerät, bis die Verbindung wieder da ist',
  },
  keptInPage: {
    one: 'Offline: {count} Ereignis bleibt in dieser Seite, bis die Verbindung wieder da ist',
    other: 'Offline: {count} Ereignisse bleiben in dieser Seite, bis die Verbindung wieder da ist',
  },
  storedShort: '{count} gespeichert',
  sendingShort: '{count} unterwegs',
  keptShort: '{count} behalten',
  watching: {
    one: '{name} sieht zu',
    two: '{name} und {other} sehen zu',
    more: { other: '{name} und {count} weitere Personen sehen zu' },
    unnamed: { one: '{count} Person sieht zu', other: '{count} Personen sehen zu' },
    nobody: 'Jetzt sieht niemand mehr zu',
  },
  concerns: {
    'nothing-stored': {
      short: 'Noch nichts aufgezeichnet',
      full: 'Von dieser Seite ist beim Support noch nichts angekommen. Sie können es dort melden oder Ihren Link noch einmal öffnen.',
    },
    'no-picture': {
      short: 'Der Support sieht diese Seite nicht',
      full: 'Der Support sieht diese Seite nicht. Ihre Klicks und die Fehler auf der Seite werden aufgezeichnet.',
    },
    'all-masked': {
      short: 'Aufzeichnung, alles verdeckt',
      full: 'Der Support sieht diese Seite, aber alles darauf ist verdeckt.',
    },
    'part-missing': {
      short: 'Ein Teil wird nicht aufgezeichnet',
      full: 'Ein Teil von dem, was auf dieser Seite geschieht, wird nicht aufgezeichnet.',
    },
    'memory-only': {
      short: 'Aufzeichnung nur auf dieser Seite',
      full: 'Dieser Browser behält nichts für später: Was beim Verlassen der Seite noch nicht gesendet ist, geht verloren.',
    },
  },
  failed: 'Auf dieser Seite wird nichts aufgezeichnet, weil die Aufzeichnung hier nicht starten konnte.',
  over: {
    customer:
      'Sie haben die Aufzeichnung gestoppt. Es wird nichts mehr gesendet. Öffnen Sie Ihren Link noch einmal in diesem Browser, um sie anzusehen oder zu löschen.',
    idle: 'Die Aufzeichnung wurde gestoppt, weil eine Weile nichts geschah.',
    limit: 'Die Aufzeichnung wurde gestoppt, weil die längste Dauer erreicht ist.',
    'site-refused':
      'Die Aufzeichnung wurde gestoppt, weil die Datenschutz-Einstellungen dieser Website sie jetzt verbieten.',
    agent: 'Der Support hat die Aufzeichnung beendet.',
    revoked: 'Der Support hat die Aufzeichnung beendet.',
    'bar-removed': 'Die Aufzeichnung wurde beendet, weil diese Seite ihre Bedienleiste nicht stehen lässt.',
    away: 'Die Aufzeichnung ist beendet.',
    'never-started': 'Die Aufzeichnung ist beendet.',
  },
  refused: 'Die Aufzeichnung wurde gestoppt, weil der Server sie nicht annimmt.',
  forbidden: 'Es wird nichts aufgezeichnet, weil die Datenschutz-Einstellungen dieser Website es verbieten.',
  cannotStart: CANNOT_START.de,
}
