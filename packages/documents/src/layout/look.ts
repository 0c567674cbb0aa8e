/** How a company wants its documents to look; nothing in it changes what they say. */
export interface DocumentLook {
  /** `#rrggbb`, for headings and rules. Where it is too light to be read on white, a darker one of its hue is taken. */
  readonly accentColour?: string;
  /** PNG or JPEG, at most 1 MB; told apart by its first bytes. It is prepared once for all documents: not to be changed. */
  readonly logo?: Uint8Array;
}
