import { join, sql, type Sql } from '#kernel/sql'
import { PII_KINDS, SPELLINGS, type Spelling } from '../domain/identifier-kind.js'

/** Pad keys in hex, as `Secrets.hashPads` gives them. */
export interface HashPads {
  readonly inner: string
  readonly outer: string
}

/** The letters JavaScript calls white space that NFKC leaves alone. */
const SPACE = '\\t-\\r \\x{1680}\\x{2028}\\x{2029}\\x{FEFF}'

/** Keyed hash of an identifier's text, the same as `secrets.hash(kind, normalisedIdentifier(kind, text))`; pads are bound, never text. */
export function hashedValue(text: Sql, kind: string, pads: HashPads): Sql {
  return digest(sql`${kind}`, spelled(text, SPELLINGS[kind] ?? 'plain'), pads)
}

/** The same where another column's code (`identity.id_type`) decides the kind, row by row. */
export function hashedByType(text: Sql, idType: Sql, pads: HashPads): Sql {
  const code = sql`ifNull(toString(${idType}), '')`
  const kind = sql`transform(${code}, ${Object.keys(PII_KINDS)}, ${Object.values(PII_KINDS)}, lower(${code}))`
  const cases = Object.entries(SPELLINGS).flatMap(([name, spelling]) => [sql`${kind} = ${name}`, spelled(text, spelling)])
  return digest(kind, sql`multiIf(${join(cases)}, ${spelled(text, 'plain')})`, pads)
}

function digest(kind: Sql, text: Sql, pads: HashPads): Sql {
  return sql`lower(hex(SHA256(concat(unhex(${pads.outer}), SHA256(concat(unhex(${pads.inner}), ${kind}, char(0), ${text}))))))`
}

function spelled(text: Sql, spelling: Spelling): Sql {
  const trimmed = sql`replaceRegexpAll(normalizeUTF8NFKC(${text}), ${`^[${SPACE}]+|[${SPACE}]+$`}, '')`
  switch (spelling) {
    case 'phone':
      return sql`replaceRegexpOne(replaceRegexpAll(${trimmed}, ${`[${SPACE}()-]`}, ''), ${'^[+]?86(1[0-9]{10})$'}, ${'\\1'})`
    case 'code':
      return sql`replaceRegexpAll(upperUTF8(${trimmed}), ${`[${SPACE}]`}, '')`
    case 'email':
      return sql`lowerUTF8(${trimmed})`
    case 'card':
      return sql`replaceRegexpAll(${trimmed}, ${`[${SPACE}-]`}, '')`
    case 'plain':
      return trimmed
  }
}
