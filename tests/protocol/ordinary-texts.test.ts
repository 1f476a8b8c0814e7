/** What a page is full of, and nobody's secret: all of it stays readable. */
import { describe, expect, it } from 'vitest'
import { maskSecrets } from '../../src/protocol/secret-shapes.ts'

describe('an ordinary text stays as it is:', () => {
  it.each([
    'Your order 100-4711-0815 was sent on 30 November 2026 and arrives on 2 or 3 December.',
    'Order 123456789 · 3 items · € 1,299.00',
    'Invoice no. 2026-004711 of 30.11.2026, due 14.12.2026',
    'Orders 4711, 4712, 4713, 4714 and 4715 were merged.',
    'Prices: 12.50, 13.99, 4.99, 129.00, 1,299.00, 12,999.00',
    '450 500 550 600 650 700 750',
    'Sizes 36 38 40 42 44 46 48 50 52',
    '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20',
    'Mo 08:00–12:00 13:00–18:00 Di 08:00–12:00 13:00–18:00',
    '2026-11-30 08:15:22, 2026-11-30 08:15:23, 2026-11-30 08:15:24',
    '2019 2020 2021 2022 2023 2024 2025 2026',
    'Q1 2026: 1,204 | Q2 2026: 1,311 | Q3 2026: 1,450',
    '+49 30 901820-0, fax +49 30 901820-28',
    '(555) 123-4567 or 020 7946 0958',
    'Tracking 1Z999AA10123456784',
    'ISBN 978-3-16-148410-0',
    'EAN 4006381333931',
    'Part no. AB-1234-C, batch 20261130-7, build 8812',
    'v1.22.333-beta.4 (node 24.1.0, chrome 141.0.7390.54)',
    '52.520008, 13.404954',
    'RGB(17, 24, 39) · #111827 · 8px 16px 24px 32px',
    '10.0.0.1, 192.168.178.24, 172.16.254.1:8080',
    'Room 4.12, table 7, seats 1–4, 3 adults + 2 children',
    'A 5% discount applies from 3 pieces, 10% from 10 and 15% from 100 pieces on.',
    'Mail us @casereel or meet @ the shop; 2 @ €5',
    'The password must have 8 characters, one of them a digit 0-9.',
    'Reset your password: follow the 2 steps below',
    'The PIN is sent to you within 3 days.',
    'Ein Ausweis ist nicht nötig. Der Reisepass gilt 10 Jahre.',
    'My passport expires in 2029.',
    'Tax included. Taxes: 19% of 1,299.00 are 207.40',
    'Error 404 at step 3 of 12 after 1500 ms (attempt 2/5)',
    'commit 3bf09a81c7d03bf09a81c7d03bf09a81c7d03bf0',
    'Population 83 149 300, area 357 022 km²',
    '１２月３日（木）午後５時から６時まで、２名様',
    '商品番号 4711、価格 12,800円（税込）',
    '第3章 12ページ',
    '½ litre of milk, 3 × 250 g, 20 °C, ①②③',
    'and/or, 24/7, 1/2, 11/30/2026',
    'C++20, ES2026, UTF-8, ISO-8859-1, H.264, MP3',
    'IT department, room DE12, flight LH 1234, bus M29',
    'Lorem ipsum dolor sit amet, consetetur sadipscing elitr, sed diam nonumy eirmod tempor.',
  ])('%s', (text) => {
    expect(maskSecrets(text)).toBe(text)
  })

  it('nearly every number of nine or ten digits, and every table of them', () => {
    let masked = 0
    for (let number = 100_000_007; number < 9_000_000_000; number += 8_899_999)
      if (maskSecrets(`Order ${number} was sent`).includes('•')) masked += 1
    expect(masked).toBeLessThan(15)
    let lists = 0
    for (let start = 100; start < 9_000; start += 7)
      if (maskSecrets(Array.from({ length: 12 }, (_, at) => start + at * 3).join(', ')).includes('•'))
        lists += 1
    expect(lists).toBeLessThan(13)
  })
})
