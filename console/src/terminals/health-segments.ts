/** Divides the last days of a terminal into times when it answered, was away, or was not known of. @module */

import { stateOfTerminal } from './terminal-state.ts';

/** What an event has to say for this. */
export interface HealthEvent {
  at: string;
  kind: 'online' | 'away' | 'download';
}

/** A time in one state. Times are milliseconds since 1970, `from` ≤ time < `to`. */
export interface HealthSegment {
  state: 'online' | 'away' | 'unknown';
  from: number;
  to: number;
}

/** What segments are made of. */
export interface HealthFacts {
  /** Milliseconds since 1970: the beginning of what is looked at. */
  from: number;
  /** Milliseconds since 1970, by the server's clock. */
  now: number;
  /** In any order. */
  events: readonly HealthEvent[];
  terminal: Parameters<typeof stateOfTerminal>[0];
}

/** The state before the first event: the other one than it brings; without any, that of now. */
function stateAtFirst(
  turns: readonly HealthEvent[],
  terminal: HealthFacts['terminal'],
): HealthSegment['state'] {
  const first = turns[0];
  if (first !== undefined) return first.kind === 'away' ? 'online' : 'away';
  const { state, since } = stateOfTerminal(terminal);
  if (state === 'online') return 'online';
  // It was heard of until then, or nothing would be known of the moment.
  if (since !== undefined) return 'online';
  return 'unknown';
}

/** Whether it calls the cloud itself, so that its own silence is its absence: no bridge stands between. */
function callsItself({ pushes, bridgeId }: HealthFacts['terminal']): boolean {
  return pushes === true && bridgeId === undefined;
}

/** Since when nothing is known of it any more, in milliseconds; `undefined` while it is heard of, or known to be away. */
function lostAt({ terminal, now }: HealthFacts): number | undefined {
  const { state, since } = stateOfTerminal(terminal);
  if (state === 'silent' && callsItself(terminal)) return undefined;
  if (state === 'silent' || state === 'unread') return since === undefined ? now : Date.parse(since);
  return undefined;
}

/** The end of the times: those that are cut off are not known. */
function cutAt(segments: readonly HealthSegment[], lost: number, now: number): HealthSegment[] {
  const before = segments.flatMap((one) =>
    one.from >= lost ? [] : [{ ...one, to: Math.min(one.to, lost) }],
  );
  return [...before, { state: 'unknown', from: before.at(-1)?.to ?? lost, to: now }];
}

/**
 * The times in order, from the beginning to now, without gaps. Before the terminal was registered nothing is known of it.
 */
export function healthSegments(facts: HealthFacts): HealthSegment[] {
  const { from, now, events, terminal } = facts;
  const turns = events
    .filter(({ kind, at }) => kind !== 'download' && Date.parse(at) > from && Date.parse(at) <= now)
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const born = terminal.registeredAt === undefined ? from : Date.parse(terminal.registeredAt);
  const begin = Math.min(Math.max(from, born), now);
  const marks = [
    ...(begin > from ? [{ at: from, state: 'unknown' as const }] : []),
    { at: begin, state: stateAtFirst(turns, terminal) },
    ...turns.map(({ at, kind }) => ({
      at: Math.max(begin, Date.parse(at)),
      state: kind === 'away' ? ('away' as const) : ('online' as const),
    })),
  ];
  const { state, since } = stateOfTerminal(terminal);
  const isAway =
    ['unreachable', 'refusing', 'unsupported'].includes(state) ||
    (state === 'silent' && callsItself(terminal));
  // An event may be missing where the store has dropped it: the state of now counts.
  if (isAway && since !== undefined && turns.at(-1)?.kind !== 'away')
    marks.push({ at: Math.max(begin, Date.parse(since)), state: 'away' });
  const segments = marks.map(
    ({ at, state: one }, index): HealthSegment => ({
      state: one,
      from: at,
      to: marks[index + 1]?.at ?? now,
    }),
  );
  const lost = lostAt(facts);
  const cut = lost === undefined ? segments : cutAt(segments, Math.max(from, lost), now);
  return joined(cut.filter((one) => one.to > one.from));
}

function joined(segments: readonly HealthSegment[]): HealthSegment[] {
  const result: HealthSegment[] = [];
  for (const one of segments) {
    const last = result.at(-1);
    if (last?.state === one.state) result[result.length - 1] = { ...last, to: one.to };
    else result.push(one);
  }
  return result;
}

/** How long a terminal was in a state, in seconds, and how many times. */
export function totalOf(
  segments: readonly HealthSegment[],
  state: HealthSegment['state'],
): { seconds: number; times: number } {
  const those = segments.filter((one) => one.state === state);
  const milliseconds = those.reduce((sum, { from, to }) => sum + to - from, 0);
  return { seconds: Math.round(milliseconds / 1_000), times: those.length };
}
