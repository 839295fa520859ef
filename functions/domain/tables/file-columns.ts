/** Says which column of a file holds which field: as the request has it, or by its title. @module */

import { RollcallError } from '#shared/errors.ts';
import { because, type Phrase, phrase } from '#shared/reasons/index.ts';

/** A field that a file may hold. */
export interface FileField<K extends string = string> {
  key: K;
  /** The title under which we would write it. */
  title: string;
  /** Titles that other programs use, in lower case and without blanks, signs and accents. */
  otherTitles?: readonly string[] | undefined;
}

/** A column of a file. */
export interface FileColumn<K extends string = string> {
  title: string;
  /** `null`: it is not read. */
  field: K | null;
  /** False where the request said it. */
  guessed: boolean;
}

/** A title without what people write differently: case, blanks, signs, accents. */
function plainTitle(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * The failure of a file whose columns are not those that are needed.
 * @param known - fields that it may hold
 * @param titles - its first row, from which whoever sent it can choose
 */
export function wrongColumns(
  why: Phrase,
  known: readonly FileField[],
  titles: readonly string[],
): RollcallError<'import.mapping'> {
  const fields = known.map(({ key }) => key).join(', ');
  return new RollcallError('import.mapping', { ...because(why), fields, titles: [...titles] });
}

/** How well a title names a field: its own title or name, else one that others use. */
function fits(title: string, { key, title: own, otherTitles }: FileField): 0 | 1 | 2 {
  const plain = plainTitle(title);
  if (plain === '') return 0;
  if (plain === plainTitle(own) || plain === plainTitle(key)) return 2;
  return otherTitles?.includes(plain) ? 1 : 0;
}

/**
 * Which column holds which field.
 * @param titles - the first row of the file
 * @param known - fields that a file may hold
 * @param mapping - what the request says, by title
 * @throws RollcallError import.mapping for a title or field that does not exist, and for two columns of one field
 */
export function fileColumns<K extends string>(
  titles: readonly string[],
  known: readonly FileField<K>[],
  mapping: Readonly<Record<string, string | null>> = {},
): FileColumn<K>[] {
  const trimmed = titles.map((title) => title.trim());
  const said = new Map<string, K | null>();
  for (const [title, field] of Object.entries(mapping)) {
    if (!trimmed.includes(title.trim()))
      throw wrongColumns(phrase('columns.no-column', { title }), known, trimmed);
    const column = known.find(({ key }) => key === field);
    if (field !== null && column === undefined)
      throw wrongColumns(phrase('columns.no-field', { field }), known, trimmed);
    said.set(title.trim(), column?.key ?? null);
  }
  const columns: FileColumn<K>[] = trimmed.map((title) => {
    const field = said.get(title);
    return field === undefined ? { title, field: null, guessed: true } : { title, field, guessed: false };
  });
  const taken = new Set<K>(columns.flatMap(({ field }) => field ?? []));
  for (const quality of [2, 1] as const) {
    for (const column of columns) {
      if (!column.guessed || column.field !== null) continue;
      const found = known.find((field) => !taken.has(field.key) && fits(column.title, field) === quality);
      if (found === undefined) continue;
      column.field = found.key;
      taken.add(found.key);
    }
  }
  const fields = columns.flatMap(({ field }) => field ?? []);
  const twice = fields.find((field, index) => fields.indexOf(field) !== index);
  if (twice !== undefined) throw wrongColumns(phrase('columns.twice', { field: twice }), known, trimmed);
  return columns;
}
