import { type Canonicalization, canonicalizationMethods } from './canonical-form.ts';
import { XadesError, type XadesErrorCode } from './errors.ts';
import { dsNamespace, xadesNamespace } from './xades-identifiers.ts';

/** The parts of the one signature of a document, each found exactly once. */
export interface SignatureParts {
  form: 'enveloped' | 'enveloping';
  signature: Element;
  signedInfo: Element;
  canonicalization: Canonicalization;
  signatureMethod: string;
  signatureValue: Buffer;
  references: Reference[];
  keyInfo: Element | undefined;
  objects: Element[];
  signedProperties: Element;
}

/** One `ds:Reference` as written. */
export interface Reference {
  uri: string;
  type: string;
  transforms: Element[];
  digestMethod: string;
  digestValue: string;
}

const maxReferences = 10;

export function refuse(code: XadesErrorCode, found: string): never {
  throw new XadesError(code, { found });
}

/** Child elements; anything else than white space and comments between them is refused. */
export function childElements(parent: Element): Element[] {
  return Array.from(parent.childNodes).flatMap((node) => {
    if (node.nodeType === 1) return [node as Element];
    if (node.nodeType !== 8 && node.nodeValue?.trim() !== '')
      refuse('bad-structure', `text in ${parent.tagName}`);
    return [];
  });
}

export function isElement(node: Element, namespace: string, localName: string): boolean {
  return node.namespaceURI === namespace && node.localName === localName;
}

/** The only child of a name; undefined where there is none, refused where there are two. */
export function onlyChild(parent: Element, namespace: string, localName: string): Element | undefined {
  const found = childElements(parent).filter((child) => isElement(child, namespace, localName));
  if (found.length > 1) refuse('bad-structure', `${found.length} of ${localName} in ${parent.tagName}`);
  return found[0];
}

function requiredChild(parent: Element, namespace: string, localName: string): Element {
  return (
    onlyChild(parent, namespace, localName) ?? refuse('bad-structure', `no ${localName} in ${parent.tagName}`)
  );
}

/** Text of an element that may hold text only. */
export function textOf(element: Element): string {
  const foreign = Array.from(element.childNodes).find((node) => node.nodeType !== 3 && node.nodeType !== 4);
  if (foreign) refuse('bad-structure', `more than text in ${element.tagName}`);
  return (element.textContent ?? '').trim();
}

/** Base64 content without its white space. */
export function base64Of(element: Element): string {
  const text = textOf(element).replace(/[ \t\r\n]+/g, '');
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    refuse('bad-structure', `${element.tagName} is not Base64`);
  }
  return text;
}

export function algorithmOf(element: Element): string {
  return element.getAttribute('Algorithm') ?? '';
}

/** Finds the signature and takes it apart. Every deviation from the structure of XAdES is refused. */
export function readSignature(root: Element): SignatureParts {
  const signature = findSignature(root);
  const form = signature === root ? 'enveloping' : 'enveloped';
  const [signedInfo, signatureValue, ...rest] = childElements(signature);
  const keyInfo = rest[0] && isElement(rest[0], dsNamespace, 'KeyInfo') ? rest.shift() : undefined;
  const objects = rest;
  if (
    !signedInfo ||
    !signatureValue ||
    !isElement(signedInfo, dsNamespace, 'SignedInfo') ||
    !isElement(signatureValue, dsNamespace, 'SignatureValue') ||
    !objects.every((child) => isElement(child, dsNamespace, 'Object'))
  ) {
    refuse('bad-structure', 'ds:Signature must hold SignedInfo, SignatureValue, KeyInfo and Objects');
  }
  return {
    form,
    signature,
    signedInfo,
    ...readSignedInfo(signedInfo),
    signatureValue: Buffer.from(base64Of(signatureValue), 'base64'),
    keyInfo,
    objects,
    signedProperties: findSignedProperties(signature, objects),
  };
}

function findSignature(root: Element): Element {
  const isRoot = isElement(root, dsNamespace, 'Signature');
  const inside = Array.from(root.getElementsByTagNameNS(dsNamespace, 'Signature'));
  const all = isRoot ? [root, ...inside] : inside;
  const [signature] = all;
  if (!signature) throw new XadesError('no-signature');
  if (all.length > 1)
    throw new XadesError('too-many-signatures', { found: `${all.length} ds:Signature elements` });
  if (signature !== root && signature.parentNode !== root) {
    refuse('wrapping', 'ds:Signature is not a child of the root element');
  }
  return signature;
}

function readSignedInfo(
  signedInfo: Element,
): Pick<SignatureParts, 'canonicalization' | 'signatureMethod' | 'references'> {
  if (hasComment(signedInfo)) refuse('bad-structure', 'a comment in ds:SignedInfo');
  const [method, signatureMethod, ...references] = childElements(signedInfo);
  if (
    !method ||
    !signatureMethod ||
    !isElement(method, dsNamespace, 'CanonicalizationMethod') ||
    !isElement(signatureMethod, dsNamespace, 'SignatureMethod') ||
    !references.every((child) => isElement(child, dsNamespace, 'Reference'))
  ) {
    refuse('bad-structure', 'ds:SignedInfo must hold CanonicalizationMethod, SignatureMethod and References');
  }
  if (references.length === 0 || references.length > maxReferences)
    refuse('bad-structure', `${references.length} references`);
  if (childElements(signatureMethod).length > 0) {
    throw new XadesError('algorithm-not-allowed', {
      algorithm: algorithmOf(signatureMethod),
      found: 'parameters in ds:SignatureMethod',
    });
  }
  return {
    canonicalization:
      readCanonicalization(method) ?? refuseAlgorithm(algorithmOf(method), 'ds:CanonicalizationMethod'),
    signatureMethod: algorithmOf(signatureMethod),
    references: references.map(readReference),
  };
}

function refuseAlgorithm(algorithm: string, found: string): never {
  throw new XadesError('algorithm-not-allowed', { algorithm, found });
}

function hasComment(element: Element): boolean {
  return Array.from(element.childNodes).some(
    (node) => node.nodeType === 8 || (node.nodeType === 1 && hasComment(node as Element)),
  );
}

/** A canonicalization as written in CanonicalizationMethod or Transform; undefined when it is none of the official page. */
export function readCanonicalization(element: Element): Canonicalization | undefined {
  const method = algorithmOf(element);
  if (!canonicalizationMethods.has(method)) return undefined;
  const children = childElements(element);
  const [inclusive] = children;
  if (!inclusive) return { method, prefixes: [] };
  const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
  const prefixes = (inclusive.getAttribute('PrefixList') ?? '').split(/[ \t\r\n]+/).filter(Boolean);
  const known = children.length === 1 && isElement(inclusive, exclusive, 'InclusiveNamespaces');
  // The library leaves the default namespace out of the list, so such a list is refused.
  if (!known || !method.startsWith(exclusive) || prefixes.includes('#default')) return undefined;
  return { method, prefixes };
}

function readReference(reference: Element): Reference {
  const uri = reference.getAttributeNode('URI')?.value;
  if (uri === undefined) refuse('bad-structure', 'a ds:Reference without URI');
  const digestMethod = requiredChild(reference, dsNamespace, 'DigestMethod');
  const transforms = onlyChild(reference, dsNamespace, 'Transforms');
  const list = transforms ? childElements(transforms) : [];
  if (!list.every((child) => isElement(child, dsNamespace, 'Transform'))) {
    refuse('bad-structure', 'ds:Transforms must hold Transform elements');
  }
  return {
    uri,
    type: reference.getAttribute('Type') ?? '',
    transforms: list,
    digestMethod: algorithmOf(digestMethod),
    digestValue: base64Of(requiredChild(reference, dsNamespace, 'DigestValue')),
  };
}

function findSignedProperties(signature: Element, objects: readonly Element[]): Element {
  const qualifying = objects.flatMap((object) =>
    Array.from(object.childNodes).filter(
      (node): node is Element =>
        node.nodeType === 1 && isElement(node as Element, xadesNamespace, 'QualifyingProperties'),
    ),
  );
  const [properties] = qualifying;
  if (!properties)
    throw new XadesError('signed-properties-missing', { found: 'no xades:QualifyingProperties' });
  if (qualifying.length > 1) refuse('bad-structure', `${qualifying.length} of QualifyingProperties`);
  const id = signature.getAttribute('Id');
  if (!id || properties.getAttribute('Target') !== `#${id}`) {
    refuse('bad-structure', 'xades:QualifyingProperties does not target the signature');
  }
  const signed = onlyChild(properties, xadesNamespace, 'SignedProperties');
  return signed ?? refuse('signed-properties-missing', 'no xades:SignedProperties');
}

const idNames = ['Id', 'ID', 'id', 'xml:id'];

/** Every element with an identifier. The same identifier twice, under whatever attribute, is refused. */
export function elementsById(root: Element): ReadonlyMap<string, Element> {
  const found = new Map<string, Element>();
  for (const element of [root, ...Array.from(root.getElementsByTagName('*'))]) {
    const ids = new Set(idNames.flatMap((name) => element.getAttributeNode(name)?.value ?? []));
    for (const id of ids) {
      if (found.has(id)) refuse('wrapping', `two elements with the identifier ${id}`);
      found.set(id, element);
    }
  }
  return found;
}
