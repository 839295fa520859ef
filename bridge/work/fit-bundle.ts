/** Makes a diagnosis small enough to be sent: what is the oldest and the longest stays behind. @module */

import {
  type DiagnosedTerminal,
  type DiagnosisBundle,
  type DiagnosisLine,
  mostDiagnosedTerminals,
  mostDiagnosisBytes,
} from '#shared/contract/diagnosis-bundle.ts';

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value)) + 1;

/** Room for the numbers of lines and terminals that are left out. */
const spareBytes = 128;

/** Takes the sentences of faults away: their codes say the same. */
function withoutSentences(terminals: readonly DiagnosedTerminal[]): DiagnosedTerminal[] {
  return terminals.map(({ fault, ...terminal }) =>
    fault === undefined ? terminal : { ...terminal, fault: { code: fault.code, message: '' } },
  );
}

/** In which order terminals stay: those that are not well, then the others that are to be read, then those of which it only knows. */
function rankOf({ configured, state }: DiagnosedTerminal): number {
  if (!configured) return 2;
  return state === 'online' ? 1 : 0;
}

/** As many terminals as there is room for, in the order in which they came. */
function fittingTerminals(terminals: readonly DiagnosedTerminal[], roomBytes: number): DiagnosedTerminal[] {
  let room = roomBytes;
  const kept = new Set<DiagnosedTerminal>();
  for (const terminal of terminals.toSorted((one, other) => rankOf(one) - rankOf(other))) {
    room -= bytesOf(terminal);
    if (room < 0 || kept.size === mostDiagnosedTerminals) break;
    kept.add(terminal);
  }
  return terminals.filter((terminal) => kept.has(terminal));
}

/**
 * A bundle with as many of the lines as there is room for, the latest. Where there is none for a single one, because so many
 * terminals are at fault, the sentences of their faults are left out, and then terminals.
 */
export function fitBundle(bundle: DiagnosisBundle, lines: readonly DiagnosisLine[]): DiagnosisBundle {
  const bareRoom = mostDiagnosisBytes - bytesOf({ ...bundle, terminals: [] }) - spareBytes;
  const all = bundle.terminals.slice(0, mostDiagnosedTerminals);
  const isWhole = all.length === bundle.terminals.length && bytesOf(all) < bareRoom;
  const terminals = isWhole ? all : fittingTerminals(withoutSentences(bundle.terminals), bareRoom);
  const leftOutTerminals = bundle.terminals.length - terminals.length;
  let room = bareRoom - bytesOf(terminals);
  let first = lines.length;
  for (const line of lines.toReversed()) {
    room -= bytesOf(line);
    if (room < 0) break;
    first -= 1;
  }
  return {
    ...bundle,
    terminals,
    ...(leftOutTerminals === 0 ? {} : { leftOutTerminals }),
    log: lines.slice(first),
    leftOutLines: first,
  };
}
