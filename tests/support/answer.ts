/** An answer as the consent page's own form gives it, without a browser. */

/** Fields that the Allow form carries, by name: which text was shown, and in which language. */
export const allowFields = (page: string): Record<string, string> => {
  const [form = ''] = /<form[^>]*id="allow"[\s\S]*?<\/form>/.exec(page) ?? []
  const inputs = form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value]))
}

/** Opens the link's page and presses Allow. @param headers of the browser; `origin` at least */
export const pressAllow = async (
  linkUrl: string,
  headers: Record<string, string>,
  more: Record<string, string> = {},
): Promise<Response> => {
  const page = await fetch(linkUrl, { headers })
  const body = new URLSearchParams({ ...allowFields(await page.text()), ...more })
  return fetch(`${linkUrl}/accept`, { method: 'POST', headers, body, redirect: 'manual' })
}
