import fc from 'fast-check';
import { memoryIo } from '../../../test/config/memory-io.ts';
import { describe, expect, it } from 'vitest';
import { planOwnFiles } from '../plan-own-files.ts';
import { noProblems } from '../problems.ts';

const head = 'apiVersion: kube-preflight/v1\nkind: Requirements\nrequirements:\n';

async function read(body: string) {
  const problems = noProblems(false);
  const { requirements } = await planOwnFiles(
    { requirements: ['r.yaml'] },
    memoryIo({ 'r.yaml': head + body }),
    problems,
  );
  return { requirements, errors: problems.errors };
}

/** One entry with all that is required, and what is given, from line 6 on. */
function entry(...lines: readonly string[]): string {
  return ['- name: own', '  why: it is so', ...lines.map((line) => `  ${line}`)].join('\n');
}

describe('readRequirements', () => {
  it.each([
    ['tool: {name: auditctl}', { kind: 'tool', tool: 'auditctl', minimum: '', versionArgument: '--version' }],
    [
      'tool: {name: auditctl, packages: {any: audit, debian: auditd, opensuse-leap: lib+x}}',
      {
        kind: 'tool',
        tool: 'auditctl',
        minimum: '',
        versionArgument: '--version',
        packages: { any: 'audit', debian: 'auditd', 'opensuse-leap': 'lib+x' },
      },
    ],
    [
      'tool: {name: auditctl, minimumVersion: "3.0", versionArgument: -V}',
      { kind: 'tool', tool: 'auditctl', minimum: '3.0', versionArgument: '-V' },
    ],
    [
      'sysctl: {key: vm.max_map_count, minimum: 262144}',
      { kind: 'sysctl', key: 'vm/max_map_count', values: [], minimum: 262_144 },
    ],
    ['sysctl: {key: vm.swappiness, value: 1}', { kind: 'sysctl', key: 'vm/swappiness', values: ['1'] }],
    [
      'sysctl: {key: net/ipv4/conf/eth0.100/forwarding, values: [0, 1]}',
      { kind: 'sysctl', key: 'net/ipv4/conf/eth0.100/forwarding', values: ['0', '1'] },
    ],
    [
      'sysctl: {key: net.ipv4.conf.eth0/100.forwarding}',
      { kind: 'sysctl', key: 'net/ipv4/conf/eth0.100/forwarding', values: [] },
    ],
    ['sysctl: {key: /proc/sys/vm/swappiness}', { kind: 'sysctl', key: 'vm/swappiness', values: [] }],
    [
      'sysctl: {key: net.ipv4.tcp_rmem, value: "4096  131072\\t6291456"}',
      { kind: 'sysctl', key: 'net/ipv4/tcp_rmem', values: ['4096 131072 6291456'] },
    ],
    ['module: {name: dm-crypt}', { kind: 'module', module: 'dm-crypt', state: 'available' }],
    ['module: {name: dm_crypt, state: loaded}', { kind: 'module', module: 'dm_crypt', state: 'loaded' }],
    [
      'file: {path: /etc/x, maxMode: "0640", owner: 0, contains: a b}',
      { kind: 'file', path: '/etc/x', type: 'file', maxMode: 0o640, owner: 0, contains: 'a b' },
    ],
    ['file: {path: /etc/x, type: absent}', { kind: 'file', path: '/etc/x', type: 'absent', contains: '' }],
    ['port: {number: 9100}', { kind: 'port', port: 9100, protocol: 'tcp', state: 'free' }],
    [
      'port: {number: 53, protocol: udp, state: in-use}',
      { kind: 'port', port: 53, protocol: 'udp', state: 'in-use' },
    ],
  ])('reads %s', async (line, demand) => {
    const { requirements, errors } = await read(entry(line));
    expect(errors).toEqual([]);
    expect(requirements[0]?.demand).toEqual(demand);
  });

  it('reads what stands around the demand', async () => {
    const { requirements } = await read(
      entry(
        'module: {name: x}',
        'severity: warn',
        'neededBy: [security team]',
        'source: SEC-12',
        'when: {commands: [join], roles: [worker], modes: [nftables], hosts: ["node[1-9]"]}',
        'mend: {what: ask, now: [a], persistent: [b], verify: [c]}',
      ),
    );
    expect(requirements[0]).toMatchObject({
      name: { value: 'own', origin: { line: 4, column: 9 } },
      severity: 'warn',
      neededBy: ['security team'],
      why: 'it is so',
      source: 'SEC-12',
      actions: ['join'],
      roles: ['worker'],
      modes: ['nftables'],
      hosts: ['node[1-9]'],
      mend: { what: 'ask', now: ['a'], persistent: ['b'], verify: ['c'] },
    });
  });

  it.each([
    [entry(), 'config.bad-requirement 4:3'],
    [entry('tool: {name: a}', 'module: {name: b}'), 'config.bad-requirement 7:11'],
    [entry('tool: {minimumVersion: "1.0"}'), 'config.missing-field 6:9'],
    [entry('tool: {name: /usr/bin/x}'), 'config.bad-value 6:16'],
    [entry('tool: {name: x, minimumVersion: 1.10}'), 'config.wrong-type 6:35'],
    [entry('tool: {name: x, minimumVersion: new}'), 'config.bad-value 6:35'],
    [entry('tool: {name: rm, versionArgument: -rf}'), 'config.bad-value 6:37'],
    [entry('tool: {name: a, packages: {debian: "-o x"}}'), 'config.bad-value 6:38'],
    [entry('tool: {name: a, packages: {Debian: x}}'), 'config.bad-value 6:38'],
    [entry('tool: {name: a, packages: {any: "a; rm"}}'), 'config.bad-value 6:35'],
    [entry('tool: {name: a, packages: auditd}'), 'config.wrong-type 6:29'],
    [entry('sysctl: {key: swappiness}'), 'config.bad-value 6:17'],
    [entry('sysctl: {key: ../../etc/passwd}'), 'config.bad-value 6:17'],
    [entry('sysctl: {key: vm/../kernel/x}'), 'config.bad-value 6:17'],
    [entry('sysctl: {key: a.b, value: 1, minimum: 2}'), 'config.bad-requirement 6:11'],
    [entry('sysctl: {key: a.b, minimum: 3, maximum: 2}'), 'config.bad-value 6:31'],
    [entry('sysctl: {key: a.b, minimum: many}'), 'config.wrong-type 6:31'],
    [entry('module: {name: a/b.ko}'), 'config.bad-value 6:18'],
    [entry('module: {name: x, state: builtin}'), 'config.bad-value 6:28'],
    [entry('file: {path: etc/x}'), 'config.bad-value 6:16'],
    [entry('file: {path: /etc/../x}'), 'config.bad-value 6:16'],
    [entry('file: {path: /x, maxMode: 0640}'), 'config.wrong-type 6:29'],
    [entry('file: {path: /x, maxMode: "rw-r"}'), 'config.bad-value 6:29'],
    [entry('file: {path: /x, type: directory, contains: x}'), 'config.bad-requirement 6:47'],
    [entry('port: {number: 70000}'), 'config.bad-value 6:18'],
    [entry('port: {}'), 'config.missing-field 6:9'],
    [entry('port: {number: 1, protocol: sctp}'), 'config.bad-value 6:31'],
    [entry('port: {number: 1}', 'severity: error'), 'config.bad-value 7:13'],
    [entry('port: {number: 1}', 'when: {modes: [nft]}'), 'config.bad-value 7:18'],
    [entry('port: {number: 1}', 'when: {hosts: ["n[2-1]"]}'), 'config.bad-host-pattern 7:18'],
    [entry('port: {nmuber: 1}'), 'config.unknown-field 6:10'],
    ['- name: a b\n  why: x\n  port: {number: 1}\n', 'config.bad-name 4:9'],
    ['- name: a\n  port: {number: 1}\n', 'config.missing-field 4:3'],
    [`${entry('port: {number: 1}')}\n- name: OWN\n  why: x\n  port: {number: 2}\n`, 'config.name-twice 7:9'],
  ])('refuses %j', async (body, expected) => {
    const { errors } = await read(body);
    expect(errors.map(({ code, line, column }) => `${code} ${line ?? 0}:${column ?? 0}`)).toEqual([expected]);
  });

  it.each([
    ['module: {name: x, state: laoded}', 'loaded'],
    ['sysctl: {kye: a.b}', 'key'],
    ['tool: {name: /usr/bin/jq}', 'jq'],
    ['tool: {name: jq, minimumVersion: 1.6}', '"1.6" in quotes'],
    ['tool: {name: jq, minimumVersion: yes}', 'such as "4.2" or "1.8.9"'],
  ])('suggests what was meant by %s', async (line, suggestion) => {
    expect((await read(entry(line))).errors[0]).toMatchObject({ suggestion });
  });

  it.each(['y', 'no', 'On', 'TRUE', '2027-01-31'])('takes %s for text where text is wanted', async (word) => {
    const { requirements, errors } = await read(
      `- name: a\n  why: ${word}\n  neededBy: [${word}]\n  module: {name: x}\n`,
    );
    expect(errors).toEqual([]);
    expect(requirements[0]).toMatchObject({ why: word, neededBy: [word] });
  });

  it.each(['null', '~', '', '[a]', '{a: b}'])('takes %j for no text', async (word) => {
    expect((await read(`- name: a\n  why: ${word}\n  module: {name: x}\n`)).errors).toHaveLength(1);
  });

  it('never throws, whatever the file holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue({ maxDepth: 4 }),
        fc.jsonValue({ maxDepth: 2 }),
        async (value, demand) => {
          await read(`${JSON.stringify([value])}\n`);
          await read(`- ${JSON.stringify({ name: 'x', why: 'x', tool: demand, file: value })}\n`);
        },
      ),
      { numRuns: 60 },
    );
  });
});
