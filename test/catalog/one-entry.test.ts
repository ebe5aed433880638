import { describe, expect, it } from 'vitest';
import { catalog } from '../../src/catalog/requirements/catalog.ts';
import type { NodeRequirement } from '../../src/catalog/requirements/requirement.ts';
import { toolRequirements } from '../../src/catalog/requirements/tools.ts';
import { fileExistingCheck, fileExistingWith } from '../../src/checks/file-existing.ts';
import { nodeDemands, proxyDemands } from '../../src/checks/host-tools/demands-of.ts';
import { checks } from '../../src/checks/registry.ts';
import { explain, knowledgeOf } from '../../src/engine/explain.ts';
import { modeLists, requirementParts } from '../../src/engine/pages.ts';
import { requirementDiff } from '../../src/engine/requirement-diff.ts';
import { requirementList } from '../../src/engine/requirement-list.ts';
import { surveyOf } from '../../src/engine/survey.ts';
import { requirementsPage } from '../../src/report/requirements-page.ts';
import { absent, factsOf, iptablesNames } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import { findingsOf, inputOf } from '../check-cases.ts';

/** A requirement as somebody would add it: one entry, with nothing else changed. */
const added: NodeRequirement = {
  id: 'kubelet.fusermount3',
  kind: 'tool',
  name: 'fusermount3',
  need: '',
  component: 'kubelet',
  from: '1.36',
  neededBy: ['kubelet: image volumes'],
  purpose: 'the kubelet mounts image volumes with it',
  without: 'Pods with image volumes stay in ContainerCreating',
  severity: 'required',
  source: 'kubernetes#1',
  check: 'FileExisting-fusermount3',
};

describe('one new entry', () => {
  const check = fileExistingWith([...toolRequirements, added]);
  const entries = [...catalog, added];
  const facts = factsOf({ with: [absent('fusermount3')] });

  it('is demanded by the check, and by its name', () => {
    const found = findingsOf(check, {
      plan: planOf({ mode: 'nftables' }),
      facts,
    });
    const finding = found.find((one) => one.check === 'FileExisting-fusermount3');
    expect(finding).toMatchObject({
      code: 'tool.absent',
      verdict: 'fail',
      need: added.purpose,
      neededBy: added.neededBy,
    });
    expect(check.names()).toContain('FileExisting-fusermount3');
    expect(fileExistingCheck.names()).not.toContain('FileExisting-fusermount3');
  });

  it('is not demanded of an older release', () => {
    const plan = planOf({ mode: 'nftables', version: 'v1.35.3' });
    const found = findingsOf(check, { plan, facts });
    expect(found.map((one) => one.check)).not.toContain('FileExisting-fusermount3');
  });

  it('stands in the documentation, with its packages', () => {
    const page = requirementsPage(requirementParts(entries), modeLists(entries));
    expect(page).toMatch(/\| `fusermount3` \|.*the kubelet mounts image volumes with it/u);
    expect(page).toMatch(/apt-get install .*fusermount3/u);
  });

  it('is listed by requirements, from its release on, with what installs it', () => {
    const asked = {
      mode: 'nftables',
      place: 'pod',
      release: 'v1.36.2',
      families: ['ipv4'],
      cnis: [],
      components: [],
    } as const;
    const list = requirementList(asked, entries);
    expect(list.requirements).toContainEqual(
      expect.objectContaining({
        id: added.id,
        name: 'fusermount3',
        purpose: added.purpose,
        check: added.check,
      }),
    );
    expect(list.install.map(({ command }) => command).join('\n')).toMatch(/apt-get install .*fusermount3/u);
    const diff = requirementDiff({ ...asked, release: 'v1.35.3' }, asked, entries);
    expect(diff.added.map(({ id }) => id)).toContain(added.id);
    const older = requirementList({ ...asked, release: 'v1.35.3' }, entries);
    expect(older.requirements.map(({ id }) => id)).not.toContain(added.id);
  });

  it('is explained', () => {
    const knowledge = knowledgeOf([...checks.filter(({ name }) => name !== check.name), check], entries);
    for (const word of ['fusermount3', 'FileExisting-fusermount3']) {
      expect(explain(word, knowledge)).toMatchObject({
        kind: 'tool',
        name: 'fusermount3',
        what: [added.purpose],
        sources: [added.source],
      });
    }
    expect(explain('fusermount3', knowledgeOf(checks))).toBeUndefined();
  });
});

describe('the tools of the catalogue', () => {
  it.each(['iptables', 'nftables', 'ipvs'] as const)(
    'are all looked for, and fail the check where they are missing: %s',
    (mode) => {
      const plan = planOf({ mode, ip: ['ipv4', 'ipv6'] });
      const { stance } = inputOf({ plan });
      const demands = [
        ...proxyDemands(toolRequirements, plan, stance, mode),
        ...nodeDemands(toolRequirements, plan),
      ];
      const own = toolRequirements.filter(
        ({ component, demandedBy, modes, place }) =>
          demandedBy === undefined &&
          (component !== 'kube-proxy' || (modes?.includes(mode) && place === 'pod')),
      );
      expect(demands.map(({ name }) => name).toSorted()).toEqual(own.map(({ name }) => name).toSorted());
      const survey = surveyOf(plan, stance);
      const looked = new Set([...survey.tools, ...iptablesNames, 'nft', 'ipset']);
      expect(demands.filter(({ name }) => !looked.has(name))).toEqual([]);
      const nothing = factsOf({ without: demands.map(({ name }) => name) });
      const found = findingsOf(fileExistingCheck, { plan, facts: nothing });
      const told: readonly string[] = found
        .filter(({ verdict }) => verdict === 'fail')
        .flatMap(({ args }) => [String(args['tool']), ...(Array.isArray(args['also']) ? args['also'] : [])]);
      expect(told.toSorted()).toEqual(own.map(({ name }) => name).toSorted());
    },
  );
});
