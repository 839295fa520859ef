/** Takes one file out of a tar archive. @module */

const block = 512;

const textAt = (bytes: Buffer, from: number, length: number): string =>
  bytes.toString('latin1', from, from + length).replace(/\0.*$/s, '');

/**
 * The content of the file with this name, in whichever folder of the archive; undefined when there is none.
 * @param tar - uncompressed, POSIX ustar
 * @param name - without folders
 */
export function fileInTar(tar: Buffer, name: string): Buffer | undefined {
  let place = 0;
  while (place + block <= tar.length) {
    const path = textAt(tar, place, 100);
    if (path === '') return undefined;
    const bytes = Number.parseInt(textAt(tar, place + 124, 12), 8);
    if (!Number.isSafeInteger(bytes)) return undefined;
    const begin = place + block;
    const isFile = textAt(tar, place + 156, 1) === '0';
    if (isFile && path.split('/').at(-1) === name) {
      return begin + bytes <= tar.length ? tar.subarray(begin, begin + bytes) : undefined;
    }
    place = begin + Math.ceil(bytes / block) * block;
  }
  return undefined;
}
