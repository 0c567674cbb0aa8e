/** Names of elements, found from their bytes without making a string. */

/** Seed and multiplier of the hash over the bytes of a name (FNV-1a); the scanner hashes while it reads. */
export const HASH_SEED = 0x811c9dc5 | 0;
export const HASH_PRIME = 0x01000193;

const encoder = new TextEncoder();

/** The hash of a name or prefix, as the scanner makes it. */
export function hashOf(bytes: Uint8Array): number {
  let hash = HASH_SEED;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, HASH_PRIME);
  return hash;
}

/** Names of a format, each in a namespace of its table. Ids count from 0 in the order of adding. */
export class NameTable {
  readonly names: string[] = [];
  readonly #ids = new Map<string, number>();
  readonly #bytes: Uint8Array[] = [];
  #hashes = new Int32Array(64);
  #namespaces = new Int32Array(64);
  /** Open addressing: id + 1, or 0 where free; at most half full. */
  #slots = new Int32Array(128);

  add(name: string, namespace: number): void {
    const key = `${namespace} ${name}`;
    if (this.#ids.has(key)) return;
    const id = this.names.push(name) - 1;
    this.#ids.set(key, id);
    const bytes = encoder.encode(name);
    this.#bytes.push(bytes);
    if (id === this.#hashes.length) this.#grow();
    this.#hashes[id] = hashOf(bytes);
    this.#namespaces[id] = namespace;
    this.#place(id);
  }

  /** The id of a name, -1 where it was not added. */
  id(name: string, namespace: number): number {
    return this.#ids.get(`${namespace} ${name}`) ?? -1;
  }

  /** The id of the name in `source[start, end)`, whose hash is given; -1 where it was not added. */
  find(hash: number, source: Uint8Array, start: number, end: number, namespace: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (hash ^ namespace) & mask; ; slot = (slot + 1) & mask) {
      const id = (slots[slot] as number) - 1;
      if (id === -1) return -1;
      if (this.#hashes[id] !== hash || this.#namespaces[id] !== namespace) continue;
      if (this.#isSame(id, source, start, end)) return id;
    }
  }

  #isSame(id: number, source: Uint8Array, start: number, end: number): boolean {
    const bytes = this.#bytes[id] as Uint8Array;
    if (bytes.length !== end - start) return false;
    for (let i = 0; i < bytes.length; i += 1) if (bytes[i] !== source[start + i]) return false;
    return true;
  }

  #place(id: number): void {
    const mask = this.#slots.length - 1;
    let slot = ((this.#hashes[id] as number) ^ (this.#namespaces[id] as number)) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = id + 1;
  }

  #grow(): void {
    const size = this.#hashes.length * 2;
    const hashes = new Int32Array(size);
    const namespaces = new Int32Array(size);
    hashes.set(this.#hashes);
    namespaces.set(this.#namespaces);
    this.#hashes = hashes;
    this.#namespaces = namespaces;
    this.#slots = new Int32Array(size * 2);
    for (let id = 0; id < this.names.length - 1; id += 1) this.#place(id);
  }
}
