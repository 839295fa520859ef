/** A client has one function for each route, typed by its schemas; `npm run types` checks this. */
import { expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import type { Client, Send } from './client.ts';
import { makeClient } from './client.ts';
import { route } from './route.ts';

const notes = {
  addNote: route({
    method: 'POST',
    path: '/v1/notes',
    service: 'api',
    principals: ['hr'],
    tag: 'users',
    summary: 'Add a note',
    body: z.strictObject({ text: z.string(), stars: z.number().default(0) }),
    answer: { status: 201, body: z.looseObject({ id: z.string() }) },
  }),
  deleteNote: route({
    method: 'DELETE',
    path: '/v1/notes/{noteId}',
    service: 'api',
    principals: ['hr'],
    tag: 'users',
    summary: 'Delete a note',
    params: z.strictObject({ noteId: z.string() }),
    answer: { status: 204 },
  }),
};
type Notes = Client<typeof notes>;
type AddNote = Parameters<Notes['addNote']>[0];

test('there is a function for each route and none beside', () => {
  expectTypeOf(makeClient<typeof notes>).returns.toEqualTypeOf<Notes>();
  expectTypeOf(makeClient<typeof notes>).parameters.toEqualTypeOf<[routes: typeof notes, send: Send]>();
  expectTypeOf<keyof Notes>().toEqualTypeOf<'addNote' | 'deleteNote'>();
});

test('a function takes the input of its schemas and gives their output', () => {
  expectTypeOf<AddNote['body']>().toEqualTypeOf<{ text: string; stars?: number | undefined }>();
  expectTypeOf<Notes['addNote']>().returns.resolves.toEqualTypeOf<{ id: string }>();
  expectTypeOf<Notes['deleteNote']>().returns.resolves.toEqualTypeOf<undefined>();
});

test('a wrong body or a missing parameter does not compile', () => {
  expectTypeOf<{ body: { text: string } }>().toExtend<AddNote>();
  expectTypeOf<{ body: { text: number } }>().not.toExtend<AddNote>();
  expectTypeOf<{ body: { stars: number } }>().not.toExtend<AddNote>();
  expectTypeOf<Record<never, never>>().not.toExtend<AddNote>();
  expectTypeOf<{ params: { id: string } }>().not.toExtend<Parameters<Notes['deleteNote']>[0]>();
});

test('CSV can be asked for where the route has it, and nowhere else', () => {
  const listNotes = route({ ...notes.addNote, answer: { status: 200, body: z.looseObject({}), csv: true } });
  expectTypeOf<Client<{ listNotes: typeof listNotes }>['listNotes']>().toHaveProperty('csv');
  expectTypeOf<Notes['addNote']>().not.toHaveProperty('csv');
  expectTypeOf<Notes['addNote']['answer']>().returns.resolves.toHaveProperty('etag');
});
