import { expect, it } from 'vitest'
import { hideIdentifiers } from './hide-identifiers.js'

it.each([
  ['客户 13812341212 来电', '客户 *** 来电'],
  ['+86 138-1234-1212', '***'],
  ['证件 11010519491231002X，卡 6222020200112233445', '证件 ***，卡 ***'],
  ['write to a.b+c@bank.example.com now', 'write to *** now'],
  ['工单 20251231-17 金额 1200000', '工单 20251231-17 金额 1200000'],
])('%s', (text, shown) => expect(hideIdentifiers(text)).toBe(shown))
