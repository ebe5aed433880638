import type { Host } from '../../host/host.ts';

/** /etc/ufw/ufw.conf says ENABLED=yes. */
export async function isUfwEnabled(host: Host): Promise<boolean> {
  const read = await host.readText('/etc/ufw/ufw.conf', { maxBytes: 256 * 1024 });
  return read.ok && /^\s*ENABLED\s*=\s*["']?yes\b/imu.test(read.text);
}
