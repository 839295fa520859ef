/** Ids of different kinds cannot be taken for one another; `npm run types` checks this. */
import { expectTypeOf, test } from 'vitest';
import type * as z from 'zod';
import type { Pin } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type * as fields from './fields.ts';
import type { DownloadId, ourIdOf, TaskId } from './ids.ts';
import type { RouteCall, RouteInput } from './route.ts';
import type { users } from './users.ts';

test('the id of a task is not that of a download, nor any text', () => {
  expectTypeOf<TaskId>().not.toExtend<DownloadId>();
  expectTypeOf<string>().not.toExtend<TaskId>();
  expectTypeOf<TaskId>().toExtend<string>();
});

test('the prefix decides the kind of an id', () => {
  expectTypeOf<typeof ourIdOf<'tsk'>>().returns.toEqualTypeOf<TaskId>();
  expectTypeOf<'dog'>().not.toExtend<Parameters<typeof ourIdOf>[0]>();
});

test('schemas take texts and give ids', () => {
  expectTypeOf<z.output<typeof fields.UserId>>().toEqualTypeOf<UserId>();
  expectTypeOf<z.output<typeof fields.Pin>>().toEqualTypeOf<Pin>();
  expectTypeOf<z.output<typeof fields.Serial>>().toEqualTypeOf<Serial>();
  expectTypeOf<z.output<typeof fields.TaskId>>().toEqualTypeOf<TaskId>();
  expectTypeOf<z.input<typeof fields.UserId>>().toEqualTypeOf<string>();
  expectTypeOf<z.input<typeof fields.TaskId>>().toEqualTypeOf<string>();
});

test('a caller names a user by text, and the handler gets a user id', () => {
  expectTypeOf<RouteCall<typeof users.getUser>['params']>().toEqualTypeOf<{ userId: string }>();
  expectTypeOf<RouteInput<typeof users.getUser>['params']>().toEqualTypeOf<{ userId: UserId }>();
});
