/** Lists the kinds of exports with the columns that each can have. @module */

import { addDays } from '#shared/time/calendar.ts';
import type { Actor } from '../actor.ts';
import { todayIn } from '../today.ts';
import { listedColumns } from './chosen-columns.ts';
import { kinds, type TableKind } from './kinds/index.ts';
import { customKeysFor, type Sight } from './person-fields.ts';

const names: readonly TableKind[] = ['detail', 'summary', 'matrix', 'codes', 'punches'];

/** The kinds that are tables; `payroll` has the columns of its template. */
export async function listKinds(actor: Actor, sight: Sight) {
  const customKeys = await customKeysFor(actor, sight);
  const from = todayIn('UTC', actor.now);
  return names.map((kind) => {
    const { columns } = kinds[kind].open({ from, to: addDays(from, 1), customKeys });
    return { kind, title: kinds[kind].title, columns: listedColumns(kinds[kind], columns) };
  });
}
