/** Measures what became of records that came in, for both ways that lead to the cloud: bridges and terminals that push. @module */

import type { TerminalRecord } from '#shared/punch/punch.ts';
import { instantsInLogOrder } from '#shared/time/log-order.ts';
import { epochOf, type Instant, parseWallTime } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import { measure } from './metrics.ts';

/** Records that came in, in log order, and what became of each. */
interface Intake {
  organisation: string;
  serial: string;
  /** The zone of the terminal's wall times. */
  zone: string;
  records: readonly Pick<TerminalRecord, 'time'>[];
  results: readonly { result: 'stored' | 'duplicate' | 'quarantined' | 'failed' }[];
  now: Instant;
  /** Whether nobody had asked for them: then they say how long punches take to arrive. */
  isLive: boolean;
  /** What else tells the request apart. */
  batchId?: string | undefined;
}

/** Older punches did not arrive live: their terminal or its bridge was away. */
const longestLiveSeconds = 86_400;

/** Seconds from the newest new punch to now; `undefined` when it is no live one. */
function lagOf({ zone, records, results, now }: Intake): number | undefined {
  const newest = results.findLastIndex(({ result }) => result === 'stored');
  const wallTime = parseWallTime(records[newest]?.time ?? '');
  if (wallTime === null) return undefined;
  const [instant] = instantsInLogOrder([wallTime], zoneNamed(zone));
  if (instant === undefined) return undefined;
  const seconds = (epochOf(now) - epochOf(instant)) / 1000;
  return seconds >= 0 && seconds <= longestLiveSeconds ? seconds : undefined;
}

/** Measures one request with records. */
export function measureIntake(intake: Intake): void {
  const countOf = (wanted: string) => intake.results.filter(({ result }) => result === wanted).length;
  const { organisation, serial, batchId, isLive } = intake;
  const lag = isLive ? lagOf(intake) : undefined;
  measure(
    'punches taken in',
    {
      punchesStored: countOf('stored'),
      punchesDuplicate: countOf('duplicate'),
      punchesQuarantined: countOf('quarantined'),
      ...(lag === undefined ? {} : { ingestLagSeconds: lag }),
    },
    { organisation, serial, batchId },
  );
}
