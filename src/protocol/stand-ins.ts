/** Stand-ins of the recorder's for names that a page gave (client/recorder/capture/gate/names.ts): the page itself knows none of them. */

/** Of an element's own name; with a hyphen, so that it can have a shadow root where the original had one. */
export const STAND_IN_TAG = /^x-\d+$/
export const STAND_IN_ID = /^id-\d+$/
