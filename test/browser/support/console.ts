/** Gives the tests of a file the console in a browser, on the real cloud with simulated terminals and sample data. @module */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { enrolSite } from '#bridge/cloud/index.ts';
import { BridgeConfig } from '#bridge/config/index.ts';
import { startTerminalSimulator, type TerminalSimulator } from '#bridge/simulator/index.ts';
import { startBridge } from '#bridge/work/index.ts';
import { readConsole } from '#infra/local/console/console-files.ts';
import { localPath, offerTerminals } from '#infra/local/offer-terminals.ts';
import { openApi } from '#infra/local/start/api-client.ts';
import { addSample, saveFirstSettings } from '#infra/local/start/set-up.ts';
import { startTerminals } from '#infra/local/start/terminals.ts';
import type { Role } from '#shared/contract/access.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import { quickTiming } from '#test/bridge/site.ts';
import { cloudTime, type Organisation, type TestCloud, useCloud } from '#test/support/cloud.ts';
import { until } from '#test/support/until.ts';
import { type TestBrowser, useBrowser, type View } from './browser.ts';
import { signIn } from './sign-in.ts';

/** A company with two simulated terminals, a bridge at work, and the plan and people of the sample. */
export interface Company extends Organisation {
  /** First date of the sample's punches. */
  from: LocalDate;
  terminals: readonly TerminalSimulator[];
  /** Takes the first terminal off the network. @returns puts it back, with the log that it had */
  takeAway(): Promise<() => Promise<void>>;
}

/** The console of a test file. */
export interface TestConsole extends TestBrowser {
  cloud: TestCloud;
  /** Sets up a company of its own. Two of its people are known to their terminal only, until a download creates them. */
  company(options?: CompanyOptions): Promise<Company>;
  /** Offers the sample's terminals to the first steps of an organisation, as `npm start -- --empty` does. */
  offerTerminals(organisation: Organisation, zone: string): void;
  /** Opens the console at a path as somebody of the organisation. */
  open(organisation: Organisation, path: string, as?: View & { role?: Role }): Promise<Page>;
  /** Opens the console at a path with an API key. */
  openWith(key: string, path: string, view?: View): Promise<Page>;
  /** Opens the console at a path as nobody. */
  openSignedOut(path: string, view?: View): Promise<Page>;
}

/** What a company is to have. */
export interface CompanyOptions {
  zone?: string;
  /** How many days of punches are on the terminals; default 14. */
  days?: number;
  /** Whether the logs have been downloaded and the sheets computed; default: not yet. */
  downloaded?: boolean;
}

/** What the cloud of a file of tests is to have. */
export interface ConsoleOptions {
  /**
   * Whether people sign in at the built-in issuer: those of the file's first organisation. The cloud's clock begins at the
   * present then, because browsers measure the life of cookies by the clock of the machine.
   */
  issuer?: boolean;
  /** Whether reports can be sent by e-mail: into a folder that ends with the file. */
  mails?: boolean;
}

/** Starts cloud and browser for a file of tests. */
export function useConsole({ issuer = false, mails = false }: ConsoleOptions = {}): TestConsole {
  const browser = useBrowser();
  if (issuer) beforeAll(() => cloudTime.set(new Date().toISOString()));
  const mailFolder = mails ? mkdtempSync(join(tmpdir(), 'rollcall-mails-')) : undefined;
  const cloud = useCloud({
    ...(mailFolder === undefined ? {} : { mailFolder }),
    console: () => readConsole(inject('consoleFolder')),
    ...(issuer ? { signIn: { builtIn: true, organisation: 'org1' } } : {}),
  });
  const ends: (() => unknown)[] = [];
  if (mailFolder !== undefined) ends.push(() => rmSync(mailFolder, { recursive: true }));
  afterAll(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  const at = (path: string) => new URL(path, cloud.url).href;
  return {
    ...browser,
    cloud,
    company: (options) => aCompany(cloud, options, (end) => ends.push(end)),
    offerTerminals(organisation, zone) {
      const begin = async () => {
        const from = addDays(cloudTime.today(), -14);
        await connectSample(cloud, organisation, { zone, from }, (end) => ends.push(end));
      };
      const offer = { cloudUrl: cloud.url, begin, log: () => {} };
      cloud.mount(localPath, offerTerminals(offer));
    },
    async open(organisation, path, { role = 'admin', ...view } = {}) {
      const page = await browser.page(view);
      await signIn(page, role === 'admin' ? organisation.key : await organisation.keyFor(role));
      await page.goto(at(path));
      return page;
    },
    async openWith(key, path, view) {
      const page = await browser.page(view);
      await signIn(page, key);
      await page.goto(at(path));
      return page;
    },
    async openSignedOut(path, view) {
      const page = await browser.page(view);
      await page.goto(at(path));
      return page;
    },
  };
}

async function aCompany(
  cloud: TestCloud,
  { zone = 'Europe/Berlin', days = 14, downloaded = false }: CompanyOptions = {},
  ends: (end: () => unknown) => void,
): Promise<Company> {
  const organisation = await cloud.organisation();
  const from = addDays(cloudTime.today(), -days);
  const api = openApi(cloud.url, organisation.key);
  await saveFirstSettings(api, zone);
  await addSample(api, from);
  const { terminals, commKey, running } = await connectSample(cloud, organisation, { zone, from }, ends);
  const serials = terminals.map(({ serial }) => serial);
  await until(async () => {
    const { items } = await organisation.api.listTerminals({});
    return serials.every((serial) =>
      items.some((known) => known.serial === serial && known.reported === 'online'),
    );
  });
  if (downloaded) {
    const { id } = await api.startDownload({
      body: { terminals: serials, createMissingUsers: true, mode: 'new' },
    });
    await until(async () => (await api.getDownload({ params: { downloadId: id } })).state === 'done');
    await cloud.settle();
  }
  const takeAway = async () => {
    const [terminal] = terminals;
    if (terminal === undefined) throw new Error('there is no terminal');
    const { serial, host, port, users } = terminal;
    const punches = [...terminal.records()];
    await terminal.close();
    running.delete(terminal);
    return async () => {
      const now = Math.floor(cloudTime.now() / 1_000);
      const zoneOffsetMinutes = Math.round((zoneNamed(zone).toWall(now) - now) / 60);
      const modes = [`comm-key:${commKey}`];
      running.add(
        await startTerminalSimulator({ serial, host, port, users, punches, modes, zoneOffsetMinutes }),
      );
    };
  };
  return { ...organisation, from, terminals, takeAway };
}

/** Starts the sample's terminals, and a bridge that reads them for an organisation. */
async function connectSample(
  cloud: TestCloud,
  organisation: Organisation,
  { zone, from }: { zone: string; from: LocalDate },
  ends: (end: () => unknown) => void,
) {
  const { terminals, commKey } = await startTerminals({ kind: 'sample', from }, zone);
  const running = new Set(terminals);
  ends(() => Promise.all([...running].map((terminal) => terminal.close())));
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-company-'));
  ends(() => rmSync(folder, { recursive: true }));
  const config = BridgeConfig.parse({
    cloud: cloud.url,
    name: 'Sample bridge',
    stateDir: join(folder, 'state'),
    terminals: terminals.map(({ host, port, serial }) => ({
      host,
      port,
      serial,
      zone,
      commKey,
      realtime: false,
    })),
    poll: { maxSeconds: 5 },
  });
  const { token } = await organisation.api.createEnrolmentToken({ body: {} });
  await enrolSite(config, token, cloudTime.now);
  const bridge = startBridge({ config, log: () => {}, timing: quickTiming, now: cloudTime.now });
  ends(() => bridge.stop());
  return { terminals, commKey, running };
}
