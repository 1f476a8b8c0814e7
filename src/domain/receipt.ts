/** The receipt that a customer keeps: their consent record and its place in the log, signed (ISO/IEC TS 27560 §9). */
import { z } from 'zod'
import { canonicalJson, type ChainLink } from './chain.ts'
import { consentRecordSchema } from './consent-record.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** What is signed. `iss` and `iat` are those of RFC 7519: who signed it, and when, in seconds. */
export const receiptSchema = z.strictObject({
  iss: z.string(),
  iat: z.number().int(),
  schema_version: z.literal('casereel-receipt-1'),
  record: consentRecordSchema,
  /** Where the record stands in the consent log. */
  log: z.strictObject({ seq: z.number().int().min(1), at: z.iso.datetime(), previous_hash: hash, hash }),
})
export type Receipt = z.infer<typeof receiptSchema>

/** The file that is downloaded: the receipt to read, and the same again signed. */
const receiptFileSchema = z.object({ receipt: z.unknown(), signed: z.string() })

/** @param link the event of a given consent @throws ZodError for any other event */
export const receiptOf = (issuer: string, link: ChainLink, now: number): Receipt => ({
  iss: issuer,
  iat: Math.floor(now / 1_000),
  schema_version: 'casereel-receipt-1',
  record: consentRecordSchema.parse(link.event),
  log: {
    seq: link.seq,
    at: new Date(link.at).toISOString(),
    previous_hash: link.previousHash,
    hash: link.hash,
  },
})

/** The file as text, for people first. */
export const writeReceiptFile = (receipt: Receipt, signed: string): string => {
  const about = `Receipt of a consent. ${receipt.iss}/verify checks it; ${receipt.iss}/.well-known/jwks.json has the public keys.`
  return `${JSON.stringify({ about, receipt, signed }, null, 2)}\n`
}

/** `consent-receipt-northwind-2026-11-20.json`: letters that every file system takes. */
export const receiptFileName = (organisation: string, at: number): string => {
  const name = organisation
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Mark}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
  const parts = ['consent-receipt', name, new Date(at).toISOString().slice(0, 10)]
  return `${parts.join('-').replace(/-+/g, '-')}.json`
}

/** What somebody brings to be checked: a signed receipt, perhaps with the readable copy beside it. */
export interface BroughtReceipt {
  signed: string
  /** Canonical JSON of the readable copy; null where only the signed part was brought. */
  copy: string | null
}

const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/

/** Finds a receipt in what was pasted or uploaded; null when there is none. */
export const readBrought = (text: string): BroughtReceipt | null => {
  const trimmed = text.replace(/^\uFEFF/, '').trim()
  const compact = trimmed.replace(/\s+/g, '')
  if (COMPACT.test(compact)) return { signed: compact, copy: null }
  try {
    const file = receiptFileSchema.parse(JSON.parse(trimmed))
    if (!COMPACT.test(file.signed)) return null
    return { signed: file.signed, copy: canonicalJson(file.receipt) }
  } catch {
    return null
  }
}
