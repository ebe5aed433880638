import type { RequirementLine, RequirementList } from '../findings/requirement-list.ts';
import { installTable, noteList, requirementTables } from './requirements-markdown.ts';

export interface PagePart {
  readonly title: string;
  readonly lines: readonly RequirementLine[];
}

/**
 * The page of all requirements: by component, the proxy by mode, then packages and notes by mode.
 * @param modes one list for each mode of kube-proxy
 */
export function requirementsPage(
  parts: readonly PagePart[],
  modes: readonly { readonly title: string; readonly list: RequirementList }[],
): string {
  return [
    '# What a node needs\n',
    'Generated from the catalogue by `npm run docs`. For one mode, release or distribution:',
    '`kube-preflight requirements --mode nftables --distro rhel10`; for what changes:',
    '`kube-preflight requirements --diff v1.32..v1.37`.\n',
    ...parts.map(({ title, lines }) => `## ${title}\n\n${requirementTables(lines, 3)}`),
    ...modes.map(
      ({ title, list }) =>
        `## Packages and notes: ${title}\n\n${installTable(list.install)}\n${noteList(list.notes)}`,
    ),
  ].join('\n');
}
