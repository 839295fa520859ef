/** The exit codes of rollcall-bridge, as numbers and as `--help` explains them. @module */

/** What the bridge's exit codes mean. */
export const exitCodes = {
  ok: 0,
  broken: 1,
  usage: 2,
  notEnrolled: 3,
  terminal: 4,
  cloud: 5,
  state: 6,
  service: 7,
  file: 8,
  update: 9,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit codes in words, for `--help`. */
export const exitCodesHelp = `Exit codes:
  0  all went well
  1  something unexpected broke
  2  the command line or the configuration is wrong
  3  this bridge is not enrolled, or enrolment was refused
  4  a terminal could not be read
  5  the cloud could not be reached, or did not take everything
  6  the state folder is in use, readable by others, or damaged
  7  the service manager is missing, or refused
  8  a file could not be read, or not all of it; what could be read is stored
  9  an update was refused or taken back; the version before is at work
`;
