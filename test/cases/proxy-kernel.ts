import { proxyKernelCheck } from '../../src/checks/proxy-kernel/proxy-kernel.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { ModuleFact } from '../../src/probes/netfilter/facts.ts';
import { absent, elTen, factsOf, faulty, ordinaryUser, root } from '../builders/facts.ts';
import { fromFile, planOf } from '../builders/plan.ts';
import { noProof, proofOf } from '../builders/proofs.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const kernel = (mode: string, ...lines: string[]) => lines.map((line) => `${line} ProxyKernel-${mode}`);
const byCidr = planOf({ kubeProxy: { nodePortAddresses: fromFile(['0.0.0.0/0'], 'nodePortAddresses') } });
const primary = planOf({ kubeProxy: { nodePortAddresses: fromFile(['primary'], 'nodePortAddresses') } });
const iptables = planOf({ mode: 'iptables' });
const ipvs = planOf({ mode: 'ipvs' });
const fib = ['nft.fib-daddr-local'];

const fibModule = (module: Partial<ModuleFact>): readonly ModuleFact[] => [
  { module: 'nft_fib_ipv4', option: 'CONFIG_NFT_FIB_IPV4', config: 'm', state: 'absent', ...module },
];

const withFib = (name: string, module: Partial<ModuleFact>): CheckCase => ({
  name,
  plan: byCidr,
  facts: factsOf({
    system: elTen,
    proofs: [proofOf('nftables', { missing: fib, modules: fibModule(module) })],
  }),
  says: kernel('nftables', 'fail kernel.expression-missing'),
});

const legacyProof = { ...proofOf('iptables'), variant: 'legacy' } as const;
const conntrack = known({ sysctlDirectory: true });
const loadedByProof = ['ip_tables', 'iptable_nat', 'xt_comment'];
const gone = { path: '/lib/modules/6.1.0-28-amd64', others: [] as readonly string[] };

function treeCase(
  name: string,
  others: readonly string[],
  says: readonly string[],
  rest: Pick<Facts, 'privilege'> = {},
): CheckCase {
  const missingTree = { ...gone, others };
  const proofs = [proofOf('nftables')];
  const netfilter = known({ proofs, conntrack, loadedByProof: [], missingTree });
  return { name, facts: { ...factsOf({ netfilter }), ...rest }, says: kernel('nftables', ...says) };
}

const modules: readonly CheckCase[] = [
  {
    name: 'tables of legacy iptables that nothing had loaded',
    plan: iptables,
    facts: factsOf({ netfilter: known({ proofs: [legacyProof], conntrack, loadedByProof }) }),
    says: kernel('iptables', 'pass kernel.proven', 'warn kernel.legacy-not-loaded'),
  },
  {
    name: 'the same, and kube-proxy runs on the host, which can load them',
    plan: iptables,
    facts: factsOf({ netfilter: known({ proofs: [legacyProof], conntrack, loadedByProof }) }),
    stance: { kubeProxy: 'host' },
    says: kernel('iptables', 'pass kernel.proven'),
  },
  {
    name: 'the same, and the proof of another mode was made with legacy tools',
    facts: factsOf({
      netfilter: known({ proofs: [proofOf('nftables'), legacyProof], conntrack, loadedByProof }),
    }),
    says: kernel('nftables', 'pass kernel.proven'),
  },
  {
    name: 'legacy tables that were loaded before',
    plan: iptables,
    facts: factsOf({ netfilter: known({ proofs: [legacyProof], conntrack, loadedByProof: ['xt_comment'] }) }),
    says: kernel('iptables', 'pass kernel.proven'),
  },
  {
    name: 'legacy tables that nothing had loaded, on a kernel that cannot run the mode anyway',
    plan: iptables,
    facts: factsOf({
      netfilter: known({
        proofs: [{ ...proofOf('iptables', { missing: ['xt.statistic'] }), variant: 'legacy' }],
        conntrack,
        loadedByProof,
      }),
    }),
    says: kernel('iptables', 'fail kernel.expression-missing'),
  },
  {
    name: 'modules of nf_tables come when they are wanted, from containers too',
    plan: iptables,
    facts: factsOf({
      netfilter: known({
        proofs: [proofOf('iptables')],
        conntrack,
        loadedByProof: ['nf_tables', 'nft_compat'],
      }),
    }),
    says: kernel('iptables', 'pass kernel.proven'),
  },
  treeCase('no modules of the running kernel', [], ['pass kernel.proven', 'warn kernel.no-module-tree']),
  treeCase(
    'those of another kernel are there: no reboot',
    ['6.1.0-29-amd64'],
    ['pass kernel.proven', 'warn kernel.no-module-tree'],
  ),
  treeCase('a container has none of its own', [], ['pass kernel.proven'], {
    privilege: known({ ...root, container: 'lxc' }),
  }),
];

const nftables: readonly CheckCase[] = [
  {
    name: 'a kernel that runs all rules',
    facts: factsOf({ proofs: [proofOf('nftables')] }),
    says: kernel('nftables', 'pass kernel.proven'),
  },
  withFib('no fib, in a package that is not installed', { source: '/lib/modules/6.12.0/modules.dep' }),
  withFib('no fib in this kernel', { config: 'n', source: '/boot/config-6.12.0' }),
  withFib('no fib, blacklisted', {
    state: 'blacklisted',
    blockedBy: '/etc/modprobe.d/x.conf: blacklist nft_fib_ipv4',
  }),
  withFib('no fib, though on disk', { state: 'on-disk' }),
  withFib('no fib, and no autoload', {
    state: 'on-disk',
    blockedBy: '/proc/sys/kernel/modules_disabled is 1',
  }),
  withFib('no fib, and the modules are gone', { state: 'no-module-tree', source: '/lib/modules/6.12.0' }),
  withFib('no fib, though built in', { state: 'built-in', source: '/sys/module/nft_fib_ipv4' }),
  withFib('no fib, and nothing known of it', { state: 'unknown' }),
  {
    name: 'no fib: of its modules one is loaded, one is not there',
    plan: byCidr,
    facts: factsOf({
      system: elTen,
      proofs: [
        proofOf('nftables', {
          missing: fib,
          modules: [
            { module: 'nft_fib', state: 'loaded', source: '/proc/modules' },
            { module: 'xt_comment', state: 'no-module-tree', source: 'of another feature' },
            { module: 'nft_fib_ipv4', state: 'absent', source: '/lib/modules/6.12.0/modules.dep' },
          ],
        }),
      ],
    }),
    says: kernel('nftables', 'fail kernel.expression-missing'),
  },
  {
    name: 'no fib: of its modules one is blacklisted, one on disk',
    plan: byCidr,
    facts: factsOf({
      proofs: [
        proofOf('nftables', {
          missing: fib,
          modules: [
            { module: 'nft_fib', state: 'on-disk', source: '/lib/modules/6.12.0/modules.dep' },
            {
              module: 'nft_fib_ipv4',
              state: 'blacklisted',
              source: '/lib/modules/6.12.0/modules.dep',
              blockedBy: '/etc/modprobe.d/x.conf: blacklist nft_fib_ipv4',
            },
          ],
        }),
      ],
    }),
    says: kernel('nftables', 'fail kernel.expression-missing'),
  },
  {
    name: 'no fib, as modules and configuration say',
    plan: byCidr,
    facts: factsOf({
      proofs: [
        proofOf('nftables', {
          missing: fib,
          by: 'static',
          whyStatic: { code: 'read-only-run', detail: 'a read-only run loads no rules' },
          detail: 'CONFIG_NFT_FIB_IPV4 is not set',
        }),
      ],
    }),
    says: kernel('nftables', 'fail kernel.expression-missing'),
  },
  {
    name: 'no fib, which nodePortAddresses: primary does not use',
    plan: primary,
    facts: factsOf({ proofs: [proofOf('nftables', { missing: fib })] }),
    says: kernel('nftables', 'info kernel.expression-missing', 'pass kernel.proven'),
  },
  {
    name: 'no fib, and nodePortAddresses unset means primary from 1.31',
    plan: planOf({ version: 'v1.36.2' }),
    facts: factsOf({ proofs: [proofOf('nftables', { missing: fib })] }),
    says: kernel('nftables', 'info kernel.expression-missing', 'pass kernel.proven'),
  },
  {
    name: 'no fib, and nodePortAddresses unset means every address before 1.31',
    plan: planOf({ version: 'v1.30.4' }),
    facts: factsOf({ proofs: [proofOf('nftables', { missing: fib })] }),
    says: kernel('nftables', 'fail kernel.expression-missing'),
  },
  {
    name: 'no session affinity: only Services that ask for it',
    facts: factsOf({ proofs: [proofOf('nftables', { missing: ['nft.affinity-update'] })] }),
    says: kernel('nftables', 'pass kernel.proven', 'warn kernel.expression-missing'),
  },
  {
    name: 'no comments on tables, which kube-proxy does without',
    facts: factsOf({ proofs: [proofOf('nftables', { missing: ['nft.comment-table'] })] }),
    says: kernel('nftables', 'info kernel.expression-missing', 'pass kernel.proven'),
  },
  {
    name: 'no nat chain: one root, its symptoms below',
    facts: factsOf({ proofs: [proofOf('nftables', { missing: ['nft.nat-postrouting', 'nft.masquerade'] })] }),
    says: kernel('nftables', 'fail kernel.expression-missing', 'info kernel.depends-on-missing'),
  },
  {
    name: 'both families: one finding',
    plan: planOf({ ip: ['ipv4', 'ipv6'] }),
    facts: factsOf({
      proofs: [
        proofOf('nftables', { missing: ['nft.numgen'] }),
        proofOf('nftables', { family: 'ipv6', missing: ['nft.numgen'] }),
      ],
    }),
    says: kernel('nftables', 'fail kernel.expression-missing'),
  },
  {
    name: 'the other family is not judged',
    facts: factsOf({
      proofs: [proofOf('nftables'), proofOf('nftables', { family: 'ipv6', missing: ['nft.numgen'] })],
    }),
    says: kernel('nftables', 'pass kernel.proven'),
  },
  {
    name: 'a kernel below the gate of kube-proxy',
    facts: factsOf({
      kernel: known({ release: '5.10.0-30-amd64', cpus: 2 }),
      proofs: [proofOf('nftables')],
    }),
    says: kernel('nftables', 'fail kernel.gate', 'pass kernel.proven'),
  },
  {
    name: 'a kernel below the gate, before kube-proxy had one',
    plan: planOf({ version: 'v1.30.4' }),
    facts: factsOf({
      kernel: known({ release: '5.10.0-30-amd64', cpus: 2 }),
      proofs: [proofOf('nftables')],
    }),
    says: kernel('nftables', 'pass kernel.proven'),
  },
  {
    name: 'a kernel below the gate of nftables mode, in iptables mode',
    plan: iptables,
    facts: factsOf({
      kernel: known({ release: '5.10.0-30-amd64', cpus: 2 }),
      proofs: [proofOf('nftables', { missing: ['nft.numgen'] }), proofOf('iptables')],
    }),
    says: kernel('iptables', 'pass kernel.proven'),
  },
  {
    name: 'a kernel whose release nobody told',
    facts: factsOf({ kernel: unknown('failed', 'x'), proofs: [proofOf('nftables')] }),
    says: kernel('nftables', 'pass kernel.proven'),
  },
  {
    name: 'one family proven by rules, and one read',
    plan: planOf({ ip: ['ipv4', 'ipv6'] }),
    facts: factsOf({
      proofs: [
        proofOf('nftables'),
        proofOf('nftables', {
          family: 'ipv6',
          by: 'static',
          whyStatic: { code: 'failed', detail: 'no IPv6 in the namespace' },
        }),
      ],
    }),
    says: kernel('nftables', 'pass kernel.read'),
  },
  {
    name: 'something that could not be told, and that the rules do not use',
    facts: factsOf({ proofs: [proofOf('nftables', { unknown: ['nft.comment-table', ...fib] })] }),
    says: kernel('nftables', 'pass kernel.proven'),
  },
  {
    name: 'four that could not be told',
    facts: factsOf({
      proofs: [
        proofOf('nftables', {
          unknown: ['nft.numgen', 'nft.masquerade', 'nft.ct-state', 'nft.nat-postrouting'],
        }),
      ],
    }),
    says: kernel('nftables', 'unknown kernel.not-told'),
  },
  {
    name: 'no sets that rules fill, and so no session affinity',
    facts: factsOf({
      proofs: [proofOf('nftables', { missing: ['nft.set-dynamic', 'nft.affinity-update'] })],
    }),
    says: kernel(
      'nftables',
      'warn kernel.expression-missing',
      'info kernel.depends-on-missing',
      'pass kernel.proven',
    ),
  },
  {
    name: 'nft of the image lists, not that of the host',
    facts: factsOf({
      proofs: [proofOf('nftables', { unknown: ['nft.json-list'], detail: 'JSON support not compiled-in' })],
    }),
    says: kernel('nftables', 'pass kernel.proven'),
  },
  {
    name: 'kube-proxy on the host lists with an nft that cannot',
    stance: { kubeProxy: 'host' },
    facts: factsOf({
      proofs: [proofOf('nftables', { unknown: ['nft.json-list'], detail: 'JSON support not compiled-in' })],
    }),
    says: kernel('nftables', 'unknown kernel.not-told'),
  },
];

const untold: readonly CheckCase[] = [
  {
    name: 'an ordinary user who may make no namespace',
    facts: factsOf({
      user: ordinaryUser,
      proofs: [noProof('nftables', 'unshare: unshare failed: Operation not permitted')],
    }),
    says: kernel('nftables', 'unknown kernel.not-told'),
  },
  {
    name: 'no nft: the finding about the tool explains it',
    facts: factsOf({
      with: [absent('nft')],
      proofs: [
        proofOf('nftables', {
          by: 'static',
          unknown: ['nft.numgen'],
          whyStatic: { code: 'not-found', detail: 'nft is not installed' },
        }),
      ],
    }),
    says: kernel('nftables', 'unknown kernel.not-told'),
  },
  {
    name: 'an nft that does not work: the finding about the tool explains it',
    facts: factsOf({
      with: [faulty('nft', 'missing-library', 'libnftables.so.1')],
      proofs: [noProof('nftables', 'nft: libnftables.so.1: cannot open')],
    }),
    says: kernel('nftables', 'unknown kernel.not-told'),
  },
  {
    name: 'no iptables, in ipvs mode: the finding about the tool explains it',
    plan: ipvs,
    facts: factsOf({
      with: [absent('iptables'), faulty('nft', 'missing-library', 'of no matter here')],
      proofs: [noProof('ipvs', 'iptables is not installed')],
    }),
    says: kernel('ipvs', 'unknown kernel.not-told'),
  },
  {
    name: 'a probe that looked at another mode alone',
    facts: factsOf({ proofs: [proofOf('iptables')] }),
    says: kernel('nftables', 'unknown kernel.not-told'),
  },
  {
    name: 'a read-only run on a kernel that has all built in',
    stance: { readOnly: true },
    facts: factsOf({
      proofs: [
        proofOf('nftables', {
          by: 'static',
          whyStatic: { code: 'read-only-run', detail: 'a read-only run loads no rules' },
        }),
      ],
    }),
    says: kernel('nftables', 'pass kernel.read'),
  },
  {
    name: 'a probe that did not answer',
    facts: factsOf({ netfilter: unknown('timed-out', 'the probe netfilter did not answer in 15000 ms') }),
    says: kernel('nftables', 'unknown kernel.not-told'),
  },
];

const others: readonly CheckCase[] = [
  {
    name: 'iptables mode on a kernel that runs all rules',
    plan: iptables,
    facts: factsOf({ proofs: [proofOf('iptables')] }),
    says: kernel('iptables', 'pass kernel.proven'),
  },
  {
    name: 'iptables mode without xt_statistic',
    plan: iptables,
    facts: factsOf({ system: elTen, proofs: [proofOf('iptables', { missing: ['xt.statistic'] })] }),
    says: kernel('iptables', 'fail kernel.expression-missing'),
  },
  {
    name: 'iptables mode without xt_sctp, which no Service asks for',
    plan: iptables,
    facts: factsOf({ proofs: [proofOf('iptables', { missing: ['xt.sctp'] })] }),
    says: kernel('iptables', 'info kernel.expression-missing', 'pass kernel.proven'),
  },
  {
    name: 'iptables mode without xt_nfacct, though nfnetlink_acct is there',
    plan: iptables,
    facts: factsOf({ proofs: [proofOf('iptables', { missing: ['xt.nfacct'] })] }),
    says: kernel('iptables', 'fail kernel.expression-missing'),
  },
  {
    name: 'the test that kube-proxy makes at its start fails',
    plan: iptables,
    facts: factsOf({
      proofs: [proofOf('iptables', { missing: ['xt.startup'], detail: 'chain is incompatible' })],
    }),
    says: kernel('iptables', 'fail kernel.tool-test-failed'),
  },
  {
    name: 'ipvs mode on a kernel without IPVS',
    plan: ipvs,
    facts: factsOf({
      proofs: [
        proofOf('ipvs', {
          missing: ['ipvs.netlink', 'ipvs.scheduler'],
          detail: "Can't initialize ipvs: Protocol not available",
          modules: [
            {
              module: 'ip_vs',
              option: 'CONFIG_IP_VS',
              config: 'n',
              state: 'absent',
              source: '/proc/config.gz',
            },
          ],
        }),
      ],
    }),
    says: kernel('ipvs', 'fail kernel.expression-missing', 'info kernel.depends-on-missing'),
  },
  { name: 'no kube-proxy', plan: planOf({ mode: 'none' }), says: [] },
  { name: 'policy kubeadm', stance: { policy: 'kubeadm' }, says: [] },
];

export const cases: CheckCases = {
  check: proxyKernelCheck,
  cases: [...nftables, ...modules, ...untold, ...others],
};
