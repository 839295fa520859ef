import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'vitest';
import { cloudTime } from '#test/support/cloud.ts';
import { aSerial } from '#test/support/ids.ts';
import { aBridgeWith } from '#test/support/signed-bridge.ts';
import { later } from '#test/support/site.ts';
import { axe } from './support/axe.ts';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';

const console = useConsole();

browserTest(
  'a bridge that took an update back says so, and one that is silent is asked all the same',
  async () => {
    const organisation = await console.cloud.organisation();
    const { token } = await organisation.api.createEnrolmentToken({ body: { name: 'Bridge at the gate' } });
    const gate = await aBridgeWith(console.cloud.url, token);
    const last = {
      version: '0.2.0',
      at: cloudTime.instant(),
      result: 'taken-back',
      reason: 'It did not start.',
    } as const;
    const body = { version: '0.1.0', terminals: [], outbox: { waiting: 0 }, running: [], take: 0 };
    await gate.api.heartbeat({ body: { ...body, updates: { obeys: 'cloud', last } } });
    later(240);
    const page = await console.open(organisation, `/bridges/${gate.id}`);
    await page.getByText(/^Bridge at the gate took the update to 0\.2\.0 back on/).waitFor();
    await page.getByText('The bridge says: It did not start.').waitFor();
    await page.getByRole('button', { name: 'Ask how it is' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^It cannot answer now: nothing is heard of it since/).waitFor();
    await dialog.getByText(/rollcall-bridge diagnose/).waitFor();
    expect(await axe(page)).toEqual([]);
  },
);

browserTest(
  'a bridge says what is wrong, and what it has found is put into its list by a press',
  async () => {
    const organisation = await console.cloud.organisation();
    const { api } = organisation;
    const { token } = await api.createEnrolmentToken({ body: { name: 'Bridge in the yard' } });
    const yard = await aBridgeWith(console.cloud.url, token);
    const params = { bridgeId: yard.id };
    const { x = '' } = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' });
    const sealingKey = { kty: 'OKP', crv: 'X25519', x } as const;
    const body = { version: '0.1.0', terminals: [], outbox: { waiting: 0 }, running: [], take: 0 };
    await yard.api.heartbeat({
      body: { ...body, cloudTerminals: { sealingKey, version: 0, terminals: [] } },
    });
    // Nobody answers the first question within a day.
    await api.orderDiagnosis({ params });
    later(25 * 3_600);
    const lastSeenAt = cloudTime.instant();
    const last = {
      version: '0.3.0',
      at: lastSeenAt,
      result: 'failed',
      reason: 'No room on the disk.',
    } as const;
    await yard.api.heartbeat({
      body: {
        ...body,
        updates: { obeys: 'cloud', last },
        found: [
          { serial: aSerial('FOUND1'), address: '192.0.2.10:4371', model: 'Sample model', lastSeenAt },
          { address: '192.0.2.11:4370', lastSeenAt },
          { serial: aSerial('FOUND3'), address: '192.0.2.12:50123', pushes: true, lastSeenAt },
        ],
      },
    });
    const page = await console.open(organisation, `/bridges/${yard.id}`);
    const dialog = page.getByRole('dialog');
    await page.getByText(/^Bridge in the yard could not take the update to 0\.3\.0 on/).waitFor();
    await page.getByText('The bridge says: No room on the disk.').waitFor();

    const asked = page.getByRole('region', { name: 'How it is there' });
    await asked.getByText(/did not answer within a day/).waitFor();
    await asked.getByRole('button', { name: /^Show what was asked/ }).click();
    await dialog.getByText(/^It was asked on .*, and did not answer$/).waitFor();
    await dialog.getByText('It is heard of now: ask again.', { exact: false }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Ask how it is' }).click();
    await dialog.getByText(/^Asked .* The bridge answers with its next report/).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => asked.getByRole('listitem').allInnerTexts()).toHaveLength(2);
    const [newest, earlier] = await asked.getByRole('listitem').allInnerTexts();
    expect(newest).toContain('has not answered yet');
    expect(earlier).toContain('did not answer within a day');

    const found = page.getByRole('region', { name: 'Found, but not read' });
    const use = found.getByRole('button', { name: /^Use this terminal/ });
    expect(await use.count()).toBe(2);
    await found.getByRole('button', { name: 'Use this terminal: FOUND1' }).click();
    await dialog.getByLabel('Communication key').fill('1234');
    expect(await axe(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await found.getByText('In the list, and read with its next report').waitFor();
    await found.getByRole('button', { name: 'Use this terminal: 192.0.2.11:4370' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => use.count()).toBe(0);
    const { version, terminals } = await api.getBridgeTerminals({ params });
    expect(terminals).toMatchObject([
      { host: '192.0.2.10', port: 4371, serial: 'FOUND1', hasCommKey: true },
      { host: '192.0.2.11', port: 4370, hasCommKey: false },
    ]);

    // The site's own file has one of them too, and the bridge cannot open the key of the other.
    const said = [
      { address: '192.0.2.10:4371', state: 'refusing', keyUnreadable: true },
      { address: '192.0.2.11:4370', overriddenBy: 'address' },
    ] as const;
    const cloudTerminals = { sealingKey, version, terminals: [...said] };
    await yard.api.heartbeat({ body: { ...body, cloudTerminals } });
    await page.reload();
    const listed = page.getByRole('region', { name: 'Terminals set here' });
    await listed.getByText('The bridge cannot open its communication key.', { exact: false }).waitFor();
    await listed.getByText(/has a terminal with this address, which counts instead/).waitFor();
    await listed.getByRole('button', { name: 'Edit 192.0.2.10:4371' }).click();
    await dialog.getByText('The bridge cannot open the key that was given: type it again.').waitFor();

    // Somebody else removes it meanwhile: it is not put back unseen.
    await dialog.getByLabel('Name', { exact: true }).fill('Gate');
    const { etag } = await api.getBridgeTerminals.answer({ params });
    await api.setBridgeTerminals({ params, body: { terminals: [] }, ifMatch: etag ?? '' });
    console.expectTrouble(/412/);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Somebody else has removed it from the list, or changed its address').waitFor();
    expect(await axe(page)).toEqual([]);
    expect((await api.getBridgeTerminals({ params })).terminals).toEqual([]);
  },
);
