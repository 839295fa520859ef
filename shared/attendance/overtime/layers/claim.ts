/** What a layer of overtime claims of a day. */
import type { Spans } from '../../model/index.ts';

/** What a layer claims. Seconds and epoch seconds. */
export interface Claim {
  readonly seconds: number;
  readonly spans: Spans;
  /** Which seconds of the spans are meant is open: any of them will do. */
  readonly isAmount: boolean;
}

/** The claim of a layer that has nothing to say about a day. Shared: nobody writes into it. */
export const nothing: Claim = { seconds: 0, spans: [], isAmount: false };

/** A number of seconds, whichever of the spans. */
export function amount(seconds: number, spans: Spans): Claim {
  return seconds <= 0 ? nothing : { seconds, spans, isAmount: true };
}
