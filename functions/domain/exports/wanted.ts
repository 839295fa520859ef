/** Checks what an export is asked for, before anything is stored or read. @module */

import type { NewExport } from '#shared/contract/exports.ts';
import { RollcallError } from '#shared/errors.ts';
import type { AdjustmentChoice, PayrollTemplate } from '#shared/payroll/index.ts';
import type { Actor } from '../actor.ts';
import { requireKept } from '../kept-times.ts';
import { requireUsersOfNow } from '../lookups.ts';
import { requireRange } from '../ranges.ts';
import { chosenColumns } from './chosen-columns.ts';
import { kinds, type TableKind } from './kinds/index.ts';
import { covers, neededSight } from './needed-sight.ts';
import { customKeysFor, type Sight } from './person-fields.ts';
import { requireTemplate } from './templates.ts';

/** An export that makes sense: what was asked for, and what that depends on. */
export type Wanted = NewExport & {
  sight: Sight;
  /** Of `payroll`: the template as it is now, so that a file is by what was seen when it was asked for. */
  payroll?: PayrollTemplate | undefined;
};

function refuse(path: string, message: string): never {
  throw new RollcallError('request.invalid', { issues: [{ in: 'body', path, message }] });
}

const isOfAdjustments = ({ key }: { key: string }) => key.startsWith('adjust');

/** What becomes of adjustments: where columns of details have them, rows of their own would have them twice. */
export function adjustmentsOf({ kind, format = 'csv', columns, adjustments }: NewExport): AdjustmentChoice {
  const hasColumns =
    kind === 'detail' && (columns === undefined ? format === 'csv' : columns.some(isOfAdjustments));
  return adjustments ?? (hasColumns ? 'without' : 'with');
}

function requireTableSense(wanted: NewExport, kind: TableKind): void {
  if (wanted.template !== undefined) refuse('/template', 'is for the kind "payroll" alone');
  if (wanted.order !== undefined && kind !== 'detail')
    refuse('/order', `is for the kind "detail"; "${kind}" is by person`);
  if (wanted.adjustments !== undefined && !kinds[kind].hasAdjustments) {
    refuse('/adjustments', `"${kind}" has no rows of adjustments`);
  }
  if (wanted.header !== undefined && wanted.format === 'xlsx')
    refuse('/header', 'xlsx always has the titles');
}

function requirePayrollSense(wanted: NewExport): void {
  for (const name of ['format', 'columns', 'order', 'header'] as const) {
    if (wanted[name] !== undefined)
      refuse(`/${name}`, 'payroll takes none: its template says how the files are written');
  }
}

/** A payroll file without its fields pays nobody, or somebody else: who may not see them does not get one. */
async function requireSight(actor: Actor, wanted: Wanted): Promise<void> {
  const needed = await neededSight(actor, wanted);
  if (covers(wanted.sight, needed)) return;
  throw new RollcallError('caller.not-allowed', {
    caller: `${actor.name} (${actor.role})`,
    needs: `the scope ${needed === 'all' ? 'users:write' : 'users:read'}, because the template has fields of people`,
  });
}

/**
 * What is wanted, of the people that its ids are now: whoever was chosen and then merged or renamed is there under the id of now.
 * @throws RollcallError user.unknown
 */
export async function ofPeopleOfNow<W extends Pick<Wanted, 'userIds'>>(
  { stores }: Actor,
  wanted: W,
): Promise<W> {
  if (wanted.userIds === undefined) return wanted;
  const users = await requireUsersOfNow(stores, wanted.userIds);
  return { ...wanted, userIds: users.map(({ id }) => id) };
}

/**
 * Checks what an export is asked for.
 * @param draft - of `payroll`: a template itself, instead of the id of one
 * @throws RollcallError range.invalid, times.not-kept, request.invalid, user.unknown, export-template.unknown, caller.not-allowed
 */
export async function requireWanted(
  actor: Actor,
  asked: NewExport,
  sight: Sight,
  draft?: PayrollTemplate,
): Promise<Wanted> {
  requireRange(asked.from, asked.to);
  await requireKept(actor.stores, asked.from);
  const wanted = await ofPeopleOfNow(actor, asked);
  if (wanted.kind !== 'payroll') {
    if (draft !== undefined) refuse('/draft', 'is for the kind "payroll" alone');
    requireTableSense(wanted, wanted.kind);
    const customKeys = await customKeysFor(actor, sight);
    const { columns } = kinds[wanted.kind].open({ ...wanted, customKeys });
    chosenColumns(wanted.kind, columns, wanted.columns, wanted.format ?? 'csv');
    return { ...wanted, sight };
  }
  requirePayrollSense(wanted);
  if ((wanted.template === undefined) === (draft === undefined)) {
    refuse('/template', 'must be the id of a template; GET /v1/export-templates lists them');
  }
  const payroll = draft ?? (await requireTemplate(actor, wanted.template ?? '')).template;
  const complete = { ...wanted, sight, payroll };
  await requireSight(actor, complete);
  return complete;
}
