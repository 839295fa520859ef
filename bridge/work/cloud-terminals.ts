/**
 * The terminals that the cloud has this bridge read besides those of its configuration file: the list is fetched, kept, and put into
 * effect while the bridge runs (docs/decisions/0047-terminals-configured-from-the-cloud.md).
 * @module
 */

import type { BridgeApi, SealingKeyPair } from '#bridge/cloud/index.ts';
import {
  addressOf,
  type BridgeConfig,
  configOfListed,
  type ListedTerminal,
  mergeTerminals,
  type TerminalConfig,
} from '#bridge/config/index.ts';
import { type BridgeLog, reasonOf } from '#bridge/log/index.ts';
import { readTerminalList, writeTerminalList } from '#bridge/outbox/index.ts';
import type { TerminalRegistry } from '#bridge/terminals/pull/index.ts';
import type { BridgeId } from '#shared/contract/ids.ts';
import type { ListedReport, ListReport, TerminalList } from '#shared/contract/terminal-list.ts';

/** What the list works with. */
export interface CloudTerminalsOptions {
  config: BridgeConfig;
  bridgeId: BridgeId;
  sealingKey: SealingKeyPair;
  registry: TerminalRegistry;
  log: BridgeLog;
}

/** A terminal of the list, with what became of its communication key. */
interface OpenedTerminal extends ListedTerminal {
  config: TerminalConfig;
  isKeyUnreadable: boolean;
}

const noList: TerminalList = { version: 0, terminals: [] };

/** The list of terminals that the cloud keeps for this bridge. */
export class CloudTerminals {
  readonly #options: CloudTerminalsOptions;
  #version = 0;
  #terminals: readonly OpenedTerminal[] = [];
  #loading: Promise<void> | undefined;
  #settling: Promise<void> = Promise.resolve();
  #hasFailed = false;

  constructor(options: CloudTerminalsOptions) {
    this.#options = options;
  }

  /** Puts the list that was kept on disk into effect; once, however often it is called. */
  load(): Promise<void> {
    const { config, bridgeId } = this.#options;
    this.#loading ??= this.#use(readTerminalList(config.stateDir, bridgeId) ?? noList);
    return this.#loading;
  }

  /**
   * Fetches the list when it has another version than the one in use, keeps it and puts it into effect. What keeps it from that is
   * logged: the list in use goes on, and the next heartbeat tries again.
   * @param version - the one that the cloud has; `undefined` while it has no list
   * @returns whether there is something new to report
   */
  async follow(api: BridgeApi, version: number | undefined): Promise<boolean> {
    if (version === undefined || version === this.#version) return false;
    const { config, bridgeId, log } = this.#options;
    try {
      const list = await api.getTerminalList({});
      writeTerminalList(config.stateDir, bridgeId, list);
      await this.#use(list);
      this.#hasFailed = false;
      this.#announce();
      return true;
    } catch (error) {
      log({
        level: this.#hasFailed ? 'debug' : 'warn',
        event: 'terminals.not-listed',
        message: `The list of terminals could not be taken over from the cloud; the one before goes on. ${reasonOf(error)}`,
        facts: { version },
      });
      this.#hasFailed = true;
      return false;
    }
  }

  /** What the cloud is told of the list. */
  report(): ListReport {
    return {
      sealingKey: this.#options.sealingKey.publicKey,
      version: this.#version,
      terminals: this.#terminals.map((terminal) => this.#reportOf(terminal)),
    };
  }

  /** Waits until terminals that were changed or taken off are as they are to be. */
  async settled(): Promise<void> {
    await this.#settling;
  }

  #reportOf({ address, overriddenBy, config, isKeyUnreadable }: OpenedTerminal): ListedReport {
    if (overriddenBy !== undefined) return { address, overriddenBy };
    const { serial, state, fault } = this.#options.registry.standingOf(addressOf(config));
    return {
      address,
      state: state ?? 'untried',
      ...(serial === null ? {} : { serial }),
      ...(fault === null ? {} : { fault }),
      ...(isKeyUnreadable ? { keyUnreadable: true } : {}),
    };
  }

  async #use(list: TerminalList): Promise<void> {
    const { config, registry, log } = this.#options;
    const met = config.terminals.flatMap((terminal) => registry.standingOf(addressOf(terminal)).serial ?? []);
    this.#terminals = await Promise.all(
      mergeTerminals(config, list.terminals, met).map((listed) => this.#open(listed)),
    );
    this.#version = list.version;
    const counting = this.#terminals.filter(({ overriddenBy }) => overriddenBy === undefined);
    // Not waited for: a terminal that is being read is changed when that is over.
    this.#settling = registry
      .configure([...config.terminals, ...counting.map((terminal) => terminal.config)])
      .catch((error: unknown) => {
        log({ level: 'error', event: 'terminals.not-listed', message: reasonOf(error) });
      });
  }

  async #open(listed: ListedTerminal): Promise<OpenedTerminal> {
    const { sealingKey, bridgeId } = this.#options;
    const { settings, address } = listed;
    const { sealedCommKey } = settings;
    if (sealedCommKey === undefined)
      return { ...listed, config: configOfListed(settings, undefined), isKeyUnreadable: false };
    const content = await sealingKey.open(sealedCommKey);
    // A key that was given for another terminal is not shown to this one.
    const isOwn = content?.bridgeId === bridgeId && content.address === address;
    const commKey = isOwn ? Number(content.commKey) : undefined;
    return { ...listed, config: configOfListed(settings, commKey), isKeyUnreadable: !isOwn };
  }

  #announce(): void {
    const overridden = this.#terminals.filter(({ overriddenBy }) => overriddenBy !== undefined).length;
    const unreadable = this.#terminals.filter(({ isKeyUnreadable }) => isKeyUnreadable).length;
    const terminals = this.#terminals.length;
    const says = [
      `The cloud's list of terminals has version ${this.#version} and ${terminals} terminals.`,
      ...(overridden > 0
        ? [`In the place of ${overridden} of them, what the configuration file says counts.`]
        : []),
      ...(unreadable > 0
        ? [`The communication keys of ${unreadable} cannot be opened here: they must be entered again.`]
        : []),
    ];
    this.#options.log({
      level: unreadable > 0 ? 'warn' : 'info',
      event: 'terminals.listed',
      message: says.join(' '),
      facts: { version: this.#version, terminals, overridden, unreadable },
    });
  }
}
