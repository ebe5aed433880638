import * as z from 'zod/mini';
import type { Host } from '../../host/host.ts';
import type { CniConfig } from './facts.ts';

const directory = '/etc/cni/net.d';

const plugin = z.looseObject({
  type: z.optional(z.string()),
  delegate: z.optional(z.looseObject({ type: z.optional(z.string()) })),
});
const network = z.looseObject({ ...plugin.shape, plugins: z.optional(z.array(plugin)) });

/** The configuration that containerd and CRI-O take: the first by name. */
export async function readCni(host: Host): Promise<CniConfig | undefined> {
  const list = await host.readDir(directory);
  const name = list.ok
    ? [...list.names].sort().find((one) => /\.(?:conf|conflist|json)$/u.test(one))
    : undefined;
  if (name === undefined) return undefined;
  const file = `${directory}/${name}`;
  const read = await host.readText(file, { maxBytes: 256 * 1024 });
  return { file, types: read.ok ? typesOf(read.text) : [] };
}

/** [] for what is no CNI configuration. */
export function typesOf(text: string): readonly string[] {
  const parsed = network.safeParse(parseJson(text));
  if (!parsed.success) return [];
  const plugins = [parsed.data, ...(parsed.data.plugins ?? [])];
  return plugins.flatMap(({ type, delegate }) =>
    [type, delegate?.type].filter((one) => one !== undefined).map((one) => one.slice(0, 64)),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
