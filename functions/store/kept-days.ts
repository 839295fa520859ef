/**
 * Says how many days each kind of item that expires is kept. Everything else (people, punches, sheets, plans, what HR has
 * entered, terminals) stays until somebody deletes it. docs/works-council.md tells the same to people, and a test compares.
 * @module
 */

/** Days by kind. DynamoDB deletes an item within two days after its time is over. */
export const keptDays = {
  /** Who changed what, and who read all of a person's data. Five years, leap days included. */
  auditTrail: 5 * 366,
  /** Downloads, generations, exports, imports, mails sent, and the lists of users read from terminals: what was done, when, and its counts. */
  work: 400,
  /** Short digests by which it is seen whether a terminal's log is stored whole. */
  countedRecords: 45,
  /** What changed, for systems that follow the feed. */
  changes: 30,
  /** Commands to terminals that push, with their answers. */
  terminalCommands: 30,
  /** What bridges have said of themselves when they were asked for a diagnosis. */
  diagnoses: 14,
  /** When terminals were away, and when their clocks were set. */
  terminalEvents: 8,
  /** Serials of terminals that push and are registered nowhere. */
  strangers: 7,
  /** Answers to requests that may be repeated. */
  answers: 1,
} as const;

/** Seconds for which a kind of item is kept. */
export function keptSecondsOf(kind: keyof typeof keptDays): number {
  return keptDays[kind] * 86_400;
}
