/** What a file of people or a terminal's file is, and which column of it holds which field. @module */

/** A file that can be taken in. `people`: a table; `attlog`: a terminal's punches; `user-dat`: a terminal's users. */
export type FileKind = 'people' | 'attlog' | 'user-dat';

/** The kind of a file by its name; `undefined` where that does not say it. */
export function fileKindOf(name: string): FileKind | undefined {
  const plain = name.toLowerCase();
  if (/\.(csv|xlsx|tsv|txt)$/.test(plain) && !plain.includes('attlog')) return 'people';
  // Terminals put their serial number before it: `TEST0000001_attlog.dat`.
  if (/attlog.*\.(dat|txt)$/.test(plain)) return 'attlog';
  if (/user.*\.dat$/.test(plain)) return 'user-dat';
  return undefined;
}

/**
 * The terminal that a file's name begins with, as terminals write it: `TEST0000001_attlog.dat`, `1_attlog.dat`.
 * @param serials - terminals that there are
 */
export function serialInName(name: string, serials: readonly string[]): string | undefined {
  return serials.find((serial) => name.toUpperCase().startsWith(`${serial.toUpperCase()}_`));
}

/** A column as the server has read it. */
export interface Column {
  title: string;
  field: string | null;
  guessed: boolean;
}

/** Which field a column holds, by its title; null: none. */
export type Mapping = Readonly<Record<string, string | null>>;

/**
 * A mapping in which a column holds a field, and no other column does. Columns that nobody has said anything about are left
 * to be guessed.
 * @param columns - with the mapping of now
 * @param field - null: the column is not read
 */
export function mapColumn(columns: readonly Column[], title: string, field: string | null): Mapping {
  return Object.fromEntries(
    columns.flatMap((column) => {
      if (column.title === title) return [[title, field] as const];
      if (field !== null && column.field === field) return [[column.title, null] as const];
      return column.guessed ? [] : [[column.title, column.field] as const];
    }),
  );
}

/** The titles that stand more than once: only the first column of such a title can be told apart. */
export function titlesTwice(columns: readonly Column[]): string[] {
  const titles = columns.map(({ title }) => title);
  return [...new Set(titles.filter((title, index) => titles.indexOf(title) !== index))];
}

const chunkBytes = 0x8000;

/** The base 64 of a file, as requests carry it. */
export function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    text += String.fromCharCode(...bytes.subarray(at, at + chunkBytes));
  }
  return btoa(text);
}
