import { fileExistingCheck } from '../../src/checks/file-existing.ts';
import type { Family, ProxyMode } from '../../src/config/plan.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { ProofFact } from '../../src/probes/netfilter/facts.ts';
import type { ToolFault } from '../../src/probes/tools/facts.ts';
import { absent, elTen, factsOf, faulty, iptablesNames, ordinaryUser, sound } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import { proofOf } from '../builders/proofs.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const pass = (...tools: string[]) => tools.map((tool) => `pass tool.sound FileExisting-${tool}`);
const spare = 'pass tool.not-needed';
const node = pass('cp', 'losetup', 'mount');
const four = pass('iptables', 'iptables-restore', 'iptables-save');
const six = pass('ip6tables', 'ip6tables-restore', 'ip6tables-save');
/** In the order of a report: by name. */
const rest = (...own: string[]) => [...own, ...node].toSorted((a, b) => (nameIn(a) < nameIn(b) ? -1 : 1));
const nameIn = (line: string) => line.split(' ')[2] ?? '';

const iptables = planOf({ mode: 'iptables' });
const dual = planOf({ mode: 'iptables', ip: ['ipv4', 'ipv6'] });
const ipvs = planOf({ mode: 'ipvs' });
const noProxy = planOf({ mode: 'none' });
const noIptables = factsOf({ without: iptablesNames });
const noNft = factsOf({ without: ['nft'] });
const nothing = factsOf({ without: [...iptablesNames, 'nft', 'ipset'] });
const everything = [...iptablesNames, 'nft', 'ipset', 'losetup', 'mount', 'cp'];

function proof(mode: ProxyMode, family: Family, state: 'works' | 'missing'): ProofFact {
  const features = [{ feature: 'nft.numgen', state }];
  return { mode, family, by: 'static', proof: known({ features, modules: [], commands: [] }) };
}

const modes: readonly CheckCase[] = [
  { name: 'nftables mode on a host that has all', says: [spare, ...rest(...pass('nft'))] },
  { name: 'nftables mode without iptables', facts: noIptables, says: [spare, ...rest(...pass('nft'))] },
  {
    name: 'nftables mode without nft',
    facts: noNft,
    says: [spare, ...rest('fail tool.absent FileExisting-nft')],
  },
  { name: 'iptables mode on a host that has all', plan: iptables, says: rest(...four) },
  {
    name: 'iptables mode without nft and ipset',
    plan: iptables,
    facts: factsOf({ without: ['nft', 'ipset'] }),
    says: rest(...four),
  },
  {
    name: 'iptables mode with nothing but nft: one failure for the package',
    plan: dual,
    facts: noIptables,
    says: rest('fail tool.absent FileExisting-iptables'),
  },
  {
    name: 'dual-stack without the IPv6 programs',
    plan: dual,
    facts: factsOf({ without: ['ip6tables', 'ip6tables-save', 'ip6tables-restore'] }),
    says: rest('fail tool.absent FileExisting-ip6tables', ...four),
  },
  { name: 'dual-stack on a host that has all', plan: dual, says: rest(...six, ...four) },
  {
    name: 'IPv6 alone does not ask for IPv4 programs',
    plan: planOf({ mode: 'iptables', ip: ['ipv6'] }),
    facts: factsOf({ without: ['iptables', 'iptables-save', 'iptables-restore'] }),
    says: rest(...six),
  },
  {
    name: 'iptables mode without iptables-restore alone',
    plan: iptables,
    facts: factsOf({ without: ['iptables-restore'] }),
    says: rest('fail tool.absent FileExisting-iptables-restore', ...pass('iptables', 'iptables-save')),
  },
  { name: 'ipvs mode on a host that has all', plan: ipvs, says: rest(...pass('ipset'), ...four) },
  {
    name: 'ipvs mode without ipset',
    plan: ipvs,
    facts: factsOf({ without: ['ipset', 'nft'] }),
    says: rest('fail tool.absent FileExisting-ipset', ...four),
  },
  {
    name: 'no kube-proxy on a bare host',
    plan: noProxy,
    facts: nothing,
    says: ['info tool.not-needed', ...node],
  },
  {
    name: 'the programs of the kubelet and kubeadm',
    facts: factsOf({ without: ['losetup', 'cp'] }),
    says: [
      spare,
      'fail tool.absent FileExisting-cp',
      'fail tool.absent FileExisting-losetup',
      ...pass('mount', 'nft'),
    ],
  },
  {
    name: '1.32, which did not yet ask for losetup and cp',
    plan: planOf({ version: 'v1.32.6', mode: 'iptables' }),
    facts: factsOf({ without: ['losetup', 'cp'] }),
    says: [...four, ...pass('mount')],
  },
  {
    name: 'upgrade asks as init does',
    plan: planOf({ action: 'upgrade' }),
    facts: noNft,
    says: [spare, ...rest('fail tool.absent FileExisting-nft')],
  },
  { name: 'reset asks for nothing', plan: planOf({ action: 'reset' }), facts: nothing, says: [] },
];

const faults: readonly (readonly [ToolFault, 'fail' | 'unknown'])[] = [
  ['not-executable', 'fail'],
  ['wrong-architecture', 'fail'],
  ['missing-library', 'fail'],
  ['dangling-link', 'fail'],
  ['link-loop', 'fail'],
  ['bad-interpreter', 'fail'],
  ['directory', 'fail'],
  ['not-a-program', 'fail'],
  ['crashed', 'fail'],
  ['timed-out', 'fail'],
  ['no-privilege', 'fail'],
  ['version-unreadable', 'fail'],
  ['unsafe-path', 'unknown'],
  ['failed', 'fail'],
];

const states: readonly CheckCase[] = [
  ...faults.map(([fault, verdict]) => ({
    name: `nft with the fault ${fault}`,
    facts: factsOf({ with: [faulty('nft', fault, 'the detail')] }),
    says: [spare, ...rest(`${verdict} tool.faulty.${fault} FileExisting-nft`)],
  })),
  {
    name: 'one damaged library under six names: one failure',
    plan: dual,
    facts: factsOf({
      with: iptablesNames.map((name) => faulty(name, 'missing-library', 'libxtables.so.12')),
    }),
    says: rest('fail tool.faulty.missing-library FileExisting-iptables'),
  },
  {
    name: 'refused to an ordinary user, which says nothing of the tool',
    facts: factsOf({ user: ordinaryUser, with: [faulty('nft', 'no-privilege', 'Operation not permitted')] }),
    says: [spare, ...rest('unknown tool.faulty.no-privilege FileExisting-nft')],
  },
  {
    name: 'nft 0.9.8',
    facts: factsOf({ with: [sound('nft', { version: '0.9.8' })] }),
    says: [spare, ...rest('fail tool.too-old FileExisting-nft')],
  },
  {
    name: 'nft 1.0.1',
    facts: factsOf({ with: [sound('nft', { version: '1.0.1' })] }),
    says: [spare, ...rest(...pass('nft'))],
  },
  {
    name: 'ipset 5.0',
    plan: ipvs,
    facts: factsOf({ with: [sound('ipset', { version: '5.0' })] }),
    says: rest('fail tool.too-old FileExisting-ipset', ...four),
  },
  {
    name: 'iptables 1.4.20 in all programs',
    plan: iptables,
    facts: factsOf({
      with: iptablesNames.map((name) => sound(name, { version: '1.4.20', variant: 'unknown' })),
    }),
    says: rest('fail tool.too-old FileExisting-iptables', ...pass('iptables-restore', 'iptables-save')),
  },
  {
    name: 'iptables-restore of another variant',
    plan: iptables,
    facts: factsOf({ with: [sound('iptables-restore', { variant: 'legacy' })] }),
    says: rest(
      'fail tool.companion-mismatch FileExisting-iptables-restore',
      ...pass('iptables', 'iptables-save'),
    ),
  },
  {
    name: 'iptables-save of another build',
    plan: iptables,
    facts: factsOf({ with: [sound('iptables-save', { version: '1.8.7' })] }),
    says: rest(
      'fail tool.companion-mismatch FileExisting-iptables-save',
      ...pass('iptables', 'iptables-restore'),
    ),
  },
  {
    name: 'the families by different variants',
    plan: dual,
    facts: factsOf({
      with: ['ip6tables', 'ip6tables-save', 'ip6tables-restore'].map((name) =>
        sound(name, { variant: 'legacy' }),
      ),
    }),
    says: rest(
      'warn tool.wrong-variant FileExisting-ip6tables',
      ...pass('ip6tables-restore', 'ip6tables-save'),
      ...four,
    ),
  },
  {
    name: 'legacy iptables where the distribution has none',
    plan: iptables,
    facts: factsOf({ system: elTen, with: iptablesNames.map((name) => sound(name, { variant: 'legacy' })) }),
    says: rest(
      'warn tool.wrong-variant FileExisting-iptables',
      'warn tool.wrong-variant FileExisting-iptables-restore',
      'warn tool.wrong-variant FileExisting-iptables-save',
    ),
  },
  {
    name: 'legacy iptables where the distribution has none, on a kernel of its own that runs them',
    plan: iptables,
    facts: factsOf({
      system: elTen,
      with: iptablesNames.map((name) => sound(name, { variant: 'legacy' })),
      proofs: [
        { ...proof('iptables', 'ipv4', 'missing'), variant: 'legacy' },
        { ...proof('iptables', 'ipv6', 'works'), variant: 'legacy' },
      ],
    }),
    says: rest(...four),
  },
  {
    name: 'legacy iptables where the distribution has none, and proofs of the nft variant alone',
    plan: iptables,
    facts: factsOf({
      system: elTen,
      with: iptablesNames.map((name) => sound(name, { variant: 'legacy' })),
      proofs: [
        { ...proof('iptables', 'ipv4', 'works'), variant: 'nft' },
        { ...proof('iptables', 'ipv4', 'missing'), variant: 'legacy' },
      ],
    }),
    says: rest(
      'warn tool.wrong-variant FileExisting-iptables',
      'warn tool.wrong-variant FileExisting-iptables-restore',
      'warn tool.wrong-variant FileExisting-iptables-save',
    ),
  },
  {
    name: 'iptables-restore whose variant nobody told',
    plan: iptables,
    facts: factsOf({
      with: [
        sound('iptables-restore', { variant: 'unknown' }),
        { name: 'iptables-save', state: 'sound', path: '/usr/sbin/iptables-save', links: [] },
      ],
    }),
    says: rest(...four),
  },
  {
    name: 'nft that says why it does not work, beside others that were passed over',
    facts: factsOf({
      with: [
        {
          ...faulty('nft', 'failed', 'it gave up'),
          run: {
            argv: ['/usr/sbin/nft', '--version'],
            exitCode: 3,
            stdout: 'nothing of use',
            stderr: 'first\nsecond\nthird\nfourth\n',
          },
          passedOver: [{ path: '/usr/local/sbin/nft', fault: 'dangling-link', detail: 'a link to nothing' }],
        },
      ],
    }),
    says: [spare, ...rest('fail tool.faulty.failed FileExisting-nft')],
  },
  {
    name: 'nft that a signal ended, and that said something before on stdout',
    facts: factsOf({
      with: [
        {
          ...faulty('nft', 'crashed', 'SIGSEGV'),
          run: {
            argv: ['/usr/sbin/nft', '--version'],
            signal: 'SIGSEGV',
            stdout: 'nftables v',
            stderr: '\n',
          },
        },
      ],
    }),
    says: [spare, ...rest('fail tool.faulty.crashed FileExisting-nft')],
  },
  {
    name: 'nft beyond the PATH of root',
    facts: factsOf({ with: [sound('nft', { inUserPath: false })] }),
    says: [spare, ...rest('info tool.outside-path FileExisting-nft')],
  },
  {
    name: 'nft beyond the PATH of an ordinary user, where sbin never is',
    facts: factsOf({ user: ordinaryUser, with: [sound('nft', { inUserPath: false })] }),
    says: [spare, ...rest(...pass('nft'))],
  },
  {
    name: 'nft that may not be looked at',
    facts: factsOf({ with: [{ name: 'nft', state: 'unknown', detail: 'EACCES', links: [] }] }),
    says: [spare, ...rest('unknown tool.unknown FileExisting-nft')],
  },
  {
    name: 'nft whose version was not asked for',
    facts: factsOf({ with: [{ name: 'nft', state: 'sound', path: '/usr/sbin/nft', links: [] }] }),
    says: [spare, ...rest('unknown tool.version-unknown FileExisting-nft')],
  },
  {
    name: 'tools that nobody looked at',
    plan: iptables,
    facts: { tools: unknown('timed-out', 'the probe did not answer') },
    says: ['cp', 'iptables', 'losetup', 'mount'].map((tool) => `unknown tool.unknown FileExisting-${tool}`),
  },
];

const stances: readonly CheckCase[] = [
  {
    name: 'advisory, and the kernel is shown',
    stance: { hostTools: 'advisory' },
    facts: factsOf({ without: ['nft'], proofs: [proof('nftables', 'ipv4', 'works')] }),
    says: [spare, ...rest('warn tool.absent FileExisting-nft')],
  },
  {
    name: 'advisory, and the kernel lacks something',
    stance: { hostTools: 'advisory' },
    facts: factsOf({ without: ['nft'], proofs: [proof('nftables', 'ipv4', 'missing')] }),
    says: [spare, ...rest('fail tool.absent FileExisting-nft')],
  },
  {
    name: 'advisory, and the kernel lacks only what the plan does not use',
    stance: { hostTools: 'advisory' },
    facts: factsOf({ without: ['nft'], proofs: [proofOf('nftables', { missing: ['nft.fib-daddr-local'] })] }),
    says: [spare, ...rest('warn tool.absent FileExisting-nft')],
  },
  {
    name: 'advisory, one family proven of two',
    stance: { hostTools: 'advisory' },
    plan: planOf({ ip: ['ipv4', 'ipv6'] }),
    facts: factsOf({ without: ['nft'], proofs: [proof('nftables', 'ipv4', 'works')] }),
    says: [spare, ...rest('fail tool.absent FileExisting-nft')],
  },
  {
    name: 'advisory, but kube-proxy runs on the host',
    stance: { hostTools: 'advisory', kubeProxy: 'host' },
    facts: factsOf({ without: ['nft'], proofs: [proof('nftables', 'ipv4', 'works')] }),
    says: [spare, ...rest('fail tool.absent FileExisting-nft')],
  },
  {
    name: 'either, iptables hidden',
    stance: { policy: 'either' },
    plan: iptables,
    facts: noIptables,
    says: rest('warn tool.absent FileExisting-iptables'),
  },
  {
    name: 'either, nft hidden',
    stance: { policy: 'either' },
    facts: noNft,
    says: [spare, ...rest('warn tool.absent FileExisting-nft')],
  },
  {
    name: 'either, nft not needed and hidden',
    stance: { policy: 'either' },
    plan: iptables,
    facts: noNft,
    says: rest(...four),
  },
  {
    name: 'either, both hidden',
    stance: { policy: 'either' },
    facts: nothing,
    says: [spare, ...rest('fail tool.absent FileExisting-iptables', 'fail tool.absent FileExisting-nft')],
  },
  {
    name: 'either, one hidden and the other not to be told',
    stance: { policy: 'either' },
    facts: factsOf({
      without: iptablesNames,
      with: [{ name: 'nft', state: 'unknown', detail: 'EACCES', links: [] }],
    }),
    says: [spare, ...rest('warn tool.absent FileExisting-iptables', 'unknown tool.unknown FileExisting-nft')],
  },
  {
    name: 'either, without kube-proxy',
    stance: { policy: 'either' },
    plan: noProxy,
    facts: nothing,
    says: ['info tool.not-needed', ...node],
  },
  {
    name: 'documented looks for nothing',
    stance: { policy: 'documented' },
    facts: factsOf({ without: everything }),
    says: ['info tool.documented'],
  },
];

const inPath = (...tools: string[]) => tools.map((tool) => `pass tool.in-path FileExisting-${tool}`);
const old = ['ip', 'nsenter', 'ethtool', 'tc', 'touch'].map((name) => sound(name));
const asKubeadm = (
  name: string,
  version: string,
  facts: CheckCase['facts'],
  says: readonly string[],
): CheckCase => ({
  name: `as kubeadm ${version}: ${name}`,
  stance: { policy: 'kubeadm' },
  plan: planOf({ version }),
  ...(facts === undefined ? {} : { facts }),
  says,
});

const kubeadm: readonly CheckCase[] = [
  asKubeadm('proxy tools are nobody’s business', 'v1.36.2', nothing, inPath('losetup', 'mount', 'cp')),
  asKubeadm('no losetup', 'v1.33.5', factsOf({ without: ['losetup'] }), [
    'fail tool.not-in-path FileExisting-losetup',
    ...inPath('mount', 'cp'),
  ]),
  asKubeadm(
    'all there',
    'v1.32.6',
    factsOf({ with: old }),
    inPath('ip', 'iptables', 'mount', 'nsenter', 'ethtool', 'tc', 'touch'),
  ),
  asKubeadm(
    'no iptables and no tc',
    'v1.32.6',
    factsOf({ with: [...old, absent('tc')], without: iptablesNames }),
    [
      ...inPath('ip'),
      'fail tool.not-in-path FileExisting-iptables',
      ...inPath('mount', 'nsenter', 'ethtool'),
      'warn tool.not-in-path FileExisting-tc',
      ...inPath('touch'),
    ],
  ),
  asKubeadm(
    'a program that crashes is in PATH',
    'v1.36.2',
    factsOf({ with: [faulty('cp', 'crashed', 'SIGSEGV')] }),
    inPath('losetup', 'mount', 'cp'),
  ),
  asKubeadm(
    'a program that may not be executed is not',
    'v1.36.2',
    factsOf({ with: [faulty('cp', 'not-executable', 'mode 0644')] }),
    [...inPath('losetup', 'mount'), 'fail tool.not-in-path FileExisting-cp'],
  ),
  asKubeadm(
    'a program beyond PATH is not',
    'v1.36.2',
    factsOf({ with: [sound('losetup', { inUserPath: false })] }),
    ['fail tool.not-in-path FileExisting-losetup', ...inPath('mount', 'cp')],
  ),
  asKubeadm('programs that nobody looked at', 'v1.36.2', { tools: unknown('failed', 'x') }, [
    'unknown tool.unknown FileExisting-losetup',
    'unknown tool.unknown FileExisting-mount',
    'unknown tool.unknown FileExisting-cp',
  ]),
];

export const cases: CheckCases = {
  check: fileExistingCheck,
  cases: [...modes, ...states, ...stances, ...kubeadm],
};
