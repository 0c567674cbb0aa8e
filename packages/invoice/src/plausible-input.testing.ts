/** Random invoices of each kind that contradict themselves nowhere, so that documents come of them. For tests. */
import type { InvoiceInput, LineInput, OrderLineInput } from './input.ts';
import { pick, randomField, randomInput, sampleInput } from './test-data.ts';
import type { InvoiceKind, VatRate } from './vocabulary.ts';

type Random = () => number;

const freeFields = [
  'issuePlace',
  'warehouseDocuments',
  'seller',
  'thirdParties',
  'authorizedParty',
  'cashMethod',
  'relatedParties',
  'cashRegisterReceipt',
  'exciseRefund',
  'settlement',
  'contracts',
  'orders',
  'batchNumbers',
  'deliveryTerms',
  'agreedRate',
  'transports',
  'intermediary',
  'notes',
  'registers',
  'attachment',
] as const satisfies readonly (keyof InvoiceInput)[];

const lineRates: readonly VatRate[] = ['23', '8', '5', '4', '0 KR', '0 EX', 'zw', 'oo', 'np I', 'oss'];

/** An input of the kind that `buildInvoice` takes. */
export function plausibleInput(random: Random, kind: InvoiceKind): InvoiceInput {
  const drawn = randomInput(random);
  const free = Object.fromEntries(
    freeFields.flatMap((field) => (drawn[field] === undefined ? [] : [[field, drawn[field]]])),
  ) as Partial<InvoiceInput>;
  const isForeign = random() < 0.4;
  const parts = partsOfKind(random, kind, isForeign);
  const rates = [...(parts.lines ?? []), ...(parts.order?.lines ?? []), ...(parts.sums ?? [])];
  return {
    ...sampleInput(),
    ...free,
    seller: sellerOf(drawn),
    ...(kind === 'VAT' ? {} : { kind }),
    number: drawn.number,
    buyer: buyerOf(random, drawn),
    ...(isForeign ? { currency: 'EUR', exchangeRate: '4.2537' } : {}),
    ...optional(random, 'payment', () => paymentOf(random)),
    ...parts,
    ...(rates.some((part) => part.vatRate === 'zw') ? { exemption: randomField(random, 'exemption') } : {}),
    details: [{ key: 'a', value: 'b' }],
  };
}

const optional = <Field extends keyof InvoiceInput>(
  random: Random,
  field: Field,
  make: () => NonNullable<InvoiceInput[Field]>,
) => (random() < 0.5 ? { [field]: make() } : {});

function sellerOf(drawn: InvoiceInput): InvoiceInput['seller'] {
  const { euPrefix: _, ...seller } = drawn.seller;
  return seller;
}

function buyerOf(random: Random, drawn: InvoiceInput): InvoiceInput['buyer'] {
  const { localGovernmentUnit: _, vatGroupMember: __, ...buyer } = drawn.buyer;
  return { ...buyer, name: 'Nabywca', address: randomField(random, 'seller').address };
}

function partsOfKind(random: Random, kind: InvoiceKind, isForeign: boolean): Partial<InvoiceInput> {
  const correction = correctionOf(random);
  switch (kind) {
    case 'VAT':
      return { lines: linesOf(random, isForeign), ...vatPerLine(random) };
    case 'UPR':
      return random() < 0.5
        ? { lines: [{ name: 'Wiertarka', vatRate: '23' }], grossTotal: '99.99' }
        : {
            lines: [{ name: 'Wiertarka', vatRate: '23', unitGrossPrice: '99.99', quantity: 1, unit: 'szt.' }],
          };
    case 'KOR':
      return correctionParts(random, correction, isForeign);
    case 'KOR_ROZ': {
      const amountBefore = amount(random);
      return {
        ...correctionParts(random, { ...correction, amountBefore }, isForeign),
        advanceInvoices: [{ number: 'FZ/1' }],
      };
    }
    case 'ZAL':
      return { order: orderOf(random, false), ...receivedOf(random, isForeign) };
    case 'KOR_ZAL':
      return {
        order: orderOf(random, random() < 0.5),
        advanceAmount: amount(random),
        correction: {
          ...correction,
          amountBefore: amount(random),
          ...(isForeign ? { exchangeRateBefore: '4.1' } : {}),
        },
      };
    case 'ROZ':
      return {
        lines: linesOf(random, isForeign),
        advanceInvoices: [
          { ksefNumber: '1111111111-20250901-0123456789AB-FB', amount: amount(random) },
          { number: 'FZ/2', amount: amount(random) },
        ],
      };
  }
}

const amount = (random: Random): string => (1 + random() * 999).toFixed(2);
const vatPerLine = (random: Random) => (random() < 0.3 ? { vatPerLine: true } : {});

function linesOf(random: Random, isForeign: boolean): LineInput[] {
  const price = random() < 0.5 ? 'unitNetPrice' : 'unitGrossPrice';
  return Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
    const vatRate = pick(random, lineRates);
    const line: LineInput = {
      name: 'Towar',
      quantity: (random() * 9 + 1).toFixed(Math.floor(random() * 7)),
      unit: 'szt.',
      [price]: (random() * 10 ** Math.floor(random() * 5)).toFixed(Math.floor(random() * 9)),
      vatRate,
      ...(vatRate === 'oss' ? { ossRate: '19.5' } : {}),
      ...(isForeign && random() < 0.2 ? { exchangeRate: '4.3' } : {}),
      ...(random() < 0.2 ? { discountPercent: '12.5' } : {}),
      ...(random() < 0.2 ? { id: `id-${random()}`.slice(0, 20), annex15: true, exciseDuty: '0.50' } : {}),
    };
    return line;
  });
}

/** Differences, lines before and after, or sums of a whole period. */
function correctionParts(
  random: Random,
  correction: NonNullable<InvoiceInput['correction']>,
  isForeign: boolean,
): Partial<InvoiceInput> {
  const way = random();
  if (way < 0.3) {
    return {
      correction: { ...correction, period: '2025-Q3' },
      sums: [
        { vatRate: '23', gross: `-${amount(random)}` },
        { vatRate: '0 KR', net: `-${amount(random)}` },
      ],
    };
  }
  const lines = linesOf(random, isForeign);
  if (way < 0.5)
    return { correction, lines: lines.map((line) => ({ ...line, quantity: `-${line.quantity}` })) };
  return {
    correction,
    lines: lines.flatMap((line) => [
      { ...line, before: true },
      { ...line, quantity: '0' },
    ]),
  };
}

function correctionOf(random: Random): NonNullable<InvoiceInput['correction']> {
  const {
    period: _,
    amountBefore: __,
    exchangeRateBefore: ___,
    ...correction
  } = randomField(random, 'correction');
  return { ...correction, invoices: correction.invoices.map((one) => ({ ...one, issueDate: '2025-09-01' })) };
}

function orderOf(random: Random, hasBefore: boolean): NonNullable<InvoiceInput['order']> {
  const lines = Array.from({ length: 1 + Math.floor(random() * 3) }, (): OrderLineInput => {
    const vatRate = pick(random, lineRates);
    return {
      name: 'Zamówione',
      quantity: '2',
      unit: 'szt.',
      unitNetPrice: amount(random),
      vatRate,
      ...(vatRate === 'oss' ? { ossRate: '19' } : {}),
    };
  });
  if (!hasBefore) return { lines };
  return {
    lines: lines.flatMap((line) => [
      { ...line, before: true },
      { ...line, quantity: '3' },
    ]),
  };
}

function receivedOf(random: Random, isForeign: boolean): Partial<InvoiceInput> {
  if (random() < 0.5) return { advanceAmount: amount(random) };
  const rate = isForeign ? { exchangeRate: '4.11' } : {};
  return {
    advancePayments: [
      { date: '2025-09-15', amount: amount(random), ...rate },
      { date: '2025-09-20', amount: amount(random), ...rate },
    ],
  };
}

function paymentOf(random: Random): NonNullable<InvoiceInput['payment']> {
  const { method, accounts, factorAccounts, dueDescription, earlyPaymentDiscount, link, ksefPaymentId } =
    randomField(random, 'payment');
  const due = pick(random, [
    { dueInDays: 14 },
    { dueDate: '2025-10-20' },
    { dueDates: ['2025-10-20', '2025-10-30'] },
    { paidOn: '2025-09-30' },
    { partialPayments: [{ amount: '1.50', date: '2025-09-30', otherMethod: 'barter' }] },
  ]);
  const rest = {
    ...(method === undefined ? {} : { method }),
    ...(accounts === undefined ? {} : { accounts }),
    ...(factorAccounts === undefined ? {} : { factorAccounts }),
    ...(dueDescription === undefined ? {} : { dueDescription }),
    ...(earlyPaymentDiscount === undefined ? {} : { earlyPaymentDiscount }),
    ...(link === undefined ? {} : { link }),
    ...(ksefPaymentId === undefined ? {} : { ksefPaymentId }),
  };
  return { ...rest, ...due };
}
