/** What of kube-proxy's command line decides on its mode. */
export interface ProxyArguments {
  readonly mode?: string;
  readonly config?: string;
}

const shells = new Set(['sh', 'bash', 'dash', 'ash', 'busybox']);

/** `--name=value` and `--name value`; of a flag given twice the last counts, as pflag has it. */
export function readProxyArguments(words: readonly string[]): ProxyArguments {
  const flags = new Map<string, string>();
  const all = wordsOfShell(words);
  for (const [index, word] of all.entries()) {
    const [, name, value] = /^--(proxy-mode|config)(?:=(.*))?$/su.exec(word) ?? [];
    const given = value ?? all[index + 1];
    if (name !== undefined && given !== undefined) flags.set(name, given);
  }
  const mode = flags.get('proxy-mode');
  const config = flags.get('config');
  return { ...(mode === undefined ? {} : { mode }), ...(config === undefined ? {} : { config }) };
}

/** `sh -c "kube-proxy --proxy-mode=ipvs 2>&1 | tee …"`: the words of the script, without its quotes. */
function wordsOfShell(words: readonly string[]): readonly string[] {
  const name = words[0]?.split('/').at(-1) ?? '';
  const script = shells.has(name) ? words[words.indexOf('-c') + 1] : undefined;
  if (script === undefined || !words.includes('-c')) return words;
  return script.split(/[\s;|&]+/u).map((word) => word.replaceAll(/["']/gu, ''));
}
