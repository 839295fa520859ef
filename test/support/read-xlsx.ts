/** Reads XLSX files in tests, by what ZIP and the format say, without the library that writes them. @module */

import { inflateRawSync } from 'node:zlib';

/** A cell as the file has it: its own type, its style, and what it holds. */
export interface ReadCell {
  value: string | number;
  /** The number format of its style; empty for the general one. */
  format: string;
}

/** What a test asks of a file. */
export interface ReadSheet {
  name: string;
  /** Rows by their number from 0; cells by their column from 0. */
  rows: (ReadCell | undefined)[][];
  frozen: { rows: number; columns: number };
  /** Whether any cell holds a formula. */
  hasFormulas: boolean;
}

/** The files in a ZIP archive, by the directory at its end. */
function unzipped(bytes: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  for (let file = 0; file < count; file += 1) {
    const method = bytes.readUInt16LE(at + 10);
    const packed = bytes.readUInt32LE(at + 20);
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(start, start + packed);
    files.set(name, (method === 0 ? content : inflateRawSync(content)).toString('utf8'));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(xml: string): string {
  return xml.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? '');
}

/** Text of a cell: `_x0041_` stands for a character. */
function textOf(xml: string): string {
  return unescaped(xml).replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function columnOf(reference: string): number {
  return (
    [...reference.replace(/\d/g, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  );
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : unescaped(found);
}

function formatsOf(styles: string): string[] {
  const own = new Map(
    [...styles.matchAll(/<numFmt [^>]*>/g)].map(([tag]) => [
      attribute(tag, 'numFmtId'),
      attribute(tag, 'formatCode') ?? '',
    ]),
  );
  const builtIn: Record<string, string> = { 1: '0', 2: '0.00', 46: '[h]:mm:ss' };
  const cellFormats = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(styles)?.[1] ?? '';
  return [...cellFormats.matchAll(/<xf [^>]*>/g)].map(([tag]) => {
    const id = attribute(tag, 'numFmtId') ?? '0';
    return own.get(id) ?? builtIn[id] ?? '';
  });
}

/** Reads a file with one sheet. */
export async function readXlsx(file: ReadableStream<Uint8Array>): Promise<ReadSheet> {
  const bytes = Buffer.from(await new Response(file).arrayBuffer());
  const files = unzipped(bytes);
  const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
  const formats = formatsOf(files.get('xl/styles.xml') ?? '');
  const rows: (ReadCell | undefined)[][] = [];
  for (const [, head = '', body = ''] of sheet.matchAll(/<row ([^>]*)>(.*?)<\/row>/gs)) {
    const cells: (ReadCell | undefined)[] = [];
    for (const [, tag = '', content = ''] of body.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const text = /<t(?: [^>]*)?>(.*?)<\/t>/s.exec(content)?.[1];
      const number = /<v>(.*?)<\/v>/.exec(content)?.[1];
      const isText = attribute(tag, 't') === 'inlineStr';
      if (!isText && number === undefined) continue;
      cells[columnOf(attribute(tag, 'r') ?? '')] = {
        value: isText ? textOf(text ?? '') : Number(number),
        format: formats[Number(attribute(tag, 's') ?? 0)] ?? '',
      };
    }
    rows[Number(attribute(head, 'r')) - 1] = cells;
  }
  const pane = /<pane [^>]*>/.exec(sheet)?.[0] ?? '';
  return {
    name: attribute(/<sheet [^>]*>/.exec(files.get('xl/workbook.xml') ?? '')?.[0] ?? '', 'name') ?? '',
    rows,
    frozen: { rows: Number(attribute(pane, 'ySplit') ?? 0), columns: Number(attribute(pane, 'xSplit') ?? 0) },
    hasFormulas: /<f[ >]/.test(sheet),
  };
}
