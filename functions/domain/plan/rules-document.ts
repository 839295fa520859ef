/** Reads a rules file from JSON or YAML, names the place and line of each mistake, and writes one as YAML. @module */

import { type RulesFile, readRulesFile, writeRulesFile } from '#shared/attendance/index.ts';
import { Slug } from '#shared/contract/fields.ts';
import { underTextRule } from '#shared/contract/text-rule.ts';
import { type RequestIssue, RollcallError } from '#shared/errors.ts';

/** Most mistakes of a document that one answer lists. */
const shownIssues = 50;
/** DynamoDB takes items of up to 400 KiB. */
const mostItemBytes = 350_000;

/** A mistake in a document, and its place as steps from the top. */
interface Flaw {
  path: string[];
  message: string;
}

function refusal(flaws: readonly Flaw[], lineOf: (path: readonly string[]) => number | undefined) {
  const issues = flaws.slice(0, shownIssues).map(({ path, message }): RequestIssue => {
    const line = lineOf(path);
    return {
      in: 'body',
      path: path.map((step) => `/${step}`).join(''),
      message: line === undefined ? message : `line ${line}: ${message}`,
    };
  });
  return new RollcallError('request.invalid', { issues });
}

/** What the engine accepts and the API cannot keep: ids that no URL of it can name, and parts that are too large. */
function flawsOf(file: RulesFile): Flaw[] {
  const parts = (['schedules', 'rosters', 'calendars'] as const).flatMap((list) =>
    file[list].map((part, index) => ({ path: [list, String(index)], part })),
  );
  const changed = file.changes.flatMap(({ schedules }, change) =>
    schedules.map((part, index) => ({
      path: ['changes', String(change), 'schedules', String(index)],
      part,
    })),
  );
  const ids = [...parts, ...changed].flatMap(({ path, part }): Flaw[] => {
    const read = Slug.safeParse(part.id);
    return read.success ? [] : [{ path: [...path, 'id'], message: read.error.issues[0]?.message ?? '' }];
  });
  const sizes = [...parts, { path: ['changes'], part: file.changes }].flatMap(({ path, part }): Flaw[] =>
    JSON.stringify(part).length <= mostItemBytes
      ? []
      : [{ path, message: `is too large to be stored: at most ${mostItemBytes} characters` }],
  );
  return [...ids, ...sizes];
}

function read(data: unknown, lineOf: (path: readonly string[]) => number | undefined): RulesFile {
  const tidied = underTextRule(data);
  if (tidied.flaws.length > 0) throw refusal(tidied.flaws, lineOf);
  const result = readRulesFile(tidied.value);
  if ('problems' in result) {
    const flaws = result.problems.map(({ path, message }) => ({
      path: path === '' ? [] : path.split('.'),
      message,
    }));
    throw refusal(flaws, lineOf);
  }
  const flaws = flawsOf(result.file);
  if (flaws.length > 0) throw refusal(flaws, lineOf);
  return result.file;
}

/**
 * Reads a rules file.
 * @param body - JSON data, or the text of a YAML 1.2 document
 * @throws RollcallError request.invalid, with the place of everything that is wrong, for YAML with its line too
 */
export async function readRulesDocument(body: string | Record<string, unknown>): Promise<RulesFile> {
  if (typeof body !== 'string') return read(body, () => undefined);
  // Loaded when it is needed: no other request reads YAML.
  const { isNode, LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  let data: unknown;
  let lineOf: (path: readonly string[]) => number | undefined;
  try {
    const document = parseDocument(body, { lineCounter: lines });
    const [error] = document.errors;
    if (error) throw error;
    data = document.toJS();
    lineOf = (path) => {
      for (let length = path.length; length > 0; length -= 1) {
        const node = document.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
      }
      return undefined;
    };
  } catch (error) {
    // A document nested too deeply for its reader ends in a RangeError.
    const [message = 'is not YAML'] = (error as Error).message.split('\n');
    throw refusal([{ path: [], message }], () => undefined);
  }
  return read(data, lineOf);
}

/** A rules file as a YAML 1.2 document. */
export async function rulesFileAsYaml(file: RulesFile): Promise<string> {
  const { stringify } = await import('yaml');
  return stringify(writeRulesFile(file), { lineWidth: 110 });
}
