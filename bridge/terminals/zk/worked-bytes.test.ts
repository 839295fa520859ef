import { describe, expect, test } from 'vitest';
import { commKeyToken } from '#bridge/terminals/zk/comm-key.ts';
import { sendableCommands } from '#bridge/terminals/zk/commands.ts';
import { datasets } from '#bridge/terminals/zk/datasets.ts';
import { decodeEvent } from '#bridge/terminals/zk/events.ts';
import { decodePackedTime, encodePackedTime } from '#bridge/terminals/zk/packed-time.ts';
import type { Packet } from '#bridge/terminals/zk/packet.ts';
import { peopleOf } from '#bridge/terminals/zk/people.ts';
import { recordDecoder } from '#bridge/terminals/zk/record-decoder.ts';
import { recordLayouts } from '#bridge/terminals/zk/record-layouts.ts';
import { encodeFrame, FrameReader } from '#bridge/terminals/zk/tcp-frames.ts';
import { decodeUsers } from '#bridge/terminals/zk/user-layouts.ts';
import { nameDecoder } from '#shared/punch/terminal-text.ts';

const session = 0x1234;
const none = new Uint8Array(0);

function bytes(hex: string): Buffer {
  return Buffer.from(hex.replaceAll(' ', ''), 'hex');
}

function packetOf(hex: string): Packet {
  const packets: Packet[] = [];
  new FrameReader((packet) => packets.push(packet)).push(bytes(hex));
  const [packet] = packets;
  if (packet === undefined || packets.length !== 1) throw new Error(`${packets.length} packets`);
  return packet;
}

function hexOf(frame: Buffer): string {
  return (frame.toString('hex').toUpperCase().match(/../g) ?? []).join(' ');
}

const record40 =
  '07 00 31 30 30 30 34 32 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 F2 0A 84 33 00 00 00 00 00 00 00 00 00';
const punch = { pin: '100042', time: '2026-11-22 08:59:30', status: 0, verify: 1, workCode: '' };

describe('requests have the worked bytes', () => {
  test.each([
    ['CONNECT', encodeFrame(1000, 0, 0, none), '50 50 82 7D 08 00 00 00 E8 03 17 FC 00 00 00 00'],
    [
      'AUTH with key 12345',
      encodeFrame(1102, session, 1, commKeyToken(12345, session)),
      '50 50 82 7D 0C 00 00 00 4E 04 DC 9C 34 12 01 00 6D E1 32 6B',
    ],
    [
      'the buffered attendance request',
      encodeFrame(sendableCommands.prepareBuffer, session, 2, datasets.attendance.buffered),
      '50 50 82 7D 13 00 00 00 DF 05 E9 DA 34 12 02 00 01 0D 00 00 00 00 00 00 00 00 00',
    ],
    [
      'the chunk request',
      encodeFrame(sendableCommands.readBuffer, session, 3, bytes('00 00 00 00 44 9C 00 00')),
      '50 50 82 7D 10 00 00 00 E0 05 A4 4B 34 12 03 00 00 00 00 00 44 9C 00 00',
    ],
    [
      'FREE_DATA',
      encodeFrame(sendableCommands.freeData, session, 4, none),
      '50 50 82 7D 08 00 00 00 DE 05 E9 E7 34 12 04 00',
    ],
    [
      'REG_EVENT',
      encodeFrame(sendableCommands.events, session, 5, bytes('01 00 00 00')),
      '50 50 82 7D 0C 00 00 00 F4 01 D1 EB 34 12 05 00 01 00 00 00',
    ],
    [
      'the acknowledgement of an event',
      encodeFrame(sendableCommands.acknowledge, session, 0, none),
      '50 50 82 7D 08 00 00 00 D0 07 FB E5 34 12 00 00',
    ],
    [
      'OPTIONS_RRQ ~SerialNumber',
      encodeFrame(sendableCommands.optionRead, session, 6, Buffer.from('~SerialNumber\0')),
      '50 50 82 7D 16 00 00 00 0B 00 B7 A4 34 12 06 00 7E 53 65 72 69 61 6C 4E 75 6D 62 65 72 00',
    ],
  ])('%s', (_, frame, worked) => {
    expect(hexOf(frame)).toBe(worked);
  });
});

describe('replies are read from the worked bytes', () => {
  test.each([
    ['connected', '50 50 82 7D 08 00 00 00 D0 07 FB E5 34 12 00 00', 2000, session, 0, 0],
    ['comm key needed', '50 50 82 7D 08 00 00 00 D5 07 F6 E5 34 12 00 00', 2005, session, 0, 0],
    [
      'size of the buffer',
      '50 50 82 7D 15 00 00 00 D0 07 C1 5C 34 12 02 00 00 44 9C 00 00 44 9C 00 00 00 00 00 00',
      2000,
      session,
      2,
      13,
    ],
    [
      'PREPARE_DATA',
      '50 50 82 7D 10 00 00 00 DC 05 B8 47 34 12 03 00 44 9C 00 00 F0 03 00 00',
      1500,
      session,
      3,
      8,
    ],
    ['closing ACK_OK with the last index', '50 50 82 7D 08 00 00 00 D0 07 05 F8 27 00 03 00', 2000, 39, 3, 0],
    ['ACK_OK with an extra byte', '50 50 82 7D 09 00 00 00 D0 07 EE E5 34 12 04 00 09', 2000, session, 4, 1],
  ])('%s', (_, hex, command, sessionField, replyId, dataBytes) => {
    const packet = packetOf(hex);
    expect(packet).toMatchObject({ command, session: sessionField, replyId, intact: true });
    expect(packet.data).toHaveLength(dataBytes);
  });

  test('an inline dataset of one record', () => {
    const packet = packetOf(`50 50 82 7D 34 00 00 00 DD 05 1C F1 00 00 02 00 28 00 00 00 ${record40}`);
    expect(packet.intact).toBe(true);
    expect(packet.data.readUInt32LE(0)).toBe(40);
    expect(recordDecoder(recordLayouts.rec40).decode(packet.data.subarray(4))).toEqual([punch]);
  });

  test('a changed byte is noticed', () => {
    expect(packetOf('50 50 82 7D 09 00 00 00 D0 07 EE E5 34 12 04 00 08').intact).toBe(false);
  });

  test('the time of the clock', () => {
    const packet = packetOf('50 50 82 7D 0C 00 00 00 D0 07 7E A7 34 12 07 00 F2 0A 84 33');
    expect(decodePackedTime(packet.data.readUInt32LE(0))).toEqual({
      text: '2026-11-22 08:59:30',
      sound: true,
    });
  });
});

test('the token ignores the low byte of the session, where the tick travels', () => {
  expect(hexOf(commKeyToken(12345, 0x12ff))).toBe('6D E1 32 6B');
});

describe('packed times', () => {
  test.each([
    [864291570, '2026-11-22 08:59:30', true],
    [0xffff_ffff, '2133-08-18 06:28:15', false],
    [840931200, '2026-02-31 00:00:00', false],
    [0, '', false],
  ])('%i is "%s"', (packed, text, sound) => {
    expect(decodePackedTime(packed)).toEqual({ text, sound });
    expect(encodePackedTime(text)).toBe(packed);
  });
});

describe('a punch in each layout', () => {
  test.each([
    ['rec40', record40],
    ['rec49', `${record40} FF 32 35 35 00 00 00 00 00`],
    ['rec36', record40.slice(0, 36 * 3)],
    ['rec16', 'CA 86 01 00 F2 0A 84 33 01 00 00 00 00 00 00 00'],
    ['rec8a', '07 00 01 F2 0A 84 33 00'],
    ['rec8b', '07 00 01 00 F2 0A 84 33'],
  ] as const)('%s', (layout, hex) => {
    const users = peopleOf([{ uid: 7, pin: '100042' }]);
    expect(recordDecoder(recordLayouts[layout], users).decode(bytes(hex))).toEqual([punch]);
  });
});

describe('a realtime event', () => {
  test.each([
    [
      32,
      '50 50 82 7D 28 00 00 00 F4 01 09 3A 01 00 00 00 31 30 30 30 34 32 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 1A 0B 16 08 3B 1E',
    ],
    [12, '50 50 82 7D 14 00 00 00 F4 01 D3 45 01 00 00 00 CA 86 01 00 01 00 1A 0B 16 08 3B 1E'],
  ])('of %i bytes', (length, hex) => {
    const packet = packetOf(hex);
    expect(packet).toMatchObject({ command: 500, intact: true });
    expect(packet.data).toHaveLength(length);
    expect(decodeEvent(packet.session, packet.data)).toEqual({ code: 1, records: [punch] });
  });
});

describe('a user', () => {
  test.each([
    [
      'user72',
      'TEST USER',
      '07 00 00 00 00 00 00 00 00 00 00 54 45 53 54 20 55 53 45 52 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 15 CD 5B 07 01 00 00 00 00 00 00 00 00 31 30 30 30 34 32 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00',
    ],
    [
      'user28',
      'TESTUSER',
      '07 00 00 00 00 00 00 00 54 45 53 54 55 53 45 52 15 CD 5B 07 00 01 00 00 CA 86 01 00',
    ],
  ] as const)('%s', (layout, name, hex) => {
    expect(decodeUsers(bytes(hex), layout, nameDecoder(undefined))).toEqual([
      {
        uid: 7,
        pin: '100042',
        name,
        privilege: 0,
        privilegeLabel: 'user',
        disabled: false,
        card: '123456789',
        group: 1,
      },
    ]);
  });
});
