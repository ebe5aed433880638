import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { realIt } from '../real.ts';

const executable = fileURLToPath(new URL('../../dist/kube-preflight', import.meta.url));
const needs = ['root', 'unshare', 'mount', 'bash'] as const;

/** bash in namespaces of its own, in an empty directory that root alone may write; `$0` is the executable. */
function run(script: string, env: Readonly<Record<string, string>> = {}) {
  const setup = 'mount --make-rprivate / && mount -t tmpfs -o mode=755 none /mnt && cd /mnt || exit 99';
  const { status, stdout, stderr } = spawnSync(
    'unshare',
    ['--mount', '--uts', 'bash', '-c', `${setup}\n${script}`, executable],
    { encoding: 'utf8', timeout: 60_000, maxBuffer: 32 * 1024 * 1024, env: { ...process.env, ...env } },
  );
  return { status, stdout, stderr };
}

/** What could drive a terminal: all control characters but line feeds, and the tab of kubeadm's format. */
const driving = /(?!\n|\t(?=\[(?:WARNING|ERROR) ))\p{Cc}|[\u202a-\u202e]/u;

describe('a host that means harm', () => {
  const hostile = String.raw`
    printf '#!/bin/sh\nprintf "\\033]0;x\\007\\033[2J\\r\\233 nftables v1.0.9 \\342\\200\\256 (x)\\n"; printf "\\033[2J\\r" >&2; exit 3\n' > tool
    chmod 755 tool
    for name in nft iptables ipset; do mount --bind tool "$(readlink -f "$(command -v $name)")"; done
    mkdir -p net.d && printf '{"name":"\\u001b[2J","plugins":[{"type":"\\u009b2J"}]}' > net.d/$'1\e[2J\r.conflist'
    mkdir -p /etc/cni/net.d 2> /dev/null; mount --bind net.d /etc/cni/net.d
    printf 'PRETTY_NAME="\033[2J\302\233x"\nID=debian\n' > os; mount --bind os "$(readlink -f /etc/os-release)"
    printf 'evil\033[2J' > /proc/sys/kernel/hostname
    printf 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nfoo: "\\e[2J"\nbar\033[2J: 1\n' > $'k\e[2J.yaml'`;

  for (const format of [
    'text',
    'json',
    'kubeadm',
    'markdown',
    'html',
    'junit',
    'sarif',
    'github',
    'prometheus',
  ]) {
    realIt(`drives no terminal by names and outputs: ${format}`, needs, () => {
      const { status, stdout, stderr } = run(`${hostile}\n"$0" init -v --proxy-mode nftables -o ${format}`);
      expect(status).toBe(1);
      expect(driving.exec(stdout)?.[0]).toBeUndefined();
      expect(driving.exec(stderr)?.[0]).toBeUndefined();
    });
  }

  realIt('drives none by the name and the content of a configuration', needs, () => {
    const { status, stdout, stderr } = run(`${hostile}\n"$0" init --config $'k\\e[2J.yaml' --strict`);
    expect(status).toBe(3);
    expect(driving.exec(stdout + stderr)?.[0]).toBeUndefined();
  });
});

describe('the PATH of a user who becomes root', () => {
  realIt('plants no tool: what others may write is not run', needs, () => {
    const { stdout } = run(`
      mkdir open; chmod 777 open; mkdir other; chown 65534 other
      for at in open other; do
        for name in nft iptables ipset unshare systemctl modprobe mount; do
          printf '#!/bin/sh\\ntouch /mnt/ran-in-'$at'\\nexit 0\\n' > $at/$name; chmod 755 $at/$name
        done
      done
      PATH=/mnt/open:/mnt/other:.::$PATH "$0" init --proxy-mode nftables > /dev/null 2>&1
      PATH=/mnt/open:/mnt/other:.::$PATH "$0" init --proxy-mode ipvs > /dev/null 2>&1
      ls`);
    expect(stdout.split('\n').filter((name) => name.startsWith('ran-in'))).toEqual([]);
  });

  realIt('brings no code by the environment', needs, () => {
    const { stdout, stderr } = run(
      `echo 'require("fs").writeFileSync("/mnt/ran", "")' > evil.cjs
      export NODE_OPTIONS='--require /mnt/evil.cjs' NODE_PATH=/mnt
      export BASH_ENV=/mnt/evil.sh ENV=/mnt/evil.sh; echo 'touch /mnt/ran' > evil.sh
      "$0" init > /dev/null; ls`,
    );
    expect(stderr).toBe('');
    expect(stdout.split('\n')).not.toContain('ran');
  });
});

describe('links', () => {
  realIt('that are named as input lead to files, and to nothing that never ends', needs, () => {
    const { stdout } = run(`
      ln -s /dev/zero to-zero; ln -s loop loop; ln -s /dev/tty to-tty
      for input in to-zero loop to-tty; do
        for flag in --config --facts; do
          timeout -k 1 10 "$0" init $flag $input > /dev/null 2>&1 < /dev/null; echo "$flag $input $?"
        done
        timeout -k 1 10 "$0" fleet report $input > /dev/null 2>&1 < /dev/null; echo "fleet $input $?"
      done`);
    const ended = stdout.trim().split('\n');
    expect(ended).toHaveLength(9);
    // 124: it was still running after ten seconds; above 128: a signal.
    expect(ended.filter((line) => !/ [0-4]$/u.test(line))).toEqual([]);
  });

  realIt('in the place of an output are not followed', needs, () => {
    const { status, stdout } = run(`
      echo kept > target; ln -s target facts.json
      "$0" facts -o facts.json 2> /dev/null; status=$?
      cat target; readlink facts.json; exit $status`);
    expect({ status, stdout }).toEqual({ status: 4, stdout: 'kept\ntarget\n' });
  });
});
