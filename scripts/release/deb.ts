/** Makes a Debian package of the bridge: an `ar` archive of two tar archives, as deb(5) says. @module */

import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type TarEntry, tarOf } from './tar.ts';

/** What a package is made of. */
export interface DebOptions {
  /** Of the bridge, such as `1.2.3-rc.1`. */
  version: string;
  /** Debian's word for the processor. */
  architecture: 'amd64' | 'arm64';
  executable: Buffer;
  /** Files of its documentation, by name. */
  documents: Readonly<Record<string, Uint8Array>>;
  /** Time of all its files, in seconds since 1970 (UTC). */
  seconds: number;
}

/** A version as Debian orders them: what comes before a release has a tilde. */
export const debVersion = (version: string): string => version.replace('-', '~');

// `setup` writes the unit, because that depends on the configuration; its user exists only while it runs (DynamicUser).
const postinst = `#!/bin/sh
set -e
if [ "$1" = configure ]; then
  if [ -d "$DPKG_ROOT/run/systemd/system" ]; then
    # The service, where it is set up, goes on with the new program.
    systemctl try-restart rollcall-bridge.service || true
  fi
  if [ -z "$2" ]; then
    echo "Next: rollcall-bridge setup --cloud https://YOUR-API-ADDRESS --token TOKEN"
  fi
fi
`;

const prerm = `#!/bin/sh
set -e
if [ "$1" = remove ]; then
  if [ -d "$DPKG_ROOT/run/systemd/system" ]; then
    "$DPKG_ROOT/usr/bin/rollcall-bridge" service uninstall || true
  fi
  for unit in rollcall-bridge.service rollcall-bridge-update.service rollcall-bridge-update.timer; do
    rm -f "$DPKG_ROOT/etc/systemd/system/$unit"
  done
  rm -f "$DPKG_ROOT/etc/systemd/system/timers.target.wants/rollcall-bridge-update.timer"
fi
`;

const postrm = `#!/bin/sh
set -e
if [ "$1" = purge ]; then
  rm -rf "$DPKG_ROOT/etc/rollcall" "$DPKG_ROOT/var/lib/rollcall-bridge" "$DPKG_ROOT/var/lib/private/rollcall-bridge"
fi
`;

function controlOf({ version, architecture }: DebOptions, installedKibibytes: number): string {
  return `Package: rollcall-bridge
Version: ${debVersion(version)}
Architecture: ${architecture}
Maintainer: The Rollcall project
Installed-Size: ${installedKibibytes}
Depends: libc6 (>= 2.28), libstdc++6 (>= 8), libgcc-s1 | libgcc1
Section: net
Priority: optional
Description: bridge between attendance terminals and the Rollcall cloud
 Reads the attendance terminals of a site and carries their punches to the cloud.
 Nothing runs before "rollcall-bridge setup" has been given.
`;
}

function arMember(name: string, content: Buffer, seconds: number): Buffer[] {
  const header =
    name.padEnd(16) +
    String(seconds).padEnd(12) +
    '0'.padEnd(6) +
    '0'.padEnd(6) +
    '100644'.padEnd(8) +
    String(content.byteLength).padEnd(10);
  return [Buffer.from(`${header}\`\n`, 'latin1'), content, Buffer.alloc(content.byteLength % 2, '\n')];
}

/** A Debian package of the bridge. */
export function debOf(options: DebOptions): Buffer {
  const { executable, documents, seconds } = options;
  const files: TarEntry[] = [
    { path: 'usr/bin/rollcall-bridge', content: executable, mode: 0o755 },
    ...Object.entries(documents).map(([name, content]) => ({
      path: `usr/share/doc/rollcall-bridge/${name}`,
      content,
      mode: 0o644,
    })),
  ];
  const folders = ['', 'usr/', 'usr/bin/', 'usr/share/', 'usr/share/doc/', 'usr/share/doc/rollcall-bridge/'];
  const data = [...folders.map((path): TarEntry => ({ path, mode: 0o755 })), ...files];
  const bytes = files.reduce((total, { content }) => total + (content?.byteLength ?? 0), 0);
  const sums = files.map(
    ({ path, content = new Uint8Array() }) => `${createHash('md5').update(content).digest('hex')}  ${path}\n`,
  );
  const text = (path: string, content: string, mode: number): TarEntry => ({
    path,
    content: Buffer.from(content),
    mode,
  });
  const control = [
    { path: '', mode: 0o755 },
    text('control', controlOf(options, Math.ceil(bytes / 1024)), 0o644),
    text('md5sums', sums.join(''), 0o644),
    text('postinst', postinst, 0o755),
    text('prerm', prerm, 0o755),
    text('postrm', postrm, 0o755),
  ];
  const packed = (entries: readonly TarEntry[]) =>
    gzipSync(
      tarOf(
        entries.map((entry) => ({ ...entry, path: `./${entry.path}` })),
        seconds,
      ),
    );
  return Buffer.concat([
    Buffer.from('!<arch>\n'),
    ...arMember('debian-binary', Buffer.from('2.0\n'), seconds),
    ...arMember('control.tar.gz', packed(control), seconds),
    ...arMember('data.tar.gz', packed(data), seconds),
  ]);
}
