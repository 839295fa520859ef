/** Handlers are typed by their routes, and none may be missing; `npm run types` checks this. */
import { expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import { route } from '#shared/contract/route.ts';
import { type Call, dispatch, type Handlers } from './dispatch.ts';

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
type NoteHandlers = Handlers<typeof notes>;
type AddNote = NoteHandlers['addNote'];

test('a handler gets the parsed request of its route, and who calls', () => {
  expectTypeOf<AddNote>().parameters.toEqualTypeOf<
    [input: { params: undefined; query: undefined; body: { text: string; stars: number } }, call: Call]
  >();
  expectTypeOf<NoteHandlers['deleteNote']>().parameter(0).toEqualTypeOf<{
    params: { noteId: string };
    query: undefined;
    body: undefined;
  }>();
});

test('dispatch wants a handler for every route', () => {
  expectTypeOf(dispatch<typeof notes>)
    .parameter(0)
    .toEqualTypeOf<typeof notes>();
  expectTypeOf(dispatch<typeof notes>)
    .parameter(1)
    .toEqualTypeOf<NoteHandlers>();
  expectTypeOf<Omit<NoteHandlers, 'deleteNote'>>().not.toExtend<NoteHandlers>();
});

test('a handler that answers something other than its route says, or reads another body, does not compile', () => {
  type Answering<B> = () => Promise<{ body: B }>;
  expectTypeOf<Answering<{ id: string }>>().toExtend<AddNote>();
  expectTypeOf<Answering<{ id: number }>>().not.toExtend<AddNote>();
  expectTypeOf<Answering<{ name: string }>>().not.toExtend<AddNote>();
  expectTypeOf<Answering<undefined>>().not.toExtend<AddNote>();
  type Reading<B> = (input: { body: B }) => Promise<{ body: { id: string } }>;
  expectTypeOf<Reading<{ text: string }>>().toExtend<AddNote>();
  expectTypeOf<Reading<{ title: string }>>().not.toExtend<AddNote>();
});
