/** Finds how much of people an export shows, and whether somebody may have its files. @module */

import type { NewExport } from '#shared/contract/exports.ts';
import type { PayrollTemplate } from '#shared/payroll/index.ts';
import type { Actor } from '../actor.ts';
import { customKeysFor, type Sight } from './person-fields.ts';

const sights: readonly Sight[] = ['names', 'readers', 'all'];
/** Who people are, and columns of things that are no fields of people. */
const forEverybody = ['userId', 'id', 'name', 'department', 'site'];
const forReaders = [
  'employeeNumber',
  'firstName',
  'lastName',
  'lastFirst',
  'position',
  'costCentre',
  'hiredOn',
  'leftOn',
];
const forEditors = ['email', 'phone'];

/** Whether somebody sees what is for a sight. */
export function covers(sight: Sight, needed: Sight): boolean {
  return sights.indexOf(sight) >= sights.indexOf(needed);
}

function most(found: readonly Sight[]): Sight {
  return sights.findLast((sight) => found.includes(sight)) ?? 'names';
}

/** A field of a template: one that is none of ours is the organisation's own, and for editors where nobody knows it any more. */
function sightOfField(field: string, readersKeys: ReadonlySet<string>): Sight {
  if (forEverybody.includes(field)) return 'names';
  if (forReaders.includes(field)) return 'readers';
  return readersKeys.has(field.replace(/^custom\./, '')) ? 'readers' : 'all';
}

const fieldsOf = ({ files }: PayrollTemplate): string[] =>
  files.flatMap((file) =>
    file.kind === 'text'
      ? []
      : file.columns.flatMap(({ value }) =>
          value.kind === 'person' ? [value.field, ...(value.otherwise ? [value.otherwise] : [])] : [],
        ),
  );

/** The chosen columns that are fields of people; the usual ones of every kind say who somebody is, and no more. */
const personColumnsOf = ({ columns = [] }: NewExport): string[] =>
  columns
    .map(({ key }) => key)
    .filter((key) => [...forReaders, ...forEditors].includes(key) || key.startsWith('custom.'));

/** How much of people somebody must see to have what an export shows, as its fields are visible now. */
export async function neededSight(
  actor: Actor,
  wanted: NewExport & { payroll?: PayrollTemplate | undefined },
): Promise<Sight> {
  const fields = wanted.payroll ? fieldsOf(wanted.payroll) : personColumnsOf(wanted);
  const isOwn = (field: string) => ![...forEverybody, ...forReaders, ...forEditors].includes(field);
  const readersKeys = fields.some(isOwn) ? await customKeysFor(actor, 'readers') : [];
  const keys = new Set(readersKeys);
  return most(fields.map((field) => sightOfField(field, keys)));
}
