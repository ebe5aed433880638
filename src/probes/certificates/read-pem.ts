import type { Host } from '../../host/host.ts';
import type { PemFile } from './facts.ts';

/** A file as it stands, before anybody makes sense of it. */
export interface PemText extends PemFile {
  /** '' where it could not be read. */
  readonly text: string;
}

const states: Readonly<Record<string, PemFile['state']>> = {
  ENOENT: 'absent',
  ENOTDIR: 'absent',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
};
/** A bundle of every CA of the world has 250 KiB. */
const maxBytes = 1024 * 1024;

/** A file of certificates or a key. Its mode tells who else may read it. */
export async function readPem(host: Host, path: string): Promise<PemText> {
  const [read, status] = await Promise.all([host.readText(path, { maxBytes }), host.status(path)]);
  const mode = status.ok ? { mode: status.mode } : {};
  if (read.ok) return { path, state: 'read', code: '', text: read.text, ...mode };
  return { path, state: states[read.code] ?? 'failed', code: read.code, text: '', ...mode };
}
