/** Disks of their own for tests: small ones that become full, or that nobody can remove. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** Mounts a disk at a folder that is not there yet. @returns whether this machine lets anybody */
export function mountSmallDisk(folder: string, sizeKb: number): boolean {
  mkdirSync(folder);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeKb}k`, 'tmpfs', folder]);
  if (status !== 0) console.log('skipped: mounting a small disk is not allowed here');
  return status === 0;
}

/** Makes the disk at a folder larger. */
export function enlargeDisk(folder: string, sizeKb: number): void {
  spawnSync('mount', ['-o', `remount,size=${sizeKb}k`, folder]);
}

export function unmount(folder: string): void {
  spawnSync('umount', [folder]);
}
