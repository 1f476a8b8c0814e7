/** Addresses in attributes. */
import { redactUrl } from '../../../../src/protocol/redact.ts'
import { boxOf } from '../../ground/dom.ts'

export const cutAddress = (url: string): string => (url === '' ? '' : redactUrl(url, document.baseURI))

/** Of a frame only where it is from: its own address is its own affair. */
export const originOf = (url: string): string => /^https?:\/\/[^/]*/.exec(cutAddress(url))?.[0] ?? ''

const isInPage = (url: string): boolean => /^\s*(?:data|blob):/i.test(url)

/** Nothing, in the size of something: it keeps the place of a picture that is part of the page itself. */
const placeholder = (element: Element | null): string => {
  const { width, height } = element ? boxOf(element) : { width: 1, height: 1 }
  return `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='${Math.ceil(width)}' height='${Math.ceil(height)}'/%3E`
}

export const cutPicture = (url: string, element: Element | null): string =>
  isInPage(url) ? placeholder(element) : cutAddress(url)

/** A srcset: addresses and their descriptors. */
export const cutSrcset = (value: string): string =>
  /(?:data|blob):/i.test(value)
    ? ''
    : value.replace(/[^\s,]\S*[^\s,]/g, (part) => (/^[\d.]+[wxh]$/.test(part) ? part : cutAddress(part)))
