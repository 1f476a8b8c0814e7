/** Whose request it is, where proxies stand in between. */
import { BlockList, isIP } from 'node:net'

/** Addresses and networks (CIDR) of proxies whose word is believed. */
export type Proxies = Pick<BlockList, 'check'>

/** @throws Error for what is neither an address nor a network */
export const readProxies = (entries: readonly string[]): Proxies => {
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', bits, ...more] = entry.split('/')
    const family = familyOf(address)
    if (!family || more.length > 0) throw new Error(`${entry} is no address`)
    if (bits === undefined) list.addAddress(address, family)
    else if (/^\d{1,3}$/.test(bits)) list.addSubnet(address, Number(bits), family)
    else throw new Error(`${entry} is no network`)
  }
  return list
}

/**
 * Each proxy writes the address it was asked from at the right end of `X-Forwarded-For`; what stands left of that came
 * with the request and may be invented. So we go from the right for as long as a proxy of ours tells us who was before it.
 * @param peer address at the other end of the connection
 */
export const clientAddressOf = (proxies: Proxies, peer: string, forwarded: string | undefined): string => {
  const told = (forwarded ?? '').split(',').map((entry) => readAddress(entry))
  let client = readAddress(peer) ?? peer
  while (isProxy(proxies, client)) {
    const before = told.pop()
    // What is no address was not written by a proxy of ours.
    if (!before) break
    client = before
  }
  return client
}

const isProxy = (proxies: Proxies, address: string): boolean => {
  const family = familyOf(address)
  return family !== null && proxies.check(address, family)
}

const familyOf = (address: string): 'ipv4' | 'ipv6' | null => {
  const version = isIP(address)
  return version === 0 ? null : version === 4 ? 'ipv4' : 'ipv6'
}

/** Without the port that some proxies add; an IPv4 address that came over IPv6 as itself. */
const readAddress = (entry: string): string | null => {
  const text = entry.trim()
  const bare = /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  const address = /^::ffff:([\d.]+)$/i.exec(bare)?.[1] ?? bare
  return isIP(address) === 0 ? null : address
}
