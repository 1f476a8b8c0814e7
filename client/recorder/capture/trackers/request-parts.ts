/** What fetch and XHR tell about a request alike. */

/** Size of a body that is handed to fetch or XHR, where it can be told without reading it. */
export const sizeOf = (body: unknown): number | undefined => {
  if (typeof body === 'string') return new Blob([body]).size
  if (body instanceof Blob) return body.size
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return body.byteLength
  return body instanceof URLSearchParams ? String(body).length : undefined
}

/** A `content-length` as a number. */
export const lengthOf = (header: string | null | undefined): number | undefined =>
  header && /^\d+$/.test(header) ? Number(header) : undefined

export const absolute = (url: string): string => {
  try {
    return new URL(url, document.baseURI).href
  } catch {
    return ''
  }
}
