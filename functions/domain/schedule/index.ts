/**
 * What happens by the clock: the minute tick, due downloads, the nightly generation and checks, a bounded piece for each message.
 * It starts work and does none itself, so that it may import many rooms and no room imports it.
 * Imports changes/, downloads/, exports/, terminals/, recompute/ and the ground.
 * @module
 */
export { workOnClock } from './clock-work.ts';
