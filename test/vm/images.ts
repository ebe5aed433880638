import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scriptsOf, shellOf } from '../kube-proxy/written/scripts-of.ts';
import type { VmCase } from './cases.ts';
import { type Kernel, run } from './kernels.ts';

const guest = fileURLToPath(new URL('guest', import.meta.url));
export const executable = fileURLToPath(new URL('../../dist/kube-preflight', import.meta.url));

const programs = [
  '/usr/sbin/nft',
  '/usr/sbin/xtables-nft-multi',
  '/usr/sbin/xtables-legacy-multi',
  '/usr/sbin/ipset',
  '/usr/sbin/ipvsadm',
  '/usr/sbin/ip',
  '/usr/bin/unshare',
  '/usr/bin/find',
  '/usr/bin/mount',
  '/usr/bin/kmod',
];

const iptablesNames = ['iptables', 'iptables-restore', 'iptables-save'];

/** Directories of a cloud's kernel that hold what the modes and the guest need. */
const moduleFolders = ['kernel/net', 'kernel/lib', 'kernel/crypto', 'kernel/arch/x86/crypto'];
const dummy = 'kernel/drivers/net';

/** What every guest has: the tools of this machine, their libraries, and the executable. Returns its archive. */
export function baseImage(folder: string): string {
  const root = join(folder, 'base');
  for (const part of [
    'bin',
    'sbin',
    'usr/bin',
    'usr/sbin',
    'proc',
    'sys',
    'dev',
    'tmp',
    'run',
    'etc',
    'var/lib',
  ]) {
    mkdirSync(join(root, part), { recursive: true });
  }
  copyInto(root, '/bin/busybox');
  for (const program of programs) copyInto(root, program);
  for (const library of librariesOf([...programs, executable])) copyInto(root, library);
  copyInto(root, '/usr/lib/x86_64-linux-gnu/xtables');
  for (const name of iptablesNames) {
    for (const [suffix, program] of [
      ['', 'nft'],
      ['-nft', 'nft'],
      ['-legacy', 'legacy'],
    ] as const) {
      for (const family of [name, name.replace('iptables', 'ip6tables')]) {
        const [base = '', ...rest] = family.split('-');
        const named = [`${base}${suffix}`, ...rest].join('-');
        symlinkSync(`xtables-${program}-multi`, join(root, 'usr/sbin', named));
      }
    }
  }
  symlinkSync('/usr/bin/kmod', join(root, 'sbin/modprobe'));
  cpSync(executable, join(root, 'kube-preflight'));
  copyFileSync('/etc/os-release', join(root, 'etc/os-release'));
  // ipset knows protocols by name from it, as in kube-proxy's image.
  writeFileSync(join(root, 'etc/protocols'), 'tcp 6 TCP\nudp 17 UDP\nsctp 132 SCTP\n');
  cpSync(join(guest, 'init'), join(root, 'init'));
  run('chmod', ['755', join(root, 'init')]);
  return pack(root, join(folder, 'base.cpio'));
}

/** What one case has beside: the modules that are left of the kernel, its configuration, and the case. */
export function caseImage(folder: string, kernel: Kernel, vm: VmCase): string {
  const root = join(folder, 'root');
  const modules = join(root, 'lib/modules', kernel.release);
  if (vm.tree !== 'gone') copyModules(kernel, modules, vm.removed);
  mkdirSync(join(root, 'boot'), { recursive: true });
  cpSync(kernel.config, join(root, 'boot', `config-${kernel.release}`));
  mkdirSync(join(root, 'case'), { recursive: true });
  const files = {
    mode: vm.mode,
    'rules.sh': `ip link set lo up\n${shellOf(scriptsOf(vm.mode, 'ipv4', vm.setting))}`,
    modprobe: vm.modprobe,
    iptables: vm.iptables,
    locked: vm.locked ? '1' : '',
    'config.yaml': vm.config,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, 'case', name), text);
  const archive = pack(root, join(folder, 'case.cpio'));
  rmSync(root, { recursive: true });
  return archive;
}

/** As if the package had not brought them: the lists of modules do not name what was removed. */
function copyModules(kernel: Kernel, to: string, removed: readonly string[]): void {
  for (const folder of moduleFolders) {
    const from = join(kernel.modules, folder);
    if (existsSync(from)) cpSync(from, join(to, folder), { recursive: true });
  }
  const dummies = readdirSync(join(kernel.modules, dummy)).filter((name) => name.startsWith('dummy.ko'));
  for (const name of dummies)
    cpSync(join(kernel.modules, dummy, name), join(to, dummy, name), { recursive: true });
  for (const name of ['modules.builtin', 'modules.builtin.modinfo', 'modules.order']) {
    cpSync(join(kernel.modules, name), join(to, name));
  }
  const patterns = removed.flatMap((name, index) => [...(index === 0 ? [] : ['-o']), '-name', `${name}.ko*`]);
  if (removed.length > 0) run('find', [to, '(', ...patterns, ')', '-delete']);
  run('depmod', ['-b', join(to, '../../..'), kernel.release]);
}

/** Where the path leads is copied to where it stands. */
function copyInto(root: string, path: string): void {
  const target = join(root, path);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(realpathSync(path), target, { recursive: true, dereference: true });
}

function librariesOf(paths: readonly string[]): readonly string[] {
  const listed = paths.flatMap((path) => run('ldd', [path]).split('\n'));
  const found = listed.map((line) => /(?:=> )?(\/\S+) \(0x/u.exec(line)?.[1]);
  return [...new Set(found.filter((path) => path !== undefined))];
}

function pack(root: string, archive: string): string {
  const names = run('find', ['.', '-print0'], root);
  const done = spawnSync('cpio', ['--null', '-o', '-H', 'newc', '--quiet', '-O', archive], {
    cwd: root,
    input: names,
  });
  if (done.status !== 0) throw new Error(`cpio: ${done.stderr.toString()}`);
  return archive;
}

/** The kernel takes archives one behind the other. */
export function chain(archives: readonly string[], to: string): string {
  writeFileSync(to, Buffer.concat(archives.map((path) => readFileSync(path))));
  return to;
}
