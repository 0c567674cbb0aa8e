import type { Canonicalization } from './canonical-form.ts';
import { canonicalForm, defaultCanonicalization } from './canonical-form.ts';
import { XadesError } from './errors.ts';
import { digestBy } from './xades-algorithms.ts';
import { dsNamespace, exclusiveCanonicalization, signedPropertiesType } from './xades-identifiers.ts';
import {
  algorithmOf,
  base64Of,
  childElements,
  elementsById,
  isElement,
  type Reference,
  readCanonicalization,
  refuse,
  type SignatureParts,
  textOf,
} from './xades-structure.ts';
import { parseXml } from './xml-input.ts';

type Role = 'document' | 'signed-properties' | 'key-info';

/** A reference with the one element it covers. */
interface Resolved {
  reference: Reference;
  role: Role;
  target: Element;
}

/**
 * Checks every reference of a signature and gives the document that it covers, as text built from
 * the very characters whose digest was right. Exactly one reference must cover the whole document and
 * exactly one the signed properties; further ones may cover ds:KeyInfo only.
 */
export function verifyReferences(root: Element, parts: SignatureParts): string {
  const ids = elementsById(root);
  const resolved = parts.references.map((reference) => resolve(reference, root, parts, ids));
  const documents = resolved.filter(({ role }) => role === 'document');
  const properties = resolved.filter(({ role }) => role === 'signed-properties');
  if (properties.length !== 1) {
    throw new XadesError('signed-properties-missing', {
      found: `${properties.length} references to SignedProperties`,
    });
  }
  const [document] = documents;
  if (!document || documents.length > 1) refuse('wrapping', `${documents.length} references to the document`);
  for (const other of resolved) if (other !== document) verifyPart(other);
  return parts.form === 'enveloped' ? verifyEnveloped(document, root, parts) : verifyEnveloping(document);
}

function resolve(
  reference: Reference,
  root: Element,
  parts: SignatureParts,
  ids: ReadonlyMap<string, Element>,
): Resolved {
  const { uri, type } = reference;
  if (uri !== '' && !uri.startsWith('#')) throw new XadesError('detached', { reference: uri });
  if (uri.startsWith('#xpointer'))
    throw new XadesError('bad-structure', { reference: uri, found: 'an XPointer' });
  const target = uri === '' ? root : ids.get(uri.slice(1));
  if (!target) throw new XadesError('wrapping', { reference: uri, found: 'a reference to no element' });
  const isProperties = target === parts.signedProperties;
  if (isProperties !== (type === signedPropertiesType)) {
    throw new XadesError('signed-properties-missing', {
      reference: uri,
      found: `Type "${type}" of the reference`,
    });
  }
  if (isProperties) return { reference, role: 'signed-properties', target };
  if (target === parts.keyInfo) return { reference, role: 'key-info', target };
  const isDocument = parts.form === 'enveloped' ? target === root : isEnvelopedIn(parts, target);
  if (!isDocument)
    throw new XadesError('wrapping', { reference: uri, found: `a reference to ${target.tagName}` });
  return { reference, role: 'document', target };
}

/** Whether an element is a ds:Object of an enveloping signature, or all that one holds. */
function isEnvelopedIn({ objects, signedProperties }: SignatureParts, target: Element): boolean {
  const object = objects.find((candidate) => candidate === target || candidate === target.parentNode);
  if (!object || object === signedProperties.parentNode?.parentNode) return false;
  return object === target || soleElementOf(object) === target;
}

function soleElementOf(object: Element): Element {
  const [only, ...more] = childElements(object);
  if (!only || more.length > 0) refuse('wrapping', 'ds:Object must hold exactly one element');
  return only;
}

function verifyPart({ reference, target }: Resolved): void {
  const [canonicalization, ...more] = reference.transforms;
  if (more.length > 0) refuseTransform(reference, more[0]);
  verifyDigest(reference, canonicalForm(target, canonicalizationBy(reference, canonicalization)));
}

function verifyEnveloped({ reference }: Resolved, root: Element, { signature }: SignatureParts): string {
  const transforms = [...reference.transforms];
  let removals = 0;
  while (transforms[0] && removesSignature(transforms[0])) {
    transforms.shift();
    removals += 1;
  }
  if (removals === 0) refuseTransform(reference, transforms[0]);
  if (transforms.length > 1) refuseTransform(reference, transforms[1]);
  // Nothing of the signature is read from the tree after this.
  root.removeChild(signature);
  const covered = canonicalForm(root, canonicalizationBy(reference, transforms[0]));
  verifyDigest(reference, covered);
  return covered;
}

function verifyEnveloping({ reference, target }: Resolved): string {
  const [transform, ...more] = reference.transforms;
  if (more.length > 0) refuseTransform(reference, more[0]);
  const isObject = isElement(target, dsNamespace, 'Object');
  if (isObject && transform && algorithmOf(transform) === base64Transform) {
    return verifyEncoded(reference, target, transform);
  }
  const covered = canonicalForm(target, canonicalizationBy(reference, transform));
  verifyDigest(reference, covered);
  if (!isObject) return covered;
  const inside = soleElementOf(parseXml(covered).root);
  return canonicalForm(inside, { method: exclusiveCanonicalization, prefixes: [] });
}

const base64Transform = `${dsNamespace}base64`;

function verifyEncoded(reference: Reference, object: Element, transform: Element): string {
  if (childElements(transform).length > 0) refuseTransform(reference, transform);
  const bytes = Buffer.from(base64Of(object), 'base64');
  verifyDigest(reference, bytes);
  const { root, text } = parseXml(bytes);
  if (
    isElement(root, dsNamespace, 'Signature') ||
    root.getElementsByTagNameNS(dsNamespace, 'Signature').length > 0
  ) {
    throw new XadesError('too-many-signatures', { found: 'a signature in the encoded document' });
  }
  return text;
}

function canonicalizationBy(reference: Reference, transform: Element | undefined): Canonicalization {
  if (!transform) return { method: defaultCanonicalization, prefixes: [] };
  return readCanonicalization(transform) ?? refuseTransform(reference, transform);
}

function refuseTransform(reference: Reference, transform: Element | undefined): never {
  throw new XadesError('transform-not-allowed', {
    reference: reference.uri,
    algorithm: transform ? algorithmOf(transform) : '',
    found: transform
      ? `${transform.textContent ?? ''}`.trim().slice(0, 200)
      : 'no enveloped-signature transform',
  });
}

function verifyDigest(reference: Reference, content: string | Uint8Array): void {
  const computed = digestBy(reference.digestMethod, content);
  if (computed === undefined) {
    throw new XadesError('algorithm-not-allowed', {
      reference: reference.uri,
      algorithm: reference.digestMethod,
    });
  }
  if (computed !== reference.digestValue) {
    throw new XadesError('digest-mismatch', {
      reference: reference.uri,
      algorithm: reference.digestMethod,
      expectedDigest: reference.digestValue,
      computedDigest: computed,
      digested: typeof content === 'string' ? content : Buffer.from(content).toString('utf8'),
    });
  }
}

const filter2Namespace = 'http://www.w3.org/2002/06/xmldsig-filter2';
const xpathTransform = 'http://www.w3.org/TR/1999/REC-xpath-19991116';

/** Whether a transform is one of the accepted ways to leave out the signature. */
function removesSignature(transform: Element): boolean {
  const algorithm = algorithmOf(transform);
  const [parameter, ...more] = childElements(transform);
  if (algorithm === `${dsNamespace}enveloped-signature`) return parameter === undefined;
  if (!parameter || more.length > 0) return false;
  if (algorithm === xpathTransform && isElement(parameter, dsNamespace, 'XPath')) {
    return namesSignature(parameter, /^not\(\s*ancestor-or-self::([^:\s]+):Signature\s*\)$/);
  }
  if (algorithm === filter2Namespace && isElement(parameter, filter2Namespace, 'XPath')) {
    const subtracts = parameter.getAttribute('Filter') === 'subtract';
    return (
      subtracts &&
      namesSignature(parameter, /^(?:\/descendant::|here\(\)\/ancestor::)([^:\s]+):Signature(?:\[1\])?$/)
    );
  }
  return false;
}

/** Whether the expression is the accepted one and its prefix stands for the namespace of signatures. */
function namesSignature(parameter: Element, expression: RegExp): boolean {
  const prefix = expression.exec(textOf(parameter))?.[1];
  return prefix !== undefined && parameter.lookupNamespaceURI(prefix) === dsNamespace;
}
