/** What executables say of themselves, and what is left of a Mac's without its signature. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { binaryKind, withoutMachSignature } from './binary.ts';

function elf(machine: number, bits = 2): Buffer {
  const file = Buffer.alloc(64);
  file.write('\x7fELF', 'latin1');
  file[4] = bits;
  file.writeUInt16LE(machine, 18);
  return file;
}

function pe(machine: number, optional = 0x20b): Buffer {
  const file = Buffer.alloc(256);
  file.write('MZ', 'latin1');
  file.writeUInt32LE(128, 0x3c);
  file.write('PE\0\0', 128, 'latin1');
  file.writeUInt16LE(machine, 132);
  file.writeUInt16LE(optional, 152);
  return file;
}

/** A Mach-O file with `__LINKEDIT` from byte 200 on, and a signature of so many bytes at its end. */
function machO(processor: number, signatureBytes: number, behind = 0): Buffer {
  const file = Buffer.alloc(300 + signatureBytes + behind, 7);
  file.writeUInt32LE(0xfeedfacf, 0);
  file.writeUInt32LE(processor, 4);
  file.writeUInt32LE(signatureBytes > 0 ? 2 : 1, 16);
  file.writeUInt32LE(72 + (signatureBytes > 0 ? 16 : 0), 20);
  file.writeUInt32LE(0x19, 32);
  file.writeUInt32LE(72, 36);
  file.fill(0, 40, 56);
  file.write('__LINKEDIT', 40, 'latin1');
  file.writeBigUInt64LE(200n, 32 + 40);
  file.writeBigUInt64LE(BigInt(100 + signatureBytes), 32 + 48);
  if (signatureBytes > 0) {
    file.writeUInt32LE(0x1d, 104);
    file.writeUInt32LE(16, 108);
    file.writeUInt32LE(300, 112);
    file.writeUInt32LE(signatureBytes, 116);
  }
  return file;
}

test.each([
  ['ELF of x64', elf(0x3e), { format: 'ELF', machine: 'x64' }],
  ['ELF of arm64', elf(0xb7), { format: 'ELF', machine: 'arm64' }],
  ['ELF of 32 bits', elf(0x3e, 1), undefined],
  ['ELF of another processor', elf(0xf3), undefined],
  ['PE of x64', pe(0x8664), { format: 'PE', machine: 'x64' }],
  ['PE of arm64', pe(0xaa64), { format: 'PE', machine: 'arm64' }],
  ['PE of 32 bits', pe(0x8664, 0x10b), undefined],
  ['Mach-O of x64', machO(0x01000007, 0), { format: 'Mach-O', machine: 'x64' }],
  ['Mach-O of arm64', machO(0x0100000c, 0), { format: 'Mach-O', machine: 'arm64' }],
  ['a script', Buffer.from(`#!/bin/sh\n${'#'.repeat(100)}`), undefined],
  ['nothing', Buffer.alloc(0), undefined],
])('%s', (_, file, kind) => {
  expect(binaryKind(file)).toEqual(kind);
});

test('the Node that runs this is of this machine', () => {
  expect(binaryKind(readFileSync(process.execPath))?.machine).toBe(process.arch);
});

test('a signature is taken off, and the last segment ends where the file ends', () => {
  const unsigned = withoutMachSignature(machO(0x01000007, 50));
  expect(unsigned.length).toBe(300);
  expect(unsigned.readUInt32LE(16)).toBe(1);
  expect(unsigned.readUInt32LE(20)).toBe(72);
  expect(unsigned.readBigUInt64LE(32 + 48)).toBe(100n);
  expect(unsigned.subarray(104, 120)).toEqual(Buffer.alloc(16));
  expect(withoutMachSignature(unsigned)).toBe(unsigned);
});

test('a signature with something behind it is left to whoever knows better', () => {
  expect(() => withoutMachSignature(machO(0x01000007, 50, 4))).toThrow(RangeError);
});
