/** Gives the person at the browser a file under a name. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Browsers read the address after this function has ended, and do not say when they have.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
