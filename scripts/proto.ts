// Makes the TypeScript of src/host/cri/*.proto: `node scripts/proto.ts` writes it beside them,
// `node scripts/proto.ts <directory>` elsewhere. test/cri/generated.test.ts holds that what is
// committed is what comes out.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const source = 'src/host/cri';

// Found in node_modules/.bin, which `npm run` puts into PATH as well; nothing is fetched.
function run(command: string, argv: readonly string[], cache: string): void {
  const env = {
    ...process.env,
    PATH: `node_modules/.bin:${process.env['PATH'] ?? ''}`,
    BUF_CACHE_DIR: cache,
  };
  const done = spawnSync(command, argv, { stdio: 'inherit', env });
  if (done.status !== 0) throw new Error(`${command} ${argv[0] ?? ''} failed`);
}

function generate(out: string): void {
  const plugin = { local: 'protoc-gen-es', out, opt: ['target=ts', 'import_extension=ts'] };
  const template = JSON.stringify({ version: 'v2', plugins: [plugin] });
  // buf keeps a cache, by default in the user's home.
  const cache = mkdtempSync(join(tmpdir(), 'buf-'));
  try {
    run('buf', ['generate', '--template', template, source], cache);
  } finally {
    rmSync(cache, { recursive: true });
  }
  const made = readdirSync(out).filter((file) => file.endsWith('_pb.ts'));
  run('oxfmt', ['--config', '.oxfmtrc.json', ...made.map((file) => join(out, file))], cache);
}

generate(process.argv[2] ?? source);
