/**
 * Waiting: delays and wake-ups that a signal ends.
 * Imports nothing of the bridge.
 * @module
 */
export { Permits, pause, Wake } from './waiting.ts';
