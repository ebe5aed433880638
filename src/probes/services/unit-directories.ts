/** Where unit files of the system lie, first wins (systemd.unit(5), without generated ones). */
export const unitDirectories = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
] as const;
