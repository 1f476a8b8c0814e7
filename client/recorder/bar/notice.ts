/** A sentence on a page that removes every element which is not its own: as the content of a pseudo-element. */
import { attempt, type Stop } from '../ground/guard.ts'

const LOOK = `all:initial!important;position:fixed!important;z-index:2147483647!important;left:50%!important;bottom:16px!important;
transform:translateX(-50%)!important;box-sizing:border-box!important;width:max-content!important;max-width:calc(100vw - 16px)!important;padding:8px 16px!important;
border:1px solid #d5dae0!important;border-radius:18px!important;background:#fff!important;color:#1b2229!important;
box-shadow:0 6px 20px rgb(0 0 0/30%)!important;font:13px/20px system-ui,sans-serif!important`

/** @returns what takes it away again */
export const sayWithoutElement = (sentence: string): Stop => {
  const sheet = attempt(() => {
    const made = new CSSStyleSheet()
    // A string of CSS is written as one of JSON, as long as it is one line.
    made.replaceSync(`html::after{${LOOK};content:${JSON.stringify(sentence)}!important}`)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, made]
    return made
  })
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet)
  }
}
