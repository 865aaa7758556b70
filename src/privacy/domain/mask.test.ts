import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandOf } from './balance-band.js'
import { maskAddress, maskCard, maskEmail, maskIdNo, maskMobile, maskName, maskValue, maskedKinds } from './mask.js'

const letters = (text: string) => [...new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment)

describe('PRV-7: masks of direct identifiers', () => {
  it.each([
    ['张小三', '张*三'], ['王伟', '王*'], ['欧阳锋', '欧*锋'], ['诸葛孔明', '诸**明'], ['李', '*'], ['', ''],
    ['买买提·吐尔逊', '买**·***'], ['阿不都热西提•买买提', '阿*****•***'], ['John Smith', 'J*** *****'], ['Li', 'L*'], ['𠮷野家', '𠮷*家'],
  ])('name %s as %s', (name, masked) => expect(maskName(name)).toBe(masked))

  it.each([
    ['13812341234', '138****1234'], ['+86 138-1234-1234', '138****1234'], ['１３８１２３４１２３４', '138****1234'], ['0086 13812341234', '138****1234'],
    ['021-65432198', '*********98'], ['12345', '*****'], ['', ''],
  ])('mobile %s as %s', (mobile, masked) => expect(maskMobile(mobile)).toBe(masked))

  it.each([
    ['110101199001011234', '1101**********1234'], ['110101900101123', '1101*******1123'], ['E12345678', 'E******78'], ['12345', '*****'],
  ])('document %s as %s', (idNo, masked) => expect(maskIdNo(idNo)).toBe(masked))

  it.each([['6222 0212 3456 7890', '****7890'], ['1234567', '****'], ['', '****']])('card %s as %s', (card, masked) => expect(maskCard(card)).toBe(masked))

  it.each([['alice@x.com', 'a***@x.com'], ['ab@x.com', '***@x.com'], ['张三丰@例.中国', '张***@例.中国'], ['nobody', '***'], ['@x', '***'], ['a@', '***']])(
    'e-mail %s as %s', (email, masked) => expect(maskEmail(email)).toBe(masked),
  )

  it.each([
    ['广东省深圳市南山区科苑路1号', '广东省深圳市***'], ['北京市朝阳区建国路88号', '北京市***'], ['内蒙古自治区锡林郭勒盟某旗', '内蒙古自治区锡林郭勒盟***'],
    ['新疆维吾尔自治区伊犁哈萨克自治州伊宁市', '新疆维吾尔自治区伊犁哈萨克自治州***'], ['221B Baker Street', '***'], ['', '***'],
  ])('address %s as %s', (address, masked) => expect(maskAddress(address)).toBe(masked))

  it('shows at most the allowed characters of any name, at its ends, and never all of them', () => {
    const han = fc.array(fc.constantFrom('张', '王', '𠮷', '小', '明', '吐', '尔'), { minLength: 1, maxLength: 12 }).map((all) => all.join(''))
    fc.assert(fc.property(fc.oneof(han, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })), (name) => {
      const before = letters(name.trim())
      const after = letters(maskName(name))
      const shown = after.filter((letter) => letter !== '*' && !/[\s·•・.,'’\-‧]/u.test(letter))
      expect(shown.length).toBeLessThanOrEqual(2)
      if (before.length > 0 && before.filter((letter) => !/[\s·•・.,'’\-‧*]/u.test(letter)).length > 2) expect(shown.length).toBeLessThan(before.length)
      expect(shown.every((letter) => letter === before[0] || letter === before.at(-1))).toBe(true)
    }))
  })

  it('shows at most 7 digits of a mobile, 8 of a document, 4 of a card, and hides at least four', () => {
    const digits = fc.array(fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), { maxLength: 30 }).map((all) => all.join(''))
    const shown = (text: string) => text.replaceAll('*', '').length
    fc.assert(fc.property(digits, (text) => {
      expect(shown(maskMobile(text))).toBeLessThanOrEqual(7)
      expect(shown(maskIdNo(text))).toBeLessThanOrEqual(8)
      expect(shown(maskCard(text))).toBeLessThanOrEqual(4)
      for (const masked of [maskMobile(text), maskIdNo(text)]) expect(shown(masked) === 0 || masked.length - shown(masked) >= 4).toBe(true)
    }))
  })

  it('never shows more of an address than 17 characters, nor more of a local part than one', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.domain(), (text, domain) => {
      expect(letters(maskAddress(text)).length).toBeLessThanOrEqual(20)
      const email = `${text.replaceAll('@', '')}@${domain}`
      const local = maskEmail(email).split('@')[0] ?? ''
      expect(letters(local.replace(/\*{3}$/, '')).length).toBeLessThanOrEqual(1)
    }))
  })

  it('leaves nothing of an empty value', () => {
    expect(maskedKinds.map((kind) => maskValue(kind, ''))).toEqual(maskedKinds.map(() => ''))
  })
})

describe('PRV-7: balances in bands', () => {
  it.each([
    [-1, null, 0, '负值'], [0, 0, 10_000, '0–1万'], [999_999, 0, 10_000, '0–1万'], [1_000_000, 10_000, 50_000, '1万–5万'],
    [19_999_999, 50_000, 200_000, '5万–20万'], [100_000_000, 1_000_000, 3_000_000, '100万–300万'], [1_000_000_000, 10_000_000, null, '1000万以上'],
  ])('%i fen is %s to %s', (minor, from, to, zh) => expect(bandOf(minor, 2)).toMatchObject({ from, to, zh }))

  it('a currency without minor units uses its own', () => expect(bandOf(10_000, 0)).toMatchObject({ from: 10_000, to: 50_000, en: '10k – 50k' }))
})
