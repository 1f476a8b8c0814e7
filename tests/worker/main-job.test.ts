/** The main job on the Worker, by plain requests and sockets. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { START } from '../support/clock.ts'
import { wireFrame } from '../support/frames.ts'
import { documentOf, el, pictureOf } from '../support/synthetic-page.ts'
import { anaFrame, createCast, pictureFrame, type Cast } from '../support/worker-cast.ts'
import { SHOP, startWorkerHost, type WorkerHost } from '../support/worker-host.ts'

let host: WorkerHost
let cast: Cast
let maria: string
beforeAll(async () => {
  host = await startWorkerHost()
  cast = createCast(host)
  maria = await cast.setUp()
}, 60_000)
afterAll(() => host.close())

const record = async () => {
  const { code, cookie, linkUrl } = await cast.accept()
  const claim = await cast.claim(code)
  const recorder = await cast.recorder(claim)
  recorder.send(cast.hello(claim))
  await recorder.hear('welcome')
  return { claim, recorder, cookie, linkUrl, id: claim.recording }
}

it('set-up, case, link, consent, claim, frames, live, stop, replay, erase', { timeout: 60_000 }, async () => {
  const { recorder, id } = await record()
  recorder.send(pictureFrame(1))
  recorder.send(anaFrame(2))
  expect(await recorder.hear('ack', ({ seq }) => seq === 2)).toMatchObject({ stored: 5 })

  const viewer = await cast.viewer(id, maria)
  await viewer.hear('welcome')
  expect(await viewer.hear('resync')).toMatchObject({ reason: 'joined' })
  await recorder.hear('snapshot')
  recorder.send(pictureFrame(3))
  await viewer.frame(1)
  await recorder.hear('watching', ({ count }) => count === 1)

  const live = await cast.page(`/recordings/${id}`, maria)
  expect(live.status).toBe(200)
  expect((await cast.api.events(id)).length).toBe(9)

  recorder.send(anaFrame(4))
  recorder.send({ type: 'stop', reason: 'customer' })
  await viewer.hear('ended')
  expect(await recorder.closed).toMatchObject({ code: 4410 })
  await expect.poll(async () => (await cast.api.recording(id)).status).toBe('ended')
  await expect.poll(async () => (await cast.data(id, maria)).recording.sealed).toBe(true)

  const events = await cast.api.events(id)
  expect(events.map(({ type }) => type)).toEqual([4, 2, 5, 5, 3, 4, 2, 5, 5, 3])
  expect((await cast.api.timeline(id)).map(({ kind }) => kind)).toEqual([
    'page',
    'environment',
    'page',
    'environment',
  ])
  const data = await cast.data(id, maria)
  expect(data.segments.map(({ firstSeq }) => firstSeq)).toEqual([1, 3])
  const segment = await cast.page(`/recordings/${id}/segments/${data.segments[0]?.tab}/1`, maria)
  // A copy in a browser's cache would outlive an erasure.
  expect(segment.headers.get('cache-control')).toContain('no-store')
  expect(await segment.json()).toEqual(events.slice(0, 5))
  const part = await cast.page(`/recordings/${id}/segments/${data.segments[0]?.tab}/1`, maria, {
    range: 'bytes=2-9',
  })
  expect(part.status).toBe(206)
  expect(part.headers.get('content-range')).toBe(`bytes 2-9/${data.segments[0]?.bytes}`)
  expect((await part.arrayBuffer()).byteLength).toBe(8)
  // Not for those who are not signed in.
  expect((await cast.page(`/recordings/${id}/segments/${data.segments[0]?.tab}/1`, '')).status).toBe(303)

  await cast.api.erase(id)
  expect((await cast.api.call('GET', `/recordings/${id}`)).status).toBe(404)
  const { SEGMENTS } = (await host.worker.getEnv()) as {
    SEGMENTS: { list(): Promise<{ objects: unknown[] }> }
  }
  expect((await SEGMENTS.list()).objects).toEqual([])
})

it(
  'frames by HTTP, with a gap told and what is out of order asked for again',
  { timeout: 60_000 },
  async () => {
    const { code } = await cast.accept()
    const claim = await cast.claim(code)
    const first = await cast.upload(claim, 1, [pictureFrame(1), anaFrame(2)])
    expect(first).toMatchObject({
      status: 200,
      body: {
        messages: [
          { type: 'welcome', lastSeq: 0 },
          { type: 'ack', seq: 2 },
        ],
      },
    })
    const early = await cast.upload(claim, 3, [anaFrame(4)])
    expect(early.body.messages).toMatchObject([
      { type: 'welcome', lastSeq: 2 },
      { type: 'resend', from: 3 },
      { type: 'ack', seq: 2 },
    ])
    const gap = await cast.upload(claim, 7, [anaFrame(7)])
    expect(gap.body.messages.at(-1)).toMatchObject({ type: 'ack', seq: 7 })
    const wrong = await cast.upload({ ...claim, token: 'x' }, 1, [])
    expect(wrong.status).toBe(401)
    expect((await cast.api.events(claim.recording)).length).toBe(6)
    await cast.api.erase(claim.recording)
    expect((await cast.upload(claim, 8, [anaFrame(8)])).status).toBe(404)
  },
)

it('[L33] a secret that comes through is masked, and told where it stood', { timeout: 60_000 }, async () => {
  const { recorder, id } = await record()
  const page = documentOf([el('p', { class: 'contact' }, 'alice.canary@example.com')])
  recorder.send(wireFrame({ seq: 1, events: pictureOf(page, START) }))
  await recorder.hear('ack', ({ seq }) => seq === 1)
  recorder.send({ type: 'stop', reason: 'customer' })
  await expect.poll(async () => (await cast.data(id, maria)).recording.sealed).toBe(true)
  expect(JSON.stringify(await cast.api.events(id))).toContain('••e-mail••')
  expect(await cast.api.recording(id)).toMatchObject({ leakCount: 1 })
  expect((await cast.api.call('GET', `/recordings/${id}/leaks`)).body).toEqual({
    items: [{ kind: 'e-mail', place: 'html > body > .contact', isSelector: true, count: 1 }],
  })
})

it('a socket for a recording that is not there is told so', async () => {
  const socket = await cast.recorder({ recording: 'nobody' } as never)
  expect(await socket.closed).toMatchObject({ code: 4410 })
  expect(await host.worker.listDurableObjectIds('RoomObject')).not.toContain('nobody')
})

it('other origins are refused, and no socket is opened for them', async () => {
  const answer = await fetch(`${host.url}/r/claim`, {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
    body: JSON.stringify({ code: 'nobody-was-given-this-code' }),
  })
  expect(answer.status).toBe(403)
  expect(SHOP).not.toBe('https://evil.example')
})
