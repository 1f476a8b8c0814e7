/** Our own element, of the bar and of the dry run's panel: blocked for rrweb's observers, and ignored by its mirror (picture.ts). */
export const BAR_TAG = 'casereel-bar'
