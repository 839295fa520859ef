/** Writes the text of the hardened systemd unit that runs the bridge. @module */

import { basename, dirname, join } from 'node:path';

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

/** Quotes an argument as systemd reads command lines; `%` and `$` would be expanded. */
export function quoted(text: string): string {
  const escaped = text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/%/g, '%%').replace(/\$/g, '$$$$');
  return /^[\w@%+=:,./-]+$/.test(escaped) ? escaped : `"${escaped}"`;
}

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
      ? `LoadCredential=${basename(caFile)}:${quoted(caFile)}\n`
      : '';
  return `[Unit]
Description=Rollcall bridge: carries the punches of attendance terminals to the cloud
Documentation=file:${quoted(dirname(configFile))}
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
Type=simple
ExecStart=${command.map(quoted).join(' ')} run --config %d/${credential}
LoadCredential=${credential}:${quoted(configFile)}
${ca}# HTTPS_PROXY, NO_PROXY and NODE_EXTRA_CA_CERTS; need not exist.
EnvironmentFile=-${join(folder, environmentFileName).replace(/%/g, '%%')}
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
