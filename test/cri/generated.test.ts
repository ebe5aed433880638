import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const committed = 'src/host/cri';
const names = readdirSync(committed).filter((file) => file.endsWith('.proto'));
const made = mkdtempSync(join(tmpdir(), 'proto-'));

describe('what is generated from the .proto files', () => {
  beforeAll(() => {
    const done = spawnSync(process.execPath, ['scripts/proto.ts', made], { encoding: 'utf8' });
    expect(done.status, done.stderr).toBe(0);
  });
  afterAll(() => rmSync(made, { recursive: true }));

  it('is there for each of them', () => {
    expect(names.length).toBeGreaterThan(0);
    const outputs = names.map((file) => file.replace('.proto', '_pb.ts'));
    expect(readdirSync(made).toSorted()).toEqual(outputs.toSorted());
  });

  it.each(names)('is what is committed: %s', (file) => {
    const output = file.replace('.proto', '_pb.ts');
    expect(readFileSync(join(committed, output), 'utf8')).toBe(readFileSync(join(made, output), 'utf8'));
  });
});
