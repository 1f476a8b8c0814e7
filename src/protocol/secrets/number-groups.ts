/** Numbers as people write them: groups of digits with something between. */

export interface Groups {
  /** Offsets of each group in the text, `ends` exclusive. */
  starts: number[]
  ends: number[]
  /** What stands before each group and behind the one before it; '' before the first. */
  between: string[]
}

/** A run of digits with what may stand between two groups of one number: of a list, too (`["4111","1111"]`). */
const RUN = /\d(?:(?:[\s.,:;/_|+'"()\\-]{0,4}| ?• ?)\d)*/g

const isDigit = (text: string, place: number): boolean => {
  const code = text.charCodeAt(place)
  return code >= 48 && code <= 57
}

const groupsOf = (text: string, start: number, end: number): Groups => {
  const groups: Groups = { starts: [], ends: [], between: [] }
  let done = start
  for (let at = start; at < end;) {
    const first = at
    while (at < end && isDigit(text, at)) at += 1
    groups.starts.push(first)
    groups.ends.push(at)
    groups.between.push(text.slice(done, first))
    done = at
    while (at < end && !isDigit(text, at)) at += 1
  }
  return groups
}

const hasDigits = (text: string, start: number, end: number, least: number): boolean => {
  let count = 0
  for (let at = start; at < end && count < least; at++) if (isDigit(text, at)) count += 1
  return count >= least
}

/** Runs of digits in a text, those that are long enough to be somebody's number. @param least digits in all */
export const groupsIn = (text: string, least: number): Groups[] => {
  const found: Groups[] = []
  RUN.lastIndex = 0
  for (let match = RUN.exec(text); match; match = RUN.exec(text)) {
    const [start, end] = [match.index, match.index + match[0].length]
    if (hasDigits(text, start, end, least)) found.push(groupsOf(text, start, end))
  }
  return found
}

/** The digits of some groups, `last` among them. */
export const digitsOf = (text: string, groups: Groups, first: number, last: number): string => {
  let digits = ''
  for (let at = first; at <= last; at++) digits += text.slice(groups.starts[at], groups.ends[at])
  return digits
}
