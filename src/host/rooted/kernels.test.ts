import { describe, expect, it } from 'vitest';
import { imageTree } from '../../../test/image-tree.ts';
import { compareReleases, findKernels } from './kernels.ts';
import { createRootedHost } from './rooted-host.ts';

describe('compareReleases', () => {
  it.each([
    ['6.9.0', '6.12.0'],
    ['6.12.0-rc7', '6.12.0'],
    ['6.1.0-18-amd64', '6.1.0-44-amd64'],
    ['5.14.0-427.el9', '5.14.0-503.11.1.el9_5'],
    ['6.8.0-45-generic', '6.8.0-101-generic'],
    ['6.12.8', '6.12.8-lts'],
    ['5.10.0', '05.100.0'],
  ])('%s comes before %s', (older, newer) => {
    expect(compareReleases(older, newer)).toBeLessThan(0);
    expect(compareReleases(newer, older)).toBeGreaterThan(0);
    expect(compareReleases(newer, newer)).toBe(0);
  });
});

describe('findKernels', () => {
  it('passes over a newer tree of modules without a kernel', async () => {
    const made = await createRootedHost(
      imageTree({
        files: {
          '/lib/modules/6.1.0-44-amd64/modules.dep': '',
          '/lib/modules/6.1.0-48-amd64/modules.dep': '',
          '/boot/vmlinuz-6.1.0-44-amd64': 'MZ',
        },
      }),
    );
    if (!made.ok) throw new Error(made.code);
    expect(await findKernels(made.host)).toEqual(['6.1.0-44-amd64']);
    await made.host.close();
  });
});
