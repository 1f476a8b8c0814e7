import { DomainError } from '../domain/errors.ts'
import type { Clock } from '../domain/clock.ts'
import { createBucket, type Bucket } from '../room/rate.ts'
import { networkOf } from './network.ts'

export const tooManyRequests = (): DomainError =>
  new DomainError('too_many_requests', 'Too many requests; wait a moment and try again.')

/** Counts requests of one kind by the address that sends them. */
export interface Limiter {
  /** @throws DomainError `too_many_requests` */
  take(address: string): void
}

/** Senders remembered at most; beyond it the oldest are forgotten, so that memory stays bounded. */
const MAX_SENDERS = 10_000

/** @param rate requests a second, @param burst at once. */
export const createLimiter = (clock: Clock, rate: number, burst: number): Limiter => {
  const buckets = new Map<string, Bucket>()
  return {
    take: (address) => {
      const sender = networkOf(address)
      const bucket = buckets.get(sender) ?? createBucket(rate, burst)
      buckets.delete(sender)
      buckets.set(sender, bucket)
      const oldest = buckets.size > MAX_SENDERS ? buckets.keys().next().value : undefined
      if (oldest !== undefined) buckets.delete(oldest)
      if (!bucket.take(1, clock.now())) throw tooManyRequests()
    },
  }
}
