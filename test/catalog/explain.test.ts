import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkGuides } from '../../src/catalog/check-guides/check-guides.ts';
import { executableNames, obsoleteTools } from '../../src/catalog/executables.ts';
import { catalog } from '../../src/catalog/requirements/catalog.ts';
import { checks } from '../../src/checks/registry.ts';
import { checkList, engineReasons, explain, knowledgeOf, meantBy } from '../../src/engine/explain.ts';
import { explainedChecks, modeLists, requirementParts } from '../../src/engine/pages.ts';
import type { Explanation } from '../../src/findings/explanation.ts';
import { checksPage } from '../../src/report/checks-page.ts';
import { requirementsPage } from '../../src/report/requirements-page.ts';

const knowledge = knowledgeOf(checks);

/** The texts of all source files, without tests. */
function sourcesBelow(...folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => readFileSync(`${folder}/${file}`, 'utf8')),
  );
}

const gaps = /undefined|\[object|NaN| {2}|!|^$/u;

function told(word: string): Explanation {
  const explanation = explain(word, knowledge);
  if (explanation === undefined) throw new Error(`nothing is told of ${word}`);
  return explanation;
}

const textsOf = ({ what, why, who, look, mend, reasons, sources }: Explanation): readonly string[] => [
  ...what,
  ...why,
  ...who,
  ...look,
  ...sources,
  ...[...mend, ...reasons.flatMap(({ remedies }) => remedies)].flatMap((remedy) => [
    remedy.what,
    ...remedy.now,
    ...remedy.verify,
  ]),
];

describe('the guides', () => {
  it('has one for each check, and none too many', () => {
    expect(Object.keys(checkGuides).toSorted()).toEqual(checks.map(({ name }) => name).toSorted());
  });
});

describe('explain', () => {
  it.each(checks)('$name: says what, why, who, how to look, with sources', (check) => {
    const explanation = told(check.name === 'Port' ? 'Port' : check.name);
    expect(explanation.kind).toBe('check');
    expect(explanation.reasons).toHaveLength(check.reasons.length);
    for (const part of ['what', 'why', 'who', 'look', 'sources'] as const)
      expect(explanation[part].length, part).toBeGreaterThan(0);
    expect(textsOf(explanation).filter((text) => gaps.test(text))).toEqual([]);
  });

  const codes = [...new Set(checks.flatMap(({ reasons }) => reasons.map(({ code }) => code)))];
  it.each([...codes, ...engineReasons.map(([, { code }]) => code)])('knows the reason %s', (code) => {
    const explanation = told(code.toUpperCase());
    expect(explanation).toMatchObject({ kind: 'reason', name: code });
    expect(explanation.what.length).toBeGreaterThan(0);
  });

  it('knows every code that a source file of checks and engine gives', () => {
    const written = sourcesBelow('src/checks', 'src/engine').flatMap((text) => [
      ...text.matchAll(/\bcode: '([a-z][\w-]*\.[\w.-]+)'/gu),
    ]);
    const given = [...new Set(written.map(([, code = '']) => code))];
    expect(given.length).toBeGreaterThan(300);
    expect(given.filter((code) => explain(code, knowledge)?.kind !== 'reason')).toEqual([]);
  });

  it('says of a crash that it is no fault of the host', () => {
    expect(told('check.crashed')).toMatchObject({ kind: 'reason', what: [engineReasons[0]?.[1].means] });
  });

  it('tells how to mend most reasons that are amiss', () => {
    const reasons = checks.flatMap(({ name }) => told(name).reasons);
    expect(reasons.filter(({ remedies }) => remedies.length > 0).length).toBeGreaterThan(250);
  });

  it.each(obsoleteTools.map(({ name }) => name))(
    '%s: why it is no longer demanded, and since when',
    (name) => {
      const tool = obsoleteTools.find((one) => one.name === name);
      for (const word of [name, `FileExisting-${name}`, `fileexisting-${name}`]) {
        const explanation = told(word);
        expect(explanation.kind).toBe('tool');
        expect(explanation.why.join(' ')).toContain(`since ${tool?.until ?? ''}: ${tool?.why ?? ''}`);
        expect(explanation.sources).toContain(tool?.source);
      }
    },
  );

  it.each([...executableNames, 'nft', 'ipset', 'ip6tables-restore'])('knows the tool %s', (name) => {
    expect(told(name)).toMatchObject({ kind: 'tool', name, look: [`command -v ${name}`] });
  });

  it('installs a tool that is needed by each package manager', () => {
    const commands = told('nft').mend.flatMap(({ now }) => now);
    for (const start of ['apt-get', 'dnf', 'zypper', 'apk', 'pacman'])
      expect(
        commands.some((command) => command.startsWith(start)),
        start,
      ).toBe(true);
  });

  it.each([
    ['ip_forward', 'net/ipv4/ip_forward'],
    ['net.ipv4.ip_forward', 'net/ipv4/ip_forward'],
    ['nft_numgen', 'nft_numgen'],
    ['br_netfilter', 'br_netfilter'],
    ['kubelet.cgroup-v2', 'cgroups'],
    ['CONFIG_NFT_FIB', 'config_nft_fib'],
  ])('knows what is required by a name of the kernel: %s', (word, name) => {
    expect(told(word)).toMatchObject({ kind: 'requirement', name });
  });

  it('narrows the requirements of a check to the name that is asked for', () => {
    expect(told('Port-6443').requirements.map(({ name }) => name)).toEqual(['6443/tcp']);
    expect(told('Port').requirements.length).toBeGreaterThan(5);
  });

  it.each(catalog.map(({ id }) => id))('finds %s by its id', (id) => {
    expect(explain(id, knowledge)).toBeDefined();
  });

  it.each([
    ['nsentr', 'nsenter'],
    ['ProxyKernal', 'ProxyKernel'],
    ['tool.abset', 'tool.absent'],
    ['FileExisting-iptable', 'FileExisting-iptables'],
    ['something else entirely', undefined],
  ])('%s: did you mean %s', (word, near) => {
    expect(explain(word, knowledge)).toBeUndefined();
    expect(meantBy(word, knowledge)).toBe(near);
  });
});

describe('checkList', () => {
  it('tells which names are of kubeadm', () => {
    const kubeadms = checkList(knowledge).checks.filter((one) => one.kubeadms);
    const names = kubeadms.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['NumCPU', 'Port', 'FileExisting', 'CreateJob']));
    expect(names).not.toContain('ProxyKernel');
    expect(names).not.toContain('Custom');
  });
});

describe('the generated pages', () => {
  it('have a section for each check, and a row for each reason', () => {
    const page = checksPage(explainedChecks(checks));
    for (const { name, reasons } of checks) {
      expect(page).toContain(`\n### ${name}\n`);
      for (const { code } of reasons) expect(page).toContain(`\n| \`${code}\` |`);
    }
  });

  it('have a row for each requirement', () => {
    const page = requirementsPage(requirementParts(), modeLists());
    for (const { name } of catalog) expect(page).toContain(`\n| \`${name}\` |`);
    expect(page).toContain('kubernetes/release#4434');
  });

  it('have tables whose rows have as many cells as their heads', () => {
    for (const page of [
      checksPage(explainedChecks(checks)),
      requirementsPage(requirementParts(), modeLists()),
    ]) {
      for (const table of page.split(/\n\n+/u).filter((block) => block.startsWith('| '))) {
        const counts = table
          .trim()
          .split('\n')
          .map((line) => line.replaceAll(/\\[\\|]/gu, '').split('|').length);
        expect(new Set(counts).size, table.slice(0, 200)).toBe(1);
      }
    }
  });
});
