/**
 * What a limit counts as one sender: an IPv4 address, or the /64 network of an IPv6 address, in which whoever has one
 * address has all (RFC 6177).
 */
export const networkOf = (address: string): string => {
  if (!address.includes(':') || !URL.canParse(`http://[${address}]/`)) return address
  const [left = '', right] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::')
  const before = left === '' ? [] : left.split(':')
  const after = right ? right.split(':') : []
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after]
  return `${groups.slice(0, 4).join(':')}::/64`
}
