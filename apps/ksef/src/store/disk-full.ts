const systemCodes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);
/** SQLITE_FULL, and SQLITE_IOERR_SHMSIZE: no room for the index of its log. https://sqlite.org/rescode.html */
const sqliteFull = 13;
const sqliteNoRoomForIndex = 4874;

/** Whether the system or SQLite says that the disk is full: that passes, and whatever failed can be done then. */
export function isDiskFull(error: unknown): boolean {
  const { code, errcode = 0 } = (error ?? {}) as { code?: string; errcode?: number };
  return (errcode & 0xff) === sqliteFull || errcode === sqliteNoRoomForIndex || systemCodes.has(code);
}
