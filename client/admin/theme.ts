/** The theme switch. The choice is a cookie, so that the server renders the next page in it without a flash. */

const COOKIE = 'casereel-theme'
const YEAR_SECONDS = 31_536_000

export const startTheme = (): void => {
  const button = document.querySelector<HTMLButtonElement>('[data-theme-switch]')
  if (!button) return
  const root = document.documentElement
  const system = matchMedia('(prefers-color-scheme: dark)')
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : system.matches)
  const describe = () => {
    const label = isDark() ? 'Switch to light theme' : 'Switch to dark theme'
    button.title = label
    button.setAttribute('aria-label', label)
  }
  button.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark'
    // Choosing what the system has anyway means following it again.
    const follow = (theme === 'dark') === system.matches
    if (follow) delete root.dataset.theme
    else root.dataset.theme = theme
    const value = follow ? `; max-age=0` : `${theme}; max-age=${YEAR_SECONDS}`
    document.cookie = `${COOKIE}=${value}; path=/; samesite=lax`
    describe()
  })
  system.addEventListener('change', describe)
  describe()
  button.hidden = false
}
