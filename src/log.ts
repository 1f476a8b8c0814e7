/** What a host writes for its operator. */

/** One line of JSON for each event, for people and log collectors alike. Callers pass no secrets. */
export const createLog =
  (write: (line: string) => void) =>
  (level: 'info' | 'warn' | 'error', message: string, error?: unknown): void => {
    const detail =
      error === undefined
        ? {}
        : error instanceof Error
          ? { error: error.message, ...(level === 'error' && { stack: error.stack }) }
          : { error: JSON.stringify(error) }
    write(JSON.stringify({ time: new Date().toISOString(), level, message, ...detail }))
  }
