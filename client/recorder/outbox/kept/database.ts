/**
 * The browser's database of the host origin, in which frames wait until they are stored. One store: a frame lies under
 * [recording, tab, seq], and a note on each tab that has frames under [0, recording, tab].
 */
import { STORAGE_KEY } from '../../../../src/protocol/handover.ts'
import { DATABASE_PATIENCE_MS } from '../../../../src/protocol/limits.ts'
import { after } from '../../ground/guard.ts'

const STORE = 'kept'

export interface Note {
  recording: string
  tab: string
  /** Bytes of its frames. */
  bytes: number
  /** What is kept after this is kept for nobody; ms since the epoch. */
  due: number
}

/** Everything whose key begins with these: an array sorts behind every text and number (IndexedDB 3.0 §2.4). */
const under = (...parts: (string | number)[]): IDBKeyRange => IDBKeyRange.bound(parts, [...parts, []])

export const notesOf = (...recording: string[]): IDBKeyRange => under(0, ...recording)
export const framesOf = (...recordingAndTab: string[]): IDBKeyRange => under(...recordingAndTab)

export interface Database {
  /**
   * One transaction.
   * @param work may give the request whose result is wanted
   * @throws DOMException where the browser has no database for us, no room in it, or does not answer in time
   */
  run: <T = unknown>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<T> | void,
  ) => Promise<T>
  /** Closes it, for the back-forward cache; the next `run` opens it again. */
  close: () => void
}

const openDatabase = (onClosed: () => void): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(STORAGE_KEY, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onerror = () => reject(request.error!)
    request.onsuccess = () => {
      const { result } = request
      // Somebody has cleared the site's data.
      result.onclose = onClosed
      resolve(result)
    }
  })

const transact = <T>(
  database: IDBDatabase,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T> | void,
): Promise<T> =>
  new Promise((resolve, reject) => {
    // A crash of the browser loses nothing of it; only one of the machine may.
    const transaction = database.transaction(STORE, mode, { durability: 'relaxed' })
    const request = work(transaction.objectStore(STORE))
    transaction.oncomplete = () => resolve(request?.result as never)
    transaction.onabort = () => reject(transaction.error!)
  })

/** Rejects once `answer` has taken too long. The browser may still carry the transaction out. */
const inTime = <T>(answer: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new DOMException('The browser’s database does not answer.', 'TimeoutError')),
      DATABASE_PATIENCE_MS,
    )
    const settled = <A>(settle: (value: A) => void) => {
      return (value: A): void => {
        clearTimeout(late)
        settle(value)
      }
    }
    after(answer, settled(resolve), settled(reject))
  })

export const createDatabase = (): Database => {
  let opening: Promise<IDBDatabase> | undefined
  const forget = (): void => {
    opening = undefined
  }

  return {
    run: (mode, work) => {
      const answer = async () => transact(await (opening ??= openDatabase(forget)), mode, work)
      return inTime(answer())
    },
    close: () => {
      const close = (database: IDBDatabase): void => database.close()
      if (opening) after(opening, close, () => {})
      forget()
    },
  }
}

/** Removes what was kept of a recording, or of one tab of it. */
export const wipe = (database: Database, ...recordingAndTab: string[]): Promise<unknown> =>
  database.run('readwrite', (store) => {
    store.delete(framesOf(...recordingAndTab))
    store.delete(notesOf(...recordingAndTab))
  })

/** Removes what was kept of a recording that is over. */
export const removeKept = async (database: Database, recording: string): Promise<void> => {
  try {
    await wipe(database, recording)
    database.close()
  } catch {
    // Where there is no database, nothing was kept.
  }
}
