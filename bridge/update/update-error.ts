/** Why an update does not happen, or was taken back; the message says what to do. @module */

/** An update that was refused or taken back. */
export class UpdateError extends Error {
  override readonly name = 'UpdateError';
}
