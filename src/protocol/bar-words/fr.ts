import { CANNOT_START } from './cannot-start.ts'
import type { BarWords } from './shape.ts'

export const french: BarWords = {
  language: 'fr',
  region: 'Enregistrement de l’écran',
  recording: 'Enregistrement pour {company}',
  recordingHere: 'Enregistrement pour {company}, sur cette page seulement',
  paused: 'Enregistrement en pause',
  recordingShort: 'Enregistrement',
  pausedShort: 'En pause',
  pause: 'Pause',
  resume: 'Reprendre',
  stop: 'Arrêter',
  move: 'Déplacer avec les flèches du clavier',
  fold: 'Réduire',
  grow: '{state}. Afficher les commandes',
  stored: { one: '{count} événement enregistré', other: '{count} événements, tous enregistrés' },
  sending: { one: '{count} événement en cours d’envoi', other: '{count} événements en cours d’envoi' },
  keptOnDevice: {
    one: 'Hors ligne : {count} événement gardé sur cet appareil jusqu’au retour de la connexion',
    other: 'Hors ligne : {count} événements gardés sur cet appareil jusqu’au retour de la connexion',
  },
  keptInPage: {
    one: 'Hors ligne : {count} événement gardé dans cette page jusqu’au retour de la connexion',
    other: 'Hors ligne : {count} événements gardés dans cette page jusqu’au retour de la connexion',
  },
  storedShort: '{count} enregistrés',
  sendingShort: '{count} en envoi',
  keptShort: '{count} gardés',
  watching: {
    one: '{name} regarde',
    two: '{name} et {other} regardent',
    more: { other: '{name} et {count} autres personnes regardent' },
    unnamed: { one: '{count} personne regarde', other: '{count} personnes regardent' },
    nobody: 'Plus personne ne regarde',
  },
  concerns: {
    'nothing-stored': {
      short: 'Rien n’est encore enregistré',
      full: 'Rien de cette page n’est encore arrivé à l’assistance. Vous pouvez le lui signaler ou rouvrir votre lien.',
    },
    'no-picture': {
      short: 'L’assistance ne voit pas cette page',
      full: 'L’assistance ne voit pas cette page. Vos clics et les erreurs de la page sont enregistrés.',
    },
    'all-masked': {
      short: 'Enregistrement entièrement masqué',
      full: 'L’assistance voit cette page, mais tout y est masqué.',
    },
    'part-missing': {
      short: 'Une partie n’est pas enregistrée',
      full: 'Une partie de ce qui se passe sur cette page n’est pas enregistrée.',
    },
    'memory-only': {
      short: 'Enregistrement sur cette page seulement',
      full: 'Ce navigateur ne garde rien pour plus tard : ce qui n’est pas envoyé quand vous quittez la page est perdu.',
    },
  },
  failed: 'Rien n’est enregistré sur cette page, car l’enregistrement n’a pas pu y démarrer.',
  over: {
    customer:
      'Vous avez arrêté l’enregistrement. Plus rien n’est envoyé. Rouvrez votre lien dans ce navigateur pour le voir ou l’effacer.',
    idle: 'L’enregistrement s’est arrêté, car rien ne s’est passé pendant un moment.',
    limit: 'L’enregistrement s’est arrêté, car la durée maximale est atteinte.',
    'site-refused':
      'L’enregistrement s’est arrêté, car les réglages de confidentialité de ce site l’interdisent désormais.',
    agent: 'Le support a mis fin à l’enregistrement.',
    revoked: 'Le support a mis fin à l’enregistrement.',
    'bar-removed': 'L’enregistrement s’est arrêté, car cette page ne laisse pas ses commandes affichées.',
    away: 'L’enregistrement est terminé.',
    'never-started': 'L’enregistrement est terminé.',
  },
  refused: 'L’enregistrement s’est arrêté, car le serveur le refuse.',
  forbidden: 'Rien n’est enregistré, car les réglages de confidentialité de ce site l’interdisent.',
  cannotStart: CANNOT_START.fr,
}
