import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { featuresOf } from '../../src/catalog/features/features-of.ts';
import { runMain } from '../../src/cli/run-main.ts';
import type { ToldFinding } from '../../src/findings/finding.ts';
import type { Judgement } from '../../src/findings/judgement.ts';
import { fakeContext } from '../fakes/fake-context.ts';
import { elfHeader, type ImageTree, imageTree } from '../image-tree.ts';

const release = '6.12.0-124.el10.x86_64';
const modules = `/usr/lib/modules/${release}`;
const wanted = [
  ...new Set(featuresOf('nftables', 'rr').flatMap((one) => one.modules.ipv4.map(({ module }) => module))),
  'nf_conntrack',
];
const moduleFiles = Object.fromEntries(
  wanted.map((name) => [`${modules}/kernel/net/${name}.ko.xz`, 'module']),
);

function indexOf(names: readonly string[]): string {
  return names.map((name) => `kernel/net/${name}.ko.xz:\n`).join('');
}

/** A worker's image as a pipeline makes one: nothing is amiss but what a case changes. */
function workerImage({ files = {}, links = {}, dirs = [] }: ImageTree = {}): string {
  return imageTree({
    dirs,
    files: {
      '/etc/os-release': 'ID="rhel"\nVERSION_ID="10.1"\nPRETTY_NAME="Red Hat Enterprise Linux 10.1"\n',
      '/etc/hostname': 'golden\n',
      '/usr/lib/systemd/systemd': elfHeader('x86_64'),
      '/usr/lib/systemd/system/kubelet.service':
        '[Service]\nExecStart=/usr/bin/kubelet\n[Install]\nWantedBy=multi-user.target\n',
      '/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf':
        '[Service]\nExecStart=\nExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml --kubeconfig=/etc/kubernetes/kubelet.conf\n',
      '/usr/lib/systemd/system/chronyd.service': '[Service]\n[Install]\nWantedBy=multi-user.target\n',
      '/etc/sysctl.d/90-kubernetes.conf': 'net.ipv4.ip_forward = 1\n',
      '/usr/sbin/nft': elfHeader('x86_64'),
      '/usr/bin/kubelet': elfHeader('x86_64'),
      '/usr/bin/mount': elfHeader('x86_64'),
      '/usr/bin/cp': elfHeader('x86_64'),
      '/usr/sbin/losetup': elfHeader('x86_64'),
      [`${modules}/modules.dep`]: indexOf(wanted),
      [`${modules}/modules.builtin`]: '',
      [`/boot/vmlinuz-${release}`]: 'MZ',
      ...moduleFiles,
      ...files,
    },
    links: {
      '/lib': 'usr/lib',
      '/sbin/init': '../usr/lib/systemd/systemd',
      '/etc/systemd/system/multi-user.target.wants/kubelet.service':
        '/usr/lib/systemd/system/kubelet.service',
      '/etc/systemd/system/multi-user.target.wants/chronyd.service':
        '/usr/lib/systemd/system/chronyd.service',
      ...links,
    },
  });
}

async function run(line: readonly string[]) {
  const context = fakeContext();
  const exitCode = await runMain([...line], context, () => undefined);
  return { exitCode, out: context.out(), err: context.err() };
}

async function judged(root: string, ...flags: readonly string[]): Promise<Judgement> {
  const line = ['join', '--root', root, '--proxy-mode', 'nftables', '--kubernetes-version', 'v1.36.2'];
  const { out } = await run([...line, '-o', 'json', ...flags]);
  return JSON.parse(out);
}

function shown({ verdict, code, check }: ToldFinding): string {
  return `${verdict} ${code} ${check}`;
}

function amiss({ findings }: Judgement): readonly string[] {
  return findings.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'info').map(shown);
}

describe('--root', () => {
  it('judges a sound image ready, in a handful of lines', async () => {
    const judgement = await judged(workerImage());
    expect(amiss(judgement)).toEqual([]);
    expect(judgement).toMatchObject({
      exitCode: 0,
      subject: { host: 'golden', os: 'Red Hat Enterprise Linux 10.1', kernel: release },
    });
    const folded = judgement.findings.find(({ code }) => code === 'image.not-running');
    expect(folded?.args['names']).toEqual(expect.arrayContaining(['CRI', 'Port-10250', 'CgroupDriver']));
    const passed = judgement.findings.filter(({ verdict }) => verdict === 'pass').map(({ code }) => code);
    expect(passed).toEqual(
      expect.arrayContaining(['kernel.read', 'forwarding.set-at-boot', 'swap.none-at-boot', 'time.at-boot']),
    );
    expect(passed).toContain('service.enabled');
  });

  it('exits with 0 for a sound image also where unknowns fail', async () => {
    expect((await judged(workerImage(), '--fail-on', 'unknown')).exitCode).toBe(0);
  });

  const situations: readonly (readonly [string, ImageTree, string])[] = [
    ['no nft', { files: { '/usr/sbin/nft': '' } }, 'fail tool.faulty.not-a-program FileExisting-nft'],
    [
      'an nft of another architecture',
      { files: { '/usr/sbin/nft': elfHeader('aarch64') } },
      'fail tool.faulty.wrong-architecture FileExisting-nft',
    ],
    [
      'an nft without its loader',
      { files: { '/usr/sbin/nft': elfHeader('x86_64', '/lib64/ld-linux-x86-64.so.2') } },
      'fail tool.faulty.missing-library FileExisting-nft',
    ],
    [
      'a swap line in fstab',
      { files: { '/etc/fstab': '/dev/sda2 none swap sw 0 0\n' } },
      'fail swap.at-boot Swap',
    ],
    [
      'no forwarding',
      { files: { '/etc/sysctl.d/90-kubernetes.conf': '' } },
      'warn forwarding.nothing-at-boot FileContent--proc-sys-net-ipv4-ip_forward',
    ],
    [
      'forwarding turned off by what is read last',
      { files: { '/etc/sysctl.d/99-hardening.conf': 'net.ipv4.ip_forward=0\n' } },
      'fail forwarding.off-at-boot FileContent--proc-sys-net-ipv4-ip_forward',
    ],
    [
      'a module that was cut out of the package',
      { files: { [`${modules}/modules.dep`]: indexOf(wanted.filter((name) => name !== 'nft_numgen')) } },
      'fail kernel.expression-missing ProxyKernel-nftables',
    ],
    [
      'a blacklisted module, which is not conclusive',
      { files: { '/etc/modprobe.d/x.conf': 'install nft_numgen /bin/false\n' } },
      'unknown kernel.not-told ProxyKernel-nftables',
    ],
  ];
  it.each(situations)('finds %s', async (_, tree, expected) => {
    const found = amiss(await judged(workerImage(tree)));
    expect(found).toContain(expected);
    // And nothing but it.
    expect([...new Set(found.map((line) => line.split(' ')[2]))]).toEqual([expected.split(' ')[2]]);
  });

  it('finds a kubelet that no boot starts', async () => {
    const root = workerImage();
    rmSync(join(root, 'etc/systemd/system/multi-user.target.wants/kubelet.service'));
    expect(amiss(await judged(root))).toEqual(['warn service.disabled Service-kubelet']);
  });

  it('takes a module whose file is gone for missing, though the index has it', async () => {
    const root = workerImage();
    rmSync(join(root, modules, 'kernel/net/nft_numgen.ko.xz'));
    const { findings } = await judged(root);
    const fail = findings.find(({ verdict }) => verdict === 'fail');
    expect(fail).toMatchObject({ check: 'ProxyKernel-nftables', code: 'kernel.expression-missing' });
    expect(JSON.stringify(fail?.evidence)).toContain('nft_numgen.ko.xz');
  });

  it('says which kernel it judged, of several the newest', async () => {
    const older = '/usr/lib/modules/6.12.0-99.el10.x86_64';
    const root = workerImage({
      files: { [`${older}/modules.dep`]: '', '/boot/vmlinuz-6.12.0-99.el10.x86_64': 'MZ' },
    });
    const judgement = await judged(root);
    expect(judgement.subject.kernel).toBe(release);
    const folded = judgement.findings.find(({ code }) => code === 'image.kernels');
    expect(folded).toMatchObject({ verdict: 'info', args: { release, others: ['6.12.0-99.el10.x86_64'] } });
  });

  it('tells that no kernel lies there, and judges the rest', async () => {
    const root = workerImage();
    rmSync(join(root, 'usr/lib/modules'), { recursive: true });
    const judgement = await judged(root);
    expect(amiss(judgement)).toContain('unknown kernel.not-told ProxyKernel-nftables');
    expect(judgement.counts.fail).toBe(0);
  });

  it('judges without depmod what only a running kernel or depmod could tell', async () => {
    const root = workerImage();
    rmSync(join(root, modules, 'modules.dep'));
    expect(amiss(await judged(root)).map((line) => line.split(' ')[0])).toEqual(['unknown']);
  });

  it('is not led out of a hostile image, and holds up for nothing in it', async () => {
    const root = workerImage({
      links: { '/etc/fstab': '/etc/shadow', '/etc/sysctl.d/95-x.conf': '../../../../etc/passwd' },
    });
    rmSync(join(root, 'etc/hostname'));
    symlinkSync('/../../../../etc/hostname', join(root, 'etc/hostname'));
    mkdirSync(join(root, 'etc/modprobe.d'), { recursive: true });
    for (let at = 0; at < 30; at += 1) symlinkSync(`${at + 1}.conf`, join(root, `etc/modprobe.d/${at}.conf`));
    symlinkSync('.', join(root, 'usr/lib/systemd/system/kubelet.service.requires'));
    const started = performance.now();
    const text = JSON.stringify(await judged(root));
    expect(performance.now() - started).toBeLessThan(5000);
    expect(text).not.toContain('root:x:0');
  });

  it('knows modes side by side', async () => {
    const { out } = await run(['modes', '--root', workerImage(), '-o', 'json']);
    expect(
      JSON.parse(out).modes.map(({ mode, readiness }: { mode: string; readiness: string }) => [
        mode,
        readiness,
      ]),
    ).toContainEqual(['nftables', 'ready']);
  });

  it.each([
    [['--root', '/nowhere/at/all'], 'there is no such directory'],
    [['--root', '/etc/passwd'], 'it is no directory'],
    [['--root', ''], 'wants a directory'],
    [['--root', '/tmp', '--pull-images'], '--root cannot go along with --pull-images'],
    [['--root', '/tmp', '--facts', 'x.json'], 'cannot go along with'],
  ])('refuses %j', async (flags, says) => {
    const { exitCode, err, out } = await run(['init', ...flags]);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(says);
  });

  it('is refused where it would change this host', async () => {
    const { exitCode, err } = await run(['fix', '--root', '/tmp', '--apply', '--yes']);
    expect(exitCode).toBe(2);
    expect(err).toContain('--root cannot go along with --apply');
  });

  it('prints facts of an image, to be judged anywhere', async () => {
    const root = workerImage();
    const { out, exitCode } = await run(['facts', '--root', root]);
    expect(exitCode).toBe(0);
    const file = join(root, '..', 'facts.json');
    writeFileSync(file, out);
    const line = [
      'join',
      '--facts',
      file,
      '--proxy-mode',
      'nftables',
      '--kubernetes-version',
      'v1.36.2',
      '-o',
      'json',
    ];
    const judgement: Judgement = JSON.parse((await run(line)).out);
    expect(amiss(judgement)).toEqual([]);
    expect(judgement.findings.map(({ code }) => code)).toContain('image.not-running');
  });
});
