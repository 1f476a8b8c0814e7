/** Turns a text with `{slots}` and `**stress**` into pieces that a page can put its own parts into. */

export type Piece = { strong: boolean } & ({ text: string } | { slot: string })

/** Pieces of a text, in order. */
export const piecesOf = (text: string): Piece[] =>
  text.split('**').flatMap((part, index) =>
    part
      .split(/(\{\w+\})/)
      .filter((piece) => piece !== '')
      .map((piece) => {
        const slot = /^\{(\w+)\}$/.exec(piece)?.[1]
        const strong = index % 2 === 1
        return slot === undefined ? { text: piece, strong } : { slot, strong }
      }),
  )

/** The text as one plain line, for titles and names. */
export const fill = (text: string, values: Readonly<Record<string, string>> = {}): string =>
  piecesOf(text)
    .map((piece) => ('text' in piece ? piece.text : (values[piece.slot] ?? '')))
    .join('')
