/** Routes by which administrators ask a bridge for a diagnosis, and the one by which it answers. @module */

import * as z from 'zod';
import { DiagnosisBundle, mostDiagnosisBytes } from './diagnosis-bundle.ts';
import { AuthorName, BridgeId, DiagnosisId, InstantField, page, paging } from './fields.ts';
import { administrators, route } from './route.ts';

/** A diagnosis of a bridge, without what the bridge said. */
export const Diagnosis = z
  .looseObject({
    id: DiagnosisId,
    state: z.enum(['waiting', 'done', 'unanswered']).meta({
      description: '`unanswered`: the bridge has not sent it within 24 hours, and is not asked any longer',
    }),
    requestedAt: InstantField,
    requestedBy: z.string(),
    requestedByName: AuthorName,
    endsAt: InstantField.meta({ description: 'Until when the bridge is asked for it' }),
    receivedAt: InstantField.optional(),
    deletedAt: InstantField.meta({ description: 'When it is deleted' }),
  })
  .meta({ id: 'Diagnosis' });

const bridgeParams = z.strictObject({ bridgeId: BridgeId });

/** Routes of diagnoses, for administrators. */
export const diagnoses = {
  orderDiagnosis: route({
    method: 'POST',
    path: '/v1/bridges/{bridgeId}/diagnoses',
    service: 'api',
    principals: administrators,
    tag: 'bridges',
    summary:
      'Ask a bridge how it is, with the last lines of its log; while it is asked, that diagnosis is answered',
    params: bridgeParams,
    answer: { status: 202, body: Diagnosis },
    problems: ['bridge.not-found', 'request.key-reused'],
  }),
  listDiagnoses: route({
    method: 'GET',
    path: '/v1/bridges/{bridgeId}/diagnoses',
    service: 'api',
    principals: administrators,
    tag: 'bridges',
    summary: 'The diagnoses of a bridge within 14 days, the latest first',
    params: bridgeParams,
    query: z.strictObject({ ...paging }),
    answer: { status: 200, body: page(Diagnosis) },
    problems: ['bridge.not-found', 'request.cursor'],
  }),
  getDiagnosis: route({
    method: 'GET',
    path: '/v1/bridges/{bridgeId}/diagnoses/{diagnosisId}',
    service: 'api',
    principals: administrators,
    tag: 'bridges',
    summary: 'One diagnosis with what the bridge has sent',
    params: z.strictObject({ bridgeId: BridgeId, diagnosisId: DiagnosisId }),
    answer: {
      status: 200,
      body: Diagnosis.extend({
        bundle: DiagnosisBundle.optional().meta({ description: 'Present once it is done' }),
      }).meta({ id: 'DiagnosisDetails' }),
    },
    problems: ['diagnosis.unknown'],
  }),
};

/** The route by which a bridge sends a diagnosis. */
export const bridgeDiagnoses = {
  storeDiagnosis: route({
    method: 'POST',
    path: '/bridge/v1/diagnoses/{diagnosisId}',
    service: 'bridge',
    principals: ['bridge'],
    tag: 'bridge',
    summary: 'Send the diagnosis that a heartbeat was answered with; repeating it changes nothing',
    params: z.strictObject({ diagnosisId: DiagnosisId }),
    body: DiagnosisBundle,
    bodyLimitBytes: mostDiagnosisBytes,
    answer: { status: 204 },
    problems: ['diagnosis.unknown'],
  }),
};
