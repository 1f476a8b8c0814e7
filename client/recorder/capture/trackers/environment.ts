import type { Entry, EnvironmentEntry } from '../../../../src/protocol/entries.ts'

/** Chromium's additions to Navigator (Network Information API, Device Memory). */
interface NavigatorMore {
  connection?: { effectiveType?: string; rtt?: number; downlink?: number }
  deviceMemory?: number
  userAgentData?: { platform?: string }
}

const readConnection = ({ connection }: NavigatorMore): EnvironmentEntry['connection'] =>
  connection?.effectiveType
    ? {
        effectiveType: connection.effectiveType,
        rttMs: connection.rtt ?? 0,
        downlinkMbps: connection.downlink ?? 0,
      }
    : undefined

/** Browser and device, once. */
export const trackEnvironment = (emit: (entry: Entry) => void): void => {
  const more = navigator as Navigator & NavigatorMore
  const connection = readConnection(more)
  emit({
    kind: 'environment',
    userAgent: navigator.userAgent,
    platform: more.userAgentData?.platform || navigator.platform,
    languages: [...navigator.languages],
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? '',
    screen: { width: screen.width, height: screen.height },
    viewport: { width: innerWidth, height: innerHeight },
    pixelRatio: devicePixelRatio,
    touchPoints: navigator.maxTouchPoints,
    colorScheme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
    reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
    cookiesEnabled: navigator.cookieEnabled,
    online: navigator.onLine,
    ...(connection && { connection }),
    ...(navigator.hardwareConcurrency && { cores: navigator.hardwareConcurrency }),
    ...(more.deviceMemory && { memoryGiB: more.deviceMemory }),
  })
}
