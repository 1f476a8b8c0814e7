/** An answer outside 2xx. */
const httpError = (method: string, path: string, status: number) => {
  const error = new Error(`${method} ${path} answered ${status}`)
  error.name = 'HttpError'
  return error
}

const answer = async <T>(method: string, path: string, response: Response): Promise<T> => {
  if (!response.ok) throw httpError(method, path, response.status)
  return (await response.json()) as T
}

/** @throws HttpError for an answer outside 2xx */
export const getJson = async <T>(path: string): Promise<T> =>
  answer<T>('GET', path, await fetch(path, { headers: { accept: 'application/json' } }))

/** @throws HttpError for an answer outside 2xx */
export const postJson = async <T>(path: string, body: unknown): Promise<T> =>
  answer<T>(
    'POST',
    path,
    await fetch(path, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )
