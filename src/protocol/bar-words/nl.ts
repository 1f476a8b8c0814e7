import { CANNOT_START } from './cannot-start.ts'
import type { BarWords } from './shape.ts'

export const dutch: BarWords = {
  language: 'nl',
  region: 'Schermopname',
  recording: 'Opname voor {company}',
  recordingHere: 'Opname voor {company}, alleen op deze pagina',
  paused: 'Opname gepauzeerd',
  recordingShort: 'Opname',
  pausedShort: 'Gepauzeerd',
  pause: 'Pauze',
  resume: 'Hervatten',
  stop: 'Stoppen',
  move: 'Verplaatsen met de pijltjestoetsen',
  fold: 'Verkleinen',
  grow: '{state}. Knoppen tonen',
  stored: { one: '{count} gebeurtenis opgeslagen', other: 'Alle {count} gebeurtenissen opgeslagen' },
  sending: { one: '{count} gebeurtenis onderweg', other: '{count} gebeurtenissen onderweg' },
  keptOnDevice: {
    one: 'Offline: {count} gebeurtenis blijft op dit apparaat tot de verbinding terug is',
    other: 'Offline: {count} gebeurtenissen blijven op dit apparaat tot de verbinding terug is',
  },
  keptInPage: {
    one: 'Offline: {count} gebeurtenis blijft in deze pagina tot de verbinding terug is',
    other: 'Offline: {count} gebeurtenissen blijven in deze pagina tot de verbinding terug is',
  },
  storedShort: '{count} opgeslagen',
  sendingShort: '{count} onderweg',
  keptShort: '{count} bewaard',
  watching: {
    one: '{name} kijkt mee',
    two: '{name} en {other} kijken mee',
    more: { other: '{name} en {count} anderen kijken mee' },
    unnamed: { one: '{count} persoon kijkt mee', other: '{count} personen kijken mee' },
    nobody: 'Nu kijkt niemand meer mee',
  },
  concerns: {
    'nothing-stored': {
      short: 'Er is nog niets opgenomen',
      full: 'Van deze pagina is nog niets bij de supportafdeling aangekomen. U kunt dat daar melden of uw link opnieuw openen.',
    },
    'no-picture': {
      short: 'Support ziet deze pagina niet',
      full: 'Support ziet deze pagina niet. Uw klikken en de fouten op de pagina worden opgenomen.',
    },
    'all-masked': {
      short: 'Opname met alles gemaskeerd',
      full: 'Support ziet deze pagina, maar alles erop is gemaskeerd.',
    },
    'part-missing': {
      short: 'Een deel wordt niet opgenomen',
      full: 'Een deel van wat er op deze pagina gebeurt, wordt niet opgenomen.',
    },
    'memory-only': {
      short: 'Opname alleen op deze pagina',
      full: 'Deze browser bewaart niets voor later: wat nog niet verzonden is wanneer u de pagina verlaat, gaat verloren.',
    },
  },
  failed: 'Op deze pagina wordt niets opgenomen, omdat de opname hier niet kon starten.',
  over: {
    customer:
      'U hebt de opname gestopt. Er wordt niets meer verzonden. Open uw link opnieuw in deze browser om de opname te bekijken of te wissen.',
    idle: 'De opname is gestopt, omdat er een tijd niets gebeurde.',
    limit: 'De opname is gestopt, omdat de langste duur is bereikt.',
    'site-refused': 'De opname is gestopt, omdat de privacyinstellingen van deze site het nu verbieden.',
    agent: 'Support heeft de opname beëindigd.',
    revoked: 'Support heeft de opname beëindigd.',
    'bar-removed': 'De opname is gestopt, omdat deze pagina de bedieningsbalk niet laat staan.',
    away: 'De opname is voorbij.',
    'never-started': 'De opname is voorbij.',
  },
  refused: 'De opname is gestopt, omdat de server haar weigert.',
  forbidden: 'Er wordt niets opgenomen, omdat de privacyinstellingen van deze site het verbieden.',
  cannotStart: CANNOT_START.nl,
}
