import { CANNOT_START } from './cannot-start.ts'
import type { BarWords } from './shape.ts'

/** In English the buttons are named "Pause" and "Stop": part of the public contract. */
export const english: BarWords = {
  language: 'en',
  region: 'Screen recording',
  recording: 'Recording for {company}',
  recordingHere: 'Recording for {company}, on this page only',
  paused: 'Recording paused',
  recordingShort: 'Recording',
  pausedShort: 'Paused',
  pause: 'Pause',
  resume: 'Resume',
  stop: 'Stop',
  move: 'Move with the arrow keys',
  fold: 'Make smaller',
  grow: '{state}. Show the controls',
  stored: { one: '{count} event stored', other: 'All {count} events stored' },
  sending: { one: '{count} event on the way', other: '{count} events on the way' },
  keptOnDevice: {
    one: 'Offline: {count} event kept on this device until the connection is back',
    other: 'Offline: {count} events kept on this device until the connection is back',
  },
  keptInPage: {
    one: 'Offline: {count} event kept in this page until the connection is back',
    other: 'Offline: {count} events kept in this page until the connection is back',
  },
  storedShort: '{count} stored',
  sendingShort: '{count} on the way',
  keptShort: '{count} kept',
  watching: {
    one: '{name} is watching',
    two: '{name} and {other} are watching',
    more: { other: '{name} and {count} others are watching' },
    unnamed: { one: '{count} person is watching', other: '{count} people are watching' },
    nobody: 'Nobody is watching now',
  },
  concerns: {
    'nothing-stored': {
      short: 'Nothing has been recorded yet',
      full: 'Nothing of this page has reached support yet. You can tell them so, or open your link again.',
    },
    'no-picture': {
      short: 'Support cannot see this page',
      full: 'Support cannot see this page. What you click and the errors on the page are recorded.',
    },
    'all-masked': {
      short: 'Recording with everything masked',
      full: 'Support sees this page with everything on it masked.',
    },
    'part-missing': {
      short: 'Part of this is not recorded',
      full: 'Part of what happens on this page is not recorded.',
    },
    'memory-only': {
      short: 'Recording on this page only',
      full: 'This browser keeps nothing for later: what has not been sent when you leave the page is lost.',
    },
  },
  failed: 'Nothing is recorded on this page, because the recorder failed here.',
  over: {
    customer:
      'You stopped the recording. Nothing more is sent. Open your link again in this browser to see or erase it.',
    idle: 'Recording stopped, because nothing happened for a while.',
    limit: 'Recording stopped, because it reached its longest time.',
    'site-refused': 'Recording stopped, because this site’s privacy settings forbid it now.',
    agent: 'Support ended the recording.',
    revoked: 'Support ended the recording.',
    'bar-removed': 'Recording stopped, because this page does not let its controls stay.',
    away: 'The recording has ended.',
    'never-started': 'The recording has ended.',
  },
  refused: 'Recording stopped, because the server refuses it.',
  forbidden: 'Nothing is recorded, because this site’s privacy settings forbid it.',
  cannotStart: CANNOT_START.en,
}
