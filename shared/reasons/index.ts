/**
 * Reasons: what the engine and the cloud say about a day, as keys of a closed set with values, so that it can be shown in any
 * language; and their texts in English. The only door.
 * @module
 */
export { describeIssue, type Flaw, flaw, flawOf, flawOfIssue } from './issues.ts';
export { kindNames, type Part } from './kinds.ts';
export {
  allKinds,
  allReasons,
  because,
  Phrase,
  phrase,
  ReasonKey,
  ReasonPart,
  type ReasonValues,
  ReasonValuesField,
  sentencesOf,
  Told,
  textOf,
  told,
  which,
} from './reasons.ts';
