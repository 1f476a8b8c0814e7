/** The Durable Object of one live recording: it hands sockets, uploads and alarms to the room, and keeps its journal. */
import { DurableObject } from 'cloudflare:workers'
import { requireOpenable, requireRow } from '../actions/read-recording.ts'
import { roomDepsOf } from '../actions/room-deps.ts'
import { seal } from '../actions/seal.ts'
import { SECOND } from '../domain/clock.ts'
import { tellDamage } from '../domain/damage.ts'
import { DomainError } from '../domain/errors.ts'
import type { Cipher } from '../domain/cipher.ts'
import { MAX_FRAME_BYTES } from '../protocol/limits.ts'
import { CloseCode, type CloseCodeValue, type EndReason, type UploadAnswer } from '../protocol/messages.ts'
import { createEncryptedJournal, type EncryptedJournal } from '../room/encrypted-journal.ts'
import type { JournalFrame, JournalState } from '../room/journal.ts'
import type { RoomMemory } from '../room/absence.ts'
import type { Peer } from '../room/peer.ts'
import { createRoom, type Room } from '../room/room.ts'
import { findRecording } from '../store/recordings.ts'
import { createRoomAlarm } from './alarm.ts'
import { log, openCore, type Core } from './core.ts'
import type { Bindings } from './environment.ts'
import { createPackedJournal, type PackedJournal } from './journal.ts'
import { outcomeOf, type Outcome } from './outcome.ts'
import { attachSeat, createPeer, isOpen } from './peer.ts'
import { readSocketRequest, switchProtocols } from './sockets.ts'

const NO_RECORDING = 'There is no such recording.'
const MEMORY = 'memory'
/** How long after a failed alarm, or a failed sealing, it is tried again. */
const RETRY_MS = 10 * SECOND
/** While nobody watches, a frame waits this long for others: rows are paid for, and the recorder keeps what is not acked. */
const PACK_MS = 1_000
/** While somebody watches or waits for the answer. */
const PACK_AT_ONCE_MS = 4

export class RoomObject extends DurableObject<Bindings> {
  readonly #packs: PackedJournal
  readonly #journal: EncryptedJournal
  readonly #alarm: ReturnType<typeof createRoomAlarm>
  readonly #peers = new WeakMap<WebSocket, Peer>()
  #room: Promise<Room> | null = null
  /** As its recording was when the room was opened; one that is over may still have to be sealed. */
  #isLive = false
  #cipher: Cipher | null = null
  #uploads = 0

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env)
    this.#packs = createPackedJournal(ctx.storage, () =>
      this.#uploads > 0 || this.#isWatched() ? PACK_AT_ONCE_MS : PACK_MS,
    )
    this.#journal = createEncryptedJournal(
      this.#packs,
      this.#id,
      () => this.#openCipher(),
      (damage) => log('error', tellDamage('The journal', damage)),
    )
    this.#alarm = createRoomAlarm(ctx.storage)
  }

  /** Takes a socket that the Worker's guards let through. */
  override async fetch(request: Request): Promise<Response> {
    try {
      if (!this.#room) await requireOpenable(await openCore(this.env), this.#id)
      const room = await this.#open()
      const { response, socket } = switchProtocols(request)
      this.ctx.acceptWebSocket(socket)
      attachSeat(socket, { role: 'greeting', ...readSocketRequest(request), openedAt: Date.now() })
      room.opened(this.#peerOf(socket))
      return response
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      const { response, socket } = switchProtocols(request)
      socket.accept()
      socket.close(CloseCode.Over, error.message)
      return response
    }
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    if (typeof message !== 'string' && message.byteLength > MAX_FRAME_BYTES) {
      return socket.close(CloseCode.TooBig, `A frame may have ${MAX_FRAME_BYTES} bytes.`)
    }
    // What is said in words is waited for: nothing that came before it is held back.
    if (typeof message === 'string') this.#flush()
    await this.#dealWith(socket, (room, peer) => room.received(peer, message))
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    this.#flush()
    await this.#dealWith(socket, (room, peer) => room.closed(peer))
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    await this.webSocketClose(socket)
  }

  /** Delivered at least once; to ring twice does no harm. */
  override async alarm(): Promise<void> {
    this.#alarm.rang()
    try {
      await this.#tend()
    } catch (error) {
      // Thrown, it would be tried six times and then never again.
      log('error', 'The upkeep of a room failed; it is tried again.', error)
      this.#alarm.set(Date.now() + RETRY_MS)
    }
  }

  expect(): Promise<Outcome<void>> {
    return outcomeOf(async () => (await this.#open()).alarm())
  }

  upload(origin: string, body: Uint8Array<ArrayBuffer>): Promise<Outcome<UploadAnswer>> {
    this.#uploads += 1
    return outcomeOf(async () => (await this.#open()).upload(origin, body)).finally(() => {
      this.#uploads -= 1
    })
  }

  end(reason: EndReason): Promise<Outcome<void>> {
    this.#flush()
    return outcomeOf(async () => (await this.#open()).end(reason))
  }

  async forget(): Promise<void> {
    this.#room = null
    this.#cipher = null
    for (const socket of this.ctx.getWebSockets())
      closeOpen(socket, CloseCode.Over, 'The recording was erased.')
    await this.#journal.clear()
  }

  readState(): Promise<JournalState> {
    return this.#journal.state()
  }

  readFrames(tab: string, fromSeq: number, limit: number): Promise<JournalFrame[]> {
    return this.#journal.read(tab, fromSeq, limit)
  }

  async #tend(): Promise<void> {
    // A room that was awake for a live recording knows by itself what is due.
    if (this.#room && this.#isLive) return (await this.#room).alarm()
    const recording = await findRecording((await openCore(this.env)).database, this.#id)
    // Erased, or over: there is nothing left to tend.
    if (!recording || recording.sealedAt !== null) return this.#journal.clear()
    const room = await this.#open()
    await (recording.state === 'ended' ? room.end(recording.endReason ?? 'away') : room.alarm())
  }

  /** Writes at once what waits for others. Nobody waits for it here, or a message could overtake another. */
  #flush(): void {
    void this.#journal.handedOver().then(() => this.#packs.flush())
  }

  async #openCipher(): Promise<Cipher> {
    this.#cipher ??= await (await openCore(this.env)).recordingKeys.cipherOf(this.#id)
    return this.#cipher
  }

  /** Objects are named after their recording. */
  get #id(): string {
    return this.ctx.id.name ?? ''
  }

  /** No exception of a message may reach the platform: it would neither ack nor close (seen on workerd). */
  async #dealWith(socket: WebSocket, use: (room: Room, peer: Peer) => Promise<void>): Promise<void> {
    try {
      const room = await this.#open()
      await use(room, this.#peerOf(socket))
    } catch (error) {
      if (error instanceof DomainError) closeOpen(socket, CloseCode.Over, NO_RECORDING)
      else {
        log('error', 'A socket could not be handled.', error)
        closeOpen(socket, CloseCode.ServerError, 'Something failed on the server; connect again.')
      }
    }
  }

  #open(): Promise<Room> {
    if (this.#room) return this.#room
    const opening = this.#openRoom()
    this.#room = opening
    opening.catch(() => {
      if (this.#room === opening) this.#room = null
    })
    return opening
  }

  async #openRoom(): Promise<Room> {
    const core = await openCore(this.env)
    const recording = await requireRow(core, this.#id)
    this.#isLive = recording.state !== 'ended'
    const { kv } = this.ctx.storage
    return createRoom(
      roomDepsOf(core, recording, {
        journal: this.#journal,
        peers: () => this.#openPeers(),
        setAlarm: (at) => this.#alarm.set(at),
        memory: kv.get<RoomMemory>(MEMORY) ?? null,
        remember: (memory) => kv.put(MEMORY, memory),
        // Alone in its object, it takes its own time and nobody else's: frames are checked in the room itself.
        wait: (ms) => scheduler.wait(ms),
        // They come with a deployment, which closes every socket.
        keysMayChange: false,
        onOver: () => this.#seal(core),
      }),
    )
  }

  /** What cannot be done now, a new room does when the alarm rings. */
  async #seal(core: Core): Promise<void> {
    try {
      await seal(core, this.#id, this.#journal)
      await this.ctx.storage.deleteAll()
    } catch (error) {
      log('error', 'A recording could not be sealed yet.', error, { recording: this.#id })
      this.#alarm.set(Date.now() + RETRY_MS)
    }
    this.#room = null
  }

  #openPeers(): Peer[] {
    return this.ctx
      .getWebSockets()
      .filter(isOpen)
      .map((socket) => this.#peerOf(socket))
  }

  #isWatched(): boolean {
    return this.#openPeers().some(({ seat }) => seat.role === 'viewer')
  }

  #peerOf(socket: WebSocket): Peer {
    const known = this.#peers.get(socket) ?? createPeer(socket)
    this.#peers.set(socket, known)
    return known
  }
}

const closeOpen = (socket: WebSocket, code: CloseCodeValue, reason: string): void => {
  if (isOpen(socket)) socket.close(code, reason)
}
