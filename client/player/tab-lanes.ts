/** Thin lanes under the timeline: which of the customer's tabs was in front. */
import { s } from './dom.ts'
import type { FrontSpan } from './tabs.ts'
import type { Timescale } from './timescale.ts'

/** More tabs share lanes: whose a stretch is, the preview says. */
const LANES = 4
const LANE_HEIGHT = 3
/** Height of all lanes in px; the stylesheet makes the timeline taller by it. */
const LANES_HEIGHT = LANES * LANE_HEIGHT

/** One path for each lane, however often the customer went back and forth. */
export const drawLanes = (
  spans: readonly FrontSpan[],
  tabs: readonly string[],
  scale: Timescale,
  width: number,
): SVGSVGElement => {
  const paths = Array.from({ length: LANES }, () => '')
  for (const { tab, from, to } of spans) {
    const lane = tabs.indexOf(tab) % LANES
    const left = Math.round(scale.at(from) * width * 10) / 10
    const length = Math.max(2, Math.round((scale.at(to) * width - left) * 10) / 10)
    paths[lane] += `M${left} ${lane * LANE_HEIGHT}h${length}v${LANE_HEIGHT - 1}h-${length}z`
  }
  return s(
    'svg',
    { class: 'timeline-lanes', width, height: LANES_HEIGHT, 'aria-hidden': 'true' },
    ...paths.map((d, lane) => s('path', { class: `lane lane-${lane + 1}`, d })),
  )
}
