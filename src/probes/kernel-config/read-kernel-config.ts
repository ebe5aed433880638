import type { Host } from '../../host/host.ts';
import type { KernelConfigFacts, KubeadmsConfig } from './facts.ts';
import { pickOptions } from './options.ts';
import { type ConfigPlace, configPlaces } from './places.ts';
import { unpack } from './unpack.ts';

const maxBytes = 2 * 1024 * 1024;

type Found =
  | { readonly state: 'absent' }
  | { readonly state: 'refused'; readonly code: string }
  | { readonly state: 'read'; readonly text: string };

/** The first configuration of the running kernel that can be read, and the first that kubeadm would take. */
export async function readKernelConfig(host: Host): Promise<KernelConfigFacts> {
  const passedOver: string[] = [];
  let kubeadms: KubeadmsConfig | undefined;
  for (const place of configPlaces(host.release)) {
    const found = await look(host, place);
    if (found.state === 'absent') continue;
    const why = whyNot(place, found, host.release);
    if (why !== undefined) passedOver.push(`${place.path}: ${why}`);
    if (place.kubeadms) kubeadms ??= asKubeadm(place, found, why === undefined);
    if (why === undefined && found.state === 'read') {
      const options = pickOptions(found.text);
      kubeadms ??= await withoutPlace(host);
      return { source: place.path, options, kubeadms, passedOver };
    }
  }
  kubeadms ??= await withoutPlace(host);
  return { source: '', options: {}, kubeadms, passedOver };
}

async function look(host: Host, place: ConfigPlace): Promise<Found> {
  const read = await host.readBytes(place.path, { maxBytes });
  if (!read.ok) {
    const absent = read.code === 'ENOENT' || read.code === 'ENOTDIR';
    return absent ? { state: 'absent' } : { state: 'refused', code: read.code };
  }
  const text = read.truncated ? undefined : await unpack(read.bytes);
  return text === undefined ? { state: 'refused', code: 'EFORMAT' } : { state: 'read', text };
}

/** undefined: it counts. */
function whyNot(place: ConfigPlace, found: Found, release: string): string | undefined {
  if (found.state === 'refused')
    return found.code === 'EFORMAT' ? 'it cannot be unpacked' : `it cannot be read (${found.code})`;
  if (found.state === 'absent') return 'it does not exist';
  if (!/^[ \t]*(?:# )?CONFIG_[A-Z0-9_]+/mu.test(found.text)) return 'it holds no options';
  return place.anyKernel && !isOf(found.text, release) ? 'it is of another kernel' : undefined;
}

/** `# Linux/x86 6.1.119 Kernel Configuration`, written by the kernel's own build. */
function isOf(text: string, release: string): boolean {
  const version = /^# Linux\/\S+ (\d+\.\d+\S*) Kernel Configuration/mu.exec(text.slice(0, 1024))?.[1];
  if (version === undefined || !release.startsWith(version)) return false;
  return !/^[\d.]/u.test(release.slice(version.length));
}

function asKubeadm(place: ConfigPlace, found: Found, counts: boolean): KubeadmsConfig | undefined {
  if (found.state === 'absent') return undefined;
  if (found.state === 'refused') return { state: 'refused', source: place.path, code: found.code };
  if (counts) return { state: 'same' };
  return { state: 'other', source: place.path, options: pickOptions(found.text) };
}

/** kubeadm would load the module `configs`, if there is one, and look again. */
async function withoutPlace(host: Host): Promise<KubeadmsConfig> {
  const indexes = ['/lib/modules', '/usr/lib/modules'].map((parent) =>
    host.readText(`${parent}/${host.release}/modules.dep`, { maxBytes: 8 * 1024 * 1024 }),
  );
  const read = await Promise.all(indexes);
  const configsModule = read.some((one) => one.ok && /(?:^|\/)configs\.ko[.:]/mu.test(one.text));
  return { state: 'absent', configsModule };
}
