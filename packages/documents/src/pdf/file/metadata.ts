/** What programs that list and keep files are told: XMP (ISO 16684-1), and the older dictionary with the same facts. */
import type { LayoutMetadata } from '../../layout/layout.ts';
import { pdfDate, pdfText } from './syntax.ts';

const producer = 'Kwit';

/**
 * The moment of a document; undefined where the text is none that a PDF can hold. Without a time zone it is one in UTC:
 * the file must not depend on where it is made.
 */
export function momentOf(createdAt: string): Date | undefined {
  const hasZone = !createdAt.includes('T') || /(Z|[+-]\d\d:\d\d)$/.test(createdAt);
  const moment = new Date(hasZone ? createdAt : `${createdAt}Z`);
  const year = moment.getUTCFullYear();
  return year >= 1 && year <= 9999 ? moment : undefined;
}

export function infoDictionary({ title, author, subject, createdAt }: LayoutMetadata): string {
  const moment = momentOf(createdAt);
  const dates = moment === undefined ? '' : `/CreationDate${pdfDate(moment)}/ModDate${pdfDate(moment)}`;
  return (
    `<</Title${pdfText(clean(title))}/Author${pdfText(clean(author))}/Subject${pdfText(clean(subject))}` +
    `/Creator${pdfText(producer)}/Producer${pdfText(producer)}${dates}>>`
  );
}

/** As UTF-8. It says that the file keeps to PDF/A-3a and PDF/UA-1; the latter has to be described to the former. */
export function xmpPacket({ title, author, subject, createdAt, languageTag }: LayoutMetadata): Uint8Array {
  const moment = momentOf(createdAt)?.toISOString().replace(/\.\d+/, '');
  const dates =
    moment === undefined
      ? ''
      : `<xmp:CreateDate>${moment}</xmp:CreateDate><xmp:ModifyDate>${moment}</xmp:ModifyDate>`;
  return new TextEncoder().encode(`<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format>\
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${xmlText(title)}</rdf:li></rdf:Alt></dc:title>\
<dc:creator><rdf:Seq><rdf:li>${xmlText(author)}</rdf:li></rdf:Seq></dc:creator>\
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${xmlText(subject)}</rdf:li></rdf:Alt></dc:description>\
<dc:language><rdf:Bag><rdf:li>${languageTag}</rdf:li></rdf:Bag></dc:language></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreatorTool>${producer}</xmp:CreatorTool>${dates}</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>${producer}</pdf:Producer></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`);
}

const xmlText = (text: string): string =>
  clean(text).replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Nothing that XML cannot hold, nor anything that a window's title cannot show. */
function clean(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      .replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]+/g, ' ')
      .replace(/\p{Default_Ignorable_Code_Point}+/gu, '')
      .trim()
  );
}
