/** Makes a diagnosis small enough to be sent: what is the oldest and the longest stays behind. @module */

import {
  type DiagnosisBundle,
  type DiagnosisLine,
  mostDiagnosisBytes,
} from '#shared/contract/diagnosis-bundle.ts';

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value)) + 1;

/** Room for the number of lines that are left out. */
const spareBytes = 64;

/** Takes the sentences of faults away: their codes say the same. */
function withoutSentences(bundle: DiagnosisBundle): DiagnosisBundle {
  const terminals = bundle.terminals.map(({ fault, ...terminal }) =>
    fault === undefined ? terminal : { ...terminal, fault: { code: fault.code, message: '' } },
  );
  return { ...bundle, terminals };
}

/**
 * A bundle with as many of the lines as there is room for, the latest. Where there is none for a single one, because so many
 * terminals are at fault, the sentences of their faults are left out.
 */
export function fitBundle(bundle: DiagnosisBundle, lines: readonly DiagnosisLine[]): DiagnosisBundle {
  const roomOf = (candidate: DiagnosisBundle) => mostDiagnosisBytes - bytesOf(candidate) - spareBytes;
  const fitting = roomOf(bundle) > 0 ? bundle : withoutSentences(bundle);
  let room = roomOf(fitting);
  let first = lines.length;
  for (const line of lines.toReversed()) {
    room -= bytesOf(line);
    if (room < 0) break;
    first -= 1;
  }
  return { ...fitting, log: lines.slice(first), leftOutLines: first };
}
