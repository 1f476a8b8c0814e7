import { describe, expect, it } from 'vitest'
import { createLimiter } from '../../src/http/limiter.ts'
import { networkOf } from '../../src/http/network.ts'
import { createClock } from '../support/clock.ts'

describe('[T38] who counts as one sender', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
    ['unknown', 'unknown'],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })

  it('does not get more by using other addresses of its network', () => {
    const limiter = createLimiter(createClock(), 1, 10)
    const send = (n: number): void => limiter.take(`2001:db8::${n.toString(16)}`)
    for (let n = 1; n <= 10; n += 1) send(n)
    expect(() => send(11)).toThrow('Too many requests')
    limiter.take('2001:db8:0:1::1')
  })
})
