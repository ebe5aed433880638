import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import { createLinuxHost } from '../../host/linux-host.ts';
import { pathsProbe } from './probe.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'paths-'));
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'empty'));
  mkdirSync(join(folder, 'full'));
  for (const name of 'abcdefgh') writeFileSync(join(folder, 'full', name), '');
  symlinkSync('/nowhere', join(folder, 'dangling'));
  symlinkSync(join(folder, 'file'), join(folder, 'link'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('pathsProbe', () => {
  it('tells files, directories, links and nothing apart', async () => {
    const names = ['file', 'empty', 'full', 'dangling', 'link', 'absent', 'file/below'];
    const paths = names.map((name) => join(folder, name));
    const fact = await pathsProbe.run(createLinuxHost(), { ...quietSurvey, paths });
    const byPath = fact.known ? fact.value.byPath : {};
    const kinds = paths.map((path) => byPath[path]?.kind);
    expect(kinds).toEqual(['file', 'directory', 'directory', 'dangling', 'file', 'absent', 'absent']);
    expect(byPath[join(folder, 'empty')]?.names).toEqual([]);
    expect(byPath[join(folder, 'full')]?.names).toHaveLength(5);
  });

  it('cannot tell what this user may not see', async () => {
    const host = fakeHost({ uid: 1000, dirs: { '/var/lib/etcd': { error: 'EACCES' } } });
    const fact = await pathsProbe.run(host, {
      ...quietSurvey,
      paths: ['/var/lib/etcd', '/var/lib/etcd/member'],
    });
    const byPath = fact.known ? fact.value.byPath : {};
    expect(byPath['/var/lib/etcd']).toMatchObject({ code: 'EACCES' });
  });
});
