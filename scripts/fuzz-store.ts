/**
 * `npm run fuzz:store` sends generated requests, right and wrong ones, to the embedded store and to Amazon's DynamoDB
 * Local, and compares the answers: items, order, pages, capacity, types and messages of errors.
 * @module
 */

import { parseArgs } from 'node:util';
import { Chance } from './fuzz-store/chance.ts';
import { bothInvalid, comparable, isChargedLess, isStricter } from './fuzz-store/compare.ts';
import { drawRequest, type Request } from './fuzz-store/requests.ts';
import { creationOf, type Shape, shapesFor } from './fuzz-store/shapes.ts';
import { type Ask, askFor, embedded, overHttp } from './fuzz-store/stores.ts';
import { JavaMissing, startDynamoDbLocal } from './test-store/dynamodb-local.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '4' },
    /** Ends after so many differences. */
    differences: { type: 'string', default: '10' },
    /** Shows also where both refuse a request, but name different ones of its faults. */
    faults: { type: 'boolean', default: false },
    /** An endpoint that already runs, instead of one of our own. */
    endpoint: { type: 'string' },
  },
});
const print = (line: string) => process.stdout.write(`${line}\n`);
const most = Number(values.differences);
let sent = 0;
let refused = 0;
let broken = 0;
let otherFault = 0;
let stricter = 0;
let charged = 0;
const kinds = new Map<string, number>();

/** What kind of difference it is: those of one kind have one cause. */
function report(request: Request, ours: string, theirs: string): void {
  const kind = `${request.operation}: ${messageOf(ours)} ≠ ${messageOf(theirs)}`;
  const count = (kinds.get(kind) ?? 0) + 1;
  kinds.set(kind, count);
  if (count > 1) return;
  const body = JSON.stringify(request.body).replace(/x{20,}/g, ({ length }) => `x × ${length}`);
  print(`\nDIFFERENT ${request.operation} ${body.slice(0, 3_000)}`);
  print(`  ours:   ${ours.slice(0, 1_500)}`);
  print(`  theirs: ${theirs.slice(0, 1_500)}`);
}

function messageOf(text: string): string {
  return /"message":"([^;:]*)/.exec(text)?.[1] ?? 'an answer';
}

/** One lane has tables of its own: its requests come one after the other. */
async function runLane(lane: number, ours: Ask, theirs: Ask): Promise<void> {
  const chance = new Chance(Number(values.seed) * 1_000 + lane);
  const shapes = shapesFor(`fuzz${values.seed}.${lane}`);
  for (const shape of shapes) {
    const creation = JSON.stringify(creationOf(shape));
    await ours('CreateTable', creation);
    // An endpoint that runs already may have them from an earlier run.
    await theirs('DeleteTable', JSON.stringify({ TableName: shape.name }));
    await theirs('CreateTable', creation);
  }
  const total = Math.ceil(Number(values.requests) / Number(values.lanes));
  for (let at = 0; at < total && kinds.size < most; at += 1) {
    const request = drawRequest(chance, shapes);
    const [one, two] = [await askFor(ours, request), await askFor(theirs, request)];
    sent += 1;
    // What breaks DynamoDB Local says nothing about DynamoDB.
    if (two.status >= 500) {
      broken += 1;
      if (one.status === 200) await alignFrom(shapes, ours, theirs);
      continue;
    }
    if (two.status !== 200) refused += 1;
    const shape = shapes.find(({ name }) => name === request.body.TableName);
    const left = comparable(one, request, shape, two);
    const right = comparable(two, request, shape, one);
    if (left === right) continue;
    if (bothInvalid(one, two)) {
      otherFault += 1;
      if (values.faults) report(request, left, right);
      continue;
    }
    if (two.status === 200 && isStricter(one, request)) stricter += 1;
    else if (isChargedLess(one, two)) charged += 1;
    else report(request, left, right);
    await alignFrom(shapes, ours, theirs);
  }
}

/** After a difference both stores get what DynamoDB Local has, so that one cause is not reported again and again. */
async function alignFrom(shapes: readonly Shape[], ours: Ask, theirs: Ask): Promise<void> {
  for (const { name, keys } of shapes) {
    const all = { operation: 'Scan', body: { TableName: name, ConsistentRead: true } };
    const wanted = (await askFor(theirs, all)).pages.flatMap(({ Items = [] }) => Items as object[]);
    const present = (await askFor(ours, all)).pages.flatMap(
      ({ Items = [] }) => Items as Record<string, object>[],
    );
    for (const item of present) {
      const Key = Object.fromEntries(keys.map(([key]) => [key, item[key]]));
      await ours('DeleteItem', JSON.stringify({ TableName: name, Key }));
    }
    for (const Item of wanted) {
      const { status } = await ours('PutItem', JSON.stringify({ TableName: name, Item }));
      if (status === 200) continue;
      const Key = Object.fromEntries(
        Object.entries(Item).filter(([each]) => keys.some(([key]) => key === each)),
      );
      await theirs('DeleteItem', JSON.stringify({ TableName: name, Key }));
    }
  }
}

async function main(): Promise<number> {
  const local = values.endpoint === undefined ? await startDynamoDbLocal() : undefined;
  const store = embedded();
  try {
    const theirs = overHttp(values.endpoint ?? local?.url ?? '');
    const began = performance.now();
    await Promise.all(
      Array.from({ length: Number(values.lanes) }, (_, lane) => runLane(lane, store.ask, theirs)),
    );
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    print(
      `\n${sent} requests with seed ${values.seed} in ${seconds} s: ${refused} refused by DynamoDB Local, ${otherFault} of them by ours for another fault; ${stricter} refused by ours and by DynamoDB only; ${charged} charged an index too many by DynamoDB Local; ${broken} left out that broke DynamoDB Local.`,
    );
    for (const [kind, count] of kinds) print(`${String(count).padStart(6)} × ${kind}`);
    print(kinds.size === 0 ? 'No difference.' : `${kinds.size} kinds of differences.`);
    return kinds.size === 0 ? 0 : 1;
  } finally {
    store.close();
    await local?.stop();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof JavaMissing)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
