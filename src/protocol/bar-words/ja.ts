import { CANNOT_START } from './cannot-start.ts'
import type { BarWords } from './shape.ts'

export const japanese: BarWords = {
  language: 'ja',
  region: '画面の記録',
  recording: '{company} が記録中',
  recordingHere: '{company} が記録中（このページのみ）',
  paused: '記録を一時停止中',
  recordingShort: '記録中',
  pausedShort: '一時停止中',
  pause: '一時停止',
  resume: '再開',
  stop: '停止',
  move: '矢印キーで移動',
  fold: '小さくする',
  grow: '{state}。操作ボタンを表示',
  stored: { other: '{count} 件のイベントをすべて保存しました' },
  sending: { other: '{count} 件のイベントを送信中' },
  keptOnDevice: { other: 'オフライン：接続が戻るまで {count} 件のイベントをこの端末に保管します' },
  keptInPage: { other: 'オフライン：接続が戻るまで {count} 件のイベントをこのページに保管します' },
  storedShort: '{count} 件保存済み',
  sendingShort: '{count} 件送信中',
  keptShort: '{count} 件保管中',
  watching: {
    one: '{name} さんが見ています',
    two: '{name} さんと {other} さんが見ています',
    more: { other: '{name} さんと他 {count} 人が見ています' },
    unnamed: { other: '{count} 人が見ています' },
    nobody: '今は誰も見ていません',
  },
  concerns: {
    'nothing-stored': {
      short: 'まだ何も記録されていません',
      full: 'このページの内容はまだサポートに届いていません。サポートに伝えるか、リンクをもう一度開いてください。',
    },
    'no-picture': {
      short: 'サポートにこのページは見えていません',
      full: 'サポートにこのページは見えていません。クリックとページのエラーは記録されています。',
    },
    'all-masked': {
      short: 'すべて伏せて記録中',
      full: 'サポートにはこのページの内容がすべて伏せて表示されます。',
    },
    'part-missing': {
      short: '一部が記録されていません',
      full: 'このページで起きることの一部が記録されていません。',
    },
    'memory-only': {
      short: 'このページだけで記録中',
      full: 'このブラウザーは後のために何も保存しません。ページを離れるときに未送信の内容は失われます。',
    },
  },
  failed: '記録を開始できなかったため、このページでは何も記録されていません。',
  over: {
    customer:
      'お客様が記録を停止しました。これ以上は何も送信されません。このブラウザでもう一度リンクを開くと、記録の閲覧や消去ができます。',
    idle: 'しばらく操作がなかったため、記録を停止しました。',
    limit: '最長時間に達したため、記録を停止しました。',
    'site-refused': 'このサイトのプライバシー設定で禁止されたため、記録を停止しました。',
    agent: 'サポートが記録を終了しました。',
    revoked: 'サポートが記録を終了しました。',
    'bar-removed': 'このページが記録の操作バーを表示させないため、記録を停止しました。',
    away: '記録は終了しました。',
    'never-started': '記録は終了しました。',
  },
  refused: 'サーバーが受け付けないため、記録を停止しました。',
  forbidden: 'このサイトのプライバシー設定で禁止されているため、何も記録されません。',
  cannotStart: CANNOT_START.ja,
}
