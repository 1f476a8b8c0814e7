/** Says `text` to screen readers, once, without moving the focus. */
export const announce = (text: string): void => {
  const region = document.getElementById('announcer')
  if (!region) return
  // The same words twice are a change only if the region was empty in between.
  region.textContent = ''
  setTimeout(() => (region.textContent = text), 50)
}
