/** Layouts as PDF. */
import type { Layout } from '../layout/layout.ts';
import type { DocumentLook } from '../layout/look.ts';
import { headPieces } from './blocks/head.ts';
import { sectionsPieces } from './blocks/section.ts';
import type { Place, Setting } from './blocks/setting.ts';
import { type Attachment, addAttachment } from './file/attachment.ts';
import { addImage, type PlacedImage } from './file/images.ts';
import { infoDictionary, momentOf, xmpPacket } from './file/metadata.ts';
import { PdfFile } from './file/pdf-file.ts';
import { compressedSrgbProfile } from './file/srgb-profile.ts';
import { bytesOf, pdfName, pdfNumber, pdfReference, pdfText } from './file/syntax.ts';
import type { EmbeddedFont } from './fonts/faces.ts';
import { addFont } from './fonts/font-objects.ts';
import { pageMessages } from './messages.ts';
import { paginate } from './page/flow.ts';
import { type Link, type PageContent, pageHeight, pageWidth } from './page/page-content.ts';
import { paintEdges } from './page/page-edges.ts';
import type { Piece } from './page/pieces.ts';
import { Structure } from './structure.ts';
import { contentWidth, margins, themeOf } from './theme.ts';

export interface PdfOptions {
  readonly look?: DocumentLook;
  /** What the document was made from, put into the file: PDF/A-3 lets it be there. */
  readonly attachment?: Attachment;
  /**
   * Compresses to the format of zlib, where the machine has something quicker than what runs everywhere: the
   * `deflateSync` of `node:zlib` takes a quarter of the time. The bytes differ, their meaning does not.
   */
  readonly deflate?: (content: Uint8Array) => Uint8Array;
}

/**
 * A layout on A4: PDF 1.7, tagged, PDF/A-3a and PDF/UA-1, with its fonts. The same layout and options always give the
 * same bytes. Letters that no font of ours has are shown as their numbers in boxes; they are copied and read aloud as
 * what they are.
 *
 * Throws `DocumentError`: 'accent-colour', 'logo-…' for a look that cannot be shown, 'code-too-long'.
 */
export function renderPdf(layout: Layout, options: PdfOptions = {}): Uint8Array {
  const file = new PdfFile(options.deflate);
  const structure = new Structure(file);
  const setting: Setting = { structure, theme: themeOf(options.look) };
  const logo = options.look?.logo === undefined ? null : addImage(file, options.look.logo);
  const fonts = new Map<string, EmbeddedFont>();
  const pages = paginate(layoutPieces(setting, layout, logo), margins, fonts);
  paintEdges(setting, layout, pages);
  const pagesNumber = writePages(file, structure, pages, { fonts, logo });
  return file.finish({
    root: writeCatalogue(file, layout, { pagesNumber, structureNumber: structure.write(), options }),
    info: file.add(infoDictionary(layout.metadata)),
  });
}

function layoutPieces(setting: Setting, layout: Layout, image: PlacedImage | null): Piece[] {
  const { metadata } = layout;
  const alternative = pageMessages[metadata.languageTag].logo(metadata.author);
  const place: Place = { width: contentWidth, owner: setting.structure.root, headingLevel: 2 };
  const head = headPieces(setting, layout.head, image === null ? null : { image, alternative }, place);
  return [head, sectionsPieces(setting, layout.sections, place)].flat();
}

interface Resources {
  readonly fonts: ReadonlyMap<string, EmbeddedFont>;
  readonly logo: PlacedImage | null;
}

/** Returns the number of the tree of pages. */
function writePages(
  file: PdfFile,
  structure: Structure,
  pages: readonly PageContent[],
  { fonts, logo }: Resources,
): number {
  const tree = file.reserve();
  // In the order of their names, whichever of them a page needed first.
  const keys = [...fonts.keys()].sort();
  const fontEntries = keys.map((key) => {
    const font = fonts.get(key);
    return font === undefined ? '' : `/${key} ${pdfReference(addFont(file, font))}`;
  });
  const images = logo === null ? '' : `/XObject<</${logo.key} ${pdfReference(logo.objectNumber)}>>`;
  const resources = file.add(`<</Font<<${fontEntries.join('')}>>${images}>>`);
  const numbers = pages.map((page) => writePage(file, structure, page, { tree, resources }));
  const kids = numbers.map(pdfReference).join(' ');
  file.add(`<</Type/Pages/Count ${numbers.length}/Kids[${kids}]>>`, tree);
  return tree;
}

function writePage(
  file: PdfFile,
  structure: Structure,
  page: PageContent,
  { tree, resources }: { tree: number; resources: number },
): number {
  const number = file.reserve();
  const content = file.addCompressed('', bytesOf(page.finish()));
  page.owners.forEach((owner, contentId) => {
    owner.children.push({ kind: 'content', pageNumber: number, contentId });
  });
  const parents = structure.ownContents(page.owners);
  const annotations = page.links.map((link) => writeLink(file, structure, link, number));
  const annotationEntry =
    annotations.length === 0 ? '' : `/Annots[${annotations.map(pdfReference).join(' ')}]`;
  return file.add(
    `<</Type/Page/Parent ${pdfReference(tree)}/MediaBox[0 0 ${pageWidth} ${pageHeight}]/Resources ${pdfReference(resources)}` +
      `/Contents ${pdfReference(content)}/StructParents ${parents}/Tabs/S${annotationEntry}>>`,
    number,
  );
}

function writeLink(file: PdfFile, structure: Structure, link: Link, pageNumber: number): number {
  const annotationNumber = file.reserve();
  link.element.children.push({ kind: 'annotation', pageNumber, annotationNumber });
  const rectangle = link.rectangle.map(pdfNumber).join(' ');
  const isPrinted = 4;
  return file.add(
    `<</Type/Annot/Subtype/Link/Rect[${rectangle}]/Border[0 0 0]/F ${isPrinted}/Contents${pdfText(link.address)}` +
      `/StructParent ${structure.ownAnnotation(link.element)}/A<</S/URI/URI${pdfText(link.address)}>>>>`,
    annotationNumber,
  );
}

interface CatalogueParts {
  readonly pagesNumber: number;
  readonly structureNumber: number;
  readonly options: PdfOptions;
}

function writeCatalogue(file: PdfFile, { metadata }: Layout, parts: CatalogueParts): number {
  const { pagesNumber, structureNumber, options } = parts;
  const xmp = file.addStream('/Type/Metadata/Subtype/XML', xmpPacket(metadata));
  const profile = file.addStream('/N 3/Filter/FlateDecode', compressedSrgbProfile());
  const attachment =
    options.attachment === undefined
      ? ''
      : addAttachment(file, options.attachment, {
          moment: momentOf(metadata.createdAt),
          description: pageMessages[metadata.languageTag].attachment,
        });
  return file.add(
    `<</Type/Catalog/Version/1.7/Pages ${pdfReference(pagesNumber)}/Lang${pdfText(metadata.languageTag)}` +
      `/MarkInfo<</Marked true>>/StructTreeRoot ${pdfReference(structureNumber)}/Metadata ${pdfReference(xmp)}` +
      `/ViewerPreferences<</DisplayDocTitle true>>/OutputIntents[<</Type/OutputIntent/S${pdfName('GTS_PDFA1')}` +
      `/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile ${pdfReference(profile)}>>]${attachment}>>`,
  );
}
