/** Problems of terminals, those that bridges read and those that push. @module */

import { type Because, problem } from './problem.ts';

/** The rows of these codes. */
export const terminalProblems = {
  'terminal.unknown': problem<{ serial: string; nearest?: readonly string[] }>({
    status: 404,
    says: ({ serial, nearest = [] }) =>
      `There is no terminal with the serial number "${serial}".${
        nearest.length === 0 ? '' : ` The nearest that are known: ${nearest.join(', ')}.`
      }`,
    todo: null,
  }),
  'terminal.of-another-bridge': problem<{ serial: string; bridgeId: string }>({
    status: 403,
    says: ({ serial, bridgeId }) => `Terminal ${serial} belongs to bridge ${bridgeId}.`,
    todo: "Move it there in the terminal's settings first.",
  }),
  'terminal.taken': problem<{ serial: string }>({
    status: 409,
    says: ({ serial }) => `Nothing shows that the serial number "${serial}" is yours to register like this.`,
    todo:
      'Set a communication key on the terminal and register it with that key, or have one of your bridges read it; ' +
      'if neither helps, ask the operator of this service to settle it.',
  }),
  'terminal.no-bridge': problem<{ serial: string }>({
    status: 409,
    says: ({ serial }) => `No bridge reads terminal ${serial}, so that none can set its clock.`,
    todo: 'A terminal that pushes takes the time from whoever it pushes to; set the clock of others at the terminal.',
  }),
  'terminal.no-push': problem<{ serial: string }>({
    status: 409,
    says: ({ serial }) => `Terminal ${serial} does not push to the cloud.`,
    todo: 'Register it with POST /v1/terminals, or use its bridge.',
  }),
  'terminal.merge-circle': problem<{ serial: string; into: string }>({
    status: 409,
    says: ({ serial, into }) =>
      `Terminal ${serial} cannot be merged into ${into}: one of them is merged already, or has others merged into it.`,
    todo: 'Undo those merges first, or name the serial number that everything is to count for.',
  }),
  'terminals.none': problem<{ reason: string; told?: Because }>({
    status: 409,
    says: ({ reason }) => `There is no terminal to download from: ${reason}.`,
    todo: null,
  }),
};
