import { CANNOT_START } from './cannot-start.ts'
import type { BarWords } from './shape.ts'

export const italian: BarWords = {
  language: 'it',
  region: 'Registrazione dello schermo',
  recording: 'Registrazione per {company}',
  recordingHere: 'Registrazione per {company}, solo in questa pagina',
  paused: 'Registrazione in pausa',
  recordingShort: 'Registrazione',
  pausedShort: 'In pausa',
  pause: 'Pausa',
  resume: 'Riprendi',
  stop: 'Ferma',
  move: 'Sposta con i tasti freccia',
  fold: 'Riduci',
  grow: '{state}. Mostra i comandi',
  stored: { one: '{count} evento salvato', other: 'Tutti i {count} eventi sono salvati' },
  sending: { one: '{count} evento in invio', other: '{count} eventi in invio' },
  keptOnDevice: {
    one: 'Offline: {count} evento resta su questo dispositivo finché torna la connessione',
    other: 'Offline: {count} eventi restano su questo dispositivo finché torna la connessione',
  },
  keptInPage: {
    one: 'Offline: {count} evento resta in questa pagina finché torna la connessione',
    other: 'Offline: {count} eventi restano in questa pagina finché torna la connessione',
  },
  storedShort: '{count} salvati',
  sendingShort: '{count} in invio',
  keptShort: '{count} in attesa',
  watching: {
    one: '{name} sta guardando',
    two: '{name} e {other} stanno guardando',
    more: { other: '{name} e altre {count} persone stanno guardando' },
    unnamed: { one: '{count} persona sta guardando', other: '{count} persone stanno guardando' },
    nobody: 'Nessuno guarda più',
  },
  concerns: {
    'nothing-stored': {
      short: 'Non è stato ancora registrato nulla',
      full: 'Di questa pagina non è ancora arrivato nulla all’assistenza. Può segnalarlo o riaprire il link.',
    },
    'no-picture': {
      short: 'L’assistenza non vede questa pagina',
      full: 'L’assistenza non vede questa pagina. I clic e gli errori della pagina vengono registrati.',
    },
    'all-masked': {
      short: 'Registrazione con tutto nascosto',
      full: 'L’assistenza vede questa pagina, ma tutto il contenuto è nascosto.',
    },
    'part-missing': {
      short: 'Una parte non viene registrata',
      full: 'Una parte di ciò che accade su questa pagina non viene registrata.',
    },
    'memory-only': {
      short: 'Registrazione solo su questa pagina',
      full: 'Questo browser non conserva nulla per dopo: ciò che non è stato inviato quando lascia la pagina va perso.',
    },
  },
  failed: 'Su questa pagina non viene registrato nulla, perché la registrazione qui non è riuscita.',
  over: {
    customer:
      'Ha fermato la registrazione. Non si invia più nulla. Riapra il Suo link in questo browser per vederla o cancellarla.',
    idle: 'La registrazione si è fermata, perché per un po’ non è successo nulla.',
    limit: 'La registrazione si è fermata, perché ha raggiunto la durata massima.',
    'site-refused':
      'La registrazione si è fermata, perché le impostazioni sulla privacy di questo sito ora la vietano.',
    agent: 'L’assistenza ha terminato la registrazione.',
    revoked: 'L’assistenza ha terminato la registrazione.',
    'bar-removed': 'La registrazione si è fermata, perché questa pagina non lascia visibili i suoi comandi.',
    away: 'La registrazione è finita.',
    'never-started': 'La registrazione è finita.',
  },
  refused: 'La registrazione si è fermata, perché il server non la accetta.',
  forbidden: 'Non si registra nulla, perché le impostazioni sulla privacy di questo sito lo vietano.',
  cannotStart: CANNOT_START.it,
}
