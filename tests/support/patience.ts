/**
 * Times that the product promises, as tests hold it to them. A test machine does ten other things meanwhile, and one test that
 * is red by chance refuses everybody's work; so each is awaited five times as long, which is still far less than what would
 * come in its place (a heartbeat, a retry). On a machine that does nothing else, CASEREEL_EXACT=1 takes every promise at its word.
 */
const TIMES = process.env['CASEREEL_EXACT'] ? 1 : 5

/** @param ms what is promised */
export const within = (ms: number): number => ms * TIMES
