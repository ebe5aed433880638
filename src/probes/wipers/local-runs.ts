import type { Host } from '../../host/host.ts';
import { parseUnitFile } from '../proxies/unit-file.ts';
import { listUnits } from '../services/unit-listing.ts';
import type { WipingLine, WipingRun } from './facts.ts';
import type { Reader } from './reader.ts';
import { wipingCommand } from './wiping-lines.ts';

const unitsOfHost = '/etc/systemd/system';
/** Run beside or after the kubelet at each boot, whenever a link comes up, or by the clock. */
const scripts = [
  { kind: 'boot-script', directory: '/var/lib/cloud/scripts/per-boot' },
  { kind: 'hook', directory: '/etc/network/if-up.d' },
  { kind: 'hook', directory: '/etc/NetworkManager/dispatcher.d' },
  { kind: 'cron', directory: '/etc/cron.d' },
] as const;
const bootScripts = ['/etc/rc.local', '/etc/rc.d/rc.local'];
/** Where people keep scripts of their own; those of packages are not read. */
const ownScript = /^\/(?:etc|usr\/local|opt|root|home|srv|var\/lib)\//u;
const before = /(?:^|\s)(?:network-pre|network|sysinit|basic)\.target|(?:^|\s)kubelet\.service/u;

/** Units and scripts of this host, not of its packages, that delete rules. */
export async function localRuns(host: Host, reader: Reader): Promise<readonly WipingRun[]> {
  const [units, ...lists] = await Promise.all([
    wipingUnits(host, reader),
    wipingScripts(reader, 'boot-script', bootScripts),
    ...scripts.map(async ({ kind, directory }) => wipingScripts(reader, kind, await reader.files(directory))),
  ]);
  return [...units, ...lists.flat()];
}

async function wipingScripts(
  reader: Reader,
  kind: WipingRun['kind'],
  paths: readonly string[],
): Promise<readonly WipingRun[]> {
  const texts = await Promise.all(paths.map((path) => reader.text(path)));
  return texts.flatMap((text, index) => {
    const name = paths[index] ?? '';
    const line = wipingCommand(text, name);
    return line === undefined ? [] : [{ kind, name, line, early: false, enabled: true }];
  });
}

async function wipingUnits(host: Host, reader: Reader): Promise<readonly WipingRun[]> {
  const paths = (await reader.files(unitsOfHost, 128)).filter((path) => path.endsWith('.service'));
  const own = await Promise.all(paths.map((path) => host.linkStatus(path)));
  // A link leads to the unit of a package.
  const files = paths.filter((_, index) => own[index]?.ok === true && own[index].kind === 'file');
  const found = (await Promise.all(files.map((path) => wipingUnit(reader, path)))).flat();
  if (found.length === 0) return [];
  const listing = await listUnits(host);
  return found.map((run) => ({ ...run, enabled: listing.wanted(run.name) !== undefined }));
}

async function wipingUnit(reader: Reader, path: string): Promise<readonly WipingRun[]> {
  const text = await reader.text(path);
  const name = path.slice(unitsOfHost.length + 1);
  if (name === 'nftables.service') return [];
  const lines = parseUnitFile(text);
  const commands = lines.filter(
    ({ section, key }) => section === 'Service' && /^Exec(?:Start|Reload)/u.test(key),
  );
  const found = await Promise.all(commands.map(({ value }) => wipingStart(reader, { value, path, text })));
  const line = found.find((one) => one !== undefined);
  const early = lines.some(({ key, value }) => key === 'Before' && before.test(value));
  return line === undefined ? [] : [{ kind: 'unit', name, line, early, enabled: false }];
}

interface Start {
  readonly value: string;
  readonly path: string;
  readonly text: string;
}

/** A command of a unit that wipes by itself, or runs a script that does. */
async function wipingStart(reader: Reader, { value, path, text }: Start): Promise<WipingLine | undefined> {
  if (wipingCommand(value, path) !== undefined) {
    const at = text.split('\n').findIndex((line) => line.includes(value));
    return { file: path, line: at + 1, text: value.slice(0, 200) };
  }
  const script = value
    .split(/\s+/u)
    .map((word) => word.replace(/^[-@:+!]+/u, ''))
    .find((word) => ownScript.test(word));
  return script === undefined ? undefined : wipingCommand(await reader.text(script), script);
}
