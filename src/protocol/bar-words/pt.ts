import { CANNOT_START } from './cannot-start.ts'
import type { BarWords } from './shape.ts'

export const portuguese: BarWords = {
  language: 'pt',
  region: 'Gravação da tela',
  recording: 'Gravação para {company}',
  recordingHere: 'Gravação para {company}, só nesta página',
  paused: 'Gravação em pausa',
  recordingShort: 'Gravação',
  pausedShort: 'Em pausa',
  pause: 'Pausar',
  resume: 'Retomar',
  stop: 'Parar',
  move: 'Mover com as setas do teclado',
  fold: 'Reduzir',
  grow: '{state}. Mostrar os controles',
  stored: { one: '{count} evento guardado', other: 'Todos os {count} eventos estão guardados' },
  sending: { one: '{count} evento a caminho', other: '{count} eventos a caminho' },
  keptOnDevice: {
    one: 'Sem conexão: {count} evento fica neste aparelho até a conexão voltar',
    other: 'Sem conexão: {count} eventos ficam neste aparelho até a conexão voltar',
  },
  keptInPage: {
    one: 'Sem conexão: {count} evento fica nesta página até a conexão voltar',
    other: 'Sem conexão: {count} eventos ficam nesta página até a conexão voltar',
  },
  storedShort: '{count} guardados',
  sendingShort: '{count} a caminho',
  keptShort: '{count} à espera',
  watching: {
    one: '{name} está assistindo',
    two: '{name} e {other} estão assistindo',
    more: { other: '{name} e mais {count} pessoas estão assistindo' },
    unnamed: { one: '{count} pessoa está assistindo', other: '{count} pessoas estão assistindo' },
    nobody: 'Ninguém mais está assistindo',
  },
  concerns: {
    'nothing-stored': {
      short: 'Ainda nada foi gravado',
      full: 'Nada desta página chegou ainda ao suporte. Pode avisar o suporte ou abrir o seu link de novo.',
    },
    'no-picture': {
      short: 'O suporte não vê esta página',
      full: 'O suporte não vê esta página. Os seus cliques e os erros da página são gravados.',
    },
    'all-masked': {
      short: 'Gravação com tudo oculto',
      full: 'O suporte vê esta página com tudo oculto.',
    },
    'part-missing': {
      short: 'Uma parte não é gravada',
      full: 'Uma parte do que acontece nesta página não é gravada.',
    },
    'memory-only': {
      short: 'Gravação só nesta página',
      full: 'Este navegador não guarda nada para depois: o que não for enviado antes de sair da página perde-se.',
    },
  },
  failed: 'Nada é gravado nesta página, porque a gravação falhou aqui.',
  over: {
    customer:
      'Você parou a gravação. Nada mais é enviado. Abra seu link de novo neste navegador para vê-la ou apagá-la.',
    idle: 'A gravação parou, porque nada aconteceu por um tempo.',
    limit: 'A gravação parou, porque atingiu a duração máxima.',
    'site-refused': 'A gravação parou, porque as configurações de privacidade deste site agora a proíbem.',
    agent: 'O suporte encerrou a gravação.',
    revoked: 'O suporte encerrou a gravação.',
    'bar-removed': 'A gravação parou, porque esta página não deixa os controles visíveis.',
    away: 'A gravação terminou.',
    'never-started': 'A gravação terminou.',
  },
  refused: 'A gravação parou, porque o servidor não a aceita.',
  forbidden: 'Nada é gravado, porque as configurações de privacidade deste site o proíbem.',
  cannotStart: CANNOT_START.pt,
}
