/** What axe finds on a page that has come to rest: colours halfway through a fade are no colours of the page. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations']

/** Waits for all that ends by itself; what turns without end, such as a spinner, does not change colours. */
const comeToRest = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
        .map(({ finished }) => finished),
    ),
  )

/** @param parts selectors of what is looked at alone, or left out */
export const violationsOf = async (
  page: Page,
  { include, exclude }: { include?: string; exclude?: string } = {},
): Promise<Violations> => {
  await comeToRest(page)
  const axe = new AxeBuilder({ page })
  if (include) axe.include(include)
  if (exclude) axe.exclude(exclude)
  return (await axe.analyze()).violations
}
