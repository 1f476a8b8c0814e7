/** Two tags, or a tag that a framework puts in again, must not record twice; nor is a page recorded and tried out at once. */
const RUNNING = Symbol.for('casereel.recorder')

const page = window as unknown as Record<symbol, boolean>

/** False when this page is taken already. */
export const takePage = (): boolean => {
  if (page[RUNNING]) return false
  page[RUNNING] = true
  return true
}

/** It is over: another recording may begin in this page. */
export const leavePage = (): void => {
  page[RUNNING] = false
}
