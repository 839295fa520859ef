/** Repeats an upload as a real push terminal would, and reports when it would repeat without end. @module */

import type { RawReply } from './raw-http.ts';
import { isSuccess } from './reply-reading.ts';

const retrySeconds = [0.3, 0.6, 0.9] as const;
/** A terminal that counts on "OK: n" repeats without end; after this many repeats the simulator calls it a loop. */
const mostRepeats = 20;

/** What became of an upload. `unknown` means that the server has asked for a new handshake. */
export type PatientOutcome =
  | { result: 'taken'; reply: RawReply }
  | { result: 'refused' | 'unknown' | 'looping'; reply: RawReply | undefined };

/** How an upload is tried. */
export interface PatientUpload {
  send: () => Promise<RawReply | undefined>;
  pause: (seconds: number) => Promise<void>;
  onFailure: () => void;
  /** What the terminal takes for success. */
  succeeded?: ((reply: RawReply) => boolean) | undefined;
  /** Whether a success is enough, or the upload is repeated at once. */
  enough?: (reply: RawReply) => boolean;
}

/** Uploads with a terminal's patience: three further tries 0.3, 0.6 and 0.9 s apart. */
export async function uploadPatiently(upload: PatientUpload): Promise<PatientOutcome> {
  const { succeeded = isSuccess, enough = () => true } = upload;
  let reply: RawReply | undefined;
  let repeats = 0;
  for (let attempt = 0; attempt <= retrySeconds.length; ) {
    reply = await upload.send();
    if (reply?.body.toString() === 'UNKNOWN DEVICE') return { result: 'unknown', reply };
    if (reply !== undefined && succeeded(reply)) {
      if (enough(reply)) return { result: 'taken', reply };
      repeats += 1;
      if (repeats === mostRepeats) return { result: 'looping', reply };
    } else {
      upload.onFailure();
      await upload.pause(retrySeconds[attempt] ?? 0);
      attempt += 1;
    }
  }
  return { result: 'refused', reply };
}
