/**
 * The logical structure of a document: what is a heading, a table, a label, in reading order. Programs that read aloud
 * follow it (ISO 32000-1, 14.7 and 14.8).
 */
import type { PdfFile } from './file/pdf-file.ts';
import { pdfReference, pdfText } from './file/syntax.ts';

/** Standard structure types that documents are made of. */
export type StructureType =
  | 'Document'
  | 'Sect'
  | 'Div'
  | 'H1'
  | 'H2'
  | 'H3'
  | 'H4'
  | 'P'
  | 'Span'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'Table'
  | 'Caption'
  | 'THead'
  | 'TBody'
  | 'TFoot'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'Link'
  | 'Figure';

/** What an element holds on a page. */
interface PageContentReference {
  readonly kind: 'content';
  readonly pageNumber: number;
  readonly contentId: number;
}

interface AnnotationReference {
  readonly kind: 'annotation';
  readonly pageNumber: number;
  readonly annotationNumber: number;
}

type Child = StructureElement | PageContentReference | AnnotationReference;

export interface StructureElement {
  readonly kind: 'element';
  readonly type: StructureType;
  readonly parent: StructureElement | null;
  readonly objectNumber: number;
  /** Further entries of its dictionary. */
  readonly entries: string;
  readonly children: Child[];
}

export class Structure {
  readonly #file: PdfFile;
  readonly #elements: StructureElement[] = [];
  readonly #rootNumber: number;
  /** Owners of the contents of each page, and of each annotation. */
  readonly #owners: string[] = [];
  readonly root: StructureElement;

  constructor(file: PdfFile) {
    this.#file = file;
    this.#rootNumber = file.reserve();
    this.root = this.#add('Document', null, '');
  }

  /** Adds an element after the other children of `parent`. */
  element(type: StructureType, parent: StructureElement, entries = ''): StructureElement {
    const added = this.#add(type, parent, entries);
    parent.children.push(added);
    return added;
  }

  #add(type: StructureType, parent: StructureElement | null, entries: string): StructureElement {
    const objectNumber = this.#file.reserve();
    const element: StructureElement = { kind: 'element', type, parent, objectNumber, entries, children: [] };
    this.#elements.push(element);
    return element;
  }

  /** Registers the contents of a page by their owners and returns the key of the page in the tree of parents. */
  ownContents(owners: readonly StructureElement[]): number {
    return this.#own(`[${owners.map(({ objectNumber }) => pdfReference(objectNumber)).join(' ')}]`);
  }

  ownAnnotation(owner: StructureElement): number {
    return this.#own(pdfReference(owner.objectNumber));
  }

  #own(owners: string): number {
    return this.#owners.push(owners) - 1;
  }

  /** Writes the whole tree and returns the number of its root. */
  write(): number {
    for (const element of this.#elements) this.#file.add(this.#body(element), element.objectNumber);
    const numbers = this.#owners.map((owners, key) => `${key} ${owners}`).join(' ');
    const parents = this.#file.add(`<</Nums[${numbers}]>>`);
    return this.#file.add(
      `<</Type/StructTreeRoot/K ${pdfReference(this.root.objectNumber)}/ParentTree ${pdfReference(parents)}` +
        `/ParentTreeNextKey ${this.#owners.length}>>`,
      this.#rootNumber,
    );
  }

  #body({ type, parent, entries, children }: StructureElement): string {
    const page = children.find((child) => child.kind !== 'element')?.pageNumber;
    const kids = children.map((child) => childBody(child, page));
    const kid = kids.length === 1 ? ` ${kids[0]}` : `[${kids.join(' ')}]`;
    return (
      `<</S/${type}/P ${pdfReference(parent?.objectNumber ?? this.#rootNumber)}${entries}` +
      `${page === undefined ? '' : `/Pg ${pdfReference(page)}`}${kids.length === 0 ? '' : `/K${kid}`}>>`
    );
  }
}

function childBody(child: Child, page: number | undefined): string {
  if (child.kind === 'element') return pdfReference(child.objectNumber);
  if (child.kind === 'annotation')
    return `<</Type/OBJR/Pg ${pdfReference(child.pageNumber)}/Obj ${pdfReference(child.annotationNumber)}>>`;
  if (child.pageNumber === page) return String(child.contentId);
  return `<</Type/MCR/Pg ${pdfReference(child.pageNumber)}/MCID ${child.contentId}>>`;
}

/** Text that is read out in place of a picture. */
export const alternativeText = (text: string): string => `/Alt${pdfText(text)}`;

/** What an element is called that has no heading to be seen. */
export const elementTitle = (text: string): string => `/T${pdfText(text)}`;

export const headerScope = (scope: 'Column' | 'Row'): string => `/A<</O/Table/Scope/${scope}>>`;

export const columnSpan = (columns: number): string =>
  columns > 1 ? `/A<</O/Table/ColSpan ${columns}>>` : '';

export const tableSummary = (text: string): string => `/A<</O/Table/Summary${pdfText(text)}>>`;
