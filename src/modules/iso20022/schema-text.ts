import { type MessageName, messages, namespaceOf } from './messages.ts';
import type { Field, Group, Leaf } from './shape.ts';

/**
 * The schema (XSD 1.0) of what we write and read of a message, in the message's own namespace. It is narrower
 * than the official one, which may not be handed on; it serves where none is at hand, and in tests.
 */
export function schemaText(name: MessageName): string {
  const { root, shape } = messages[name];
  return `<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${namespaceOf(name)}" targetNamespace="${namespaceOf(name)}" elementFormDefault="qualified">
<xs:element name="Document"><xs:complexType><xs:sequence><xs:element name="${root}">${typeOf(shape)}</xs:element></xs:sequence></xs:complexType></xs:element>
</xs:schema>
`;
}

function typeOf(shape: Group | Leaf): string {
  if (shape.leaf) return leafType(shape);
  const fields = Object.entries<Field>(shape.fields).map(([tag, field]) => {
    const least = shape.choice || field.occurs === 'one' || field.occurs === 'some' ? 1 : 0;
    return `<xs:element name="${tag}" minOccurs="${least}" maxOccurs="${field.max}">${typeOf(field.shape)}</xs:element>`;
  });
  const kind = shape.choice ? 'choice' : 'sequence';
  return `<xs:complexType><xs:${kind}>${fields.join('')}</xs:${kind}></xs:complexType>`;
}

function leafType(leaf: Leaf): string {
  const restrict = (base: string, ...facets: string[]): string =>
    `<xs:simpleType><xs:restriction base="xs:${base}">${facets.join('')}</xs:restriction></xs:simpleType>`;
  const pattern = (text: string): string => `<xs:pattern value="${text}"/>`;
  switch (leaf.kind) {
    case 'text':
      return restrict('string', '<xs:minLength value="1"/>', `<xs:maxLength value="${leaf.max}"/>`);
    case 'code':
      return restrict('string', ...leaf.values.map((v) => `<xs:enumeration value="${v}"/>`));
    case 'amount':
      return '<xs:complexType><xs:simpleContent><xs:extension base="xs:decimal"><xs:attribute name="Ccy" type="xs:string" use="required"/></xs:extension></xs:simpleContent></xs:complexType>';
    case 'date':
      return restrict('date');
    case 'instant':
      return restrict('dateTime');
    case 'uetr':
      return restrict(
        'string',
        pattern('[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}'),
      );
    case 'bic':
      return restrict('string', pattern('[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?'));
    case 'iban':
      return restrict('string', pattern('[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}'));
    case 'lei':
      return restrict('string', pattern('[A-Z0-9]{18}[0-9]{2}'));
    case 'count':
      return restrict('string', pattern('[0-9]{1,15}'));
    case 'decimal':
      return restrict('decimal');
    case 'flag':
      return restrict('boolean');
  }
}
