/** The public key whose releases this bridge takes: built into the executables of a release. @module */

declare global {
  /** Public key in PEM; the build of a release replaces it by its value. */
  var rollcallReleaseKey: string | undefined;
}

/** The public key that was built in, in PEM; undefined in a bridge that no release has made. */
export const builtInReleaseKey = (): string | undefined => globalThis.rollcallReleaseKey;
