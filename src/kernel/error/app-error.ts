import { catalogue, type ErrorCode } from './catalogue.js'

export type Params = Readonly<Record<string, string | number | boolean>>

/** One thing a person got wrong, located by a path such as `rule.all[2].value`. */
export interface Mistake {
  readonly code: ErrorCode
  readonly path: string
  readonly params: Params
}

/** A fault with a stable code from the catalogue; `path` locates it in the input when there is one. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly params: Params = {},
    readonly path?: string,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${messageOf(code, params).en}`, options)
    this.name = 'AppError'
  }
}

/** Several mistakes of one input, reported together. */
export class Mistakes extends AppError {
  constructor(readonly mistakes: readonly Mistake[]) {
    super('INPUT_INVALID', { count: mistakes.length }, mistakes[0]?.path)
    this.name = 'Mistakes'
  }
}

/** Throws an AppError; usable as an expression: `x ?? fail('TAG_NOT_FOUND', { key })`. */
export function fail(code: ErrorCode, params: Params = {}, path?: string): never {
  throw new AppError(code, params, path)
}

/** Whether a text is a code of the catalogue. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(catalogue, text)
}

/** The zh and en sentences of a code with its parameters filled in. */
export function messageOf(code: ErrorCode, params: Params = {}): { zh: string; en: string } {
  const entry = catalogue[code]
  // A Chinese sentence takes the parameter's Chinese form, `reasonZh`, where there is one.
  const fill = (text: string, suffix: string) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[`${name}${suffix}`] ?? params[name] ?? whole))
  return { zh: fill(entry.zh, 'Zh'), en: fill(entry.en, '') }
}
