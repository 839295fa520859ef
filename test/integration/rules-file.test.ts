import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { importRules } from '#functions/domain/plan/index.ts';
import { presets, readRulesFile, writeRulesFile } from '#shared/attendance/index.ts';
import type { RulesImport } from '#shared/contract/rules-file.ts';
import { type Organisation, useCloud } from '#test/support/cloud.ts';
import { actorOn, preceded, storesWith } from '#test/support/stores-with.ts';
import { aSiteWithWork, rowOn } from '#test/support/workdays.ts';

const cloud = useCloud();
const hours = 3600;

async function get(organisation: Organisation, accept = 'application/json') {
  const response = await cloud.fetch('/v1/rules-file', { key: organisation.key, headers: { accept } });
  expect(response.status).toBe(200);
  const mediaType = response.headers.get('content-type') ?? '';
  return { mediaType, etag: response.headers.get('etag') ?? '', text: await response.text() };
}

interface Put {
  etag?: string;
  dryRun?: boolean;
  mediaType?: string;
}

/** Imports a document. @returns the status and what was answered */
async function put(organisation: Organisation, document: unknown, options: Put = {}) {
  const etag = options.etag ?? (await get(organisation)).etag;
  const response = await cloud.fetch(`/v1/rules-file${options.dryRun ? '?dryRun=true' : ''}`, {
    method: 'PUT',
    key: organisation.key,
    headers: { 'content-type': options.mediaType ?? 'application/json', 'if-match': etag },
    body: typeof document === 'string' ? document : JSON.stringify(document),
  });
  const body = (await response.json()) as RulesImport & {
    code?: string;
    facts?: { issues?: unknown; [fact: string]: unknown };
  };
  return { status: response.status, etag: response.headers.get('etag'), body };
}

const shift = (id: string, from: string, to: string) => ({
  id,
  name: id,
  kind: 'daily',
  day: { shifts: [{ slots: { in: from, out: to } }] },
});

describe('the rules file', () => {
  test('of a new organisation says nothing, as JSON and as YAML', async () => {
    const organisation = await cloud.organisation();
    expect(await get(organisation)).toMatchObject({ text: '{}' });
    const yaml = await get(organisation, 'application/yaml');
    expect(yaml.mediaType).toBe('application/yaml; charset=utf-8');
    expect(parse(yaml.text)).toEqual({});
  });

  test.each(Object.keys(presets))('takes the preset %s and gives it back', async (name) => {
    const organisation = await cloud.organisation();
    const preset = presets[name as keyof typeof presets];
    const read = readRulesFile(preset);
    if ('problems' in read) throw new Error('a preset is a rules file');
    const { name: _name, description: _description, ...rules } = writeRulesFile(read.file);
    const imported = await put(organisation, stringify(writeRulesFile(read.file)), {
      mediaType: 'application/yaml',
    });
    expect([imported.status, imported.body.dryRun]).toEqual([200, false]);
    const [json, yaml] = [await get(organisation), await get(organisation, 'text/yaml')];
    expect(JSON.parse(json.text)).toEqual(rules);
    expect(parse(yaml.text)).toEqual(rules);
    expect([json.etag, yaml.etag]).toEqual([imported.etag, imported.etag]);
    expect((await put(organisation, yaml.text, { mediaType: 'text/yaml' })).body).toMatchObject({
      changes: [],
      recomputed: null,
    });
  });

  test('holds what the other routes have saved, and they show what it has brought', async () => {
    const site = await aSiteWithWork(cloud, []);
    const { text } = await get(site);
    expect(JSON.parse(text)).toMatchObject({ defaultScheduleId: 'office', schedules: [{ id: 'office' }] });
    await put(site, {
      ...JSON.parse(text),
      calendars: [{ id: 'sample', name: 'Sample', holidays: [{ date: '2026-03-04', name: 'Sample day' }] }],
      defaultCalendarId: 'sample',
      rules: { thresholds: { lateGraceMinutes: 7 } },
    });
    expect((await site.api.getCalendar({ params: { id: 'sample' } })).version).toBe(1);
    expect((await site.api.getSettings({})).sheets).toMatchObject({
      calendarId: 'sample',
      defaultScheduleId: 'office',
      rules: { thresholds: { lateGraceMinutes: 7 } },
    });
  });
});

describe('an import', () => {
  test('has the sheets computed again that it touches', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    const document = { defaultScheduleId: 'office', schedules: [shift('office', '09:00', '15:00')] };
    const { body } = await put(site, document);
    expect(body.recomputed).toEqual({ from: '2026-02-01', to: '2026-03-21' });
    await cloud.settle();
    expect(await rowOn(site, 3)).toMatchObject({ expected: 6 * hours });
  });

  test('that is only tried says what would change, and changes nothing', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    const before = await get(site);
    const document = {
      defaultScheduleId: 'early',
      rules: { thresholds: { lateGraceMinutes: 7 } },
      schedules: [shift('office', '09:00', '15:00'), shift('early', '06:00', '14:00')],
    };
    const { body, etag } = await put(site, document, { dryRun: true });
    expect(etag).toBe(before.etag);
    expect(body).toEqual({
      dryRun: true,
      changes: [
        {
          part: 'schedule',
          id: 'office',
          action: 'changed',
          differences: [{ path: '/day/shifts/0/slots/out', from: '17:00', to: '15:00' }],
        },
        { part: 'schedule', id: 'early', action: 'added', differences: [] },
        {
          part: 'rules',
          action: 'changed',
          differences: [{ path: '/thresholds', to: { lateGraceMinutes: 7 } }],
        },
        {
          part: 'defaultScheduleId',
          action: 'changed',
          differences: [{ path: '', from: 'office', to: 'early' }],
        },
      ],
      kept: { schedules: [], rosters: [], calendars: [] },
      recomputed: { from: '2026-02-01', to: '2026-03-21' },
    });
    await cloud.settle();
    expect(await get(site)).toEqual(before);
    expect(await rowOn(site, 3)).toMatchObject({ expected: 8 * hours });
  });

  test('takes nothing away that it does not name', async () => {
    const site = await aSiteWithWork(cloud, []);
    const { body } = await put(site, { schedules: [shift('early', '06:00', '14:00')] });
    expect(body.kept).toEqual({ schedules: ['office'], rosters: [], calendars: [] });
    expect(JSON.parse((await get(site)).text).schedules.map(({ id }: { id: string }) => id)).toEqual([
      'early',
      'office',
    ]);
    // What a document leaves out of the rules themselves has its default.
    expect((await site.api.getSettings({})).sheets.defaultScheduleId).toBeNull();
  });

  test('of a dated change leaves the days before it as they were', async () => {
    const site = await aSiteWithWork(cloud, [3, 10]);
    const { text } = await get(site);
    const changes = [{ from: '2026-03-09', schedules: [shift('office', '09:00', '15:00')] }];
    await put(site, { ...JSON.parse(text), changes });
    await cloud.settle();
    expect(await rowOn(site, 3)).toMatchObject({ expected: 8 * hours });
    expect(await rowOn(site, 10)).toMatchObject({ expected: 6 * hours });
    expect(JSON.parse((await get(site)).text)).toMatchObject({ changes: [{ from: '2026-03-09' }] });
    const { status } = await put(site, { ...JSON.parse(text) });
    expect(status).toBe(200);
    await cloud.settle();
    expect(await rowOn(site, 10)).toMatchObject({ expected: 8 * hours });
  });

  test('may name a schedule by default that a dated change brings, and the settings keep it', async () => {
    const site = await aSiteWithWork(cloud, []);
    const changes = [{ from: '2026-03-09', schedules: [shift('later', '10:00', '16:00')] }];
    expect((await put(site, { defaultScheduleId: 'later', changes })).status).toBe(200);
    await site.set((current) => ({ ...current, zone: 'Asia/Kolkata' }));
    await cloud.settle();
    expect((await site.api.getSettings({})).sheets.defaultScheduleId).toBe('later');
    expect(await rowOn(site, 10)).toMatchObject({ scheduleId: 'later', expected: 6 * hours });
    expect(await rowOn(site, 8)).toMatchObject({ scheduleId: null, expected: 0 });
  });

  test('of a change of months ago computes the days since, at most a year', async () => {
    const site = await aSiteWithWork(cloud, []);
    const document = JSON.parse((await get(site)).text) as object;
    const since = async (from: string) =>
      (await put(site, { ...document, changes: [{ from, rules: {} }] }, { dryRun: true })).body.recomputed;
    expect(await since('2025-11-15')).toEqual({ from: '2025-11-15', to: '2026-03-21' });
    expect(await since('2020-01-01')).toEqual({ from: '2025-03-20', to: '2026-03-21' });
  });

  test('is in the audit trail, with the parts that it has changed', async () => {
    const organisation = await cloud.organisation();
    await put(organisation, { schedules: [shift('early', '06:00', '14:00')] });
    const { items } = await organisation.api.listAudit({ query: { day: '2026-03-20', limit: 1000 } });
    expect(items.filter(({ action }) => action === 'rules-file.imported')).toMatchObject([
      { facts: { parts: ['schedule early'] } },
    ]);
  });
});

describe('an import is refused', () => {
  test('without the ETag that was read, or with an older one', async () => {
    const organisation = await cloud.organisation();
    const { etag } = await get(organisation);
    const document = { schedules: [shift('early', '06:00', '14:00')] };
    await put(organisation, document);
    const stale = await put(organisation, document, { etag });
    expect([stale.status, stale.body.code]).toEqual([412, 'request.stale']);
    expect(stale.body.facts?.currentEtag).toBe((await get(organisation)).etag);
    const without = await cloud.fetch('/v1/rules-file', {
      method: 'PUT',
      key: organisation.key,
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(without.status).toBe(428);
  });

  test('when somebody saves one of its parts meanwhile', async () => {
    const organisation = await cloud.organisation();
    const { stores, api } = organisation;
    const { etag } = await get(organisation);
    const read = readRulesFile({ schedules: [shift('early', '06:00', '14:00')] });
    if ('problems' in read) throw new Error('the sample is a rules file');
    const faster = () =>
      api.putSchedule({ params: { id: 'early' }, body: shift('early', '07:00', '15:00') as never });
    const schedules = { ...stores.plan.schedules };
    schedules.save = preceded(faster, stores.plan.schedules.save);
    const overtaken = storesWith(stores, 'plan', { schedules });
    await expect(
      importRules(actorOn(cloud, organisation, overtaken), read.file, etag, false),
    ).rejects.toMatchObject({ code: 'request.stale' });
    expect(await api.getSchedule({ params: { id: 'early' } })).toMatchObject({ version: 1 });
  });

  test('with the place of everything that is wrong, for YAML with its line', async () => {
    const organisation = await cloud.organisation();
    const document = {
      rules: { thresholds: { lateGraceMinutes: -1 } },
      schedules: [shift('early', '06:00', '25:00'), { ...shift('late', '14:00', '22:00'), colour: 'red' }],
    };
    const json = await put(organisation, document);
    expect([json.status, json.body.code]).toEqual([422, 'request.invalid']);
    expect(json.body.facts?.issues).toMatchObject([
      { in: 'body', path: '/rules/thresholds/lateGraceMinutes' },
      {
        in: 'body',
        path: '/schedules/0/day/shifts/0/slots/out',
        message: 'write the time as HH:MM, 00:00 to 23:59',
      },
      { in: 'body', path: '/schedules/1' },
    ]);
    const yaml = await put(organisation, 'rules:\n  thresholds:\n    lateGraceMinutes: -1\n', {
      mediaType: 'application/yaml',
    });
    expect(yaml.body.facts?.issues).toMatchObject([
      { path: '/rules/thresholds/lateGraceMinutes', message: expect.stringMatching(/^line 3: /) },
    ]);
    const names = await put(organisation, { schedules: [shift('Early Shift', '06:00', '14:00')] });
    expect(names.body.facts?.issues).toMatchObject([{ path: '/schedules/0/id' }]);
    const references = await put(organisation, { defaultScheduleId: 'nowhere' });
    expect(references.body.facts?.issues).toMatchObject([
      { path: '/defaultScheduleId', message: 'there is no schedule "nowhere"' },
    ]);
  });

  test.each([
    ['that is not YAML', 'rules: [', 'application/yaml', 422],
    ['that is not a document', '- a\n- b\n', 'application/yaml', 422],
    ['that is nested without end', '['.repeat(100_000), 'application/yaml', 422],
    ['that is not JSON', '{', 'application/json', 400],
    ['that is a list', '[]', 'application/json', 422],
    ['of another kind', '{}', 'text/plain', 415],
  ])('of a body %s', async (_, text, mediaType, expected) => {
    const organisation = await cloud.organisation();
    expect((await put(organisation, text, { mediaType })).status).toBe(expected);
  });

  test('that would leave overlapping shifts in a roster', async () => {
    const organisation = await cloud.organisation();
    const { status, body } = await put(organisation, {
      schedules: [shift('early', '06:00', '14:00'), shift('night', '22:00', '10:00')],
      rosters: [
        {
          id: 'turns',
          name: 'turns',
          kind: 'cycle',
          anchor: '2026-03-02',
          entries: [{ scheduleId: 'night' }, { scheduleId: 'early' }],
        },
      ],
    });
    expect([status, body.code, body.facts?.rosterId]).toEqual([409, 'plan.overlap', 'turns']);
    expect((await get(organisation)).text).toBe('{}');
  });

  test('that would from a dated change on', async () => {
    const organisation = await cloud.organisation();
    const { status, body } = await put(organisation, {
      schedules: [shift('early', '06:00', '14:00')],
      rosters: [
        {
          id: 'turns',
          name: 'turns',
          kind: 'cycle',
          anchor: '2026-03-02',
          entries: [{ scheduleId: 'early' }],
        },
      ],
      changes: [{ from: '2027-01-01', schedules: [shift('early', '06:00', '05:00')] }],
    });
    expect([status, body.facts]).toEqual([200, undefined]);
    const split = {
      ...shift('early', '06:00', '05:00'),
      day: { shifts: [{ slots: { in: '06:00', out: '10:00' } }, { slots: { in: '20:00', out: '07:00' } }] },
    };
    const refused = await put(organisation, {
      schedules: [shift('early', '06:00', '14:00')],
      changes: [{ from: '2027-01-01', schedules: [split] }],
    });
    expect([refused.status, refused.body.facts?.rosterId]).toEqual([409, 'turns']);
  });

  test('by somebody who is not an administrator', async () => {
    const organisation = await cloud.organisation();
    const response = await cloud.fetch('/v1/rules-file', {
      method: 'PUT',
      key: await organisation.keyFor('hr'),
      headers: { 'content-type': 'application/json', 'if-match': '"1"' },
      body: '{}',
    });
    expect(response.status).toBe(403);
  });
});
