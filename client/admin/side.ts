/** On a narrow screen the list of settings is a strip that scrolls sideways: it starts at the page that is open. */
export const startSide = (): void => {
  const side = document.querySelector('.side')
  const current = side?.querySelector('[aria-current]')
  if (!side || !current) return
  const [strip, link] = [side.getBoundingClientRect(), current.getBoundingClientRect()]
  side.scrollLeft += link.left + link.width / 2 - (strip.left + strip.width / 2)
}
