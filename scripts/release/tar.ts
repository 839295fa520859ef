/** Writes tar archives (POSIX ustar) that depend on nothing but what they are given. @module */

const block = 512;

/** A file or folder of an archive; what is above it has to be given, too. */
export interface TarEntry {
  /** Path with `/`; of a folder it ends with one. At most 100 bytes. */
  path: string;
  content?: Uint8Array;
  /** Permissions, such as 0o644. */
  mode: number;
}

function octal(value: number, digits: number): string {
  const text = value.toString(8).padStart(digits, '0');
  if (text.length > digits) throw new RangeError(`${value} does not fit into a tar header.`);
  return `${text}\0`;
}

function header({ path, content, mode }: TarEntry, seconds: number): Buffer {
  if (Buffer.byteLength(path) > 100) throw new RangeError(`${path} does not fit into a tar header.`);
  const bytes = Buffer.alloc(block);
  bytes.write(path, 0);
  bytes.write(octal(mode, 7), 100, 'latin1');
  bytes.write(octal(0, 7), 108, 'latin1');
  bytes.write(octal(0, 7), 116, 'latin1');
  bytes.write(octal(content?.byteLength ?? 0, 11), 124, 'latin1');
  bytes.write(octal(seconds, 11), 136, 'latin1');
  // The checksum counts itself as blanks.
  bytes.write(' '.repeat(8), 148, 'latin1');
  bytes.write(path.endsWith('/') ? '5' : '0', 156, 'latin1');
  bytes.write('ustar\x0000', 257, 'latin1');
  bytes.write('root', 265, 'latin1');
  bytes.write('root', 297, 'latin1');
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${octal(sum, 6)} `, 148, 'latin1');
  return bytes;
}

/**
 * A tar archive whose files all belong to root.
 * @param seconds - time of each file, in seconds since 1970 (UTC)
 */
export function tarOf(entries: readonly TarEntry[], seconds: number): Buffer {
  const parts = entries.flatMap((entry) => {
    const content = entry.content ?? new Uint8Array();
    const rest = (block - (content.byteLength % block)) % block;
    return [header(entry, seconds), content, Buffer.alloc(rest)];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}
