export { currencyWord, isCurrencyCode, minorUnitsOf, symbolOf, type MoneyLanguage } from './currency.js'
export { formatMoney, type MoneyFormat } from './format-money.js'
export { parseMoney, type MoneyText } from './parse-money.js'
