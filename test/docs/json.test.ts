import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { realIt } from '../real.ts';
import { repository } from './markdown.ts';
import { type Ran, runCommands } from './session.ts';

const read = (path: string) => readFileSync(join(repository, path), 'utf8');

/** A command line that prints the document of this name. */
const printed: readonly (readonly [string, string])[] = [
  ['report', 'init --config kubeadm.yaml -v -o json'],
  ['report', 'join --config join.yaml -o json'],
  ['report', 'upgrade apply v1.37.0 -o json'],
  ['report', 'reset -o json'],
  ['report', 'init --policy kubeadm -o json'],
  ['plan', 'plan --config kubeadm.yaml -o json'],
  ['modes', 'modes -o json'],
  ['modes', 'modes --kubernetes-version v1.40 -o json'],
  ['requirements', 'requirements -o json'],
  ['requirements', 'requirements --cni flannel,calico --distro rhel10 -o json'],
  ['requirements-diff', 'requirements --diff v1.32..v1.37 -o json'],
  ['checks', 'explain -o json'],
  ['explanation', 'explain ProxyKernel -o json'],
  ['explanation', 'explain kernel.gate -o json'],
  ['explanation', 'explain nsenter -o json'],
  ['explanation', 'explain ip_forward -o json'],
  ['fix', 'fix -o json'],
  ['fix-outcome', 'fix --apply --yes -o json'],
  ['kubeadm-args', 'kubeadm-args -o json'],
  ['kubeadm-args', 'kubeadm-args init --for-kubeadm v1.32.6 -o json'],
  ['hint', 'hint show -o json'],
  ['hint-change', 'hint ensure -o json'],
  ['logs', 'logs /var/log/kube-proxy.log /var/log/kubelet.log /nowhere -o json'],
  ['facts', 'facts'],
  ['fleet', 'fleet report facts/ hosts-without-facts.ndjson -o json'],
  ['config-errors', 'plan --config misspelt.yaml -o json'],
];

const documents = [
  ...new Set(
    globSync('src/**/*.ts', { cwd: repository }).flatMap((path) =>
      [...read(path).matchAll(/'kube-preflight\/([a-z-]+)\/v1'/gu)].map((found) => found[1] ?? ''),
    ),
  ),
].toSorted();

function problemsOf(name: string, document: unknown): string {
  const schema: { $schema: string } = JSON.parse(read(`docs/schema/${name}-v1.json`));
  const ajv = schema.$schema.includes('2020-12')
    ? new Ajv2020({ strict: false })
    : new Ajv({ strict: false });
  const validate = ajv.compile(schema);
  return validate(document) ? '' : ajv.errorsText(validate.errors);
}

describe('docs/json.md', () => {
  const text = read('docs/json.md');

  it.each(documents)('names kube-preflight/%s/v1 and its schema', (name) => {
    expect(text).toContain(`\`kube-preflight/${name}/v1\``);
    expect(text).toContain(`(schema/${name}-v1.json)`);
  });

  it('names every schema that is published, and those are all printed here', () => {
    const published = globSync('docs/schema/*.json', { cwd: repository }).map(
      (path) => /([a-z-]+)-v1\.json$/u.exec(path)?.[1] ?? path,
    );
    expect(published.toSorted()).toEqual(documents);
    const tried = new Set(printed.map(([name]) => name));
    expect(documents.filter((name) => !tried.has(name))).toEqual(['unreachable']);
  });

  it('has an example of unreachable that fits', () => {
    const [line = ''] = read('test/docs/fixtures/work/hosts-without-facts.ndjson').split('\n');
    expect(problemsOf('unreachable', JSON.parse(line))).toBe('');
  });
});

describe('what -o json prints', () => {
  let ran: readonly Ran[] = [];
  beforeAll(() => {
    if (process.getuid?.() !== 0) return;
    ran = runCommands(
      printed.map(([, line]) => ({
        place: line,
        text: `kube-preflight ${line} 2>/dev/null`,
        exits: [0, 1, 3],
      })),
    );
  }, 120_000);

  for (const [index, [name, line]] of printed.entries()) {
    realIt(
      `follows the schema of ${name}: ${line}`,
      ['root', 'unshare', 'setpriv', 'nft', 'iptables'],
      () => {
        const document: { schema: string } = JSON.parse(ran[index]?.output ?? '');
        expect(document.schema).toBe(`kube-preflight/${name}/v1`);
        expect(problemsOf(name, document)).toBe('');
      },
    );
  }
});
