/** What a process that was cut off may have left behind. */
import { removeOtherBlobFolders } from '../../store/blob-folders.ts';
import { readFact, removeFact } from '../../store/control.ts';
import { settleSnapshots } from '../../store/snapshots.ts';
import type { Store } from '../../store/store.ts';
import { heldWorkFact, releaseHeld } from '../faults/fault-control.ts';

/** Called before the port is open: faults do not outlive their process, and of folders of blobs one is in use. */
export async function settleState({ db, folder, blobs }: Store): Promise<void> {
  if (await readFact<boolean>(db, heldWorkFact)) {
    await releaseHeld(db);
    await removeFact(db, heldWorkFact);
  }
  if (folder === null) return;
  if (blobs.folder !== null) await removeOtherBlobFolders(folder, blobs.folder);
  await settleSnapshots(folder);
}
