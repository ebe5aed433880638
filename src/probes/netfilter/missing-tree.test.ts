import { expect, it } from 'vitest';
import { fakeHost } from '../../../test/fakes/fake-host.ts';
import { missingTree } from './missing-tree.ts';

const release = '6.1.0-44-amd64';
const modular = { '/proc/modules': 'nf_tables 1 0 - Live 0x0\n' };

it.each([
  ['a kernel without modules', {}, undefined],
  ['its modules are there', { ...modular, [`/lib/modules/${release}/modules.dep`]: '' }, undefined],
  ['they lie in /usr', { ...modular, [`/usr/lib/modules/${release}/modules.dep`]: '' }, undefined],
  ['they are gone', modular, { path: `/lib/modules/${release}`, others: [] }],
  [
    'those of a newer kernel are there instead',
    { ...modular, '/lib/modules/6.1.0-45-amd64/modules.dep': '', '/lib/modules/README': '' },
    { path: `/lib/modules/${release}`, others: ['6.1.0-45-amd64'] },
  ],
])('missingTree: %s', async (_, files, expected) => {
  expect(await missingTree(fakeHost({ release, files }))).toEqual(expected);
});
