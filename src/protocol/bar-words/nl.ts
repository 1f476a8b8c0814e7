import type { BarWords } from './shape.ts'

export const dutch: BarWords = {
  language: 'nl',
  region: 'Schermopname',
  recording: 'Opname voor {company}',
  recordingHere: 'Opname voor {company}, alleen op deze pagina',
  paused: 'Opname gepauzeerd',
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
  over: {
    customer:
      'U hebt de opname gestopt. Er wordt niets meer verzonden. Open uw link opnieuw in deze browser om de opname te bekijken of te wissen.',
    idle: 'De opname is gestopt, omdat er een tijd niets gebeurde.',
    limit: 'De opname is gestopt, omdat de langste duur is bereikt.',
    agent: 'Support heeft de opname beëindigd.',
    revoked: 'Support heeft de opname beëindigd.',
    away: 'De opname is voorbij.',
    'never-started': 'De opname is voorbij.',
  },
  refused: 'De opname is gestopt, omdat de server haar weigert.',
  forbidden: 'Er wordt niets opgenomen, omdat de privacyinstellingen van deze site het verbieden.',
  forbiddenLater: 'De opname is gestopt, omdat de privacyinstellingen van deze site het nu verbieden.',
  cannotLoad: 'De opname kan hier niet worden geladen. Er wordt niets opgenomen.',
}
