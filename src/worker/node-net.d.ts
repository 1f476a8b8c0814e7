/** The part of Node's sockets that is used here, as workerd has it with `nodejs_compat`; its own types do not tell it. */
declare module 'node:net' {
  interface Socket {
    once(event: 'connect' | 'secureConnect' | 'error', listener: () => void): this
    off(event: 'error', listener: () => void): this
    destroy(): this
  }
  const connect: (server: { host: string; port: number }) => Socket
}

declare module 'node:tls' {
  import type { Socket } from 'node:net'
  const connect: (server: { host: string; port: number; servername: string }) => Socket
}
