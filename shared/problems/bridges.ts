/** Problems of bridges: their signed requests, and their enrolment. @module */

import { problem } from './problem.ts';

/** The rows of these codes. */
export const bridgeProblems = {
  'bridge.signature': problem<{ reason: string }>({
    status: 401,
    says: ({ reason }) => `The request's signature was refused: ${reason}.`,
    todo: null,
  }),
  'bridge.clock-skewed': problem<{ skewSeconds: number; serverTime: string }>({
    status: 401,
    says: ({ skewSeconds, serverTime }) =>
      `The bridge's clock is ${skewSeconds} s off; the server's time is ${serverTime}.`,
    todo: "Sign with the server's time.",
  }),
  'bridge.replayed': problem<{ nonce: string }>({
    status: 401,
    says: () => 'This signed request was received before.',
    todo: 'Sign again with a new nonce.',
  }),
  'bridge.revoked': problem<{ bridgeId: string }>({
    status: 401,
    says: ({ bridgeId }) => `Bridge ${bridgeId} has been revoked.`,
    todo: 'Enrol it again with a new token.',
  }),
  'bridge.unknown': problem<{ bridgeId: string }>({
    status: 401,
    says: ({ bridgeId }) => `Bridge ${bridgeId} is not known here.`,
    todo: 'Enrol it with a token of this deployment.',
  }),
  'bridge.not-found': problem<{ bridgeId: string }>({
    status: 404,
    says: ({ bridgeId }) => `There is no enrolled bridge "${bridgeId}".`,
    todo: null,
  }),
  'bridge.no-sealing-key': problem<{ bridgeId: string }>({
    status: 409,
    says: ({ bridgeId }) =>
      `Bridge ${bridgeId} has reported no key to which communication keys can be sealed, and nothing else keeps them.`,
    todo: 'Bring it up to date and let it report once; or write the key into its configuration file.',
  }),
  'diagnosis.unknown': problem<{ diagnosisId: string }>({
    status: 404,
    says: ({ diagnosisId }) =>
      `No diagnosis "${diagnosisId}" of this bridge is known, or it is not waited for any longer.`,
    todo: 'A diagnosis is waited for for a day, and kept for 14 days.',
  }),
  'enrolment-token.unknown': problem<{ tokenId: string }>({
    status: 404,
    says: ({ tokenId }) => `There is no enrolment token "${tokenId}".`,
    todo: 'A token is kept for a week after it expires.',
  }),
  'enrolment.refused': problem<{ reason: 'unknown' | 'expired' | 'used' | 'revoked' | 'proof' }>({
    status: 401,
    says: ({ reason }) => {
      const why = {
        unknown: 'the token is not known',
        expired: 'the token has expired',
        used: 'the token has been used',
        revoked: 'the token has been revoked',
        proof: 'the proof does not belong to the public key and the token',
      }[reason];
      return `Enrolment refused: ${why}.`;
    },
    todo: 'Ask an administrator for a new token (POST /v1/bridges/enrolment-tokens).',
  }),
};
