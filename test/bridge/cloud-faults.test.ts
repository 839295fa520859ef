import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { connectionSentence } from '#bridge/cloud/connection-failure.ts';
import { openExchange } from '#bridge/cloud/http-exchange.ts';
import { serviceUnit } from '#bridge/service/index.ts';
import { aFolder, cli } from './command-line.ts';
import { aSite } from './site.ts';

afterEach(() => vi.unstubAllEnvs());

const request = () => {
  const signal = AbortSignal.timeout(20_000);
  return { method: 'GET', target: '/', headers: {}, body: new Uint8Array(0), signal };
};

async function failureOf(url: string, ca?: string): Promise<string> {
  const exchange = openExchange(new URL(url), 1, ca);
  onTestFinished(() => exchange.close());
  return exchange.exchange(request()).then(
    ({ status }) => `answered ${status}`,
    (error: unknown) => String(error),
  );
}

/** Makes a certificate that is signed by itself. @returns key and certificate in PEM */
function aCertificate(name: string, ...more: string[]): { key: string; cert: string } {
  const folder = aFolder();
  const file = (part: string) => join(folder, part);
  const subject = [
    '-subj',
    `/CN=${name}`,
    '-addext',
    `subjectAltName=${name.includes('.0.') ? 'IP' : 'DNS'}:${name}`,
  ];
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const out = ['-keyout', file('key.pem'), '-out', file('cert.pem')];
  execFileSync('openssl', ['req', '-x509', ...made, ...subject, ...out, ...more], { stdio: 'ignore' });
  const read = (part: string) => execFileSync('cat', [file(part)], { encoding: 'utf8' });
  return { key: read('key.pem'), cert: read('cert.pem') };
}

async function aServer(certificate: { key: string; cert: string }): Promise<string> {
  const server = createServer(certificate, (_, response) => response.end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  const bound = server.address();
  return `https://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`;
}

const hasOpenssl = existsSync('/usr/bin/openssl');

describe('what keeps the bridge from the cloud is said with the address and what to check', () => {
  test('a port where nothing listens', async () => {
    const said = await failureOf('https://127.0.0.1:1');
    expect(said).toContain('The cloud cannot be reached: https://127.0.0.1:1: nothing listens there.');
    expect(said).toContain('Check the address and its port');
  });

  test('a name that nobody knows', async () => {
    const said = await failureOf('https://no-such-host.invalid');
    expect(said).toMatch(
      /https:\/\/no-such-host\.invalid: no DNS server (knows the name|answers)\. Check .*DNS/,
    );
  });

  test('a server without TLS', async () => {
    const server = createTcpServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const bound = server.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    expect(await failureOf(`https://127.0.0.1:${port}`)).toContain('does not speak TLS. Check the address');
  });

  test.skipIf(!hasOpenssl)('a certificate of an unknown authority, which caFile makes known', async () => {
    const certificate = aCertificate('127.0.0.1');
    const url = await aServer(certificate);
    const said = await failureOf(url);
    expect(said).toContain(`${url}: its certificate is signed by itself.`);
    expect(said).toContain('name it as "caFile" in the configuration');
    expect(await failureOf(url, certificate.cert)).toBe('answered 200');
  });

  test.skipIf(!hasOpenssl)('a certificate for another name', async () => {
    const certificate = aCertificate('other.example');
    const said = await failureOf(await aServer(certificate), certificate.cert);
    expect(said).toContain('its certificate is for another name. Check "cloud"');
  });

  test.skipIf(!hasOpenssl)('a certificate that has expired', async () => {
    const before = ['-not_before', '20200101000000Z', '-not_after', '20200102000000Z'];
    let certificate: { key: string; cert: string } | undefined;
    try {
      certificate = aCertificate('127.0.0.1', ...before);
    } catch {
      // Older openssl cannot make one; the sentence is tested all the same.
    }
    const said =
      certificate === undefined
        ? connectionSentence(
            { code: 'CERT_HAS_EXPIRED' },
            { origin: new URL('https://a.example'), proxy: undefined },
          )
        : await failureOf(await aServer(certificate), certificate.cert);
    expect(said).toContain("its certificate has expired. Check this machine's clock.");
  });

  test.each(['http://127.0.0.1:1', '127.0.0.1:1', 'localhost:1'])(
    'a proxy that is not there: %s',
    async (proxy) => {
      vi.stubEnv('HTTPS_PROXY', proxy);
      vi.stubEnv('NO_PROXY', '');
      expect(await failureOf('https://rollcall.example')).toContain(
        `on the way to https://rollcall.example, the proxy ${proxy.replace('http://', '')} of HTTPS_PROXY: nothing listens there.`,
      );
    },
  );

  test.each(['socks5://127.0.0.1:1', 'http://', 'a proxy'])(
    'a proxy that cannot be one: %s',
    async (proxy) => {
      vi.stubEnv('HTTPS_PROXY', proxy);
      expect(await failureOf('https://rollcall.example')).toContain('write http://HOST:PORT');
    },
  );

  test('a proxy that refuses', async () => {
    vi.stubEnv('NO_PROXY', '');
    const server = createTcpServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const bound = server.address();
    const proxy = `127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`;
    vi.stubEnv('HTTPS_PROXY', `http://someone:secret@${proxy}`);
    const said = await failureOf('https://rollcall.example');
    expect(said).toContain(
      `the proxy ${proxy} does not connect to https://rollcall.example (it answered 407).`,
    );
    expect(said).toContain('It asks for a user');
    expect(said).not.toContain('secret');
  });
});

test.each(['', 'no key at all', 'missing'])(
  'a damaged key file (%j) is said without a stack',
  async (content) => {
    const { config } = await aSite([]);
    const key = join(
      config.stateDir,
      readdirSync(config.stateDir).find((name) => name.endsWith('.pem')) ?? '',
    );
    if (content === 'missing') rmSync(key);
    else writeFileSync(key, content);
    const file = join(aFolder(), 'bridge.yaml');
    writeFileSync(file, JSON.stringify({ cloud: config.cloud, stateDir: config.stateDir }));
    const { code, stderr } = await cli('run', '--config', file);
    expect(code).toBe(6);
    expect(stderr).toContain(`The key of this bridge, ${key}, cannot be used`);
    expect(stderr).toContain('enrol this bridge again');
    expect(stderr).not.toMatch(/\n\s+at /);
  },
);

test('a caFile that is not there, or no certificate, is refused with its name', async () => {
  const folder = aFolder();
  const file = join(folder, 'bridge.yaml');
  writeFileSync(file, 'cloud: https://a.example\nstateDir: s\ncaFile: ca.pem\n');
  const said = async () => (await cli('status', '--config', file)).stderr;
  expect(await said()).toContain(`caFile: ${join(folder, 'ca.pem')} cannot be read`);
  writeFileSync(join(folder, 'ca.pem'), 'something else');
  chmodSync(join(folder, 'ca.pem'), 0o644);
  expect(await said()).toContain('has no certificate in PEM');
});

test('the unit reads an environment file, and hands a certificate over that lies beside the configuration', () => {
  const options = { command: ['/usr/local/bin/rollcall-bridge'], configFile: '/etc/rollcall/bridge.yaml' };
  expect(serviceUnit(options)).toContain('\nEnvironmentFile=-/etc/rollcall/bridge.env\n');
  expect(serviceUnit({ ...options, caFile: '/etc/rollcall/ca.pem' })).toContain(
    '\nLoadCredential=ca.pem:/etc/rollcall/ca.pem\n',
  );
  expect(serviceUnit({ ...options, caFile: '/etc/ssl/ca.pem' })).not.toContain('ca.pem');
});
