/** Judges the attributes of the start tag read last, those of XML Schema itself included, and values of any kind. */
import { applyWhiteSpace } from './characters.ts';
import { FOREIGN_NAMESPACE, NO_NAMESPACE } from './namespaces.ts';
import type { ProblemLog } from './problem-log.ts';
import type { ContentType, Runtime, RuntimeElement, RuntimeType } from './runtime.ts';
import type { ScannedAttribute, Scanner } from './scanner.ts';
import type { SimpleType } from './simple-type.ts';
import type { AttributeRow, ElementRow } from './table.ts';

/** Namespace of the attributes that any element may have (`xsi:type`, `xsi:nil` …). */
export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const XSI_NAMES = ['type', 'nil', 'schemaLocation', 'noNamespaceSchemaLocation'];

const isOfSchema = ({ namespace, local }: ScannedAttribute) => namespace === XSI && XSI_NAMES.includes(local);

export class AttributeJudge {
  readonly #scanner: Scanner;
  readonly #log: ProblemLog;
  readonly #runtime: Runtime;
  readonly #values: boolean;
  readonly #ids = new Set<string>();

  constructor(scanner: Scanner, log: ProblemLog, runtime: Runtime, values: boolean) {
    this.#scanner = scanner;
    this.#log = log;
    this.#runtime = runtime;
    this.#values = values;
  }

  #ofSchema(local: string): ScannedAttribute | undefined {
    return this.#scanner.attributes.find(
      (attribute) => attribute.namespace === XSI && attribute.local === local,
    );
  }

  /** The type that `xsi:type` names; null where there is no such attribute or, told, no such type. */
  namedType(element: string): ContentType | null {
    const attribute = this.#ofSchema('type');
    if (attribute === undefined) return null;
    const value = attribute.value.trim();
    const [first = '', second] = value.split(':');
    const uri = this.#scanner.namespaces.resolve(second === undefined ? '' : first);
    const type = uri === null ? null : this.#runtime.typeNamed(uri, second ?? first);
    if (type === null) this.#tellType(attribute, element);
    return type;
  }

  /** The type that decides about an element: its declared one, or the derived one that `xsi:type` names. */
  effectiveType(element: RuntimeElement, _offset: number): ContentType {
    const attribute = this.#ofSchema('type');
    if (attribute === undefined) return element;
    const named = this.namedType(element.name);
    if (named === null) return element;
    if (this.#runtime.isDerived(named, element)) return named;
    this.#tellType(attribute, element.name);
    return element;
  }

  #tellType({ value, offset }: ScannedAttribute, name: string): void {
    this.#log.tell('xsd-xsi-type', offset, { value, name }, '@xsi:type');
  }

  /** True where the element is marked as having no value; tells where it may not be marked at all. */
  isNil(row: ElementRow): boolean {
    const attribute = this.#ofSchema('nil');
    if (attribute === undefined) return false;
    const value = attribute.value.trim();
    if (row.nillable === true) return value === 'true' || value === '1';
    this.#log.tell('xsd-nil', attribute.offset, { value, name: row.element }, '@xsi:nil');
    return false;
  }

  /**
   * Judges all attributes, and keeps those that are declared.
   * @param type null for an element that may have none
   * @param fields the document's element, null where none is built
   */
  judge(type: RuntimeType | null, fields: Record<string, unknown> | null, offset: number): void {
    const { attributes } = this.#scanner;
    for (const attribute of attributes) {
      const row = attribute.namespace === '' ? type?.attributes.get(attribute.local) : undefined;
      if (row !== undefined) {
        const value = this.#valueOf(row, attribute);
        if (fields !== null) fields[`@${attribute.local}`] = value;
      } else if (!isOfSchema(attribute)) this.#undeclared(type, attribute);
    }
    if (type?.hasRequired !== true) return;
    for (const [name, row] of type.attributes) {
      if (row.required !== true) continue;
      if (attributes.some(({ namespace, local }) => namespace === '' && local === name)) continue;
      this.#log.tell('xsd-missing-attribute', offset, { name }, `@${name}`);
    }
  }

  /** An attribute that the type does not name: a wildcard may take it, but no schema declares attributes by themselves. */
  #undeclared(type: RuntimeType | null, { name, value, namespace, offset }: ScannedAttribute): void {
    const wildcard = type?.row.anyAttribute;
    const number =
      namespace === '' ? NO_NAMESPACE : (this.#runtime.namespaceNumbers.get(namespace) ?? FOREIGN_NAMESPACE);
    if (wildcard === undefined || !this.#runtime.takes(wildcard, number)) {
      this.#log.tell('xsd-attribute', offset, { name, value }, `@${name}`);
    } else if (wildcard.process === 'strict') {
      this.#log.tell('xsd-undeclared', offset, { name, value }, `@${name}`);
    }
  }

  #valueOf(row: AttributeRow, attribute: ScannedAttribute): string {
    const type = this.#runtime.simple(row.simple);
    const value = applyWhiteSpace(attribute.value, type.row.whiteSpace);
    if (this.#values) this.judgeValue(value, type, row.fixed, attribute.offset, `@${row.attribute}`);
    return value;
  }

  /** Judges a value after its white-space rule. */
  judgeValue(value: string, type: SimpleType, fixed: string | undefined, offset: number, below = ''): void {
    const found = type.problem(value);
    if (found !== null) this.#log.tell(found.code, offset, { ...found.facts, value }, below);
    else if (fixed !== undefined && !type.isSame(value, applyWhiteSpace(fixed, type.row.whiteSpace))) {
      this.#log.tell('xsd-fixed', offset, { value, limit: fixed }, below);
    } else if (type.row.base === 'ID') this.#identify(value, offset, below);
  }

  /** Identifiers are unique in the whole document (XML Schema Part 1, Validation Rule: Validation Root Valid (ID/IDREF)). */
  #identify(value: string, offset: number, below: string): void {
    if (this.#ids.has(value)) this.#log.tell('xsd-unique', offset, { value }, below);
    this.#ids.add(value);
  }
}
