import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { elfBytes } from '../../../test/fakes/elf-bytes.ts';
import { runProbeTools, toolIn } from '../../../test/runners/run-probe-tools.ts';
import { realIt } from '../../../test/real.ts';

/** No distribution has a tool of this name, so that nothing sound lies behind a broken one. */
const lone = 'kube-preflight-lone';
const systemPath = '/usr/sbin:/usr/bin:/sbin:/bin';
const foreignMachine = process.arch === 'arm64' ? 62 : 183;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kube-preflight-tools-'));
  chmodSync(folder, 0o755);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string | Uint8Array, mode = 0o755): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

/** The fact about a tool that lies in the folder, which comes first in the PATH. */
function look(name: string, as?: readonly string[]) {
  const facts = runProbeTools({
    path: `${folder}:${systemPath}`,
    tools: [name],
    ...(as === undefined ? {} : { as }),
  });
  return toolIn(facts, name);
}

describe('toolsProbe on files that cannot be run', () => {
  it('tells a file without permission to execute', () => {
    const path = write(lone, '#!/bin/sh\n', 0o644);
    expect(look(lone)).toMatchObject({ state: 'faulty', fault: 'not-executable', path, inUserPath: true });
  });

  it('tells a directory', () => {
    mkdirSync(join(folder, lone));
    expect(look(lone)).toMatchObject({ state: 'faulty', fault: 'directory' });
  });

  it('tells a dangling link, and a chain of links that ends nowhere', () => {
    symlinkSync('gone', join(folder, 'middle'));
    symlinkSync('middle', join(folder, lone));
    expect(look(lone)).toMatchObject({
      state: 'faulty',
      fault: 'dangling-link',
      detail: `${folder}/gone does not exist`,
      links: [`${folder}/middle`, `${folder}/gone`],
    });
  });

  it('tells a loop of links', () => {
    symlinkSync(lone, join(folder, 'back'));
    symlinkSync('back', join(folder, lone));
    expect(look(lone)).toMatchObject({ state: 'faulty', fault: 'link-loop' });
  });

  it('tells a missing interpreter', () => {
    write('nft', '#!/no/such/shell\n');
    expect(look('nft')).toMatchObject({
      state: 'faulty',
      fault: 'bad-interpreter',
      detail: 'its interpreter /no/such/shell does not exist',
      path: join(folder, 'nft'),
    });
  });

  it('tells an interpreter that env(1) does not find', () => {
    write('nft', '#!/usr/bin/env no-such-interpreter\n');
    expect(look('nft')).toMatchObject({ state: 'faulty', fault: 'bad-interpreter' });
  });

  it('tells what is neither a program nor a script, and does not give it to a shell', () => {
    write('nft', `echo "nftables v1.0.6"\n`);
    expect(look('nft')).toMatchObject({ state: 'faulty', fault: 'not-a-program' });
    write('ipset', '');
    expect(look('ipset')).toMatchObject({ state: 'faulty', fault: 'not-a-program' });
  });

  it('tells a program of another architecture without starting it', () => {
    write('nft', elfBytes({ machine: foreignMachine }));
    const fact = look('nft');
    expect(fact).toMatchObject({ state: 'faulty', fault: 'wrong-architecture' });
    expect(fact.detail).toMatch(/^built for \S+; this machine is \S+$/);
    expect(fact.run).toBeUndefined();
  });

  realIt(
    'tells a real loader of another architecture',
    ['/usr/aarch64-linux-gnu/lib/ld-linux-aarch64.so.1'],
    () => {
      copyFileSync('/usr/aarch64-linux-gnu/lib/ld-linux-aarch64.so.1', join(folder, 'nft'));
      chmodSync(join(folder, 'nft'), 0o755);
      expect(look('nft')).toMatchObject({
        fault: 'wrong-architecture',
        detail: expect.stringContaining('aarch64'),
      });
    },
  );

  it('tells a program whose loader is missing', () => {
    const machine = process.arch === 'arm64' ? 183 : 62;
    write('nft', elfBytes({ machine, interpreter: '/lib/ld-musl-none.so.1' }));
    expect(look('nft')).toMatchObject({
      state: 'faulty',
      fault: 'missing-library',
      detail: 'its loader /lib/ld-musl-none.so.1 does not exist',
    });
  });

  realIt('goes on past what a search skips, and remembers it', ['nft'], () => {
    write('nft', '#!/bin/sh\n', 0o644);
    const fact = look('nft');
    expect(fact).toMatchObject({ state: 'sound', passedOver: [{ fault: 'not-executable' }] });
    expect(fact.path).not.toContain(folder);
  });
});

describe('toolsProbe on programs that fail', () => {
  it('tells a tool that hangs, for the price of its deadline', () => {
    write('nft', '#!/bin/sh\nsleep 64.5 & sleep 64.5\n');
    const started = performance.now();
    expect(look('nft')).toMatchObject({ state: 'faulty', fault: 'timed-out' });
    expect(performance.now() - started).toBeLessThan(6000);
  });

  it('tells a crash by its signal', () => {
    write('nft', '#!/bin/sh\nkill -SEGV $$\n');
    expect(look('nft')).toMatchObject({ state: 'faulty', fault: 'crashed', detail: 'killed by SIGSEGV' });
  });

  it('tells a failure by its last words', () => {
    write('nft', '#!/bin/sh\necho first >&2; echo last >&2; exit 1\n');
    expect(look('nft')).toMatchObject({ state: 'faulty', fault: 'failed', detail: 'exit status 1: last' });
  });

  it('tells an unreadable version', () => {
    write('nft', '#!/bin/sh\necho nftables, some build\n');
    expect(look('nft')).toMatchObject({ state: 'faulty', fault: 'version-unreadable' });
  });

  it('bears a flood of output', () => {
    write('nft', '#!/bin/sh\nhead -c 50000000 /dev/zero\n');
    const fact = look('nft');
    expect(fact).toMatchObject({ state: 'faulty', fault: 'version-unreadable' });
    expect(fact.run?.stdout.length).toBeLessThan(5000);
  });

  it('asks an old nft again in the way it knows', () => {
    write(
      'nft',
      '#!/bin/sh\n[ "$1" = --version ] && echo "nftables v0.9.0 (Fearless Fosdick)" && exit 0\nexit 1\n',
    );
    expect(look('nft')).toMatchObject({ state: 'sound', version: '0.9.0' });
  });

  it('asks a file once, whatever its names, by the first of them', () => {
    write('multi', `#!/bin/sh\necho "$0 $*" >> ${folder}/log\necho "iptables v1.8.7 (legacy)"\n`);
    for (const name of ['iptables-restore', 'iptables', 'ip6tables-save'])
      symlinkSync('multi', join(folder, name));
    const facts = runProbeTools({ path: `${folder}:${systemPath}` });
    for (const name of ['iptables', 'iptables-restore', 'ip6tables-save']) {
      expect(toolIn(facts, name)).toMatchObject({
        state: 'sound',
        version: '1.8.7',
        variant: 'legacy',
        links: [join(folder, 'multi')],
        run: { argv: [join(folder, 'iptables'), '--version'] },
      });
    }
  });

  realIt('refuses as root what others may write, and takes the tool behind it', ['root', 'nft'], () => {
    write('nft', `#!/bin/sh\n: > ${folder}/ran\necho "nftables v9.9"\n`, 0o777);
    const fact = look('nft');
    expect(fact).toMatchObject({ state: 'sound', passedOver: [{ fault: 'unsafe-path' }] });
    expect(fact.version).not.toBe('9.9');
    expect(() => chmodSync(`${folder}/ran`, 0o644)).toThrow('ENOENT');
  });
});

describe('toolsProbe on this host', () => {
  realIt('finds sound tools with version and variant', ['nft', 'iptables', 'ipset'], () => {
    const facts = runProbeTools({ tools: ['mount', 'losetup', 'cp', lone] });
    expect(toolIn(facts, 'nft')).toMatchObject({
      state: 'sound',
      version: expect.stringMatching(/^\d+\.\d+/),
    });
    expect(toolIn(facts, 'ipset')).toMatchObject({
      state: 'sound',
      version: expect.stringMatching(/^\d+\.\d+/),
    });
    expect(toolIn(facts, 'iptables').variant).toMatch(/^(legacy|nf_tables)$/);
    expect(toolIn(facts, 'iptables-restore').version).toBe(toolIn(facts, 'iptables').version);
    for (const name of ['mount', 'losetup', 'cp']) {
      expect(toolIn(facts, name)).toMatchObject({ state: 'sound' });
      expect(toolIn(facts, name).run).toBeUndefined();
    }
    expect(toolIn(facts, lone)).toEqual({ name: lone, state: 'absent', links: [] });
  });

  realIt('finds /usr/sbin/nft for a user whose PATH lacks sbin', ['root', 'nft', 'setpriv'], () => {
    const as = ['/usr/bin/setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];
    const facts = runProbeTools({ path: '/usr/bin:/bin', as });
    expect(toolIn(facts, 'nft')).toMatchObject({ state: 'sound', inUserPath: false, path: '/usr/sbin/nft' });
    expect(toolIn(facts, 'ipset')).toMatchObject({ state: 'sound' });
    expect(toolIn(facts, 'iptables').state).toBe('sound');
  });

  realIt('cannot tell of a tool that this user may not run', ['root', 'setpriv'], () => {
    write('nft', '#!/bin/sh\n', 0o750);
    write(lone, '#!/bin/sh\n', 0o750);
    const as = ['/usr/bin/setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];
    expect(look(lone, as)).toMatchObject({ state: 'unknown', fault: 'no-privilege' });
  });
});

describe('toolsProbe in a mount namespace', () => {
  realIt('tells a library that is gone', ['root', 'nft', 'unshare'], () => {
    const prepare =
      'for lib in /usr/lib/*/libnftables.so.1 /usr/lib64/libnftables.so.1; do [ ! -e "$lib" ] || mount --bind /dev/null "$lib"; done';
    const facts = runProbeTools({ prepare });
    expect(toolIn(facts, 'nft')).toMatchObject({
      state: 'faulty',
      fault: 'missing-library',
      detail: expect.stringContaining('libnftables.so.1'),
    });
    expect(toolIn(facts, 'ipset').state).toBe('sound');
  });

  realIt(
    'tells alternatives whose directory was emptied',
    ['root', 'iptables', 'unshare', '/etc/alternatives/iptables'],
    () => {
      const facts = runProbeTools({ prepare: 'mount -t tmpfs none /etc/alternatives' });
      expect(toolIn(facts, 'iptables')).toMatchObject({
        state: 'faulty',
        fault: 'dangling-link',
        detail: '/etc/alternatives/iptables does not exist',
      });
      expect(toolIn(facts, 'iptables-nft').state).toBe('sound');
    },
  );

  realIt('tells a tool that a plain file covers', ['root', 'nft', 'unshare'], () => {
    const facts = runProbeTools({ prepare: 'mount --bind /etc/passwd /usr/sbin/nft' });
    expect(toolIn(facts, 'nft')).toMatchObject({ state: 'faulty', fault: 'not-executable' });
  });

  realIt('tells absent tools from faulty ones', ['root', 'unshare'], () => {
    const facts = runProbeTools({ prepare: 'mount -t tmpfs none /usr/sbin' });
    for (const name of ['nft', 'iptables', 'ipset']) expect(toolIn(facts, name).state).toBe('absent');
  });

  realIt('tells a file system mounted noexec', ['root', 'unshare'], () => {
    write(lone, '#!/bin/sh\n');
    const prepare = `mount --bind ${folder} ${folder} && mount -o remount,bind,noexec ${folder}`;
    const facts = runProbeTools({ path: `${folder}:${systemPath}`, prepare, tools: [lone] });
    expect(toolIn(facts, lone)).toMatchObject({
      state: 'faulty',
      fault: 'not-executable',
      detail: expect.stringContaining('noexec'),
    });
  });
});
