/** Columns that several kinds of exports share: who a person is, and durations in three forms. @module */

import type { PayrollPerson } from '#shared/payroll/index.ts';
import type { KindColumn, KindContext } from './kind.ts';

interface OfPerson {
  person: PayrollPerson;
}

const idSize = 25;
const wordsSize = 31;

const fields = [
  ['name', 'Name', wordsSize, true],
  ['department', 'Department', wordsSize, true],
  ['site', 'Site', wordsSize, true],
  ['employeeNumber', 'Employee number', 16, false],
  ['firstName', 'First name', wordsSize, true],
  ['lastName', 'Last name', wordsSize, true],
  ['position', 'Position', wordsSize, true],
  ['costCentre', 'Cost centre', 16, false],
  ['hiredOn', 'Hired on', 11, false],
  ['leftOn', 'Left on', 11, false],
  ['email', 'E-mail', 41, false],
  ['phone', 'Phone', 21, false],
] as const;

/** Columns that say whose a row is. An id is text: its leading zeros stay. */
export function personColumns<T extends OfPerson>({ customKeys }: KindContext): KindColumn<T>[] {
  const field = (key: string, title: string, size: number, mayCut: boolean): KindColumn<T> => ({
    key,
    title,
    type: key === 'hiredOn' || key === 'leftOn' ? 'date' : 'text',
    size,
    ...(mayCut ? { mayCut } : {}),
    value: ({ person }) => person.fields[key],
  });
  return [
    { key: 'userId', title: 'Id', type: 'text', size: idSize, value: ({ person }) => person.userId },
    ...fields.map(([key, title, size, mayCut]) => field(key, title, size, mayCut)),
    ...customKeys.map((key) => field(`custom.${key}`, key, wordsSize, true)),
  ];
}

const figureSize = 9;
const minutesOf = (seconds: number) => Math.round(seconds / 60);

/** The key of a duration as h:mm: `break` is the time at which a break begins. */
export const durationKey = (key: string) => (key === 'break' ? 'breakTime' : key);

/** A duration as h:mm, as decimal hours (`…Hours`) and in whole minutes (`…Minutes`), so that a file can have what it needs. */
export function durationColumns<T>(
  key: string,
  title: string,
  seconds: (thing: T) => number | null,
): KindColumn<T>[] {
  return [
    { key: durationKey(key), title, type: 'duration', size: figureSize, value: seconds },
    { key: `${key}Hours`, title: `${title} h`, type: 'hours', size: figureSize, value: seconds },
    {
      key: `${key}Minutes`,
      title: `${title} min`,
      type: 'count',
      size: figureSize,
      value: (thing) => {
        const value = seconds(thing);
        return value === null ? null : minutesOf(value);
      },
    },
  ];
}

/** A column that counts. */
export function countColumn<T>(
  key: string,
  title: string,
  value: (thing: T) => number | null,
): KindColumn<T> {
  return { key, title, type: 'count', size: 7, value };
}

/** A column of words. */
export function textColumn<T>(
  key: string,
  title: string,
  size: number,
  value: KindColumn<T>['value'],
): KindColumn<T> {
  return { key, title, type: 'text', size, mayCut: true, value };
}
