/** Minor units by ISO 4217 code where the number is not 2 (ISO 4217:2015 table A.1). */
const MINOR_UNITS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
}

const SYMBOLS: Readonly<Record<string, string>> = {
  CNY: '¥',
  USD: 'US$',
  EUR: '€',
  GBP: '£',
  JPY: 'JP¥',
  HKD: 'HK$',
  CZK: 'Kč ',
}

export type MoneyLanguage = 'zh' | 'en'

const CHINESE_NAMES: Readonly<Record<string, string>> = {
  CNY: '元',
  USD: '美元',
  EUR: '欧元',
  GBP: '英镑',
  JPY: '日元',
  HKD: '港元',
  CZK: '捷克克朗',
}

/** Whether a text has the form of an ISO 4217 code. */
export function isCurrencyCode(text: string): boolean {
  return /^[A-Z]{3}$/.test(text)
}

/** Digits after the decimal point of a currency: CNY 2, JPY 0, KWD 3. Unlisted codes have 2. */
export function minorUnitsOf(ccy: string): number {
  return Object.hasOwn(MINOR_UNITS, ccy) ? (MINOR_UNITS[ccy] ?? 2) : 2
}

/** What is written before an amount: a symbol, or the code and a space. */
export function symbolOf(ccy: string): string {
  return Object.hasOwn(SYMBOLS, ccy) ? (SYMBOLS[ccy] ?? '') : `${ccy} `
}

/** The word written after an amount in a sentence: 元 in Chinese, the code in English. */
export function currencyWord(ccy: string, lang: MoneyLanguage): string {
  if (lang === 'en') return ` ${ccy}`
  return Object.hasOwn(CHINESE_NAMES, ccy) ? (CHINESE_NAMES[ccy] ?? '') : ` ${ccy}`
}
