/** Writes the text of the hardened systemd unit that runs the bridge. @module */

import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Name of the service. */
export const serviceName = 'rollcall-bridge';
/** Where the service keeps its state; the configuration must say the same. */
export const serviceStateDir = `/var/lib/${serviceName}`;

/** Beside the configuration: the environment of the service, such as its proxy. */
export const environmentFileName = 'bridge.env';

/** What a unit is made for. */
export interface UnitOptions {
  /** The command that starts the bridge, such as the single executable, or Node and the program. Absolute paths. */
  command: readonly string[];
  /** Absolute path of the configuration. */
  configFile: string;
  /** Absolute path of the certificates that it names, if it does. */
  caFile?: string | undefined;
}

function quoted(escaped: string): string {
  return /^[\w@%+=:,./-]+$/.test(escaped) ? escaped : `"${escaped}"`;
}

/** A command line as systemd reads it: `%` would be expanded, and behind the program `$` as well. */
export function commandLine([program = '', ...args]: readonly string[]): string {
  const escaped = (text: string) => text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/%/g, '%%');
  return [quoted(escaped(program)), ...args.map((arg) => quoted(escaped(arg).replace(/\$/g, '$$$$')))].join(
    ' ',
  );
}

/** A path where systemd takes the rest of the line as it is: quotes would belong to it. */
export const restOfLine = (path: string): string => path.replace(/%/g, '%%');

/**
 * The systemd unit of a bridge. It runs as a user of its own that exists while it runs, sees nothing of the machine but
 * its state folder, and gets the configuration as a credential, so that a file with communication keys can stay root's.
 */
export function serviceUnit({ command, configFile, caFile }: UnitOptions): string {
  const credential = 'bridge.yaml';
  const folder = dirname(configFile);
  // Beside the configuration it is handed over with it, so that a relative name leads to it there, too.
  const ca =
    caFile !== undefined && dirname(caFile) === folder
      ? `LoadCredential=${restOfLine(basename(caFile))}:${restOfLine(caFile)}\n`
      : '';
  return `[Unit]
Description=Rollcall bridge: carries the punches of attendance terminals to the cloud
Documentation=${pathToFileURL(dirname(configFile)).href.replace(/%/g, '%%')}
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
Type=simple
ExecStart=${commandLine(command)} run --config %d/${credential}
LoadCredential=${credential}:${restOfLine(configFile)}
${ca}# HTTPS_PROXY, NO_PROXY and NODE_EXTRA_CA_CERTS; need not exist.
EnvironmentFile=-${restOfLine(join(folder, environmentFileName))}
Restart=always
RestartSec=5
# A wrong configuration and a missing enrolment do not mend themselves.
RestartPreventExitStatus=2 3
TimeoutStopSec=15

DynamicUser=yes
StateDirectory=${serviceName}
StateDirectoryMode=0700
UMask=0077
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
PrivateUsers=yes
ProtectHostname=yes
ProtectClock=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectProc=invisible
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
RemoveIPC=yes
CapabilityBoundingSet=
AmbientCapabilities=
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
`;
}
