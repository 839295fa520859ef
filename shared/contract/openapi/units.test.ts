/** Every number of the API says what it counts: durations name their unit, in the name of the field or in its description. */
import { expect, test } from 'vitest';
import * as z from 'zod';
import { contract } from '../index.ts';
import { openApiDocument } from '../openapi.ts';
import { route } from '../route.ts';

/** A unit at the end of a name: `afterSeconds`, `hourDigits`; or the whole name. */
const unitInName =
  /(^s|S)econds$|(^m|M)inutes$|(^h|H)ours$|(^d|D)ays$|Bytes$|^bytes$|Percent$|Milliseconds$|^weeks$|Digits$/;
const unitInDescription = /\b(seconds|minutes|hours|days|bytes|percent|milliseconds|characters|digits)\b/i;

/**
 * Numbers that are no duration: counts, versions, codes, factors. A new one comes here, by its name or, where another
 * schema has a duration under this name, by schema and name. The rows of reports have their units in the columns.
 */
const plainNumbers = new Set(
  `accepted active attempt attempts blankRecords bridges cancelled cards changed codes count counted created deliveries done duplicates failed failedWebhooks failures
  faceCapacity faces faulty fingerCapacity fingers forgiveEarlyPerMonth forgiveLatePerMonth fullBridges giveBackBreaks giveBackMultiplier held leftOut leftOutLines leftOutTerminals limit line
  listed looked matching maxPairs missing missingRecords mostBridges multiplier online order outboxWaiting parallelTerminals parts partsDone passwords
  pendingTerminals people place port position privilege problemsLeftOut processors provisionalUsers punches pushPort quarantined read realtimeSessions
  recordCapacity records refusals refused row rows rowsDone saved sent silent silentBridges skipped startsOnDay status statusIn statusOut stored
  take takenVersion terminals terminalsVersion total unchanged unknownUsers unnamed unreadableUsers unusedMultiplier userCapacity users usersCompleted usersCreated
  usersCreatedLeftOut usersDetailed verify version waiting warned MonthlyExport.on Privilege CustomValue ReportRow
  TaskProgress.expected TaskProgressInput.expected TimeColumn.shift TimeColumnInput.shift`.split(/\s+/),
);
/** Schemas that count: people in each state, rows of each kind. */
const counts = new Set([
  'AwaitingEntries',
  'HrImportReport',
  'DepartmentPresence',
  'OpenDayCounts',
  'PresenceCounts',
]);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

interface Place {
  /** Name of the schema, or path of the route. */
  owner: string;
  /** Name of the field. */
  field: string;
  /** The description of the field, or of what holds this part of it. */
  description: string;
}

/** Fields below a part of the document that have neither a unit nor a place among the plain numbers. */
function* unnamedUnits(part: unknown, place: Place): Generator<string> {
  if (!isRecord(part)) return;
  const { owner, field } = place;
  const description = typeof part.description === 'string' ? part.description : place.description;
  const types = [part.type].flat();
  if (types.includes('integer') || types.includes('number') || typeof part.const === 'number') {
    const isNamed = unitInName.test(field) || unitInDescription.test(description);
    const isPlain = counts.has(owner) || plainNumbers.has(field) || plainNumbers.has(`${owner}.${field}`);
    if (!isNamed && !isPlain) yield `${owner}.${field}`;
  }
  for (const [key, below] of Object.entries(part)) {
    if (['default', 'example', 'examples', 'properties', 'headers'].includes(key)) continue;
    yield* unnamedUnits(below, { owner, field, description });
  }
  for (const [name, below] of Object.entries(isRecord(part.properties) ? part.properties : {})) {
    yield* unnamedUnits(below, { owner, field: name, description: '' });
  }
}

function fieldsWithoutUnits(document: ReturnType<typeof openApiDocument>): string[] {
  const { schemas = {}, parameters = {} } = document.components ?? {};
  const found = new Set<string>();
  const look = (part: unknown, owner: string, field: string) => {
    for (const place of unnamedUnits(part, { owner, field, description: '' })) found.add(place);
  };
  for (const [name, schema] of Object.entries(schemas)) look(schema, name, name);
  for (const parameter of Object.values(parameters)) lookAtParameter(parameter, 'parameters');
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const operation of Object.values(item)) {
      if (!isRecord(operation)) continue;
      const named = Array.isArray(operation.parameters) ? operation.parameters : [];
      for (const parameter of named) lookAtParameter(parameter, path);
      look(operation.requestBody, path, 'body');
      look(operation.responses, path, 'answer');
    }
  }
  return [...found].sort();

  function lookAtParameter(parameter: unknown, owner: string): void {
    if (isRecord(parameter) && typeof parameter.name === 'string') look(parameter, owner, parameter.name);
  }
}

test('every number that is a duration says its unit', () => {
  expect(fieldsWithoutUnits(openApiDocument(contract, '1.2.3'))).toEqual([]);
});

test('one that does not is noticed, in a body, an answer and a query', () => {
  const sample = route({
    method: 'POST',
    path: '/v1/sample',
    service: 'api',
    principals: ['public'],
    tag: 'access',
    summary: 'Sample',
    query: z.strictObject({ wait: z.coerce.number() }),
    body: z.strictObject({ pause: z.number(), pauseSeconds: z.number() }),
    answer: {
      status: 200,
      body: z.looseObject({
        worked: z.number().nullable(),
        breaks: z.array(z.number()),
        late: z.number().meta({ description: 'Seconds' }),
        version: z.number(),
      }),
    },
  });
  expect(fieldsWithoutUnits(openApiDocument({ sample }, '1.2.3'))).toEqual([
    '/v1/sample.breaks',
    '/v1/sample.pause',
    '/v1/sample.wait',
    '/v1/sample.worked',
  ]);
});
