/**
 * Writes a table as a page for a printer: one file without scripts, whose head is repeated on every sheet of paper.
 * Whatever stands in it is escaped, and its policy lets it load nothing.
 * @module
 */
import { shownText } from './cell-text.ts';
import { type Column, type Group, type Line, linesOf, type Table } from './table.ts';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML, in elements and in quoted attributes; what no document may hold becomes the sign for that. */
export function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
    .replace(/[\p{Cc}--[\t\n\r]]/gv, '\uFFFD');
}

/** More columns than these want the long side of the paper. */
const mostUpright = 8;
/** More columns than these want small print. */
const mostAtFullSize = 16;

function styleOf(columns: number): string {
  const size = columns > mostUpright ? 'A4 landscape' : 'A4';
  const points = columns > mostAtFullSize ? 7 : 9;
  return [
    `@page{size:${size};margin:12mm;@bottom-right{content:counter(page) " / " counter(pages);font-size:8pt}}`,
    `body{font:${points}pt/1.35 system-ui,sans-serif;color:#000;background:#fff;margin:0 auto;padding:1em}`,
    'h1{font-size:1.6em;margin:0 0 .2em}h2{font-size:1.2em;margin:1.2em 0 .3em;break-after:avoid}',
    'p{margin:.1em 0}',
    'table{border-collapse:collapse;width:100%;margin-top:.6em}',
    'thead{display:table-header-group}tfoot{display:table-row-group}tr{break-inside:avoid}',
    'th,td{border:.5pt solid #999;padding:.15em .35em;text-align:start;vertical-align:top}',
    'th{background:#eee;print-color-adjust:exact;-webkit-print-color-adjust:exact}',
    'td.n,th.n{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}',
    'tr.subtotal td,tr.total td{font-weight:bold;border-top:1pt solid #000}',
    'section.page+section.page{break-before:page}',
    '.legend{margin-top:.8em}.legend span{margin-inline-end:1.2em;white-space:nowrap}',
    '.sign{display:flex;gap:3em;margin-top:3.5em;break-inside:avoid}',
    '.sign div{flex:1;border-top:.75pt solid #000;padding-top:.2em}',
    '@media print{body{padding:0}}',
  ].join('');
}

const isNumeric = ({ type }: Column) => type !== 'text';
const cellClass = (column: Column) => (isNumeric(column) ? ' class="n"' : '');

interface Place {
  column: Column;
  index: number;
}

/** Columns that stand in the rows on paper: those of the group do not, where there are groups. */
function printed({ columns, groups }: Table): Place[] {
  const hasGroups = groups.some(({ label }) => label !== null);
  return columns
    .map((column, index) => ({ column, index }))
    .filter(({ column }) => !(hasGroups && column.ofGroup));
}

/** Sums are labelled in their first empty cell, which must be one that is printed. */
function lineHtml({ kind, cells }: Line, places: readonly Place[], label: string | undefined): string {
  const isSum = kind !== 'row';
  const labelAt = isSum ? places.findIndex(({ column, index }) => !column.sum || cells[index] === null) : -1;
  const texts = places.map(({ column, index }, at) => {
    const value = isSum && !column.sum ? null : (cells[index] ?? null);
    const text = at === labelAt ? (label ?? '') : shownText(column, value);
    const direction = column.type === 'text' ? ' dir="auto"' : '';
    return `<td${cellClass(column)}${direction}>${escapeHtml(text)}</td>`;
  });
  return `<tr${isSum ? ` class="${kind}"` : ''}>${texts.join('')}</tr>\n`;
}

function tableHtml(lines: Iterable<Line>, places: readonly Place[], labelOf: (line: Line) => string): string {
  const head = places.map(
    ({ column }) => `<th scope="col"${cellClass(column)}>${escapeHtml(column.title)}</th>`,
  );
  const body: string[] = [];
  for (const line of lines) body.push(lineHtml(line, places, labelOf(line)));
  return `<table>\n<thead><tr>${head.join('')}</tr></thead>\n<tbody>\n${body.join('')}</tbody>\n</table>\n`;
}

function signatureHtml(signatures: readonly string[]): string {
  if (signatures.length === 0) return '';
  return `<div class="sign">${signatures.map((name) => `<div>${escapeHtml(name)}</div>`).join('')}</div>\n`;
}

function headHtml({ title, notes }: Table): string {
  return `<h1>${escapeHtml(title)}</h1>\n${notes.map((note) => `<p dir="auto">${escapeHtml(note)}</p>\n`).join('')}`;
}

function groupHtml(table: Table, group: Group, places: readonly Place[]): string {
  const lines = linesOf({ groups: [group], totals: null });
  const name = group.label === null ? '' : `<h2 dir="auto">${escapeHtml(group.label)}</h2>\n`;
  if (!table.pagePerGroup) return name + tableHtml(lines, places, () => 'Total');
  return `<section class="page">\n${headHtml(table)}${name}${tableHtml(lines, places, () => 'Total')}${signatureHtml(table.signatures)}</section>\n`;
}

/** A table as a whole HTML document. */
export function tableHtmlPage(table: Table): string {
  const places = printed(table);
  const byPage = table.pagePerGroup && table.groups.length > 0;
  const parts = table.groups.map((group) => groupHtml(table, group, places));
  const hasOneGroup = table.groups.length === 1 && table.groups[0]?.label !== null;
  if (table.totals && !(hasOneGroup && byPage)) {
    const lines = linesOf({ groups: [], totals: table.totals });
    const all = tableHtml(lines, places, () => 'Total of all');
    parts.push(byPage ? `<section class="page">\n${headHtml(table)}${all}</section>\n` : all);
  }
  if (table.groups.every(({ rows }) => rows.length === 0)) parts.push('<p>Nothing to show.</p>\n');
  const legend = table.legend.map(
    ({ sign, meaning }) => `<span><b>${escapeHtml(sign)}</b> ${escapeHtml(meaning)}</span>`,
  );
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">\n',
    '<meta name="viewport" content="width=device-width">\n',
    `<title>${escapeHtml(table.title)}</title>\n<style>${styleOf(places.length)}</style>\n</head>\n<body>\n`,
    byPage ? '' : headHtml(table),
    ...parts,
    legend.length > 0 ? `<p class="legend">${legend.join('\n')}</p>\n` : '',
    byPage ? '' : signatureHtml(table.signatures),
    '</body>\n</html>\n',
  ].join('');
}
