/**
 * `/casereel-words.js`: that nothing is recorded, in the languages of the consent page. The tag loads it only where a
 * recording cannot start and no claim has brought the words, such as on a page whose policy forbids requests to us.
 */
import { CANNOT_START } from '../src/protocol/bar-words/cannot-start.ts'
import type { WordsScript } from './loader.ts'

try {
  // By its name alone it may be `<img name=currentScript>`.
  const { get } = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript')!
  ;(get!.call(document) as WordsScript).casereel = CANNOT_START
} catch {
  // The tag says it in English.
}
