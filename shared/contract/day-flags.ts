/** What a day can have that people are looked for by. @module */

/** What can be asked of people: at least one of their days has it. */
export const dayFlags = [
  'absent',
  'adjusted',
  'early',
  'edited',
  'error',
  'late',
  'leave',
  'locked',
  'missing',
  'overtime',
  'pending',
  'short',
  'to-approve',
] as const;

/** Something that a day can have. */
export type DayFlag = (typeof dayFlags)[number];
