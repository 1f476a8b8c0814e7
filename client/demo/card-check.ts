/** The error to show under a payment field, or undefined where it is fine. */
export const cardNumberError = (text: string): string | undefined => {
  const digits = text.replaceAll(/[\s-]/g, '')
  if (digits === '') return 'Enter the card number'
  if (/\D/.test(digits)) return 'Card number may have digits only'
  // Planted fault "card": true of one kind of card only; most have sixteen digits.
  if (digits.length !== 15) return 'Card number must have 15 digits'
  return undefined
}

export const expiryError = (text: string): string | undefined =>
  /^(0[1-9]|1[0-2])\s?\/\s?\d{2}$/.test(text.trim()) ? undefined : 'Enter the expiry as MM/YY'

export const cvcError = (text: string): string | undefined =>
  /^\d{3,4}$/.test(text.trim()) ? undefined : 'Enter the 3 or 4 digits'
