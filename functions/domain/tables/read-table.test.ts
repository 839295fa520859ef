import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isProblem, type ProblemCode, RollcallError } from '#shared/errors.ts';
import { linesOf, makeTable, tableCsv } from '#shared/table/index.ts';
import { readTable } from './read-table.ts';
import { writeXlsx } from './xlsx.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const cells = async (bytes: Uint8Array) => (await readTable(bytes, 100)).rows.map((row) => row.cells);
const refusal = (code: ProblemCode) => expect.toSatisfy((error: unknown) => isProblem(error, code));

/** A ZIP archive. @param says - what it says of the size of a file, where that is not the truth */
function zipOf(files: Record<string, Buffer>, says?: number): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(says ?? content.length, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(says ?? content.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    parts.push(local, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

function workbook(sheet: string, extra: Record<string, Buffer> = {}, says?: number): Buffer {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const rels = (body: string) =>
    Buffer.from(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${body}</Relationships>`,
    );
  return zipOf(
    {
      '[Content_Types].xml': Buffer.from('<Types/>'),
      '_rels/.rels': rels(
        `<Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/>`,
      ),
      'xl/workbook.xml': Buffer.from(
        '<workbook><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
      ),
      'xl/_rels/workbook.xml.rels': rels(
        `<Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>`,
      ),
      'xl/worksheets/sheet1.xml': Buffer.from(`<worksheet><sheetData>${sheet}</sheetData></worksheet>`),
      ...extra,
    },
    says,
  );
}

describe('CSV', () => {
  test.each([
    [
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a;b\n"x;y";"say ""hi"""\n',
      [
        ['a', 'b'],
        ['x;y', 'say "hi"'],
      ],
    ],
    [
      'a\tb\n007\t1e5\n',
      [
        ['a', 'b'],
        ['007', '1e5'],
      ],
    ],
    ['\ufeffa,b\n\n ,\nx\n', [['a', 'b'], ['x']]],
    [`a\n'=1+1\n'+60 3 1\n''=x\n'n\n`, [['a'], ['=1+1'], ['+60 3 1'], ["'=x"], ["'n"]]],
  ])('%j', async (text, expected) => {
    expect(await cells(bytesOf(text))).toEqual(expected);
  });

  test('of other encodings is read as what it is', async () => {
    expect(await cells(Buffer.from('name\nZo\xeb\n', 'latin1'))).toEqual([['name'], ['Zoë']]);
    expect(
      await cells(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a\tb\nZoë\t1\n', 'utf16le')])),
    ).toEqual([
      ['a', 'b'],
      ['Zoë', '1'],
    ]);
  });

  test('that is too large is refused, and never cut', async () => {
    const rows = (count: number) => bytesOf(`a\n${'x\n'.repeat(count)}`);
    expect((await readTable(rows(100), 100)).rows).toHaveLength(101);
    await expect(readTable(rows(101), 100)).rejects.toEqual(refusal('table.too-large'));
    await expect(cells(bytesOf(`a\n${'x'.repeat(1_001)}`))).rejects.toEqual(refusal('table.too-large'));
    await expect(cells(bytesOf(`${'a,'.repeat(300)}b`))).rejects.toEqual(refusal('table.too-large'));
    for (const nothing of ['', ' \n,,\n', 'a\0b']) {
      await expect(cells(bytesOf(nothing))).rejects.toEqual(refusal('table.unreadable'));
    }
  });
});

describe('XLSX', () => {
  test('gives texts, numbers, dates and what formulas showed; rows keep their numbers', async () => {
    const sheet =
      '<row r="2"><c r="A2" t="inlineStr"><is><t>Id</t></is></c><c r="C2" t="str"><f>1+1</f><v>two</v></c></row>' +
      '<row r="5"><c r="A5"><v>1042</v></c><c r="B5"><f>HYPERLINK("http://x")</f><v>1.5</v></c></row>';
    const { rows } = await readTable(workbook(sheet), 10);
    expect(rows).toEqual([
      { row: 2, cells: ['Id', '', 'two'] },
      { row: 5, cells: ['1042', '1.5'] },
    ]);
  });

  test('that unpacks to more than it may is refused, whatever it says of its size', async () => {
    const bomb = { 'xl/sharedStrings.xml': Buffer.alloc(80 * 1024 * 1024, 0x20) };
    for (const says of [undefined, 10]) {
      const file = workbook('', bomb, says);
      expect(file.length).toBeLessThan(200_000);
      await expect(readTable(file, 10)).rejects.toEqual(refusal('table.too-large'));
    }
  });

  test('with a cell at the far end, entities in entities, or nothing of a spreadsheet is refused', async () => {
    const far = workbook('<row r="1"><c r="XFD1"><v>1</v></c></row>');
    await expect(readTable(far, 10)).rejects.toEqual(refusal('table.too-large'));
    await expect(readTable(zipOf({ a: Buffer.from('b') }), 10)).rejects.toEqual(refusal('table.unreadable'));
    await expect(readTable(bytesOf('PK but no archive'), 10)).rejects.toEqual(refusal('table.unreadable'));
    await expect(readTable(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 10)).rejects.toEqual(
      refusal('table.unreadable'),
    );
  });

  test('any bytes are read, or refused as what they are', async () => {
    const good = workbook('<row r="1"><c r="A1" t="inlineStr"><is><t>Id</t></is></c></row>');
    const damaged = fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 })).map(([at, byte]) => {
      const bytes = Buffer.from(good);
      bytes[at] = byte;
      return new Uint8Array(bytes);
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })), async (bytes) => {
        try {
          await readTable(bytes, 10);
        } catch (error) {
          if (!(error instanceof RollcallError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });
});

test('what we write we read, as CSV and as XLSX', async () => {
  const anyText = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
    .filter(
      (text) =>
        !/[\p{Cc}\p{Zl}\p{Zp}\uFFFE\uFFFF]/u.test(text) && text.trim() !== '' && !text.startsWith('\ufeff'),
    );
  const risky = fc.constantFrom('=1', "'=1", "''+x", 'a;=1', '"', '1,2', '007', '|-', "x,'@y", '1e5', 'true');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(anyText, risky), { minLength: 1, maxLength: 6 }), async (texts) => {
      const columns = texts.map((text, index) => ({
        key: `c${index}`,
        title: `Column ${index}`,
        type: 'text' as const,
        value: () => text,
      }));
      const table = makeTable({ title: 'People', columns, things: [0] });
      const expected = [columns.map(({ title }) => title), texts];
      expect(await cells(bytesOf(tableCsv(table, false)))).toEqual(expected);
      const file = new Uint8Array(await new Response(writeXlsx(table, linesOf(table))).arrayBuffer());
      expect(await cells(file)).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});
