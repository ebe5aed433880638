import type { ConfigIo } from './config-io.ts';
import type { Waiver } from './own-files/waiver.ts';
import type { Requirement } from './own-files/requirement.ts';
import type { OwnFiles } from './plan-request.ts';
import type { Problems } from './problems.ts';

export interface PlanOwnFiles {
  readonly waivers: readonly Waiver[];
  readonly requirements: readonly Requirement[];
}

/** The files that are this program's own. Without them nothing of the YAML library is loaded. */
export async function planOwnFiles(
  { waivers = [], requirements = [] }: OwnFiles,
  io: ConfigIo,
  problems: Problems,
): Promise<PlanOwnFiles> {
  if (waivers.length === 0 && requirements.length === 0) return { waivers: [], requirements: [] };
  const [{ readOwnFiles }, { readWaivers }, { readRequirements }] = await Promise.all([
    import('./own-files/read-own-files.ts'),
    import('./own-files/read-waivers.ts'),
    import('./own-files/read-requirements.ts'),
  ]);
  const [waiving, requiring] = [
    await readOwnFiles(waivers, 'Waivers', io, problems),
    await readOwnFiles(requirements, 'Requirements', io, problems),
  ];
  return {
    waivers: waiving.flatMap((document) => readWaivers(document, problems)),
    requirements: readRequirements(requiring, problems),
  };
}
