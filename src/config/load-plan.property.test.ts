import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cluster, init, join, kubelet, proxy, readPlan } from '../../test/config/read-plan.ts';
import { formatConfigError } from './config-error.ts';
import type { PlanResult } from './load-plan.ts';

const whole = [
  `${cluster}kubernetesVersion: v1.36.2\nnetworking: {podSubnet: "10.244.0.0/16,fd00::/64"}\napiServer:\n  extraArgs:\n  - name: v\n    value: "2"\n`,
  `${init}nodeRegistration:\n  name: node-1\n  taints: []\n  ignorePreflightErrors: [Swap]\nskipPhases:\n- addon/kube-proxy\n`,
  `${proxy}mode: nftables\nnodePortAddresses: [10.0.0.0/8]\nconntrack: &c {tcpBeLiberal: yes, min: 0}\n`,
  `${kubelet}failSwapOn: false\nevictionHard: {memory.available: 5%}\n`,
].join('---\n');

/** Whatever comes: an answer, with places inside the text and words that are safe to print. */
function expectSane(result: PlanResult, text: string): void {
  const lines = text.replace(/^\ufeff/, '').split('\n');
  const places = result.ok
    ? result.plan.notices.flatMap(({ origin }) => (origin.kind === 'file' ? [origin] : []))
    : result.errors.flatMap(({ line, column }) =>
        line === undefined || column === undefined ? [] : [{ line, column }],
      );
  for (const { line, column } of places) {
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual(Array.from(lines[line - 1] ?? '').length + 1);
  }
  const printed = result.ok
    ? result.plan.notices.map((notice) => notice.excerpt ?? '')
    : result.errors.map(formatConfigError);
  for (const words of printed) {
    // oxlint-disable-next-line no-control-regex -- what must not be printed
    expect(words).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    for (const line of words.split('\n')) expect(line.length).toBeLessThan(1500);
  }
}

const word = fc.constantFrom(
  ...'{ } [ ] : , - ? & * ! | > % @ ` " \' # ~ \n \t \r --- ... << &c *c : mode nftables yes null 0 1e9 0x1F .inf 1:30 kind apiVersion __proto__ constructor \u0000 \ufeff \u2028 \ud83d\ude00'.split(
    ' ',
  ),
  '\n  ',
  ': ',
  '- ',
);

describe('loadPlan as a property', () => {
  it('answers any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expectSane(await readPlan(bytes), new TextDecoder().decode(bytes));
      }),
      { numRuns: 300 },
    );
  });

  it('answers any soup of YAML', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(word, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 60 }),
        async (parts) => {
          const text = parts.join('');
          expectSane(await readPlan(text), text.toWellFormed());
        },
      ),
      { numRuns: 500 },
    );
  });

  it('answers any change to a good file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length),
        fc.nat(30),
        fc.oneof(word, fc.string({ maxLength: 8 })),
        fc.constantFrom('init', 'join', 'upgrade', 'reset'),
        fc.boolean(),
        async (at, cut, put, action, strict) => {
          const text = whole.slice(0, at) + put + whole.slice(at + cut);
          expectSane(await readPlan(text, { action, strict }), text.toWellFormed());
        },
      ),
      { numRuns: 800 },
    );
  });

  it('answers any value in any known field', async () => {
    const fields = [
      'mode',
      'nodePortAddresses',
      'conntrack',
      'clusterCIDR',
      'iptables',
      'featureGates',
      'networking',
      'discovery',
      'etcd',
      'apiServer',
      'nodeRegistration',
      'controlPlane',
      'proxy',
    ];
    const start = fc.constantFrom(cluster, init, join, proxy, kubelet);
    await fc.assert(
      fc.asyncProperty(
        start,
        fc.constantFrom(...fields),
        fc.jsonValue({ maxDepth: 3 }),
        async (head, field, value) => {
          const text = `${head}${field}: ${JSON.stringify(value)}\n`;
          expectSane(await readPlan(text), text);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('answers any flags', async () => {
    const text = fc.option(
      fc.oneof(fc.string(), fc.constantFrom('nftables', '10.0.0.0/8', 'fd00::/112', '6443', 'v1.40')),
      { nil: '' },
    );
    const flags = fc.record({
      proxyMode: text,
      kubernetesVersion: text,
      nodeName: text,
      criSocket: text,
      serviceCidr: text,
      podNetworkCidr: text,
      apiserverBindPort: text,
      apiserverAdvertiseAddress: text,
      skipPhases: fc.array(fc.string()),
      ignorePreflightErrors: fc.array(fc.string()),
    });
    await fc.assert(
      fc.asyncProperty(flags, async (given) => {
        const result = await readPlan({}, { flags: given });
        if (result.ok) expect(result.plan.kubernetesVersion.value).toMatch(/^v1\.\d+\.\d+/);
        else expectSane(result, '');
      }),
      { numRuns: 300 },
    );
  });
});

/** What this process has worked, which a busy machine does not make more. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

describe('loadPlan is bounded', () => {
  const size = 3 * 1024 * 1024 - cluster.length - 10;
  it.each(
    [
      '[',
      '{',
      '- ',
      '? ',
      'a: ',
      '- a\n',
      'a,',
      '\n',
      '#\n',
      '&a ',
      '*a ',
      '!t ',
      '"',
      '\\',
      '%a\n',
      '---\n',
      '...\n',
      '---\na: 1\n',
      ' a\n',
      '>\n',
      "''",
      '<<: *a\n',
      ': ',
      'é',
      '\t',
    ].map((part) => ({ part })),
  )('with 3 MiB of %j', async ({ part }) => {
    const text = part.repeat(Math.floor(size / new TextEncoder().encode(part).length));
    const start = cpuMs();
    expectSane(await readPlan(`${cluster}x: ${text}`), `${cluster}x: ${text}`);
    await readPlan(`${cluster}${text}`);
    expect(cpuMs() - start).toBeLessThan(8000);
  });

  it('tells a hundred errors of thousands, and fifty remarks of a kind', async () => {
    const wrong = await readPlan(`${cluster}${'---\na: 1\n'.repeat(2000)}`);
    expect(wrong.ok ? [] : wrong.errors).toHaveLength(100);
    const ignored = await readPlan(
      `${cluster}${'---\napiVersion: apps/v1\nkind: Deployment\n'.repeat(2000)}`,
    );
    const codes = ignored.ok ? ignored.plan.notices.map(({ code }) => code) : [];
    expect(codes.filter((code) => code === 'config.ignored-document')).toHaveLength(50);
    expect(codes.filter((code) => code === 'config.more-notices')).toHaveLength(1);
    expect(codes).toHaveLength(51);
  });

  it('with thousands of keys, unknown ones on one line, and merges of a large mapping', async () => {
    const keys = Array.from({ length: 9000 }, (_, index) => `k${index}: 1`);
    for (const text of [
      `{${keys.join(', ')}, apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration}`,
      `${cluster}${keys.join('\n')}\n`,
    ]) {
      const start = cpuMs();
      const result = await readPlan(text);
      expect(result.ok && result.plan.notices.length).toBe(51);
      expect(cpuMs() - start).toBeLessThan(3000);
    }
    const merges = `${cluster}a: &a {${keys.slice(0, 5000).join(', ')}}\nb:\n${'- {<<: *a}\n'.repeat(5000)}`;
    const start = cpuMs();
    const result = await readPlan(merges);
    expect(result.ok ? [] : result.errors.map((error) => error.code)).toEqual(['config.alias-bomb']);
    expect(cpuMs() - start).toBeLessThan(3000);
  });
});
