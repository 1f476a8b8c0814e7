/** The one alarm of a room's object. Each setting is a row that is paid for, so it only ever moves forward in time. */
export const createRoomAlarm = (storage: DurableObjectStorage) => {
  let at: number | null = null
  return {
    /** @param next server ms. A later time than the one that is set waits until that one has rung: early rings do no harm. */
    set: (next: number): void => {
      if (!Number.isFinite(next) || (at !== null && at <= next)) return
      at = next
      // Not awaited: writes are in order, and the output gate holds back what must not be told before.
      void storage.setAlarm(Math.ceil(next))
    },
    rang: (): void => {
      at = null
    },
  }
}
