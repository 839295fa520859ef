/** Maps terminal faults to the terminal states that the cloud shows. @module */

import type { TerminalReportValue } from '#bridge/outbox/index.ts';
import type { TerminalFaultCode } from '#shared/terminal-fault.ts';

const states: Partial<Record<TerminalFaultCode, TerminalReportValue['state']>> = {
  unreachable: 'unreachable',
  refused: 'unreachable',
  'connection-lost': 'unreachable',
  timeout: 'unreachable',
  busy: 'unreachable',
  'other-serial': 'unreachable',
  'comm-key-required': 'refusing',
  'comm-key-wrong': 'refusing',
  locked: 'refusing',
  'secure-firmware': 'unsupported',
  'access-panel': 'unsupported',
  'not-a-terminal': 'unsupported',
  'unexpected-reply': 'unsupported',
  'layout-unknown': 'unsupported',
};

/** The state in which a fault shows a terminal to be. One that answers, but wrongly, is online. */
export function stateOfFault(code: TerminalFaultCode): TerminalReportValue['state'] {
  return states[code] ?? 'online';
}
