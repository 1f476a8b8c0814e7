/** The bar's words by language: for the server, which sends the one that a recording needs. */
import { german } from './de.ts'
import { english } from './en.ts'
import { spanish } from './es.ts'
import { french } from './fr.ts'
import { italian } from './it.ts'
import { japanese } from './ja.ts'
import { dutch } from './nl.ts'
import { polish } from './pl.ts'
import { portuguese } from './pt.ts'
import type { BarWords } from './shape.ts'

const WORDS: Readonly<Record<string, BarWords>> = Object.fromEntries(
  [english, german, french, spanish, portuguese, italian, dutch, polish, japanese].map((words) => [
    words.language,
    words,
  ]),
)

/** @param language one of the consent page's; English for any other */
export const barWordsIn = (language: string): BarWords => WORDS[language] ?? english
