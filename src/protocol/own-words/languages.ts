/** The words of the customer's own replay by language: for the server, which sends the one that is needed. */
import { german } from './de.ts'
import { english } from './en.ts'
import { spanish } from './es.ts'
import { french } from './fr.ts'
import { italian } from './it.ts'
import { japanese } from './ja.ts'
import { dutch } from './nl.ts'
import { polish } from './pl.ts'
import { portuguese } from './pt.ts'
import type { OwnWords } from './shape.ts'

const WORDS: Readonly<Record<string, OwnWords>> = Object.fromEntries(
  [english, german, french, spanish, portuguese, italian, dutch, polish, japanese].map((words) => [
    words.language,
    words,
  ]),
)

/** @param language one of the consent page's; English for any other */
export const ownWordsIn = (language: string): OwnWords => WORDS[language] ?? english
