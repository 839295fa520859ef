/**
 * Reasons: what the engine and the cloud say about a day, as keys of a closed set with values, so that it can be shown in any
 * language; and their texts in English. The only door.
 * @module
 */
export { kindNames } from './kinds.ts';
export {
  allKinds,
  allReasons,
  Phrase,
  phrase,
  ReasonKey,
  ReasonPart,
  type ReasonValues,
  ReasonValuesField,
  Told,
  textOf,
  told,
} from './reasons.ts';
