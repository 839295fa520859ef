/** The schemas of a route reach the types of its handler's input, its call and its answer; `npm run types` checks this. */
import { expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import { type RouteCall, type RouteDefinition, type RouteInput, type RouteResult, route } from './route.ts';
import type { users } from './users.ts';

const editNote = route({
  method: 'PATCH',
  path: '/v1/notes/{noteId}',
  service: 'api',
  principals: ['hr'],
  tag: 'users',
  summary: 'Edit a note',
  params: z.strictObject({ noteId: z.string() }),
  query: z.strictObject({ dryRun: z.stringbool().default(false), limit: z.coerce.number().optional() }),
  body: z.strictObject({ text: z.string(), stars: z.number().default(0) }),
  answer: { status: 200, body: z.looseObject({ id: z.string(), stars: z.number() }) },
});
const deleteNote = route({
  method: 'DELETE',
  path: '/v1/notes/{noteId}',
  service: 'api',
  principals: ['hr'],
  tag: 'users',
  summary: 'Delete a note',
  params: z.strictObject({ noteId: z.string() }),
  answer: { status: 204 },
});
type EditNote = typeof editNote;
type DeleteNote = typeof deleteNote;

test('a definition keeps its literal types', () => {
  expectTypeOf<EditNote['method']>().toEqualTypeOf<'PATCH'>();
  expectTypeOf<EditNote['path']>().toEqualTypeOf<'/v1/notes/{noteId}'>();
  expectTypeOf<EditNote['answer']['status']>().toEqualTypeOf<200>();
});

test('a handler gets what the schemas make of a request', () => {
  expectTypeOf<RouteInput<EditNote>>().toEqualTypeOf<{
    params: { noteId: string };
    query: { dryRun: boolean; limit?: number | undefined };
    body: { text: string; stars: number };
  }>();
  expectTypeOf<RouteInput<DeleteNote>>().toEqualTypeOf<{
    params: { noteId: string };
    query: undefined;
    body: undefined;
  }>();
});

test('a caller gives what the schemas take, and what has a default may be left out', () => {
  expectTypeOf<RouteCall<EditNote>['params']>().toEqualTypeOf<{ noteId: string }>();
  expectTypeOf<RouteCall<EditNote>['body']>().toEqualTypeOf<{ text: string; stars?: number | undefined }>();
  expectTypeOf<{ params: { noteId: string }; body: { text: string } }>().toExtend<RouteCall<EditNote>>();
});

test('a call without its parameters or body, or with a wrong body, does not compile', () => {
  type Right = { params: { noteId: string }; body: { text: string } };
  expectTypeOf<Right>().toExtend<RouteCall<EditNote>>();
  expectTypeOf<Omit<Right, 'params'>>().not.toExtend<RouteCall<EditNote>>();
  expectTypeOf<Omit<Right, 'body'>>().not.toExtend<RouteCall<EditNote>>();
  expectTypeOf<Omit<Right, 'body'> & { body: { text: number } }>().not.toExtend<RouteCall<EditNote>>();
  expectTypeOf<{ params: { noteId: string }; body: { text: string } }>().not.toExtend<
    RouteCall<DeleteNote>
  >();
});

test('a call of a route with an ETag has to name it, and no other call may', () => {
  type UpdateUser = RouteCall<typeof users.updateUser>;
  expectTypeOf<UpdateUser['ifMatch']>().toEqualTypeOf<string>();
  expectTypeOf<Omit<UpdateUser, 'ifMatch'>>().not.toExtend<UpdateUser>();
  expectTypeOf<RouteCall<EditNote>['ifMatch']>().toEqualTypeOf<undefined>();
});

test('an answer has the fields of its schema; without a body there is nothing', () => {
  expectTypeOf<RouteResult<EditNote>>().toEqualTypeOf<{ id: string; stars: number }>();
  expectTypeOf<RouteResult<DeleteNote>>().toEqualTypeOf<undefined>();
});

test('a route of unknown method, service, principal or problem does not compile', () => {
  expectTypeOf<EditNote>().toExtend<RouteDefinition>();
  expectTypeOf<Omit<EditNote, 'method'> & { method: 'FETCH' }>().not.toExtend<RouteDefinition>();
  expectTypeOf<Omit<EditNote, 'service'> & { service: 'console' }>().not.toExtend<RouteDefinition>();
  expectTypeOf<Omit<EditNote, 'principals'> & { principals: ['nobody'] }>().not.toExtend<RouteDefinition>();
  expectTypeOf<Omit<EditNote, 'principals'> & { principals: [] }>().not.toExtend<RouteDefinition>();
  expectTypeOf<EditNote & { problems: ['note.unknown'] }>().not.toExtend<RouteDefinition>();
});
