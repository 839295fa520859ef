/** Reads where a terminal is: a name or an address, with or without its port, and says what is wrong with others. @module */

/** Where a terminal is; the port only where the text has one. */
export interface TerminalHost {
  host: string;
  port?: number;
}

const hostName =
  /^(?=.{1,180}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i;

/** Takes `HOST:PORT` and `[IPV6]:PORT` apart. What has another form stays whole; {@link hostProblem} says what is wrong. */
export function takeApart(text: string): TerminalHost {
  const trimmed = text.trim();
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(trimmed);
  const plain = bracketed ?? /^([^:\s/]+):(\d+)$/.exec(trimmed);
  if (!plain) return { host: trimmed };
  const [, host = '', port] = plain;
  return port === undefined ? { host } : { host, port: Number(port) };
}

function isIPv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** Whether a text is an IPv6 address, which may name the network card by which it is reached (`fe80::1%eth0`). */
function isIPv6(text: string): boolean {
  const [address = '', ...cards] = text.split('%');
  if (!/^[\da-f:.]+$/i.test(address) || !address.includes(':')) return false;
  if (cards.length > 1 || !cards.every((card) => /^[\w.-]+$/.test(card))) return false;
  return URL.canParse(`http://[${address}]`);
}

/** Why a text is not the address of one terminal, and what to write; `undefined` when it is. */
export function hostProblem(host: string): string | undefined {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/\[?([^/:\]\s]*)/i.exec(host);
  if (scheme) return `is an address of a browser: write the host alone${quoted(scheme[1])}`;
  if (/\/\d{1,3}$/.test(host)) return 'is a network: write the address of one terminal';
  if (host.includes('/')) return `has a path: write the host alone${quoted(host.split('/')[0])}`;
  if (/[\s,;]/.test(host)) return 'must be one host name or IP address, without blanks or commas';
  if (host.includes('@'))
    return `must be a host name or an IP address, without a user: write ${host.split('@').at(-1)}`;
  if (isIPv6(host)) return undefined;
  if (host.includes(':'))
    return 'must be a host name or an IP address, or either with a port, such as 192.168.1.201:4370';
  if (/^[\d.]+$/.test(host)) return addressProblem(host);
  return hostName.test(host) ? undefined : 'must be a host name or an IP address';
}

function quoted(text: string | undefined): string {
  return text === undefined || text === '' ? '' : `, ${text}`;
}

function addressProblem(host: string): string | undefined {
  if (isIPv4(host)) {
    const first = Number(host.split('.')[0]);
    return first === 0 || first >= 224 ? 'is no address that a terminal can have' : undefined;
  }
  const parts = host.split('.');
  const isWhole = parts.length === 4 && parts.every((part) => part !== '' && Number(part) <= 255);
  if (isWhole)
    return `has leading zeros, which some programs read as octal: write ${parts.map(Number).join('.')}`;
  return 'is not an IP address: it has four numbers from 0 to 255, such as 192.168.1.201';
}
