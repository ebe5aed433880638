import { pkiEntries, signedKubeconfigs } from '../../catalog/pki.ts';
import type { Host } from '../../host/host.ts';
import { type Fact, known, unknown } from '../fact.ts';
import type { Probe } from '../probe.ts';
import type { CertificatesFacts, PkiPair } from './facts.ts';
import { type PemText, readPem } from './read-pem.ts';

/** The certificates that are there before kubeadm comes, or since it was there. */
export const certificatesProbe: Probe<'certificates'> = {
  name: 'certificates',
  deadlineMs: 4000,
  async run(host, { certificatesDir: directory }) {
    const listed = await host.readDir(directory);
    if (!listed.ok) return withoutFiles(host, directory, listed.code);
    if (listed.names.length === 0) return withoutFiles(host, directory, 'ENOENT');
    const [files, kubeconfigs] = await Promise.all([
      filesBelow(host, directory, listed.names),
      present(host, signedKubeconfigs),
    ]);
    if (files.size === 0) return withoutFiles(host, directory, 'ENOENT');
    const { inspectKeys, inspectPair } = await import('./inspect.ts');
    const file = (name: string): PemText => files.get(name) ?? absent(`${directory}/${name}`);
    const pairs = pkiEntries.flatMap(({ stem, ca }): readonly PkiPair[] => {
      if (!files.has(`${stem}.crt`) && !files.has(`${stem}.key`)) return [];
      const signer = ca === undefined ? undefined : file(`${ca}.crt`);
      return [{ stem, ...inspectPair(file(`${stem}.crt`), file(`${stem}.key`), signer) }];
    });
    const hasKeys = files.has('sa.key') || files.has('sa.pub');
    return known({
      directory,
      pairs,
      ...(hasKeys ? { serviceAccount: inspectKeys(file('sa.key'), file('sa.pub')) } : {}),
      kubeconfigs,
      seenAt: host.clock(),
    });
  },
};

function withoutFiles(host: Host, directory: string, code: string): Fact<CertificatesFacts> {
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return known({ directory, pairs: [], kubeconfigs: [], seenAt: host.clock() });
  }
  const isRefused = code === 'EACCES' || code === 'EPERM';
  return unknown(isRefused && host.uid !== 0 ? 'needs-root' : 'failed', `${directory}: ${code}`);
}

/** What is there of the files that are known, by its path below the directory. */
async function filesBelow(
  host: Host,
  directory: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, PemText>> {
  const below = names.includes('etcd') ? await host.readDir(`${directory}/etcd`) : undefined;
  const there = new Set([...names, ...(below?.ok === true ? below.names.map((name) => `etcd/${name}`) : [])]);
  const wanted = pkiEntries.flatMap(({ stem }) => [`${stem}.crt`, `${stem}.key`]);
  const read = [...wanted, 'sa.key', 'sa.pub']
    .filter((name) => there.has(name))
    .map(async (name) => [name, await readPem(host, `${directory}/${name}`)] as const);
  return new Map(await Promise.all(read));
}

async function present(host: Host, paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(paths.map(async (path) => ((await host.status(path)).ok ? [path] : [])));
  return found.flat();
}

function absent(path: string): PemText {
  return { path, state: 'absent', code: 'ENOENT', text: '' };
}
