/** Words that are planted, and how they are found again. Runs in the page. */

export interface Words {
  /** A word that is in the page once. */
  word(): string
  /** The same with the shape of a secret, which no preset shows. */
  shaped(): string
}

/** Numbered, so that a leak names its place; the letters at both ends keep a number from being part of another. */
export const createWords = (): Words => {
  let count = 0
  const word = (): string => `cnry${(count += 1)}z`
  return { word, shaped: () => `${word()}@canary.example` }
}

export const wordsIn = (text: string): string[] => text.toLowerCase().match(/cnry\d+z/g) ?? []
