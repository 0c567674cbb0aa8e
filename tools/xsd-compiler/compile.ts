/** Turns a schema into a table: walks the components that the root element reaches, in their order. */
import type {
  AttributeRow,
  ElementRow,
  IdentityRow,
  ReferenceRow,
  StoredParticle,
  StoredTable,
  StoredType,
  WildcardRow,
} from '@kwit/formats';
import { occurrenceOf, valueConstraint } from './facts.ts';
import { attributeOf, type Component, childrenOf, type QName, SchemaSet, XSD } from './schema-set.ts';
import { SimpleTypes } from './simple-types.ts';
import type { Source } from './sources.ts';

const XML = 'http://www.w3.org/XML/1998/namespace';
const PARTICLES = ['sequence', 'choice', 'element', 'any', 'group', 'all'];
const CONSTRAINTS = ['unique', 'key', 'keyref'];

/** A whole table, and how many rows of each list belong to the library of its family. */
export interface Compiled {
  readonly table: StoredTable;
  readonly shared: { readonly types: number; readonly simpleTypes: number; readonly elements: number };
}

/**
 * Compiles the schema of a source.
 * Throws, naming the construct, where the schema uses something that tables cannot say.
 */
export function compile(source: Source): Compiled {
  return new Compiler(source).compile();
}

/** Parts of a complex type while it is put together. */
interface Parts {
  attributes: AttributeRow[];
  anyAttribute?: WildcardRow;
  mixed: boolean;
  simple?: number;
  content?: StoredParticle;
  extends?: number;
  restricts?: number;
}

class Compiler {
  readonly #source: Source;
  readonly #schemas: SchemaSet;
  readonly #simple: SimpleTypes;
  readonly #namespaces: string[];
  readonly #types: StoredType[] = [];
  readonly #typeIndexes = new Map<Element, number>();
  /** Elements that wildcards find; references point to them. Null where no wildcard looks for any. */
  readonly #elements: ElementRow[] | null;
  readonly #elementIndexes = new Map<Element, number>();

  constructor(source: Source) {
    this.#source = source;
    this.#schemas = new SchemaSet(source.file, source.library);
    this.#namespaces = [this.#schemas.targetNamespace];
    this.#simple = new SimpleTypes(this.#schemas, (uri) => this.#namespace(uri));
    this.#elements = this.#schemas.hasJudgingWildcard ? [] : null;
  }

  compile(): Compiled {
    const { targetNamespace } = this.#schemas;
    const isShared = ({ namespace }: QName) => namespace !== targetNamespace;
    if (this.#source.family !== undefined) this.#addGlobals(isShared);
    const shared = {
      types: this.#types.length,
      simpleTypes: this.#simple.rows.length,
      elements: this.#elements?.length ?? 0,
    };
    const name = { namespace: targetNamespace, local: this.#source.root };
    const declaration = this.#schemas.find('element', name);
    const root = this.#elements === null ? this.#element(name, declaration, {}) : this.#reference(name, {});
    if (this.#elements !== null) this.#addGlobals(() => true);
    else this.#addDerivedTypes();
    return { table: this.#table(root), shared };
  }

  #table(root: ElementRow | ReferenceRow): StoredTable {
    return {
      format: this.#source.format,
      namespaces: this.#namespaces,
      ...(this.#namespaces.length > 1 ? { prefixes: this.#prefixes() } : {}),
      root,
      ...(this.#source.envelopedSignature ? { envelopedSignature: true as const } : {}),
      ...(this.#elements === null ? {} : { elements: this.#elements }),
      types: this.#types,
      simpleTypes: this.#simple.rows,
    };
  }

  #prefixes(): string[] {
    const prefixes = this.#namespaces.map((uri, index) => {
      return index === 0 ? '' : this.#schemas.prefixOf(uri) || `n${index}`;
    });
    return prefixes.map((prefix, index) => (prefixes.indexOf(prefix) === index ? prefix : `n${index}`));
  }

  /** All elements and named types that a wildcard or `xsi:type` could name. */
  #addGlobals(isWanted: (name: QName) => boolean): void {
    for (const { name } of this.#schemas.all('element')) if (isWanted(name)) this.#reference(name, {});
    for (const { name, component } of this.#schemas.all('complexType')) {
      if (isWanted(name)) this.#complex(component);
    }
    for (const { name } of this.#schemas.all('simpleType')) if (isWanted(name)) this.#simple.named(name);
  }

  /** Named types derived from one in use, which `xsi:type` could put in its place. */
  #addDerivedTypes(): void {
    for (let before = -1; before !== this.#types.length + this.#simple.rows.length; ) {
      before = this.#types.length + this.#simple.rows.length;
      for (const { name, component } of this.#schemas.all('complexType')) {
        if (this.#derivesFromUsed(name)) this.#complex(component);
      }
      for (const { name } of this.#schemas.all('simpleType')) {
        if (this.#simple.derivesFromUsed(name)) this.#simple.named(name);
      }
    }
  }

  #derivesFromUsed(name: QName): boolean {
    const component = this.#schemas.find('complexType', name);
    if (this.#typeIndexes.has(component.node)) return true;
    const [content] = childrenOf(component.node);
    if (content?.localName !== 'simpleContent' && content?.localName !== 'complexContent') return false;
    const [derivation] = childrenOf(content);
    const base = derivation === undefined ? undefined : attributeOf(derivation, 'base');
    if (derivation === undefined || base === undefined) return false;
    const baseName = this.#schemas.qname(derivation, base);
    if (baseName.namespace === XSD) return false;
    return !this.#simple.isSimple(baseName) && this.#derivesFromUsed(baseName);
  }

  /** The reference to a global element, which is added to the list where it is not there yet. */
  #reference(name: QName, occurrence: { min?: number; max?: number }): ReferenceRow {
    const declaration = this.#schemas.find('element', name);
    const elements = this.#elements ?? [];
    let ref = this.#elementIndexes.get(declaration.node);
    if (ref === undefined) {
      // The place is taken before the type is compiled, because the type may refer to the element again.
      ref = elements.push({ element: name.local }) - 1;
      this.#elementIndexes.set(declaration.node, ref);
      elements[ref] = this.#element(name, declaration, {});
    }
    return { ref, ...occurrence };
  }

  #element(name: QName, declaration: Component, occurrence: { min?: number; max?: number }): ElementRow {
    const { node } = declaration;
    for (const refused of ['substitutionGroup', 'abstract', 'block', 'final']) {
      if (attributeOf(node, refused) !== undefined)
        throw new Error(`${refused} of an element is not supported`);
    }
    const namespace = name.namespace === '' ? -1 : this.#namespace(name.namespace);
    const identity = childrenOf(node)
      .filter((child) => CONSTRAINTS.includes(child.localName ?? ''))
      .map((child) => this.#identity(child));
    return {
      element: name.local,
      ...(namespace === 0 ? {} : { namespace }),
      ...this.#typeOf(declaration),
      ...occurrence,
      ...(attributeOf(node, 'nillable') === 'true' ? { nillable: true as const } : {}),
      ...valueConstraint(node),
      ...(identity.length > 0 ? { identity } : {}),
    };
  }

  /** Neither `simple` nor `type`: the element may hold anything (`xsd:anyType`). */
  #typeOf(declaration: Component): { simple?: number; type?: number } {
    const { node, schema } = declaration;
    const typeName = attributeOf(node, 'type');
    const inline = childrenOf(node).find((child) =>
      ['simpleType', 'complexType'].includes(child.localName ?? ''),
    );
    if (inline?.localName === 'simpleType') return { simple: this.#simple.inline(inline) };
    if (inline !== undefined) return { type: this.#complex({ node: inline, schema }) };
    if (typeName === undefined) return {};
    const name = this.#schemas.qname(node, typeName);
    if (name.namespace === XSD && name.local === 'anyType') return {};
    if (this.#simple.isSimple(name)) return { simple: this.#simple.named(name) };
    return { type: this.#complex(this.#schemas.find('complexType', name)) };
  }

  /** Index of the row of a complex type. */
  #complex(component: Component): number {
    const known = this.#typeIndexes.get(component.node);
    if (known !== undefined) return known;
    for (const refused of ['block', 'final']) {
      if (attributeOf(component.node, refused) !== undefined)
        throw new Error(`${refused} of a complex type is not supported`);
    }
    const index = this.#types.push({}) - 1;
    this.#typeIndexes.set(component.node, index);
    const name = attributeOf(component.node, 'name');
    const namespace = this.#namespace(this.#targetOf(component.schema));
    const { attributes, mixed, ...rest } = this.#parts(component);
    this.#types[index] = {
      ...(name === undefined ? {} : { name, ...(namespace === 0 ? {} : { namespace }) }),
      ...(attributeOf(component.node, 'abstract') === 'true' ? { abstract: true as const } : {}),
      ...(attributes.length > 0 ? { attributes } : {}),
      ...(mixed ? { mixed: true as const } : {}),
      ...rest,
    };
    return index;
  }

  #parts(component: Component): Parts {
    const { node, schema } = component;
    const [first] = childrenOf(node);
    if (first?.localName === 'simpleContent') return this.#simpleContent({ node: first, schema });
    if (first?.localName === 'complexContent') return this.#complexContent({ node: first, schema });
    const parts: Parts = { attributes: [], mixed: attributeOf(node, 'mixed') === 'true' };
    this.#addChildren(parts, component);
    return parts;
  }

  #simpleContent({ node, schema }: Component): Parts {
    const { derivation, base } = this.#derivation(node);
    const parts: Parts = { attributes: [], mixed: false };
    if (this.#simple.isSimple(base)) parts.simple = this.#simple.named(base);
    else {
      const component = this.#schemas.find('complexType', base);
      const index = this.#complex(component);
      if (derivation.localName === 'extension') parts.extends = index;
      else Object.assign(parts, this.#inherited(component), { restricts: index });
    }
    if (derivation.localName === 'restriction' && parts.simple !== undefined) {
      parts.simple = this.#simple.restricted(parts.simple, derivation);
    }
    this.#addAttributes(parts, { node: derivation, schema });
    return parts;
  }

  #complexContent({ node, schema }: Component): Parts {
    const { derivation, base } = this.#derivation(node);
    const mixed = attributeOf(node, 'mixed') ?? attributeOf(node.parentNode as Element, 'mixed');
    const parts: Parts = { attributes: [], mixed: mixed === 'true' };
    if (base.namespace !== XSD || base.local !== 'anyType') {
      const component = this.#schemas.find('complexType', base);
      const index = this.#complex(component);
      if (derivation.localName === 'extension') parts.extends = index;
      else Object.assign(parts, { attributes: this.#inherited(component).attributes, restricts: index });
    }
    this.#addChildren(parts, { node: derivation, schema });
    return parts;
  }

  #derivation(content: Element): { derivation: Element; base: QName } {
    const [derivation] = childrenOf(content);
    if (derivation === undefined) throw new Error(`<${content.localName}> says nothing`);
    return { derivation, base: this.#schemas.qname(derivation, attributeOf(derivation, 'base') ?? '') };
  }

  /** What a restriction starts from: attributes and text of its base, those that the base has inherited included. */
  #inherited(component: Component): { attributes: AttributeRow[]; simple?: number } {
    const parts = this.#parts(component);
    const above = parts.extends === undefined ? undefined : this.#types[parts.extends];
    const simple = parts.simple ?? this.#textOf(parts.extends);
    return {
      attributes: [...(above?.attributes ?? []), ...parts.attributes],
      ...(simple === undefined ? {} : { simple }),
    };
  }

  #textOf(type: number | undefined): number | undefined {
    const row = type === undefined ? undefined : this.#types[type];
    return row === undefined ? undefined : (row.simple ?? this.#textOf(row.extends));
  }

  #addChildren(parts: Parts, component: Component): void {
    for (const node of childrenOf(component.node)) {
      if (!PARTICLES.includes(node.localName ?? '')) continue;
      const particle = this.#particle({ node, schema: component.schema });
      if (particle !== null) parts.content = particle;
    }
    this.#addAttributes(parts, component);
  }

  /** A particle, null where it can never occur. */
  #particle({ node, schema }: Component): StoredParticle | null {
    const occurrence = occurrenceOf(node);
    if (occurrence.max === 0) return null;
    const kind = node.localName;
    if (kind === 'element') return this.#elementParticle({ node, schema }, occurrence);
    if (kind === 'any') return { any: this.#wildcard(node, this.#targetOf(schema)), ...occurrence };
    if (kind === 'group') {
      const name = this.#schemas.qname(node, attributeOf(node, 'ref') ?? '');
      const group = this.#schemas.find('group', name);
      const inside = childrenOf(group.node).map((child) =>
        this.#particle({ node: child, schema: group.schema }),
      );
      return { sequence: inside.filter((particle) => particle !== null), ...occurrence };
    }
    const inside = childrenOf(node)
      .map((child) => this.#particle({ node: child, schema }))
      .filter((particle) => particle !== null);
    if (kind === 'sequence') return { sequence: inside, ...occurrence };
    if (kind === 'choice') return { choice: inside, ...occurrence };
    throw new Error(`<${kind}> in a content model is not supported`);
  }

  #elementParticle(
    { node, schema }: Component,
    occurrence: { min?: number; max?: number },
  ): ElementRow | ReferenceRow {
    const reference = attributeOf(node, 'ref');
    if (reference !== undefined) {
      const name = this.#schemas.qname(node, reference);
      if (this.#elements !== null) return this.#reference(name, occurrence);
      return this.#element(name, this.#schemas.find('element', name), occurrence);
    }
    const form = attributeOf(node, 'form') ?? attributeOf(schema, 'elementFormDefault') ?? 'unqualified';
    const namespace = form === 'qualified' ? this.#targetOf(schema) : '';
    return this.#element({ namespace, local: attributeOf(node, 'name') ?? '' }, { node, schema }, occurrence);
  }

  #addAttributes(parts: Parts, { node, schema }: Component): void {
    for (const child of childrenOf(node)) {
      if (child.localName === 'attribute') this.#addAttribute(parts, { node: child, schema });
      else if (child.localName === 'attributeGroup') {
        const name = this.#schemas.qname(child, attributeOf(child, 'ref') ?? '');
        this.#addAttributes(parts, this.#schemas.find('attributeGroup', name));
      } else if (child.localName === 'anyAttribute') {
        parts.anyAttribute = this.#wildcard(child, this.#targetOf(schema));
      }
    }
  }

  /** An attribute replaces the inherited one of its name; `prohibited` takes it away. */
  #addAttribute(parts: Parts, { node, schema }: Component): void {
    const row = this.#attribute({ node, schema });
    parts.attributes = parts.attributes.filter(
      (known) => known.attribute !== row.attribute || known.namespace !== row.namespace,
    );
    if (attributeOf(node, 'use') !== 'prohibited') parts.attributes.push(row);
  }

  #attribute({ node, schema }: Component): AttributeRow {
    const reference = attributeOf(node, 'ref');
    const name = reference === undefined ? null : this.#schemas.qname(node, reference);
    if (name?.namespace === XML) throw new Error('attributes of the XML namespace are not supported');
    const declaration = name === null ? { node, schema } : this.#schemas.find('attribute', name);
    const form = attributeOf(node, 'form') ?? attributeOf(schema, 'attributeFormDefault') ?? 'unqualified';
    const namespace = name?.namespace ?? (form === 'qualified' ? this.#targetOf(schema) : '');
    const inline = childrenOf(declaration.node).find((child) => child.localName === 'simpleType');
    const typeName = attributeOf(declaration.node, 'type') ?? '';
    return {
      attribute: name?.local ?? attributeOf(node, 'name') ?? '',
      ...(namespace === '' ? {} : { namespace: this.#namespace(namespace) }),
      simple:
        inline === undefined
          ? this.#simple.named(this.#schemas.qname(declaration.node, typeName))
          : this.#simple.inline(inline),
      ...(attributeOf(node, 'use') === 'required' ? { required: true as const } : {}),
      ...valueConstraint(declaration.node),
      ...valueConstraint(node),
    };
  }

  #identity(node: Element): IdentityRow {
    if (node.localName !== 'unique') throw new Error(`<${node.localName}> is not supported`);
    const paths = (name: string) =>
      childrenOf(node)
        .filter((child) => child.localName === name)
        .map((child) => this.#path(child, attributeOf(child, 'xpath') ?? ''));
    const refer = attributeOf(node, 'refer');
    return {
      kind: node.localName as IdentityRow['kind'],
      name: attributeOf(node, 'name') ?? '',
      selector: paths('selector')[0] ?? '',
      fields: paths('field'),
      ...(refer === undefined ? {} : { refer: this.#schemas.qname(node, refer).local }),
    };
  }

  #path(node: Element, path: string): string {
    if (!/^([\w.-]+:)?[\w.-]+$/.test(path)) throw new Error(`the path ${path} is not supported`);
    return path.replaceAll(/([\w.-]+):([\w.-]+)/g, (_, prefix: string, local: string) => {
      return `{${this.#namespace(this.#schemas.qname(node, `${prefix}:x`).namespace)}}${local}`;
    });
  }

  #wildcard(node: Element, target: string): WildcardRow {
    const text = (attributeOf(node, 'namespace') ?? '##any').trim();
    const process = (attributeOf(node, 'processContents') ?? 'strict') as WildcardRow['process'];
    if (text === '##any') return { namespaces: text, process };
    if (text === '##other') return { namespaces: { not: this.#namespace(target) }, process };
    const meaning = (part: string) =>
      part === '##targetNamespace' ? target : part === '##local' ? '' : part;
    const uris = text.split(/\s+/).map(meaning);
    return { namespaces: uris.map((uri) => (uri === '' ? -1 : this.#namespace(uri))), process };
  }

  #targetOf(schema: Element): string {
    return attributeOf(schema, 'targetNamespace') ?? '';
  }

  #namespace(uri: string): number {
    const known = this.#namespaces.indexOf(uri);
    return known === -1 ? this.#namespaces.push(uri) - 1 : known;
  }
}
