import { describe, expect, it } from 'vitest';
import { readFragment } from './index.ts';

describe('elements kept as XML text', () => {
  it('become a tree of names, attributes and text', () => {
    const tree = readFragment(
      '<a:Line xmlns:a="urn:a" xmlns="urn:b" currencyID="PLN" a:note="&lt;5&quot;">one <Name>Śruba &amp; <![CDATA[<nit>]]></Name>two<!-- no --><a:Empty/></a:Line>',
    );
    expect(tree).toEqual({
      namespace: 'urn:a',
      name: 'Line',
      attributes: new Map([
        ['currencyID', 'PLN'],
        ['a:note', '<5"'],
      ]),
      text: 'one two',
      children: [
        { namespace: 'urn:b', name: 'Name', attributes: new Map(), text: 'Śruba & <nit>', children: [] },
        { namespace: 'urn:a', name: 'Empty', attributes: new Map(), text: '', children: [] },
      ],
    });
  });

  it('may be one empty element', () => {
    expect(readFragment('<a/>')).toMatchObject({ namespace: '', name: 'a', children: [] });
  });

  it('forget the namespaces of elements that ended', () => {
    expect(readFragment('<a><p:b xmlns:p="urn:p"><p:c/></p:b><p:d/></a>')).toBeNull();
    expect(readFragment('<a><p:b xmlns:p="urn:p"/><c xmlns="urn:c"/><d/></a>')?.children).toMatchObject([
      { namespace: 'urn:p', name: 'b' },
      { namespace: 'urn:c', name: 'c' },
      { namespace: '', name: 'd' },
    ]);
  });

  it.each([
    '',
    'text',
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<a/> ',
    ' <a/>',
    '<a>&no;</a>',
    '<!DOCTYPE a><a/>',
    '<a',
  ])('are nothing where they are not one well-formed element: %s', (text) => {
    expect(readFragment(text)).toBeNull();
  });

  it('are read 100 deep', () => {
    const nested = (levels: number) => '<a>'.repeat(levels) + '</a>'.repeat(levels);
    expect(readFragment(nested(100))).not.toBeNull();
    expect(readFragment(nested(101))).toBeNull();
  });
});
