/** What somebody should look into at a terminal, and what helps: derived from what is known of it, without any words. @module */

import type { Terminal } from './queries.ts';
import { stateOfTerminal } from './terminal-state.ts';

/** From this share of its memory on a log is called nearly full. */
export const nearlyFull = 0.8;
/** From this share on it has to be seen to at once. */
export const full = 0.95;

const quarterHour = 900;
const quarterHourTolerance = 60;

/** One problem of a terminal. */
export type TerminalProblem =
  | { kind: 'silent'; since: string | undefined; who: 'bridge' | 'terminal' }
  | { kind: 'fault'; state: 'unreachable' | 'refusing' | 'unsupported'; since: string | undefined }
  | { kind: 'unread'; since: string | undefined }
  | { kind: 'clock'; driftSeconds: number; orderedAt: string | undefined }
  | { kind: 'zone'; driftSeconds: number }
  | { kind: 'capacity'; share: number }
  | { kind: 'short-log'; missing: number }
  | { kind: 'blank-records'; blank: number }
  | { kind: 'unreadable-users'; users: number }
  | { kind: 'outbox-full' }
  | { kind: 'disk-full' }
  | { kind: 'open-push' }
  | { kind: 'waited-for'; since: string; users: number; more: boolean };

/** How loud a problem is. */
export type Loudness = 'danger' | 'warning' | 'info';

/** How full a terminal's log is, from 0 to 1; `undefined` where it does not say. */
export function shareUsed({ records, recordCapacity }: Terminal): number | undefined {
  if (records === undefined || recordCapacity === undefined || recordCapacity === 0) return undefined;
  return records / recordCapacity;
}

/** Whether a clock is off by whole quarter hours: then it is set to another zone, and right. @param driftSeconds - ahead of true time */
export function isZoneWrong(driftSeconds: number): boolean {
  const distance = Math.abs(driftSeconds);
  const rest = distance % quarterHour;
  return (
    distance > quarterHour - quarterHourTolerance &&
    Math.min(rest, quarterHour - rest) <= quarterHourTolerance
  );
}

function standing(terminal: Terminal): TerminalProblem[] {
  const { state, since } = stateOfTerminal(terminal);
  if (state === 'silent')
    return [{ kind: 'silent', since, who: terminal.pushes === true ? 'terminal' : 'bridge' }];
  if (state === 'unreachable' || state === 'refusing' || state === 'unsupported')
    return [{ kind: 'fault', state, since }];
  return state === 'unread' ? [{ kind: 'unread', since }] : [];
}

function clock({ clockDriftSeconds, clockOrderedAt, warnings = [] }: Terminal): TerminalProblem[] {
  if (clockDriftSeconds === undefined || !warnings.includes('clock-drift')) return [];
  return isZoneWrong(clockDriftSeconds)
    ? [{ kind: 'zone', driftSeconds: clockDriftSeconds }]
    : [{ kind: 'clock', driftSeconds: clockDriftSeconds, orderedAt: clockOrderedAt }];
}

function memory(terminal: Terminal): TerminalProblem[] {
  const share = shareUsed(terminal);
  const { warnings = [], missingRecords = 0, blankRecords = 0, unreadableUsers = 0 } = terminal;
  return [
    ...(share !== undefined && share >= nearlyFull ? [{ kind: 'capacity' as const, share }] : []),
    ...(warnings.includes('short-log') ? [{ kind: 'short-log' as const, missing: missingRecords }] : []),
    ...(warnings.includes('blank-records') ? [{ kind: 'blank-records' as const, blank: blankRecords }] : []),
    ...(unreadableUsers > 0 ? [{ kind: 'unreadable-users' as const, users: unreadableUsers }] : []),
  ];
}

/** The problems of a terminal, the loudest kind first; none of one that is retired or merged. */
export function problemsOf(terminal: Terminal): TerminalProblem[] {
  const { state } = stateOfTerminal(terminal);
  if (state === 'retired' || state === 'merged') return [];
  const { warnings = [], waitedFor } = terminal;
  const flags = (['outbox-full', 'disk-full', 'open-push'] as const).filter((one) => warnings.includes(one));
  const problems: TerminalProblem[] = [
    ...standing(terminal),
    ...clock(terminal),
    ...memory(terminal),
    ...flags.map((kind) => ({ kind })),
    ...(waitedFor === undefined
      ? []
      : [
          {
            kind: 'waited-for' as const,
            since: waitedFor.since,
            users: waitedFor.users,
            more: waitedFor.more,
          },
        ]),
  ];
  const order: readonly Loudness[] = ['danger', 'warning', 'info'];
  return problems.sort((a, b) => order.indexOf(loudnessOf(a)) - order.indexOf(loudnessOf(b)));
}

/** How loud a problem is to be shown. */
export function loudnessOf(problem: TerminalProblem): Loudness {
  switch (problem.kind) {
    case 'fault':
    case 'outbox-full':
    case 'disk-full':
      return 'danger';
    case 'capacity':
      return problem.share >= full ? 'danger' : 'warning';
    case 'waited-for':
    case 'unreadable-users':
      return 'info';
    default:
      return 'warning';
  }
}
