/** What people are told about a document: one entry a code, what is wrong and what to do. */
import { named, type Place } from './labels/naming.ts';
import { kinds, shapes } from './labels/shapes.ts';
import type { Text } from './problem.ts';

/** Facts that sentences are made of; each code uses the ones it needs. */
export interface MessageFacts {
  /** The element or attribute that the problem is about. */
  readonly name?: string;
  /** What people call the field whose value the problem is about. */
  readonly field?: string;
  /** What the document is instead, where that is known. */
  readonly found?: string | undefined;
  /** What would have been right. */
  readonly expected?: readonly string[];
  /** A number or value that the schema or the system sets. */
  readonly limit?: number | string;
  /** The value that was found. */
  readonly value?: string;
  /** Which rule of XML is broken. */
  readonly detail?: MalformedDetail;
}

export interface Sentences {
  readonly message: Text;
  readonly remedy: Text;
}

const detailTexts = {
  tag: {
    pl: 'nieprawidłowo zapisany znacznik; znak < w tekście zapisuje się jako &lt;',
    en: 'a tag is not written correctly; the character < within text is written &lt;',
  },
  name: {
    pl: 'nazwa elementu lub atrybutu zawiera niedozwolony znak',
    en: 'a name holds a character that names may not hold',
  },
  attribute: { pl: 'nieprawidłowo zapisany atrybut', en: 'an attribute is not written correctly' },
  'attribute-twice': {
    pl: 'atrybut występuje w elemencie dwa razy',
    en: 'an attribute occurs twice in one element',
  },
  'end-tag': {
    pl: 'znacznik zamykający nie odpowiada otwierającemu',
    en: 'an end tag does not match its start tag',
  },
  'unexpected-end': {
    pl: 'dokument kończy się przed zamknięciem wszystkich elementów',
    en: 'the document ends before all elements are closed',
  },
  'after-root': {
    pl: 'po elemencie głównym występuje dalsza treść',
    en: 'there is content after the root element',
  },
  'no-root': { pl: 'brak elementu głównego', en: 'there is no root element' },
  comment: {
    pl: 'nieprawidłowo zapisany komentarz; nie może zawierać --',
    en: 'a comment is not written correctly; it may not hold --',
  },
  instruction: {
    pl: 'nieprawidłowo zapisana instrukcja przetwarzania',
    en: 'a processing instruction is not written correctly',
  },
  cdata: {
    pl: 'nieprawidłowo zapisana lub niezamknięta sekcja CDATA',
    en: 'a CDATA section is not written correctly or not closed',
  },
  'cdata-end': { pl: 'ciąg „]]>” poza sekcją CDATA', en: 'the text “]]>” outside a CDATA section' },
  'declaration-place': {
    pl: 'deklaracja XML (<?xml …?>) musi stać na samym początku dokumentu, przed spacjami i pustymi wierszami',
    en: 'the XML declaration (<?xml …?>) must be the very first thing in the document, before blanks and empty lines',
  },
  'not-xml': { pl: 'plik nie zaczyna się od znaku <', en: 'the file does not begin with a <' },
  declaration: {
    pl: 'nieprawidłowa deklaracja XML na początku dokumentu',
    en: 'the XML declaration at the beginning is not correct',
  },
  namespace: {
    pl: 'nieprawidłowa deklaracja przestrzeni nazw',
    en: 'a namespace declaration is not correct',
  },
} satisfies Record<string, Text>;

export type MalformedDetail = keyof typeof detailTexts;

/** Long lists help nobody: the first few names, and that there are more. */
function listOf(names: readonly string[] | undefined, conjunction: string, more: string): string {
  const shown = (names ?? []).slice(0, 8);
  if ((names ?? []).length > shown.length) return `${shown.join(', ')} ${more}`;
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} ${conjunction} ${last}`;
}
const orPl = (names: readonly string[] | undefined) => listOf(names, 'lub', 'i inne');
const orEn = (names: readonly string[] | undefined) => listOf(names, 'or', 'and others');

/** A value as a sentence quotes it; nobody reads five hundred characters. */
function quoted(value: string): string {
  const characters = [...value];
  return characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : value;
}
/** Begins a sentence about a value: with its field where people have a word for it. */
function subject({ field, value }: MessageFacts, word: string, marks: string): string {
  const shown = value === undefined ? word : `${word} ${marks[0]}${quoted(value)}${marks[1]}`;
  const begin = field === undefined ? shown : `${field}: ${shown.charAt(0).toLowerCase()}${shown.slice(1)}`;
  return begin.charAt(0).toUpperCase() + begin.slice(1);
}
const valuePl = (f: MessageFacts, word = 'Wartość') => subject(f, word, '„”');
const valueEn = (f: MessageFacts, word = 'The value') => subject(f, word, '“”');

/** The numbers of digits that a type allows: in all, then of the fraction; what is not limited is left out. */
function digits({ expected = [] }: MessageFacts, inAll: string, afterPoint: string): string {
  const [total = '', fraction = ''] = expected;
  const parts = [total && `${inAll} ${total}`, fraction && `${afterPoint} ${fraction}`];
  return parts.filter((part) => part !== '').join(', ');
}

function sentences(messagePl: string, messageEn: string, remedyPl: string, remedyEn: string): Sentences {
  return { message: { pl: messagePl, en: messageEn }, remedy: { pl: remedyPl, en: remedyEn } };
}

const SAVE_AS_UTF8_PL = 'Należy zapisać plik w kodowaniu UTF-8 bez znaku BOM.';
const SAVE_AS_UTF8_EN = 'Save the file as UTF-8 without a byte order mark.';

const table = {
  'xml-malformed': (f: MessageFacts) => {
    const detail = detailTexts[f.detail ?? 'tag'];
    const name = f.name === undefined ? '' : ` (${f.name})`;
    return sentences(
      `To nie jest poprawny dokument XML: ${detail.pl}${name}.`,
      `This is not well-formed XML: ${detail.en}${name}.`,
      'Należy poprawić zapis w podanym miejscu albo wygenerować plik ponownie.',
      'Correct the place given, or generate the file again.',
    );
  },
  'xml-dtd': () =>
    sentences(
      'Dokument zawiera deklarację DOCTYPE, która nie jest dozwolona.',
      'The document holds a DOCTYPE declaration, which is not allowed.',
      'Należy usunąć deklarację DOCTYPE.',
      'Remove the DOCTYPE declaration.',
    ),
  'xml-entity': (f: MessageFacts) =>
    sentences(
      `Nieznana lub nieprawidłowa encja „${f.value ?? ''}”.`,
      `Unknown or incorrect entity “${f.value ?? ''}”.`,
      'Należy użyć znaku wprost albo jednej z encji &lt; &gt; &amp; &apos; &quot; lub odwołania liczbowego.',
      'Write the character itself, or one of &lt; &gt; &amp; &apos; &quot;, or a character reference.',
    ),
  'xml-prefix': (f: MessageFacts) =>
    sentences(
      `Przedrostek „${f.value ?? ''}” nie ma zadeklarowanej przestrzeni nazw.`,
      `The prefix “${f.value ?? ''}” has no namespace declared.`,
      `Należy zadeklarować przestrzeń nazw atrybutem xmlns:${f.value ?? ''} albo usunąć przedrostek.`,
      `Declare the namespace with xmlns:${f.value ?? ''}, or remove the prefix.`,
    ),
  'xml-version': (f: MessageFacts) =>
    sentences(
      `Dokument deklaruje XML w wersji ${f.value ?? ''}; dozwolona jest tylko wersja 1.0.`,
      `The document declares version ${f.value ?? ''} of XML; only 1.0 is allowed.`,
      'Należy zapisać na początku dokumentu <?xml version="1.0" encoding="UTF-8"?>.',
      'Begin the document with <?xml version="1.0" encoding="UTF-8"?>.',
    ),
  'xml-encoding': (f: MessageFacts) =>
    sentences(
      `Dokument jest lub deklaruje się w kodowaniu ${f.value ?? ''}; dozwolone jest tylko UTF-8.`,
      `The document is, or says that it is, in the encoding ${f.value ?? ''}; only UTF-8 is allowed.`,
      `${SAVE_AS_UTF8_PL} W deklaracji XML ma stać encoding="UTF-8".`,
      `${SAVE_AS_UTF8_EN} The XML declaration has to say encoding="UTF-8".`,
    ),
  'xml-utf8': () =>
    sentences(
      'Plik zawiera bajty, które nie są poprawnym tekstem UTF-8.',
      'The file holds bytes that are not correct UTF-8 text.',
      SAVE_AS_UTF8_PL,
      SAVE_AS_UTF8_EN,
    ),
  'xml-character': (f: MessageFacts) =>
    sentences(
      `Znak ${f.value ?? ''} nie jest dozwolony w dokumencie XML.`,
      `The character ${f.value ?? ''} is not allowed in XML.`,
      'Należy usunąć ten znak.',
      'Remove the character.',
    ),
  'xml-depth': (f: MessageFacts) =>
    sentences(
      `Elementy są zagnieżdżone głębiej niż ${f.limit ?? ''} poziomów.`,
      `Elements are nested deeper than ${f.limit ?? ''} levels.`,
      'Należy sprawdzić, czy plik jest tym dokumentem, który miał zostać odczytany.',
      'Check that the file is the document that was meant.',
    ),
  'xml-attributes': (f: MessageFacts) =>
    sentences(
      `Element ma więcej niż ${f.limit ?? ''} atrybutów lub deklaracji przestrzeni nazw.`,
      `An element has more than ${f.limit ?? ''} attributes or namespace declarations.`,
      'Należy sprawdzić, czy plik jest tym dokumentem, który miał zostać odczytany.',
      'Check that the file is the document that was meant.',
    ),
  'xml-size': (f: MessageFacts) =>
    sentences(
      `Dokument ma ${f.value ?? ''} bajtów, a dozwolone jest ${f.limit ?? ''}.`,
      `The document has ${f.value ?? ''} bytes; the limit is ${f.limit ?? ''}.`,
      'Należy zmniejszyć dokument albo podzielić go na mniejsze.',
      'Make the document smaller, or split it.',
    ),
  'format-unknown': (f: MessageFacts) =>
    sentences(
      f.found === undefined
        ? `Element główny ${f.name ?? ''} (przestrzeń nazw „${f.value ?? ''}”) nie należy do oczekiwanego formatu.`
        : `Dokument ma format ${f.found}, a oczekiwany jest ${orPl(f.expected)}.`,
      f.found === undefined
        ? `The root element ${f.name ?? ''} (namespace “${f.value ?? ''}”) is not of an expected format.`
        : `The document is of the format ${f.found}; expected is ${orEn(f.expected)}.`,
      `Należy podać dokument w formacie ${orPl(f.expected)}.`,
      `Provide a document of the format ${orEn(f.expected)}.`,
    ),
  'xsd-unexpected-element': (f: MessageFacts) => {
    const expected = f.expected ?? [];
    const end = expected.length === 0;
    return sentences(
      `Element ${f.name ?? ''} nie może wystąpić w tym miejscu; ${end ? 'nie jest tu oczekiwany żaden element' : `oczekiwano: ${orPl(expected)}`}.`,
      `The element ${f.name ?? ''} may not stand here; ${end ? 'no element is expected' : `expected: ${orEn(expected)}`}.`,
      'Należy usunąć element, poprawić jego nazwę albo przenieść go we właściwe miejsce.',
      'Remove the element, correct its name, or move it to its place.',
    );
  },
  'xsd-namespace': ({ name = '', value = '', limit = '' }: MessageFacts) =>
    sentences(
      value === ''
        ? `Element ${name} nie należy do żadnej przestrzeni nazw.`
        : `Element ${name} należy do niewłaściwej przestrzeni nazw „${quoted(value)}”.`,
      value === ''
        ? `The element ${name} belongs to no namespace.`
        : `The element ${name} belongs to the wrong namespace “${quoted(value)}”.`,
      `Należy poprawić atrybut xmlns lub przedrostek elementu; właściwa przestrzeń nazw to „${limit}”.`,
      `Correct the xmlns attribute or the prefix; the right namespace is “${limit}”.`,
    ),
  'xsd-missing-element': (f: MessageFacts) =>
    sentences(
      `W elemencie ${f.name ?? ''} brakuje: ${orPl(f.expected)}.`,
      `The element ${f.name ?? ''} lacks ${orEn(f.expected)}.`,
      'Należy uzupełnić brakujący element.',
      'Add the missing element.',
    ),
  'xsd-too-many': (f: MessageFacts) =>
    sentences(
      `Element ${f.name ?? ''} występuje więcej razy, niż dopuszcza schemat (${f.limit ?? ''}).`,
      `The element ${f.name ?? ''} occurs more often than the schema allows (${f.limit ?? ''}).`,
      'Należy usunąć nadmiarowe wystąpienia.',
      'Remove the surplus ones.',
    ),
  'xsd-order': (f: MessageFacts) =>
    sentences(
      `Element ${f.name ?? ''} stoi w niewłaściwym miejscu albo się powtarza: jego miejsce jest przed elementem ${f.limit ?? ''}.`,
      `The element ${f.name ?? ''} stands in the wrong place, or twice: its place is before the element ${f.limit ?? ''}.`,
      'Należy przenieść element na jego miejsce, a jeżeli już tam jest, usunąć powtórzenie.',
      'Move the element to its place; if it is there already, remove the second one.',
    ),
  'xsd-text': (f: MessageFacts) =>
    sentences(
      `Element ${f.name ?? ''} zawiera tekst, a może zawierać tylko inne elementy.`,
      `The element ${f.name ?? ''} holds text where only elements are allowed.`,
      'Należy usunąć tekst albo umieścić go we właściwym elemencie.',
      'Remove the text, or put it into the right element.',
    ),
  'xsd-attribute': (f: MessageFacts) =>
    sentences(
      `Atrybut ${f.name ?? ''} nie jest dozwolony w tym elemencie.`,
      `The attribute ${f.name ?? ''} is not allowed in this element.`,
      'Należy usunąć atrybut.',
      'Remove the attribute.',
    ),
  'xsd-missing-attribute': (f: MessageFacts) =>
    sentences(
      `Brakuje atrybutu ${f.name ?? ''}.`,
      `The attribute ${f.name ?? ''} is missing.`,
      'Należy uzupełnić atrybut.',
      'Add the attribute.',
    ),
  'xsd-pattern': (f: MessageFacts) => {
    const shape = shapes[f.limit ?? ''];
    return sentences(
      `${valuePl(f)} ma nieprawidłową postać.`,
      `${valueEn(f)} does not have the required form.`,
      `Należy podać ${shape?.pl ?? `wartość zgodną ze wzorcem: ${f.limit ?? ''}`}.`,
      `Give ${shape?.en ?? `a value that matches the pattern ${f.limit ?? ''}`}.`,
    );
  },
  'xsd-enumeration': (f: MessageFacts) =>
    sentences(
      `${valuePl(f)} nie należy do dozwolonych.`,
      `${valueEn(f)} is not one of those allowed.`,
      `Należy podać jedną z wartości: ${orPl(f.expected)}.`,
      `Give one of the values ${orEn(f.expected)}.`,
    ),
  'xsd-length': (f: MessageFacts) =>
    sentences(
      `${valuePl(f)} ma niedozwoloną długość.`,
      `${valueEn(f)} does not have an allowed length.`,
      `Należy podać wartość o długości (w znakach): ${f.limit ?? ''}.`,
      `Give a value of this length in characters: ${f.limit ?? ''}.`,
    ),
  'xsd-range': (f: MessageFacts) =>
    sentences(
      `${valuePl(f)} jest poza dozwolonym zakresem.`,
      `${valueEn(f)} is outside the allowed range.`,
      `Należy podać wartość w zakresie: ${f.limit ?? ''}.`,
      `Give a value in this range: ${f.limit ?? ''}.`,
    ),
  'xsd-digits': (f: MessageFacts) =>
    sentences(
      `${valuePl(f, 'Liczba')} ma za dużo cyfr.`,
      `${valueEn(f, 'The number')} has too many digits.`,
      `Należy podać liczbę, która ma najwyżej tyle cyfr: ${digits(f, 'łącznie', 'po kropce')}.`,
      `Give a number that has at most so many digits: ${digits(f, 'in all', 'after the point')}.`,
    ),
  'xsd-type': (f: MessageFacts) => {
    const kind = kinds[f.limit ?? ''];
    if (kind === undefined) {
      return sentences(
        `${valuePl(f)} nie jest typu ${f.limit ?? ''}.`,
        `${valueEn(f)} is not of the type ${f.limit ?? ''}.`,
        'Należy podać wartość właściwego typu.',
        'Give a value of the right type.',
      );
    }
    return sentences(
      `${valuePl(f)} nie jest ${kind.is.pl}.`,
      `${valueEn(f)} is not ${kind.is.en}.`,
      `Należy podać ${kind.give.pl}.`,
      `Give ${kind.give.en}.`,
    );
  },
  'xsd-fixed': (f: MessageFacts) =>
    sentences(
      `${valuePl(f)} jest inna niż jedyna dozwolona „${f.limit ?? ''}”.`,
      `${valueEn(f)} is not the only one allowed, “${f.limit ?? ''}”.`,
      `Należy podać wartość „${f.limit ?? ''}”.`,
      `Give the value “${f.limit ?? ''}”.`,
    ),
  'xsd-unique': (f: MessageFacts) =>
    sentences(
      `${valuePl(f)} powtarza się, a musi być niepowtarzalna.`,
      `${valueEn(f)} occurs again; it has to be unique.`,
      'Należy usunąć powtórzenie.',
      'Remove the repetition.',
    ),
  'xsd-nil': (f: MessageFacts) =>
    sentences(
      `Element ${f.name ?? ''} ma atrybut xsi:nil, którego schemat tu nie dopuszcza.`,
      `The element ${f.name ?? ''} has an attribute xsi:nil, which is not allowed here.`,
      'Należy usunąć atrybut xsi:nil; pole bez wartości pominąć.',
      'Remove the attribute xsi:nil; leave out a field that has no value.',
    ),
  'xsd-nil-content': (f: MessageFacts) =>
    sentences(
      `Element ${f.name ?? ''} jest oznaczony jako pusty (xsi:nil), a ma zawartość.`,
      `The element ${f.name ?? ''} is marked as empty (xsi:nil) and yet has content.`,
      'Należy usunąć zawartość albo atrybut xsi:nil.',
      'Remove the content or the attribute xsi:nil.',
    ),
  'xsd-xsi-type': (f: MessageFacts) =>
    sentences(
      `Typ „${quoted(f.value ?? '')}” podany w xsi:type nie może zastąpić typu elementu ${f.name ?? ''}.`,
      `The type “${quoted(f.value ?? '')}” of xsi:type cannot stand in for that of the element ${f.name ?? ''}.`,
      'Należy usunąć atrybut xsi:type.',
      'Remove the attribute xsi:type.',
    ),
  'xsd-abstract': (f: MessageFacts) =>
    sentences(
      `Typ elementu ${f.name ?? ''} jest abstrakcyjny; trzeba wskazać typ pochodny.`,
      `The type of the element ${f.name ?? ''} is abstract; a derived one has to be named.`,
      'Należy podać typ pochodny w atrybucie xsi:type.',
      'Name a derived type with xsi:type.',
    ),
  'xsd-undeclared': (f: MessageFacts) =>
    sentences(
      `Schemat nie zna elementu ani atrybutu ${f.name ?? ''}, a w tym miejscu dopuszcza tylko znane.`,
      `The schema does not know ${f.name ?? ''}, and allows only what it knows at this place.`,
      'Należy usunąć element lub atrybut albo poprawić jego nazwę i przestrzeń nazw.',
      'Remove it, or correct its name and namespace.',
    ),
  'more-problems': (f: MessageFacts) =>
    sentences(
      `Podano ${f.limit ?? ''} pierwszych błędów; dalszej części dokumentu nie sprawdzono.`,
      `The first ${f.limit ?? ''} problems are told; the rest of the document was not checked.`,
      'Należy poprawić podane błędy i sprawdzić dokument ponownie.',
      'Correct these and check the document again.',
    ),
  'ksef-bom': () =>
    sentences(
      'Plik zaczyna się znakiem BOM; KSeF odrzuca takie dokumenty.',
      'The file begins with a byte order mark; KSeF refuses such documents.',
      SAVE_AS_UTF8_PL,
      SAVE_AS_UTF8_EN,
    ),
  'ksef-processing-instruction': (f: MessageFacts) =>
    sentences(
      `Dokument zawiera instrukcję przetwarzania „${f.name ?? ''}”; KSeF odrzuca takie dokumenty.`,
      `The document holds the processing instruction “${f.name ?? ''}”; KSeF refuses such documents.`,
      'Należy usunąć instrukcję przetwarzania.',
      'Remove the processing instruction.',
    ),
  'ksef-character': (f: MessageFacts) =>
    sentences(
      `Znak ${f.value ?? ''} należy do niezalecanych; KSeF odrzuca dokumenty, które go zawierają.`,
      `The character ${f.value ?? ''} is a discouraged one; KSeF refuses documents that hold it.`,
      'Należy usunąć ten znak.',
      'Remove the character.',
    ),
  'format-shape': (f: MessageFacts) =>
    sentences(
      `Wartość pola ${f.name ?? ''} ma niewłaściwą postać; oczekiwano: ${orPl(f.expected)}.`,
      `The value of ${f.name ?? ''} has the wrong shape; expected: ${orEn(f.expected)}.`,
      'Należy podać wartość we właściwej postaci.',
      'Give a value of the right shape.',
    ),
  'format-unknown-key': (f: MessageFacts) =>
    sentences(
      `Pole ${f.name ?? ''} nie istnieje w tym miejscu formatu.`,
      `There is no field ${f.name ?? ''} at this place of the format.`,
      `Należy usunąć pole albo poprawić jego nazwę; możliwe są: ${orPl(f.expected)}.`,
      `Remove the field or correct its name; possible: ${orEn(f.expected)}.`,
    ),
  'format-missing': (f: MessageFacts) =>
    sentences(
      `W polu ${f.name ?? ''} brakuje: ${orPl(f.expected)}.`,
      `The field ${f.name ?? ''} lacks ${orEn(f.expected)}.`,
      'Należy uzupełnić brakujące pole.',
      'Add the missing field.',
    ),
  'format-conflict': (f: MessageFacts) =>
    sentences(
      `Pole ${f.name ?? ''} nie może wystąpić razem z pozostałymi albo występuje za wiele razy.`,
      `The field ${f.name ?? ''} cannot stand together with the others, or occurs too often.`,
      'Należy pozostawić tylko jedną z wykluczających się możliwości.',
      'Keep only one of the alternatives.',
    ),
} satisfies Record<string, (facts: MessageFacts) => Sentences>;

export type MessageCode = keyof typeof table;

/**
 * The sentences of a code.
 * @param place where people have words for fields; absent, sentences speak of the names of elements
 */
export function sentencesOf(code: MessageCode, facts: MessageFacts, place?: Place): Sentences {
  if (place === undefined) return table[code](facts);
  const pl = table[code](named(code, facts, place, 'pl'));
  const en = table[code](named(code, facts, place, 'en'));
  return {
    message: { pl: pl.message.pl, en: en.message.en },
    remedy: { pl: pl.remedy.pl, en: en.remedy.en },
  };
}
