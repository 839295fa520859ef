/** Made-up schemas: what breaks a caller who sends, what breaks one who reads, and what breaks nobody. */
import { expect, test } from 'vitest';
import { SchemaComparison, type Side } from './schema-changes.ts';

const text = { type: 'string' };
const object = (properties: object, required: string[] = [], more: object = {}) => ({
  type: 'object',
  properties,
  required,
  ...more,
});

function changes(side: Side, before: unknown, after: unknown, components: object = {}): string[] {
  const documents = { before: { components }, after: { components } };
  return new SchemaComparison(documents, side)
    .changes('it', { before, after })
    .map(({ where, what }) => `${where}: ${what}`);
}

const schemas: readonly {
  what: string;
  before: unknown;
  after: unknown;
  request: string[];
  answer: string[];
}[] = [
  {
    what: 'an optional field is added',
    before: object({ a: text }),
    after: object({ a: text, b: text }),
    request: [],
    answer: [],
  },
  {
    what: 'a required field is added',
    before: object({ a: text }),
    after: object({ a: text, b: text }, ['b']),
    request: ['it.b: must be sent now'],
    answer: [],
  },
  {
    what: 'a field is removed from a closed object',
    before: object({ a: text, b: text }, ['a'], { additionalProperties: false }),
    after: object({ a: text }, ['a'], { additionalProperties: false }),
    request: ['it.b: is refused now'],
    answer: ['it.b: is no longer returned'],
  },
  {
    what: 'a field is removed from an open object',
    before: object({ a: text, b: text }, ['b']),
    after: object({ a: text }),
    request: ['it.b: is no longer read'],
    answer: ['it.b: is no longer returned'],
  },
  {
    what: 'a field becomes optional',
    before: object({ a: text }, ['a']),
    after: object({ a: text }),
    request: [],
    answer: ['it.a: was always returned and may be missing now'],
  },
  {
    what: 'a field becomes required',
    before: object({ a: text }),
    after: object({ a: text }, ['a']),
    request: ['it.a: must be sent now'],
    answer: [],
  },
  {
    what: 'an object is closed',
    before: object({ a: text }),
    after: object({ a: text }, [], { additionalProperties: false }),
    request: ['it: fields without a name in the schema are refused now'],
    answer: [],
  },
  {
    what: 'a value leaves a list',
    before: { enum: ['x', 'y'] },
    after: { enum: ['x'] },
    request: ['it: the value "y" is refused now'],
    answer: [],
  },
  {
    what: 'a value joins a list',
    before: { type: 'string', enum: ['x'] },
    after: { type: 'string', enum: ['x', 'y'] },
    request: [],
    answer: ['it: the value "y" may be returned now'],
  },
  {
    what: 'a text is bound to a list',
    before: text,
    after: { type: 'string', enum: ['x'] },
    request: ['it: only listed values are accepted now'],
    answer: [],
  },
  {
    what: 'the type changes',
    before: object({ a: text }),
    after: object({ a: { type: 'integer' } }),
    request: ['it.a: the type was string and is integer'],
    answer: ['it.a: the type was string and is integer'],
  },
  {
    what: 'an integer becomes a number',
    before: { type: 'integer' },
    after: { type: 'number' },
    request: [],
    answer: ['it: the type was integer and is number'],
  },
  {
    what: 'null is allowed too',
    before: text,
    after: { type: ['string', 'null'] },
    request: [],
    answer: ['it: a value of the type null may be returned now'],
  },
  {
    what: 'a limit falls',
    before: { type: 'string', maxLength: 9 },
    after: { type: 'string', maxLength: 5 },
    request: ['it: maxLength was 9 and is 5'],
    answer: [],
  },
  {
    what: 'a limit goes',
    before: { type: 'integer', minimum: 0 },
    after: { type: 'integer' },
    request: [],
    answer: ['it: minimum was 0 and is not set'],
  },
  {
    what: 'a pattern changes, which cannot be judged',
    before: { type: 'string', pattern: 'a+' },
    after: { type: 'string', pattern: 'a*' },
    request: ['it: pattern was "a+" and is "a*"'],
    answer: ['it: pattern was "a+" and is "a*"'],
  },
  {
    what: 'a default changes',
    before: object({ limit: { type: 'integer', default: 100 } }),
    after: object({ limit: { type: 'integer', default: 50 } }),
    request: ['it.limit: default was 100 and is 50'],
    answer: [],
  },
  {
    what: 'items of a list change',
    before: { type: 'array', items: object({ a: text }, ['a']) },
    after: { type: 'array', items: object({ a: text, b: text }, ['b']) },
    request: ['it[].b: must be sent now'],
    answer: ['it[].a: was always returned and may be missing now'],
  },
  {
    what: 'a form of a union goes',
    before: {
      oneOf: [object({ kind: { const: 'x' } }, ['kind']), object({ kind: { const: 'y' } }, ['kind'])],
    },
    after: object({ kind: { const: 'y' } }, ['kind']),
    request: ['it: the form with kind "x" is no longer accepted'],
    answer: [],
  },
  {
    what: 'a form of a union changes inside',
    before: {
      oneOf: [
        object({ kind: { const: 'x' } }, ['kind']),
        object({ kind: { const: 'y' }, a: text }, ['kind']),
      ],
    },
    after: {
      oneOf: [
        object({ kind: { const: 'x' } }, ['kind']),
        object({ kind: { const: 'y' }, a: text }, ['kind', 'a']),
      ],
    },
    request: ['it.a: must be sent now'],
    answer: [],
  },
  {
    what: 'values of a map change',
    before: { type: 'object', additionalProperties: text },
    after: { type: 'object', additionalProperties: { type: 'integer' } },
    request: ['it.*: the type was string and is integer'],
    answer: ['it.*: the type was string and is integer'],
  },
  {
    what: 'the keys of a map are limited',
    before: { type: 'object', additionalProperties: text },
    after: { type: 'object', additionalProperties: text, propertyNames: { type: 'string', maxLength: 3 } },
    request: ['the names in it: the type was any value and is string'],
    answer: [],
  },
];

test.each(schemas)('$what', ({ before, after, request, answer }) => {
  expect(changes('request', before, after)).toEqual(request);
  expect(changes('answer', before, after)).toEqual(answer);
  expect(changes('request', before, before)).toEqual([]);
  expect(changes('answer', after, after)).toEqual([]);
});

const inlined = object({ a: object({ b: { anyOf: [text, { type: 'null' }] } }, ['b']) }, ['a']);
const components = {
  schemas: {
    A: { ...object({ b: { $ref: '#/components/schemas/B' } }, ['b']), description: 'a part' },
    B: { type: ['null', 'string'], title: 'B' },
    Node: object({ next: { $ref: '#/components/schemas/Node' } }),
  },
};

test.each(['request', 'answer'] as const)(
  'references and other ways to write a schema change nothing (%s)',
  (side) => {
    const named = object({ a: { $ref: '#/components/schemas/A', description: 'here' } }, ['a']);
    expect(changes(side, inlined, named, components)).toEqual([]);
    expect(changes(side, named, inlined, components)).toEqual([]);
    const parts = { allOf: [{ type: 'object' }, { properties: inlined.properties }, { required: ['a'] }] };
    expect(changes(side, inlined, parts)).toEqual([]);
    expect(changes(side, { enum: ['x', 'y'] }, { anyOf: [{ const: 'y' }, { const: 'x' }] })).toEqual([]);
  },
);

test('a schema that contains itself is compared once', () => {
  const node = { $ref: '#/components/schemas/Node' };
  expect(changes('answer', node, { ...node }, components)).toEqual([]);
});

test('a reference that leads nowhere is an error', () => {
  expect(() => changes('answer', { $ref: '#/components/schemas/None' }, text, components)).toThrow(
    RangeError,
  );
});

test('a schema of nothing accepts nothing', () => {
  expect(changes('request', text, false)).toEqual(['it: a value of the type string is no longer accepted']);
  expect(changes('request', false, text)).toEqual([]);
});
