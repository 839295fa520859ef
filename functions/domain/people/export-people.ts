/** Writes people to files, in the columns that an import reads. @module */

import type { CustomField } from '#shared/contract/person-fields.ts';
import type { UserSort } from '#shared/contract/users.ts';
import { linesOf, makeTable, type Table, tableCsv } from '#shared/table/index.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { writeXlsx, xlsxMediaType } from '../tables/index.ts';
import { personColumns } from './columns.ts';
import { allPeople, type PeopleFilter } from './list-people.ts';

/** A file as an answer. */
type FileAnswer = { mediaType: string; headers: Record<string, string> } & (
  | { text: string }
  | { bytes: Uint8Array }
);

/** People as a table. @param mayEdit - whether whoever asks may edit users, and so sees what is for some only */
export function peopleTable(
  users: readonly StoredUser[],
  customFields: readonly CustomField[],
  mayEdit: boolean,
): Table {
  const columns = personColumns(customFields, mayEdit).map(({ custom: _custom, ...column }) => column);
  return makeTable({ title: 'People', columns, frozenColumns: 2, things: users });
}

/**
 * A file of everybody whom a filter fits.
 * @throws RollcallError users.too-many, download.unknown
 */
export async function exportPeople(
  actor: Actor,
  {
    sort,
    format,
    mayEdit,
    ...wanted
  }: PeopleFilter & { sort: UserSort; format: 'csv' | 'xlsx'; mayEdit: boolean },
): Promise<FileAnswer> {
  const [users, { people: { customFields } = { customFields: [] } }] = await Promise.all([
    allPeople(actor, wanted, sort),
    actor.stores.settings.read(),
  ]);
  const table = peopleTable(users, customFields, mayEdit);
  const headers = { 'content-disposition': `attachment; filename="people.${format}"` };
  if (format === 'csv')
    return { text: tableCsv(table, false), mediaType: 'text/csv; charset=utf-8', headers };
  const file = writeXlsx(table, linesOf(table));
  return { bytes: new Uint8Array(await new Response(file).arrayBuffer()), mediaType: xlsxMediaType, headers };
}
