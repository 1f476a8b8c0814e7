/** What a page is made of and no markup tells: dialogs, messages, states, measures, and what only XML has. */
import type { Part, Planter } from './plant.ts'
import { letters } from './values.ts'

export const beyondMarkup = (plant: Planter): Part => {
  const spoken = (id: string): string => plant('L30', 'Dialogs and notifications', id)
  const sent = (id: string): string => plant('L26', 'Messages of sockets, workers, channels and frames', id)
  const state = (id: string): string => plant('L30', 'States of elements that no markup tells', id)
  const measure = (id: string): string => plant('L26', 'Names of performance entries', id)
  const written = (id: string): string =>
    plant('L12', 'Doctypes, namespaces, processing instructions and CDATA', id)
  const value = {
    alert: spoken('text of an alert'),
    confirm: spoken('text of a confirm'),
    prompt: spoken('text of a prompt'),
    given: spoken('text that a prompt begins with'),
    notice: spoken('title of a notification'),
    noticeBody: spoken('text of a notification'),
    posted: sent('message to a window'),
    channel: sent('message of a channel'),
    channelName: sent('name of a channel'),
    worker: sent('message to a worker'),
    workerText: sent('text of a worker'),
    event: sent('detail of an event'),
    eventName: sent('name of an event'),
    form: state('form value of a custom element'),
    custom: state('state of a custom element'),
    label: state('label that a custom element gives itself'),
    validity: state('message of a field that is not valid'),
    cue: state('cue of a text track'),
    track: state('label of a text track'),
    session: state('title of a media session'),
    selected: state('property of a selection'),
    mark: measure('mark'),
    measured: measure('measure'),
    detail: measure('detail of a mark'),
    space: written('namespace of an element'),
    spaced: written('namespace of an attribute'),
    target: written('processing instruction'),
    instruction: written('target of a processing instruction').replace(/^\d/, 'x'),
    cdata: written('CDATA'),
    doctype: written('public identifier of a doctype'),
    system: written('system identifier of a doctype'),
    method: plant(
      'L26',
      'Own methods of requests',
      'method of a fetch',
      letters('method of a fetch').toUpperCase(),
    ),
    xhrMethod: plant(
      'L26',
      'Own methods of requests',
      'method of an XMLHttpRequest',
      letters('method of an XMLHttpRequest').toUpperCase(),
    ),
    path: plant('L26', 'Origins and paths of addresses', 'path of a request', letters('path of a request')),
    key: plant('L28', 'Keys of JSON and form bodies', 'key of JSON', letters('key of JSON')),
    formKey: plant('L28', 'Keys of JSON and form bodies', 'key of a form', letters('key of a form')),
    numbered: plant('L28', 'All else in bodies of requests', 'key of JSON with numbers'),
  }
  return {
    body: `<h2>Beyond</h2><beyond-markup></beyond-markup><label>Field <input id="invalid"></label><video id="tracked" width="9" height="9"></video><div id="xml"></div>`,
    act: (page) =>
      page.evaluate(async (text) => {
        alert(text.alert)
        confirm(text.confirm)
        prompt(text.prompt, text.given)
        try {
          const notice = new Notification(text.notice, { body: text.noticeBody })
          notice.close()
        } catch {
          // Not everywhere.
        }
        postMessage({ said: text.posted }, '*')
        const [one, two] = [new BroadcastChannel(text.channelName), new BroadcastChannel(text.channelName)]
        one.postMessage(text.channel)
        two.close()
        one.close()
        const worker = new Worker(
          URL.createObjectURL(new Blob([`onmessage = () => postMessage('${text.workerText}')`])),
        )
        const answered = new Promise((resolve) => (worker.onmessage = resolve))
        worker.postMessage(text.worker)
        await answered
        worker.terminate()
        document.body.dispatchEvent(new CustomEvent(text.eventName, { detail: text.event, bubbles: true }))
        customElements.define(
          'beyond-markup',
          class extends HTMLElement {
            static formAssociated = true
            constructor() {
              super()
              const internals = this.attachInternals()
              internals.setFormValue(text.form)
              internals.ariaLabel = text.label
              internals.states.add(text.custom)
            }
          },
        )
        const field = document.getElementById('invalid') as HTMLInputElement
        field.setCustomValidity(text.validity)
        field.checkValidity()
        const video = document.getElementById('tracked') as HTMLVideoElement
        const track = video.addTextTrack('captions', text.track, 'en')
        track.mode = 'showing'
        track.addCue(new VTTCue(0, 9, text.cue))
        navigator.mediaSession.metadata = new MediaMetadata({ title: text.session })
        const selection = Object.assign(getSelection()!, { note: text.selected })
        selection.selectAllChildren(document.querySelector('h1')!)
        performance.mark(text.mark, { detail: text.detail })
        performance.measure(text.measured, text.mark)
        const place = document.getElementById('xml')!
        place.append(document.createElementNS(`urn:${text.space}`, 'thing'))
        place.setAttributeNS(`urn:${text.spaced}`, 'x:own', '1')
        place.append(document.createProcessingInstruction(text.instruction, text.target))
        const xml = new DOMParser().parseFromString(`<a><![CDATA[${text.cdata}]]></a>`, 'text/xml')
        place.append(document.importNode(xml.documentElement, true))
        const doctype = document.implementation.createDocumentType('html', text.doctype, text.system)
        const frame = document.createElement('iframe')
        place.append(frame)
        frame.contentDocument!.replaceChild(
          doctype,
          frame.contentDocument!.doctype ??
            frame.contentDocument!.insertBefore(
              document.implementation.createDocumentType('html', '', ''),
              frame.contentDocument!.firstChild,
            ),
        )
        const xhr = new XMLHttpRequest()
        xhr.open(text.xhrMethod, '/answer')
        const ended = new Promise((resolve) => xhr.addEventListener('loadend', resolve))
        xhr.send()
        const post = (body: BodyInit, type: string): Promise<unknown> =>
          fetch('/answer', { method: 'POST', body, headers: { 'content-type': type } }).then((response) =>
            response.text(),
          )
        await Promise.allSettled([
          ended,
          fetch('/answer', { method: text.method }),
          fetch(`/api/${text.path}`),
          post(JSON.stringify({ [text.key]: 1, [text.numbered]: 2 }), 'application/json'),
          post(`${text.formKey}=1`, 'application/x-www-form-urlencoded'),
        ])
      }, value),
  }
}
