/** Files that are dropped, and the columns of a table of people. @module */

import { describe, expect, it } from 'vitest';
import { base64Of, fileKindOf, mapColumn, serialInName, titlesTwice } from './import-file.ts';

describe('fileKindOf', () => {
  it.each([
    ['people.csv', 'people'],
    ['Staff 2026.XLSX', 'people'],
    ['1_attlog.dat', 'attlog'],
    ['TEST0000001_ATTLOG.TXT', 'attlog'],
    ['user.dat', 'user-dat'],
    ['TEST0000001_user.dat', 'user-dat'],
    ['template.fp10', undefined],
    ['sheet.pdf', undefined],
  ])('%s is %s', (name, kind) => expect(fileKindOf(name)).toBe(kind));
});

describe('serialInName', () => {
  it('finds the terminal whose serial number comes first', () => {
    expect(serialInName('test0000002_attlog.dat', ['TEST0000001', 'TEST0000002'])).toBe('TEST0000002');
    expect(serialInName('1_attlog.dat', ['TEST0000001'])).toBeUndefined();
  });
});

describe('mapColumn', () => {
  const columns = [
    { title: 'No.', field: 'id', guessed: true },
    { title: 'Full name', field: 'name', guessed: true },
    { title: 'Unit', field: null, guessed: true },
  ];

  it('gives a column a field and leaves the others to be guessed', () => {
    expect(mapColumn(columns, 'Unit', 'department')).toEqual({ Unit: 'department' });
  });

  it('takes the field from the column that had it', () => {
    expect(mapColumn(columns, 'Unit', 'name')).toEqual({ 'Full name': null, Unit: 'name' });
  });

  it('keeps what was said before, also that a column is not read', () => {
    const said = columns.map((column) => ({ ...column, guessed: column.title === 'No.' }));
    expect(mapColumn(said, 'Full name', null)).toEqual({ 'Full name': null, Unit: null });
  });
});

describe('titlesTwice', () => {
  it('names each once', () => {
    const column = (title: string) => ({ title, field: null, guessed: true });
    expect(titlesTwice(['A', 'B', 'A', 'A'].map(column))).toEqual(['A']);
  });
});

describe('base64Of', () => {
  it('gives the bytes back, also those of long files', () => {
    const bytes = Uint8Array.from({ length: 100_001 }, (_, index) => index % 256);
    const text = atob(base64Of(bytes));
    expect(Uint8Array.from(text, (letter) => letter.charCodeAt(0))).toEqual(bytes);
  });
});
