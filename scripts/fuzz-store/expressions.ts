/** Draws expressions of all kinds, and breaks some of them. @module */

import type { Chance } from './chance.ts';
import type { KeyPart } from './shapes.ts';
import { anyValue, keyValue, names, type Value } from './values.ts';

/** Collects the placeholders of a request. */
export class Expressions {
  readonly #chance: Chance;
  readonly #names: Record<string, string> = {};
  readonly #values: Record<string, Value> = {};

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /** The fields that define the placeholders; sometimes one too many, or one too few. */
  fields(): Record<string, unknown> {
    const chance = this.#chance;
    if (chance.odds(0.008)) this.#names[chance.of(['#unused', '#a-b', 'bad'])] = 'x';
    if (chance.odds(0.008)) this.#values[chance.of([':unused', ':a-b', 'bad'])] = { S: 'x' };
    const drop = (record: Record<string, unknown>) => {
      const [first] = Object.keys(record);
      if (first !== undefined && chance.odds(0.008)) delete record[first];
    };
    drop(this.#names);
    drop(this.#values);
    const orNothing = (record: Record<string, unknown>) =>
      Object.keys(record).length > 0 || chance.odds(0.004) ? record : undefined;
    return {
      ExpressionAttributeNames: orNothing(this.#names),
      ExpressionAttributeValues: orNothing(this.#values),
    };
  }

  value(value: Value): string {
    const key = `:v${Object.keys(this.#values).length}`;
    this.#values[key] = value;
    return key;
  }

  name(name: string): string {
    if (this.#chance.odds(0.7)) return name;
    const key = `#n${Object.keys(this.#names).length}`;
    this.#names[key] = name;
    return key;
  }

  path(): string {
    const chance = this.#chance;
    let path = this.name(chance.odds(0.008) ? chance.of(['name', 'Status', 'data']) : chance.of(names));
    while (chance.odds(0.3)) {
      path += chance.odds(0.5) ? `.${this.name(chance.of(['a', 'b', 'c']))}` : `[${chance.below(4)}]`;
    }
    return path;
  }

  #operand(): string {
    const chance = this.#chance;
    const kind = chance.number();
    if (kind < 0.5) return this.value(anyValue(chance));
    if (kind < 0.9) return this.path();
    if (kind < 0.98) return `size(${chance.odds(0.95) ? this.path() : this.value(anyValue(chance))})`;
    return `(${this.#operand()})`;
  }

  condition(depth = 0): string {
    const chance = this.#chance;
    if (depth < 3 && chance.odds(0.4)) {
      const inner = () => this.condition(depth + 1);
      return chance.of([
        () => `${inner()} AND ${inner()}`,
        () => `${inner()} OR ${inner()}`,
        () => `NOT ${inner()}`,
        () => `(${inner()})`,
        () => `${inner()} and (${inner()} or ${inner()})`,
      ])();
    }
    const path = () => (chance.odds(0.93) ? this.path() : this.#operand());
    return chance.of([
      () => `${path()} ${chance.of(['=', '<>', '<', '<=', '>', '>='])} ${this.#operand()}`,
      () => `${path()} ${chance.of(['=', '<', '>'])} ${this.value({ N: chance.of(['1', '2', '10']) })}`,
      () => `${path()} BETWEEN ${this.#operand()} AND ${this.#operand()}`,
      () => `${path()} IN (${chance.list(1, 4, () => this.#operand()).join(', ')})`,
      () => `attribute_exists(${path()})`,
      () => `attribute_not_exists(${path()})`,
      () => `begins_with(${path()}, ${this.#operand()})`,
      () => `contains(${path()}, ${this.#operand()})`,
      () =>
        `attribute_type(${path()}, ${this.value({ S: chance.of(['S', 'N', 'B', 'L', 'M', 'SS', 'BOOL', 'NULL', 'X']) })})`,
      () =>
        chance.odds(0.1)
          ? `${chance.of(['size', 'foo', 'contains'])}(${path()})`
          : `attribute_exists(${path()})`,
    ])();
  }

  #assigned(): string {
    const chance = this.#chance;
    const operand = () => (chance.odds(0.7) ? this.value(anyValue(chance)) : this.path());
    const number = () => (chance.odds(0.6) ? this.value({ N: chance.of(['1', '-2', '0.5']) }) : this.path());
    const list = () =>
      chance.odds(0.6) ? this.value({ L: chance.list(0, 2, () => anyValue(chance, 2)) }) : this.path();
    return chance.of([
      operand,
      operand,
      operand,
      () => `${number()} ${chance.of(['+', '-'])} ${number()}`,
      () => `if_not_exists(${this.path()}, ${operand()})`,
      () => `list_append(${list()}, ${list()})`,
      () => `if_not_exists(${this.path()}, ${number()}) + ${number()}`,
    ])();
  }

  update(): string {
    const chance = this.#chance;
    const safe = () => (chance.odds(0.95) ? this.#target() : this.path());
    const sections: Record<string, () => string> = {
      SET: () => chance.list(1, 3, () => `${safe()} = ${this.#assigned()}`).join(', '),
      REMOVE: () => chance.list(1, 3, safe).join(', '),
      ADD: () => `${safe()} ${this.value(chance.odds(0.9) ? this.#addable() : anyValue(chance))}`,
      DELETE: () => `${safe()} ${this.value(chance.odds(0.9) ? this.#addable(false) : anyValue(chance))}`,
    };
    const used = Object.keys(sections).filter(() => chance.odds(0.4));
    const chosen = used.length === 0 ? ['SET'] : used;
    return chosen.map((section) => `${section} ${sections[section]?.()}`).join(' ');
  }

  /** A path without keys, mostly at the top. */
  #target(): string {
    const chance = this.#chance;
    const head = this.name(chance.of(['x', 'y', 'z', 'm', 'l', 'w', 'v', 'u']));
    if (chance.odds(0.7)) return head;
    return chance.odds(0.5)
      ? `${head}.${this.name(chance.of(['a', 'b', 'c']))}`
      : `${head}[${chance.below(4)}]`;
  }

  #addable(withNumber = true): Value {
    const chance = this.#chance;
    if (withNumber && chance.odds(0.5)) return { N: chance.of(['1', '-1', '2.5']) };
    return chance.of([
      (): Value => ({ SS: [chance.of(['a', 'b', 'ab'])] }),
      (): Value => ({ NS: [chance.of(['1', '2', '10'])] }),
      (): Value => ({ BS: [chance.of(['AA==', 'AQ=='])] }),
    ])();
  }

  projection(): string {
    return this.#chance.list(1, 3, () => this.path()).join(', ');
  }

  keyCondition(keys: readonly KeyPart[]): string {
    const chance = this.#chance;
    const [hash, range] = keys;
    if (hash === undefined || chance.odds(0.02)) return this.condition();
    const typed = (type: KeyPart[1]) =>
      this.value(chance.odds(0.99) ? keyValue(chance, type) : anyValue(chance));
    const first = chance.odds(0.98)
      ? `${this.name(hash[0])} = ${typed(hash[1])}`
      : `${this.name(hash[0])} < ${typed(hash[1])}`;
    if (range === undefined ? chance.odds(0.98) : chance.odds(0.4)) return first;
    const [name, type] = range ?? ['sk', 'S'];
    const second = chance.of([
      () => `${this.name(name)} ${chance.of(['=', '<', '<=', '>', '>='])} ${typed(type)}`,
      () => `${typed(type)} ${chance.of(['=', '<', '<=', '>', '>='])} ${this.name(name)}`,
      () => `${this.name(name)} BETWEEN ${typed(type)} AND ${typed(type)}`,
      () => `begins_with(${this.name(name)}, ${typed(type)})`,
    ])();
    return chance.odds(0.9) ? `${first} AND ${second}` : `${second} AND ${first}`;
  }

  /** An expression, sometimes broken: a token lost, doubled or put in. */
  spoilt(text: string): string {
    const chance = this.#chance;
    if (!chance.odds(0.02)) return text;
    if (chance.odds(0.05)) return chance.of(['', ' ', '(', 'x', 'x =']);
    const tokens = text.split(' ');
    const at = chance.below(tokens.length);
    const change = chance.below(3);
    if (change === 0) tokens.splice(at, 1);
    else if (change === 1) tokens.splice(at, 0, tokens[at] ?? '');
    else tokens.splice(at, 0, chance.of(['AND', 'x', '=', '(', ')', ',', 'NOT', '!', '#', ':', '1', 'SET']));
    return tokens.join(' ');
  }
}
