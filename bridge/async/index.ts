/**
 * Waiting: delays and wake-ups that a signal ends.
 * Imports nothing of the bridge.
 * @module
 */
export { pause, Slots, Wake } from './waiting.ts';
