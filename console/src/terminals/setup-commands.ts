/** The one command that sets a bridge up, for each kind of computer. @module */

/** A computer on which a bridge can run. `checkout`: the one with the sources of Rollcall on it, as for trying it out. */
export type Computer = 'linux' | 'windows' | 'checkout';

/** All of them, the likeliest first. */
export const computers = ['linux', 'windows', 'checkout'] as const satisfies readonly Computer[];

/** How the program is called there. */
const programs: Readonly<Record<Computer, string>> = {
  linux: 'sudo rollcall-bridge',
  windows: '.\\rollcall-bridge.exe',
  checkout: 'npm run bridge --',
};

/** The command. @param cloud - address of the cloud @param token - the secret of an enrolment token */
export function setupCommand(computer: Computer, cloud: string, token: string): string {
  return `${programs[computer]} setup --cloud ${cloud} --token ${token}`;
}
