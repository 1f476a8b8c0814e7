/**
 * What the tabs of one recording tell each other, and other tabs of this origin, by localStorage: that it goes on and
 * how to join it, and whether it is paused or over. A write is heard in every other tab (HTML standard, `storage`), and
 * read by those that come later.
 */
import { STORAGE_KEY } from '../../../src/protocol/handover.ts'
import type { EndReason, RecorderEndReason } from '../../../src/protocol/messages.ts'
import type { Handover, Invitation } from '../../loader.ts'
import { listen, tryTo, type Stop } from '../ground/guard.ts'

/** Holds the last word about each recording of late, a line for each: one may go on beside another in one browser. */
const WORD_KEY = `${STORAGE_KEY}-word`

/** `going` takes `paused` back; an end says why. */
export type Word = 'paused' | 'going' | EndReason

const MOST_WORDS = 5

const wordOf = (text: string | null, recording: string): Word | undefined =>
  text
    ?.split('\n')
    .find((line) => line.startsWith(`${recording} `))
    ?.split(' ')[1] as Word | undefined

/** @param word none to say nothing about it any more */
const setWord = (recording: string, word?: Word): void => {
  tryTo(() => {
    const others = (localStorage.getItem(WORD_KEY) ?? '')
      .split('\n')
      .filter((line) => line && !line.startsWith(`${recording} `))
    if (word) others.push(`${recording} ${word}`)
    if (others.length > 0) localStorage.setItem(WORD_KEY, others.slice(-MOST_WORDS).join('\n'))
    else localStorage.removeItem(WORD_KEY)
  })
}

/** True while other tabs can join this recording: a page of one that is over, or was forgotten, has to ask. */
export const isShared = (recording: string): boolean =>
  tryTo(
    () =>
      (JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null') as Invitation | null)?.recording === recording,
  ) ?? false

/** Lets other tabs join. An app that clears its storage takes the invitation away; the next page gives it again. */
export const invite = ({ base, recording, token, script, config }: Handover): void => {
  if (isShared(recording)) return
  const invitation: Invitation = { base, recording, token, script, until: Date.now() + config.maxMs }
  tryTo(() => localStorage.setItem(STORAGE_KEY, JSON.stringify(invitation)))
}

export const tellTabs: (recording: string, word: Word) => void = setWord

/** The last word about this recording, if there is one. */
const lastWord = (recording: string): Word | undefined =>
  tryTo(() => wordOf(localStorage.getItem(WORD_KEY), recording))

/** Whether the tabs last said that it is paused; undefined where none has said anything. */
export const isPausedInTabs = (recording: string): boolean | undefined => {
  const word = lastWord(recording)
  return word && word === 'paused'
}

/** A Stop that no tab has been able to tell the server yet: any page of this origin does. */
export const stopOf = (recording: string): RecorderEndReason | undefined => {
  const word = lastWord(recording)
  return word === 'paused' || word === 'going' ? undefined : (word as RecorderEndReason | undefined)
}

/** What other tabs say from now on. */
export const hearTabs = (recording: string, hear: (word: Word) => void): Stop =>
  listen<StorageEvent>(window, 'storage', ({ key, newValue }) => {
    const word = key === WORD_KEY && wordOf(newValue, recording)
    if (word) hear(word)
  })

/** The server knows that it is over: nobody joins it, the other tabs end with it, and nothing of it stays here. */
export const forget = (recording: string, reason: EndReason): void => {
  tellTabs(recording, reason)
  setWord(recording)
  tryTo(() => {
    if (isShared(recording)) localStorage.removeItem(STORAGE_KEY)
  })
}
