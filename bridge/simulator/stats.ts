/** Counts what clients asked of a simulated terminal and what it did, destructive commands included. @module */

/** What a simulated terminal was asked and what it did. */
export interface SimulatorStats {
  connections: number;
  /** Connections that are open now. */
  openConnections: number;
  /** How often each command number arrived. */
  commandsSeen: Map<number, number>;
  /** Commands that erase or change something, in order of arrival. Anything here is a defect of the client. */
  destructiveCommands: number[];
  eventsSent: number;
  eventsAcknowledged: number;
  /** Communication keys refused. */
  wrongKeys: number;
  /** Datagrams that were lost on purpose, in either direction. */
  datagramsLost: number;
  /** User records that were written. */
  usersWritten: number;
  /** Times to which the clock was set, in order. */
  clockSetTo: string[];
  /** Whether a client has left the keypad disabled. */
  disabled: boolean;
}

/** Statistics of a simulator that no client has connected to. */
export function emptyStats(): SimulatorStats {
  return {
    connections: 0,
    openConnections: 0,
    commandsSeen: new Map(),
    destructiveCommands: [],
    eventsSent: 0,
    eventsAcknowledged: 0,
    wrongKeys: 0,
    datagramsLost: 0,
    usersWritten: 0,
    clockSetTo: [],
    disabled: false,
  };
}
