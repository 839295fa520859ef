/** Writes the property lists by which launchd keeps a bridge at work and looks for its releases. @module */

import { macFolder, macLogFile, macUpdateLogFile } from './mac.ts';
import { serviceName } from './unit.ts';
import { updaterName } from './update-units.ts';
import { xmlText } from './xml-text.ts';

/** Fits the ten seconds within which a bridge stops. */
export const stopMilliseconds = 15_000;
const updateSeconds = 3600;

/** What launchd is told of a bridge. */
export interface Daemon {
  /** The command that starts this program. */
  command: readonly string[];
  /** Absolute path of the configuration. */
  configFile: string;
  /** The account as which it works. */
  account: string;
}

const text = (value: string): string => `<string>${xmlText(value)}</string>`;

function plist(label: string, args: readonly string[], further: Readonly<Record<string, string>>): string {
  const lines = Object.entries(further).map(([key, value]) => `  <key>${key}</key>\n  ${value}`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  ${text(label)}
  <key>ProgramArguments</key>
  <array>
${args.map((arg) => `    ${text(arg)}`).join('\n')}
  </array>
${lines.join('\n')}
</dict>
</plist>
`;
}

/**
 * The property list of a bridge: it starts with the machine, and again however it has ended, ten seconds after its last start
 * at the earliest, which is launchd's own pace.
 */
export function daemonPlist({ command, configFile, account }: Daemon): string {
  return plist(serviceName, [...command, 'run', '--config', configFile, '--log-file', macLogFile], {
    UserName: text(account),
    WorkingDirectory: text(macFolder),
    RunAtLoad: '<true/>',
    KeepAlive: '<true/>',
    ExitTimeOut: `<integer>${stopMilliseconds / 1_000}</integer>`,
    ProcessType: text('Background'),
  });
}

/**
 * The property list of what looks for a release every hour, for the first time an hour after the start of the machine. Unlike
 * the bridge it works as root, because it replaces the bridge's program; it listens to nobody, and takes what is signed with the
 * key that the bridge knows.
 */
export function updaterPlist({ command, configFile }: Pick<Daemon, 'command' | 'configFile'>): string {
  return plist(updaterName, [...command, 'update', '--scheduled', '--config', configFile], {
    WorkingDirectory: text('/'),
    StartInterval: `<integer>${updateSeconds}</integer>`,
    // In decimal, as launchd wants it: what it writes is root's alone.
    Umask: `<integer>${0o077}</integer>`,
    // What it has done is reported by the bridge; of what it says every hour only complaints are kept.
    StandardErrorPath: text(macUpdateLogFile),
    ProcessType: text('Background'),
  });
}
