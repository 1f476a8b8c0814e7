import { CANNOT_START } from './cannot-start.ts'
import type { BarWords } from './shape.ts'

export const polish: BarWords = {
  language: 'pl',
  region: 'Nagrywanie ekranu',
  recording: 'Nagrywanie dla: {company}',
  recordingHere: 'Nagrywanie dla: {company}, tylko na tej stronie',
  paused: 'Nagrywanie wstrzymane',
  recordingShort: 'Nagrywanie',
  pausedShort: 'Wstrzymano',
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
  concerns: {
    'nothing-stored': {
      short: 'Jeszcze nic nie nagrano',
      full: 'Z tej strony nic jeszcze nie dotarło do pomocy technicznej. Można to zgłosić albo ponownie otworzyć link.',
    },
    'no-picture': {
      short: 'Pomoc nie widzi tej strony',
      full: 'Pomoc techniczna nie widzi tej strony. Kliknięcia i błędy na stronie są nagrywane.',
    },
    'all-masked': {
      short: 'Nagrywanie z ukrytą treścią',
      full: 'Pomoc techniczna widzi tę stronę, ale cała jej treść jest ukryta.',
    },
    'part-missing': {
      short: 'Część nie jest nagrywana',
      full: 'Część tego, co dzieje się na tej stronie, nie jest nagrywana.',
    },
    'memory-only': {
      short: 'Nagrywanie tylko na tej stronie',
      full: 'Ta przeglądarka niczego nie zachowuje na później: to, co nie zostanie wysłane przed opuszczeniem strony, przepadnie.',
    },
  },
  failed: 'Na tej stronie nic nie jest nagrywane, ponieważ nagrywanie nie mogło się tu rozpocząć.',
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
  cannotStart: CANNOT_START.pl,
}
