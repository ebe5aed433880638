import type { RootedFiles } from './rooted-files.ts';

type Files = Pick<RootedFiles, 'readDir' | 'status'>;

const maxKernels = 64;
/** Any of these is put there by the package of a kernel; a directory that was left behind holds none of them. */
const marks = ['modules.dep', 'modules.builtin', 'modules.order', 'vmlinuz'];
/** Where a kernel of a release lies. Alpine and others name it by flavour alone. */
const imagesOf = (release: string, tree: string): readonly string[] => [
  `/boot/vmlinuz-${release}`,
  `/boot/vmlinux-${release}`,
  `/boot/Image-${release}`,
  `/boot/kernel-${release}`,
  `${tree}/vmlinuz`,
  `${tree}/vmlinux`,
  `${tree}/Image`,
];

/**
 * Releases of the kernels that lie in a root file system, the one that boots by default first: that with
 * the highest version, as grub-mkconfig, systemd-boot and kernel-install sort them. Of trees of modules
 * without a kernel none boots, unless no kernel lies there at all (it may come over the network).
 */
export async function findKernels(files: Files): Promise<readonly string[]> {
  const found = await Promise.all(
    ['/lib/modules', '/usr/lib/modules'].map((folder) => treesIn(files, folder)),
  );
  const byRelease = new Map(found.flat().map((tree) => [tree.release, tree]));
  const trees = [...byRelease.values()];
  const bootable = trees.filter(({ hasImage }) => hasImage);
  const counted = bootable.length > 0 ? bootable : trees;
  return counted.map(({ release }) => release).toSorted((a, b) => compareReleases(b, a));
}

interface Tree {
  readonly release: string;
  readonly hasImage: boolean;
}

async function treesIn(files: Files, folder: string): Promise<readonly Tree[]> {
  const listed = await files.readDir(folder);
  const names = listed.ok ? listed.names.filter((name) => /^\d/u.test(name)).slice(0, maxKernels) : [];
  const trees = await Promise.all(
    names.map(async (release) => {
      const path = `${folder}/${release}`;
      const [hasMark, hasImage] = await Promise.all([
        anyOf(
          files,
          marks.map((mark) => `${path}/${mark}`),
        ),
        anyOf(files, imagesOf(release, path)),
      ]);
      return hasMark ? [{ release, hasImage }] : [];
    }),
  );
  return trees.flat();
}

async function anyOf(files: Files, paths: readonly string[]): Promise<boolean> {
  const seen = await Promise.all(paths.map((path) => files.status(path)));
  return seen.some(({ ok }) => ok);
}

/** As `sort -V` does in grub-mkconfig, to which a release candidate comes before the release. */
export function compareReleases(a: string, b: string): number {
  const [left, right] = [piecesOf(a), piecesOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const order = comparePieces(left[index] ?? '', right[index] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function piecesOf(release: string): readonly string[] {
  const candidate = release.replaceAll(/[._-](?=(?:pre|rc|test|git|old|trunk))/gu, '~');
  return candidate.match(/\d+|[^\d]+/gu) ?? [];
}

function comparePieces(a: string, b: string): number {
  if (a === b) return 0;
  const [earlyA, earlyB] = [a.startsWith('~'), b.startsWith('~')];
  if (earlyA !== earlyB) return earlyA ? -1 : 1;
  const numbers = /^\d+$/u;
  if (numbers.test(a) && numbers.test(b)) {
    const [one, other] = [a.replace(/^0+/u, ''), b.replace(/^0+/u, '')];
    // Longer than any number that counts exactly, in a name that anybody chose.
    return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
  }
  return a < b ? -1 : 1;
}
