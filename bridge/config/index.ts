/**
 * The configuration file, the state folder, versions and data sizes as people write them.
 * Parsed once, here, with messages for the person who wrote the file.
 * Imports nothing of the bridge.
 * @module
 */

export { caOf } from './ca-file.ts';
export { addressOf, BridgeConfig, TerminalConfig } from './config-schema.ts';
export { type NewTerminal, newConfigText, withTerminals } from './extend-config.ts';
export { type Machine, thisMachine } from './machine.ts';
export { configOfListed, type ListedTerminal, mergeTerminals } from './merge-terminals.ts';
export { PushConfig, PushTerminalConfig } from './push-config.ts';
export { ConfigError, readConfig } from './read-config.ts';
export {
  assertPrivate,
  holdStateDir,
  isHeld,
  openStateDir,
  StateDirError,
  shareWithFolderOwner,
  touchPrivate,
} from './state-dir.ts';
export { bridgeVersion } from './version.ts';
export { ZoneName, zoneOfOffset } from './zone-name.ts';
