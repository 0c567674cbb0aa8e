/**
 * The schemas that one main schema reaches through `import` and `include`, and their global components.
 * Addresses are never followed: a location means the local file with the same last name.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';

export const XSD = 'http://www.w3.org/2001/XMLSchema';

export interface QName {
  readonly namespace: string;
  readonly local: string;
}

/** A node of a schema together with the schema it stands in, which decides its defaults and prefixes. */
export interface Component {
  readonly node: Element;
  readonly schema: Element;
}

export type ComponentKind =
  | 'element'
  | 'attribute'
  | 'complexType'
  | 'simpleType'
  | 'group'
  | 'attributeGroup';

const KINDS: readonly ComponentKind[] = [
  'element',
  'attribute',
  'complexType',
  'simpleType',
  'group',
  'attributeGroup',
];

/** Child elements in the XSD namespace, annotations left out. */
export function childrenOf(node: Element): Element[] {
  const children: Element[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.nodeType !== 1) continue;
    const element = child as Element;
    if (element.namespaceURI === XSD && element.localName !== 'annotation') children.push(element);
  }
  return children;
}

/** The attribute's value, undefined where it is absent. */
export function attributeOf(node: Element, name: string): string | undefined {
  return node.hasAttribute(name) ? (node.getAttribute(name) ?? undefined) : undefined;
}

export class SchemaSet {
  readonly targetNamespace: string;
  /** True where a wildcard asks for declared elements: then every global element may occur in a document. */
  hasJudgingWildcard = false;
  readonly #components = new Map<string, { readonly name: QName; readonly component: Component }>();
  readonly #prefixes = new Map<string, string>();
  readonly #loaded = new Set<string>();
  readonly #library: string | undefined;

  /**
   * Loads the schema of `file` and everything it reaches.
   * @param library a further folder where imported files may lie
   * @throws where a file is missing or not a schema
   */
  constructor(file: string, library?: string) {
    this.#library = library;
    this.targetNamespace = this.#load(file);
  }

  /** A global component; throws where no loaded schema declares it. */
  find(kind: ComponentKind, name: QName): Component {
    const entry = this.#components.get(keyOf(kind, name));
    if (entry === undefined) throw new Error(`no schema declares ${kind} {${name.namespace}}${name.local}`);
    return entry.component;
  }

  /** All global components of a kind, in the order in which their schemas were loaded. */
  all(kind: ComponentKind): { readonly name: QName; readonly component: Component }[] {
    return [...this.#components].filter(([key]) => key.startsWith(`${kind} `)).map(([, entry]) => entry);
  }

  /** The prefix under which the first schema that uses a namespace knows it; empty where none does. */
  prefixOf(uri: string): string {
    return this.#prefixes.get(uri) ?? '';
  }

  /** Reads a prefixed name as it is meant at this node. */
  qname(node: Element, text: string): QName {
    const [prefix, local] = text.includes(':') ? (text.split(':') as [string, string]) : [null, text];
    const namespace = node.lookupNamespaceURI(prefix ?? '') ?? '';
    if (prefix !== null && namespace === '') throw new Error(`prefix of ${text} is not declared`);
    return { namespace, local };
  }

  #load(file: string): string {
    this.#loaded.add(file);
    const document = new DOMParser().parseFromString(readFileSync(file, 'utf8'), 'text/xml');
    const schema = document.documentElement;
    if (schema?.namespaceURI !== XSD || schema.localName !== 'schema')
      throw new Error(`${file} is not a schema`);
    const namespace = attributeOf(schema, 'targetNamespace') ?? '';
    for (const { prefix, localName, value } of Array.from(schema.attributes)) {
      if (prefix === 'xmlns' && !this.#prefixes.has(value)) this.#prefixes.set(value, localName);
    }
    for (const any of Array.from(schema.getElementsByTagNameNS(XSD, 'any'))) {
      if (attributeOf(any, 'processContents') !== 'skip') this.hasJudgingWildcard = true;
    }
    for (const node of childrenOf(schema)) {
      const kind = node.localName ?? '';
      if (kind === 'import' || kind === 'include') this.#follow(file, node);
      else this.#register(kind, node, schema, namespace);
    }
    return namespace;
  }

  #follow(file: string, node: Element): void {
    const location = attributeOf(node, 'schemaLocation');
    if (location === undefined) return;
    const target = locate(dirname(file), basename(location), this.#library);
    if (!this.#loaded.has(target)) this.#load(target);
  }

  #register(kind: string, node: Element, schema: Element, namespace: string): void {
    const known = KINDS.find((candidate) => candidate === kind);
    if (known === undefined) throw new Error(`<${kind}> at the top of a schema is not supported`);
    const name = { namespace, local: attributeOf(node, 'name') ?? '' };
    this.#components.set(keyOf(known, name), { name, component: { node, schema } });
  }
}

function keyOf(kind: ComponentKind, name: QName): string {
  return `${kind} {${name.namespace}}${name.local}`;
}

/** The file of that name in the folder, in one of its subfolders, or in the library. */
function locate(folder: string, name: string, library: string | undefined): string {
  const subfolders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const candidates = [folder, ...subfolders.map((entry) => join(folder, entry.name)), library ?? folder];
  const found = candidates.map((candidate) => join(candidate, name)).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`schema ${name} is not found in ${folder}`);
  return found;
}
