/**
 * The settings of an organisation and what follows from a change of them.
 * What a setting means is decided in the room that reads it.
 * Imports terminals/, recompute/ and the ground.
 * @module
 */

export { describeSettings } from './next-runs.ts';
export { changeSettings, replaceSettings } from './settings.ts';
export { listSites } from './sites.ts';
