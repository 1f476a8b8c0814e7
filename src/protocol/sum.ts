/**
 * The sum of what each item counts for. A loop and not `reduce`: the recorder's arrays are the page's, and pages have put
 * something else in its place (R18).
 */
export const sumOf = <T>(items: Iterable<T>, of: (item: T, place: number) => number): number => {
  let sum = 0
  let place = 0
  for (const item of items) {
    sum += of(item, place)
    place += 1
  }
  return sum
}
