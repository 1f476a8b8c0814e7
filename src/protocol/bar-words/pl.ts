import type { BarWords } from './shape.ts'

export const polish: BarWords = {
  language: 'pl',
  region: 'Nagrywanie ekranu',
  recording: 'Nagrywanie dla: {company}',
  recordingHere: 'Nagrywanie dla: {company}, tylko na tej stronie',
  paused: 'Nagrywanie wstrzymane',
  pause: 'Wstrzymaj',
  resume: 'Wznów',
  stop: 'Przerwij',
  move: 'Przesuń klawiszami strzałek',
  fold: 'Zmniejsz',
  grow: '{state}. Pokaż przyciski',
  stored: {
    one: 'Zapisano {count} zdarzenie',
    few: 'Zapisano wszystkie {count} zdarzenia',
    other: 'Zapisano wszystkie {count} zdarzeń',
  },
  sending: {
    one: '{count} zdarzenie w drodze',
    few: '{count} zdarzenia w drodze',
    other: '{count} zdarzeń w drodze',
  },
  keptOnDevice: {
    one: 'Offline: {count} zdarzenie czeka na tym urządzeniu na powrót połączenia',
    few: 'Offline: {count} zdarzenia czekają na tym urządzeniu na powrót połączenia',
    other: 'Offline: {count} zdarzeń czeka na tym urządzeniu na powrót połączenia',
  },
  keptInPage: {
    one: 'Offline: {count} zdarzenie czeka na tej stronie na powrót połączenia',
    few: 'Offline: {count} zdarzenia czekają na tej stronie na powrót połączenia',
    other: 'Offline: {count} zdarzeń czeka na tej stronie na powrót połączenia',
  },
  storedShort: 'zapisano {count}',
  sendingShort: '{count} w drodze',
  keptShort: '{count} czeka',
  watching: {
    one: '{name} ogląda',
    two: '{name} i {other} oglądają',
    more: {
      few: '{name} i {count} inne osoby oglądają',
      other: '{name} i {count} innych osób ogląda',
    },
    unnamed: {
      one: 'Ogląda {count} osoba',
      few: 'Oglądają {count} osoby',
      other: 'Ogląda {count} osób',
    },
    nobody: 'Teraz nikt nie ogląda',
  },
  over: {
    customer:
      'Nagrywanie zostało przez Ciebie przerwane. Nic więcej nie jest wysyłane. Otwórz ponownie swój link w tej przeglądarce, aby zobaczyć lub usunąć nagranie.',
    idle: 'Nagrywanie zakończone, bo przez dłuższą chwilę nic się nie działo.',
    limit: 'Nagrywanie zakończone, bo minął najdłuższy dozwolony czas.',
    'site-refused': 'Nagrywanie zakończone, bo ustawienia prywatności tej strony teraz go zabraniają.',
    agent: 'Pomoc techniczna zakończyła nagrywanie.',
    revoked: 'Pomoc techniczna zakończyła nagrywanie.',
    'bar-removed': 'Nagrywanie zatrzymano, bo ta strona usuwa jego przyciski.',
    away: 'Nagrywanie zakończone.',
    'never-started': 'Nagrywanie zakończone.',
  },
  refused: 'Nagrywanie zakończone, bo serwer go nie przyjmuje.',
  forbidden: 'Nic nie jest nagrywane, bo zabraniają tego ustawienia prywatności tej strony.',
  cannotLoad: 'Nagrywania nie można tu uruchomić. Nic nie jest nagrywane.',
}
