import { CANNOT_START } from './cannot-start.ts'
import type { BarWords } from './shape.ts'

export const spanish: BarWords = {
  language: 'es',
  region: 'Grabación de pantalla',
  recording: 'Grabación para {company}',
  recordingHere: 'Grabación para {company}, solo en esta página',
  paused: 'Grabación en pausa',
  recordingShort: 'Grabación',
  pausedShort: 'En pausa',
  pause: 'Pausa',
  resume: 'Reanudar',
  stop: 'Detener',
  move: 'Mover con las teclas de flecha',
  fold: 'Reducir',
  grow: '{state}. Mostrar los controles',
  stored: { one: '{count} evento guardado', other: 'Los {count} eventos están guardados' },
  sending: { one: '{count} evento en camino', other: '{count} eventos en camino' },
  keptOnDevice: {
    one: 'Sin conexión: {count} evento queda en este dispositivo hasta que vuelva la conexión',
    other: 'Sin conexión: {count} eventos quedan en este dispositivo hasta que vuelva la conexión',
  },
  keptInPage: {
    one: 'Sin conexión: {count} evento queda en esta página hasta que vuelva la conexión',
    other: 'Sin conexión: {count} eventos quedan en esta página hasta que vuelva la conexión',
  },
  storedShort: '{count} guardados',
  sendingShort: '{count} en camino',
  keptShort: '{count} en espera',
  watching: {
    one: '{name} está mirando',
    two: '{name} y {other} están mirando',
    more: { other: '{name} y {count} personas más están mirando' },
    unnamed: { one: '{count} persona está mirando', other: '{count} personas están mirando' },
    nobody: 'Ya no mira nadie',
  },
  concerns: {
    'nothing-stored': {
      short: 'Aún no se ha grabado nada',
      full: 'Nada de esta página ha llegado todavía al equipo de soporte. Puede avisarles o volver a abrir su enlace.',
    },
    'no-picture': {
      short: 'Soporte no puede ver esta página',
      full: 'El equipo de soporte no puede ver esta página. Se graban sus clics y los errores de la página.',
    },
    'all-masked': {
      short: 'Grabando con todo oculto',
      full: 'El equipo de soporte ve esta página con todo su contenido oculto.',
    },
    'part-missing': {
      short: 'Una parte no se graba',
      full: 'Una parte de lo que ocurre en esta página no se graba.',
    },
    'memory-only': {
      short: 'Grabando solo en esta página',
      full: 'Este navegador no guarda nada para después: lo que no se haya enviado al salir de la página se pierde.',
    },
  },
  failed: 'En esta página no se graba nada, porque la grabación ha fallado aquí.',
  over: {
    customer:
      'Usted detuvo la grabación. Ya no se envía nada. Abra de nuevo su enlace en este navegador para verla o borrarla.',
    idle: 'La grabación se detuvo, porque durante un rato no pasó nada.',
    limit: 'La grabación se detuvo, porque alcanzó la duración máxima.',
    'site-refused':
      'La grabación se detuvo, porque los ajustes de privacidad de este sitio ahora la prohíben.',
    agent: 'Soporte terminó la grabación.',
    revoked: 'Soporte terminó la grabación.',
    'bar-removed': 'La grabación se ha detenido porque esta página no deja visibles sus controles.',
    away: 'La grabación ha terminado.',
    'never-started': 'La grabación ha terminado.',
  },
  refused: 'La grabación se detuvo, porque el servidor no la acepta.',
  forbidden: 'No se graba nada, porque los ajustes de privacidad de este sitio lo prohíben.',
  cannotStart: CANNOT_START.es,
}
