import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { claimOf, isClaim } from '../file/claim-row.ts';
import { MAX_TEXT, type ReadClaim, readText } from '../read/read-text.ts';

/** A claim in one line: metric, reporter > partner, flow, commodity, period, bound, value and unit. */
const show = (c: ReadClaim): string =>
  [
    c.metric,
    `${c.reporter}>${c.partner}`,
    c.flow,
    ...(c.commodity === 'all' ? [] : [c.commodity]),
    c.period,
    ...(c.bound === 'as_printed' ? [] : [c.bound]),
    `${c.value} ${c.unit}`.trim(),
  ].join(' ');
const reads = (text: string, ...claims: string[]): void => {
  const reading = readText(text);
  assert.deepEqual(reading.claims.map(show), claims, text);
};

/** What each of the three languages says of the same statement. */
const statement = [
  'level CN>C5 total 2025 106.3 USD_bn',
  'growth CN>C5 total 2025 12 percent',
  'threshold_crossed CN>C5 total 2025 100 USD_bn',
];

describe('the same statement in three languages', () => {
  test('English', () => {
    reads(
      "China's trade with Central Asia reached 106.3 billion US dollars in 2025, up 12 percent, exceeding $100 billion for the first time.",
      ...statement,
    );
    reads(
      'In 2025 China and Central Asia: exports rose 11 percent to USD 71.2 billion; imports grew by 14% to 35.1 bn dollars.',
      'growth CN>C5 export 2025 11 percent',
      'level CN>C5 export 2025 71.2 USD_bn',
      'growth CN>C5 import 2025 14 percent',
      'level CN>C5 import 2025 35.1 USD_bn',
    );
  });
  test('Russian', () => {
    reads(
      'В 2025 году товарооборот Китая со странами Центральной Азии составил 106,3 млрд долларов, увеличившись на 12%, и впервые превысил 100 млрд долларов.',
      ...statement,
    );
    reads(
      'Экспорт Китая в Узбекистан в январе–мае 2025 года сократился на 2,5%.',
      'growth CN>UZ export 2025-01..05 -2.5 percent',
    );
  });
  test('Chinese', () => {
    reads(
      '2025年中国与中亚五国货物贸易额达1063亿美元，同比增长12%，首次突破千亿美元。',
      'level CN>C5 total 2025 1063 USD_100mn',
      'growth CN>C5 total 2025 12 percent',
      'threshold_crossed CN>C5 total 2025 1000 USD_100mn',
    );
    reads(
      '2024年前5个月，中国自哈萨克斯坦进口超过451亿元人民币，下降3.2%',
      'threshold CN>KZ import 2024-01..05 451 CNY_100mn',
      'growth CN>KZ import 2024-01..05 -3.2 percent',
    );
  });
});

describe('wordings with two meanings', () => {
  const times = (text: string): [string, string] => {
    const [claim] = readText(text).claims;
    return [claim ? show(claim).split(' ').slice(-2).join(' ') : '', claim?.read_as ?? ''];
  };
  test('n-fold is not growth by n times', () => {
    const cases: [string, string][] = [
      ["In 2025 China's imports from Kyrgyzstan grew by 10.9 times", '10.9 times'],
      ["In 2025 China's imports from Kyrgyzstan grew 10.9-fold", '10.9 fold'],
      ["In 2025 China's imports from Kyrgyzstan grew to 10.9 times", '10.9 fold'],
      ['2025年中国自吉尔吉斯斯坦进口增长10.9倍', '10.9 times'],
      ['2025年中国自吉尔吉斯斯坦进口增长到10.9倍', '10.9 fold'],
      ['В 2025 году импорт Китая из Киргизии вырос в 10,9 раза', '10.9 fold'],
    ];
    for (const [text, expected] of cases) {
      const [number, read_as] = times(text);
      assert.equal(number, expected, text);
      assert.match(read_as, expected.endsWith('fold') ? /now ÷ before \(n-fold\)/ : /one more/);
    }
  });
  test('bounds', () => {
    reads(
      "China's trade with Tajikistan was nearly 4 billion dollars in 2024",
      'level CN>TJ total 2024 nearly 4 USD_bn',
    );
    reads('2024年中国与塔吉克斯坦贸易额约39亿美元', 'level CN>TJ total 2024 about 39 USD_100mn');
    reads(
      'В 2024 году товарооборот Китая и Таджикистана — более 3,8 млрд долларов',
      'level CN>TJ total 2024 over 3.8 USD_bn',
    );
  });
});

describe('numbers said as words', () => {
  const cases: [string, string][] = [
    ["In 2025 China's exports to Kyrgyzstan doubled.", 'fold CN>KG export 2025 about 2 fold'],
    ["In 2025 China's exports to Kyrgyzstan more than doubled.", 'fold CN>KG export 2025 over 2 fold'],
    ["In 2025 China's exports to Kyrgyzstan nearly tripled.", 'fold CN>KG export 2025 nearly 3 fold'],
    ["In 2025 China's imports from Turkmenistan halved.", 'fold CN>TM import 2025 about 0.5 fold'],
    ["In 2025 China's imports from Turkmenistan more than halved.", 'fold CN>TM import 2025 under 0.5 fold'],
    ["In 2025 China's imports from Turkmenistan fell twofold.", 'fold CN>TM import 2025 about 0.5 fold'],
    [
      "In 2025 China's imports from Turkmenistan fell by a third.",
      'growth CN>TM import 2025 about -33.3 percent',
    ],
    ["In 2025 China's exports to Uzbekistan increased tenfold.", 'fold CN>UZ export 2025 about 10 fold'],
    ['2025年中国对吉尔吉斯斯坦出口翻一番。', 'fold CN>KG export 2025 about 2 fold'],
    ['2025年中国对吉尔吉斯斯坦出口翻了两番。', 'fold CN>KG export 2025 about 4 fold'],
    ['2025年中国自土库曼斯坦进口减半。', 'fold CN>TM import 2025 about 0.5 fold'],
    ['2025年中国自土库曼斯坦进口下降四分之一。', 'growth CN>TM import 2025 about -25 percent'],
    ['В 2025 году экспорт Китая в Киргизию вырос вдвое.', 'fold CN>KG export 2025 about 2 fold'],
    ['В 2025 году экспорт Китая в Киргизию удвоился.', 'fold CN>KG export 2025 about 2 fold'],
    ['В 2025 году экспорт Китая в Киргизию вырос более чем втрое.', 'fold CN>KG export 2025 over 3 fold'],
    ['В 2025 году экспорт Китая в Киргизию вырос в полтора раза.', 'fold CN>KG export 2025 about 1.5 fold'],
    ['В 2025 году импорт Китая из Туркменистана сократился вдвое.', 'fold CN>TM import 2025 about 0.5 fold'],
    [
      'В 2025 году импорт Китая из Туркменистана сократился на четверть.',
      'growth CN>TM import 2025 about -25 percent',
    ],
    // A printed number keeps its own rounding: 2.45…2.55 becomes 0.392…0.408.
    ['В 2025 году импорт Китая из Туркменистана сократился в 2,5 раза.', 'fold CN>TM import 2025 0.4 fold'],
  ];
  for (const [text, expected] of cases)
    test(text, () => {
      const { claims, not_understood } = readText(text);
      assert.deepEqual([claims.map(show), not_understood], [[expected], []]);
      const [first] = claims;
      assert.ok(first?.read_as, 'how the word was read is said');
      assert.ok(isClaim(claimOf(first)));
    });
  test('what is foreseen, over many years, or has no exact reading is shown as not understood', () => {
    for (const [text, left] of [
      ["China's trade with Kazakhstan will be doubled by 2030.", 'doubled'],
      ["China's trade with Central Asia nearly triples since 2020.", 'triples'],
      ["China's trade with Uzbekistan has grown by 40% since 2020.", '40 %'],
      ['В 2025 году импорт Китая из Туркменистана сократился втрое.', 'втрое'],
      ["China's exports to Uzbekistan saw double-digit growth in 2025.", 'double'],
    ] as const) {
      const { claims, not_understood } = readText(text);
      assert.deepEqual(claims.filter((c) => c.value !== '').map(show), [], text);
      assert.match(not_understood.join(' / '), new RegExp(left), text);
    }
  });
});

test('ranks, streaks, records, shares, points, balances', () => {
  const five = 'KZ|KG|TJ|TM|UZ>CN';
  reads(
    'In 2025 China became the largest trading partner of all five Central Asian countries for the first time.',
    `rank ${five} total 2025 1 rank`,
    `first_time_rank ${five} total 2025 1 boolean`,
  );
  reads('2025年中国是哈萨克斯坦第一大贸易伙伴', 'rank KZ>CN total 2025 1 rank');
  reads('В 2025 году Китай стал крупнейшим торговым партнёром Казахстана', 'rank KZ>CN total 2025 1 rank');
  reads(
    "In 2025 China's trade with Central Asia grew for five consecutive years",
    'streak CN>C5 total 2025 5 years',
  );
  reads('2025年中国与中亚贸易连续五年增长', 'streak CN>C5 total 2025 5 years');
  reads(
    'Товарооборот Китая с Казахстаном в 2025 году растёт пятый год подряд',
    'streak CN>KZ total 2025 5 years',
  );
  reads(
    "The share of China in Kazakhstan's exports was 15.6 percent in 2022",
    'share KZ>CN export 2022 15.6 percent',
  );
  reads('2025年中国与中亚贸易额创历史新高', 'record CN>C5 total 2025 1 boolean');
  reads(
    "In 2024 China's trade with Kazakhstan accelerated by 6 percentage points",
    'acceleration CN>KZ total 2024 6 percentage_points',
  );
  reads(
    "China's trade surplus with Kazakhstan was 10.7 billion dollars in 2025",
    'balance CN>KZ total 2025 10.7 USD_bn',
  );
});

test('what is left out comes from the sentence before, and what nobody said is named', () => {
  const { claims } = readText(
    "China's exports to Uzbekistan reached 14 billion dollars in 2025. They grew by 15 percent.",
  );
  assert.equal(claims[1] && show(claims[1]), 'growth CN>UZ export 2025 15 percent');
  const [alone] = readText('Exports grew by 15 percent.').claims;
  assert.deepEqual(alone?.missing, ['country', 'period']);
});

test('clauses with partners of their own are not mixed, and a list of partners is not parted', () => {
  reads(
    '2024年前5个月，我国对哈萨克斯坦出口增长5%，自乌兹别克斯坦进口下降3%。',
    'growth CN>KZ export 2024-01..05 5 percent',
    'growth CN>UZ import 2024-01..05 -3 percent',
  );
  reads(
    "In 2025 China's exports to Kazakhstan, Kyrgyzstan and Uzbekistan grew by 5 percent.",
    'growth CN>KZ|KG|UZ export 2025 5 percent',
  );
  reads(
    '2025年，中国与中亚国家货物贸易总值1063亿美元，增长12%，其中出口712亿美元。',
    'level CN>C5 total 2025 1063 USD_100mn',
    'growth CN>C5 total 2025 12 percent',
    'level CN>C5 export 2025 712 USD_100mn',
  );
});

test('goods that nobody here knows are not read as all goods', () => {
  const { claims, not_understood } = readText(
    "China's imports of honey from Kyrgyzstan grew by 10 percent in 2025",
  );
  assert.equal(claims[0]?.commodity, 'honey');
  assert.deepEqual(not_understood, ['honey']);
  assert.equal(readText('2025年中国自吉尔吉斯斯坦进口蜂蜜增长10%').claims[0]?.commodity, '蜂蜜');
});

test('a claim that misses nothing is one that can be checked', () => {
  for (const text of [
    "China's trade with Central Asia reached 106.3 billion US dollars in 2025, a record, up 12 percent.",
    '2025年中国与中亚五国货物贸易额达1063亿美元，连续五年增长，中国是中亚五国第一大贸易伙伴。',
    'Доля Китая в экспорте Казахстана в 2022 году составила 15,6%.',
  ]) {
    const { claims } = readText(text);
    assert.ok(claims.length > 0);
    for (const claim of claims) {
      assert.deepEqual(claim.missing, []);
      const typed = claimOf(claim);
      assert.ok(isClaim(typed), isClaim(typed) ? '' : JSON.stringify(typed));
    }
  }
});

test('any text is read without failing, and every letter and digit of it is accounted for', () => {
  const words = [
    'China',
    '中国',
    'Китай',
    '2025',
    '10.9',
    '倍',
    '-',
    '%',
    ',',
    '1 234,5',
    'fold',
    '亿',
    '。',
    '\u0000',
    '💥',
  ];
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((w) => w.join(' ')),
  );
  fc.assert(
    fc.property(texts, fc.constantFrom('en' as const, 'zh' as const, 'ru' as const), (text, lang) => {
      const reading = readText(text, lang);
      const letters = (s: string): number => s.normalize('NFKC').match(/[\p{L}\d]/gu)?.length ?? 0;
      const said = reading.words.reduce((sum, word) => sum + letters(word.text), 0);
      assert.equal(said, letters(text));
    }),
  );
});

test('hostile text takes time in proportion to its length', () => {
  const seconds = (text: string): number => {
    const start = performance.now();
    readText(text, 'en');
    readText(text, 'zh');
    readText(text, 'ru');
    return (performance.now() - start) / 1000;
  };
  seconds('warm up 12 percent');
  for (const piece of ['1', '1,', '1 234 ', 'a-', '千', 'trade ', '增长', '12 percent up ', '1.1.1.1 '])
    assert.ok(seconds(piece.repeat(MAX_TEXT)) < 1.5, piece);
});

test('what is denied, foreseen or of another year is not read as said', () => {
  const read = (text: string) => {
    const { claims, not_understood } = readText(text);
    return [
      claims.map((c) =>
        [c.metric, `${c.reporter}>${c.partner}`, c.flow, c.period, c.bound, c.value, c.unit]
          .filter(Boolean)
          .join(' '),
      ),
      not_understood.join(' / '),
    ];
  };
  for (const [text, claims, left] of [
    [
      'China plans to raise its trade with Kazakhstan to $100 billion by 2030.',
      [],
      'plans / raise / $ 100 billion',
    ],
    [
      'If trade with Kazakhstan grows by 10% in 2025, it will reach $50 billion.',
      [],
      'If / 10 % / will reach $ 50 billion',
    ],
    ['预计2026年中国与乌兹别克斯坦贸易额将达200亿美元。', [], '预计 / 将 / 200亿美元'],
    [
      'К 2030 году товарооборот Китая и Казахстана планируется довести до 100 млрд долларов.',
      [],
      'планируется довести / 100 млрд долларов',
    ],
    [
      'Trade with Tajikistan did not exceed $5 billion in 2025.',
      ['level CN>TJ total 2025 under 5 USD_bn'],
      '',
    ],
    ['2025年中国与塔吉克斯坦贸易额未达到50亿美元。', ['level CN>TJ total 2025 under 50 USD_100mn'], ''],
    [
      'Товарооборот Китая с Таджикистаном не превысил 5 млрд долларов в 2025 году.',
      ['level CN>TJ total 2025 under 5 USD_bn'],
      '',
    ],
    [
      '2025年，中国与中亚五国贸易额首次突破1000亿美元，达1063亿美元。',
      [
        'threshold_crossed CN>C5 total 2025 as_printed 1000 USD_100mn',
        'level CN>C5 total 2025 as_printed 1063 USD_100mn',
      ],
      '',
    ],
    [
      'Trade between China and Kazakhstan stood at $48.7 billion in 2025 versus $43.8 billion in 2024.',
      ['level CN>KZ total 2025 as_printed 48.7 USD_bn', 'level CN>KZ total 2024 as_printed 43.8 USD_bn'],
      'versus',
    ],
    [
      'Китай остаётся крупнейшим торговым партнёром Кыргызстана третий год подряд в 2025 году.',
      ['rank KG>CN total 2025 as_printed 1 rank'],
      'остаётся / третий год подряд',
    ],
    [
      "Central Asia's share of China's foreign trade rose by 0.2 percentage points in 2025.",
      ['share_change CN>C5 total 2025 as_printed 0.2 percentage_points'],
      '',
    ],
    [
      'Доля Центральной Азии во внешней торговле Китая выросла на 0,2 процентного пункта в 2025 году.',
      ['share_change CN>C5 total 2025 as_printed 0.2 percentage_points'],
      '',
    ],
  ] as const)
    assert.deepEqual(read(text), [[...claims], left], text);
});
