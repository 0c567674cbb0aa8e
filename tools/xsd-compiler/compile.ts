/** Turns a schema into a table: walks the components that the root element reaches, in their order. */
import type {
  AttributeRow,
  ComplexTypeRow,
  ElementRow,
  FormatTable,
  IdentityRow,
  Particle,
  WildcardRow,
} from '@kwit/formats';
import { attributeOf, type Component, childrenOf, type QName, SchemaSet, XSD } from './schema-set.ts';
import { SimpleTypes } from './simple-types.ts';
import type { Source } from './sources.ts';

const XML = 'http://www.w3.org/XML/1998/namespace';
const PARTICLES = ['sequence', 'choice', 'element', 'any', 'group', 'all'];
const CONSTRAINTS = ['unique', 'key', 'keyref'];

/**
 * Compiles the schema of a source.
 * Throws, naming the construct, where the schema uses something that tables cannot say.
 */
export function compile(source: Source): FormatTable {
  return new Compiler(source).table();
}

/** Parts of a complex type while it is put together. */
interface Parts {
  attributes: AttributeRow[];
  anyAttribute?: WildcardRow;
  mixed: boolean;
  simple?: number;
  content?: Particle;
}

class Compiler {
  readonly #source: Source;
  readonly #schemas: SchemaSet;
  readonly #simple: SimpleTypes;
  readonly #namespaces: string[];
  readonly #types: ComplexTypeRow[] = [];
  readonly #typeIndexes = new Map<Element, number>();

  constructor(source: Source) {
    this.#source = source;
    this.#schemas = new SchemaSet(source.file, source.library);
    this.#simple = new SimpleTypes(this.#schemas);
    this.#namespaces = [this.#schemas.targetNamespace];
  }

  table(): FormatTable {
    const name = { namespace: this.#schemas.targetNamespace, local: this.#source.root };
    const root = this.#element(name, this.#schemas.find('element', name), {});
    return {
      format: this.#source.format,
      namespaces: this.#namespaces,
      root,
      ...(this.#source.envelopedSignature ? { envelopedSignature: true as const } : {}),
      types: this.#types,
      simpleTypes: this.#simple.rows,
    };
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

  /** A complex type without attributes whose content is text says no more than that text's simple type. */
  #typeOf(declaration: Component): { simple: number } | { type: number } {
    const { node, schema } = declaration;
    const typeName = attributeOf(node, 'type');
    const inline = childrenOf(node).find((child) =>
      ['simpleType', 'complexType'].includes(child.localName ?? ''),
    );
    if (inline?.localName === 'simpleType') return { simple: this.#simple.inline(inline) };
    if (inline !== undefined) return this.#complex({ node: inline, schema });
    if (typeName === undefined) throw new Error(`element ${attributeOf(node, 'name')} has no type`);
    const name = this.#schemas.qname(node, typeName);
    if (this.#simple.isSimple(name)) return { simple: this.#simple.named(name) };
    return this.#complex(this.#schemas.find('complexType', name));
  }

  #complex(component: Component): { simple: number } | { type: number } {
    const known = this.#typeIndexes.get(component.node);
    if (known !== undefined) return this.#reference(known);
    const index = this.#types.push({}) - 1;
    this.#typeIndexes.set(component.node, index);
    const name = attributeOf(component.node, 'name');
    const { attributes, mixed, ...rest } = this.#parts(component);
    this.#types[index] = {
      ...(name === undefined ? {} : { name }),
      ...(attributes.length > 0 ? { attributes } : {}),
      ...(mixed ? { mixed: true as const } : {}),
      ...rest,
    };
    if (index === this.#types.length - 1 && 'simple' in this.#reference(index)) {
      const reference = this.#reference(index);
      this.#types.pop();
      this.#typeIndexes.delete(component.node);
      return reference;
    }
    return this.#reference(index);
  }

  #reference(index: number): { simple: number } | { type: number } {
    const row = this.#types[index];
    const plain = row?.simple !== undefined && row.attributes === undefined && row.anyAttribute === undefined;
    return plain && row.simple !== undefined ? { simple: row.simple } : { type: index };
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
    const [derivation] = childrenOf(node);
    if (derivation === undefined) throw new Error('simple content says nothing');
    const base = this.#schemas.qname(derivation, attributeOf(derivation, 'base') ?? '');
    const parts: Parts = this.#simple.isSimple(base)
      ? { attributes: [], mixed: false, simple: this.#simple.named(base) }
      : this.#parts(this.#schemas.find('complexType', base));
    if (derivation.localName === 'restriction' && parts.simple !== undefined) {
      parts.simple = this.#simple.restricted(parts.simple, derivation);
    }
    this.#addAttributes(parts, { node: derivation, schema });
    return parts;
  }

  #complexContent({ node, schema }: Component): Parts {
    const [derivation] = childrenOf(node);
    if (derivation === undefined) throw new Error('complex content says nothing');
    const base = this.#schemas.qname(derivation, attributeOf(derivation, 'base') ?? '');
    const isAnyType = base.namespace === XSD && base.local === 'anyType';
    const inherited: Parts = isAnyType
      ? { attributes: [], mixed: false }
      : this.#parts(this.#schemas.find('complexType', base));
    const own: Parts = { attributes: [...inherited.attributes], mixed: inherited.mixed };
    this.#addChildren(own, { node: derivation, schema });
    if (derivation.localName === 'extension' && inherited.content !== undefined) {
      own.content =
        own.content === undefined ? inherited.content : { sequence: [inherited.content, own.content] };
    }
    return own;
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
  #particle({ node, schema }: Component): Particle | null {
    const occurrence = occurrenceOf(node);
    if (occurrence.max === 0) return null;
    const kind = node.localName;
    if (kind === 'element') return this.#elementParticle({ node, schema }, occurrence);
    if (kind === 'any') return { any: wildcardOf(node, this.#targetOf(schema)), ...occurrence };
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

  #elementParticle({ node, schema }: Component, occurrence: { min?: number; max?: number }): ElementRow {
    const reference = attributeOf(node, 'ref');
    if (reference !== undefined) {
      const name = this.#schemas.qname(node, reference);
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
        parts.anyAttribute = wildcardOf(child, this.#targetOf(schema));
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
    return path.replaceAll(/([\w.-]+):([\w.-]+)/g, (_, prefix: string, local: string) => {
      return `{${this.#namespace(this.#schemas.qname(node, `${prefix}:x`).namespace)}}${local}`;
    });
  }

  #targetOf(schema: Element): string {
    return attributeOf(schema, 'targetNamespace') ?? '';
  }

  #namespace(uri: string): number {
    const known = this.#namespaces.indexOf(uri);
    return known === -1 ? this.#namespaces.push(uri) - 1 : known;
  }
}

function occurrenceOf(node: Element): { min?: number; max?: number } {
  const min = Number(attributeOf(node, 'minOccurs') ?? 1);
  const maxText = attributeOf(node, 'maxOccurs') ?? '1';
  const max = maxText === 'unbounded' ? -1 : Number(maxText);
  return { ...(min === 1 ? {} : { min }), ...(max === 1 ? {} : { max }) };
}

function valueConstraint(node: Element): { fixed?: string; default?: string } {
  const fixed = attributeOf(node, 'fixed');
  const initial = attributeOf(node, 'default');
  return {
    ...(fixed === undefined ? {} : { fixed }),
    ...(initial === undefined ? {} : { default: initial }),
  };
}

function wildcardOf(node: Element, target: string): WildcardRow {
  const text = (attributeOf(node, 'namespace') ?? '##any').trim();
  const process = (attributeOf(node, 'processContents') ?? 'strict') as WildcardRow['process'];
  if (text === '##any' || text === '##other') return { namespaces: text, process };
  const meaning = (part: string) => (part === '##targetNamespace' ? target : part === '##local' ? '' : part);
  return { namespaces: text.split(/\s+/).map(meaning), process };
}
