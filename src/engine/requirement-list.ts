import { catalog, requirementsOf } from '../catalog/requirements/catalog.ts';
import { notesFor } from '../catalog/requirements/notes.ts';
import type { NodeRequirement, Situation } from '../catalog/requirements/requirement.ts';
import { installingOf, moduleInstallOf, type System, systems } from '../catalog/requirements/systems.ts';
import type { InstallLine, RequirementList, RequirementSubject } from '../findings/requirement-list.ts';
import { requirementLine } from './requirement-line.ts';

export interface Asked extends Situation {
  /** [] = all. */
  readonly components: readonly string[];
  /** Absent: every system that is known. */
  readonly system?: System;
}

/** What a node of this kind needs, who needs it, and what installs it. */
export function requirementList(
  asked: Asked,
  entries: readonly NodeRequirement[] = catalog,
): RequirementList {
  const own = entriesOf(asked, entries);
  return {
    schema: 'kube-preflight/requirements/v1',
    subject: subjectOf(asked),
    requirements: own.map(requirementLine),
    install: installLines(own, asked.system === undefined ? systems : [asked.system]),
    notes: notesFor(asked),
  };
}

export function entriesOf(
  asked: Asked,
  entries: readonly NodeRequirement[] = catalog,
): readonly NodeRequirement[] {
  const { components } = asked;
  return requirementsOf(asked, entries).filter(
    ({ component }) => components.length === 0 || components.includes(component),
  );
}

export function subjectOf(asked: Asked): RequirementSubject {
  const { mode, place, release, families, cnis, components, system, role } = asked;
  return {
    kubernetes: release,
    mode,
    kubeProxy: place,
    families,
    cnis,
    components,
    system: system?.title ?? '',
    role: role ?? '',
  };
}

function installLines(own: readonly NodeRequirement[], of: readonly System[]): readonly InstallLine[] {
  const wanted = own.filter(({ kind, severity }) => kind === 'tool' && severity !== 'optional');
  const tools = [...new Set(wanted.map(({ name }) => name))];
  const wantsModules = own.some(({ modules = [] }) => modules.length > 0);
  return of.map((one) => {
    const { command, notes } = installingOf(tools, one);
    return { system: one.title, command, modules: wantsModules ? moduleInstallOf(one) : '', notes };
  });
}
