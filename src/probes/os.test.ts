import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../test/fakes/quiet-survey.ts';
import { osProbe, parseOsRelease } from './os.ts';

describe('parseOsRelease', () => {
  it.each([
    ['ID=debian', { ID: 'debian' }],
    ['PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"', { PRETTY_NAME: 'Debian GNU/Linux 12 (bookworm)' }],
    ["NAME='it has \\ and $x'", { NAME: 'it has \\ and $x' }],
    ['NAME="a \\"quoted\\" \\$name \\\\ \\` \\n"', { NAME: 'a "quoted" $name \\ ` \\n' }],
    ['NAME=plain\\ name', { NAME: 'plain name' }],
    ['# ID=no\n\n  ID=rhel  \r\nVERSION_ID="10.1"\r\n', { ID: 'rhel', VERSION_ID: '10.1' }],
    ['ID=a\nID=b', { ID: 'b' }],
    ['ID=', { ID: '' }],
    ['ID="unclosed', { ID: 'unclosed' }],
    ['ID="', { ID: '' }],
    ['not a line\n=x\n1A=x\nA B=x', {}],
  ])('%j', (text, expected) => {
    expect(Object.fromEntries(parseOsRelease(text))).toEqual(expected);
  });

  it('gives back any value that was quoted as the manual says', () => {
    const value = fc.string().filter((text) => !/[\r\n]/.test(text));
    fc.assert(
      fc.property(value, (text) => {
        const quoted = text.replace(/["$`\\]/g, String.raw`\$&`);
        expect(parseOsRelease(`A=1\nNAME="${quoted}"\n`).get('NAME')).toBe(text);
      }),
    );
  });

  it('bears any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const name of parseOsRelease(text).keys()) expect(name).toMatch(/^[A-Za-z_]\w*$/);
      }),
    );
  });
});

describe('osProbe', () => {
  const rhel =
    'ID="rhel"\nID_LIKE="centos fedora"\nVERSION_ID="10.1"\nPRETTY_NAME="Red Hat Enterprise Linux 10.1 (Coughlan)"\n';

  it('reads the first os-release there is', async () => {
    const host = fakeHost({ files: { '/etc/os-release': rhel, '/usr/lib/os-release': 'ID=other' } });
    expect(await osProbe.run(host, quietSurvey)).toEqual({
      known: true,
      value: {
        id: 'rhel',
        idLike: ['centos', 'fedora'],
        versionId: '10.1',
        prettyName: 'Red Hat Enterprise Linux 10.1 (Coughlan)',
        hostName: 'node-1',
        machine: 'x86_64',
        source: '/etc/os-release',
      },
    });
  });

  it('falls back to /usr/lib, also behind a dangling link', async () => {
    const host = fakeHost({
      files: { '/usr/lib/os-release': 'ID=alpine\nNAME="Alpine Linux"' },
      links: { '/etc/os-release': '/nowhere' },
    });
    expect(await osProbe.run(host, quietSurvey)).toMatchObject({
      value: { id: 'alpine', idLike: [], prettyName: 'Alpine Linux', source: '/usr/lib/os-release' },
    });
  });

  it('does without', async () => {
    expect(await osProbe.run(fakeHost(), quietSurvey)).toMatchObject({
      known: true,
      value: { id: '', prettyName: 'Linux', source: '' },
    });
  });
});
