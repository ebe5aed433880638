import fc from 'fast-check';
import { memoryIo } from '../../../test/config/memory-io.ts';
import { describe, expect, it } from 'vitest';
import { planOwnFiles } from '../plan-own-files.ts';
import { noProblems } from '../problems.ts';

async function read(text: string) {
  const problems = noProblems(false);
  const { waivers } = await planOwnFiles({ waivers: ['w.yaml'] }, memoryIo({ 'w.yaml': text }), problems);
  return { waivers, errors: problems.errors };
}

const head = 'apiVersion: kube-preflight/v1\nkind: Waivers\n';

/** Code and position of each error, and what is suggested. */
async function errorsOf(body: string, top = head): Promise<readonly string[]> {
  const { errors } = await read(top + body);
  return errors.map(
    ({ code, line, column, suggestion }) =>
      `${code} ${line ?? 0}:${column ?? 0}${suggestion === undefined ? '' : ` ${suggestion}`}`,
  );
}

describe('readWaivers', () => {
  it('reads every field, with the place of the entry', async () => {
    const { waivers, errors } = await read(
      `${head}waivers:\n- check: Swap\n  reason: zram only\n  owner: platform\n  expires: 2027-01-31\n  hosts: ["node[001-020]", web-*]\n- check: tool.absent\n  reason: soon\n`,
    );
    expect(errors).toEqual([]);
    expect(waivers).toEqual([
      {
        check: {
          value: 'Swap',
          origin: { kind: 'file', file: 'w.yaml', line: 4, column: 10, field: 'waivers[0].check' },
        },
        reason: 'zram only',
        owner: 'platform',
        expires: '2027-01-31',
        hosts: ['node[001-020]', 'web-*'],
      },
      expect.objectContaining({ reason: 'soon', owner: '', expires: '', hosts: [] }),
    ]);
  });

  it.each([
    [
      'waivers:\n- check: Swap\n',
      ['config.missing-field 4:3 reason: "why this failure may stand here, and what is done about it"'],
    ],
    ['waivers:\n- reason: x\n', ['config.missing-field 4:3 check: FileExisting-nft']],
    [
      'waivers:\n- check: Swap\n  reason: ""\n',
      ['config.missing-field 5:11 reason: "why this failure may stand here, and what is done about it"'],
    ],
    ['waivers:\n- check: Swap\n  reason: x\n  expire: 2027-01-31\n', ['config.unknown-field 6:3 expires']],
    [
      'waivers:\n- check: Swap\n  reason: x\n  expires: 2027-02-30\n',
      ['config.bad-date 6:12 such as 2027-01-31'],
    ],
    ['waivers:\n- check: Swap\n  reason: x\n  expires: 2027/1/31\n', ['config.bad-date 6:12 2027-01-31']],
    ['waivers:\n- check: Swap\n  reason: x\n  expires: 2027\n', ['config.wrong-type 6:12 "2027" in quotes']],
    [
      'waivers:\n- check: Swap\n  reason: x\n  hosts: [a, "n[2-1]"]\n',
      ['config.bad-host-pattern 6:14 such as node-7, web-*, or node[001-020]'],
    ],
    [
      'waivers:\n- check: Swap\n  reason: x\n  hosts: a\n',
      ['config.wrong-type 6:10 - a on a line of its own'],
    ],
    ['waivers: {check: Swap}\n', ['config.wrong-type 3:10']],
    ['waiver: []\n', ['config.unknown-field 3:1 waivers']],
    [
      'waivers:\n- check: a\n  check: b\n  reason: x\n',
      ['config.duplicate-key 5:3 one of the two removed: readers differ in which one they take'],
    ],
    ['waivers:\n\t- check: a\n', ['config.tab 4:1 spaces instead of the tab']],
  ])('refuses %j', async (body, expected) => {
    expect(await errorsOf(body)).toEqual(expected);
  });

  it.each([
    ['kind: Waivers\n', ['config.missing-api-version 1:1 apiVersion: kube-preflight/v1']],
    ['apiVersion: kube-preflight/v1\nkind: Waiver\n', ['config.unknown-kind 2:7 kind: Waivers']],
    [
      'apiVersion: kubeadm.k8s.io/v1beta4\nkind: Waivers\n',
      ['config.unknown-version 1:13 apiVersion: kube-preflight/v1'],
    ],
    ['- a\n', ['config.not-a-mapping 1:1']],
    ['# nothing\n', ['config.empty-file 1:1']],
    ['', ['config.empty-file 0:0']],
  ])('refuses a file of %j', async (text, expected) => {
    expect(await errorsOf('', text)).toEqual(expected);
  });

  it('never throws, whatever the file holds', async () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    await fc.assert(
      fc.asyncProperty(value, async (waivers) => {
        await read(`${head}waivers: ${JSON.stringify(waivers)}\n`);
      }),
      { numRuns: 60 },
    );
  });
});
