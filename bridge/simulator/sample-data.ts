/** Invents sample users and punches that are the same for the same seed. @module */

import type { SimulatedUser } from '#bridge/simulator/memory.ts';
import { seededNumbers } from '#bridge/simulator/seeded-numbers.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';

const statuses = [0, 1, 0, 1, 255, 2, 3, 0, 1, 4, 5] as const;
const verifyCodes = [1, 1, 15, 4, 3] as const;
const firstPunchMs = Date.UTC(2024, 0, 2, 7, 30);
const lastPunchMs = Date.UTC(2025, 11, 20, 18, 0);

/** Sample users with numeric ids from 1001 on; the first is an administrator. */
export function sampleUsers(count: number): SimulatedUser[] {
  return Array.from({ length: count }, (_, index) => ({
    pin: String(1001 + index),
    name: `Sample ${1001 + index}`,
    privilege: index === 0 ? 14 : 0,
    card: index % 3 === 0 ? 100_000 + index : 0,
  }));
}

/** Sample punches in the order of their times, spread over the two years 2024 and 2025. */
export function samplePunches(count: number, users: readonly SimulatedUser[], seed = 1): TerminalRecord[] {
  const next = seededNumbers(seed);
  const pick = <T>(list: readonly T[], fallback: T): T => list[Math.floor(next() * list.length)] ?? fallback;
  const stepMs = (lastPunchMs - firstPunchMs) / Math.max(1, count);
  return Array.from({ length: count }, (_, index) => ({
    pin: users.length === 0 ? '1' : pick(users, { pin: '1' }).pin,
    time: new Date(firstPunchMs + index * stepMs).toISOString().slice(0, 19).replace('T', ' '),
    status: pick(statuses, 0),
    verify: pick(verifyCodes, 1),
    workCode: next() < 0.1 ? String(1 + Math.floor(next() * 9)) : '',
  }));
}

/** Users whose ids and names fill their fields. */
export const longIdUsers: readonly SimulatedUser[] = [
  { pin: '000000100042', name: 'Sample with 12 digits' },
  { pin: '00123456789012', name: 'A name of 24 bytes: full' },
  { pin: 'ABCDEFGHIJKLMNOPQRSTUVWX', name: 'Sample with 24 letters', card: 0xffff_fffe },
];

/** Punches of those users. */
export const longIdPunches: readonly TerminalRecord[] = longIdUsers.map(({ pin }, index) => ({
  pin,
  time: `2025-12-21 08:0${index}:00`,
  status: 0,
  verify: 1,
  workCode: '',
}));
