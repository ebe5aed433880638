import { shellWords } from '../findings/shell-word.ts';

/** What has a package manager ask nothing, by the words that a command of the catalogue begins with. */
const managers: readonly (readonly [begins: string, unattended: string])[] = [
  ['apt-get ', 'apt_get -y '],
  ['dnf ', 'dnf -y '],
  ['yum ', 'yum -y '],
  ['tdnf ', 'tdnf -y '],
  ['zypper ', 'zypper --non-interactive '],
  ['pacman ', 'pacman --noconfirm '],
  ['apk ', 'apk '],
];

/**
 * A fresh Debian knows no package until its lists were fetched, and to install one again without them is no
 * error for it. Nothing is asked: not by a package's own questions either.
 */
export const aptGet = `apt_get() {
  [ -n "\${listed-}" ] || { listed=yes; apt-get -q update || :; }
  DEBIAN_FRONTEND=noninteractive apt-get -q "$@" </dev/null
}`;

/** `apt-get install nftables` → `apt_get -y install nftables`; undefined for a manager that is not known. */
export function unattended(install: string): string | undefined {
  const found = managers.find(([begins]) => install.startsWith(begins));
  if (found === undefined) return undefined;
  const [begins, quiet] = found;
  const words = install
    .slice(begins.length)
    .split(' ')
    .filter((word) => word !== '');
  return `${quiet}${shellWords(words)}`;
}

/** The packages that it names, without options and the verb. */
export function packagesOf(install: string): string {
  const [, ...words] = install.split(' ');
  return words
    .filter((word) => !word.startsWith('-') && !/^(?:(?:re)?install|add|fix)$/u.test(word))
    .join(', ');
}
