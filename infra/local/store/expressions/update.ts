/** Updates with their names and values, and what they make of an item. @module */

import { invalid } from '../failure.ts';
import { addNumbers } from '../numbers.ts';
import {
  type AttributeValue,
  attributeOf,
  compareText,
  type Item,
  setAttribute,
  typeOf,
  type ValueType,
} from '../values.ts';
import { type DocumentPath, pathText, valueAt } from './path.ts';
import { requireApart } from './path-conflicts.ts';
import type { Placeholders } from './placeholders.ts';
import { applyToSet } from './sets.ts';
import type { ActionSyntax, UpdateValueSyntax } from './update-syntax.ts';

type UpdateValue =
  | { kind: 'path'; path: DocumentPath }
  | { kind: 'value'; value: AttributeValue }
  | { kind: 'ifNotExists'; path: DocumentPath; otherwise: UpdateValue }
  | { kind: 'append'; left: UpdateValue; right: UpdateValue }
  | { kind: 'sum'; sign: 1 | -1; left: UpdateValue; right: UpdateValue };

type Action =
  | { section: 'SET'; path: DocumentPath; value: UpdateValue }
  | { section: 'REMOVE'; path: DocumentPath }
  | { section: 'ADD' | 'DELETE'; path: DocumentPath; value: AttributeValue };

/** What an update does to an item. */
export type Update = readonly Action[];

const longTypeNames: Record<ValueType, string> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
  L: 'LIST',
  M: 'MAP',
};
const setTypes: readonly ValueType[] = ['SS', 'NS', 'BS'];

function requireType(name: string, operand: UpdateValue, type: ValueType): void {
  if (operand.kind === 'value' && typeOf(operand.value) !== type) {
    throw invalid(
      `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${typeOf(operand.value)}`,
    );
  }
}

function bindCall(name: string, args: readonly UpdateValue[]): UpdateValue {
  const [left, right] = args;
  if (args.length !== 2 || left === undefined || right === undefined) {
    throw invalid(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${args.length}`,
    );
  }
  if (name === 'if_not_exists') {
    if (left.kind !== 'path') {
      throw invalid(`Operator or function requires a document path; operator or function: ${name}`);
    }
    if (right.kind === 'path' && pathText(right.path) === pathText(left.path)) {
      throw invalid(
        `The first operand must be distinct from the remaining operands for this operator or function; operator: ${name}, first operand: ${pathText(left.path)}`,
      );
    }
    return { kind: 'ifNotExists', path: left.path, otherwise: right };
  }
  requireType(name, left, 'L');
  requireType(name, right, 'L');
  return { kind: 'append', left, right };
}

function bindValue(syntax: UpdateValueSyntax, placeholders: Placeholders): UpdateValue {
  switch (syntax.kind) {
    case 'path':
      return { kind: 'path', path: placeholders.path(syntax) };
    case 'value':
      return { kind: 'value', value: placeholders.value(syntax.name) };
    case 'call':
      return bindCall(
        syntax.name,
        syntax.args.map((arg) => bindValue(arg, placeholders)),
      );
    case 'sum': {
      const left = bindValue(syntax.left, placeholders);
      const right = bindValue(syntax.right, placeholders);
      requireType(syntax.operator, left, 'N');
      requireType(syntax.operator, right, 'N');
      return { kind: 'sum', sign: syntax.operator === '+' ? 1 : -1, left, right };
    }
  }
}

function bindAction(syntax: ActionSyntax, placeholders: Placeholders): Action {
  const path = placeholders.path(syntax.path);
  if (syntax.section === 'REMOVE') return { section: 'REMOVE', path };
  if (syntax.section === 'SET') {
    return { section: 'SET', path, value: bindValue(syntax.value, placeholders) };
  }
  const value = placeholders.value(syntax.value);
  const type = typeOf(value);
  if (!setTypes.includes(type) && !(syntax.section === 'ADD' && type === 'N')) {
    throw invalid(
      `Incorrect operand type for operator or function; operator: ${syntax.section}, operand type: ${longTypeNames[type]}, typeSet: ALLOWED_FOR_${syntax.section}_OPERAND`,
    );
  }
  return { section: syntax.section, path, value };
}

/** Gives an update its names and values. @throws StoreFailure when they do not fit */
export function bindUpdate(syntax: readonly ActionSyntax[], placeholders: Placeholders): Update {
  requireApart(syntax.map(({ path }) => placeholders.path(path)));
  return syntax.map((action) => bindAction(action, placeholders));
}

function pathsIn(value: UpdateValue): DocumentPath[] {
  switch (value.kind) {
    case 'value':
      return [];
    case 'path':
      return [value.path];
    case 'ifNotExists':
      return [value.path, ...pathsIn(value.otherwise)];
    case 'append':
    case 'sum':
      return [...pathsIn(value.left), ...pathsIn(value.right)];
  }
}

/** All paths in an update, also those that it reads. */
export function pathsOfUpdate(update: Update): DocumentPath[] {
  return update.flatMap((action) =>
    action.section === 'SET' ? [action.path, ...pathsIn(action.value)] : [action.path],
  );
}

/** The paths that an update writes to. */
export function pathsOf(update: Update): DocumentPath[] {
  return update.map(({ path }) => path);
}

function wrongOperand(): Error {
  return invalid('An operand in the update expression has an incorrect data type');
}

function evaluate(value: UpdateValue, item: Item): AttributeValue {
  switch (value.kind) {
    case 'value':
      return value.value;
    case 'path': {
      const found = valueAt(item, value.path);
      if (found === undefined) {
        throw invalid('The provided expression refers to an attribute that does not exist in the item');
      }
      return found;
    }
    case 'ifNotExists': {
      // Also where it is not needed, it has to be there.
      const otherwise = evaluate(value.otherwise, item);
      return valueAt(item, value.path) ?? otherwise;
    }
    case 'append': {
      const left = evaluate(value.left, item);
      if (!('L' in left)) throw wrongOperand();
      const right = evaluate(value.right, item);
      if (!('L' in right)) throw wrongOperand();
      return { L: [...left.L, ...right.L] };
    }
    case 'sum': {
      const left = evaluate(value.left, item);
      if (!('N' in left)) throw wrongOperand();
      const right = evaluate(value.right, item);
      if (!('N' in right)) throw wrongOperand();
      return { N: addNumbers(left.N, right.N, value.sign) };
    }
  }
}

function wrongPath(): Error {
  return invalid('The document path provided in the update expression is invalid for update');
}

/** Where a path ends: in the attributes of an item or map, or in a list. */
type Place = { map: Item; name: string } | { list: AttributeValue[]; at: number };

function placeIn(value: AttributeValue, step: string | number): Place {
  if (typeof step === 'number' && 'L' in value) return { list: value.L, at: step };
  if (typeof step === 'string' && 'M' in value) return { map: value.M, name: step };
  throw wrongPath();
}

function contentOf(place: Place): AttributeValue | undefined {
  return 'map' in place ? attributeOf(place.map, place.name) : place.list[place.at];
}

function placeAt(item: Item, [head, ...rest]: DocumentPath): Place {
  let place: Place = { map: item, name: String(head) };
  for (const step of rest) {
    const value = contentOf(place);
    if (value === undefined) throw wrongPath();
    place = placeIn(value, step);
  }
  return place;
}

function put(place: Place, value: AttributeValue): void {
  if ('map' in place) setAttribute(place.map, place.name, value);
  else if (place.at < place.list.length) place.list[place.at] = value;
  else place.list.push(value);
}

function remove(place: Place): void {
  if ('map' in place) delete place.map[place.name];
  else if (place.at < place.list.length) place.list.splice(place.at, 1);
}

/** Behind the end of a list, the lower place is filled first. */
function byPlace(one: { place: Place }, two: { place: Place }): number {
  return 'list' in one.place && 'list' in two.place ? one.place.at - two.place.at : 0;
}

function comparePaths(one: DocumentPath, two: DocumentPath): number {
  for (const [at, step] of one.entries()) {
    const other = two[at];
    if (other === undefined) return 1;
    if (step === other) continue;
    return typeof step === 'number' && typeof other === 'number'
      ? step - other
      : compareText(String(step), String(other));
  }
  return one.length - two.length;
}

/**
 * Does to an item what the update says. Everything that is read is read before anything is written.
 * @param item - is changed
 * @throws StoreFailure when the update does not fit the item, which is then of no use
 */
export function applyUpdate(update: Update, item: Item): void {
  const writes: { place: Place; value: AttributeValue }[] = [];
  const removals: { path: DocumentPath; place: Place }[] = [];
  for (const action of update) {
    if (action.section !== 'SET') continue;
    // A copy: what is taken from one place must not change with another.
    const place = placeAt(item, action.path);
    writes.push({ place, value: structuredClone(evaluate(action.value, item)) });
  }
  for (const action of update) {
    if (action.section === 'SET') continue;
    const place = placeAt(item, action.path);
    if (action.section === 'REMOVE') {
      removals.push({ path: action.path, place });
      continue;
    }
    const result = applyToSet(action.section, contentOf(place), action.value);
    if (result === undefined) removals.push({ path: action.path, place });
    else writes.push({ place, value: result });
  }
  for (const { place, value } of writes.sort(byPlace)) put(place, value);
  // From the back, so that the places of a list that are still to be removed stay where they are.
  removals.sort((one, two) => comparePaths(two.path, one.path));
  for (const { place } of removals) remove(place);
}
