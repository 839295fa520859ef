/** Names and describes the groups in which the API reference lists its routes. @module */

/** The groups in which the API's reference lists its routes, and what each is about. */
export const tags = {
  access: 'Signing in, who is calling, API keys, and the audit trail.',
  settings: 'What holds for the whole organisation: downloads, new users, sheets.',
  terminals:
    'Attendance terminals: those that bridges read, those that push, and those that wait for approval.',
  bridges: 'The on-site programs that read terminals: enrolment tokens, state, revocation.',
  downloads: 'Logs and users read from terminals, and users written to them, now or by schedule.',
  users: 'People by the id that they have on the terminals.',
  punches: 'What terminals recorded: lists, arrivals, quarantine, files from USB sticks.',
  plan: 'Clocking schedules, duty rosters, holiday calendars, overrides of single dates, the rules file.',
  leaves: 'Leave of a day, a half or some hours.',
  corrections: "HR's corrections: inputs of the sheet, never changes of a punch.",
  approvals: 'What waits for a second person, who says whether an entry of HR takes effect.',
  sheets: 'Attendance sheets: rows, explanations, generation, period locks.',
  overview: 'What is to be done, how the terminals are, and who is in.',
  reports: 'What HR looks at and prints: tables of sheets, corrections and punches.',
  exports: 'Files for payroll.',
  changes: 'What has changed, in order, for programs that keep a copy.',
  bridge: 'What an enrolled bridge calls; every request is signed.',
} as const;

/** Name of a group of routes. */
export type Tag = keyof typeof tags;
