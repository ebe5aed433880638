import type { Facts } from '../probes/facts.ts';
import type { UnitCommand } from '../probes/services/facts.ts';
import { redacted, redactText } from './redact-text.ts';

/** Every text of a value, and every name, without what looks like a secret. */
export function redactAll(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(redactAll);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [redactText(key), redactAll(one)]));
}

/** The environment of the kubelet may hold anything: kept is what is made of options and paths. */
export function withoutEnvironment(facts: Facts): Facts {
  const { services } = facts;
  if (services?.known !== true) return facts;
  const { value } = services;
  return { ...facts, services: { known: true, value: { ...value, kubelet: plainCommand(value.kubelet) } } };
}

function plainCommand(command: UnitCommand): UnitCommand {
  return { ...command, environment: command.environment.map(plainSetting) };
}

/** A word of Environment=, in its quotes or without. */
const word = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?:[^\s"']|"[^"]*"|'[^']*')+/gu;

/** `"NAME=value" OTHER=value`, or the path of a file of such. */
function plainSetting(setting: string): string {
  return setting.replaceAll(word, (whole) => {
    const [, quote = '', name = '', value = ''] = /^(["']?)([A-Za-z_]\w*)=([\s\S]*)$/u.exec(whole) ?? [];
    return name === '' || isPlain(value) ? whole : `${quote}${name}=${redacted}${quote}`;
  });
}

/** Options, a path, or nothing. */
function isPlain(value: string): boolean {
  return /^["']?\s*(?:$|["']|--?[a-z]|\/)/iu.test(value);
}
