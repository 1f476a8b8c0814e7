/** What axe finds on a page that has come to rest: colours halfway through a fade are no colours of the page. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations']

interface Part {
  /** Selectors of what is looked at alone, or left out. */
  include?: string
  exclude?: string
}

/**
 * Brings all that ends by itself to its end; what turns without end, such as a spinner, does not change colours. To wait for it would
 * be to wait for a frame, and a headless page in which nothing else moves may never draw one.
 */
const comeToRest = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish()
  })

/** The rules whose answer depends on colours. All others read the document, which is the same in light and in dark. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** As the page is now. */
export const violationsOf = async (page: Page, { include, exclude }: Part = {}): Promise<Violations> => {
  await comeToRest(page)
  // Only frames of other origins need the other mode, which opens a page of its own for each analysis.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  axe.options({ resultTypes: ['violations'] })
  if (include) axe.include(include)
  if (exclude) axe.exclude(exclude)
  return (await axe.analyze()).violations
}

/** With the axe that `violationsOf` has left in the page. */
const colourViolationsOf = async (page: Page, { include, exclude }: Part): Promise<Violations> => {
  await comeToRest(page)
  const context = { ...(include && { include: [include] }), ...(exclude && { exclude: [exclude] }) }
  return page.evaluate(
    async ([where, rules]) => {
      const { axe } = window as unknown as {
        axe: { run(context: object, options: object): Promise<{ violations: Violations }> }
      }
      const runOnly = { type: 'rule', values: rules }
      const found = await axe.run('include' in where || 'exclude' in where ? where : document, {
        runOnly,
        resultTypes: ['violations'],
      })
      return found.violations
    },
    [context, COLOUR_RULES] as const,
  )
}

/** In light and in dark, without loading the page anew. */
export const violationsInBoth = async (page: Page, part: Part = {}): Promise<Violations> => {
  await page.emulateMedia({ colorScheme: 'light' })
  const light = await violationsOf(page, part)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await colourViolationsOf(page, part)
  await page.emulateMedia({ colorScheme: 'light' })
  return [...light, ...dark]
}
