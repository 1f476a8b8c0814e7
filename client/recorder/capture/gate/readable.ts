/** Text that may be read, without what nobody may read. */
import { redactUrlsIn } from '../../../../src/protocol/addresses.ts'
import { maskSecrets } from '../../../../src/protocol/secret-shapes.ts'

/** Cut addresses, and no secret that has a shape. */
export const readable = (text: string): string => maskSecrets(redactUrlsIn(text))
