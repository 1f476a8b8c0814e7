/** How a mask looks. */

/** For whatever was typed: its length must tell nothing, and a key more must not be seen. */
export const MASK = '••••••••'

/** For a number, or for true and false: 0 and false would be read as what the page had. */
export const DOT = '•'

export const maskField = (text: string): string => (text === '' ? '' : MASK)

/** Stars for every character that is no space, so that the layout stays. */
export const maskText = (text: string): string => text.replace(/\S/g, '*')
