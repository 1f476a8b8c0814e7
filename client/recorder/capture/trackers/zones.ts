/** Angular's zone.js: what starts inside a zone of the host app wakes its change detection when it is done. */

interface Zones {
  root?: { run?: <T>(work: () => T) => T }
}

const zonesOf = (): Zones | undefined => (window as { Zone?: Zones }).Zone

/** True for a promise of zone.js, which it puts in the place of the browser's. */
export const isOfZone = (promise: object): boolean =>
  Boolean(zonesOf()?.root) &&
  Object.getPrototypeOf(promise) === (window.Promise as { prototype?: object } | undefined)?.prototype

/** Runs `work` outside of all zones of the host app. */
export const outsideZones = <T>(work: () => T): T => {
  const root = zonesOf()?.root
  return typeof root?.run === 'function' ? root.run(work) : work()
}
