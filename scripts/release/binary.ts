/** Reads from an executable's header for which machine it is, and takes the signature off a Mac's. @module */

/** What an executable file says of itself. */
export interface BinaryKind {
  format: 'ELF' | 'PE' | 'Mach-O';
  machine: 'x64' | 'arm64';
}

const elfMachines = new Map<number, BinaryKind['machine']>([
  [0x3e, 'x64'],
  [0xb7, 'arm64'],
]);
const peMachines = new Map<number, BinaryKind['machine']>([
  [0x8664, 'x64'],
  [0xaa64, 'arm64'],
]);
const machMachines = new Map<number, BinaryKind['machine']>([
  [0x0100_0007, 'x64'],
  [0x0100_000c, 'arm64'],
]);

const machMagic64 = 0xfeed_facf;

/** The kind of an executable of 64 bits; undefined for what is none that is known here. */
export function binaryKind(file: Buffer): BinaryKind | undefined {
  if (file.length < 64) return undefined;
  const as = (format: BinaryKind['format'], machine: BinaryKind['machine'] | undefined) =>
    machine === undefined ? undefined : { format, machine };
  if (file.readUInt32BE(0) === 0x7f45_4c46 && file[4] === 2) {
    return as('ELF', elfMachines.get(file.readUInt16LE(18)));
  }
  if (file.readUInt32LE(0) === machMagic64) return as('Mach-O', machMachines.get(file.readUInt32LE(4)));
  if (file.toString('latin1', 0, 2) !== 'MZ') return undefined;
  const header = file.readUInt32LE(0x3c);
  if (header + 26 > file.length || file.readUInt32BE(header) !== 0x5045_0000) return undefined;
  // The optional header of 64 bits.
  if (file.readUInt16LE(header + 24) !== 0x20b) return undefined;
  return as('PE', peMachines.get(file.readUInt16LE(header + 4)));
}

const headerBytes = 32;
const codeSignature = 0x1d;
const segment64 = 0x19;

/**
 * A Mach-O executable of 64 bits without its signature, as `codesign --remove-signature` leaves it: what is added to it
 * would break the signature, and stands in its way at the end of the file. Unsigned files come back as they are.
 * @throws RangeError when its signature is not where signatures are
 */
export function withoutMachSignature(file: Buffer): Buffer {
  const commands = file.readUInt32LE(16);
  const bytesOfCommands = file.readUInt32LE(20);
  let place = headerBytes;
  let linkEdit: number | undefined;
  for (let index = 0; index < commands; index += 1) {
    const command = file.readUInt32LE(place);
    const bytes = file.readUInt32LE(place + 4);
    const name = file.toString('latin1', place + 8, place + 24).replace(/\0+$/, '');
    if (command === segment64 && name === '__LINKEDIT') linkEdit = place;
    if (command === codeSignature) {
      const begin = file.readUInt32LE(place + 8);
      const isLast = index === commands - 1 && begin + file.readUInt32LE(place + 12) === file.length;
      if (!isLast || linkEdit === undefined) throw new RangeError('the signature is not at the end');
      const unsigned = Buffer.from(file.subarray(0, begin));
      unsigned.fill(0, place, place + bytes);
      unsigned.writeUInt32LE(commands - 1, 16);
      unsigned.writeUInt32LE(bytesOfCommands - bytes, 20);
      const fileOffset = Number(file.readBigUInt64LE(linkEdit + 40));
      unsigned.writeBigUInt64LE(BigInt(begin - fileOffset), linkEdit + 48);
      return unsigned;
    }
    place += bytes;
  }
  return file;
}
