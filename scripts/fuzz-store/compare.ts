/** Compares what the two stores answer, without what the protocol leaves open. @module */

import * as z from 'zod';
import { canonicalNumber } from '#infra/local/store/numbers.ts';
import type { Request } from './requests.ts';
import type { KeyPart, Shape } from './shapes.ts';

/** An answer to a request; of a Query or Scan all pages. */
export interface Answered {
  status: number;
  pages: Record<string, unknown>[];
}

function sortedBraces(message: string): string {
  return message.replace(
    /\{([^{}]*)\}/g,
    (_, inside: string) => `{${inside.split(/, ?/).sort().join(', ')}}`,
  );
}

/**
 * DynamoDB Local sometimes answers with numbers as they came in, and not with the one way to write them that it stores;
 * DynamoDB does not.
 */
function stable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stable);
  if (typeof value !== 'object' || value === null) return value;
  // The order in a set is open.
  if ('SS' in value && Array.isArray(value.SS)) return { SS: value.SS.toSorted() };
  if ('N' in value && typeof value.N === 'string') return { N: canonicalNumber(value.N) };
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [two]) => (one < two ? -1 : 1))
      .map(([name, each]) => [name, stable(each)]),
  );
}

/** Something as one text, whatever the order of its names. */
export function textOf(value: unknown): string {
  return JSON.stringify(stable(value));
}

function failureText({ status, pages: [answer = {}] }: Answered): string {
  const type = String(answer.__type).split('#').at(-1);
  // Which of several pairs of paths is named is open; DynamoDB Local even names paths that are not in each other's way.
  const message = sortedBraces(String(answer.Message ?? answer.message)).replace(
    /; (path one|lower bound operand): .*/,
    '',
  );
  return textOf({ status, type, message, Item: answer.Item });
}

type Item = Record<string, unknown>;

function itemsOf({ pages }: Answered): Item[] {
  return pages.flatMap(({ Items = [] }) => Items as Item[]);
}

/** Puts items that the order leaves open among themselves into one order. */
function withTiesSorted(items: readonly Item[], keys: readonly KeyPart[]): string[] {
  const place = (item: Item) => textOf(keys.map(([name]) => item[name]));
  const sorted: string[] = [];
  for (let at = 0; at < items.length; ) {
    const from = place(items[at] ?? {});
    let end = at + 1;
    while (end < items.length && place(items[end] ?? {}) === from) end += 1;
    sorted.push(...items.slice(at, end).map(textOf).sort());
    at = end;
  }
  return sorted;
}

/** The pages of an answer. One that ends with the last item may lead to an empty one, or not. */
function pagesOf({ pages }: Answered): Answered['pages'] {
  return pages.length > 1 && pages.at(-1)?.ScannedCount === 0 ? pages.slice(0, -1) : pages;
}

function pagesText(
  answered: Answered,
  { operation, body }: Request,
  shape: Shape | undefined,
  other: Answered,
): string {
  const pages = pagesOf(answered);
  const index = shape?.indexes.find(({ name }) => name === body.IndexName);
  const keys = index?.keys ?? shape?.keys ?? [];
  const items = itemsOf(answered);
  const isPartial = body.ProjectionExpression !== undefined;
  // Which partition comes first in a Scan is open, and where keys are not shown ties cannot be told.
  const isOpen = operation === 'Scan' || (isPartial && index !== undefined);
  const sum = (name: string) => pages.reduce((total, page) => total + Number(page[name]), 0);
  const isCut = pages.length > 1 || pagesOf(other).length > 1;
  const isCutElsewhere = isCut && (operation === 'Scan' || index !== undefined);
  // DynamoDB charges for a read that finds nothing, and for what it fetches from the table for a local index, also of
  // items that a filter leaves out, and of what an index holds in part for that part; DynamoDB Local does not.
  const isPartOfItem = index !== undefined && (!index.isGlobal || index.projection !== 'ALL');
  const isCountedOtherwise = isPartOfItem || pages.some((page) => page.ScannedCount === 0);
  return textOf({
    items: isOpen ? items.map(textOf).sort() : withTiesSorted(items, keys),
    scanned:
      isCutElsewhere && body.Limit === undefined
        ? sum('ScannedCount')
        : pages.map((page) => page.ScannedCount),
    count: isCutElsewhere ? sum('Count') : pages.map((page) => page.Count),
    capacity: isCutElsewhere || isCountedOtherwise ? undefined : pages.map((page) => page.ConsumedCapacity),
    last: isCutElsewhere ? undefined : pages.slice(0, -1).map((page) => page.LastEvaluatedKey),
  });
}

/** The capacity of batches is left out: DynamoDB Local charges nothing for what it does not find, and more for deletions. */
function batchText({ pages: [answer = {}] }: Answered): string {
  const { Responses: responses = {}, ConsumedCapacity: _capacity, ...others } = answer;
  return textOf({
    ...others,
    responses: Object.entries(responses as Record<string, Item[]>)
      .map(([table, items]) => `${table} ${items.map(textOf).sort().join()}`)
      .sort(),
  });
}

/** Whether both refuse a request as wrong, for different faults: DynamoDB does not say which of several it names. */
export function bothInvalid(one: Answered, two: Answered): boolean {
  return [one, two].every(
    ({ status, pages: [answer = {}] }) =>
      status === 400 && String(answer.__type).endsWith('#ValidationException'),
  );
}

/** DynamoDB refuses an update that gives an index key another type; DynamoDB Local drops the item from the index. */
export function isStricter(ours: Answered, { operation }: Request): boolean {
  const message = String(ours.pages[0]?.message);
  return (
    operation === 'UpdateItem' &&
    /for Index Key|Invalid attribute value type|secondary index key/.test(message)
  );
}

/**
 * Whether the answers differ in the charge only, and DynamoDB Local charges more: it charges an index for which neither
 * the old nor the new item has both keys, when both together have them.
 */
export function isChargedLess(ours: Answered, theirs: Answered): boolean {
  const split = ({ status, pages: [answer = {}] }: Answered) => {
    const { ConsumedCapacity: capacity, ...others } = answer;
    const units = z.looseObject({ CapacityUnits: z.number() }).safeParse(capacity).data?.CapacityUnits;
    return { units: units ?? 0, others: textOf({ status, others }) };
  };
  const [one, two] = [split(ours), split(theirs)];
  return one.others === two.others && one.units < two.units;
}

/** An answer as a text that is the same whenever it means the same as that of the other store. */
export function comparable(
  answered: Answered,
  request: Request,
  shape: Shape | undefined,
  other: Answered,
): string {
  if (answered.status !== 200) return failureText(answered);
  if (request.operation === 'Query' || request.operation === 'Scan')
    return pagesText(answered, request, shape, other);
  if (request.operation.startsWith('Batch')) return batchText(answered);
  // DynamoDB Local shows the capacity of a deletion unasked.
  const { ConsumedCapacity: capacity, ...others } = answered.pages[0] ?? {};
  const wanted = request.body.ReturnConsumedCapacity;
  return textOf(wanted === undefined || wanted === 'NONE' ? others : { ...others, capacity });
}
