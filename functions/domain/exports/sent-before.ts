/** Finds the payroll files that have had the adjustments of some days before, so that nobody pays them twice without being told. @module */

import type { ExportId } from '#shared/contract/ids.ts';
import { type Phrase, phrase } from '#shared/reasons/index.ts';
import type { StoredExport } from '../../store/exports.ts';
import type { Actor } from '../actor.ts';
import { requestOf } from './stored-request.ts';
import type { Wanted } from './wanted.ts';

/** Exports that are looked through, the latest first: two years of files a week, with as many that are no payroll. */
const mostExports = 200;
const exportsPerPage = 50;
const mostNamed = 3;

/** Whether two exports are for the same payroll program, and may be of the same days of the same people. */
function mayShare(wanted: Wanted, earlier: StoredExport): boolean {
  const { from, to, adjustments = 0, state } = earlier;
  if (state !== 'done' || adjustments === 0 || from >= wanted.to || wanted.from >= to) return false;
  const asked = requestOf(earlier);
  return (
    asked.kind === 'payroll' &&
    asked.template === wanted.template &&
    (['department', 'site'] as const).every(
      (part) => wanted[part] === undefined || asked[part] === undefined || wanted[part] === asked[part],
    ) &&
    (wanted.userIds === undefined ||
      asked.userIds === undefined ||
      wanted.userIds.some((id) => asked.userIds?.includes(id)))
  );
}

/**
 * What whoever sends a payroll file with adjustments must know: which files by the same template have had adjustments of its days.
 * @param own - the export itself, where it is stored
 */
export async function notesOfSentBefore(actor: Actor, wanted: Wanted, own?: ExportId): Promise<Phrase[]> {
  const found: StoredExport[] = [];
  let cursor: string | undefined;
  let looked = 0;
  do {
    const page = await actor.stores.exports.list(exportsPerPage, cursor);
    found.push(...page.items.filter((earlier) => earlier.id !== own && mayShare(wanted, earlier)));
    looked += page.items.length;
    cursor = page.nextCursor;
  } while (cursor !== undefined && looked < mostExports && found.length <= mostNamed);
  if (found.length === 0) return [];
  const named = found
    .slice(0, mostNamed)
    .map(({ id, requestedAt, from, to }) =>
      phrase('what.export', { id, date: requestedAt.slice(0, 10), from, to }),
    );
  const more = found.length > mostNamed ? [phrase('exports.more', {})] : [];
  return [phrase('note.adjustments-again', { exports: named, more })];
}
