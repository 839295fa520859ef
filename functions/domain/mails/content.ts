/** Makes what a mail says and which files come with it, once for all recipients of a run. @module */

import { type ExportId, ourIdOf } from '#shared/contract/ids.ts';
import type { ReportScheduleInput } from '#shared/contract/report-schedules.ts';
import { escapeHtml, type Table, tableHtmlPage } from '#shared/table/index.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { Uploads } from '../../files/file-link.ts';
import type { StoredFailure } from '../../queue/failure.ts';
import type { SendMessages } from '../../queue/send.ts';
import type { StoredExport } from '../../store/exports.ts';
import type { StoredReportRun } from '../../store/report-runs.ts';
import type { Actor } from '../actor.ts';
import { addExport, type ExportMessage, failureOfExport, filesOf, requireWanted } from '../exports/index.ts';
import { requireUsersOfNow } from '../lookups.ts';
import { type NameAuthors, reportFile, reportTable, rowsIn } from '../reports/index.ts';
import { xlsxMediaType } from '../tables/index.ts';
import { pageOf } from './pages.ts';
import { reportQueryOf } from './schedules.ts';
import { titleOf } from './subscription.ts';

/** A file that comes with a mail. */
export interface MailFile {
  name: string;
  mediaType: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** What all recipients of a run get. */
export interface MailContent {
  subject: string;
  html: string;
  text: string;
  rows: number;
  /** Files that are small enough to be attached. */
  attached: MailFile[];
  /** Files that the mail has links to: they lie in the bucket. */
  linked: { key: string; name: string }[];
  /** Why they get it, as the end of a sentence; absent: on a schedule. */
  why?: string;
}

/** Where files are read and kept. */
export interface MailServices {
  uploads: Pick<Uploads, 'put' | 'get'>;
  bucket: string;
  sendToExports: SendMessages;
  nameAuthors?: NameAuthors | undefined;
}

/**
 * Most bytes of the files of a mail. In a mail they take a third more, and many receivers take no mail of more than 10 MB.
 */
export const mostAttachedBytes = 7_000_000;
/** Most bytes of a table in the mail itself: mail programs cut longer ones off, some of them at 102 KB. */
const mostBodyBytes = 100_000;

const mediaTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: xlsxMediaType,
};

const daysText = ({ from, to }: StoredReportRun): string => {
  const last = addDays(to, -1);
  return from === last ? from : `${from} to ${last}`;
};

/** Keeps the files in the bucket that do not fit into the mail beside those before them. */
async function parted(
  { stores }: Actor,
  { uploads, bucket }: MailServices,
  run: StoredReportRun,
  files: readonly MailFile[],
): Promise<Pick<MailContent, 'attached' | 'linked'>> {
  const parts: Pick<MailContent, 'attached' | 'linked'> = { attached: [], linked: [] };
  let left = mostAttachedBytes;
  for (const [index, file] of files.entries()) {
    if (file.bytes.length <= left) {
      left -= file.bytes.length;
      parts.attached.push(file);
      continue;
    }
    const key = `${stores.organisation}/${run.id}/${index}`;
    await uploads.put({ bucket, key }, file.bytes);
    parts.linked.push({ key, name: file.name });
  }
  return parts;
}

function reportText(table: Table, rows: number): string {
  return [table.title, ...table.notes, rows === 0 ? 'Nothing to show.' : `Rows: ${rows}`].join('\n');
}

async function reportContent(
  actor: Actor,
  services: MailServices,
  run: StoredReportRun,
  input: ReportScheduleInput,
  content: Extract<ReportScheduleInput['content'], { what: 'report' }>,
): Promise<MailContent> {
  // Whoever was chosen may have been merged or renamed since.
  const [user] = content.userId === undefined ? [] : await requireUsersOfNow(actor.stores, [content.userId]);
  const query = { ...reportQueryOf(content, run), userId: user?.id };
  const table = await reportTable(actor, query, services.nameAuthors);
  const rows = rowsIn(table);
  const files: MailFile[] = [];
  for (const format of new Set(content.attach)) files.push(await reportFile(table, query, format));
  const whole = tableHtmlPage(table);
  const isShort = Buffer.byteLength(whole) <= mostBodyBytes;
  if (!isShort) {
    const bytes = new TextEncoder().encode(whole);
    files.push({ name: `${content.name}-${run.from}.html`, mediaType: 'text/html; charset=utf-8', bytes });
  }
  const notes = table.notes.map((note) => escapeHtml(note));
  return {
    subject: `${titleOf(input)}, ${daysText(run)}`,
    html: isShort
      ? whole
      : pageOf(table.title, [...notes, `Its ${rows} rows are too long for a mail: they come as a file.`]),
    text: reportText(table, rows),
    rows,
    ...(await parted(actor, services, run, files)),
  };
}

/** The export of a run; its id comes from that of the run, so that every try finds the same one. */
async function exportOf(
  actor: Actor,
  services: MailServices,
  run: StoredReportRun,
  form: Extract<ReportScheduleInput['content'], { what: 'export' }>['export'],
): Promise<StoredExport> {
  const { stores } = actor;
  const exportId: ExportId = ourIdOf('exp', run.id.slice('run_'.length));
  let begun = await stores.exports.find(exportId);
  if (begun === undefined) {
    const wanted = await requireWanted(actor, { ...form, from: run.from, to: run.to }, 'all');
    begun = await addExport(actor, exportId, wanted, { reportRun: run.id });
    await stores.reportRuns.note(run.id, { exportId });
  }
  if (begun.state === 'waiting' && failureOfExport(begun, actor.now) === undefined) {
    const { organisation } = stores;
    await services.sendToExports([{ organisation, exportId } satisfies ExportMessage]);
  }
  return begun;
}

async function exportContent(
  { uploads, bucket }: MailServices,
  run: StoredReportRun,
  input: ReportScheduleInput,
  made: StoredExport,
): Promise<MailContent> {
  const attached: MailFile[] = [];
  const linked: MailContent['linked'] = [];
  let left = mostAttachedBytes;
  for (const { key, name } of filesOf(made)) {
    const bytes = await uploads.get({ bucket, key }, left);
    if (bytes === null) throw new Error('a file of an export is missing');
    if (bytes === 'too-large') {
      linked.push({ key, name });
      continue;
    }
    left -= bytes.length;
    const mediaType = mediaTypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    attached.push({ name, mediaType, bytes: new Uint8Array(bytes) });
  }
  const { rows = 0, notes = [] } = made;
  const title = titleOf(input);
  const sentences = [daysText(run), `Rows: ${rows}`, ...notes];
  return {
    subject: `${title}, ${daysText(run)}`,
    html: pageOf(
      title,
      sentences.map((sentence) => escapeHtml(sentence)),
    ),
    text: [title, ...sentences].join('\n'),
    rows,
    attached,
    linked,
  };
}

/**
 * What a run sends.
 * @returns `waiting` while the files of its export are made, which then says so by a message; or why they never will be
 * @throws RollcallError whatever the report or the export is refused for
 */
export async function contentOf(
  actor: Actor,
  services: MailServices,
  run: StoredReportRun,
  input: ReportScheduleInput,
): Promise<MailContent | 'waiting' | { failed: StoredFailure }> {
  const { content } = input;
  if (content.what === 'report') return await reportContent(actor, services, run, input, content);
  const made = await exportOf(actor, services, run, content.export);
  const failed = failureOfExport(made, actor.now);
  if (failed) return { failed };
  return made.state === 'waiting' ? 'waiting' : await exportContent(services, run, input, made);
}
