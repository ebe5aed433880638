import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface StubTools {
  readonly directory: string;
  /** From now on the tools refuse lines that hold this text, in one family. */
  refuse(token: string, family: 'ipv4' | 'ipv6'): void;
  remove(): void;
}

/** Reads its input as nft does, and fails in nft's own words at the refused expression. */
const nft = `#!/bin/sh
dir=\${0%/*}
case "$*" in
  -V|--version) echo 'nftables v1.0.6 (Lester Gooch #5)'; exit 0 ;;
  *--json*) echo '{"nftables": []}'; exit 0 ;;
esac
{ IFS= read -r token; IFS= read -r table; } < "$dir/refuse"
n=0
while IFS= read -r line; do
  n=$((n + 1))
  case "$line" in
    *"$table"*) case "$line" in
      *"$token"*)
        echo "/dev/stdin:$n:1-9: Error: Could not process rule: No such file or directory" >&2
        echo "$line" >&2
        exit 1 ;;
    esac ;;
  esac
done
exit 0
`;

/** As iptables-nft-restore: a line that the kernel refuses ends it with 4; under --test it only warns. */
const restore = `#!/bin/sh
dir=\${0%/*}
name=\${0##*/}
case "$*" in *--version*) echo "$name v1.8.9 (nf_tables)"; exit 0 ;; esac
{ IFS= read -r token; IFS= read -r table; } < "$dir/refuse"
case "$table:$name" in ip\\ *:ip6*|ip6\\ *:iptables*) token='no such rule' ;; esac
n=0
while IFS= read -r line; do
  n=$((n + 1))
  case "$line" in
    *"$token"*)
      case "$*" in *--test*)
        echo 'Warning: Extension nfacct revision 0 not supported, missing kernel module?' >&2
        exit 0 ;;
      esac
      echo "$name v1.8.9 (nf_tables): " >&2
      echo "line $n: RULE_APPEND failed (No such file or directory): rule in chain KUBE-NAT" >&2
      exit 4 ;;
  esac
done
exit 0
`;

const iptables = `#!/bin/sh
case "$*" in *--version*) echo "\${0##*/} v1.8.9 (nf_tables)"; exit 0 ;; esac
echo '-P POSTROUTING ACCEPT'
`;

/** Stand-ins for nft, iptables and iptables-restore in a directory of their own. */
export function makeStubTools(): StubTools {
  const root = mkdtempSync(join(tmpdir(), 'kube-preflight-stubs-'));
  const directory = join(root, 'bin');
  mkdirSync(directory);
  const put = (name: string, text: string) => {
    writeFileSync(join(directory, name), text);
    chmodSync(join(directory, name), 0o755);
  };
  put('nft', nft);
  for (const family of ['iptables', 'ip6tables']) {
    put(family, iptables);
    put(`${family}-restore`, restore);
    put(`${family}-save`, iptables);
  }
  return {
    directory,
    refuse(token, family) {
      const table = family === 'ipv4' ? 'ip kube-proxy' : 'ip6 kube-proxy';
      writeFileSync(join(directory, 'refuse'), `${token}\n${table}\n`);
    },
    remove: () => rmSync(root, { recursive: true }),
  };
}
