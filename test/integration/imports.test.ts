import { describe, expect, test } from 'vitest';
import { importFile, workOnImport } from '#functions/domain/punches/index.ts';
import { openImports } from '#functions/import-services.ts';
import { actorFor } from '#functions/runtime.ts';
import { requireOurId } from '#shared/contract/ids.ts';
import { useCloud } from '#test/support/cloud.ts';
import { aSerial } from '#test/support/ids.ts';
import { problem } from '#test/support/problem-error.ts';
import { aSite, withTick } from '#test/support/site.ts';

const cloud = useCloud();

/** The log of a terminal: a line a minute, by ten people, and one that cannot be read. */
function aLog(lines: number): string {
  const begin = Date.parse('2026-03-02T06:00:00Z');
  const readable = Array.from({ length: lines - 1 }, (_, line) => {
    const time = new Date(begin + line * 1_000).toISOString().slice(0, 19).replace('T', ' ');
    return `${701 + (line % 10)}\t${time}\t1\t0\t1\t0`;
  });
  return [...readable, '709\tnever\t1\t0\t1\t0', ''].join('\r\n');
}

const inBase64 = (text: string) => Buffer.from(text).toString('base64');

describe('a file of more lines than one answer can wait for', () => {
  test('is a job with progress and a report, and its lines are stored once', async () => {
    const site = await aSite(cloud, ['TEST1'], withTick);
    const contentBase64 = inBase64(aLog(3_000));
    const body = { terminal: 'TEST1', format: 'attlog', contentBase64 } as const;
    const answer = await cloud.fetch('/v1/imports', {
      key: site.key,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(202);
    const { id } = (await answer.json()) as { id: string };
    await cloud.settle();
    const report = await site.api.getImport({ params: { importId: id } });
    expect(report).toMatchObject({
      id,
      state: 'done',
      rows: 3_000,
      rowsDone: 3_000,
      stored: 2_999,
      duplicates: 0,
      quarantined: 1,
      problemsLeftOut: 0,
      problems: [{ line: 3_000, result: 'quarantined' }],
    });
    expect(report.usersCreated.sort()).toEqual(Array.from({ length: 10 }, (_, at) => String(701 + at)));

    const again = await site.api.importFile({ body });
    await cloud.settle();
    expect(await site.api.getImport({ params: { importId: again.id ?? '' } })).toMatchObject({
      state: 'done',
      stored: 0,
      duplicates: 2_999 + 1,
      problemsLeftOut: 2_000,
    });
  });

  test('goes on after a crash where it was, and a message that comes twice changes nothing', async () => {
    const site = await aSite(cloud, ['TEST1'], withTick);
    const actor = actorFor(cloud.runtime, site.name, 'key:1', 'system');
    const services = { ...openImports(cloud.runtime), sendToImports: async () => {} };
    const file = {
      terminal: aSerial('TEST1'),
      format: 'attlog',
      contentBase64: inBase64(aLog(1_200)),
    } as const;
    const { id, state } = await importFile(actor, services, file);
    const importId = requireOurId('imp', id ?? '');
    expect(state).toBe('waiting');
    // A worker that has stored a part and died before it could note so: its successor gets the same answers.
    const { imports } = actor.stores;
    const deaf = {
      ...actor,
      stores: {
        ...actor.stores,
        imports: {
          ...imports,
          keepPart: async () => {
            throw new Error('died');
          },
        },
      },
    };
    await expect(workOnImport(deaf, services, importId)).rejects.toThrow('died');
    expect(await imports.parts(importId)).toEqual([]);
    await Promise.all([workOnImport(actor, services, importId), workOnImport(actor, services, importId)]);
    await workOnImport(actor, services, importId);
    expect(await site.api.getImport({ params: { importId } })).toMatchObject({
      state: 'done',
      rows: 1_200,
      rowsDone: 1_200,
      stored: 1_199,
      duplicates: 0,
      quarantined: 1,
    });
    await cloud.settle();
  });
});

test('a small file is answered at once', async () => {
  const site = await aSite(cloud);
  const contentBase64 = inBase64(aLog(20));
  const report = await site.api.importFile({ body: { terminal: 'TEST1', format: 'attlog', contentBase64 } });
  expect(report).toMatchObject({ state: 'done', rows: 20, stored: 19, quarantined: 1 });
  expect(report).not.toHaveProperty('id');
});

describe('a file that is sent by its link', () => {
  test('is taken in once the import is started', async () => {
    const site = await aSite(cloud);
    const waiting = await site.api.importFile({ body: { terminal: 'TEST1', format: 'attlog' } });
    expect(waiting).toMatchObject({ state: 'waiting-for-file', rows: 0 });
    const params = { importId: waiting.id ?? '' };
    const sent = await fetch(waiting.upload?.url ?? '', { method: 'PUT', body: aLog(700) });
    expect(sent.status).toBe(200);
    expect(await site.api.startImport({ params })).toMatchObject({ state: 'waiting' });
    await cloud.settle();
    expect(await site.api.getImport({ params })).toMatchObject({ state: 'done', rows: 700, stored: 699 });
    expect((await site.api.startImport({ params })).state).toBe('done');
  });

  test('fails with the reason when it was never sent, and can be started again', async () => {
    const site = await aSite(cloud);
    const waiting = await site.api.importFile({ body: { terminal: 'TEST1', format: 'attlog' } });
    const params = { importId: waiting.id ?? '' };
    await site.api.startImport({ params });
    await cloud.settle();
    const failed = await site.api.getImport({ params });
    expect(failed.state).toBe('failed');
    expect(failed.reason).toContain('has not been sent');
    await fetch(waiting.upload?.url ?? '', { method: 'PUT', body: aLog(30) });
    await site.api.startImport({ params });
    await cloud.settle();
    const done = await site.api.getImport({ params });
    expect(done).toMatchObject({ state: 'done', stored: 29 });
    expect(done).not.toHaveProperty('reason');
  });
});

test('imports belong to one organisation, and unknown terminals are refused at once', async () => {
  const site = await aSite(cloud);
  const other = await cloud.organisation();
  const { id } = await site.api.importFile({ body: { terminal: 'TEST1', format: 'attlog' } });
  const params = { importId: id ?? '' };
  await expect(other.api.getImport({ params })).rejects.toSatisfy(problem('import.unknown'));
  await expect(other.api.startImport({ params })).rejects.toSatisfy(problem('import.unknown'));
  await expect(site.api.importFile({ body: { terminal: 'TEST9', format: 'attlog' } })).rejects.toSatisfy(
    problem('terminal.unknown', { serial: 'TEST9', nearest: ['TEST1'] }),
  );
});
