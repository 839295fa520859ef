/** Reads a rules file from JSON or YAML, names the place and line of each mistake, and writes one as YAML. @module */

import { type RulesFile, readRulesFile, writeRulesFile } from '#shared/attendance/index.ts';
import { Slug } from '#shared/contract/fields.ts';
import { underTextRule } from '#shared/contract/text-rule.ts';
import { type RequestIssue, RollcallError } from '#shared/errors.ts';
import {
  type Flaw,
  flaw,
  flawOfIssue,
  type Part,
  phrase,
  ReasonPart,
  type Told,
  told,
} from '#shared/reasons/index.ts';

/** Most mistakes of a document that one answer lists. */
const shownIssues = 50;
/** DynamoDB takes items of up to 400 KiB. */
const mostItemBytes = 350_000;

/** A mistake in a document, and its place as steps from the top. */
interface Mistake extends Flaw {
  path: string[];
}

function refusal(flaws: readonly Mistake[], lineOf: (path: readonly string[]) => number | undefined) {
  const issues = flaws.slice(0, shownIssues).map(({ path, message, told: said }): RequestIssue => {
    const line = lineOf(path);
    const place = { in: 'body' as const, path: path.map((step) => `/${step}`).join('') };
    if (line === undefined) return { ...place, message, ...(said && { told: said }) };
    return {
      ...place,
      message: `line ${line}: ${message}`,
      ...(said && { told: told(phrase('field.at-line', { line, flaw: partOf(said) })) }),
    };
  });
  return new RollcallError('request.invalid', { issues });
}

/** A reason as a part of another one. What is wrong with a field has no parts of its own. */
function partOf({ key, values }: Told): Part {
  return ReasonPart.parse({ key, values });
}

/** What the engine accepts and the API cannot keep: ids that no URL of it can name, and parts that are too large. */
function flawsOf(file: RulesFile): Mistake[] {
  const parts = (['schedules', 'rosters', 'calendars'] as const).flatMap((list) =>
    file[list].map((part, index) => ({ path: [list, String(index)], part })),
  );
  const changed = file.changes.flatMap(({ schedules }, change) =>
    schedules.map((part, index) => ({
      path: ['changes', String(change), 'schedules', String(index)],
      part,
    })),
  );
  const ids = [...parts, ...changed].flatMap(({ path, part }): Mistake[] => {
    const read = Slug.safeParse(part.id);
    const [issue] = read.error?.issues ?? [];
    if (issue === undefined) return [];
    return [{ path: [...path, 'id'], ...flawOfIssue(issue) }];
  });
  const sizes = [...parts, { path: ['changes'], part: file.changes }].flatMap(({ path, part }): Mistake[] =>
    JSON.stringify(part).length <= mostItemBytes
      ? []
      : [{ path, ...flaw(phrase('document.too-large', { most: mostItemBytes })) }],
  );
  return [...ids, ...sizes];
}

function read(data: unknown, lineOf: (path: readonly string[]) => number | undefined): RulesFile {
  const tidied = underTextRule(data);
  if (tidied.flaws.length > 0) throw refusal(tidied.flaws, lineOf);
  const result = readRulesFile(tidied.value);
  if ('problems' in result) {
    const flaws = result.problems.map(({ path, ...said }) => ({
      path: path === '' ? [] : path.split('.'),
      ...said,
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
