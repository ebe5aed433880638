/**
 * Lines of shell that take a package off the throwaway root and lay it into a repository of its own, from the
 * files that are installed: so the real apt-get finds, fetches and unpacks it, and no network is asked.
 */
export function offered(name: string): readonly string[] {
  return [
    `tree=/opt/packages/${name}; mkdir -p $tree/DEBIAN`,
    `dpkg -L ${name} | while read -r f; do if [ ! -d "$f" ]; then cp -a --parents "$f" $tree; fi; done`,
    // Sets the links of the alternatives.
    `[ ! -e /var/lib/dpkg/info/${name}.postinst ] || cp /var/lib/dpkg/info/${name}.postinst $tree/DEBIAN/postinst`,
    ...built(name),
    `dpkg --purge --force-all ${name} >/dev/null 2>&1`,
  ];
}

/** The same for a package that this machine need not have: its files are laid below `$tree` by the lines. */
export function made(name: string, files: readonly string[]): readonly string[] {
  return [`tree=/opt/packages/${name}; mkdir -p $tree/DEBIAN`, ...files, ...built(name)];
}

/** apt wants size and sum of each archive; the lists are fetched by nobody yet. */
function built(name: string): readonly string[] {
  const deb = `/opt/repository/${name}.deb`;
  return [
    'mkdir -p /opt/repository',
    `printf 'Package: ${name}\\nVersion: 999\\nArchitecture: all\\nMaintainer: test <test@example.com>\\nDescription: test\\n' > $tree/DEBIAN/control`,
    `dpkg-deb --build --root-owner-group -Znone $tree ${deb} >/dev/null`,
    `{ cat $tree/DEBIAN/control; printf 'Filename: ${name}.deb\\nSize: %s\\nSHA256: %s\\n\\n' "$(stat -c %s ${deb})" "$(sha256sum ${deb} | cut -d ' ' -f 1)"; } >> /opt/repository/Packages`,
    'rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/* /var/lib/apt/lists/*',
    "echo 'deb [trusted=yes] file:/opt/repository ./' > /etc/apt/sources.list",
  ];
}
