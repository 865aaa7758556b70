/** Stems of the passwords tried first, ours included; digits and signs around them do not help. */
const STEMS = [
  'password',
  'passw0rd',
  'p@ssw0rd',
  'p@ssword',
  'qwerty',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx',
  'qazwsx',
  'abcdefgh',
  'abcdefghij',
  'abc',
  'admin',
  'administrator',
  'root',
  'letmein',
  'welcome',
  'iloveyou',
  'woaini',
  'woaini1314',
  'changeme',
  'default',
  'secret',
  'test',
  'qunce',
  'bank',
  'yinhang',
  'mima',
  'monkey',
  'dragon',
  'sunshine',
  'princess',
  'football',
  'baseball',
  'superman',
  'trustno1',
  'master',
  'a',
  'aa',
  'aaa',
  'qwe',
  'asd',
]

const ROWS = [
  '01234567890123456789',
  '98765432109876543210',
  'qwertyuiopasdfghjklzxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
]

/** True for repetitions, keyboard and number rows, and a common stem with digits or signs around it. */
export function isCommonPassword(plain: string): boolean {
  if (/^(.{1,4})\1+.{0,3}$/.test(plain)) return true
  if (/^[\d\W_]+$/.test(plain) && new Set(plain).size <= 4) return true
  if (ROWS.some((row) => row.includes(plain)) || /^(19|20)\d{6}\d*$/.test(plain)) return true
  const ending = plain.replace(/[\d\W_]+$/, '')
  return [plain, ending, ending.replace(/^[\d\W_]+/, '')].some((stem) => STEMS.includes(stem))
}
