/** Who can be chosen of the users of a terminal. @module */

import { describe, expect, it } from 'vitest';
import { downloadRows, isNew, type OnTerminal, rowsWith } from './download-rows.ts';

const listed: OnTerminal[] = [
  { pin: '1042', name: 'Sample Person 1042', state: 'known', userId: '1042' },
  { pin: '7', name: 'Sample Visitor', state: 'ignored' },
  { pin: '2210', state: 'known', userId: '2210' },
  { pin: '900', name: 'Sample Person 900', state: 'new' },
  { pin: '88', state: 'new' },
];

describe('downloadRows', () => {
  const rows = downloadRows(listed, new Set(['2210', '2211']), []);

  it('puts those who need details first, each group by id as a number', () => {
    expect(rows.map(({ id, kind }) => [id, kind])).toEqual([
      ['88', 'new'],
      ['900', 'new'],
      ['2210', 'waiting'],
      ['2211', 'waiting'],
      ['1042', 'known'],
      ['7', 'ignored'],
    ]);
    expect(rows.filter(isNew).map(({ id }) => id)).toEqual(['88', '900', '2210', '2211']);
  });

  it('says of whom the list of the terminal does not know', () => {
    expect(rows.filter(({ isListed }) => !isListed).map(({ id }) => id)).toEqual(['2211']);
  });

  it('adds who was asked for although neither listed nor waiting, and nobody twice', () => {
    const asked = downloadRows(listed, new Set(['2210']), ['2210', '3000']);
    expect(asked.filter(({ id }) => id === '2210')).toHaveLength(1);
    expect(asked.find(({ id }) => id === '3000')).toMatchObject({ kind: 'known', isListed: false });
  });

  it('knows a user by the id that the PIN stands for', () => {
    const linked = downloadRows([{ pin: '5', state: 'known', userId: '1042' }], new Set(['1042']), []);
    expect(linked.map(({ id, kind }) => [id, kind])).toEqual([['1042', 'waiting']]);
  });
});

describe('rowsWith', () => {
  it('finds by id and by name at the terminal', () => {
    const rows = downloadRows(listed, new Set(), []);
    expect(rowsWith(rows, 'visitor').map(({ id }) => id)).toEqual(['7']);
    expect(rowsWith(rows, '10').map(({ id }) => id)).toEqual(['1042', '2210']);
    expect(rowsWith(rows, ' ')).toHaveLength(5);
  });
});
