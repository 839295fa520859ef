/**
 * Updates of the bridge: a signed release is checked, put in the place of the running program, and taken back when the
 * new bridge does not reach its cloud.
 * Imports cloud/ (for the way through a proxy), outbox/, service/ and config/.
 * @module
 */
export { canUpdateItself, ownFiles } from './own-program.ts';
export { ProgramFiles } from './program-files.ts';
export { builtInReleaseKey } from './release-key.ts';
export { releaseSource } from './release-source.ts';
export {
  type FoundRelease,
  findRelease,
  type Settled,
  settleTrial,
  type UpdateOptions,
  updateBridge,
} from './update.ts';
export { UpdateError } from './update-error.ts';
export { UpdateAtWork } from './update-lock.ts';
export { compareVersions } from './version-order.ts';
