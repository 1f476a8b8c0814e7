import { describe, expect, it } from 'vitest'
import { clientAddressOf, readProxies } from '../../src/node/client-address.ts'

const PROXIES = readProxies(['127.0.0.1', '10.0.0.0/8', 'fd00::/8'])
const CUSTOMER = '203.0.113.7'

describe('[T38] the address behind proxies', () => {
  it.each([
    ['without a proxy in between', CUSTOMER, undefined, CUSTOMER],
    ['of who asks directly and claims another', CUSTOMER, '198.51.100.1', CUSTOMER],
    ['told by the proxy', '127.0.0.1', CUSTOMER, CUSTOMER],
    ['over two proxies', '127.0.0.1', `${CUSTOMER}, 10.2.3.4`, CUSTOMER],
    ['behind what the customer invented', '127.0.0.1', `198.51.100.1, 10.9.9.9, ${CUSTOMER}`, CUSTOMER],
    ['with the port that some proxies add', '127.0.0.1', `${CUSTOMER}:50001`, CUSTOMER],
    ['over a socket of both families', '::ffff:127.0.0.1', `::ffff:${CUSTOMER}`, CUSTOMER],
    ['of the new family', 'fd00::1', '2001:db8::5', '2001:db8::5'],
    ['of the new family, with a port', 'fd00::1', '[2001:db8::5]:443', '2001:db8::5'],
    ['that is the proxy itself', '127.0.0.1', undefined, '127.0.0.1'],
    ['next to rubbish', '127.0.0.1', 'rubbish', '127.0.0.1'],
    ['left of rubbish, which no proxy wrote', '127.0.0.1', `${CUSTOMER}, ,10.0.0.1`, '10.0.0.1'],
    ['where everybody is a proxy', '127.0.0.1', '10.0.0.2, 10.0.0.1', '10.0.0.2'],
  ])('%s', (_, peer, forwarded, client) => {
    expect(clientAddressOf(PROXIES, peer, forwarded)).toBe(client)
  })

  it('is the peer where no proxy is trusted', () => {
    expect(clientAddressOf(readProxies([]), '127.0.0.1', CUSTOMER)).toBe('127.0.0.1')
  })

  it.each(['1', 'proxy.example', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0/x', '10.0.0/8'])(
    '%s is no proxy',
    (entry) => {
      expect(() => readProxies([entry])).toThrow()
    },
  )
})
