/** Writes the systemd units by which a bridge looks for releases, where its configuration wants that. @module */

import { dirname, join } from 'node:path';
import { commandLine, environmentFileName, restOfLine, serviceName } from './unit.ts';

/** Name of the service that takes releases, and of its timer. */
export const updaterName = `${serviceName}-update`;

/** The texts of both units. */
export interface UpdateUnits {
  service: string;
  timer: string;
}

/**
 * The units that look for a release every hour. Unlike the bridge they run as root, because they replace its program;
 * they listen to nobody, and take what is signed with the key that the bridge knows.
 */
export function updateUnits(command: readonly string[], configFile: string): UpdateUnits {
  const service = `[Unit]
Description=Rollcall bridge: takes signed releases
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart=${commandLine([...command, 'update', '--scheduled', '--config', configFile])}
EnvironmentFile=-${restOfLine(join(dirname(configFile), environmentFileName))}
UMask=0077
NoNewPrivileges=yes
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
RestrictSUIDSGID=yes
LockPersonality=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
`;
  const timer = `[Unit]
Description=Rollcall bridge: looks for signed releases every hour

[Timer]
OnBootSec=15min
OnUnitActiveSec=1h
# Sites do not all ask in the same minute.
RandomizedDelaySec=30min

[Install]
WantedBy=timers.target
`;
  return { service, timer };
}
