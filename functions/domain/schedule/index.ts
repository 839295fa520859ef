/**
 * What happens by the clock: the minute tick, due downloads, the nightly generation and checks.
 * It starts work and does none itself, so that it may import many rooms and no room imports it.
 * Imports downloads/, terminals/, recompute/ and the ground.
 * @module
 */
export { nightly, tick } from './tick.ts';
