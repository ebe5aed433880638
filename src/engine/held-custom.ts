import type { Demand, DemandKind } from '../config/own-files/requirement.ts';
import type { CustomFacts } from '../probes/custom/facts.ts';

const code = 'not collected';

/** What was found for these demands; what nobody looked for is told so, demand by demand. */
export function heldCustom(
  { versions, sysctls, modules, files }: CustomFacts,
  demands: readonly Demand[],
): CustomFacts {
  const of = <K extends DemandKind>(kind: K) =>
    demands.filter((demand): demand is Extract<Demand, { kind: K }> => demand.kind === kind);
  return {
    versions: {
      ...Object.fromEntries(of('tool').map(({ tool }) => [tool, { command: tool, detail: code }])),
      ...versions,
    },
    sysctls: { ...Object.fromEntries(of('sysctl').map(({ key }) => [key, { code }])), ...sysctls },
    modules: {
      ...Object.fromEntries(
        of('module').map(({ module }) => [module, { module, state: 'unknown' as const, source: code }]),
      ),
      ...modules,
    },
    files: {
      ...Object.fromEntries(
        of('file').map(({ path }) => [path, { kind: 'unknown' as const, code, holds: {} }]),
      ),
      ...files,
    },
  };
}
