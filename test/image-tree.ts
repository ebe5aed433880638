import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface ImageTree {
  /** Path in the image → content. A file below a `bin` or `sbin` may be executed. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Path of a symbolic link → its target. */
  readonly links?: Readonly<Record<string, string>>;
  readonly dirs?: readonly string[];
}

/** A root file system in a directory of its own, gone when the test is. */
export function imageTree({ files = {}, links = {}, dirs = [] }: ImageTree): string {
  const outer = mkdtempSync(join(tmpdir(), 'kube-preflight-image-'));
  onTestFinished(() => rmSync(outer, { recursive: true, force: true }));
  const root = join(outer, 'root');
  mkdirSync(root);
  for (const directory of dirs) mkdirSync(join(root, directory), { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
    if (/\/s?bin\//u.test(path)) chmodSync(join(root, path), 0o755);
  }
  for (const [path, target] of Object.entries(links)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(target, join(root, path));
  }
  return root;
}

/** The first bytes of a program, as far as anybody reads them here. */
export function elfHeader(machine: 'x86_64' | 'aarch64', interpreter = ''): Uint8Array {
  const bytes = Buffer.alloc(256);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  bytes.writeUInt16LE(machine === 'x86_64' ? 62 : 183, 18);
  if (interpreter === '') return bytes;
  bytes.writeBigUInt64LE(64n, 32);
  bytes.writeUInt16LE(56, 54);
  bytes.writeUInt16LE(1, 56);
  bytes.writeUInt32LE(3, 64);
  bytes.writeBigUInt64LE(128n, 72);
  bytes.writeBigUInt64LE(BigInt(interpreter.length + 1), 96);
  bytes.write(interpreter, 128);
  return bytes;
}
