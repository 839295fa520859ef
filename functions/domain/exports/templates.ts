/** HR lists, saves and deletes templates of payroll files; presets are shown beside them and stay as they are. @module */

import {
  type ExportTemplate,
  type ExportTemplateSummary,
  largestTemplateBytes,
  mostTemplates,
} from '#shared/contract/export-templates.ts';
import { RollcallError } from '#shared/errors.ts';
import { isPresetName, type PayrollTemplate, presetNames, presetTemplate } from '#shared/payroll/index.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { nothingToEdit, requireVersion, staleEdit } from '../etag.ts';

const resourceOf = (id: string) => `The export template ${id}`;

function summaryOf({ id, origin, version, template }: ExportTemplate): ExportTemplateSummary {
  const files = template.files.map(({ name }) => name);
  return { id, origin, version, title: template.title, files, codes: template.codes.length };
}

/** The presets, then the organisation's own templates by id. */
export async function listTemplates({ stores }: Actor): Promise<ExportTemplateSummary[]> {
  const presets = presetNames.map((id) =>
    summaryOf({ id, origin: 'preset', template: presetTemplate(id), version: undefined }),
  );
  const own = await stores.exportTemplates.all();
  return [...presets, ...own.map((stored) => summaryOf({ ...stored, origin: 'own' }))];
}

/** A preset, or a template of the organisation. @throws RollcallError export-template.unknown */
export async function requireTemplate(
  { stores }: Pick<Actor, 'stores'>,
  id: string,
): Promise<ExportTemplate> {
  if (isPresetName(id)) return { id, origin: 'preset', template: presetTemplate(id), version: undefined };
  const { stored } = await stores.exportTemplates.find(id);
  if (!stored) throw new RollcallError('export-template.unknown', { templateId: id });
  return { ...stored, origin: 'own' };
}

function requireOwn(id: string): void {
  if (isPresetName(id)) throw new RollcallError('export-template.preset', { templateId: id });
}

function requireSize(template: PayrollTemplate): void {
  const bytes = Buffer.byteLength(JSON.stringify(template));
  if (bytes <= largestTemplateBytes) return;
  const message = `has ${bytes} bytes with everything that has a default, and may have ${largestTemplateBytes}: use fewer codes, columns or files`;
  throw new RollcallError('request.invalid', { issues: [{ in: 'body', path: '', message }] });
}

/**
 * Saves a template.
 * @param ifMatch - the ETag that was read; a new template has none
 * @throws RollcallError export-template.preset, export-template.too-many, request.stale, request.no-if-match, request.invalid
 */
export async function saveTemplate(
  actor: Actor,
  id: string,
  template: PayrollTemplate,
  ifMatch: string | undefined,
): Promise<ExportTemplate> {
  const store = actor.stores.exportTemplates;
  requireOwn(id);
  requireSize(template);
  const resource = resourceOf(id);
  const current = await store.find(id);
  if (current.stored) {
    if (ifMatch === undefined) throw new RollcallError('request.no-if-match', { resource });
    requireVersion(resource, ifMatch, current.version);
  } else {
    if (ifMatch !== undefined) throw nothingToEdit(resource);
    if ((await store.all()).length >= mostTemplates) {
      throw new RollcallError('export-template.too-many', { most: mostTemplates });
    }
  }
  const version = await store.save(id, template, current.version);
  if (version === null) throw staleEdit(resource, (await store.find(id)).version);
  await recordAudit(actor, 'export-template.saved', id, { version });
  return { id, origin: 'own', version, template };
}

/** Deletes a template of the organisation. @throws RollcallError export-template.unknown, export-template.preset, request.stale */
export async function deleteTemplate(actor: Actor, id: string, ifMatch: string | undefined): Promise<void> {
  const store = actor.stores.exportTemplates;
  requireOwn(id);
  const { stored, version } = await store.find(id);
  if (!stored) throw new RollcallError('export-template.unknown', { templateId: id });
  if (ifMatch !== undefined) requireVersion(resourceOf(id), ifMatch, version);
  if (!(await store.delete(id, version))) throw staleEdit(resourceOf(id), (await store.find(id)).version);
  await recordAudit(actor, 'export-template.deleted', id, { version });
}
