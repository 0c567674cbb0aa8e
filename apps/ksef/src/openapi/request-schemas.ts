/**
 * The schemas of AuthTokenRequest as documents: the tables by which requests are judged here, written as XSD again.
 * Names, order, types and patterns are those of the official schemas; annotations are not in the tables.
 */
import {
  type ComplexTypeRow,
  type ElementRow,
  type FormatName,
  type FormatTable,
  type Particle,
  type SimpleTypeRow,
  tableOf,
} from '@kwit/formats';

/** Where the schemas are found: under the address of the page on authentication, and under their own names. */
const formats: Readonly<Record<string, FormatName>> = {
  'authv2.xsd': 'AuthTokenRequest(2.0)',
  'schemat_auth_v2-0.xsd': 'AuthTokenRequest(2.0)',
  'schemat_auth_v2-1.xsd': 'AuthTokenRequest(2.1)',
};

/** The schema of this name as XML text; undefined where there is none. */
export function requestSchema(name: string): string | undefined {
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (format === undefined) return undefined;
  return `<?xml version="1.0" encoding="utf-8"?>\n${new SchemaWriter(tableOf(format)).schema()}\n`;
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

class SchemaWriter {
  readonly #table: FormatTable;

  constructor(table: FormatTable) {
    this.#table = table;
  }

  schema(): string {
    const [namespace] = this.#table.namespaces;
    const attributes = {
      'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
      'xmlns:tns': namespace,
      targetNamespace: namespace,
      elementFormDefault: 'qualified',
    };
    const { root, types, simpleTypes } = this.#table;
    return tag('schema', attributes, [
      this.#element(root),
      ...types.filter(({ name }) => name !== undefined).map((row) => this.#complexType(row)),
      ...simpleTypes.filter(({ name }) => name !== undefined).map((row) => this.#simpleType(row)),
    ]);
  }

  #element({ element, type, simple, min, max, ...others }: ElementRow): string {
    nothingElse(element, others);
    const complex = type === undefined ? undefined : this.#table.types[type];
    const text = simple === undefined ? undefined : this.#table.simpleTypes[simple];
    const name = complex?.name ?? text?.name;
    const attributes = { name: element, type: name && `tns:${name}`, ...occurrence({ min, max }) };
    if (name !== undefined) return tag('element', attributes);
    const own = complex ? [this.#complexType(complex)] : text ? [this.#simpleType(text)] : [];
    return tag('element', attributes, own);
  }

  #complexType({ name, content, ...others }: ComplexTypeRow): string {
    nothingElse(name, others);
    return tag('complexType', { name }, content ? [this.#particle(content)] : []);
  }

  #particle(particle: Particle): string {
    if ('element' in particle) return this.#element(particle);
    if ('any' in particle) throw new Error('a wildcard cannot be written');
    const [kind, parts] =
      'sequence' in particle
        ? (['sequence', particle.sequence] as const)
        : (['choice', particle.choice] as const);
    return tag(
      kind,
      occurrence(particle),
      parts.map((part) => this.#particle(part)),
    );
  }

  #simpleType({ name, base, patterns = [], enumeration = [], length, ...others }: SimpleTypeRow): string {
    // White space is that of the built-in type, the only one that these types are derived from.
    const { derives: _, whiteSpace: __, ...unknown } = others;
    nothingElse(name, unknown);
    if (patterns.length > 1) throw new Error(`patterns of ${name} in more than one step cannot be written`);
    return tag('simpleType', { name }, [
      tag('restriction', { base: `xsd:${base}` }, [
        ...(length === undefined ? [] : [tag('length', { value: length })]),
        ...patterns.flat().map((value) => tag('pattern', { value })),
        ...enumeration.map((value) => tag('enumeration', { value })),
      ]),
    ]);
  }
}

/** What a table may say and these tables do not is refused, lest a schema be served that lacks it. */
function nothingElse(name: string | undefined, others: object): void {
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new Error(`«${unknown}» of ${name} cannot be written`);
}

function occurrence({ min, max }: { min?: number | undefined; max?: number | undefined }): Attributes {
  return { minOccurs: min, maxOccurs: max === -1 ? 'unbounded' : max };
}

/** An element of the schema, its children a level deeper. */
function tag(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const start = `<xsd:${name}${written.join('')}`;
  if (children.length === 0) return `${start}/>`;
  const inside = children.map((child) => child.replaceAll(/^/gm, '  '));
  return [`${start}>`, ...inside, `</xsd:${name}>`].join('\n');
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
