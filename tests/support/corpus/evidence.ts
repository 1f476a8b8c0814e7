/** All places where something that left the customer's browser can be seen, each as one text. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { decodeFrame, unpack } from '../../../src/protocol/codec.ts'
import type { Api } from '../api.ts'
import type { Recorded } from '../host-test.ts'
import type { TestServer } from '../server.ts'
import type { ViewerSocket } from '../viewer-socket.ts'

export interface Evidence {
  /** What left the customer's browser for our server: frames unpacked, bodies, addresses, headers. */
  wire: string
  /** Segments as the API gives them, decrypted, of every tab. */
  events: string
  /** The recording, its timeline, its consent record and what the second wall masked, by the API. */
  timeline: string
  /** The customer's download, the player's page, the list, the audit log as a file. */
  exports: string
  /** What a person who watched live was sent. */
  viewer: string
  /** The database with its log, and whatever else lies in the folder of the server. */
  files: string
  log: string
}

const bytesIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
    .join('\n')

const framesAsText = async (viewer: ViewerSocket): Promise<string> => {
  const texts = await Promise.all(
    viewer.frames.map(async (bytes) => new TextDecoder().decode(await unpack(decodeFrame(bytes), Infinity))),
  )
  return [JSON.stringify(viewer.events), ...texts].join('\n')
}

const eventsOfAllTabs = async (api: Api, id: string): Promise<string> => {
  const { tabs } = await api.recording(id)
  const each = await Promise.all(
    tabs.map(async (tab) => (await api.call('GET', `/recordings/${id}/events?tab=${tab.id}`)).body),
  )
  return JSON.stringify(each)
}

/** Pages and files for people who work here, and what the customer downloads of their own. */
const exportsOf = async (
  agent: Page,
  { page, recordingId, linkUrl }: Recorded,
  url: string,
): Promise<string> => {
  const downloaded = await page.request.get(`${linkUrl}/download`)
  if (!downloaded.ok()) throw new Error(`The customer's download was answered with ${downloaded.status()}.`)
  const answers = [downloaded]
  for (const path of ['/recordings', `/recordings/${recordingId}`, '/settings/audit.csv']) {
    // oxlint-disable-next-line no-await-in-loop -- one page after the other, as a person would
    const answer = await agent.request.get(`${url}${path}`)
    if (!answer.ok()) throw new Error(`${path} was answered with ${answer.status()}.`)
    answers.push(answer)
  }
  return (await Promise.all(answers.map((answer) => answer.text()))).join('\n')
}

export interface Witnesses {
  server: TestServer
  api: Api
  /** A page of somebody who works here. */
  agent: Page
  /** Who watched while it was live. */
  viewer: ViewerSocket
}

/** Everything there is of a recording that has ended. */
export const collectEvidence = async (
  recorded: Recorded,
  { server, api, agent, viewer }: Witnesses,
): Promise<Evidence> => {
  const { recordingId: id, wire } = recorded
  const told = await Promise.all(
    ['', '/timeline', '/consent', '/leaks'].map((part) => api.call('GET', `/recordings/${id}${part}`)),
  )
  return {
    wire: await wire.text(server.url),
    events: await eventsOfAllTabs(api, id),
    timeline: JSON.stringify(told),
    exports: await exportsOf(agent, recorded, server.url),
    viewer: await framesAsText(viewer),
    files: bytesIn(server.dataDir),
    log: server.output(),
  }
}
