import { expect, test } from 'vitest';
import * as z from 'zod';
import { openApiDocument } from '../openapi.ts';
import { route } from '../route.ts';
import { addExamples } from './add-examples.ts';

const putNote = route({
  method: 'PUT',
  path: '/v1/notes/{noteId}',
  service: 'api',
  principals: ['hr'],
  tag: 'users',
  summary: 'Save a note',
  params: z.strictObject({ noteId: z.string() }),
  query: z.strictObject({ dryRun: z.string().optional() }),
  body: z.strictObject({ text: z.string() }).meta({ id: 'NoteInput' }),
  answer: { status: 200, body: z.looseObject({ id: z.string() }).meta({ id: 'Note' }) },
});
const document = openApiDocument({ putNote }, '1.2.3');
const tried = {
  operation: 'putNote',
  summary: 'A short note',
  params: { noteId: 'n1' },
  query: { dryRun: 'true' },
  body: { text: 'x' },
  answer: { id: 'n1' },
};

test('an example goes into parameters, body and answer of its operation', () => {
  const made = addExamples(document, [tried]).paths?.['/v1/notes/{noteId}']?.put;
  expect(made?.parameters).toMatchObject([
    { name: 'noteId', example: 'n1' },
    { name: 'dryRun', example: 'true' },
  ]);
  const example = (value: unknown) => ({
    content: { 'application/json': { examples: { tried: { summary: 'A short note', value } } } },
  });
  expect(made?.requestBody).toMatchObject(example({ text: 'x' }));
  expect(made?.responses?.['200']).toMatchObject(example({ id: 'n1' }));
});

test('a second example of an operation stands beside the first', () => {
  const made = addExamples(document, [tried, { ...tried, body: { text: 'y' } }]);
  expect(made.paths?.['/v1/notes/{noteId}']?.put?.requestBody).toMatchObject({
    content: { 'application/json': { examples: { tried: {}, tried2: { value: { text: 'y' } } } } },
  });
});

test('an answer by a job stands under the status that it had', () => {
  const answer = { ...putNote.answer, orAccepted: true } as const;
  const accepting = openApiDocument({ putNote: route({ ...putNote, answer }) }, '1.2.3');
  const examples = [tried, { ...tried, status: 202, answer: { id: 'n2' } }];
  const responses = addExamples(accepting, examples).paths?.['/v1/notes/{noteId}']?.put?.responses;
  const shown = (status: string) => JSON.stringify(responses?.[status]);
  expect([shown('200').includes('n1'), shown('200').includes('n2')]).toEqual([true, false]);
  expect([shown('202').includes('n1'), shown('202').includes('n2')]).toEqual([false, true]);
});

test('the document that was given stays as it is, and other operations have no part in it', () => {
  const before = JSON.stringify(document);
  expect(JSON.stringify(addExamples(document, [{ ...tried, operation: 'getNote' }]))).toBe(before);
  addExamples(document, [tried]);
  expect(JSON.stringify(document)).toBe(before);
});
