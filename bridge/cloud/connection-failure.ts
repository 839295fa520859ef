/** Says in a sentence why no connection to the cloud came about: which address, what failed, what to check. @module */

/** The way to the cloud. */
export interface WayToCloud {
  /** Scheme, host and port of the cloud. */
  origin: URL;
  /** The proxy of the environment; `undefined` without one. */
  proxy: URL | undefined;
}

/** What HTTPS_PROXY has to look like. */
export const unusableProxy =
  'HTTPS_PROXY is not the address of an HTTP proxy: write http://HOST:PORT, or take it away where there is none.';

/**
 * The proxy that the environment names for the cloud; `undefined` when there is none, `null` when what it names cannot be one.
 * A scheme may be missing, as other programs take it; Node's agents would then go past the proxy without a word.
 */
export function proxyOf(env: NodeJS.ProcessEnv): URL | undefined | null {
  const text = (env.https_proxy ?? env.HTTPS_PROXY ?? '').trim();
  if (text === '') return undefined;
  const url = text.includes('://') ? text : `http://${text}`;
  const proxy = URL.canParse(url) ? new URL(url) : null;
  return proxy && ['http:', 'https:'].includes(proxy.protocol) && proxy.hostname !== '' ? proxy : null;
}

const companyCa =
  'If a proxy of your network replaces certificates, ask for its CA certificate and name it as "caFile" in the configuration.';
const checkName = 'Check "cloud" in the configuration, and the DNS server of this machine.';
const checkClock = "Check this machine's clock.";

/** What failed, and what to check, by the codes of Node; `{at}` stands for the address that was tried. */
const sentences: Readonly<Record<string, { what: string; check: string }>> = {
  ENOTFOUND: { what: 'no DNS server knows the name', check: checkName },
  EAI_AGAIN: {
    what: 'no DNS server answers',
    check: 'Check the network of this machine and its DNS server.',
  },
  ECONNREFUSED: {
    what: 'nothing listens there',
    check: 'Check the address and its port, and whether the service there runs.',
  },
  ECONNRESET: {
    what: 'the connection was broken off',
    check: 'Check firewalls on the way; some break off what they do not allow.',
  },
  EPIPE: { what: 'the connection was broken off', check: 'Check firewalls on the way.' },
  ETIMEDOUT: { what: 'nothing answers', check: 'Check the firewall for port 443 outbound, and HTTPS_PROXY.' },
  EHOSTUNREACH: {
    what: 'there is no way to that address',
    check: 'Check network cable, router and firewall.',
  },
  ENETUNREACH: { what: 'this machine has no network', check: 'Check network cable, address and router.' },
  CERT_HAS_EXPIRED: {
    what: 'its certificate has expired',
    check: `${checkClock} If it is right, the certificate there must be renewed.`,
  },
  CERT_NOT_YET_VALID: { what: 'its certificate is not valid yet', check: checkClock },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    what: 'its certificate is for another name',
    check: `Check "cloud" in the configuration: the name there must be the one of the certificate. ${companyCa}`,
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { what: 'nobody known here has signed its certificate', check: companyCa },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
    what: 'nobody known here has signed its certificate',
    check: companyCa,
  },
  UNABLE_TO_GET_ISSUER_CERT: { what: 'nobody known here has signed its certificate', check: companyCa },
  SELF_SIGNED_CERT_IN_CHAIN: { what: 'nobody known here has signed its certificate', check: companyCa },
  DEPTH_ZERO_SELF_SIGNED_CERT: { what: 'its certificate is signed by itself', check: companyCa },
  EPROTO: {
    what: 'what answers there does not speak TLS',
    check: 'Check the address and its port: it must be the HTTPS port.',
  },
  ERR_SSL_WRONG_VERSION_NUMBER: {
    what: 'what answers there does not speak TLS',
    check: 'Check the address and its port: it must be the HTTPS port.',
  },
};

const checkProxy = 'Check HTTPS_PROXY, and ask whoever runs the proxy to allow this address.';

function textOf(error: unknown, name: string): string | undefined {
  if (typeof error !== 'object' || error === null || !(name in error)) return undefined;
  const value: unknown = Reflect.get(error, name);
  return value === undefined || value === null ? undefined : String(value);
}

/** Whether an error is one of the way to the proxy, and not of the way behind it. */
function isOfProxy(error: unknown, { origin, proxy }: WayToCloud): boolean {
  if (proxy === undefined) return false;
  const tried = textOf(error, 'hostname') ?? textOf(error, 'address');
  const port = textOf(error, 'port');
  if (tried === proxy.hostname && tried !== origin.hostname) return true;
  return port !== undefined && port === (proxy.port || '80') && port !== (origin.port || '443');
}

/** The first of several tries of one connection: an address may have several forms, and each has its failure. */
function firstOf(error: unknown): unknown {
  return error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
}

/** Why there was no connection, for people: the address, what failed, what to check, and the code in brackets. */
export function connectionSentence(failure: unknown, way: WayToCloud): string {
  const error = firstOf(failure);
  const code = textOf(error, 'code') ?? textOf(failure, 'code') ?? '';
  const message = error instanceof Error ? error.message : String(error);
  const cloud = way.origin.origin;
  const proxy = way.proxy === undefined ? undefined : way.proxy.host;
  if (code === 'ERR_PROXY_TUNNEL') {
    const status = /HTTP\/\d(?:\.\d)? (\d{3})/.exec(message)?.[1];
    const login = status === '407' ? ' It asks for a user: HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT.' : '';
    const said = status === undefined ? '' : ` (it answered ${status})`;
    return `the proxy ${proxy ?? ''} does not connect to ${cloud}${said}.${login} ${checkProxy} (${code})`;
  }
  const known = sentences[code];
  if (known === undefined) return `${cloud}: ${code === '' ? message : `${message} (${code})`}`;
  if (isOfProxy(error, way)) {
    return `on the way to ${cloud}, the proxy ${proxy} of HTTPS_PROXY: ${known.what}. ${checkProxy} (${code})`;
  }
  return `${cloud}: ${known.what}. ${known.check} (${code})`;
}
