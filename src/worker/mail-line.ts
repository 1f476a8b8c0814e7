import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { MailFault } from '../domain/mail.ts'
import { MAIL_TIMEOUT_MS } from '../protocol/limits.ts'
import type { OpenLine } from '../smtp.ts'

/**
 * A line for which workerd looks the name up. The mail library would do so first and connect to the number, and workerd
 * would then want a certificate for that number.
 */
export const openLine: OpenLine = ({ host, port, isTls }) =>
  new Promise((resolve, reject) => {
    const socket: Socket = isTls ? connectTls({ host, port, servername: host }) : connect({ host, port })
    const fail = (): void => {
      clearTimeout(timer)
      socket.destroy()
      // workerd does not tell which of the two it was.
      const orTls = isTls ? ', or its certificate is not trusted' : ''
      reject(new MailFault(`The mail server could not be reached${orTls}.`))
    }
    const timer = setTimeout(fail, MAIL_TIMEOUT_MS)
    socket.once('error', fail)
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer)
      socket.off('error', fail)
      resolve(socket)
    })
  })
