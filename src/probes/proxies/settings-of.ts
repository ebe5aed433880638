import type { ProxySettings, ProxyVariable } from './facts.ts';
import { readProxy } from './proxy-url.ts';

/** A variable and where it was set. */
export interface SetVariable {
  readonly value: string;
  readonly source: string;
}

/** Upper case wins, an empty value counts as none, and HTTP_PROXY says nothing about https. */
export function settingsOf(get: (name: string) => SetVariable | undefined): ProxySettings {
  const https = firstOf(['HTTPS_PROXY', 'https_proxy'], get);
  const noProxy = firstOf(['NO_PROXY', 'no_proxy'], get);
  const value = https && readProxy(https.value);
  return {
    ...(https === undefined || value === undefined ? {} : { https: { ...https, value } }),
    ...(noProxy === undefined ? {} : { noProxy }),
  };
}

function firstOf(
  names: readonly string[],
  get: (name: string) => SetVariable | undefined,
): ProxyVariable | undefined {
  for (const variable of names) {
    const set = get(variable);
    if (set !== undefined && set.value !== '') return { variable, ...set };
  }
  return undefined;
}
